"""Versions of a draft at its save points (历史版本): kept whole, thinned with age, never changed.

Of the last hour every version is kept; of the last day the last one of each hour; of the last month the last one of
each day; before that the last one of each month. The first version of all is never thinned away.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.drafts.journal import make_folder
from wengao.drafts.markdown import parse_draft
from wengao.drafts.places import record_folder
from wengao.drafts.store import write_atomically
from wengao.errors import InputError, UsageError
from wengao.prose.sentences import count_characters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NAME = re.compile(r"(?P<moment>\d{8}T\d{6}\d{6}Z)-(?P<digest>[0-9a-f]{8})\.md")
_MOMENT = "%Y%m%dT%H%M%S%fZ"
_ALL = datetime.timedelta(hours=1)
_HOURLY = datetime.timedelta(days=1)
_DAILY = datetime.timedelta(days=31)
_FOLDER = "versions"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a draft. id: its digest, 8 hex digits. saved_at: when, with a time zone. path: where it is kept."""

    id: str
    saved_at: datetime.datetime
    path: Path

    @property
    def text(self) -> str:
        """The text of the draft's file at that moment, line breaks as \\n. Raises InputError where it cannot be read."""
        try:
            return self.path.read_text(encoding="utf-8").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"这个版本读不了：{self.path}", "请换一个版本") from error

    @property
    def characters(self) -> int:
        """字 of the draft as a reader of the export sees it."""
        return count_characters(parse_draft(self.text).prose)


class History:
    """The versions of one draft, in `history_folder` (.wengao/history of the workspace)."""

    def __init__(self, history_folder: Path, draft_path: Path) -> None:
        self._folder = record_folder(history_folder, draft_path) / _FOLDER

    def versions(self) -> tuple[Version, ...]:
        """Every version, the newest first."""
        files = self._folder.iterdir() if self._folder.is_dir() else iter(())
        found = [
            Version(match["digest"], _moment(match["moment"]), file)
            for file in files
            if (match := _NAME.fullmatch(file.name))
        ]
        return tuple(sorted(found, key=lambda version: version.saved_at, reverse=True))

    def version(self, version_id: str) -> Version:
        """A version by its id, the beginning of it, or its number in the list from 1 (the newest).

        Raises UsageError where there is none.
        """
        versions = self.versions()
        wanted = version_id.strip().lower()
        if wanted.isdecimal() and 1 <= int(wanted) <= len(versions):
            return versions[int(wanted) - 1]
        found = [version for version in versions if wanted and version.id.startswith(wanted)]
        if not found:
            raise UsageError(f"没有编号为 {version_id} 的版本", "编号见 wengao history 的列表")
        return found[0]

    def keep(self, text: str, now: datetime.datetime) -> Version | None:
        """Keep `text` as the newest version and thin the rest; None where it is the newest version already.

        Raises InputError where the disk refuses.
        """
        data = text.encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(data).hexdigest()[:8]
        versions = self.versions()
        if versions and versions[0].id == digest:
            return None
        moment = now.astimezone(datetime.UTC)
        if versions and moment <= versions[0].saved_at:
            moment = versions[0].saved_at + datetime.timedelta(microseconds=1)
        make_folder(self._folder)
        kept = Version(digest, moment, self._folder / f"{moment.strftime(_MOMENT)}-{digest}.md")
        write_atomically(kept.path, data)
        for version in thinned((kept, *versions), moment):
            with suppress(OSError):
                version.path.unlink(missing_ok=True)
        return kept


def thinned(versions: Iterable[Version], now: datetime.datetime) -> tuple[Version, ...]:
    """The versions that are no longer kept at `now`; hours, days and months are those of the drafter's clock."""
    ordered = sorted(versions, key=lambda version: version.saved_at, reverse=True)
    taken: set[tuple[int, ...]] = set()
    dropped = []
    for version in ordered[:-1]:
        period = _period(version.saved_at, now)
        if period is None:
            continue
        if period in taken:
            dropped.append(version)
        taken.add(period)
    return tuple(dropped)


def _period(moment: datetime.datetime, now: datetime.datetime) -> tuple[int, ...] | None:
    """The hour, day or month of which one version is kept; None for what is too young to be thinned."""
    age, local = now - moment, moment.astimezone()
    if age <= _ALL:
        return None
    if age <= _HOURLY:
        return (local.year, local.month, local.day, local.hour)
    if age <= _DAILY:
        return (local.year, local.month, local.day)
    return (local.year, local.month)


def _moment(text: str) -> datetime.datetime:
    return datetime.datetime.strptime(text, _MOMENT).replace(tzinfo=datetime.UTC)
