"""The library: what it keeps, what outlives re-reading, and how it opens."""

from __future__ import annotations

import os
import sqlite3
import struct
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.reading.material import SPEECH
from wengao.errors import UnknownNameError, UsageError, WorkspaceBusyError, WorkspaceError
from wengao.library import FileState, Library
from wengao.library.connection import SCHEMA_VERSION
from wengao.reading.from_file import ReadDocument, read_document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read(tmp_path: Path, text: str = SPEECH, name: str = "讲话.txt") -> ReadDocument:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_document(path, f"corpus/{name}")


def state(path: str = "corpus/讲话.txt", error: str = "") -> FileState:
    return FileState(path, 100, 5, "abc", 1, error)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / ".wengao" / "library.db"


@pytest.fixture
def library(database: Path) -> Iterator[Library]:
    with Library(database) as opened:
        yield opened


@pytest.fixture
def speech(library: Library, tmp_path: Path) -> ReadDocument:
    found = read(tmp_path)
    library.stored.replace(found, state())
    return found


def test_documents_come_back_as_they_were_read(library: Library, speech: ReadDocument) -> None:
    assert library.document(speech.document.id) == speech.document
    assert library.passages(speech.document.id) == speech.passages
    assert library.passages() == speech.passages


def test_the_list_of_documents_leaves_the_text_out(library: Library, speech: ReadDocument) -> None:
    (listed,) = library.documents()
    assert (listed.id, listed.title, listed.genre) == (
        speech.document.id,
        speech.document.title,
        speech.document.genre,
    )
    assert listed.root.children == ()


def test_passages_are_found_by_the_beginning_of_their_id(library: Library, speech: ReadDocument) -> None:
    passage = speech.passages[3]
    assert library.passage(passage.id) == passage
    assert library.passage(passage.id[:9].upper()) == passage
    assert library.passages_with_ids([passage.id, "ffff"]) == {passage.id: passage}


@pytest.mark.parametrize("wanted", ["", "%", "_", "zz"])
def test_an_id_of_nothing_is_a_usage_error(library: Library, speech: ReadDocument, wanted: str) -> None:
    with pytest.raises(UsageError):
        library.passage(wanted)


def test_a_beginning_of_several_ids_is_a_usage_error(library: Library, speech: ReadDocument) -> None:
    first = {passage.id[0] for passage in speech.passages}
    shared = next(one for one in first if sum(passage.id[0] == one for passage in speech.passages) > 1)
    with pytest.raises(UsageError, match="不止一个"):
        library.passage(shared)


def test_the_outline_counts_and_points_at_its_lines(library: Library, speech: ReadDocument) -> None:
    outline = library.outline(speech.document.id)
    assert [(entry.enumerator, entry.heading, entry.role) for entry in outline[:2]] == [
        ("一、", "深刻认识基地建设的重大意义", "significance"),
        ("（一）", "这是练兵备战的必然要求", "significance"),
    ]
    headings = {passage.paragraph: passage.text for passage in speech.passages if passage.kind == "heading"}
    assert {entry.paragraph: entry.heading for entry in outline} == headings
    assert outline[1].characters == len(speech.document.root.children[0].children[0].paragraphs[0])


def test_a_passage_is_shown_among_its_neighbours(library: Library, speech: ReadDocument) -> None:
    passage = next(one for one in speech.passages if one.text.startswith("总的要求"))
    lines = library.paragraphs_around(passage, 1)
    assert [(line.text, line.level, line.current) for line in lines] == [
        ("二、准确把握基地建设的重点任务", 1, False),
        (passage.text, None, True),
        ("（一）抓好规划选址", 2, False),
    ]


def test_each_change_of_documents_raises_the_generation(library: Library, tmp_path: Path) -> None:
    assert library.generation == 0
    found = read(tmp_path)
    library.stored.replace(found, state())
    assert library.generation == 1
    library.additions.star(found.passages[0].id)
    assert library.generation == 1
    library.additions.edit(found.document.id, "organ", "清川市")
    assert library.generation == 2
    library.stored.remove(found.document.id)
    assert library.generation == 3
    library.stored.remove(found.document.id)
    assert library.generation == 3


