"""What every room of the library stands on: its connection, its generation, ids by their beginnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.corpus.library.connection import LibraryConnection
from wengao.errors import UsageError
from wengao.files.rights import Rights, rights_of

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path


class LibraryBase:
    """An open database. Each room that stands on it reads and writes tables of its own."""

    def __init__(self, path: Path, *, read_only: bool = False, below: Path | None = None) -> None:
        self.path = path
        self._connection = LibraryConnection(path, read_only=read_only, below=below)

    def close(self) -> None:
        """Close the library."""
        self._connection.close()

    @property
    def read_only(self) -> bool:
        """Whether the library can only be read."""
        return self._connection.read_only

    @property
    def rights(self) -> Rights:
        """Who may read the library."""
        return rights_of(self.path)

    @property
    def identity(self) -> str:
        """A random number that the library was given when it was made: what was derived from it belongs to no other."""
        return str(self._connection.rows("SELECT value FROM state WHERE name = 'identity'")[0][0])

    @property
    def generation(self) -> int:
        """A counter that every change to documents raises; stars and use counts do not."""
        return int(self._connection.rows("SELECT value FROM state WHERE name = 'generation'")[0][0])

    def batch(self) -> AbstractContextManager[None]:
        """A transaction around several changes: all of them are kept, or none."""
        return self._connection.transaction()

    def _raise_generation(self) -> int:
        self._connection.run("UPDATE state SET value = value + 1 WHERE name = 'generation'")
        return self.generation

    def _full_id(self, table: str, beginning: str, what: str) -> str:
        """The id in a table that begins with `beginning`; an id in full always stands for itself."""
        wanted = beginning.strip().lower()
        pattern = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._connection.rows(
            f"SELECT id FROM {table} WHERE id LIKE ? ESCAPE '\\' ORDER BY id LIMIT 4",  # noqa: S608
            (pattern,),
        )
        ids = [str(row[0]) for row in rows]
        if wanted in ids:
            return wanted
        if not wanted or not ids:
            raise UsageError(f"没有编号为 {beginning} 的{what}", "编号见检索结果或 wengao corpus list")
        if len(ids) > 1:
            raise UsageError(
                f"编号 {beginning} 对应不止一个{what}：{'、'.join(ids[:3])}……", "请把编号写长一些"
            )
        return ids[0]
