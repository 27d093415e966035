"""What every engine does: candidates and their facts, changes, and what somebody may not see of what is held."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from wengao.search.analysis import Analyser
from wengao.search.engine import EngineRequest, Factors, LimitedEngine, SeenBy
from wengao.search.facts import Label, code_of, facts_of
from wengao.search.opensearch import OpenSearchEngine
from wengao.search.opensearch.client import ServerAddress
from wengao.search.whoosh_engine import WhooshEngine

from .material import CONSCRIPTION, DOCUMENTS, DUTY_REPORT, NEWS, PROMOTION, written

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.search.engine import EngineAnswer, SearchEngine

    from ..office_cluster import Cluster

LABELS = {
    "promotion": Label("国动委", "内部"),
    "duty": Label("人武部", "秘密"),
    "conscription": Label("人武部", "内部"),
}
"""Of DOCUMENTS; the news carries none."""
OWN = SeenBy(frozenset({"人武部"}), frozenset({"内部"}))
"""Sees the conscription alone."""
SECRET = SeenBy(frozenset({"人武部"}), frozenset({"", "内部", "秘密"}))
OPEN = SeenBy(frozenset({""}), frozenset({""}))
NOBODY = SeenBy(frozenset(), frozenset({"", "内部", "秘密"}))


ENGINES = ("embedded", pytest.param("opensearch", marks=pytest.mark.cluster))


def filled(kind: str, folder: Path, request: pytest.FixtureRequest) -> SearchEngine:
    """An engine of a kind with the documents in it."""
    engine: SearchEngine
    if kind == "embedded":
        (folder / "index").mkdir()
        engine = WhooshEngine.create(folder / "index", Analyser(folder))
    else:
        cluster: Cluster = request.getfixturevalue("cluster")
        shared = OpenSearchEngine(ServerAddress(cluster.addresses), Analyser(folder), f"t-{uuid4().hex}")
        shared.create(shards=2, replicas=0)
        engine = shared
    engine.add(DOCUMENTS, LABELS)
    return engine


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """An engine that no test changes."""
    return filled(request.param, tmp_path_factory.mktemp("engine"), request)


@pytest.fixture(params=ENGINES)
def changing(request: pytest.FixtureRequest, tmp_path: Path) -> SearchEngine:
    """An engine of the test's own."""
    return filled(request.param, tmp_path, request)


def texts(engine: SearchEngine, answer: EngineAnswer) -> list[str]:
    held = engine.passages([hit.key for hit in answer.hits])
    return [held[hit.key].text for hit in answer.hits]


def documents(answer: EngineAnswer) -> set[int]:
    return {hit.facts.document for hit in answer.hits}


def codes(*names: str) -> set[int]:
    return set(map(code_of, names))


# What is found


def test_words_find_the_passages_that_hold_them_best_first(engine: SearchEngine) -> None:
    found = engine.query(EngineRequest(words=("表彰先进",)))
    assert texts(engine, found)[0] == "表彰先进是为了带动后进。"
    assert found.total == len(found.hits)
    scores = [hit.score for hit in found.hits]
    assert scores == sorted(scores, reverse=True)
    assert found.answered == 1.0


def test_hits_carry_the_facts_of_their_passages(engine: SearchEngine) -> None:
    found = engine.query(EngineRequest(limit=100))
    held = engine.passages([hit.key for hit in found.hits])
    by_id = {passage.id: (passage, document) for document, passages in DOCUMENTS for passage in passages}
    assert {held[hit.key].id for hit in found.hits} == by_id.keys()
    for hit in found.hits:
        passage, document = by_id[held[hit.key].id]
        assert held[hit.key] == passage
        assert hit.facts == facts_of(passage, document, LABELS.get(document.id))


