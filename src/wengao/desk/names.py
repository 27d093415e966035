"""Words a drafter writes (协同, 标题, 推进会, 2023-2025) turned into what the layers below take, or a clear error."""

from __future__ import annotations

import re

from wengao.errors import UnknownNameError, UsageError
from wengao.language.genres import genres
from wengao.language.roles import roles
from wengao.language.vocabulary import kinds

_YEARS = re.compile(r"(?P<first>\d{4})?\s*(?P<dash>[-—–~～至到])?\s*(?P<last>\d{4})?年?")


def role_id(word: str | None) -> str | None:
    """The id of a role written in Chinese or by id; None for none. Raises UnknownNameError with the nearest."""
    if not word:
        return None
    role = roles().find(word)
    if role is None:
        raise UnknownNameError("角色", word, roles().words())
    return role.id


def kind_id(word: str | None) -> str | None:
    """The id of a kind of passage; None for none. Raises UnknownNameError with the nearest."""
    if not word:
        return None
    kind = kinds().find(word)
    if kind is None:
        raise UnknownNameError("段落类型", word, kinds().words())
    return kind.id


def genre_name(word: str | None) -> str | None:
    """The Chinese name of a genre; None for none. Raises UnknownNameError with the nearest."""
    if not word:
        return None
    genre = genres().find(word)
    if genre is None:
        raise UnknownNameError("文种", word, genres().words())
    return genre.name


def year_range(text: str | None) -> tuple[int | None, int | None] | None:
    """Years as a drafter writes them: 2024, 2023-2025, 2024-, -2022; None for none. Raises UsageError otherwise."""
    if not text:
        return None
    match = _YEARS.fullmatch(text.strip())
    if match is None or not (match["first"] or match["last"]):
        raise UsageError(f"看不懂的年份：{text}", "请写作 2024、2023-2025、2024- 或 -2022")
    first = int(match["first"]) if match["first"] else None
    last = int(match["last"]) if match["last"] else None
    if not match["dash"]:
        last = first
    if first and last and first > last:
        raise UsageError(f"年份的先后反了：{text}", f"请写作 {last}-{first}")
    return first, last
