"""The head of a document (版头): title, date line, speaker and organ lines, before the salutation and the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wengao.language.dates import DAY_TEXT, date_in, find_dates, is_date_line
from wengao.language.document_numbers import has_document_number
from wengao.language.head_fields import letterhead_organ
from wengao.language.lists import from_lists
from wengao.language.names import post_word
from wengao.language.numbering import split_enumerator
from wengao.reading.raw import TITLE_LEVEL
from wengao.reading.structure.head import ROSTER, closed_up, is_organ, labelled, official_title
from wengao.reading.structure.headings import heading_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.reading.raw import Block
    from wengao.reading.structure.head import Labelled

_MOST_LINES = 14
_LONGEST_LINE = 60
_LONGEST_TITLE = 120
_LONGEST_ADOPTION = 200
_LONGEST_SUBTITLE = 30
_SHORTEST_ORGAN = 3
_SALUTATION = re.compile(r"[:：]$")
_SENTENCE_END = ("。", "……", "！", "？", "；", "!", "?", ";", "，", "、")
_BRACKETS = "（）()〔〕[]【】 　"
_END_OF_POST = 6
NAME_AFTER_POST = re.compile(
    r"(?<![　\s])[　\s]+"
    r"(?P<name>[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]　[\u4e00-\u9fff]|[\u4e00-\u9fff]{1,8}(?:·[\u4e00-\u9fff]{1,8})+)$"
)
"""The name that follows a post: 沈致远, 方　允, 买买提·艾力."""
_TITLE_WORD = re.compile(
    r"(?:讲话|发言|报告|汇报|总结|通知|请示|意见|方案|规定|办法|决定|公报|纪要|函|致辞|主持词|述职|材料|体会|提纲|演讲|批复|计划|要点)"
    r"(?:稿|提纲|材料)?(?:[（(].{1,20}[）)])?$"
)
_OPEN_END = re.compile(r"(?:关于|的|和|与|及|在|对|进一步|推进|加强|做好|开展|印发|《[^》]*)$")
_ANSWER = re.compile(r"(?:建议|提案|议案)的(?:答复|复函|答复意见)$")
_SUBTITLE_MARK = re.compile(r"^\s*(?:—{1,2}|-{2,}|－{1,2}|–{1,2}|―+)\s*")
_OCCASION = re.compile(rf"{DAY_TEXT}.*(?:会议|大会|全会)上?$")
_DATED_OCCASION = re.compile(rf"^{DAY_TEXT}.*(?:会议|大会|全会)")
_ADOPTED = re.compile(rf"{DAY_TEXT}.*(?:通过|批准|公布|发布|修订|修正|施行)[）)]?$")
_IN_FORCE = "施行"
_SHOULDER = re.compile(r"(?:强调|指出|要求|提出|表示|指示)(?: [^ ]+){1,2}$")
"""A shoulder headline (引题) and the first lines of the headline (主题), which may have three."""
_SHOULDER_ENDS = re.compile(r"(?:强调|指出|要求|提出|表示|指示)[：:]?$")
"""A shoulder headline alone: the headline follows on the next line, however long."""
_BELOW_HEADLINE = re.compile("出席|参加|主持|陪同|讲话$|通报$|批示$")
"""Words of the line below a headline (副题), which is none of its lines."""
_SPOKEN = re.compile("(?:讲话|发言|致辞|演讲|报告|主持词)$")
_LONE_NAME = re.compile(
    r"^[\u4e00-\u9fff](?:[\s　]*[\u4e00-\u9fff]){0,1}[\s　]*[\u4e00-\u9fff](?<![稿要选文录编篇])$"
)
"""A name of two or three characters without a post; 讨论稿, 摘要 and 节选 are none."""
_NAME = re.compile(r"^[\u4e00-\u9fff](?:　*[\u4e00-\u9fff·]){1,4}$")
_WRITER = re.compile(r"^[\u4e00-\u9fff、　 ]{2,30}(?:评论员|编辑部|观察员|特约撰稿人|课题组|调研组|报道组)$")
"""Who wrote an article, below its headline."""
_OF_A_PERSON = re.compile(r"^[\u4e00-\u9fff·]{2,6}，(?:男|女)，")
"""How what is told of a person opens."""
_ABOUT_SOMEONE = re.compile(
    r"^\s*(?:—{1,2}|-{2,}|－{1,2}|–{1,2}|―+)\s*(?:记|访|忆|追记|写在|献给|来自)(?!者)"
)
"""A subtitle that says of whom the article tells: ——记石门镇柳溪村第一书记方允."""
_URGENCY = re.compile(
    r"^(?:[绝机秘]\s*密\s*(?:[★☆*].*)?|特\s*急|加\s*急|特\s*提|平\s*急|紧急程度[:：].*|密级[:：].*"
    r"|签发人[:：].*|\d{6}|内部(?:资料|文件).*|第?\d{1,6}份?)$"
)
"""What stands beside or above it: the number of the copy, secrecy, urgency, who signed."""
_ENDING_ALONE = re.compile(r"^文\s*件$")
_BRIEF = re.compile(
    r"^(?P<name>(?:(?!关于)[\u4e00-\u9fff“”·、 　]){0,30}"
    r"(?:简\s*报|动\s*态|信\s*息|快\s*报|专\s*报|参\s*考|通\s*讯|专\s*刊|要\s*情|内\s*参))$"
)
"""The head of a brief (简报): its name, then its number, then its organ and date."""
_ISSUE = re.compile(
    r"^[（(]?(?:(?:19|20)\d{2}年)?\s*(?:第|总第|增刊)"
    r"\s*[\d〇○零一二三四五六七八九十百]{0,5}\s*期?[）)]?(?:\s*[（(]总?第?\s*\d+\s*期?[）)])?$"
)
_ATTACHED = re.compile(r"^附件\s*[\d一二三四五六七八九十]{0,3}\s*[：:]?$")
"""What an attachment opens with, its title below."""
_SESSION_NUMBER = re.compile(
    r"^(?:[〔\[（(【]\s*\d{4}\s*年?\s*[〕\]）)】]\s*第?|(?:\d{4}年)?\s*第)\s*[\d一二三四五六七八九十]{1,4}\s*[次号期]$"
)
"""The number of minutes: 〔2024〕第5次."""
_RUBRIC = re.compile(
    r"^[【\[]?(?:要闻|头版|时政|综合|理论|评论|言论|党建|民生|本地|综合新闻|本地新闻|时政要闻)[】\]]?$"
)
"""The part of a paper that a piece stood in."""
_LONGEST_KIND = 20
_ORGAN_AND_DATE = re.compile(
    rf"^(?P<organ>[\u4e00-\u9fff（）()]{{3,30}}?)[\s　]+"
    rf"(?P<date>{DAY_TEXT}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}})(?:印?发?|编印?)$"
)
_CONTENT_LABEL = re.compile(r"^[^：:，。—\s　]{1,3}[\s　]?[^：:，。—\s　]{0,6}[：:]\s*\S")
"""A line of a list with what it is about before a colon: 组　长：张三."""
_DOCUMENT_END = re.compile(
    r"(?:名单|名录|花名册|[^代]表|清单|安排|台账|目录|须知|指南|议程|日程|简介|通知|要点|任务书|责任书|承诺书|倡议书|登记|统计|题库|问答|口号|标语|公示|简报)$"
)
"""Words that end a title: the next line is no second line of a headline."""
_SPEAKS = re.compile(r"^在.{2,60}(?:讲话|发言|致辞|演讲|报告)(?:提纲|摘要|稿)?$")
_SHORTEST_HEADLINE = 6
_SHORTEST_ADDRESS = 4
_CELLS_APART = " | "
_LONGEST_OF_ROW = 24
"""Characters of the cells of a row of data, on the average; a row of longer ones may be a title beside a picture."""
_SPACES = re.compile(r"[\s　]+")


@dataclass(slots=True)
class TitleBlock:
    """What the head says. length: how many blocks it takes up. kept: lines that are none of these, in order.

    title: without line breaks; a subtitle follows after —— or a space. date: ISO or empty. source: the paper or site that a
    label names. named: what a label says the title is. declared: whether the format marks the title as one. brief:
    whether it is the head of a brief (简报). marked: whether a red head names the organs. left_out: lines of labels and
    the letterhead, of which fields were made.
    """

    title: str = ""
    date: str = ""
    organ: str = ""
    speaker: str = ""
    source: str = ""
    length: int = 0
    kept: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    named: str = ""
    brief: bool = False
    marked: bool = False
    declared: bool = False


def read_title_block(blocks: Sequence[Block], hint: str = "", name: str = "") -> TitleBlock:
    """The head of `blocks`. hint: the title as the file format names it. name: what the file is called; may be empty."""
    head = TitleBlock()
    window = blocks[:_MOST_LINES]
    texts = [block.text.strip() for block in window]
    start, end, title = _place_of_title(window, texts, name)
    headings = heading_lines(window)
    marked = _take_letterhead(head, texts[:start])
    for index, text in enumerate(texts):
        following = texts[index + 1] if index + 1 < len(texts) else ""
        if start <= index < end:
            head.title = head.title or title
        elif index in marked:
            head.left_out.append(text)
        elif index < start:
            _take_before_title(head, text, following)
        elif window[index].level == TITLE_LEVEL:
            head.declared = True
            _take_line(head, text, following)
        elif (occasion := _reported().match(text)) and head.title:
            _take_occasion(head, occasion, text)
        elif headings[index] is not None or _opens_body(text, following, titled=bool(head.title)):
            break
        else:
            _take_line(head, text, following)
        head.length = index + 1
    if not head.title:
        return TitleBlock(title=hint, kept=[]) if not head.length else _with_title(head, hint or head.named)
    return _with_title(
        head, hint if _bare(head.title) in _bare(hint) or _bare(hint) in _bare(head.title) else ""
    )


def _place_of_title(window: Sequence[Block], texts: Sequence[str], name: str) -> tuple[int, int, str]:
    """Where the title stands: start, end and text; (0, 0, "") where it is to be found line by line.

    It has the form of an official title, or the format declares it, or a line says the same as the file's name.
    """
    salutation = next((at for at, text in enumerate(texts) if _addresses(text)), len(texts))
    declared = next((at for at, block in enumerate(window) if block.level == TITLE_LEVEL), None)
    found = official_title(texts[:salutation])
    agrees = found is not None and (declared is None or found.start <= declared < found.end)
    if found is not None and agrees and not any(_is_prose(text) for text in texts[: found.start]):
        return found.start, found.end, found.text
    if declared is not None:
        return declared, declared, ""
    bare = _bare(name)
    named = next(
        (at for at, text in enumerate(texts) if len(bare) >= _SHORTEST_HEADLINE and _bare(text) == bare), None
    )
    return (named, named + 1, closed_up(texts[named])) if named is not None else (0, 0, "")


def _addresses(text: str) -> bool:
    """Whether a line says to whom a paper goes; 主题词： and the row of a table are none, nor is 题： of a broken label."""
    return (
        len(text) >= _SHORTEST_ADDRESS
        and _SALUTATION.search(text) is not None
        and _CELLS_APART not in text
        and "关于" not in text
        and not labelled(text)
    )


def _is_prose(text: str) -> bool:
    return (len(text) > _LONGEST_LINE and not labelled(text)) or text.endswith(("。", "！", "？"))


def _take_letterhead(head: TitleBlock, above: Sequence[str]) -> frozenset[int]:
    """Take the organs of a red head, one or several that issue a paper together, and return the places of its lines.

    above: the lines above the title. 文件 stands behind the name, or beside those of all (7.2.4).
    """
    named = {at: letterhead_organ(text) for at, text in enumerate(above)}
    if not any(named.values()):
        return frozenset()
    organs = {at: named[at] or (text if is_organ(text) else "") for at, text in enumerate(above)}
    names = dict.fromkeys(
        name for organ in organs.values() if organ for name in organ_name(organ).split("、")
    )
    head.organ, head.marked = "、".join(names), True
    return frozenset(at for at, organ in organs.items() if organ)


def _take_before_title(head: TitleBlock, text: str, following: str) -> None:
    """Take a line that stands above the title: letterhead, number, organ, date; whatever else stays in the text."""
    bare = _SPACES.sub(" ", text)
    if _ISSUE.match(text) or _BRIEF.match(bare):
        head.brief = True
        head.kept.append(text)
    elif _take_issue(head, text):
        pass
    elif not head.organ and is_organ(text):
        head.organ = organ_name(text)
    elif is_date_line(text) or labelled(text, following):
        _take_line(head, text, following)
    else:
        (head.left_out if _ENDING_ALONE.match(text) and head.organ else head.kept).append(text)


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


def _opens_body(text: str, following: str, *, titled: bool) -> bool:
    if titled and _ADOPTED.match(text.lstrip(_BRACKETS)):
        return len(text) > _LONGEST_ADOPTION
    if labelled(text, following):
        return False
    if not titled and _CELLS_APART in text and text.count(_CELLS_APART.strip()) * _LONGEST_OF_ROW > len(text):
        return True
    longest = _LONGEST_LINE if titled or not _TITLE_WORD.search(text) else _LONGEST_TITLE
    if len(text) > longest or text.endswith(_SENTENCE_END) or bool(_SALUTATION.search(text)):
        return True
    return titled and _is_content(text)


def _is_content(text: str) -> bool:
    """Whether a short line below a title is the text's own: a row, an item, a name in a list, 组长：张三."""
    return (
        "\t" in text
        or " | " in text
        or _OF_A_PERSON.match(text) is not None
        or split_enumerator(text)[0] is not None
        or (ROSTER.match(text.strip(_BRACKETS)) is not None and not _is_speaker(text))
        or (_CONTENT_LABEL.match(text) is not None and not has_document_number(text))
    )


