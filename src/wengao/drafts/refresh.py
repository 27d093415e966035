"""Renewing an old text (更新): every fact of it is confirmed, replaced or turned into a slot before it goes out again.

The state stands in the draft's front matter: under `refresh`, `open` lists the facts still to be looked at, by their
text; `confirmed` lists single places of such a text that hold as they are, by text and the words around. A draft without
`refresh` was not imported, and owes nothing.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wengao.drafts.facts import Fact, facts_of
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.moulds import slot_for
from wengao.errors import DraftFormatError
from wengao.markup.front_matter import change_fields, change_front_matter, one_line_list, read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wengao.drafts.model import Draft

_KEY = "refresh"
_AROUND = 6
_EXCERPT = 14
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_DAY = re.compile(r"\d[日号]")
_RELATIVE = frozenset(
    {
        "今年",
        "去年",
        "明年",
        "前年",
        "后年",
        "上年",
        "上一年",
        "下一年",
        "当年",
        "本年",
        "本年度",
        "上年度",
        "今明两年",
    }
)
"""Years that are told from the year of the text: they mean the next ones by themselves."""


@dataclass(frozen=True, slots=True)
class RefreshItem:
    """A fact in the list.

    number: from 1, in the order of the file. open: still to be looked at. excerpt: the fact with the words around it.
    """

    number: int
    fact: Fact
    open: bool
    excerpt: str


@dataclass(frozen=True, slots=True)
class Confirm:
    """The fact holds as it is."""


@dataclass(frozen=True, slots=True)
class Replace:
    """The fact is replaced by `text`."""

    text: str


@dataclass(frozen=True, slots=True)
class MakeSlot:
    """The fact becomes a slot, its unit kept: 320名 is 【数字】名."""


Decision = Confirm | Replace | MakeSlot


@dataclass(frozen=True, slots=True)
class NextYear:
    """What moves with the year (推一年). year: that the old text is of. decisions: by the numbers of `refresh_items`.

    moved: the facts written a year on; holding: those that move by themselves (今年、上年). left: years and days of the
    old text that nobody can move for the drafter, still open.
    """

    year: int
    decisions: Mapping[int, Decision]
    moved: tuple[RefreshItem, ...]
    holding: tuple[RefreshItem, ...]
    left: tuple[RefreshItem, ...]


def next_year(draft: Draft) -> NextYear | None:
    """The years of an old text and of the year before and after it, a year on; None where no year can be told to be its.

    今年, 去年 and the like hold as they are once the text is of the next year. Other years (1949年, 2035年), those in the
    titles of documents, and days (2025年3月18日) stay open: whether and where they move is the drafter's to say.
    """
    items = [item for item in refresh_items(draft) if item.open]
    year = _year_of(draft, items)
    if year is None:
        return None
    text = write_draft(draft)
    decisions: dict[int, Decision] = {}
    moved, holding, left = [], [], []
    for item in items:
        fact = item.fact
        if fact.kind == "year" and fact.text in _RELATIVE:
            holding.append(item)
            decisions[item.number] = Confirm()
            continue
        years = [int(match[0]) for match in _FULL_YEAR.finditer(fact.text)]
        if not years:
            continue
        near = all(abs(one - year) <= 1 for one in years)
        if near and not _DAY.search(fact.text) and not _in_title(text, fact):
            moved.append(item)
            decisions[item.number] = Replace(_FULL_YEAR.sub(lambda match: str(int(match[0]) + 1), fact.text))
        else:
            left.append(item)
    return NextYear(year, decisions, tuple(moved), tuple(holding), tuple(left))


def _year_of(draft: Draft, items: Iterable[RefreshItem]) -> int | None:
    """The year a text is of: its title's, else the one that it names most often, the later of two."""
    titled = _FULL_YEAR.search(draft.title)
    if titled:
        return int(titled[0])
    named = [int(match[0]) for item in items for match in _FULL_YEAR.finditer(item.fact.text)]
    return max(named, key=lambda one: (named.count(one), one)) if named else None


def _in_title(text: str, fact: Fact) -> bool:
    """Whether a fact stands within 《》 or 〔〕, as the name or number of a document that keeps its year."""
    line = text[text.rfind("\n", 0, fact.start) + 1 : fact.start]
    return any(line.rfind(opening) > line.rfind(closing) for opening, closing in ("《》", "〔〕"))


def alike(items: Iterable[RefreshItem], item: RefreshItem) -> tuple[int, ...]:
    """The numbers of the facts that say the same and are still open, this one among them."""
    same = [one.number for one in items if one.fact.text == item.fact.text and one.open]
    return tuple(dict.fromkeys((*same, item.number)))


def start_refresh(draft: Draft) -> Draft:
    """The draft with every fact of it open."""
    return _with_state(draft, dict.fromkeys(fact.text for fact in facts_of(draft)), ())


def refresh_items(draft: Draft) -> tuple[RefreshItem, ...]:
    """Every fact of a draft; in one that was never started all are open."""
    text = write_draft(draft)
    state = _state(draft)
    items = []
    for number, fact in enumerate(facts_of(draft), 1):
        is_open = state is None or (fact.text in state[0] and _place_key(text, fact) not in state[1])
        items.append(RefreshItem(number, fact, is_open, _excerpt(text, fact)))
    return tuple(items)


