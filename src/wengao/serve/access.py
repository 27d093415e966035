"""Who may come in (准入): the key for one use, the cookie of a browser, the word of its page, and this server's names.

Three things are asked of every request: it names this server by an address and not by a stranger's domain (DNS
rebinding), a page of another origin did not send it, and it carries a cookie that this server gave for a key.

A browser sends a cookie to every port of a machine, so any other server on it could take this one and use it. The interface
therefore asks for a word too (暗号), which the page gets with the cookie and keeps in its storage, where pages of other
ports do not reach. The cookie alone opens the page's files and nothing else.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCAL_NAMES = ("localhost",)


def new_token() -> str:
    """256 random bits that an address and a cookie can carry."""
    return secrets.token_urlsafe(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a browser gets for a key. cookie: it sends it by itself. word: its page says it to open the interface."""

    cookie: str
    word: str


class Access:
    """The key for one use, and what was given for keys. key: the one that is good now."""

    def __init__(self, token: Callable[[], str] = new_token) -> None:
        self._token = token
        self._entries: list[Entry] = []
        self.key = token()

    def exchange(self, key: str) -> Entry | None:
        """Entry for the key, which is then no longer good: another takes its place. None for any other key."""
        if not _same(key, self.key):
            return None
        self.key = self._token()
        entry = Entry(self._token(), self._token())
        self._entries.append(entry)
        return entry

    def knows(self, cookie: str) -> bool:
        """Whether this server gave the cookie."""
        return any(_same(cookie, given.cookie) for given in self._entries)

    def opens(self, cookie: str, word: str) -> bool:
        """Whether this server gave the cookie and the word together."""
        return any(_same(cookie, given.cookie) and _same(word, given.word) for given in self._entries)


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())


def is_local(host: str) -> bool:
    """Whether only this machine reaches `host`, an address or a name."""
    if host in _LOCAL_NAMES:
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def is_our_host(header: str, host: str) -> bool:
    """Whether a Host header names this server, which listens on `host`.

    An address does, because a stranger's page can make its own domain lead here but cannot send an address for a name. On
    a server for this machine alone the address must be this machine's own.
    """
    named = _name(header)
    if named is None:
        return False
    return is_local(named) or named == host or (not is_local(host) and _address(named) is not None)


def is_our_origin(origin: str | None, header: str) -> bool:
    """Whether the page that asks is of this server; no Origin header means that no page of another does."""
    return origin is None or urlsplit(origin).netloc == header


def is_from_elsewhere(site: str | None) -> bool:
    """Whether the browser says (Sec-Fetch-Site) that something else than this server's own page or the drafter asks."""
    return site not in (None, "same-origin", "none")


def _name(header: str) -> str | None:
    try:
        return urlsplit(f"//{header}").hostname
    except ValueError:
        return None


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
