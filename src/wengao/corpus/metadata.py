"""What a document says of itself besides its date: its meeting, the post of its speaker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.title_block import NAME_AFTER_POST
from wengao.language.lists import from_lists
from wengao.language.names import ends_with_post, post_word

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    r"在(?P<meeting>[^，。！《》]{2,40}(?:代表大会|全国委员会|委员会)第[一二三四五六七八九十百]+次会议)上"
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
