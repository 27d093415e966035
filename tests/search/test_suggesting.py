"""Pinyin and words that sound alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.search.query import parse_query
from wengao.search.sounds import SoundingVocabulary
from wengao.search.suggesting import SoundingWords, near_shapes

from .material import written

if TYPE_CHECKING:
    from collections.abc import Collection

    from wengao.search.service import PassageSearch

    from .material import MemoryLibrary

WORDS = {"责任链条": 3, "责任": 20, "链条": 8, "军地": 9, "均低": 1, "协同": 7, "5g": 2, "女兵": 4}


class Words:
    """A vocabulary of some words with their frequencies."""

    def __init__(self, words: dict[str, int]) -> None:
        self._held = SoundingVocabulary(lambda: words)

    def sounding(self, spellings: Collection[str], *, initials: bool = False) -> dict[str, str]:
        return {typed: words[0] for typed, words in self._held.typed(spellings, initials=initials).items()}


@pytest.fixture
def sounding() -> SoundingWords:
    return SoundingWords(Words(WORDS))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("zrlt", ("责任链条",)),
        ("zerenliantiao", ("责任链条",)),
        ("zeren liantiao", ("责任链条",)),
        ("ZeRen", ("责任",)),
        ("jundixietong", ("军地", "协同")),
        ("jundi", ("军地",)),
        ("nvbing", ("女兵",)),
        ("jd", ("军地",)),
    ],
)
def test_letters_are_taken_as_pinyin(sounding: SoundingWords, typed: str, meant: tuple[str, ...]) -> None:
    query = sounding.typed_as_pinyin(parse_query(typed))
    assert query is not None
    assert meant == query.words


@pytest.mark.parametrize("typed", ["责任", "xqz", "z", "5g", '"zeren"', "a" * 500, "zeren责任"])
def test_what_is_no_pinyin_is_left(sounding: SoundingWords, typed: str) -> None:
    assert sounding.typed_as_pinyin(parse_query(typed)) is None


def test_filters_stay(sounding: SoundingWords) -> None:
    query = sounding.typed_as_pinyin(parse_query("zeren 年:2024-"))
    assert query is not None
    assert query.years == (2024, None)


def test_words_of_the_same_sound_are_offered(sounding: SoundingWords) -> None:
    assert [str(query) for query in sounding.alike(parse_query('泽仁 "谐同"'))] == [
        '泽仁 "协同"',
        '责任 "谐同"',
    ]
    assert list(sounding.alike(parse_query("责任"))) == []


def test_a_character_with_several_readings_is_read_as_in_its_word() -> None:
    sounding = SoundingWords(Words({"银行": 3, "行业协会": 2, "执行": 1}))
    query = sounding.typed_as_pinyin(parse_query("yinhang zhixing"))
    assert query is not None
    assert query.words == ("银行", "执行")


def test_of_words_that_sound_alike_the_commonest_is_taken() -> None:
    sounding = SoundingWords(Words({"意义": 2, "异议": 5, "一一": 5}))
    query = sounding.typed_as_pinyin(parse_query("yiyi"))
    assert query is not None
    assert query.words == ("一一",)


def test_what_may_be_meant_is_a_word_of_any_segment_of_the_index(
    search: PassageSearch, library: MemoryLibrary
) -> None:
    section = ("事项", "matter", "sentence", "防汛沙袋码放整齐。")
    library.put(*written("flood", "通知", "通知", "2025-01-01", "", section))
    search.synchronise()
    assert search.search("fangxun").understood == "防汛"
    assert search.search('"房讯"').suggestion == '"防汛"'


@pytest.mark.parametrize(
    ("typed", "nearest"), [("字:4+4", "5+5"), ("字:1", "2"), ("字:4+4、5+5", None), ("责任", None)]
)
def test_shapes_near_the_one_asked_for(typed: str, nearest: str | None) -> None:
    assert nearest == next(near_shapes(parse_query(typed)), None)
