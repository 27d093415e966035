"""Reading a draft for the rules: what is printed of it, paragraph by paragraph, and nothing else.

One line of the file is one paragraph, as drafters write; each cell of a table is one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.markdown import write_draft
from wengao.drafts.outline import parents_of
from wengao.drafts.sources import source_notes
from wengao.markup import blocks
from wengao.markup.blocks import read_lines
from wengao.markup.inline import plain, read_inline
from wengao.review.pattern import Pattern
from wengao.review.text import Kind, NoteReference, Paragraph, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.drafts.model import Draft, Part
    from wengao.markup.inline import Inline
    from wengao.markup.stretches import Stretch

_SPACE = " \t\u3000\xa0"
_KINDS = {
    blocks.Kind.ITEM: Kind.LIST,
    blocks.Kind.QUOTE: Kind.QUOTATION,
    blocks.Kind.ROW: Kind.TABLE,
    blocks.Kind.CAPTION: Kind.TABLE,
    blocks.Kind.PICTURE: Kind.TABLE,
}
_SALUTATION_LENGTH = 40
_ADDRESSED = Pattern(
    r"同志|各位|领导|来宾|朋友|代表|委员|战友|主任|主席|书记|政府|党委|[市县区镇乡街道]委|办公室|单位|部门|[局部厅委办][：:]$"
)


def read_draft(draft: Draft) -> Reading:
    """The reading of `draft`. Time is in proportion to its length."""
    paragraphs = list(_text_paragraphs(draft.preamble, len(draft.front), 0, None, None))
    start = len(draft.front) + len(draft.preamble)
    titled = False
    for index, (part, role) in enumerate(zip(draft.parts, _roles(draft.parts), strict=True)):
        heading = _heading_paragraph(part, start, index, role, title=part.level == 1 and not titled)
        if heading is not None:
            paragraphs.append(heading)
            titled = titled or heading.kind is Kind.TITLE
        start += len(part.line)
        paragraphs += _text_paragraphs(part.body, start, part.level, index, role)
        start += len(part.body)
    notes = {note.id: note for note in source_notes(draft)}
    return Reading(draft, write_draft(draft), tuple(paragraphs), notes=notes)


def _roles(parts: tuple[Part, ...]) -> list[str | None]:
    roles: list[str | None] = []
    for part, parent in zip(parts, parents_of(parts), strict=True):
        roles.append(part.role or (roles[parent] if parent is not None else None))
    return roles


def _heading_paragraph(
    part: Part, start: int, index: int, role: str | None, *, title: bool
) -> Paragraph | None:
    if part.untitled or not part.heading:
        return None
    [line, *_] = read_lines(part.line)
    kind = Kind.TITLE if title else Kind.HEADING
    return _paragraph(kind, line.content, line.inline, start, (part.level, index, role))


def _text_paragraphs(
    text: str, offset: int, level: int, part: int | None, role: str | None
) -> Iterator[Paragraph]:
    """The paragraphs of a part's text, which stands in the file from `offset`."""
    for line in read_lines(text):
        kind = Kind.BODY if line.silent or line.shown_mark[:1].isdigit() else _KINDS.get(line.kind, Kind.BODY)
        for stretch in (
            () if line.silent else line.cells or (line.marked if kind is Kind.BODY else line.content,)
        ):
            inline = plain(stretch.text) if line.kind is blocks.Kind.CODE else read_inline(stretch.text)
            paragraph = _paragraph(kind, stretch, inline, offset, (level, part, role))
            if paragraph is not None:
                yield paragraph


def _paragraph(
    kind: Kind, stretch: Stretch, inline: Inline, offset: int, where: tuple[int, int | None, str | None]
) -> Paragraph | None:
    """The paragraph of a stretch of a text that stands in the file from `offset`; None where nothing is left to read."""
    visible, file, length = [], [], 0
    for run in inline.runs:
        if run.piece.struck:
            continue
        size = len(run.piece.text)
        for position, source, end in stretch.between(run.start, run.start + size).runs():
            if end > source:
                visible.append(length + position)
                file.append(offset + source)
        length += size
    text = inline.text.rstrip(_SPACE)
    if not text.strip():
        return None
    notes = tuple(NoteReference(mark.id, mark.position) for mark in inline.marks)
    level, part, role = where
    shown = Kind.SALUTATION if kind is Kind.BODY and _is_salutation(text) else kind
    return Paragraph(shown, text, level, part, role, notes, tuple(visible), tuple(file))


def _is_salutation(text: str) -> bool:
    """Whether a paragraph addresses its readers: 同志们： or 各县（区）人民政府：."""
    if len(text) > _SALUTATION_LENGTH or text[-1] not in "：:" or any(mark in text for mark in "。；，"):
        return False
    return bool(_ADDRESSED.search(text))
