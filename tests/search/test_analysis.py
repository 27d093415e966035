"""Words, character pairs and folding."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.search.analysis import (
    SEGMENTERS,
    Analyser,
    Word,
    bigrams,
    fold,
    official_terms,
    searchable_characters,
    segmenter_name,
)


@pytest.fixture(scope="session", params=SEGMENTERS)
def analyser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Analyser:
    # One for all tests: jieba takes a second to load its dictionary.
    cache = tmp_path_factory.getbasetemp() / "jieba"
    return Analyser(cache, segmenter=request.param)


def test_digits_and_function_words_are_kept(analyser: Analyser) -> None:
    assert analyser.word_texts("3月5日的会议，和了") == ["3", "月", "5", "日", "的", "会议", "和", "了"]


def test_words_carry_position_and_character_offsets(analyser: Analyser) -> None:
    expected = (Word("落实", 0, 0, 2), Word("责任", 1, 3, 5), Word("到位", 2, 5, 7))
    assert expected == analyser.words("落实，责任到位")


def test_official_terms_stand_before_their_parts(analyser: Analyser) -> None:
    expected = (
        Word("发展", 0, 0, 2),
        Word("新质生产力", 1, 2, 7),
        Word("新质", 1, 2, 4),
        Word("生产力", 2, 4, 7),
    )
    assert expected == analyser.words("发展新质生产力")


@pytest.mark.parametrize("term", ["党管武装", "双拥共建", "常态化", "军地联动", "责任链条", "新质生产力"])
def test_official_terms_are_one_word(analyser: Analyser, term: str) -> None:
    assert term in analyser.word_texts(f"扎实推进{term}工作")


def test_longest_term_wins(tmp_path: Path) -> None:
    terms = ["国防动员", "国防动员委员会"]
    words = Analyser(tmp_path, terms).word_texts("市国防动员委员会")
    assert "国防动员委员会" in words
    assert "国防动员" not in words


def test_terms_do_not_reach_across_marks(tmp_path: Path) -> None:
    assert "军地联动" not in Analyser(tmp_path, ["军地联动"]).word_texts("军地，联动")


def test_full_width_letters_and_digits_are_folded(analyser: Analyser) -> None:
    assert [*analyser.word_texts("５Ｇ"), *analyser.word_texts("９５．６％")] == ["5g", "95.6%"]


def test_jieba_keeps_its_cache_in_the_given_folder(tmp_path: Path) -> None:
    shared = Path(tempfile.gettempdir()) / "jieba.cache"
    before = shared.stat().st_mtime_ns if shared.exists() else None
    Analyser(tmp_path / "own", segmenter="jieba").words("国防动员")
    assert [file.name for file in (tmp_path / "own").iterdir()] == ["jieba.cache"]
    assert before == (shared.stat().st_mtime_ns if shared.exists() else None)


def test_digest_follows_the_terms(tmp_path: Path) -> None:
    one, same, other = (Analyser(tmp_path, terms) for terms in (["甲", "乙"], ["乙", "甲"], ["甲"]))
    assert one.terms_digest == same.terms_digest
    assert one.terms_digest != other.terms_digest


def test_segmenter_is_named_with_its_version() -> None:
    name, version = segmenter_name().split()
    assert name in SEGMENTERS
    assert version[0].isdigit()


def test_official_terms_are_distinct_words() -> None:
    terms = official_terms()
    assert len(terms) == len(set(terms)) > 300
    assert all(term == searchable_characters(term) for term in terms)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("责任链条", ["责任", "任链", "链条"]),
        ("军，地", ["军", "地"]),
        ("3月5日", ["3月", "月5", "5日"]),
        ("——", []),
    ],
)
def test_bigrams(text: str, expected: list[str]) -> None:
    assert expected == list(bigrams(text))


@given(st.text(max_size=60))
def test_folding_keeps_length_and_can_be_encoded(text: str) -> None:
    folded = fold(text)
    assert len(text) == len(folded)
    assert folded == fold(folded)
    folded.encode()


@given(st.text(alphabet=st.sampled_from("国防动员常态化的3%Ａａ，。“”  \x00\ud800😀𠮷"), max_size=40))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = Analyser(Path()).words(text)
    assert all(fold(text)[word.start : word.end] == word.text for word in words)
    assert [word.position for word in words] == sorted(word.position for word in words)
    singles = [word for word in words if word.text not in official_terms()]
    assert len({word.start for word in singles}) == len(singles)


def test_importing_the_service_loads_no_heavy_library() -> None:
    code = (
        "import sys, wengao.search.service as s;"
        "print([n for n in ('jieba','rjieba','whoosh','numpy','filelock') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
