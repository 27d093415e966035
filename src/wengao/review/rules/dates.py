"""DIG: dates, years and document numbers. GB/T 15835-2011, GB/T 9704-2012."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from wengao.language.document_numbers import document_numbers
from wengao.language.genres import genres
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_SHORT_YEAR = Pattern(
    r"(?<![\d.近历前后过了达])(?P<year>\d{2})年(?=\d{1,2}月)|(?:(?<=截至)|(?<=截止)|(?<=截止到))[12]\d年(?=底|末|初|\d)"
)
_PADDED = Pattern(r"(?<=\d年)0(?=[1-9]月)|(?<=\d月)0(?=[1-9]日)")
_SPOKEN_DAY = Pattern(r"(?<=\d月)\d{1,2}(?P<day>号)(?![楼线文令台风院坑井码])")
_DOTTED = Pattern(r"(?<![\d./-])(?P<year>20\d{2})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})(?![\d./-])")


@rule(
    "DIG-1",
    "日期写全，用“年、月、日”，不补零",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        "26年3月完成摸底。\n",
        "于2026年03月05日召开。\n",
        "截至25年底，全市编组3000人。\n",
        Example("定于3月5号上午召开。\n", "定于3月5日上午召开。\n"),
        "时间：2026.3.5。\n",
        "2026年3月05日\n",
    ),
    passes=(
        "2026年3月5日召开。\n",
        "历时26年3个月。\n",
        "5号楼已经完工。\n",
        "版本为2.3.5。\n",
        "10月份全面推开。\n",
    ),
    alone=True,
)
def written_date(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """26年3月, 2026年03月05日, 3月5号 and 2026.3.5 (GB/T 9704-2012 7.3.5.4, GB/T 15835-2011 5.2)."""
    for paragraph in reading.of_kind(*_WHERE):
        text = paragraph.text
        for match in _SHORT_YEAR.finditer(text):
            yield Hit(paragraph, match.start(), match.end(), f"年份应写全四位，请把“{match[0]}”补全")
        for match in _PADDED.finditer(text):
            yield Hit(paragraph, match.start(), match.end() + 1, "月、日前不补“0”，请删去")
        for match in _SPOKEN_DAY.finditer(text):
            yield Hit(paragraph, match.start("day"), match.end("day"), "书面日期用“日”，不用“号”", "日")
        for match in _DOTTED.finditer(text):
            proper = f"{match['year']}年{int(match['month'])}月{int(match['day'])}日"
            message = f"“{match[0]}”应写作“{proper}”"
            yield Hit(paragraph, match.start(), match.end(), message, severity=Severity.HINT)


_CHINESE_YEAR = Pattern(r"(?<![一二三四五六七八九零〇○十百千])[一二][一二三四五六七八九零〇○]{3}(?=年)")


@rule(
    "DIG-2",
    "汉字年份用“〇”",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("二零二六年三月五日\n", "二〇二六年三月五日\n"),
        Example("成立于二零零五年。\n", "成立于二〇〇五年。\n"),
        Example("# 在二零二六年工作会议上的讲话\n", "# 在二〇二六年工作会议上的讲话\n"),
        Example("二○一九年以来。\n", "二〇一九年以来。\n"),
    ),
    passes=("二〇二六年三月五日\n", "一百零六年。\n", "2026年\n", "共一千零二十年。\n"),
    alone=True,
)
def chinese_year(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """二零二六 is 二〇二六 (GB/T 15835-2011 5.2.3)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _CHINESE_YEAR.finditer(paragraph.text):
            proper = match[0].replace("零", "〇").replace("○", "〇")
            if proper != match[0]:
                # ○ looks the same in print; many published texts have it.
                alike = Severity.HINT if "零" not in match[0] else None
                yield Hit.replacing(paragraph, match.start(), match.end(), proper, alike)


@cache
def _days() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["name"], re.compile(rf"(?<![\d.])“?(?:{entry['pattern']})”?(?={entry['after']})"))
        for entry in review_data("figures.toml")["day"]
    )


