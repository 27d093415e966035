"""Tables on pages (PDF, OFD): cells stay in their columns, empty ones too, lines within a cell join."""

from __future__ import annotations

from collections.abc import Sequence

from wengao.reading.formats.pages.columns import Glyphs
from wengao.reading.formats.pages.lines import lines_of_pages, paragraphs
from wengao.reading.formats.pages.tables import Rule, Rules

SIZE = 10.0
LEFTS = (60.0, 120.0, 300.0, 400.0)
ABOVE = Glyphs(720.0, 60.0, 200.0, SIZE, "各单位要按照下表抓好落实。")
BELOW = Glyphs(560.0, 60.0, 200.0, SIZE, "表后的正文，每周报告一次。")


def placed(text: str, left: float, baseline: float) -> Glyphs:
    return Glyphs(baseline, left, left + SIZE * len(text), SIZE, text)


def read(glyphs: Sequence[Glyphs], rules: Rules | None = None) -> list[str]:
    return [block.text for block in paragraphs(lines_of_pages([glyphs], [rules] if rules else ()))]


def ruled(tops: Sequence[float], lefts: Sequence[float]) -> Rules:
    return Rules(
        tuple(Rule(left, tops[-1], tops[0]) for left in lefts),
        tuple(Rule(top, lefts[0], lefts[-1]) for top in tops),
    )


def test_what_rules_enclose_is_a_cell() -> None:
    glyphs = [
        ABOVE,
        placed("序号", 62, 684),
        placed("任务", 122, 684),
        placed("单位", 302, 684),
        placed("1", 62, 658),
        placed("组织演练", 122, 664),
        placed("并逐户核实", 122, 650),
        placed("2", 62, 628),
        placed("应急局", 302, 628),
        BELOW,
    ]
    rules = ruled([700.0, 675.0, 640.0, 615.0], [60.0, 120.0, 300.0, 400.0])
    assert read(glyphs, rules) == [
        "各单位要按照下表抓好落实。",
        "序号 | 任务 | 单位",
        "1 | 组织演练并逐户核实",
        "2 |  | 应急局",
        "表后的正文，每周报告一次。",
    ]


def test_a_frame_around_a_text_is_no_table() -> None:
    rules = Rules((Rule(50, 500, 740), Rule(420, 500, 740)), (Rule(500, 50, 420), Rule(740, 50, 420)))
    assert read([ABOVE, BELOW], rules) == read([ABOVE, BELOW])


def test_lines_of_several_wide_gaps_are_rows() -> None:
    rows = (("序号", "任务", "单位"), ("1", "水库巡查", "水利局"), ("2", "", "应急局"))
    glyphs = [
        placed(text, left, 690 - 18 * number)
        for number, row in enumerate(rows)
        for text, left in zip(row, LEFTS, strict=False)
        if text
    ]
    assert read([ABOVE, *glyphs, BELOW])[1:-1] == [
        "序号 | 任务 | 单位",
        "1 | 水库巡查 | 水利局",
        "2 |  | 应急局",
    ]


def test_columns_of_prose_are_no_table() -> None:
    prose = "各级要把基地建设摆上重要位置主要领导"
    glyphs = [placed(prose, left, 690 - 18 * number) for number in range(4) for left in (60.0, 300.0, 540.0)]
    assert " | " not in "".join(read([ABOVE, *glyphs]))


def test_one_line_of_wide_gaps_is_none() -> None:
    line = [placed("清川市", 60, 690), placed("签发人", 200, 690), placed("李四", 300, 690)]
    assert "清川市  签发人  李四" in "".join(read([ABOVE, *line, BELOW]))