def _take_line(head: TitleBlock, text: str, following: str = "") -> None:
    labels = labelled(text, following)
    if is_date_line(text):
        _take_date(head, text)
    elif labels:
        _take_labels(head, labels)
        head.left_out.append(text)
    elif has_document_number(text):
        (head.left_out if text in head.kept else head.kept).append(text)
    elif not head.title:
        _take_without_title(head, text, following)
    elif head.speaker and _SPEAKS.match(text) and _bare(head.speaker) == _bare(head.title):
        head.title += text
    elif _SESSION_NUMBER.match(text):
        head.kept.append(text)
    elif is_organ(head.title) and not head.kept and _names_a_kind(text):
        head.organ, head.title = head.organ or head.title, head.title + closed_up(text)
    else:
        _take_below_title(head, text)


def _take_below_title(head: TitleBlock, text: str) -> None:
    """Take a line below the title: of the organ, with the date or a name, of the speaker, of a subtitle."""
    dated = _ORGAN_AND_DATE.match(text)
    if dated and is_organ(dated["organ"]):
        head.organ, head.date = head.organ or dated["organ"], head.date or date_in(dated["date"])
        head.left_out.append(text)
    elif is_organ(_SUBTITLE_MARK.sub("", text)):
        _take_organ(head, text)
    elif _ABOUT_SOMEONE.match(text):
        _take_subtitle(head, text)
    elif named := _unit_and_name(text):
        _take_organ(head, named[0])
        _take_speaker(head, named[1])
    elif _is_speaker(text) or (_WRITER.match(text) and not is_organ(head.title)):
        _take_speaker(head, text)
    else:
        _take_subtitle(head, text)


