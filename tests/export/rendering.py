"""Rendering a Word file with LibreOffice and measuring the page: what a drafter would measure with a ruler."""

from __future__ import annotations

import collections
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from wengao.export.layout import Layout

_POINTS_PER_MM = 72 / 25.4
_SAME_LINE = 6.0
_STAND_IN = "Noto Serif CJK SC"
_CONVERSION_SECONDS = 120
_FONTS = Path(__file__).with_name("fonts.conf")
_DOTS_PER_INCH = 300


@dataclass(frozen=True)
class Line:
    """A printed line. baseline: points from the foot of the sheet. left, right: millimetres from the sheet's left edge."""

    text: str
    baseline: float
    left: float
    right: float


@dataclass(frozen=True)
class RenderedPage:
    """A page as it was printed. body: the lines in the type area (版心). footer: those below it. height: points."""

    body: tuple[Line, ...]
    footer: tuple[Line, ...]
    height: float

    @property
    def pitch(self) -> float:
        """The commonest distance between two lines, in points."""
        distances = [round(one.baseline - other.baseline, 1) for one, other in pairwise(self.body)]
        return collections.Counter(distances).most_common(1)[0][0]

    def dash_from_top(self, line: Line, size: float) -> float:
        """Where the dash of a line of `size` points stands, in millimetres from the sheet's top."""
        return (self.height - line.baseline - size * _DASH_ABOVE_BASELINE) / _POINTS_PER_MM


_DASH_ABOVE_BASELINE = 0.27
"""How far above the baseline the dash of the stand-in font stands, as a part of the size."""


def require_office() -> None:
    """Skip the test where what it renders with is missing."""
    if shutil.which("soffice") is None:
        pytest.skip("没有 LibreOffice（soffice），不渲染")
    pytest.importorskip("pdfplumber", reason="没有 pdfplumber，不测量")
    if shutil.which("fc-list") is None:
        pytest.skip("没有 fontconfig（fc-list），字体不可控")
    listed = subprocess.run(
        ["fc-list", _STAND_IN, "family"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if not listed.stdout.strip():
        pytest.skip(f"没有 {_STAND_IN}，字宽不可靠")


def render(path: Path, layout: Layout) -> list[RenderedPage]:
    """The pages of a Word file, every font of the layout stood in for by one that is installed."""
    import pdfplumber

    with pdfplumber.open(printed(path)) as pdf:
        return [_page(page, layout) for page in pdf.pages]


def printed(path: Path) -> Path:
    """A Word file as PDF, in a folder beside it."""
    return converted(path, "pdf")


def converted(path: Path, suffix: str) -> Path:
    """A Word file as LibreOffice saves it in another form, or in its own way, in a folder beside it."""
    folder = path.parent / "rendered"
    folder.mkdir()
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=_CONVERSION_SECONDS,
        env={**os.environ, "HOME": str(folder), "FONTCONFIG_FILE": str(_FONTS)},
    )
    return folder / f"{path.stem}.{suffix}"


@dataclass(frozen=True)
class Ink:
    """A band of ink across a page, in millimetres from the sheet's top and left edge."""

    top: float
    bottom: float
    left: float
    right: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def thin(self) -> bool:
        """Whether it is a rule and no line of text."""
        return self.bottom - self.top < 1.5


def ink(pdf: Path, page: int, *, red: bool) -> list[Ink]:
    """The bands of red or of black ink on a page (from 1), from the top; what a ruler would find."""
    import numpy

    command = ["pdftoppm", "-r", str(_DOTS_PER_INCH), "-f", str(page), "-l", str(page), str(pdf)]
    picture = subprocess.run(command, check=True, capture_output=True, timeout=_CONVERSION_SECONDS).stdout
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert head is not None
    dots = numpy.frombuffer(picture[head.end() :], dtype=numpy.uint8).reshape(int(head[2]), int(head[1]), 3)
    reddish = (dots[:, :, 0] > 180) & (dots[:, :, 1] < 90) & (dots[:, :, 2] < 90)
    mask = reddish if red else dots.max(axis=2) < 110
    bands: list[list[int]] = []
    for row in numpy.flatnonzero(mask.any(axis=1)):
        if bands and row - bands[-1][1] <= _SAME_BAND:
            bands[-1][1] = int(row)
        else:
            bands.append([int(row), int(row)])
    return [_band(mask[first : last + 1].any(axis=0), first, last) for first, last in bands]


_SAME_BAND = 3
"""Dots between two rows of ink that still belong to one band: the gap of a double rule is less."""


def _band(columns: Any, first: int, last: int) -> Ink:
    inked = columns.nonzero()[0]
    edges = (first, last + 1, int(inked[0]), int(inked[-1]) + 1)
    return Ink(*(edge * 25.4 / _DOTS_PER_INCH for edge in edges))


def bookmarks(pdf: Path) -> list[str]:
    """The titles of a PDF's bookmarks, in order."""
    import pdfplumber

    with pdfplumber.open(pdf) as opened:
        return [str(title) for _, title, *_ in opened.doc.get_outlines()]


def _page(page: Any, layout: Layout) -> RenderedPage:
    top = layout.page.top * _POINTS_PER_MM
    foot = (layout.page.height - layout.page.bottom) * _POINTS_PER_MM
    height = float(page.height)
    return RenderedPage(tuple(_lines(page, top, foot)), tuple(_lines(page, foot, height)), height)


def _lines(page: Any, top: float, foot: float) -> list[Line]:
    """The characters between two heights, gathered into lines by their baselines."""
    inside = [char for char in page.chars if char["text"].strip() and top <= _middle(char) <= foot]
    gathered: list[list[Any]] = []
    for char in sorted(inside, key=_baseline, reverse=True):
        if gathered and _baseline(gathered[-1][0]) - _baseline(char) < _SAME_LINE:
            gathered[-1].append(char)
        else:
            gathered.append([char])
    return [_line(sorted(chars, key=lambda char: float(char["x0"]))) for chars in gathered]


def _line(chars: list[Any]) -> Line:
    return Line(
        "".join(char["text"] for char in chars),
        _baseline(chars[0]),
        chars[0]["x0"] / _POINTS_PER_MM,
        chars[-1]["x1"] / _POINTS_PER_MM,
    )


def _baseline(char: Any) -> float:
    return float(char["matrix"][5])


def _middle(char: Any) -> float:
    return float(char["top"] + char["bottom"]) / 2
