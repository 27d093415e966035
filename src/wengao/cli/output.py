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


def document_line(document: Document) -> str:
    """A document in one line: 《title》 genre date."""
    facts = "　".join(fact for fact in (document.genre, document.date or "", document.organ) if fact)
    return f"《{document.title}》{facts}"