def _take_without_title(head: TitleBlock, text: str, following: str) -> None:
    """Take a line that stands before there is a title: what a red head or a brief opens with, or the title itself."""
    if organ := letterhead_organ(text):
        head.organ = organ_name(organ)
        head.left_out.append(text)
    elif any(before.match(text) for before in (_URGENCY, _ATTACHED, _SESSION_NUMBER, _RUBRIC)):
        head.kept.append(text)
    elif _BRIEF.match(text) and _ISSUE.match(following):
        head.brief = True
        head.kept.append(text)
    elif not (head.brief and _take_issue(head, text)):
        head.title = closed_up(text)
        spoken = _post_and_name().match(_bare(text)) if _SPEAKS.match(following) else None
        if spoken:
            head.speaker = f"{spoken['post']} {spoken['name']}"


def _take_issue(head: TitleBlock, text: str) -> bool:
    """Take the number of a brief, or the line with its organ and date."""
    dated = _ORGAN_AND_DATE.match(text)
    if _ISSUE.match(text):
        head.kept.append(text)
    elif dated:
        head.organ, head.date = head.organ or dated["organ"], head.date or date_in(dated["date"])
        head.left_out.append(text)
    return bool(dated or _ISSUE.match(text))


def _take_date(head: TitleBlock, text: str) -> None:
    """Take the date; another one stays in the text."""
    found = date_in(text)
    if head.date:
        (head.left_out if head.date == found else head.kept).append(text)
    head.date = head.date or found


