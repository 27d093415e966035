"""Sessions (登录): what a user shows after having proved himself, until it runs out, is given back, or his rights change."""

from __future__ import annotations

import hashlib
import secrets
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.gateway.users import User, Users

MOST_OF_ONE = 40
"""Sessions of one user at once: each command of a desk opens one and gives it back; what was killed leaves one."""


@dataclass(frozen=True, slots=True)
class _Session:
    user: User
    ends: float


class Sessions:
    """The sessions that are good now; kept in memory only, by the digest of the token. hours: how long one lasts."""

    def __init__(self, users: Users, hours: float, clock: Callable[[], float]) -> None:
        self._users = users
        self._seconds = hours * 3600
        self._clock = clock
        self._turn = threading.Lock()
        self._open: dict[bytes, _Session] = {}

    @property
    def seconds(self) -> float:
        """How long a session lasts."""
        return self._seconds

    def begin(self, user: User) -> str:
        """A token for a user who has proved himself: 256 random bits."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        with self._turn:
            self._open = {key: one for key, one in self._open.items() if one.ends > now}
            own = [key for key, one in self._open.items() if one.user.name == user.name]
            for key in own[: max(0, len(own) - MOST_OF_ONE + 1)]:
                del self._open[key]
            self._open[_key(token)] = _Session(user, now + self._seconds)
        return token

    def user(self, token: str) -> User | None:
        """Whose token it is; None for one that was never given, has run out, or whose user is not what he was."""
        with self._turn:
            session = self._open.get(_key(token))
        if session is None:
            return None
        if session.ends <= self._clock() or self._users.find(session.user.name) != session.user:
            self.end(token)
            return None
        return session.user

    def end(self, token: str) -> None:
        """Take a token back."""
        with self._turn:
            self._open.pop(_key(token), None)


def _key(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
