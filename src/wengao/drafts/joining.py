"""Sentences of several passages joined to one paragraph (合句): 一是……；二是……；三是……。

Each keeps its own source. Which ones belong together is the drafter's to say: joined by itself from sections where no
passage belongs, of 39 sections tried two made a paragraph, and none of them would stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST = 9
"""Sentences joined at most: what is counted goes to 九是."""

_NUMBERS = "一二三四五六七八九"
_COUNTED = re.compile(
    r"^(?:[一二三四五六七八九十]是|[一二三四五六七八九十](?=要)|第[一二三四五六七八九十]，|其[一二三四五]，|首先，|其次，|再次，|最后，)"
)
_LEADING = re.compile("^(?:同时|此外|另外|因此|所以|为此|对此|特别是|尤其是|总之)，")
_END = "。；;！!.…"


def joined(texts: Sequence[str]) -> tuple[str, ...]:
    """Sentences as the items of one paragraph, in their order.

    What counted or connected them where they stood goes, and an end of their own: ； stands between items and 。 behind the
    last, or 。 behind each where one of them holds a 。 or ； inside. One alone stays as it is. Raises ValueError for more
    than MOST.
    """
    if len(texts) > MOST:
        raise ValueError(len(texts))
    if len(texts) == 1:
        return (texts[0].strip(),)
    bare = [_bare(text) for text in texts]
    between = "。" if any("；" in text or "。" in text for text in bare) else "；"
    last = len(bare) - 1
    return tuple(
        f"{number}是{text}{'。' if place == last else between}"
        for place, (number, text) in enumerate(zip(_NUMBERS, bare, strict=False))
    )


def _bare(text: str) -> str:
    text = text.strip()
    for opening in (_LEADING, _COUNTED, _LEADING):
        text = opening.sub("", text)
    return text.rstrip(_END)
