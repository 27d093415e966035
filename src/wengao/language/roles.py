"""Roles: what a section or a paragraph does in its document (意义, 任务, 协同, 落实 …)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wengao.language.figures import has_figures_with_units
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
    within: ids of the roles of sections in which `inside` counts; in any where it is empty.
    states: whether passages of the role say how things are; a sentence among them that demands something has another.
    argues: whether passages of the role argue; a sentence among them that only bears it out has no role by itself.
    asks: whether passages of the role ask for something; a sentence among them that does not has no role by itself.
    """

    near: tuple[str, ...] = ()
    heading: Patterns = NO_PATTERNS
    paragraph: Patterns = NO_PATTERNS
    certain: Patterns = NO_PATTERNS
    inside: Patterns = NO_PATTERNS
    ending: Patterns = NO_PATTERNS
    spoken: bool = False
    states: bool = False
    within: tuple[str, ...] = ()
    argues: bool = False
    asks: bool = False


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
                within=tuple(entry.get("within", ())),
                argues=entry.get("argues", False),
                asks=entry.get("asks", False),
            )
            for entry in prose_list("roles.toml")["role"]
        ]
    )


@from_lists
def _of_paragraphs() -> tuple[Role, ...]:
    """The roles that a paragraph on its own can have by its wording."""
    return tuple(role for role in roles() if role.paragraph)


@from_lists
def _of_first_sentences() -> tuple[Role, ...]:
    """The roles that the first sentence of a paragraph can give it, the last of a document first."""
    return tuple(role for role in reversed(tuple(roles())) if role.inside)


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
    for role in _of_paragraphs():
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
    said = next(
        (
            one
            for one in _of_first_sentences()
            if (not one.within or role in one.within) and one.inside.occur_in(first)
        ),
        None,
    )
    if said is None and _says_no_more(paragraph, role):
        return None
    found = said.id if said else role
    if found == role and role not in _FORWARD and _turns_to_plans(paragraph):
        return _PLAN
    if said and said.within:
        return found
    return role if role and found and are_near(role, found) else found


_PLAN, _DEMANDED, _CLOSING = "plan", "task", "closing"
_FORWARD = (None, _PLAN, _DEMANDED)
_NEXT_STEP = re.compile(r"(?<=[。！])下一?步，")
_DEMANDS = re.compile(
    r"(?:为此，?|对此，?|因此，?|同时，?|面对[^，。]{2,20}，)?(?:我们)?"
    r"(?:也|既|还|更)?(?:必须|务必|务求|一定|应当|要(?!是|求|么|素|害|闻|件|领|道)|(?<=我们)将|将(?:继续|进一步|着力))"
    r"|[^，。]{2,12}要[^，。]{1,10}，(?:更|也|还)要"
    r"|(?:在[^。]{2,40}方面，|对此，?)?需要(?:从|进一步|继续|着力|认真)"
)
"""How a sentence opens that says what is to be done: 必须坚持……, 我们要……, 双拥工作要见事，更要见人."""


def _turns_to_plans(paragraph: str) -> bool:
    """Whether a paragraph turns to what comes next (下一步，……) in its first half."""
    turn = _NEXT_STEP.search(paragraph)
    return turn is not None and turn.start() * 2 < len(paragraph)


def role_of_sentence(sentence: str, role: str | None, *, quotes: bool = False) -> str | None:
    """The id of the role of a sentence of a paragraph of `role`: the paragraph's, unless it says something else.

    quotes: whether it is looked for as a saying or a turn of phrase, which serves an argument by itself.

    今天召开……会议，主要任务是……。刚才，……作了发言。下面，我讲三点意见。 has three roles, and a sentence beside them none.
    """
    found = roles().find(role) if role else None
    if found is None:
        return role
    if _says_no_more(sentence, role):
        return None
    if found.spoken:
        return role_of_paragraph(sentence)
    if found.states and _DEMANDS.match(sentence):
        return _DEMANDED
    if (found.argues and not quotes and _bears_out(sentence)) or (found.asks and not _ASKED.search(sentence)):
        return None
    return role


_CASE = re.compile(
    r"(?:去年|今年|前年|(?:19|20)\d{2}年|上半年|截至)[^，。]{0,20}|(?:比如|例如|譬如|还比如|再比如)|[^，。]{0,12}某[省市县区乡镇村]"
    r"|《[^》]{2,12}》[^。]{0,12}(?:说|讲|云|曰|言|记载)|“[^”]{4,40}”[^。]{0,8}。?$"
)
"""How a sentence opens that tells a case or quotes a saying."""
_CLAIM = re.compile(
    r"意义|必然|必须|必要|(?:现实|迫切|客观|发展)需要|关键|基础|根本|事关|关乎|才能|离不开|就会|就容易|更要|重要|使命|责任"
    r"|谁[^，。]{0,12}谁|是[^，。]{2,20}的(?:要求|保障|前提|底线|根基)"
)
_ASKED = re.compile(r"请|恳|拟|申请|建议|支持|希望|给予|盼|协调|(?<!获)(?<!经)批准|同意|解决")
_THANKS = re.compile(
    r"^(?:在此，?|借此机会，?|对此，?|同时，?)?[^。]{0,200}表示[^。，]{0,10}(?:感谢|敬意|慰问|问候|祝贺)[！!。]"
)
_FORMULA = re.compile(
    r"(?:(?:好[，。])?(?:谢谢|感谢)(?:大家|各位)?|各位(?:代表|委员|领导|同志)|同志们|(?:现在)?散会|[^。，]{0,12}(?:完了|完毕|到此结束)[，。]?(?:谢谢大家|散会)?)[！!。]?"
)


def _says_no_more(text: str, role: str | None) -> bool:
    """Whether a text is but a word to those who listen (谢谢大家！), or thanks in the midst: 我代表……表示感谢！"""
    bare = text.strip()
    if _FORMULA.fullmatch(bare):
        return True
    thanks = _THANKS.match(bare) if "表示" in bare and role != _CLOSING else None
    return thanks is not None and thanks.end() == len(bare)


def _bears_out(sentence: str) -> bool:
    """Whether a sentence of an argument only tells a case, gives figures or quotes a saying."""
    return _CLAIM.search(sentence) is None and (
        _CASE.match(sentence) is not None or has_figures_with_units(sentence, 1)
    )


def is_ending(paragraph: str, role: str) -> bool:
    """Whether one of the last paragraphs of a document has a role that its place gives it: 让我们……, 奋力谱写……."""
    found = roles().find(role)
    return found is not None and found.ending.occur_in(paragraph)


def are_near(one: str, other: str) -> bool:
    """Whether passages of one role serve almost as well for the other."""
    first, second = roles().find(one), roles().find(other)
    return bool((first and other in first.near) or (second and one in second.near))
