"""The main job end to end: the speech that the demonstration leaves, as a file and as printed pages."""

from __future__ import annotations

import datetime
import statistics

import pytest

from tests.export.rendering import render, require_office
from wengao.desk.demo import Demonstration, Step, run_demo
from wengao.drafts.outline import State, outline
from wengao.drafts.sources import source_notes
from wengao.drafts.store import open_draft
from wengao.export.layout import load_layout

FIRST_FULL_WIDTH = "\u2e80"


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return []


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory, steps: list[Step]) -> Demonstration:
    return run_demo(
        tmp_path_factory.mktemp("demo"),
        steps.append,
        clock=lambda: datetime.datetime(2026, 3, 18, 9, 0, tzinfo=datetime.UTC),
    )


def test_each_step_is_told_with_its_time(demonstration: Demonstration, steps: list[Step]) -> None:
    assert [step.name for step in steps] == ["init", "index", "new", "fill", "check", "sources", "export"]
    assert all(step.seconds >= 0 and step.outcome for step in steps)


def test_the_speech_is_complete(demonstration: Demonstration) -> None:
    draft = open_draft(demonstration.draft).draft
    nodes = outline(draft)
    assert draft.title == "在2026年全市基层国防动员规范化建设工作推进会上的讲话"
    assert [node.role for node in nodes if node.level == 2] == [
        "significance",
        "task",
        "synergy",
        "implement",
        "closing",
    ]
    assert [node.heading for node in nodes if node.state is State.EMPTY] == []
    assert [finding.message for finding in demonstration.findings if finding.severity == "error"] == []


def test_every_filled_section_names_its_source(demonstration: Demonstration) -> None:
    draft = open_draft(demonstration.draft).draft
    filled = [part for part in draft.parts if part.level == 3]
    assert [part.heading for part in filled if "[^s" not in part.body] == []
    assert len(source_notes(draft)) == len(demonstration.reuse.notes) >= len(filled)
    assert {state.unchanged for state in demonstration.reuse.notes} == {True}


@pytest.mark.office
def test_the_printed_pages_hold_22_lines_of_28(demonstration: Demonstration) -> None:
    require_office()
    pages = render(demonstration.word, load_layout("speech"))
    lines = [len(page.body) for page in pages[1:-1]]
    assert set(lines) <= {20, 21, 22}, "a heading that keeps with its text may leave a line or two"
    assert statistics.mode(lines) == 22
    full_width = [line.text for page in pages for line in page.body if min(line.text) > FIRST_FULL_WIDTH]
    assert max(map(len, full_width)) == 28
    assert [page.footer[0].text for page in pages] == [f"—{number}—" for number in range(1, len(pages) + 1)]
