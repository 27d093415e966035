"""What commands print: data on stdout, narration on stderr."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.models import Document


def set_up_streams() -> None:
    """Let both streams carry Chinese whatever the locale says; what cannot be encoded is escaped, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            chinese = (stream.encoding or "").lower().replace("-", "") in ("utf8", "gb18030", "gbk", "cp936")
            stream.reconfigure(encoding=None if chinese else "utf-8", errors="backslashreplace")


def narrate(message: str) -> None:
    """A line for the drafter, on stderr."""
    click.echo(message, err=True)


def print_line(text: str = "") -> None:
    """A line of data, on stdout."""
    click.echo(text)


def print_json(value: Any) -> None:
    """A JSON object on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def is_terminal(stream: TextIO) -> bool:
    """Whether a person reads `stream` on a terminal."""
    return stream.isatty()


def highlighted(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """`text` with character ranges in bold; click drops the marks where there is no terminal."""
    pieces, position = [], 0
    for start, end in ranges:
        pieces += [text[position:start], click.style(text[start:end], bold=True, fg="red")]
        position = end
    return "".join([*pieces, text[position:]])


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
    return f"《{document.title}》{facts}"
