"""What was changed in Word, brought home into the draft it was made from, line by line.

A line whose printed text is the same keeps everything the draft holds for it: note marks, roles, guidance, comments. What
differs takes Word's text and keeps the line's note marks. Nothing but the lines that were changed is touched.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft, Part
from wengao.drafts.outline import enumerators_of
from wengao.language.alike import changes_between, likeness
from wengao.language.dates import find_dates
from wengao.markup.blocks import Kind, read_lines, visible_text
from wengao.markup.blocks import Line as MarkupLine
from wengao.markup.front_matter import change_front_matter, read_front_matter
from wengao.markup.inline import NOTE_REFERENCE, read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wengao.drafts.word_import import WordDraft

_LABELS = re.compile(r"^(?:附件[：:])?(?:\d{1,2}[.．])?|[：:]$|^（|）$")
_ATTACHMENT = re.compile(r"^附件\d*[：:、.]?(?=\S)")
_ALIKE = 0.4
_LOOKED_AT = 50
"""How many new lines are looked through for the one that an old line became."""
_BEFORE_MARK = 6
"""Characters before a note's mark that tell its place in a line that was changed."""
_FIELDS = ("speaker", "date")
_FIELD_NAMES = {"speaker": "姓名", "date": "日期"}
FRONT = "文首信息"
"""The section that a change of a field is shown under."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A change that was made in Word. section: heading with its number. before, after: text; one of them may be empty."""

    section: str
    before: str
    after: str

    @property
    def kind(self) -> str:
        """改, 增 or 删."""
        return "增" if not self.before else "删" if not self.after else "改"


