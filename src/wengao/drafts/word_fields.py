"""The fields of a draft that a Word file shows: head and imprint, and the lines around the text that fields are printed as.

主送机关, 附件说明, 附注 and the signature stand among the paragraphs of the text, though the draft has them as fields. Where
the text of the draft has such a line of its own, the line in Word is that one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.language.dates import find_dates, is_date
from wengao.language.head_fields import HEAD_FIELDS, shown_head_value
from wengao.markup.front_matter import change_front_matter, one_line_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FIELD_NAMES = {
    **{field.name: field.label for field in HEAD_FIELDS if field.kind != "flag" and field.name != "mark"},
    "speaker": "姓名",
    "organ": "单位",
    "date": "日期",
}
"""The fields that come back from Word, as the drafter calls them."""

_OF_THE_DRAFT = frozenset({"speaker", "organ", "date"})
"""Those that are taken only where the draft has them: elsewhere Word may show them out of its text."""

_BESIDE = {
    "copies": ("printer", "printed_date"),
    "secrecy": ("doc_number",),
    "urgency": ("doc_number",),
    "copy_number": ("doc_number",),
}
"""Fields that are printed wherever one of some others is: one that is no longer shown beside them was taken out."""

_ATTACHMENTS = re.compile(r"附件[：:](?P<name>.+)$")
_NUMBER = re.compile(r"^\d{1,2}[.．]")
_REMARK = re.compile(r"（(?P<note>[^（）]*(?:（[^（）]*）[^（）]*)*)）$")
_RECIPIENTS = re.compile(r"(?P<to>[^。；]{2,})[：:]$")
_SENTENCE_END = re.compile(r"[。！？；：，、…”]$")
_LONGEST_ORGAN = 40
_POST_AND_NAME = re.compile(r"(?P<post>\S+)\u3000\u3000(?P<name>\S.*)")
_APART = re.compile(r"[，、]")


@dataclass(frozen=True, slots=True)
class FieldLines:
    """What of the lines of a text is printed of fields. values: by field. taken: the places of those lines."""

    values: dict[str, Any]
    taken: frozenset[int]


def field_lines(lines: Sequence[str], fields: Mapping[str, Any], own: Sequence[str]) -> FieldLines:
    """What of `lines`, the main text of a Word file without its title, the draft has as fields.

    own: the lines of the draft's own main text, which go before its fields.
    """
    values: dict[str, Any] = {}
    taken: set[int] = set()
    organs = _organs(lines, own)
    signers = _signers(organs)
    for name, found in (
        ("recipients", _recipients(lines, own)),
        ("attachments", _attachments(lines, own)),
        ("note", _note(lines, own)),
        ("date", _date(lines, own)),
        ("signer", signers),
        ("organ", None if signers else organs),
    ):
        if name in fields and found is not None:
            values[name] = found[0]
            taken.update(found[1])
    return FieldLines(values, frozenset(taken))


def _recipients(lines: Sequence[str], own: Sequence[str]) -> tuple[str, tuple[int, ...]] | None:
    found = _RECIPIENTS.fullmatch(lines[0]) if lines else None
    return (found["to"], (0,)) if found and not (own and _RECIPIENTS.fullmatch(own[0])) else None


def _attachments(lines: Sequence[str], own: Sequence[str]) -> tuple[list[str], tuple[int, ...]] | None:
    """The names of a list of attachments, and where it stands."""
    if any(_ATTACHMENTS.match(line) for line in own):
        return None
    for place in range(len(lines) - 1, -1, -1):
        if found := _ATTACHMENTS.match(lines[place]):
            end = place + 1
            while end < len(lines) and _NUMBER.match(lines[end]):
                end += 1
            names = [found["name"], *lines[place + 1 : end]]
            return [_NUMBER.sub("", name).strip() for name in names], tuple(range(place, end))
    return None


def _note(lines: Sequence[str], own: Sequence[str]) -> tuple[str, tuple[int, ...]] | None:
    found = _REMARK.fullmatch(lines[-1]) if lines else None
    if found is None or is_date(lines[-1]) or (own and _REMARK.fullmatch(own[-1])):
        return None
    return found["note"], (len(lines) - 1,)


def _date(lines: Sequence[str], own: Sequence[str]) -> tuple[str, tuple[int, ...]] | None:
    place = _place_of_date(lines)
    return (date_value(lines[place]), (place,)) if place is not None and _place_of_date(own) is None else None


def _organs(lines: Sequence[str], own: Sequence[str]) -> tuple[list[str], tuple[int, ...]] | None:
    place = _place_of_date(lines)
    if place is None or _place_of_date(own) is not None:
        return None
    start = place
    while start > 0 and _may_sign(lines[start - 1]):
        start -= 1
    return ([lines[at] for at in range(start, place)], tuple(range(start, place))) if start < place else None


def _signers(
    organs: tuple[list[str], tuple[int, ...]] | None,
) -> tuple[list[str], tuple[int, ...]] | None:
    """Who signed an order (命令): what stands in the place of the organs is a post, a gap and a name."""
    found = [_POST_AND_NAME.fullmatch(line) for line in organs[0]] if organs else []
    if organs is None or not all(found):
        return None
    return [f"{one['post']} {''.join(one['name'].split())}" for one in found if one], organs[1]


def _place_of_date(lines: Sequence[str]) -> int | None:
    """Where the date of the signature stands among the last lines of a text."""
    last = [place for place in range(max(len(lines) - 2, 0), len(lines)) if is_date(lines[place])]
    return last[-1] if last else None


def _may_sign(line: str) -> bool:
    return (
        len(line) <= _LONGEST_ORGAN
        and not _SENTENCE_END.search(line)
        and not _NUMBER.match(line)
        and not _ATTACHMENTS.match(line)
    )


def date_value(text: str) -> str:
    """A date as a draft's field holds it: ISO where it can be."""
    bare = text.strip("（）() ")
    found = find_dates(bare)
    return (found[0].iso or bare) if len(found) == 1 and found[0].text == bare else bare


