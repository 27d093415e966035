"""Field values (字段的值): understood by their type, or refused with what to write instead."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wengao.errors import TemplateError, UnknownNameError, nearest_names
from wengao.language.dates import find_dates
from wengao.language.items import split_items
from wengao.templates.model import Field, FieldType, FieldValue, Template

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

LENGTH = "length"
"""The value every template takes besides its fields: the length aimed at, in 字."""
THIS_YEAR, TODAY = "今年", "今天"
_LENGTH_RANGE = (100, 50_000)
_YEAR_RANGE = (1900, 2200)
_LONGEST_TEXT = 2000
_MOST_ITEMS = 60
_YES, _NO = frozenset({"是", "有", "true", "yes", "1"}), frozenset({"否", "无", "没有", "false", "no", "0"})
_BREAKS = re.compile(r"[^\S\u3000]+")  # the full-width space between post and name stays
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})


def missing_fields(template: Template, values: Mapping[str, object]) -> tuple[Field, ...]:
    """The required fields that have neither a value in `values` nor a default."""
    given = {
        field.name for key, value in values.items() if _present(value) and (field := template.field(key))
    }
    return tuple(
        field
        for field in template.fields
        if field.required and field.default is None and field.name not in given
    )


def field_values(template: Template, values: Mapping[str, object], *, today: date) -> dict[str, FieldValue]:
    """Every field's value by name, in the order of the template, defaults included and None for what is not given.

    `values` may name a field by its name or its label. Raises UnknownNameError for a name the template does not have,
    TemplateError for a value that its field does not take and for required fields without a value.
    """
    given: dict[str, object] = {}
    for key, value in values.items():
        if key == LENGTH:
            continue
        field = template.field(key)
        if field is None:
            raise UnknownNameError(
                "字段",
                key,
                [LENGTH, *(name for known in template.fields for name in (known.name, known.label))],
            )
        given[field.name] = value
    missing = missing_fields(template, given)
    if missing:
        names = "、".join(f"{field.label}（{field.name}）" for field in missing)
        settings = " ".join(f"--set {field.name}={_shown(field.example) or '…'}" for field in missing)
        raise TemplateError(f"模板“{template.name}”还缺必填字段：{names}", f"请补上，例如 {settings}")
    return {
        field.name: convert(field, given.get(field.name), today=today)
        if _present(given.get(field.name))
        else convert(field, field.default, today=today)
        for field in template.fields
    }


def chosen_length(template: Template, values: Mapping[str, object]) -> int:
    """The length aimed at, in 字: the value of `length`, else the middle of the template's range.

    Raises TemplateError for a value that is no number of 字 between 100 and 50000.
    """
    value = values.get(LENGTH)
    if not _present(value):
        return template.middle_length
    low, high = _LENGTH_RANGE
    number = _number(re.sub(r"字$", "", clean(str(value))))
    if number is None or not low <= number <= high:
        raise TemplateError(
            f"篇幅“{_shown(value)}”用不了",
            f"请写成 {low} 到 {high} 之间的字数，例如 --set length={template.middle_length}",
        )
    return int(number)


def convert(field: Field, value: object, *, today: date) -> FieldValue:
    """`value` as the field's type understands it; None where nothing is given.

    Raises TemplateError that names the field, the value and what to write instead.
    """
    if not _present(value):
        return None
    if field.type is FieldType.LIST:
        return _items(field, value)
    if isinstance(value, (list, tuple, dict, set)):
        raise _refusal(field, value, "只能填一个值")
    if field.type is FieldType.TEXT:
        return _text(field, clean(str(value)))
    if field.type is FieldType.FLAG:
        return _flag(field, value)
    return _PARSERS[field.type](field, clean(str(value)), today)


def clean(text: str) -> str:
    """One line of visible characters: line breaks and tabs become a space, control and format characters go."""
    one_line = _BREAKS.sub(" ", text)
    return "".join(char for char in one_line if unicodedata.category(char) not in _INVISIBLE).strip()


def _present(value: object) -> bool:
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and not (isinstance(value, (list, tuple)) and not value)


def _text(field: Field, text: str) -> str:
    if len(text) > _LONGEST_TEXT:
        raise TemplateError(
            f"字段“{field.label}”（{field.name}）有 {len(text)} 字",
            f"请控制在 {_LONGEST_TEXT} 字以内，长文放到正文里写",
        )
    return text


def _items(field: Field, value: object) -> tuple[str, ...]:
    if isinstance(value, (list, tuple)):
        pieces = [str(item) for item in value]
    elif isinstance(value, (dict, set)):
        raise _refusal(field, value, "不是一组并列的值")
    else:
        pieces = split_items(str(value))
    items = tuple(_text(field, item) for piece in pieces if (item := clean(piece)))
    if len(items) > _MOST_ITEMS:
        raise TemplateError(
            f"字段“{field.label}”（{field.name}）有 {len(items)} 项", f"请控制在 {_MOST_ITEMS} 项以内"
        )
    return items


def _flag(field: Field, value: object) -> bool:
    if isinstance(value, bool):
        return value
    word = clean(str(value)).casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise _refusal(field, value, "不是“是”或“否”")


def _choice(field: Field, text: str, _today: date) -> str:
    if text in field.choices:
        return text
    nearest = nearest_names(text, field.choices, count=1) or field.choices[:1]
    raise TemplateError(
        f"字段“{field.label}”（{field.name}）没有“{text}”这个选项",
        f"可选：{'、'.join(field.choices)}；最接近的是 --set {field.name}={nearest[0]}",
    )


def _year(field: Field, text: str, today: date) -> int:
    if text == THIS_YEAR:
        return today.year
    digits = text.removesuffix("年")
    low, high = _YEAR_RANGE
    if not (digits.isascii() and digits.isdecimal() and low <= int(digits[:9]) <= high):
        raise _refusal(field, text, "不是四位年份")
    return int(digits)


def _date(field: Field, text: str, today: date) -> str:
    if text == TODAY:
        return today.isoformat()
    compact = text.replace(" ", "")
    dates = find_dates(compact)
    if len(dates) == 1 and dates[0].text == compact and len(dates[0].iso) == len("2026-03-18"):
        return dates[0].iso
    raise _refusal(field, text, "不是一个完整的日期（写成 2026-03-18 或 2026年3月18日）")


def _number_value(field: Field, text: str, _today: date) -> int | float:
    number = _number(text)
    if number is None:
        raise _refusal(field, text, "不是数字")
    return number


_PARSERS: Mapping[FieldType, Callable[[Field, str, date], FieldValue]] = {
    FieldType.CHOICE: _choice,
    FieldType.YEAR: _year,
    FieldType.DATE: _date,
    FieldType.NUMBER: _number_value,
}


def _number(text: str) -> int | float | None:
    compact = text.replace(",", "")
    if not re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", compact, re.ASCII):
        return None
    return float(compact) if "." in compact else int(compact)


def _refusal(field: Field, value: object, reason: str) -> TemplateError:
    example = _shown(field.example) or {
        FieldType.YEAR: "2026",
        FieldType.DATE: "2026-03-18",
        FieldType.NUMBER: "12",
        FieldType.FLAG: "是",
    }.get(field.type, "…")
    return TemplateError(
        f"字段“{field.label}”（{field.name}）的值“{_shown(value)}”{reason}",
        f"例如 --set {field.name}={example}",
    )


def _shown(value: object) -> str:
    """A value as the drafter would type it; cut short where it is long."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    text = "、".join(map(str, value)) if isinstance(value, (list, tuple)) else clean(str(value))
    return text if len(text) <= 40 else f"{text[:40]}…"
