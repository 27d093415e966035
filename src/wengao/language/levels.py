"""Places and levels of government (中央、省、市、县、乡) in titles, in names of organs and in posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.gazetteer import gazetteer
from wengao.language.places import find_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.language.known import Name

LEVELS = ("中央", "省", "市", "县", "乡")
"""Levels of government, from the top."""

_WHOLE = re.compile(r"(?<![健安完齐保])全(国|省|市|州|盟|县|区|旗|乡|镇|街道|村)(?![场域镇村]|间)")
_LEVEL_OF_WHOLE = {"国": "中央", "省": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县",
                   "乡": "乡", "镇": "乡", "街道": "乡", "村": "乡"}  # fmt: skip
_LEVEL_OF_ENDING = {
    "自治州": "市",
    "自治县": "县",
    "自治旗": "县",
    "街道": "乡",
    "苏木": "乡",
    "社区": "乡",
} | _LEVEL_OF_WHOLE
_AUTONOMOUS = re.compile("自治区|内蒙古|广西|西藏|宁夏|新疆")
_CENTRE = re.compile(
    "中共中央|国务院|党中央|全国人大|全国政协|中央(?:军委|委员会)|最高人民[法检]|国家[\u4e00-\u9fff]{1,8}[部局委]"
)
_CENTRE_OPENS = re.compile("国务院|中共中央|中央|全国人大|全国政协|最高人民[法检]|中华人民共和国")
_LEADERS = re.compile("中共中央总书记|国家主席|国务院总理|中央军委主席|全国人大常委会委员长|全国政协主席")
_OFFICE = re.compile(
    r"(?P<office>[省市州县区旗乡镇])(?:[委纪]|政府|人大|政协|人民政府|人武部|[^，。、]{2,12}局)"
)
_OTHERS = re.compile(
    "学习|传达|贯彻|落实|按照|全[省市州县区旗乡镇]|[省市州县区旗镇乡][委政]|[我本][省市州县区]"
)
_LEAD = re.compile(r"(?:在|中共|关于|20\d\d年(?:度)?)*")
_OFFICE_IN_BRACKETS = re.compile(r"[（(](?P<office>[^（）()]{2,30})[）)]$")
_DATELINE = re.compile(
    r"^(?:本报|新华社|[\u4e00-\u9fff]{2,6}[网社]讯?)(?P<place>[\u4e00-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日(?:电|讯)"
)


def place_of(*texts: str) -> str:
    """The place that the first of these texts begins with (清川市, 鹿鸣县石门镇), or the province it names; else empty."""
    for text in texts:
        places = find_places(text)
        if lead := _lead(text, places):
            return lead
        if province := next((place.text for place in places if _is_province(place.text)), ""):
            return province
    return ""


def _lead(text: str, places: Sequence[Name]) -> str:
    """The places that a text begins with, one in the other."""
    opening = _LEAD.match(text)
    begin = end = opening.end() if opening else 0
    for place in places:
        if place.start == end:
            end = place.end
    return text[begin:end]


def _is_province(name: str) -> bool:
    """Whether a document may come from the province of that name; 香港 and 澳门 are only spoken of."""
    place = gazetteer().names.get(name)
    return place is not None and place.level == "省" and not name.startswith(("香港", "澳门"))


def dateline_place(lines: Iterable[str]) -> str:
    """The place in a dateline of the press (电头): 新华社北京3月18日电; empty where the lines have none."""
    return next((match["place"] for line in lines if (match := _DATELINE.match(line))), "")


def level_of_title(title: str) -> str:
    """The level of the office that a title names outright: 全市…, 清川市…, …（石门镇党委书记）; empty where it names none.

    What stands further on is what the title is about: 关于将柳溪镇…列入市级计划的请示 speaks for no 镇.
    """
    if _CENTRE_OPENS.match(title):
        return LEVELS[0]
    if whole := _level_of_whole(title):
        return whole
    bracketed = _OFFICE_IN_BRACKETS.search(title)
    named = bracketed["office"] if bracketed else ""
    return level_of([named, "" if title.startswith("关于") else _lead(title, find_places(title))])


def level_of_leaders(opening: str) -> str:
    """中央 where an opening names the leaders of the state by their posts, wherever they are: it is they who speak.

    Not where others are at work before: 市委召开会议, 传达学习……; empty then.
    """
    leaders = _LEADERS.search(opening)
    return LEVELS[0] if leaders and not _OTHERS.search(opening, 0, leaders.start()) else ""


def centre_in(text: str) -> str:
    """中央 where a text names an organ of the centre; else empty."""
    return LEVELS[0] if _CENTRE.search(text) else ""


def level_of(texts: Sequence[str]) -> str:
    """The level that the first telling text speaks at: by 全市, else by the lowest place or office that it names."""
    for text in texts:
        if _CENTRE_OPENS.match(text):
            return LEVELS[0]
        if whole := _level_of_whole(text):
            return whole
        places = find_places(text)
        within = {at for place in places for at in range(place.start, place.end)}
        named = [level for place in places if (level := _level_of_place(place.text))]
        named += [
            _LEVEL_OF_WHOLE[match["office"]]
            for match in _OFFICE.finditer(text)
            if match.start() not in within
        ]
        if named:
            return max(named, key=LEVELS.index)
        if _CENTRE.search(text):
            return LEVELS[0]
    return ""


def _level_of_whole(text: str) -> str:
    whole = _WHOLE.search(text)
    if whole is None or (whole[1] == "区" and _AUTONOMOUS.search(text)):
        return ""
    return _LEVEL_OF_WHOLE[whole[1]]


def _level_of_place(name: str) -> str:
    """The level of a place by the gazetteer, else by its ending; empty for one abroad, and a short name but a province's."""
    place = gazetteer().place(name)
    if place is not None:
        return place.level if place.level in LEVELS and (place.full or place.level == "省") else ""
    return next((level for ending, level in _LEVEL_OF_ENDING.items() if name.endswith(ending)), "")