def changed_fields(
    fields: Mapping[str, Any], shown: Mapping[str, Any], known: Sequence[str] = ()
) -> Iterator[tuple[str, Any, Any]]:
    """Name, old and new value of each field that Word shows otherwise than the draft has it; None for no value.

    known: names of fields that the text of the draft has lines of its own for.
    """
    for name in FIELD_NAMES:
        if name in shown and (name in fields or name not in _OF_THE_DRAFT) and name not in known:
            if _compared(fields.get(name)) != _compared(shown[name]):
                yield name, fields.get(name), _in_shape(shown[name], fields.get(name))
        elif name in fields and name not in shown and any(one in shown for one in _BESIDE.get(name, ())):
            yield name, fields[name], None


def with_fields(front: str, fields: Mapping[str, Any], changes: Sequence[tuple[str, Any, Any]]) -> str:
    """The front matter with fields changed."""
    if not changes:
        return front
    changed = {**fields, **{name: new for name, _, new in changes}}
    kept = {name: value for name, value in changed.items() if value is not None}
    return change_front_matter(front, {"fields": kept})


def _in_shape(value: Any, before: Any) -> Any:
    """A value as a list where the field was one, or has several."""
    listed = isinstance(value, list | tuple)
    several = listed and len(value) > 1
    if isinstance(before, list | tuple) or several:
        parts = list(value) if listed else [part.strip() for part in _APART.split(str(value))]
        return one_line_list(part for part in parts if part)
    return shown_head_value(value)


def _compared(value: Any) -> str:
    """A value for comparison: dates however they are written, lists as lines, without spaces."""
    values = value if isinstance(value, list | tuple) else [] if value is None else [value]
    return "".join(_APART.sub("", _day(str(one))) for one in values)


def _day(text: str) -> str:
    bare = "".join(text.split()).removesuffix("。").removeprefix("（").removesuffix("）")
    found = find_dates(bare)
    return found[0].iso or bare if len(found) == 1 and found[0].text == bare else bare
