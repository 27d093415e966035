"""How often may be asked (限度): so many questions a second of each user, so many wrong passwords of a name and address."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

BURST = 50
"""Times the average that may come at once: filling a speech of thirty sections asks some three hundred questions."""
_MOST_KNOWN = 10_000


class Bucket:
    """Something of which each key may take so much a second, and a store of it at once. clock: seconds that only grow."""

    def __init__(self, per_second: float, store: float, clock: Callable[[], float]) -> None:
        self._rate = per_second
        self._store = store
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def has(self, key: str) -> bool:
        """Whether there is any left for a key."""
        return self._now(key) >= 1

    def take(self, key: str) -> bool:
        """Take one; False where there is none left."""
        left = self._now(key)
        taken = left >= 1
        self._left[key] = (left - taken, self._clock())
        self._left.move_to_end(key)
        while len(self._left) > _MOST_KNOWN:
            self._left.popitem(last=False)
        return taken

    def _now(self, key: str) -> float:
        left, at = self._left.get(key, (self._store, self._clock()))
        return min(self._store, left + (self._clock() - at) * self._rate)
