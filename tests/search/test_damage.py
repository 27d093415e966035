"""Damage: bytes that are not what was written are found out, and a fault of the program is not taken for damage."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from wengao.search import whoosh_engine
from wengao.search.analysis import Analyser
from wengao.search.damage import DamagedIndexError
from wengao.search.engine import EngineRequest
from wengao.search.plain_scoring import PlainScoring
from wengao.search.service import PassageSearch
from wengao.search.whoosh_blocks import Postings
from wengao.search.whoosh_engine import WhooshEngine
from wengao.search.whoosh_schema import PassageFields, Record
from wengao.search.wording import Wording

from .material import DOCUMENTS, MemoryLibrary, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACES = 40
REQUESTS = (
    EngineRequest(words=("军地联动",), asked=("军地联动",), phrases=("机制",)),
    EngineRequest(words=("责任链条",), titles=("讲话",), facts={"kind": ("sentence",)}),
    EngineRequest(phrases=("军",), openings=("要",), years=(2000, 2030)),
)


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """The folder of an index of several segments, one with deletions."""
    folder = tmp_path / "whole"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    engine.add(DOCUMENTS[:2])
    engine.add(DOCUMENTS[2:])
    engine.remove([DOCUMENTS[0][0].id])
    return folder


def use(folder: Path, *, changing: bool) -> None:
    """Ask an index for all that is kept in it; change it before that, if so wished."""
    engine = WhooshEngine(folder, Analyser(folder))
    try:
        if changing:
            engine.remove([DOCUMENTS[1][0].id])
            engine.add(DOCUMENTS[:1])
        for request in REQUESTS * 2:
            engine.passages([hit.key for hit in engine.query(request).hits])
        engine.sounding(("zeren",))
    finally:
        engine.close()


def damaged(data: bytes) -> Iterator[bytes]:
    """A file's bytes with one turned, with a hundred lost, and cut off, at many places."""
    for place in range(0, len(data), max(1, len(data) // PLACES)):
        yield data[:place] + bytes((data[place] ^ 0xFF,)) + data[place + 1 :]
        yield data[:place] + bytes(100) + data[place + 100 :] + b"\xff"
        yield data[:place]


@pytest.mark.parametrize("changing", [False, True], ids=["asked", "changed"])
@pytest.mark.parametrize("ending", ["toc", "seg"])
def test_damage_anywhere_is_told_as_damage_or_does_no_harm(
    whole: Path, tmp_path: Path, ending: str, changing: bool
) -> None:
    held = {file.name: file.read_bytes() for file in whole.iterdir() if file.is_file()}
    found = tried = 0
    for name in (name for name in held if name.endswith(ending)):
        for data in damaged(held[name]):
            folder = tmp_path / f"copy{tried}"
            folder.mkdir()
            for other, content in held.items():
                (folder / other).write_bytes(data if other == name else content)
            tried += 1
            try:
                use(folder, changing=changing)
            except DamagedIndexError:
                found += 1
    assert (tried, tried) == (found, tried) if ending == "toc" else 0 < tried // 3 < found <= tried


def test_a_damaged_passage_is_never_shown(
    search: PassageSearch, library: MemoryLibrary, index_folder: Path
) -> None:
    text = "3月5日前各区县报送任务清单，全年完成率达到95.6%。"
    (segment,) = index_folder.rglob("*.seg")
    search.close()
    data = segment.read_bytes()
    for place in (data.index(text.encode()), data.rindex(text.encode())):
        data = data[: place + 3] + b"6" * 3 + data[place + 6 :]
    segment.write_bytes(data)
    assert text in [hit.passage.text for hit in PassageSearch(library, index_folder).search("任务清单").hits]
    assert not segment.exists()


def stamp(index_folder: Path) -> dict[str, object]:
    held: dict[str, object] = json.loads((index_folder / "stamp.json").read_text(encoding="utf-8"))
    return held


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (Wording, "groups"),
        (PlainScoring, "score"),
        (Postings, "docnums"),
        (Record, "read"),
        (whoosh_engine, "bigrams"),
    ],
    ids=["引擎", "算分", "倒排", "记录", "双字"],
)
@pytest.mark.parametrize("error", [AttributeError, KeyError, TypeError, IndexError, ValueError])
def test_a_fault_of_the_program_goes_its_way(
    search: PassageSearch,
    index_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    owner: object,
    name: str,
    error: type[Exception],
) -> None:
    def faulty(*_: object, **__: object) -> None:
        raise error("a fault")

    before = stamp(index_folder)
    with monkeypatch.context() as faults:
        faults.setattr(owner, name, faulty)
        with pytest.raises(error, match="a fault"):
            search.search('责任链条 "军地联动"')
    assert before == stamp(index_folder)
    assert search.search('"军地联动"').total


def test_a_fault_while_writing_goes_its_way_and_leaves_the_index(
    search: PassageSearch, library: MemoryLibrary, index_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(*_: object) -> None:
        raise AttributeError("a fault")

    section = ("事项", "matter", "sentence", "器材入库登记。")
    library.put(*written("note", "通知", "通知", "2025-01-01", "", section))
    before = stamp(index_folder)
    with monkeypatch.context() as faults:
        faults.setattr(PassageFields, "terms", faulty)
        with pytest.raises(AttributeError, match="a fault"):
            search.synchronise()
    assert before == stamp(index_folder)
    assert (search.search('"器材入库"').total, search.search('"军地联动"').total > 0) == (0, True)
    search.synchronise()
    assert search.search('"器材入库"').total
