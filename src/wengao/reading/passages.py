"""From a document to its passages: its text as numbered lines, headings and paragraphs, and what is cut out of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.aims import aims_of_heading, first_words
from wengao.language.dates import is_date_line
from wengao.language.genres import is_news
from wengao.language.numbering import split_enumerator
from wengao.language.numerals import chinese_numeral
from wengao.language.roles import role_inside, role_of_paragraph, role_of_sentence
from wengao.language.topics import topic_of_title
from wengao.reading.models import Passage
from wengao.reading.structure.attached import attachment_mark
from wengao.reading.structure.head import ROSTER, is_organ
from wengao.reading.structure.sections import closing_paragraphs, last_section
from wengao.reading.units import Unit, paragraph_units, starts_across

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.reading.models import Document, Section

_CLOSING = "closing"
_LAW = "规章制度"
_OF_LAWS = ("basis", "background", "purpose")
"""Roles of paragraphs of a law without chapters; its articles are worded like reports of meetings."""
_LAST_PART = 3
"""A text without headings closes (总之，……) in its last third."""
_REMARK = re.compile(r"^[（(][^（）()]{2,24}[）)]$")
"""（此件公开发布）, which stands in the last section and belongs to none."""
_LONGEST_IN_LIST = 40
_LABELLED_NAME = re.compile(r"^[^：:，。—]{1,3}[\s　]?[^：:，。—]{0,6}[：:]\s*[^，。；]{2,30}$")
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
        self._is_law = document.genre == _LAW
        self._is_news = is_news(document.genre)
        self._closing = closing_paragraphs(document.root)
        self._number = 0
        self._section = 0
        self._last = last_section(document.root)

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
        yield self._line(section, section.heading, f"{place}标题", path, section.role, is_heading=True)
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
                ends = (index + 1) * _LAST_PART >= len(section.paragraphs) * (_LAST_PART - 1)
                yield self._opening_line(text, index + 1, ends=ends and not section.children)
            else:
                role = self._role_inside(text, section.role)
                yield self._line(section, text, f"{place}第{index + 1}段", path, role)

    def _role_inside(self, text: str, role: str | None) -> str | None:
        """The role of a paragraph in a section of `role`; a headline of news gives its paragraphs none.

        A line with a number is one of the headlines that a bulletin opens with.
        """
        if _REMARK.match(text) or _stands_in_list(text) or (self._is_law and role is None):
            return None
        if self._is_news and role is None:
            return role_of_paragraph(text) if split_enumerator(text)[0] is None else None
        return role_inside(text, role)

    def _line(
        self,
        section: Section,
        text: str,
        place: str,
        path: tuple[str, ...],
        role: str | None,
        *,
        is_heading: bool = False,
    ) -> Line:
        line = Line(self._number, self._section, is_heading, text, section.level, role, place, path)
        self._number += 1
        return line

    def _opening_line(self, text: str, count: int, *, ends: bool) -> Line:
        """A line before any heading. ends: whether it stands in the last part of a text without headings."""
        role = role_of_paragraph(text)
        if (self._is_law and role not in _OF_LAWS) or (role == _CLOSING and not ends):
            role = None
        line = Line(self._number, 0, False, text, 0, role, f"{_OPENING_PLACE}第{count}段", ())
        self._number += 1
        return line

    def _closing_line(self, text: str, count: int) -> Line:
        role = role_inside(text, _CLOSING) and _CLOSING
        line = Line(self._number, self._section, False, text, 0, role, f"{_CLOSING_PLACE}第{count}段", ())
        self._number += 1
        return line


def _place(section: Section, position: int, above: str) -> str:
    """Where a section stands: 三 for 三、, behind it （一） and 1. as they are, for a heading without number its position.

    What is attached stands in 附件1, and 一、 below a heading without number in 第一部分.

    1.2 says by itself below what it stands.
    """
    if mark := attachment_mark(section.heading):
        return mark
    if section.enumerator[-1:].isdecimal():
        return section.enumerator
    if section.enumerator:
        return above + section.enumerator.removesuffix("、")
    if section.level > 1:
        return f"{above}（{chinese_numeral(position)}）"
    parts = any(
        child.enumerator.startswith("第") or child.enumerator.endswith("、") for child in section.children
    )
    return f"第{chinese_numeral(position)}部分" if parts else chinese_numeral(position)


def _stands_in_list(text: str) -> bool:
    """Whether a line is a name in a list, or one of a signature: 张三　水利局局长, 组　长：李四, 清川市人民政府."""
    return len(text) <= _LONGEST_IN_LIST and (
        ROSTER.match(text) is not None
        or _LABELLED_NAME.match(text) is not None
        or is_organ(text)
        or is_date_line(text)
    )


def _after_number(section: Section) -> str:
    """What sets a number apart from its heading: 第一章　总则, 1.2　适用范围."""
    apart = section.enumerator.startswith("第") or section.enumerator[-1:].isdecimal()
    return "　" if apart else ""


_ID_LENGTH = 12
_OF_USE_ALONE = ("quotation", "parallel", "point", "example")


def passages_of(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in the order of its text, a paragraph before what is cut out of it."""
    lines = document_lines(document)
    numbered = _Ids(document.id)
    found: list[Passage] = []
    for line, unit in _units(lines):
        found.append(
            Passage(
                id=numbered.next_id(unit.kind, unit.text),
                document_id=document.id,
                ordinal=len(found),
                kind=unit.kind,
                text=unit.text,
                role=line.role
                if unit.text == line.text
                else role_of_sentence(unit.text, line.role, quotes=unit.kind in _OF_USE_ALONE),
                level=line.level,
                heading_path=line.heading_path,
                place=line.place,
                paragraph=line.number,
                start=unit.start,
                end=unit.end,
            )
        )
    return tuple(found)


