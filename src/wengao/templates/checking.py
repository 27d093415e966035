"""What is wrong with a template file: every mistake with its line and its remedy."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from wengao.errors import TemplateError, UnreadableFileError, nearest_names
from wengao.language.roles import roles
from wengao.templates.front_matter import RESERVED_NAMES, parse_template, read_template_file
from wengao.templates.model import HEADINGS, OMIT, Template, TemplateProblem
from wengao.templates.rendering import MARK, in_chinese, render_body
from wengao.templates.values import field_values
from wengao.templates.wording import FILTERS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from jinja2 import nodes

    from wengao.templates.model import FieldValue

_ANY_DAY = date(2026, 1, 1)
_EXPRESSION = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{#(?:(?!\{#).)*?#\}")
_HEADING = re.compile(r"^(?P<marks>#{1,6})[ \t]+(?P<rest>.*)$")
_ATTRIBUTES = re.compile(r"\{(?P<inner>[^{}]*)\}[ \t]*$")
_ROLE = re.compile(r"\brole=(\S+)")
_GOAL = re.compile(r"\bgoal=(\S+)")
_RENDERED_GOAL = re.compile(r"^##[ \t].*\bgoal=(\d+)", re.MULTILINE)
_TOLERANCE = 0.1
_LINE_TOLD = re.compile(r"第 (\d+) 行：")
_PAIRS = (("【", "】"), ("“", "”"), ("《", "》"), ("（", "）"))


def check_template(path: Path) -> tuple[TemplateProblem, ...]:
    """The mistakes of the template file at `path`, in the order of its lines; nothing for a good one."""
    try:
        text = read_template_file(path)
    except UnreadableFileError as error:
        return (TemplateProblem(1, error.message, error.remedy),)
    parsed = parse_template(text, path)
    problems = list(parsed.problems)
    if parsed.template is not None:
        problems += _body_problems(parsed.template, head_is_sound=not parsed.problems)
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.line))


def _body_problems(template: Template, *, head_is_sound: bool) -> list[TemplateProblem]:
    problems = [
        *_heading_problems(template),
        *_optional_problems(template),
        *_pair_problems(template),
        *_name_problems(template),
    ]
    if head_is_sound and not problems:
        problems += _rendering_problems(template)
    return problems


def _heading_problems(template: Template) -> Iterator[TemplateProblem]:
    """Titles, roles and goals, read off the lines that open with #."""
    titles = 0
    for line, text in _lines(template):
        heading = _HEADING.match(text)
        if heading is None:
            continue
        if len(heading["marks"]) == 1:
            titles += 1
            continue
        bare = _EXPRESSION.sub("0", heading["rest"])
        attributes = _ATTRIBUTES.search(bare)
        if attributes is None or bare.count("{") != 1 or bare.count("}") != 1:
            reason = "花括号不成对" if bare.count("{") != bare.count("}") else "没有写角色和字数"
            yield TemplateProblem(
                line, f"标题{reason}", "请在行末写 {role=task goal={{ share(18) }}}，花括号要成对"
            )
            continue
        yield from _attribute_problems(line, heading["rest"], attributes["inner"])
    if titles != 1:
        yield TemplateProblem(
            template.body_line,
            f"正文有 {titles} 个“# ”开头的题目",
            "请写一个题目，例如 # 在{{ meeting }}上的讲话",
        )


def _attribute_problems(line: int, raw: str, attributes: str) -> Iterator[TemplateProblem]:
    role = _ROLE.search(attributes)
    if role is None:
        yield TemplateProblem(line, "标题没有角色", "请在花括号里写 role=…，例如 role=task")
    elif "role={{" not in raw and role[1] not in {known.id for known in roles()}:
        nearest = "、".join(nearest_names(role[1], [known.id for known in roles()]))
        yield TemplateProblem(line, f"没有“{role[1]}”这个角色", f"最接近的是 {nearest}")
    goal = _GOAL.search(attributes)
    if goal is None:
        yield TemplateProblem(
            line, "标题没有字数", "请在花括号里写 goal={{ share(18) }}，18 是占全文的百分比"
        )
    elif not goal[1].isdecimal():
        yield TemplateProblem(line, f"字数“{goal[1]}”不是数字", "请写成 goal={{ share(18) }} 或 goal=600")


def _optional_problems(template: Template) -> Iterator[TemplateProblem]:
    """Parts marked optional that the head does not name, and parts it names that none is marked with."""
    marked: set[str] = set()
    for line, text in _lines(template):
        mark = MARK.search(_EXPRESSION.sub("0", text)) if _HEADING.match(text) else None
        if mark is None:
            continue
        marked.add(mark["name"])
        if mark["name"] not in template.optional_parts:
            yield TemplateProblem(
                line, f"optional_parts 里没有“{mark['name']}”", f"请在文首写 optional_parts: [{mark['name']}]"
            )
    for name in template.optional_parts:
        if name not in marked:
            yield TemplateProblem(
                1,
                f"optional_parts 里的“{name}”没有对应的标题",
                f"请在那个标题的花括号里写 optional={name}，或删去它",
            )


