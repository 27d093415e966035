"""Meetings (会议) in a text: 党的二十大, 省委十一届六次、七次全会, 中央经济工作会议, 全市征兵工作会议, 第二届良渚论坛.

A meeting is told by its last word and by what opens its name: an ordinal, a level (全省), an organ, a place, 中央. One that
nothing opens (这次会议, 座谈会) is no name; nor is what only sounds like one: 联席会议制度, 人民代表大会, 向大会报告.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.known import NOTHING_KNOWN, Known, Name, occurrences
from wengao.language.words import cut

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NUMERAL = "[一二三四五六七八九十]"
_SESSIONS = re.compile(
    rf"(?:党的|中共|中国共产党第){_NUMERAL}{{1,3}}(?:大(?![小类项])|次(?:全国)?代表大会)"
    rf"|(?<!{_NUMERAL})(?:党的)?(?:(?:二十|十)[一二三四五六七八九]?大(?<!^十大)(?<![^二]十大)(?![小类项力家会类型战攻步量部体业赛产类])|{_NUMERAL}{{1,3}}届{_NUMERAL}{{1,2}}中(?:、?{_NUMERAL}中)*全会)"
    rf"|(?:[省市州县区]委|自治区党委)?{_NUMERAL}{{1,3}}届{_NUMERAL}{{1,3}}次(?:、{_NUMERAL}{{1,3}}次)*(?:全会|全体会议|全体\(扩大\)会议|全体（扩大）会议|会议)"
    rf"|第{_NUMERAL}{{1,3}}届(?:全国|[省市县区])?(?:人民代表大会|人大|政协|委员会)(?:常务委员会|常委会)?第{_NUMERAL}{{1,3}}次(?:全体)?会议"
    rf"|{_NUMERAL}{{1,3}}届(?:全国|[省市县区])?(?:人大|政协)(?:常委会)?第?{_NUMERAL}{{1,3}}次(?:全体)?会议"
)
_END = re.compile(
    "(?:推进|动员部署|部署|动员|总结表彰|表彰|总结|现场|座谈|调度|研讨|交流|述职|民主生活|协商|专题|启动|表态|誓师|培训|例|通报|分析|视频)会(?:议)?|(?:议军|工作|联席|专题|电视电话|"
    "常委会|常委|全体|常务|政治局|党组|主任|全委会|视频|扩大|党委)会议(?!军会)|(?<![代表])大会(?!堂)|峰会|论坛|全会"
)
_NOT_AFTER = re.compile("制度|机制|制|纪要|室|场|议题|堂|审议通过《|代表|主席团|常委会|同志")
_OPENING = re.compile(
    r"全[国省市州县区旗乡镇军](?!面)|自治区|中央|国务院|国家|世界|全球|中国|[省市州县区旗乡镇](?:委|政府|人大|政协)|第[一二三四五六七八九十\d]{1,3}[届次]|[一二三四五六七八九十]+届"
)
_STOPS = re.compile(
    "[，。；：、！？（）《》\\s]|[的了在是把被将从向由到以和与及或]|对(?!口)|召开|举行|出席|参加|主持|传达|贯彻|落实|学习|部署|按照|根据|昨天|今天|这次|本次|此次|上次|成功举办|举办|自|作为|列为|列席|建立|每|莅临|各|首个|节后|邀请|[一二两三四五六七八九十\\d]+[次场个]"
)
_HELD = re.compile("(?:召开|举行|举办|出席|参加|主持|在)$")
"""What leaves no doubt that a meeting follows, though nothing opens its name."""
_LONGEST = 26
_LONGEST_ALONE, _SHORTEST_ALONE = 12, 2


def find_meetings(text: str, known: Known = NOTHING_KNOWN, named: Sequence[Name] = ()) -> tuple[Name, ...]:
    """The meetings in `text`, in order. named: places and organs of the text, with which the name of a meeting may begin."""
    spans = [*occurrences(text, known.meetings), *(match.span() for match in _SESSIONS.finditer(text))]
    spans += _told_by_end(text, {name.start for name in named})
    spans.sort(key=lambda span: (span[0], -span[1]))
    kept: list[Name] = []
    for start, end in spans:
        if not kept or start >= kept[-1].end:
            kept.append(Name("meeting", text[start:end], start, end))
    return tuple(kept)


_STANDING = re.compile(
    "(?:[省市州县区旗乡镇]?(?:委|政府|人大|政协))?"
    "(?:(?:常委会|常务|常委|党组|党委|议军|主任|主席|办公|民主生活|中心组|党建|军地)*(?:会议|会|联席会议))+"
)


def is_standing(name: str) -> bool:
    """Whether a meeting is one that every organ of its kind holds again and again: 市委常委会议军会议, 政府常务会议."""
    return _STANDING.fullmatch(name) is not None


def _told_by_end(text: str, openings: set[int]) -> Iterator[tuple[int, int]]:
    passed = 0
    for match in _END.finditer(text):
        if _NOT_AFTER.match(text, match.end()):
            continue
        low = max(passed, match.start() - _LONGEST)
        stop = max((one.end() for one in _STOPS.finditer(text, low, match.start())), default=low)
        start = _opening(text, stop, match.start(), openings)
        if start is not None:
            yield start, match.end()
            passed = match.end()


def _opening(text: str, stop: int, end: int, openings: set[int]) -> int | None:
    """Where the name begins that ends in a meeting's last word at `end`; None where it is no name."""
    starts = [at for at in range(stop, end) if at in openings]
    starts += [one.start() for one in _OPENING.finditer(text, stop, end)]
    held = _HELD.search(text[max(0, stop - 2) : stop])
    if starts:
        return stop if held else min(starts)
    if not held or end - stop > _LONGEST_ALONE or end - stop < _SHORTEST_ALONE:
        return None
    return _whole_words(text, stop, end)


def _whole_words(text: str, stop: int, end: int) -> int | None:
    """Where words begin that may be the name of a meeting which nothing opens: 远程协商会, 主要领导座谈会."""
    return stop if len(cut(text[stop:end], {})) <= (end - stop + 1) // 2 else None
