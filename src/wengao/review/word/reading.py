"""A .docx file as values: what its paragraphs, tables and sections really are once styles and defaults are laid together.

Text boxes, headers and deleted text are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeVar

from wengao.language.list_numbers import ListCounters
from wengao.review.word.profile import chinese_font_name
from wengao.word.formulas import FORMULAS
from wengao.word.numbering import word_lists
from wengao.word.opening import opened_word
from wengao.word.runs import body_paragraphs
from wengao.word.styles import Styles, inherited, is_red, is_set, number_of, run_chain, value_at
from wengao.word.text import W, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

ValueT = TypeVar("ValueT")

_TWIPS_PER_MM = 1440 / 25.4
_WORD_DEFAULT_SIZE = 10.0
_OF_A_POINT = 4096
"""Parts of a point that the character grid of a section is written in (ECMA-376 17.6.5)."""

_OF_CHARACTERS = ("linesAndChars", "snapToChars")
_PAGE_FIELD = re.compile(r"(?:^|\s)PAGE(?:\s|$)")
PAGE_NUMBER = "\x00"
"""Stands for the field of a page number in the text of a footer."""

_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_TALL = frozenset({_INLINE, W + "object", W + "ruby", *FORMULAS})
"""What may stand higher in a line than its text, and would be cut off by lines of an exact height."""


@dataclass(frozen=True, slots=True)
class WordSpan:
    """Text of a paragraph that is set in one way.

    font: Chinese name, empty where the file names none. size: points. spacing: added between characters, points.
    """

    text: str
    font: str
    size: float
    bold: bool
    red: bool
    spacing: float = field(default=0.0, compare=False)
    """Not compared: each program rounds it in its own way when it saves a file."""


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with text. number: among all paragraphs of the file's body, from 1.

    spans: its text with the spaces around it, and how it is set. style: its style's name, in lower case. line, rule: line
    height in points (lines, where the rule is auto) and exact, atLeast or auto. first, left, right: indents in
    characters, spaces that were typed in place of an indent among the first. align: both, left, center, right. listed:
    Word numbers it by itself. label: the number that Word puts before it, if any. tall: it holds what is higher than a
    line of text.
    """

    number: int
    spans: tuple[WordSpan, ...]
    style: str
    line: float
    rule: str
    first: float
    left: float
    right: float
    align: str
    listed: bool
    label: str = ""
    tall: bool = False

    @property
    def raw(self) -> str:
        """Its text with the spaces around it."""
        return "".join(span.text for span in self.spans)

    @property
    def text(self) -> str:
        """Its text."""
        return self.raw.replace("\t", " ").strip()

    @property
    def numbered(self) -> str:
        """Its text after the number that Word puts before it."""
        return self.label.strip() + self.text

    @property
    def typed_indent(self) -> str:
        """The spaces and tabs that were typed before its text."""
        return self.raw[: len(self.raw) - len(self.raw.lstrip("　 \t"))]

    @property
    def font(self) -> str:
        """Chinese name of the font most of its text is set in, empty where the file names none."""
        return _most(((span.font, span.text) for span in self.spans), "")

    @property
    def size(self) -> float:
        """Size of most of its text, in points."""
        return _most(((span.size, span.text) for span in self.spans), 0.0) or _WORD_DEFAULT_SIZE

    @property
    def spacing(self) -> float:
        """What is added between the characters of most of its text, in points."""
        return _most(((span.spacing, span.text) for span in self.spans), 0.0)

    @property
    def bold(self) -> bool:
        """Whether most of its text is bold."""
        return _most(((span.bold, span.text) for span in self.spans), otherwise=False)

    @property
    def red(self) -> bool:
        """Whether most of its text is red, as the mark of an organ (发文机关标志) is."""
        return _most(((span.red, span.text) for span in self.spans), otherwise=False)

    def part(self, start: int, end: int | None = None) -> WordParagraph:
        """The paragraph with a part of its text alone; places are those in `raw`."""
        place, spans = 0, []
        for span in self.spans:
            piece = span.text[max(start - place, 0) : None if end is None else max(end - place, 0)]
            if piece:
                spans.append(replace(span, text=piece))
            place += len(span.text)
        return replace(self, spans=tuple(spans))


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table. after: the number of the paragraph it follows, 0 where it opens the file. rows: the paragraphs of each."""

    after: int
    rows: tuple[tuple[WordParagraph, ...], ...]

    @property
    def paragraphs(self) -> tuple[WordParagraph, ...]:
        """Those of all rows."""
        return tuple(paragraph for row in self.rows for paragraph in row)


@dataclass(frozen=True, slots=True)
class WordSection:
    """A section: page, margins and the distance of its footer from the sheet's foot in millimetres. landscape: 横向.

    pitch: of its grid in points, 0 where it has none. spacing: what the grid adds between characters, points.
    """

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    pitch: float
    landscape: bool
    footer: float = 0.0
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class WordPageNumber:
    """A page number in a footer. kind: default, even or first. form: {} for the number. font, size, align: as read."""

    kind: str
    form: str
    font: str
    size: float
    align: str


@dataclass(frozen=True, slots=True)
class WordFile:
    """What a Word file holds. even_and_odd: odd and even pages have footers of their own."""

    paragraphs: tuple[WordParagraph, ...]
    sections: tuple[WordSection, ...]
    page_numbers: tuple[WordPageNumber, ...] = ()
    even_and_odd: bool = False
    tables: tuple[WordTable, ...] = ()


def read_word(path: Path) -> WordFile:
    """The file at `path`. Raises UnreadableFileError where it is no Word file."""
    with opened_word(path) as document:
        return word_file(document)


def word_file(document: Any) -> WordFile:
    """What a document (python-docx) holds."""
    styles = styles_of(document)
    body = document.element.body
    labels = _labels(document, styles)
    paragraphs = (
        _paragraph(element, number, styles, labels) for number, element in enumerate(body_paragraphs(body), 1)
    )
    return WordFile(
        paragraphs=tuple(one for one in paragraphs if one.text),
        sections=tuple(_section(section) for section in document.sections),
        page_numbers=tuple(_page_numbers(document, styles)),
        even_and_odd=bool(document.settings.odd_and_even_pages_header_footer),
        tables=tuple(_tables(body, styles, labels)),
    )


def styles_of(document: Any) -> Styles:
    """The styles of a document (python-docx)."""
    return Styles(document.styles.element, _theme_fonts(document))


def tables_of(body: Any) -> Iterator[Any]:
    """The w:tbl of a body that stand in no other table."""
    for table in body.iter(W + "tbl"):
        if not any(parent.tag in (W + "tc", W + "txbxContent") for parent in table.iterancestors()):
            yield table


def table_rows(table: Any) -> Iterator[list[Any]]:
    """The w:p of each row, those of tables within its cells too."""
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl")) is table:
            yield [
                one
                for one in row.iter(W + "p")
                if not any(True for _ in one.iterancestors(W + "txbxContent"))
            ]


def _labels(document: Any, styles: Styles) -> dict[Any, str]:
    """The numbers that Word puts before the paragraphs of lists."""
    parts = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/numbering")]
    if not parts:
        return {}
    from lxml import etree

    counters = ListCounters(word_lists(etree.fromstring(parts[0].blob)))
    labels = {}
    for element in document.element.body.iter(W + "p"):
        listed = styles.list_of(element.find(W + "pPr"))
        if listed:
            labels[element] = counters.next_number(*listed)
    return labels


def _tables(body: Any, styles: Styles, labels: Mapping[Any, str]) -> Iterator[WordTable]:
    paragraphs = list(body_paragraphs(body))
    places = {element: place for place, element in enumerate(body.iter())}
    for table in tables_of(body):
        after = sum(1 for one in paragraphs if places[one] < places[table])
        rows = (
            tuple(read for one in row if (read := _paragraph(one, after or 1, styles, labels)).text)
            for row in table_rows(table)
        )
        yield WordTable(after, tuple(rows))


def _most(weighed: Iterable[tuple[ValueT, str]], otherwise: ValueT) -> ValueT:
    """The value that most of the text has; `otherwise` where there is no text."""
    counts: Counter[ValueT] = Counter()
    for value, text in weighed:
        if weight := len(text.strip()):
            counts[value] += weight
    return counts.most_common(1)[0][0] if counts else otherwise


def _theme_fonts(document: Any) -> dict[str, str]:
    """Font names by `minor` and `major`."""
    from lxml import etree

    part = next(
        (one for one in document.part.package.iter_parts() if str(one.partname).startswith("/word/theme/")),
        None,
    )
    if part is None:
        return {}
    root = etree.fromstring(part.blob)
    fonts: dict[str, str] = {}
    for key in ("minor", "major"):
        found = root.xpath(
            f"//*[local-name()='{key}Font']/*[local-name()='ea']/@typeface[string()]"
            f" | //*[local-name()='{key}Font']/*[@script='Hans']/@typeface"
        )
        if found:
            fonts[key] = str(found[0])
    return fonts


def _paragraph(element: Any, number: int, styles: Styles, labels: Mapping[Any, str]) -> WordParagraph:
    style_id = value_at(element, "pPr/pStyle")
    chain = (element, *styles.chain(style_id))
    spans = _spans(element, style_id, styles)
    size = _most(((span.size, span.text) for span in spans), 0.0) or _WORD_DEFAULT_SIZE
    rule = inherited(chain, "pPr/spacing", "lineRule") or "auto"
    line = number_of(inherited(chain, "pPr/spacing", "line"), 240)
    text = "".join(span.text for span in spans)
    return WordParagraph(
        number=number,
        spans=spans,
        style=styles.name(style_id),
        line=line / (240 if rule == "auto" else 20),
        rule=rule,
        first=_first_line(chain, size) + _typed_indent(text),
        left=_indent(chain, "left", size),
        right=_indent(chain, "right", size),
        align=_alignment(chain),
        listed=inherited(chain, "pPr/numPr/numId") not in (None, "0"),
        label=labels.get(element, ""),
        tall=is_tall(element),
    )


def is_tall(paragraph: Any) -> bool:
    """Whether a paragraph holds what is higher than a line of text: a picture, a formula."""
    return any(
        element.tag in _TALL or (element.tag == W + "pict" and "position:absolute" not in _style_of(element))
        for element in paragraph.iter()
    )


def _style_of(picture: Any) -> str:
    return "".join("".join(str(one.get("style") or "").split()) for one in picture)


def _typed_indent(text: str) -> float:
    """Spaces that were typed in place of an indent, in characters; a tab stands for two."""
    opening = text[: len(text) - len(text.lstrip("　 \t"))]
    return opening.count("　") + opening.count(" ") / 2 + opening.count("\t") * 2


def _spans(element: Any, style_id: str | None, styles: Styles) -> tuple[WordSpan, ...]:
    spans = []
    for _, pieces in groupby(paragraph_text(element).runs, key=lambda piece: id(piece.element)):
        first, *others = pieces
        chain = run_chain(first.element, style_id, styles)
        spans.append(
            WordSpan(
                text="".join(piece.text for piece in (first, *others)),
                font=_east_asian_font(chain, styles),
                size=number_of(inherited(chain, "rPr/sz"), _WORD_DEFAULT_SIZE * 2) / 2,
                bold=is_set(chain, "b"),
                red=is_red(inherited(chain, "rPr/color") or ""),
                spacing=number_of(inherited(chain, "rPr/spacing")) / 20,
            )
        )
    return tuple(spans)


def _east_asian_font(chain: tuple[Any, ...], styles: Styles) -> str:
    for element in chain:
        theme = inherited((element,), "rPr/rFonts", "eastAsiaTheme")
        name = styles.theme_font(theme) if theme else inherited((element,), "rPr/rFonts", "eastAsia")
        if name:
            return chinese_font_name(name)
    return ""


def _first_line(chain: tuple[Any, ...], size: float) -> float:
    """The first line's indent in characters; a hanging one counts as less than nothing."""
    for element in chain:
        for name, sign, unit in (
            ("hangingChars", -1, 100.0),
            ("firstLineChars", 1, 100.0),
            ("hanging", -1, size * 20),
            ("firstLine", 1, size * 20),
        ):
            own = inherited((element,), "pPr/ind", name)
            if length := number_of(own):
                return sign * length / unit
        if inherited((element,), "pPr/ind", "firstLine") == "0":
            return 0.0
    return 0.0


