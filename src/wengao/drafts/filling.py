"""Filling empty sections with the best passages of the right role, each with its source note.

Works on values: whoever calls it says how passages are found. Nothing already written is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.models import Document, Passage
from wengao.drafts.editing import insert_passage
from wengao.drafts.outline import OutlineNode, outline
from wengao.drafts.slotting import with_slots
from wengao.language.genres import is_news, same_family
from wengao.language.roles import are_near
from wengao.language.sentences import count_characters

if TYPE_CHECKING:
    from wengao.drafts.model import Draft

UNSUITED = 4
"""What suitability says of a passage that has no place in a section."""

_ENOUGH = 0.85
_FIRST_OVERSHOOT = 2.0
_OVERSHOOT = 1.2
_SHORTEST = 60
_SHARED_RUN = 10
_MOST_FOR_A_GOAL = 4
_WITHOUT_A_GOAL = 2
_USUAL_GOAL = 300
_SCALES = (0.8, 1.4)
_OFF_TOPIC, _SERVED, _PLACE, _OTHER_GENRE, _FACT = 48.0, 7.0, 6.0, 6.0, 0.5
_MOST_FACTS, _MOST_SERVED = 6, 3
_ON_TOPIC = 0.5
_NEAR_PLACE = 0.2
_NOT_FILLED = frozenset({"salute", "purpose", "echo", "transit", "attendance", "closing"})


@dataclass(frozen=True, slots=True)
class SectionNeed:
    """What an empty section asks for.

    index: of the part. path: headings from level 1 down to its own. role: id or None. goal: 字 or None.
    topic: what the whole draft is about. genre: Chinese name. position: where in the whole it stands, 0 to 1.
    """

    index: int
    path: tuple[str, ...]
    role: str | None
    goal: int | None
    topic: str
    genre: str
    position: float = 0.5


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage chosen for a section. text: as it goes in. reasons: why it was chosen, Chinese.

    facts: figures, dates, years, places and people in it that belong to its own occasion; slots in `text` where slots
    were asked for.
    """

    passage: Passage
    document: Document
    text: str
    reasons: tuple[str, ...]
    facts: tuple[str, ...]

    @property
    def characters(self) -> int:
        """字 of what goes in."""
        return count_characters(self.text)


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section, the length it was filled to reach (字, or None) and what was put into it."""

    node: OutlineNode
    goal: int | None
    choices: tuple[Choice, ...]

    @property
    def passages(self) -> tuple[tuple[Passage, Document], ...]:
        """The passages with the documents they came from."""
        return tuple((choice.passage, choice.document) for choice in self.choices)

    @property
    def characters(self) -> int:
        """字 that went in."""
        return sum(choice.characters for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Filling:
    """The outcome: the new draft, what went where, and the sections for which nothing fitting was found."""

    draft: Draft
    filled: tuple[FilledSection, ...]
    left_empty: tuple[OutlineNode, ...]


Candidates = Callable[[SectionNeed], Sequence[tuple[Passage, Document]]]
"""Paragraphs for a section, best first; those that do not suit it by role are passed over."""

Position = Callable[[Passage], float | None]
"""Where in its own document a passage stands, 0 to 1; None where that is not known."""


@dataclass(frozen=True, slots=True)
class FillOptions:
    """How to fill.

    per_section: passages at most; None for as many as the goal asks for. slots: whether what belongs to a passage's own
    occasion becomes slots. own: texts that hold for this draft too, its year and places. length: 字 that the whole draft
    is to reach; None for the goals of its sections.
    """

    per_section: int | None = None
    slots: bool = False
    own: frozenset[str] = frozenset()
    length: int | None = None


def empty_sections(draft: Draft, section: int | None = None) -> tuple[OutlineNode, ...]:
    """The sections that filling would fill: without text and without subsections.

    section: only this one and those below it, counted from 1 over the headings below the title. Raises IndexError for
    a number that no section has.
    """
    nodes = outline(draft)
    wanted: set[int] | None = None
    if section is not None:
        sections = [node for node in nodes if node.level > 1]
        if not 1 <= section <= len(sections):
            raise IndexError(section)
        wanted = set(_below(nodes, sections[section - 1].index))
    return tuple(
        node
        for node in nodes
        if node.level > 1
        and not node.children
        and draft.parts[node.index].empty
        and node.role not in _NOT_FILLED
        and (wanted is None or node.index in wanted)
    )


def fill_draft(
    draft: Draft,
    candidates: Candidates,
    *,
    topic: str = "",
    genre: str = "",
    section: int | None = None,
    options: FillOptions | None = None,
    position: Position = lambda _passage: None,
) -> Filling:
    """Fill the empty sections of `draft` from `candidates` up to their goals; nothing already written is touched.

    Passages of the section's role come before those of a near one. Among them count the search's order, how much of the
    topic they name, the draft's family of genres, a document that has not served yet, a place in its document like the
    section's in the draft, and few facts of another occasion. No passage goes in twice, and none that repeats a run of
    10 字 of the draft, its topic aside. What one section falls short of, the next ones make up for. Raises IndexError as
    empty_sections does.
    """
    options = options or FillOptions()
    nodes = outline(draft)
    empty = empty_sections(draft, section)
    goals = _goals(draft, empty, options.length)
    filled: list[FilledSection] = []
    left_empty: list[OutlineNode] = []
    served: dict[str, int] = {}
    missing = 0
    for node in empty:
        goal = _with_rest(goals.get(node.index), missing)
        need = SectionNeed(
            node.index, _path(nodes, node), node.role, goal, topic, genre, _position_in_whole(nodes, node)
        )
        chosen = _choose(candidates(need), need, draft, served, options, position)
        for choice in chosen:
            draft = insert_passage(draft, node.index, choice.passage, choice.document, text=choice.text).draft
            served[choice.document.id] = served.get(choice.document.id, 0) + 1
        missing += (goals.get(node.index) or 0) - sum(choice.characters for choice in chosen) if goal else 0
        if chosen:
            filled.append(FilledSection(node, goal, tuple(chosen)))
        else:
            left_empty.append(node)
    return Filling(draft, tuple(filled), tuple(left_empty))


def _goals(draft: Draft, empty: Sequence[OutlineNode], length: int | None) -> dict[int, int]:
    """The goal of each empty section that has one, by the part's index; scaled so that the draft reaches `length`."""
    goals = {node.index: node.goal for node in empty if node.goal}
    if length is None:
        return goals
    wanted = {node.index: node.goal or _USUAL_GOAL for node in empty}
    rest = max(length - count_characters(draft.prose), 0)
    whole = sum(wanted.values()) or 1
    return {index: max(round(goal * rest / whole), _SHORTEST) for index, goal in wanted.items()}


