"""Drafts on their way to a desk's process: of one that was changed only what changed since the last that went there.

After each pause in writing the same draft goes to the processes for its counts, its references and its checks. The first
time it goes whole. From then on each side holds the last one, and what goes is the characters that were typed; the parts
that stayed stay the same values over there, with whatever was read off them.

Messages arrive in the order they are sent in, and a process that is started anew is told everything anew, so that the
other side always holds what the next draft is told by.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wengao.drafts.model import Draft, Part

if TYPE_CHECKING:
    from wengao.processes.exchange import Request


@dataclass(frozen=True, slots=True)
class Edit:
    """A text told by the one before it: `put` stands in place of [start, end) of that."""

    start: int
    end: int
    put: str

    @classmethod
    def between(cls, before: str, after: str) -> Edit:
        """The one place in which two texts differ, as short as it can be told at both its ends."""
        start = _shared(before, after)
        end = _shared(before[start:][::-1], after[start:][::-1])
        return cls(start, len(before) - end, after[start : len(after) - end])

    def applied(self, before: str) -> str:
        """The later text."""
        return f"{before[: self.start]}{self.put}{before[self.end :]}"


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft told by the one that was sent before it, or by an empty one.

    anew: whether it is told by an empty one. first, last: how many parts at the beginning and at the end are as they were.
    parts: those between, the line and the body of each.
    """

    anew: bool
    front: Edit
    preamble: Edit
    tail: Edit
    first: int
    last: int
    parts: tuple[tuple[Edit, Edit], ...]

    @classmethod
    def told(cls, draft: Draft, by: Draft | None) -> SentDraft:
        """How `draft` is told by another, or by none."""
        base = by or Draft()
        most = min(len(base.parts), len(draft.parts))
        first = _alike(base.parts, draft.parts, most)
        last = _alike(base.parts[::-1], draft.parts[::-1], most - first)
        old = base.parts[first : len(base.parts) - last]
        new = draft.parts[first : len(draft.parts) - last]
        return cls(
            by is None,
            Edit.between(base.front, draft.front),
            Edit.between(base.preamble, draft.preamble),
            Edit.between(base.tail, draft.tail),
            first,
            last,
            tuple(
                (Edit.between(before.line, after.line), Edit.between(before.body, after.body))
                for before, after in zip(_padded(old, len(new)), new, strict=True)
            ),
        )

    def read(self, by: Draft) -> Draft:
        """The draft, told by the one that was sent before it; parts that stayed are the same values."""
        base = Draft() if self.anew else by
        old = base.parts[self.first : len(base.parts) - self.last]
        between = tuple(
            Part(line.applied(before.line), body.applied(before.body))
            for before, (line, body) in zip(_padded(old, len(self.parts)), self.parts, strict=True)
        )
        return Draft(
            self.front.applied(base.front),
            self.preamble.applied(base.preamble),
            (*base.parts[: self.first], *between, *base.parts[len(base.parts) - self.last :]),
            self.tail.applied(base.tail),
        )


class DraftSender:
    """The desk's side. To be asked and told by one thread at a time, in the order in which requests are sent."""

    def __init__(self) -> None:
        self._last: Draft | None = None

    def packed(self, request: Request) -> Request:
        """The request with its drafts told by the last one that was sent."""
        last = self._last
        packed: list[Any] = []
        for argument in request.arguments:
            if isinstance(argument, Draft):
                packed.append(SentDraft.told(argument, last))
                last = argument
            else:
                packed.append(argument)
        return replace(request, arguments=tuple(packed))

    def was_sent(self, request: Request) -> None:
        """Note that the other side holds the drafts of a request now. request: as it was before it was packed."""
        drafts = [argument for argument in request.arguments if isinstance(argument, Draft)]
        self._last = drafts[-1] if drafts else self._last


class DraftReceiver:
    """The process's side. To be asked in the order in which requests arrive."""

    def __init__(self) -> None:
        self._last = Draft()

    def unpacked(self, request: Request) -> Request:
        """The request with its drafts whole."""
        arguments = []
        for argument in request.arguments:
            if isinstance(argument, SentDraft):
                self._last = argument.read(self._last)
            arguments.append(self._last if isinstance(argument, SentDraft) else argument)
        return replace(request, arguments=tuple(arguments))


def _padded(parts: tuple[Part, ...], length: int) -> tuple[Part, ...]:
    """So many parts, empty ones where there are fewer."""
    return (*parts[:length], *(Part("") for _ in range(length - len(parts))))


def _alike(before: tuple[Part, ...], after: tuple[Part, ...], most: int) -> int:
    """How many parts two sequences begin with alike, at most so many."""
    pairs = zip(before[:most], after[:most], strict=True)
    return next((index for index, (old, new) in enumerate(pairs) if old is not new and old != new), most)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike, found by halving: comparing slices is far quicker than characters."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
