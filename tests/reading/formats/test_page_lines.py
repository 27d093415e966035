"""Lines of pages (PDF, OFD) are joined where a paragraph goes on, and only there."""

from __future__ import annotations

from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import Page, lines_of_pages, paragraphs

SIZE, LEADING, TOP, LEFT, WIDTH = 16.0, 28.0, 760.0, 80.0, 24
FULL = "各级要把责任压到人头把任务抓到末端把成效体现到基层"[:WIDTH]


def read(*lines: str, gaps: dict[int, float] | None = None) -> list[str]:
    """Lines without indents. gaps: how much further down than usual a line stands, by its number."""
    placed, height = [], TOP
    for number, text in enumerate(lines):
        height -= LEADING + (gaps or {}).get(number, 0.0)
        width = sum(0.5 if char.isascii() else 1.0 for char in text) * SIZE
        placed.append(Glyphs(height, LEFT, LEFT + width, SIZE, text))
    return [block.text for block in paragraphs([Page(placed)])]


def test_a_full_line_goes_on() -> None:
    assert read(FULL, FULL, "才算落实。", FULL) == [FULL + FULL + "才算落实。", FULL]


def test_a_line_goes_on_where_what_follows_would_not_have_gone_in() -> None:
    short = FULL[:-2]
    assert read(FULL, short, "（1994）8号文件就是依据。") == [FULL + short + "（1994）8号文件就是依据。"]
    closed = FULL[:-3] + "。"
    assert read(FULL, closed, "（1994）8号文件就是依据。") == [FULL + closed, "（1994）8号文件就是依据。"]
    assert read(FULL, short, "就是依据。") == [FULL + short, "就是依据。"]


def test_paragraphs_are_set_apart_by_room_between_them() -> None:
    end = FULL[:-1] + "。"
    assert read(FULL, end, FULL, end) == [(FULL + end) * 2]
    assert read(FULL, end, FULL, end, gaps={2: 12.0}) == [FULL + end, FULL + end]


def test_a_number_set_apart_from_its_text_stays_close_to_it() -> None:
    page = [
        Glyphs(TOP, LEFT, LEFT + SIZE, SIZE, "1."),
        Glyphs(TOP, LEFT + 3 * SIZE, LEFT + 7 * SIZE, SIZE, "摸清底数"),
    ]
    assert [line.text for line in lines_of_pages([page])[0].lines] == ["1.摸清底数"]


def test_a_space_stays_that_sets_a_number_or_a_date_apart() -> None:
    def line(*pieces: str) -> str:
        placed, left = [], LEFT
        for piece in pieces:
            width = sum(0.5 if char.isascii() else 1.0 for char in piece) * SIZE
            placed.append(Glyphs(TOP, left, left + width, SIZE, piece))
            left += width
        return lines_of_pages([placed])[0].lines[0].text

    assert line("第一条", " ", "为加强管理") == "第一条 为加强管理"
    assert line("2010年9月29日", " ", "常务委员会通过") == "2010年9月29日 常务委员会通过"
    assert line("到", " ", "2025", " ", "年底，", "建成") == "到2025年底，建成"
