"""Posting blocks: Whoosh's own matchers and NumPy read the same from them, and Whoosh has the parts we rely on."""

from __future__ import annotations

from dataclasses import replace
from importlib import metadata
from math import prod
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from whoosh import index
from whoosh.codec import whoosh3
from whoosh.filedb.compound import CompoundStorage
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.filetables import HashWriter, OrderedHashReader, OrderedHashWriter
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from tests.search.matcher_scoring import MatcherScoring
from wengao.search import whoosh_engine
from wengao.search.analysis import Analyser
from wengao.search.array_scoring import ArrayScoring
from wengao.search.engine import EngineRequest, Factors, weigh
from wengao.search.facts import CODED, ROW, Facts, code_of, facts_of, packed, unpacked
from wengao.search.plain_scoring import PlainScoring
from wengao.search.ranking import WEIGHTS, SearchContext, factors_for
from wengao.search.text_scoring import AskedText, FieldTerms, Scoring
from wengao.search.whoosh_blocks import Postings, add_terms, block_writer, column_rows, length_codes, merge
from wengao.search.whoosh_blocks.writing import TermWriter
from wengao.search.whoosh_engine import WhooshEngine
from wengao.search.whoosh_schema import DOCUMENT, FACTS, RECORD, schema
from wengao.search.wording import TITLE, WORDS

from .material import DOCUMENTS, written

if TYPE_CHECKING:
    from pathlib import Path

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.writing import SegmentWriter

    from wengao.search.text_scoring import Scored

WORDS_OF_THE_DRAW = ["军地", "联动", "责任", "链条", "协同", "机制", "民兵", "训练"]

passages = st.lists(st.sampled_from(WORDS_OF_THE_DRAW), min_size=1, max_size=30)
segments = st.lists(st.lists(passages, min_size=1, max_size=25), min_size=1, max_size=4)
wanted = st.lists(st.sampled_from([*WORDS_OF_THE_DRAW, "无此词"]), min_size=1, max_size=5, unique=True)

ROLES, KINDS, GENRES = (
    ("task", "synergy", ""),
    ("figures", "sentence", "quotation"),
    ("推进会讲话", "述职报告"),
)