def _with_rest(goal: int | None, missing: int) -> int | None:
    """A goal with what the sections before it fell short of or overshot, within bounds."""
    if not goal:
        return None
    low, high = _SCALES
    return round(min(max(goal + missing, goal * low), goal * high))


def _choose(
    candidates: Sequence[tuple[Passage, Document]],
    need: SectionNeed,
    draft: Draft,
    served: dict[str, int],
    options: FillOptions,
    position: Position,
) -> list[Choice]:
    written = _without_topic(draft.prose, need.topic)
    ranked = _ranked(candidates, need, served, options, position)
    most = options.per_section or (_MOST_FOR_A_GOAL if need.goal else _WITHOUT_A_GOAL)
    chosen: list[Choice] = []
    length = 0
    for choice in ranked:
        if len(chosen) >= most or (need.goal and length >= need.goal * _ENOUGH):
            break
        size = choice.characters
        if size < _SHORTEST or (need.goal and length + size > _most_for(need.goal, first=not chosen)):
            continue
        bare = _without_topic(choice.passage.text, need.topic)
        if any(choice.document.id == other.document.id for other in chosen) or shares_run(bare, written):
            continue
        chosen.append(choice)
        written += "\n" + bare
        length += size
    return chosen


def _ranked(
    candidates: Sequence[tuple[Passage, Document]],
    need: SectionNeed,
    served: dict[str, int],
    options: FillOptions,
    position: Position,
) -> list[Choice]:
    """The candidates that suit the section, best first, each as it would go in."""
    ranked: list[tuple[bool, float, int, Choice]] = []
    for place, (passage, document) in enumerate(candidates):
        tier = suitability(need, passage, document)
        if tier == UNSUITED:
            continue
        times = served.get(document.id, 0)
        where = position(passage)
        apart = abs(where - need.position) if where is not None else 0.5
        slotted = with_slots(passage.text, own=options.own)
        facts = min(len(slotted.facts), _MOST_FACTS)
        affinity = topic_affinity(need.topic, passage, document)
        weight = (
            place
            + _OFF_TOPIC * (1 - affinity)
            + _SERVED * min(times, _MOST_SERVED)
            + _PLACE * apart
            + _OTHER_GENRE * (tier % 2)
            + _FACT * facts
        )
        reasons = (
            f"角色{'相同' if tier < 2 else '相近'}",
            f"{'同类' if tier % 2 == 0 else '其他'}文种",
            f"检索第 {place + 1} 位",
            *(("讲的是这个主题",) if affinity >= _ON_TOPIC else ()),
            *(("在原文的位置相近",) if where is not None and apart <= _NEAR_PLACE else ()),
            f"这篇已用过 {times} 次" if times else "这篇还没有用过",
        )
        text = slotted.text if options.slots else passage.text
        ranked.append((tier >= 2, weight, place, Choice(passage, document, text, reasons, slotted.facts)))
    return [choice for *_, choice in sorted(ranked, key=lambda candidate: candidate[:3])]


