"""styles.xml and fontTable.xml of a layout.

Every style names its font in all four slots and its own spacing, so that nothing is left to Word's defaults. The names
are Word's built-in ones where it has them: Word then shows them in Chinese (标题 1, 正文文本).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from wengao.export.layout import TextStyle, twips_of_mm, twips_of_points

if TYPE_CHECKING:
    from wengao.export.layout import Layout

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MOST_CONTENTS_LEVELS = 4


@dataclass(frozen=True, slots=True)
class WordStyle:
    """A paragraph style in Word. id: in the file. name: what python-docx and Word know it by.

    outline: level in the navigation pane, from 0; None for text.
    """

    id: str
    name: str
    outline: int | None = None


WORD_STYLES = {
    "title": WordStyle("Title", "Title"),
    "subtitle": WordStyle("Subtitle", "Subtitle"),
    "byline": WordStyle("Byline", "署名行"),
    "date": WordStyle("Date", "Date"),
    "salutation": WordStyle("Salutation", "Salutation"),
    "body": WordStyle("BodyText", "Body Text"),
    "quote": WordStyle("Quote", "Quote"),
    "heading1": WordStyle("Heading1", "heading 1", 0),
    "heading2": WordStyle("Heading2", "heading 2", 1),
    "heading3": WordStyle("Heading3", "heading 3", 2),
    "heading4": WordStyle("Heading4", "heading 4", 3),
    "signature": WordStyle("Signature", "Signature"),
    "table": WordStyle("TableText", "表格文字"),
    "table_head": WordStyle("TableHead", "表头文字"),
    "head": WordStyle("HeadNote", "版头要素"),
    "doc_number": WordStyle("DocNumber", "发文字号"),
    "doc_number_left": WordStyle("DocNumberLeft", "发文字号居左"),
    "attachment": WordStyle("AttachmentMark", "附件标识"),
    "attendance": WordStyle("Attendance", "出席名单"),
    "imprint": WordStyle("Imprint", "版记"),
    "running": WordStyle("RunningCount", "累计字数"),
    "caption": WordStyle("Caption", "caption"),
}
"""Keyed by the fields of layout.Styles; `contents` becomes the styles TOC 1 to TOC 4."""

CONTENTS_HEADING = WordStyle("TOCHeading", "TOC Heading")
FOOTER = WordStyle("Footer", "footer")
MARK = WordStyle("IssuerMark", "发文机关标志")
PICTURE = WordStyle("Picture", "图片")


def contents_style(level: int) -> WordStyle:
    """The style of a line in the table of contents; level from 1."""
    return WordStyle(f"TOC{level}", f"toc {level}")


def styles_xml(layout: Layout) -> str:
    """The styles part.

    Punctuation may hang over the edge, which is Word's default; it is said outright because LibreOffice 7.4 reads the
    word the other way round, and without it loses some of the marks that hang.
    """
    body, styles = layout.styles.body, layout.styles
    number = layout.page_number
    paragraphs = [
        _paragraph_style(layout, word_style, getattr(styles, key)) for key, word_style in WORD_STYLES.items()
    ]
    paragraphs.append(_paragraph_style(layout, CONTENTS_HEADING, styles.title))
    paragraphs += [_contents_style(layout, level) for level in range(1, _MOST_CONTENTS_LEVELS + 1)]
    paragraphs.append(_mark_style(layout))
    paragraphs.append(_PICTURE_STYLE)
    footer = TextStyle(font=number.font, size=number.size, pitch=number.size, align="left")
    paragraphs.append(_paragraph_style(layout, FOOTER, footer))
    return (
        f'{_HEADER}\n<w:styles xmlns:w="{NAMESPACE}">'
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts_xml(layout, body.font)}{_size(body.size)}"
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        '<w:pPr><w:widowControl w:val="0"/><w:overflowPunct w:val="1"/><w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{twips_of_points(layout.grid.pitch)}" w:lineRule="exact"/>'
        '<w:jc w:val="both"/></w:pPr></w:style>'
        f"{_BUILT_IN}{''.join(paragraphs)}{_comment_styles(layout)}</w:styles>"
    )


def font_table_xml(layout: Layout) -> str:
    """The font table: each font with its stand-ins, which Word takes where the font is missing."""
    fonts = "".join(
        f"<w:font w:name={quoteattr(names[0])}>"
        + (f"<w:altName w:val={quoteattr(','.join(names[1:]))}/>" if names[1:] else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for names in layout.fonts.values()
    )
    return f'{_HEADER}\n<w:fonts xmlns:w="{NAMESPACE}">{fonts}</w:fonts>'


def _paragraph_style(layout: Layout, word_style: WordStyle, style: TextStyle) -> str:
    following = "" if word_style.outline is None else '<w:next w:val="BodyText"/>'
    keep = "" if word_style.outline is None else "<w:keepNext/>"
    outline = "" if word_style.outline is None else f'<w:outlineLvl w:val="{word_style.outline}"/>'
    properties = f'{keep}{_line(layout, style)}{_indent(style)}<w:jc w:val="{style.align}"/>{outline}'
    return _style(word_style, following, properties, _characters(layout, style))


def _contents_style(layout: Layout, level: int) -> str:
    style = layout.styles.contents
    edge = twips_of_mm(layout.page.text_width)
    left = twips_of_points(style.size * 2 * (level - 1))
    indent = f'<w:ind w:leftChars="{200 * (level - 1)}" w:left="{left}"/>' if left else ""
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{edge}"/></w:tabs>'
    properties = f'{tabs}{_line(layout, style)}{indent}<w:jc w:val="left"/>'
    return _style(contents_style(level), '<w:next w:val="Normal"/>', properties, _characters(layout, style))


def _mark_style(layout: Layout) -> str:
    """The mark's line has the height of its size, which each mark sets for itself; the grid does not move it."""
    color = f'<w:color w:val="{layout.letterhead.colour.upper()}"/>'
    fonts, size = fonts_xml(layout, layout.letterhead.font), _size(layout.letterhead.size)
    line = f'w:line="{twips_of_points(layout.letterhead.size)}" w:lineRule="exact"'
    paragraph = f'<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" {line}/><w:jc w:val="center"/>'
    characters = f'{fonts}<w:b w:val="0"/><w:bCs w:val="0"/>{color}<w:spacing w:val="0"/>{size}'
    return _style(MARK, "", paragraph, characters)


