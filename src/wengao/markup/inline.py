"""What stands inside a line: bold, italic, struck, escapes, links, note marks and slots, as pieces of plain text.

Emphasis follows the drafter, not CommonMark's rule for flanking punctuation, which leaves **“双拥”**工作 unread. A star
inside a word opens one only where another closes it within the clause: the rest stand for what was masked (落实*管武装).
Time is in proportion to the line's length: a mark that nothing closes is looked for once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from wengao.language.slots import LONGEST_ORIGIN, ORIGIN, find_slots

NOTE_REFERENCE = re.compile(r"\[\^(?P<id>[^\[\]\s]+)\](?!:)")
"""The mark of a note in the text: [^s1]."""
_ESCAPABLE = r"""!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"""
_TOKEN = re.compile(
    rf"\\(?P<escaped>[{_ESCAPABLE}])"
    r"|(?P<tick>`+)"
    r"|\[\^(?P<note>[^\[\]\s]+)\]"
    r"|(?P<image>!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])|<img\b[^<>]*>|!\[\[[^\[\]]+\]\])"
    r"|\[(?P<link>[^\[\]]+)\]\([^()\s]*(?:\s+\"[^\"()]*\")?\)"
    r"|<(?P<address>https?://[^<>\s]+|[^@\s<>]+@[^@\s<>]+)>"
    r"|(?P<break><br\s*/?>)"
    rf"|(?P<origin>{ORIGIN}[^【】\n]{{1,{LONGEST_ORIGIN}}})(?=】)"
    r"|(?P<both>\*\*\*)(?=\S)"
    r"|(?P<strong>\*\*)(?=\S)"
    r"|(?<![\w_])(?P<strong_line>__)(?=\S)"
    r"|(?<![\w*])(?P<star>\*)(?=[^\s*])"
    r"|(?<=[^\W\d])(?P<inner_star>\*)(?=[^\s*，。；：、]{1,20}\*(?!\*))"
    r"|(?<![A-Za-z0-9_])(?P<line>_)(?=[^\s_])"
    r"|(?P<wave>~~)(?=\S)"
)
_SIGNS = re.compile(rf"[\\`\[!<*_~{ORIGIN[0]}]")
"""With one of these every token begins; re leaps to the next of them, and tries the tokens at every place."""
_CLOSERS = {
    "both": re.compile(r"(?<=\S)\*\*\*"),
    "strong": re.compile(r"(?<=\S)\*\*"),
    "strong_line": re.compile(r"(?<=\S)__(?![\w_])"),
    "star": re.compile(r"(?<=[^\s*])\*(?!\*)"),
    "inner_star": re.compile(r"\*"),
    "line": re.compile(r"(?<=[^\s_])_(?![A-Za-z0-9_])"),
    "wave": re.compile(r"(?<=\S)~~"),
}
_BOLD = frozenset({"both", "strong", "strong_line"})
_ITALIC = frozenset({"both", "star", "inner_star", "line"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that is set in one way.

    slot: it is a marked gap 【…】. font: a key of a layout's fonts, in place of the style's own. note: it is the mark of the
    note with this label, and has no text.
    """

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    slot: bool = False
    font: str = ""
    note: str = ""

    @property
    def standing(self) -> str:
        """The text, where it is not struck out."""
        return "" if self.struck else self.text


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stand in the line as they are read. start: where the first of them stands. piece: text and manner."""

    start: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A note mark. id: the note's label. position: characters of the plain text before it. start: where it stands."""

    id: str
    position: int
    start: int


