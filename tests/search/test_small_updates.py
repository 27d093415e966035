"""Many small updates: what is found stays what a fresh index would find, and the segments stay few."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import pytest

from wengao.search import whoosh_engine
from wengao.search.service import PassageSearch
from wengao.search.whoosh_engine import merge_policy

from .material import MemoryLibrary, written

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.writing import SegmentWriter

UPDATES, DOCUMENTS = 40, 12
QUERIES = ("责任链条", "军地联动机制", '"登记入库"', "年:2001-2004", "形:标题 事项", "开头:第3版")


def put(library: MemoryLibrary, number: int, version: int) -> None:
    """Store a document all passages of which say which version it is of."""
    text = f"第{version}版登记入库。压实责任链条{number}。军地联动，一级抓一级。"
    sections = [(f"事项{version}", "matter", "sentence", text)] * (1 + number % 3)
    library.put(
        *written(f"note{number}", f"第{number}号通知", "通知", f"{2000 + number}-01-01", "清川市", *sections)
    )


def found(search: PassageSearch) -> list[tuple[int, set[str]]]:
    """How many passages match each query, and which are shown where all may be."""
    results = [search.search(query, limit=1000) for query in QUERIES]
    return [(result.total, {hit.passage.id for hit in result.hits}) for result in results]


def test_updates_leave_what_a_fresh_index_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_engine, "MOST_SEGMENTS", 4)
    library = MemoryLibrary()
    for number in range(DOCUMENTS):
        put(library, number, 0)
    folder = tmp_path / "index"
    search = PassageSearch(library, folder)
    search.synchronise()
    for update in range(1, UPDATES + 1):
        number = update * 7 % DOCUMENTS
        if update % 9 == 0 and f"note{number}" in library.held:
            library.drop(f"note{number}")
        else:
            put(library, number, update)
        search.synchronise()
        assert len(list(folder.rglob("*.seg"))) <= 6
    fresh = PassageSearch(library, tmp_path / "fresh")
    fresh.synchronise()
    assert found(fresh) == found(search)
    assert sum(len(passages) for _, passages in library.held.values()) == search.search("年:1900-").total


@dataclass(frozen=True, slots=True)
class CountedSegment:
    """A segment of so many passages, some of them deleted; no two are one, whatever they count."""

    passages: int
    number: int
    deleted: int = 0

    def doc_count(self) -> int:
        return self.passages - self.deleted

    def doc_count_all(self) -> int:
        return self.passages

    def deleted_count(self) -> int:
        return self.deleted


@pytest.fixture
def merged(monkeypatch: pytest.MonkeyPatch) -> list[CountedSegment]:
    """What merge_policy has merged."""
    segments: list[CountedSegment] = []
    monkeypatch.setattr(whoosh_engine, "merge", lambda _, segment: segments.append(segment))
    return segments


@pytest.mark.parametrize("passages", [[1], [25], [5, 300, 40, 1]], ids=str)
def test_a_passage_is_copied_a_few_times_and_the_segments_stay_few(
    merged: list[CountedSegment], passages: list[int]
) -> None:
    segments = [CountedSegment(40_000, -1)]
    added = copied = 0
    for number in range(1000):
        merged.clear()
        left = merge_policy(cast("SegmentWriter", None), segments)
        written = passages[number % len(passages)]
        added += written
        copied += sum(segment.doc_count() for segment in merged)
        assert sum(segment.doc_count() for segment in segments) == sum(
            segment.doc_count() for segment in [*left, *merged]
        )
        segments = [
            *left,
            CountedSegment(written + sum(segment.doc_count() for segment in merged), number),
        ]
        small = [segment for segment in segments if segment.passages < whoosh_engine.LARGE_SEGMENT]
        assert len(small) <= whoosh_engine.MOST_SEGMENTS
    assert copied < 7 * added
    assert segments[0] == CountedSegment(40_000, -1)


def test_what_is_largely_deleted_is_merged_whatever_its_size(merged: list[CountedSegment]) -> None:
    much, little = CountedSegment(40_000, 0, deleted=13_000), CountedSegment(40_000, 1, deleted=10_000)
    assert [little] == merge_policy(cast("SegmentWriter", None), [much, little])
    assert [much] == merged


def test_a_reader_sees_one_version_or_the_next(tmp_path: Path) -> None:
    library = MemoryLibrary()
    put(library, 2, 0)
    writer, reader = (PassageSearch(library, tmp_path / "index") for _ in range(2))
    writer.synchronise()
    for version in range(1, 10):
        before = reader.search(f'"第{version - 1}版登记入库"').total
        put(library, 2, version)
        assert before == reader.search(f'"第{version - 1}版登记入库"').total
        writer.synchronise()
        assert reader.search(f'"第{version - 1}版登记入库"').total == 0
        assert before == reader.search(f'"第{version}版登记入库"').total