@dataclass(frozen=True, slots=True)
class MergedDraft:
    """The draft with what was changed in Word. changes: in the order of the text."""

    draft: Draft
    changes: tuple[WordChange, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a draft's file. key: what is compared, None for a line that prints nothing. part: index, -1 before all."""

    text: str
    key: tuple[object, ...] | None
    part: int

    @property
    def level(self) -> int:
        """Of a heading; 0 for text."""
        return int(str(self.key[0])) if self.key else 0


def merge_word(original: Draft, returned: WordDraft) -> MergedDraft:
    """The draft `original` with the text that the Word file `returned` shows."""
    fields = read_front_matter(original.front).fields
    known = frozenset(_values(fields))
    old, new = _lines(original), _lines(returned.draft)
    sections = _section_names(original)
    edits, changes = _edits(old, new, known, sections)
    text = "".join(_merged(old, edits))
    front, field_changes = _with_fields(original.front, fields, returned.fields)
    merged = parse_draft(f"{front}{text}{original.tail}")
    return MergedDraft(merged, (*field_changes, *changes))


def _lines(draft: Draft) -> list[_Line]:
    """The lines between front matter and notes."""
    lines = list(_body_lines(draft.preamble, -1))
    titled = False
    for index, part in enumerate(draft.parts):
        lines.append(_Line(part.line, _heading_key(part, later=titled), index))
        titled = titled or part.level == 1
        lines += _body_lines(part.body, index)
    return lines


def _heading_key(part: Part, *, later: bool) -> tuple[object, ...] | None:
    if part.untitled or not part.heading:
        return None
    text = _bare(read_inline(part.heading).text)
    return (part.level, _ATTACHMENT.sub("", text) if later and part.level == 1 else text)


def _body_lines(body: str, part: int) -> Iterator[_Line]:
    for line in read_lines(body):
        whole = body[line.start : line.end + 1]
        if whole:
            yield _Line(whole, _key(line), part)


def _key(line: MarkupLine) -> tuple[object, ...] | None:
    """What a line prints: its text without spaces, and which of its characters are bold, italic, struck."""
    if line.silent:
        return None
    inlines = [read_inline(cell.text) for cell in line.cells] if line.kind is Kind.ROW else [line.inline]
    pieces = [piece for inline in inlines for piece in inline.pieces]
    manners = tuple((piece.bold, piece.italic, piece.struck) for piece in pieces for _ in _bare(piece.text))
    text = line.shown_mark + _bare("".join(piece.text for piece in pieces))
    plain = not any(any(manner) for manner in manners)
    return (0, text, () if plain else manners) if text else None


def _bare(text: str) -> str:
    return "".join(text.split())


def _values(fields: Mapping[str, Any]) -> Iterator[str]:
    """What the fields may have printed around the text, without spaces and labels."""
    for value in fields.values():
        for one in value if isinstance(value, list | tuple) else (value,):
            text = _bare(str(one))
            yield _LABELS.sub("", text)
            dates = find_dates(text)
            if dates:
                yield from (f"{year}年{month}月{day}日" for year, month, day in _parts_of(dates[0].iso))


def _parts_of(iso: str | None) -> Iterator[tuple[int, int, int]]:
    pieces = (iso or "").split("-")
    if len(pieces) == 3:
        yield int(pieces[0]), int(pieces[1]), int(pieces[2])


def _section_names(draft: Draft) -> list[str]:
    enumerators = enumerators_of(draft.parts)
    names: list[str] = []
    for part, enumerator in zip(draft.parts, enumerators, strict=True):
        names.append(f"{enumerator}{read_inline(part.heading).text}" if part.heading else "")
    return names


@dataclass(slots=True)
class _Edit:
    """What becomes of a line: `text` in its place (None: as it is, empty: dropped), and lines after it."""

    text: str | None = None
    after: tuple[str, ...] = ()


def _edits(
    old: list[_Line], new: list[_Line], known: frozenset[str], sections: list[str]
) -> tuple[dict[int, _Edit], list[WordChange]]:
    """By index among the old lines (-1 for what opens the text), and the changes they make."""
    olds = [index for index, line in enumerate(old) if line.key is not None]
    news = [line for line in new if line.key is not None]
    edits: dict[int, _Edit] = {}
    changes: list[WordChange] = []
    keys, new_keys = [old[index].key for index in olds], [line.key for line in news]
    for equal, start, end, new_start, new_end in changes_between(keys, new_keys):
        if equal:
            continue
        left, right = olds[start:end], news[new_start:new_end]
        last = olds[start - 1] if start else -1
        for index, line in _paired(old, left, right):
            if index is None and line is not None:
                if _printed_of_field(line, known):
                    continue
                edit = edits.setdefault(last, _Edit())
                edit.after = (*edit.after, line.text.rstrip("\n"))
                changes.append(WordChange(_section(old, last, sections), "", _shown(line)))
            elif index is not None:
                edits[index] = _Edit(_replaced(old[index], line) if line else "")
                after = _shown(line) if line else ""
                changes.append(WordChange(_section(old, index, sections), _shown(old[index]), after))
                last = index
    return edits, changes


def _paired(
    old: list[_Line], left: list[int], right: list[_Line]
) -> Iterator[tuple[int | None, _Line | None]]:
    """Each old line with the new one it became, in order; None for a line that was added or dropped.

    Two lines go together where they are both headings or both text, and more alike than not or alone on their places.
    """
    start = 0
    for index in left:
        likeness = [
            (_likeness(old[index], line), -place)
            for place, line in enumerate(right[start : start + _LOOKED_AT])
        ]
        best, place = max(likeness, default=(0.0, 0))
        alone = len(left) == len(right) == 1 and best >= 0
        if best > _ALIKE or (alone and likeness):
            yield from ((None, line) for line in right[start : start - place])
            yield index, right[start - place]
            start += 1 - place
        else:
            yield index, None
    yield from ((None, line) for line in right[start:])


def _likeness(one: _Line, other: _Line) -> float:
    """How much of two lines is the same, from 0 to 1; -1 for a heading and a paragraph."""
    if bool(one.level) != bool(other.level) or not one.key or not other.key:
        return -1.0
    return likeness(str(one.key[1]), str(other.key[1]))


def _printed_of_field(line: _Line, known: frozenset[str]) -> bool:
    text = _LABELS.sub("", str(line.key[1])) if line.key else ""
    return text in known or _LABELS.sub("", text) in known


def _section(old: list[_Line], index: int, sections: list[str]) -> str:
    part = old[index].part if index >= 0 else -1
    while part >= 0 and not sections[part]:
        part -= 1
    return sections[part] if part >= 0 else "开头"


def _shown(line: _Line) -> str:
    """The line as a reader sees it."""
    return read_inline(Part(line.text).heading).text if line.level else visible_text(line.text)


def _replaced(old: _Line, new: _Line) -> str:
    """The new line, with what the old one held beside its text: a heading's attributes, a paragraph's note marks."""
    if old.level and new.level:
        heading = Part(new.text).heading
        return Part(old.text).with_heading(heading).with_level(new.level).line
    text, at_end = new.text.rstrip(), ""
    for mark in dict.fromkeys(match[0] for match in NOTE_REFERENCE.finditer(old.text)):
        before = NOTE_REFERENCE.sub("", old.text[: old.text.index(mark)])[-_BEFORE_MARK:]
        place = (
            text.rfind(before) + len(before)
            if before and NOTE_REFERENCE.sub("", text).count(before) == 1
            else -1
        )
        if place >= len(before):
            text = f"{text[:place]}{mark}{text[place:]}"
        else:
            at_end += mark
    return f"{text}{'' if new.level else at_end}\n"


def _merged(old: list[_Line], edits: Mapping[int, _Edit]) -> Iterator[str]:
    yield from (f"{text}\n\n" for text in edits.get(-1, _Edit()).after)
    dropped = False
    for index, line in enumerate(old):
        edit = edits.get(index, _Edit())
        if dropped and not line.text.strip():
            dropped = False
            continue
        dropped = edit.text == ""
        text = line.text if edit.text is None else edit.text
        if edit.after and not text.endswith("\n"):
            text += "\n"
        yield text
        yield from (f"\n{after}\n" for after in edit.after)


def _with_fields(
    front: str, fields: Mapping[str, Any], shown: Mapping[str, Any]
) -> tuple[str, tuple[WordChange, ...]]:
    """The front matter with the speaker and date that the Word file shows, where the draft has them as fields."""
    if "organ" in shown:
        shown = {name: value for name, value in shown.items() if name != "speaker" or "speaker" in fields}
    changed = {
        name: str(shown[name])
        for name in _FIELDS
        if name in shown and name in fields and _day(fields[name]) != _day(shown[name])
    }
    if not changed:
        return front, ()
    changes = tuple(
        WordChange(FRONT, f"{_FIELD_NAMES[name]}：{fields[name]}", f"{_FIELD_NAMES[name]}：{value}")
        for name, value in changed.items()
    )
    return change_front_matter(front, {"fields": {**fields, **changed}}), changes


def _day(value: object) -> str:
    """A date however it is written, or any other value, without spaces."""
    text = _bare(str(value))
    found = find_dates(text)
    return found[0].iso or text if len(found) == 1 and found[0].text == text else text
