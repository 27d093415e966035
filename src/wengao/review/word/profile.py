"""What a Word file is held against: a layout, as values that any layer may pass in, and the FMT rules (版式).

Basis: GB/T 9704-2012 5, 7.3, 7.5. What each rule asks for is in the layout; a unit's file and `wengao rules` know it by
id, name and severity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.review.model import Basis, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

FAMILY = "FMT"
_CHINESE_NAMES = {
    "simsun": "宋体",
    "nsimsun": "新宋体",
    "simhei": "黑体",
    "fangsong": "仿宋",
    "fangsong_gb2312": "仿宋_GB2312",
    "kaiti": "楷体",
    "kaiti_gb2312": "楷体_GB2312",
    "microsoft yahei": "微软雅黑",
    "dengxian": "等线",
    "stsong": "华文宋体",
    "stfangsong": "华文仿宋",
    "stkaiti": "华文楷体",
    "stheiti": "华文黑体",
    "stzhongsong": "华文中宋",
    "fzxiaobiaosong-b05s": "方正小标宋简体",
    "fzxbsjw--gb1-0": "方正小标宋简体",
    "fzxiaobiaosong-b05": "方正小标宋_GBK",
}


@dataclass(frozen=True, slots=True)
class ParagraphProfile:
    """How one kind of paragraph is to be set.

    fonts: names, any of which will do, the one to be written first. size, spacing: points. pitch: exact line height in
    points. align: both, left, center or right. indent: first line, in characters.
    """

    fonts: tuple[str, ...]
    size: float
    spacing: float
    pitch: float
    align: str
    indent: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class PageNumberProfile:
    """place: outer, center or none. form: {} stands for the number. size: points. footer: from the sheet's foot, mm.

    offset: from the type area's edge, in characters.
    """

    place: str
    form: str
    fonts: tuple[str, ...]
    size: float
    footer: float
    offset: float


@dataclass(frozen=True, slots=True)
class WordProfile:
    """A layout. name: of its file. label: Chinese. width, height, top, bottom, left, right: of page and margins, mm.

    pitch: of the grid, points. lines: that a page holds. kinds: those of kinds_of but OTHER, table and table_head.
    sealed: a signature is set to be sealed (加盖印章).
    """

    name: str
    label: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    pitch: float
    kinds: Mapping[str, ParagraphProfile]
    page_number: PageNumberProfile
    sealed: bool = False

    @property
    def text_width(self) -> float:
        """The width of the type area, in points."""
        return (self.width - self.left - self.right) * 72 / 25.4

    @property
    def lines(self) -> int:
        """How many lines a page holds."""
        return int((self.height - self.top - self.bottom) * 72 / 25.4 / self.pitch + 0.01)


def chinese_font_name(name: str) -> str:
    """The name that Word shows in Chinese; a name nobody knows stays as it is."""
    return _CHINESE_NAMES.get(name.strip().lower(), name.strip())


@dataclass(frozen=True, slots=True)
class WordRule:
    """A rule for Word files. id: such as FMT-1. name: what it asks for, Chinese. severity: the usual one."""

    id: str
    name: str
    severity: Severity = Severity.WARNING
    basis: Basis = Basis.NATIONAL
    family: str = FAMILY


PAPER = WordRule("FMT-1", "纸张是版式的大小", Severity.ERROR)
MARGINS = WordRule("FMT-2", "页边距合版式")
LINES = WordRule("FMT-3", "正文行距使一页排满版式的行数")
TITLE = WordRule("FMT-4", "标题的字体字号合版式")
BODY = WordRule("FMT-5", "正文、称谓和附件、落款、版记等的字体字号合版式")
HEADINGS = WordRule("FMT-6", "小标题的字体字号合版式")
PLACES = WordRule("FMT-7", "标题居中、正文首行缩进两字、称谓顶格、落款不靠空格对齐")
NUMBERS = WordRule("FMT-8", "标题序号合层次、接得上、是打上去的字")
PAGE_NUMBERS = WordRule("FMT-9", "页码的写法、字体和位置合版式")
TABLES = WordRule("FMT-10", "表格的字体合版式，字号不大于版式的")

WORD_RULES = (PAPER, MARGINS, LINES, TITLE, BODY, HEADINGS, PLACES, NUMBERS, PAGE_NUMBERS, TABLES)
"""Every rule for Word files, in the order of their numbers."""
