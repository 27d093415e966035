"""Rich text (.rtf), as Word and WPS save it: groups followed as far as they bear on text, headings and numbers.

Names of control words are those of the specification (Rich Text Format 1.9.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.decoding import whole_characters
from wengao.language.list_numbers import numbered
from wengao.reading.formats.format import Format
from wengao.reading.formats.table_rows import row_blocks
from wengao.reading.raw import TITLE_LEVEL, Block, RawDocument, note_mark, note_text
from wengao.word.fields import shown_by

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<value>-?\d{1,10})? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<symbol>.)"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}]+)|(?P<stray>\\)",
    re.DOTALL,
)
_LINE_ENDS = str.maketrans("", "", "\r\n\0")
_SKIPPED = {
    "colortbl", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer", "footerl",
    "footerr", "footerf", "listtable", "listoverridetable", "generator", "nonshppict", "sp", "xe", "tc", "tcn", "rxe",
    "atnid", "atnauthor", "bkmkstart", "bkmkend", "nonesttables", "template", "ftnsep", "ftnsepc",
    "aftnsep", "aftnsepc", "revtbl", "filetbl", "private", "datafield", "themedata", "formfield", "shprslt",
}  # fmt: skip
"""Destinations whose text is not on the page. One marked \\* that is not known is skipped as well."""
_BOXES = {"shptxt", "dptxbxtext"}
"""Destinations that hold the text of a text box; what a shape holds for old programs (shprslt) says it again."""
_KNOWN_STARRED = {
    "shppict", "annotation", "shpinst", "nesttableprops", "do", "ud", *_BOXES, "listtext", "pntext", "footnote",
    "stylesheet", "fonttbl",
}  # fmt: skip
_WRITTEN = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“",
    "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_CHARSETS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5"}
_CODE_PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "big5", 1252: "cp1252"}
_HEADING_NAME = re.compile(r"(?:heading|标题)\s?([1-9])", re.IGNORECASE)
_TITLE_NAMES = {"title", "标题"}
_DEEPEST_OUTLINE = 8
_MOST_GROUPS = 2000
_LONGEST_CHAIN = 12
_NESTED, _DEEPEST_TABLE = 2, 30


@dataclass(slots=True)
class _State:
    """What holds in a group. sink: where its text goes; empty for nowhere. skip: how many characters stand for one.

    boxes: how many text boxes it stands in. field: how much text stood before the field that it is in. depth: in how many
    tables its paragraph stands, one within the other.
    """

    sink: str = "text"
    font: int = 0
    skip: int = 1
    hidden: bool = False
    deleted: bool = False
    struck: bool = False
    field: int | None = None
    style: int = 0
    outline: int | None = None
    in_table: bool = False
    depth: int = 0
    boxes: int = 0


@dataclass(slots=True)
class _Row:
    """A row that is being read: the cells that have ended, and the blocks of the one at hand."""

    cells: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)

    def end_cell(self, lines: list[Block]) -> None:
        self.cells.append([*self.cell, *lines])
        self.cell.clear()


@dataclass(slots=True)
class _Story:
    """The paragraphs of the text, or of a text box.

    text, number: of the paragraph at hand. rows: those at hand, the first of a table in the text, each other of a table in
    a cell of the one before. boxes: anchored in either, to follow it.
    """

    blocks: list[Block] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    number: list[str] = field(default_factory=list)
    rows: list[_Row] = field(default_factory=lambda: [_Row()])
    boxes: list[Block] = field(default_factory=list)

    def row(self, depth: int) -> _Row:
        """The row at hand of the table that lies so deep, from 1; a table too deep is read as part of the deepest."""
        while len(self.rows) < min(depth, _DEEPEST_TABLE):
            self.rows.append(_Row())
        return self.rows[min(depth, _DEEPEST_TABLE) - 1]

    def end_nested_rows(self, depth: int) -> None:
        """End the rows of the tables that lie so deep or deeper: each is lines of the cell around it."""
        while len(self.rows) >= max(depth, _NESTED):
            ended = self.rows.pop()
            if ended.cell:
                ended.end_cell([])
            self.rows[-1].cell += row_blocks(ended.cells)


@dataclass(slots=True)
class _Style:
    name: str = ""
    outline: int | None = None
    base: int = -1


class RichText:
    """One pass over the source of an RTF file (its bytes as Latin-1).

    blocks: its paragraphs, footnotes at the end. In none of them are struck: text that is struck through, comments, and so
    many pictures.
    """

    def __init__(self, source: str) -> None:
        self.struck: list[str] = []
        self.comments: list[str] = []
        self.pictures = 0
        self._story = _Story()
        self._stories: list[_Story] = []
        self._notes: list[Block] = []
        self._state = _State()
        self._groups: list[_State] = []
        self._starred = False
        self._opened = False
        self._instruction: list[str] = []
        self._to_skip = 0
        self._bytes = bytearray()
        self._note: list[str] = []
        self._comment: list[str] = []
        self._charsets: dict[int, int] = {}
        self._code_page = 936
        self._styles: dict[int, _Style] = {}
        self._style = 0
        self._words: Mapping[str, Callable[[int | None], None]] = {
            "par": self._end_paragraph, "sect": self._end_paragraph, "cell": self._end_cell, "row": self._end_row,
            "nestcell": self._end_nested_cell, "nestrow": self._end_nested_row, "itap": self._set_depth,
            "pard": self._plain_paragraph, "s": self._set_style,
            "outlinelevel": self._set_outline, "intbl": self._enter_table, "f": self._set_font,
            "uc": self._set_skip, "u": self._add_unit, "v": self._set_hidden, "deleted": self._set_deleted,
            "strike": self._set_struck, "striked": self._set_struck,
            "plain": self._plain_characters, "fcharset": self._note_charset, "ansicpg": self._set_code_page,
            "sbasedon": self._note_base,
        }  # fmt: skip
        self._read(source)
        while self._stories:
            self._end_box()
        self._end_paragraph()
        self._end_row()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs in the order of the text, then the footnotes."""
        return (*self._story.blocks, *self._notes)

    def _read(self, source: str) -> None:
        place, end = 0, len(source)
        while place < end:
            token = _TOKEN.match(source, place)
            if token is None:
                break
            place = token.end()
            kind = token.lastgroup
            opened, self._opened = self._opened, kind == "brace" and token["brace"] == "{"
            if kind == "text":
                self._add_bytes(token["text"].translate(_LINE_ENDS))
            elif kind == "byte":
                self._add_bytes(chr(int(token["byte"], 16)))
            elif kind == "brace":
                self._open() if token["brace"] == "{" else self._close()
            elif kind == "symbol":
                if token["symbol"] == "*":
                    self._starred = opened
                else:
                    self._take_symbol(token["symbol"])
            elif token["word"] == "bin":
                place += max(int(token["value"] or 0), 0)
            elif token["word"]:
                self._take_word(token["word"], int(token["value"]) if token["value"] else None)

    def _open(self) -> None:
        self._flush()
        if len(self._groups) >= _MOST_GROUPS:
            message = "groups too deep"
            raise ValueError(message)
        self._groups.append(self._state)
        self._state = replace(self._state)
        self._starred, self._to_skip = False, 0

    def _close(self) -> None:
        self._flush()
        ended = self._state
        if self._groups:
            if ended.boxes > self._groups[-1].boxes:
                self._end_box()
            self._state = self._groups.pop()
        if ended.field is not None and self._state.field != ended.field:
            self._end_field(ended.field)
        if ended.sink == "note" != self._state.sink:
            self._end_note()
        if ended.sink == "comment" != self._state.sink and (comment := _taken(self._comment).strip()):
            self.comments.append(comment)
        self._starred, self._to_skip = False, 0

    def _take_symbol(self, symbol: str) -> None:
        if symbol in "\r\n":
            self._end_paragraph()
        elif self._to_skip:
            self._to_skip -= 1
        elif symbol in _SYMBOLS:
            self._add(_SYMBOLS[symbol])

    def _take_word(self, word: str, value: int | None) -> None:
        starred, self._starred = self._starred, False
        if word in {"listtext", "pntext"}:
            self._enter("number")
        elif word == "field":
            self._state.field = self._shown_length()
        elif word == "fldinst":
            self._instruction.clear()
            self._enter("instruction")
        elif word == "footnote":
            self._enter("note")
        elif word == "annotation":
            self._enter("comment")
        elif word in {"stylesheet", "fonttbl"}:
            self._enter(word)
        elif word in _BOXES:
            self._begin_box()
        elif word == "pict":
            self.pictures += bool(self._state.sink)
            self._enter("")
        elif word in _SKIPPED or (starred and word not in _KNOWN_STARRED):
            self._enter("")
        elif word in self._words:
            self._flush()
            self._words[word](value)
        elif word in _WRITTEN:
            self._add(_WRITTEN[word])

    def _enter(self, sink: str) -> None:
        """Begin a destination; what stands in a skipped one is skipped, whatever it is."""
        self._flush()
        if self._state.sink:
            self._state.sink = sink

    def _add_bytes(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        if text and self._state.sink:
            self._bytes += text.encode("latin-1")

    def _flush(self) -> None:
        """Decode the bytes met since the last control word; a character may go on from one \\'hh to the next."""
        if self._bytes:
            codec = _CHARSETS.get(self._charsets.get(self._state.font, 0)) or _CODE_PAGES.get(
                self._code_page, "gb18030"
            )
            text = self._bytes.decode(codec, "replace")
            self._bytes.clear()
            self._put(text)

    def _add(self, text: str) -> None:
        self._flush()
        self._put(text)

    def _put(self, text: str) -> None:
        state = self._state
        if state.sink == "stylesheet":
            self._styles.setdefault(self._style, _Style()).name += text
        elif state.struck and state.sink in ("text", "note"):
            if text.strip() and not state.hidden:
                self.struck.append(text)
        elif not state.hidden and not state.deleted:
            if state.sink == "text":
                self._story.text.append(text)
            elif state.sink == "instruction":
                self._instruction.append(text)
            elif state.sink == "number":
                self._story.number.append(text)
            elif state.sink == "note":
                self._note.append(text)
            elif state.sink == "comment":
                self._comment.append(text)

    def _end_paragraph(self, _: int | None = None) -> None:
        self._flush()
        if self._state.sink == "note":
            return
        if self._state.sink != "text":
            self._story.number.clear()
            return
        if self._state.in_table:
            self._story.row(max(self._state.depth, 1)).cell += self._ended_lines()
            return
        self._story.blocks += self._ended_lines()
        self._put_boxes()

    def _ended_lines(self) -> list[Block]:
        """The lines of the paragraph that has ended."""
        level = self._level()
        return [Block(line.rstrip(), level) for line in self._numbered_text().split("\n")]

    def _numbered_text(self) -> str:
        """The text of the paragraph at hand with its number; a bullet is none."""
        number, text = _taken(self._story.number), _taken(self._story.text)
        return numbered(number if any(map(str.isalnum, number)) else "", text) if text.strip() else ""

    def _shown_length(self) -> int:
        return sum(map(len, self._story.text))

    def _end_field(self, before: int) -> None:
        """Where a field has no result, what its instruction shows stands in its place."""
        instruction = _taken(self._instruction)
        if instruction and self._state.sink == "text" and self._shown_length() == before:
            self._put(shown_by(instruction))

    def _end_note(self) -> None:
        text = _taken(self._note).strip()
        if text:
            label = str(len(self._notes) + 1)
            self._notes.append(Block(note_text(label, f"注：{text}")))
            self._story.text.append(note_mark(label))

    def _begin_box(self) -> None:
        """Begin a text box, unless it stands where text is left out or where there are no boxes."""
        self._flush()
        if self._state.sink != "text" or not self._groups:
            return
        self._plain_paragraph(None)
        self._state.boxes += 1
        self._stories.append(self._story)
        self._story = _Story()

    def _end_box(self) -> None:
        if self._story.text:
            self._end_paragraph()
        self._end_row()
        ended, self._story = self._story, self._stories.pop()
        self._story.boxes += ended.blocks

    def _put_boxes(self) -> None:
        """Set the boxes that were anchored in the paragraph or row that has ended."""
        self._story.blocks += self._story.boxes
        self._story.boxes.clear()

    def _end_cell(self, _: int | None = None) -> None:
        self._story.end_nested_rows(_NESTED)
        self._story.row(1).end_cell(self._ended_lines())

    def _end_nested_cell(self, _: int | None = None) -> None:
        depth = max(self._state.depth, _NESTED)
        self._story.end_nested_rows(depth + 1)
        self._story.row(depth).end_cell(self._ended_lines())

    def _end_nested_row(self, _: int | None = None) -> None:
        self._story.end_nested_rows(max(self._state.depth, _NESTED))

    def _end_row(self, _: int | None = None) -> None:
        self._story.end_nested_rows(_NESTED)
        row = self._story.row(1)
        if row.cell:
            self._end_cell()
        self._story.blocks += row_blocks(row.cells)
        row.cells.clear()
        self._put_boxes()

    def _level(self) -> int | None:
        """The heading level of a paragraph in the present state: 0 for the title, None for text."""
        chain: list[_Style] = []
        index = self._state.style
        while index in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[index])
            index = chain[-1].base
        for outline in (self._state.outline, *(style.outline for style in chain)):
            if outline is not None:
                return outline + 1 if 0 <= outline <= _DEEPEST_OUTLINE else None
        names = [style.name.strip(" ;").lower() for style in chain]
        for name in names:
            named = _HEADING_NAME.fullmatch(name)
            if named:
                return int(named[1])
        return TITLE_LEVEL if _TITLE_NAMES & set(names) else None

    def _plain_paragraph(self, _: int | None) -> None:
        self._state.style, self._state.outline, self._state.in_table, self._state.depth = 0, None, False, 0

    def _plain_characters(self, _: int | None) -> None:
        self._state.hidden = self._state.deleted = self._state.struck = False

    def _set_style(self, value: int | None) -> None:
        if self._state.sink == "stylesheet":
            self._style = value or 0
            self._styles[self._style] = _Style()
        else:
            self._state.style = value or 0

    def _set_outline(self, value: int | None) -> None:
        if self._state.sink == "stylesheet":
            self._styles.setdefault(self._style, _Style()).outline = value or 0
        else:
            self._state.outline = value or 0

    def _note_base(self, value: int | None) -> None:
        if self._state.sink == "stylesheet" and value is not None:
            self._styles.setdefault(self._style, _Style()).base = value

    def _enter_table(self, _: int | None) -> None:
        self._state.in_table = True

    def _set_depth(self, value: int | None) -> None:
        self._state.depth = max(value or 0, 0)

    def _set_font(self, value: int | None) -> None:
        self._state.font = value or 0

    def _note_charset(self, value: int | None) -> None:
        self._charsets[self._state.font] = value or 0

    def _set_code_page(self, value: int | None) -> None:
        self._code_page = value or self._code_page

    def _set_skip(self, value: int | None) -> None:
        self._state.skip = max(value or 0, 0)

    def _set_hidden(self, value: int | None) -> None:
        self._state.hidden = value != 0

    def _set_struck(self, value: int | None) -> None:
        self._state.struck = value != 0

    def _set_deleted(self, value: int | None) -> None:
        self._state.deleted = value != 0

    def _add_unit(self, value: int | None) -> None:
        """Add one unit of UTF-16, and pass over the characters that stand for it in old programs."""
        self._put(chr((value or 0) & 0xFFFF))
        self._to_skip = self._state.skip


