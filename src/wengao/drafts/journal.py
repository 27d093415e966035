"""The autosave journal (自动保存): what stands on the screen and not yet in the draft's file.

The interface calls `SessionJournal.record` within JOURNAL_INTERVAL of every change, so that no crash takes more than
that. Two records take turns in two files, each written whole, numbered, and carrying a digest of itself: where a power
cut leaves the newest cut short, the one before it holds. The number and not the clock says which is newer. A save that
takes over the text, or a drafter who says no to it, ends it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.drafts.places import is_in_place, make_record_folder, present_path, record_folder, trusted_root
from wengao.drafts.store import file_holds, is_draft_name
from wengao.errors import InputError, LinkInTheWayError
from wengao.files.folders import opened_folder
from wengao.files.regular import is_folder
from wengao.files.rights import rights_of
from wengao.files.text_form import UTF8, TextForm
from wengao.files.writing import read_own, remove_file, sweep_unfinished, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

JOURNAL_INTERVAL = 1.0
"""Seconds after a change by which it should be recorded; with the writing itself never more than two are lost."""

_SLOTS = ("journal.0", "journal.1")
_HEAD_END = b"\n"
_NO_RECORD = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)
"""What comes up over a file in the place of a record that holds something else."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a journal holds.

    draft_path: the draft's file, absolute. text: the whole text of the file as it would be saved. base: the fingerprint
    of the file the text was opened from or last saved to, empty for a new one. recorded_at: when, with a time zone, as
    the clock had it. number: from 1, higher for what was recorded later; 0 in journals of old. form: how the text stands
    in the file. workspace: the one it was recorded from; None in journals of old. kept_in: the folder of the record.
    """

    draft_path: Path
    text: str
    base: str
    recorded_at: datetime.datetime
    number: int = 0
    form: TextForm = UTF8
    workspace: Path | None = None
    kept_in: Path | None = None

    @property
    def order(self) -> tuple[int, datetime.datetime]:
        """What tells the later of two records of a draft; the clock only for journals of old."""
        return self.number, self.recorded_at


Slots = tuple[Record | None, Record | None]
"""What the two files of a journal hold, None for one that holds no whole record."""


class Journal:
    """The journal of one draft in one history folder (.wengao/history of the workspace)."""

    def __init__(self, history_folder: Path, draft_path: Path, workspace: Path | None = None) -> None:
        self.draft_path = draft_path.absolute()
        self._history = history_folder
        self._root = trusted_root(history_folder)
        self._workspace = workspace or self._root
        self.folder = record_folder(history_folder, draft_path)

    @property
    def is_reachable(self) -> bool:
        """Whether the place for the journal is there: its own folder, or one that the workspace still stands around."""
        return is_folder(self.folder) or is_in_place(self._history)

    def record(
        self,
        text: str,
        clock: Callable[[], datetime.datetime],
        *,
        base: str = "",
        form: TextForm = UTF8,
        number: int = 0,
        slots: Slots | None = None,
    ) -> bool:
        """Put the draft's whole text on disk; returns whether it was written (the same text again is not).

        number: what the record's own has to be at least. slots: what `slots` has just said. Raises InputError where the
        disk refuses; what was recorded before then still stands.
        """
        first, second = slots or self.slots()
        newest = _newest((first, second))
        if newest is not None and newest.text == text and newest.number >= number - 1:
            return False
        older = _SLOTS[0] if first is None or (second is not None and first is not newest) else _SLOTS[1]
        now = clock().astimezone()
        body = text.encode("utf-8", "surrogatepass")
        head = {
            "draft": str(self.draft_path),
            "workspace": str(self._workspace),
            "base": base,
            "recorded_at": now.isoformat(),
            "number": max(number, newest.number + 1 if newest else 1),
            "form": asdict(form),
            "bytes": len(body),
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        data = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass") + _HEAD_END + body
        rights = rights_of(self.draft_path)
        make_record_folder(self._history, self.folder, rights)
        sweep_unfinished(self.folder / older, now.timestamp(), below=self._root)
        write_file(self.folder / older, data, below=self._root, rights=rights)
        return True

    def slots(self) -> Slots:
        """What each of the two files holds."""
        first, second = (_read(self._history, self.folder / slot) for slot in _SLOTS)
        return first, second

    def newest(self) -> Record | None:
        """The newest whole record, or None."""
        return _newest(self.slots())

    def recoverable(self) -> Record | None:
        """The newest whole record whose text the draft's file does not hold, or None."""
        return _unsaved(self.newest())

    def settle(self, saved_text: str, up_to: int = 0) -> None:
        """End the journal because `saved_text` stands in the file; a newer text recorded meanwhile stays.

        up_to: the number of the last record that the saved text is known to be later than.
        """
        record = self.newest()
        if record is None or record.text == saved_text or 0 < record.number <= up_to:
            self.discard()

    def discard(self) -> None:
        """End the journal, whatever it holds."""
        _remove_slots(self.folder, self._root)


