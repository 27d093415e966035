"""Assignment: which passage goes to which section, each once, so that the whole gains most (the Hungarian method)."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

PlaceT = TypeVar("PlaceT", bound="Hashable")
ThingT = TypeVar("ThingT", bound="Hashable")


def assign(gains: Mapping[tuple[PlaceT, ThingT], float]) -> dict[PlaceT, ThingT]:
    """Give each place at most one thing, and each thing to at most one place, with the greatest sum of gains.

    gains: what each pair gains, above 0; a pair that is not there is not made. Takes O(places² · things) steps. Among
    equal sums the one that this finds first by the order of the pairs.
    """
    places = list(dict.fromkeys(place for place, _ in gains))
    things = list(dict.fromkeys(thing for _, thing in gains))
    # A place may stay without: it then takes a thing of its own that gains nothing.
    costs = [[-gains.get((place, thing), 0.0) for thing in things] + [0.0] * len(places) for place in places]
    given = _columns_of(costs)
    return {
        place: things[column]
        for place, column in zip(places, given, strict=True)
        if column < len(things) and (place, things[column]) in gains
    }


def _columns_of(costs: list[list[float]]) -> list[int]:
    """The column of each row with the least sum of costs, by shortest augmenting paths over dual prices.

    After Jonker and Volgenant (1987); there are at least as many columns as rows.
    """
    rows, columns = len(costs), len(costs[0]) if costs else 0
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _augment(costs, row, row_of, row_price, column_price)
    found = [0] * rows
    for column in range(1, columns + 1):
        if row_of[column]:
            found[row_of[column] - 1] = column - 1
    return found


def _augment(
    costs: list[list[float]],
    row: int,
    row_of: list[int],
    row_price: list[float],
    column_price: list[float],
) -> None:
    """Give one more row a column, moving others along the shortest path."""
    columns = len(column_price) - 1
    row_of[0] = row
    before = [0] * (columns + 1)
    least = [inf] * (columns + 1)
    seen = [False] * (columns + 1)
    column = 0
    while row_of[column]:
        seen[column] = True
        here, nearest, step = row_of[column], 0, inf
        for other in range(1, columns + 1):
            if seen[other]:
                continue
            reduced = costs[here - 1][other - 1] - row_price[here] - column_price[other]
            if reduced < least[other]:
                least[other], before[other] = reduced, column
            if least[other] < step:
                step, nearest = least[other], other
        for other in range(columns + 1):
            if seen[other]:
                row_price[row_of[other]] += step
                column_price[other] -= step
            else:
                least[other] -= step
        column = nearest
    while column:
        row_of[column] = row_of[before[column]]
        column = before[column]
