"""A template and its values become the text of a draft file.

Parts that may be left out (可略去的部分: headings marked optional=协同, with all below them) go where the drafter says so.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, cast

from wengao.errors import TemplateError, nearest_names
from wengao.language.heading_patterns import TOPIC_MARK, with_topic
from wengao.language.self_review import review_aspects
from wengao.templates.model import HEADINGS, OMIT, FieldType, FieldValue, Template
from wengao.templates.values import LENGTH, chosen_length, field_values, missing_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

MARK = re.compile(r"(?<![ \t])[ \t]*\boptional=(?P<name>[^\s{}]+)")
"""The attribute that marks a heading's part as optional, and its name."""

_HEADING_OF_PART = re.compile(r"^(?P<marks>#{1,6})[ \t]")
_GOAL = re.compile(r"(?<=\bgoal=)\d+")
_MAIN_LEVEL = 2


def without_parts(text: str, omitted: Collection[str]) -> str:
    """The Markdown without the parts named in `omitted` and without the marks of the others.

    The parts that stay share the length of those that go, in proportion.
    """
    kept: list[str] = []
    before = after = 0
    dropped_level = 0
    for line in text.split("\n"):
        heading = _HEADING_OF_PART.match(line)
        if heading is not None:
            level = len(heading["marks"])
            mark = MARK.search(line)
            goal = _GOAL.search(line)
            size = int(goal[0]) if goal and level == _MAIN_LEVEL else 0
            before += size
            if not dropped_level or level <= dropped_level:
                dropped_level = level if mark and mark["name"] in omitted else 0
            after += 0 if dropped_level else size
            line = MARK.sub("", line)  # noqa: PLW2901 - the same line, unmarked
        if not dropped_level:
            kept.append(line)
    if not after or before == after:
        return "\n".join(kept)
    return "\n".join(_scaled(line, before / after) if _HEADING_OF_PART.match(line) else line for line in kept)


def _scaled(heading: str, factor: float) -> str:
    return _GOAL.sub(
        lambda goal: str(max(_ROUND_TO, round(int(goal[0]) * factor / _ROUND_TO) * _ROUND_TO)), heading
    )


__all__ = ["missing_fields", "render_template"]

