"""Moulds (套句式): a passage of another occasion made to speak of this one.

What is known of the draft takes the place of the source's own: its topic, the level it speaks at, its year, its place.
What is not known becomes a slot that keeps the old words beside it (【时限｜原：8月底前】). Only whole names change, as the
finder of names tells them, so that no sentence loses its grammar; what stands in book titles and quotations stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.facts import Fact, facts_in
from wengao.language.fields import foreign_words
from wengao.language.known import NOTHING_KNOWN
from wengao.language.meetings import is_standing
from wengao.language.moods import moods_of
from wengao.language.sentences import sentences
from wengao.language.slots import slot
from wengao.language.topics import core_of, topic_of_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wengao.language.known import Known
    from wengao.reading.models import Document

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


_QUOTED = re.compile("《[^《》]{1,60}》|“[^“”]{1,60}”")
_YEAR = re.compile(r"^(?P<year>(?:19|20)\d{2})(?=年?(?:度)?$)")
_ANY_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年)")
_SCOPES = {"省": "省", "市": "市", "县": "县", "乡": "镇"}
"""How each level calls the whole that it speaks of: 全市, 我县."""

_EVERY = {"省": "各市", "市": "各县区", "县": "各乡镇"}
_CHAIN = re.compile(
    "(?:[省市县区]委|[省市县区]级|[省市县区]政府|[省市县区]抓)[^。]{0,30}?(?:[县区]委|乡镇党委|[县乡]级|乡镇|村)[^。]{0,12}(?:抓|层层|签|级)"
    "|市县乡|县乡村|乡镇党委"
)
"""A text that tells levels from one another: to raise one of them would leave the others below their place."""

_ORGAN_ENDS = "局办委部厅处站队组院"
_SHORTEST_TAIL = 4
_ITS_OWN = re.compile("体制|系统|法|条例|委员会|办公室|部门|力量|潜力|阵地|教育|领域|中心|部|办")
"""What behind the name of a work makes it something that this work alone has."""

_WORK = "工作"


@dataclass(frozen=True, slots=True)
class Occasion:
    """What is known of the occasion that a draft is for.

    topic, level (中央 … 乡) and place: empty where unknown. year: None where unknown. own: texts that hold for this draft
    too, such as its places and the names of the unit; they are left as they are. known: names of the unit and corpus.
    leader: who speaks, empty where unknown. units: those of its own occasion: below the unit, beside it, its partners.
    lead: the unit that leads the work (牵头单位), empty where unknown.
    """

    topic: str = ""
    level: str = ""
    place: str = ""
    year: int | None = None
    own: frozenset[str] = frozenset()
    known: Known = NOTHING_KNOWN
    leader: str = ""
    units: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Moulded:
    """A passage made to fit. exchanged: (old, new) of what took another's place. facts: what became slots, as it stood."""

    text: str
    exchanged: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str
    fact: bool


def mould(text: str, source: Document, occasion: Occasion) -> Moulded:
    """`text` of `source` made to speak of another occasion."""
    if _SLOTTED.search(text):
        return Moulded(text)
    pieces: list[str] = []
    exchanged: list[tuple[str, str]] = []
    facts: list[str] = []
    position = 0
    for change in _changes(text, source, occasion):
        old = text[change.start : change.end]
        pieces += [text[position : change.start], change.text]
        if change.fact:
            facts.append(old)
        else:
            exchanged.append((old, change.text))
        position = change.end
    pieces.append(text[position:])
    return Moulded("".join(pieces), tuple(dict.fromkeys(exchanged)), tuple(facts))


_SLOTTED = re.compile("[【】]")
"""A passage that holds slots of its own is a mould already."""


