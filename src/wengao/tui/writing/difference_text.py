"""A difference between two texts as one text to read: what went struck through, what came underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.difference import DifferenceLine

_SIGNS = {frozenset({"removed"}): "－ ", frozenset({"added"}): "＋ "}


def difference_text(lines: Sequence[DifferenceLine], old: Style, new: Style, same: Style) -> Text:
    """The lines, each with a sign before it: － gone, ＋ new, ～ rewritten."""
    styles = {"removed": old + Style(strike=True), "added": new + Style(underline=True), "same": Style()}
    text = Text()
    for line in lines:
        if not line.changed:
            text.append(f"　 {line.pieces[0].text}\n", same)
            continue
        changes = frozenset(piece.change for piece in line.pieces)
        text.append(_SIGNS.get(changes, "～ "))
        for piece in line.pieces:
            text.append(piece.text, styles[piece.change])
        text.append("\n")
    return text
