"""Where the history and the journal of a draft lie: one folder a draft under .wengao/history/."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_SHOWN_STEM = 30
_DIGEST_LENGTH = 12


def record_folder(history_folder: Path, draft_path: Path) -> Path:
    """The folder that keeps what wengao remembers of the draft at `draft_path`; it need not exist yet.

    Named by the draft's name, for people, and by a digest of where the draft lies: relative to the workspace where it
    lies inside, so that the history goes along when the workspace is moved.
    """
    workspace = history_folder.parent.parent.resolve()
    absolute = draft_path.absolute().parent.resolve() / draft_path.name
    inside = absolute.is_relative_to(workspace)
    shown = absolute.relative_to(workspace).as_posix() if inside else absolute.as_posix()
    digest = hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]
    return history_folder / f"{draft_path.stem[:_SHOWN_STEM]}-{digest}"
