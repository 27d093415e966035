"""CON: figures that can be worked out again (算一算): parts and wholes, growth, completion, tables, plans, anniversaries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language.numerals import numeral_value
from wengao.review.enumerators import FLATTENED
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.settings import review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_NUMBER = r"\d{1,9}(?:,\d{3}){0,3}(?:\.\d{1,4})?"
_UNIT = (
    r"[万亿千]{0,2}(?:美元|平方米|立方米|平方公里|公里|公顷|[元个名人处件项户家次台辆吨亩支所座条起场份万亿])"
)
_PART = (
    rf"(?P<name>[\u4e00-\u9fff“”（）]{{1,16}}?)(?:共|计|有|为|达|约)?(?P<part>{_NUMBER})(?P<unit>{_UNIT})"
    r"(?![\u4e00-\u9fff]{0,2}(?:以上|左右))"
)
_WHOLE = Pattern(
    rf"(?P<whole>{_NUMBER})(?P<unit>{_UNIT})[^，。；：、\d]{{0,8}}[，：（]其中[，：]?(?P<parts>[^。；！？）]{{4,160}})"
)
_PARTS = Pattern(_PART)
_HARMLESS = Pattern(
    r"[多余约近超以左上由从到]|分别|各|每|平均|增长|同比|比上年|占|完成率|等|尚|仍|未|没有|还有|另"
)
_LEFT = Pattern(
    rf"共?(?:计)?(?:排查|发现|检查出|查出|梳理|收到|受理|接到|登记|立案|摸排|查摆|征集|确定|列出|反馈)[^，。；\d]{{0,12}}(?P<whole>{_NUMBER})(?P<unit>[个名人处件项户家次台起条])[^，。；\d]{{0,10}}，"
    rf"(?:其中，?)?(?:已|目前已)[^，。；\d]{{0,10}}(?P<done>{_NUMBER})(?P=unit)[^，。；\d]{{0,6}}，"
    rf"(?:正在|尚未|未|剩余|还有|余下|仍有|其余|另有|尚有|正)[^，。；\d]{{0,10}}(?P<left>{_NUMBER})(?P=unit)"
)
_ADDED = Pattern(
    rf"分别(?:为|是|达)?(?P<list>{_NUMBER}(?P<unit>{_UNIT})(?:[、和]{_NUMBER}(?P=unit)){{1,7}})，(?:合计|共计|总计|共)(?P<whole>{_NUMBER})(?P=unit)"
)
_TOGETHER = Pattern(
    rf"(?:^|(?<=[，。；：]))(?:(?:参会|参加|出席)[^，。；\d]{{0,6}})?(?P<list>[^，。；、\d]{{1,12}}{_NUMBER}(?P<unit>[个名人件项户家台座起场份])"
    rf"(?:、[^，。；、\d]{{1,12}}{_NUMBER}(?P=unit)){{1,6}})，(?:一共|总共|合计|共计|共)(?:有|是)?(?P<whole>{_NUMBER})(?P=unit)"
)
"""市直部门32家、县区5家，共37家: named parts, their sum behind them."""

_LEAST_PARTS = 3
_NEARLY = 0.8
"""The share from which parts seem meant to make up the whole; below it 其中 only names some."""
_TOLERANCE = 0.006
"""Of the whole: what rounding of the parts explains."""


def _value(number: str) -> float:
    return float(number.replace(",", ""))


@rule(
    "CON-8",
    "分项相加等于总数",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "全年安排资金100万元，其中培训40万元，装备30万元，宣传20万元。\n",
        "共排查隐患56处，已整改40处，正在整改12处。\n",
        "投入资金1200万元，其中装备500万元、训练300万元、宣传300万元。\n",
        "建成站点10个，其中城区8个，乡镇7个。\n",
        "发放补贴三批，分别为120万元、80万元、100万元，合计320万元。\n",
        "参会的有市直部门32家、县区5家，共38家单位。\n",
        "| 项目 | 金额（万元） |\n|---|---|\n| 装备 | 60 |\n| 培训 | 40 |\n| 合计 | 110 |\n",
    ),
    passes=(
        "全年安排资金100万元，其中培训40万元，装备30万元，宣传30万元。\n",
        "共排查隐患56处，已整改40处，正在整改16处。\n",
        "发放补贴三批，分别为120万元、80万元、100万元，合计300万元。\n",
        "参会的有市直部门32家、县区5家，共37家单位。\n",
        "建成站点100个，其中城区18个，乡镇17个。\n",
        "新增企业120家，其中规上企业12家、高新技术企业80家、专精特新企业60家，部分企业重复计算。\n",
        "| 项目 | 金额（万元） |\n|---|---|\n| 装备 | 60 |\n| 培训 | 40 |\n| 合计 | 100 |\n",
        "| 项目 | 增长（%） |\n|---|---|\n| 甲 | 6 |\n| 乙 | 4 |\n| 合计 | 5.2 |\n",
    ),
)
def parts_of_whole(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Parts after 其中 that are more than the whole, or nearly all of it and not quite; done and left; totals of tables."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _WHOLE.finditer(paragraph.text):
            yield from _parts(paragraph, match)
        for match in (*_ADDED.finditer(paragraph.text), *_TOGETHER.finditer(paragraph.text)):
            whole, total = _value(match["whole"]), sum(map(_value, _FIGURE.findall(match["list"])))
            if abs(total - whole) > _TOLERANCE * whole:
                message = (
                    f"各项相加是{total:g}{match['unit']}，合计写的是{match['whole']}{match['unit']}，请核对"
                )
                yield Hit(paragraph, match.start("whole"), match.end(), message)
        for match in _LEFT.finditer(paragraph.text):
            whole, done, left = (_value(match[name]) for name in ("whole", "done", "left"))
            if abs(done + left - whole) > _TOLERANCE * whole:
                message = (
                    f"{match['done']}加{match['left']}是{done + left:g}，总数写的是{match['whole']}，请核对"
                )
                yield Hit(paragraph, match.start("whole"), match.end("unit"), message)
    yield from _tables(reading)


def _parts(paragraph: Paragraph, match: re.Match[str]) -> Iterator[Hit]:
    parts = [each for each in _PARTS.finditer(match["parts"]) if each["unit"] == match["unit"]]
    told = match["parts"][: parts[-1].end()] if parts else ""
    if len(parts) < 2 or _HARMLESS.search(told) or "重复" in match["parts"]:
        return
    whole, total = _value(match["whole"]), sum(_value(part["part"]) for part in parts)
    goes_on = match["parts"][parts[-1].end() :].strip("，、“”") != ""
    short = len(parts) >= _LEAST_PARTS and total >= _NEARLY * whole and not goes_on
    if abs(total - whole) <= _TOLERANCE * whole or (total < whole and not short) or total > 2 * whole:
        return
    message = f"其中各项相加是{total:g}{match['unit']}，总数写的是{match['whole']}{match['unit']}，请核对"
    severity = None if total > whole and len(parts) == 2 else Severity.WARNING
    yield Hit(paragraph, match.start("whole"), match.end("unit"), message, severity=severity)


_TOTAL = Pattern(r"(?:合计|总计|共计|小计|总数)")
_FIGURE = Pattern(rf"-?{_NUMBER}")
_RATE = Pattern(r"[%％率比均]|增长|占|排名|序号|年份|日期|电话")
_Row = tuple["Paragraph", int, int, str]


def _tables(reading: Reading) -> Iterator[Hit]:
    """The totals of tables; a table is rows of cells on lines of their own, in Markdown or as text."""
    table: list[list[_Row]] = []
    for row in _rows(reading):
        if row and (not table or len(row) == len(table[0])):
            table.append(row)
            continue
        yield from _totals(table)
        table = [row] if row else []
    yield from _totals(table)


def _rows(reading: Reading) -> Iterator[list[_Row]]:
    """The rows of cells in order, an empty one where other text stands between."""
    row: list[_Row] = []
    line = 0
    for paragraph in reading.paragraphs:
        if paragraph.kind is Kind.TABLE:
            here = reading.line(paragraph)
            if row and here != line:
                yield row
                row = []
            line = here
            row.append((paragraph, 0, len(paragraph.text), paragraph.text.strip()))
            continue
        if row:
            yield row
            row = []
        if set(paragraph.text) <= _RULE:
            continue
        yield list(_flat_cells(paragraph)) if FLATTENED in paragraph.text else []
    yield row


_RULE = frozenset("|-: ")
"""What the line under the head of a table is made of."""


def _flat_cells(paragraph: Paragraph) -> Iterator[_Row]:
    start = 0
    text = paragraph.text
    for cell in text.split("|"):
        if cell.strip() and not set(cell.strip()) <= set("-: "):
            left = start + len(cell) - len(cell.lstrip())
            yield paragraph, left, left + len(cell.strip()), cell.strip()
        start += len(cell) + 1


def _totals(table: list[list[_Row]]) -> Iterator[Hit]:
    if len(table) < 3:
        return
    head = table[0]
    for column in range(1, len(head)):
        if _RATE.search(head[column][3]) or _FIGURE.fullmatch(head[column][3]):
            continue
        total, known = 0.0, 0
        for row in table[1:]:
            paragraph, start, end, text = row[column]
            if not _FIGURE.fullmatch(text):
                known = -1 if text not in ("", "—", "-", "/") else known
                break
            if _TOTAL.match(row[0][3]):
                if known >= 2 and abs(total - _value(text)) > _TOLERANCE * max(abs(total), 1.0):
                    message = f"这一列各项相加是{total:g}，“{row[0][3]}”写的是{text}，请核对"
                    yield Hit(paragraph, start, end, message)
                break
            total, known = total + _value(text), known + 1


_RISE = "增长|增加|提高|上升|提升|扩大"
_FALL = "下降|减少|降低|回落|压减"
_GROWN = Pattern(
    rf"[由从](?:[\u4e00-\u9fff\d]{{0,10}}?的)?(?P<before>{_NUMBER})(?P<unit>{_UNIT})(?:{_RISE}|{_FALL})(?:了)?[到至为](?:[\u4e00-\u9fff\d]{{0,10}}?的)?"
    rf"(?P<after>{_NUMBER})(?P=unit)，(?:累计|共|净|同比|年均)?(?P<word>{_RISE}|{_FALL})了?(?P<rate>\d{{1,4}}(?:\.\d{{1,2}})?)[%％]"
)
_THAN_BEFORE = Pattern(
    rf"(?P<after>{_NUMBER})(?P<unit>{_UNIT})，(?:比|较)(?:上年|去年|上一年|前年|同期|上年同期|去年同期|\d{{4}}年)的(?P<before>{_NUMBER})(?P=unit)(?P<word>{_RISE}|{_FALL})了?(?P<rate>\d{{1,4}}(?:\.\d{{1,2}})?)[%％]"
)
_BEFORE_TOLD = Pattern(
    rf"(?P<after>{_NUMBER})(?P<unit>{_UNIT})，(?:去年同期|上年同期|上年|去年|前年)(?:的)?(?:为|是|完成)?(?P<before>{_NUMBER})(?P=unit)，(?:同比)?(?P<word>{_RISE}|{_FALL})了?(?P<rate>\d{{1,4}}(?:\.\d{{1,2}})?)[%％]"
)
_BY_SO_MANY = Pattern(
    rf"(?:(?:去年|上年|上年同期|去年同期)[^，。；\d]{{0,10}}(?P<before>{_NUMBER})(?P<unit>{_UNIT})，(?:今年|本年)[^，。；\d]{{0,10}}(?P<after>{_NUMBER})(?P=unit)"
    rf"|[由从](?P<first>{_NUMBER})(?P<kind>{_UNIT})(?:{_RISE}|{_FALL})(?:了)?[到至为](?P<then>{_NUMBER})(?P=kind))，"
    rf"(?:比(?:去年|上年)(?:同期)?|较(?:去年|上年)(?:同期)?|同比)?(?:净|共|累计|实际)?(?:{_RISE}|{_FALL}|多|少|增|减)了?(?P<change>{_NUMBER})(?:(?P=unit)|(?P=kind))"
)
"""去年86个，今年112个，比去年增加26个."""

_TIMES = Pattern(
    rf"[由从](?P<before>{_NUMBER})(?P<unit>{_UNIT})(?:增长|增加|提高|扩大|上升)(?:了)?[到至为](?P<after>{_NUMBER})(?P=unit)，(?:增长|增加|提高|扩大|上升)了?(?P<rate>\d{{1,3}}(?:\.\d{{1,2}})?)倍"
)
_SHARE_OF = Pattern(
    rf"(?P<done>{_NUMBER})(?P<unit>{_UNIT})，占[^，。；\d]{{0,14}}(?P<planned>{_NUMBER})(?P=unit)的(?P<rate>\d{{1,3}}(?:\.\d{{1,2}})?)[%％]"
)
_MEN_AND_WOMEN = Pattern(
    r"男(?:性|职工|生|代表)?占(?P<men>\d{1,2}(?:\.\d{1,2})?)[%％][、，；]女(?:性|职工|生|代表)?占(?P<women>\d{1,2}(?:\.\d{1,2})?)[%％]"
)
_COMPLETED = Pattern(
    rf"(?:计划|应|目标任务|年度任务|任务)[^，。；\d]{{0,10}}(?P<planned>{_NUMBER})(?P<unit>{_UNIT})[^，。；\d]{{0,8}}，(?:已|实际|目前已|共)[^，。；\d]{{0,8}}(?P<done>{_NUMBER})(?P=unit)[^，。；\d]{{0,8}}，"
    r"(?:[\u4e00-\u9fff]{0,4}完成率|完成计划的?|完成任务的?|占计划的?|[\u4e00-\u9fff]{1,6}率)(?:为|达到?|是)?(?P<rate>\d{1,3}(?:\.\d{1,2})?)[%％]"
)


@rule(
    "CON-9",
    "增幅、完成率算得对",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "上缴税收由2亿元增加到3亿元，增长60%。\n",
        "完成投资120亿元，比上年的100亿元增长25%。\n",
        "计划建设50个站点，已建成45个，完成率95%。\n",
        "事故由20起下降到15起，下降30%。\n",
        "第一、二、三产业占比分别为8%、45%和49%。\n",
        "一季度完成投资12亿元，去年同期为10亿元，同比增长25%。\n",
        "投资由4000万元增加到8000万元，增加了2倍。\n",
        "林地面积45万亩，占国土面积90万亩的60%。\n",
        "参训人员中男性占55%、女性占35%。\n",
        "去年完成86个，今年完成112个，比去年增加36个。\n",
        "志愿者由1200人增加到1500人，净增400人。\n",
    ),
    passes=(
        "上缴税收由2亿元增加到3亿元，增长50%。\n",
        "完成投资120亿元，比上年的100亿元增长20%。\n",
        "计划建设50个站点，已建成45个，完成率90%。\n",
        "产值由1.2万亿元增加到1.5万亿元，年均增长4.6%。\n",
        "第一、二、三产业占比分别为8%、45%和47%。\n",
        "三次产业结构调整为8.1:44.9:47。\n",
        "一季度完成投资12亿元，去年同期为10亿元，同比增长20%。\n",
        "投资由4000万元增加到8000万元，增加了1倍，后来增加到2亿元，是当初的5倍。\n",
        "林地面积45万亩，占国土面积90万亩的50%。\n",
        "参训人员中男性占65%、女性占35%。\n",
        "去年完成86个，今年完成112个，比去年增加26个。\n",
        "志愿者由1200人增加到1500人，净增300人。\n",
    ),
    alone=True,
)
def rates(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Growth from one value to another, and a share done, worked out again; rounding is allowed for."""
    for paragraph in reading.of_kind(*_WHERE):
        for pattern in (_GROWN, _THAN_BEFORE, _BEFORE_TOLD):
            for match in pattern.finditer(paragraph.text):
                before, after = _value(match["before"]), _value(match["after"])
                if before and "年均" not in match[0]:
                    rate = 100 * abs(after - before) / before
                    spread = 100 * (_step(match["before"]) * after / before + _step(match["after"])) / before
                    yield from _unless_near(paragraph, match, rate, spread)
        yield from _grown_by_times(paragraph)
        yield from _grown_by_so_many(paragraph)
        for match in (*_COMPLETED.finditer(paragraph.text), *_SHARE_OF.finditer(paragraph.text)):
            planned, done = _value(match["planned"]), _value(match["done"])
            if planned and done <= 3 * planned:
                yield from _unless_near(
                    paragraph, match, 100 * done / planned, 100 * _step(match["done"]) / planned
                )
        yield from _shares(paragraph)


