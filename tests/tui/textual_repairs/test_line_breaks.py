"""Rows of Chinese text begin and end as in print."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument

from wengao.tui.textual_repairs.line_breaks import break_offsets, break_rows_as_in_chinese


def rows(text: str, width: int, tabs: tuple[int, ...] = ()) -> list[str]:
    ends = [*break_offsets(text, width, tabs), len(text)]
    return [text[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("压实责任链条", 20, ["压实责任链条"]),
        ("压实责任链条，抓好落实", 8, ["压实责任", "链条，抓", "好落实"]),
        ("压实责任，抓好落实。", 8, ["压实责", "任，抓好", "落实。"]),
        ("要讲清“为什么”", 8, ["要讲清", "“为什么”"]),
        ("他说：“好。”大家", 10, ["他说：", "“好。”大家"]),
        ("坚持问题——导向", 9, ["坚持问", "题——导向"]),
        ("覆盖 Wi-Fi 信号", 10, ["覆盖 ", "Wi-Fi 信号"]),
        ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
        ("完成95%以上", 6, ["完成", "95%以", "上"]),
        ("，，，，，，", 4, ["，，", "，，", "，，"]),
        ("推进×1　就是×1　总结×1", 18, ["推进×1　就是×1　", "总结×1"]),
        ("推进×1　就是×1　总结×1", 16, ["推进×1　就是×1　", "总结×1"]),
        (
            "第三　各级各部门要把这件事抓在手上扛在肩上",
            16,
            ["第三　各级各部门", "要把这件事抓在手", "上扛在肩上"],
        ),
        ("", 4, [""]),
    ],
)
def test_rows_begin_and_end_as_in_print(text: str, width: int, expected: list[str]) -> None:
    assert rows(text, width) == expected


def test_a_tab_takes_the_cells_it_is_given() -> None:
    assert rows("\t甲乙\t丙", 8, (4, 2)) == ["\t甲乙", "\t丙"]


def test_no_row_is_wider_than_the_pane_and_nothing_is_lost() -> None:
    text = "各级“一把手”要把（征兵）工作，抓在手上；谁来抓？抓什么！……都要写明——写实。" * 8
    for width in range(4, 60):
        shown = rows(text, width)
        assert "".join(shown) == text
        assert (
            max(sum(2 if ord(char) > 255 and char not in "“”—…" else 1 for char in row) for row in shown)
            <= width
        )


PARAGRAPH, ROWS = "压实责任，抓好落实。", ["压实责", "任，抓好", "落实。"]
GONE = "Textual no longer breaks rows through {}, which wengao.tui.textual_repairs.line_breaks replaces; it has to be put elsewhere"


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows broken as in Chinese, and Textual as it was afterwards."""
    for name in ("textual.document._wrapped_document.compute_wrap_offsets", "textual.content.divide_line"):
        monkeypatch.setattr(name, lambda *_arguments, **_options: [], raising=True)
    break_rows_as_in_chinese()


def test_textual_breaks_what_is_edited_through_the_function_that_is_replaced(replaced: None) -> None:
    gone = GONE.format("textual.document._wrapped_document.compute_wrap_offsets")
    document = Document(PARAGRAPH)
    wrapped = WrappedDocument(document, width=8)
    assert wrapped.get_sections(0) == ROWS, gone
    document.replace_range((0, 0), (0, 0), PARAGRAPH)
    wrapped.wrap_range((0, 0), (0, 0), (0, len(PARAGRAPH)))
    assert wrapped.get_sections(0) == rows(PARAGRAPH * 2, 8), gone


def test_textual_breaks_what_is_shown_through_the_function_that_is_replaced(replaced: None) -> None:
    shown = [line.plain.rstrip() for line in Content(PARAGRAPH).wrap(8)]
    assert shown == ROWS, GONE.format("textual.content.divide_line")