@dataclass(frozen=True)
class Inline:
    """A line, read. runs: what is read, in order. marks: its note marks, in order. image: it shows a picture."""

    runs: tuple[Run, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    image: bool = False

    @cached_property
    def text(self) -> str:
        """The plain text. What is struck out is no part of it: ~~12~~15处 is 15处."""
        return "".join(run.piece.standing for run in self.runs)

    @property
    def notes(self) -> tuple[str, ...]:
        """The labels of the notes it refers to, in order."""
        return tuple(mark.id for mark in self.marks)

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The text in its manners, what is struck out too, slots as pieces of their own."""
        return tuple(_with_slots(_joined([run.piece for run in self.runs])))

    @cached_property
    def noted_pieces(self) -> tuple[Piece, ...]:
        """The pieces with a piece for each note mark where it stands."""
        marked: list[Piece] = []
        rest = list(self.runs)
        for mark in self.marks:
            before = [run for run in rest if run.start < mark.start]
            rest = rest[len(before) :]
            marked += [*_with_slots(_joined([run.piece for run in before])), Piece("", note=mark.id)]
        return (*marked, *_with_slots(_joined([run.piece for run in rest])))


def read_inline(markdown: str) -> Inline:
    """What one line reads as; what is no markup stays as it stands."""
    if not holds_markup(markdown):
        return plain(markdown)
    reader = _Reader(markdown)
    reader.read(0, len(markdown), Piece(""))
    return Inline(tuple(reader.runs), tuple(reader.marks), reader.image)


def holds_markup(line: str) -> bool:
    """Whether a line holds what may be markup; where it does not, it reads as it stands."""
    return _SIGNS.search(line) is not None and _TOKEN.search(line) is not None


def plain(text: str) -> Inline:
    """Text that is not to be read as markup; slots are still marked."""
    return Inline((Run(0, Piece(text)),)) if text else Inline()


class _Reader:
    """Reads one line into runs and marks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._unclosed: set[tuple[str, int]] = set()
        self._length = 0
        self.runs: list[Run] = []
        self.marks: list[NoteMark] = []
        self.image = False

    def read(self, start: int, end: int, manner: Piece) -> None:
        """Read from start to end. manner: how the text around is set; its own text does not count."""
        position = passed = start
        while (match := _TOKEN.search(self._text, position, end)) is not None:
            kind = match.lastgroup or ""
            span = self._held_by(match, kind, end)
            if span is None:
                position = match.end() if kind == "tick" else match.start() + 1
                continue
            self._add(passed, match.start(), manner)
            inner_start, inner_end, position = span
            passed = position
            if kind == "note":
                self.marks.append(NoteMark(match["note"], self._length, match.start()))
            elif kind in _CLOSERS or kind == "link":
                self.read(inner_start, inner_end, _within(manner, kind))
            else:
                self.image = self.image or kind == "image"
                self._add(inner_start, inner_end, manner)
                if kind == "break":
                    self._break(match.start(), match.end(), manner)
        self._add(passed, end, manner)

    def _held_by(self, match: re.Match[str], kind: str, end: int) -> tuple[int, int, int] | None:
        """Where the text that a token holds begins and ends, and where the line goes on; None where the token is text."""
        if kind in ("escaped", "address", "link"):
            return (*match.span(kind), match.end())
        if kind in ("note", "image", "break", "origin"):
            return match.end(), match.end(), match.end()
        closing = re.compile(rf"(?<!`){match[0]}(?!`)") if kind == "tick" else _CLOSERS[kind]
        closer = self._closer(match[0], closing, match.end(), end)
        return None if closer is None else (match.end(), closer.start(), closer.end())

    def _closer(self, mark: str, closing: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """What closes a mark, with at least one character between; a search that failed once is not made again."""
        if (mark, end) in self._unclosed:
            return None
        found = closing.search(self._text, start + 1, end)
        if found is None:
            self._unclosed.add((mark, end))
        return found

    def _break(self, start: int, end: int, manner: Piece) -> None:
        """A line break between letters or digits is read as a space: 3000<br>500 is not 3000500."""
        beside = self._text[max(start - 1, 0) : start] + self._text[end : end + 1]
        if len(beside) > 1 and beside.isascii() and beside.isalnum():
            self.runs.append(Run(start, replace(manner, text=" ")))
            self._length += not manner.struck

    def _add(self, start: int, end: int, manner: Piece) -> None:
        if end > start:
            text = self._text[start:end]
            self.runs.append(Run(start, Piece(text) if manner == _PLAIN else replace(manner, text=text)))
            self._length += 0 if manner.struck else end - start


_PLAIN = Piece("")


def _within(manner: Piece, kind: str) -> Piece:
    """How text is set that stands between marks of a kind, inside text that is set in a manner."""
    return replace(
        manner,
        bold=manner.bold or kind in _BOLD,
        italic=manner.italic or kind in _ITALIC,
        struck=manner.struck or kind == "wave",
    )


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Neighbours that are set alike, as one, so that a slot with an escape inside it stays one slot."""
    joined: list[Piece] = []
    texts: list[str] = []
    for piece in pieces:
        bare = replace(piece, text="")
        if joined and joined[-1] == bare:
            texts[-1] += piece.text
        else:
            joined.append(bare)
            texts.append(piece.text)
    return [replace(piece, text=text) for piece, text in zip(joined, texts, strict=True)]


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
