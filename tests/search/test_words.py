"""Words of the corpus: those beside a word, those that are new, and the drafter's own file of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.errors import InputError, UsageError
from wengao.search.analysis import Analyser, official_terms
from wengao.search.collocations import Collocation, collocations, count_words
from wengao.search.mining import LEAST_COUNT, mined_words
from wengao.search.own_words import (
    OwnWord,
    add_words,
    own_terms,
    own_words,
    restore_word,
    strike_word,
    struck_words,
)


@pytest.fixture
def analyser(tmp_path: Path) -> Analyser:
    return Analyser(tmp_path)


TEXTS = (
    "要压实责任，扛牢责任，把任务落到人头。",
    "各级压实责任，逐级签订清单。",
    "扛牢责任重担，不等不靠。",
    "压实责任链条，一级抓一级。",
)


def test_words_before_and_after_a_word_with_counts_and_an_example(analyser: Analyser) -> None:
    found = collocations(TEXTS, "责任", analyser)
    assert Collocation("压实", "before", 3, "要压实责任") == found[0]
    assert ("扛牢", "before", 2) in {(one.word, one.side, one.count) for one in found}
    assert "签订" not in {one.word for one in found}


def test_numbers_of_a_chain_are_no_collocations(analyser: Analyser) -> None:
    texts = ("一是健全机制。", "三是完善机制。", "三是机制健全。", "四个机制健全。")
    assert {one.word for one in collocations(texts, "机制", analyser)} == {"健全"}


def test_where_nothing_stands_beside_a_word_twice_once_will_do(analyser: Analyser) -> None:
    found = collocations((*TEXTS, "军地协同作战。"), "协同", analyser)
    assert {("军地", "before", 1), ("作战", "after", 1)} == {(one.word, one.side, one.count) for one in found}


def test_a_word_that_stands_nowhere_has_no_collocations(analyser: Analyser) -> None:
    assert collocations(TEXTS, "魑魅", analyser) == []


def test_words_are_counted_without_numbers_and_single_characters(analyser: Analyser) -> None:
    counted = count_words(["责任和责任，3月5日"], analyser)
    assert dict(counted) == {"责任": 2}


COINED = tuple(
    f"{before}鹿鸣峪{after}。"
    for before, after in (
        ("走进", "看民兵"),
        ("全面建设", "训练场"),
        ("抓好", "防汛演练"),
        ("支援", "群众转移"),
        ("来到", "检查"),
    )
)


def test_a_word_that_the_segmenter_cuts_is_mined_with_its_count(analyser: Analyser) -> None:
    found = mined_words((*COINED, *TEXTS * 60), analyser, frozenset(official_terms()))
    assert ("鹿鸣峪", len(COINED)) in found
    assert all(count >= LEAST_COUNT for _, count in found)


def test_known_words_are_not_mined(analyser: Analyser) -> None:
    assert "鹿鸣峪" not in dict(mined_words(COINED, analyser, frozenset({"鹿鸣峪"})))


def test_mined_words_join_the_dictionary_and_struck_ones_leave_it(tmp_path: Path) -> None:
    file = tmp_path / "用词.txt"
    assert own_terms(file) == frozenset(official_terms())
    assert add_words(file, [("鹿鸣峪", 5), ("责任链条", 9)]) == ("鹿鸣峪",)
    file.write_text(file.read_text(encoding="utf-8") + "-党管武装\n－军地联动\n", encoding="utf-8")
    assert own_terms(file) == frozenset(official_terms()) - {"党管武装", "军地联动"} | {"鹿鸣峪"}
    assert struck_words(file) == {"党管武装", "军地联动"}


def test_a_struck_word_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "用词.txt"
    file.write_text("# 手写\n-鹿鸣峪\n", encoding="utf-8")
    assert add_words(file, [("鹿鸣峪", 5)]) == ()
    assert file.read_text(encoding="utf-8") == "# 手写\n-鹿鸣峪\n"


BY_HAND = "# 手写的说明\n\n责任链条\n鹿鸣峪\t5\n－军地联动 有人说不要\n"


@pytest.fixture
def by_hand(tmp_path: Path) -> Path:
    file = tmp_path / "用词.txt"
    file.write_text(BY_HAND, encoding="utf-8")
    return file


def test_the_words_of_the_file_are_listed_with_their_counts(by_hand: Path) -> None:
    assert own_words(by_hand) == (
        OwnWord("责任链条", None, struck=False),
        OwnWord("鹿鸣峪", 5, struck=False),
        OwnWord("军地联动", None, struck=True),
    )


def test_striking_out_and_taking_back_touches_that_word_alone(by_hand: Path) -> None:
    strike_word(by_hand, "鹿鸣峪")
    assert by_hand.read_text(encoding="utf-8") == BY_HAND.replace("鹿鸣峪\t5", "-鹿鸣峪\t5")
    assert "鹿鸣峪" not in own_terms(by_hand)
    strike_word(by_hand, "鹿鸣峪")
    restore_word(by_hand, "鹿鸣峪")
    assert by_hand.read_text(encoding="utf-8") == BY_HAND
    restore_word(by_hand, "军地联动")
    assert by_hand.read_text(encoding="utf-8") == BY_HAND.replace("－军地联动", "军地联动")


def test_a_shipped_word_is_struck_out_by_a_line_that_goes_when_it_is_taken_back(by_hand: Path) -> None:
    strike_word(by_hand, "党管武装")
    assert by_hand.read_text(encoding="utf-8") == f"{BY_HAND}-党管武装\n"
    assert "党管武装" not in own_terms(by_hand)
    restore_word(by_hand, "党管武装")
    assert by_hand.read_text(encoding="utf-8") == BY_HAND


def test_a_word_is_struck_out_where_there_is_no_file_yet(tmp_path: Path) -> None:
    file = tmp_path / "用词.txt"
    strike_word(file, "党管武装")
    assert struck_words(file) == {"党管武装"}


@pytest.mark.parametrize("text", ["", "的", "责任 链条", "-责任", "# 说明"])
def test_what_is_no_word_is_not_struck_out(tmp_path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="不是一个词"):
        strike_word(tmp_path / "用词.txt", text)


def test_a_file_of_words_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "用词.txt"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="UTF-8"):
        own_terms(file)
