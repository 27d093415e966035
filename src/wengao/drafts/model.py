"""The draft as a value.

A draft keeps its file's text whole, cut at its headings. Everything else (level, role, notes, outline) is read off that
text, so whatever wengao does not understand stays where it stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from wengao.markup.blocks import visible_text
from wengao.markup.headings import UNTITLED, HeadingLine, break_spans, read_heading, write_heading
from wengao.markup.inline import read_inline
from wengao.markup.stretches import comment_spans, comment_text, stretch_of

if TYPE_CHECKING:
    from collections.abc import Mapping

_GUIDANCE = "提示："


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
        return Part(write_heading(level, heading, flags, attributes), body)

    @cached_property
    def _heading(self) -> HeadingLine:
        return self._read((*comment_spans(self.line), *break_spans(self.line)))

    def _read(self, without: tuple[tuple[int, int], ...]) -> HeadingLine:
        bare = stretch_of(self.line, 0, len(self.line), without).text
        return read_heading(bare) or HeadingLine(0, bare, 0, {})

    @property
    def level(self) -> int:
        """1 for the title, 2 to 5 for 一、（一）1.（1）."""
        return self._heading.level

    @property
    def heading(self) -> str:
        """The heading's text, without attributes, without a number and without marks of a break."""
        return self._heading.text

    @property
    def written_heading(self) -> str:
        """The heading's text as the drafter wrote it, with the marks of a break that a title may have."""
        return self._read(comment_spans(self.line)).text if break_spans(self.line) else self.heading

    @property
    def line_without_attributes(self) -> str:
        """The line up to where the heading's text ends, comments in it included; all of it where it is no heading."""
        heading = read_heading(self.line)
        return self.line if heading is None else self.line[: heading.start + len(heading.text)]

    @property
    def attributes(self) -> Mapping[str, str]:
        """The heading's key=value attributes."""
        return self._heading.attributes

    @property
    def flags(self) -> tuple[str, ...]:
        """The heading's classes and identifiers, with their dot or hash."""
        return self._heading.flags

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
        """The text below the heading as a reader of the export sees it; see markup.visible_text."""
        return visible_text(self.body)

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
        return self._with_line(self.level, heading, self.attributes)

    def with_level(self, level: int) -> Part:
        """The part at another level, heading and attributes kept."""
        heading = self.written_heading if level == self.level else self.heading
        return self._with_line(level, heading, self.attributes)

    def with_flag(self, flag: str, *, there: bool = True) -> Part:
        """The part with a class or identifier (with its dot or hash) on its heading, or without it."""
        if (flag in self.flags) == there:
            return self
        kept = tuple(one for one in self.flags if one != flag)
        return self._with_line(
            self.level, self.written_heading, self.attributes, (*kept, flag) if there else kept
        )

    def _with_line(
        self, level: int, heading: str, attributes: Mapping[str, str], flags: tuple[str, ...] | None = None
    ) -> Part:
        """The part under another line; comments that stood on the old one stay."""
        comments = "".join(f" {self.line[start:end]}" for start, end in comment_spans(self.line))
        line = write_heading(level, heading, self.flags if flags is None else flags, attributes)
        return replace(self, line=f"{line[:-1]}{comments}\n")


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
        pieces = [visible_text(self.preamble)]
        for part in self.parts:
            pieces += ["" if part.untitled else read_inline(part.heading).text, part.prose]
        return "\n".join(piece for piece in pieces if piece)

    def with_part(self, index: int, part: Part) -> Draft:
        """The draft with the part at `index` replaced."""
        return replace(self, parts=(*self.parts[:index], part, *self.parts[index + 1 :]))

    def with_parts(self, parts: tuple[Part, ...]) -> Draft:
        """The draft with other parts."""
        return replace(self, parts=parts)
