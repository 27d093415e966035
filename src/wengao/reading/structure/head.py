"""The head of a document (公文): what a page says above the text, and where the title stands among its lines.

A red head (红头) comes first: the organ with 文件, the number of the document, who signed. The title is of one to four
lines, broken where its sense allows: 清川市人民政府 / 关于加强政府投资 / 项目资金管理的通知. A page says something of
itself: 来源：清川日报　发布时间：2025-03-18　浏览：12次, and has tool bars.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from wengao.language.dates import is_date_line
from wengao.language.numbering import split_enumerator

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
_CONTENT_OR_DATE = frozenset({"时间", "日期", "单位"})
_SET_WIDE = r"[ \u3000]{0,4}"
"""Between the characters of a label that is set as wide as the others: 索 引 号：, 标　　题：. 时　间： is of a text."""
_LABEL = re.compile(
    r"(?<![\u4e00-\u9fff])[【\[]?(?P<label>"
    + "|".join(
        label if label in _CONTENT_OR_DATE else _SET_WIDE.join(label).replace(f"{_SET_WIDE}?", "?")
        for labels in _ROLES.values()
        for label in labels.split("|")
    )
    + r")[】\]]?\s?[:：]\s*"
)
_EDGES = " \t　|｜·,，;；[]【】"
_CONTENT = re.compile(
    r"^(?:地\s*点|主\s*持|主持人|参\s*会|参加|出席|列席|议\s*题|内\s*容|议\s*程|人\s*员|要\s*求|缺席|请假|记录)[^：:]{0,6}[:：]"
)
"""Labels of what a paper is about: beside them, 时间： is its text, too."""
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
        yield _SPACES.sub("", match["label"]), text[match.end() : end].strip(_EDGES)


def is_tool_bar(text: str) -> bool:
    """Whether a line is a page's tool bar or path: 下载 打印 全屏, 字号：大 中 小, 首页 > 正文."""
    words = [word for word in _TOOL_SIGNS.split(text) if word] if len(text) <= _LONGEST else []
    tools, may_be_text = _tools()
    return bool(words) and all(word in tools for word in words) and not set(words) <= may_be_text


@cache
def _tools() -> tuple[frozenset[str], frozenset[str]]:
    """The words of tool bars, and those of them that a text may have on a line of their own, too."""
    text = files("wengao.reading.cleaning").joinpath("data", "page_tools.txt").read_text(encoding="utf-8")
    words = [line for line in text.split("\n") if line and not line.startswith("#")]
    return frozenset(word.removeprefix("&") for word in words), frozenset(
        word.removeprefix("&") for word in words if word.startswith("&")
    )


_MOST_LINES = 5
_LONGEST_LINE = 60
_LONGEST_TITLE = 160
_SHORTEST_ORGAN = 4
_MOST_ORGANS = 4
_LONGEST_ORGAN = 40
_ABOUT = re.compile(r"^(?P<before>[^，。；：:！？]{0,60}?)关于")
_ENDING = re.compile(
    r"(?:通知|意见|请示|报告|批复|公?函|复函|决定|决议|命令|令|通报|公告|通告|公报|议案|建议|提案|纪要|方案|预案|办法|规定|条例|细则|规则|规划|计划|要点"
    r"|制度|说明|答复|总结|汇报|讲话|倡议书?|情况|安排|清单|名单|证明|声明|启事|申请|承诺书|介绍信|邀请函|通稿|简报|信息)"
    r"(?:[》”]|[（(〔\[][^（）()]{1,24}[）)〕\]])*$"
)
_LIST_ENDING = re.compile(
    r"(?:名录|花名册|[^代]表|台账|目录|须知|指南|议程|日程|简介|任务书|责任书|登记|统计|解释|政策|措施|纲要|准则|标准|规范|流程图?|示意图|分工|模板"
    r"|提纲|材料|大纲|题库|问答|办法|指引|章程|公约|协议|合同|总结|汇编|建议书|申请书)"
    r"(?:[（(〔\[][^（）()]{1,24}[）)〕\]])*$"
)
_SENTENCE = re.compile(r"[。；！？!?;]|[：:，,、]$")
ORGAN_ENDING = re.compile(
    r"(?:委员会|人民政府|人民武装部|武装部|军分区|办公[室厅]|[委厅局部院署]|街道(?:办事处)?|办事处|[镇乡村县区市省]|社区|公司|集团|学校|学院|大学|中学|小学"
    r"|调研组|工作组|领导小组|指挥部|协会|学会|联合会|商会|中心|党组|党委|党总支|支部|工会|团委|妇联|日报社?|记者站|法院|检察院|医院|银行|办)"
    r"(?:[（(][^（）()]{2,12}[）)])?$"
)
"""How the name of an organ ends; 共青团清川市委员会（筹）."""
_NOT_ORGAN = re.compile(r"[，。：:；]|的$|讲话|发言|^第|关于|强调|指出|召开|举行|工作会|研究")
ROSTER = re.compile(
    r"^[\u4e00-\u9fff](?:[\u4e00-\u9fff]{1,2}|[ 　][\u4e00-\u9fff])(?:[　\t]+| {2,}| )[^\s　].*"
)
"""A name and what belongs to it, as lists of people have it: 张三　水利局."""
_SPACED = re.compile(r"[\u4e00-\u9fff](?:[\s　]+[\u4e00-\u9fff])+")
_SPACES = re.compile(r"[\s　]+")
_BRACKETS = "（）()〔〕[]【】 　"


