"""A document's text as a numbered sequence of lines: headings and paragraphs in the order they are read."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.corpus.structure import closing_paragraphs
from wengao.language.numerals import chinese_numeral
from wengao.language.roles import role_inside, role_of_paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.corpus.models import Document, Section

_CLOSING = "closing"
_OPENING_PLACE = "开头"
_CLOSING_PLACE = "结尾"


@dataclass(frozen=True, slots=True)
class Line:
    """One heading or paragraph of a document.

    number: its index among headings and paragraphs. section: index of its section in Section.walk order.
    level: of the heading, or of the section a paragraph stands in. place: 三（一）第2段, 三（一）标题.
    heading_path: the headings above it, with their numbers.
    """

    number: int
    section: int
    is_heading: bool
    text: str
    level: int
    role: str | None
    place: str
    heading_path: tuple[str, ...]


def document_lines(document: Document) -> tuple[Line, ...]:
    """The lines of a document, in order."""
    return tuple(_Numbered(document).lines())


class _Numbered:
    """One pass over the tree, counting lines and sections."""

    def __init__(self, document: Document) -> None:
        self._root = document.root
        self._closing = closing_paragraphs(document.root)
        self._number = 0
        self._section = 0
        sections = list(document.root.walk())
        self._last = sections[-1]

    def lines(self) -> Iterator[Line]:
        """Every line, root paragraphs first."""
        yield from self._paragraphs(self._root, "", ())
        for position, child in enumerate(self._root.children, 1):
            yield from self._section_lines(child, position, "", ())

    def _section_lines(
        self, section: Section, position: int, place: str, path: tuple[str, ...]
    ) -> Iterator[Line]:
        self._section += 1
        place = _place(section, position, place)
        yield self._line(section, section.heading, f"{place}标题", path, is_heading=True)
        path = (*path, section.enumerator + _after_number(section) + section.heading)
        yield from self._paragraphs(section, place, path)
        for child_position, child in enumerate(section.children, 1):
            yield from self._section_lines(child, child_position, place, path)

    def _paragraphs(self, section: Section, place: str, path: tuple[str, ...]) -> Iterator[Line]:
        closing_from = (
            len(section.paragraphs) - self._closing if section is self._last else len(section.paragraphs)
        )
        for index, text in enumerate(section.paragraphs):
            if index >= closing_from:
                yield self._closing_line(text, index - closing_from + 1)
            elif section is self._root:
                yield self._opening_line(text, index + 1)
            else:
                line = self._line(section, text, f"{place}第{index + 1}段", path)
                yield replace(line, role=role_inside(text, line.role))

    def _line(
        self, section: Section, text: str, place: str, path: tuple[str, ...], *, is_heading: bool = False
    ) -> Line:
        line = Line(self._number, self._section, is_heading, text, section.level, section.role, place, path)
        self._number += 1
        return line

    def _opening_line(self, text: str, count: int) -> Line:
        line = Line(
            self._number, 0, False, text, 0, role_of_paragraph(text), f"{_OPENING_PLACE}第{count}段", ()
        )
        self._number += 1
        return line

    def _closing_line(self, text: str, count: int) -> Line:
        line = Line(self._number, self._section, False, text, 0, _CLOSING, f"{_CLOSING_PLACE}第{count}段", ())
        self._number += 1
        return line


def _place(section: Section, position: int, above: str) -> str:
    """Where a section stands: 三 for 三、, behind it （一） and 1. as they are, for a heading without number its position.

    1.2 says by itself below what it stands.
    """
    if section.enumerator[-1:].isdecimal():
        return section.enumerator
    if section.enumerator:
        return above + section.enumerator.removesuffix("、")
    return above + (chinese_numeral(position) if section.level == 1 else f"（{chinese_numeral(position)}）")


def _after_number(section: Section) -> str:
    """What sets a number apart from its heading: 第一章　总则, 1.2　适用范围."""
    apart = section.enumerator.startswith("第") or section.enumerator[-1:].isdecimal()
    return "　" if apart else ""
