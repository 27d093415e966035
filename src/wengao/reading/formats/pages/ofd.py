"""OFD files (GB/T 33190), the fixed-layout format of government offices."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.package import Package
from wengao.reading.formats.format import MOST_CHARACTERS, MOST_PAGES, Format, is_package
from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import left_at_edges, lines_of_pages, paragraphs
from wengao.reading.formats.pages.tables import Rule, Rules
from wengao.reading.raw import RawDocument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree import ElementTree

    from ofdkit import Page

_POINTS_IN_MILLIMETRE = 72 / 25.4
_MOST_DRAWN = 20_000
"""Paths of a page; a drawing has more, and no table."""
_THIN, _SHORTEST_RULE = 1.0, 2.0
"""Millimetres: how thick a rule is at most, and how long at least."""
_STRAIGHT = re.compile(r"[MLSC\d\s.,eE+-]*")
"""A path of straight lines alone."""
_NUMBER = re.compile(r"[-+]?\d*\.?\d+(?:[eE][-+]?\d+)?")
_FEWEST_OF_BOX = 4
_SAVE_ANEW = "请用 OFD 阅读器打开，确认内容完整后另存为 .docx 或 .pdf"


def read(path: Path) -> RawDocument:
    """The paragraphs of an OFD file, with the title that it declares.

    Raises UnreadableFileError where the package is broken or beyond the limits of Package, or has no text.
    """
    import ofdkit

    try:
        with Package(path, "OFD 文件") as package, ofdkit.open(path) as document:
            if len(document.pages) > MOST_PAGES:
                raise UnreadableFileError(path, f"OFD 太长（最多读 {MOST_PAGES} 页）", _SAVE_ANEW)
            rules = [_rules(package.xml(page.location or "")) for page in document.pages]
            pages = lines_of_pages((_glyphs(page) for page in document.pages), rules)
            title = document.info.title or ""
            attached = tuple(_attached(package))
    except (ofdkit.OFDError, ValueError, KeyError) as error:
        raise UnreadableFileError(path, "OFD 文件不完整或已损坏", _SAVE_ANEW) from error
    characters = sum(len(line.text) for page in pages for line in page.lines)
    if not characters:
        raise UnreadableFileError(
            path, "OFD 文件里没有文字（可能是扫描件或只有图形）", "请先做文字识别（OCR），再另存为 .docx"
        )
    if characters > MOST_CHARACTERS:
        raise UnreadableFileError(path, "OFD 文件里的文字过多", _SAVE_ANEW)
    return RawDocument(paragraphs(pages), title, left_out=(*left_at_edges(pages), *attached))


def _glyphs(page: Page) -> list[Glyphs]:
    """The text of a page; what is set twice in one place, as for bold type, is taken once."""
    seen: dict[tuple[str, int, int], Glyphs] = {}
    for run in page.runs:
        left, baseline = run.x * _POINTS_IN_MILLIMETRE, -run.y * _POINTS_IN_MILLIMETRE
        right = left + run.width * _POINTS_IN_MILLIMETRE
        glyphs = Glyphs(baseline, left, right, run.size * _POINTS_IN_MILLIMETRE, run.text)
        if run.text:
            seen.setdefault((run.text, round(left), round(baseline)), glyphs)
    return list(seen.values())


def _rules(page: ElementTree.Element | None) -> Rules:
    """The straight rules that are drawn on a page; a box is its four edges, what is turned or moved is left."""
    upright: list[Rule] = []
    level: list[Rule] = []
    drawn = [each for each in page.iter() if each.tag.endswith("}PathObject")] if page is not None else []
    for each in drawn[:_MOST_DRAWN]:
        points = _points(each)
        if not points or each.get("CTM"):
            continue
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        if right - left < _THIN and bottom - top > _SHORTEST_RULE:
            upright.append(_rule((left + right) / 2, -bottom, -top))
        elif bottom - top < _THIN and right - left > _SHORTEST_RULE:
            level.append(_rule(-(top + bottom) / 2, left, right))
        elif len(points) >= _FEWEST_OF_BOX and each.get("Stroke") != "false" and _is_box(points):
            upright += [_rule(x, -bottom, -top) for x in (left, right)]
            level += [_rule(-y, left, right) for y in (top, bottom)]
    return Rules(tuple(upright), tuple(level))


def _rule(at: float, start: float, end: float) -> Rule:
    return Rule(at * _POINTS_IN_MILLIMETRE, start * _POINTS_IN_MILLIMETRE, end * _POINTS_IN_MILLIMETRE)


def _points(drawn: ElementTree.Element) -> list[tuple[float, float]]:
    """The corners of a path on its page, in millimetres; none where it has curves."""
    data = next((each.text or "" for each in drawn if each.tag.endswith("}AbbreviatedData")), "")
    place = [float(number) for number in _NUMBER.findall(drawn.get("Boundary") or "")]
    if len(place) != _FEWEST_OF_BOX or not _STRAIGHT.fullmatch(data):
        return []
    numbers = [float(number) for number in _NUMBER.findall(data)]
    return [(place[0] + x, place[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=False)]


def _is_box(points: list[tuple[float, float]]) -> bool:
    xs, ys = {round(x, 1) for x, _ in points}, {round(y, 1) for _, y in points}
    return len(xs) == len(ys) == len("xy")


def _attached(package: Package) -> Iterator[tuple[str, str]]:
    """The files that are attached to the document, by their names."""
    for name in sorted(package.names()):
        if name.rpartition("/")[2] == "Attachments.xml" and (listed := package.xml(name)) is not None:
            yield from (
                ("附件", each.get("Name") or "") for each in listed.iter() if each.tag.endswith("}Attachment")
            )


def _recognises(path: Path, head: bytes) -> bool:
    return is_package(path, head, ".ofd")


FORMAT = Format("OFD 文件", (".ofd",), 30, _recognises, read)
