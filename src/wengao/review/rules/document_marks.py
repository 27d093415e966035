"""PUN-13 and PUN-14: marks in the title and the list of attachments of an official document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Reading

ATTACHMENT_LINE = Pattern(r"附件[ \t　]*[:：]")
"""How the line that names the attachments begins."""

_TITLE_OF_DOCUMENT = Pattern(r"关于.{2,60}的(?:通知|请示|报告|函|批复|意见|决定|纪要|通报)$")


@rule(
    "PUN-13",
    "公文标题一般不用标点",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "# 关于做好征兵，整组工作的通知\n",
        "# 关于召开议军会、述职会的请示\n",
        "# 关于加强值班值守，确保安全的通知\n",
        "# 关于报送名单、台账的函\n",
    ),
    passes=(
        "# 关于做好征兵和整组工作的通知\n",
        "# 扛牢责任，夯实根基\n",
        "# 关于印发《甲、乙管理办法》的通知\n",
        "# 在全市大会上的讲话\n",
    ),
)
def mark_in_title(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """、 and ， in the title of an official document, names in 《》 aside."""
    for paragraph in reading.of_kind(Kind.TITLE):
        if _TITLE_OF_DOCUMENT.search(paragraph.text):
            for match in re.finditer("[，、]", paragraph.text):
                if not paragraph.is_quoted(match.start(), match.end()):
                    message = f"公文标题一般不用“{match[0]}”，可改用“和”“及”或调整词序"
                    yield Hit(paragraph, match.start(), match.end(), message)


_ATTACHMENT_NUMBER = Pattern(r"(?:^附件[ \t　]*[:：][ \t　]*|^)\d{1,2}(?P<mark>[、．，])")
_ATTACHMENT_END = Pattern(r"[。；;，]$")


@rule(
    "PUN-14",
    "附件说明的写法",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("附件: 1、名单。\n", "附件： 1.名单\n"),
        Example("附件：1、名单\n\n2.安排；\n", "附件：1.名单\n\n2.安排\n"),
        Example("附件:工作方案\n", "附件：工作方案\n"),
        Example("附件：报名表。\n", "附件：报名表\n"),
    ),
    passes=("附件：1.名单\n\n2.安排\n", "附件：工作方案\n", "附件齐全。\n"),
)
def attachment_list(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """附件: 1、名单。 is 附件：1.名单 (GB/T 9704-2012 7.3.4)."""
    listed = False
    for paragraph in reading.paragraphs:
        text = paragraph.text
        opening = ATTACHMENT_LINE.match(text)
        number = _ATTACHMENT_NUMBER.match(text)
        listed = paragraph.kind in PROSE and (opening is not None or (listed and text[:1].isdecimal()))
        if not listed:
            continue
        if opening and text[opening.end() - 1] == ":":
            yield Hit.replacing(paragraph, opening.end() - 1, opening.end(), "：")
        if opening and number:
            message = f"附件序号后用“.”，请把“{number['mark']}”改过来"
            yield Hit(paragraph, number.start("mark"), number.end("mark"), message, ".")
        end = _ATTACHMENT_END.search(text)
        if end:
            yield Hit(paragraph, end.start(), end.end(), f"附件名称后不加标点，请删去“{end[0]}”", "")


RULES = (mark_in_title, attachment_list)
