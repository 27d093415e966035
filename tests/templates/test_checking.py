"""Mistakes in a template file, each with its line and its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.templates.loading import check_template

from .conftest import HEAD

if TYPE_CHECKING:
    from pathlib import Path

BODY = """\
# 在{{ topic }}会上的讲话

## 一{{ topic }} {role=task goal={{ share(60) }}}

## 二 {role=implement goal={{ share(40) }}}
"""
FIRST_LINE = HEAD.count("\n") + 1


def problems(folder: Path, text: str) -> list[tuple[int, str]]:
    path = folder / "样板.md"
    path.write_text(text, encoding="utf-8")
    found = check_template(path)
    assert [problem for problem in found if not problem.remedy] == []
    return [(problem.line, problem.message) for problem in found]


def test_a_good_template_has_none(template_folder: Path) -> None:
    assert problems(template_folder, HEAD + BODY) == []


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("name: 样板\n", "", 1, "缺少 name"),
        ("name: 样板", "name: 别的", 2, "name 是“别的”，文件名却是“样板.md”"),
        ("genre: 讲话", "genre: 讲化", 3, "没有“讲化”这个文种"),
        ("purpose", "purpos", 1, "缺少 purpose"),
        ("length: [900, 1100]", "length: 很长", 6, "length 不是“[最少, 最多]”的字数"),
        ("length: [900, 1100]", "length: [1100, 900]", 6, "length 不是“[最少, 最多]”的字数"),
        ("type: date", "type: dat", 10, "没有“dat”这种字段"),
        ("name: day", "name: topic", 10, "字段 topic 出现了两次"),
        ("name: day", "name: 日", 10, "字段名 日 不是小写英文名称"),
        ("name: day", "name: share", 10, "字段名 share 是模板自用的名称"),
        ("label: 日期, ", "", 10, "缺少 label"),
        ("type: date", "type: date, exmaple: 2026-03-18", 10, "不认识的名称 exmaple"),
        ("type: date", "type: date, example: 三月", 10, "example 用不了"),
        (", choices: [全市, 全县]", "", 12, "字段 scope 没有选项"),
        (", example: 征兵工作", "", 8, "必填字段 topic 没有 example"),
        ("fields:\n", "fields:\n  甲: 乙\n", 9, "文首信息不是合格的 YAML"),
    ],
)
def test_mistakes_of_the_head(template_folder: Path, old: str, new: str, line: int, message: str) -> None:
    assert old in HEAD
    found = problems(template_folder, HEAD.replace(old, new) + BODY)
    assert (line, message) in [(at, text[: len(message)]) for at, text in found]


@pytest.mark.parametrize(
    ("body", "offset", "message"),
    [
        (BODY.replace("role=task", "role=taks"), 2, "没有“taks”这个角色"),
        (BODY.replace("role=task ", ""), 2, "标题没有角色"),
        (BODY.replace(" goal={{ share(60) }}", ""), 2, "标题没有字数"),
        (BODY.replace("goal={{ share(60) }}", "goal=多"), 2, "字数“多”不是数字"),
        (BODY.replace("share(60) }}}", "share(60) }}"), 2, "标题花括号不成对"),
        (BODY.replace(" {role=implement goal={{ share(40) }}}", ""), 4, "标题没有写角色和字数"),
        (BODY.replace("# 在{{ topic }}会上的讲话", "讲话"), 0, "正文有 0 个“# ”开头的题目"),
        (BODY.replace("{{ topic }}会", "{{ topik }}会"), 0, "正文用到 topik，fields 里却没有这个字段"),
        (BODY + "\n{% if topic %}\n", 6, "模板语法有误：到末尾还有 if、for、macro 或 set 没有结尾"),
        (BODY + "\n{{ topic }\n", 6, "模板语法有误：“}”出现得不是地方"),
        (BODY + "\n{{ topic|nofilter }}\n", 6, "模板语法有误：没有过滤器 nofilter"),
        (BODY + "\n{% endif %}\n", 6, "模板语法有误：不认识或多余的标签 endif"),
        (BODY + "\n{{ topic is nosuch }}\n", 6, "模板语法有误：没有判断 nosuch"),
        (BODY + "\n{% include 'x' %}\n", 6, "模板语法有误：模板里不能用 include"),
        (BODY + "\n【目标值\n", 6, "【】不成对"),
        (BODY.replace("share(60)", "share(20)"), 0, "各部分字数合计 600，与全文 1000 相差超过一成"),
        (BODY + "\n{{ topic.upper() }}\n", 6, "模板“样板”有误，正文用了模板里不许用的写法"),
    ],
)
def test_mistakes_of_the_body(template_folder: Path, body: str, offset: int, message: str) -> None:
    found = problems(template_folder, HEAD + body)
    assert (FIRST_LINE + offset, message) in [(at, text[: len(message)]) for at, text in found]


def test_every_mistake_is_told_at_once(template_folder: Path) -> None:
    head = HEAD.replace("genre: 讲话", "genre: 讲化").replace("type: date", "type: dat")
    found = problems(template_folder, head + BODY.replace("role=task", "role=taks"))
    assert [line for line, _ in found] == [3, 10, FIRST_LINE + 2]


def test_a_head_of_references_that_would_double_is_refused(template_folder: Path) -> None:
    doubling = "a0: &a0 [1]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40))
    text = HEAD.replace("name: 样板\n", f"name: 样板\n{doubling}").replace("[样板讲话]", "[*a39]")
    assert problems(template_folder, text + BODY) == [(4, "文首信息里用了 YAML 的引用（&名称、*名称）")]


def test_a_star_that_is_no_reference_stays(template_folder: Path) -> None:
    assert problems(template_folder, HEAD.replace("用来试验", "用来*试验*") + BODY) == []


def test_a_file_without_a_head(template_folder: Path) -> None:
    assert problems(template_folder, BODY) == [(1, "文首没有两行 --- 之间的信息")]


def test_a_file_that_is_not_there(template_folder: Path) -> None:
    (found,) = check_template(template_folder / "没有.md")
    assert found.line == 1
    assert found.message.endswith("没有.md：没有这个文件")
