"""What is printed as text with its fonts, for the clipboard: WPS and Word take it over as the layout has it.

A fragment of HTML in which every paragraph says for itself how it is set, as nothing of a style sheet survives pasting.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from wengao.export.plain_text import plain_text
from wengao.export.printed import TAB, Blank, Paragraph, Picture, Table, Title
from wengao.language.visible import in_lines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wengao.drafts.model import Draft
    from wengao.export.footnotes import Footnote
    from wengao.export.layout import Layout, TextStyle
    from wengao.export.printed import Printed
    from wengao.markup.inline import Piece

_ALIGN = {"both": "justify", "left": "left", "center": "center", "right": "right"}


@dataclass(frozen=True, slots=True)
class RichText:
    """A text to be pasted elsewhere. html: with its fonts. plain: without."""

    html: str
    plain: str


def rich_text(blocks: Sequence[Printed], layout: Layout, footnotes: Mapping[str, Footnote]) -> RichText:
    """The printed blocks. What goes with a whole document only (版头, 版记, room for seals) is left out of the HTML."""
    setter = _Setter(layout, {label: footnote.mark for label, footnote in footnotes.items()})
    html = [setter.block(block) for block in blocks]
    html += [
        setter.paragraph("body", escape(in_lines(f"{footnote.mark}{footnote.text}")))
        for footnote in footnotes.values()
    ]
    return RichText("".join(html), plain_text(blocks, footnotes))


def blocks_of_part(blocks: Sequence[Printed], draft: Draft, index: int) -> tuple[Printed, ...]:
    """What is printed of the part at `index` and of all below it: its heading with its number, its text."""
    starts = [draft.front.count("\n") + draft.preamble.count("\n") + 1]
    for part in draft.parts:
        starts.append(starts[-1] + (part.line + part.body).count("\n"))
    level = draft.parts[index].level
    after = next(
        (place for place, part in enumerate(draft.parts[index + 1 :], index + 1) if part.level <= level),
        len(draft.parts),
    )
    end = starts[after]
    if after == len(draft.parts):
        end += 1  # the last line of a file may lack its line end
    return tuple(block for block in blocks if starts[index] <= getattr(block, "line", 0) < end)


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets blocks as a layout has them. marks: of footnotes, by label."""

    layout: Layout
    marks: Mapping[str, str]

    def block(self, block: Printed) -> str:
        """A block as HTML; nothing for what only a sheet of paper has."""
        if isinstance(block, Title):
            return self.paragraph("title", "<br>".join(escape(in_lines(line)) for line in block.lines))
        if isinstance(block, Blank):
            return self.paragraph("body", "&nbsp;")
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Picture):
            caption = self._pieces(block.caption)
            return self.paragraph("caption", f"{escape(block.label)}　{caption}") if caption else ""
        if isinstance(block, Paragraph):
            edges = "" if block.right is None else "text-align:right;"
            left = f"margin-left:{block.left * self.layout.advance(block.style):g}pt;" if block.left else ""
            first = "" if block.hanging is None and block.right is None else "text-indent:0pt;"
            return self.paragraph(block.style, self._pieces(block.pieces), f"{edges}{left}{first}")
        return ""

    def paragraph(self, style: str, inside: str, further: str = "") -> str:
        """A paragraph in a style of the layout. further: of CSS, which goes before what the style says."""
        text_style: TextStyle = getattr(self.layout.styles, style)
        pitch = text_style.pitch or self.layout.grid.pitch
        indent = text_style.indent * text_style.size
        css = (
            f"margin:0;text-align:{_ALIGN[text_style.align]};text-indent:{indent:g}pt;"
            f"mso-char-indent-count:{text_style.indent:g};line-height:{pitch:g}pt;mso-line-height-rule:exactly;"
        )
        if "text-indent" in further:
            css = css.replace(f"mso-char-indent-count:{text_style.indent:g};", "")
        return f'<p style="{css}{further}"><span style="{self._characters(text_style)}">{inside}</span></p>'

    def _characters(self, style: TextStyle) -> str:
        spacing = f"letter-spacing:{style.spacing:g}pt;" if style.spacing else ""
        weight = "bold" if style.bold else "normal"
        return f"{self._font(style.font)}font-size:{style.size:g}pt;{spacing}font-weight:{weight}"

    def _font(self, key: str) -> str:
        names = self.layout.fonts[key]
        listed = ",".join(f"'{escape(name.replace(chr(39), ''))}'" for name in names)
        return f"font-family:{listed};mso-fareast-font-family:'{escape(names[0].replace(chr(39), ''))}';"

    def _pieces(self, pieces: Sequence[Piece]) -> str:
        return "".join(self._piece(piece) for piece in pieces)

    def _piece(self, piece: Piece) -> str:
        if piece.note:
            return f"<sup>{escape(self.marks.get(piece.note, ''))}</sup>" if piece.note in self.marks else ""
        text = escape(in_lines(piece.text)).replace(TAB, "　").replace("\n", "<br>")
        for tag, wanted in (("b", piece.bold), ("i", piece.italic), ("s", piece.struck)):
            text = f"<{tag}>{text}</{tag}>" if wanted else text
        marks = "background:yellow;" if piece.slot else ""
        font = self._font(piece.font) if piece.font else ""
        return f'<span style="{font}{marks}">{text}</span>' if font or marks else text

    def _table(self, table: Table) -> str:
        rows = []
        for number, row in enumerate(table.rows):
            style = "table" if number else "table_head"
            cells = (
                f'<td style="border:0.5pt solid black;padding:0 5.4pt">{self.paragraph(style, self._pieces(cell))}</td>'
                for cell in row
            )
            rows.append(f"<tr>{''.join(cells)}</tr>")
        return f'<table style="border-collapse:collapse">{"".join(rows)}</table>'