@dataclass(frozen=True, slots=True)
class Title:
    """A title among lines. start, end: of its lines. text: joined. organs: those that stand above 关于 and belong to it."""

    start: int
    end: int
    text: str


def official_title(lines: Sequence[str]) -> Title | None:
    """The title with 关于 among the lines of a head, where one is complete within a few lines."""
    for index, line in enumerate(lines):
        about = _ABOUT.match(line)
        if about is None or len(line) > _LONGEST_TITLE or not _is_free(line):
            continue
        end = _end_of(lines, index)
        if end is None:
            continue
        start = index if about["before"].strip(_BRACKETS) else _first_organ(lines, index)
        return Title(start, end, joined(lines[start:end]))
    return None


def ends_title(text: str) -> bool:
    """Whether a line ends as the title of a paper does: ……方案, ……分工表, ……名单（第一批）."""
    return bool(_ENDING.search(text) or _LIST_ENDING.search(text))


def is_organ(text: str) -> bool:
    """Whether a line is the name of an organ, or of several set apart by spaces; 张三　水利局 is none."""
    bare = text.strip(_BRACKETS)
    if not _SHORTEST_ORGAN <= len(bare) <= _LONGEST_ORGAN or ROSTER.match(bare):
        return False
    return bool(ORGAN_ENDING.search(bare)) and not _NOT_ORGAN.search(bare)


def joined(lines: Sequence[str]) -> str:
    """The lines of a title as one; several organs above it stay apart, characters set wide close up."""
    text = ""
    for line in map(closed_up, lines):
        apart = is_organ(text) and is_organ(line)
        text += f" {line}" if text and apart else line
    return text


def closed_up(text: str) -> str:
    """A line whose characters are set wide (关 于 加 强) without the spaces, any other with one space for several."""
    bare = text.strip()
    return _SPACES.sub("", bare) if _SPACED.fullmatch(bare) else _SPACES.sub(" ", bare)


def _end_of(lines: Sequence[str], start: int) -> int | None:
    """Where the title that begins at a line ends; None where it does not within a few lines."""
    length = 0
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        line = lines[index].strip()
        length += len(line)
        if length > _LONGEST_TITLE or not _is_free(line) or (index > start and len(line) > _LONGEST_LINE):
            return None
        if _ENDING.search(closed_up(line)):
            return _with_remark(lines, index + 1)
    return None


def _with_remark(lines: Sequence[str], end: int) -> int:
    """The end of a title with what follows it in brackets on a line of its own: （试行）, （征求意见稿）."""
    remark = lines[end].strip() if end < len(lines) else ""
    return (
        end + 1 if re.fullmatch(r"[（(][^（）()\d]{0,6}(?:试行|稿|暂行|摘要|节选|草案)[）)]", remark) else end
    )


def _first_organ(lines: Sequence[str], index: int) -> int:
    """The first of the organs that stand right above 关于."""
    start = index
    while start and index - start < _MOST_ORGANS and is_organ(lines[start - 1]):
        start -= 1
    return start


def _is_free(line: str) -> bool:
    """Whether a line may be part of a title: no sentence, label, date, number or row."""
    return not (
        _SENTENCE.search(line)
        or "\t" in line
        or " | " in line
        or is_date_line(line)
        or split_enumerator(line)[0] is not None
        or labelled(line)
    )