def _take_organ(head: TitleBlock, text: str) -> None:
    found = organ_name(_SUBTITLE_MARK.sub("", text))
    if head.organ:
        (head.left_out if _bare(found) in _bare(head.organ) else head.kept).append(text)
    head.organ = head.organ or found


def _take_speaker(head: TitleBlock, text: str) -> None:
    found = _SPACES.sub(" ", text.strip(_BRACKETS))
    if head.speaker:
        (head.left_out if found == head.speaker else head.kept).append(text)
    head.speaker = head.speaker or found


def _take_occasion(head: TitleBlock, occasion: re.Match[str], text: str) -> None:
    """Take the sentence that says when, where and by whom a report was given."""
    head.date = head.date or date_in(occasion["date"])
    head.speaker = head.speaker or f"{occasion['post']} {occasion['name']}"
    head.kept.append(text)


def _take_labels(head: TitleBlock, labels: Labelled) -> None:
    """Take what the labels of a line say: 来源：清川日报　日期：2025-03-18　浏览：12次."""
    for role, value in labels.fields:
        if role == "organ":
            head.organ = head.organ or value
        elif role == "source":
            head.source = head.source or value
        elif role == "speaker":
            head.speaker = head.speaker or value
        elif role == "date":
            head.date = head.date or date_in(value)
        elif role == "number":
            head.kept.append(value)
        else:
            head.named = head.named or value


