"""PLH: parts of a draft that hold nothing yet."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wengao.review.enumerators import opening_numeral
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.text import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_TITLE_LEVEL = 1


@rule(
    "PLH-6",
    "各部分都有内容",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "# 讲话\n\n## 把底数摸清楚\n\n## 把责任压下去\n\n一级一级往下压。\n",
        "# 讲话\n\n## 把底数摸清楚\n\n### 核对台账\n\n### 补齐短板\n\n月底前补上。\n",
        "# 讲话\n\n## 把责任压下去\n\n<!-- 提示：写谁来抓 -->\n",
        "# 函\n\n清川市气象局：\n\n## 事项 {.untitled role=matter}\n\n## 结语 {.untitled}\n\n请予支持为盼。\n",
    ),
    passes=(
        "# 讲话\n\n## 把底数摸清楚\n\n### 核对台账\n\n逐户核对。\n",
        "# 讲话\n\n## 把底数摸清楚\n\n| 镇 | 户数 |\n|---|---|\n| 柳溪镇 | 320 |\n",
        "# 讲话\n",
        "# 任务分工\n\n## 完善校园周边治理机制（负责部门：市教育局）\n\n## 推进改造。\n",
        "# 关于报送名单的通知\n\n请报送名单。\n\n## 附件\n\n## 名单\n\n林建山。\n",
        "# 清川新闻\n\n## 内容摘要\n\n本期主要内容：\n\n### 1.春耕开始\n\n### 2.水库蓄水\n\n## 详细内容\n\n各镇开始春耕。\n",
        "# 清川新闻\n\n## 新闻摘要\n\n## 详细内容\n\n### 春耕开始\n\n各镇开始春耕。\n\n### 水库蓄水\n\n水位到了正常线。\n",
        "### 清川市护林条例\n\n### 巡山编\n\n2026年3月5日通过\n\n## 一般规定\n\n每日巡山两次。\n",
    ),
)
def unwritten_part(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A part without text and without parts below it; one whose heading is not printed is told at the text before it."""
    parts = reading.draft.parts
    headings = Counter(_bare(paragraph.text) for paragraph in reading.of_kind(Kind.HEADING))
    following = (*(part.level for part in parts[1:]), _TITLE_LEVEL)
    for index, part in enumerate(parts):
        if part.level == _TITLE_LEVEL or not part.empty or following[index] > part.level:
            continue
        heading, before = _around(reading, index)
        if heading is not None and (
            _says_it_all(heading.text)
            or _ATTACHED.match(heading.text.strip())
            or _is_contents(heading, headings, reading.title)
            or _lists_contents(reading, heading, index)
            or (before is None and not reading.title)  # the title itself, over two lines
            or _is_all(reading, heading)
        ):
            continue
        if heading is not None:
            yield Hit(heading, 0, len(heading.text), "这一部分还没有内容，请补上或删去")
        elif before is not None:
            message = f"这后面的“{part.heading}”部分还没有内容，请补上或删去"
            yield Hit(before, 0, len(before.text), message)


def _around(reading: Reading, index: int) -> tuple[Paragraph | None, Paragraph | None]:
    """The printed heading of the part at `index`, and the last paragraph before that part."""
    before = None
    for paragraph in reading.paragraphs:
        if paragraph.part == index:
            return paragraph, before
        if paragraph.part is None or paragraph.part < index:
            before = paragraph
    return None, before


def _says_it_all(heading: str) -> bool:
    """Whether a heading is an item with nothing to add: a sentence, a name with its remark （负责部门：市教育局）."""
    return heading[-1:] in "。；）)！？" or len(heading) > _LONGEST_HEADING


def _is_all(reading: Reading, heading: Paragraph) -> bool:
    """Whether a numbered line is the whole text: an item that was copied out, not a part that waits for its words."""
    return opening_numeral(heading.text) is not None and len(reading.paragraphs) <= 2


def _is_contents(heading: Paragraph, headings: Counter[str], title: str) -> bool:
    """Whether a heading stands in a table of contents or says the title again, or a decimal number 1.1 leads it."""
    bare = _bare(heading.text)
    return headings[bare] > 1 or bare == _bare(title) or _DECIMAL.match(heading.text) is not None


def _lists_contents(reading: Reading, heading: Paragraph, index: int) -> bool:
    """Whether a heading announces what the parts below hold (新闻摘要), or is an item under such a heading."""
    parts = reading.draft.parts
    if _CONTENTS.search(heading.text):
        return len(parts) - index > _FEWEST_LISTED
    above = next(
        (part for part in reversed(parts[:index]) if _TITLE_LEVEL < part.level < parts[index].level), None
    )
    return above is not None and _CONTENTS.search(above.heading) is not None


def _bare(heading: str) -> str:
    return "".join(char for char in heading if "\u3400" <= char <= "\u9fff")


_CONTENTS = Pattern("(?:摘要|提要|要目|目录|目次|导读)$")
_ATTACHED = Pattern(r"附件\d{0,2}$")
"""Stands alone above the title of what is attached."""
_FEWEST_LISTED = 2
"""Headings that must follow one that announces what is in them."""
_DECIMAL = Pattern(r"\d{1,2}\.\d")
_LONGEST_HEADING = 30
"""字; what is longer is a sentence of its own."""

RULES = (unwritten_part,)
