"""Undo and redo of changes to a draft: a value that remembers the drafts before and after the present one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wengao.drafts.model import Draft

_MOST_STEPS = 200


@dataclass(frozen=True)
class Undoable:
    """A draft with its past and its future. past: the oldest first, 200 at most. future: the next to redo last."""

    draft: Draft
    past: tuple[Draft, ...] = ()
    future: tuple[Draft, ...] = ()

    def changed(self, draft: Draft) -> Undoable:
        """With another present draft; what could be redone is forgotten. The same draft is no change."""
        if draft == self.draft:
            return self
        return Undoable(draft, (*self.past, self.draft)[-_MOST_STEPS:])

    def undone(self) -> Undoable:
        """One step back; itself where there is none."""
        if not self.past:
            return self
        return Undoable(self.past[-1], self.past[:-1], (*self.future, self.draft))

    def redone(self) -> Undoable:
        """One step forward again; itself where there is none."""
        if not self.future:
            return self
        return replace(self, draft=self.future[-1], past=(*self.past, self.draft), future=self.future[:-1])
