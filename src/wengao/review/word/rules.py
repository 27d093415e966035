"""The FMT rules (版式) by id, name and severity, as a unit's file and `wengao rules` know them.

Basis: GB/T 9704-2012 5, 7.3, 7.5. What each asks for is in the layout that a file is held against (review/word/profile.py).
"""

from __future__ import annotations

from dataclasses import dataclass

from wengao.review.model import Basis, Severity

FAMILY = "FMT"


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
BODY = WordRule("FMT-5", "正文和称谓的字体字号合版式")
HEADINGS = WordRule("FMT-6", "小标题的字体字号合版式")
PLACES = WordRule("FMT-7", "标题居中、正文首行缩进两字、称谓顶格")
NUMBERS = WordRule("FMT-8", "标题序号合层次、接得上、是打上去的字")
PAGE_NUMBERS = WordRule("FMT-9", "页码的写法、字体和位置合版式")

WORD_RULES = (PAPER, MARGINS, LINES, TITLE, BODY, HEADINGS, PLACES, NUMBERS, PAGE_NUMBERS)
"""Every rule for Word files, in the order of their numbers."""
