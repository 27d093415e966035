"""POL: organs that were renamed, and wordings for 港澳台. Every finding asks to verify; nothing is fixed by itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.language.dates import spoken_date
from wengao.language.lists import from_lists, prose_list
from wengao.review.dating import was_before
from wengao.review.model import Basis, Severity
from wengao.review.own_lists import OwnLists, Wording
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_DATA = "official_names.toml"
_PAST = 4


def _told(wording: Wording, said: str, what: str) -> str:
    year, _, month = wording.since.partition("-")
    when = f"{year}年{f'{int(month[:2])}月' if month else ''}起" if wording.since else ""
    proper = f"{when}{what}“{wording.proper}”" if wording.proper else ""
    told = "，".join(part for part in (wording.reason, proper) if part)
    checked = spoken_date(review_data(_DATA)["checked"].isoformat())
    return f"“{said}”：{told or '写法不妥'}，请核对（清单整理至{checked}）"


@cache
def _organs(own: tuple[Wording, ...]) -> tuple[re.Pattern[str], dict[str, Wording]]:
    """The pattern of all renamed organs, the longest first, and each by its old name."""
    shipped = (Wording(**entry) for entry in review_data(_DATA)["organ"])
    organs = {organ.said: organ for organ in (*shipped, *own)}
    past = "".join(f"(?<!{re.escape(word)})" for word in review_data(_DATA)["past"])
    names = "|".join(re.escape(name) for name in sorted(organs, key=len, reverse=True))
    return re.compile(f"{past}(?:{names})(?!门|队)"), organs


_BEFORE_ABROAD = 12
_ABROAD = Pattern(
    r"(?:[俄乌以伊美英法德日韩朝印巴叙黎土埃波]|武装部队|国防军|国)[军方的]?[\u4e00-\u9fff]{0,4}$"
)
"""What says that an organ is another country's: 乌克兰武装部队总参谋部."""


def _is_abroad(text: str, start: int) -> bool:
    """Whether an organ with a name of arms is one of another country."""
    return text.startswith(_ARMS, start) and bool(
        _ABROAD.search(text[max(0, start - _BEFORE_ABROAD) : start])
    )


_ARMS = ("总参谋部", "总政治部", "总后勤部", "总装备部")


