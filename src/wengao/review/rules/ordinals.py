"""NUM: sequences of numbers, typed before paragraphs or running through the text (层次语)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wengao.language.numbering import format_enumerator
from wengao.language.numerals import chinese_numeral
from wengao.language.ordinals import chain_items
from wengao.review.chains import breaks_by_section, ordinals_by_section
from wengao.review.enumerators import Entry, entries
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.chains import Ordinal
    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_SERIES_NAMES = {
    "是": "一是、二是",
    "要": "一要、二要",
    "第": "第一，第二，",
    "首先": "首先，其次，",
    "其": "其一，其二，",
}
_ITEM_MARKS = "。；，"
_ORDINAL_WITH_STOP = Pattern(
    r"(?:^|(?<=[。；：，！？]))第[一二三四五六七八九十]{1,3}、(?=[^\s一二三四五六七八九十第\d])"
)


@rule(
    "NUM-6",
    "序号连续，不缺不重",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        "一、提高认识\n\n二、压实责任\n\n四、严明纪律\n",
        "## 主要任务\n\n1.摸底数。\n\n2.建台账。\n\n2.抓整改。\n",
        "工作中要做到三点：一是思想到位；三是措施到位。\n",
        "一是思想到位，二是责任到位，二是措施到位。\n",
        "第一，提高认识。第二，压实责任。第四，严明纪律。\n",
        "一要学深悟透。\n\n二要真抓实干。\n\n四要清正廉洁。\n",
        "## 一、提高认识\n\n## 三、严明纪律\n",
    ),
    passes=(
        "一、提高认识\n\n二、压实责任\n\n三、严明纪律\n",
        "## 甲\n\n1.摸底数。\n\n2.建台账。\n\n## 乙\n\n1.抓整改。\n\n2.强督查。\n",
        "问题主要一是认识不足，二是力量不足，三是经费不足。\n",
        "一要抓学习：一是读原著，二是学原文。二要抓落实：一是建清单，二是强督查。\n",
        "附件：1.名单\n\n2.安排\n",
        "一、总体要求\n\n（一）指导思想。坚持融合。\n\n（二）基本原则。坚持统筹。\n\n二、任务\n\n（三）完善体系。加强示范。\n",
        "## 总体要求\n\n1.指导思想。坚持融合。\n\n## 任务\n\n### 2.完善体系\n\n### 3.提升水平\n",
        "一是抓学习，提升能力。\n\n二是不断创新，破解难题。\n\n三是强保障，压实责任。\n",
        "一是抓学习，提升能力。\n\n二是“百千万工程”扎实推进。\n\n三是强保障，压实责任。\n",
        "## 甲\n\n会议强调，一要学深悟透。\n\n## 乙\n\n会议强调，二要真抓实干。\n",
        "具备三要素，方可开工。\n",
        "讲解员说：“三是安全。”大家都记住了。\n",
        "（十二）完善应急预案。逐镇演练。\n",
        "第四，要严明纪律。\n",
        "1.开幕；\n\n2.36个城市启动；\n\n3.闭幕；\n",
        "（1）开幕；\n\n（2）2026年任务；\n\n（3）闭幕；\n",
        "注：1．数据截至年底。\n\n2．含街道。\n",
        "（一）本地人员；\n\n（四）、（五）项所列人员，在居住地登记。\n",
        "基本点是两条，一是坚持党的领导，一是实行改革开放。\n",
        "《条例》一是完善矿业权制度。二是细化开采制度。三是明确修复责任。\n",
    ),
)
def broken_sequence(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Gaps and repeats in typed numbers and in chains such as 一是…二是…."""
    yield from _broken_entries(reading)
    # A single ordinal is a piece copied out of a chain, which has no neighbours to agree with.
    alone = sum(1 for section in ordinals_by_section(reading) for _ in section) < 2
    for found in () if alone else breaks_by_section(reading):
        # 一是……，一是……: of two points each may be the first.
        if found.series == found.at.kind and (found.at.kind, found.at.number) != ("是", 1):
            expected = _with_number(found.at, found.expected)
            message = f"层次语不连续：这里应是“{expected}”，现为“{found.at.text}”，请核对是否漏项或重号"
            yield Hit(found.at.paragraph, found.at.start, found.at.end, message)


def _with_number(ordinal: Ordinal, number: int) -> str:
    return ordinal.text.replace(chinese_numeral(ordinal.number), chinese_numeral(number), 1)


def _broken_entries(reading: Reading) -> Iterator[Hit]:
    positions = {id(paragraph): index for index, paragraph in enumerate(reading.paragraphs)}
    last: dict[tuple[int | None, int], Entry] = {}
    of_level: dict[int, Entry] = {}
    numbered = [entry for entry in entries(reading) if entry.numeral is not None]
    for entry in numbered if len(numbered) > 1 else ():
        if entry.numeral is None:
            continue
        before = last.get((entry.parent, entry.level))
        last[entry.parent, entry.level] = entry
        number = entry.numeral.number
        # State Council documents number （一）–（四十八） on through 一、二、三、.
        latest = of_level.get(entry.numeral.level)
        runs_on = number == (latest.numeral.number if latest and latest.numeral else 0) + 1
        of_level[entry.numeral.level] = entry
        expected = before.numeral.number + 1 if before is not None and before.numeral is not None else 1
        if number in (1, expected) or runs_on:
            continue
        end = positions[id(entry.paragraph)]
        start = positions[id(before.paragraph)] if before is not None else max(0, end - 1)
        if _written_between(reading.paragraphs[start:end], entry, expected, number):
            continue
        if latest is None or not _passed_over(
            reading.paragraphs[positions[id(latest.paragraph)] : end], latest, entry
        ):
            should = format_enumerator(entry.numeral.level, expected)
            message = f"序号不连续：这里应是“{should}”，现为“{entry.numeral.proper}”，请核对是否漏项或重号"
            yield Hit(entry.paragraph, entry.numeral.start, entry.numeral.end, message)


