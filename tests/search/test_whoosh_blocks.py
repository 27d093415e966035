"""Posting blocks: Whoosh's own matchers and NumPy read the same from them, and Whoosh has the parts we rely on."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index
from whoosh.codec import whoosh3
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from wengao.search import whoosh_engine
from wengao.search.analysis import Analyser
from wengao.search.array_scoring import ArrayScoring
from wengao.search.engine import EngineRequest
from wengao.search.matcher_scoring import score_with_matchers
from wengao.search.ranking import WEIGHTS
from wengao.search.text_scoring import FieldTerms
from wengao.search.whoosh_blocks import Postings, add_terms, block_writer
from wengao.search.whoosh_engine import WhooshEngine
from wengao.search.whoosh_schema import DOCUMENT, RECORD, TITLE, WORDS, schema

from .material import DOCUMENTS, written

if TYPE_CHECKING:
    from pathlib import Path

WORDS_OF_THE_DRAW = ["军地", "联动", "责任", "链条", "协同", "机制", "民兵", "训练"]

passages = st.lists(st.sampled_from(WORDS_OF_THE_DRAW), min_size=1, max_size=30)
segments = st.lists(st.lists(passages, min_size=1, max_size=25), min_size=1, max_size=4)
wanted = st.lists(st.sampled_from([*WORDS_OF_THE_DRAW, "无此词"]), min_size=1, max_size=5, unique=True)


def built(folder: Path, drawn: list[list[list[str]]], deleted: set[int]) -> index.FileIndex:
    """An index of one document a passage, with the given segments and deletions."""
    opened = index.create_in(str(folder), schema())
    number = 0
    for segment in drawn:
        writer = block_writer(opened)
        for words in segment:
            fields = {WORDS: words, TITLE: words[:2], DOCUMENT: (str(number),)}
            add_terms(writer, fields, {RECORD: number})
            number += 1
        writer.commit(merge=False)
    writer = block_writer(opened)
    for one in deleted:
        writer.delete_by_term(DOCUMENT, str(one))
    writer.commit(merge=False)
    return opened


@given(segments, wanted, st.sets(st.integers(0, 40)), st.sets(st.integers(0, 99)), st.integers(1, 60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
def test_matchers_and_arrays_give_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[list[list[str]]],
    terms: list[str],
    deleted: set[int],
    allowed: set[int],
    limit: int,
) -> None:
    reader = built(tmp_path_factory.mktemp("index"), drawn, deleted).reader()
    groups = (FieldTerms(WORDS, terms, 1.0), FieldTerms(TITLE, terms, 0.3, matching=False))
    held = {number for number in allowed if number < reader.doc_count_all()}
    for may in (None, held or None):
        one = score_with_matchers(reader, groups, WEIGHTS, allowed=may, barred={0}, limit=limit)
        other = ArrayScoring(Postings(reader), WEIGHTS).score(groups, allowed=may, barred={0}, limit=limit)
        assert one.total == other.total
        assert [score for score, _ in one.best] == pytest.approx([score for score, _ in other.best], rel=1e-4)
        if limit >= one.total:
            assert {docnum for _, docnum in one.best} == {docnum for _, docnum in other.best}


def test_engine_answers_alike_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    engine.add(DOCUMENTS[:2])
    engine.add(DOCUMENTS[2:])
    engine.remove(["news"])
    request = EngineRequest(
        words=("压实责任链条 军地联动",), excluded=("表彰",), kinds=("sentence", "heading")
    )
    by_matchers = engine.query(request)
    engine.close()
    monkeypatch.setattr(whoosh_engine, "ARRAYS_FROM", 0)
    by_arrays = engine.query(request)
    assert by_matchers.total == by_arrays.total
    assert {hit.passage.id: hit.score for hit in by_matchers.hits} == pytest.approx(
        {hit.passage.id: hit.score for hit in by_arrays.hits}, rel=1e-4
    )


def test_a_full_memory_becomes_a_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_engine, "MOST_POSTINGS", 50)
    folder = tmp_path / "index"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    engine.add(DOCUMENTS)
    assert len(list(folder.glob("*.seg"))) == len(DOCUMENTS)
    assert sum(len(passages) for _, passages in DOCUMENTS) == engine.count


def test_frequencies_beyond_a_byte_and_long_gaps_are_kept(tmp_path: Path) -> None:
    words = [["协同"] * 700 if number in (0, 299) else ["机制"] for number in range(300)]
    reader = built(tmp_path, [words], set()).reader()
    assert Postings(reader).docnums(WORDS, "协同") == {0, 299}
    matcher = reader.postings(WORDS, "协同")
    weights = []
    while matcher.is_active():
        weights.append((matcher.id(), matcher.weight()))
        matcher.next()
    assert weights == [(0, 700), (299, 700)]
    assert Postings(reader).docnums(WORDS, "机制") == set(range(1, 299))


def test_a_changed_document_replaces_its_passages(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    engine.add(DOCUMENTS)
    before = engine.generation
    changed = written(
        "news", "清川市委召开议军会议", "议军会议报道", None, "", ("议题", None, "sentence", "另议。")
    )
    engine.add([changed])
    assert engine.generation > before
    assert len(changed[1]) == engine.query(EngineRequest(genres=("议军会议报道",))).total


INSIDE_PARTS = [
    (whoosh3, "WHOOSH3_HEADER_MAGIC"),
    (whoosh3, "LENGTHS_COLUMN"),
    (whoosh3.W3TermInfo, "set_extent"),
    (whoosh3.W3TermInfo, "extent"),
    (whoosh3.W3TermInfo, "to_bytes"),
    (whoosh3.W3FieldWriter, "start_field"),
    (whoosh3.W3FieldWriter, "finish_field"),
    (whoosh3.W3LeafMatcher, "_read_data"),
    (whoosh3.W3LeafMatcher, "_next_block"),
    (whoosh3.W3PerDocReader, "_cached_reader"),
    (whoosh3.W3PerDocWriter, "start_doc"),
    (whoosh3.W3PerDocWriter, "add_field"),
    (whoosh3.W3PerDocWriter, "finish_doc"),
    (whoosh3.W3TermsReader, "term_info"),
    (SegmentReader, "deleted_docs_set"),
    (SegmentWriter, "add_reader"),
]


@pytest.mark.parametrize(("owner", "name"), INSIDE_PARTS, ids=[name for _, name in INSIDE_PARTS])
def test_whoosh_has_the_inside_part(owner: object, name: str) -> None:
    assert hasattr(owner, name)


def test_whoosh_objects_have_the_inside_parts(tmp_path: Path) -> None:
    opened = built(tmp_path, [[["协同"]]], set())
    reader = opened.reader()
    writer = opened.writer()
    assert {"_terms", "_perdoc"} <= set(vars(reader))
    assert {"_postfile"} <= set(vars(reader._terms))
    assert {"pool", "perdocwriter", "docnum", "_added"} <= set(vars(writer))
    assert {"_postfile", "_tindex", "_fieldid"} <= set(vars(writer.fieldwriter))
    assert {"_count", "_dbfile", "_basepos"} <= set(
        vars(reader._perdoc._cached_reader("_words_len", whoosh3.LENGTHS_COLUMN))
    )
    writer.cancel()


def test_whoosh_is_the_version_that_was_read() -> None:
    assert metadata.version("whoosh3") == "3.54.0"