@rule(
    "DIG-6",
    "纪念日和事件的月日用汉字",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=("不忘9.18事变。\n", "弘扬“5·4”精神。\n", "庆祝8.1建军节。\n", "纪念12.9运动。\n"),
    passes=("不忘“九一八”事变。\n", "“7·19”强降雨期间。\n", "增长8.1个百分点。\n", "弘扬五四精神。\n"),
    alone=True,
)
def day_by_date(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """9.18事变 is “九一八”事变 (GB/T 15835-2011 4.2.3)."""
    for paragraph in reading.of_kind(*_WHERE):
        for name, pattern in _days():
            for match in pattern.finditer(paragraph.text):
                yield Hit(paragraph, match.start(), match.end(), f"“{match[0].strip('“”')}”应写作“{name}”")


_FLOATING = Pattern(
    r"今年|去年|明年|前年|近日|(?<![\d０-９一二三四五六七八九十〇几数多今明昨当翌次整生节举产假到期交截休])日前|本月|上月"
)
_ANCHOR = Pattern(r"(?:19|20)\d{2}年|[一二][一二三四五六七八九〇]{3}年")
_NEWS = "新闻"


@rule(
    "DIG-7",
    "“今年”“近日”要有着落",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        Example(
            "# 征兵工作总结\n\n今年以来，全县征兵工作稳步推进。\n", settings=ReviewSettings(genre="工作总结")
        ),
        Example("# 关于报送名单的通知\n\n近日，上级作出部署。\n", settings=ReviewSettings(genre="通知")),
        Example("# 武装工作调研报告\n\n去年完成了摸底。\n", settings=ReviewSettings(genre="调研报告")),
        Example("# 关于增拨经费的请示\n\n明年拟新建站点3个。\n", settings=ReviewSettings(genre="请示")),
    ),
    passes=(
        Example("# 在推进会上的讲话\n\n今年以来，成效明显。\n", settings=ReviewSettings(genre="推进会讲话")),
        Example("# 2026年征兵工作总结\n\n今年以来，稳步推进。\n", settings=ReviewSettings(genre="工作总结")),
        Example(
            "# 征兵工作总结\n\n2026年以来，稳步推进。去年基础较好。\n",
            settings=ReviewSettings(genre="工作总结"),
        ),
        Example("# 关于报送名单的函\n\n请于6月30日前报送。\n", settings=ReviewSettings(genre="函")),
        Example("# 关于报送名单的函\n\n请于六月三十日前报送。\n", settings=ReviewSettings(genre="函")),
        Example(
            "# 全市武装工作会议召开\n\n近日，清川市召开会议。\n", settings=ReviewSettings(genre="会议新闻")
        ),
    ),
)
def floating_time(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """今年 and 近日 in a written genre before any year has been named; the first one is reported."""
    genre = genres().find(reading.genre) if reading.genre else None
    if genre is None or not genre.written or genre.family == _NEWS:
        return
    for paragraph in reading.paragraphs:
        anchor = _ANCHOR.search(paragraph.text)
        floating = _FLOATING.search(paragraph.text)
        if floating is not None and (anchor is None or floating.start() < anchor.start()):
            message = f"前文没有写明年份，“{floating[0]}”请改为具体时间，或先交代年份"
            yield Hit(paragraph, floating.start(), floating.end(), message)
            return
        if anchor is not None:
            return


_UNTIL = Pattern(
    r"截止(?:到|至)?(?=(?:\d{4}年|\d{1,2}月|目前|今年|去年|上年|年底|本月|上月|昨日|[上下]半年|[一二三四]季度))"
)


@rule(
    "DIG-8",
    "“截至”后接时间",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        Example("截止6月底，完成320户。\n", "截至6月底，完成320户。\n"),
        Example("截止到2026年3月，全部达标。\n", "截至2026年3月，全部达标。\n"),
        Example("截止目前，进展顺利。\n", "截至目前，进展顺利。\n"),
        Example("截止至去年底，共有96个。\n", "截至去年底，共有96个。\n"),
    ),
    passes=("截至6月底，完成320户。\n", "报名6月底截止。\n", "截止日期为6月30日。\n"),
    alone=True,
)
def until(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """截止6月底 is 截至6月底."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _UNTIL.finditer(paragraph.text):
            message = f"后面接时间时用“截至”，请把“{match[0]}”改过来"
            yield Hit(paragraph, match.start(), match.end(), message, "截至")


_HAN_BEFORE = Pattern(r"[\u4e00-\u9fff]")
_OF_CENTURY = ("19", "20")
_LONGEST_SERIAL = 4


@rule(
    "DIG-9",
    "发文字号用六角括号，序号不编虚位",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("根据清政发[2026]5号文件。\n", "根据清政发〔2026〕5号文件。\n"),
        Example("清武字（2026）12号\n", "清武字〔2026〕12号\n"),
        "清政发〔2026〕05号\n",
        "清政发〔2026〕第5号\n",
        Example("清政发〔2026年〕5号\n", "清政发〔2026〕5号\n"),
    ),
    passes=("清政发〔2026〕5号\n", "2026年第5号令\n", "会议（2026）上海分会场\n"),
    alone=True,
)
def document_number(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """[2026]05号 is 〔2026〕5号 (GB/T 9704-2012 7.2.5)."""
    for paragraph in reading.of_kind(*_WHERE):
        for number in document_numbers(paragraph.text):
            digits = number.serial.lstrip("0")
            proper, surplus = f"〔{number.year}〕", number.ordinal + number.serial[: -len(digits) or None]
            after_year = number.start + len(number.bracketed)
            if (
                not _HAN_BEFORE.match(paragraph.text[max(0, number.start - 1) : number.start])
                or not number.year.startswith(_OF_CENTURY)
                or len(digits) > _LONGEST_SERIAL
            ):
                continue
            if number.bracketed != proper:
                message = f"发文字号的年份用六角括号：“{number.bracketed}”应写作“{proper}”"
                yield Hit(paragraph, number.start, after_year, message, proper)
            if surplus and paragraph.text.startswith(surplus, after_year):
                message = f"发文字号的序号不加“第”、不编虚位，请删去“{surplus}”"
                yield Hit(paragraph, after_year, after_year + len(surplus), message)


_DATE = r"(?:(?P<year{n}>(?:19|20)\d{{2}})年)?(?P<month{n}>\d{{1,2}})月(?:(?P<day{n}>\d{{1,2}})日)?"
_DAY = Pattern(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日"
    r"(?:[（(]?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天]))?"
)
_SPAN = Pattern(rf"(?<!\d){_DATE.format(n=1)}(?:至|到|[—～~-]{{1,2}}){_DATE.format(n=2)}")
_YEARS = Pattern(r"(?<!\d)(?P<first>(?:19|20)\d{2})年?(?:至|[—～~-]{1,2})(?P<last>(?:19|20)\d{2})年")
_WEEKDAYS = "一二三四五六日"


@rule(
    "DIG-10",
    "日期真实，起止有序",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        "2026年2月30日召开。\n",
        "13月5日完成。\n",
        "6月31日前报送。\n",
        "2026年3月5日（星期五）召开。\n",
        "2026年6月至3月集中攻坚。\n",
        "活动时间为9月20日至9月5日。\n",
        "2025—2021年分步实施。\n",
        Example("定于3月5日（周五）召开。\n", settings=ReviewSettings(year=2026)),
    ),
    passes=(
        "2024年2月29日召开。\n",
        "2026年3月5日（星期四）召开。\n",
        "2025年11月至2026年3月。\n",
        "3月5日（周五）召开。\n",
        "11月至次年3月。\n",
        "2021—2025年分步实施。\n",
    ),
    alone=True,
)
def impossible_date(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """Days that no calendar has, weekdays that do not fit, and ends before their beginnings."""
    for paragraph in reading.of_kind(*_WHERE):
        yield from _days_that_fail(paragraph, settings.year)
        for match in _SPAN.finditer(paragraph.text):
            if (match["year1"] or _same_month(match)) and _ends_early(match):
                message = f"“{match[0]}”结束早于开始，请核对；跨年的请写明年份"
                yield Hit(paragraph, match.start(), match.end(), message)
        for match in _YEARS.finditer(paragraph.text):
            if match["last"] < match["first"]:
                yield Hit(paragraph, match.start(), match.end(), f"“{match[0]}”结束早于开始，请核对")


def _days_that_fail(paragraph: Paragraph, year: int | None) -> Iterator[Hit]:
    for match in _DAY.finditer(paragraph.text):
        month, day = int(match["month"]), int(match["day"])
        named = int(match["year"]) if match["year"] else None
        # Without a year 2月29日 may be right.
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(named or 2024, month)[1]:
            yield Hit(paragraph, match.start(), match.end(), f"没有“{match[0]}”这一天，请核对")
            continue
        known = named or year
        if match["weekday"] and known and day <= monthrange(known, month)[1]:
            actual = _WEEKDAYS[date(known, month, day).weekday()]
            if match["weekday"].replace("天", "日") != actual:
                message = f"{known}年{month}月{day}日是星期{actual}，请核对“{match[0]}”"
                yield Hit(paragraph, match.start(), match.end(), message)


def _same_month(match: re.Match[str]) -> bool:
    """Whether a span without years stays in one month: 9月20日至9月5日; 11月至3月 goes on into the next year."""
    return bool(match["month1"] == match["month2"] and match["day1"] and match["day2"] and not match["year2"])


def _ends_early(match: re.Match[str]) -> bool:
    year = int(match["year1"] or 0)
    first = (year, int(match["month1"]), int(match["day1"] or 1))
    last = (int(match["year2"] or year), int(match["month2"]), int(match["day2"] or 31))
    return last < first


RULES = (written_date, chinese_year, day_by_date, floating_time, until, document_number, impossible_date)
