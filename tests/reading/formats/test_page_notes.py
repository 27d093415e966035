"""Marks of notes on pages (PDF, OFD) are left out of the line, the notes at the foot follow the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import lines_of_pages, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SIZE, LEADING, TOP, LEFT = 16.0, 28.0, 760.0, 80.0
SMALL, RISE = 10.4, 5.6


def line(row: int, *pieces: tuple[str, bool], size: float = SIZE) -> Iterator[Glyphs]:
    """A line of characters. pieces: text, and whether it is set raised. row: from the top of the page."""
    left = LEFT
    for text, raised in pieces:
        for character in text:
            width = size * (0.5 if character.isascii() else 1.0) * (SMALL / SIZE if raised else 1.0)
            baseline = TOP - LEADING * row + (RISE * size / SIZE if raised else 0.0)
            yield Glyphs(baseline, left, left + width, size * SMALL / SIZE if raised else size, character)
            left += width


def read(*pages: Sequence[Glyphs]) -> list[str]:
    return [block.text for block in paragraphs(lines_of_pages(pages))]


@pytest.mark.parametrize("mark", ["①", "[1]", "1", "〔12〕", "*", "[1][2]", "①②", "ii"])
def test_a_raised_mark_is_left_out(mark: str) -> None:
    page = [*line(0, ("要落实议军制度", False), (mark, True), ("，定期研究。", False))]
    assert read(page) == ["要落实议军制度，定期研究。"]


@pytest.mark.parametrize(
    ("before", "raised", "after"),
    [
        ("面积约3km", "2", "。"),
        ("增长10", "3", "倍。"),
        ("容积2立方米", "3", "。"),
        ("各类产品", "TM", "上市。"),
    ],
)
def test_what_is_raised_but_no_mark_stays_on_its_line(before: str, raised: str, after: str) -> None:
    page = [*line(0, (before, False), (raised, True), (after, False))]
    assert read(page) == [before + raised + after]


@pytest.mark.parametrize("text", ["①", "[1]", "1"])
def test_what_is_not_raised_is_no_mark(text: str) -> None:
    page = [*line(0, ("要落实议军制度", False), (text, False), ("，定期研究。", False))]
    assert read(page) == [f"要落实议军制度{text}，定期研究。"]


@pytest.mark.parametrize("raised", [True, False])
def test_notes_at_the_foot_follow_the_text(raised: bool) -> None:
    first = [
        *line(0, ("要落实议军制度", False), ("①", True), ("，把责任压到人头", False)),
        *line(1, ("，把任务抓到末端", False), ("②", True), ("，各级要层层抓好", False)),
        *line(20, ("①", raised), ("指县委每年研究武装工作", False), size=10.5),
        *line(21, ("的制度。", False), size=10.5),
        *line(22, ("②", raised), ("见《条例》第8条。", False), size=10.5),
    ]
    second = [*line(0, ("落实，确保年底见效。", False)), *line(1, ("各级要抓好督查，不走过场。", False))]
    assert read(first, second)[-2:] == ["注：指县委每年研究武装工作的制度。", "注：见《条例》第8条。"]
    assert read(first, second)[0].endswith("各级要层层抓好落实，确保年底见效。")


def test_small_type_at_the_foot_is_no_note_without_its_mark() -> None:
    page = [
        *line(0, ("要落实议军制度", False), ("①", True), ("。", False)),
        *line(1, ("各级要抓好督查，不走过场。", False)),
        *line(20, ("10月底前报县人民武装部。", False), size=10.5),
    ]
    assert read(page)[-1] == "10月底前报县人民武装部。"
