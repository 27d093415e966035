"""GEN: what a genre asks for and what it does not bear. 党政机关公文处理工作条例 for the official documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language.genres import genres
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_REQUEST_CLOSING = Pattern(
    r"(?:妥否|可否|当否|是否妥当|特此请示|以上请示)[^。]{0,12}(?:批示|批复|审批|审示|请示|指示|审议)"
)
_MATTERS = Pattern(r"(?:另|同时|此外)，?(?:还)?(?:请示|恳请|请求|申请)")
_APPROVAL = Pattern(
    r"(?:请|恳请|望|请予|妥否，请|可否，请)(?:上级|领导)?(?:予以)?(?:批示|批复|审批|批准|同意)"
)
_OBEY = Pattern(r"请?(?:遵照|贯彻|认真贯彻)执行|务必(?:照此|遵照)|不得有误|令行禁止")
_PROBLEMS = Pattern(r"(?:存在|面临)的?(?:主要)?(?:问题|不足|短板|困难)|问题(?:与|和)不足|不足(?:之处|和问题)")
_FIRST_PERSON = Pattern(r"我(?!国|省|市|县|区|们|军|党|镇|乡|街道|委|局|办|单位)|本人")
_TITLE_OF_REPORT = Pattern("关于.{2,40}的报告[。．.]?$")
_SAID_BY_MEETING = Pattern(r"(?<![\u4e00-\u9fff])会议(?:强调|指出)")
"""The meeting of the report; 中央金融工作会议强调 quotes another."""
_SHORTEST_DUTY_REPORT = 300


def _text_of(reading: Reading) -> Iterator[Paragraph]:
    return reading.of_kind(*PROSE)


def _last(reading: Reading) -> Paragraph | None:
    """The last paragraph of running text, where a finding about the whole draft is shown."""
    return next((paragraph for paragraph in reversed(reading.paragraphs) if paragraph.kind in PROSE), None)


@rule(
    "GEN-3",
    "请示一文一事，有请示语",
    Severity.ERROR,
    Basis.REGULATION,
    fails=(
        "# 关于增拨经费的请示\n\n市政府：\n\n拟增拨经费20万元。\n",
        "# 关于新建站点的请示\n\n拟新建站点3个。\n\n特此报告。\n",
        "# 关于增拨经费的请示\n\n拟增拨经费20万元。另，请示增加编制2名。\n\n妥否，请批示。\n",
        Example("# 增拨经费\n\n拟增拨经费。\n", settings=ReviewSettings(genre="请示")),
    ),
    passes=(
        "# 关于增拨经费的请示\n\n市政府：\n\n拟增拨经费20万元。\n\n妥否，请批示。\n",
        "# 关于增拨经费的请示\n\n拟增拨经费。\n\n以上请示当否，请批复。\n",
        "# 关于做好整组工作的通知\n\n请认真落实。\n",
    ),
)
def request(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A 请示 without its closing words, or with a second matter (条例 第十五条)."""
    last = _last(reading)
    if reading.genre != "请示" or last is None:
        return
    if not any(_REQUEST_CLOSING.search(paragraph.text) for paragraph in _text_of(reading)):
        yield Hit(last, 0, len(last.text), "请示没有请示语，请在结尾写“妥否，请批示。”")
    for paragraph in _text_of(reading):
        for match in _MATTERS.finditer(paragraph.text):
            yield Hit(paragraph, match.start(), match.end(), "请示应一文一事，另外的事项请另行请示")