def _take_subtitle(head: TitleBlock, text: str) -> None:
    marked = _SUBTITLE_MARK.match(text)
    bare = _SUBTITLE_MARK.sub("", text)
    if _bare(bare) in _bare(head.title):
        head.left_out.append(text)
        return
    if (
        _OCCASION.search(bare)
        or _ADOPTED.search(bare)
        or (_DATED_OCCASION.search(bare) and _TITLE_WORD.search(head.title))
    ):
        head.date = _latest(head, bare) if _ADOPTED.search(bare) else head.date or date_in(bare)
        if spoken := _occasion_speaker().search(bare):
            post, name = spoken["post"] or spoken["after"], spoken["name"] or spoken["called"]
            head.speaker = head.speaker or f"{post} {name}"
        head.kept.append(text)
    elif head.speaker and _NAME.match(bare) and " " not in head.speaker:
        head.speaker = f"{head.speaker} {bare}"
    elif not head.speaker and _SPOKEN.search(head.title) and _LONE_NAME.match(bare):
        head.speaker = "".join(bare.split())
    elif marked and _TITLE_WORD.search(bare) and not _TITLE_WORD.search(head.title):
        head.title = f"{head.title}——{bare}"
    elif _is_below_shoulder(head, bare) or _answers(head.title, bare):
        head.title += bare if _answers(head.title, bare) else f" {bare}"
    elif head.speaker or head.organ or head.kept or len(bare) > _LONGEST_SUBTITLE:
        head.kept.append(text)
    elif marked or (bare.startswith("在") and _TITLE_WORD.search(bare) and not _OPEN_END.search(head.title)):
        head.title = f"{head.title}——{bare}"
    elif _OPEN_END.search(head.title) or (_TITLE_WORD.search(bare) and not _TITLE_WORD.search(head.title)):
        head.title += bare
    elif (
        "——" not in head.title
        and not head.declared
        and _may_go_on(head.title, bare)
        and (" " not in head.title or _goes_on(head.title, bare))
    ):
        head.title = f"{head.title} {bare}"
    else:
        head.kept.append(text)


