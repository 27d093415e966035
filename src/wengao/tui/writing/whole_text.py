"""The whole draft as one text (通读): its headings stand in it to be read, the texts of its parts to be written in.

One editor shows it; the rows of a part are its heading, its text, and an empty row before the next part. Nothing is kept
here: what is written goes to the session part by part, and what changes there is followed.
"""

from __future__ import annotations

from bisect import bisect_right
from contextlib import contextmanager
from itertools import accumulate
from typing import TYPE_CHECKING

from textual.document._edit import Edit

from wengao.drafts.outline import enumerators_of
from wengao.drafts.session import PREAMBLE
from wengao.tui.actions import ACTIONS, with_keys
from wengao.tui.textual_repairs.visible_text import lines_of
from wengao.tui.writing.editor import Editor, difference
from wengao.tui.writing.marks import HEADING, PartMarks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from textual.document._document import Location

    from wengao.drafts.session import DraftSession
    from wengao.tui.writing.marks import MarkedFinding

WHOLE = -1
"""The key of the editor that shows the whole draft: no part has it."""
_NOTHING = PartMarks({})


class WholeText:
    """The draft in one editor.

    marks: what the checks found, by part. say: tells the drafter why a change was refused.
    """

    def __init__(self, session: DraftSession, say: Callable[[str], object]) -> None:
        self._session, self._say = session, say
        self.marks: Mapping[int, PartMarks] = {}
        self._written: set[int] = set()
        """The parts that were written in and not yet taken over."""
        self._following = False
        self._keys, self._starts, rows = self._composed()
        self._last = len(rows) - 1
        self.editor = Editor(WHOLE, "\n".join(rows), id="whole", rows=self)

    # The parts in it

    def _composed(self) -> tuple[tuple[int, ...], list[int], list[str]]:
        """The keys of the parts, the row that each begins at, and all rows, as the session has them."""
        numbers = enumerators_of(self._session.draft.parts)
        keys, starts, rows = self._session.keys, [], list[str]()
        for key in keys:
            if rows:
                rows.append("")
            starts.append(len(rows))
            part, index = self._session.part(key), self._session.index_of(key)
            if part is not None and index is not None:
                heading = " ".join(lines_of(part.heading))
                rows.append(f"{numbers[index]}{heading}" or "（无标题）")
            rows += lines_of(self._session.text(key))
        return keys, starts, rows

    def _number_at(self, row: int) -> int:
        """The number of the part that a row belongs to."""
        return bisect_right(self._starts, row) - 1

    def _text_rows(self, number: int) -> tuple[int, int]:
        """The first and the last row of a part's text."""
        first = self._starts[number] + (self._keys[number] != PREAMBLE)
        last = self._starts[number + 1] - 2 if number + 1 < len(self._starts) else self._last
        return first, last

    def has(self, key: int) -> bool:
        """Whether a part is in it."""
        return key in self._keys

    def text_rows(self, key: int) -> tuple[int, int]:
        """The first and the last row of a part's text, by its key."""
        return self._text_rows(self._keys.index(key))

    @property
    def key_here(self) -> int:
        """The key of the part with the cursor in it."""
        return self._keys[self._number_at(self.editor.cursor_location[0])]

    def part(self, key: int) -> PartOfWhole:
        """One part's text."""
        return PartOfWhole(self, key)

    # What is written in it

    def take_over(self) -> None:
        """Let the session have what was written."""
        self.editor.take_typed()
        written, self._written = self._written, set()
        for key in written & {*self._keys}:
            if lines_of(self.text(key)) != lines_of(self._session.text(key)):
                self._session.write(key, self.text(key))

    def text(self, key: int) -> str:
        """A part's text as it stands here, its lines ending as they did."""
        first, last = self.text_rows(key)
        line_end = "\r\n" if "\r\n" in self._session.text(key) else "\n"
        return line_end.join(self.editor.document.lines[first : last + 1])

    def follow(self) -> Location | None:
        """Show the draft as the session has it now; returns where what changed ends, None where nothing did."""
        keys, starts, rows = self._composed()
        old = list(self.editor.document.lines)
        if rows == old and keys == self._keys:
            return None
        self._forget_marks(keys)
        with self._as_it_is():
            offset = self.editor.put("\n".join(rows))
        self._keys, self._starts, self._last = keys, starts, len(rows) - 1
        return _location(rows, offset)

    def _forget_marks(self, keys: Sequence[int]) -> None:
        """What was found in paragraphs that are others now is no more found there."""
        for key in set(keys) & set(self._keys) & self.marks.keys():
            old, new = lines_of(self.text(key)), lines_of(self._session.text(key))
            if old != new:
                shortest = min(len(old), len(new))
                first = next((row for row in range(shortest) if old[row] != new[row]), shortest)
                ends = range(1, shortest - first + 1)
                end = next((row - 1 for row in ends if old[-row] != new[-row]), len(ends))
                last = max(len(old) - end - 1, first)
                self.marks[key].edited(first, last, last + len(new) - len(old))

    @contextmanager
    def _as_it_is(self) -> Iterator[None]:
        """What is changed meanwhile comes from the session."""
        self._following = True
        try:
            yield
        finally:
            self._following = False

    # The paragraphs, for the editor

    def allowed(self, edit: Edit) -> Edit | None:
        """A change within one part's text; on the empty row behind it, the text goes on with a new paragraph."""
        if self._following:
            return edit
        top, bottom = edit.top, edit.bottom
        first, last = self._text_rows(self._number_at(top[0]))
        lines = self.editor.document.lines
        end = last, len(lines[last])
        if edit.text and top == bottom and top > end:
            goes_on = edit.text.startswith("\n") or not lines[last]
            return Edit(edit.text if goes_on else f"\n{edit.text}", end, end, maintain_selection_offset=False)
        if top[0] < first:
            self._refuse("标题在这里只供看", "draft.rename", "改标题")
            return None
        if bottom[0] == last + 1:
            bottom = end
        if top > end or bottom > end or (top == bottom and not edit.text):
            self._refuse("一次只能改一节里的文字，标题不动", "draft.rename", "改标题")
            return None
        return Edit(edit.text, top, bottom, edit.maintain_selection_offset)

    def _refuse(self, why: str, action: str, deed: str) -> None:
        keys: Mapping[str, str] = getattr(self.editor.app, "keys", {})
        key = next(with_keys(each, keys).shown_key for each in ACTIONS if each.id == action)
        self._say(f"{why}，{key} {deed}")

    def edited(self, first: int, last: int, last_now: int) -> None:
        """Paragraphs of a part were written in: those below have moved."""
        if self._following:
            return
        number = self._number_at(first)
        key, start = self._keys[number], self._text_rows(number)[0]
        self._written.add(key)
        if key in self.marks:
            self.marks[key].edited(first - start, last - start, last_now - start)
        moved = last_now - last
        if moved:
            self._starts[number + 1 :] = [each + moved for each in self._starts[number + 1 :]]
            self._last += moved

    def found_in(self, row: int) -> Sequence[MarkedFinding]:
        """What the checks found there."""
        number = self._number_at(row)
        marks = self.marks.get(self._keys[number])
        if marks is None:
            return ()
        return marks.in_row(HEADING if self.is_heading(row) else row - self._text_rows(number)[0])

    def is_heading(self, row: int) -> bool:
        """Whether a row is a part's heading."""
        number = self._number_at(row)
        return row == self._starts[number] and self._keys[number] != PREAMBLE

    def show_marks(self, marks: Mapping[int, PartMarks]) -> None:
        """Underline what the checks found, in place of what they found before."""
        before, self.marks = self.marks, marks
        for number, key in enumerate(self._keys):
            first = self._text_rows(number)[0]
            for row in marks.get(key, _NOTHING).differing(before.get(key, _NOTHING)):
                self.editor.refresh_paragraph(self._starts[number] if row == HEADING else first + row)

    # Where the drafter is

    def go_to_part(self, key: int) -> None:
        """To the beginning of a part's text, its heading at the top; who is in the part stays where he is."""
        if self.key_here != key:
            first, _ = self.text_rows(key)
            self.editor.move_cursor((first, 0))
            self.editor.scroll_to_paragraph(self._starts[self._keys.index(key)])