@rule(
    "GEN-4",
    "报告不夹带请示事项",
    Severity.ERROR,
    Basis.REGULATION,
    fails=(
        Example(
            "# 关于整组情况的报告\n\n已完成。恳请批准增拨经费。\n", settings=ReviewSettings(genre="报告")
        ),
        Example("# 关于征兵情况的报告\n\n妥否，请批示。\n", settings=ReviewSettings(genre="报告")),
        Example("# 关于训练情况的报告\n\n方案附后，请审批。\n", settings=ReviewSettings(genre="报告")),
        Example("# 关于演练情况的报告\n\n拟追加预算，请予批复。\n", settings=ReviewSettings(genre="报告")),
    ),
    passes=(
        Example("# 关于整组情况的报告\n\n已完成。特此报告。\n", settings=ReviewSettings(genre="报告")),
        "# 关于增拨经费的请示\n\n拟增拨经费。\n\n妥否，请批示。\n",
        Example("# 关于整改情况的报告\n\n已按批示要求完成整改。\n", settings=ReviewSettings(genre="报告")),
    ),
)
def report(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A 报告 that asks for approval (条例 第十五条)."""
    if reading.genre == "报告" or _TITLE_OF_REPORT.search(reading.title):
        yield from _each(reading, _APPROVAL, "报告不得夹带请示事项，“{}”请另文请示")


@rule(
    "GEN-5",
    "函用商洽的语气",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 关于商请提供场地的函\n\n请遵照执行。\n",
        "# 关于报送名单的函\n\n请认真贯彻执行。\n",
        "# 关于协助演练的函\n\n按时到位，不得有误。\n",
        "# 关于借用器材的复函\n\n务必照此办理。\n",
    ),
    passes=(
        "# 关于商请提供场地的函\n\n请予支持为盼。\n",
        "# 关于做好整组工作的通知\n\n请遵照执行。\n",
        "# 关于报送名单的函\n\n请于6月底前函复。\n",
    ),
)
def letter(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A 函 with 请遵照执行."""
    if reading.genre == "函":
        yield from _each(reading, _OBEY, "函是平行文，不用“{}”，可改为“请予支持”“特此函商”等")


@rule(
    "GEN-6",
    "致辞、表态不对听众提要求",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 在开幕式上的致辞\n\n各位来宾务必注意。\n",
        "# 在动员会上的表态发言\n\n大家务必抓好落实。\n",
        Example("# 开幕\n\n请大家务必支持。\n", settings=ReviewSettings(genre="致辞")),
        Example("# 表态\n\n各部门务必配合我们。\n", settings=ReviewSettings(genre="表态发言")),
    ),
    passes=(
        "# 在开幕式上的致辞\n\n希望各位来宾多提意见。\n",
        "# 在推进会上的讲话\n\n大家务必抓好落实。\n",
        "# 在动员会上的表态发言\n\n我们将坚决完成任务。\n",
    ),
)
def address(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """务必 in a 致辞 or a 表态发言."""
    if reading.genre in ("致辞", "表态发言"):
        yield from _each(reading, Pattern("务必"), "“{}”是对下的口气，致辞用“希望”“愿”，表态用“将”“坚决”")


@rule(
    "GEN-7",
    "经验交流不设问题部分",
    Severity.HINT,
    Basis.PRACTICE,
    fails=tuple(
        f"# 抓实武装工作经验交流材料\n\n## 主要做法\n\n## {heading}\n"
        for heading in ("存在的问题", "面临的主要困难", "问题与不足", "存在不足和努力方向")
    ),
    passes=(
        "# 抓实武装工作经验交流材料\n\n## 建强队伍\n\n## 破解难题\n",
        "# 征兵工作总结\n\n## 存在的问题\n",
    ),
)
def experience(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A section on problems in a 经验交流发言."""
    for paragraph in reading.of_kind(Kind.HEADING) if reading.genre == "经验交流发言" else ():
        if _PROBLEMS.search(paragraph.text):
            yield Hit(paragraph, 0, len(paragraph.text), "经验交流讲做法和成效，一般不设问题部分")


_IMPERSONAL = "全县武装工作稳步推进，训练、征兵、动员各项任务都按计划完成。" * 12


@rule(
    "GEN-8",
    "述职用第一人称",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=tuple(
        f"# {title}\n\n{_IMPERSONAL}\n"
        for title in ("述职报告", "党管武装工作述职报告", "2026年述职述廉报告", "履职情况报告")
    ),
    passes=(
        f"# 述职报告\n\n一年来，我认真履职。{_IMPERSONAL}\n",
        f"# 述职报告\n\n本人现述职如下。{_IMPERSONAL}\n",
        f"# 工作总结\n\n{_IMPERSONAL}\n",
        "# 述职报告\n\n刚开头。\n",
    ),
)
def duty_report(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A 述职报告 of some length in which nobody says 我."""
    genre = genres().find(reading.genre) if reading.genre else None
    paragraphs = tuple(_text_of(reading))
    if (
        genre is None
        or genre.family != "述职"
        or sum(len(each.text) for each in paragraphs) < _SHORTEST_DUTY_REPORT
    ):
        return
    if not any(_FIRST_PERSON.search(paragraph.text) for paragraph in paragraphs):
        first = paragraphs[0]
        yield Hit(first, 0, len(first.text), "述职报告通篇没有“我”，请用第一人称写清个人做了什么")


@rule(
    "GEN-9",
    "会议新闻先“指出”后“强调”",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "# 全市武装工作会议召开\n\n会议强调，要抓训练。\n\n会议指出，成绩明显。\n",
        "# 市委召开议军会议\n\n会议强调，要压实责任。\n\n会议指出，意义重大。\n",
        "# 全县征兵工作会议举行\n\n会议强调，一要快。会议指出，形势很好。\n",
        Example("会议强调，要抓紧。\n\n会议指出，要看到成绩。\n", settings=ReviewSettings(genre="会议新闻")),
    ),
    passes=(
        "# 全市武装工作会议召开\n\n会议指出，成绩明显。\n\n会议强调，要抓训练。\n",
        "# 全市武装工作会议召开\n\n会议强调，要抓训练。\n",
        "# 在推进会上的讲话\n\n会议强调，要快。会议指出，要稳。\n",
        "# 全市工作会议召开\n\n会议强调，要快。\n\n市政府召开常务会议。\n\n会议指出，要稳。\n",
        "# 全市工作会议召开\n\n全市护林会议强调，要快。\n\n会议指出，要稳。\n",
        "# 全市工作会议召开\n\n会议强调，要快。\n\n专班会议3月5日在清川举行。会议指出，要稳。\n",
        "# 全市要闻\n\n## 护林会议\n\n会议强调，要快。\n\n## 防汛会议\n\n会议指出，要稳。\n",
    ),
)
def news(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """会议强调 before the first 会议指出 in a report on a meeting."""
    genre = genres().find(reading.genre) if reading.genre else None
    if genre is None or genre.family != "新闻":
        return
    said = [
        (paragraph, match)
        for paragraph in _text_of(reading)
        for match in _SAID_BY_MEETING.finditer(paragraph.text)
    ]
    if not said or said[0][1][0] != "会议强调":
        return
    paragraph, match = said[0]
    later = next((where for where, other in said if other[0] == "会议指出"), None)
    text = tuple(_text_of(reading))
    of_one = later is not None and not any(
        _OPENED.search(each.text) for each in text[text.index(paragraph) + 1 : text.index(later) + 1]
    )
    if of_one and later is not None and paragraph.part == later.part:
        yield Hit(
            paragraph, match.start(), match.end(), "会议新闻一般先写“会议指出”，再写“会议强调”，请调整次序"
        )


_OPENED = Pattern("(?:召开|举行)[^，。]{0,20}会|会(?:议)?[^，。]{0,20}(?:召开|举行)")
"""Another meeting begins."""


def _each(reading: Reading, pattern: Pattern, message: str) -> Iterator[Hit]:
    """Every place in the running text that `pattern` finds; {} in the message stands for it."""
    for paragraph in _text_of(reading):
        for match in pattern.finditer(paragraph.text):
            if not paragraph.is_quoted(match.start(), match.end()):
                yield Hit(paragraph, match.start(), match.end(), message.format(match[0]))


RULES = (request, report, letter, address, experience, duty_report, news)
