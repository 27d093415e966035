"""What a document says of itself besides its date: its meeting, its place, the level it speaks at (中央、省、市、县、乡)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEVELS = ("中央", "省", "市", "县", "乡")
"""Levels of government, from the top."""

FROM_FILE = "文件自带信息"
FROM_HEAD = "文首"
FROM_TITLE = "标题"
FROM_SIGNATURE = "落款"
FROM_OPENING = "开头几段"
FROM_NAME = "文件名"
FROM_BYLINE = "署名"
FROM_DRAFTER = "人工更正"

_PROVINCE_NAMES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆"
)
_MUNICIPALITIES = "北京|天津|上海|重庆"
_WHOLE = re.compile(r"全(国|省|市|州|盟|县|区|旗|乡|镇|街道|村)(?!场)")
_LEVEL_OF_WHOLE = {"国": "中央", "省": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县",
                   "乡": "乡", "镇": "乡", "街道": "乡", "村": "乡"}  # fmt: skip
_CENTRE = re.compile(
    "中共中央|国务院|党中央|全国人大|全国政协|中央(?:军委|委员会)|国家[\u4e00-\u9fff]{1,8}[部局委]"
)
_CENTRE_OPENS = re.compile("(?:国务院|中共中央|中央|全国人大|全国政协|中华人民共和国)")
_UNIT = re.compile(
    rf"(?P<province>{_PROVINCE_NAMES}|{_MUNICIPALITIES})(?:壮族|回族|维吾尔)?(?:自治区|[省市])?"
    r"|[\u4e00-\u9fff](?P<unit>自治州|自治县|地区|街道|[市盟县旗镇乡])(?![场长域间民])"
    r"|[\u4e00-\u9fff](?<![地校社园军战山城辖景小灾矿林牧专时禁港片])(?P<district>区)(?![域间别分划县长])"
    r"|(?P<office>[省市州县区旗镇乡])(?:[委纪]|政府|人大|政协|人民政府|人武部)"
)
_LEVEL_OF_UNIT = _LEVEL_OF_WHOLE | {"省": "省", "自治州": "市", "自治县": "县", "地区": "市"}
_MEETING_IN_TITLE = re.compile(
    r"在(?:[^，。《》]{0,8}?(?:出席|参加))?(?P<meeting>[^，。！]{2,60}?(?:会|会议|大会|仪式|论坛|典礼|班|活动))(?:上|闭幕时|开幕时|开班式上)的?"
    r"(?=(?:讲话|发言|致辞|主持|报告|演讲|表态|总结|交流|汇报|述职|动员|[\u4e00-\u9fff]{0,6}发言))"
)
_MEETING_OPENED = re.compile(
    r"(?:召开|举行)(?:的)?(?P<meeting>[^，。；！“”]{2,40}?(?:推进会|动员会|部署会|座谈会|现场会|表彰会|大会|会议|全会|例会|电视电话会))"
)
_MEETING_HELD = re.compile(
    r"^(?P<meeting>[^，。]{4,40}?(?:会议|大会|推进会|座谈会|现场会|动员会|部署会|全会))(?:在[^，。]{1,12})?(?:召开|举行|开幕|闭幕)"
)
_SESSION = re.compile(
    r"在(?P<meeting>[^，。！《》]{2,40}(?:代表大会|全国委员会|委员会)第[一二三四五六七八九十百]+次会议)上"
)
_PLACE = re.compile(
    rf"(?P<province>(?:{_PROVINCE_NAMES})(?:(?:壮族|回族|维吾尔)?自治区|省)?|(?:{_MUNICIPALITIES})市?)"
    r"|^(?:在|关于|中共|(?!在|关于|中共))(?![全各本我该某])(?P<place>[\u4e00-\u9fff]{2,4}?(?:自治州|自治县|街道|[市县区旗镇乡])(?![场长级直域间]))"
)
_DATELINE = re.compile(
    r"^(?:本报|新华社|[\u4e00-\u9fff]{2,6}[网社]讯?)(?P<place>[\u4e00-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日(?:电|讯)"
)
_NAME_AFTER_POST = re.compile(r"[　\s]+(?:[\u4e00-\u9fff·]{2,6}|[\u4e00-\u9fff]　[\u4e00-\u9fff])$")


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it was found (Chinese, as the drafter reads it); both empty where it was not found."""

    value: str = ""
    where: str = ""


def first_found(*candidates: tuple[str, str]) -> Found:
    """The first candidate (value, where) that has a value."""
    return next((Found(value, where) for value, where in candidates if value), Found())


def meeting_in_title(title: str) -> str:
    """The meeting that a title names: 在……推进会上的讲话, ……会议召开; empty where it names none."""
    for pattern in (_MEETING_IN_TITLE, _SESSION, _MEETING_HELD):
        match = pattern.search(title)
        if match:
            return match["meeting"].lstrip("在")
    return ""


def meeting_in_opening(lines: Iterable[str]) -> str:
    """The meeting that the first lines name: 今天，我们召开……会; a line of its own, ——……在……会议上."""
    for line in lines:
        match = _SESSION.search(line) or _MEETING_OPENED.search(line[:120])
        if match:
            return match["meeting"]
    return ""


def place_of(*texts: str) -> str:
    """The place that the first of these texts names: a province, 市, 县, 区, 镇; empty where none does."""
    for text in texts:
        match = _PLACE.search(text)
        if match:
            return match["province"] or match["place"]
    return ""


def dateline_place(lines: Iterable[str]) -> str:
    """The place in a dateline of the press (电头): 新华社北京3月18日电; empty where the lines have none."""
    return next((match["place"] for line in lines if (match := _DATELINE.match(line))), "")


def level_of(texts: Sequence[str]) -> str:
    """The level that the first telling text speaks at: by 全市, else by the lowest place or office that it names."""
    for text in texts:
        whole = _WHOLE.search(text)
        if _CENTRE_OPENS.match(text):
            return LEVELS[0]
        if whole and not (whole[1] == "区" and re.search("自治区|内蒙古|广西|西藏|宁夏|新疆", text)):
            return _LEVEL_OF_WHOLE[whole[1]]
        named = [_level_of_unit(match) for match in _UNIT.finditer(text)]
        if named:
            return max(named, key=LEVELS.index)
        if _CENTRE.search(text):
            return LEVELS[0]
    return ""


def _level_of_unit(match: re.Match[str]) -> str:
    if match["province"]:
        return "省"
    return _LEVEL_OF_UNIT[match["unit"] or match["district"] or match["office"]]


def post_of(speaker: str) -> str:
    """The post in 市委常委　沈致远; empty where a name stands alone."""
    match = _NAME_AFTER_POST.search(speaker)
    return speaker[: match.start()].strip() if match else ""