def test_changes_since_a_generation(library: Library, tmp_path: Path) -> None:
    first, second = read(tmp_path), read(tmp_path, name="二.txt")
    library.stored.replace(first, state())
    library.stored.replace(second, state("corpus/二.txt"))
    library.stored.remove(first.document.id)
    changes = library.changes_since(1)
    assert (changes.replaced, changes.removed) == ((second.document.id,), (first.document.id,))
    library.stored.replace(first, state())
    changes = library.changes_since(3)
    assert (changes.generation, changes.replaced, changes.removed) == (4, (first.document.id,), ())


def test_stars_uses_and_edits_outlive_re_reading(
    library: Library, speech: ReadDocument, tmp_path: Path
) -> None:
    passage, document_id = speech.passages[4], speech.document.id
    library.additions.star(passage.id)
    library.additions.count_use(passage.id)
    library.additions.count_use(passage.id)
    library.additions.edit(document_id, "genre", "讲话")
    library.stored.remove(document_id)
    library.stored.replace(read(tmp_path), state())
    assert library.starred() == {passage.id}
    assert library.additions.use_counts() == {passage.id: 2}
    assert library.document(document_id).genre == "讲话"
    assert library.documents()[0].genre == "讲话"
    library.additions.unstar(passage.id)
    library.additions.edit(document_id, "genre", None)
    assert library.starred() == frozenset()
    assert library.document(document_id).genre == "推进会讲话"


def test_only_metadata_can_be_edited(library: Library, speech: ReadDocument) -> None:
    with pytest.raises(UnknownNameError):
        library.additions.edit(speech.document.id, "path", "x")


def test_file_states(library: Library, speech: ReadDocument) -> None:
    library.files.record(state("corpus/坏.docx", "文件是空的"))
    states = library.files.states()
    assert states["corpus/讲话.txt"].document_id == speech.document.id
    assert states["corpus/坏.docx"] == FileState("corpus/坏.docx", 100, 5, "abc", 1, "文件是空的")
    library.stored.forget("corpus/讲话.txt")
    assert library.documents() == ()
    assert set(library.files.states()) == {"corpus/坏.docx"}


def test_statistics(library: Library, speech: ReadDocument) -> None:
    library.additions.star(speech.passages[0].id)
    library.additions.star("没有的语段")
    found = library.statistics()
    assert (found.documents, found.passages, found.starred, found.failed) == (1, len(speech.passages), 1, 0)
    assert (found.by_genre, found.by_year) == ({"推进会讲话": 1}, {"2025": 1})
    assert found.by_kind["heading"] == 7


def test_a_batch_that_fails_leaves_nothing(library: Library, tmp_path: Path) -> None:
    def store_and_fail() -> None:
        with library.batch():
            library.stored.replace(read(tmp_path), state())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        store_and_fail()
    assert library.documents() == ()
    assert library.generation == 0


def test_what_was_stored_is_there_after_closing(database: Path, tmp_path: Path) -> None:
    found = read(tmp_path)
    with Library(database) as library:
        library.stored.replace(found, state())
    with Library(database) as library:
        assert library.document(found.document.id) == found.document
        assert library.generation == 1


def test_a_library_can_be_opened_for_reading_only(database: Path, tmp_path: Path) -> None:
    found = read(tmp_path)
    with Library(database) as library:
        library.stored.replace(found, state())
    with Library(database, read_only=True) as library:
        assert library.document(found.document.id) == found.document
        with pytest.raises(WorkspaceError, match="只能读取"):
            library.additions.star(found.passages[0].id)


def test_reading_only_needs_a_library(database: Path) -> None:
    with pytest.raises(WorkspaceError, match="还没有语料库"):
        Library(database, read_only=True)


def damaged(database: Path) -> str:
    with pytest.raises(WorkspaceError) as error, Library(database) as library:
        library.documents()
    assert error.value.remedy
    return error.value.message


