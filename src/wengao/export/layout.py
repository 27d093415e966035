"""Layout profiles (版式): the page, the grid, the fonts and the order of lines, as values.

A profile is a TOML file. Those that ship lie in export/layouts; a unit's own lie in its folder and come first. A profile
that says `extends = "speech"` gives only what differs. Measures are those of GB/T 9704-2012 5 and 7.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Annotated, Literal

from wengao.errors import UnknownNameError
from wengao.export.layout_file import (
    Between,
    find_layout_file,
    layout_names,
    nearest_or_all,
    read_layout_file,
    refuse,
)
from wengao.language.genres import genres

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TWIPS_PER_POINT = 20
_TWIPS_PER_MM = 1440 / 25.4
POINTS_PER_MM = 72 / 25.4
DEFAULT_LAYOUT = "speech"
_PLACE_HOLDER = "{}"
_NARROWEST = 40.0
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")

Millimetres = Annotated[float, Between(1, 1200)]
Margin = Annotated[float, Between(0, 200)]
FontSize = Annotated[float, Between(5, 96)]
Pitch = Annotated[float, Between(6, 144)]
Align = Literal["both", "left", "center", "right"]
TitleLine = Literal["title", "organ", "speaker", "date", "blank"]
ValueLine = Literal["organ", "speaker", "date"]


def twips_of_mm(millimetres: float) -> int:
    """Millimetres as twentieths of a point (缇), rounded."""
    return round(millimetres * _TWIPS_PER_MM)


def twips_of_points(points: float) -> int:
    """Points (磅) as twentieths of a point (缇), rounded."""
    return round(points * TWIPS_PER_POINT)


@dataclass(frozen=True, slots=True)
class Page:
    """The sheet and its margins, in millimetres; what they leave is the type area (版心)."""

    width: Millimetres
    height: Millimetres
    top: Margin
    bottom: Margin
    left: Margin
    right: Margin

    @property
    def text_width(self) -> float:
        """The width of the type area, in millimetres."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """The height of the type area, in millimetres."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Grid:
    """The document grid. pitch: from line to line, in points."""

    pitch: Pitch


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How one kind of paragraph is set.

    font: a key of Layout.fonts. size: points. spacing: added between characters, points. pitch: exact line height in
    points, None for the grid's. indent: first line, in characters.
    """

    font: str
    size: FontSize
    spacing: Annotated[float, Between(-5, 20)] = 0.0
    pitch: Pitch | None = None
    align: Align = "both"
    indent: Annotated[float, Between(0, 20)] = 0.0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """The style of each kind of paragraph; see the comments in layouts/gb9704.toml."""

    title: TextStyle
    subtitle: TextStyle
    byline: TextStyle
    date: TextStyle
    salutation: TextStyle
    body: TextStyle
    quote: TextStyle
    heading1: TextStyle
    heading2: TextStyle
    heading3: TextStyle
    heading4: TextStyle
    signature: TextStyle
    table: TextStyle
    table_head: TextStyle
    contents: TextStyle
    head: TextStyle
    doc_number: TextStyle
    doc_number_left: TextStyle
    attachment: TextStyle
    attendance: TextStyle
    imprint: TextStyle
    running: TextStyle
    caption: TextStyle = field(
        default_factory=lambda: TextStyle("heiti", 14.0, pitch=24.0, align="center", indent=0.0)
    )


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """What opens the first page.

    order: the lines from the top; a line without its value is left out. longest: characters on a line of the title.
    date: the form of the date line, {} standing for the date.
    expected: lines whose absence the drafter is told of.
    """

    order: tuple[TitleLine, ...]
    longest: Annotated[int, Between(6, 40)]
    date: str
    expected: tuple[ValueLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """The signature (落款) that is printed where the text does not end with one of its own.

    sealed: it is set to be sealed (加盖印章), unless the draft says otherwise.
    """

    order: tuple[ValueLine, ...] = ()
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head (版头) of an official document, and what else goes with its form.

    form: none, document 文件, letter 信函, minutes 纪要, order 命令（令）. font, size: of the mark, at most; points.
    colour: of mark and rule, RRGGBB. ending: what follows the organ's name. top: from the type area's top (the sheet's,
    for a letter) to the mark's. rule_gap: from the number (the mark, for a letter) to the rule. All in millimetres.
    """

    form: Literal["none", "document", "letter", "minutes", "order"] = "none"
    font: str = "xiaobiaosong"
    size: FontSize = 56.0
    colour: str = "FF0000"
    ending: str = "文件"
    top: Annotated[float, Between(1, 120)] = 35.0
    rule_gap: Annotated[float, Between(2, 20)] = 4.0


@dataclass(frozen=True, slots=True)
class Attachments:
    """The attachments (附件). mark: what stands above an attachment's title, {} for its number; empty for nothing."""

    mark: str = ""


