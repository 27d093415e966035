"""Keeping the index: updates, segments, damage, other processes."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wengao.errors import WorkspaceBusyError, WorkspaceError
from wengao.search.service import PassageSearch

from .material import CONSCRIPTION, DOCUMENTS, MemoryLibrary, full_library, written

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.reading.models import Document, Passage

TESTS = Path(__file__).parents[1]


def found(search: PassageSearch, query: str) -> set[str]:
    return {hit.document.id for hit in search.search(query, limit=100).hits}


def subfolder(index_folder: Path) -> Path:
    stamp = json.loads((index_folder / "stamp.json").read_text(encoding="utf-8"))
    return index_folder / str(stamp["subfolder"])


def note(number: int) -> tuple[Document, tuple[Passage, ...]]:
    section = ("事项", "matter", "sentence", f"第{number}号器材入库登记。")
    return written(f"note{number}", f"通知之{number}", "通知", "2025-01-01", "", section)


def test_the_folder_is_for_its_owner_alone(search: PassageSearch, index_folder: Path) -> None:
    assert stat.S_IMODE(index_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(subfolder(index_folder).stat().st_mode) == 0o700


def test_a_new_document_is_found(search: PassageSearch, library: MemoryLibrary) -> None:
    library.put(*note(7))
    assert set() == found(search, '"器材入库"')
    search.synchronise()
    assert {"note7"} == found(search, '"器材入库"')


def test_a_changed_document_replaces_what_it_was(search: PassageSearch, library: MemoryLibrary) -> None:
    library.put(*note(7))
    search.synchronise()
    changed = written(
        "note7", "通知", "通知", "2025-01-01", "", ("事项", "matter", "sentence", "车辆统一编号。")
    )
    library.put(*changed)
    search.synchronise()
    assert (set(), {"note7"}) == (found(search, '"器材入库"'), found(search, '"车辆统一"'))
    assert len(library.passages("note7")) == search.search("文种:通知").total


def test_a_removed_document_is_gone(search: PassageSearch, library: MemoryLibrary) -> None:
    library.drop(CONSCRIPTION[0].id)
    search.synchronise()
    assert "conscription" not in found(search, "责任链条 征兵")


def test_nothing_is_written_while_nothing_changes(search: PassageSearch, index_folder: Path) -> None:
    before = (index_folder / "stamp.json").stat().st_mtime_ns
    search.synchronise()
    assert before == (index_folder / "stamp.json").stat().st_mtime_ns


def test_many_updates_keep_few_segments_and_lose_nothing(
    search: PassageSearch, library: MemoryLibrary, index_folder: Path
) -> None:
    for number in range(14):
        library.put(*note(number))
        search.synchronise()
    library.drop("note3")
    search.synchronise()
    segments = list(subfolder(index_folder).glob("*.seg"))
    assert 1 < len(segments) <= 8
    assert {f"note{number}" for number in range(14) if number != 3} == {
        hit.document.id for number in range(14) for hit in search.search(f'"第{number}号器材"').hits
    }
    whole = search.search("年:1990-", limit=500).total
    assert sum(len(passages) for document, passages in library.held.values() if document.date) == whole


def test_scores_do_not_depend_on_how_the_index_grew(tmp_path: Path) -> None:
    grown = MemoryLibrary()
    in_steps = PassageSearch(grown, tmp_path / "steps")
    for document, passages in DOCUMENTS:
        grown.put(document, passages)
        in_steps.synchronise()
    at_once = PassageSearch(full_library(), tmp_path / "whole")
    for query in ("责任链条", "军地联动 机制", "征兵工作"):
        expected = {hit.passage.id: hit.score for hit in at_once.search(query).hits}
        assert {hit.passage.id: hit.score for hit in in_steps.search(query).hits} == pytest.approx(expected)


def test_searching_without_an_index_builds_it(library: MemoryLibrary, index_folder: Path) -> None:
    assert {"news"} == found(PassageSearch(library, index_folder), '"忘战必危"')


def test_progress_is_told_by_document(library: MemoryLibrary, index_folder: Path) -> None:
    told: list[tuple[int, int]] = []
    PassageSearch(library, index_folder).synchronise(lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def truncate(pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for file in subfolder(folder).glob(pattern):
            file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return damage


def garble(pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for file in subfolder(folder).glob(pattern):
            file.write_bytes(os.urandom(file.stat().st_size))

    return damage


def scramble(pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for file in subfolder(folder).glob(pattern):
            data = file.read_bytes()
            third = len(data) // 3
            file.write_bytes(data[:third] + bytes(third) + data[2 * third :])

    return damage


def remove(pattern: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for file in subfolder(folder).glob(pattern):
            file.unlink()

    return damage


def stamped(**changes: object) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        stamp = json.loads((folder / "stamp.json").read_text(encoding="utf-8"))
        (folder / "stamp.json").write_text(json.dumps(stamp | changes), encoding="utf-8")

    return damage


DAMAGES = {
    "目录文件截断": truncate("*.toc"),
    "段文件截断": truncate("*.seg"),
    "目录文件乱码": garble("*.toc"),
    "段文件乱码": garble("*.seg"),
    "段文件中间乱码": scramble("*.seg"),
    "文件全失": remove("*"),
    "段文件丢失": remove("*.seg"),
    "戳记清空": lambda folder: (folder / "stamp.json").write_text(""),
    "戳记丢失": lambda folder: (folder / "stamp.json").unlink(),
    "戳记不是对象": lambda folder: (folder / "stamp.json").write_text("[]"),
    "子文件夹丢失": lambda folder: shutil.rmtree(subfolder(folder)),
    "换了分词器": stamped(segmenter="jieba 0.1"),
    "换了词典": stamped(terms="0"),
    "换了结构": stamped(schema=0),
    "语料库更旧": stamped(library=10_000),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_whatever_is_damaged_is_built_anew(
    search: PassageSearch, library: MemoryLibrary, index_folder: Path, damage: Callable[[Path], None]
) -> None:
    expected = [hit.passage.id for hit in search.search('军地联动 "机制"').hits]
    search.close()
    damage(index_folder)
    again = PassageSearch(library, index_folder)
    again.synchronise()
    assert expected == [hit.passage.id for hit in again.search('军地联动 "机制"').hits]


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_search_repairs_what_it_cannot_read(
    search: PassageSearch, library: MemoryLibrary, index_folder: Path, damage: Callable[[Path], None]
) -> None:
    expected = [hit.passage.id for hit in search.search('军地联动 "机制"').hits]
    search.close()
    damage(index_folder)
    again = PassageSearch(library, index_folder)
    assert expected == [hit.passage.id for hit in again.search('军地联动 "机制"').hits]


def test_an_index_of_another_dictionary_is_built_anew(library: MemoryLibrary, index_folder: Path) -> None:
    PassageSearch(library, index_folder).synchronise()
    before = subfolder(index_folder)
    PassageSearch(library, index_folder, terms=["石桥街道"]).synchronise()
    assert not before.exists()


def test_a_library_that_was_begun_anew_is_indexed_anew(search: PassageSearch, index_folder: Path) -> None:
    library = MemoryLibrary()
    library.put(*note(1))
    fresh = PassageSearch(library, index_folder)
    fresh.synchronise()
    assert {"note1"} == found(fresh, "年:1990-")


def test_a_folder_that_cannot_be_made_is_told(library: MemoryLibrary, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(WorkspaceError, match="写不了检索索引"):
        PassageSearch(library, tmp_path / "file" / "index").synchronise()


HOLDER = """
import sys, filelock
with filelock.FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_to_wait_and_readers_go_on(
    search: PassageSearch, library: MemoryLibrary, index_folder: Path
) -> None:
    command = [sys.executable, "-c", HOLDER, str(index_folder / "writer.lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline().strip() == "held"
        library.put(*note(1))
        with pytest.raises(WorkspaceBusyError, match="正被另一个 wengao 进程更新"):
            search.synchronise()
        assert {"news"} == found(search, '"忘战必危"')
        holder.stdin.close()
    search.synchronise()
    assert {"note1"} == found(search, '"器材入库"')


READER = """
import sys
from pathlib import Path
from search.material import full_library
from wengao.search.service import PassageSearch
library = full_library()
search = PassageSearch(library, Path(sys.argv[1]))
for line in sys.stdin:
    print(search.search(line.strip()).total, flush=True)
"""


def test_another_process_sees_what_this_one_writes(
    search: PassageSearch, library: MemoryLibrary, index_folder: Path
) -> None:
    command = [sys.executable, "-c", READER, str(index_folder)]
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as reader:
        questions, answers = reader.stdin, reader.stdout
        assert questions is not None
        assert answers is not None

        def total(query: str) -> int:
            questions.write(query + "\n")
            questions.flush()
            return int(answers.readline())

        assert total('"器材入库"') == 0
        library.put(*note(1))
        search.synchronise()
        assert total('"器材入库"') == 2
        search.rebuild()
        assert total('"器材入库"') == 2
        questions.close()
