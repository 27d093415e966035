"""Building an index: two processes write what one would, and nothing is seen of what fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.search import segment_building
from wengao.search.analysis import Analyser
from wengao.search.engine import EngineRequest
from wengao.search.whoosh_engine import WhooshEngine

from .material import written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wengao.search.engine import DocumentPassages

COUNT = 40


def drawn() -> list[DocumentPassages]:
    """Documents that differ in their years and in their words."""
    return [
        written(
            f"note{number}",
            f"第{number}号通知",
            "通知",
            f"{1980 + number}-01-01",
            "清川市",
            ("事项", "matter", "sentence", f"压实责任链条。第{number}项登记入库。"),
        )
        for number in range(COUNT)
    ]


def engine_in(folder: Path) -> WhooshEngine:
    folder.mkdir()
    return WhooshEngine.create(folder, Analyser(folder))


@pytest.fixture
def in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """So little is worth a second process, and a batch is a document."""
    monkeypatch.setattr(segment_building, "_BATCH", 1)
    monkeypatch.setattr(segment_building, "WORTH_A_PROCESS", 2)
    monkeypatch.setattr(segment_building, "processors", lambda: 2)


def answers(engine: WhooshEngine) -> list[tuple[float, int, str]]:
    """All passages with the words, and those listed, by what does not depend on where they lie."""
    found = [
        engine.query(EngineRequest(words=("责任链条登记",), limit=1000)),
        engine.query(EngineRequest(years=(1990, 2000), limit=1000)),
    ]
    held = engine.passages([hit.key for one in found for hit in one.hits])
    return sorted(
        (round(hit.score, 4), hit.facts.year, held[hit.key].id) for one in found for hit in one.hits
    )


def frequencies(engine: WhooshEngine, folder: Path) -> dict[str, int]:
    """In how many passages each word that was written stands."""
    texts = (passage.text for _, passages in drawn() for passage in passages)
    cut = Analyser(folder)
    return dict(engine.frequencies({word for text in texts for word in cut.word_texts(text)}))


def test_small_segments_are_joined_and_answer_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine_in(tmp_path / "whole")
    whole.build(drawn())
    monkeypatch.setattr(segment_building, "MOST_TERMS_WAITING", 100)
    monkeypatch.setattr(segment_building, "MOST_JOINED", 100)
    joined = engine_in(tmp_path / "joined")
    joined.build(drawn())
    assert len(list((tmp_path / "joined").glob("*.seg"))) == 2
    assert answers(joined) == answers(whole)
    assert frequencies(joined, tmp_path) == frequencies(whole, tmp_path)


def test_two_processes_build_what_one_does(tmp_path: Path, in_two: None) -> None:
    by_two = engine_in(tmp_path / "two")
    by_two.build(drawn())
    assert len(list((tmp_path / "two").glob("*.seg"))) == 2
    by_one = engine_in(tmp_path / "one")
    by_one.add(drawn())
    assert len(answers(by_one)) > COUNT
    assert answers(by_one) == answers(by_two)
    assert frequencies(by_one, tmp_path)["责任"] >= COUNT
    assert frequencies(by_one, tmp_path) == frequencies(by_two, tmp_path)


def test_one_process_builds_where_no_more_are_allowed(tmp_path: Path, in_two: None) -> None:
    engine = engine_in(tmp_path / "index")
    engine.build(drawn(), jobs=1)
    assert len(list((tmp_path / "index").glob("*.seg"))) == 1
    assert len(drawn()[0][1]) * COUNT == engine.count()


def test_what_is_built_is_changed_like_any_index(tmp_path: Path, in_two: None) -> None:
    engine = engine_in(tmp_path / "index")
    engine.build(drawn())
    engine.remove([f"note{number}" for number in range(COUNT - 1)])
    left = engine.query(EngineRequest(years=(1900, 2100))).hits
    assert [COUNT - 1 + 1980] * len(drawn()[-1][1]) == [hit.facts.year for hit in left]


def test_one_process_builds_where_no_other_starts(
    tmp_path: Path, in_two: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path, analyser: Analyser) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(segment_building, "_OtherProcess", refused)
    engine = engine_in(tmp_path / "index")
    engine.build(drawn())
    assert len(list((tmp_path / "index").glob("*.seg"))) == 1
    assert len(drawn()[0][1]) * COUNT == engine.count()


@pytest.mark.parametrize("good", [1, COUNT // 2])
def test_nothing_is_seen_of_a_building_that_fails(tmp_path: Path, in_two: None, good: int) -> None:
    def failing() -> Iterator[DocumentPassages]:
        yield from drawn()[:good]
        raise ValueError("unreadable")

    engine = engine_in(tmp_path / "index")
    with pytest.raises(ValueError, match="unreadable"):
        engine.build(failing())
    assert engine.count() == 0


def test_a_fault_of_the_other_process_is_told(tmp_path: Path, in_two: None) -> None:
    engine = engine_in(tmp_path / "index")
    faulty = drawn()
    document, passages = faulty[-1]
    faulty[5:] = [(document, [*passages, None])] * 30  # type: ignore[list-item]
    with pytest.raises(AttributeError, match="NoneType"):
        engine.build(faulty)
    assert engine.count() == 0
