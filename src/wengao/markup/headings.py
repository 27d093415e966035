"""A heading's line: ## 深刻认识重大意义 {role=significance goal=900}, its attributes after Pandoc's manner."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"^ {0,3}(?P<hashes>#{1,6})(?:[ \t]+(?P<rest>.*))?$")
_CLOSING_HASHES = re.compile(r"(?:(?<=[ \t])|^)#+$")
_ATTRIBUTES = re.compile(r"\{(?P<inner>[^{}]*)\}$")
_ATTRIBUTE = re.compile(
    r"""(?:(?<![\w-])(?P<key>[\w-]++)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+)))|(?P<flag>[.#][\w-]+)"""
)
_TITLE = re.compile(r"^ {0,3}#[ \t]")
_BREAK = re.compile(r"(?<![ \t\u3000])[ \t\u3000]*+(?<!:)(?://|／／)[ \t\u3000]*+")
"""The mark // (or ／／): in a title it says where a line is to end (回行). # 关于做好//有关工作的通知. It shows nowhere."""

UNTITLED = ".untitled"
"""The class of a section whose heading shows in the outline only: its text is set without a heading."""


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A heading as its line gives it.

    level: 1 for the title, 2 for 一、. text: without attributes and without a number. start: where in the line it stands.
    attributes: key=value. flags: classes and identifiers with their dot or hash.
    """

    level: int
    text: str
    start: int
    attributes: Mapping[str, str]
    flags: tuple[str, ...] = ()


def read_heading(line: str) -> HeadingLine | None:
    """The heading on a line; None where the line is none. Braces that hold more than attributes belong to the text."""
    match = _LINE.match(line.rstrip("\n"))
    if match is None:
        return None
    rest = match["rest"] or ""
    text, inner = rest.rstrip(), ""
    found = _ATTRIBUTES.search(text)
    if found is not None and _is_only_attributes(found["inner"]):
        text, inner = text[: found.start()].rstrip(), found["inner"]
    text = _CLOSING_HASHES.sub("", text).rstrip()
    bare = text.lstrip()
    start = (match.start("rest") if bare else match.end("hashes")) + len(text) - len(bare)
    attributes = {
        one["key"]: one["quoted"] if one["quoted"] is not None else one["bare"]
        for one in _ATTRIBUTE.finditer(inner)
        if one["key"]
    }
    flags = tuple(one["flag"] for one in _ATTRIBUTE.finditer(inner) if one["flag"])
    return HeadingLine(len(match["hashes"]), bare, start, attributes, flags)


def break_spans(line: str) -> tuple[tuple[int, int], ...]:
    """Where the marks of a break stand on a line that is a title; nowhere on any other line."""
    if _TITLE.match(line) is None:
        return ()
    return tuple(match.span() for match in _BREAK.finditer(line))


def title_lines(title: str) -> tuple[str, ...]:
    """What a title as it is written has between its marks of a break; all of it where it has none."""
    return tuple(line for line in _BREAK.split(title) if line)


def write_heading(level: int, text: str, flags: tuple[str, ...], attributes: Mapping[str, str]) -> str:
    """The line of a heading, with its line break."""
    words = [*flags, *(f"{key}={_quoted(value)}" for key, value in attributes.items())]
    line = f"{'#' * level} {' '.join(text.split())}".rstrip()
    return f"{line} {{{' '.join(words)}}}\n" if words else f"{line}\n"


def _quoted(value: str) -> str:
    clean = value.replace('"', "”")
    return f'"{clean}"' if not clean or re.search(r"[\s{}]", clean) else clean


def _is_only_attributes(inner: str) -> bool:
    """Whether the text between braces is attributes and nothing else, so that 加强{要点} stays a heading."""
    return bool(inner.strip()) and not _ATTRIBUTE.sub("", inner).strip()
