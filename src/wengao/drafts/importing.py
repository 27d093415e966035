"""An old document as a draft: structure, roles and text kept, the numbers following from the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.model import Draft, Part
from wengao.markup.escaping import escaped_inline, escaped_line
from wengao.markup.front_matter import DraftMetadata, write_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.corpus.models import Document, Section

_DEEPEST_LEVEL = 5


def draft_of_document(document: Document) -> Draft:
    """The draft of an old document: its title, text and headings with their roles; the numbers follow from the tree."""
    front = write_front_matter(
        DraftMetadata(
            genre=document.genre,
            other={
                "imported_from": document.path,
                "imported_date": document.date or "",
                "imported_speaker": document.speaker,
            },
        )
    )
    title = Part.titled(1, document.title, body=_body(document.root))
    return Draft(
        front=front, parts=(title, *(part for child in document.root.children for part in _parts(child)))
    )


def _parts(section: Section) -> Iterator[Part]:
    level = min(section.level + 1, _DEEPEST_LEVEL)
    yield Part.titled(level, section.heading, role=section.role, body=_body(section))
    for child in section.children:
        yield from _parts(child)


def _body(section: Section) -> str:
    return "\n" + "".join(
        f"{escaped_line(escaped_inline(paragraph))}\n\n" for paragraph in section.paragraphs
    )
