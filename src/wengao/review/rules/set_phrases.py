"""POL: phrases whose wording and order are fixed (固定提法). Every finding asks to verify; nothing is fixed by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from wengao.language.dates import spoken_date
from wengao.review.dating import was_before
from wengao.review.model import Basis, Severity
from wengao.review.own_lists import OwnLists
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wengao.review.text import Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE, Kind.QUOTATION)
_DATA = "set_phrases.toml"
_NEARBY = 14
_LEADS = Pattern("[”》]?(?:，|：|——)?(?:即|就是|包括|分别是|是指|也就是)?[（：]?")
_FOLLOWS = Pattern("[）”]?(?:的|这|等)?“?")
_JOINED = "[、，和及与]{1,2}"


def _checked() -> str:
    """When the shipped lists were last checked, as a message says it."""
    return f"（清单整理至{spoken_date(review_data(_DATA)['checked'].isoformat())}）"


@dataclass(frozen=True, slots=True)
class _FixedList:
    """A list with its order.

    since: from when it has all its items, ISO; may be empty. pattern: two or more of its items in a row; item: one.
    """

    name: str
    items: tuple[str, ...]
    heads: tuple[str, ...]
    distinctive: bool
    since: str
    pattern: Pattern
    item: Pattern

    def order(self, run: str) -> list[int]:
        """The places in the list of the items that stand in `run`, in the order of the text."""
        return [self.heads.index(match[0]) for match in self.item.finditer(run)]


@cache
def _fixed_lists() -> tuple[_FixedList, ...]:
    return tuple(_fixed_list(entry) for entry in review_data(_DATA)["list"])


def _fixed_list(entry: Mapping[str, Any]) -> _FixedList:
    items = tuple(str(item) for item in entry["items"])
    suffix = str(entry.get("suffix", ""))
    heads = tuple(item.removesuffix(suffix) if suffix else item for item in items)
    one = f"(?:{'|'.join(map(re.escape, heads))})"
    ending = f"(?:{re.escape(suffix)})?" if suffix else ""
    last = f"{one}{re.escape(suffix)}" if suffix else one
    return _FixedList(
        str(entry["name"]),
        items,
        heads,
        bool(entry.get("distinctive")),
        str(entry.get("since", "")),
        Pattern(f"(?:{one}{ending}{_JOINED}){{1,20}}{last}"),
        Pattern(one),
    )


@rule(
    "POL-1",
    "并列的固定提法不错序、不缺项",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "增强政治意识、核心意识、大局意识、看齐意识。\n",
        "增强“四个意识”，即政治意识、大局意识、看齐意识。\n",
        "坚定道路自信、制度自信、理论自信、文化自信。\n",
        "贯彻创新、绿色、协调、开放、共享的新发展理念。\n",
        "统筹推进经济建设、文化建设、政治建设、社会建设、生态文明建设。\n",
        "严守六大纪律，即政治纪律、组织纪律、廉洁纪律、工作纪律、生活纪律。\n",
        "推动产业、文化、人才、生态、组织振兴。\n",
        "做到有灵魂、有本事、有品德。\n",
    ),
    passes=(
        "增强政治意识、大局意识、核心意识、看齐意识。\n",
        "严守政治纪律、组织纪律和廉洁纪律。\n",
        "贯彻创新、协调、绿色、开放、共享的新发展理念。\n",
        "推动产业、人才、文化、生态、组织振兴。\n",
        "推进经济建设和社会建设。\n",
        "有坚定的道路自信、理论自信、制度自信，其本质是文化自信。\n",
        "增强政治意识、大局意识。\n",
    ),
    alone=True,
)
def broken_list(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """An ordered list with items in another order, twice, or missing."""
    text = _all_text(reading)
    lists = [fixed for fixed in _fixed_lists() if sum(head in text for head in fixed.heads) > 1]
    for paragraph in reading.of_kind(*_WHERE):
        for fixed in lists:
            if sum(head in paragraph.text for head in fixed.heads) < 2:
                continue
            for match in fixed.pattern.finditer(paragraph.text):
                problem = _problem(paragraph.text, match, fixed, reading.written)
                if problem:
                    message = f"“{fixed.name}”{problem}，应为“{'、'.join(fixed.items)}”，请核对{_checked()}"
                    yield Hit(paragraph, match.start(), match.end(), message)


def _all_text(reading: Reading) -> str:
    """What all paragraphs say, a line each: what stands nowhere in it is looked for in none of them."""
    return "\n".join(paragraph.text for paragraph in reading.of_kind(*_WHERE))


def _problem(text: str, match: re.Match[str], fixed: _FixedList, written: str) -> str:
    """What is wrong with a run of items; empty where nothing is, or where what is missing stands elsewhere in the text."""
    order = fixed.order(match[0])
    if len(order) >= _telling(fixed) and any(after <= before for before, after in pairwise(order)):
        return "的次序不对" if len(set(order)) == len(order) else "有一项写了两次"
    if text[match.end() : match.end() + 1] == "等" or len(order) == len(fixed.items):
        return ""
    complete = len(order) > 2 and fixed.distinctive and len(order) == len(fixed.items) - 1
    if complete or (len(order) > 1 and _is_named(text, match, fixed.name)):
        missing = [item for place, item in enumerate(fixed.items) if place not in order]
        if was_before(written, fixed.since) or any(item in text for item in missing):
            return ""
        return f"少了“{'、'.join(missing)}”"
    return ""


def _telling(fixed: _FixedList) -> int:
    """How many items in a row tell that the list is meant; words such as 创新 and 共享 stand together by chance too."""
    return 4 if min(map(len, fixed.items)) < 3 else 3


def _is_named(text: str, match: re.Match[str], name: str) -> bool:
    """Whether the run is said to be the list: “四个意识”（……）, 六大纪律，即……, ……的新发展理念."""
    before, after = (
        text[max(0, match.start() - _NEARBY) : match.start()],
        text[match.end() : match.end() + _NEARBY],
    )
    leads = before.rpartition(name)
    follows = after.partition(name)
    return bool((leads[1] and _LEADS.fullmatch(leads[2])) or (follows[1] and _FOLLOWS.fullmatch(follows[0])))


_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Registered:
    """A registered phrase, cut in two: a text that misses it by one edit still has one of the halves."""

    phrase: str
    first: str
    second: str


@cache
def _registered(own: tuple[str, ...]) -> tuple[tuple[_Registered, ...], frozenset[str]]:
    near = review_data(_DATA)["near"]
    phrases = tuple(dict.fromkeys((*near["phrases"], *own)))
    return (
        tuple(
            _Registered(phrase, phrase[: len(phrase) // 2], phrase[len(phrase) // 2 :])
            for phrase in phrases
            if len(phrase) >= _SHORTEST
        ),
        frozenset((*near["right"], *phrases)),
    )


@rule(
    "POL-2",
    "固定提法一字不差",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "深入学习习近平新时代中国特色社会主义思思想。\n",
        "深入学习习近平新时代中国特社会主义思想。\n",
        "贯彻习近平强兵思想。\n",
        "铸劳中华民族共同体意识。\n",
        "坚持以人民为中心发展思想。\n",
        "推动构建人类命运共体同。\n",
        "落实中央八项规定的精神。\n",
        "实现中华名族伟大复兴。\n",
        Example(
            "落实党管武装工作责任清单制度，抓好基层规泛化建设。\n",
            settings=ReviewSettings(lists=OwnLists(phrases=("基层规范化建设",))),
        ),
    ),
    passes=(
        "深入学习习近平新时代中国特色社会主义思想。\n",
        "推进全面依法治省。\n",
        "实现中华民族伟大复兴。\n",
        "中国特色社会主义制度更加完善。\n",
        "落实中央八项规定精神。\n",
        "坚持党对武装力量的绝对领导。\n",
        "坚持党对人民军队绝对领导，贯彻军委主席负责制。\n",
        "国际社会日益认识到，人类是命运共同体。\n",
        "黎真主党武装当天称，战斗仍在继续。\n",
        "全力深化改革扩大开放，全面从严管党治党。\n",
    ),
    alone=True,
)
def near_miss(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A phrase one character away from a registered one: changed, missing, added, or two exchanged."""
    registered, right = _registered(settings.lists.phrases)
    text = _all_text(reading)
    phrases = tuple(one for one in registered if one.first in text or one.second in text)
    for paragraph in reading.of_kind(*_WHERE):
        taken = 0
        for start, end, phrase in sorted(_near_misses(paragraph.text, phrases)):
            if start >= taken and not (
                _is_right(paragraph.text, start, end, right)
                or _says_more(paragraph.text[start:end], phrase)
                or paragraph.text[:start].endswith(_OTHER_BEFORE)
            ):
                said = paragraph.text[start:end]
                message = f"“{said}”与固定提法“{phrase}”差一个字，请核对{_checked()}"
                yield Hit(paragraph, start, end, message)
                taken = end