def test_a_file_that_is_no_database_is_damaged(database: Path) -> None:
    database.parent.mkdir()
    database.write_bytes(b"not a database, but long enough to be looked at" * 100)
    assert "已损坏" in damaged(database)


def test_a_database_of_another_program_is_refused(database: Path) -> None:
    database.parent.mkdir()
    with sqlite3.connect(database) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    assert "不是可用的语料库" in damaged(database)


def test_a_newer_library_is_refused_untouched(database: Path) -> None:
    Library(database).close()
    with sqlite3.connect(database) as newer:
        newer.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    newer.close()
    assert "更新版本" in damaged(database)


def test_a_library_broken_in_the_middle_is_damaged(database: Path, tmp_path: Path) -> None:
    with Library(database) as library:
        library.stored.replace(read(tmp_path), state())
    data = bytearray(database.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    database.write_bytes(bytes(data))
    assert "已损坏" in damaged(database)


JOURNAL = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"


def journal_naming(file: Path, database: Path) -> bytes:
    """A rollback journal without pages that names a super-journal, as SQLite writes it (sqlite.org/fileformat.html, 3)."""
    page, name = 4096, str(file).encode()
    check = sum(byte if byte < 128 else byte - 256 for byte in name) & 0xFFFFFFFF
    head = JOURNAL + struct.pack(">IIIII", 0, 1, database.stat().st_size // page, 512, page)
    lock_page = 0x40000000 // page + 1
    return (
        head.ljust(512, b"\0")
        + struct.pack(">I", lock_page)
        + name
        + struct.pack(">II", len(name), check)
        + JOURNAL
    )


@pytest.mark.parametrize("read_only", [False, True])
def test_a_journal_that_has_sqlite_remove_another_file_is_named_and_not_played(
    database: Path, tmp_path: Path, read_only: bool
) -> None:
    with Library(database) as opened:
        opened.stored.replace(read(tmp_path), state())
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    aim = tmp_path / "要紧的.txt"
    aim.write_text("要紧", encoding="utf-8")
    journal = database.with_name("library.db-journal")
    journal.write_bytes(journal_naming(aim, database))
    with pytest.raises(WorkspaceError, match="会删去它指的另一个文件"):
        Library(database, read_only=read_only)
    assert (aim.read_text(encoding="utf-8"), journal.exists()) == ("要紧", True)
    journal.unlink()
    with Library(database, read_only=read_only) as opened:
        assert len(opened.documents()) == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("name", ["library.db", "library.db-wal", "library.db-journal"])
def test_a_pipe_in_the_place_of_a_library_keeps_nobody_waiting(database: Path, name: str) -> None:
    database.parent.mkdir()
    os.mkfifo(database.with_name(name))
    with pytest.raises(WorkspaceError, match="这是管道，不是文件"):
        Library(database)


def test_a_library_in_use_by_another_writer_is_busy(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wengao.library.connection._WAIT_SECONDS", 0.01)
    Library(database).close()
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with Library(database) as library, pytest.raises(WorkspaceBusyError):
        library.stored.replace(read(tmp_path), state())
    other.execute("ROLLBACK")
    other.close()


def test_a_reader_sees_the_library_while_another_writes(
    library: Library, database: Path, tmp_path: Path
) -> None:
    found = read(tmp_path)
    with library.batch():
        library.stored.replace(found, state())
        with Library(database, read_only=True) as other:
            assert other.documents() == ()
    with Library(database, read_only=True) as other:
        assert len(other.documents()) == 1


def test_opening_a_library_loads_no_reader_and_no_heavy_library() -> None:
    program = "import sys, wengao.library; print(*sys.modules, sep='\\n')"
    listed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    loaded = set(listed.stdout.split())
    heavy = {
        "opencc",
        "selectolax",
        "ruamel.yaml",
        "numpy",
        "docx",
        "wengao.reading.formats",
        "wengao.reading.cleaning",
    }
    assert heavy & loaded == set()
