"""NUM: numbers typed by hand, and headings. GB/T 9704-2012 7.3.3 gives the four levels 一、（一）1.（1）."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.language.numbering import format_enumerator
from wengao.review.enumerators import Entry, Numeral, entries, numerals, opening_numeral
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_LEVEL_NAMES = {1: "第一层“一、”", 2: "第二层“（一）”", 3: "第三层“1.”", 4: "第四层“（1）”"}
_HALF_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
"""Full-width digits are how many published texts set them; no rule of ours."""
_ATTACHMENT = "附件"
_MOST_SIBLINGS = 999
NUMBER_IN_HEADING = "NUM-12"
"""The rule that a document whose headings carry their numbers as text is not held to."""
_HEADING_MARKS = "。：:；;"
_TYPED = Pattern(r"(?:\d{1,2}[.．、]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)")
_END_OF_ITEM = ("；", ";")
_IN_A_BOOK = Pattern("第[一二三四五六七八九十百]{1,4}[编章节]")
"""Parts of a law are not numbered by the four levels."""
_LONGEST_HEADING = 30
"""字 of a heading with a comma; what is longer and has one is an item that is a sentence."""
_MOST = 0.6
"""The share of a level's headings that must end with a mark for it to be the document's way."""


def _malformed(reading: Reading, level: int) -> Iterator[Hit]:
    """The numbers of one level that are not written as they should be.

    In a heading the number goes altogether where it says what the outline says already.
    """
    set_by_outline = {id(entry.paragraph): entry for entry in entries(reading) if entry.number is not None}
    for paragraph in reading.paragraphs:
        if paragraph.kind not in PROSE and paragraph.kind is not Kind.HEADING:
            continue
        if paragraph.text.startswith(_ATTACHMENT):
            continue
        for numeral in numerals(paragraph.text):
            written = numeral.written.translate(_HALF_WIDTH)
            if numeral.level == level and written != numeral.proper:
                yield _malformed_hit(paragraph, numeral, set_by_outline.get(id(paragraph)))


def _malformed_hit(paragraph: Paragraph, numeral: Numeral, entry: Entry | None) -> Hit:
    message = f"{_LEVEL_NAMES[numeral.level]}写法不对：“{numeral.written}”应写作“{numeral.proper}”"
    fix = numeral.proper
    if entry is not None and numeral.start == 0:
        message += "；标题的序号由提纲编排，不必手写"
        fix = "" if _agrees(entry) else fix
    # 1． is what many printed documents have for 1.
    severity = Severity.HINT if numeral.written[-1] == "．" and numeral.level == 3 else None
    return Hit(paragraph, numeral.start, numeral.end, message, fix, severity)


def _agrees(entry: Entry) -> bool:
    """Whether the number typed into a heading is the one that the outline gives it."""
    numeral = entry.numeral
    return numeral is not None and (numeral.level, numeral.number) == (entry.level, entry.number)


@rule(
    "NUM-1",
    "“一”后用顿号",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("## 一，提高认识\n", "## 提高认识\n"),
        Example("一，提高认识。各级要把思想统一起来。\n", "一、提高认识。各级要把思想统一起来。\n"),
        Example("二．压实责任\n", "二、压实责任\n"),
        Example("十二.加强保障\n", "十二、加强保障\n"),
        Example("## 三:严明纪律\n", "## 三、严明纪律\n"),
    ),
    passes=(
        "## 提高认识\n",
        "一、提高认识\n",
        "一是提高认识，二是压实责任。\n",
        "一、二季度完成摸底。\n",
        "一个也不能少。\n",
        "二十三，糖瓜粘。家家户户打扫庭院，准备过年。\n",
    ),
)
def first_level(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """一，is 一、."""
    return _malformed(reading, 1)


@rule(
    "NUM-2",
    "“（一）”后不加标点，括号用全角",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("（一）、摸清底数。逐户走访。\n", "（一）摸清底数。逐户走访。\n"),
        Example("(二)建好台账。一人一档。\n", "（二）建好台账。一人一档。\n"),
        Example("（三).抓好整改。\n", "（三）抓好整改。\n"),
        Example("## 压实责任\n\n### （一）、健全制度\n", "## 压实责任\n\n### 健全制度\n"),
        Example("主要做法：(一)建队伍；(二)建制度。\n", "主要做法：（一）建队伍；（二）建制度。\n"),
    ),
    passes=(
        "（一）摸清底数。逐户走访。\n",
        "三年级（一）班参加了活动。\n",
        "见本办法第（一）、（二）项。\n",
        "(四)、(五)项所列人员，在居住地登记。\n",
    ),
)
def second_level(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """（一）、 and (一) are （一）."""
    return _malformed(reading, 2)


@rule(
    "NUM-3",
    "“1”后用下脚点",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("1、摸底数。逐户走访。\n", "1.摸底数。逐户走访。\n"),
        Example("2．建台账\n", "2.建台账\n"),
        Example("12，抓整改\n", "12.抓整改\n"),
        Example("工作要求：1、守时；2、保密。\n", "工作要求：1.守时；2.保密。\n"),
        Example("#### 3、强保障\n", "#### 3.强保障\n"),
    ),
    passes=(
        "1.摸底数。逐户走访。\n",
        "3.5亿元投入到位。\n",
        "2、3号楼已经完工。\n",
        "配套比例：1:1。\n",
        "8：30集合。\n",
    ),
)
def third_level(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """1、 is 1.."""
    return _malformed(reading, 3)


@rule(
    "NUM-4",
    "“（1）”后不加标点，括号用全角",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("（1）、登记造册。\n", "（1）登记造册。\n"),
        Example("(2)核对信息。\n", "（2）核对信息。\n"),
        Example("（3）.归档备查。\n", "（3）归档备查。\n"),
        Example("分两步走：(1)先试点；(2)再推开。\n", "分两步走：（1）先试点；（2）再推开。\n"),
    ),
    passes=("（1）登记造册。\n", "咨询电话：(010)12345678。\n", "见表（1）、表（2）。\n"),
)
def fourth_level(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """（1）、 and (1) are （1）."""
    return _malformed(reading, 4)


@rule(
    "NUM-5",
    "序号逐层使用",
    Severity.HINT,
    Basis.NATIONAL,
    fails=(
        "## 主要任务\n\n#### 摸底数\n",
        "## 主要任务\n\n1.摸底数。逐户走访。\n\n2.建台账。一人一档。\n",
        "一、主要任务\n\n1.摸底数\n",
        "## 主要任务\n\n### 摸底数\n\n（1）走访\n",
    ),
    passes=(
        "## 主要任务\n\n### 摸底数\n\n1.走访\n\n（1）入户\n",
        "# 关于开展普查的通知\n\n1.摸底数\n\n2.建台账\n",
        "一、主要任务\n\n（一）摸底数\n\n二、工作要求\n",
        "## 主要任务\n\n### 摸底数\n\n## 工作要求\n",
        "## 主要任务\n\n逐户走访。\n\n附件：1.走访表\n\n2.填表说明\n",
        "## 主要内容\n\n### 1.清川开展巡查；\n\n### 2.国内快讯：\n\n（1）新大桥通车；\n\n（2）新车站启用。\n",
    ),
)
def skipped_level(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A level that stands under one more than a step above it; of siblings the first is named."""
    tree = entries(reading)
    printed = any(entry.number is not None and _is_numbered(entry) for entry in tree)
    named: set[int] = set()
    for entry in tree:
        if entry.parent is None or entry.parent in named:
            continue
        parent = tree[entry.parent]
        # Where some headings have their numbers typed, one without has none, and is of no level.
        if printed and (parent.numeral is None or _IN_A_BOOK.match(entry.paragraph.text)):
            continue
        if _goes_on(entry):
            continue
        # A number that is typed says its level itself; how deep a printed line stands is a guess.
        above, level = _own_level(parent), _own_level(entry)
        if level - above > 1 and entry.level > parent.level:
            named.add(entry.parent)
            expected = _LEVEL_NAMES[above + 1]
            message = (
                f"{_LEVEL_NAMES[above]}下面直接用了{_LEVEL_NAMES[level]}，请改用{expected}，或补上中间一层"
            )
            yield _whole(entry.paragraph, message)


