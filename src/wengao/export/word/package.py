"""The base package of our own, and the bytes of a finished one.

python-docx's default template is not used: it is a Letter page with theme fonts, space after paragraphs and ja-JP text.
The fixed parts lie in word/base; styles, font table, footers and section come from the layout.
"""

from __future__ import annotations

import io
import zipfile
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from wengao.export.layout import POINTS_PER_MM, Page, twips_of_mm, twips_of_points
from wengao.export.word.official import paper_footer_xml, paper_header_xml
from wengao.export.word.runs import run_xml
from wengao.export.word.styles import FOOTER, NAMESPACE, font_table_xml, styles_xml
from wengao.markup.inline import Piece
from wengao.word.page_number import number_indent, number_runs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.export.footnotes import Footnote
    from wengao.export.layout import Layout
    from wengao.export.printed import Mark

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_HEADER_TWIPS = 851
_PART = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
_PAPER_TYPES = (
    b'<Override PartName="/word/header1.xml" ContentType="' + _PART + b'header+xml"/>'
    b'<Override PartName="/word/footer3.xml" ContentType="' + _PART + b'footer+xml"/>'
)
_PAPER_RELATIONSHIPS = (
    f'<Relationship Id="rId8" Type="{_RELATIONSHIPS}/header" Target="header1.xml"/>'
    f'<Relationship Id="rId9" Type="{_RELATIONSHIPS}/footer" Target="footer3.xml"/>'
).encode()
_SIDE_TYPES = b"".join(
    b'<Override PartName="/word/footer%d.xml" ContentType="%sfooter+xml"/>' % (number, _PART)
    for number in (4, 5)
)
_SIDE_RELATIONSHIPS = "".join(
    f'<Relationship Id="{name}" Type="{_RELATIONSHIPS}/footer" Target="{file}"/>'
    for name, file in (("rId11", "footer4.xml"), ("rId12", "footer5.xml"))
).encode()
_NOTES_TYPE = b'<Override PartName="/word/footnotes.xml" ContentType="' + _PART + b'footnotes+xml"/>'
_NOTES_RELATIONSHIP = (
    f'<Relationship Id="rId10" Type="{_RELATIONSHIPS}/footnotes" Target="footnotes.xml"/>'
).encode()
_NOTE_SIZE = 9.0
"""Points of a footnote: 小五, below any text's own size."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_NOTE_FONT = '<w:rFonts w:hint="eastAsia"/>'
_RUN_FONT = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'


def open_base(
    layout: Layout,
    paper: Mark | None = None,
    footnotes: Mapping[str, Footnote] = MappingProxyType({}),
    *,
    on_its_side: bool = False,
) -> Any:
    """A python-docx document that is empty but for the layout's page, styles, footers and footnotes.

    paper: see section_xml. on_its_side: whether some of its pages are (横排).
    """
    from docx import Document

    return Document(io.BytesIO(_zipped(_base_parts(layout, paper, footnotes, on_its_side=on_its_side))))


def package_bytes(document: Any) -> bytes:
    """The file of a python-docx document: the same bytes for the same content, whenever and wherever it is made."""
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        return _zipped({name: package.read(name) for name in package.namelist()})


def template_bytes(layout: Layout) -> bytes:
    """A Word template (.dotx) of a layout: its page, grid, styles and page numbers, and an empty paragraph."""
    parts = _base_parts(layout, None, {}, on_its_side=False)
    body = b'<w:body><w:p><w:pPr><w:pStyle w:val="BodyText"/></w:pPr></w:p>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", body)
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(_PART + b"document.main+xml", _PART + b"template.main+xml")
    return _zipped(parts)


def section_xml(
    layout: Layout,
    *,
    numbered: bool = True,
    starts_at: int | None = None,
    paper: Mark | None = None,
    on_its_side: bool = False,
) -> str:
    """A section's properties: page, margins, grid.

    numbered: with the footers. starts_at: its first page's number. paper: the mark on the first page of a letter, which
    has a head and a foot of its own. on_its_side: its pages are turned, what was the left edge is the top (横排).
    """
    page = _turned(layout.page) if on_its_side else layout.page
    odd, even = ("rId11", "rId12") if on_its_side else ("rId4", "rId5")
    footers = (
        f'<w:footerReference w:type="default" r:id="{odd}"/><w:footerReference w:type="even" r:id="{even}"/>'
        if numbered and layout.page_number.place != "none"
        else ""
    )
    first_page, turned = "", ' w:orient="landscape"' if on_its_side else ""
    if paper is not None:
        footers = f'<w:headerReference w:type="first" r:id="rId8"/>{footers}<w:footerReference w:type="first" r:id="rId9"/>'
        first_page = "<w:titlePg/>"
    start = f'<w:pgNumType w:start="{starts_at}"/>' if starts_at is not None else ""
    return (
        f'<w:sectPr xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONSHIPS}">{footers}'
        f'<w:pgSz w:w="{twips_of_mm(page.width)}" w:h="{twips_of_mm(page.height)}"{turned}/>'
        f'<w:pgMar w:top="{twips_of_mm(page.top)}" w:right="{twips_of_mm(page.right)}"'
        f' w:bottom="{twips_of_mm(page.bottom)}" w:left="{twips_of_mm(page.left)}"'
        f' w:header="{_HEADER_TWIPS}" w:footer="{layout.footer_twips}" w:gutter="0"/>'
        f'{start}<w:cols w:space="425"/>{first_page}'
        f'<w:docGrid w:type="lines" w:linePitch="{twips_of_points(layout.grid.pitch)}"/></w:sectPr>'
    )


def _turned(page: Page) -> Page:
    """A page on its side: its left edge is up."""
    return Page(page.height, page.width, page.left, page.right, page.bottom, page.top)


def _base_parts(
    layout: Layout, paper: Mark | None, footnotes: Mapping[str, Footnote], *, on_its_side: bool
) -> dict[str, bytes]:
    section = section_xml(layout, paper=paper)
    generated = {
        "word/document.xml": f'{_HEADER}\n<w:document xmlns:w="{NAMESPACE}" xmlns:r="{_RELATIONSHIPS}">'
        f"<w:body>{section}</w:body></w:document>",
        "word/styles.xml": styles_xml(layout),
        "word/fontTable.xml": font_table_xml(layout),
        "word/footer1.xml": _footer_xml(layout, even=False),
        "word/footer2.xml": _footer_xml(layout, even=True),
    }
    if on_its_side:
        generated["word/footer4.xml"] = turned_footer_xml(layout, even=False)
        generated["word/footer5.xml"] = turned_footer_xml(layout, even=True)
    types, relationships = _fixed("content_types.xml"), _fixed("document.rels")
    if paper is not None:
        generated["word/header1.xml"] = paper_header_xml(layout, paper)
        generated["word/footer3.xml"] = paper_footer_xml(layout)
        types = types.replace(b"</Types>", _PAPER_TYPES + b"</Types>")
        relationships = relationships.replace(b"</Relationships>", _PAPER_RELATIONSHIPS + b"</Relationships>")
    if on_its_side:
        types = types.replace(b"</Types>", _SIDE_TYPES + b"</Types>")
        relationships = relationships.replace(b"</Relationships>", _SIDE_RELATIONSHIPS + b"</Relationships>")
    if footnotes:
        generated["word/footnotes.xml"] = _footnotes_xml(layout, footnotes)
        types = types.replace(b"</Types>", _NOTES_TYPE + b"</Types>")
        relationships = relationships.replace(b"</Relationships>", _NOTES_RELATIONSHIP + b"</Relationships>")
    return {
        "[Content_Types].xml": types,
        "_rels/.rels": _fixed("package.rels"),
        "word/_rels/document.xml.rels": relationships,
        "word/settings.xml": _fixed("settings.xml"),
        "word/comments.xml": _fixed("comments.xml"),
        "word/theme/theme1.xml": _fixed("theme.xml"),
        "docProps/core.xml": _fixed("core.xml"),
        **{name: text.encode() for name, text in generated.items()},
    }


def _footnotes_xml(layout: Layout, footnotes: Mapping[str, Footnote]) -> str:
    """The footnotes with the rule above them. They are set in the body's font, their marks raised."""
    size = f'<w:sz w:val="{round(_NOTE_SIZE * 2)}"/><w:szCs w:val="{round(_NOTE_SIZE * 2)}"/>'
    raised = f'<w:rPr>{_NOTE_FONT}{size}<w:vertAlign w:val="superscript"/></w:rPr>'
    paragraph = (
        '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:firstLine="0" w:firstLineChars="0"/></w:pPr>'
    )
    rules = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{paragraph}<w:r><w:{element}/></w:r></w:p></w:footnote>'
        for kind, number, element in (
            ("separator", -1, "separator"),
            ("continuationSeparator", 0, "continuationSeparator"),
        )
    )
    notes = "".join(
        f'<w:footnote w:id="{note.number}"><w:p>{paragraph}<w:r>{raised}<w:footnoteRef/></w:r>'
        f"{''.join(run_xml(piece, layout, size) for piece in (Piece(' '), *note.pieces))}</w:p></w:footnote>"
        for note in footnotes.values()
    )
    return f'{_HEADER}\n<w:footnotes xmlns:w="{NAMESPACE}">{rules}{notes}</w:footnotes>'