def _grown_by_so_many(paragraph: Paragraph) -> Iterator[Hit]:
    """From 86 to 112 is 26 more, not 36."""
    for match in _BY_SO_MANY.finditer(paragraph.text):
        before, after = match["before"] or match["first"], match["after"] or match["then"]
        change = abs(_value(after) - _value(before))
        rounded = _step(before) + _step(after) + _step(match["change"])
        if abs(change - _value(match["change"])) > rounded + _EXACT:
            message = f"按文中的数相差{change:g}，写的是{match['change']}，请核对"
            yield Hit(paragraph, match.start("change"), match.end("change"), message)


_EXACT = 1e-6


def _grown_by_times(paragraph: Paragraph) -> Iterator[Hit]:
    """From 4000 to 8000 is once more, 增加了1倍, not twice."""
    for match in _TIMES.finditer(paragraph.text):
        before, after, said = (_value(match[name]) for name in ("before", "after", "rate"))
        times = after / before - 1 if before else said
        if abs(times - said) > _ROUNDED_TIMES * max(said, 1.0):
            message = f"按文中的数算是{times:.2g}倍，写的是{match['rate']}倍，请核对"
            yield Hit(paragraph, match.start("rate"), match.end(), message)


_ROUNDED_TIMES = 0.1
"""The share that rounding to a handsome number explains: 近3倍 is told as 3倍."""