_GRAMMAR = frozenset("是为之这即既又也都更就")
"""Characters that make a clause of a phrase, 人类是命运共同体, and are no slip of the pen."""
_OTHER_BEFORE = ("真主",)
"""What makes another word of the phrase's beginning: 真主党武装."""


def _says_more(said: str, phrase: str) -> bool:
    """Whether the text only puts a word of grammar into the phrase."""
    if len(said) != len(phrase) + 1:
        return False
    at = next((index for index, char in enumerate(phrase) if said[index] != char), len(phrase))
    return said[at] in _GRAMMAR and said[at + 1 :] == phrase[at:]


def _is_right(text: str, start: int, end: int, right: frozenset[str]) -> bool:
    """Whether the place belongs to a phrase that is right as it stands."""
    said, around = text[start:end], text[max(0, start - _NEARBY) : end + _NEARBY]
    return any(said in other and other in around for other in right)


def _near_misses(text: str, phrases: tuple[_Registered, ...]) -> Iterator[tuple[int, int, str]]:
    for registered in phrases:
        phrase, size = registered.phrase, len(registered.first)
        start = text.find(registered.first)
        while start != -1:
            rest = text[start + size : start + len(phrase) + 1]
            length = _one_edit(registered.second, rest)
            if length:
                yield start, start + size + length, phrase
            start = text.find(registered.first, start + 1)
        start = text.find(registered.second)
        while start != -1:
            before = text[max(0, start - size - 1) : start]
            length = _one_edit(registered.first[::-1], before[::-1])
            if length:
                yield start - length, start + len(registered.second), phrase
            start = text.find(registered.second, start + 1)