def _is_below_shoulder(head: TitleBlock, line: str) -> bool:
    """Whether a line is the headline below a shoulder headline: ……会议强调."""
    ends = _SHOULDER_ENDS.search(head.title) is not None and not head.kept
    return ends and not _BELOW_HEADLINE.search(line) and len(line) <= _LONGEST_LINE


def _answers(title: str, line: str) -> bool:
    """Whether a line ends the title of an answer that a line above begins: ……对市五届人大⏎四次会议第2996号建议的答复."""
    return "对" in title and _ANSWER.search(line) is not None and not _ANSWER.search(title)


def _names_a_kind(line: str) -> bool:
    """Whether a line says what a paper is, below the organ that it comes from: 会议记录, 2024年工作报告."""
    return len(line) <= _LONGEST_KIND and bool(
        _TITLE_WORD.search(line) or _DOCUMENT_END.search(line) or line.endswith("记录")
    )


def _latest(head: TitleBlock, adopted: str) -> str:
    """The date of a law by the latest of its lines: 通过, then 批准 or 公布, then 修正; the day it is in force is none."""
    dates = [mention.iso for mention in find_dates(adopted)]
    before = [head.date] if not head.date or any(map(_ADOPTED.search, head.kept)) else []
    if adopted.rstrip("）)").endswith(_IN_FORCE) or not before:
        return head.date or max(dates, default="")
    return max([*before, *dates])


def _may_go_on(title: str, line: str) -> bool:
    """Whether a line may be the second of a headline: the title is not complete, and the line long enough."""
    return len(line) >= _SHORTEST_HEADLINE and not _DOCUMENT_END.search(title) and not _ISSUE.match(line)


def _goes_on(title: str, line: str) -> bool:
    """Whether a line is the second of a headline below a shoulder headline."""
    return bool(_SHOULDER.search(title)) and not _BELOW_HEADLINE.search(line)


def _unit_and_name(text: str) -> tuple[str, str] | None:
    """Unit and name in a line below a title: 石门镇党政办　林秋月; None for another line."""
    bare = text.strip(_BRACKETS)
    named = NAME_AFTER_POST.search(bare)
    unit = bare[: named.start()] if named else ""
    return (unit, named["name"]) if named and is_organ(unit) and not _names_a_post(unit) else None


def _is_speaker(text: str) -> bool:
    bare = text.strip(_BRACKETS)
    named = NAME_AFTER_POST.search(bare)
    post = bare[: named.start()] if named else bare
    return (
        len(bare) <= 50 and _names_a_post(post) and not _TITLE_WORD.search(bare) and not _ADOPTED.search(bare)
    )


@from_lists
def _occasion_speaker() -> re.Pattern[str]:
    """——2025年1月14日自治区人民政府主席王某某在……会议上的讲话, or 王某某市长在……."""
    return re.compile(
        rf"\d日[，,]?(?:(?P<post>[\u4e00-\u9fff]{{0,20}}{post_word()})\s*(?P<name>[\u4e00-\u9fff·]{{2,12}}?)(?:同志)?"
        rf"|(?P<called>[\u4e00-\u9fff]{{2,3}})(?P<after>{post_word()}))在"
    )


@from_lists
def _reported() -> re.Pattern[str]:
    """2025年1月13日在……会议上……省长王某某作政府工作报告。"""
    return re.compile(
        rf"^(?P<date>{DAY_TEXT})[，,]?在[^，。]{{2,40}}(?:会议|大会|全会)上[，,]?"
        rf"(?P<post>[\u4e00-\u9fff]{{0,20}}{post_word()})\s*(?P<name>[\u4e00-\u9fff·]{{2,8}}?)(?:同志)?(?:作|向)[^。]{{0,30}}。?$"
    )


@from_lists
def _post_and_name() -> re.Pattern[str]:
    """清川市委书记李四, above what was said."""
    return re.compile(rf"^(?P<post>[\u4e00-\u9fff、]{{2,24}}{post_word()})(?P<name>[\u4e00-\u9fff]{{2,3}})$")


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