def _step(number: str) -> float:
    """Half of the last decimal place of a number that has decimals: what rounding may hide; 0 for a whole one."""
    decimals = len(number.partition(".")[2])
    return 0.5 * 10.0**-decimals if decimals else 0.0


def _unless_near(paragraph: Paragraph, match: re.Match[str], rate: float, spread: float) -> Iterator[Hit]:
    said = float(match["rate"])
    if abs(rate - said) > spread + 1.05 * max(_step(match["rate"]), 0.5):
        message = f"按文中的数算是{rate:.1f}%，写的是{match['rate']}%，请核对"
        yield Hit(paragraph, match.start("rate"), match.end("rate") + 1, message)


_SHARE_LIST = Pattern(
    r"(?P<of>[^，。；]{0,24})(?:占比|比重|比例)(?:分别)?(?:为|是|达到?)(?P<list>(?:\d{1,2}(?:\.\d{1,2})?[%％][、和及与，]?){2,8})"
)
_RATIO = Pattern(
    r"产业(?:结构|比例|比)[^，。；\d]{0,10}(?P<list>\d{1,2}(?:\.\d{1,2})?[:：∶]\d{1,2}(?:\.\d{1,2})?[:：∶]\d{1,2}(?:\.\d{1,2})?)"
)
_SECTORS = Pattern("第一、第?二、第?三次?产业|三次产业|一二三产业|一、二、三产业")
_SHARE = Pattern(r"\d{1,2}(?:\.\d{1,2})?")


