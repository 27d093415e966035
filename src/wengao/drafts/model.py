"""The draft as a value.

A draft keeps its file's text whole, cut at its headings. Everything else (level, role, notes, outline) is read off that
text, so whatever wengao does not understand stays where it stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from wengao.prose.comments import comment_spans, comment_text

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADING_LINE = re.compile(r"^(#{1,6})(?:[ \t]+(?P<rest>.*))?$")
_ATTRIBUTES = re.compile(r"[ \t]*\{(?P<inner>[^{}]*)\}[ \t]*$")
_ATTRIBUTE = re.compile(
    r"""(?:(?P<key>[\w-]+)=(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s"]+)))|(?P<flag>[.#][\w-]+)"""
)
_GUIDANCE = "提示："
NOTE_REFERENCE = re.compile(r"\[\^(?P<id>[^\]\s]+)\](?!:)")
UNTITLED = ".untitled"
"""The class of a section whose heading shows in the outline only: its text is set without a heading."""


@dataclass(frozen=True)
class Part:
    """A heading line and the text below it, up to the next heading.

    line: the heading's line as it stands, with its line break (which only the last line of a file may lack).
    body: the text below, as it stands, line breaks included.
    """

    line: str
    body: str = ""

    @staticmethod
    def titled(
        level: int,
        heading: str,
        *,
        role: str | None = None,
        goal: int | None = None,
        untitled: bool = False,
        body: str = "",
    ) -> Part:
        """A part written from its values. level: 1 for the title, 2 for 一、. goal: length aimed at, in 字."""
        attributes = {key: str(value) for key, value in (("role", role), ("goal", goal)) if value is not None}
        flags = (UNTITLED,) if untitled else ()
        return Part(_heading_line(level, heading, flags, attributes), body)

    @cached_property
    def _match(self) -> tuple[int, str, str]:
        match = HEADING_LINE.match(self.line.rstrip("\n"))
        if match is None:
            return 0, self.line, ""
        rest = match["rest"] or ""
        attributes = _ATTRIBUTES.search(rest)
        if attributes is None or not _only_attributes(attributes["inner"]):
            return len(match[1]), rest.strip(), ""
        return len(match[1]), rest[: attributes.start()].strip(), attributes["inner"]

    @property
    def level(self) -> int:
        """1 for the title, 2 to 5 for 一、（一）1.（1）."""
        return self._match[0]

    @property
    def heading(self) -> str:
        """The heading's text, without attributes and without a number."""
        return self._match[1]

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """The heading's key=value attributes."""
        return {
            match["key"]: match["quoted"] if match["quoted"] is not None else match["bare"]
            for match in _ATTRIBUTE.finditer(self._match[2])
            if match["key"]
        }

    @property
    def flags(self) -> tuple[str, ...]:
        """The heading's classes and identifiers, with their dot or hash."""
        return tuple(match["flag"] for match in _ATTRIBUTE.finditer(self._match[2]) if match["flag"])

    @property
    def role(self) -> str | None:
        """The id of the section's role, if it carries one."""
        return self.attributes.get("role")

    @property
    def goal(self) -> int | None:
        """The length aimed at, in 字."""
        value = self.attributes.get("goal", "")
        return int(value) if value.isdecimal() else None

    @property
    def untitled(self) -> bool:
        """Whether the heading shows in the outline only."""
        return UNTITLED in self.flags

    @cached_property
    def guidance(self) -> str:
        """The template's line of advice for this part; shown beside the text, never exported."""
        comments = (comment_text(self.body[start:end]) for start, end in comment_spans(self.body))
        lines = (text.removeprefix(_GUIDANCE).strip() for text in comments if text.startswith(_GUIDANCE))
        return next(lines, "")

    @cached_property
    def prose(self) -> str:
        """The text below the heading without comments and note references, as a reader of the export sees it."""
        return NOTE_REFERENCE.sub("", without_comments(self.body)).strip()

    @property
    def empty(self) -> bool:
        """Whether nothing has been written below the heading."""
        return not self.prose

    def with_body(self, body: str) -> Part:
        """The part with another text below the heading; line breaks are added where the next heading needs them."""
        line = self.line if self.line.endswith("\n") else self.line + "\n"
        return Part(line, body if not body or body.endswith("\n") else body + "\n")

    def with_heading(self, heading: str) -> Part:
        """The part with another heading, its attributes kept."""
        return replace(self, line=_heading_line(self.level, heading, self.flags, self.attributes))

    def with_level(self, level: int) -> Part:
        """The part at another level, heading and attributes kept."""
        return replace(self, line=_heading_line(level, self.heading, self.flags, self.attributes))

    def with_attribute(self, key: str, value: str | None) -> Part:
        """The part with one attribute set, or removed where `value` is None."""
        attributes = {**self.attributes, key: value}
        kept = {name: text for name, text in attributes.items() if text is not None}
        return replace(self, line=_heading_line(self.level, self.heading, self.flags, kept))


@dataclass(frozen=True)
class Draft:
    """A draft.

    front: the YAML front matter with its --- lines, as it stands; empty where there is none.
    preamble: the text before the first heading.
    parts: the headings in order, each with its text; the first is usually the title.
    tail: the source notes at the end of the file, as they stand.
    """

    front: str = ""
    preamble: str = ""
    parts: tuple[Part, ...] = ()
    tail: str = ""

    @property
    def title(self) -> str:
        """The text of the first heading of level 1; empty where there is none."""
        return next((part.heading for part in self.parts if part.level == 1), "")

    @property
    def prose(self) -> str:
        """All text of the draft as a reader of the export sees it, headings included, a line break between parts."""
        pieces = [without_comments(self.preamble).strip()]
        for part in self.parts:
            pieces += ["" if part.untitled else part.heading, part.prose]
        return "\n".join(piece for piece in pieces if piece)

    def with_part(self, index: int, part: Part) -> Draft:
        """The draft with the part at `index` replaced."""
        return replace(self, parts=(*self.parts[:index], part, *self.parts[index + 1 :]))

    def with_parts(self, parts: tuple[Part, ...]) -> Draft:
        """The draft with other parts."""
        return replace(self, parts=parts)


def comments(text: str) -> tuple[tuple[int, int], ...]:
    """Where the comments of `text` stand, the line break after each included; one that is never closed is text."""
    return tuple((start, end + text.startswith("\n", end)) for start, end in comment_spans(text))


def without_comments(text: str) -> str:
    """`text` without its comments."""
    pieces: list[str] = []
    position = 0
    for start, end in comments(text):
        pieces.append(text[position:start])
        position = end
    return "".join([*pieces, text[position:]])


def _heading_line(level: int, heading: str, flags: tuple[str, ...], attributes: Mapping[str, str]) -> str:
    words = [*flags, *(f"{key}={_quoted(value)}" for key, value in attributes.items())]
    line = f"{'#' * level} {' '.join(heading.split())}".rstrip()
    return f"{line} {{{' '.join(words)}}}\n" if words else f"{line}\n"


def _quoted(value: str) -> str:
    clean = value.replace('"', "”")
    return f'"{clean}"' if not clean or re.search(r"[\s{}]", clean) else clean


def _only_attributes(inner: str) -> bool:
    """Whether the text between braces is attributes and nothing else, so that 加强{要点} stays a heading."""
    return bool(inner.strip()) and not _ATTRIBUTE.sub("", inner).strip()
