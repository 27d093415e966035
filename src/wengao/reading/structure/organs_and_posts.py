"""The organ (单位) that a document comes from, its meeting and its speaker's post, as its parts name them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.dates import DAY_TEXT
from wengao.language.gazetteer import gazetteer
from wengao.language.levels import place_of
from wengao.language.lists import from_lists
from wengao.language.names import ends_with_post, post_word
from wengao.reading.structure.head import ORGAN_ENDING
from wengao.reading.structure.title_block import NAME_AFTER_POST

if TYPE_CHECKING:
    from collections.abc import Iterable

_NAMELESS = re.compile("^(?:自治区|[省市州盟县区旗乡镇]|街道)")
_BEFORE_MATTER = re.compile(
    r"^(?P<organ>[\u4e00-\u9fff、“”·（） ]{2,60}?)"
    r"(?=关于|转发|批转|印发|公布|发布|任免|表彰|(?:对|给)(?=.{2,60}(?:答复|复函|批复|慰问信|感谢信|贺信)))"
)
"""What stands before the matter in an official title: 国务院办公厅 + 转发民政部关于……意见的通知."""
_DECREES = re.compile(r"^(?P<organ>[\u4e00-\u9fff]{3,30}?)(?:令|公告|通告|公报|嘉奖令)(?:第.{1,6}号)?$")
_PLACE_ALONE = re.compile(r"(?:[省市县区乡镇村旗盟]|自治州|街道|社区)$")
"""石门县关于……的报告 names where it comes from, and no organ."""
_BRIEFLY_ENDED = re.compile(
    r"(?:国务院|代表大会|常务委员会|(?:次|全体)会议|中共中央|党中央|中央军委|[工党市县省区州]委)$"
)
_NO_ORGAN = re.compile(
    r"[，。！？]|[就应须]$|^(?:关于|对|在)|(?:的|了|与|和|及|地|统一|正式|联合|首次|近日)$"
)
_REPORT = re.compile(
    r"^(?:(?:19|20)\d{2}年(?:度)?)?(?P<place>(?:(?!关于)[\u4e00-\u9fff]){2,20}?)(?:人民)?政府工作报告"
)
_STATE_COUNCIL = re.compile(r"^(?:(?:19|20)\d{2}年(?:度)?)?(?:中华人民共和国)?国务院政府工作报告")
_CONGRESS_PLACE = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{2,16}?(?:[省市县区旗州盟]|自治区))第[一二三四五六七八九十]+届人民代表大会"
)
_ADOPTION = re.compile(
    rf"^[（(]?{DAY_TEXT}[ 　]*(?P<organ>[\u4e00-\u9fff、]{{2,50}}?)"
    r"(?:第[一二三四五六七八九十百零〇\d]+次(?:全体|常务|部务|党组)?会议|令第|公告|通过|批准|公布|发布|印发|修订|修正|《)"
)
"""2017年1月24日淄博市第十四届人民代表大会常务委员会第三十九次会议通过."""
_TERM = re.compile("第[一二三四五六七八九十百]+届")
_MEETING_BODY = re.compile("(?:审判委员会|检察委员会)$")
_PUBLISHED_BY = re.compile(
    r"^(?P<organ>[\u4e00-\u9fff、（） ]{3,40}?)(?:联合)?(?:发布|公布|印发|编印|编发|主办|制定)$"
)
_SENT = (
    r"(?:(?:客户端|快讯|记者站)?(?:消息|讯|电)(?=[（(：:，,【 　\d]|记者|今)"
    r"|[^，。：:]{0,24}?\d{1,2}日(?:电|讯|消息|报道))"
)
_DATELINE = re.compile(
    r"^[（(【]?(?:(?P<agency>新华社|中新社|中新网|人民网|新华网|央视网|光明网|央广网|中国新闻网|[\u4e00-\u9fff]{2,8}(?:日报|晚报|时报|在线|融媒))"
    rf"{_SENT}|(?:本报|本台|本网|本刊){_SENT})"
)
"""The dateline of the press (电头): 新华社北京3月18日电, 央视网消息（新闻联播）：, 本报讯."""
_HEAD_OF_PARAGRAPH = 60


def organ_in_title(title: str) -> str:
    """The organ that an official title opens with, and the government that reports; empty where it names none."""
    if _STATE_COUNCIL.match(title):
        return "国务院"
    report = _REPORT.match(title)
    if report:
        return _government_of(report["place"])
    found = _BEFORE_MATTER.match(title) or _DECREES.match(title)
    if found is None:
        return ""
    organ = found["organ"].strip()
    if (
        _NO_ORGAN.search(organ)
        or _PLACE_ALONE.search(organ)
        or not (ORGAN_ENDING.search(organ) or _BRIEFLY_ENDED.search(organ))
    ):
        return ""
    return "、".join(organ.split())


def organ_of_congress(lines: Iterable[str]) -> str:
    """The government that reports to the people's congress that a line names; empty where none does."""
    found = next((match["place"] for line in lines if (match := _CONGRESS_PLACE.search(line))), "")
    return _government_of(found) if found else ""


