"""Which passage goes to which section, so that the whole gains most."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as some

from wengao.drafts.assignment import assign

PAIRS = some.dictionaries(
    some.tuples(some.sampled_from("甲乙丙丁"), some.integers(0, 4)),
    some.integers(1, 20).map(float),
    max_size=14,
)


def test_the_whole_gains_more_than_if_each_took_its_best() -> None:
    gains = {("甲", 1): 0.9, ("甲", 2): 0.8, ("乙", 1): 0.85}
    assert assign(gains) == {"甲": 2, "乙": 1}


def test_nothing_to_give_gives_nothing() -> None:
    assert assign({}) == {}


@given(PAIRS)
def test_no_way_of_giving_gains_more(gains: dict[tuple[str, int], float]) -> None:
    given_things = assign(gains)
    assert len(set(given_things.values())) == len(given_things)
    assert sum(gains[pair] for pair in given_things.items()) == _most(gains)


def _most(gains: dict[tuple[str, int], float]) -> float:
    """The greatest sum, by trying all ways; a place may stay without."""
    places = sorted({place for place, _ in gains})
    things = [*range(5), *(None for _ in places)]
    return max(
        (
            sum(
                gains.get((place, thing), 0.0)
                for place, thing in zip(places, way, strict=True)
                if thing is not None
            )
            for way in permutations(things, len(places))
        ),
        default=0.0,
    )
