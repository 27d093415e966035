"""What is printed, block after block: the values that composition makes and the writers set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from wengao.markup.blocks import Alignment
    from wengao.markup.inline import Piece

TAB = "\t"


@dataclass(frozen=True, slots=True)
class Tab:
    """Where the tab of a paragraph leads.

    at: characters from the type area's left edge; for one that ends there (right), from the right edge.
    """

    at: float
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A printed paragraph.

    style: a field of layout.Styles. place: where it stands, such as 二（一）第3段. notes: labels of the notes it refers to.
    left: indent in characters. hanging: characters by which the first line starts left of the others, None for the
    style's own first line. right: it ends so many characters from the type area's right edge; None for the style's own
    edges. tab: where a tab in it leads. new_page: it opens a page. keep: it stands on the page of what follows. spacing:
    points between characters in place of the style's. line: that it comes from in the draft's file, from 1; 0 where it
    comes from none.
    """

    style: str
    pieces: tuple[Piece, ...]
    place: str = ""
    notes: tuple[str, ...] = ()
    left: float = 0.0
    hanging: float | None = None
    right: float | None = None
    tab: Tab | None = None
    new_page: bool = False
    keep: bool = False
    spacing: float | None = None
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The plain text, without what is struck out."""
        return "".join(piece.standing for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Title:
    """A title, broken into lines. new_page: it opens a page. line: as a paragraph's."""

    lines: tuple[str, ...]
    new_page: bool = False
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The title in one line."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Blank:
    """An empty line. keep: as a paragraph's."""

    keep: bool = False

    @property
    def text(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Space:
    """Room of a given height, in points. rule: its lower edge is the red rule of the head (红色分隔线)."""

    height: float
    rule: bool = False

    @property
    def text(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of the issuing organs (发文机关标志), in red.

    organs: one a line. ending: 文件, after one organ, beside several. size: points. on_paper: it is printed at the head
    of the letter paper (信函), with its double rules, and takes no room in the type area.
    """

    organs: tuple[str, ...]
    ending: str
    size: float
    on_paper: bool = False

    @property
    def text(self) -> str:
        """The mark in one line."""
        return "".join(self.organs) + self.ending


@dataclass(frozen=True, slots=True)
class Table:
    """A printed table; the first row is the head.

    on_its_side: on a page that lies on its side (横排). place, notes, line: as a paragraph's.
    """

    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    alignments: tuple[Alignment, ...]
    on_its_side: bool = False
    place: str = ""
    notes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The text of its cells, a line a row."""
        return "\n".join("".join(piece.standing for cell in row for piece in cell) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in the middle of a line of its own, its caption below. file: as the draft names it, beside the draft.

    label: 图1. caption: may be empty. notes, place, line: as a paragraph's.
    """

    file: str
    caption: tuple[Piece, ...] = ()
    label: str = ""
    place: str = ""
    notes: tuple[str, ...] = ()
    line: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The caption with its label; nothing where there is none."""
        caption = "".join(piece.standing for piece in self.caption)
        return f"{self.label}　{caption}" if caption else ""


@dataclass(frozen=True, slots=True)
class JointSignature:
    """The signature of several organs that seal (联合行文): side by side, each with room for its seal (7.3.5.1).

    rows: the organs, row by row. date: under the last of them.
    """

    rows: tuple[tuple[str, ...], ...]
    date: str

    @property
    def columns(self) -> int:
        """How many organs stand in a row at most."""
        return max(map(len, self.rows))

    @property
    def text(self) -> str:
        """The organs, a row a line, and the date."""
        return "\n".join("　　".join(row) for row in self.rows) + (f"\n{self.date}" if self.date else "")


@dataclass(frozen=True, slots=True)
class Imprint:
    """The imprint (版记) at the foot of the last page. copies: 抄送. printer: 印发机关. date: 印发日期; each may be empty.

    recipients: 主送, where the first page had no room for them (7.3.2). ruled: with rules above, between and below.
    new_page: it goes to a page of its own.
    """

    copies: str
    printer: str
    date: str
    recipients: str = ""
    ruled: bool = True
    new_page: bool = False

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """What stands between two rules, line by line; a tab stands between 印发机关 and 印发日期."""
        printed = f"{self.date}印发" if self.date else ""
        last = TAB.join((self.printer, printed)) if self.printer or printed else ""
        sent = (self.recipients and f"主送：{self.recipients}", self.copies and f"抄送：{self.copies}")
        rows = (tuple(line for line in sent if line), (last,) if last else ())
        return tuple(row for row in rows if row)

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines as they are printed."""
        return tuple(line for row in self.rows for line in row)

    @property
    def text(self) -> str:
        """Its lines."""
        return "\n".join(self.lines).replace(TAB, "　")


Printed = Paragraph | Title | Blank | Space | Mark | Table | Picture | JointSignature | Imprint


def block_style(block: Printed) -> str:
    """The style of a paragraph; empty for any other block."""
    return block.style if isinstance(block, Paragraph) else ""
