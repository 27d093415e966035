"""Pages in two columns are read column by column; tables, titles and pages in one column are left as they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wengao.reading.formats import read_raw
from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import lines_of_pages, paragraphs

from ..files import write_ofd

SIZE, LEADING, TOP = 10.0, 16.0, 760.0
LEFT, RIGHT, WIDTH = 60.0, 300.0, 22
FIRST = (
    "各级要把基地建设摆上重要位置，主要领导亲自过问，分管领导具体抓，做到年初有部署、年中有检查、年底有考核。"
    * 3
)
SECOND = (
    "经费要列入预算，器材要登记在册，场地要有人看管，哪一样落空，训练就会落空，责任就要追到人头上、追到环节上。"
    * 3
)


def set_lines(texts: Sequence[str], left: float, width: int, top: float = TOP) -> list[Glyphs]:
    """Paragraphs as they are set: indented by two characters, cut at so many characters."""
    found: list[Glyphs] = []
    for text in texts:
        pieces = [(2, text[: width - 2])]
        pieces += [(0, text[at : at + width]) for at in range(width - 2, len(text), width)]
        for indent, piece in pieces:
            start = left + indent * SIZE
            found.append(Glyphs(top - LEADING * len(found), start, start + SIZE * len(piece), SIZE, piece))
    return found


def read(*pages: Sequence[Glyphs]) -> list[str]:
    return [block.text for block in paragraphs(lines_of_pages(pages))]


def test_the_left_column_comes_first() -> None:
    page = [*set_lines([FIRST, SECOND], LEFT, WIDTH), *set_lines([SECOND, FIRST], RIGHT, WIDTH)]
    assert read(page) == [FIRST, SECOND, SECOND, FIRST]


def test_a_paragraph_goes_on_from_column_to_column_and_from_page_to_page() -> None:
    text = FIRST * 4
    lines = set_lines([text], LEFT, WIDTH)
    quarter = len(lines) // 4
    columns = [lines[at : at + quarter] for at in range(0, 4 * quarter, quarter)]
    placed = [
        [
            Glyphs(TOP - LEADING * row, line.left + shift, line.right + shift, SIZE, line.text)
            for row, line in enumerate(column)
        ]
        for column, shift in zip(columns, (0.0, RIGHT - LEFT, 0.0, RIGHT - LEFT), strict=True)
    ]
    whole = "".join(line.text for column in columns for line in column)
    assert read(placed[0] + placed[1], placed[2] + placed[3]) == [whole]


def test_a_last_page_of_a_few_rows_goes_on_in_columns() -> None:
    first = [*set_lines([FIRST, SECOND], LEFT, WIDTH), *set_lines([SECOND, FIRST], RIGHT, WIDTH)]
    last = [*set_lines([FIRST[:62]], LEFT, WIDTH), *set_lines([SECOND[:62]], RIGHT, WIDTH)]
    assert read(first, last) == [FIRST, SECOND, SECOND, FIRST, FIRST[:62], SECOND[:62]]
    signed = [
        Glyphs(TOP, RIGHT, RIGHT + 70, SIZE, "清川市人民政府"),
        Glyphs(TOP - 16, LEFT, LEFT + 60, SIZE, "附件：名单"),
    ]
    assert "".join(read(first, signed)).endswith("清川市人民政府附件：名单")


def test_what_is_set_across_both_columns_parts_them() -> None:
    upper = [*set_lines([FIRST], LEFT, WIDTH), *set_lines([SECOND], RIGHT, WIDTH)]
    lower_at = TOP - LEADING * 14
    lower = [*set_lines([SECOND], LEFT, WIDTH, lower_at), *set_lines([FIRST], RIGHT, WIDTH, lower_at)]
    title = Glyphs(TOP + 40, 160.0, 400.0, 16.0, "清川市民兵训练基地简报")
    middle = Glyphs(lower_at + 30, 160.0, 400.0, 16.0, "安澜县的做法是怎样的")
    assert read([title, *upper, middle, *lower]) == [title.text, FIRST, SECOND, middle.text, SECOND, FIRST]


def test_one_column_is_left_alone() -> None:
    page = set_lines([FIRST, SECOND, FIRST, SECOND], LEFT, 46)
    assert read(page) == [FIRST, SECOND, FIRST, SECOND]


def test_a_table_keeps_its_rows() -> None:
    rows = [
        ("安澜县人民武装部", "负责场地"),
        ("望舒区", "负责器材采购"),
        ("鹿鸣县民政局", "负责经费和其他事项"),
    ]
    cells = [*rows[:2] * 6, rows[2]]
    page = [
        Glyphs(TOP - LEADING * row, left, left + SIZE * len(text), SIZE, text)
        for row, pair in enumerate(cells)
        for left, text in zip((LEFT, RIGHT), pair, strict=True)
    ]
    assert read(page) == [f"{first}  {second}" for first, second in cells]


def test_a_few_rows_of_two_parts_make_no_columns() -> None:
    head = [*set_lines([FIRST[:60]], LEFT, WIDTH), *set_lines([SECOND[:60]], RIGHT, WIDTH)]
    body = set_lines([FIRST, SECOND], LEFT, 46, TOP - 200)
    assert read([*head, *body])[0].startswith(f"{FIRST[:20]}  {SECOND[:20]}")


def test_spaces_before_a_line_are_its_indent_and_those_within_are_kept() -> None:
    indented = [Glyphs(TOP, LEFT, LEFT + 2 * SIZE, SIZE, "\u3000\u3000"), *set_lines([FIRST], LEFT, 46)]
    speaker = "市委常委\u3000沈致远"
    line = [
        Glyphs(TOP - 200, LEFT + SIZE * place, LEFT + SIZE * (place + 1), SIZE, char)
        for place, char in enumerate(speaker)
    ]
    assert read([*indented, *line]) == [FIRST, speaker]


def test_an_open_layout_file_in_two_columns(tmp_path: Path) -> None:
    raw = read_raw(write_ofd(tmp_path / "a.ofd", [FIRST, SECOND], columns=2))
    assert [block.text for block in raw.blocks] == [FIRST, SECOND]


def test_a_gutter_of_one_character_is_one() -> None:
    narrow = LEFT + (WIDTH + 1) * SIZE
    page = [*set_lines([FIRST, SECOND], LEFT, WIDTH), *set_lines([SECOND, FIRST], narrow, WIDTH)]
    assert read(page) == [FIRST, SECOND, SECOND, FIRST]