def _shares(paragraph: Paragraph) -> Iterator[Hit]:
    """Shares of the three sectors (三次产业), which make up a hundred; other lists of shares need not be of one whole."""
    for match in _MEN_AND_WOMEN.finditer(paragraph.text):
        total = float(match["men"]) + float(match["women"])
        if not 99.4 <= total <= 100.6:
            message = f"男、女的比重相加是{total:g}%，请核对"
            yield Hit(paragraph, match.start("men"), match.end(), message)
    for pattern in (_SHARE_LIST, _RATIO):
        for match in pattern.finditer(paragraph.text):
            total = sum(map(float, _SHARE.findall(match["list"])))
            whole = pattern is _RATIO or _SECTORS.search(match["of"]) is not None
            if whole and not 99.4 <= total <= 100.6:
                message = f"各部分的比重相加是{total:g}%，请核对"
                yield Hit(paragraph, match.start("list"), match.end("list"), message)


_PLAN = Pattern(
    r"“?(?P<plan>十[一二三四五六]|[一二三四五六七八九])五”?(?:时期|规划期|规划|期间)?(?:[（(]|为|是|指)(?P<from>\d{4})年?(?:[—～~-]{1,2}|至|到)(?P<to>\d{4})年?[）)，。；]"
)
_PLAN_YEAR = Pattern(
    r"(?P<year>20\d{2})年?(?:，)?是[^。；]{0,30}?“(?P<plan>十[一二三四五六])五”(?:规划)?(?:的)?(?P<place>开局|起步|收官|收官|中期|第[一二三四五]|最后一|关键)(?:之|个)?年"
)
_FIRST_PLAN = 1953
_YEARS_OF_PLAN = 5
_PLACES = {
    "开局": 1,
    "起步": 1,
    "第一": 1,
    "第二": 2,
    "中期": 3,
    "第三": 3,
    "第四": 4,
    "收官": 5,
    "最后一": 5,
    "第五": 5,
}
_ANNIVERSARY = Pattern(
    r"(?P<event>[\u4e00-\u9fff“”]{2,24}?)(?P<count>\d{1,3}|[一二三四五六七八九十百]{1,5})周年"
)
_YEAR = Pattern(r"(?<!\d)(?P<year>20\d{2})年")


