"""A template and its values become the text of a draft file."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, cast

from wengao.errors import TemplateError
from wengao.templates.jinja_errors import in_chinese
from wengao.templates.model import FieldType, FieldValue, Template
from wengao.templates.values import LENGTH, chosen_length, field_values, missing_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

__all__ = ["missing_fields", "render_template"]

DRAFT_VERSION = 1
"""The version of the draft file that is written here; drafts.front_matter reads it."""
_ROUND_TO = 10
_WIDTH = 100_000
_SECTION = re.compile(r"^##[ \t]+(?!.*\{[^{}]*\.untitled)\S", re.MULTILINE)
_HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
_OPENS_A_LINE = re.compile(r"^(?:[#|+=~-]+|\.{3})")
_LINE_MARKS = str.maketrans("#|+=~-.", "＃｜＋＝～－．")
_INLINE_MARKS = str.maketrans("{}<>[]`*\\", "｛｝＜＞［］｀＊＼")


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
    context = {
        **{field.name: _inert(field.type, filled.get(field.name)) for field in template.fields},
        LENGTH: length,
        "today": today.isoformat(),
    }
    counted = _run(template, {**context, "section_count": 1})
    section_count = len(_SECTION.findall(counted))
    return counted if section_count <= 1 else _run(template, {**context, "section_count": section_count})


def _run(template: Template, context: Mapping[str, object]) -> str:
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    from wengao.templates.sandbox import TemplateEnvironment, TooManyStepsError
    from wengao.templates.wording import TooLargeError

    environment = TemplateEnvironment({"share": _share_of(cast("int", context[LENGTH]))})
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
            f"正文用到没有的名称：{in_chinese(error.message)}",
            "请在 fields 里添上这个字段，或改正名称",
        ) from error
    except SecurityError as error:
        raise _mistake(
            template,
            f"正文用了模板里不许用的写法：{in_chinese(str(error))}",
            "模板只能用字段、过滤器、if 和 for",
        ) from error
    except (TooManyStepsError, TooLargeError, RecursionError, MemoryError, OverflowError) as error:
        raise _mistake(
            template, "正文循环太多或写出的文字太长", "请减少循环；一份文稿不超过二十万字"
        ) from error
    except Exception as error:
        raise _mistake(
            template, f"正文运行出错：{in_chinese(str(error))}", "请检查过滤器的用法和字段的类型"
        ) from error


def _mistake(template: Template, what: str, remedy: str) -> TemplateError:
    return TemplateError(f"模板“{template.name}”有误，{what}", remedy)


def _share_of(total: int) -> Callable[[float], int]:
    def share(percent: float) -> int:
        """The number of 字 for `percent` of the whole draft, in tens."""
        return max(_ROUND_TO, round(total * percent / 100 / _ROUND_TO) * _ROUND_TO)

    return share


def _inert(field_type: FieldType, value: FieldValue) -> object:
    """A value as the body sees it: nothing in it can pass for Markdown structure, and nothing given is empty."""
    if isinstance(value, tuple):
        return [_inert_text(item) for item in value]
    if isinstance(value, str):
        return _inert_text(value)
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


def _inert_text(text: str) -> str:
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
