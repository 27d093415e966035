"""What differs between two texts."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from wengao.drafts.difference import Piece, changed_pieces, difference

OLD = "# 讲话\n\n要把底数摸清楚，三月底前报来。\n\n要压实责任。\n\n第三段没有变。\n\n第四段也没有变。\n"


def shown(old: str, new: str, context: int = 0) -> list[tuple[int | None, int | None, str]]:
    marks = {"same": "", "removed": "-", "added": "+"}
    return [
        (
            line.old_line,
            line.new_line,
            "|".join(f"{marks[piece.change]}{piece.text}" for piece in line.pieces),
        )
        for line in difference(old, new, context=context)
    ]


def test_a_rewritten_paragraph_shows_the_words_that_changed() -> None:
    assert shown(OLD, OLD.replace("三月底", "四月底")) == [
        (3, 3, "要把底数摸清楚，|-三|+四|月底前报来。"),
    ]


def test_paragraphs_taken_out_and_put_in_are_told() -> None:
    new = OLD.replace("要压实责任。\n\n", "") + "\n再加上全新的末段。\n"
    assert shown(OLD, new) == [(5, None, "-要压实责任。"), (None, 9, "+再加上全新的末段。")]


def test_lines_around_a_change_come_along() -> None:
    lines = difference(OLD, OLD.replace("要压实责任。", "要逐级压实责任。"), context=1)
    assert [(line.old_line, line.changed) for line in lines] == [(3, False), (5, True), (7, False)]


def test_equal_texts_differ_in_nothing() -> None:
    assert difference(OLD, OLD) == ()


TEXTS = st.text(alphabet="甲乙丙丁，。\n", max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_off_the_pieces(old: str, new: str) -> None:
    pieces = changed_pieces(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != "added") == old
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == new


@given(TEXTS, TEXTS)
def test_every_line_that_went_or_came_is_told(old: str, new: str) -> None:
    written = [[line for line in text.split("\n") if line.strip()] for text in (old, new)]
    assume(written[0] != written[1])
    lines = difference(old, new, context=99)
    for expected, other in zip(written, ("added", "removed"), strict=True):
        told = ["".join(p.text for p in line.pieces if p.change != other) for line in lines]
        assert [line for line in told if line] == expected


def test_a_piece_is_a_value() -> None:
    assert changed_pieces("甲乙", "甲乙") == (Piece("same", "甲乙"),)