def _pair_problems(template: Template) -> Iterator[TemplateProblem]:
    """Chinese marks that open and do not close on their line; {% if %} may stand between them, so only counts tell."""
    for line, text in _lines(template):
        bare = _EXPRESSION.sub("", text)
        for opening, closing in _PAIRS:
            if bare.count(opening) != bare.count(closing):
                yield TemplateProblem(line, f"{opening}{closing}不成对", f"请补上缺的 {opening} 或 {closing}")


def _name_problems(template: Template) -> Iterator[TemplateProblem]:
    """Syntax, names that are no field, and filters there are none of."""
    from jinja2 import TemplateSyntaxError, meta, nodes

    from wengao.templates.sandbox import TemplateEnvironment

    environment = TemplateEnvironment({"share": int, "heading": str, "review_aspects": list})
    known = {field.name for field in template.fields} | RESERVED_NAMES
    try:
        tree = environment.parse(template.body)
        undeclared = meta.find_undeclared_variables(tree) - known
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name in undeclared:
                nearest = "、".join(nearest_names(name.name, known, count=1))
                yield TemplateProblem(
                    template.body_line + name.lineno - 1,
                    f"正文用到 {name.name}，fields 里却没有这个字段",
                    f"请在 fields 里添上，或改正名称{f'（最接近的是 {nearest}）' if nearest else ''}",
                )
        yield from _heading_name_problems(template, tree)
        environment.compile(environment.body(template.body))
    except TemplateSyntaxError as error:
        yield TemplateProblem(
            template.body_line + error.lineno - 1,
            f"模板语法有误：{in_chinese(error.message)}",
            f"请检查花括号是否成对、if 和 for 是否有结尾；可用的过滤器有 {'、'.join(sorted(FILTERS))}",
        )
    except RecursionError:
        yield TemplateProblem(template.body_line, "正文嵌套太深", "请拆开括号和循环")


def _heading_name_problems(template: Template, tree: nodes.Template) -> Iterator[TemplateProblem]:
    """Headings that the body calls by a name no heading set has."""
    from jinja2 import nodes

    known = list(template.heading_sets[0].wordings) if template.heading_sets else []
    for call in tree.find_all(nodes.Call):
        named = call.args[0] if call.args else None
        if not isinstance(call.node, nodes.Name) or call.node.name != "heading":
            continue
        if isinstance(named, nodes.Const) and named.value not in known:
            nearest = "、".join(nearest_names(str(named.value), known, count=1))
            yield TemplateProblem(
                template.body_line + call.lineno - 1,
                f"heading_sets 里没有“{named.value}”这个小标题",
                f"请在各套小标题里添上，或改正名称{f'（最接近的是 {nearest}）' if nearest else ''}",
            )


def _rendering_problems(template: Template) -> Iterator[TemplateProblem]:
    """What only shows when the template runs, for each of the values it is tried with."""
    length = template.middle_length
    for values in trial_values(template):
        try:
            filled = field_values(template, values, today=_ANY_DAY)
            body = render_body(template, filled, length=length, today=_ANY_DAY)
        except TemplateError as error:
            told = _LINE_TOLD.search(error.message)
            line = int(told[1]) if told else template.body_line
            yield TemplateProblem(line, _LINE_TOLD.sub("", error.message), error.remedy)
            return
        total = sum(map(int, _RENDERED_GOAL.findall(body)))
        if abs(total - length) > length * _TOLERANCE:
            yield TemplateProblem(
                template.body_line,
                f"各部分字数合计 {total}，与全文 {length} 相差超过一成",
                "请调整各个“## ”标题的 share，使合计在 90 到 110 之间",
            )
            return


def trial_values(template: Template) -> Iterator[dict[str, FieldValue]]:
    """Values to try a template with: the examples of its required fields, of all, each choice, each part left out."""
    required = {field.name: field.example for field in template.fields if field.required}
    yield required
    yield {field.name: field.example for field in template.fields}
    for field in template.fields:
        for choice in field.choices if field.name == HEADINGS or field.default is not None else ():
            yield {**required, field.name: choice}
    for part in template.optional_parts:
        yield {**required, OMIT: (part,)}


def _lines(template: Template) -> Iterator[tuple[int, str]]:
    """The body's lines with their numbers in the file."""
    return enumerate(template.body.split("\n"), template.body_line)
