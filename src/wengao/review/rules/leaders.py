"""POL-11: the order of leaders and organs, and the plenums with their months. Lists are dated; findings ask to verify."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from wengao.language.dates import find_dates, spoken_date
from wengao.review.dating import was_before
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.settings import review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_DATA = "official_names.toml"
_RUN = Pattern(r"[\u4e00-\u9fff]{2,4}(?:[、 　和][\u4e00-\u9fff]{2,4}){1,12}")
_PLENUM = Pattern(
    r"(?P<name>(?:十[一二三四五六七八九]|二十|二十一)届[一二三四五六七]中全会)(?P<dated>[（(][^（）()]{0,6}?(?:19|20)\d{2}年\d{1,2}月[^（）()]{0,12}[）)])?"
)
_HELD = Pattern(
    r"(?P<month>20\d{2}年\d{1,2}月)[^，。；]{0,10}召开(?:的|了)?(?:党的)?(?P<name>(?:十[八九]|二十)届[一二三四五六七]中全会)"
)
_TWICE = Pattern(
    r"(?P<name>习近平|李强|赵乐际|王沪宁|蔡奇|丁薛祥|李希|韩正)(?:总书记|主席|总理|同志)?、[^、，。；]{0,12}(?P=name)"
)
_ORGANS = (
    ("党委", "人大", "政府", "政协"),
    ("市委", "市人大", "市政府", "市政协"),
    ("县委", "县人大", "县政府", "县政协"),
    ("省委", "省人大", "省政府", "省政协"),
    ("区委", "区人大", "区政府", "区政协"),
)
"""Organs of one level in their order."""
_ORGAN_RUN = Pattern(
    r"(?:(?<![\u4e00-\u9fff])|(?<=[了由请让经]))(?P<first>(?:[省市县区]|党)?(?:委|政府|人大|政协))、(?P<second>(?:[省市县区]|党)?(?:委|政府|人大|政协))(?![\u4e00-\u9fff]{0,2}[会办党主]|机关|系统)"
)


@rule(
    "POL-11",
    "领导人、机关排序和全会年月不错",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "李强、习近平、赵乐际出席会议。\n",
        "学习贯彻党的二十届一中全会（2023年2月召开）精神。\n",
        "2024年10月召开的二十届三中全会。\n",
        "习近平主席、中央军委主席习近平签署命令。\n",
        "县政府、县委要带头。\n",
        "会议听取了人大、党委、政府、政协负责同志的意见。\n",
        "学习贯彻二十届七中全会精神。\n",
    ),
    passes=(
        "习近平、李强、赵乐际出席会议。\n",
        "学习贯彻党的二十届三中全会（2024年7月召开）精神。\n",
        "2024年7月召开的二十届三中全会。\n",
        "中央军委主席习近平签署命令。\n",
        "县委、县政府要带头，县人大、县政协要加强监督。\n",
        "市人大、市政府共同推进。\n",
        "学习贯彻二十届五中全会精神。\n\n2030年3月5日\n",
        "丁薛祥、孙春兰、蔡奇、王东明出席开幕式。\n",
    ),
    alone=True,
)
def order_and_plenums(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Leaders and organs out of order, one leader named twice, and a plenum in another month or not held yet."""
    for paragraph in reading.of_kind(*_WHERE):
        yield from _leaders(paragraph, reading.written)
        yield from _plenums(paragraph, reading.written)
        for match in _ORGAN_RUN.finditer(paragraph.text):
            if any(_reversed(organs, match["first"], match["second"]) for organs in _ORGANS):
                message = f"次序一般是“{match['second']}、{match['first']}”，请核对"
                yield Hit(paragraph, match.start(), match.end(), message)


def _reversed(organs: tuple[str, ...], first: str, second: str) -> bool:
    return first in organs and second in organs and organs.index(first) > organs.index(second)


def _leaders(paragraph: Paragraph, written: str) -> Iterator[Hit]:
    order = review_data(_DATA)["order"]
    if was_before(written, order["since"]) or not any(name in paragraph.text for name in order["names"]):
        return
    for match in _TWICE.finditer(paragraph.text):
        message = f"“{match['name']}”在一处写了两遍，请核对职务和称谓"
        yield Hit(paragraph, match.start(), match.end(), message)
    for match in _RUN.finditer(paragraph.text):
        names = match[0].replace("和", "、").replace("　", "、").replace(" ", "、").split("、")
        places = [
            order["names"].index(name) for name in (_leader(each, order["names"]) for each in names) if name
        ]
        # Others among them stand in another order: by strokes, or of an earlier day.
        if len(places) == len(names) > 1 and any(after < before for before, after in pairwise(places)):
            yield Hit(paragraph, match.start(), match.end(), "领导人的排序请核对")


def _leader(text: str, names: list[str]) -> str:
    """The leader that an item of a list names: 习近平, or 李希出席."""
    return next((name for name in names if text.startswith(name) or text.endswith(name)), "")


def _plenums(paragraph: Paragraph, written: str) -> Iterator[Hit]:
    if "中全会" not in paragraph.text:
        return
    known = review_data(_DATA)["plenums"]
    latest = list(known)[-1]
    checked = review_data(_DATA)["checked"].isoformat()
    newer = written > checked[: len(written)]  # the list cannot know what came after it
    for match in _PLENUM.finditer(paragraph.text):
        name = match["name"]
        held = known.get(name)
        if (
            held is None
            and not newer
            and name[:2] == latest[:2]
            and name not in known
            and not name.startswith("十")
        ):
            message = f"清单里没有“{name}”（整理至{spoken_date(checked)}），请核对届次"
            yield Hit(paragraph, match.start("name"), match.end("name"), message)
        elif held and match["dated"]:
            yield from _other_month(paragraph, match.start("dated"), match["dated"], name, held)
    for match in _HELD.finditer(paragraph.text):
        held = known.get(match["name"])
        if held:
            yield from _other_month(paragraph, match.start("month"), match["month"], match["name"], held)


def _other_month(paragraph: Paragraph, start: int, said: str, name: str, held: str) -> Iterator[Hit]:
    [first, *_] = find_dates(said) or [None]
    if first is not None and first.iso[: len(held)] != held:
        message = f"{name}是{spoken_date(held)}召开的，请核对"
        yield Hit(paragraph, start, start + len(said), message)


RULES = (order_and_plenums,)
