"""Where the title of an official document (公文) stands among the lines of its head.

A red head comes first: the organ with 文件, the number of the document, who signed. The title is of one to four lines,
broken where its sense allows: 清川市人民政府 / 关于加强政府投资 / 项目资金管理的通知.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.head_labels import labelled
from wengao.language.dates import is_date_line
from wengao.language.numbering import split_enumerator

if TYPE_CHECKING:
    from collections.abc import Sequence

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