class SessionJournal:
    """The journal of a draft while one drafter has it open.

    It goes into the workspace, or into `elsewhere` (the user's state folder) as long as the workspace takes nothing. The
    session knows which records are its own: a save ends those, and no others.
    """

    def __init__(self, history_folder: Path, elsewhere: Path, draft_path: Path) -> None:
        self._folders = (history_folder, elsewhere)
        workspace = trusted_root(history_folder)
        self._journals = tuple(Journal(folder, draft_path, workspace) for folder in self._folders)
        self._own = 0

    @property
    def own(self) -> int:
        """The number of the last record that this session made or took over; 0 for none."""
        return self._own

    def record(
        self,
        text: str,
        clock: Callable[[], datetime.datetime],
        *,
        base: str,
        form: TextForm,
        elsewhere: bool = False,
        slots: Sequence[Slots] | None = None,
    ) -> Path | None:
        """Record a text; returns the history folder it went to, None where it was recorded already.

        elsewhere: whether the workspace is known to have gone. slots: what `slots` has just said: every record is read
        whole and held against its digest, and once is enough. Raises InputError where neither place takes it.
        """
        slots = self.slots() if slots is None else slots
        newest = _newest(record for pair in slots for record in pair)
        number = max(self._own, newest.number if newest else 0) + 1
        refusal: InputError | None = None
        for folder, journal, held in list(zip(self._folders, self._journals, slots, strict=True))[elsewhere:]:
            try:
                written = journal.record(text, clock, base=base, form=form, number=number, slots=held)
            except InputError as error:
                refusal = refusal or error
                continue
            self._own = number if written else max(self._own, newest.number if newest else 0)
            return folder if written else None
        raise refusal or InputError(f"记不下 {self._journals[0].draft_path} 的留底")

    def slots(self) -> tuple[Slots, ...]:
        """What the files in each place hold."""
        return tuple(journal.slots() for journal in self._journals)

    def newest(self) -> Record | None:
        """The newest record in either place, or None."""
        return _newest(record for pair in self.slots() for record in pair)

    def recoverable(self) -> Record | None:
        """The newest record in either place, where the draft's file does not hold its text."""
        return _unsaved(self.newest())

    def foreign(self, slots: Sequence[Slots] | None = None) -> Record | None:
        """What an earlier session left unsaved and this one has not taken over. slots: what `slots` has just said."""
        record = _newest(record for pair in (self.slots() if slots is None else slots) for record in pair)
        return None if record is None or 0 < record.number <= self._own else _unsaved(record)

    def holds(self, record: Record) -> bool:
        """Whether a record lies where this journal looks."""
        return any(journal.folder == record.kept_in for journal in self._journals)

    def take_over(self, record: Record) -> None:
        """Go on from a record of an earlier session: its text stands in the session now."""
        self._own = max(self._own, record.number)

    def settle(self, saved_text: str, up_to: int) -> None:
        """See `Journal.settle`.

        While the workspace has gone, what lies elsewhere stays: it is newer than what the workspace took along.
        """
        for journal in self._newest_last() if self._journals[0].is_reachable else ():
            journal.settle(saved_text, up_to)

    def discard(self) -> None:
        """End the journal in both places, whatever it holds."""
        for journal in self._newest_last():
            journal.discard()

    def _newest_last(self) -> list[Journal]:
        return sorted(self._journals, key=lambda journal: _place_in_order(journal.newest()))


def recorded_drafts(history_folder: Path) -> tuple[Record, ...]:
    """The newest record of every draft that has one, whether its file holds the text or not."""
    try:
        with opened_folder(history_folder, below=trusted_root(history_folder)) as opened:
            folders = [history_folder / name for name in sorted(opened.names())]
    except (OSError, LinkInTheWayError):
        return ()
    newest = (_newest(_read(history_folder, folder / slot) for slot in _SLOTS) for folder in folders)
    return tuple(record for record in newest if record is not None)


def discard_record(record: Record) -> None:
    """End the journal that a record was found in."""
    if record.kept_in is not None:
        _remove_slots(record.kept_in, trusted_root(record.kept_in.parent))


def _remove_slots(folder: Path, root: Path) -> None:
    """Remove the records in a folder, the newest last: an end in between leaves none that is older than the file."""
    slots = [folder / slot for slot in _SLOTS]
    records = {slot: _read(folder.parent, slot) for slot in slots}
    for slot in sorted(slots, key=lambda slot: _place_in_order(records[slot])):
        remove_file(slot, below=root)


def _place_in_order(record: Record | None) -> tuple[bool, tuple[int, datetime.datetime] | None]:
    """What sorts records, what cannot be read before all of them."""
    return (False, None) if record is None else (True, record.order)


def _newest(records: Iterable[Record | None]) -> Record | None:
    return max(
        (record for record in records if record is not None), key=lambda record: record.order, default=None
    )


def _unsaved(record: Record | None) -> Record | None:
    if record is None or file_holds(record.draft_path, record.text, record.form):
        return None
    return record


def _read(history_folder: Path, slot: Path) -> Record | None:
    """The record in a slot; None where there is none, where it is not whole, or where it is of no draft.

    A workspace may come from anyone, its journal with it: no file but a draft is ever written at a record's word.
    """
    try:
        head_bytes, _, body = read_own(slot, below=trusted_root(history_folder)).partition(_HEAD_END)
        head = json.loads(head_bytes)
        if len(body) != head["bytes"] or hashlib.sha256(body).hexdigest() != head["sha256"]:
            return None
        record = Record(
            Path(head["draft"]),
            body.decode("utf-8", "surrogatepass"),
            str(head["base"]),
            datetime.datetime.fromisoformat(head["recorded_at"]).astimezone(),
            int(head.get("number", 0)),
            TextForm.of(head.get("form")),
            Path(head["workspace"]) if "workspace" in head else None,
            slot.parent,
        )
        if not is_draft_name(record.draft_path):
            return None
        return replace(record, draft_path=present_path(history_folder, slot.parent, record.draft_path))
    except (OSError, *_NO_RECORD, LinkInTheWayError):
        return None
