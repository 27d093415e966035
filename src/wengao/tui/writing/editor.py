"""The editor (正文) of one part of a draft: the text alone, without its heading; it moves and selects by words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.document._document import EditResult
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.geometry import Size
from textual.reactive import Reactive, reactive
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from wengao.language.slots import find_slots
from wengao.markup.inline import NOTE_REFERENCE
from wengao.tui.actions import Place, bindings
from wengao.tui.textual_repairs.caret import report_caret
from wengao.tui.textual_repairs.visible_text import EditedDocument
from wengao.tui.writing.marks import PartMarks
from wengao.tui.writing.paragraph_strips import Mark, ParagraphStrips

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.document._document import Document, Location
    from textual.document._edit import Edit
    from textual.geometry import Region

    from wengao.tui.writing.marks import MarkedFinding


Spans = Sequence[tuple[int, int]]
"""Words of a line as [start, end) offsets, in order; marks and spaces lie between them."""

_RUN = re.compile(r"\w+")


def runs(line: str) -> Spans:
    """What counts as words until the segmenter is loaded: whatever stands between two marks."""
    return [match.span() for match in _RUN.finditer(line)]


def word_before(spans: Spans, column: int) -> int:
    """The start of the last word that begins before `column`; the start of the line where there is none."""
    return max((start for start, _ in spans if start < column), default=0)


def word_after(spans: Spans, column: int, length: int) -> int:
    """The end of the first word that ends behind `column`; the end of the line where there is none."""
    return min((end for _, end in spans if end > column), default=length)


def word_at(spans: Spans, column: int, length: int) -> tuple[int, int]:
    """The word that `column` stands in, or the one mark that stands there."""
    for start, end in spans:
        if start <= column < end:
            return start, end
    return column, min(column + 1, length)


_DOUBLE = 2


_SEVERITIES = ("error", "warning", "hint")


class PartText(Protocol):
    """The text of one part for whoever works on it, in an editor of its own or within that of the whole draft.

    Places are those in the part's text: paragraphs and columns from 0, offsets in characters.
    """

    key: int

    @property
    def has_focus(self) -> bool:
        """Whether the drafter is in the text."""

    @property
    def cursor_place(self) -> Location:
        """The cursor's paragraph and column."""

    @property
    def cursor_offset(self) -> int:
        """The cursor's place, in characters."""

    @property
    def selected_places(self) -> tuple[Location, Location]:
        """Where what is selected begins and ends; the cursor's place twice."""

    @property
    def selected_offsets(self) -> tuple[int, int]:
        """Where what is selected begins and ends, in characters."""

    @property
    def selected_text(self) -> str:
        """What is selected."""

    def take_focus(self) -> None:
        """The drafter goes on here."""

    def go_to(self, offset: int, length: int = 0) -> None:
        """Put the cursor at an offset, with so many characters after it selected."""

    def go_to_heading(self) -> None:
        """Put the cursor where the heading is."""

    def select(self, row: int, column: int, length: int) -> None:
        """Select so many characters of a paragraph, and have them in sight."""

    def change_to(self, text: str) -> None:
        """Make the text `text`; the cursor, where it is in it, goes behind what is new."""


class Rows(Protocol):
    """What the paragraphs of an editor are."""

    def allowed(self, edit: Edit) -> Edit | None:
        """The change as it may be made; None where it is refused, which the drafter is then told."""

    def edited(self, first: int, last: int, last_now: int) -> None:
        """Paragraphs first to last were edited and end with last_now."""

    def found_in(self, row: int) -> Sequence[MarkedFinding]:
        """What the checks found in a paragraph."""

    def is_heading(self, row: int) -> bool:
        """Whether a paragraph is a heading, to be read only."""