def _written_between(paragraphs: tuple[Paragraph, ...], entry: Entry, expected: int, number: int) -> bool:
    """Whether the missing numbers stand inside the paragraphs before: 附件：1.名单, with 2. on a line of its own."""
    if entry.numeral is None or number < expected:
        return False
    return all(
        any(_opens(entry.numeral.level, missing, paragraph.text) for paragraph in paragraphs)
        for missing in range(expected, number)
    )


def _opens(level: int, number: int, text: str) -> bool:
    """Whether a number stands in a text, in any of its forms: 注：1．甲."""
    mark = format_enumerator(level, number)
    return mark in text or (level == 3 and f"{number}．" in text)


def _passed_over(paragraphs: tuple[Paragraph, ...], latest: Entry, entry: Entry) -> bool:
    """Whether the numbers since the last of this form open lines that do not look numbered: 9.36个城市, 5.2025年."""
    if latest.numeral is None or entry.numeral is None or latest.numeral.number >= entry.numeral.number:
        return False
    level = entry.numeral.level
    return all(
        any(paragraph.text.startswith(format_enumerator(level, missing)) for paragraph in paragraphs)
        for missing in range(latest.numeral.number + 1, entry.numeral.number)
    )


@rule(
    "NUM-7",
    "“第一”后用逗号",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("第一、提高政治站位。\n", "第一，提高政治站位。\n"),
        Example("要抓两件事。第一、摸底数；第二、建台账。\n", "要抓两件事。第一，摸底数；第二，建台账。\n"),
        Example("### 第三、狠抓落实\n", "### 第三，狠抓落实\n"),
        Example("谈三点体会：第一、学深悟透。\n", "谈三点体会：第一，学深悟透。\n"),
    ),
    passes=(
        "第一，提高政治站位。\n",
        "第一、二季度完成改造。\n",
        "第一、第二产业稳步增长。\n",
        "总量居全省第一、增速居全国前列。\n",
    ),
    alone=True,
)
def ordinal_comma(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """第一、 is 第一，."""
    for paragraph in reading.of_kind(*PROSE, Kind.HEADING):
        for match in _ORDINAL_WITH_STOP.finditer(paragraph.text):
            proper = f"{match[0][:-1]}，"
            yield Hit.replacing(paragraph, match.start(), match.end(), proper)


@rule(
    "NUM-10",
    "同一层次各项末尾标点一致",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "一是思想到位；二是责任到位，三是措施到位；四是保障到位。\n",
        "一要学深悟透。二要真抓实干；三要清正廉洁。\n",
        "一是摸清底数，逐户走访；二是建好台账，一人一档。三是抓好整改；四是强化督查。\n",
        "一要讲政治，二要顾大局；三要守纪律。\n",
    ),
    passes=(
        "一是思想到位；二是责任到位；三是措施到位。\n",
        "一是思想到位，二是责任到位，三是措施到位。\n",
        "一是摸清底数。逐户走访，不漏一人。二是建好台账。一人一档，动态更新。\n",
        "一个也不能少；二者缺一不可，三者都要抓好。\n",
    ),
)
def uneven_items(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Items of 一是…二是… that end with different marks; the last one, which ends the sentence, is left out."""
    for paragraph in reading.prose:
        text = paragraph.text
        items = chain_items(text)[:-1]
        ends = [len(text[item.start : item.end].rstrip()) + item.start - 1 for item in items]
        marks = Counter(text[end] for end in ends if text[end] in _ITEM_MARKS)
        if len(marks) < 2:
            continue
        usual = marks.most_common(1)[0][0]
        for end in ends:
            if text[end] in _ITEM_MARKS and text[end] != usual:
                message = f"同一层次的各项，前面用“{usual}”，这里用“{text[end]}”，请统一"
                yield Hit(paragraph, end, end + 1, message)


@rule(
    "NUM-11",
    "同一层次不混用两套层次语",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "第一，提高认识。第二，压实责任。三是严明纪律。\n",
        "首先，提高认识。二是压实责任。\n",
        "一是提高认识，二要压实责任，三要严明纪律。\n",
        "首先，讲学习。\n\n其次，讲落实。\n\n第三，讲纪律。\n",
    ),
    passes=(
        "第一，提高认识。一是学原文，二是悟原理。第二，压实责任。\n",
        "首先，我代表市委向大家表示问候。今天讲三点：一是学习，二是落实。\n",
        "一要抓学习：第一，读原著；第二，学原文。二要抓落实。\n",
        "首先要学，其次要干。\n",
        "一是取消审批，二是下放权限，再次修订目录，大幅缩减范围。\n",
    ),
)
def mixed_series(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """第一，…二是…: a series that another one takes over."""
    for found in breaks_by_section(reading):
        if found.series != found.at.kind and not _only_a_word(found.at):
            series = _SERIES_NAMES[found.series]
            message = f"前面用的是“{series}”，这里换成了“{found.at.text}”，同一层次请用一套层次语"
            yield Hit(found.at.paragraph, found.at.start, found.at.end, message)


def _only_a_word(ordinal: Ordinal) -> bool:
    """Whether 再次, 最后 say when and open no item: 再次修订."""
    return ordinal.kind == "首先" and ordinal.number > 1 and ordinal.text[-1] not in "，,、：:"


RULES = (broken_sequence, ordinal_comma, uneven_items, mixed_series)