def _taken(pieces: list[str]) -> str:
    """The text of these pieces, which are taken off the list."""
    text = "".join(pieces)
    pieces.clear()
    return whole_characters(text)


LARGEST_RTF = 64 << 20
"""Bytes; beyond that a file holds pictures as text, and is better saved in another format."""
_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx"


def read(path: Path) -> RawDocument:
    """The paragraphs of an RTF file: headings by style and outline level, automatic numbers, table rows as lines.

    Raises UnreadableFileError where there is no text in it.
    """
    if path.stat().st_size > LARGEST_RTF:
        raise UnreadableFileError(path, f"RTF 文件过大（{path.stat().st_size >> 20} MB）", _SAVE_AS_WORD)
    try:
        text = RichText(path.read_bytes().decode("latin-1"))
    except ValueError as error:
        raise UnreadableFileError(path, "RTF 文件不完整或已损坏", _SAVE_AS_WORD) from error
    blocks = text.blocks
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFileError(path, "RTF 文件里没有文字", _SAVE_AS_WORD)
    left_out = (
        *(("删除线文字", struck) for struck in text.struck),
        *(("批注", comment) for comment in text.comments),
        *((("图片", ""),) * text.pictures),
    )
    return RawDocument(blocks, left_out=left_out)


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


FORMAT = Format("RTF 文档", (".rtf",), 60, _recognises, read)