def unconfirmed(draft: Draft) -> tuple[RefreshItem, ...]:
    """The facts of an imported draft that nobody has looked at yet; what a check reports before export."""
    if _state(draft) is None:
        return ()
    return tuple(item for item in refresh_items(draft) if item.open)


def decide(draft: Draft, decisions: Mapping[int, Decision]) -> Draft:
    """The draft with decisions carried out, by the numbers of `refresh_items`; facts without one stay as they are.

    Raises KeyError for a number that no fact has.
    """
    items = {item.number: item for item in refresh_items(draft)}
    text = write_draft(draft)
    unknown = [number for number in decisions if number not in items]
    if unknown:
        raise KeyError(unknown[0])
    pieces: list[str] = []
    position = shift = 0
    still_open: set[int] = set()
    for number, item in items.items():
        fact = item.fact
        decision = decisions.get(number)
        written = fact.text if decision is None else _written(fact, decision)
        pieces += [text[position : fact.start], written]
        if item.open and decision is None:
            still_open.add(fact.start + shift)
        position = fact.end
        shift += len(written) - len(fact.text)
    changed = parse_draft("".join((*pieces, text[position:])))
    return _renewed(changed, still_open)


def move_on(draft: Draft, year: NextYear, decisions: Mapping[int, Decision]) -> Draft:
    """The draft with decisions carried out, and the year that its fields name (fields.year) moved on with its text's."""
    moved = decide(draft, decisions)
    try:
        named = read_front_matter(moved.front).fields.get("year")
    except DraftFormatError:
        return moved
    if named is None or str(year.year) not in _FULL_YEAR.findall(str(named)):
        return moved
    written = _FULL_YEAR.sub(lambda match: str(int(match[0]) + 1), str(named))
    value = int(written) if isinstance(named, int) else written
    return replace(moved, front=change_fields(moved.front, {"year": value}))


def matching(items: Iterable[RefreshItem], wanted: str) -> tuple[RefreshItem, ...]:
    """The items that `wanted` names: one by its number, or all whose text it is; nothing where it names none.

    Of alike facts that are still open and others, only the open ones are meant; where none is open, all of them.
    """
    listed = tuple(items)
    if wanted.isdecimal():
        return tuple(item for item in listed if item.number == int(wanted))
    alike = tuple(item for item in listed if item.fact.text == wanted)
    return tuple(item for item in alike if item.open) or alike


def _written(fact: Fact, decision: Decision) -> str:
    if isinstance(decision, Replace):
        return decision.text
    if isinstance(decision, MakeSlot):
        return slot_for(fact)
    return fact.text


def _renewed(draft: Draft, still_open: set[int]) -> Draft:
    """The draft with its state written anew; `still_open` are offsets in its file, before the state changes it."""
    text = write_draft(draft)
    facts = facts_of(draft)
    open_facts = [fact for fact in facts if fact.start in still_open]
    texts = dict.fromkeys(fact.text for fact in open_facts)
    confirmed = dict.fromkeys(
        _place_key(text, fact) for fact in facts if fact.text in texts and fact.start not in still_open
    )
    return _with_state(draft, texts, confirmed)


def _with_state(draft: Draft, texts: Iterable[str], confirmed: Iterable[str]) -> Draft:
    state = {"open": one_line_list(texts), "confirmed": one_line_list(confirmed)}
    return replace(draft, front=change_front_matter(draft.front or "---\n---\n", {_KEY: state}))


def _state(draft: Draft) -> tuple[frozenset[str], frozenset[str]] | None:
    """The open texts and the confirmed places; None where the draft has no such state."""
    try:
        value: Any = read_front_matter(draft.front).other.get(_KEY)
    except DraftFormatError:
        return None
    if not hasattr(value, "get"):
        return None
    return _texts(value.get("open")), _texts(value.get("confirmed"))


def _texts(value: Any) -> frozenset[str]:
    return frozenset(str(text) for text in value) if isinstance(value, list) else frozenset()


def _place_key(text: str, fact: Fact) -> str:
    """What tells one place of a fact's text from the others: a digest of the words around it in its line."""
    line_start = text.rfind("\n", 0, fact.start) + 1
    line_end = text.find("\n", fact.end)
    before = text[max(line_start, fact.start - _AROUND) : fact.start]
    after = text[fact.end : min(line_end if line_end != -1 else len(text), fact.end + _AROUND)]
    digest = hashlib.sha256(f"{before}\0{after}".encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{fact.text}#{digest}"


def _excerpt(text: str, fact: Fact) -> str:
    start = max(text.rfind("\n", 0, fact.start) + 1, fact.start - _EXCERPT)
    end = text.find("\n", fact.end)
    end = min(end if end != -1 else len(text), fact.end + _EXCERPT)
    return f"{text[start : fact.start]}〔{fact.text}〕{text[fact.end : end]}"