def _fixed(name: str) -> bytes:
    return resources.files("wengao.export.word").joinpath("base", name).read_bytes()


def _footer_xml(layout: Layout, *, even: bool) -> str:
    """The page number at the outer edge, `offset` characters from it: right on odd pages, left on even ones."""
    number = layout.page_number
    side = "center" if number.place == "center" else "left" if even else "right"
    return (
        f'{_HEADER}\n<w:ftr xmlns:w="{NAMESPACE}"><w:p><w:pPr><w:pStyle w:val="{FOOTER.id}"/>'
        f'{number_indent(side, number.offset, number.size)}<w:jc w:val="{side}"/></w:pPr>'
        f"{number_runs(number.form, _RUN_FONT)}</w:p></w:ftr>"
    )


def turned_footer_xml(layout: Layout, *, even: bool) -> str:
    """The page number of a page on its side, at the place and in the direction that it has on an upright one (7.5).

    It stands in a cell whose text is turned, in a table that is held to the sheet.
    """
    number, page = layout.page_number, layout.page
    offset = number.offset * number.size / POINTS_PER_MM
    high = page.text_width - 2 * offset
    thick = twips_of_points(number.size * 1.4)
    left = twips_of_mm(page.bottom - number.gap) - thick // 2
    side = "center" if number.place == "center" else "left" if even else "right"
    return (
        f'{_HEADER}\n<w:ftr xmlns:w="{NAMESPACE}"><w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0"'
        f' w:vertAnchor="page" w:horzAnchor="page" w:tblpX="{left}" w:tblpY="{twips_of_mm(page.left + offset)}"/>'
        f'<w:tblW w:w="{thick}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/>'
        f'<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w="{thick}"/></w:tblGrid><w:tr>'
        f'<w:trPr><w:trHeight w:val="{twips_of_mm(high)}" w:hRule="exact"/></w:trPr><w:tc><w:tcPr>'
        f'<w:tcW w:w="{thick}" w:type="dxa"/><w:textDirection w:val="tbRl"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>'
        f'<w:pStyle w:val="{FOOTER.id}"/><w:jc w:val="{side}"/></w:pPr>{number_runs(number.form, _RUN_FONT)}</w:p></w:tc>'
        f'</w:tr></w:tbl><w:p><w:pPr><w:pStyle w:val="{FOOTER.id}"/></w:pPr></w:p></w:ftr>'
    )


def _zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression=zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, date_time=_EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, data)
    return packed.getvalue()
