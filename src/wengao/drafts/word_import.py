"""A Word file of our own making as a draft again: titles, headings, text and tables by their styles.

What Word does not show (roles, guidance, source notes) comes back from the draft it was made from: see word_merging.
Text that was deleted under tracked changes stays out, text that was inserted comes in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from lxml import etree

from wengao.drafts.importing import with_footnotes
from wengao.drafts.model import Draft, Part
from wengao.drafts.word_fields import date_value
from wengao.errors import UnreadableFileError
from wengao.files.package import Package
from wengao.language.numbering import split_enumerator
from wengao.language.spaced_names import names_of
from wengao.markup.escaping import escaped_inline, escaped_line, written_inline
from wengao.markup.front_matter import DraftMetadata, one_line_list, write_front_matter
from wengao.markup.inline import Piece
from wengao.reading.raw import note_mark
from wengao.word.opening import opened_word
from wengao.word.styles import number_of
from wengao.word.text import PICTURES, W, is_on, paragraph_text, properties_of, underlined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from wengao.word.text import TextRun

COMMENT_AUTHOR = "文稿"
"""Who writes the comments that an export has: sources, findings."""

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STYLES = {
    "title": "Title",
    "subtitle": "Subtitle",
    "署名行": "Byline",
    "date": "Date",
    "body text": "BodyText",
    "quote": "Quote",
    "signature": "Signature",
    "heading 1": "Heading1",
    "heading 2": "Heading2",
    "heading 3": "Heading3",
    "heading 4": "Heading4",
    "版头要素": "HeadNote",
    "发文字号": "DocNumber",
    "发文字号居左": "DocNumberLeft",
    "附件标识": "AttachmentMark",
    "版记": "Imprint",
    "累计字数": "RunningCount",
    "caption": "Caption",
    "图片": "Picture",
    "发文机关标志": "IssuerMark",
    "toc heading": "TOCHeading",
    "toc 1": "TOC1",
    "toc 2": "TOC2",
    "toc 3": "TOC3",
    "toc 4": "TOC4",
}
"""By the names of our styles, in lower case, their ids: other programs keep the names and give ids of their own."""

_OWN_NAMES = ("署名行", "累计字数", "发文机关标志")
_LEFT_OUT = ("TOC1", "TOC2", "TOC3", "TOC4", "RunningCount", "AttachmentMark", "IssuerMark")
_HEADING = re.compile(r"Heading([1-4])$")
_LISTED = re.compile(r"^\d{1,3}[.)]")
_SIGNERS = re.compile(r"签发人：(.+)$")
_SECRECY = ("绝密", "机密", "秘密")
_NUMBERED_CAPTION = re.compile(r"^(图|表)\d{1,3}[ \u3000]*")
_ORDER = "令"
"""An order (命令) has no title but its mark."""

_MARK_ENDING = "文件"
_OWN_PICTURE = re.compile(r"[^\s\\/:*?\"<>|][^\\:*?\"<>|\n]*\.[A-Za-z]{3,4}")
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_INDENT_STEP = 2.0
_TWIPS_A_CHARACTER = 320.0


@dataclass(frozen=True, slots=True)
class WordDraft:
    """A draft as a Word file shows it. pictures: by the file that the draft names them with.

    draft: its title, headings and text; the front matter holds the fields that the file shows. fields: those fields.
    marks: the lines of the head's mark (发文机关标志). left_out: what does not come along: its kind in Chinese (批注, 图片,
    下划线), and its text, if any.
    """

    draft: Draft
    fields: dict[str, Any]
    pictures: dict[str, bytes] = field(default_factory=dict)
    marks: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been read so far. sections: level and heading of each part with its blocks; the first has none."""

    pictures: dict[str, bytes] = field(default_factory=dict)

    sections: list[tuple[int, str, list[str]]] = field(default_factory=lambda: [(0, "", [])])
    fields: dict[str, Any] = field(default_factory=dict)
    bylines: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    after_title: bool = False


def is_own_export(path: Path) -> bool:
    """Whether the file at `path` is a Word file that wengao wrote: it has our styles."""
    try:
        with Package(path) as package:
            styles = package.read("word/styles.xml") if "word/styles.xml" in package.names() else b""
    except (OSError, UnreadableFileError):
        return False
    return all(f'w:val="{name}"'.encode() in styles for name in _OWN_NAMES)