def _indent(chain: tuple[Any, ...], side: str, size: float) -> float:
    characters = inherited(chain, "pPr/ind", f"{side}Chars")
    twips = inherited(chain, "pPr/ind", side)
    if characters is not None:
        return number_of(characters) / 100
    return number_of(twips) / 20 / size


def _alignment(chain: tuple[Any, ...]) -> str:
    value = inherited(chain, "pPr/jc") or "both"
    return {"start": "left", "end": "right", "distribute": "both"}.get(value, value)


def _section(section: Any) -> WordSection:
    element = section._sectPr  # noqa: SLF001 - python-docx has no public name for a section's element

    def millimetres(path: str, name: str) -> float:
        return number_of(value_at(element, path, name)) / _TWIPS_PER_MM

    grid = value_at(element, "docGrid", "type")
    gridded = grid in ("lines", "linesAndChars", "snapToChars")
    spaced = (
        number_of(value_at(element, "docGrid", "charSpace")) / _OF_A_POINT if grid in _OF_CHARACTERS else 0.0
    )
    return WordSection(
        width=millimetres("pgSz", "w"),
        height=millimetres("pgSz", "h"),
        top=millimetres("pgMar", "top"),
        bottom=millimetres("pgMar", "bottom"),
        left=millimetres("pgMar", "left"),
        right=millimetres("pgMar", "right"),
        pitch=number_of(value_at(element, "docGrid", "linePitch")) / 20 if gridded else 0.0,
        landscape=value_at(element, "pgSz", "orient") == "landscape",
        footer=millimetres("pgMar", "footer"),
        spacing=spaced,
    )


