from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import pytest

from wengao.templates.loading import load_template
from wengao.templates.model import Template
from wengao.templates.rendering import render_template

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 3, 1)
HEAD = """\
---
name: 样板
genre: 讲话
aliases: [样板讲话]
purpose: 用来试验
length: [900, 1100]
fields:
  - {name: topic, label: 主题, type: text, required: true, example: 征兵工作}
  - {name: units, label: 单位, type: list, example: [安澜县, 望舒区]}
  - {name: day, label: 日期, type: date}
  - {name: year, label: 年份, type: year, default: 今年}
  - {name: scope, label: 范围, type: choice, choices: [全市, 全县]}
  - {name: count, label: 数量, type: number}
  - {name: urgent, label: 是否紧急, type: flag}
---
"""

MakeTemplate = Callable[[str], Template]
Render = Callable[..., str]


@pytest.fixture
def template_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "templates"
    folder.mkdir()
    return folder


@pytest.fixture
def make_template(template_folder: Path) -> MakeTemplate:
    """A template with the head above and the body given."""

    def make(body: str) -> Template:
        (template_folder / "样板.md").write_text(HEAD + body, encoding="utf-8")
        return load_template("样板", [template_folder])

    return make


@pytest.fixture
def render(make_template: MakeTemplate) -> Render:
    """The body, rendered with topic 征兵工作 and the values given, without front matter."""

    def run(body: str, **values: object) -> str:
        text = render_template(make_template(body), {"topic": "征兵工作", **values}, today=TODAY)
        return text.split("---\n", 2)[2]

    return run