def _one_edit(wanted: str, found: str) -> int:
    """How much of the beginning of `found` is `wanted` with one edit; 0 where it is `wanted` itself, or more is wrong.

    The last character must be right: what follows a phrase may look like an edit of its end.
    """
    same = next((at for at, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]), None)
    if same is None or len(wanted) < 2:
        return 0
    left, right = wanted[same:], found[same:]
    if not (_is_han(left[0]) or _is_han(right[0])):
        return 0
    size = len(left)
    edits = (
        (size, right[:size] == left[1::-1] + left[2:] and size > 1),
        (size, right[1:size] == left[1:] and size > 1 and _is_han(right[0])),
        (size - 1, right[: size - 1] == left[1:] and size > 1),
        (size + 1, right[1 : size + 1] == left and _is_han(right[0])),
    )
    return next((same + length for length, fits in edits if fits), 0)


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"


@rule(
    "POL-3",
    "不用过时或搭配不当的提法",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "积极参与“一带一路”战略。\n",
        "坚决打赢脱贫攻坚战，不落一户。\n",
        "坚定“四个意识”，坚决做到“两个维护”。\n",
        "协调推进全面建成小康社会、全面深化改革。\n",
        "认真学习习总书记重要讲话。\n",
    ),
    passes=(
        "为全面建成小康社会、实现党的第一个百年奋斗目标提供了制度保障。\n",
        "高质量共建“一带一路”。\n",
        "巩固拓展脱贫攻坚成果。\n",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。\n",
        "我们如期全面建成小康社会。\n",
        "决胜全面建成小康社会取得决定性成就。\n",
        "# 讲话\n\n决胜全面建成小康社会。\n\n2017年10月18日\n",
        "# 在第十三届全国人民代表大会第一次会议上的报告\n\n决胜全面建成小康社会。\n",
    ),
    alone=True,
)
def superseded_phrase(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A phrase that is no longer used, or one whose verb is not its own."""
    entries = review_data(_DATA)["superseded"]
    text = _all_text(reading)
    entries = [
        each
        for each in entries
        if each["said"] in text and not was_before(reading.written, each.get("since", ""))
    ]
    for paragraph in reading.of_kind(*_WHERE):
        for entry in entries:
            start = paragraph.text.find(entry["said"])
            end = start + len(entry["said"])
            if start != -1 and not paragraph.text.startswith(_ACHIEVED, end):
                yield Hit(paragraph, start, end, _superseded(entry))


_ACHIEVED = (
    "取得",
    "的伟大胜利",
    "的历史",
    "任务完成",
    "目标如期",
    "、实现党的第一个百年",
    "、实现第一个百年",
)
"""What follows a phrase of the past that is spoken of as past."""


def _superseded(entry: dict[str, str]) -> str:
    since = entry.get("since", "")
    year, _, month = since.partition("-")
    when = f"{year}年{int(month)}月起" if since else ""
    reason = entry.get("reason", "")
    proper = f"现写作{_quoted(entry['proper'])}" if entry.get("proper") else ""
    told = "，".join(part for part in (f"{when}{reason}" if reason else when + "已有新提法", proper) if part)
    return f"{_quoted(entry['said'])}{told}，请核对{_checked()}"


def _quoted(text: str) -> str:
    """The text in quotation marks, with those it has itself inside them."""
    return f"“{text.translate({ord('“'): '‘', ord('”'): '’'})}”"


RULES = (broken_list, near_miss, superseded_phrase)