def test_without_words_the_newest_come_first(engine: SearchEngine) -> None:
    found = engine.query(EngineRequest(limit=100))
    assert [hit.facts.year for hit in found.hits] == sorted(
        (hit.facts.year for hit in found.hits), reverse=True
    )
    assert {hit.score for hit in found.hits} == {0.0}
    assert found.total == engine.count() == sum(len(passages) for _, passages in DOCUMENTS)


def test_no_more_are_given_than_wanted_and_all_are_counted(engine: SearchEngine) -> None:
    found = engine.query(EngineRequest(words=("责任链条",), limit=2))
    assert len(found.hits) == 2
    assert found.total == engine.query(EngineRequest(words=("责任链条",), limit=100)).total > 2


@pytest.mark.parametrize(
    ("request_", "found"),
    [
        (EngineRequest(phrases=("责任链条拧紧，一级",)), codes("promotion", "conscription")),
        (EngineRequest(phrases=("责任链条拧紧", "硬任务")), codes("conscription")),
        (EngineRequest(phrases=("链条责任",)), set()),
        (
            EngineRequest(words=("责任链条",), excluded=("征兵", "国防动员")),
            codes("promotion", "conscription"),
        ),
        (EngineRequest(titles=("总结表彰会",)), codes("conscription")),
        (EngineRequest(titles=("协同机制", "规范化")), codes("promotion")),
        (EngineRequest(openings=("聚焦",)), codes("promotion")),
        (
            EngineRequest(facts={"genre": ("推进会讲话", "总结表彰会讲话")}),
            codes("promotion", "conscription"),
        ),
        (EngineRequest(facts={"role": ("problem",)}), codes("duty")),
        (EngineRequest(facts={"shape": ("6+6",)}), codes("promotion", "conscription")),
        (EngineRequest(facts={"organ": ("清川市征兵办公室",), "kind": ("example",)}), codes("conscription")),
        (EngineRequest(facts={"kind": ()}), set()),
        (EngineRequest(facts={"version": ("1",)}), set()),
        (EngineRequest(words=("责任链条",), facts={"没有这一列": ("1",)}), set()),
        (EngineRequest(years=(2024, None)), codes("promotion", "duty")),
        (EngineRequest(years=(None, 2019)), codes("conscription")),
        (EngineRequest(words=("双拥共建",), years=(2020, 2024)), codes("duty")),
        (EngineRequest(words=("不在语料里的词",), facts={"genre": ("没有",)}), set()),
        (EngineRequest(added=(("忘战必危", 0.5),)), codes("news")),
    ],
    ids=str,
)
def test_conditions(engine: SearchEngine, request_: EngineRequest, found: set[int]) -> None:
    assert found == documents(engine.query(request_))


def test_what_is_only_hoped_for_makes_no_match(engine: SearchEngine) -> None:
    plain = engine.query(EngineRequest(words=("双拥共建",)))
    hoped = engine.query(EngineRequest(words=("双拥共建",), hoped=(("忘战必危", 0.5),)))
    assert hoped.total == plain.total
    assert engine.query(EngineRequest(hoped=(("忘战必危", 0.5),))).total == 0


def test_titles_make_a_match_only_where_they_are_told_to(engine: SearchEngine) -> None:
    request = EngineRequest(words=("述职报告",), limit=100)
    assert engine.query(request).total == 0
    titled = engine.query(EngineRequest(words=("述职报告",), titled=True, limit=100))
    assert codes("duty") == documents(titled)


def test_factors_lift_and_lower(engine: SearchEngine) -> None:
    request = EngineRequest(words=("军地联动",))
    plain = engine.query(request)
    lifted = Factors(genres={code_of("推进会讲话"): 10.0})
    found = engine.query(EngineRequest(words=("军地联动",), factors=lifted))
    assert plain.hits[0].facts.document == code_of("duty")
    assert found.hits[0].facts.document == code_of("promotion")
    score = {hit.key: hit.score for hit in plain.hits}
    assert {hit.key: pytest.approx(hit.score, rel=1e-4) for hit in found.hits} == score


