"""Filling empty sections with passages that belong there, each with its source note; none rather than a wrong one.

Works on values: whoever calls it says how passages are found. Nothing already written is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.drafts.assignment import assign
from wengao.drafts.editing import insert_passage
from wengao.drafts.fit import Fit, SectionNeed, fit_of
from wengao.drafts.moulds import Moulded
from wengao.drafts.outline import UNREAD, OutlineNode, outline
from wengao.drafts.trimming import foreign_terms, trimmed, without_foreign
from wengao.language.sentences import count_characters
from wengao.language.slots import with_origins
from wengao.reading.models import Document, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.drafts.model import Draft

STRICTNESS = {"严": 0.66, "中": 0.57, "宽": 0.42}
"""The estimate from which a passage goes in, by the three names of the setting. Measured on the judged sections by
benchmarks/fit.py, each draft left out in turn."""

MOST_FOREIGN = {"严": 1, "中": 3, "宽": 5}
"""Words of another field that what goes in may keep, by the same names. Of the judged moulds with one to three of them 36 %
were graded 2 or 3, with four and more 28 %, and no mould with one was graded 3: each has to be put right by hand."""

_DONE = frozenset({"achievement"})
"""Roles that tell what was done: there what another field has done is no mould, and one word of it is the most."""

_EACH_FOREIGN = 0.02
"""What each of them takes from the gain: of two that belong alike the one of the draft's own field goes in. With .04 a
report's paragraph took the place of a speech's."""

_ANOTHER = 0.62
_NAMED = 0.5
_FARTHER = 0.2
"""The estimate from which a second passage goes into a section that is still short, how much of the draft's topic it has to
name, and how much less than the first it may: beside one on 国防动员 one on 矿山救援 reads as a slip, and two moulds of
other work one after the other never made a section (12 drafts: nine such second passages, none would stand)."""

_FOLLOWED = 0.25
_FOLLOWING = 0.3
_AS_GOOD = 0.15
"""The estimate from which a passage goes in that comes from the document a draft follows (照旧稿), and what it is preferred
by to one from elsewhere; in the section that it fits best, or nearly so: another is not its counterpart."""

_SHORT_OF_GOAL = 0.6
_OVERSHOOT = 1.25
_FIRST_OVERSHOOT = 2.5
"""Shares of the goal: below the first a section takes another passage; what goes in keeps within the others."""

_MOST_FOR_A_GOAL = 3
_SHORTEST = 60
_SHARED_RUN = 10
_NEAREST = 3
_LOOKED_AT = 16
"""Best candidates of a section that take part in the assignment; of the judged ones none further down was right."""

_USUAL_GOAL = 300
_OPENING = 6
_NOT_FILLED = frozenset({"salute", "purpose", "echo", "transit", "attendance", "closing"})


@dataclass(frozen=True, slots=True)
class Choice:
    """A passage looked at for a section. text: as it goes in. reasons: for it and against it, Chinese.

    fit: the probability that it belongs, 0 to 1. worth: what it is worth to the draft (see Fit). facts: figures, dates,
    places, people and units of its own occasion that are slots in `text`. topic: how much of the draft's topic it names.
    """

    passage: Passage
    document: Document
    text: str
    reasons: tuple[str, ...]
    facts: tuple[str, ...] = ()
    fit: float = 0.0
    topic: float = 0.0
    worth: float = 0.0
    foreign: tuple[str, ...] = ()

    @property
    def opening(self) -> str:
        """How it begins, in the words that its slots keep."""
        return with_origins(self.text)[:_OPENING]

    @property
    def gain(self) -> float:
        """What the draft gains by it: with its worth .42 of what goes in on the judged sections was graded 3, else .36."""
        return self.fit + self.worth - _EACH_FOREIGN * len(self.foreign)

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
class EmptySection:
    """A section for which nothing fitting was found, and what came nearest, best first."""

    node: OutlineNode
    nearest: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """The outcome: the new draft, what went where, and the sections that stay empty."""

    draft: Draft
    filled: tuple[FilledSection, ...]
    left_empty: tuple[EmptySection, ...]


Candidates = Callable[[SectionNeed], Sequence[tuple[Passage, Document]]]
"""Paragraphs to be looked at for a section, in any order."""

Estimate = Callable[[SectionNeed, Passage, Document], Fit]
"""How well a passage fits a section."""


Written = Callable[[Passage, Document], Moulded]
"""A passage as it goes in."""


def as_it_stands(passage: Passage, _document: Document) -> Moulded:
    """A passage goes in word for word."""
    return Moulded(passage.text)


@dataclass(frozen=True, slots=True)
class FillOptions:
    """How to fill.

    per_section: passages at most; None for as many as the goal asks for. written: how a passage goes in; as it stands
    where not given. whole: never only some sentences of it. length: 字 that the whole draft is to reach; None for the
    goals of its sections. strictness: a key of STRICTNESS. like: id of a document that the draft follows section by
    section (照旧稿): what the drafter says is like is taken where it fits at all.
    """

    per_section: int | None = None
    written: Written = as_it_stands
    whole: bool = False
    length: int | None = None
    strictness: str = "中"
    like: str = ""


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


def section_need(draft: Draft, index: int, about: SectionNeed) -> SectionNeed:
    """What the part at `index` asks for. about: what holds for the whole draft: topic, genre, level, year."""
    return section_needs(draft, (index,), about)[index]


def section_needs(draft: Draft, indices: Iterable[int], about: SectionNeed) -> dict[int, SectionNeed]:
    """What several parts ask for, by index, off one outline; see `section_need`."""
    nodes = outline(draft)
    return {
        index: replace(
            about,
            index=index,
            path=_path(nodes, nodes[index]),
            role=nodes[index].role,
            goal=nodes[index].goal,
            position=_position_in_whole(nodes, nodes[index]),
            hint=draft.parts[index].guidance,
            seek=draft.parts[index].attributes.get("seek", ""),
        )
        for index in indices
    }


def fill_draft(
    draft: Draft,
    candidates: Candidates,
    about: SectionNeed,
    *,
    section: int | None = None,
    options: FillOptions | None = None,
    estimate: Estimate = fit_of,
) -> Filling:
    """Fill the empty sections of `draft`; nothing already written is touched.

    Each passage goes into the one section where it fits best, as far as the whole gains by it, and only where its
    estimate reaches the strictness asked for. A section that is still short of its goal takes another, if that fits
    well. Nothing goes in that repeats a run of 10 字 of the draft, the topic aside, or opens as another does. A filled
    section is marked as not yet read (待看). Raises IndexError as empty_sections does.
    """
    options = options or FillOptions()
    empty = empty_sections(draft, section)
    goals = _goals(draft, empty, options.length)
    asked = section_needs(draft, [node.index for node in empty], about)
    needs = {index: replace(need, goal=goals.get(index)) for index, need in asked.items()}
    choices = {
        index: _choices(need, candidates(need), draft, options, estimate) for index, need in needs.items()
    }
    chosen = _Chosen(draft, needs, choices, options)
    chosen.give_each_its_best()
    chosen.add_where_short()
    return chosen.filling(empty)


class _Chosen:
    """What goes into which section, while it is being decided."""

    def __init__(
        self,
        draft: Draft,
        needs: Mapping[int, SectionNeed],
        choices: Mapping[int, Sequence[Choice]],
        options: FillOptions,
    ) -> None:
        self._draft = draft
        self._needs = needs
        self._choices = choices
        self._options = options
        self._threshold = STRICTNESS[options.strictness]
        self._most_foreign = MOST_FOREIGN[options.strictness]
        self._best_fit: dict[str, float] = {}
        for choice in (choice for some in choices.values() for choice in some):
            best = self._best_fit.get(choice.passage.id, 0.0)
            self._best_fit[choice.passage.id] = max(best, choice.fit)
        self._by_section: dict[int, list[Choice]] = {index: [] for index in needs}
        self._written: list[str] = []
        self._openings: set[str] = set()
        self._taken: set[str] = set()

    def give_each_its_best(self) -> None:
        """One passage for each section that has a fitting one, so that the draft as a whole gains most.

        A passage that repeats one that is already in makes way, and the sections are shared out anew.
        """
        barred: set[tuple[int, str]] = set()
        while True:
            pairs = {
                (index, choice.passage.id): choice.gain + (_FOLLOWING if self._follows(choice) else 0.0)
                for index, some in self._choices.items()
                for choice in some
                if self._belongs(index, choice) and (index, choice.passage.id) not in barred
            }
            given = assign(pairs)
            again = False
            for index, passage_id in sorted(given.items(), key=lambda pair: -pairs[pair]):
                if self._by_section[index]:
                    continue
                choice = next(one for one in self._choices[index] if one.passage.id == passage_id)
                if passage_id in self._taken or not self._is_new(choice, self._needs[index]):
                    barred.add((index, passage_id))
                    again = True
                else:
                    self._take(index, choice)
            if not again:
                return

    def add_where_short(self) -> None:
        """Another passage for the sections that are well short of their goal, where one fits well."""
        for index, need in self._needs.items():
            most = self._options.per_section or (_MOST_FOR_A_GOAL if need.goal else 1)
            threshold = max(self._threshold, _ANOTHER)
            own = self._by_section[index]
            for choice in self._choices[index]:
                length = sum(other.characters for other in own)
                short = need.goal is None or length < need.goal * _SHORT_OF_GOAL
                if not own or len(own) >= most or not short:
                    break
                if (
                    choice.fit >= threshold
                    and self._is_of_the_field(index, choice)
                    and choice.passage.id not in self._taken
                    and (need.goal is None or length + choice.characters <= need.goal * _OVERSHOOT)
                    and choice.topic >= max(own[0].topic - _FARTHER, _NAMED)
                    and all(choice.document.id != other.document.id for other in own)
                    and self._is_new(choice, need)
                ):
                    self._take(index, choice)

    def filling(self, empty: Sequence[OutlineNode]) -> Filling:
        """The draft with all of it put in."""
        draft = self._draft
        filled: list[FilledSection] = []
        left_empty: list[EmptySection] = []
        for node in empty:
            own = self._by_section[node.index]
            if not own:
                nearest = [one for one in self._choices[node.index] if one.passage.id not in self._taken]
                left_empty.append(EmptySection(node, tuple(nearest[:_NEAREST])))
                continue
            for choice in own:
                draft = insert_passage(
                    draft, node.index, choice.passage, choice.document, text=choice.text
                ).draft
            draft = draft.with_part(node.index, draft.parts[node.index].with_flag(UNREAD))
            filled.append(FilledSection(node, self._needs[node.index].goal, tuple(own)))
        return Filling(draft, tuple(filled), tuple(left_empty))

    def _follows(self, choice: Choice) -> bool:
        """Whether a passage comes from the document that the draft follows, and is looked at for its own section there."""
        own = self._best_fit.get(choice.passage.id, 0.0)
        return choice.document.id == self._options.like and choice.fit >= own - _AS_GOOD

    def _belongs(self, index: int, choice: Choice) -> bool:
        if self._follows(choice):
            return choice.fit >= min(_FOLLOWED, self._threshold)
        return choice.fit >= self._threshold and self._is_of_the_field(index, choice)

    def _is_of_the_field(self, index: int, choice: Choice) -> bool:
        """Whether it keeps few enough words of another field."""
        most = 1 if self._needs[index].role in _DONE else self._most_foreign
        return len(choice.foreign) <= most

    def _take(self, index: int, choice: Choice) -> None:
        self._by_section[index].append(choice)
        self._taken.add(choice.passage.id)
        self._openings.add(choice.opening)
        self._written.append(_without_topic(choice.passage.text, self._needs[index].topic))

    def _is_new(self, choice: Choice, need: SectionNeed) -> bool:
        """Whether it neither repeats nor opens as what is in already."""
        bare = _without_topic(choice.passage.text, need.topic)
        return choice.opening not in self._openings and not shares_run(bare, "\n".join(self._written))


def _choices(
    need: SectionNeed,
    found: Sequence[tuple[Passage, Document]],
    draft: Draft,
    options: FillOptions,
    estimate: Estimate,
) -> list[Choice]:
    """The candidates that may go in, each as it would, the best first."""
    written = _without_topic(draft.prose, need.topic)
    fits = [(estimate(need, passage, document), passage, document) for passage, document in found]
    fits.sort(key=lambda one: -one[0].probability)
    choices: list[Choice] = []
    for fit, passage, document in fits:
        if len(choices) >= _LOOKED_AT:
            break
        size = count_characters(passage.text)
        most = max((need.goal or 0) * _FIRST_OVERSHOOT, 4 * _SHORTEST)
        if size < _SHORTEST or (need.goal and size > most):
            continue
        if shares_run(_without_topic(passage.text, need.topic), written):
            continue
        written_as = options.written(_part(need, passage, document, options), document)
        foreign = tuple(
            dict.fromkeys(foreign_terms(with_origins(written_as.text), document.title, need.topic))
        )
        reasons = (*fit.why, f"但“{'”“'.join(foreign)}”不是这件事的词") if foreign else fit.why
        choices.append(
            Choice(
                passage,
                document,
                written_as.text,
                reasons,
                written_as.facts,
                fit.probability,
                fit.topic,
                fit.worth,
                foreign,
            )
        )
    return choices


def _part(need: SectionNeed, passage: Passage, document: Document, options: FillOptions) -> Passage:
    """The passage with the sentences that are to go in."""
    if options.whole:
        return passage
    own = without_foreign(passage.text, document.title, need.topic)
    return replace(passage, text=trimmed(need, own))


def _goals(draft: Draft, empty: Sequence[OutlineNode], length: int | None) -> dict[int, int]:
    """The goal of each empty section that has one, by the part's index; scaled so that the draft reaches `length`."""
    goals = {node.index: node.goal for node in empty if node.goal}
    if length is None:
        return goals
    wanted = {node.index: node.goal or _USUAL_GOAL for node in empty}
    rest = max(length - count_characters(draft.prose), 0)
    whole = sum(wanted.values()) or 1
    return {index: max(round(goal * rest / whole), _SHORTEST) for index, goal in wanted.items()}


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
