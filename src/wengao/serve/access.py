"""Who may come in (准入): the key for one use, the cookie of a browser, and the names this server goes by.

Three things are asked of every request: it names this server by an address and not by a stranger's domain (DNS
rebinding), a page of another origin did not send it, and it carries a cookie that this server gave for a key.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCAL_NAMES = ("localhost",)


def new_token() -> str:
    """256 random bits that an address and a cookie can carry."""
    return secrets.token_urlsafe(32)


class Access:
    """The key for one use, and the cookies given for keys. key: the one that is good now."""

    def __init__(self, token: Callable[[], str] = new_token) -> None:
        self._token = token
        self._cookies: list[str] = []
        self.key = token()

    def exchange(self, key: str) -> str | None:
        """A cookie for the key, which is then no longer good: another takes its place. None for any other key."""
        if not _same(key, self.key):
            return None
        self.key = self._token()
        cookie = self._token()
        self._cookies.append(cookie)
        return cookie

    def knows(self, cookie: str) -> bool:
        """Whether this server gave the cookie."""
        return any(_same(cookie, given) for given in self._cookies)


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
