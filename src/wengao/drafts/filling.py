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
from wengao.prose.genres import is_news, same_family
from wengao.prose.roles import are_near
from wengao.prose.sentences import count_characters

if TYPE_CHECKING:
    from wengao.drafts.model import Draft

UNSUITED = 4
"""What suitability says of a passage that has no place in a section."""

_ENOUGH = 0.75
_OVERSHOOT = 1.6
_SHORTEST = 60
_SHARED_RUN = 13
_NOT_FILLED = frozenset({"salute", "purpose", "echo", "transit", "attendance", "closing"})


@dataclass(frozen=True, slots=True)
class SectionNeed:
    """What an empty section asks for.

    index: of the part. path: headings from level 1 down to its own. role: id or None. goal: 字 or None.
    topic: what the whole draft is about. genre: Chinese name.
    """

    index: int
    path: tuple[str, ...]
    role: str | None
    goal: int | None
    topic: str
    genre: str


@dataclass(frozen=True, slots=True)
class FilledSection:
    """A section and the passages that were put into it, with the documents they came from."""

    node: OutlineNode
    passages: tuple[tuple[Passage, Document], ...]


@dataclass(frozen=True, slots=True)
class Filling:
    """The outcome: the new draft, what went where, and the sections for which nothing fitting was found."""

    draft: Draft
    filled: tuple[FilledSection, ...]
    left_empty: tuple[OutlineNode, ...]


Candidates = Callable[[SectionNeed], Sequence[tuple[Passage, Document]]]
"""Paragraphs for a section, best first; those that do not suit it by role are passed over."""


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
    per_section: int = 2,
) -> Filling:
    """Fill the empty sections of `draft` from `candidates`, at most `per_section` passages each, up to their goals.

    Passages of the section's role come before those of a near one, and of the draft's family of genres before others.
    No passage goes in twice, none that shares a run of 13 字 with the draft, and a document that has served less often
    is preferred. Raises IndexError as empty_sections does.
    """
    nodes = outline(draft)
    filled: list[FilledSection] = []
    left_empty: list[OutlineNode] = []
    served: dict[str, int] = {}
    for node in empty_sections(draft, section):
        need = SectionNeed(node.index, _path(nodes, node), node.role, node.goal, topic, genre)
        chosen = _choose(candidates(need), need, draft, served, per_section)
        for passage, document in chosen:
            draft = insert_passage(draft, node.index, passage, document).draft
            served[document.id] = served.get(document.id, 0) + 1
        if chosen:
            filled.append(FilledSection(node, tuple(chosen)))
        else:
            left_empty.append(node)
    return Filling(draft, tuple(filled), tuple(left_empty))


def _choose(
    candidates: Sequence[tuple[Passage, Document]],
    need: SectionNeed,
    draft: Draft,
    served: dict[str, int],
    per_section: int,
) -> list[tuple[Passage, Document]]:
    written = draft.prose
    chosen: list[tuple[Passage, Document]] = []
    length = 0
    suited = [(suitability(need, passage, document), passage, document) for passage, document in candidates]
    ranked = sorted(
        (
            (tier, place + 3 * served.get(document.id, 0), passage, document)
            for place, (tier, passage, document) in enumerate(suited)
            if tier < UNSUITED
        ),
        key=lambda candidate: candidate[:2],
    )
    for _, _, passage, document in ranked:
        if len(chosen) >= per_section or (need.goal and length >= need.goal * _ENOUGH):
            break
        size = count_characters(passage.text)
        if size < _SHORTEST or (need.goal and length + size > max(need.goal * _OVERSHOOT, 2 * _SHORTEST)):
            continue
        if any(document.id == other.id for _, other in chosen) or shares_run(passage.text, written):
            continue
        chosen.append((passage, document))
        written += "\n" + passage.text
        length += size
    return chosen


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