_SHORTEST_SERVING = 40
"""Characters of the shortest paragraph that can serve a section; what is shorter leads in or closes."""

_OF_FIRST_SENTENCE = 0.8
"""What an aim counts for that only the first sentence names, not the heading."""

_MARKED = 3.0
"""The weight of a heading's marks at which it is all about one aim."""


def aims_of(document: Document, passages: Sequence[Passage]) -> tuple[tuple[str, str, float], ...]:
    """The aims (用意) of the paragraphs of a document as passage id, aim and weight (0 to 1).

    The lowest heading above a paragraph tells what it is for, or else its first sentence.
    """
    topic = topic_of_title(document.title)
    found: list[tuple[str, str, float]] = []
    by_heading: dict[str, dict[str, float]] = {}
    for passage in passages:
        if passage.kind != "paragraph" or len(passage.text) < _SHORTEST_SERVING:
            continue
        heading = passage.heading_path[-1] if passage.heading_path else ""
        if heading not in by_heading:
            by_heading[heading] = aims_of_heading(heading, topic)
        weights = {aim: min(weight / _MARKED, 1.0) for aim, weight in by_heading[heading].items()}
        for aim, weight in aims_of_heading(first_words(passage.text), topic).items():
            weights[aim] = max(weights.get(aim, 0.0), min(weight / _MARKED, 1.0) * _OF_FIRST_SENTENCE)
        found += [(passage.id, aim, round(weight, 3)) for aim, weight in weights.items()]
    return tuple(found)


class _Ids:
    """Ids of passages: 12 hex digits of document, kind, text, and how often that text came before."""

    def __init__(self, document_id: str) -> None:
        self._document_id = document_id
        self._seen: dict[str, int] = {}

    def next_id(self, kind: str, text: str) -> str:
        """The id of the next passage of this kind and text."""
        key = f"{self._document_id}\0{kind}\0{text}"
        self._seen[key] = count = self._seen.get(key, 0) + 1
        return hashlib.sha256(f"{key}\0{count}".encode()).hexdigest()[:_ID_LENGTH]


def _units(lines: Sequence[Line]) -> Iterator[tuple[Line, Unit]]:
    paragraphs = [(line.number, line.section, line.text) for line in lines if not line.is_heading]
    across = starts_across(paragraphs)
    for line in lines:
        if line.is_heading:
            yield line, Unit("heading", line.text, 0, len(line.text))
            continue
        for unit in paragraph_units(line.text, across.get(line.number)):
            yield line, unit
