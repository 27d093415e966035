"""Subscripts that a page sets as lines of their own: 广义货币M, 2, 增长……."""

from __future__ import annotations

import re

_SUBSCRIPT = re.compile(r"^\d{1,2}(?:\.\d)?$")
_AFTER_LETTER = re.compile(r"[A-Za-z]$")


def is_subscript(before: str, text: str) -> bool:
    """Whether a line is the subscript of the letter that the line right before it ends with (M2, PM2.5, CO2)."""
    return _SUBSCRIPT.match(text.strip()) is not None and _AFTER_LETTER.search(before.rstrip()) is not None