def organ_of_adoption(lines: Iterable[str]) -> str:
    """The organ that passed or put out a law, by the first line that says so; empty where none does."""
    for line in lines:
        bare = "".join(line.split())
        adopted = _ADOPTION.match(bare) or _PUBLISHED_BY.match(bare)
        if adopted is None:
            continue
        organ = _MEETING_BODY.sub("", _TERM.sub("", adopted["organ"]))
        if ORGAN_ENDING.search(organ) or _BRIEFLY_ENDED.search(organ):
            return organ.removeprefix("中华人民共和国") if organ.endswith("国务院") else organ
    return ""


def press_in_opening(lines: Iterable[str]) -> str:
    """The agency or paper in a dateline; empty where none has its name (本报讯)."""
    return next(
        (
            match["agency"]
            for line in lines
            if (match := _DATELINE.match(line[:_HEAD_OF_PARAGRAPH])) and match["agency"]
        ),
        "",
    )


def opens_with_dateline(line: str) -> bool:
    """Whether a paragraph opens with the dateline of the press: 央视网消息（新闻联播）：, 本报讯."""
    return _DATELINE.match(line[:_HEAD_OF_PARAGRAPH]) is not None


def _government_of(place: str) -> str:
    """The people's government of a place, by its full name: 西藏 is 西藏自治区人民政府."""
    if place.endswith(("国务院", "国家")):
        return "国务院"
    full = _full_name(place)
    return f"{full}人民政府" if place_of(full) else ""


def _full_name(place: str) -> str:
    """The full name of a place of that short name: 西藏自治区 of 西藏; the name itself where none is known."""
    known = gazetteer()
    short = known.place(place)
    if short is None or short.full:
        return place
    return next(
        (
            name
            for name in known.by_opening.get(place[:2], ())
            if name.startswith(place) and known.names[name].full and known.names[name].level == short.level
        ),
        place,
    )


def organ_of_post(post: str, *, nameless: bool = False) -> str:
    """The organ in a post, the first that bears a name: 安澜县河湾镇党委, 清川军分区; empty where none does.

    nameless: whether one that leaves out the name of its place (市教育局) is good enough.
    """
    for part in post.split("、"):
        match = _organ_of_post().match(part)
        if match and (nameless or not _NAMELESS.match(match["organ"])):
            return match["organ"]
    return ""


@from_lists
def _organ_of_post() -> re.Pattern[str]:
    return re.compile(
        r"^(?P<organ>[\u4e00-\u9fff]{2,30}?(?:[省市州盟县区旗]委(?!员)|党工委|党委|工委|委员会|办公室|指挥部|领导小组|人民政府|政府"
        r"|人民武装部|人武部|武装部|军分区|警备区|[局厅院校]|中心|街道|公司|集团|协会))(?:党组|党委)?(?:常务)?副?(?:第一)?"
        rf"{post_word()}"
    )


