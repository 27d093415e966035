"""Roles: what a section or a paragraph does in its document (意义, 任务, 协同, 落实 …)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wengao.language.lists import from_lists, prose_list
from wengao.language.vocabulary import NO_PATTERNS, Patterns, Term, Vocabulary

_EXPECTATION = 1.5
_CERTAINTY = 4.0


@dataclass(frozen=True, slots=True)
class Role(Term):
    """A role.

    near: ids of roles whose passages serve almost as well.
    heading, paragraph: patterns that speak for the role in a heading, and in a paragraph that stands on its own.
    certain: patterns that outweigh the other words of a heading.
    inside: patterns that give the role to a paragraph of a section of another one, by its first sentence.
    ending: patterns that speak for the role in the last paragraphs of a document.
    spoken: whether single sentences of an opening have the role (刚才，…… 下面，我讲……), and not what stands beside them.
    states: whether passages of the role say how things are; a sentence among them that demands something has another.
    """

    near: tuple[str, ...] = ()
    heading: Patterns = NO_PATTERNS
    paragraph: Patterns = NO_PATTERNS
    certain: Patterns = NO_PATTERNS
    inside: Patterns = NO_PATTERNS
    ending: Patterns = NO_PATTERNS
    spoken: bool = False
    states: bool = False


@from_lists
def roles() -> Vocabulary[Role]:
    """The roles of language/data/roles.toml, in the order of a document."""
    return Vocabulary(
        [
            Role(
                id=entry["id"],
                name=entry["name"],
                aliases=tuple(entry.get("aliases", ())),
                near=tuple(entry.get("near", ())),
                heading=Patterns(entry.get("heading", ())),
                paragraph=Patterns(entry.get("paragraph", ())),
                certain=Patterns(entry.get("certain", ())),
                inside=Patterns(entry.get("inside", ())),
                ending=Patterns(entry.get("ending", ())),
                spoken=entry.get("spoken", False),
                states=entry.get("states", False),
            )
            for entry in prose_list("roles.toml")["role"]
        ]
    )


def role_of_heading(heading: str, expected: str | None = None) -> str | None:
    """The id of the role that a heading's wording speaks for, or else `expected`.

    Each cue counts by its length, and more the nearer it stands to the end, where Chinese puts the head of a phrase:
    扎实推动规范化建设落地落实 is 落实, not 任务. A certain cue outweighs two others: 部门协同不够顺畅 is 问题, not 协同.
    The role expected at its place counts as much as a cue of middling weight.
    """
    best, best_weight = expected, _EXPECTATION if expected else 0.0
    for role in roles():
        weight = 0.0
        if role.heading.occur_in(heading):
            weight += sum(_cue_weight(pattern, heading) for pattern in role.heading)
        weight += _CERTAINTY if role.certain.occur_in(heading) else 0.0
        weight += _EXPECTATION if role.id == expected else 0.0
        if weight > best_weight:
            best, best_weight = role.id, weight
    return best


def _cue_weight(pattern: re.Pattern[str], heading: str) -> float:
    matches = list(pattern.finditer(heading))
    if not matches:
        return 0.0
    last = matches[-1]
    return 1.0 + last.end() / max(len(heading), 1) + min(len(last[0]), 6) / 12


def role_of_paragraph(paragraph: str) -> str | None:
    """The id of the role of a paragraph that stands outside titled sections, or None."""
    text = paragraph.strip()
    best, best_count = None, 0
    for role in roles():
        if not role.paragraph.occur_in(text):
            continue
        count = sum(1 for pattern in role.paragraph if pattern.search(text))
        if count > best_count:
            best, best_count = role.id, count
    return best


_LONGEST_FIRST_SENTENCE = 200


def role_inside(paragraph: str, role: str | None) -> str | None:
    """The id of the role of a paragraph in a section of `role`: another where its first sentence leaves no doubt.

    同时，我们也清醒地认识到……困难和问题 is 问题 though it stands under 过去一年工作回顾. What serves almost as well stays.
    """
    first = paragraph.strip()[:_LONGEST_FIRST_SENTENCE].partition("。")[0]
    found = next((one.id for one in reversed(tuple(roles())) if one.inside.occur_in(first)), role)
    if found == role and role not in _FORWARD and _turns_to_plans(paragraph):
        return _PLAN
    return role if role and found and are_near(role, found) else found


_PLAN, _DEMANDED = "plan", "task"
_FORWARD = (None, _PLAN, _DEMANDED)
_NEXT_STEP = re.compile(r"(?<=[。！])下一?步，")
_DEMANDS = re.compile(
    r"(?:为此，?|对此，?|因此，?|同时，?|面对[^，。]{2,20}，)?(?:我们)?"
    r"(?:也|既|还|更)?(?:必须|务必|务求|一定|应当|要(?!是|求|么|素|害|闻|件|领|道)|(?<=我们)将|将(?:继续|进一步|着力))"
    r"|[^，。]{2,12}要[^，。]{1,10}，(?:更|也|还)要"
)
"""How a sentence opens that says what is to be done: 必须坚持……, 我们要……, 双拥工作要见事，更要见人."""


def _turns_to_plans(paragraph: str) -> bool:
    """Whether a paragraph turns to what comes next (下一步，……) in its first half."""
    turn = _NEXT_STEP.search(paragraph)
    return turn is not None and turn.start() * 2 < len(paragraph)


def role_of_sentence(sentence: str, role: str | None) -> str | None:
    """The id of the role of a sentence of a paragraph of `role`: the paragraph's, unless it says something else.

    今天召开……会议，主要任务是……。刚才，……作了发言。下面，我讲三点意见。 has three roles, and a sentence beside them none.
    """
    found = roles().find(role) if role else None
    if found is None:
        return role
    if found.spoken:
        return role_of_paragraph(sentence)
    if found.states and _DEMANDS.match(sentence):
        return _DEMANDED
    return role


def is_ending(paragraph: str, role: str) -> bool:
    """Whether one of the last paragraphs of a document has a role that its place gives it: 让我们……, 奋力谱写……."""
    found = roles().find(role)
    return found is not None and found.ending.occur_in(paragraph)


def are_near(one: str, other: str) -> bool:
    """Whether passages of one role serve almost as well for the other."""
    first, second = roles().find(one), roles().find(other)
    return bool((first and other in first.near) or (second and one in second.near))
