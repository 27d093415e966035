"""Markdown inside a line: what is set how, what is dropped, and what stays as it stands."""

from __future__ import annotations

import pytest

from wengao.markup.inline import Piece, plain, read_inline


@pytest.mark.parametrize(
    ("markdown", "pieces"),
    [
        ("压实责任", (Piece("压实责任"),)),
        ("要**压实**责任", (Piece("要"), Piece("压实", bold=True), Piece("责任"))),
        ("__压实__责任", (Piece("__压实__责任"),)),
        ("__压实__，责任", (Piece("压实", bold=True), Piece("，责任"))),
        ("*压实*责任", (Piece("压实", italic=True), Piece("责任"))),
        ("***压实***责任", (Piece("压实", bold=True, italic=True), Piece("责任"))),
        (
            "**压*实*责**",
            (Piece("压", bold=True), Piece("实", bold=True, italic=True), Piece("责", bold=True)),
        ),
        ("~~压实~~责任", (Piece("压实", struck=True), Piece("责任"))),
        ("**“双拥”**工作", (Piece("“双拥”", bold=True), Piece("工作"))),
        ("到【时限】前完成", (Piece("到"), Piece("【时限】", slot=True), Piece("前完成"))),
        (
            "**到【时限】前**",
            (Piece("到", bold=True), Piece("【时限】", bold=True, slot=True), Piece("前", bold=True)),
        ),
    ],
)
def test_how_text_is_set(markdown: str, pieces: tuple[Piece, ...]) -> None:
    assert read_inline(markdown).pieces == pieces


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("3*4*5 台", "3*4*5 台"),
        ("见 a_b_c 与 **", "见 a_b_c 与 **"),
        (r"\*不是强调\*", "*不是强调*"),
        ("`*原样*`", "*原样*"),
        ("见[方案](https://example.cn/a)", "见方案"),
        ("见<https://example.cn/a>", "见https://example.cn/a"),
        ("甲<br/>乙", "甲乙"),
        ("5 < 6 且 7 > 6", "5 < 6 且 7 > 6"),
        ("〔2026〕1 号", "〔2026〕1 号"),
        ("", ""),
    ],
)
def test_what_is_read(markdown: str, text: str) -> None:
    assert read_inline(markdown).text == text


def test_notes_leave_the_text_and_are_kept_in_order() -> None:
    inline = read_inline("形成合力。[^s2]再接再厉。[^s1]")
    assert (inline.text, inline.notes) == ("形成合力。再接再厉。", ("s2", "s1"))


@pytest.mark.parametrize("markdown", ["![图](a.png)", "见 <img src='a.png'>", "![[a.png]]", "**![图][1]**"])
def test_a_picture_is_seen(markdown: str) -> None:
    assert read_inline(markdown).image


@pytest.mark.parametrize("markdown", ["好![^s1]", r"\![图](a.png)", "`![图](a.png)`"])
def test_what_is_no_picture(markdown: str) -> None:
    assert not read_inline(markdown).image


def test_plain_text_is_not_read_but_its_slots_are_seen() -> None:
    assert plain("**甲**【乙】").pieces == (Piece("**甲**"), Piece("【乙】", slot=True))


def test_the_words_that_a_slot_took_the_place_of_are_not_read() -> None:
    inline = read_inline("在【时限｜原：8月底前】办好")
    assert inline.text == "在【时限】办好"
    assert [piece.text for piece in inline.pieces if piece.slot] == ["【时限】"]


def test_a_break_is_read_as_a_space() -> None:
    assert read_inline("3000<br>500条").text == "3000 500条"


def test_what_is_struck_out_is_no_part_of_the_text() -> None:
    read = read_inline("走访~~12~~15处[^1]")
    assert (read.text, read.marks[0].position, [piece.text for piece in read.pieces]) == (
        "走访15处",
        5,
        ["走访", "12", "15处"],
    )


def test_note_marks_stand_among_the_pieces() -> None:
    read = read_inline("甲[^1]乙[^2]")
    assert [(piece.text, piece.note) for piece in read.noted_pieces] == [
        ("甲", ""),
        ("", "1"),
        ("乙", ""),
        ("", "2"),
    ]