FROM_FILE = "文件自带信息"
FROM_HEAD = "文首"
FROM_LETTERHEAD = "版头"
FROM_SOURCE = "来源"
FROM_ADOPTION = "通过和公布的说明"
FROM_DATELINE = "电头"
FROM_TITLE_END = "标题结尾"
FROM_OPENING_WORDS = "开头用语"
FROM_CLOSING = "结尾用语"
FROM_ARTICLES = "条文体例"
FROM_FOLDER = "文件夹名"
FROM_PUBLISHED = "发布时间"
FROM_LAST_DATE = "文中最晚的日期"
FROM_TITLE = "标题"
FROM_SIGNATURE = "落款"
FROM_OPENING = "开头几段"
FROM_NAME = "文件名"
FROM_BYLINE = "署名"
FROM_POST = "职务"
FROM_DRAFTER = "人工更正"

_MEETING_IN_TITLE = re.compile(
    r"在(?:[^，。《》]{0,8}?(?:出席|参加))?(?P<meeting>[^，。！]{2,60}?(?:会|会议|大会|仪式|论坛|典礼|班|活动))(?:上|闭幕时|开幕时|开班式上)的?"
    r"(?=(?:讲话|发言|致辞|主持|报告|演讲|表态|总结|交流|汇报|述职|动员|[\u4e00-\u9fff]{0,6}发言))"
)
_MEETING_OPENED = re.compile(
    r"(?:召开|举行)(?:的)?(?!的|了|过|[一二三四五六七八九十]+次|第[一二三四五六七八九十]+次(?:代表)?大会)(?P<meeting>[^，。；！“”]{2,40}?(?:推进会|动员会|部署会|座谈会|现场会|表彰会|大会|会议|全会|例会|电视电话会))"
)
_MEETING_HELD = re.compile(
    r"^(?P<meeting>[^，。]{4,40}?(?:会议|大会|推进会|座谈会|现场会|动员会|部署会|全会))(?:在[^，。]{1,12})?(?:召开|举行|开幕|闭幕)"
)
_MINUTES = re.compile(r"(?:^|的)(?P<meeting>[^的，。《》]{2,40}?会议?)纪要$")
_SESSION = re.compile(
    r"在(?P<meeting>[^，。！《》]{2,40}(?:代表大会|全国委员会|委员会)第[一二三四五六七八九十百]+次会议)[上的]"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it was found (Chinese, as the drafter reads it); both empty where it was not found."""

    value: str = ""
    where: str = ""


def first_found(*candidates: tuple[str, str]) -> Found:
    """The first candidate (value, where) that has a value."""
    return next((Found(value, where) for value, where in candidates if value), Found())


def meeting_in_title(title: str) -> str:
    """The meeting that a title names: 在……推进会上的讲话, ……会议召开, ……会议纪要; empty where it names none."""
    for pattern in (_MEETING_IN_TITLE, _SESSION, _MEETING_HELD, _MINUTES):
        match = pattern.search(title)
        if match:
            return match["meeting"].lstrip("在")
    return ""


def session_in(lines: Iterable[str]) -> str:
    """The session that a line says a report was given at: 在……代表大会第三次会议上; empty where none does."""
    found = next((match["meeting"] for line in lines if (match := _SESSION.search(line))), "")
    return "".join(found.split())


def meeting_in_opening(lines: Iterable[str]) -> str:
    """The meeting that the first lines of a speech or a report of the press open: 今天，我们召开……会."""
    return next((match["meeting"] for line in lines if (match := _MEETING_OPENED.search(line[:120]))), "")


def post_of(speaker: str) -> str:
    """The post in 市委常委　沈致远, and in a line that names a post and nobody; empty where a name stands alone."""
    named = NAME_AFTER_POST.search(speaker)
    if named:
        return speaker[: named.start()].strip()
    return speaker if ends_with_post(speaker) else ""


def post_in_title(title: str) -> str:
    """The post in 述职报告（河湾镇党委书记）; empty where the title names none."""
    match = _post_in_title().search(title)
    return match["post"] if match else ""


@from_lists
def _post_in_title() -> re.Pattern[str]:
    return re.compile(rf"[（(](?P<post>[^（）()]{{2,30}}{post_word()})[）)]$")
