"""An old document as a draft: structure, roles and text kept, the numbers following from the tree."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from wengao.drafts.model import Draft, Part
from wengao.language.head_fields import (
    fields_of_head_line,
    fields_of_imprint_line,
    is_imprint,
    is_note_below,
)
from wengao.language.headings import is_issued, issued_names
from wengao.markup.blocks import MOST_COLUMNS
from wengao.markup.escaping import escaped_inline, escaped_line
from wengao.markup.front_matter import DraftMetadata, one_line_list, write_front_matter
from wengao.reading.notes import with_notes_marked
from wengao.reading.raw import NOTE_BEGINS, NOTE_ENDS
from wengao.reading.structure.attached import opens_attachment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wengao.reading.models import Document, Section
    from wengao.reading.raw import RawNote

_DEEPEST_LEVEL = 5
_NOTE_MARK = re.compile(f"{NOTE_BEGINS}([^{NOTE_ENDS}]*){NOTE_ENDS}")
_CELLS_APART = " | "
"""What sets the cells of a row apart in what is read of a table."""
_BETWEEN_CELLS = re.compile(r" ?(?:(?<=[ |])|^)\|(?= |$) ?")
"""The same where the first cell is empty, or another one, so that the spaces around it have become one."""


def draft_of_document(document: Document, notes: Sequence[RawNote] = ()) -> Draft:
    """The draft of an old document: its title, text and headings with their roles; the numbers follow from the tree.

    notes: where its text refers to its notes; they become footnotes.
    """
    noted = with_notes_marked(document, notes)
    texts = {label: escaped_inline(text) for label, text in noted.notes.items()}
    return with_footnotes(_draft(noted.document), texts)


def with_footnotes(draft: Draft, notes: Mapping[str, str]) -> Draft:
    """The draft with footnotes where its text is marked (see raw.note_mark), numbered in its order, their texts at the end.

    notes: the texts in Markdown, by label; the mark of any other is taken out.
    """
    numbers: dict[str, int] = {}

    def written(mark: re.Match[str]) -> str:
        if mark[1] not in notes:
            return ""
        return f"[^{numbers.setdefault(mark[1], len(numbers) + 1)}]"

    preamble = _NOTE_MARK.sub(written, draft.preamble)
    parts = [
        replace(part, line=_NOTE_MARK.sub(written, part.line), body=_NOTE_MARK.sub(written, part.body))
        for part in draft.parts
    ]
    texts = "".join(f"[^{number}]: {notes[label]}\n" for label, number in numbers.items())
    if texts and parts:
        parts[-1] = replace(parts[-1], body=f"{parts[-1].body.rstrip(chr(10))}\n\n{texts}")
    elif texts:
        preamble = f"{preamble.rstrip(chr(10))}\n\n{texts}"
    return replace(draft, preamble=preamble, parts=tuple(parts))


def _draft(document: Document) -> Draft:
    head, opening = _head_of(document)
    title = Part.titled(1, document.title, body=_body(opening))
    issued = issued_names(text for section in document.root.walk() for text in section.paragraphs)
    parts = (
        title,
        *(
            part
            for child in document.root.children
            for part in _parts(child, down=not _stands_apart(child, issued))
        ),
    )
    parts = _signed(parts, document.signature)
    imprint: dict[str, Any] = {}
    if head:
        parts, imprint = _without_imprint(parts)
    front = write_front_matter(
        DraftMetadata(
            genre=document.genre,
            fields={**head, **imprint},
            other={
                "imported_from": document.path,
                "imported_date": document.date or "",
                "imported_speaker": document.speaker,
                "imported_organ": document.organ,
            },
        )
    )
    return Draft(front=front, parts=parts)


def _head_of(document: Document) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The elements of a red head, as fields, and the paragraphs below the title without their lines.

    Only where the document's number is among them: else a line of digits may be anything.
    """
    fields: dict[str, Any] = {}
    paragraphs = document.root.paragraphs
    count = 0
    while count < len(paragraphs) and (found := fields_of_head_line(paragraphs[count])):
        fields |= {
            name: one_line_list(value) if isinstance(value, list) else value for name, value in found.items()
        }
        count += 1
    if "doc_number" not in fields:
        return {}, paragraphs
    organs = [name for name in document.organ.split("、") if name]
    if organs:
        fields = {"organ": one_line_list(organs) if len(organs) > 1 else organs[0], **fields}
    return fields, paragraphs[count:]


