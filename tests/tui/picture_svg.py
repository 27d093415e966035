"""A picture's text (see picture_text) drawn as SVG, for a person to look at."""

from __future__ import annotations

import io
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.style import Style
from rich.text import Text

_TOOL = Path(__file__).parents[2] / "tools" / "terminal_pictures.py"
_RUN = re.compile(r"([a-z]+)(\d+)")


def picture_svg(picture: str, title: str) -> str:
    """The picture that a text describes."""
    shown, _, rest = picture.partition("\n-- 样式\n")
    runs, _, legend = rest.partition("\n-- 图例\n")
    styles = {name: _style(said) for name, _, said in (line.partition(" ") for line in legend.splitlines())}
    rows = [
        Text.assemble(*_pieces(line, [(styles[name], int(cells)) for name, cells in _RUN.findall(run)]))
        for line, run in zip(shown.split("\n"), runs.split("\n"), strict=True)
    ]
    width = max(row.cell_len for row in rows)
    console = Console(width=width, record=True, file=io.StringIO(), color_system="truecolor")
    console.print(Text("\n").join(rows), no_wrap=True, overflow="crop")
    svg: str = runpy.run_path(str(_TOOL))["for_chinese"](console.export_svg(title=title, unique_id="picture"))
    return svg


def _pieces(line: str, runs: list[tuple[Style, int]]) -> Iterator[tuple[str, Style]]:
    """A line cut into its runs; the spaces at its end, which the text leaves out, are put back."""
    padded = line + " " * (sum(cells for _, cells in runs) - cell_len(line))
    start = 0
    for style, cells in runs:
        end, room = start, cells
        while room > 0:
            room -= get_character_cell_size(padded[end])
            end += 1
        yield padded[start:end], style
        start = end


def _style(said: str) -> Style:
    return Style.parse(" ".join("default" if word == "-" else word for word in said.split(" ")))
