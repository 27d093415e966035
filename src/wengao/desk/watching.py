"""Watching a Word file that WPS or Word may save over: whether it is another than when it was looked at last.

It is asked again and again. Office programs save by writing a file of another name and renaming it, and keep notes beside
the file (~$…, .~…) while they have it open: only the file itself counts, it may be away for a moment, and it is read only
once it has stood still from one look to the next. A file that was saved without a change is none that changed.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from wengao.files.regular import NotRegularError, open_regular

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

LOOK_EVERY = 2.0
"""Seconds between two looks: a change is told within four, and looking costs a few microseconds."""

_Stamp = tuple[int, int, int]


class WordWatch:
    """Watches one file, beginning with it as it is now."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known = _digest(path)
        self._settled = self._seen = _stamp(path)

    def changed(self) -> bool:
        """Whether the file has come to hold something else since this was true last."""
        stamp = _stamp(self.path)
        still, self._seen = stamp == self._seen, stamp
        if stamp is None or not still or stamp == self._settled:
            return False
        digest = _digest(self.path)
        if digest is None or _stamp(self.path) != stamp:
            return False
        self._settled = stamp
        before, self._known = self._known, digest
        return digest != before


def changes(watch: WordWatch, pause: Callable[[], object]) -> Iterator[Path]:
    """The watched file each time that it was changed, without end. pause: waits between two looks."""
    while True:
        pause()
        if watch.changed():
            yield watch.path


def _stamp(path: Path) -> _Stamp | None:
    """What is another after every saving; None where there is no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _digest(path: Path) -> bytes | None:
    """What tells its content; None where it cannot be read, as while an office program holds it."""
    try:
        with open_regular(path) as stream:
            return hashlib.file_digest(stream, "sha256").digest()
    except (OSError, NotRegularError):
        return None
