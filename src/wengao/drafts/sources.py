"""Source notes: where an inserted passage came from, kept in the draft's file as a footnote."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.drafts.markdown import write_draft
from wengao.markup.inline import NOTE_REFERENCE

if TYPE_CHECKING:
    from wengao.drafts.model import Draft
    from wengao.reading.models import Document, Passage

_NOTE = re.compile(
    r"^\[\^(?P<id>[^\[\]\s]+)\]:\s*出处：《(?P<title>.*)》(?P<place>[^，〔》]*)(?:，(?P<date>[\d-]+)\s*)?"
    r"〔passage (?P<passage>[0-9a-f]+)〕(?:〔text (?P<digest>[0-9a-f]+)〕)?[ \t]*$",
    re.MULTILINE,
)
_DIGEST_LENGTH = 12


@dataclass(frozen=True, slots=True)
class SourceNote:
    """Where a passage came from.

    id: the footnote's label, such as s1. title: the document's. place: such as 三（一）第2段. date: ISO, may be empty.
    passage_id: the passage in the library. digest: of the text as it was inserted, 12 hex digits; may be empty.
    """

    id: str
    title: str
    place: str
    date: str
    passage_id: str
    digest: str = ""

    def line(self) -> str:
        """The footnote as it stands in the draft's file."""
        date = f"，{self.date}" if self.date else ""
        digest = f"〔text {self.digest}〕" if self.digest else ""
        return f"[^{self.id}]: 出处：《{self.title}》{self.place}{date} 〔passage {self.passage_id}〕{digest}"

    def reference(self) -> str:
        """The mark that stands after the inserted text."""
        return f"[^{self.id}]"


def text_digest(text: str) -> str:
    """The digest of an inserted text that a source note keeps."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:_DIGEST_LENGTH]


def source_notes(draft: Draft) -> tuple[SourceNote, ...]:
    """The source notes of a draft, wherever in the file they stand; other footnotes are not source notes."""
    return tuple(
        SourceNote(
            match["id"],
            match["title"],
            match["place"],
            match["date"] or "",
            match["passage"],
            match["digest"] or "",
        )
        for match in _NOTE.finditer(write_draft(draft))
    )


def next_note_id(draft: Draft) -> str:
    """A label that no footnote of the draft has: s1, s2, …"""
    used = set(re.findall(r"\[\^([^\[\]\s]+)\]", write_draft(draft)))
    number = 1
    while f"s{number}" in used:
        number += 1
    return f"s{number}"


def source_note(draft: Draft, passage: Passage, document: Document, text: str) -> SourceNote:
    """The note for `text` (the passage, perhaps changed) on its way into `draft`."""
    return SourceNote(
        id=next_note_id(draft),
        title=document.title.replace("\n", ""),
        place=passage.place,
        date=document.date or "",
        passage_id=passage.id,
        digest=text_digest(text),
    )


def add_note(draft: Draft, note: SourceNote) -> Draft:
    """The draft with `note` as the last line of its file."""
    written = write_draft(draft)
    if draft.tail:
        gap = "" if draft.tail.endswith("\n") else "\n"
    else:
        gap = "" if written.endswith("\n\n") else "\n" if written.endswith("\n") else "\n\n"
    if draft.tail or not draft.parts:
        return replace(draft, tail=f"{draft.tail}{gap}{note.line()}\n")
    last = draft.parts[-1]
    return replace(
        draft, parts=(*draft.parts[:-1], replace(last, body=last.body + gap)), tail=f"{note.line()}\n"
    )


def drop_unreferenced_notes(draft: Draft) -> Draft:
    """The draft without the source notes that no mark in the text points to any more."""
    referenced = set(NOTE_REFERENCE.findall(write_draft(draft)))
    kept = [
        line
        for line in draft.tail.splitlines(keepends=True)
        if not (match := _NOTE.match(line)) or match["id"] in referenced
    ]
    return replace(draft, tail="".join(kept))
