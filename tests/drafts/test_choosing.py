"""The passages of a section: what fits a sibling clearly better goes down."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest

from tests.drafts.conftest import MakePassage
from wengao.drafts import choosing
from wengao.drafts.candidates import Candidates
from wengao.drafts.choosing import references_for
from wengao.drafts.fit import Fit, SectionNeed
from wengao.drafts.markdown import parse_draft
from wengao.reading.models import Document, Passage

DRAFT = parse_draft("# 讲话\n\n## 任务\n\n### 抓队伍\n\n### 抓制度\n\n## 落实\n")


class OfAll:
    """Candidates that are the same for every section."""

    def __init__(self, passages: tuple[tuple[Passage, Document], ...]) -> None:
        self._passages = passages
        self.away = ""

    def of(self, _need: SectionNeed) -> tuple[tuple[Passage, Document], ...]:
        return self._passages


@pytest.fixture
def candidates(make_passage: MakePassage, document: Document) -> Candidates:
    """Two passages, each of a document of its own."""
    pairs = (
        (make_passage("抓队伍要选好人。" + "甲" * 70, 1), replace(document, id="d1")),
        (make_passage("抓制度要立好规矩。" + "乙" * 70, 2), replace(document, id="d2")),
    )
    return cast("Candidates", OfAll(pairs))


def panel(
    monkeypatch: pytest.MonkeyPatch, candidates: Candidates, estimates: dict[tuple[str, str], float]
) -> list[tuple[str, tuple[str, ...]]]:
    """Beginning and reasons of what 抓队伍 is offered. estimates: by heading and the passage's beginning."""

    def estimate(need: SectionNeed, passage: Passage, _document: Document) -> Fit:
        probability = estimates[need.heading, passage.text[:3]]
        return Fit(probability, ("用意相同",), probability)

    monkeypatch.setattr(choosing, "fit_of", estimate)
    about = SectionNeed(-1, (), None, None, "", "推进会讲话")
    return [
        (hit.passage.text[:3], hit.reasons) for hit in references_for(DRAFT, 2, about, candidates, 5).hits
    ]


def test_a_siblings_passage_goes_down_and_says_so(
    monkeypatch: pytest.MonkeyPatch, candidates: Candidates
) -> None:
    estimates = {("抓队伍", "抓队伍"): 0.5, ("抓队伍", "抓制度"): 0.55}
    estimates |= {("抓制度", "抓队伍"): 0.1, ("抓制度", "抓制度"): 0.95}
    assert panel(monkeypatch, candidates, estimates) == [
        ("抓队伍", ("用意相同",)),
        ("抓制度", ("用意相同", "但更合“抓制度”")),
    ]


def test_what_fits_a_sibling_a_little_better_keeps_its_place(
    monkeypatch: pytest.MonkeyPatch, candidates: Candidates
) -> None:
    estimates = {("抓队伍", "抓队伍"): 0.5, ("抓队伍", "抓制度"): 0.55}
    estimates |= {("抓制度", "抓队伍"): 0.5, ("抓制度", "抓制度"): 0.6}
    assert [name for name, _ in panel(monkeypatch, candidates, estimates)] == ["抓制度", "抓队伍"]


def test_of_very_many_siblings_a_passage_is_weighed_against_the_nearest(
    monkeypatch: pytest.MonkeyPatch, candidates: Candidates
) -> None:
    many = parse_draft("# 讲话\n\n## 任务\n\n" + "".join(f"### 第{number}件\n\n" for number in range(1000)))
    asked: set[str] = set()

    def estimate(need: SectionNeed, _passage: Passage, _document: Document) -> Fit:
        asked.add(need.heading)
        return Fit(0.5, (), 0.5)

    monkeypatch.setattr(choosing, "fit_of", estimate)
    references_for(many, 502, SectionNeed(-1, (), None, None, "", "推进会讲话"), candidates, 5)
    assert asked == {f"第{number}件" for number in range(494, 507)}
