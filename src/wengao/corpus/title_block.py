"""The head of a document (版头): title, date line, speaker and organ lines, before the salutation and the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wengao.corpus.heading_lines import heading_lines
from wengao.corpus.raw import TITLE_LEVEL
from wengao.language.dates import DAY_TEXT, date_in, find_dates, is_date_line
from wengao.language.lists import from_lists
from wengao.language.names import post_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_MOST_LINES = 14
_LONGEST_LINE = 60
_LONGEST_TITLE = 120
_LONGEST_ADOPTION = 200
_LONGEST_SUBTITLE = 30
_SHORTEST_ORGAN = 3
_SALUTATION = re.compile(r"[:：]$")
_SENTENCE_END = ("。", "！", "？", "；", "!", "?", ";", "，", "、")
_BRACKETS = "（）()〔〕[]【】 　"
_LABELLED = re.compile(
    r"^(来源|出处|作者|记者|发布时间|发布日期|发布单位|单位|讲话人|报告人|发言人|时间|日期)\s*[:：]\s*(.*)$"
)
_LABEL_ROLES = {
    "来源": "organ", "出处": "organ", "发布单位": "organ", "单位": "organ",
    "作者": "speaker", "记者": "speaker", "讲话人": "speaker", "报告人": "speaker", "发言人": "speaker",
}  # fmt: skip
_END_OF_POST = 6
NAME_AFTER_POST = re.compile(
    r"(?<![　\s])[　\s]+"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]　[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+)$"
)
"""The name that follows a post: 沈致远, 方　允, 买买提·艾力."""
_ORGAN = re.compile(
    r"(?:委员会|人民政府|人民武装部|武装部|军分区|办公室|[委厅局部院署]|街道|[镇乡村县区市]|社区|公司|集团|学校|学院|中学|小学|调研组"
    r"|工作组|领导小组|指挥部|协会|中心|党组|党委|支部|日报社?|记者站)$"
)
_TITLE_WORD = re.compile(
    r"(?:讲话|发言|报告|汇报|总结|通知|请示|意见|方案|规定|办法|决定|公报|纪要|函|致辞|主持词|述职|材料|体会|提纲|演讲|批复|计划|要点)"
    r"(?:稿|提纲|材料)?(?:[（(].{1,20}[）)])?$"
)
_OPEN_END = re.compile(r"(?:关于|的|和|与|及|在|对|进一步|推进|加强|做好|开展|印发|《[^》]*)$")
_SUBTITLE_MARK = re.compile(r"^\s*(?:—{1,2}|-{2,}|－{1,2}|–{1,2}|―+)\s*")
_OCCASION = re.compile(rf"{DAY_TEXT}.*(?:会议|大会|全会)上?$")
_DATED_OCCASION = re.compile(rf"^{DAY_TEXT}.*(?:会议|大会|全会)")
_ADOPTED = re.compile(rf"{DAY_TEXT}.*(?:通过|批准|公布|发布|修订|修正|施行)[）)]?$")
_IN_FORCE = "施行"
_SHOULDER = re.compile(r"(?:强调|指出|要求|提出|表示|指示)(?: [^ ]+){1,2}$")
"""A shoulder headline (引题) and the first lines of the headline (主题), which may have three."""
_BELOW_HEADLINE = re.compile("出席|参加|主持|陪同|讲话$|通报$|批示$")
"""Words of the line below a headline (副题), which is none of its lines."""
_SPOKEN = re.compile("(?:讲话|发言|致辞|演讲|报告|主持词)$")
_LONE_NAME = re.compile(
    r"^[\u4e00-\u9fff](?:[\s　]*[\u4e00-\u9fff]){0,1}[\s　]*[\u4e00-\u9fff](?<![稿要选文录编篇])$"
)
"""A name of two or three characters without a post; 讨论稿, 摘要 and 节选 are none."""
_NAME = re.compile(r"^[\u4e00-\u9fff](?:　*[\u4e00-\u9fff·]){1,4}$")
_DOCUMENT_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*第?\d+号")
_LETTERHEAD = re.compile(r"^(?P<organ>(?:(?!关于)[\u4e00-\u9fff、　 ]){4,40}?)文\s*件$")
"""The red head of an official document (发文机关标志, GB/T 9704-2012 7.2.4)."""
_URGENCY = re.compile(
    r"^(?:[绝机秘]\s*密\s*[★☆*].*|特急|加急|特提|平急|紧急程度[:：].*|密级[:：].*|签发人[:：].*)$"
)
"""What stands beside or above it: secrecy, urgency, who signed."""
_SPACES = re.compile(r"[\s　]+")


@dataclass(slots=True)
class TitleBlock:
    """What the head says. length: how many blocks it takes up. kept: lines that are none of these, in order.

    title: without line breaks; a subtitle follows after —— or a space. date: ISO or empty.
    """

    title: str = ""
    date: str = ""
    organ: str = ""
    speaker: str = ""
    length: int = 0
    kept: list[str] = field(default_factory=list)


def read_title_block(blocks: Sequence[Block], hint: str = "") -> TitleBlock:
    """The head of `blocks`. hint: the title as the file format names it, may be empty."""
    head = TitleBlock()
    lines = heading_lines(blocks[:_MOST_LINES])
    for block, heading in zip(blocks[:_MOST_LINES], lines, strict=True):
        text = block.text.strip()
        declared_title = block.level == TITLE_LEVEL
        occasion = _reported().match(text)
        if occasion and head.title:
            _take_occasion(head, occasion, text)
            head.length += 1
            continue
        if not declared_title and (heading is not None or _opens_body(text, titled=bool(head.title))):
            break
        _take_line(head, text)
        head.length += 1
    if not head.title:
        return TitleBlock(title=hint, kept=[]) if not head.length else _with_title(head, hint)
    return _with_title(
        head, hint if _bare(head.title) in _bare(hint) or _bare(hint) in _bare(head.title) else ""
    )


def speaker_in(line: str) -> str:
    """The speaker whom a line of its own names: 市长　闻景行, 沈致远; empty where it names none."""
    bare = line.strip(_BRACKETS)
    if _is_speaker(line):
        return _SPACES.sub(" ", bare)
    return _bare(bare) if _LONE_NAME.match(bare) else ""


def organ_name(text: str) -> str:
    """The organ in a line of its own; several that sign together are set apart by 、."""
    parts = _SPACES.split(text.strip(_BRACKETS))
    return "、".join(parts) if all(len(part) >= _SHORTEST_ORGAN for part in parts) else "".join(parts)


def _opens_body(text: str, *, titled: bool) -> bool:
    if titled and _ADOPTED.match(text.lstrip(_BRACKETS)):
        return len(text) > _LONGEST_ADOPTION
    longest = _LONGEST_LINE if titled or not _TITLE_WORD.search(text) else _LONGEST_TITLE
    return len(text) > longest or text.endswith(_SENTENCE_END) or bool(_SALUTATION.search(text))


def _take_line(head: TitleBlock, text: str) -> None:
    labelled = _LABELLED.match(text)
    if is_date_line(text):
        head.date = head.date or date_in(text)
    elif labelled:
        _take_labelled(head, labelled[1], labelled[2].strip())
    elif _DOCUMENT_NUMBER.search(text):
        head.kept.append(text)
    elif not head.title and (letterhead := _LETTERHEAD.match(text)):
        head.organ = organ_name(letterhead["organ"])
    elif not head.title and _URGENCY.match(text):
        head.kept.append(text)
    elif not head.title:
        head.title = _SPACES.sub(" ", text)
    elif _is_organ(_SUBTITLE_MARK.sub("", text)):
        head.organ = head.organ or organ_name(_SUBTITLE_MARK.sub("", text))
    elif _is_speaker(text):
        head.speaker = head.speaker or _SPACES.sub(" ", text.strip(_BRACKETS))
    else:
        _take_subtitle(head, text)


def _take_occasion(head: TitleBlock, occasion: re.Match[str], text: str) -> None:
    """Take the sentence that says when, where and by whom a report was given."""
    head.date = head.date or date_in(occasion["date"])
    head.speaker = head.speaker or f"{occasion['post']} {occasion['name']}"
    head.kept.append(text)


def _take_labelled(head: TitleBlock, label: str, value: str) -> None:
    """Take the value of a label; a second label in the same line (来源：清川日报　日期：2025-03-18) is taken as well."""
    value, _, rest = value.partition("　")
    following = _LABELLED.match(rest.strip())
    if following:
        _take_labelled(head, following[1], following[2].strip())
    elif rest:
        value = f"{value}　{rest}"
    role = _LABEL_ROLES.get(label)
    if role == "organ":
        head.organ = head.organ or value
    elif role == "speaker":
        head.speaker = head.speaker or value
    else:
        head.date = head.date or date_in(value)


def _take_subtitle(head: TitleBlock, text: str) -> None:
    marked = _SUBTITLE_MARK.match(text)
    bare = _SUBTITLE_MARK.sub("", text)
    if _bare(bare) in _bare(head.title):
        return
    if (
        _OCCASION.search(bare)
        or _ADOPTED.search(bare)
        or (_DATED_OCCASION.search(bare) and _TITLE_WORD.search(head.title))
    ):
        head.date = _latest(head, bare) if _ADOPTED.search(bare) else head.date or date_in(bare)
        if spoken := _occasion_speaker().search(bare):
            head.speaker = head.speaker or f"{spoken['post']} {spoken['name']}"
        head.kept.append(text)
    elif head.speaker and _NAME.match(bare) and " " not in head.speaker:
        head.speaker = f"{head.speaker} {bare}"
    elif not head.speaker and _SPOKEN.search(head.title) and _LONE_NAME.match(bare):
        head.speaker = "".join(bare.split())
    elif marked and _TITLE_WORD.search(bare) and not _TITLE_WORD.search(head.title):
        head.title = f"{head.title}——{bare}"
    elif head.speaker or head.organ or head.kept or len(bare) > _LONGEST_SUBTITLE:
        head.kept.append(text)
    elif marked or (bare.startswith("在") and _TITLE_WORD.search(bare) and not _OPEN_END.search(head.title)):
        head.title = f"{head.title}——{bare}"
    elif _OPEN_END.search(head.title) or (_TITLE_WORD.search(bare) and not _TITLE_WORD.search(head.title)):
        head.title += bare
    elif "——" not in head.title and (" " not in head.title or _goes_on(head.title, bare)):
        head.title = f"{head.title} {bare}"
    else:
        head.kept.append(text)


def _latest(head: TitleBlock, adopted: str) -> str:
    """The date of a law by the latest of its lines: 通过, then 批准 or 公布, then 修正; the day it is in force is none."""
    dates = [mention.iso for mention in find_dates(adopted)]
    before = [head.date] if not head.date or any(map(_ADOPTED.search, head.kept)) else []
    if adopted.rstrip("）)").endswith(_IN_FORCE) or not before:
        return head.date or max(dates, default="")
    return max([*before, *dates])


def _goes_on(title: str, line: str) -> bool:
    """Whether a line is the second of a headline below a shoulder headline."""
    return bool(_SHOULDER.search(title)) and not _BELOW_HEADLINE.search(line)


def _is_organ(text: str) -> bool:
    bare = text.strip(_BRACKETS)
    return (
        3 < len(bare) <= 40 and bool(_ORGAN.search(bare)) and not re.search(r"[，。：]|的$|讲话|发言", bare)
    )


def _is_speaker(text: str) -> bool:
    bare = text.strip(_BRACKETS)
    named = NAME_AFTER_POST.search(bare)
    post = bare[: named.start()] if named else bare
    return (
        len(bare) <= 50 and _names_a_post(post) and not _TITLE_WORD.search(bare) and not _ADOPTED.search(bare)
    )


@from_lists
def _occasion_speaker() -> re.Pattern[str]:
    """——2025年1月14日自治区人民政府主席王某某在……会议上的讲话."""
    return re.compile(
        rf"\d日[，,]?(?P<post>[\u4e00-\u9fff]{{0,20}}{post_word()})\s*(?P<name>[\u4e00-\u9fff·]{{2,12}}?)(?:同志)?在"
    )


@from_lists
def _reported() -> re.Pattern[str]:
    """2025年1月13日在……会议上……省长王某某作政府工作报告。"""
    return re.compile(
        rf"^(?P<date>{DAY_TEXT})[，,]?在[^，。]{{2,40}}(?:会议|大会|全会)上[，,]?"
        rf"(?P<post>[\u4e00-\u9fff]{{0,20}}{post_word()})\s*(?P<name>[\u4e00-\u9fff·]{{2,8}}?)(?:同志)?(?:作|向)[^。]{{0,30}}。?$"
    )


def _names_a_post(text: str) -> bool:
    """Whether the last characters hold a post: 主任（主持工作）."""
    return re.search(post_word(), text[-_END_OF_POST:]) is not None


def _with_title(head: TitleBlock, hint: str) -> TitleBlock:
    """The head with the format's own title, which knows where the lines of a broken title join."""
    if hint and len(_bare(hint)) >= len(_bare(head.title)):
        head.title = _SPACES.sub(" ", hint).strip()
        head.kept = [line for line in head.kept if _bare(line) not in _bare(hint)]
    return head


def _bare(text: str) -> str:
    return _SPACES.sub("", text)
