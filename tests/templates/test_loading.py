"""Templates by name, the drafter's own before the shipped ones."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from wengao.errors import TemplateError, UnknownNameError, UnreadableFileError
from wengao.resources import templates_folder
from wengao.templates.front_matter import read_template_file
from wengao.templates.loading import list_templates, load_template
from wengao.templates.model import FieldType

from .conftest import HEAD

if TYPE_CHECKING:
    from pathlib import Path

BODY = "# 在{{ topic }}会上的讲话\n\n## 一 {role=task goal={{ share(100) }}}\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_reads_the_head(template_folder: Path) -> None:
    path = write(template_folder, "样板", HEAD + BODY)
    template = load_template("样板", [template_folder])
    assert (template.name, template.genre, template.aliases) == ("样板", "讲话", ("样板讲话",))
    assert (template.length, template.middle_length) == ((900, 1100), 1000)
    assert (template.path, template.body, template.body_line) == (path, BODY, HEAD.count("\n") + 1)
    first = template.fields[0]
    assert (first.name, first.label, first.type, first.required, first.example) == (
        "topic",
        "主题",
        FieldType.TEXT,
        True,
        "征兵工作",
    )


def test_an_alias_finds_the_template(template_folder: Path) -> None:
    write(template_folder, "样板", HEAD + BODY)
    assert load_template("样板讲话", [template_folder]).name == "样板"
    assert load_template("推进会", [template_folder, templates_folder()]).name == "推进会讲话"


def test_an_unknown_name_names_the_nearest(template_folder: Path) -> None:
    write(template_folder, "样板", HEAD + BODY)
    with pytest.raises(UnknownNameError) as caught:
        load_template("推进会讲稿", [template_folder, templates_folder()])
    assert caught.value.message == "没有这个模板：推进会讲稿"
    assert "推进会讲话" in caught.value.nearest


def test_the_drafters_own_folder_overrides_the_shipped_one(template_folder: Path) -> None:
    own = HEAD.replace("name: 样板", "name: 推进会讲话").replace("genre: 讲话", "genre: 推进会讲话")
    path = write(template_folder, "推进会讲话", own + BODY)
    folders = [template_folder, templates_folder()]
    assert load_template("推进会讲话", folders).path == path
    listed = [summary.path for summary in list_templates(folders) if summary.name == "推进会讲话"]
    assert listed == [path]


def test_a_broken_template_is_listed_with_its_problem(template_folder: Path) -> None:
    write(template_folder, "样板", HEAD + BODY)
    write(template_folder, "坏的", "没有文首信息\n")
    problems = {summary.name: summary.problem for summary in list_templates([template_folder])}
    assert problems["样板"] == ""
    assert "文首没有两行 --- 之间的信息" in problems["坏的"]


def test_the_list_is_in_the_order_of_the_genres_the_drafters_own_first(template_folder: Path) -> None:
    write(template_folder, "样板", HEAD + BODY)
    write(template_folder, "坏的", "没有文首信息\n")
    names = [summary.name for summary in list_templates([template_folder, templates_folder()])]
    assert names[:4] == ["样板", "坏的", "推进会讲话", "动员部署会讲话"]


def test_loading_a_broken_template_says_line_and_remedy(template_folder: Path) -> None:
    write(template_folder, "样板", HEAD.replace("type: flag", "type: falg") + BODY)
    with pytest.raises(TemplateError) as caught:
        load_template("样板", [template_folder])
    assert caught.value.message == "模板 样板.md 第 14 行：没有“falg”这种字段"
    assert "flag" in caught.value.remedy


def test_a_folder_that_does_not_exist_holds_no_templates(tmp_path: Path) -> None:
    assert list_templates([tmp_path / "没有"]) == ()


def test_line_breaks_of_windows_and_a_byte_order_mark_are_read(template_folder: Path) -> None:
    (template_folder / "样板.md").write_bytes((HEAD + BODY).replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_template("样板", [template_folder]).body == BODY


def test_another_encoding_is_refused_by_name(template_folder: Path) -> None:
    (template_folder / "样板.md").write_bytes((HEAD + BODY).encode("gb18030"))
    (summary,) = list_templates([template_folder])
    assert "不是 UTF-8 编码" in summary.problem


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
def test_a_pipe_among_the_templates_keeps_nobody_waiting(template_folder: Path) -> None:
    write(template_folder, "样板", HEAD + BODY)
    os.mkfifo(template_folder / "管.md")
    assert [template.name for template in list_templates([template_folder])] == ["样板"]
    with pytest.raises(UnreadableFileError, match="这是管道，不是文件"):
        read_template_file(template_folder / "管.md")
