"""Pictures of a terminal that are right for Chinese: what Rich exports as SVG, with every character in its own cells.

Rich gives each piece of text a length of one cell a character, so that a viewer pushes Chinese characters, two cells wide,
over each other; and it asks the network for a font.
"""

from __future__ import annotations

import html
import itertools
import re
import unicodedata

from rich.cells import cell_len

CELL = 12.2
"""Units of the picture that a cell is wide (Rich: font size 20 by the font's 0.61)."""

FONTS = (
    "'Sarasa Mono SC', 'Noto Sans Mono CJK SC', 'Source Han Mono SC', 'Noto Sans CJK SC', "
    "'Microsoft YaHei', 'PingFang SC', 'DejaVu Sans Mono', monospace"
)

NARROW_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, monospace"
"""For quotation marks, dashes and lines, which Chinese fonts draw two cells wide."""

_TEXT = re.compile(
    r'<text class="(?P<style>[\w-]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" textLength="[\d.]+"'
    r"(?P<rest>[^>]*)>(?P<text>[^<]*)</text>"
)
_FONT_FACE = re.compile(r"\s*@font-face \{[^}]*\}")


def for_chinese(picture: str) -> str:
    """The picture with each run of characters of one width at its own place, in fonts of the viewer's machine."""
    own_fonts = _FONT_FACE.sub("", picture).replace("Fira Code, monospace", FONTS)
    plain = own_fonts.replace("font-variant-east-asian: full-width;", "")
    return _TEXT.sub(_in_cells, plain)


def shape(character: str) -> tuple[int, bool]:
    """How many cells a character takes, and whether Chinese fonts draw it wider than that."""
    width = cell_len(character)
    return width, width == 1 and unicodedata.east_asian_width(character) == "A"


def _in_cells(match: re.Match[str]) -> str:
    text = html.unescape(match["text"])
    pieces, x = [], float(match["x"])
    for (width, ambiguous), characters in itertools.groupby(text, shape):
        run = "".join(characters)
        length = round(width * len(run) * CELL, 1)
        font = f' style="font-family: {NARROW_FONTS}"' if ambiguous else ""
        if run.strip(" \xa0"):
            shown = html.escape(run, quote=False).replace(" ", "&#160;").replace("\xa0", "&#160;")
            pieces.append(
                f'<text class="{match["style"]}" x="{round(x, 1)}" y="{match["y"]}" '
                f'textLength="{length}"{font}{match["rest"]}>{shown}</text>'
            )
        x += length
    return "".join(pieces)
