"""Renewing an old text (更新): every fact of it is confirmed, replaced or turned into a slot before it goes out again.

The state stands in the draft's front matter: under `refresh`, `open` lists the facts still to be looked at, by their
text; `confirmed` lists single places of such a text that hold as they are, by text and the words around. A draft without
`refresh` was not imported, and owes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wengao.drafts.facts import Fact, facts_of
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.moulds import slot_for
from wengao.errors import DraftFormatError
from wengao.markup.front_matter import change_front_matter, one_line_list, read_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wengao.drafts.model import Draft

_KEY = "refresh"
_AROUND = 6
_EXCERPT = 14


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
