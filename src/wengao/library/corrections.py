"""Corrections that a drafter makes to what was read of a document: which values a field can have."""

from __future__ import annotations

import re

from wengao.errors import UnknownNameError, UsageError
from wengao.language.genres import genres
from wengao.language.levels import LEVELS, level_of
from wengao.language.secrecy import GRADES, grade_of
from wengao.library import EDITABLE

FIELD_NAMES = {
    "title": "标题", "genre": "文种", "date": "日期", "organ": "单位", "speaker": "讲话人", "post": "职务",
    "level": "层级", "place": "地点", "meeting": "会议", "holder": "归口单位", "secrecy": "密级",
}  # fmt: skip
"""The fields that can be corrected, as the drafter calls them."""

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?)?"
)


def checked_correction(field: str, value: str) -> str:
    """The value as it is kept: a genre by its full name, 市 for 全市; an empty one stays empty.

    Raises UnknownNameError for a field that cannot be corrected, an unknown genre or level; UsageError for a date that
    is none.
    """
    if field not in EDITABLE:
        raise UnknownNameError("文档信息", field, EDITABLE)
    value = value.strip()
    if not value:
        return ""
    if field == "genre":
        known = genres().find(value)
        if known is None:
            raise UnknownNameError("文种", value, [genre.name for genre in genres()])
        return known.name
    if field == "level":
        level = value if value in LEVELS else level_of([value])
        if not level:
            raise UnknownNameError("层级", value, LEVELS)
        return level
    if field == "secrecy":
        grade = grade_of(value)
        if not grade:
            raise UnknownNameError("密级", value, GRADES)
        return grade
    if field == "date" and not _DATE.fullmatch(value):
        raise UsageError(f"日期写得不对：{value}", "请写作 2025、2025-03 或 2025-03-18")
    return value
