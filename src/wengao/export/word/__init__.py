"""The Word writer: a draft and a layout in, a .docx file out.

docx is loaded only when a file is written.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from wengao.export.printed import Mark, Table
from wengao.markup.inline import read_inline
from wengao.markup.stretches import printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.export.choices import ExportChoices
    from wengao.export.footnotes import Footnote
    from wengao.export.layout import Layout
    from wengao.export.particulars import Particulars
    from wengao.export.printed import Printed

_FIELD_LABELS = {
    "organ": "单位（fields.organ）",
    "speaker": "姓名（fields.speaker）",
    "date": "日期（fields.date）",
}


def word_bytes(
    draft: Draft,
    blocks: Sequence[Printed],
    *,
    layout: Layout,
    created: datetime,
    choices: ExportChoices,
    footnotes: Mapping[str, Footnote],
    folder: Path | None = None,
) -> bytes:
    """The .docx file of the printed `blocks` of `draft`; the same bytes for the same arguments.

    folder: where the draft lies, and its pictures beside it.
    """
    from wengao.export.word.comments import Comment, comments_of, set_comments
    from wengao.export.word.contents import listed_headings, mark_heading, set_contents, set_outline
    from wengao.export.word.package import open_base, package_bytes
    from wengao.export.word.sections import set_blocks
    from wengao.export.word.sources import placed_sources, set_appendix

    paper = next((block for block in blocks if isinstance(block, Mark) and block.on_paper), None)
    turned = any(isinstance(block, Table) and block.on_its_side for block in blocks)
    document = open_base(layout, paper, footnotes, on_its_side=turned)
    numbers = {label: footnote.number for label, footnote in footnotes.items()}
    listed = listed_headings(blocks, layout.contents.levels) if choices.toc else {}
    if choices.outline:
        set_outline(document, layout, blocks, paper)
    if listed:
        set_contents(document, layout, blocks, paper)
    placed = placed_sources(draft, blocks)
    appended = choices.sources == "appendix" and bool(placed)
    runs = set_blocks(document, layout, blocks, numbers, folder, more_follows=appended)
    for index in listed:
        mark_heading(runs[index], index)
    made = created.astimezone(UTC) if created.tzinfo else created
    comments = list(comments_of(choices.remarks, blocks))
    if choices.sources == "comments":
        comments = [*(Comment(source.block, f"出处：{source.text}") for source in placed), *comments]
    elif appended:
        set_appendix(document, layout, placed)
    set_comments(document, comments, runs, made)
    _set_properties(document, draft, made)
    return package_bytes(document)


def _set_properties(document: Any, draft: Draft, made: datetime) -> None:
    """The file's properties: its title and when it was made; no author, for that is nobody's business but the drafter's."""
    properties = document.core_properties
    properties.title = printable(read_inline(draft.title).text)[:255]
    properties.created = made
    properties.modified = made


def export_notes(
    draft: Draft, blocks: Sequence[Printed], layout: Layout, particulars: Particulars, choices: ExportChoices
) -> tuple[str, ...]:
    """What the drafter should know about the file, in Chinese."""
    from wengao.export.word.contents import listed_headings
    from wengao.export.word.sources import placed_sources

    notes = []
    if choices.toc:
        listed = listed_headings(blocks, layout.contents.levels)
        notes.append(
            "目录页码按版式推算，定稿前请在 Word 里右键目录选“更新域”"
            if listed
            else "文稿没有分级标题，没有生成目录"
        )
    notes += _missing_lines(draft, layout, particulars)
    if choices.sources != "none" and not placed_sources(draft, blocks):
        notes.append("正文没有引用出处")
    return tuple(notes)


def _missing_lines(draft: Draft, layout: Layout, particulars: Particulars) -> list[str]:
    """The lines under the title that the layout expects and the draft gives nothing for."""
    missing = [_FIELD_LABELS[name] for name in layout.title.expected if not particulars.line(name)]
    if not missing or not draft.title:
        return []
    return [f"标题下没有印{'、'.join(missing)}：文首信息里没有填"]
