"""Grouping postings: one by one and with NumPy, the same comes out."""

from __future__ import annotations

from itertools import accumulate

from hypothesis import given
from hypothesis import strategies as st

from wengao.search import array_groups
from wengao.search.field_postings import FieldPostings, TermPostings, compact
from wengao.search.posting_groups import GroupedPostings

TERMS = ["军地", "联动", "责任", "链条", "a", "协同"]
documents = st.lists(st.lists(st.sampled_from(TERMS), max_size=40), max_size=30)
steps = st.lists(st.sampled_from([1, 2, 254, 255, 256, 70_000]), min_size=30, max_size=30)
taken_over = st.dictionaries(
    st.sampled_from([*TERMS, "别处"]),
    st.lists(st.tuples(st.integers(5_000_000, 5_100_000), st.integers(1, 300)), min_size=1, max_size=40),
    max_size=4,
)


@given(documents, steps, taken_over)
def test_either_way_gives_the_same(
    texts: list[list[str]], gaps: list[int], merged: dict[str, list[tuple[int, int]]]
) -> None:
    field = FieldPostings()
    for docnum, terms in zip(accumulate(gaps), texts, strict=False):
        assert len(terms) == field.add(docnum, terms)
    for term, held in merged.items():
        by_docnum = dict(held)
        field.take_over(term, list(by_docnum), list(by_docnum.values()))
    one_by_one = list(field.grouped())
    assert sorted(field.numbers) == [term for term, _ in one_by_one]
    if one_by_one:
        assert one_by_one == list(array_groups.grouped(field))


def test_postings_tell_where_a_term_stands_and_how_often() -> None:
    pool = GroupedPostings()
    pool.add_terms("words", 2, ["责任", "链条", "责任"])
    pool.add_terms("words", 9, ["责任"])
    pool.add_terms("title", 9, ["链条"])
    assert pool.size == 5
    assert list(pool.iter_postings()) == [
        ("title", "链条", TermPostings(b"\x09", None, 9, 9, 1, 1, 1)),
        ("words", "责任", TermPostings(b"\x02\x07", b"\x02\x01", 2, 9, 2, 3, 2)),
        ("words", "链条", TermPostings(b"\x02", None, 2, 2, 1, 1, 1)),
    ]


def test_numbers_take_the_form_that_is_smallest() -> None:
    few, many = [1, 300], [300] * 20
    assert bytes([1, 255]) == compact([1, 255])
    assert tuple(few) == compact(few)
    assert ("H", many) == (getattr(compact(many), "typecode", ""), list(compact(many)))
    assert getattr(compact([70_000] * 20), "typecode", "") == "I"
