"""CON: promises and figures that have to agree with one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language.numerals import LARGEST, chinese_numeral, numeral_value
from wengao.language.ordinals import chain_items
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_COUNT = r"(?P<count>[一二两三四五六七八九十]{1,2}|\d{1,2})"
_SPEECH_PROMISE = Pattern(
    rf"(?:讲|谈|提|强调|汇报|报告)(?:以下|如下)?{_COUNT}(?:点|个方面|条|个问题|方面)(?:的)?(?:意见|要求|体会|建议|看法|希望|认识|想法|情况|问题)?"
)
_LIST_PROMISE = Pattern(
    rf"(?<!第){_COUNT}(?:点|个方面|方面|条|项|件事|个环节|个问题|个特点)(?:的)?(?:主要|突出)?(?:工作|任务|要求|措施|意见|内容|问题|不足|差距|短板|困难|原因|特点|经验|做法|体会|收获)?(?:[：。]|，(?:即|就是))(?=一[是要])"
)
_AGENDA_PROMISE = Pattern(rf"(?:会议|议程|今天)[^。；]{{0,12}}?{_COUNT}项(?:议程|内容|议题)")
_AGENDA_ITEM = Pattern(r"第([一二三四五六七八九十]{1,2})项")


@rule(
    "CON-1",
    "说几点就有几点",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 讲话\n\n下面，我讲三点意见。\n\n## 甲\n\n## 乙\n\n## 丙\n\n## 丁\n",
        "# 讲话\n\n我谈两点体会：\n\n## 甲\n\n## 乙\n\n## 丙\n",
        "要做到三点：一是守时；二是保密。\n",
        "重点抓好四项工作：一是摸底数；二是建台账；三是强保障。\n",
        "主要有四个方面的问题：一是认识不到位，二是投入不够，三是督查不严。\n",
        "今年重点办好五件实事：修路、通水、改厕、绿化。\n",
        "今天的会议共有五项议程。\n\n进行第一项。\n\n进行第二项。\n\n进行第三项。\n\n进行第四项。\n",
    ),
    passes=(
        "# 讲话\n\n下面，我讲三点意见。\n\n## 甲\n\n## 乙\n\n## 丙\n",
        "# 讲话\n\n下面，我讲三点意见。\n\n第一，抓学习。\n",
        "要做到两点：一是守时；二是保密。\n",
        "主要有三个方面的问题：一是认识不到位，二是投入不够，三是督查不严。\n",
        "今年重点办好四件实事：修路、通水、改厕、绿化。\n",
        "今年办好五件实事：修路、通水、改厕等。\n",
        "会议共有两项议程。\n\n进行第一项。\n\n进行第二项。\n",
        "刚才，三位同志讲得很好。\n",
        "成本降一点，利润就厚一点。一是降地价；二是降税费。\n",
        "《条例》共7章53条。一是细化义务。二是完善规定。\n",
    ),
)
def promised_count(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """讲三点意见 with four headings, 三点 with two items, 五项议程 with four."""
    yield from _promised_headings(reading)
    yield from _promised_items(reading)
    yield from _promised_names(reading)
    yield from _promised_agenda(reading)


def _promised_headings(reading: Reading) -> Iterator[Hit]:
    """The promise that stands before the first heading, against the headings of the first level."""
    headings = sum(1 for paragraph in reading.of_kind(Kind.HEADING) if paragraph.level == 2)
    if headings < 2:
        return
    for paragraph in reading.paragraphs:
        if paragraph.kind is Kind.HEADING:
            return
        for match in _SPEECH_PROMISE.finditer(paragraph.text) if paragraph.kind is not Kind.TITLE else ():
            promised = numeral_value(match["count"])
            if promised and promised != headings:
                message = f"这里说“{match[0]}”，一级标题有{_shown(headings)}个，请核对"
                yield Hit(paragraph, match.start(), match.end(), message)


def _promised_items(reading: Reading) -> Iterator[Hit]:
    for paragraph in reading.of_kind(*PROSE):
        matches = list(_LIST_PROMISE.finditer(paragraph.text))
        ends = [match.start() for match in matches[1:]] + [len(paragraph.text)]
        for match, end in zip(matches, ends, strict=False):
            promised = numeral_value(match["count"])
            items = len(chain_items(paragraph.text[match.end() : end]))
            if promised and 1 < promised <= _MOST_PROMISED and items and items != promised:
                message = f"这里说“{match[0].rstrip('：。')}”，后面列了{_shown(items)}项，请核对"
                yield Hit(paragraph, match.start(), match.end(), message)


_NAMES_PROMISE = Pattern(
    rf"(?<!第){_COUNT}(?:件(?:大事|实事|事|民生实事)|(?:项|大)(?:工程|行动|任务|工作|重点工作|重点任务|举措|措施)|个(?:重点|环节|方面|关键))："
    r"(?P<names>[\u4e00-\u9fff]{2,8}(?:、[\u4e00-\u9fff]{2,8}){1,9})(?=。)"
)
_MORE_NAMES = Pattern("[和及与等]")


def _promised_names(reading: Reading) -> Iterator[Hit]:
    """五件实事：修路、通水、改厕、绿化: a whole sentence of short names, one a stop."""
    for paragraph in reading.of_kind(*PROSE):
        for match in _NAMES_PROMISE.finditer(paragraph.text):
            promised, items = numeral_value(match["count"]), match["names"].count("、") + 1
            if promised and promised != items and not _MORE_NAMES.search(match["names"]):
                said = paragraph.text[match.start() : match.start("names") - 1]
                message = f"这里说“{said}”，后面列了{_shown(items)}项，请核对"
                yield Hit(paragraph, match.start(), match.start("names") - 1, message)


_MOST_PROMISED = 15
"""What is more (共7章53条) counts what a document holds, and promises no list."""


def _promised_agenda(reading: Reading) -> Iterator[Hit]:
    items = {
        numeral_value(match[1])
        for paragraph in reading.paragraphs
        for match in _AGENDA_ITEM.finditer(paragraph.text)
    }
    if len(items) < 2:
        return
    for paragraph in reading.of_kind(*PROSE):
        for match in _AGENDA_PROMISE.finditer(paragraph.text):
            promised = numeral_value(match["count"])
            if promised and promised != len(items):
                message = f"这里说“{match[0]}”，后面进行了{_shown(len(items))}项，请核对"
                yield Hit(paragraph, match.start(), match.end(), message)


def _shown(count: int) -> str:
    return "两" if count == 2 else chinese_numeral(min(count, LARGEST))


_NUMBER = r"\d{1,6}(?:\.\d{1,4})?"
_RISE = "提高|提升|上升|增长|增加|扩大|上涨"
_FALL = "下降|降低|减少|降|回落|压减|缩小"
_CHANGE = Pattern(
    rf"[由从](?:[\u4e00-\u9fff\d]{{0,12}}?的)?(?P<before>{_NUMBER})[%％](?:{_RISE}|{_FALL})(?:了)?[到至为](?:[\u4e00-\u9fff\d]{{0,12}}?的)?"
    rf"(?P<after>{_NUMBER})[%％]，(?:累计|共|净|同比)?(?P<word>{_RISE}|{_FALL})了?(?P<change>{_NUMBER})(?P<unit>个?百分点|[%％])"
)
_SHARES = Pattern(rf"(?:分别占|各占)(?P<shares>(?:[^，。；\d]{{0,6}}{_NUMBER}[%％][、和及与，]?){{2,10}})")
_WHOLE, _MOST_OF_ONE = 101, 130
"""Per cent: shares that come to a little more are parts of one whole that do not agree."""
_SHARE = Pattern(rf"({_NUMBER})[%％]")


@rule(
    "CON-3",
    "比重之和、百分点算得对",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        "达标率由5%提高到8%，提高了3%。\n",
        "达标率由60%提高到75%，提高12个百分点。\n",
        "甲、乙、丙分别占40%、35%、30%。\n",
        "差错率从6%下降到4%，下降2%。\n",
    ),
    passes=(
        "达标率由5%提高到8%，提高了3个百分点。\n",
        "甲、乙、丙分别占40%、35%、25%。\n",
        "差错率从6.5%下降到4.2%，下降2.3个百分点。\n",
        "产值由5亿元提高到8亿元，增长60%。\n",
    ),
    alone=True,
)
def wrong_sum(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """由5%提高到8% is 3个百分点, and shares of one whole do not exceed it."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _CHANGE.finditer(paragraph.text):
            points = abs(round(float(match["after"]) - float(match["before"]), 4))
            if match["unit"] in "%％" or abs(points - float(match["change"])) > 0.051:
                said = match["change"] + match["unit"]
                message = f"由{match['before']}%到{match['after']}%是{points:g}个百分点，请核对“{said}”"
                yield Hit(paragraph, match.start("change"), match.end("unit"), message)
        for match in _SHARES.finditer(paragraph.text):
            total = sum(float(share) for share in _SHARE.findall(match["shares"]))
            # Shares of several wholes, 分别占世界总量的49.6%、72.6%和53.2%, come to far more.
            if _WHOLE < total <= _MOST_OF_ONE:
                message = f"各部分的比重相加是{total:g}%，请核对"
                yield Hit(paragraph, match.start("shares"), match.end("shares"), message)


