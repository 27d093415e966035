"""A screen as text that can be compared (画面的文字形式): its lines, then which cells have which style."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator

from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def picture_text(app: App[None]) -> str:
    """What the app shows: the lines without the spaces at their ends, the runs of styles in each, and what each style is."""
    lines = list(_lines(app))
    names: dict[str, str] = {}
    text, runs = [], []
    for number, line in enumerate(lines, 1):
        text.append("".join(segment.text for segment in line).rstrip())
        cells = [(names.setdefault(_style(one.style), _name(len(names))), one.cell_length) for one in line]
        runs.append(f"{number:>2} {_run_lengths(cells)}")
    legend = [f"{name} {style}" for style, name in names.items()]
    return "\n".join([*text, "-- 样式", *runs, "-- 图例", *legend, ""])


def _lines(app: App[None]) -> Iterator[list[Segment]]:
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        record=True, legacy_windows=False, safe_box=False,
    )  # fmt: skip
    drawn = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    console.print(drawn)
    segments = (one for one in console._record_buffer if not one.control)
    yield from itertools.islice(Segment.split_lines(segments), height)


def _run_lengths(cells: Iterable[tuple[str, int]]) -> str:
    grouped = itertools.groupby(cells, lambda cell: cell[0])
    return " ".join(f"{name}{sum(length for _, length in run)}" for name, run in grouped)


def _style(style: Style | None) -> str:
    if style is None:
        return "-"
    marks = ("bold", "dim", "italic", "underline", "reverse", "strike")
    said = [mark for mark in marks if getattr(style, mark)]
    return " ".join([*said, f"{_colour(style.color)} on {_colour(style.bgcolor)}"])


def _colour(colour: Color | None) -> str:
    return "-" if colour is None else colour.get_truecolor().hex


def _name(number: int) -> str:
    first, second = divmod(number, len(_LETTERS))
    return (_LETTERS[first - 1] if first else "") + _LETTERS[second]


def difference(expected: str, actual: str) -> str:
    """The lines in which two pictures differ, each with a mark under the first place; empty where they are the same."""
    said = []
    pairs = itertools.zip_longest(expected.split("\n"), actual.split("\n"), fillvalue="")
    for number, (before, after) in enumerate(pairs, 1):
        if before != after:
            at = next(
                (
                    place
                    for place, (one, other) in enumerate(zip(before, after, strict=False))
                    if one != other
                ),
                min(len(before), len(after)),
            )
            said += [
                f"{number}: 应为 {before}",
                f"{number}: 实为 {after}",
                f"{' ' * len(str(number))}  第 {at + 1} 字起不同",
            ]
    return "\n".join(said)
