"""The SQLite connection of a library: opened with care for damage, other versions, and folders that only allow reading.

Its tables, and how an older library is brought up to them.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager, suppress
from threading import RLock
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError, LinkInTheWayError, UsageError, WorkspaceBusyError, WorkspaceError
from wengao.files.folders import refuse_links
from wengao.files.regular import NotRegularError, open_regular
from wengao.files.rights import workspace_rights
from wengao.files.writing import create_file, make_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_FIRST = (
    "CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
    "INSERT INTO state VALUES ('generation', 0)",
    """CREATE TABLE documents (
        id TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, genre TEXT NOT NULL, date TEXT,
        organ TEXT NOT NULL, speaker TEXT NOT NULL, level TEXT NOT NULL, gaps INTEGER NOT NULL,
        characters INTEGER NOT NULL, generation INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE INDEX documents_by_generation ON documents (generation)",
    """CREATE TABLE sections (
        document_id TEXT NOT NULL, position INTEGER NOT NULL, parent INTEGER, level INTEGER NOT NULL,
        enumerator TEXT NOT NULL, heading TEXT NOT NULL, role TEXT, PRIMARY KEY (document_id, position)
    ) WITHOUT ROWID""",
    """CREATE TABLE lines (
        document_id TEXT NOT NULL, number INTEGER NOT NULL, section INTEGER NOT NULL, is_heading INTEGER NOT NULL,
        text TEXT NOT NULL, PRIMARY KEY (document_id, number)
    ) WITHOUT ROWID""",
    """CREATE TABLE passages (
        id TEXT PRIMARY KEY, document_id TEXT NOT NULL, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
        text TEXT NOT NULL, role TEXT, level INTEGER NOT NULL, heading_path TEXT NOT NULL, place TEXT NOT NULL,
        paragraph INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE UNIQUE INDEX passages_in_order ON passages (document_id, ordinal)",
    """CREATE TABLE files (
        path TEXT PRIMARY KEY, document_id TEXT, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
        sha256 TEXT NOT NULL, error TEXT NOT NULL, reading INTEGER NOT NULL
    ) WITHOUT ROWID""",
    "CREATE TABLE removals (document_id TEXT PRIMARY KEY, generation INTEGER NOT NULL) WITHOUT ROWID",
    "CREATE TABLE stars (passage_id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE uses (passage_id TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID",
    """CREATE TABLE metadata_edits (
        document_id TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (document_id, field)
    ) WITHOUT ROWID""",
)

_IDENTITY = ("INSERT INTO state VALUES ('identity', abs(random() % 9223372036854775807))",)

_METADATA = (
    "ALTER TABLE documents ADD COLUMN post TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE documents ADD COLUMN place TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE documents ADD COLUMN meeting TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE documents ADD COLUMN found TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE documents ADD COLUMN cleaning TEXT NOT NULL DEFAULT '{}'",
    "ALTER TABLE documents ADD COLUMN sketch BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE documents ADD COLUMN leader TEXT",
)

_AIMS = (
    """CREATE TABLE aims (
        aim TEXT NOT NULL, document_id TEXT NOT NULL, passage_id TEXT NOT NULL, weight REAL NOT NULL,
        PRIMARY KEY (aim, document_id, passage_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX aims_of_documents ON aims (document_id)",
)

_ASSOCIATIONS = (
    "CREATE TABLE associations (heading_pair TEXT PRIMARY KEY, codes BLOB NOT NULL, weights BLOB NOT NULL)",
    "INSERT INTO state VALUES ('associated', 0)",
)

_VOTES = ("ALTER TABLE documents ADD COLUMN votes TEXT NOT NULL DEFAULT '{}'",)

_RIGHTS = (
    "ALTER TABLE documents ADD COLUMN holder TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE documents ADD COLUMN secrecy TEXT NOT NULL DEFAULT ''",
)

_GENRES = ("CREATE INDEX documents_by_genre ON documents (genre, date)",)

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _IDENTITY,
    _METADATA,
    _AIMS,
    _ASSOCIATIONS,
    _VOTES,
    _RIGHTS,
    _GENRES,
)
"""Statements that bring a library from version n to n + 1; a version once released is never changed."""

SCHEMA_VERSION = len(MIGRATIONS)


def stored_version(connection: sqlite3.Connection) -> int:
    """The schema version of an open library; 0 for a new file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring an open library (in autocommit mode) to SCHEMA_VERSION, each version in one transaction."""
    while (version := stored_version(connection)) < SCHEMA_VERSION:
        connection.execute("BEGIN IMMEDIATE")
        try:
            if stored_version(connection) == version:
                for statement in MIGRATIONS[version]:
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {version + 1}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


_WAIT_SECONDS = 10.0
_WORTH_LEARNING = 0.1
_BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database."""
_NAMES_A_FILE = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"
"""The end of a rollback journal that names one more file (super-journal). SQLite plays such a journal back when the database
is opened, and then takes that file away, wherever it lies. It writes one only where several databases change together, so
never beside a library: whoever put it there wants something removed."""

_DISK = "多半是磁盘已满、有故障或连接断了，请检查磁盘后再试；不要删语料库"
_OTHERS = "这里只能读，请让能写这个工作区的人检查磁盘，必要时运行 wengao index --rebuild"
_REBUILD = "请把这个文件改名留存，再运行 wengao index --rebuild 重建；收藏和改过的信息可从改名的文件里找回"


class LibraryConnection:
    """Queries and transactions, with SQLite's errors told as WorkspaceError in the drafter's words.

    May be used from several threads: a transaction keeps the others waiting.
    """

    def __init__(self, path: Path, *, read_only: bool = False, below: Path | None = None) -> None:
        self._path = path
        self._below = below or path.parent.parent
        for file in (path, *(path.with_name(path.name + end) for end in _BESIDE)):
            refuse_links(file, self._below)
            _refuse_what_sqlite_must_not_open(file)
        self._lock = RLock()
        self._depth = 0
        self.read_only = read_only
        self._connection = self._open_read_only() if read_only else self._open()

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self._connection.close()

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        with self._lock, self._told():
            return self._connection.execute(sql, values).fetchall()

    def run(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Run one statement, inside `transaction`."""
        self._connection.execute(sql, values)

    def run_many(self, sql: str, values: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each of many rows, inside `transaction`."""
        self._connection.executemany(sql, values)

    @property
    def identity(self) -> str:
        """A random number that the library was given when it was made: what was derived from it belongs to no other."""
        return str(self.rows("SELECT value FROM state WHERE name = 'identity'")[0][0])

    @property
    def generation(self) -> int:
        """A counter that every change to documents raises; stars and use counts do not."""
        return int(self.rows("SELECT value FROM state WHERE name = 'generation'")[0][0])

    def worth_learning(self, since: int) -> bool:
        """Whether a tenth of the documents is new, changed or gone since a generation.

        What is learned of the whole corpus is learned anew then: what many documents taught does not turn with a few, and
        a file more should not cost the reading of them all.
        """
        [(count, changed)] = self.rows(
            "SELECT count(*), count(CASE WHEN generation > ? THEN 1 END) FROM documents", (since,)
        )
        [(gone,)] = self.rows("SELECT count(*) FROM removals WHERE generation > ?", (since,))
        return bool(changed + gone) and changed + gone >= count * _WORTH_LEARNING

    def raise_generation(self) -> int:
        """Note, inside `transaction`, that documents change; returns the new generation."""
        self.run("UPDATE state SET value = value + 1 WHERE name = 'generation'")
        return self.generation

    def full_id(self, table: str, beginning: str, what: str) -> str:
        """The id in a table that begins with `beginning`; an id in full always stands for itself."""
        wanted = beginning.strip().lower()
        pattern = wanted.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self.rows(
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

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; inside another transaction, a part of that one."""
        with self._lock, self._told():
            if self.read_only:
                raise WorkspaceError(f"语料库只能读取：{self._path}", "请检查文件夹的写入权限")
            if self._depth == 0:
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield
            except BaseException:
                self._depth -= 1
                if self._depth == 0:
                    self._connection.execute("ROLLBACK")
                raise
            self._depth -= 1
            if self._depth == 0:
                self._connection.execute("COMMIT")

    def _open(self) -> sqlite3.Connection:
        try:
            with self._told():
                self._make()
                connection = self._connect(f"file:{_uri_path(self._path)}?mode=rwc")
                with _closed_unless_whole(connection):
                    self._check_version(connection)
                    connection.execute("PRAGMA journal_mode = WAL")
                    connection.execute("PRAGMA synchronous = NORMAL")
                    migrate(connection)
                return connection
        except (_CannotWriteError, LibraryFullError):
            if not self._path.is_file():
                raise
            self.read_only = True
            return self._open_read_only()

    def _make(self) -> None:
        """Make the file where it is missing, for no more people than the workspace is for; SQLite's own files follow it."""
        if self._path.exists():
            return
        try:
            if not self._path.parent.is_dir():
                make_folder(self._path.parent, below=self._below)
            with suppress(FileExistsError):
                create_file(self._path, b"", below=self._below, rights=workspace_rights(self._below))
        except LinkInTheWayError:
            raise
        except InputError as error:
            raise _CannotWriteError(f"建不了语料库：{error.message}", error.remedy) from error

    def _open_read_only(self) -> sqlite3.Connection:
        """A connection that writes nothing at all, not even the files that WAL needs beside the library."""
        if not self._path.is_file():
            raise WorkspaceError(f"还没有语料库：{self._path}", "请先运行 wengao index")
        wal = self._path.with_name(self._path.name + "-wal")
        unmerged = wal.exists() and wal.stat().st_size > 0
        mode = "mode=ro" if unmerged else "mode=ro&immutable=1"
        try:
            with self._told():
                connection = self._connect(f"file:{_uri_path(self._path)}?{mode}")
                with _closed_unless_whole(connection):
                    self._check_version(connection, oldest=SCHEMA_VERSION)
                return connection
        except _CannotWriteError as error:
            raise WorkspaceError(f"打不开语料库：{self._path}", "请检查文件夹的读写权限") from error

    def _connect(self, uri: str) -> sqlite3.Connection:
        return sqlite3.connect(
            uri, uri=True, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )

    def _check_version(self, connection: sqlite3.Connection, *, oldest: int = 0) -> None:
        version = stored_version(connection)
        foreign = version == 0 and connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise WorkspaceError(
                f"语料库由更新版本的文稿建立：{self._path}", "请升级文稿（wengao），或改用另一个工作区"
            )
        if foreign or version < oldest:
            raise WorkspaceError(f"不是可用的语料库：{self._path}", self._mending)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.OperationalError as error:
            code = (error.sqlite_errorcode or 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise WorkspaceBusyError(
                    f"语料库正被另一个程序使用：{self._path}", "请等它结束，或关闭其他窗口后再试"
                ) from error
            if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
                raise _CannotWriteError(f"写不了语料库：{self._path}", "请检查文件夹的写入权限") from error
            if code == sqlite3.SQLITE_FULL:
                raise LibraryFullError(
                    f"磁盘已满，语料库没有写完：{self._path}", "请腾出空间后再试；语料库本身没有坏"
                ) from error
            if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PROTOCOL):
                raise LibraryFullError(f"读写语料库时出错（{error}）：{self._path}", _DISK) from error
            raise WorkspaceError(f"语料库出错（{error}）：{self._path}", self._mending) from error
        except sqlite3.DatabaseError as error:
            raise WorkspaceError(f"语料库已损坏（{error}）：{self._path}", self._mending) from error

    @property
    def _mending(self) -> str:
        """What to do about a damaged library; whoever may only read it cannot rebuild it."""
        return _OTHERS if self.read_only else _REBUILD


class LibraryFullError(WorkspaceError):
    """The disk took or gave no more; the library is as it was."""


class _CannotWriteError(WorkspaceError):
    """The library or its folder refuses writing."""


@contextmanager
def _closed_unless_whole(connection: sqlite3.Connection) -> Iterator[None]:
    """Close a connection that cannot be used; what SQLite put beside the file goes with it."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _refuse_what_sqlite_must_not_open(file: Path) -> None:
    """Raise WorkspaceError for a library, or a file beside it, that is no file (SQLite would wait for a pipe) or that
    would have SQLite remove another.
    """
    try:
        with open_regular(file) as opened:
            size = opened.seek(0, os.SEEK_END)
            opened.seek(max(size - len(_NAMES_A_FILE), 0))
            leads_elsewhere = opened.read() == _NAMES_A_FILE
    except NotRegularError as error:
        raise WorkspaceError(
            f"打不开语料库：{file} {error.strerror}", "请看看它是什么，移走后再试"
        ) from error
    except OSError:
        return
    if leads_elsewhere and file.name.endswith("-journal"):
        raise WorkspaceError(
            f"没有打开语料库：旁边的 {file} 不是文稿（wengao）留下的，打开时会删去它指的另一个文件",
            "请问清这个工作区从哪里来，把这个文件移走后再试",
        )


def _uri_path(path: Path) -> str:
    return path.absolute().as_uri().removeprefix("file:")
