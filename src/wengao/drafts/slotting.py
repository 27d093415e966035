"""A passage of another occasion made ready for this one: its figures, dates, years, places and people become slots."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wengao.drafts.facts import Fact, facts_in
from wengao.language.slots import slot

_LABELS = {
    "date": "日期",
    "year": "年份",
    "figure": "数字",
    "place": "地名",
    "person": "姓名",
    "unit": "单位",
    "meeting": "会议名称",
}
_BORROWED = frozenset({"date", "year", "figure", "place", "person"})
RELATIVE = frozenset("今去前明上本")
"""What a year or a date begins with that holds for every speaker: 今年, 上月."""

_BY_WHEN = re.compile("(?:前|底|之前|以前|内)$")
_NUMBER = re.compile(r"[\d.,，～~—-]+")


@dataclass(frozen=True, slots=True)
class SlottedText:
    """A text with slots. facts: what gave way to them, as it stood, in order."""

    text: str
    facts: tuple[str, ...]


def slot_for(fact: Fact) -> str:
    """The slot that takes a fact's place; a figure's unit stays: 320名 is 【数字】名."""
    return slot_in_place_of(fact.kind, fact.text)


def borrowed_facts(text: str, *, own: frozenset[str] = frozenset()) -> tuple[tuple[str, int, int], ...]:
    """The facts of a passage that belong to its own occasion, as kind, start and end.

    own: texts that hold here too, such as the year of the draft and the places of the drafter's unit. 今年 and 去年 hold
    for every speaker.
    """
    return tuple(
        (kind, start, end)
        for kind, start, end in facts_in(text)
        if kind in _BORROWED
        and text[start:end] not in own
        and not (kind == "year" and text[start] in RELATIVE)
    )


def with_slots(text: str, *, own: frozenset[str] = frozenset()) -> SlottedText:
    """`text` with its borrowed facts turned into slots."""
    pieces, facts, position = [], [], 0
    for kind, start, end in borrowed_facts(text, own=own):
        pieces += [text[position:start], slot_in_place_of(kind, text[start:end])]
        facts.append(text[start:end])
        position = end
    return SlottedText("".join((*pieces, text[position:])), tuple(facts))


def slot_in_place_of(kind: str, text: str, *, kept: bool = False) -> str:
    """The slot for a fact of a kind; a figure's unit stays outside it: 320名 is 【数字】名. kept: beside its old words."""
    number = _NUMBER.match(text) if kind == "figure" else None
    rest = text[number.end() :] if number else ""
    old = number[0] if number and rest else text
    label = "时限" if kept and kind == "date" and _BY_WHEN.search(text) else _LABELS[kind]
    return slot(label, old if kept else "") + rest
