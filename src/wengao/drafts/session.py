"""A draft while it is being written: its parts under lasting keys, the text each editor shows, and what is unsaved.

A part's place in the draft changes when parts are added, moved or removed; its key does not, so an editor stays with its
part. Whatever changes the draft is a step of one undo (see drafts.undo). Source notes stay in the working draft even when
their mark is gone from the text, for it may come back; the draft for saving leaves out those without a mark.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.drafts.editing import add_part, change_level, move_part, remove_part, rename_part
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft, Part
from wengao.drafts.outline import UNREAD, OutlineNode, outline, unread_parts
from wengao.drafts.sources import add_note, drop_unreferenced_notes, source_notes
from wengao.drafts.undo import Frame, State, Step, UndoLine
from wengao.errors import DraftFormatError
from wengao.language.topics import topic_of_title
from wengao.markup.front_matter import FrontMatterError, read_front_matter

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from wengao.drafts.sources import SourceNote
    from wengao.drafts.store import StoredDraft

PREAMBLE = 0
"""The key of the text before the first heading."""
_LEAD = re.compile(r"\A(?:[ \t]*\n|<!--\s*提示：(?:(?!-->).)*-->[ \t]*\n?)*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back or done again. label: what it was, empty for typing. key: the part to show. changed: the parts
    whose text is another now, those that came back among them."""

    label: str
    key: int
    changed: tuple[int, ...]