class _OwnRows:
    """The text of one part: all of it can be written in."""

    def __init__(self) -> None:
        self.found = PartMarks({})

    def allowed(self, edit: Edit) -> Edit | None:
        """Every change may be made."""
        return edit

    def edited(self, first: int, last: int, last_now: int) -> None:
        """What was found in an edited paragraph is gone."""
        self.found.edited(first, last, last_now)

    def found_in(self, row: int) -> Sequence[MarkedFinding]:
        """What was found there."""
        return self.found.in_row(row)

    def is_heading(self, row: int) -> bool:
        """No paragraph is."""
        return False


class _Looks(NamedTuple):
    """The styles that an editor draws with. findings: by the value of their severity."""

    text: Style = Style()
    heading: Style = Style()
    slot: Style = Style()
    note: Style = Style()
    findings: Mapping[str, Style] = MappingProxyType({})
    problem: Style = Style()
    selection: Style = Style()
    cursor: Style = Style()

    @classmethod
    def of(cls, editor: Editor) -> _Looks:
        """As the style sheets say now."""
        look = editor.get_component_rich_style
        return cls(
            editor.rich_style,
            look("editor--heading", partial=True),
            look("editor--slot", partial=True),
            look("editor--note", partial=True),
            {severity: look(f"editor--{severity}", partial=True) for severity in _SEVERITIES},
            look("editor--problem", partial=True),
            look("text-area--selection"),
            look("text-area--cursor"),
        )


