"""A list that is written in one line (并列的几项)."""

from __future__ import annotations

import re

_BREAKS = ("\n", "；;", "、", "，,")
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》")


def split_items(text: str) -> list[str]:
    """The items of a list written in one line, cut at the strongest mark it has: line break, ；, 、 or ，.

    A mark inside brackets, quotation marks or 《》 cuts nothing: 宣传发动（4月、5月）、组织实施 is two items.
    """
    outline = _BRACKETED.sub(lambda match: "□" * len(match[0]), text)
    marks = next((marks for marks in _BREAKS if any(mark in outline for mark in marks)), "")
    cuts = [index for index, char in enumerate(outline) if char in marks]
    return [
        text[start:end]
        for start, end in zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True)
    ]
