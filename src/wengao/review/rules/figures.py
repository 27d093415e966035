"""DIG: figures and units. GB/T 15835-2011 出版物上数字用法. No figure is changed without a person looking at it."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.settings import review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_NUMBER = r"\d{1,9}(?:\.\d{1,6})?"
_RANGE = Pattern(
    rf"(?<![\d.A-Za-z第])(?P<low>{_NUMBER})(?P<mark>[~～—–-]|至|到)(?P<high>{_NUMBER})(?P<unit>[%％‰万亿])(?!分)"
)


@rule(
    "DIG-3",
    "起止两个数都带上单位",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=("每年培训5~10万人。\n", "增长10～20%。\n", "投入3—5亿元。\n", "合格率保持在90至95%。\n"),
    passes=(
        "每年培训5万～10万人。\n",
        "增长10%～20%。\n",
        "提高3～5个百分点。\n",
        "每村10～20人。\n",
        "第1至10万名用户。\n",
    ),
    alone=True,
)
def range_unit(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """5~10万人 may be read as five to a hundred thousand (GB/T 15835-2011 5.1.4)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _RANGE.finditer(paragraph.text):
            mark = "～" if match["mark"] in "~-–" else match["mark"]
            proper = f"{match['low']}{match['unit']}{mark}{match['high']}{match['unit']}"
            message = f"前一个数也要带单位：“{match[0]}”应写作“{proper}”"
            yield Hit(paragraph, match.start(), match.end(), message)


_MIXED = Pattern(
    r"(?<![\d.万亿])(?P<number>\d{1,4}(?:\.\d{1,2})?)(?P<scale>[十百千])(?=[元人名亩个户份册家件次块公里万多余])(?!公里程|公顷)"
)
_PERCENT = Pattern(r"百分之(?P<number>\d{1,4}(?:\.\d{1,4})?)")
_SCALES = {"十": 10, "百": 100, "千": 1000}


@rule(
    "DIG-4",
    "阿拉伯数字不与“十、百、千”和“百分之”混用",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=("补助5千元。\n", "共3百人参加。\n", "占百分之20。\n", "增长百分之8.5。\n", "发放2千多份。\n"),
    passes=(
        "补助5000元。\n",
        "装机20千瓦。\n",
        "播种面积增加78.5千公顷。\n",
        "长3千米、重5千克。\n",
        "占20%。\n",
        "占百分之二十。\n",
        "投入5万元。\n",
    ),
    alone=True,
)
def mixed_numerals(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """5千元 is 5000元; 百分之20 is 20%. 万 and 亿 may follow a figure (GB/T 15835-2011 5.1.3)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _MIXED.finditer(paragraph.text):
            value = float(match["number"]) * _SCALES[match["scale"]]
            yield Hit(paragraph, match.start(), match.end(), f"“{match[0]}”应写作“{value:g}”或全用汉字")
        for match in _PERCENT.finditer(paragraph.text):
            yield Hit(paragraph, match.start(), match.end(), f"“{match[0]}”应写作“{match['number']}%”")


_ABOUT = Pattern(
    r"(?<![\d、.第])(?P<low>[1-8])、(?P<high>[2-9])(?=[个名人次天户家里岁](?!月)|年(?![级度\d]))"
)
_PLAN = Pattern(r"(?<!\d)1[0-9]五(?=[”’]|规划|时期|期间|开局|收官)")
_DIGITS = "零一二三四五六七八九"


@rule(
    "DIG-5",
    "概数和专名里的数用汉字",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=("每组8、9人。\n", "用了3、4天。\n", "编制“14五”规划。\n", "谋划15五时期任务。\n"),
    passes=("每组八九人。\n", "第3、4名。\n", "8、9月份。\n", "编制“十四五”规划。\n", "1、3个指标。\n"),
    alone=True,
)
def approximate_digits(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """8、9人 is 八九人; “14五” is “十四五” (GB/T 15835-2011 4.2.1, 4.2.2)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _ABOUT.finditer(paragraph.text):
            low, high = int(match["low"]), int(match["high"])
            if high - low == 1:
                proper = _DIGITS[low] + _DIGITS[high]
                message = f"“{match[0]}”若是概数，应写作“{proper}”"
                yield Hit(paragraph, match.start(), match.end(), message, severity=Severity.HINT)
        for match in _PLAN.finditer(paragraph.text):
            proper = f"十{_DIGITS[int(match[0][1])].replace('零', '')}五"
            yield Hit(paragraph, match.start(), match.end(), f"“{match[0]}”应写作“{proper}”")


@cache
def _units() -> tuple[tuple[str, Pattern, Pattern], ...]:
    return tuple(
        (entry["name"], Pattern(entry["pattern"]), Pattern(entry["sign"]))
        for entry in review_data("figures.toml")["unit"]
    )


@rule(
    "DIG-11",
    "同一单位全稿写法一致",
    Severity.HINT,
    Basis.NATIONAL,
    fails=(
        "修路12公里，管护8km。\n",
        "面积300平方米，扩建50㎡。\n",
        "增长5%，其中工业增长8％。\n",
        "收储3万公斤，损耗200kg。\n",
    ),
    passes=("修路12公里，管护8公里。\n", "增长5%，工业增长8%。\n", "面积50㎡。\n"),
)
def mixed_units(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """One unit by its name here and by its sign there; the first of the rarer form is named."""
    paragraphs = tuple(reading.of_kind(*_WHERE))
    for name, pattern, sign in _units():
        named, signed = _places(paragraphs, pattern), _places(paragraphs, sign)
        if named and signed:
            rarer = signed if len(signed) <= len(named) else named
            paragraph, start, end = rarer[0]
            written = paragraph.text[start:end].strip()
            message = f"“{name}”全稿有两种写法，这里是“{written}”，请统一"
            yield Hit(paragraph, start, end, message)


def _places(paragraphs: tuple[Paragraph, ...], pattern: Pattern) -> list[tuple[Paragraph, int, int]]:
    return [
        (paragraph, match.start(), match.end())
        for paragraph in paragraphs
        for match in pattern.finditer(paragraph.text)
    ]


RULES = (range_unit, mixed_numerals, approximate_digits, mixed_units)
