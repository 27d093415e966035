"""Heading sets and optional parts of a template of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.errors import TemplateError
from wengao.templates.loading import check_template, load_template
from wengao.templates.rendering import render_template

from .conftest import TODAY

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.drafts.model import Draft

TEXT = """\
---
name: 样板
genre: 讲话
purpose: 用来试验
length: [900, 1100]
fields:
  - {name: topic, label: 主题, type: text, required: true, example: 征兵工作}
optional_parts: [协同, 氛围]
heading_sets:
  长句式:
    任务: 抓好〔主题〕的重点任务
    落实: 压实〔主题〕的工作责任
  短句式:
    任务: 抓任务
    落实: 压责任
---
# 在{{ topic }}会上的讲话

讲{{ section_count|amount }}点意见。

## {{ heading("任务", topic) }} {role=task goal={{ share(50) }}}

## 凝聚合力 {role=synergy goal={{ share(20) }} optional=协同}

### 部门协同 {role=synergy goal={{ share(10) }}}

## {{ heading("落实", topic) }} {role=implement goal={{ share(30) }}}

### 强氛围 {role=implement goal={{ share(10) }} optional=氛围}

氛围要浓。
"""
FIRST_LINE = TEXT.split("# 在", maxsplit=1)[0].count("\n") + 1


def rendered(folder: Path, **values: object) -> Draft:
    (folder / "样板.md").write_text(TEXT, encoding="utf-8")
    template = load_template("样板", [folder])
    return parse_draft(render_template(template, {"topic": "征兵工作", **values}, today=TODAY))


def outline_of(draft: Draft) -> list[tuple[str, int | None]]:
    return [(part.heading, part.goal) for part in draft.parts[1:]]


def problems(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "样板.md"
    path.write_text(text, encoding="utf-8")
    return [(problem.line, problem.message) for problem in check_template(path)]


def test_the_first_set_is_taken_unless_another_is_chosen(template_folder: Path) -> None:
    assert outline_of(rendered(template_folder))[0][0] == "抓好征兵工作的重点任务"
    chosen = outline_of(rendered(template_folder, headings="短句式"))
    assert [heading for heading, _ in chosen if heading.startswith(("抓", "压"))] == ["抓任务", "压责任"]


def test_nothing_is_left_out_unless_asked_for(template_folder: Path) -> None:
    draft = rendered(template_folder)
    assert outline_of(draft) == [
        ("抓好征兵工作的重点任务", 500),
        ("凝聚合力", 200),
        ("部门协同", 100),
        ("压实征兵工作的工作责任", 300),
        ("强氛围", 100),
    ]
    assert "讲三点意见" in draft.prose


def test_a_part_left_out_goes_with_all_below_it(template_folder: Path) -> None:
    draft = rendered(template_folder, omit="协同")
    assert outline_of(draft) == [
        ("抓好征兵工作的重点任务", 620),
        ("压实征兵工作的工作责任", 380),
        ("强氛围", 120),
    ]
    assert "讲两点意见" in draft.prose


def test_a_subsection_left_out_changes_no_other_length(template_folder: Path) -> None:
    draft = rendered(template_folder, omit=["氛围"])
    assert [goal for _, goal in outline_of(draft)] == [500, 200, 100, 300]
    assert "氛围要浓" not in draft.prose


@pytest.mark.parametrize(("field", "value"), [("omit", "任务"), ("headings", "中句式")])
def test_what_the_template_does_not_offer_is_refused(template_folder: Path, field: str, value: str) -> None:
    with pytest.raises(TemplateError, match=value):
        rendered(template_folder, **{field: value})


def test_a_heading_that_swells_is_refused(template_folder: Path) -> None:
    swelling = TEXT.replace("抓好〔主题〕", "〔主题〕" * 9000)
    (template_folder / "样板.md").write_text(swelling, encoding="utf-8")
    with pytest.raises(TemplateError, match="太长"):
        render_template(load_template("样板", [template_folder]), {"topic": "长" * 2000}, today=TODAY)


def test_the_template_has_no_mistakes(template_folder: Path) -> None:
    assert problems(template_folder, TEXT) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("[协同, 氛围]", "[协同]", FIRST_LINE + 12, "optional_parts 里没有“氛围”"),
        ("[协同, 氛围]", "[协同, 氛围, 结尾]", 1, "optional_parts 里的“结尾”没有对应的标题"),
        ("    落实: 压责任\n", "", 13, "“短句式”与“长句式”的小标题对不上：落实"),
        ('heading("落实"', 'heading("落时"', FIRST_LINE + 10, "heading_sets 里没有“落时”这个小标题"),
        (
            "  长句式:\n    任务: 抓好〔主题〕的重点任务",
            "  长句式: 任务\n    任务",
            12,
            "文首信息不是合格的 YAML",
        ),
        ("name: topic", "name: omit", 7, "字段名 omit 是模板自用的名称"),
        ("氛围要浓。", "{{ (topic|stage_plan(2026))[9] }}", FIRST_LINE + 14, "模板“样板”有误，正文"),
    ],
)
def test_mistakes_are_told_with_their_line(
    template_folder: Path, old: str, new: str, line: int, message: str
) -> None:
    assert old in TEXT
    found = problems(template_folder, TEXT.replace(old, new))
    assert (line, message) in [(at, text[: len(message)]) for at, text in found]
