"""Stretches of text as runs, and the marks of footnotes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from wengao.export.printed import TAB

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.export.layout import Layout
    from wengao.markup.inline import Piece


def runs_xml(pieces: Sequence[Piece], layout: Layout, numbers: Mapping[str, int], manner: str = "") -> str:
    """The runs of `pieces`. numbers: of the footnotes, by label. manner: as for run_xml."""
    return "".join(
        _reference_xml(numbers[piece.note]) if piece.note in numbers else run_xml(piece, layout, manner)
        for piece in pieces
    )


def _reference_xml(number: int) -> str:
    """The mark of a footnote."""
    return (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def run_xml(piece: Piece, layout: Layout, manner: str = "") -> str:
    """A run. Without the hint “”——… are taken for Latin signs and set half as wide. manner: further properties."""
    name = quoteattr(layout.fonts[piece.font][0]) if piece.font else ""
    font = f" w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}" if name else ""
    marks = (
        ("<w:b/>" if piece.bold else "")
        + ("<w:i/>" if piece.italic else "")
        + ("<w:strike/>" if piece.struck else "")
    )
    slot = '<w:highlight w:val="yellow"/>' if piece.slot else ""
    text = "<w:tab/>".join(_text_xml(text) for text in piece.text.split(TAB))
    return f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"{font}/>{marks}{manner}{slot}</w:rPr>{text}</w:r>'


def _text_xml(text: str) -> str:
    space = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<w:t{space}>{escape(text)}</w:t>" if text else ""