_TIMES_DOWN = Pattern(
    r"(?:下降|减少|降低|缩短|缩小|缩减|压缩|压减)了?(?:近|约|超过)?(?:\d{1,4}(?:\.\d{1,2})?|[一二两三四五六七八九十]{1,3})倍"
)
_UNITS = (
    r"[人名个家户件次项天年元亩吨公里条处支所村岁%％床台辆套间座株棵头只羽栋幢平方米立升桶袋箱瓶册份篇期场]"
)
_DOUBLE_ABOUT = Pattern(
    rf"(?:大约|大概|(?<![签预节])约|近|将近|接近)\d[\d,]{{0,11}}(?:\.\d{{1,4}})?[万亿]?(?:余|多)?{_UNITS}{{0,2}}(?:左右|上下|以上)"
    rf"|(?:大约|大概|(?<![签预节])约|近|将近|接近)\d[\d,]{{0,11}}[万亿]?(?:余|多)(?={_UNITS})"
    rf"|(?:超过|突破(?![\d,]{{1,6}}[余多]?[项个]+[\u4e00-\u9fff]{{0,4}}(?:技术|难题|瓶颈))|逾|不少于|不低于|至少|高达)\d[\d,]{{0,11}}(?:\.\d{{1,4}})?[万亿]?(?:(?:余|多)(?={_UNITS})|{_UNITS}{{1,2}}(?:左右|上下|以上))"
    rf"|\d[万亿]?(?:余|多){_UNITS}{{1,2}}(?:左右|上下)"
)


@rule(
    "CON-4",
    "约数只说一次，减少不说“倍”",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        "事故起数下降2倍。\n",
        "约30人左右参加。\n",
        "超过50多家企业响应。\n",
        "近200余名群众受益。\n",
        "不少于10天以上。\n",
        "办理300余件左右。\n",
        "发放棉被约3000多床。\n",
    ),
    passes=(
        "事故起数下降五成。\n",
        "约30人参加。\n",
        "签约10亿元以上的项目占比过半。\n",
        "50多家企业响应。\n",
        "产值增长2倍。\n",
        "不少于10天。\n",
        "近3年以来。\n",
    ),
    alone=True,
)
def doubled_estimate(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """下降2倍, 约30人左右, 超过50多家."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _TIMES_DOWN.finditer(paragraph.text):
            message = f"减少不用“倍”，“{match[0]}”请改为百分之几或几成"
            yield Hit(paragraph, match.start(), match.end(), message)
        for match in _DOUBLE_ABOUT.finditer(paragraph.text):
            message = f"“{match[0]}”把约数说了两遍，或自相矛盾，请只留一处"
            yield Hit(paragraph, match.start(), match.end(), message)


RULES = (promised_count, wrong_sum, doubled_estimate)
