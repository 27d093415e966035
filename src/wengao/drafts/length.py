"""How long a draft is and how its parts share it: 字, spoken minutes, share against the goals, slots, promises kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.outline import OutlineNode, outline, unread_parts
from wengao.language.numerals import NUMERAL_CHARACTERS, numeral_value
from wengao.language.sentences import count_characters
from wengao.language.slots import find_slots
from wengao.language.spoken import DEFAULT_RATE, minutes

if TYPE_CHECKING:
    from wengao.drafts.model import Draft

_PROMISE = re.compile(
    rf"(?:讲|谈|提|强调|汇报|报告)(?:以下|下面|这么)?(?P<number>[{NUMERAL_CHARACTERS}\d]{{1,3}})"
    r"(?:点|个方面|方面)(?:的)?(?:意见|要求|体会|情况|希望|建议|内容|问题|认识|看法)?"
)
_MAIN_LEVEL = 2


@dataclass(frozen=True, slots=True)
class SectionLength:
    """One part. node: in the outline. minutes: spoken. slots: still to be filled. All count what stands below it too.

    share: of the text of all main sections, 0 to 1. goal_share: of their goals; None where not every one has a goal.
    """

    node: OutlineNode
    characters: int
    minutes: float
    slots: int
    share: float
    goal_share: float | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A number of points that the text announces (讲三点意见) and the number of main sections there are."""

    text: str
    promised: int
    kept: int

    @property
    def holds(self) -> bool:
        """Whether the numbers are the same."""
        return self.promised == self.kept


@dataclass(frozen=True, slots=True)
class LengthReport:
    """The whole draft and its sections in order. goal: 字 of all main sections' goals, None where one has none.

    unread: how many sections were filled and nobody has read since (待看).
    """

    characters: int
    minutes: float
    slots: int
    goal: int | None
    sections: tuple[SectionLength, ...]
    promises: tuple[Promise, ...]
    unread: int = 0


def length_report(draft: Draft, *, rate: int = DEFAULT_RATE) -> LengthReport:
    """The lengths of a draft. rate: syllables a minute."""
    nodes = outline(draft)
    main = [node for node in nodes if node.level == _MAIN_LEVEL]
    goals = [node.goal for node in main]
    goal = sum(known) if (known := [one for one in goals if one]) and len(known) == len(goals) else None
    whole = sum(node.characters for node in main) or 1
    sections = []
    for node in nodes:
        if node.level < _MAIN_LEVEL:
            continue
        text = "\n".join(draft.parts[index].prose for index in _below(nodes, node.index))
        goal_share = node.goal / goal if goal and node.goal else None
        sections.append(
            SectionLength(
                node,
                node.characters,
                minutes(text, rate),
                len(find_slots(text)),
                node.characters / whole,
                goal_share,
            )
        )
    text = draft.prose
    return LengthReport(
        count_characters(text),
        minutes(text, rate),
        len(find_slots(text)),
        goal,
        tuple(sections),
        _promises(draft, nodes),
        len(unread_parts(draft)),
    )


def _promises(draft: Draft, nodes: tuple[OutlineNode, ...]) -> tuple[Promise, ...]:
    """What the text before the first numbered main section announces, set against those sections."""
    numbered = [node.index for node in nodes if node.level == _MAIN_LEVEL and node.enumerator]
    before = draft.parts[: numbered[0]] if numbered else draft.parts
    text = "\n".join((draft.preamble, *(part.prose for part in before)))
    return tuple(
        Promise(match[0], promised, len(numbered))
        for match in _PROMISE.finditer(text)
        if (promised := numeral_value(match["number"])) and promised > 1
    )


def _below(nodes: tuple[OutlineNode, ...], index: int) -> list[int]:
    return [index, *(below for child in nodes[index].children for below in _below(nodes, child))]