@dataclass(frozen=True, slots=True)
class ImprintPlace:
    """The imprint (版记). even_page: it goes to an even page, as the standard has it for printing on both sides."""

    even_page: bool = False


@dataclass(frozen=True, slots=True)
class Running:
    """The running count in a reading copy. form: {characters} and {minutes} stand for what lies above the mark."""

    form: str = "（至此{characters}字，约{minutes}分钟）"


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The page number (页码).

    place: outer edge, centre, or none. form: {} stands for the number. gap: from the type area's foot to the middle of
    the number, in millimetres. offset: from the type area's edge, in characters.
    """

    place: Literal["outer", "center", "none"]
    form: str
    font: str
    size: FontSize
    gap: Annotated[float, Between(0, 40)]
    offset: Annotated[float, Between(0, 20)] = 1.0


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents (目录). levels: how many levels of headings it lists."""

    levels: Annotated[int, Between(1, 4)] = 2


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout profile.

    name: that of its file, such as speech. label: Chinese. families: of genres that are printed with it unless told
    otherwise. fonts: by key, the font that is named in the file first and its stand-ins after it.
    """

    name: str
    label: str
    page: Page
    grid: Grid
    fonts: dict[str, tuple[str, ...]]
    styles: Styles
    title: TitleBlock
    page_number: PageNumber
    closing: Closing = field(default_factory=Closing)
    contents: Contents = field(default_factory=Contents)
    letterhead: Letterhead = field(default_factory=Letterhead)
    attachments: Attachments = field(default_factory=Attachments)
    imprint: ImprintPlace = field(default_factory=ImprintPlace)
    running: Running = field(default_factory=Running)
    families: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()

    def characters(self, style: str) -> int:
        """How many full-width characters a line of the type area holds in a style of Styles."""
        return int(self.page.text_width * POINTS_PER_MM // self.advance(style))

    def advance(self, style: str) -> float:
        """From the start of one full-width character to that of the next in a style of Styles, in points."""
        text_style: TextStyle = getattr(self.styles, style)
        return text_style.size + text_style.spacing

    @property
    def footer_twips(self) -> int:
        """From the sheet's foot to the foot of the page number's line."""
        middle = self.page.bottom - self.page_number.gap
        return twips_of_mm(middle) - twips_of_points(self.page_number.size) // 2


def load_layout(name: str, folders: Sequence[Path] = ()) -> Layout:
    """The layout `name`, from the first of `folders` that has it, or else from those that ship.

    Raises UnknownNameError where none has it, InputError with file and key where the file has a mistake.
    """
    file = find_layout_file(name, folders)
    if file is None:
        raise UnknownNameError("版式", name, layout_names(folders))
    layout = read_layout_file(Layout, file, folders)
    for key, what, remedy in _mistakes(layout):
        refuse(file, key, what, remedy)
    return layout


def default_layout(genre: str) -> str:
    """The name of the layout that ships for a genre's family; the speech layout for a genre nobody knows."""
    term = genres().find(genre)
    if term is None:
        return DEFAULT_LAYOUT
    layouts = [load_layout(name) for name in layout_names(())]
    by_genre = (layout.name for layout in layouts if term.name in layout.genres)
    by_family = (layout.name for layout in layouts if term.family in layout.families)
    return next(by_genre, "") or next(by_family, DEFAULT_LAYOUT)


def _mistakes(layout: Layout) -> Iterator[tuple[str, str, str]]:
    """What no single value shows to be wrong: key, what is wrong, and what to do."""
    for key, names in layout.fonts.items():
        if not names:
            yield f"fonts.{key}", "没有写字体名", "请至少写一个字体名"
    named = {f"styles.{item.name}.font": getattr(layout.styles, item.name).font for item in fields(Styles)}
    others = {"page_number.font": layout.page_number.font, "letterhead.font": layout.letterhead.font}
    for key, font in {**named, **others}.items():
        if font not in layout.fonts:
            yield key, f"[fonts] 里没有 {font}", nearest_or_all(font, tuple(layout.fonts))
    for key, form in (("title.date", layout.title.date), ("page_number.form", layout.page_number.form)):
        if _PLACE_HOLDER not in form:
            yield key, f"没有 {_PLACE_HOLDER}：{form}", f"请在日期或页码的位置写 {_PLACE_HOLDER}"
    if not _COLOUR.fullmatch(layout.letterhead.colour):
        yield "letterhead.colour", f"不是颜色：{layout.letterhead.colour}", "请写六位十六进制，如 FF0000"
    if layout.page.text_width < _NARROWEST:
        yield "page.right", "左右边距之间放不下正文", f"版心宽至少 {_NARROWEST:g} 毫米"
    if layout.page.text_height < _NARROWEST:
        yield "page.bottom", "上下边距之间放不下正文", f"版心高至少 {_NARROWEST:g} 毫米"
    if layout.footer_twips < 0:
        yield "page_number.gap", "页码落在纸外", "请把 gap 改小，或把 page.bottom 改大"
