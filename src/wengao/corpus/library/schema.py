"""The tables of .wengao/library.db, and how an older library is brought up to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

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

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _FIRST,
    _IDENTITY,
    _METADATA,
    _AIMS,
    _ASSOCIATIONS,
    _VOTES,
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
