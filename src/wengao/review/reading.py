"""Reading a draft for the rules: Markdown marks, front matter, comments, notes and code are left out.

One line of the file is one paragraph, as drafters write.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.markdown import write_draft
from wengao.drafts.outline import parents_of
from wengao.drafts.sources import source_notes
from wengao.prose.comments import comment_spans
from wengao.review.pattern import Pattern
from wengao.review.text import Kind, NoteReference, Paragraph, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.drafts.model import Draft, Part

_FENCE = Pattern(r" {0,3}(`{3,}|~{3,})")
_NOTE_DEFINITION = Pattern(r"\[\^[^\]\s]{1,64}\]:")
_TABLE_RULE_SIGNS = " \t:|-"
_QUOTE_MARK = Pattern(r"(?:[ \t]{0,3}>[ \t]?){1,8}")
_BULLET = Pattern(r"[ \t]*[-*+][ \t]+")
_SPACE = " \t\u3000\xa0"
_MARKUP = Pattern(
    r"\[\^(?P<note>[^\]\s]{1,64})\]"
    r"|(?P<mark>\*{1,3}|\\(?=[!-/:-@\[-`{-~])|`[^`\n]{0,200}`|</?[A-Za-z][^<>\n]{0,100}>)"
    r"|(?P<image>!\[[^\[\]\n]{0,200}\]\([^()\n]{0,500}\))"
    r"|(?P<open>\[)[^\[\]\n]{1,200}(?P<close>\]\([^()\n]{1,500}\))"
)
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
    begin = part.line.index(part.heading, part.level)
    kind = Kind.TITLE if title else Kind.HEADING
    line = _Line(kind, start + begin, start + begin + len(part.heading))
    return _paragraph(part.line, start, line, comment_spans(part.line), (part.level, index, role))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file to be read: start and end are offsets in the file, marks of lists and quotations left out."""

    kind: Kind
    start: int
    end: int


def _text_paragraphs(
    text: str, offset: int, level: int, part: int | None, role: str | None
) -> Iterator[Paragraph]:
    comments = comment_spans(text)
    for line in _lines(text, offset, comments):
        paragraph = _paragraph(text, offset, line, comments, (level, part, role))
        if paragraph is not None:
            yield paragraph


def _lines(text: str, offset: int, comments: tuple[tuple[int, int], ...]) -> Iterator[_Line]:
    """The lines of `text` that hold something to read."""
    fence, in_note, start, comment = "", False, 0, 0
    for raw in text.split("\n"):
        line_start, start = start, start + len(raw) + 1
        while comment < len(comments) and comments[comment][1] <= line_start:
            comment += 1
        in_comment = comment < len(comments) and comments[comment][0] < line_start
        if in_comment and comments[comment][1] >= line_start + len(raw):
            continue
        mark = _FENCE.match(raw)
        if mark is not None and not fence:
            fence = mark[1]
            continue
        if fence:
            closes = mark is not None and mark[1].startswith(fence) and not raw.strip().strip(fence[0])
            fence = "" if closes else fence
            continue
        in_note = bool(_NOTE_DEFINITION.match(raw)) or (in_note and raw[:1] in (" ", "\t"))
        if in_note or not raw.strip() or _is_rule(raw):
            continue
        yield from _classified(raw, offset + line_start)


def _is_rule(raw: str) -> bool:
    """Whether a line is a rule or a fence of Markdown's: ---, * * *, :::."""
    signs = "".join(raw.split())
    return signs.startswith(":::") or (len(signs) >= 3 and signs[0] in "-*=" and not signs.strip(signs[0]))


def _classified(raw: str, start: int) -> Iterator[_Line]:
    stripped = raw.lstrip(_SPACE)
    if stripped.startswith("|") and stripped.rstrip().endswith("|"):
        if raw.strip(_TABLE_RULE_SIGNS):
            yield from _cells(raw, start)
        return
    kind, begin = Kind.BODY, 0
    if quote := _QUOTE_MARK.match(raw):
        kind, begin = Kind.QUOTATION, quote.end()
    elif bullet := _BULLET.match(raw):
        kind, begin = Kind.LIST, bullet.end()
    yield _Line(kind, start + begin, start + len(raw))


def _cells(raw: str, start: int) -> Iterator[_Line]:
    position = raw.index("|") + 1
    while (end := raw.find("|", position)) != -1:
        yield _Line(Kind.TABLE, start + position, start + end)
        position = end + 1


def _paragraph(
    text: str,
    offset: int,
    line: _Line,
    comments: tuple[tuple[int, int], ...],
    where: tuple[int, int | None, str | None],
) -> Paragraph | None:
    """The paragraph of a line of `text`, which begins in the file at `offset`; None where nothing visible is left."""
    start, end = line.start - offset, line.end - offset
    while start < end and text[start] in _SPACE:
        start += 1
    while end > start and text[end - 1] in _SPACE:
        end -= 1
    visible, file, pieces, notes, length = [], [], [], [], 0
    for begin, stop, label in _pieces(text, start, end, comments):
        if label:
            notes.append(NoteReference(label, length))
        elif stop > begin:
            visible.append(length)
            file.append(offset + begin)
            pieces.append(text[begin:stop])
            length += stop - begin
    joined = "".join(pieces).rstrip(_SPACE)
    if not joined.strip():
        return None
    level, part, role = where
    kind = Kind.SALUTATION if line.kind is Kind.BODY and _is_salutation(joined) else line.kind
    return Paragraph(kind, joined, level, part, role, tuple(notes), tuple(visible), tuple(file))


def _pieces(
    text: str, start: int, end: int, comments: tuple[tuple[int, int], ...]
) -> Iterator[tuple[int, int, str]]:
    """The visible runs of text[start:end], and between them the footnote marks, which carry their label."""
    index = bisect_right(comments, (start, start)) - 1
    for number in range(max(index, 0), len(comments)):
        begin, stop = comments[number]
        if begin >= end:
            break
        if stop > start:
            yield from _unmarked(text, start, begin)
            start = stop
    yield from _unmarked(text, start, end)


def _unmarked(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    for match in _MARKUP.finditer(text, start, max(start, end)):
        yield start, match.start(), ""
        if match["note"]:
            yield match.start(), match.start(), match["note"]
        if match["open"]:
            yield match.end("open"), match.start("close"), ""
        start = match.end()
    yield start, end, ""


def _is_salutation(text: str) -> bool:
    """Whether a paragraph addresses its readers: 同志们： or 各县（区）人民政府：."""
    if len(text) > _SALUTATION_LENGTH or text[-1] not in "：:" or any(mark in text for mark in "。；，"):
        return False
    return bool(_ADDRESSED.search(text))
