"""The Word writer: a draft and a layout in, a .docx file out.

docx is loaded only when a file is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from typing import TYPE_CHECKING, Any

from wengao.drafts.sources import source_notes
from wengao.drafts.store import write_atomically
from wengao.errors import UnknownNameError
from wengao.export.blocks import note_definitions, printable
from wengao.export.composition import compose
from wengao.export.inline import read_inline
from wengao.export.particulars import Particulars, particulars_of
from wengao.export.printed import Mark, Printed
from wengao.prose.sentences import count_characters
from wengao.prose.slots import find_slots

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.export.layout import Layout

_FIELD_LABELS = {
    "organ": "单位（fields.organ）",
    "speaker": "姓名（fields.speaker）",
    "date": "日期（fields.date）",
}
SOURCE_FORMS = ("none", "comments", "appendix")
"""What may be done with source notes: leave them out, set them as comments, or list them on a page at the end."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    path: the file. characters: 字 of the text, headings and numbers included. slots_left: gaps 【…】 still to be filled.
    notes: what the drafter should know (Chinese).
    """

    path: Path
    characters: int
    slots_left: int
    notes: tuple[str, ...] = ()


def export_word(
    draft: Draft,
    path: Path,
    *,
    layout: Layout,
    created: datetime,
    toc: bool = False,
    sources: str = "none",
    speaker: str = "",
    date: str = "",
) -> ExportReport:
    """Write `draft` as a Word file to `path`; an existing file is replaced in one step or left whole.

    created: the time the file says it was made. toc: with a table of contents. sources: one of SOURCE_FORMS.
    speaker, date (ISO): for the lines under the title, instead of the draft's fields.

    Raises InputError where the draft shows a picture or the file cannot be written, UnknownNameError for another word
    in `sources`.
    """
    if sources not in SOURCE_FORMS:
        raise UnknownNameError("出处形式", sources, SOURCE_FORMS)
    particulars = particulars_of(draft, speaker=speaker, date=date)
    blocks = compose(draft, layout, particulars)
    data = word_bytes(draft, blocks, layout=layout, created=created, toc=toc, sources=sources)
    write_atomically(path, data)
    text = "\n".join(block.text for block in blocks)
    return ExportReport(
        path=path,
        characters=count_characters(text),
        slots_left=len(find_slots(text)),
        notes=_notes(draft, blocks, layout, particulars, toc=toc, sources=sources),
    )


def word_bytes(
    draft: Draft, blocks: Sequence[Printed], *, layout: Layout, created: datetime, toc: bool, sources: str
) -> bytes:
    """The file of the printed `blocks` of `draft`; see export_word."""
    from wengao.export.word.body import set_block
    from wengao.export.word.contents import listed_headings, mark_heading, set_contents
    from wengao.export.word.package import open_base, package_bytes
    from wengao.export.word.sources import placed_sources, set_appendix, set_comments

    paper = next((block for block in blocks if isinstance(block, Mark) and block.on_paper), None)
    document = open_base(layout, paper)
    listed = listed_headings(blocks, layout.contents.levels) if toc else {}
    if listed:
        set_contents(document, layout, blocks, paper)
    runs = [set_block(document, layout, block) for block in blocks]
    for index in listed:
        mark_heading(runs[index], index)
    placed = placed_sources(draft, blocks)
    made = created.astimezone(UTC) if created.tzinfo else created
    if sources == "comments":
        set_comments(document, placed, runs, made)
    elif sources == "appendix" and placed:
        set_appendix(document, layout, placed)
    _set_properties(document, draft, made)
    return package_bytes(document)


def _set_properties(document: Any, draft: Draft, made: datetime) -> None:
    """The file's properties: its title and when it was made; no author, for that is nobody's business but the drafter's."""
    properties = document.core_properties
    properties.title = printable(read_inline(draft.title).text)[:255]
    properties.created = made
    properties.modified = made


def _notes(
    draft: Draft,
    blocks: Sequence[Printed],
    layout: Layout,
    particulars: Particulars,
    *,
    toc: bool,
    sources: str,
) -> tuple[str, ...]:
    from wengao.export.word.contents import listed_headings
    from wengao.export.word.sources import placed_sources

    notes = []
    if toc:
        listed = listed_headings(blocks, layout.contents.levels)
        notes.append(
            "目录页码按版式推算，定稿前请在 Word 里右键目录选“更新域”"
            if listed
            else "文稿没有分级标题，没有生成目录"
        )
    notes += _missing_lines(draft, layout, particulars)
    if sources != "none" and not placed_sources(draft, blocks):
        notes.append("正文没有引用出处")
    dropped = _footnotes(draft) - {note.id for note in source_notes(draft)}
    if dropped:
        notes.append(
            f"有 {len(dropped)} 条脚注没有导出（出处以外的脚注不进 Word）：{'、'.join(sorted(dropped))}"
        )
    return tuple(notes)


def _missing_lines(draft: Draft, layout: Layout, particulars: Particulars) -> list[str]:
    """The lines under the title that the layout expects and the draft gives nothing for."""
    missing = [_FIELD_LABELS[name] for name in layout.title.expected if not particulars.line(name)]
    if not missing or not draft.title:
        return []
    return [f"标题下没有印{'、'.join(missing)}：文首信息里没有填"]


def _footnotes(draft: Draft) -> set[str]:
    texts = (draft.preamble, *(part.body for part in draft.parts), draft.tail)
    return {label for text in texts for label in note_definitions(text)}
