"""Lines of pages (PDF, OFD) are joined where a paragraph goes on, and only there."""

from __future__ import annotations

from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import Page, left_at_edges, lines_of_pages, paragraphs

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


def test_a_space_stays_between_a_post_and_a_name_and_between_two_organs() -> None:
    def line(first: str, gap: float, second: str) -> str:
        end, width = LEFT + len(first) * SIZE, len(second) * SIZE
        placed = [
            Glyphs(TOP, LEFT, end, SIZE, first),
            Glyphs(TOP, end, end, SIZE, " "),
            Glyphs(TOP, end + gap * SIZE, end + gap * SIZE + width, SIZE, second),
        ]
        return lines_of_pages([placed])[0].lines[0].text

    assert line("自治区主席", 0.5, "买买提·艾力") == "自治区主席 买买提·艾力"
    assert line("清川市人民政府办公室", 1.0, "清川军分区办公室") == "清川市人民政府办公室　清川军分区办公室"
    assert line("各级要把", 0.5, "责任压到人头") == "各级要把责任压到人头"


def test_articles_and_addressees_are_paragraphs_of_their_own() -> None:
    end = FULL[:-1] + "。"
    article = ("第十五条 " + FULL)[:WIDTH]
    assert read(FULL, end, article, FULL) == [FULL + end, article + FULL]
    addressed = "清川市、石门市、柳溪市人民政府，市委和市政府各部门："
    assert read(addressed, FULL, FULL) == [addressed, FULL + FULL]
    assert read("会议强调，" + FULL[: WIDTH - 6] + "：", FULL)[0].endswith(FULL)


def test_what_is_set_at_the_right_does_not_go_on() -> None:
    lines = [(LEFT, FULL), (LEFT, FULL), (LEFT + 15 * SIZE, "二〇二五年三月八日"), (LEFT, "（本文有删减）")]
    placed = [
        Glyphs(TOP - number * LEADING, left, left + len(text) * SIZE, SIZE, text)
        for number, (left, text) in enumerate(lines)
    ]
    assert [block.text for block in paragraphs([Page(placed)])][-2:] == [
        "二〇二五年三月八日",
        "（本文有删减）",
    ]


def test_what_stands_at_the_edges_is_told_with_its_kind() -> None:
    def page(number: int, text: str) -> Page:
        lines = ("清川市统计局", text, FULL[:-1] + "。", f"— {number} —")
        return Page(
            [
                Glyphs(TOP - LEADING * place, LEFT, LEFT + len(line) * SIZE, SIZE, line)
                for place, line in enumerate(lines)
            ]
        )

    pages = [page(1, "一是摸清底数。"), page(2, "二是建立台账。"), page(3, "三是销号管理。")]
    assert left_at_edges(pages) == (
        ("页眉页脚", "清川市统计局"),
        ("页码", "— 1 —"),
        ("页眉页脚", "清川市统计局"),
        ("页码", "— 2 —"),
        ("页眉页脚", "清川市统计局"),
        ("页码", "— 3 —"),
    )
