"""A .docx file as values: what each paragraph and section really is once styles and defaults are laid over each other.

Tables, text boxes, headers and deleted text are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from wengao.review.word.profile import chinese_font_name
from wengao.word.opening import opened_word
from wengao.word.styles import Styles, inherited, number_of, value_at
from wengao.word.text import W, paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TWIPS_PER_MM = 1440 / 25.4
_WORD_DEFAULT_SIZE = 10.0
_PAGE_FIELD = re.compile(r"(?:^|\s)PAGE(?:\s|$)")
_NUMBER = "\x00"


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph with text. number: among all paragraphs of the file's body, from 1.

    style: its style's name, in lower case. font: Chinese name of the font most of its Chinese is set in, empty where the
    file names none. size: points, of most of it. line, rule: line height in points (lines, where the rule is auto) and
    exact, atLeast or auto. first, left, right: indents in characters. align: both, left, center, right. listed: Word
    numbers it by itself.
    """

    number: int
    text: str
    style: str
    font: str
    size: float
    line: float
    rule: str
    first: float
    left: float
    right: float
    align: str
    listed: bool


@dataclass(frozen=True, slots=True)
class WordSection:
    """A section: page and margins in millimetres. pitch: of its grid in points, 0 where it has none. landscape: 横向."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    pitch: float
    landscape: bool


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


def read_word(path: Path) -> WordFile:
    """The file at `path`. Raises UnreadableFileError where it is no Word file."""
    with opened_word(path) as document:
        styles = Styles(document.styles.element, _theme_fonts(document))
        body = document.element.body
        paragraphs = (
            _paragraph(element, number, styles)
            for number, element in enumerate(body.iterchildren(W + "p"), 1)
        )
        return WordFile(
            paragraphs=tuple(one for one in paragraphs if one.text),
            sections=tuple(_section(section) for section in document.sections),
            page_numbers=tuple(_page_numbers(document, styles)),
            even_and_odd=bool(document.settings.odd_and_even_pages_header_footer),
        )


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


def _paragraph(element: Any, number: int, styles: Styles) -> WordParagraph:
    style_id = value_at(element, "pPr/pStyle")
    chain = (element, *styles.chain(style_id))
    fonts, sizes, text = _runs(element, style_id, styles)
    size = (sizes.most_common(1)[0][0] if sizes else 0.0) or _WORD_DEFAULT_SIZE
    rule = inherited(chain, "pPr/spacing", "lineRule") or "auto"
    line = number_of(inherited(chain, "pPr/spacing", "line"), 240)
    return WordParagraph(
        number=number,
        text=text.strip(),
        style=styles.name(style_id),
        font=fonts.most_common(1)[0][0] if fonts else "",
        size=size,
        line=line / (240 if rule == "auto" else 20),
        rule=rule,
        first=_first_line(chain, size) + _typed_indent(text),
        left=_indent(chain, "left", size),
        right=_indent(chain, "right", size),
        align=_alignment(chain),
        listed=inherited(chain, "pPr/numPr/numId") not in (None, "0"),
    )


def _typed_indent(text: str) -> float:
    """Spaces that were typed in place of an indent, in characters."""
    opening = text[: len(text) - len(text.lstrip("　 "))]
    return opening.count("　") + opening.count(" ") / 2


def _runs(element: Any, style_id: str | None, styles: Styles) -> tuple[Counter[str], Counter[float], str]:
    """Fonts and sizes by how much text is set in them, and the text."""
    fonts: Counter[str] = Counter()
    sizes: Counter[float] = Counter()
    texts: list[str] = []
    for _, pieces in groupby(paragraph_text(element).runs, key=lambda piece: id(piece.element)):
        first, *others = pieces
        run, text = first.element, "".join(piece.text for piece in (first, *others)).replace("\t", " ")
        texts.append(text)
        weight = len(text.strip())
        if not weight or run is None:
            continue
        character_style = value_at(run, "rPr/rStyle")
        own = styles.chain(character_style) if character_style else ()
        chain = (run, *(one for one in own if one.tag == W + "style"), *styles.chain(style_id))
        sizes[number_of(inherited(chain, "rPr/sz"), _WORD_DEFAULT_SIZE * 2) / 2] += weight
        fonts[_east_asian_font(chain, styles)] += weight
    return fonts, sizes, "".join(texts)


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

    gridded = value_at(element, "docGrid", "type") in ("lines", "linesAndChars", "snapToChars")
    return WordSection(
        width=millimetres("pgSz", "w"),
        height=millimetres("pgSz", "h"),
        top=millimetres("pgMar", "top"),
        bottom=millimetres("pgMar", "bottom"),
        left=millimetres("pgMar", "left"),
        right=millimetres("pgMar", "right"),
        pitch=number_of(value_at(element, "docGrid", "linePitch")) / 20 if gridded else 0.0,
        landscape=value_at(element, "pgSz", "orient") == "landscape",
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
        form = _number_form(paragraph)
        if _NUMBER in form:
            style_id = value_at(paragraph, "pPr/pStyle")
            fonts, sizes, _ = _runs(paragraph, style_id, styles)
            yield WordPageNumber(
                kind=kind,
                form=form.replace(_NUMBER, "{}").strip(),
                font=fonts.most_common(1)[0][0] if fonts else "",
                size=sizes.most_common(1)[0][0] if sizes else _WORD_DEFAULT_SIZE,
                align=_alignment((paragraph, *styles.chain(style_id))),
            )


def _number_form(paragraph: Any) -> str:
    """The paragraph's text with a mark where a PAGE field stands."""
    pieces: list[str] = []
    inside = False
    for element in paragraph.iter(W + "t", W + "instrText", W + "fldChar", W + "fldSimple"):
        code = element.text if element.tag == W + "instrText" else element.get(W + "instr")
        if _PAGE_FIELD.search(code or ""):
            pieces.append(_NUMBER)
        elif element.tag == W + "fldChar":
            inside = element.get(W + "fldCharType") != "end"
        elif element.tag == W + "t" and not inside and not _in_simple_field(element):
            pieces.append(element.text or "")
    return "".join(pieces)


def _in_simple_field(element: Any) -> bool:
    return any(parent.tag == W + "fldSimple" for parent in element.iterancestors())