@rule(
    "POL-5",
    "机构名称是现在的",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "由县环保局牵头整改。\n",
        "会同市国土资源局核查。\n",
        "上报国务院扶贫办备案。\n",
        "主送：市卫计委\n",
        "由县市场监管督理局依法查处。\n",
        "请向县退伍军人事务局申请。\n",
        "请县农业农村委员会局做好种子储备。\n",
        Example(
            "由清川市民兵训练处负责。\n",
            settings=ReviewSettings(
                lists=OwnLists(organs=(Wording("清川市民兵训练处", "清川市民兵训练基地", "2024-05"),))
            ),
        ),
    ),
    passes=(
        "由县生态环境局牵头整改。\n",
        "原环保局移交的档案。\n",
        "乌克兰武装部队总参谋部称，战斗仍在继续。\n",
        "# 通知\n\n会同国土资源部核查。\n\n二○○四年六月十六日\n",
        "市自然资源局、市卫生健康委配合。\n",
        "县文化广电旅游局、县住房和城乡建设局、县科技和工业信息化局、市商务和投资促进局要抓好布局。\n",
        "# 清川新闻（20230302）\n\n国家乡村振兴局今天发布案例。\n",
        "在农业农村部加挂国家乡村振兴局牌子，不再保留单设的国家乡村振兴局。\n",
    ),
    alone=True,
)
def renamed_organ(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """An organ by a name that it no longer has; one that is called the former one is left alone."""
    pattern, organs = _organs(settings.lists.organs)
    for paragraph in reading.of_kind(*_WHERE):
        for match in pattern.finditer(paragraph.text):
            organ = organs[match[0]]
            reform = _REFORM.search(_sentence_at(paragraph.text, match.start()))
            if (
                reform
                or was_before(reading.written, organ.since)
                or _is_abroad(paragraph.text, match.start())
            ):
                continue
            if organ.proper or organ.reason:
                yield Hit(paragraph, match.start(), match.end(), _told(organ, match[0], "已改为"))
        for match in _LOCAL_ORGAN.finditer(paragraph.text):
            matter = match["matter"]
            proper = _department_meant(matter)
            if proper:
                message = f"“{match[0]}”疑为“{proper}{match['end']}”，请核对机构名称"
                yield Hit(paragraph, match.start(), match.end(), message)


_LOCAL_ORGAN = Pattern(
    r"(?<=[省市州盟县区旗])(?P<matter>[\u4e00-\u9fff]{4,12}?)(?P<end>局|厅)(?![部面限势促长里级外])"
)
_SHORTEST_MATTER = 5
"""Characters of what a department deals with, from which one that is wrong or out of place does not make another name."""
_SUPERFLUOUS = "委员会"


@from_lists
def _departments() -> tuple[frozenset[str], dict[str, str]]:
    """What departments deal with, and the longer ones by their characters in order of code."""
    names = prose_list("organs.toml")["departments"]
    return frozenset(names), {"".join(sorted(name)): name for name in names if len(name) >= _SHORTEST_MATTER}


def _department_meant(matter: str) -> str:
    """What the department deals with whose name is garbled: 市场监管督理 is 市场监督管理; empty where none is."""
    known, by_characters = _departments()
    if matter in known:
        return ""
    if matter.removesuffix(_SUPERFLUOUS) in known and matter.endswith(_SUPERFLUOUS):
        return matter.removesuffix(_SUPERFLUOUS)
    turned = by_characters.get("".join(sorted(matter)), "")
    if turned or len(matter) < _SHORTEST_MATTER:
        return turned
    return next((name for name in by_characters.values() if _differ_by_one(name, matter)), "")


def _differ_by_one(name: str, other: str) -> bool:
    return len(name) == len(other) and sum(one != two for one, two in zip(name, other, strict=True)) == 1


_REFORM = Pattern("不再保留|加挂|更名|撤销|改组|划入|整合|组建")
"""What is said of an organ while its name goes."""


def _sentence_at(text: str, place: int) -> str:
    end = text.find("。", place)
    return text[text.rfind("。", 0, place) + 1 : end if end != -1 else len(text)]


@cache
def _places(own: tuple[Wording, ...]) -> tuple[tuple[re.Pattern[str], Wording], ...]:
    shipped = tuple(Wording(**entry) for entry in review_data(_DATA)["place"])
    return (
        *((re.compile(wording.said), wording) for wording in shipped),
        *((re.compile(re.escape(wording.said)), wording) for wording in own),
    )


@rule(
    "POL-6",
    "涉港澳台和地名的用语规范",
    Severity.WARNING,
    Basis.REGULATION,
    fails=(
        "客商来自香港、澳门等国家。\n",
        "加强大陆与香港的交流。\n",
        "推动中港合作。\n",
        "接待台湾政府代表。\n",
        "促进两岸三地往来。\n",
        Example(
            "望舒县各镇都要落实。\n",
            settings=ReviewSettings(
                lists=OwnLists(places=(Wording("望舒县", "望舒区", "2023-01", "已撤县设区"),))
            ),
        ),
    ),
    passes=(
        "加强内地与香港的交流。\n",
        "客商来自20多个国家和地区。\n",
        "推动两岸交流合作。\n",
        "中澳经贸合作稳步发展。\n",
        "望舒区各镇都要落实。\n",
    ),
    alone=True,
)
def place_wording(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """Wordings that put 港澳台 beside countries, and names of places that the unit's list holds."""
    for paragraph in reading.of_kind(*_WHERE):
        for pattern, wording in _places(settings.lists.places):
            for match in pattern.finditer(paragraph.text):
                yield Hit(paragraph, match.start(), match.end(), _told(wording, match[0], "应写作"))


RULES = (renamed_organ, place_wording)