def draft_of_word(path: Path, genre: str = "", *, alone: bool = False) -> WordDraft:
    """The draft that a Word file of our own shows. Raises UnreadableFileError where it cannot be read.

    alone: whether there is no draft that the file was made from. Its footnotes come with it then, which that draft would
    have by labels of its own, and the organs of its red head, which that draft may have said otherwise.
    """
    reading = _Reading()
    with opened_word(path) as document:
        _give_our_ids(document)
        for element in document.element.body:
            style = _style(element)
            if style == "TOCHeading" and "出处" in _plain(element):
                break
            reading.marks += _marks(element)
            if element.tag == W + "tbl":
                _read_table(element, reading)
            elif style == "IssuerMark" and _plain(element).endswith(_ORDER):
                reading.sections.append((1, _plain(element), []))
            elif style == "Picture":
                _read_picture(element, document, reading)
            elif style == "Caption":
                _read_caption(element, reading)
            elif element.tag == W + "p" and style != "TOCHeading" and style not in _LEFT_OUT:
                _read_paragraph(element, style, reading)
        notes = _footnotes(document) if alone else {}
        left_out = tuple(_left_out(document))
    fields = {**(_of_marks(reading.marks) if alone else {}), **_named(reading.bylines), **reading.fields}
    front = write_front_matter(DraftMetadata(genre=genre, fields=fields))
    (_, _, opening), *sections = reading.sections
    parts = tuple(Part.titled(level, heading, body=_joined(blocks)) for level, heading, blocks in sections)
    draft = Draft(front, _joined(opening) if opening else "", parts)
    return WordDraft(with_footnotes(draft, notes), fields, reading.pictures, tuple(reading.marks), left_out)


def _of_marks(marks: Sequence[str]) -> dict[str, Any]:
    """The field that the mark of the head is printed of: the organs before 文件, or the mark as it is; an order's is its
    title."""
    whole = "".join(marks)
    if not whole or whole.endswith(_ORDER):
        return {}
    if not whole.endswith(_MARK_ENDING):
        return {"mark": one_line_list(marks) if len(marks) > 1 else whole}
    organs = [organ for mark in marks if (organ := "".join(mark.split()).removesuffix(_MARK_ENDING))]
    return {"organ": one_line_list(organs) if len(organs) > 1 else organs[0]} if organs else {}


def _marks(element: Any) -> Iterator[str]:
    for paragraph in element.iter(W + "p"):
        if _style(paragraph) == "IssuerMark" and (text := _plain(paragraph)):
            yield text


def _left_out(document: Any) -> Iterator[tuple[str, str]]:
    """What others put into the file that a draft has no place for."""
    parts = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/comments")]
    for comment in etree.fromstring(parts[0].blob) if parts else ():
        text = "".join(paragraph_text(one).text for one in comment.iter(W + "p")).strip()
        if comment.tag == W + "comment" and comment.get(W + "author") != COMMENT_AUTHOR and text:
            yield "批注", text
    body = document.element.body
    for paragraph in body.iter(W + "p"):
        yield from (("下划线", text) for text in underlined(paragraph))
        if _style(paragraph) != "Picture":
            yield from (("图片", "") for element in paragraph.iter() if element.tag in PICTURES)


def _footnotes(document: Any) -> dict[str, str]:
    """The texts of the footnotes by label."""
    parts = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/footnotes")]
    notes = etree.fromstring(parts[0].blob) if parts else ()
    texts = {
        f"footnote {note.get(W + 'id')}": "".join(_markdown(one) for one in note.iter(W + "p"))
        for note in notes
        if note.get(W + "type", "normal") == "normal"
    }
    return {label: text for label, text in texts.items() if text}


def _give_our_ids(document: Any) -> None:
    """Name the styles of paragraphs as we do, whichever program saved the file last; in memory only."""
    ids = {}
    for style in document.styles.element.iterchildren(W + "style"):
        name = style.find(W + "name")
        if name is not None:
            ids[style.get(W + "styleId")] = _STYLES.get(str(name.get(W + "val")).lower(), "")
    for reference in document.element.body.iter(W + "pStyle"):
        reference.set(W + "val", ids.get(reference.get(W + "val"), ""))


