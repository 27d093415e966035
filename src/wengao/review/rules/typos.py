"""STY-5: words written with the wrong character, by the counts of what official prose says (review/typos)."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from wengao.review.model import Basis, Severity
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import Own, ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading
    from wengao.review.typos.finder import Typo, TypoFinder

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE, Kind.QUOTATION)
_BETWEEN = "\n"


@cache
def _finder(*, near_sounds: bool) -> TypoFinder:
    """The finder by the shipped table; loading that takes a third of a second, so it waits until a check asks."""
    from wengao.review.typos.finder import TypoFinder
    from wengao.review.typos.table import shipped_table

    return TypoFinder(shipped_table(), near_sounds=near_sounds)


@rule(
    "STY-5",
    "没有同音、形近的错别字",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "要坚持和加强党的全面领道，严格遵守工作制渡。\n",
        "这对于做好工作具有十分重要的义意。\n",
        "要充分发挥先锋模范做用。\n",
        "对工作不力的单位要严肃追就责任。\n",
        "各县区要抓紧制定实施细泽。\n",
        "要加强民兵应急伍队建设。\n",
    ),
    passes=(
        "要坚持和加强党的全面领导，严格遵守工作制度。\n",
        "沿着乡间小道走访，欢度春节，渡过难关。\n",
        "今年种了芳纶、沙棘和黄芪，亟需培训技术人员。\n",
        Example("由市实践办主任石建牵头。\n", settings=ReviewSettings(own=Own(people=("石建",)))),
    ),
)
def mistaken_word(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A word that sounds or looks like the one that the surroundings ask for: 制渡 for 制度."""
    paragraphs = tuple(reading.of_kind(*_WHERE))
    if not any(paragraph.text.strip() for paragraph in paragraphs):
        return
    starts, length = [], 0
    for paragraph in paragraphs:
        starts.append(length)
        length += len(paragraph.text) + len(_BETWEEN)
    text = _BETWEEN.join(paragraph.text for paragraph in paragraphs)
    right = _right_words(settings)
    for typo in _finder(near_sounds=settings.near_sounds).find(text):
        index = bisect_right(starts, typo.start) - 1
        paragraph, start = paragraphs[index], typo.start - starts[index]
        end = start + len(typo.written)
        if typo.written not in right and not _in_title(paragraph, start) and not _in_name(text, typo, settings):
            yield Hit(paragraph, start, end, _told(typo), severity=None if _is_sure(typo) else Severity.HINT)


def _is_sure(typo: Typo) -> bool:
    from wengao.review.typos.finder import SURE

    return typo.odds >= SURE


def _told(typo: Typo) -> str:
    now = f"“{typo.written}”只见过{typo.was_seen}次" if typo.was_seen else f"“{typo.written}”没有见过"
    return f"“{typo.written}”疑为“{typo.proper}”：在这样的上下文里，公文中“{typo.proper}”见过{typo.seen}次，{now}，请核对"


def _right_words(settings: ReviewSettings) -> frozenset[str]:
    """Words that are right however rare: the shipped ones, and those that the unit's list takes off."""
    taken_off = (word for word, right in settings.words.items() if not right)
    return frozenset((*review_data("typos.toml")["right"], *taken_off))


def _in_title(paragraph: Paragraph, start: int) -> bool:
    """Whether a word stands in 《》: titles have words of their own."""
    opening = paragraph.text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    return opening != -1 and "》" not in paragraph.text[opening:start]


_LONGEST_TITLE = 60
"""Characters before a word in which 《 may stand."""


def _in_name(text: str, typo: Typo, settings: ReviewSettings) -> bool:
    """Whether a word is part of a name that the unit has on its lists."""
    roster = (holder.name for holder in settings.lists.roster)
    for name in (*settings.own.names, *roster):
        start = text.find(name, max(0, typo.start - len(name) + 1), typo.end + len(name) - 1)
        if name and start != -1:
            return True
    return False


RULES = (mistaken_word,)
