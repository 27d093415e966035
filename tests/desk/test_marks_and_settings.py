"""Marks on passages, words of a line, settings changed by the interface, the kept list of templates."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.template_cache import cached_templates
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.errors import InputError
from wengao.templates.model import TemplateSummary


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    create_workspace(tmp_path / "workspace", with_samples=False)
    return Desk(open_workspace(tmp_path / "workspace", cache=tmp_path / "cache"))


def test_marks_on_passages_are_remembered(desk: Desk) -> None:
    desk.search.star("aaaaaaaaaaaa")
    desk.search.withhold("bbbbbbbbbbbb")
    desk.search.count_use("aaaaaaaaaaaa")
    desk.search.count_use("aaaaaaaaaaaa")
    marks = desk.search.marks()
    assert (marks.starred, marks.withheld) == (frozenset({"aaaaaaaaaaaa"}), frozenset({"bbbbbbbbbbbb"}))
    assert (marks.times_used("aaaaaaaaaaaa"), marks.times_used("bbbbbbbbbbbb")) == (2, 0)
    desk.search.star("aaaaaaaaaaaa", starred=False)
    desk.search.withhold("bbbbbbbbbbbb", withheld=False)
    marks = desk.search.marks()
    assert (marks.starred, marks.withheld) == (frozenset(), frozenset())


def test_words_of_a_line_lie_in_order_and_official_terms_stay_whole(desk: Desk) -> None:
    text = "坚持党管武装，抓好落实。"
    spans = desk.words.spans(text)
    assert [text[start:end] for start, end in spans][:2] == ["坚持", "党管武装"]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_a_setting_is_written_and_the_comments_stay(desk: Desk) -> None:
    workspace = desk.settings.change("interface", "theme", "dark")
    assert workspace.settings.interface.theme == "dark"
    assert "# light 浅色" in (workspace.root / "wengao.toml").read_text(encoding="utf-8")


def test_a_setting_that_cannot_be_leaves_the_file_as_it_was(desk: Desk) -> None:
    before = (desk.workspace.root / "wengao.toml").read_bytes()
    with pytest.raises(InputError, match="pink"):
        desk.settings.change("interface", "theme", "pink")
    assert (desk.workspace.root / "wengao.toml").read_bytes() == before


def test_the_guide_is_shown_once(desk: Desk) -> None:
    assert desk.settings.guided is False
    desk.settings.note_guided()
    assert desk.settings.guided is True


def test_templates_are_read_again_only_when_a_file_has_changed(tmp_path: Path) -> None:
    folder, read = tmp_path / "templates", []
    folder.mkdir()
    (folder / "短讲话.md").write_text("一", encoding="utf-8")
    summary = TemplateSummary("短讲话", "讲话", ("短",), "用处", (600, 900), folder / "短讲话.md")

    def reader() -> tuple[TemplateSummary, ...]:
        read.append(1)
        return (summary,)

    first = cached_templates(tmp_path / "cache", [folder], reader)
    second = cached_templates(tmp_path / "cache", [folder], reader)
    assert (first, second, len(read)) == ((summary,), (summary,), 1)
    (folder / "短讲话.md").write_text("改过了", encoding="utf-8")
    cached_templates(tmp_path / "cache", [folder], reader)
    assert len(read) == 2