class PartOfWhole:
    """One part's text within the whole (an editor.PartText). A place on its heading counts as the beginning of the text."""

    def __init__(self, whole: WholeText, key: int) -> None:
        self._whole, self.key = whole, key

    @property
    def _editor(self) -> Editor:
        return self._whole.editor

    @property
    def has_focus(self) -> bool:
        """Whether the drafter is in the whole text."""
        return self._editor.has_focus

    def _inside(self, place: Location) -> Location:
        """A place in the whole text as one in the part's; the nearest there is."""
        first, last = self._whole.text_rows(self.key)
        if place[0] > last:
            return last - first, len(self._editor.document[last])
        return (place[0] - first, place[1]) if place[0] >= first else (0, 0)

    def _offset(self, place: Location) -> int:
        first, _ = self._whole.text_rows(self.key)
        lines = self._editor.document.lines[first : first + place[0]]
        return sum(len(line) + 1 for line in lines) + place[1]

    @property
    def cursor_place(self) -> Location:
        """The cursor's paragraph and column."""
        return self._inside(self._editor.cursor_location)

    @property
    def cursor_offset(self) -> int:
        """The cursor's place, in characters."""
        return self._offset(self.cursor_place)

    @property
    def selected_places(self) -> tuple[Location, Location]:
        """Where what is selected begins and ends; the cursor's place twice."""
        start, end = map(self._inside, self._editor.selected_places)
        return start, end

    @property
    def selected_offsets(self) -> tuple[int, int]:
        """Where what is selected begins and ends, in characters."""
        start, end = map(self._offset, self.selected_places)
        return start, end

    @property
    def selected_text(self) -> str:
        """What is selected, in whichever part."""
        return self._editor.selected_text

    def take_focus(self) -> None:
        """The drafter goes on here."""
        self._editor.take_focus()

    def _outside(self, offset: int) -> Location:
        """The place in the whole text of an offset in the part's."""
        first, last = self._whole.text_rows(self.key)
        row, column = _location(self._editor.document.lines[first : last + 1], offset)
        return first + row, column

    def go_to(self, offset: int, length: int = 0) -> None:
        """Put the cursor at an offset, with so many characters after it selected."""
        self._editor.move_cursor(self._outside(offset))
        if length:
            self._editor.move_cursor(self._outside(offset + length), select=True)
        self._editor.scroll_cursor_visible(center=True)

    def go_to_heading(self) -> None:
        """Put the cursor on the heading."""
        first, _ = self._whole.text_rows(self.key)
        self._editor.move_cursor((max(first - 1, 0), 0))
        self._editor.scroll_cursor_visible(center=True)

    def select(self, row: int, column: int, length: int) -> None:
        """Select so many characters of a paragraph, and have them in sight."""
        first, _ = self._whole.text_rows(self.key)
        self._editor.select(first + row, column, length)

    def change_to(self, text: str) -> None:
        """Make the text `text`; the cursor, where it is in it, goes behind what is new."""
        start, end, new = difference(self._whole.text(self.key), text)
        inside = self._whole.key_here == self.key
        if start < end or new:
            self._editor.replace(new, self._outside(start), self._outside(end))
        if inside:
            self.go_to(start + len(new))


def _location(lines: Sequence[str], offset: int) -> Location:
    """The row and column of an offset in a text of these lines; the end of the last for one behind it."""
    ends = [*accumulate(len(line) + 1 for line in lines)]
    row = min(bisect_right(ends, offset), len(lines) - 1)
    start = ends[row - 1] if row else 0
    return row, min(offset - start, len(lines[row]))