def drawn_facts(number: int) -> Facts:
    """The facts of the document of that number: every combination comes up."""
    codes = dict.fromkeys(CODED, 0) | {
        "passage": code_of(str(number)),
        "role": code_of(ROLES[number % 3]),
        "kind": code_of(KINDS[number // 3 % 3]),
        "genre": code_of(GENRES[number // 2 % 2]),
    }
    year = 2015 + number % 12 if number % 5 else 0
    return Facts(**codes, year=year, paragraph=number, start=0, end=9, sketch=(number + 1, number + 2))


requests = st.builds(
    EngineRequest,
    facts=st.sampled_from(
        [{}, {"role": ("task", "synergy")}, {"kind": ("figures",), "genre": GENRES}, {"role": ()}]
    ),
    years=st.sampled_from([None, (2018, None), (None, 2020), (2016, 2024)]),
    factors=st.sampled_from(
        [
            Factors(),
            factors_for(SearchContext(role="task", genre="推进会讲话"), 2026, {"3", "4"}),
            Factors(exact=1.5),
            replace(
                factors_for(SearchContext(), 2026), kinds={code_of(KINDS[0]): 2.0}, opening=1.7, oldest=0.5
            ),
        ]
    ),
    limit=st.integers(1, 60),
)


def built(folder: Path, drawn: list[list[list[str]]], deleted: set[int]) -> index.FileIndex:
    """An index of one document a passage, with the given segments and deletions."""
    opened = index.create_in(str(folder), schema())
    number = 0
    for segment in drawn:
        writer = block_writer(opened)
        for words in segment:
            fields = {WORDS: words, TITLE: words[:2], DOCUMENT: (str(number),)}
            add_terms(writer, fields, {RECORD: b"", FACTS: packed(drawn_facts(number))})
            number += 1
        writer.commit(merge=False)
    writer = block_writer(opened)
    for one in deleted:
        writer.delete_by_term(DOCUMENT, str(one))
    writer.commit(merge=False)
    return opened


@given(
    segments,
    wanted,
    st.sets(st.integers(0, 40)),
    st.none() | st.sets(st.integers(0, 99)),
    requests,
    st.booleans(),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_matchers_arrays_and_plain_python_give_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[list[list[str]]],
    terms: list[str],
    deleted: set[int],
    allowed: set[int] | None,
    request: EngineRequest,
    listing: bool,
) -> None:
    reader = built(tmp_path_factory.mktemp("index"), drawn, deleted).reader()
    groups = (FieldTerms(WORDS, terms, 1.0), FieldTerms(TITLE, terms, 0.3, matching=False))
    held = None if allowed is None else frozenset(one for one in allowed if one < reader.doc_count_all())
    asked = (AskedText(frozenset(terms), 0.75), AskedText(frozenset(terms[:1]), 0.25))
    scoring = Scoring(request, () if listing else groups, asked, WORDS, held, frozenset({0}))
    one = MatcherScoring(reader, Postings(reader), WEIGHTS, FACTS).score(scoring)
    for way in (ArrayScoring, PlainScoring):
        other = way(Postings(reader), WEIGHTS, FACTS).score(scoring)
        assert one.total == other.total
        assert order(one, request) == pytest.approx(order(other, request), rel=1e-4)
        if request.limit >= one.total:
            found, same = ({hit.number: hit for hit in scored.best} for scored in (one, other))
            assert found.keys() == same.keys()
            for number, hit in found.items():
                assert hit.score == pytest.approx(same[number].score, rel=1e-4)
                assert hit.exact == pytest.approx(same[number].exact)
                assert hit.facts == same[number].facts == drawn_facts(number)


def order(scored: Scored, request: EngineRequest) -> list[float]:
    """What the hits are ordered by, in order."""
    factors = request.factors
    return [
        hit.score * prod(weigh(hit.facts, factors).values()) * (1 + (factors.exact - 1) * hit.exact)
        if hit.score
        else hit.facts.year
        for hit in scored.best
    ]


def test_facts_are_read_as_they_were_written() -> None:
    document, passages = DOCUMENTS[0]
    facts = [facts_of(passage, document) for passage in passages]
    assert facts == list(unpacked(b"".join(map(packed, facts))))
    assert {code_of("promotion")} == {one.document for one in facts}
    assert code_of("6+6") in {one.shape for one in facts}
    assert code_of("") == 0


def test_engine_answers_alike_either_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    engine.add(DOCUMENTS[:2])
    engine.add(DOCUMENTS[2:])
    engine.remove(["news"])
    request = EngineRequest(
        words=("压实责任链条 军地联动",),
        asked=("责任链条", "军地联动"),
        excluded=("表彰",),
        facts={"kind": ("sentence", "heading")},
        factors=Factors(exact=1.5),
    )
    plain = engine.query(request)
    engine.close()
    monkeypatch.setattr(whoosh_engine, "MOST_PLAIN", -1)
    by_arrays = engine.query(request)
    assert plain.total == by_arrays.total
    assert [hit.key for hit in plain.hits] == [hit.key for hit in by_arrays.hits]
    assert [hit.score for hit in plain.hits] == pytest.approx([hit.score for hit in by_arrays.hits], rel=1e-4)
    assert {hit.exact for hit in by_arrays.hits} > {0.0}


def test_numpy_is_loaded_where_much_is_scored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    engine.add(DOCUMENTS)
    loaded = []
    arrays = WhooshEngine._arrays

    def counted(one: WhooshEngine) -> object:
        loaded.append("numpy")
        return arrays(one)

    monkeypatch.setattr(WhooshEngine, "_arrays", counted)
    monkeypatch.setattr(whoosh_engine, "MOST_PLAIN", 30)
    for _ in range(3):
        assert engine.query(EngineRequest(words=("责任链条",))).total
    assert loaded == ["numpy"]


def test_a_full_memory_becomes_a_segment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whoosh_engine, "MOST_TERMS_WAITING", 50)
    folder = tmp_path / "index"
    folder.mkdir()
    engine = WhooshEngine.create(folder, Analyser(tmp_path))
    engine.add(DOCUMENTS)
    assert len(list(folder.glob("*.seg"))) == len(DOCUMENTS)
    assert sum(len(passages) for _, passages in DOCUMENTS) == engine.count()


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
    assert len(changed[1]) == engine.query(EngineRequest(facts={"genre": ("议军会议报道",)})).total


def merged_all(writer: SegmentWriter, merged: list[W3Segment]) -> list[W3Segment]:
    """The policy that leaves one segment."""
    for segment in merged:
        merge(writer, segment)
    return []


@given(segments, st.sets(st.integers(0, 40)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
def test_merged_segments_hold_what_one_segment_would(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[list[list[str]]], deleted: set[int]
) -> None:
    opened = built(tmp_path_factory.mktemp("index"), drawn, deleted)
    writer = block_writer(opened)
    writer.commit(mergetype=merged_all)
    merged = Postings(opened.reader())
    numbered = dict(enumerate(words for segment in drawn for words in segment))
    left = [words for number, words in numbered.items() if number not in deleted]
    kept = [number for number in numbered if number not in deleted]
    assert len(left) == merged.total
    if left:
        fresh = Postings(built(tmp_path_factory.mktemp("index"), [left], set()).reader())
        for term in WORDS_OF_THE_DRAW:
            assert fresh.docnums(WORDS, term) == merged.docnums(WORDS, term)
        for field in (WORDS, TITLE):
            assert fresh.average_length(field) == merged.average_length(field)
            assert bytes(length_codes(fresh.segments[0], field)) == bytes(
                length_codes(merged.segments[0], field)
            )
        rows = unpacked(column_rows(merged.segments[0], FACTS, ROW.size))
        assert [drawn_facts(number) for number in kept] == list(rows)


def test_whoosh_finds_what_is_written_into_the_table_of_terms() -> None:
    storage = RamStorage()
    writer = TermWriter(storage.create_file("terms"))
    entries = {f"{number:05}".encode(): bytes((number % 256,)) * 43 for number in range(3000)}
    for key, value in entries.items():
        writer.add(key, value)
    writer.close()
    reader = OrderedHashReader.open(storage, "terms")
    assert entries == dict(reader.items())
    assert entries == {key: reader[key] for key in entries}
    assert b"03000" not in reader


INSIDE_PARTS = [
    (whoosh3, "WHOOSH3_HEADER_MAGIC"),
    (whoosh3, "LENGTHS_COLUMN"),
    (whoosh3.W3TermInfo, "_struct"),
    (whoosh3.W3TermInfo, "extent"),
    (whoosh3.W3FieldWriter, "start_field"),
    (whoosh3.W3FieldWriter, "finish_field"),
    (whoosh3, "CorruptIndexError"),
    (whoosh3.W3PerDocReader, "_cached_reader"),
    (whoosh3.W3PerDocWriter, "start_doc"),
    (whoosh3.W3PerDocWriter, "add_column_value"),
    (whoosh3.W3PerDocWriter, "finish_doc"),
    (whoosh3.W3TermsReader, "_keydecoder"),
    (whoosh3.W3Codec, "per_document_writer"),
    (whoosh3.W3Codec, "new_segment"),
    (whoosh3.W3Segment, "open_compound_file"),
    (whoosh3.W3Segment, "COMPOUND_EXT"),
    (HashWriter, "_write_hashes"),
    (OrderedHashWriter, "_write_extras"),
    (OrderedHashReader, "closest_key_pos"),
    (CompoundStorage, "range"),
    (FileStorage, "rename_file"),
    (SegmentReader, "deleted_docs_set"),
    (SegmentReader, "column_reader"),
]


@pytest.mark.parametrize(("owner", "name"), INSIDE_PARTS, ids=[name for _, name in INSIDE_PARTS])
def test_whoosh_has_the_inside_part(owner: object, name: str) -> None:
    assert hasattr(owner, name)


def test_whoosh_objects_have_the_inside_parts(tmp_path: Path) -> None:
    opened = built(tmp_path, [[["协同"]]], set())
    reader = opened.reader()
    writer = opened.writer()
    assert {"_terms", "_perdoc"} <= set(vars(reader))
    assert {"_postfile", "_tindex", "_fieldmap"} <= set(vars(reader._terms))
    assert {"tables", "hashfn", "dbfile", "endofdata"} <= set(vars(reader._terms._tindex))
    assert {"indexbase", "indexlen", "indexsize"} <= set(vars(reader._terms._tindex))
    assert {"pool", "perdocwriter", "docnum", "_added"} <= set(vars(writer))
    assert {"_postfile", "_tindex", "_fieldid"} <= set(vars(writer.fieldwriter))
    assert {"dbfile", "buckets", "index", "extras"} <= set(vars(writer.fieldwriter._tindex))
    assert {"_cols", "_docnum", "_fieldlengths"} <= set(vars(writer.perdocwriter))
    assert {"_source", "_dir"} <= set(vars(reader.storage().a))
    assert {"_count", "_dbfile", "_basepos"} <= set(
        vars(reader._perdoc._cached_reader("_words_len", whoosh3.LENGTHS_COLUMN))
    )
    writer.cancel()


def test_whoosh_is_the_version_that_was_read() -> None:
    assert metadata.version("whoosh3") == "3.54.0"