def _changes(text: str, source: Document, occasion: Occasion) -> list[_Change]:
    """What changes, in order, outside quotations; of two that overlap the longer counts: 市营商环境局 is one name."""
    found = [
        *_facts(text, source, occasion),
        *_topics(text, source, occasion),
        *_levels(text, source, occasion),
        *_topic_words(text, source, occasion),
    ]
    taken = bytearray(len(text))
    for match in _QUOTED.finditer(text):
        _take(taken, match.start(), match.end())
    chosen: list[_Change] = []
    for change in sorted(found, key=lambda one: one.start - one.end):
        if not any(taken[change.start : change.end]):
            _take(taken, change.start, change.end)
            chosen.append(change)
    return sorted(chosen, key=lambda change: change.start)


def _take(taken: bytearray, start: int, end: int) -> None:
    taken[start:end] = b"\x01" * (end - start)


def _topics(text: str, source: Document, occasion: Occasion) -> Iterator[_Change]:
    """The source's topic, whole or by its tail: 基层国防动员规范化建设, 规范化建设."""
    old = topic_of_title(source.title).removesuffix(_WORK)
    new = occasion.topic.removesuffix(_WORK)
    if not old or not new or old == new or new in text:
        return
    tail = old[-_SHORTEST_TAIL:]
    end = 0
    while (found := text.find(tail, end)) >= 0:
        start, end = found, found + len(tail)
        if text[end : end + 1] in tuple(_ORGAN_ENDS):
            # 市营商环境局 is an office: nobody has one of the same name for another topic.
            before = start - (text[start - 1 : start] in tuple("省市县区州"))
            yield _Change(
                before, end + 1, slot_in_place_of("unit", text[before : end + 1], kept=True), fact=True
            )
            continue
        # 基层规范化建设 is the topic too, its middle left out.
        while start and text[start - 1] in old and old.find(text[start - 1 : found][:2]) >= 0:
            start -= 1
        yield _Change(start, end, new, fact=False)


def _topic_words(text: str, source: Document, occasion: Occasion) -> Iterator[_Change]:
    """The words of the source's topic that stand alone, and those of its field (国防动员, 武装部, 民兵 in a speech on 养老):
    slots, for nothing tells their like here. But what the work itself is called gives way to what it is called here where
    an order is given (明确国防动员联络员), and nothing of the source's own is told of it (国防动员体制改革之后)."""
    there, here = topic_of_title(source.title), occasion.topic
    if not here or here.removesuffix(_WORK) == there.removesuffix(_WORK):
        return
    work, named = core_of(there), core_of(here)
    orders = list(_orders(text)) if named not in text else []
    for start, end in foreign_words(text, there or source.title, here):
        ordered = any(first <= start < last for first, last in orders)
        if text[start:end] == work and ordered and not _ITS_OWN.match(text, end):
            yield _Change(start, end, named, fact=False)
        else:
            yield _Change(start, end, slot("主题词", text[start:end]), fact=True)


