"""The catalogue (目录库): the heads of the office's documents, whose they are and how secret, and who handed them in.

The engine knows passages; titles, organs and paths are known here, and given out for what a user may see only.
"""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.errors import InputError
from wengao.files.rights import PRIVATE
from wengao.files.writing import create_file, make_folder
from wengao.office.wire import document_from_json, document_to_json
from wengao.search.facts import Label, code_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from wengao.reading.models import Document
    from wengao.search.engine import SeenBy

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, code TEXT NOT NULL, source TEXT NOT NULL, digest TEXT NOT NULL, unit TEXT NOT NULL,
    secrecy TEXT NOT NULL, organ TEXT NOT NULL, speaker TEXT NOT NULL, level TEXT NOT NULL, head TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS documents_by_code ON documents (code);
CREATE INDEX IF NOT EXISTS documents_by_source ON documents (source);
CREATE INDEX IF NOT EXISTS documents_by_label ON documents (unit, secrecy, organ);
"""
NAMED = ("organ", "speaker", "level")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the catalogue. source: who handed it in. digest: of all that was handed in of it."""

    document: Document
    label: Label
    source: str
    digest: str


class Catalogue:
    """The catalogue in a file; may be used from several threads."""

    def __init__(self, file: Path) -> None:
        make_folder(file.parent, rights=PRIVATE)
        if not file.exists():
            create_file(file, b"", below=file.parent, rights=PRIVATE)
        self._turn = threading.Lock()
        self._units: frozenset[str] | None = None
        self._connection = sqlite3.connect(file, check_same_thread=False, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def put(self, entries: Iterable[Entry]) -> None:
        """Take documents in, in place of those of their ids; all or none."""
        rows = [
            (
                one.document.id, _code(code_of(one.document.id)), one.source, one.digest, one.label.unit,
                one.label.secrecy, one.document.organ, one.document.speaker, one.document.level,
                json.dumps(document_to_json(one.document), ensure_ascii=False),
            )
            for one in entries
        ]  # fmt: skip
        with self._changing():
            self._connection.executemany(
                "INSERT OR REPLACE INTO documents VALUES (?,?,?,?,?,?,?,?,?,?)", rows
            )

    def remove(self, ids: Collection[str]) -> None:
        """Forget documents."""
        with self._changing():
            self._connection.executemany("DELETE FROM documents WHERE id = ?", [(one,) for one in ids])

    def doubt_all(self) -> None:
        """Hold no document for handed in: the engine has lost them, or is another one."""
        with self._changing():
            self._connection.execute("UPDATE documents SET digest = ''")

    def held(self, source: str) -> dict[str, str]:
        """The documents that somebody handed in: their digests by id."""
        rows = self._rows("SELECT id, digest FROM documents WHERE source = ?", (source,))
        return {str(row[0]): str(row[1]) for row in rows}

    def labels(self) -> Iterator[tuple[Document, Label]]:
        """Every document with the label that it was taken in with."""
        for head, unit, secrecy in self._rows("SELECT head, unit, secrecy FROM documents"):
            yield document_from_json(json.loads(head)), Label(unit, secrecy)

    def sources(self, ids: Collection[str]) -> dict[str, str]:
        """Who handed documents in, by id."""
        return {str(row[0]): str(row[1]) for row in self._of("id", ids, "id, source")}

    def seen(self, codes: Collection[int], seen_by: SeenBy) -> dict[int, Document]:
        """The heads of documents by the codes of their ids; those that may not be seen are left out."""
        rows = self._of("code", [_code(code) for code in codes], "code, unit, secrecy, head")
        return {
            int(code, 16): document_from_json(json.loads(head))
            for code, unit, secrecy, head in rows
            if unit in seen_by.units and secrecy in seen_by.secrecies
        }

    def units(self) -> frozenset[str]:
        """Every unit that has a document. Asked with each question of who may see all, so it is kept until one changes."""
        with self._turn:
            if self._units is None:
                rows = self._connection.execute("SELECT DISTINCT unit FROM documents")
                self._units = frozenset(row[0] for row in rows)
            return self._units

    def names(self, field: str, seen_by: SeenBy) -> tuple[str, ...]:
        """The organs, speakers or levels of the documents that may be seen. field: one of NAMED."""
        if field not in NAMED:
            raise ValueError(field)
        query = f"SELECT DISTINCT unit, secrecy, {field} FROM documents"  # noqa: S608 - one of three
        return tuple(
            sorted(
                {
                    name
                    for unit, secrecy, name in self._rows(query)
                    if name and unit in seen_by.units and secrecy in seen_by.secrecies
                }
            )
        )

    def count(self) -> int:
        """How many documents there are."""
        return int(self._rows("SELECT count(*) FROM documents")[0][0])

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """All or nothing. Raises InputError where the disk refuses."""
        with self._turn:
            try:
                self._connection.execute("BEGIN IMMEDIATE")
                yield
                self._connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                with suppress(sqlite3.OperationalError):
                    self._connection.execute("ROLLBACK")
                raise InputError(f"写不了目录库（{error}）", "请管理员检查服务器的磁盘") from error
            finally:
                self._units = None

    def _of(self, column: str, values: Collection[str], wanted: str) -> list[tuple[str, ...]]:
        listed, found = list(values), []
        for start in range(0, len(listed), _AT_ONCE):
            some = listed[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            found += self._rows(f"SELECT {wanted} FROM documents WHERE {column} IN ({marks})", some)  # noqa: S608
        return found

    def _rows(self, query: str, values: Collection[str] = ()) -> list[tuple[str, ...]]:
        with self._turn:
            return self._connection.execute(query, tuple(values)).fetchall()


def _code(code: int) -> str:
    return f"{code:016x}"
