"""What was changed in Word, brought home into the draft it was made from, line by line.

A line whose printed text is the same keeps everything the draft holds for it: note marks, roles, guidance, comments. What
differs takes Word's text and keeps the line's note marks. Nothing but the lines that were changed is touched. A section
that was moved is moved with all it holds; what is printed of a field goes back to the field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft, Part
from wengao.drafts.outline import enumerators_of
from wengao.drafts.word_fields import (
    FIELD_NAMES,
    FieldLines,
    changed_fields,
    field_lines,
    with_fields,
)
from wengao.drafts.word_moves import Moved, in_the_order_of
from wengao.language.alike import changes_between, likeness
from wengao.language.dates import find_dates
from wengao.language.head_fields import shown_head_value
from wengao.markup.blocks import Kind, read_lines, visible_text
from wengao.markup.blocks import Line as MarkupLine
from wengao.markup.front_matter import read_front_matter
from wengao.markup.inline import NOTE_REFERENCE, read_inline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wengao.drafts.word_import import WordDraft

_LABELS = re.compile(r"^(?:附件[：:])?(?:\d{1,2}[.．])?|[：:]$|^（|）$")
_ATTACHMENT = re.compile(r"^附件\d*[：:、.]?(?=\S)")
_ALIKE = 0.4
_LOOKED_AT = 50
"""How many new lines are looked through for the one that an old line became."""
_BEFORE_MARK = 6
"""Characters before a note's mark that tell its place in a line that was changed."""
FRONT = "文首信息"
"""The section that a change of a field is shown under."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """A change that was made in Word. section: heading with its number. before, after: text; one of them may be empty.

    moved: the section `before` was moved; `after` says where to.
    """

    section: str
    before: str
    after: str
    moved: bool = False

    @property
    def kind(self) -> str:
        """改, 增, 删 or 移."""
        if self.moved:
            return "移"
        return "增" if not self.before else "删" if not self.after else "改"


@dataclass(frozen=True, slots=True)
class MergedDraft:
    """The draft with what was changed in Word. changes: in the order of the text.

    left_out: what of the Word file did not come along: its kind in Chinese (批注, 图片, 下划线 …), and its text, if any.
    """

    draft: Draft
    changes: tuple[WordChange, ...]
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a draft's file. key: what is compared, None for a line that prints nothing. part: index, -1 before all.

    cells: how many a row of a table has, 0 for other lines. rule: whether it is the rule below the first row of a table.
    below: the text of that rule, for the first row.
    """

    text: str
    key: tuple[object, ...] | None
    part: int
    cells: int = 0
    rule: bool = False
    below: str = ""

    @property
    def level(self) -> int:
        """Of a heading; 0 for text."""
        return int(str(self.key[0])) if self.key else 0


def merge_word(original: Draft, returned: WordDraft) -> MergedDraft:
    """The draft `original` with the text that the Word file `returned` shows."""
    fields = read_front_matter(original.front).fields
    sections = _section_names(original)
    moved = in_the_order_of(
        original, _part_keys(original), [key for key in _part_keys(returned.draft) if key]
    )
    old, new = _lines(moved.draft), _lines(returned.draft)
    shown = _fields_in_text(old, new, fields, returned.fields)
    new = [line for place, line in enumerate(new) if place not in shown.taken]
    edits, changes = _edits(old, new, frozenset(_values(fields)), _section_names(moved.draft))
    field_changes = tuple(changed_fields(fields, _taken(returned.fields, fields) | shown.values))
    front = with_fields(original.front, fields, field_changes)
    merged = parse_draft(f"{front}{''.join(_merged(old, edits))}{original.tail}")
    told = (
        *(
            WordChange(FRONT, _field_shown(name, one), _field_shown(name, other))
            for name, one, other in field_changes
        ),
        *_moves(original, moved, sections),
        *changes,
    )
    return MergedDraft(merged, told, (*returned.left_out, *_other_mark(returned.marks, fields)))


def _part_keys(draft: Draft) -> list[tuple[object, ...] | None]:
    keys: list[tuple[object, ...] | None] = []
    titled = False
    for part in draft.parts:
        keys.append(_heading_key(part, later=titled))
        titled = titled or part.level == 1
    return keys


