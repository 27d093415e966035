"""Rendering a Word file with LibreOffice and measuring the page: what a drafter would measure with a ruler."""

from __future__ import annotations

import collections
import os
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
_FONT_RULE = (
    '<match target="pattern"><test name="family"><string>{name}</string></test>'
    '<edit name="family" mode="assign" binding="strong"><string>{stand_in}</string></edit></match>'
)


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

    folder = path.parent / "rendered"
    folder.mkdir()
    fonts = folder / "fonts.conf"
    rules = "".join(_FONT_RULE.format(name=names[0], stand_in=_STAND_IN) for names in layout.fonts.values())
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f'<include ignore_missing="yes">/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        encoding="utf-8",
    )
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=_CONVERSION_SECONDS,
        env={**os.environ, "HOME": str(folder), "FONTCONFIG_FILE": str(fonts)},
    )
    with pdfplumber.open(folder / f"{path.stem}.pdf") as pdf:
        return [_page(page, layout) for page in pdf.pages]


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