def _most_for(goal: int, *, first: bool) -> float:
    return max(goal * (_FIRST_OVERSHOOT if first else _OVERSHOOT), 2 * _SHORTEST)


def _without_topic(text: str, topic: str) -> str:
    """A text with the draft's topic put out: every passage on it may name it."""
    return text.replace(topic, "\0") if topic else text


def _position_in_whole(nodes: tuple[OutlineNode, ...], node: OutlineNode) -> float:
    """Where a section stands among the lowest sections of the draft, 0 for the first and 1 for the last."""
    leaves = [
        other.index
        for other in nodes
        if other.level > 1 and not other.children and other.role not in _NOT_FILLED
    ]
    return leaves.index(node.index) / max(len(leaves) - 1, 1) if node.index in leaves else 0.5


def suitability(need: SectionNeed, passage: Passage, document: Document) -> int:
    """How well a passage suits a section by role and genre: 0 best, 4 not at all.

    0: the section's role in a document of the draft's family of genres; 1: its role elsewhere; 2 and 3: a near role.
    Openings and closings suit no section but their own kind, and what a news report says of others no other genre.
    A section without a role takes any other passage.
    """
    if is_news(document.genre) and not is_news(need.genre):
        return UNSUITED
    related = 0 if not need.genre or same_family(need.genre, document.genre) else 1
    if need.role == passage.role or (need.role is None and passage.role not in _NOT_FILLED):
        return related
    if need.role and passage.role and passage.role not in _NOT_FILLED and are_near(need.role, passage.role):
        return 2 + related
    return UNSUITED


def topic_affinity(topic: str, passage: Passage, document: Document) -> float:
    """How much of the topic, by pairs of characters, a passage, its headings and its document's title name; 0 to 1.

    The passage's own words count whole, those of its headings and of the title half. Without a topic it is 1.
    """
    pairs = {topic[start : start + 2] for start in range(len(topic) - 1)}
    if not pairs:
        return 1.0
    around = "\n".join((document.title, *passage.heading_path))
    return sum(1.0 if pair in passage.text else 0.5 if pair in around else 0.0 for pair in pairs) / len(pairs)


def shares_run(text: str, written: str, length: int = _SHARED_RUN) -> bool:
    """Whether `text` and what is written share a run of `length` characters."""
    return any(text[start : start + length] in written for start in range(max(len(text) - length + 1, 0)))


def _path(nodes: tuple[OutlineNode, ...], node: OutlineNode) -> tuple[str, ...]:
    headings = [node.heading]
    parent = node.parent
    while parent is not None and nodes[parent].level > 1:
        headings.append(nodes[parent].heading)
        parent = nodes[parent].parent
    return tuple(reversed(headings))


def _below(nodes: tuple[OutlineNode, ...], index: int) -> Iterator[int]:
    yield index
    for child in nodes[index].children:
        yield from _below(nodes, child)