def _page_numbers(document: Any, styles: Styles) -> Iterator[WordPageNumber]:
    """The page numbers of the last section that has any."""
    for section in reversed(document.sections):
        found = [
            number
            for kind, footer in (
                ("default", section.footer),
                ("even", section.even_page_footer),
                ("first", section.first_page_footer),
            )
            if not footer.is_linked_to_previous
            for number in _footer_numbers(footer._element, kind, styles)  # noqa: SLF001 - the part's element
        ]
        if found:
            yield from found
            return


def _footer_numbers(footer: Any, kind: str, styles: Styles) -> Iterator[WordPageNumber]:
    for paragraph in footer.iter(W + "p"):
        form = number_form(paragraph)
        if PAGE_NUMBER in form:
            style_id = value_at(paragraph, "pPr/pStyle")
            spans = _spans(paragraph, style_id, styles)
            yield WordPageNumber(
                kind=kind,
                form=form.replace(PAGE_NUMBER, "{}").strip(),
                font=_most(((span.font, span.text) for span in spans), ""),
                size=_most(((span.size, span.text) for span in spans), 0.0) or _WORD_DEFAULT_SIZE,
                align=_alignment((paragraph, *styles.chain(style_id))),
            )


def number_form(paragraph: Any) -> str:
    """The paragraph's text with a mark where a PAGE field stands."""
    pieces: list[str] = []
    inside = False
    for element in paragraph.iter(W + "t", W + "instrText", W + "fldChar", W + "fldSimple"):
        code = element.text if element.tag == W + "instrText" else element.get(W + "instr")
        if _PAGE_FIELD.search(code or ""):
            pieces.append(PAGE_NUMBER)
        elif element.tag == W + "fldChar":
            inside = element.get(W + "fldCharType") != "end"
        elif element.tag == W + "t" and not inside and not _in_simple_field(element):
            pieces.append(element.text or "")
    return "".join(pieces)


def _in_simple_field(element: Any) -> bool:
    return any(parent.tag == W + "fldSimple" for parent in element.iterancestors())
