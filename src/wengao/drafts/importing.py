"""An old document as a draft, and the facts in it that a new occasion may have changed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.front_matter import DraftMetadata, write_front_matter
from wengao.drafts.markdown import write_draft
from wengao.drafts.model import Draft, Part
from wengao.prose.dates import find_dates
from wengao.prose.figures import find_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.corpus.models import Document, Section

_PLACE = re.compile(r"(?<![\u4e00-\u9fff])?[\u4e00-\u9fff]{2,3}(?:省|市|县|区|镇|乡|街道|村)(?![场域级间])")
_NOT_PLACES = re.compile(
    r"^(?:.*(?:全|各|我|本|该|城|驻|社|地|园|辖|县|市|乡|省|级|个|对|与|和|及|在|由|向|以|为|是|的|了|到|从).*)(?:省|市|县|区|镇|乡|街道|村)$"
)
_DEEPEST_LEVEL = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """Something in a draft that may no longer hold.

    kind: date 日期, figure 数字 or place 地名. text: as it stands. line: in the draft's file, from 1.
    """

    kind: str
    text: str
    line: int


def draft_of_document(document: Document) -> Draft:
    """The draft of an old document: its title, text and headings with their roles; the numbers follow from the tree."""
    front = write_front_matter(
        DraftMetadata(
            genre=document.genre, other={"imported_from": document.path, "imported_date": document.date or ""}
        )
    )
    title = Part.titled(1, document.title, body=_body(document.root))
    return Draft(
        front=front, parts=(title, *(part for child in document.root.children for part in _parts(child)))
    )


def facts_of(draft: Draft) -> tuple[Fact, ...]:
    """Dates, figures and places of a draft, in the order of its file; front matter left out."""
    skipped = draft.front.count("\n")
    found: list[Fact] = []
    for number, line in enumerate(write_draft(draft).split("\n")[skipped:], skipped + 1):
        dates = find_dates(line)
        found += [Fact("date", date.text, number) for date in dates]
        found += [
            Fact("figure", line[figure.start : figure.end].strip(), number)
            for figure in find_figures(line)
            if figure.unit and not any(date.start <= figure.start < date.end for date in dates)
        ]
        found += [
            Fact("place", match[0], number)
            for match in _PLACE.finditer(line)
            if not _NOT_PLACES.match(match[0])
        ]
    return tuple(found)


def _parts(section: Section) -> Iterator[Part]:
    level = min(section.level + 1, _DEEPEST_LEVEL)
    yield Part.titled(level, section.heading, role=section.role, body=_body(section))
    for child in section.children:
        yield from _parts(child)


def _body(section: Section) -> str:
    return "\n" + "".join(f"{_escaped(paragraph)}\n\n" for paragraph in section.paragraphs)


def _escaped(paragraph: str) -> str:
    """A paragraph that Markdown does not take for a heading, a note or a fence."""
    return f"\\{paragraph}" if re.match(r"#{1,6}(?:\s|$)|\[\^|```|~~~|<!--", paragraph) else paragraph
