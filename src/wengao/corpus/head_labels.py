"""Lines of a head that say something about a page: 来源：清川日报　发布时间：2025-03-18　浏览：12次, and tool bars."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROLES = {
    "source": "来源|出处|信息来源|文章来源|稿件来源|稿源",
    "organ": "发布单位|发布机构|发文机关|发文单位|制发机关|成文单位|单位",
    "speaker": "作者|记者|撰稿|供稿|讲话人|报告人|发言人|主讲人",
    "date": "发布时间|发布日期|发表时间|发表日期|更新时间|更新日期|成文日期|成文时间"
    "|发文日期|印发日期|生成日期|公开日期|时间|日期",
    "number": "发文字号|文号|发文文号|发文号",
    "title": "名称|文件名称|标题",
    "": "浏览|浏览次数|浏览量|浏览数|阅读|阅读次数|阅读量|阅读数|点击|点击次数|点击量|点击数|访问量|访问次数|人气|次数"
    "|编辑|责任编辑|责编|审核|审核人|初审|复审|终审|校对|录入|字体|字号|字体大小|字号大小|索引号|索引"
    "|主题分类|体裁分类|组配分类|信息分类|所属分类|分类|类别|有效性|是否有效|效力|关键词|关键字|主题词"
    "|公开方式|公开范围|信息索取号|分享到?|栏目|标签",
}
_ROLE_OF = {label: role for role, labels in _ROLES.items() for label in labels.replace("?", "").split("|")}
_LABEL = re.compile(
    rf"(?<![\u4e00-\u9fff])[【\[]?(?P<label>{'|'.join(labels for labels in _ROLES.values())})[】\]]?\s?[:：]\s*"
)
_EDGES = " \t　|｜·,，;；[]【】"
_CONTENT = re.compile(
    r"^(?:地\s*点|主\s*持|主持人|参\s*会|参加|出席|列席|议\s*题|内\s*容|议\s*程|人\s*员|要\s*求|缺席|请假|记录)[^：:]{0,6}[:：]"
)
"""Labels of what a paper is about: beside them, 时间： is its text, too."""
_CONTENT_OR_DATE = frozenset({"时间", "日期", "单位"})
_YEAR = re.compile(r"(?:19|20|二[〇○零0]|一九)[\d〇○零一二三四五六七八九]{2}[年./-]")
_STAMP = re.compile(
    r"^(?:19|20)\d{2}(?:年|[./-])\d{1,2}(?:月|[./-])\d{1,2}日?(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?"
)
_POSTED = re.compile(
    r"^(?:原创\s+)?(?P<source>[^\s，。：]{2,20})(?:\s+[^\s，。：]{2,20}){0,2}"
    r"\s+(?P<date>20\d{2}(?:年|-|/)\d{1,2}(?:月|-|/)\d{1,2}日?)\s+\d{1,2}:\d{2}"
    r"(?:\s+发表于\S{1,10})?$"
)
"""The line below the title of a post: 原创 石门发布 2024-06-12 18:30 发表于清川."""
_CLIPPED = re.compile(
    r"^(?P<source>[\u4e00-\u9fff]{2,12})\s*[/／]\s*(?P<year>20\d{2})年?\s*[/／]\s*(?P<month>\d{1,2})月?\s*[/／]\s*"
    r"(?P<day>\d{1,2})日?(?:\s*[/／]\s*第?\s*[A-Z]?\d{1,4}\s*版.{0,12})?$"
)
"""Where a piece stood in a paper, as data bases of papers write it: 清川日报/2024年/5月/6日/第001版."""
_TOOL_SIGNS = re.compile(r"[\s　|｜/／·、,，:：>＞»《》【】\[\]（）()<＜«+＋A-Za-z-]+")
_SPOKEN = re.compile(r"[。？！?]|.{24}")
"""What no name has: behind 记者： of an interview stands what the reporter asks."""
_LONGEST = 160
"""Characters of such a line; an official page's table of what it knows takes some hundred."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """What a line of labels says.

    fields: role (organ, source, speaker, date, number, title) and value, in order. rest: left out.
    """

    fields: tuple[tuple[str, str], ...]
    rest: tuple[str, ...]


def labelled(text: str, following: str = "") -> Labelled | None:
    """What a line says that holds labels and their values and nothing else; None for another.

    following: the next line, which tells a paper's own 时间：, 地点： from a page's.
    """
    if len(text) > _LONGEST:
        return None
    if printed := _printed(text):
        return printed
    stamp = _STAMP.match(text)
    begin = stamp.end() if stamp else 0
    found = list(_LABEL.finditer(text, begin))
    if not found or text[begin : found[0].start()].strip(_EDGES):
        return Labelled((("date", stamp[0]),), ()) if stamp and not text[begin:].strip(_EDGES) else None
    if found[0]["label"] in _CONTENT_OR_DATE and not stamp and _is_content(text, found, following):
        return None
    fields: list[tuple[str, str]] = [("date", stamp[0])] if stamp else []
    rest: list[str] = []
    for label, value in _values(text, found):
        role = _ROLE_OF.get(label, "")
        if role == "speaker" and _SPOKEN.search(value):
            return None
        if role and value:
            fields.append((role, value))
        elif value:
            rest.append(f"{label}：{value}")
    return Labelled(tuple(fields), tuple(rest))


def _printed(text: str) -> Labelled | None:
    """What a line says of where and when a piece was put out: that of a post, or of a data base of papers."""
    posted, clipped = _POSTED.match(text), _CLIPPED.match(text)
    if posted:
        return Labelled((("date", posted["date"]), ("source", posted["source"])), (text,))
    if clipped:
        date = f"{clipped['year']}-{int(clipped['month']):02}-{int(clipped['day']):02}"
        return Labelled((("date", date), ("source", clipped["source"])), (text,))
    return None


def _is_content(text: str, found: Sequence[re.Match[str]], following: str) -> bool:
    if _CONTENT.match(following):
        return True
    return len(found) == 1 and found[0]["label"] != "单位" and not _YEAR.search(text)


def _values(text: str, found: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    for place, match in enumerate(found):
        end = found[place + 1].start() if place + 1 < len(found) else len(text)
        yield match["label"], text[match.end() : end].strip(_EDGES)


def is_tool_bar(text: str) -> bool:
    """Whether a line is a page's tool bar or path: 下载 打印 全屏, 字号：大 中 小, 首页 > 正文."""
    words = [word for word in _TOOL_SIGNS.split(text) if word] if len(text) <= _LONGEST else []
    tools, may_be_text = _tools()
    return bool(words) and all(word in tools for word in words) and not set(words) <= may_be_text


@cache
def _tools() -> tuple[frozenset[str], frozenset[str]]:
    """The words of tool bars, and those of them that a text may have on a line of their own, too."""
    text = files("wengao.corpus").joinpath("data", "page_tools.txt").read_text(encoding="utf-8")
    words = [line for line in text.split("\n") if line and not line.startswith("#")]
    return frozenset(word.removeprefix("&") for word in words), frozenset(
        word.removeprefix("&") for word in words if word.startswith("&")
    )
