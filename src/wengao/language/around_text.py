"""Lines that stand below the signature of an official document: the note (附注) and the imprint (版记)."""

from __future__ import annotations

import re

_NOTE = re.compile(
    r"[（(](?=[^。]*(?:联系|电话|此件|公开))[^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]$"
)
_IMPRINT = re.compile(
    r"抄送[：:]|主送[：:]|[^。；]{2,60}\d{4}年\d{1,2}月\d{1,2}日\s*印发$|[（(]?共印\s*\d+\s*份"
)


def is_note_below(line: str) -> bool:
    """Whether a line is a note: （联系人：……，电话：……）, （此件公开发布）."""
    return _NOTE.fullmatch(line.strip()) is not None


def is_imprint(line: str) -> bool:
    """Whether a line belongs to an imprint: 抄送：……, the organ that printed the document with the date, 共印20份."""
    return _IMPRINT.match(line.strip()) is not None
