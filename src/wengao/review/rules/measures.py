"""CON: one measure has one value throughout a draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_STATED = Pattern(
    r"(?:^|(?<=[，。；：、！？（ 　]))(?P<measure>[\u4e00-\u9fff“”]{3,24}?)(?:已经|已)?"
    r"(?:共有|现有|总共有|达到|达|共计|总计|共|有|为|是)"
    r"(?P<number>\d[\d,]{0,11}(?:\.\d{1,4})?)(?P<unit>[万亿]?(?:个百分点|[\u4e00-\u9fff]|[%％]))(?P<after>[\u4e00-\u9fff]?)"
)
_COUNTED = Pattern(
    r"(?:^|(?<=[，。；：、！？（ 　]))(?P<measure>(?:全[省市县区镇乡村旗国]|我[省市县区镇乡村])"
    r"(?:共有|现有|总共有|有)[\u4e00-\u9fff]{2,10}?)"
    r"(?P<number>\d[\d,]{0,11}(?:\.\d{1,4})?)(?P<unit>[万亿]?[\u4e00-\u9fff])(?P<after>[\u4e00-\u9fff]?)"
)
"""全县共有行政村120个: the measure is what is counted."""
_OPEN = "以多余左上"
_SENTENCE = 200
_ELSEWHEN = Pattern(
    r"目标|力争|确保|预计|计划|预期|争取|将|要|(?<!达)到\d|\d{4}年|\d月|季度|去年|上年|前年|同期|此前|原来|过去|最|其中|每|平均|分别|累计|新增"
)
_QUALIFIED = Pattern(r"最|其中|每|平均|分别|新增|比|较|同比|环比|增|减|降|其")


@dataclass(frozen=True, slots=True)
class _Statement:
    """One value of one measure; start and end are offsets into its paragraph."""

    paragraph: Paragraph
    start: int
    end: int
    value: str


@rule(
    "CON-2",
    "同一指标前后一个数",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "全县民兵应急连共有12个。\n\n下一步要用好力量。全县民兵应急连共有13个。\n",
        "| 事项 |\n|---|\n\n兵役登记率达到99.2%，漏登不到百人。\n\n兵役登记率达到98.7%，位居全市前列。\n",
        "参训骨干共320名。\n\n## 甲\n\n参训骨干共302名，全部合格。\n",
        "全镇基干民兵有96人。\n\n全镇基干民兵为69人，编成三个排。\n",
    ),
    passes=(
        "全县民兵应急连共有12个。\n\n全县民兵应急连共有12个。\n",
        "2024年兵役登记率达到98.7%。\n\n2025年兵役登记率达到99.2%。\n",
        "兵役登记率达到98.7%。\n\n力争兵役登记率达到99.5%以上。\n",
        "## 2025年工作\n\n参训骨干共320名。\n\n## 2026年打算\n\n参训骨干共400名。\n",
        "到2025年进入新阶段。机械化率达到75%。\n\n到2020年打牢基础。机械化率达到70%。\n",
        "全县民兵应急连共有12个。\n\n望舒区民兵应急连共有13个。\n",
        "培训课时达到40小时。\n\n培训课时达到3万人次。\n",
    ),
)
def differing_values(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A measure that is given two values; those of another year, a goal or a part of it are another measure."""
    first: dict[tuple[str, str, str], _Statement] = {}
    section = ""
    for paragraph in reading.of_kind(*PROSE, Kind.TABLE, Kind.HEADING):
        if paragraph.kind is Kind.HEADING:
            section = _time_of_section(paragraph.text) or ("" if paragraph.level == _MAIN_LEVEL else section)
        for key, statement in _statements(paragraph, section):
            earlier = first.setdefault(key, statement)
            if earlier.value != statement.value:
                message = (
                    f"“{key[0]}”前面写的是{earlier.value}{key[1]}（第 {reading.line(earlier.paragraph)} 行），"
                    f"这里是{statement.value}{key[1]}，请核对"
                )
                yield Hit(paragraph, statement.start, statement.end, message)


_MAIN_LEVEL = 2
_TIME = Pattern(
    r"(?:19|20)\d{2}年|[一二]〇[一二三四五六七八九〇]{2}年|“?十[一二三四五]五”?|去年|上年|前年|今后|明年"
)
_PLAN = Pattern("目标|任务|打算|规划|展望|回顾|下一步|下步")


def _time(text: str) -> str:
    """The time that the last words about time in `text` set; empty where there are none."""
    times = _TIME.findall(text)
    return times[-1] if times else ""


def _time_of_section(heading: str) -> str:
    """The time that a heading sets: a year, or that it is about what is planned or what was done."""
    planned = _PLAN.search(heading)
    return _time(heading) + (planned[0] if planned else "")


def _statements(paragraph: Paragraph, section: str) -> Iterator[tuple[tuple[str, str, str], _Statement]]:
    """The values that the paragraph states as facts, each with its measure, its unit and the time that is spoken of.

    section: the time that the heading above sets.
    """
    text = paragraph.text
    for match in (*_STATED.finditer(text), *_COUNTED.finditer(text)):
        measure, unit = match["measure"], match["unit"].replace("％", "%")
        if match["after"] in tuple(_OPEN) or unit[-1] in _OPEN or _QUALIFIED.search(measure):
            continue
        nearest = max(0, match.start() - _SENTENCE)
        sentence = max(text.rfind(mark, nearest, match.start()) for mark in "。；！？") + 1
        if _ELSEWHEN.search(text[max(sentence, nearest) : match.end()]):
            continue
        value = match["number"].replace(",", "")
        time = _time(text[max(0, sentence - _SENTENCE) : sentence]) or section
        yield (measure, unit, time), _Statement(paragraph, match.start("number"), match.end("unit"), value)


RULES = (differing_values,)
