"""Answering over an engine that answers in part, or whose passages go while they are looked at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from wengao.search.analysis import Analyser
from wengao.search.answering import Answering
from wengao.search.engine import EngineAnswer, EngineRequest, LimitedEngine, SeenBy
from wengao.search.facts import Label, code_of
from wengao.search.query import parse_query
from wengao.search.ranking import WEIGHTS, SearchContext
from wengao.search.results import SearchResult, result_to_dict
from wengao.search.whoosh_engine import WhooshEngine

from .material import DOCUMENTS, full_library

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from wengao.reading.models import Passage
    from wengao.search.engine import ReadingEngine

QUERY = "责任链条"


class Shaken(LimitedEngine):
    """An engine a part of which does not answer, and some of whose passages have gone; counts how often it is asked."""

    answered = 1.0
    gone: frozenset[str] = frozenset()
    calls = 0

    def query(self, request: EngineRequest) -> EngineAnswer:
        return replace(super().query(request), answered=self.answered)

    def passages(self, keys: Collection[str]) -> Mapping[str, Passage]:
        self.calls += 1
        held = super().passages(keys)
        return {key: passage for key, passage in held.items() if passage.id not in self.gone}


@pytest.fixture
def shaken(tmp_path: Path) -> Shaken:
    folder = tmp_path / "index"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    labels = {document.id: Label("人武部", "内部") for document, _ in DOCUMENTS}
    engine.add(DOCUMENTS, labels)
    return Shaken(engine, SeenBy(frozenset({"人武部"}), frozenset({"内部"})))


def searched(engine: ReadingEngine, folder: Path, text: str = QUERY) -> SearchResult:
    library = full_library()
    documents = {code_of(document.id): document for document in library.documents()}
    answering = Answering(library, documents, Analyser(folder), WEIGHTS, SearchContext(), 2026)
    return answering.search(engine, text, parse_query(text), 20)


def test_a_part_that_did_not_answer_is_told(shaken: Shaken, tmp_path: Path) -> None:
    assert searched(shaken, tmp_path).answered == 1.0
    assert "answered" not in result_to_dict(searched(shaken, tmp_path))
    shaken.answered = 2 / 3
    found = searched(shaken, tmp_path)
    assert found.hits
    assert found.answered == 2 / 3
    assert result_to_dict(found)["answered"] == 0.667
    assert searched(shaken, tmp_path, "没有人写过的词").answered == 2 / 3


def test_a_passage_that_has_gone_meanwhile_is_left_out(shaken: Shaken, tmp_path: Path) -> None:
    before = [hit.passage.id for hit in searched(shaken, tmp_path).hits]
    shaken.gone = frozenset(before[:1])
    assert [hit.passage.id for hit in searched(shaken, tmp_path).hits] == before[1:]


def test_the_passages_of_a_page_come_in_one_call(shaken: Shaken, tmp_path: Path) -> None:
    assert len(searched(shaken, tmp_path).hits) > 3
    assert shaken.calls == 1
