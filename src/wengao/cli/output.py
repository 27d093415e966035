"""What commands print: data on stdout, narration on stderr.

Everything printed goes through here, and only here. Text is made visible first and our own colours are put on afterwards, so
that no name, title or passage can bring commands for the terminal.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

import click

from wengao.language.visible import in_json, in_lines, on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.reading.models import Document


@dataclass(frozen=True, slots=True)
class Coloured:
    """A piece of a line that stands out on a terminal. colour: one of click's names, or None."""

    text: str
    colour: str | None = None
    bold: bool | None = None
    dim: bool | None = None


Piece = str | Coloured


def set_up_streams() -> None:
    """Let both streams carry Chinese whatever the locale says; what cannot be encoded is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            chinese = (stream.encoding or "").lower().replace("-", "") in ("utf8", "gb18030", "gbk", "cp936")
            stream.reconfigure(encoding=None if chinese else "utf-8", errors="backslashreplace")


def narrate(*pieces: Piece) -> None:
    """A line for the drafter, on stderr; where that takes nothing the work goes on without."""
    try:
        click.echo(_line(pieces), err=True)
    except OSError:
        drop(sys.stderr)


def print_line(*pieces: Piece) -> None:
    """A line of data, on stdout; line ends within it are shown as marks."""
    click.echo(_line(pieces))


def print_text(text: str) -> None:
    """A text of several lines, on stdout."""
    click.echo(in_lines(text))


def print_json(value: Any) -> None:
    """A JSON object on stdout."""
    click.echo(in_json(json.dumps(value, ensure_ascii=False, indent=2)))


def send_to_terminal(sequence: str) -> None:
    """A sequence of our own for the terminal itself, such as the one that has it copy a text; it shows nothing."""
    click.echo(sequence, nl=False)


def ask(question: str) -> str:
    """What the drafter answers on the terminal."""
    return str(click.prompt(on_one_line(question), prompt_suffix="：", err=True))


def ask_secret(question: str, *, confirm: bool = False, empty: bool = False) -> str:
    """What is typed on the terminal unseen, twice where it is to be confirmed. empty: whether Enter alone will do."""
    again = "再输一遍：" if confirm else False
    typed = click.prompt(
        on_one_line(question),
        default="" if empty else None,
        show_default=False,
        prompt_suffix="：",
        err=True,
        hide_input=True,
        confirmation_prompt=again,
    )
    return str(typed)


def agrees(question: str) -> bool:
    """Whether the drafter agrees; Enter alone does."""
    return click.confirm(on_one_line(question), default=True, err=True)


def drop(stream: TextIO) -> None:
    """Write no more to a stream: whoever read it has gone, or its disk takes nothing. Python would stumble over the rest."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _line(pieces: Sequence[Piece]) -> str:
    return "".join(
        on_one_line(piece)
        if isinstance(piece, str)
        else click.style(on_one_line(piece.text), fg=piece.colour, bold=piece.bold, dim=piece.dim)
        for piece in pieces
    )


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads `stream` on a terminal."""
    return stream.isatty()


def highlighted(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """`text` with character ranges standing out."""
    pieces: list[Piece] = []
    position = 0
    for start, end in ranges:
        pieces += [text[position:start], Coloured(text[start:end], "red", bold=True)]
        position = end
    return (*pieces, text[position:])


def around_marks(
    text: str, ranges: Sequence[tuple[int, int]], longest: int
) -> tuple[str, list[tuple[int, int]]]:
    """The `longest` characters of `text` that hold most of its ranges, … where it was cut, and the ranges in them."""
    if len(text) <= longest:
        return text, list(ranges)
    starts = [max(0, min(first - longest // 4, len(text) - longest)) for first, _ in ranges] or [0]
    start = max(starts, key=lambda start: sum(end - first for first, end in _inside(ranges, start, longest)))
    cut = text[start : start + longest]
    before, after = "…" if start else "", "…" if start + longest < len(text) else ""
    inside = [(first + len(before), end + len(before)) for first, end in _inside(ranges, start, longest)]
    return f"{before}{cut}{after}", inside


def _inside(ranges: Sequence[tuple[int, int]], start: int, length: int) -> list[tuple[int, int]]:
    """The parts of ranges within `length` characters from `start`, counted from there."""
    moved = ((max(first - start, 0), min(end - start, length)) for first, end in ranges)
    return [(first, end) for first, end in moved if first < end]


def document_line(document: Document) -> str:
    """A document in one line: 《title》 genre date."""
    facts = "　".join(fact for fact in (document.genre, document.date or "", document.organ) if fact)
    return title_line(document, facts)


def title_line(document: Document, facts: str = "") -> str:
    """A document's title with what else is told; of the office's shared corpus, that it is from there."""
    return f"《{document.title}》{facts}{'〔办公室语料〕' if document.origin == 'office' else ''}"