class Editor(TextArea, inherit_bindings=False):
    """Plain text with Word's habits for keys. Each part has an editor of its own; another shows the whole draft.

    It keeps no undo history: undo is the session's, which knows the whole draft (see drafts.undo).

    rows: what its paragraphs are; the text of one part where that is not said.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "editor--heading",
        "editor--slot",
        "editor--note",
        "editor--problem",
        *(f"editor--{severity}" for severity in _SEVERITIES),
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.EDITOR),  # first: Del lets a finding at hand stand, and deletes where there is none
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("left", "cursor_left", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("ctrl+left", "cursor_word_left", show=False),
        Binding("ctrl+right", "cursor_word_right", show=False),
        Binding("home", "cursor_line_start", show=False),
        Binding("end", "cursor_line_end", show=False),
        Binding("ctrl+home", "text_start", show=False),
        Binding("ctrl+end", "text_end", show=False),
        Binding("pageup", "cursor_page_up", show=False),
        Binding("pagedown", "cursor_page_down", show=False),
        Binding("ctrl+shift+left", "cursor_word_left(True)", show=False),
        Binding("ctrl+shift+right", "cursor_word_right(True)", show=False),
        Binding("shift+home", "cursor_line_start(True)", show=False),
        Binding("shift+end", "cursor_line_end(True)", show=False),
        Binding("shift+up", "cursor_up(True)", show=False),
        Binding("shift+down", "cursor_down(True)", show=False),
        Binding("shift+left", "cursor_left(True)", show=False),
        Binding("shift+right", "cursor_right(True)", show=False),
        Binding("ctrl+a", "select_all", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("ctrl+w,ctrl+backspace,alt+backspace", "delete_word_left", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("alt+delete", "delete_word_right", show=False),
        Binding("ctrl+x", "cut", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+v", "paste", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
    ]

    document: Document
    selection: Reactive[Selection] = reactive(Selection(), init=False, always_update=True, repaint=False)
    virtual_size: Reactive[Size] = reactive(Size(0, 0), repaint=False)

    def __init__(self, key: int, text: str, *, id: str, rows: Rows | None = None) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(text, id=id, max_checkpoints=0, highlight_cursor_line=False)
        self.key = key
        self._own = _OwnRows()
        self._rows = rows or self._own
        self.spans_of: Callable[[str], Spans] = runs
        self.undo_elsewhere: Callable[[], object] | None = None
        self.redo_elsewhere: Callable[[], object] | None = None
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._strips = ParagraphStrips()
        self._looks = _Looks()
        self._marks: dict[str, list[Mark]] = {}
        self._typed = ""
        self._marked: int | None = None
        self.stand_in: Callable[[], Editor | None] = lambda: None
        """Who takes what is typed instead: keys may still be under way here when another shows the text."""
        self._given, self._loaded = text, self.text

    def on_focus(self) -> None:
        """Report the caret once the layout is known."""
        self.call_after_refresh(report_caret, self)

    def on_resize(self) -> None:
        """Keep the cursor in sight where lines open under the text, for a finding or for words that are looked for."""
        if self.has_focus:
            self.call_after_refresh(self.scroll_cursor_visible)

    @property
    def value(self) -> str:
        """The text; as long as it is the one that was given, exactly so, rare kinds of line breaks included."""
        self.take_typed()
        return self._given if self.text == self._loaded else self.text

    @property
    def cursor_place(self) -> Location:
        """The cursor's paragraph and column."""
        return self.cursor_location

    @property
    def cursor_offset(self) -> int:
        """The cursor's place in the text, in characters."""
        return self.document.get_index_from_location(self.cursor_location)

    @property
    def selected_places(self) -> tuple[Location, Location]:
        """Where what is selected begins and ends; the cursor's place twice."""
        start, end = sorted(self.selection)
        return start, end

    @property
    def selected_offsets(self) -> tuple[int, int]:
        """Where what is selected begins and ends, in characters."""
        start, end = map(self.document.get_index_from_location, self.selected_places)
        return start, end

    def take_focus(self) -> None:
        """The drafter goes on here."""
        self.focus()

    def change_to(self, text: str) -> None:
        """Make the text `text`; the cursor goes behind what is new."""
        self.go_to(self.put(text))

    def put(self, text: str) -> int:
        """Make the text `text`, changing no more of it than differs; returns the offset behind what is new."""
        start, end, new = difference(self.text, text)
        if start < end or new:
            place = self.document.get_location_from_index
            self.replace(new, place(start), place(end))
        return start + len(new)

    def mark_paragraph(self, number: int) -> None:
        """Make a paragraph, by its number from 0, stand out, and put the cursor there."""
        self._marked = number
        self.move_cursor((min(number, self.document.line_count - 1), 0))
        self.refresh()

    def show_marks(self, marks: PartMarks) -> None:
        """Underline what the checks found, in place of what they found before; only paragraphs that differ are drawn."""
        before, self._own.found = self._own.found, marks
        for row in marks.differing(before):
            self.refresh_paragraph(row)

    def refresh_paragraph(self, number: int) -> None:
        """Draw a paragraph again, where there is one of that number."""
        if 0 <= number < self.document.line_count:
            first = self._row_of((number, 0))
            self.refresh_lines(first, self._row_of((number, len(self.document[number]))) - first + 1)

    def select(self, row: int, column: int, length: int) -> None:
        """Select so many characters of a paragraph, and have them in sight."""
        self.move_cursor((row, column))
        self.move_cursor((row, column + length), select=True)
        self.scroll_cursor_visible(center=True)

    def go_to(self, offset: int, length: int = 0) -> None:
        """Put the cursor at an offset, with so many characters after it selected."""
        start = self.document.get_location_from_index(min(offset, len(self.text)))
        end = self.document.get_location_from_index(min(offset + length, len(self.text)))
        self.move_cursor(start)
        if length:
            self.move_cursor(end, select=True)
        self.scroll_cursor_visible(center=True)

    def go_to_heading(self) -> None:
        """To the beginning, above which the heading stands."""
        self.go_to(0)

    def scroll_to_paragraph(self, number: int) -> None:
        """Have a paragraph at the top."""
        self.scroll_to(y=self._row_of((number, 0)), animate=False, immediate=True)

    # Typing

    async def _on_key(self, event: events.Key) -> None:
        """Take characters that come at once, as an input method's do, together; anything else takes its turn after."""
        shown = self.stand_in()
        if shown is not None:
            event.stop()
            event.prevent_default()
            shown._forward_event(events.Key(event.key, event.character))  # noqa: SLF001 - as the app does
        elif event.is_printable and not self.read_only:
            event.stop()
            event.prevent_default()
            if not self._typed:
                self.call_later(self.take_typed)
            self._typed += event.character or ""
        else:
            self.take_typed()

    def take_typed(self) -> None:
        """Put what was typed into the text, in place of what is selected."""
        typed, self._typed = self._typed, ""
        if typed:
            self.replace(typed, *self.selection, maintain_selection_offset=False)

    def _set_document(self, text: str, language: str | None) -> None:
        """Hold a text, cut into lines as a draft is."""
        super()._set_document(text, language)
        self.document = EditedDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self._rewrap_and_refresh_virtual_size()

    async def _on_paste(self, event: events.Paste) -> None:
        shown = self.stand_in()
        if shown is not None:
            event.stop()
            event.prevent_default()
            shown._forward_event(events.Paste(event.text))  # noqa: SLF001 - as the app does
        self.take_typed()

    async def _on_mouse_down(self, event: events.MouseDown) -> None:
        self.take_typed()

    # Drawing

    def edit(self, edit: Edit) -> EditResult:
        """Change the text, and draw again what that moves: the rest of a paragraph, or of all where rows come or go.

        A row begins before the change too, for half of a word that is cut in two may go back into the row above.
        """
        allowed = self._rows.allowed(edit)
        if allowed is None:
            return EditResult(self.cursor_location, self.document.get_text_range(edit.top, edit.bottom))
        edit = allowed
        rows = self.wrapped_document.height
        first = max(self._row_of(edit.top) - 1, 0)
        paragraphs = edit.top[0], edit.bottom[0]
        result = super().edit(edit)
        self._rows.edited(*paragraphs, result.end_location[0])
        same = self.wrapped_document.height == rows
        paragraph = result.end_location[0]
        end = (paragraph, len(self.document[paragraph])) if same else None
        last = self._row_of(end) if end else first + rows + self.size.height
        self.refresh_lines(first, last - first + 1)
        return result

    def _watch_selection(self, previous_selection: Selection, selection: Selection) -> None:
        super()._watch_selection(previous_selection, selection)
        rows = sorted(self._row_of(place) for place in (*previous_selection, *selection))
        if previous_selection.is_empty and selection.is_empty:
            self.refresh_lines(rows[0])
            self.refresh_lines(rows[-1])
        else:
            self.refresh_lines(rows[0], rows[-1] - rows[0] + 1)

    def _row_of(self, place: Location) -> int:
        """The row, from the top of the text, that a place stands in; the nearest there is for one that is gone."""
        rows = self.wrapped_document._line_index_to_offsets  # noqa: SLF001 - Textual has no other way to ask
        paragraph = min(place[0], len(rows) - 1)
        section = bisect_right(self.wrapped_document.get_offsets(paragraph), place[1])
        return rows[paragraph][section]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Rows of the text; how things look is asked once, not for every row."""
        self._looks = _Looks.of(self)
        self._marks.clear()
        if "\t" in self.text:
            return super().render_lines(crop)
        return super(TextArea, self).render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A row of the text, its slots and note marks made visible."""
        document, row = self.wrapped_document, self.scroll_offset.y + y
        places = document._offset_to_line_info  # noqa: SLF001 - Textual has no other way to ask
        width, looks = self.scrollable_content_region.width, self._looks
        if row >= len(places):
            return Strip.blank(width, looks.text)
        paragraph, section = places[row]
        text = self.document[paragraph]
        if "\t" in text:
            return super().render_line(y)
        heading = self._rows.is_heading(paragraph)
        marks = [Mark(0, len(text), looks.heading)] if heading else [*self._marks_in(text)]
        for one in self._rows.found_in(paragraph):
            end = len(text) if heading else one.column + one.length
            marks.append(Mark(one.column, end, looks.findings[one.finding.severity.value]))
        if paragraph == self._marked:
            marks.append(Mark(0, max(len(text), 1), looks.problem))
        marks += self._selection_marks(paragraph, len(text), looks)
        shown = f"{text or self._shown_when_empty(paragraph)} "
        cuts = (0, *document.get_offsets(paragraph), len(shown))
        return self._strips.row(shown, cuts[section], cuts[section + 1], marks, width, looks.text)

    def _marks_in(self, text: str) -> list[Mark]:
        """The slots and note marks of a paragraph, looked for once however many of its rows are drawn."""
        marks = self._marks.get(text)
        if marks is None:
            slots = [Mark(one.start, one.end, self._looks.slot) for one in find_slots(text)]
            notes = [Mark(*match.span(), self._looks.note) for match in NOTE_REFERENCE.finditer(text)]
            marks = self._marks[text] = [*slots, *notes]
        return marks

    def _selection_marks(self, paragraph: int, length: int, looks: _Looks) -> list[Mark]:
        """What of a paragraph is selected, and the cursor."""
        start, end = sorted(self.selection)
        marks = []
        if start != end and start[0] <= paragraph <= end[0]:
            first = start[1] if paragraph == start[0] else 0
            last = end[1] if paragraph == end[0] else length
            empty = Style(color=looks.selection.bgcolor)
            marks.append(Mark(first, last, looks.selection) if length else Mark(0, 1, empty))
        row, column = self.cursor_location
        if paragraph == row and self.has_focus:
            marks.append(Mark(column, column + 1, looks.cursor))
        return marks

    def _shown_when_empty(self, paragraph: int) -> str:
        """A mark where an empty paragraph is selected, so that the selection can be seen to go on."""
        start, end = sorted(self.selection)
        selected = start[0] <= paragraph <= end[0] and paragraph != self.cursor_location[0]
        return "▌" if start != end and selected else ""

    def action_undo(self) -> None:
        """Take back the last change of the draft."""
        if self.undo_elsewhere is not None:
            self.undo_elsewhere()

    def action_redo(self) -> None:
        """Make the change again that was taken back last."""
        if self.redo_elsewhere is not None:
            self.redo_elsewhere()

    # Words

    def get_cursor_word_left_location(self) -> Location:
        """The start of the word before the cursor; from the start of a line, the end of the one above."""
        row, column = self.cursor_location
        if row and not column:
            return row - 1, len(self.document[row - 1])
        return row, word_before(self.spans_of(self.document[row]), column)

    def get_cursor_word_right_location(self) -> Location:
        """The end of the word after the cursor; from the end of a line, the start of the one below."""
        row, column = self.cursor_location
        line = self.document[row]
        if column == len(line) and row + 1 < self.document.line_count:
            return row + 1, 0
        return row, word_after(self.spans_of(line), column, len(line))

    def action_delete_word_right(self) -> None:
        """Take out the selection, or the word after the cursor."""
        start, end = self.selection
        self._delete_via_keyboard(start, end if start != end else self.get_cursor_word_right_location())

    def on_click(self, event: events.Click) -> None:
        """Two clicks select a word, three a paragraph."""
        row, column = self.cursor_location
        line = self.document[row]
        if event.chain == _DOUBLE:
            start, end = word_at(self.spans_of(line), min(column, max(len(line) - 1, 0)), len(line))
        elif event.chain > _DOUBLE:
            start, end = 0, len(line)
        else:
            return
        self.move_cursor((row, start))
        self.move_cursor((row, end), select=True)

    def action_text_start(self) -> None:
        """To the first character."""
        self.move_cursor(self.document.start)

    def action_text_end(self) -> None:
        """Behind the last character."""
        self.move_cursor(self.document.end)


def difference(old: str, text: str) -> tuple[int, int, str]:
    """Where two texts differ: from start to end in the old one, and what stands there instead."""
    start = _shared_start(old, text)
    end = _shared_start(old[start:][::-1], text[start:][::-1])
    return start, len(old) - end, text[start : len(text) - end]


def _shared_start(one: str, other: str) -> int:
    """How many characters two texts share at their start."""
    shortest = min(len(one), len(other))
    return next((place for place in range(shortest) if one[place] != other[place]), shortest)