class DraftSession:
    """The draft that is open. stored: the file as it was read or last saved. draft: the working value.

    on_disk: whether the draft is as its file is; it is not after a recovery.
    """

    def __init__(
        self, stored: StoredDraft, *, on_disk: bool = True, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.stored = stored
        self._on_disk: Draft | None = stored.draft if on_disk else None
        self.draft = stored.draft
        self._keys: tuple[int, ...] = ()
        self._places: dict[int, int] = {}
        self._take_keys(range(1, len(stored.draft.parts) + 1))
        self._next_key = len(self._keys) + 1
        self._frames: dict[int, Frame] = {}
        self._first_bodies: dict[int, tuple[str, str]] = {}
        self._undo = UndoLine(clock)
        self._open_step: State | None = None
        self._outlined: tuple[Draft, tuple[OutlineNode, ...]] | None = None
        self._notes: dict[str, SourceNote] = {note.id: note for note in source_notes(stored.draft)}

    # Parts

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of what can be written, in order; the text before the first heading is among them if there is any."""
        lead = (PREAMBLE,) if self.draft.preamble.strip() or not self.draft.parts else ()
        return (*lead, *self._keys)

    def index_of(self, key: int) -> int | None:
        """The place of a part in the draft; None for the text before the first heading."""
        return None if key == PREAMBLE else self._places[key]

    def part(self, key: int) -> Part | None:
        """A part; None for the text before the first heading."""
        index = self.index_of(key)
        return None if index is None else self.draft.parts[index]

    def outline(self) -> tuple[OutlineNode, ...]:
        """The outline of the working draft; a node's key is `key_of(node.index)`. The same one until the draft changes."""
        draft = self.draft
        if self._outlined is None or self._outlined[0] is not draft:
            self._outlined = draft, outline(draft)
        return self._outlined[1]

    def key_of(self, index: int) -> int:
        """The key of the part at a place in the draft."""
        return self._keys[index]

    # Text

    def text(self, key: int) -> str:
        """The text that an editor shows: without the guidance at its head and the blank lines around it."""
        return self._frame(key).text

    def write(self, key: int, text: str) -> bool:
        """Take over what an editor shows; returns whether it differs from what the draft held.

        Whoever changes a section has read it: it is no more 待看.
        """
        frame = self._frame(key)
        if text == frame.text:
            return False
        if self._open_step is None:
            self._undo.typed(self._state, key, frame.text, text)
        first_text, first_body = self._first_bodies[key]
        if text == first_text:
            self._frames.pop(key)
            self._set_body(key, first_body)
            self._mark(key, unread=False)
            return True
        before, after = frame.before, self._body(key)[len(frame.before + frame.text) :]
        if text and not before.endswith("\n") and key != PREAMBLE:
            before += "\n"
        if text and not after.endswith("\n\n"):
            after = "\n\n" if self.draft.parts else after or "\n"
        self._frames[key] = Frame(before, text)
        self._set_body(key, before + text + after)
        self._mark(key, unread=False)
        return True

    def body_offset(self, key: int, offset: int) -> int:
        """The offset in a part's body of an offset in the text its editor shows."""
        return len(self._frame(key).before) + offset

    def take_body(self, key: int, body: str) -> str:
        """Take over a part's whole body, changed elsewhere than in its editor; returns the text to show.

        To be called within `step`.
        """
        frame = self._frame(key)
        before = frame.before if body.startswith(frame.before) else _lead(body)
        self._frames[key] = Frame(before, body[len(before) :].rstrip())
        self._set_body(key, body)
        return self.text(key)

    def mark_unread(self, key: int) -> None:
        """Note that a section was filled and is still to be read (待看). To be called within `step`."""
        self._mark(key, unread=True)

    def mark_read(self, keys: Sequence[int], key: int) -> int:
        """Note that sections have been read, in one step that is done at `key`; returns how many were still to be."""
        unread = [self._keys[index] for index in unread_parts(self.draft)]
        read = [one for one in keys if one in unread]
        with self.step("看过了", key):
            for one in read:
                self._mark(one, unread=False)
        return len(read)

    def _mark(self, key: int, *, unread: bool) -> None:
        index = self.index_of(key)
        if (
            index is not None
            and (part := self.draft.parts[index]).with_flag(UNREAD, there=unread) is not part
        ):
            self.draft = self.draft.with_part(index, part.with_flag(UNREAD, there=unread))

    def take_notes(self, draft: Draft) -> None:
        """Take over the source notes of a draft that has more of them."""
        for note in source_notes(draft):
            self._notes.setdefault(note.id, note)
        self._restore_notes()

    # Undo

    @contextmanager
    def step(self, label: str, key: int) -> Iterator[None]:
        """All that is changed meanwhile is one step of undo. label: what is done. key: the part it is done in.

        Inside another step it is a part of that one. Where nothing changed, there is no step.
        """
        if self._open_step is not None:
            yield
            return
        before = self._open_step = self._state
        try:
            yield
        finally:
            self._open_step = None
            if self.draft != before.draft:
                self._undo.done(before, label, key, _size_beside(before.draft, self.draft))

    def undo(self) -> Undone | None:
        """Take back the last change of the draft, whatever it was; None where there is none."""
        return self._return_to(self._undo.undo(self._state))

    def redo(self) -> Undone | None:
        """Make the change again that was taken back last; None where there is none."""
        return self._return_to(self._undo.redo(self._state))

    @property
    def _state(self) -> State:
        return State(self.draft, self._keys, dict(self._frames))

    def _return_to(self, step: Step | None) -> Undone | None:
        if step is None:
            return None
        now = self._state
        self.draft = step.before.draft
        self._take_keys(step.before.keys)
        self._frames = dict(step.before.frames)
        self._restore_notes()
        bodies = {key: part.body for key, part in zip(now.keys, now.draft.parts, strict=True)}
        bodies[PREAMBLE] = now.draft.preamble
        changed = tuple(key for key in self.keys if bodies.get(key) != self._body(key))
        return Undone(step.label, step.key if step.key in self.keys else self.keys[0], changed)

    # Structure

    def add(self, after: int, heading: str) -> int:
        """Add a section after one and all below it; returns its key."""
        known = set(self._keys)
        place = self.index_of(after) or 0
        with self.step("加一节", after):
            self._restructure(lambda draft: add_part(draft, place, heading))
        return next(key for key in self._keys if key not in known)

    def remove(self, key: int) -> int:
        """Remove a section and all below it; returns the key of the one to show next."""
        place = self._places[key]
        with self.step("删除本节", key):
            self._restructure(lambda draft: remove_part(draft, place))
        return self.keys[min(max(place - 1, 0), len(self.keys) - 1)]

    def move(self, key: int, step: int) -> bool:
        """Move a section and all below it one sibling up (−1) or down (+1); returns whether it could."""
        place, before = self._places[key], self._keys
        with self.step("移动本节", key):
            self._restructure(lambda draft: move_part(draft, place, step))
        return self._keys != before

    def rename(self, key: int, heading: str) -> None:
        """Give a section another heading."""
        with self.step("改标题", key):
            self.draft = rename_part(self.draft, self._places[key], heading)

    def change_level(self, key: int, step: int) -> bool:
        """Put a section and all below it a level deeper (1) or higher (-1); returns whether it could."""
        place, before = self._places[key], self.draft
        with self.step("改级别", key):
            self.draft = change_level(self.draft, place, step)
        return self.draft != before

    def take_front(self, front: str) -> None:
        """Take over front matter that was changed elsewhere."""
        self.draft = replace(self.draft, front=front)

    # Saving

    def for_saving(self) -> StoredDraft:
        """The draft as it is to be written: without the notes whose mark is gone from the text."""
        return replace(self.stored, draft=drop_unreferenced_notes(self.draft))

    def saved(self, stored: StoredDraft) -> None:
        """Note that `stored` is what stands on disk now."""
        self.stored = stored
        self._on_disk = stored.draft

    @property
    def unsaved(self) -> bool:
        """Whether the file on disk would change if the draft were saved."""
        on_disk = self._on_disk
        return on_disk is None or write_draft(self.for_saving().draft) != write_draft(on_disk)

    def _body(self, key: int) -> str:
        part = self.part(key)
        return self.draft.preamble if part is None else part.body

    def _set_body(self, key: int, body: str) -> None:
        index = self.index_of(key)
        if index is None:
            self.draft = replace(self.draft, preamble=body)
        else:
            self.draft = self.draft.with_part(index, self.draft.parts[index].with_body(body))

    def _frame(self, key: int) -> Frame:
        body = self._body(key)
        frame = self._frames.get(key)
        if frame is None or not frame.fits(body):
            before = _lead(body)
            frame = self._frames[key] = Frame(before, body[len(before) :].rstrip())
            self._first_bodies.setdefault(key, (frame.text, body))
        return frame

    def _restructure(self, change: Callable[[Draft], Draft]) -> None:
        """Apply a change of structure to the draft and, with keys for bodies, to its shadow, which tells the new order."""
        shadow = Draft(parts=tuple(Part(part.line, f"{key}\n\n") for part, key in self._keyed_parts()))
        bodies = [part.body.strip() for part in change(shadow).parts]
        self.draft = change(self.draft)
        self._take_keys(int(body) if body else self._new_key() for body in bodies)
        self._restore_notes()

    def _take_keys(self, keys: Iterable[int]) -> None:
        """Let the parts have these keys, in order."""
        taken = tuple(keys)
        if taken != self._keys:
            self._keys, self._places = taken, {key: place for place, key in enumerate(taken)}

    def _keyed_parts(self) -> list[tuple[Part, int]]:
        return list(zip(self.draft.parts, self._keys, strict=True))

    def _new_key(self) -> int:
        self._next_key += 1
        return self._next_key - 1

    def _restore_notes(self) -> None:
        present = {note.id for note in source_notes(self.draft)}
        for note_id, note in self._notes.items():
            if note_id not in present:
                self.draft = add_note(self.draft, note)


def _size_beside(old: Draft, new: Draft) -> int:
    """Characters of the parts of one draft that another does not have."""
    kept = set(map(id, new.parts))
    return len(old.preamble) + sum(len(part.body) for part in old.parts if id(part) not in kept)


def _lead(body: str) -> str:
    match = _LEAD.match(body)
    return match[0] if match else ""


def topic_and_genre(draft: Draft) -> tuple[str, str]:
    """What a draft is about and of which genre, as its front matter says, else as its title names it."""
    about = topic_of_title(draft.title) or draft.title
    try:
        metadata = read_front_matter(draft.front)
    except DraftFormatError:
        return about, ""
    return str(metadata.fields.get("topic") or about), metadata.genre


@dataclass(frozen=True, slots=True)
class FrontProblem:
    """Why a front matter cannot be understood. line: of the file, from 1, to look at first."""

    reason: str
    line: int


def front_problem(draft: Draft) -> FrontProblem | None:
    """Why the front matter cannot be understood; None where it can."""
    try:
        read_front_matter(draft.front)
    except DraftFormatError as error:
        lines = draft.front.rstrip("\n").split("\n")
        told = error.line if isinstance(error, FrontMatterError) else 0
        fields = next((number for number, line in enumerate(lines, 1) if line.startswith("fields")), 2)
        return FrontProblem(str(error), min(told or fields, len(lines)))
    return None


def as_plain_text(stored: StoredDraft) -> StoredDraft:
    """The same file with all its text as one piece, to be mended where it is no draft."""
    return stored.with_draft(Draft(preamble=write_draft(stored.draft)))


def as_draft(stored: StoredDraft) -> StoredDraft:
    """The same file with its text read as a draft again."""
    return stored.with_draft(parse_draft(write_draft(stored.draft)))
