"""The one undo (撤销) of a draft: text, structure, insertions, fixes and decisions are steps of one line.

A step is the draft as it was before, which shares all that did not change with the draft after it. Typing goes on in one
step as Word has it: until a pause, a line break, a change from writing to taking out, or another place.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wengao.drafts.model import Draft

MOST_STEPS = 1000
"""Steps that can be taken back; a day's writing has some hundreds."""
MOST_CHARACTERS = 20_000_000
"""Characters that the steps may hold beside the draft itself, about 40 MB: only texts of megabytes come to that."""
_A_PART = 60
"""Characters that take as much memory as what a step keeps of each part: its places among parts, keys and frames."""
_PAUSE = 2.0
"""Seconds without typing after which a new step begins."""
_LONGEST = 100
"""Characters typed one by one that make one step at most."""


@dataclass(frozen=True, slots=True)
class State:
    """A draft, the keys of its parts in order, and how the bodies of parts are cut for their editors, by key."""

    draft: Draft
    keys: tuple[int, ...]
    frames: Mapping[int, Frame]


@dataclass(frozen=True, slots=True)
class Frame:
    """How a body is cut for its editor: guidance and blank lines before, then the text; only blank lines follow."""

    before: str
    text: str

    def fits(self, body: str) -> bool:
        """Whether a body still is cut this way."""
        shown = self.before + self.text
        return body.startswith(shown) and not body[len(shown) :].strip()


@dataclass(frozen=True, slots=True)
class Step:
    """A change. before: what stood before it. label: what was done, empty for typing. key: the part it was done in."""

    before: State
    label: str
    key: int
    size: int

    @property
    def held(self) -> int:
        """Characters, or what takes as much memory, that this step holds."""
        return self.size + _A_PART * len(self.before.keys)


@dataclass(frozen=True, slots=True)
class _Typing:
    """What was typed last. key: in which part. removing: whether it took text out. end: where it ended."""

    key: int
    removing: bool
    end: int
    characters: int
    at: float


class UndoLine:
    """The steps behind and before the present state. clock: seconds that only grow."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._past: list[Step] = []
        self._future: list[Step] = []
        self._held = 0
        self._typing: _Typing | None = None

    @property
    def steps(self) -> int:
        """How many steps can be taken back."""
        return len(self._past)

    def done(self, before: State, label: str, key: int, size: int) -> None:
        """Note a change of its own. size: characters that only the state before it holds."""
        self._typing = None
        self._push(Step(before, label, key, size))

    def typed(self, before: State, key: int, old: str, new: str) -> None:
        """Note that the text of a part was typed from `old` to `new`: a step of its own, or more of the last one."""
        change = _change(old, new)
        removed, inserted = change.removed, change.inserted
        touched = old[change.start : change.start + removed] + new[change.start : change.start + inserted]
        single = max(removed, inserted) <= 1 and "\n" not in touched
        last = self._typing
        if last is None or self._future or not single or not self._goes_on(last, key, change):
            self._push(Step(before, "", key, len(old)))
            last = None
        characters = (last.characters if last else 0) + max(removed, inserted)
        end = change.start + inserted
        self._typing = _Typing(key, removed > 0, end, characters, self._clock()) if single else None

    def _goes_on(self, last: _Typing, key: int, change: _Change) -> bool:
        """Whether a single character goes on with what was typed last, beside where that ended."""
        return (
            last.key == key
            and last.removing == (change.removed > 0)
            and last.end in (change.start, change.start + change.removed)
            and last.characters < _LONGEST
            and self._clock() - last.at <= _PAUSE
        )

    def undo(self, now: State) -> Step | None:
        """Take the last step back; returns it, None where there is none. now: the present state."""
        return self._moved(self._past, self._future, now)

    def redo(self, now: State) -> Step | None:
        """Make the step again that was taken back last; `before` of what is returned is the state after it."""
        return self._moved(self._future, self._past, now)

    def _moved(self, source: list[Step], target: list[Step], now: State) -> Step | None:
        self._typing = None
        if not source:
            return None
        step = source.pop()
        target.append(Step(now, step.label, step.key, step.size))
        self._held = sum(one.held for one in self._past)
        return step

    def _push(self, step: Step) -> None:
        self._past.append(step)
        self._future.clear()
        self._held += step.held
        while len(self._past) > MOST_STEPS or (self._held > MOST_CHARACTERS and len(self._past) > 1):
            self._held -= self._past.pop(0).held


@dataclass(frozen=True, slots=True)
class _Change:
    """Where two texts differ: from `start`, so many characters taken out and put in."""

    start: int
    removed: int
    inserted: int


def _change(old: str, new: str) -> _Change:
    shortest = min(len(old), len(new))
    start = _shared(old, new, shortest)
    end = _shared(old[::-1], new[::-1], shortest - start)
    return _Change(start, len(old) - start - end, len(new) - start - end)


def _shared(one: str, other: str, most: int) -> int:
    """How many characters two texts share at their start, `most` at most; by halves, for texts may be long."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
