"""Places and levels of government (中央、省、市、县、乡) in titles, in names of organs and in posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEVELS = ("中央", "省", "市", "县", "乡")
"""Levels of government, from the top."""

_PROVINCES = (
    "河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾"
    "|内蒙古|广西|西藏|宁夏|新疆"
)
_MUNICIPALITIES = "北京|天津|上海|重庆"
_PROVINCE = rf"(?:{_PROVINCES}|{_MUNICIPALITIES})(?:壮族|回族|维吾尔)?(?:自治区|[省市](?![场长域直]))?"
_HAN = "[\u4e00-\u9fff]"
_UNIT = (
    "(?:自治州|自治县|(?<![地该])地区(?!性)|街道(?!办事|口)"
    "|(?<![城都超门股楼上入集夜闹])市(?![场长域民面政容])"
    "|(?<![联同加结])盟(?![友约])"
    "|县(?![域城长级])"
    "|(?<![红国军党锦彩义])旗(?![帜舰手号下])"
    "|(?<![城乡集重小古坐])镇(?![长域痛静守压])"
    "|(?<![家下返城同老故水回兴望])乡(?![村镇长域贤愁亲])"
    "|(?<![地校社园军战山城辖景小灾矿林牧专时禁港片院库商厂街护验范贸赛防备牧试功疫治])区(?![域间别分划县长块位]))"
)
"""What ends the name of a unit, and not a word that only looks like it: 乡村, 城镇, 城市, 联盟, 院区."""
_WHOLE = re.compile(r"(?<![健安完齐保])全(国|省|市|州|盟|县|区|旗|乡|镇|街道|村)(?![场域镇村]|间)")
_LEVEL_OF_WHOLE = {"国": "中央", "省": "省", "市": "市", "州": "市", "盟": "市", "县": "县", "区": "县", "旗": "县",
                   "乡": "乡", "镇": "乡", "街道": "乡", "村": "乡"}  # fmt: skip
_LEVEL_OF_UNIT = _LEVEL_OF_WHOLE | {"自治州": "市", "自治县": "县", "地区": "市"}
_AUTONOMOUS = re.compile("自治区|内蒙古|广西|西藏|宁夏|新疆")
_CENTRE = re.compile(
    "中共中央|国务院|党中央|全国人大|全国政协|中央(?:军委|委员会)|最高人民[法检]|国家[\u4e00-\u9fff]{1,8}[部局委]"
)
_CENTRE_OPENS = re.compile("国务院|中共中央|中央|全国人大|全国政协|最高人民[法检]|中华人民共和国")
_LEADERS = re.compile("中共中央总书记|国家主席|国务院总理|中央军委主席|全国人大常委会委员长|全国政协主席")
_NAMED = re.compile(
    rf"(?P<province>{_PROVINCE})|{_HAN}(?P<unit>{_UNIT})"
    r"|(?P<office>[省市州县区旗镇乡])(?:[委纪]|政府|人大|政协|人民政府|人武部|[^，。、]{2,12}局)"
)
_OTHERS = re.compile(
    "学习|传达|贯彻|落实|按照|全[省市州县区旗乡镇]|[省市州县区旗镇乡][委政]|[我本][省市州县区]"
)
_OPENS = "(?:在|中共|关于|20\\d\\d年(?:度)?)*"
_LEAD = re.compile(
    rf"^{_OPENS}(?P<names>(?:{_PROVINCE})?(?:(?![全各本我该某将对把为向以]){_HAN}{{1,4}}?{_UNIT})*)"
)
_OFFICE_IN_BRACKETS = re.compile(r"[（(](?P<office>[^（）()]{2,30})[）)]$")
_PROVINCE_FIRST = re.compile(rf"(?P<province>{_PROVINCE})")
_DATELINE = re.compile(
    r"^(?:本报|新华社|[\u4e00-\u9fff]{2,6}[网社]讯?)(?P<place>[\u4e00-\u9fff]{2,6}?)\d{1,2}月\d{1,2}日(?:电|讯)"
)


def place_of(*texts: str) -> str:
    """The place that the first of these texts begins with (清川市, 鹿鸣县石门镇), or the province it names; else empty."""
    for text in texts:
        lead, province = _LEAD.match(text), _PROVINCE_FIRST.search(text)
        if lead and lead["names"]:
            return lead["names"]
        if province:
            return province["province"]
    return ""


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
    bracketed, lead = _OFFICE_IN_BRACKETS.search(title), _LEAD.match(title)
    named = bracketed["office"] if bracketed else ""
    return level_of([named, lead["names"] if lead and not title.startswith("关于") else ""])


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
        named = [_level_of_name(match) for match in _NAMED.finditer(text)]
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


def _level_of_name(match: re.Match[str]) -> str:
    if match["province"]:
        return "省"
    return _LEVEL_OF_UNIT.get(match["unit"] or match["office"], "省")
