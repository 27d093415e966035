"""The table of terms, looked up, read in order and looked through: what a plain list of the terms would tell."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index

from wengao.search.whoosh_blocks import Postings, add_terms, block_writer
from wengao.search.whoosh_schema import DOCUMENT, OPENING, schema
from wengao.search.wording import BIGRAMS, WORDS

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

terms = st.text("军地军的.a+é𠮷😀\x00ÿ", min_size=1, max_size=3)
documents = st.lists(st.lists(terms, min_size=1, max_size=8), min_size=1, max_size=12)


def built(folder: Path, drawn: list[list[list[str]]], deleted: set[int]) -> Postings:
    """An index of the given segments; the fields beside WORDS hold what must not be mistaken for its terms."""
    opened = index.create_in(str(folder), schema())
    number = 0
    for segment in drawn:
        writer = block_writer(opened)
        for words in segment:
            add_terms(
                writer, {BIGRAMS: ("地军",), WORDS: words, OPENING: ("军",), DOCUMENT: (str(number),)}, {}
            )
            number += 1
        writer.commit(merge=False)
    writer = block_writer(opened)
    for one in deleted:
        writer.delete_by_term(DOCUMENT, str(one))
    writer.commit(merge=False)
    return Postings(opened.reader())


@given(st.lists(documents, min_size=1, max_size=3), st.sets(st.integers(0, 9)), terms)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_terms_are_found_as_in_a_list(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[list[list[str]]], deleted: set[int], wanted: str
) -> None:
    postings = built(tmp_path_factory.mktemp("index"), drawn, deleted)
    held = [set(words) for segment in drawn for words in segment]
    left = {number: words for number, words in enumerate(held) if number not in deleted}
    assert Counter(word for words in held for word in words) == postings.frequencies(WORDS)
    assert {number for number, words in left.items() if wanted in words} == postings.docnums(WORDS, wanted)
    assert {
        number for number, words in left.items() if any(word.startswith(wanted) for word in words)
    } == postings.docnums_beginning(WORDS, wanted)
    assert {
        number for number, words in left.items() if any(wanted in word for word in words)
    } == postings.docnums_containing(WORDS, wanted)


def test_a_term_of_many_documents_is_found_by_its_characters(tmp_path: Path) -> None:
    drawn = [[["军地"] if number % 3 else ["地方"] for number in range(1000)]]
    postings = built(tmp_path, drawn, {4})
    assert {number for number in range(1000) if number % 3} - {4} == postings.docnums_containing(WORDS, "军")
    assert set(range(1000)) - {4} == postings.docnums_containing(WORDS, "地")


def test_a_field_without_terms_holds_nothing(tmp_path: Path) -> None:
    postings = built(tmp_path, [[["军地"]]], set())
    assert ({}, set()) == (postings.frequencies("title"), postings.docnums_containing("title", "军"))
    assert set() == postings.docnums_beginning("title", "军")