DRAFT_VERSION = 1
"""The version of the draft file that is written here; drafts.front_matter reads it."""
_ROUND_TO = 10
_WIDTH = 100_000
_BODY_FILE = "<template>"
_SECTION = re.compile(r"^##[ \t]+(?!.*\{[^{}]*\.untitled)\S", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
_OPENS_A_LINE = re.compile(r"^(?:[#|+=~-]+|\.{3})")
_LINE_MARKS = str.maketrans("#|+=~-.", "＃｜＋＝～－．")
_INLINE_MARKS = str.maketrans("{}<>[]`*\\", "｛｝＜＞［］｀＊＼")
_SAYINGS = (
    (r"No filter named '(.+?)'", "没有过滤器 {0}"),
    (r"No test named '(.+?)'", "没有判断 {0}"),
    (r"Encountered unknown tag '(.+?)'", "不认识或多余的标签 {0}"),
    (r"Unexpected end of template", "到末尾还有 if、for、macro 或 set 没有结尾"),
    (r"unexpected end of template", "到末尾还有 {{{{ 或 {{% 没有合上"),
    (r"expected token '(.+?)', got '(.+?)'", "“{1}”出现得不是地方"),
    (r"unexpected '(.+?)', expected '(.+?)'", "遇到“{0}”，应当先有“{1}”"),
    (r"unexpected '(.+?)'", "“{0}”出现得不是地方"),
    (r"unexpected char '(.+?)'", "不认识的字符“{0}”"),
    (r"Missing end of (?:comment|raw)", "注释或原文块没有结尾"),
    (r"^'(\w+)' is undefined", "没有 {0} 这个名称"),
    (r"has no (?:attribute|element) '?(\w+)'?", "值里没有 {0} 这一项"),
    (r"access to attribute '(\w+)'", "不许用属性 {0}"),
    (r"division by zero", "除数是零"),
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def render_template(template: Template, values: Mapping[str, object], *, today: date) -> str:
    """The text of a new draft file: front matter with the values, and the body they fill.

    values: by field name or label, and `length` in 字. Raises TemplateError where the template has a mistake, goes
    beyond its limits, or lacks a value; UnknownNameError for a field it does not have.
    """
    filled = field_values(template, values, today=today)
    length = chosen_length(template, values)
    body = render_body(template, filled, length=length, today=today)
    return _front_matter(template, filled, length=length if LENGTH in values else None) + body


def render_body(template: Template, filled: Mapping[str, FieldValue], *, length: int, today: date) -> str:
    """The Markdown of the draft: the body with `filled`, every field's value by name.

    section_count is how many numbered sections (一、二、…) the body comes to, so the body runs once to be counted.
    """
    omitted = _omitted(template, filled)
    context = {
        **{field.name: _inert(field.type, filled.get(field.name)) for field in template.fields},
        LENGTH: length,
        "today": today.isoformat(),
    }
    counted = without_parts(_run(template, {**context, "section_count": 1}), omitted)
    section_count = len(_SECTION.findall(counted))
    if section_count <= 1:
        return counted
    return without_parts(_run(template, {**context, "section_count": section_count}), omitted)


def _omitted(template: Template, filled: Mapping[str, FieldValue]) -> tuple[str, ...]:
    """The optional parts to leave out. Raises TemplateError for a part that is none."""
    value = filled.get(OMIT)
    names = value if isinstance(value, tuple) else ()
    for name in names:
        if name not in template.optional_parts:
            nearest = "、".join(nearest_names(name, template.optional_parts)) or "、".join(
                template.optional_parts
            )
            raise TemplateError(
                f"模板“{template.name}”没有“{name}”这个可略去的部分", f"可略去的有：{nearest}"
            )
    return names


def _run(template: Template, context: Mapping[str, object]) -> str:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    from wengao.templates.sandbox import TemplateEnvironment, TooManyStepsError
    from wengao.templates.wording import TooLargeError

    environment = TemplateEnvironment(
        {
            "share": _share_of(cast("int", context[LENGTH])),
            "heading": _heading_of(template, str(context.get(HEADINGS, ""))),
            "review_aspects": _review_aspects,
        }
    )
    try:
        return _tidy(environment.from_string(environment.body(template.body)).render(context))
    except TemplateSyntaxError as error:
        line = template.body_line + error.lineno - 1
        raise _mistake(
            template,
            f"第 {line} 行：{in_chinese(error.message)}",
            "请检查 {{ }}、{% %} 是否成对、名称是否写对",
        ) from error
    except UndefinedError as error:
        raise _mistake(
            template,
            f"{_place(template, error)}正文用到没有的名称：{in_chinese(error.message)}",
            "请在 fields 里添上这个字段，或改正名称",
        ) from error
    except SecurityError as error:
        raise _mistake(
            template,
            f"{_place(template, error)}正文用了模板里不许用的写法：{in_chinese(str(error))}",
            "模板只能用字段、过滤器、if 和 for",
        ) from error
    except (TooManyStepsError, TooLargeError, RecursionError, MemoryError, OverflowError) as error:
        raise _mistake(
            template,
            f"{_place(template, error)}正文循环太多或写出的文字太长",
            "请减少循环；一份文稿不超过二十万字",
        ) from error
    except Exception as error:
        raise _mistake(
            template,
            f"{_place(template, error)}正文运行出错：{in_chinese(str(error))}",
            "请检查过滤器的用法和字段的类型",
        ) from error


def _place(template: Template, error: BaseException) -> str:
    """第 12 行：, where the traceback tells the line of the body on which it went wrong; else nothing."""
    line, frame = 0, error.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == _BODY_FILE:
            line = frame.tb_lineno
        frame = frame.tb_next
    return f"第 {template.body_line + line - 1} 行：" if line else ""


def _mistake(template: Template, what: str, remedy: str) -> TemplateError:
    return TemplateError(f"模板“{template.name}”有误，{what}", remedy)


def _share_of(total: int) -> Callable[[float], int]:
    def share(percent: float) -> int:
        """The number of 字 for `percent` of the whole draft, in tens."""
        return max(_ROUND_TO, round(total * percent / 100 / _ROUND_TO) * _ROUND_TO)

    return share


def _heading_of(template: Template, chosen: str) -> Callable[..., str]:
    from wengao.templates.wording import MOST_CHARACTERS, TooLargeError

    heading_set = next(
        (known for known in template.heading_sets if known.name == chosen),
        template.heading_sets[0] if template.heading_sets else None,
    )

    def heading(name: str, topic: str = "") -> str:
        """The heading called `name` in the set that the drafter chose, on `topic`."""
        wordings = heading_set.wordings if heading_set else {}
        if name not in wordings:
            raise ValueError(f"heading_sets 里没有“{name}”这个小标题")
        wording = wordings[name]
        if len(wording) + wording.count(TOPIC_MARK) * len(topic) > MOST_CHARACTERS:
            raise TooLargeError
        return with_topic(wording, topic)

    return heading


def _review_aspects(year: object) -> list[str]:
    """The aspects of the self-review of a year; none where the list does not have it."""
    return list(review_aspects(year)) if isinstance(year, int) else []


def _inert(field_type: FieldType, value: FieldValue) -> object:
    """A value as the body sees it: nothing in it can pass for Markdown structure, and nothing given is empty."""
    if isinstance(value, tuple):
        return [inert_text(item) for item in value]
    if isinstance(value, str):
        return inert_text(value)
    if value is None:
        return _EMPTY.get(field_type)
    return value


_EMPTY: Mapping[FieldType, object] = {
    FieldType.TEXT: "",
    FieldType.CHOICE: "",
    FieldType.DATE: "",
    FieldType.LIST: (),
    FieldType.FLAG: False,
}


def inert_text(text: str) -> str:
    """One line whose marks of Markdown, of comments, attributes and footnotes are their full-width forms."""
    return _OPENS_A_LINE.sub(lambda match: match[0].translate(_LINE_MARKS), text.translate(_INLINE_MARKS))


def _tidy(text: str) -> str:
    """No trailing spaces, one blank line between paragraphs and round headings, one line break at the end."""
    lines = "\n".join(line.rstrip() for line in text.split("\n"))
    spaced = _HEADING.sub(lambda match: f"\n{match[0]}", lines)
    return re.sub(r"\n{3,}", "\n\n", spaced).strip("\n") + "\n"


def _front_matter(template: Template, filled: Mapping[str, FieldValue], *, length: int | None) -> str:
    from ruamel.yaml import YAML

    given = {name: list(value) if isinstance(value, tuple) else value for name, value in filled.items()}
    fields = {name: value for name, value in given.items() if value is not None}
    if length is not None:
        fields[LENGTH] = length
    yaml = YAML(typ="rt")
    yaml.allow_unicode = True
    yaml.width = _WIDTH
    stream = io.StringIO()
    yaml.dump(
        {"wengao": DRAFT_VERSION, "template": template.name, "genre": template.genre, "fields": fields},
        stream,
    )
    return f"---\n{stream.getvalue()}---\n"


def in_chinese(message: str | None) -> str:
    """Jinja2's message in Chinese; one that is Chinese already stays, one nobody knows becomes 写法有误."""
    text = message or ""
    for pattern, saying in _SAYINGS:
        match = re.search(pattern, text)
        if match:
            return saying.format(*match.groups())
    return text if _CHINESE.search(text) else "写法有误"
