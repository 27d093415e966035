"""The users of a gateway: who they are, what they may see, and how they prove themselves.

Passwords are kept as scrypt hashes (RFC 7914) in a file for the server alone. Whoever asks with a name that is not there
waits as long as with a wrong password, so that names cannot be tried out.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
import threading
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError, UsageError
from wengao.files.rights import PRIVATE
from wengao.files.writing import make_folder, read_own, write_file
from wengao.language.secrecy import GRADES

if TYPE_CHECKING:
    from pathlib import Path

ALL_HOLDERS = "*"
"""In place of units: every one."""

SHORTEST_PASSWORD = 10
_LONGEST_PASSWORD = 200
_COST, _BLOCK, _PARALLEL = 1 << 15, 8, 3
"""32 MB and about a fifth of a second a try: one of the settings that the OWASP password sheet calls equally good."""
_NAME = re.compile(r"[\w.@-]{1,64}")
_ABSENT = f"scrypt${_COST}${_BLOCK}${_PARALLEL}$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="


@dataclass(frozen=True, slots=True)
class User:
    """A user.

    password: as hashed here; empty for one who comes through the office's own login only. holders: units whose documents
    are seen, ALL_HOLDERS for every one. secrecy: the highest grade that is seen. may_index: whether documents may be
    handed in.
    """

    name: str
    password: str = ""
    holders: tuple[str, ...] = ()
    secrecy: str = "内部"
    may_index: bool = False


class Users:
    """The users in a file, read again when it has changed: what an administrator takes away is gone at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._reading = threading.Lock()
        self._read: tuple[tuple[int, int, int], dict[str, User]] | None = None

    def all(self) -> dict[str, User]:
        """The users by name. Raises InputError where the file cannot be read."""
        with self._reading:
            try:
                state = self._file.stat()
            except FileNotFoundError:
                return {}
            stamp = (state.st_mtime_ns, state.st_size, state.st_ino)
            if self._read is None or self._read[0] != stamp:
                self._read = (stamp, _users_in(self._file))
            return self._read[1]

    def find(self, name: str) -> User | None:
        """The user of a name."""
        return self.all().get(name)

    def proven(self, name: str, password: str) -> User | None:
        """The user whose name and password these are; None takes as long."""
        user = self.find(name)
        right = _is(password, user.password if user is not None and user.password else _ABSENT)
        return user if right and user is not None and user.password else None

    def put(self, user: User) -> None:
        """Add a user, or replace the one of the name. Raises UsageError for a name or grade that cannot be."""
        if not _NAME.fullmatch(user.name):
            raise UsageError(f"用户名不能是 {user.name}", "可用汉字、字母、数字和 . _ - @，最多 64 个")
        if user.secrecy not in GRADES:
            raise UsageError(f"没有“{user.secrecy}”这个密级", f"可以写：{'、'.join(GRADES)}")
        self._write({**self.all(), user.name: user})

    def remove(self, name: str) -> None:
        """Take a user away. Raises UsageError where there is none."""
        users = dict(self.all())
        if users.pop(name, None) is None:
            raise UsageError(f"没有用户 {name}", "用 wengao office-server users list 查看")
        self._write(users)

    def _write(self, users: dict[str, User]) -> None:
        make_folder(self._file.parent, rights=PRIVATE)
        values = {"users": [asdict(users[name]) for name in sorted(users)]}
        data = json.dumps(values, ensure_ascii=False, indent=1).encode()
        write_file(self._file, data, below=self._file.parent, rights=PRIVATE)


def with_password(user: User, password: str) -> User:
    """The user with another password. Raises UsageError for one that is too short or too long."""
    if not SHORTEST_PASSWORD <= len(password) <= _LONGEST_PASSWORD:
        raise UsageError(
            f"密码要 {SHORTEST_PASSWORD} 到 {_LONGEST_PASSWORD} 个字", "可以用一句自己记得住的话"
        )
    salt = secrets.token_bytes(16)
    digest = _digest(password, salt, _COST, _BLOCK, _PARALLEL)
    parts = (base64.b64encode(part).decode() for part in (salt, digest))
    return replace(user, password="$".join(("scrypt", str(_COST), str(_BLOCK), str(_PARALLEL), *parts)))


def _is(password: str, hashed: str) -> bool:
    name, cost, block, parallel, salt, digest = hashed.split("$")
    if name != "scrypt" or len(password) > _LONGEST_PASSWORD:
        password, hashed = "", _ABSENT
    found = _digest(password, base64.b64decode(salt), int(cost), int(block), int(parallel))
    return hmac.compare_digest(found, base64.b64decode(digest))


def _digest(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    memory = 128 * cost * block * 2
    return hashlib.scrypt(
        password.encode("utf-8", "replace"), salt=salt, n=cost, r=block, p=parallel, maxmem=memory, dklen=32
    )


def _users_in(file: Path) -> dict[str, User]:
    try:
        listed = json.loads(read_own(file, below=file.parent))["users"]
        users = [_user_from(values) for values in listed]
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(f"读不了用户文件 {file}", "请从备份取回，或删去后重新添加用户") from error
    return {user.name: user for user in users}


def _user_from(values: dict[str, Any]) -> User:
    user = User(**{**values, "holders": tuple(values["holders"])})
    texts = (user.name, user.password, user.secrecy, *user.holders)
    if (
        not all(isinstance(text, str) for text in texts)
        or type(user.may_index) is not bool
        or user.secrecy not in GRADES
    ):
        raise ValueError(user.name)
    return user
