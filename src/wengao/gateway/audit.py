"""The audit log (审计): who asked what, when, from where, and how much came back; one line of JSON each, no passage text.

A question that cannot be written down is not answered.
"""

from __future__ import annotations

import hashlib
import json
import threading
from typing import TYPE_CHECKING, Any

from wengao.errors import InputError
from wengao.files.rights import PRIVATE
from wengao.files.writing import open_to_append

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable
    from pathlib import Path

_LONGEST_SHOWN = 30
"""Characters of a text that are written down: a query is shorter, a passage that others are to resemble is longer."""
_MOST_SHOWN = 12


class AuditError(Exception):
    """A line could not be written down."""


class Audit:
    """The log in a file, opened anew for each line, so that it may be moved away at any time."""

    def __init__(self, file: Path, clock: Callable[[], datetime.datetime]) -> None:
        self._file = file
        self._clock = clock
        self._turn = threading.Lock()

    def note(self, user: str, address: str, what: str, outcome: str, **more: Any) -> None:
        """Write down a line. Raises AuditError where the disk refuses."""
        moment = self._clock().isoformat(timespec="milliseconds")
        line = {"time": moment, "user": user, "address": address, "what": what, "outcome": outcome, **more}
        try:
            with self._turn, open_to_append(self._file, below=self._file.parent, rights=PRIVATE) as stream:
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
        except (OSError, InputError) as error:
            raise AuditError(str(error)) from error


def shown(texts: Iterable[str]) -> list[str]:
    """Texts as they are written down: short ones as they are, of longer ones the length and a digest to compare by."""
    told = list(texts)
    short = [
        text
        if len(text) <= _LONGEST_SHOWN
        else f"（{len(text)} 字 {hashlib.sha256(text.encode()).hexdigest()[:12]}）"
        for text in told[:_MOST_SHOWN]
    ]
    return short if len(told) <= _MOST_SHOWN else [*short, f"……共 {len(told)} 项"]