_SENTENCE = 120
"""Characters in which the beginning of a sentence is looked for."""


def _years_of(plan: str) -> tuple[int, int]:
    """The first and the last year of a five-year plan; the sixth began after three years of adjustment."""
    number = numeral_value(plan) or 1
    first = _FIRST_PLAN + _YEARS_OF_PLAN * (number - 1) + (3 if number >= 3 else 0)
    return first, first + _YEARS_OF_PLAN - 1


@rule(
    "CON-10",
    "规划的起止年份、周年算得对",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "“十五五”时期（2025—2030年）是关键期。\n",
        "“十五五”规划期为2025年至2030年。\n",
        "2026年是“十四五”收官之年。\n",
        "今年是2026年，是中国共产党成立104周年。\n",
        "2025年是新中国成立75周年。\n",
    ),
    passes=(
        "“十五五”时期（2026—2030年）是关键期。\n",
        "2025年是“十四五”规划收官之年，2026年是“十五五”开局之年。\n",
        "今年是2026年，是中国共产党成立105周年。\n",
        "2019年，庆祝新中国成立70周年。今年是建军98周年。\n",
        "2021年以来，公司成立15周年。\n",
    ),
    alone=True,
)
def plans_and_anniversaries(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """The years of a five-year plan, its first and last year, and how many years ago something began."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _PLAN.finditer(paragraph.text):
            first, last = _years_of(match["plan"])
            if (int(match["from"]), int(match["to"])) != (first, last):
                message = f"“{match['plan']}五”时期是{first}—{last}年，请核对"
                yield Hit(paragraph, match.start("from"), match.end("to"), message)
        for match in _PLAN_YEAR.finditer(paragraph.text):
            place = _PLACES.get(match["place"])
            proper = _years_of(match["plan"])[0] + place - 1 if place else int(match["year"])
            if proper != int(match["year"]):
                message = f"“{match['plan']}五”的{match['place']}之年是{proper}年，请核对"
                yield Hit(paragraph, match.start("year"), match.end("year"), message)
        yield from _anniversaries(paragraph)


def _anniversaries(paragraph: Paragraph) -> Iterator[Hit]:
    if "周年" not in paragraph.text:
        return
    for match in _ANNIVERSARY.finditer(paragraph.text):
        began = next(
            (year for name, year in review_data("figures.toml")["began"].items() if name in match["event"]),
            None,
        )
        nearest = max(0, match.start() - _SENTENCE)
        sentence = max(
            nearest, *(paragraph.text.rfind(mark, nearest, match.start()) + 1 for mark in "。；！？")
        )
        years = [int(found["year"]) for found in _YEAR.finditer(paragraph.text[sentence : match.end()])]
        count = numeral_value(match["count"])
        if began is None or count is None or len(set(years)) != 1:
            continue
        if years[0] - began != count:
            message = f"{years[0]}年是{years[0] - began}周年（{began}年起算），请核对“{match['count']}周年”"
            yield Hit(paragraph, match.start("count"), match.end("count") + 2, message)


RULES = (parts_of_whole, rates, plans_and_anniversaries)