_PICTURE_STYLE = (
    f'<w:style w:type="paragraph" w:styleId="{PICTURE.id}"><w:name w:val="{PICTURE.name}"/><w:basedOn w:val="Normal"/>'
    '<w:next w:val="Caption"/><w:qFormat/><w:pPr><w:snapToGrid w:val="0"/>'
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="center"/></w:pPr></w:style>'
)
"""A picture's line is as high as the picture: an exact one would show a strip of it."""


def _style(word_style: WordStyle, following: str, paragraph: str, characters: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{word_style.id}"><w:name w:val="{word_style.name}"/>'
        f'<w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{characters}</w:rPr></w:style>"
    )


def _line(layout: Layout, style: TextStyle) -> str:
    """A line that is not the grid's must leave the grid: exact spacing still snaps to it in LibreOffice."""
    pitch = layout.grid.pitch if style.pitch is None else style.pitch
    snap = "" if pitch == layout.grid.pitch else '<w:snapToGrid w:val="0"/>'
    return f'{snap}<w:spacing w:before="0" w:after="0" w:line="{twips_of_points(pitch)}" w:lineRule="exact"/>'


def _indent(style: TextStyle) -> str:
    """Both ways: Word reads the characters, LibreOffice the twips."""
    if not style.indent:
        return ""
    twips = twips_of_points(style.indent * style.size)
    return f'<w:ind w:firstLineChars="{round(style.indent * 100)}" w:firstLine="{twips}"/>'


def _characters(layout: Layout, style: TextStyle) -> str:
    bold = "<w:b/><w:bCs/>" if style.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    spacing = f'<w:spacing w:val="{twips_of_points(style.spacing)}"/>'
    return f"{fonts_xml(layout, style.font)}{bold}{spacing}{_size(style.size)}"


def fonts_xml(layout: Layout, font: str) -> str:
    """The four font slots of a run, all with the font that the layout names first."""
    name = quoteattr(layout.fonts[font][0])
    return f"<w:rFonts w:ascii={name} w:eastAsia={name} w:hAnsi={name} w:cs={name}/>"


def _size(points: float) -> str:
    half_points = round(points * 2)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _comment_styles(layout: Layout) -> str:
    fonts = fonts_xml(layout, layout.page_number.font)
    return (
        '<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:snapToGrid w:val="0"/>'
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/><w:jc w:val="left"/></w:pPr>'
        f"<w:rPr>{fonts}{_size(10.5)}</w:rPr></w:style>"
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/><w:rPr>{_size(10.5)}</w:rPr></w:style>'
    )


_BUILT_IN = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
    '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)