def _without_imprint(parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], dict[str, Any]]:
    """The parts without the imprint (版记) at the end of the text or of the whole, and its elements as fields."""
    fields: dict[str, Any] = {}
    changed = list(parts)
    for at in sorted({_end_of_text(parts), len(parts) - 1}):
        blocks = changed[at].body.rstrip("\n").split("\n\n")
        while len(blocks) > 1 and (found := fields_of_imprint_line(blocks[-1])):
            fields = {**found, **fields}
            blocks.pop()
        if len(blocks) < len(changed[at].body.rstrip("\n").split("\n\n")):
            changed[at] = replace(changed[at], body="\n\n".join(blocks) + "\n\n")
    return tuple(changed), fields


def _end_of_text(parts: Sequence[Part]) -> int:
    """The last part before what is attached or put out."""
    return next((at for at, part in enumerate(parts) if at and part.level == 1), len(parts)) - 1


def _parts(section: Section, *, down: bool) -> Iterator[Part]:
    """The parts of a section. down: whether it stands below the title, and is no attachment, which has a title itself."""
    level = min(section.level + down, _DEEPEST_LEVEL)
    yield Part.titled(level, section.heading, role=section.role, body=_body(section.paragraphs))
    for child in section.children:
        yield from _parts(child, down=down)


def _stands_apart(section: Section, issued: frozenset[str]) -> bool:
    """Whether a section is an attachment, or what the text puts out (印发): each is a paper of its own behind the text."""
    return opens_attachment(section.heading) or is_issued(section.heading, issued)


def _signed(parts: tuple[Part, ...], signature: Sequence[str]) -> tuple[Part, ...]:
    """The parts with the signature (落款) at the end of the text, before what is attached or put out, as its last lines.

    Only a note (附注) and an imprint (版记) stand below it.
    """
    if not signature:
        return parts
    after = _end_of_text(parts) + 1
    last = parts[after - 1]
    blocks = last.body.rstrip("\n").split("\n\n")
    end = len(blocks)
    while end and (is_note_below(blocks[end - 1]) or is_imprint(blocks[end - 1])):
        end -= 1
    below = "".join(f"{block}\n\n" for block in blocks[end:])
    above = "\n\n".join(blocks[:end])
    return (
        *parts[: after - 1],
        replace(last, body=above + _body(signature, "\n\n") + below),
        *parts[after:],
    )


def _body(paragraphs: Sequence[str], before: str = "\n") -> str:
    """Paragraphs as the body of a part; rows that follow one another, cells set apart by |, are a table."""
    blocks: list[str] = []
    for tabular, group in groupby(paragraphs, _is_row):
        rows = list(group)
        if tabular and len(rows) > 1:
            blocks.append(_table([_BETWEEN_CELLS.split(row) for row in rows]))
        else:
            blocks += [escaped_line(escaped_inline(paragraph)) for paragraph in rows]
    return before + "".join(f"{block}\n\n" for block in blocks)


def _is_row(paragraph: str) -> bool:
    return (_CELLS_APART in paragraph or paragraph.startswith(_CELLS_APART.lstrip())) and paragraph.count(
        _CELLS_APART
    ) < MOST_COLUMNS


def _table(rows: Sequence[Sequence[str]]) -> str:
    width = max(map(len, rows))
    lines = [
        "| " + " | ".join(escaped_inline(cell.strip()) for cell in (*row, *[""] * (width - len(row)))) + " |"
        for row in rows
    ]
    return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