def _taken(shown: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that Word shows, but for a name under the title that may be the organ's."""
    return {
        name: value
        for name, value in shown.items()
        if name != "speaker" or "speaker" in fields or "organ" not in shown
    }


def _field_shown(name: str, value: Any) -> str:
    text = shown_head_value(value)
    return f"{FIELD_NAMES[name]}：{text}" if text else ""


def _fields_in_text(
    old: list[_Line], new: list[_Line], fields: Mapping[str, Any], shown: Mapping[str, Any]
) -> FieldLines:
    """What of the new lines is printed of the draft's fields; places are those among the new lines."""
    places = _main_text(new)
    own = [_plain(old[place]) for place in _main_text(old)]
    found = field_lines([_plain(new[place]) for place in places], fields, own)
    values = {name: value for name, value in found.values.items() if name not in shown}
    return FieldLines(values, frozenset(places[place] for place in found.taken))


def _main_text(lines: list[_Line]) -> list[int]:
    """The places of the lines that print something below the title, as far as the first attachment."""
    titles = [place for place, line in enumerate(lines) if line.level == 1]
    start = titles[0] + 1 if titles else 0
    end = titles[1] if len(titles) > 1 else len(lines)
    return [place for place in range(start, end) if lines[place].key is not None]


def _plain(line: _Line) -> str:
    """A line for the recognition of fields: a heading and a row keep a mark, since neither is printed of one."""
    return f"# {_shown(line)}" if line.level else "|" if line.cells else _shown(line)


def _moves(original: Draft, moved: Moved, sections: Sequence[str]) -> Iterator[WordChange]:
    """Where each section that was moved stands now; one that moved with the section it belongs to is not told."""
    for index in moved.parts:
        above = next(
            (
                one
                for one in range(index - 1, -1, -1)
                if original.parts[one].level < original.parts[index].level
            ),
            None,
        )
        if above in moved.parts:
            continue
        level = original.parts[index].level
        above_now = moved.draft.parts[: moved.order.index(index)]
        before = next((part for part in reversed(above_now) if part.level <= level and part.heading), None)
        name = read_inline(before.heading).text if before else "开头"
        place = "之后" if before and before.level == level else "之下"
        yield WordChange(sections[index], sections[index], f"移到“{name}”{place}", moved=True)


def _other_mark(marks: Sequence[str], fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The mark of the head, where it names none of the organs that the draft has."""
    known = [_bare(str(one)) for name in ("mark", "organ") for one in _listed(fields.get(name))]
    text = "".join(map(_bare, marks))
    if text and known and not any(one in text or text in one for one in known):
        yield "发文机关标志的改动", "".join(marks)


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else [] if value is None else [value]


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
    lines = read_lines(body)
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        whole = body[line.start : line.end + 1]
        if not whole:
            continue
        ruled = line.kind is Kind.ROW and following is not None and following.kind is Kind.TABLE_RULE
        yield _Line(
            text=whole,
            key=_key(line),
            part=part,
            cells=len(line.cells) if line.kind in (Kind.ROW, Kind.TABLE_RULE) else 0,
            rule=line.kind is Kind.TABLE_RULE,
            below=body[following.start : following.end] if ruled and following is not None else "",
        )


def _key(line: MarkupLine) -> tuple[object, ...] | None:
    """What a line prints: its text without spaces, and which of its characters are bold, italic, struck."""
    if line.silent:
        return None
    inlines = [read_inline(cell.text) for cell in line.cells] if line.kind is Kind.ROW else [line.inline]
    pieces = [piece for inline in inlines for piece in inline.pieces]
    manners = tuple((piece.bold, piece.italic, piece.struck) for piece in pieces for _ in _bare(piece.text))
    between = "|" if line.kind is Kind.ROW else ""
    shown = between.join(_bare("".join(piece.text for piece in inline.pieces)) for inline in inlines)
    text = line.shown_mark + (shown.rstrip("|") if between else shown)
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
    """What becomes of a line: `new` in its place, or nothing where it is `dropped`, and lines before and after it."""

    new: _Line | None = None
    dropped: bool = False
    before: tuple[_Line, ...] = ()
    after: tuple[_Line, ...] = ()


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
        following = olds[end] if end < len(olds) else None
        for index, line in _paired(old, left, right):
            if index is None and line is not None:
                if _printed_of_field(line, known):
                    continue
                _add(old, edits, line, last, following)
                changes.append(WordChange(_section(old, last, sections), "", _shown(line)))
            elif index is not None:
                edit = edits.setdefault(index, _Edit())
                edit.new, edit.dropped = (_replaced(old[index], line), False) if line else (None, True)
                after = _shown(line) if line else ""
                changes.append(WordChange(_section(old, index, sections), _shown(old[index]), after))
                last = index
    return edits, changes


def _add(old: list[_Line], edits: dict[int, _Edit], line: _Line, last: int, following: int | None) -> None:
    """Put a new line behind the old line `last`; a row that opens a table, in front of the row that opened it."""
    joins_above = last >= 0 and old[last].cells
    if line.cells and not joins_above and following is not None and old[following].cells:
        edit = edits.setdefault(following, _Edit())
        edit.before = (*edit.before, line)
        return
    below_head = joins_above and bool(old[last].below)
    edit = edits.setdefault(last + 1 if below_head else last, _Edit())
    edit.after = (*edit.after, line)


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


def _replaced(old: _Line, new: _Line) -> _Line:
    """The new line, with what the old one held beside its text: a heading's attributes, a paragraph's note marks."""
    if old.level and new.level:
        heading = Part(new.text).heading
        mark = _ATTACHMENT.match(Part(old.text).heading) if old.level == 1 else None
        if mark and not _ATTACHMENT.match(heading):
            heading = mark[0] + heading
        return replace(new, text=Part(old.text).with_heading(heading).with_level(new.level).line)
    text, at_end = new.text.rstrip(), ""
    for note in dict.fromkeys(match[0] for match in NOTE_REFERENCE.finditer(old.text)):
        before = NOTE_REFERENCE.sub("", old.text[: old.text.index(note)])[-_BEFORE_MARK:]
        place = (
            text.rfind(before) + len(before)
            if before and NOTE_REFERENCE.sub("", text).count(before) == 1
            else -1
        )
        if place >= len(before):
            text = f"{text[:place]}{note}{text[place:]}"
        else:
            at_end += note
    return replace(new, text=f"{text}{'' if new.level else at_end}\n")


@dataclass(frozen=True, slots=True)
class _Written:
    """A line of the merged draft. touched: whether it is new there, or stands beside one that is."""

    line: _Line
    touched: bool = False

    @property
    def blank(self) -> bool:
        return not self.line.text.strip()


_BLANK = _Written(_Line("\n", None, -1), touched=True)


def _merged(old: list[_Line], edits: Mapping[int, _Edit]) -> Iterator[str]:
    """The text, blank lines set around what is new, tables in one piece."""
    for entry in _with_whole_tables(_entries(old, edits)):
        yield entry.line.text


def _entries(old: list[_Line], edits: Mapping[int, _Edit]) -> list[_Written]:
    written: list[_Written] = []
    for line in edits.get(-1, _Edit()).after:
        written += [*_new_entries(line), _BLANK]
    dropped = False
    for index, line in enumerate(old):
        edit = edits.get(index, _Edit())
        for row in edit.before:
            written += _new_entries(row)
        if dropped and not line.text.strip():
            dropped = False
            if not written or written[-1].blank:
                continue
        dropped = edit.dropped
        if edit.new is not None:
            written += _new_entries(edit.new)
        elif not edit.dropped:
            written.append(_Written(line, touched=bool(edit.after or edit.before)))
        for after in edit.after:
            if written and not written[-1].line.text.endswith("\n"):
                written[-1] = replace(
                    written[-1], line=replace(written[-1].line, text=f"{written[-1].line.text}\n")
                )
            joins = bool(after.cells and written and written[-1].line.cells)
            written += ([] if joins else [_BLANK]) + _new_entries(after)
    return written


def _new_entries(line: _Line) -> list[_Written]:
    """A new line; the first row of a table with the rule below it."""
    entries = [_Written(replace(line, text=line.text.rstrip("\n") + "\n"), touched=True)]
    if line.below:
        entries.append(
            _Written(_Line(f"{line.below}\n", None, line.part, line.cells, rule=True), touched=True)
        )
    return entries


def _with_whole_tables(entries: list[_Written]) -> Iterator[_Written]:
    """The entries, each table that was changed with one rule, below its first row; without any row nothing is left of it."""
    gone = False
    last: _Written | None = None
    for tabular, group in groupby(entries, lambda entry: entry.line.cells > 0):
        lines = list(group)
        kept = (
            _whole_table(lines)
            if tabular and (any(one.touched for one in lines) or lines[0].line.rule)
            else lines
        )
        if gone and kept and kept[0].blank and (last is None or last.blank):
            kept = kept[1:]
        gone = tabular and not kept
        yield from kept
        last = kept[-1] if kept else last


def _whole_table(lines: list[_Written]) -> list[_Written]:
    rows = [one for one in lines if not one.line.rule]
    rules = [one for one in lines if one.line.rule]
    if not rows or not rules:
        return rows
    fitting = [one for one in rules if one.line.cells == rows[0].line.cells]
    rule = next((one for one in fitting if not one.touched), (fitting or rules)[0])
    return [rows[0], rule, *rows[1:]]