def _style(element: Any) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(W + "val"))


def _named(bylines: list[str]) -> dict[str, str]:
    """Under a title stands the speaker, or the organ and then the speaker."""
    names = ("organ", "speaker") if len(bylines) > 1 else ("speaker",)
    return dict(zip(names, bylines, strict=False))


def _joined(blocks: list[str]) -> str:
    return "\n" + "".join(f"{block}\n\n" for block in blocks)


def _read_paragraph(element: Any, style: str, reading: _Reading) -> None:
    """A paragraph goes to the fields, opens a part, or adds a block to the last one."""
    text = _plain(element)
    if not text.strip():
        return
    heading = _HEADING.match(style)
    title = style in ("Title", "Subtitle")
    if title and reading.after_title:
        level, before, blocks = reading.sections[-1]
        reading.sections[-1] = (level, before + text, blocks)
    elif title:
        reading.sections.append((1, text, []))
    elif heading:
        noted = "".join(paragraph_text(element, note_mark).text.split("\n")).strip()
        rest = split_enumerator(noted)[1]
        reading.sections.append((int(heading[1]) + 1, escaped_inline(rest or noted), []))
    elif style == "Byline":
        reading.bylines.append(text)
    elif style == "Date":
        reading.fields["date"] = date_value(text)
    elif style in ("HeadNote", "DocNumber", "DocNumberLeft"):
        _take_head(text, style, reading.fields)
    else:
        reading.sections[-1][2].extend(_blocks(element, style))
    reading.after_title = title


def _read_picture(element: Any, document: Any, reading: _Reading) -> None:
    """A picture is a block of its own; its file goes by the name that we gave it, or by a number."""
    for blip in element.iter(_BLIP):
        part = document.part.related_parts.get(blip.get(_EMBED))
        if part is None:
            continue
        named = next((one.get("name", "") for one in element.iter(_DRAWN)), "")
        suffix = PurePosixPath(str(part.partname)).suffix
        file = named if _OWN_PICTURE.fullmatch(named) else f"图{len(reading.pictures) + 1}{suffix}"
        reading.pictures[file] = part.blob
        reading.sections[-1][2].append(f"![](<{file}>)" if "(" in file else f"![]({file})")
        reading.after_title = False


def _read_caption(element: Any, reading: _Reading) -> None:
    """图1　… goes to the picture above it, 表1　… is a line above the table."""
    caption = _markdown(element)
    number = _NUMBERED_CAPTION.match(caption)
    text, blocks = caption[number.end() if number else 0 :], reading.sections[-1][2]
    if number and number[1] == "表":
        blocks.append(f"表：{text}")
    elif blocks and blocks[-1].startswith("![]("):
        blocks[-1] = f"![{text}{blocks[-1][2:]}"
    else:
        blocks.append(escaped_line(caption, items=False))
    reading.after_title = False


def _take_head(text: str, style: str, fields: dict[str, Any]) -> None:
    """The fields that a line of the head shows; 签发人 may go on over several lines, the number with the last."""
    left, _, right = text.partition("\t")
    signers = _SIGNERS.search(right)
    if style == "DocNumberLeft":
        if left.strip() and "〔" in left:
            fields["doc_number"] = left.strip()
        names = names_of(signers[1] if signers else right)
        if signers:
            fields["signer"] = names
        elif "signer" in fields:
            fields["signer"] += names
        return
    if style == "DocNumber" or right.strip():
        fields["doc_number"] = (right or left).strip()
    if style == "HeadNote" and left.strip():
        name = "secrecy" if left.startswith(_SECRECY) else "copy_number" if left.isdecimal() else "urgency"
        fields[name] = left.strip()


def _blocks(element: Any, style: str) -> Iterator[str]:
    """A paragraph in Markdown, a block for each of its lines; then the paragraphs of the text boxes in it."""
    depth = _depth(element) if style == "BodyText" else 0
    for line in _markdown(element).split("\n"):
        if line:
            yield _block(line, style, depth)
    for box in paragraph_text(element).boxes:
        for paragraph in box.iter(W + "p"):
            yield from _blocks(paragraph, "BodyText")