def _orders(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences stand that give an order and tell nothing that was done."""
    for span in sentences(text):
        moods = moods_of(text[span.start : span.end])
        if moods["directive"] and not moods["done"]:
            yield span.start, span.end


def _levels(text: str, source: Document, occasion: Occasion) -> Iterator[_Change]:
    """全市 is 全县 where the draft speaks at a county; offices too, unless the text tells levels apart (市抓县、县抓乡)."""
    old, new = _SCOPES.get(source.level, ""), _SCOPES.get(occasion.level, "")
    if not old or not new or old == new:
        return
    for match in re.finditer(f"(?P<whole>[全我]){old}(?![场域镇直])", text):
        yield _Change(match.start(), match.end(), match["whole"] + new, fact=False)
    if _CHAIN.search(text) or re.search(f"{new}(?:委|政府|级|直)", text):
        return
    for match in re.finditer(rf"(?<![\u4e00-\u9fff]){old}(?P<office>委(?!员|托|会)|政府)", text):
        yield _Change(match.start(), match.end(), new + match["office"], fact=False)
    below, lower = _EVERY.get(source.level, ""), _EVERY.get(occasion.level, "")
    if below and lower:
        for match in re.finditer(f"{below}(?:（市、区）|（区）)?", text):
            yield _Change(match.start(), match.end(), lower, fact=False)


def _facts(text: str, source: Document, occasion: Occasion) -> Iterator[_Change]:
    """Figures, dates, years, places, people, units and meetings of the source's own occasion."""
    moving = _years_move(text, source.year, occasion.year)
    for kind, start, end in facts_in(text, occasion.known):
        old = text[start:end]
        if (old in occasion.own and (moving or kind != "year" or source.year == occasion.year)) or (
            kind in ("year", "date") and old[0] in RELATIVE
        ):
            continue
        if kind == "meeting" and is_standing(old):
            continue
        if kind == "place" and (unit := _unit_behind(text, end, occasion.units)):
            yield _Change(start, end + len(_office_of(unit)), unit, fact=False)
        elif kind == "place" and occasion.place[-1:] == old[-1:] and source.place == old:
            yield _Change(start, end, occasion.place, fact=False)
        elif kind == "unit" and (counterpart := _counterpart(old, occasion.units)):
            yield _Change(start, end, counterpart, fact=False)
        elif kind == "unit" and _leads(old, source, occasion):
            yield _Change(start, end, occasion.lead, fact=False)
        elif kind == "person" and occasion.leader and old == source.speaker:
            yield _Change(start, end, occasion.leader, fact=False)
        elif kind == "year" and moving and (moved := _moved_year(old, source.year, occasion.year)):
            yield _Change(start, end, moved, fact=False)
        else:
            yield _Change(start, end, slot_in_place_of(kind, old, kept=True), fact=True)


def _leads(old: str, source: Document, occasion: Occasion) -> bool:
    """Whether a unit is of the source's own field, at the level of the one that leads here: 市国动办 for 市应急管理局."""
    there = topic_of_title(source.title) or source.title
    at_level = bool(occasion.lead) and old[0] == occasion.lead[0]
    return at_level and next(foreign_words(old, there, occasion.topic), None) is not None


def _counterpart(old: str, units: Iterable[str]) -> str:
    """The unit of the draft's own occasion that does what `old` does there: 县民政局 for 市民政局; empty unless one does."""
    office = _OFFICE.search(old)
    found = {unit for unit in units if office and _office_of(unit) == office["office"]}
    return found.pop() if len(found) == 1 else ""


def _unit_behind(text: str, end: int, units: Iterable[str]) -> str:
    """The unit of the draft's own occasion whose office stands right behind a place (清川市民政局); empty for none."""
    found = {unit for unit in units if (office := _office_of(unit)) and text.startswith(office, end)}
    return max(found, key=lambda unit: (len(_office_of(unit)), unit), default="")


def _office_of(unit: str) -> str:
    office = _OFFICE.search(unit)
    return office["office"] if office else ""


_OFFICE = re.compile(
    "(?:^|[省市县区州盟旗乡镇])(?P<office>[^省市县区州盟旗乡镇]{2,12}(?:局|办公室|办|委员会|委|部|厅|院|联合会|总工会|支队|大队|中心))$"
)
"""What a unit is for, the place it is of left out; what ends so in every unit (局, 办公室) alone is no office."""


def _years_move(text: str, written: int | None, year: int | None) -> bool:
    """Whether the years of a text may move with the occasion: not where it tells a plan of several years, or history."""
    named = {int(found) for found in _ANY_YEAR.findall(text)}
    return written is not None and year is not None and all(abs(one - written) <= 1 for one in named)


def _moved_year(old: str, written: int | None, year: int | None) -> str:
    """A year as far from the draft's as it was from the source's own, two at most; empty where it is history."""
    match = _YEAR.match(old)
    if match is None or written is None or year is None or abs(int(match["year"]) - written) > 1:
        return ""
    return str(int(match["year"]) + year - written) + old[match.end() :]