@pytest.mark.parametrize("words", ["军地联动机制", "责任链条拧紧，一级抓一级", "党管武装 征兵工作 表彰先进"])
def test_engines_score_alike(engine: SearchEngine, tmp_path: Path, words: str) -> None:
    (tmp_path / "index").mkdir()
    embedded = WhooshEngine.create(tmp_path / "index", Analyser(tmp_path))
    embedded.add(DOCUMENTS)
    factors = Factors(exact=1.5, kinds={code_of("heading"): 1.3}, opening=1.2)
    request_ = EngineRequest(words=(words,), asked=(words,), factors=factors, limit=100)
    ours, theirs = (
        {hit.facts.passage: (hit.score, hit.exact) for hit in one.query(request_).hits}
        for one in (embedded, engine)
    )
    assert ours.keys() == theirs.keys()
    for passage, (score, exact) in ours.items():
        # Lengths are kept as one byte, each engine rounds them in its own way.
        assert theirs[passage][0] == pytest.approx(score, rel=0.05)
        assert theirs[passage][1] == pytest.approx(exact)


def test_recency_opening_kind_role_and_star_count(engine: SearchEngine) -> None:
    words = ("责任链条拧紧，一级抓一级",)
    aged = Factors(
        half_lives={code_of(kind): 1.0 for kind in ("sentence", "heading", "paragraph")},
        oldest=0.1,
        year=2026,
    )
    assert engine.query(EngineRequest(words=words, factors=aged)).hits[0].facts.year == 2025
    first = engine.query(EngineRequest(words=words, factors=Factors(opening=9.0))).hits[0]
    assert first.facts.paragraph < 4
    headings = Factors(kinds={code_of("heading"): 20.0})
    assert engine.query(EngineRequest(words=words, factors=headings)).hits[0].facts.kind == code_of("heading")
    every = engine.query(EngineRequest(words=words)).hits
    last = every[-1].facts.passage
    starred = Factors(starred={last: 1000.0})
    assert engine.query(EngineRequest(words=words, factors=starred)).hits[0].facts.passage == last


def test_what_stands_exactly_counts_by_its_share(engine: SearchEngine) -> None:
    asked = ("征兵工作", "硬任务吗")
    found = engine.query(EngineRequest(words=asked, asked=asked, factors=Factors(exact=3.0)))
    assert {round(hit.exact, 2) for hit in found.hits} == {0.0, 0.5}
    assert found.hits[0].exact == 0.5


def test_a_character_is_found_as_written(engine: SearchEngine) -> None:
    found = engine.query(EngineRequest(phrases=("危",)))
    assert codes("news") == documents(found)
    assert all("危" in text for text in texts(engine, found))


# Words of what is held


def test_how_many_hold_a_text_and_a_word(engine: SearchEngine) -> None:
    assert engine.holding("忘战必危") == 2
    assert engine.holding("没有人写过") == 0
    assert engine.frequencies(("征兵工作", "硬任务", "没有")) == {"征兵工作": 2, "硬任务": 2}


def test_words_are_known_by_their_sound(engine: SearchEngine) -> None:
    assert engine.sounding(("zhengbing", "xqzx", "zeren")) == {"zhengbing": "征兵", "zeren": "责任"}
    assert engine.sounding(("dgwz",), initials=True) == {"dgwz": "党管武装"}


# What changes


def test_a_document_is_replaced_whole(changing: SearchEngine) -> None:
    before = changing.generation
    changed = written(
        "news", "更正", "通知", "2025-01-01", "", ("事项", "matter", "sentence", "防汛沙袋码放整齐。")
    )
    changing.add([changed])
    assert changing.generation > before
    assert codes("news") == documents(changing.query(EngineRequest(words=("沙袋",))))
    assert changing.query(EngineRequest(phrases=("忘战必危",))).total == 0
    assert changing.count() == sum(
        len(passages) for _, passages in (PROMOTION, DUTY_REPORT, CONSCRIPTION, changed)
    )