def _block(text: str, style: str, depth: int) -> str:
    if style == "Quote":
        return f"> {text}"
    if text.startswith("——") and (depth or len(text) > len("——")) and style == "BodyText":
        return f"{'  ' * depth}- {text[2:]}"
    if depth and (number := _LISTED.match(text)):
        return f"{'  ' * depth}{number[0]} {text[number.end() :].lstrip()}"
    return escaped_line(text, items=False)


def _depth(element: Any) -> int:
    """How deep a list item lies: its left indent in steps of two characters; a hanging one is no list's."""
    indent = element.find(f"{W}pPr/{W}ind")
    if indent is None or any(indent.get(W + name) for name in ("hangingChars", "hanging")):
        return 0
    characters = indent.get(W + "leftChars")
    twips = number_of(indent.get(W + "left"))
    return round((number_of(characters) / 100 if characters else twips / _TWIPS_A_CHARACTER) / _INDENT_STEP)


def _read_table(element: Any, reading: _Reading) -> None:
    if any(_style(paragraph) == "Imprint" for paragraph in element.iter(W + "p")):
        shown = dict(_imprint_fields(element))
        if recipients := shown.pop("recipients", ""):
            next((one for one in reading.sections if one[0]), reading.sections[0])[2].insert(
                0, f"{recipients}："
            )
        reading.fields.update(shown)
        return
    if any(_style(paragraph) == "IssuerMark" for paragraph in element.iter(W + "p")):
        return
    signed = [paragraph for paragraph in element.iter(W + "p") if _style(paragraph) == "Signature"]
    if signed:
        reading.sections[-1][2].extend(
            block for paragraph in signed for block in _blocks(paragraph, "Signature")
        )
        return
    rows = [list(row.iterchildren(W + "tc")) for row in element.iterchildren(W + "tr")]
    if not rows:
        return
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    sample = rows[1] if len(rows) > 1 else rows[0]
    rules = {"center": ":-:", "right": "--:", "end": "--:"}
    rule = " | ".join(rules.get(_alignment(cell) if len(rows) > 1 else "", "---") for cell in sample)
    reading.sections[-1][2].append("\n".join([lines[0], f"| {rule} |", *lines[1:]]))
    reading.after_title = False


def _cell(cell: Any) -> str:
    texts = (_markdown(paragraph).replace("|", "\\|") for paragraph in cell.iterchildren(W + "p"))
    return "".join("".join(texts).split("\n"))


def _alignment(cell: Any) -> str:
    found = cell.find(f"{W}p/{W}pPr/{W}jc")
    return "" if found is None else str(found.get(W + "val"))


def _imprint_fields(table: Any) -> Iterator[tuple[str, Any]]:
    for paragraph in table.iter(W + "p"):
        text = _plain(paragraph)
        if text.startswith("主送："):
            yield "recipients", text.removeprefix("主送：").rstrip("。")
            continue
        if text.startswith("抄送："):
            yield "copies", text.removeprefix("抄送：").rstrip("。")
            continue
        printer, _, printed = text.partition("\t")
        if printer:
            yield "printer", printer
        if printed:
            yield "printed_date", date_value(printed.removesuffix("印发"))


def _plain(paragraph: Any) -> str:
    """The text on one line."""
    return "".join(paragraph_text(paragraph).text.split("\n")).strip()


def _manner(run: TextRun) -> tuple[bool, bool, bool]:
    """Whether text is bold, italic, struck."""
    properties = properties_of(run.element)
    return is_on(properties, "b"), is_on(properties, "i"), is_on(properties, "strike")


def _markdown(paragraph: Any) -> str:
    """The text with its emphasis; a line break opens a line."""
    pieces = [
        Piece("".join(run.text for run in group).replace("\t", "　"), *manner)
        for manner, group in groupby(paragraph_text(paragraph, note_mark).runs, key=_manner)
    ]
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *others = piece.text.split("\n")
        lines[-1].append(replace(piece, text=first))
        lines += [[replace(piece, text=other)] for other in others]
    written = (written_inline([piece for piece in line if piece.text]).strip() for line in lines)
    return "\n".join(line for line in written if line)
