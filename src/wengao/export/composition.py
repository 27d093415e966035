"""From a draft to what is printed, in order: title lines, headings with their numbers, paragraphs, tables, signature.

Pure values: the Word writer sets them and decides nothing about the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wengao.drafts.front_matter import read_front_matter
from wengao.drafts.outline import enumerators_of, parents_of
from wengao.errors import InputError
from wengao.export.blocks import Alignment, TableBlock, Text, printable, read_blocks
from wengao.export.inline import Inline, Piece, plain, read_inline
from wengao.export.signature import Signature, signature_indents, split_signature
from wengao.export.title_lines import break_title, split_subtitle
from wengao.prose.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.drafts.model import Draft, Part
    from wengao.export.layout import Layout

_TITLE_LEVEL = 1
_DEEPEST_HEADING = 4
_SALUTATION_ENDS = ("：", ":")
_ATTACHMENTS = re.compile(r"附件[：:]\s*\S")
_NUMBERED = re.compile(r"\d{1,2}[.．]")
_ATTACHMENT_LABEL = 3.0
"""Characters that 附件： takes."""
_ISO_DATE = re.compile(r"\d{4}(?:-\d{1,2}){0,2}")
_SPACE_IN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef”]) +(?=[\u2e80-\uffef“])")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph.

    style: a field of layout.Styles. place: where it stands, such as 二（一）第3段. notes: labels of the notes it refers to.
    left: indent in characters.
    """

    style: str
    pieces: tuple[Piece, ...]
    place: str = ""
    notes: tuple[str, ...] = ()
    left: float = 0.0

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Title:
    """A title, broken into lines. new_page: it opens a page."""

    lines: tuple[str, ...]
    new_page: bool = False

    @property
    def text(self) -> str:
        """The title in one line."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line."""

    @property
    def text(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table; the first row is the head. place, notes: as a paragraph's."""

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    alignments: tuple[Alignment, ...]
    place: str = ""
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text of its cells, a line a row."""
        return "\n".join("".join(piece.text for cell in row for piece in cell) for row in self.rows)


Printed = Paragraph | Title | Blank | Table


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the lines under the title and the signature say; each may be empty. date: as it is printed."""

    organ: str = ""
    speaker: str = ""
    date: str = ""

    def line(self, name: str) -> str:
        """The value of a line that a layout names: organ, speaker or date."""
        values = {"organ": self.organ, "speaker": self.speaker, "date": self.date}
        return values.get(name, "")


def particulars_of(draft: Draft, *, speaker: str = "", date: str = "") -> Particulars:
    """The particulars from the draft's fields (organ, speaker, date); what is passed goes before them."""
    fields = read_front_matter(draft.front).fields
    return Particulars(
        organ=_field(fields, "organ"),
        speaker=printable(speaker).strip() or _field(fields, "speaker"),
        date=_printed_date(printable(date).strip() or _field(fields, "date")),
    )


def compose(draft: Draft, layout: Layout, particulars: Particulars) -> tuple[Printed, ...]:
    """All that is printed of `draft`, in order.

    Raises InputError, with the place, where the text shows a picture.
    """
    printed: list[Printed] = [*_body(draft.preamble, "开头")]
    places = _places(draft.parts)
    enumerators = enumerators_of(draft.parts)
    titled = False
    for part, place, enumerator in zip(draft.parts, places, enumerators, strict=True):
        if part.level == _TITLE_LEVEL:
            printed += _title(part, layout, particulars, first=not titled)
            titled = True
        elif part.heading and not part.untitled:
            printed.append(_heading(part, enumerator, place))
        printed += _body(part.body, place)
    return _with_attachments_apart(_signed(_addressed(printed), layout, particulars))


def _field(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    return "" if value is None else printable(str(value)).strip()


def _printed_date(date: str) -> str:
    """2026-03-18 as 2026年3月18日; a date that is written in another way stays as it stands."""
    return spoken_date(date) if _ISO_DATE.fullmatch(date) else date


def _places(parts: tuple[Part, ...]) -> list[str]:
    """Where each part stands: 二（一）; the nearest numbered part above for one without a number; else 开头."""
    enumerators, parents = enumerators_of(parts), parents_of(parts)
    places: list[str] = []
    for part, enumerator, parent in zip(parts, enumerators, parents, strict=True):
        above = places[parent] if parent is not None and enumerators[parent] else ""
        if enumerator:
            places.append(above + enumerator.rstrip("、."))
        elif part.level > _TITLE_LEVEL and part.heading:
            places.append(f"{above}“{read_inline(printable(part.heading)).text}”")
        else:
            places.append(above or "开头")
    return places


def _title(part: Part, layout: Layout, particulars: Particulars, *, first: bool) -> list[Printed]:
    """The title block. A later heading of level 1 (an attachment's) opens a page and has its title only."""
    heading = _SPACE_IN_CHINESE.sub("\u3000", _inline(part.heading, "标题").text)
    title, subtitle = split_subtitle(heading)
    lines: list[Printed] = []
    for name in layout.title.order if first else ("title", "blank"):
        if name == "title" and title:
            lines.append(Title(break_title(title, layout.title.longest), new_page=not first))
            lines += [Paragraph("subtitle", plain(line).pieces) for line in _subtitle_lines(subtitle, layout)]
        elif name == "blank":
            lines += [Blank()] if lines else []
        elif value := particulars.line(name):
            style, text = (
                ("date", layout.title.date.replace("{}", value)) if name == "date" else ("byline", value)
            )
            lines.append(Paragraph(style, plain(text).pieces))
    return lines


def _subtitle_lines(subtitle: str, layout: Layout) -> tuple[str, ...]:
    return break_title(subtitle, layout.characters("subtitle")) if subtitle else ()


def _heading(part: Part, enumerator: str, place: str) -> Paragraph:
    depth = min(part.level - _TITLE_LEVEL, _DEEPEST_HEADING)
    inline = _inline(part.heading, f"{place}标题")
    number = (Piece(enumerator),) if enumerator else ()
    return Paragraph(f"heading{depth}", (*number, *inline.pieces), f"{place}标题", inline.notes)


def _body(markdown: str, place: str) -> list[Paragraph | Table]:
    """The text of a part. A line that is a note's mark and nothing else gives its note to the paragraph above."""
    printed: list[Paragraph | Table] = []
    for block in read_blocks(markdown):
        here = f"{place}第{len(printed) + 1}段"
        one = _table(block, here) if isinstance(block, TableBlock) else _paragraph(block, here)
        if one.text:
            printed.append(one)
        elif printed and one.notes:
            printed[-1] = replace(printed[-1], notes=printed[-1].notes + one.notes)
    return printed


def _paragraph(block: Text, place: str) -> Paragraph:
    content = _checked(block.content, place)
    mark = (Piece(block.mark),) if block.mark else ()
    style = "quote" if block.kind == "quote" else "body"
    return Paragraph(style, (*mark, *content.pieces), place, content.notes, left=2.0 * block.depth)


def _table(block: TableBlock, place: str) -> Table:
    cells = [[_checked(cell, place) for cell in row] for row in block.rows]
    notes = tuple(note for row in cells for cell in row for note in cell.notes)
    return Table(tuple(tuple(cell.pieces for cell in row) for row in cells), block.alignments, place, notes)


def _inline(markdown: str, place: str) -> Inline:
    return _checked(read_inline(printable(markdown)), place)


def _checked(inline: Inline, place: str) -> Inline:
    if inline.image:
        raise InputError(f"{place}有图片，导出 Word 不收图片", "请删去这张图片，导出后在 Word 里插入")
    return inline


def _addressed(printed: list[Printed]) -> list[Printed]:
    """The salutation (称谓) or the addressee (主送机关) opens the text, ends with a colon, and stands flush left."""
    for index, block in enumerate(printed):
        if isinstance(block, Paragraph) and block.style not in ("subtitle", "byline", "date"):
            if block.style == "body" and block.text.endswith(_SALUTATION_ENDS) and "。" not in block.text:
                printed[index] = replace(block, style="salutation")
            break
    return printed


def _signed(printed: list[Printed], layout: Layout, particulars: Particulars) -> tuple[Printed, ...]:
    """The text with its signature set: its own last lines, or else the layout's closing lines from the particulars."""
    last = [
        block.text if isinstance(block, Paragraph) and block.style == "body" else "" for block in printed[-2:]
    ]
    own = split_signature(last)
    if own is None:
        return (*printed, *_closing(layout, particulars))
    count = 2 if own.organ else 1
    lines = [block for block in printed[-count:] if isinstance(block, Paragraph)]
    return (*printed[:-count], Blank(), *_indented(lines, own, layout))


def _closing(layout: Layout, particulars: Particulars) -> list[Printed]:
    values = [particulars.line(name) for name in layout.closing.order if name != "date"]
    date = particulars.date if "date" in layout.closing.order else ""
    signature = Signature(organ="　".join(value for value in values if value), date=date)
    lines = [Paragraph("signature", plain(text).pieces) for text in (signature.organ, signature.date) if text]
    return [Blank(), *_indented(lines, signature, layout)] if lines else []


def _indented(lines: list[Paragraph], signature: Signature, layout: Layout) -> list[Paragraph]:
    """The lines of a signature, organ before date, where they belong."""
    indents = signature_indents(signature, layout.characters("signature"))
    wanted = [indent for indent, text in zip(indents, (signature.organ, signature.date), strict=True) if text]
    return [replace(line, style="signature", left=left) for line, left in zip(lines, wanted, strict=True)]


def _with_attachments_apart(printed: tuple[Printed, ...]) -> tuple[Printed, ...]:
    """The list of attachments (附件说明) one line below the text, its further numbers under the first.

    GB/T 9704-2012 7.3.4. It is the last paragraph that opens with 附件：, with nothing but numbers and signature after.
    """
    opens = [
        index for index, block in enumerate(printed) if _is_body(block) and _ATTACHMENTS.match(block.text)
    ]
    if not opens:
        return printed
    before, first, after = printed[: opens[-1]], printed[opens[-1]], printed[opens[-1] + 1 :]
    further = [block for block in after if _is_body(block)]
    if not all(_NUMBERED.match(block.text) for block in further):
        return printed
    under = [
        replace(block, left=_ATTACHMENT_LABEL) if isinstance(block, Paragraph) and block in further else block
        for block in after
    ]
    return (*before, Blank(), first, *under)


def _is_body(block: Printed) -> bool:
    return isinstance(block, Paragraph) and block.style == "body"
