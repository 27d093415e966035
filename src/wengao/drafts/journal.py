"""The autosave journal (自动保存): what stands on the screen and not yet in the draft's file.

The interface calls `Journal.record` within JOURNAL_INTERVAL of every change, so that no crash takes more than that.
Two records take turns in two files, each written whole and carrying a digest of itself: where a power cut leaves the
newest cut short, the one before it holds. A save that takes over the text, or a drafter who says no to it, ends it.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.drafts.places import record_folder
from wengao.drafts.store import sweep_unfinished, write_atomically
from wengao.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

JOURNAL_INTERVAL = 1.0
"""Seconds after a change by which it should be recorded; with the writing itself never more than two are lost."""

_SLOTS = ("journal.0", "journal.1")
_HEAD_END = b"\n"


@dataclass(frozen=True, slots=True)
class Record:
    """What a journal holds.

    draft_path: the draft's file, absolute. text: the whole text of the file as it would be saved. base: the fingerprint
    of the file the text was opened from or last saved to, empty for a new one. recorded_at: when, with a time zone.
    """

    draft_path: Path
    text: str
    base: str
    recorded_at: datetime.datetime


class Journal:
    """The journal of one draft, in `history_folder` (.wengao/history of the workspace)."""

    def __init__(self, history_folder: Path, draft_path: Path) -> None:
        self.draft_path = draft_path.absolute()
        self._folder = record_folder(history_folder, draft_path)

    def record(self, text: str, clock: Callable[[], datetime.datetime], *, base: str = "") -> bool:
        """Put the draft's whole text on disk; returns whether it was written (the same text again is not).

        Raises InputError where the disk refuses; what was recorded before then still stands.
        """
        newest = self._newest()
        if newest is not None and newest.text == text:
            return False
        now = clock().astimezone()
        body = text.encode("utf-8", "surrogatepass")
        head = {
            "draft": str(self.draft_path),
            "base": base,
            "recorded_at": now.isoformat(),
            "bytes": len(body),
            "sha256": hashlib.sha256(body).hexdigest(),
        }
        data = json.dumps(head, ensure_ascii=False).encode("utf-8", "surrogatepass") + _HEAD_END + body
        make_folder(self._folder)
        slot = self._older_slot()
        sweep_unfinished(slot, now.timestamp())
        write_atomically(slot, data)
        return True

    def recoverable(self) -> Record | None:
        """The newest whole record whose text the draft's file does not hold, or None."""
        record = self._newest()
        return None if record is None or _file_text(record.draft_path) == record.text else record

    def settle(self, saved_text: str) -> None:
        """End the journal because `saved_text` stands in the file; a newer text recorded meanwhile stays."""
        record = self._newest()
        if record is None or record.text == saved_text:
            self.discard()

    def discard(self) -> None:
        """End the journal, whatever it holds."""
        for slot in _SLOTS:
            with suppress(OSError):
                (self._folder / slot).unlink(missing_ok=True)

    def _newest(self) -> Record | None:
        records = [record for slot in _SLOTS if (record := _read(self._folder / slot)) is not None]
        return max(records, key=lambda record: record.recorded_at, default=None)

    def _older_slot(self) -> Path:
        """The slot to write next: one that holds nothing whole, else the older of the two."""
        first, second = (self._folder / slot for slot in _SLOTS)
        one, other = _read(first), _read(second)
        if one is None:
            return first
        return second if other is None or other.recorded_at < one.recorded_at else first


def recoverable_drafts(history_folder: Path) -> tuple[Record, ...]:
    """Every draft whose journal holds what its file does not, the one written last first."""
    folders = sorted(history_folder.iterdir()) if history_folder.is_dir() else []
    records = []
    for folder in folders:
        found = [record for slot in _SLOTS if (record := _read(folder / slot)) is not None]
        if not found:
            continue
        newest = max(found, key=lambda record: record.recorded_at)
        if _file_text(newest.draft_path) != newest.text:
            records.append(newest)
    return tuple(sorted(records, key=lambda record: record.recorded_at, reverse=True))


def make_folder(folder: Path) -> None:
    """Make a folder of wengao's own. Raises InputError where the disk refuses."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"写不了文稿的历史 {folder}：{error.strerror or error}", "请检查工作区的权限和磁盘空间"
        ) from error


def _read(slot: Path) -> Record | None:
    """The record in a slot; None where there is none or where it is not whole."""
    try:
        head_bytes, _, body = slot.read_bytes().partition(_HEAD_END)
        head = json.loads(head_bytes)
        if len(body) != head["bytes"] or hashlib.sha256(body).hexdigest() != head["sha256"]:
            return None
        recorded_at = datetime.datetime.fromisoformat(head["recorded_at"]).astimezone()
        return Record(Path(head["draft"]), body.decode("utf-8", "surrogatepass"), head["base"], recorded_at)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _file_text(path: Path) -> str | None:
    """The text of a draft's file with line breaks as \\n; None where it cannot be read."""
    try:
        return path.read_bytes().decode("utf-8", "surrogatepass").replace("\r\n", "\n")
    except (OSError, ValueError):
        return None