def _goes_on(entry: Entry) -> bool:
    """Whether a number runs on over the headings above it (22.加强领导), or only announces what follows (将引言修改为：)."""
    runs_on = entry.numeral is not None and entry.numeral.number > 1
    return runs_on or entry.paragraph.text.rstrip().endswith(("：", ":"))


def _is_numbered(entry: Entry) -> bool:
    """Whether a heading has its number in its text, as in print."""
    return entry.numeral is not None or _IN_A_BOOK.match(entry.paragraph.text) is not None


def _own_level(entry: Entry) -> int:
    return entry.numeral.level if entry.numeral is not None else entry.level


@rule(
    "NUM-8",
    "只有一项时不编序号",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "## 主要任务\n\n### 摸清底数\n\n逐户走访。\n\n## 工作要求\n",
        "## 主要任务\n\n（一）摸清底数。逐户走访。\n\n## 工作要求\n",
        "一、主要任务\n\n（一）摸清底数\n\n二、工作要求\n",
        "## 主要任务\n\n### 摸清底数\n\n1.走访。\n\n### 建好台账\n",
    ),
    passes=(
        "## 主要任务\n\n### 摸清底数\n\n### 建好台账\n",
        "# 通知\n\n## 主要任务\n",
        "## 主要任务\n\n（一）摸清底数。\n\n（二）建好台账。\n",
        "## 第一章 总则\n\n### 第一节 一般规定\n\n第一条 为了规范工作，制定本办法。\n",
    ),
)
def single_item(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A numbered heading or paragraph that has no sibling."""
    tree = entries(reading)
    children: dict[int, list[Entry]] = {}
    for entry in tree:
        if entry.parent is not None:
            children.setdefault(entry.parent, []).append(entry)
    for only in (entry for group in children.values() if len(group) == 1 for entry in group):
        if (only.numeral is not None and only.numeral.number > 1) or _IN_A_BOOK.match(only.paragraph.text):
            continue
        shown = format_enumerator(only.level, 1)
        yield _whole(only.paragraph, f"上一层下面只有一个“{shown}”，请并入上一层，或再列出一项")


@rule(
    "NUM-9",
    "单独成行的标题末尾不用标点",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        Example("## 提高政治站位。\n", "## 提高政治站位\n"),
        Example("### 抓好落实：\n", "### 抓好落实\n"),
        Example("# 在全市大会上的讲话。\n", "# 在全市大会上的讲话\n"),
        Example("## 压实责任； {role=implement}\n", "## 压实责任 {role=implement}\n"),
    ),
    passes=(
        "## 提高政治站位\n",
        "## 我们准备好了吗？\n",
        "## 当好“宣传员”\n",
        "提高政治站位。各级要统一思想。\n",
        "## 1.清川开展巡查；\n\n## 2.安澜建成大桥；\n\n## 3.国内快讯：\n\n## 4.今日天气。\n",
    ),
)
def heading_end(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A heading that ends with 。 or ：; where all of a level do, it is how the document is set, and told once."""
    marked: dict[int, list[Paragraph]] = {}
    levels: dict[int, int] = {}
    items: set[int] = set()
    for paragraph in reading.of_kind(Kind.TITLE, Kind.HEADING):
        levels[paragraph.level] = levels.get(paragraph.level, 0) + 1
        # A typed number and ； make an item of a list, those after it too; the last one ends with 。.
        typed = _TYPED.match(paragraph.text) is not None
        item = typed and (paragraph.text.endswith(_END_OF_ITEM) or paragraph.level in items)
        (items.add if item else items.discard)(paragraph.level)
        if item:
            continue
        bare = paragraph.text.rstrip(_HEADING_MARKS)
        if bare and bare != paragraph.text and not _is_sentence(bare):
            marked.setdefault(paragraph.level, []).append(paragraph)
    for level, paragraphs in marked.items():
        throughout = len(paragraphs) > 2 and len(paragraphs) > _MOST * levels[level]
        for paragraph in paragraphs[:1] if throughout else paragraphs:
            bare = paragraph.text.rstrip(_HEADING_MARKS)
            mark = paragraph.text[len(bare) :]
            message = f"标题单独成行，末尾不用“{mark}”，请删去"
            if throughout:
                message += f"（这一层{len(paragraphs)}个标题都是这样）"
            severity = Severity.HINT if throughout else None
            yield Hit(paragraph, len(bare), len(paragraph.text), message, "", severity)


def _is_sentence(bare: str) -> bool:
    """Whether a numbered line is an item of its own rather than a heading: long, with several clauses."""
    return len(bare) > _LONGEST_HEADING and any(mark in bare for mark in "，；。")


@rule(
    NUMBER_IN_HEADING,
    "标题的序号由提纲编排，不手写",
    Severity.ERROR,
    Basis.UNIT,
    fails=(
        Example("## 一、提高认识\n", "## 提高认识\n"),
        Example(
            "## 压实责任\n\n### （一）健全制度\n\n### （二）强化督查\n",
            "## 压实责任\n\n### 健全制度\n\n### 强化督查\n",
        ),
        Example("## 三、严明纪律\n", "## 三、严明纪律\n"),
        Example("## （一）严明纪律\n", "## （一）严明纪律\n"),
    ),
    passes=("## 提高认识\n", "## 一、二季度工作\n", "一、提高认识\n", "## 一个目标、两个重点\n"),
)
def typed_heading_number(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A number typed into a heading, which would stand twice in Word; one that disagrees with the outline stays."""
    for entry in entries(reading):
        numeral = entry.numeral
        if entry.number is None or numeral is None or numeral.written != numeral.proper:
            continue
        if entry.number > _MOST_SIBLINGS:
            continue
        outlined = format_enumerator(entry.level, entry.number)
        if _agrees(entry):
            message, fix = f"标题的序号由提纲编排，手写的“{numeral.written}”会重复，请删去", ""
        else:
            message = f"手写的序号“{numeral.written}”与提纲编排的“{outlined}”不一致，请先核对层级和顺序，再删去手写的序号"
            fix = None
        yield Hit(entry.paragraph, numeral.start, numeral.end, message, fix)


def _whole(paragraph: Paragraph, message: str) -> Hit:
    """A hit on the typed number that opens a paragraph, or else on all of it."""
    numeral = opening_numeral(paragraph.text)
    return Hit(paragraph, 0, numeral.end if numeral else len(paragraph.text), message)


RULES = (
    first_level,
    second_level,
    third_level,
    fourth_level,
    skipped_level,
    single_item,
    heading_end,
    typed_heading_number,
)