def test_a_document_is_forgotten_whole(changing: SearchEngine) -> None:
    key = changing.query(EngineRequest(phrases=("忘战必危",))).hits[0].key
    changing.remove(["news", "nobody"])
    assert codes("news").isdisjoint(documents(changing.query(EngineRequest(limit=100))))
    assert changing.passages([key]) == {}


def test_keys_that_were_made_up_give_nothing(engine: SearchEngine) -> None:
    key = engine.query(EngineRequest(limit=1)).hits[0].key
    made_up = ["", "0", key + "9" * 30, key + "x", "../" + key, f"{key}\n", "9" * 5000, "²"]
    assert engine.passages(made_up) == {}


# What may be seen


@pytest.mark.parametrize(
    ("seen_by", "seen"),
    [
        (None, ("promotion", "duty", "conscription", "news")),
        (OWN, ("conscription",)),
        (SECRET, ("duty", "conscription")),
        (OPEN, ("news",)),
        (NOBODY, ()),
    ],
    ids=["all", "own", "secret", "open", "nobody"],
)
def test_only_what_may_be_seen_is_found_and_counted(
    engine: SearchEngine, seen_by: SeenBy | None, seen: tuple[str, ...]
) -> None:
    found = engine.query(EngineRequest(limit=100), seen_by=seen_by)
    expected = sum(len(passages) for document, passages in DOCUMENTS if document.id in seen)
    assert codes(*seen) == documents(found)
    assert expected == found.total == engine.count(seen_by=seen_by)
    for words in (("责任链条 军地联动 忘战必危",),):
        assert documents(engine.query(EngineRequest(words=words, limit=100), seen_by=seen_by)) <= codes(*seen)


def test_a_passage_that_may_not_be_seen_is_not_given_by_its_key(engine: SearchEngine) -> None:
    keys = {hit.facts.document: hit.key for hit in engine.query(EngineRequest(limit=100)).hits}
    given = engine.passages(list(keys.values()), seen_by=OWN)
    assert given.keys() == {keys[code_of("conscription")]}


def test_conditions_of_the_request_do_not_widen_what_may_be_seen(engine: SearchEngine) -> None:
    asked = (
        {"secrecy": ("秘密",)},
        {"unit": ("人武部", "国动委"), "secrecy": ("内部", "秘密", "")},
        {"unit": (), "secrecy": ()},
        {"document": ("duty",)},
    )
    for facts in asked:
        found = engine.query(EngineRequest(facts=facts, limit=100), seen_by=OWN)
        assert documents(found) <= codes("conscription")
    narrowed = engine.query(EngineRequest(facts={"secrecy": ("秘密",)}, limit=100), seen_by=SECRET)
    assert codes("duty") == documents(narrowed)


def test_words_that_stand_only_in_what_may_not_be_seen_are_not_known(engine: SearchEngine) -> None:
    limited = LimitedEngine(engine, OWN)
    assert limited.holding("双拥共建") == 0 < engine.holding("双拥共建")
    assert limited.frequencies(("双拥", "征兵")).keys() == {"征兵"}
    assert limited.sounding(("shuangyong", "zhengbing")) == {"zhengbing": "征兵"}
    assert limited.sounding(("dgwz",), initials=True) == {}
    assert limited.query(EngineRequest(phrases=("双拥共建",))).total == 0
    assert limited.count() == len(CONSCRIPTION[1])
    secret = engine.query(EngineRequest(phrases=("双拥共建",))).hits[0].key
    assert limited.passages([secret]) == {}


def test_a_label_changes_with_its_document(changing: SearchEngine) -> None:
    changing.add([NEWS], {"news": Label("人武部", "内部")})
    assert codes("conscription", "news") == documents(changing.query(EngineRequest(limit=100), seen_by=OWN))
    assert changing.query(EngineRequest(limit=100), seen_by=OPEN).total == 0
