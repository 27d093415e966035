"""Columns of facts as NumPy arrays: conditions and weights of a whole segment at once, see search.engine.weigh."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from wengao.search.facts import CODED, NUMBERED, OPENING_PARAGRAPHS, facts_from
from wengao.search.likeness import SKETCH_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from numpy.typing import NDArray

    from wengao.search.engine import EngineRequest, Factors
    from wengao.search.facts import Facts

    Floats = NDArray[np.float32]
    Mask = NDArray[np.bool_]
    Numbers = NDArray[np.int64]

_ROW = np.dtype(
    [
        *((name, "<u8") for name in CODED),
        *((name, "<u4") for name in NUMBERED),
        ("sketch", "<u4", (SKETCH_SIZE,)),
    ]
)


_WAYS_OF_AGEING = 2
"""That are kept: the usual one, and that of a query for which what is old serves badly."""


class ArrayColumns:
    """The facts of one segment. deleted: numbers of its documents that are no longer there."""

    def __init__(self, rows: bytes | memoryview, deleted: Iterable[int]) -> None:
        self._rows = np.frombuffer(rows, dtype=_ROW)
        self._columns: dict[str, NDArray[Any]] = {}
        self._weighed: tuple[Factors, Floats] | None = None
        self._aged: list[tuple[tuple[object, ...], Floats]] = []
        self.gone = np.fromiter(deleted, dtype=np.int64)

    def facts(self, numbers: Numbers) -> list[Facts]:
        """The facts of some documents."""
        return [facts_from((*values[:-1], *values[-1])) for values in self._rows[numbers].tolist()]

    def column(self, name: str) -> NDArray[Any]:
        """One column."""
        if name not in self._columns:
            self._columns[name] = np.ascontiguousarray(self._rows[name])
        return self._columns[name]

    def meeting(self, codes: Mapping[str, frozenset[int]], request: EngineRequest) -> Mask | None:
        """Which documents meet the request's conditions on facts and years; None where it has none."""
        conditions = [self._any_of(name, wanted) for name, wanted in codes.items()]
        if request.years is not None:
            first, last = request.years
            years = self.column("year")
            conditions.append(
                (years > 0) & (years >= (first or 0)) & (years <= (last or years.max(initial=0)))
            )
        return np.logical_and.reduce(conditions) if conditions else None

    def weights(self, factors: Factors) -> Floats:
        """What the text score of each document is multiplied by; `exact` is not among it."""
        if self._weighed is None or self._weighed[0] != factors:
            weights = self._recency(factors).copy()
            for name, by_code in (
                ("role", factors.roles),
                ("genre", factors.genres),
                ("kind", factors.kinds),
                ("passage", factors.starred),
            ):
                for factor in set(by_code.values()) - {1.0}:
                    codes = frozenset(code for code, value in by_code.items() if value == factor)
                    weights[self._any_of(name, codes)] *= factor
            if factors.opening != 1.0:
                weights[self.column("paragraph") < OPENING_PARAGRAPHS] *= factors.opening
            self._weighed = (factors, weights)
        return self._weighed[1]

    def _any_of(self, name: str, codes: frozenset[int]) -> Mask:
        return np.isin(self.column(name), np.fromiter(codes, dtype=np.uint64, count=len(codes)))

    def _recency(self, factors: Factors) -> Floats:
        """What age leaves of each document; kept for the last ways of ageing, which change seldom."""
        ageing = (factors.half_lives, factors.oldest, factors.year)
        kept = next((aged for known, aged in self._aged if known == ageing), None)
        if kept is None:
            kept = self._what_age_leaves(factors)
            self._aged = [(ageing, kept), *self._aged[: _WAYS_OF_AGEING - 1]]
        return kept

    def _what_age_leaves(self, factors: Factors) -> Floats:
        weights = np.ones(len(self._rows), dtype=np.float32)
        years = self.column("year").astype(np.int64)
        ages = np.maximum(factors.year - years, 0)
        for kind, half_life in factors.half_lives.items():
            of_kind = np.flatnonzero(self.column("kind") == np.uint64(kind))
            half_lives_past = np.where(years[of_kind] > 0, ages[of_kind] / half_life, 1.0)
            weights[of_kind] = factors.oldest + (1.0 - factors.oldest) * np.exp2(-half_lives_past)
        return weights
