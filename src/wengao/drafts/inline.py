"""The Markdown inside a line: bold, italic, struck, escapes, links, note marks and slots, as pieces of plain text.

Emphasis follows the drafter, not CommonMark's rule for flanking punctuation, which leaves **“双拥”**工作 unread.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wengao.prose.slots import find_slots

_ESCAPABLE = r"""!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"""
_TOKEN = re.compile(
    rf"\\(?P<escaped>[{_ESCAPABLE}])"
    r"|(?P<tick>`+)(?P<code>.+?)(?<!`)(?P=tick)(?!`)"
    r"|\[\^(?P<note>[^\]\s]+)\]"
    r"|(?P<image>!)\[(?P<alternative>[^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"
    r"|(?P<picture><img\b[^>]*>|!\[\[[^\]]+\]\])"
    r"|\[(?P<link>[^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"
    r"|<(?P<address>https?://[^>\s]+|[^@\s<>]+@[^@\s<>]+)>"
    r"|(?P<both>\*\*\*)(?=\S)(?P<bold_italic>.+?)(?<=\S)\*\*\*"
    r"|(?P<strong>\*\*)(?=\S)(?P<bold>.+?)(?<=\S)\*\*"
    r"|(?<![\w_])(?P<strong_line>__)(?=\S)(?P<bold_line>.+?)(?<=\S)__(?![\w_])"
    r"|(?<!\d)(?P<star>\*)(?=[^\s*])(?P<italic>.+?)(?<=[^\s*])\*(?!\*)"
    r"|(?<![A-Za-z0-9_])(?P<line>_)(?=[^\s_])(?P<italic_line>.+?)(?<=[^\s_])_(?![A-Za-z0-9_])"
    r"|(?P<wave>~~)(?=\S)(?P<struck>.+?)(?<=\S)~~"
    r"|(?P<break><br\s*/?>)"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is set in one way.

    slot: it is a marked gap 【…】. font: a key of a layout's fonts, in place of the style's own.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    slot: bool = False
    font: str = ""


@dataclass(frozen=True, slots=True)
class Inline:
    """A line of Markdown, read. notes: labels of the notes it refers to, in order. image: it shows a picture."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()
    image: bool = False

    @property
    def text(self) -> str:
        """The plain text."""
        return "".join(piece.text for piece in self.pieces)


def read_inline(markdown: str) -> Inline:
    """The pieces of one line of Markdown; what is not Markdown stays as it stands."""
    notes: list[str] = []
    images: list[str] = []
    pieces = _read(markdown, Piece(""), notes, images)
    return Inline(tuple(_with_slots(_joined(pieces))), tuple(notes), bool(images))


def plain(text: str) -> Inline:
    """Text that is not to be read as Markdown; slots are still marked."""
    return Inline(tuple(_with_slots([Piece(text)] if text else [])))


def _read(markdown: str, manner: Piece, notes: list[str], images: list[str]) -> list[Piece]:
    """manner: how the text around is set; its own text does not count."""
    pieces: list[Piece] = []
    position = 0
    for match in _TOKEN.finditer(markdown):
        pieces.append(replace(manner, text=markdown[position : match.start()]))
        position = match.end()
        if match["note"]:
            notes.append(match["note"])
        elif match["image"] or match["picture"]:
            images.append(match[0])
        else:
            pieces += _read_token(match, manner, notes, images)
    pieces.append(replace(manner, text=markdown[position:]))
    return pieces


def _read_token(match: re.Match[str], manner: Piece, notes: list[str], images: list[str]) -> list[Piece]:
    if match["break"]:
        return []
    literal = match["escaped"] or match["code"] or match["address"]
    if literal:
        return [replace(manner, text=literal)]
    both, bold, italic = (
        match["bold_italic"],
        match["bold"] or match["bold_line"],
        match["italic"] or match["italic_line"],
    )
    inner = both or bold or italic or match["struck"] or match["link"]
    changed = replace(
        manner,
        bold=manner.bold or bool(both or bold),
        italic=manner.italic or bool(both or italic),
        struck=manner.struck or bool(match["struck"]),
    )
    return _read(inner, changed, notes, images)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours that are set alike, as one, so that a slot with an escape inside it stays one slot."""
    joined: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if joined and replace(joined[-1], text="") == replace(piece, text=""):
            joined[-1] = replace(piece, text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return joined


def _with_slots(pieces: list[Piece]) -> list[Piece]:
    cut: list[Piece] = []
    for piece in pieces:
        position = 0
        for slot in find_slots(piece.text):
            cut.append(replace(piece, text=piece.text[position : slot.start]))
            cut.append(replace(piece, text=piece.text[slot.start : slot.end], slot=True))
            position = slot.end
        cut.append(replace(piece, text=piece.text[position:]))
    return [piece for piece in cut if piece.text]
