"""Versions of a draft at its save points (历史版本): kept whole, thinned with age, never changed.

Of the last hour every version is kept; of the last day the last one of each hour; of the last month the last one of
each day; before that the last one of each month. The first version of all is never thinned away.

Versions are numbered in the order in which they were saved, whatever the clock said. Their ages are counted over the
work on the draft: a pause of more than a day, and a clock that goes back, make nothing older, for it may be the clock
that has jumped. A draft that lies for a month keeps its versions until work on it goes on.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from wengao.drafts.markdown import parse_draft
from wengao.drafts.places import make_record_folder, record_folder, trusted_root
from wengao.errors import InputError, LinkInTheWayError, UsageError
from wengao.files.folders import opened_folder
from wengao.files.rights import rights_of
from wengao.files.writing import read_own, remove_file, sweep_own_folder, write_file
from wengao.language.sentences import count_characters

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NAME = re.compile(r"(?P<moment>\d{8}T\d{6}\d{6}Z)-(?P<digest>[0-9a-f]{8})(?:-(?P<number>\d{1,9}))?\.md")
_MOMENT = "%Y%m%dT%H%M%S%fZ"
_ALL = datetime.timedelta(hours=1)
_HOURLY = datetime.timedelta(days=1)
_DAILY = datetime.timedelta(days=31)
_LONGEST_PAUSE = datetime.timedelta(days=1)
_NO_TIME = datetime.timedelta()
_FOLDER = "versions"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a draft.

    id: its digest, 8 hex digits. saved_at: when, with a time zone, as the clock had it. path: where it is kept.
    number: its place in the order of saving, from 1; 0 for versions of old, which the clock orders.
    """

    id: str
    saved_at: datetime.datetime
    path: Path
    number: int = 0

    @property
    def order(self) -> tuple[int, datetime.datetime]:
        """What tells the later of two versions."""
        return self.number, self.saved_at

    @property
    def text(self) -> str:
        """The text of the draft's file at that moment, line breaks as \\n. Raises InputError where it cannot be read."""
        try:
            return read_own(self.path).decode("utf-8", "surrogatepass").replace("\r\n", "\n")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"这个版本读不了：{self.path}", "请换一个版本") from error

    @property
    def characters(self) -> int:
        """字 of the draft as a reader of the export sees it."""
        return count_characters(parse_draft(self.text).prose)


class History:
    """The versions of one draft, in `history_folder` (.wengao/history of the workspace)."""

    def __init__(self, history_folder: Path, draft_path: Path) -> None:
        self._draft_path = draft_path
        self._history = history_folder
        self._root = trusted_root(history_folder)
        self._folder = record_folder(history_folder, draft_path) / _FOLDER

    def versions(self) -> tuple[Version, ...]:
        """Every version, the newest first."""
        try:
            with opened_folder(self._folder, below=self._root) as folder:
                names = folder.names()
        except (OSError, LinkInTheWayError):
            return ()
        found = [version for name in names if (version := _version(self._folder / name)) is not None]
        return tuple(sorted(found, key=lambda version: version.order, reverse=True))

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
        moment, number = now.astimezone(datetime.UTC), versions[0].number + 1 if versions else 1
        name = f"{moment.strftime(_MOMENT)}-{digest}-{number}.md"
        kept = Version(digest, moment, self._folder / name, number)
        rights = rights_of(self._draft_path)
        make_record_folder(self._history, self._folder, rights)
        write_file(kept.path, data, below=self._root, rights=rights)
        sweep_own_folder(self._folder, moment.timestamp(), below=self._root)
        for version in thinned((kept, *versions)):
            remove_file(version.path, below=self._root)
        return kept


def thinned(versions: Iterable[Version]) -> tuple[Version, ...]:
    """The versions that are no longer kept when the newest is saved; hours, days and months are those of the clock."""
    ordered = sorted(versions, key=lambda version: version.order, reverse=True)
    taken: set[tuple[int, ...]] = set()
    dropped = []
    age = _NO_TIME
    for later, version in pairwise(ordered[:-1]):
        passed = later.saved_at - version.saved_at
        age += passed if _NO_TIME < passed <= _LONGEST_PAUSE else _NO_TIME
        period = _period(version.saved_at, age)
        if period is None:
            continue
        if period in taken:
            dropped.append(version)
        taken.add(period)
    return tuple(dropped)


def _period(moment: datetime.datetime, age: datetime.timedelta) -> tuple[int, ...] | None:
    """The hour, day or month of which one version is kept; None for what is too young to be thinned."""
    local = moment.astimezone()
    if age <= _ALL:
        return None
    if age <= _HOURLY:
        return (local.year, local.month, local.day, local.hour)
    if age <= _DAILY:
        return (local.year, local.month, local.day)
    return (local.year, local.month)


def _version(path: Path) -> Version | None:
    """The version that a file is by its name, or None."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        moment = datetime.datetime.strptime(match["moment"], _MOMENT).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None
    return Version(match["digest"], moment, path, int(match["number"] or 0))
