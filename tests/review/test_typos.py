"""Words written with the wrong character, twice, or with one missing: the table of counts and the two finders."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from wengao.drafts.markdown import parse_draft
from wengao.review.own_lists import OfficeHolder, OwnLists
from wengao.review.registry import check_draft
from wengao.review.settings import Own, ReviewSettings
from wengao.review.typos.finder import TypoFinder
from wengao.review.typos.slips import find_slips
from wengao.review.typos.table import (
    FIRST_CHARACTER,
    TypoTable,
    dump,
    encode,
    load,
    numbers_of,
    run_keys,
    shipped_table,
)


def small_table(text: str, words: dict[str, tuple[str, ...]], shapes: tuple[str, ...] = ()) -> TypoTable:
    """The counts of one text said thirty times, with some words and their sounds."""
    characters = "".join(dict.fromkeys(char for char in text if "\u4e00" <= char <= "\u9fff"))
    characters += "".join(dict.fromkeys(char for word in words for char in word if char not in characters))
    ids, _ = encode("。".join([text] * 30), numbers_of(characters))
    runs = []
    for length in range(1, 5):
        keys, counts = np.unique(run_keys(ids, length), return_counts=True)
        runs.append((keys, counts.astype(np.uint32)))
    sounds = tuple(dict.fromkeys(sound for said in words.values() for sound in said))
    number = {sound: place for place, sound in enumerate(sounds, 1)}
    readings = np.zeros((len(characters) + FIRST_CHARACTER, 3), dtype=np.int16)
    of_words, of_sounds = (np.zeros((len(words), 4), dtype=np.int16) for _ in range(2))
    for row, (word, said) in enumerate(words.items()):
        for place, (char, sound) in enumerate(zip(word, said, strict=True)):
            index = characters.index(char) + FIRST_CHARACTER
            readings[index, 0] = of_sounds[row, place] = number[sound]
            of_words[row, place] = index
    return TypoTable(characters, tuple(runs), len(ids), sounds, readings, of_words, of_sounds, shapes)


TOLD = "要严格遵守工作制度抓好各项任务落实"
WORDS: dict[str, tuple[str, ...]] = {
    "制度": ("zhi", "du"),
    "制渡": ("zhi", "du"),
    "任务": ("ren", "wu"),
    "工作": ("gong", "zuo"),
}


def found(text: str, settings: ReviewSettings | None = None) -> list[tuple[str, str]]:
    return [
        (finding.rule, finding.excerpt)
        for finding in check_draft(parse_draft(text), settings)
        if finding.rule in ("STY-5", "STY-14")
    ]


def test_a_table_reads_as_it_was_written() -> None:
    table = small_table(TOLD, WORDS, ("度渡",))
    again = load(dump(table))
    assert (again.characters, again.total, again.syllables, again.shapes) == (
        table.characters,
        table.total,
        table.syllables,
        table.shapes,
    )
    assert [keys.tolist() for keys, _ in again.runs] == [keys.tolist() for keys, _ in table.runs]
    assert [counts.tolist() for _, counts in again.runs] == [counts.tolist() for _, counts in table.runs]
    assert again.word_syllables.tolist() == table.word_syllables.tolist()


def test_refuses_a_table_of_another_form() -> None:
    import lzma

    with pytest.raises(ValueError, match="not a table"):
        load(lzma.compress(b'{"form": 99}\n'))


def test_puts_in_the_word_that_sounds_the_same() -> None:
    finder = TypoFinder(small_table(TOLD, WORDS))
    [typo] = finder.find("要严格遵守工作制渡抓好各项任务落实。", -5.0)
    assert (typo.written, typo.proper, typo.start, typo.end, typo.was_seen) == ("制渡", "制度", 7, 9, 0)


def test_lets_be_what_is_said_twice() -> None:
    finder = TypoFinder(small_table(TOLD, WORDS))
    once = finder.find("要严格遵守工作制渡抓好各项任务落实。", -5.0)[0].odds
    twice = finder.find("要严格遵守工作制渡抓好各项任务落实。制渡。", -9.0)[0].odds
    assert round(once - twice, 1) == 3.6


@pytest.mark.parametrize(
    ("written", "proper"),
    [("低线", "底线"), ("保垒", "堡垒"), ("技能", "技能"), ("还境", "环境"), ("旅行", "履行")],
)
def test_by_the_shipped_table(written: str, proper: str) -> None:
    texts = {
        "底线": "要坚决守住不发生系统性风险的{}。",
        "堡垒": "各级党组织要发挥战斗{}作用。",
        "技能": "要加强职业{}培训。",
        "环境": "要持续优化营商{}。",
        "履行": "要按照有关规定{}审批程序。",
    }
    typos = TypoFinder(shipped_table()).find(texts[proper].format(written))
    assert any(proper in typo.proper for typo in typos) is (written != proper)


def test_near_sounds_are_the_same_where_the_unit_says_so() -> None:
    text = "各单位要认真学习贯彻会议金神，抓好落实。\n"
    assert [excerpt for _, excerpt in found(text, ReviewSettings(near_sounds=True))] == ["金神"]
    assert found(text) == []


@pytest.mark.parametrize(
    "settings",
    [
        ReviewSettings(own=Own(people=("周制渡",))),
        ReviewSettings(lists=OwnLists(roster=(OfficeHolder("周制渡", ("镇长",)),))),
        ReviewSettings(words={"制渡": ""}),
    ],
)
def test_names_and_dismissed_words_are_let_be(settings: ReviewSettings) -> None:
    text = "要严格遵守工作周制渡，抓好落实。\n" if not settings.words else "要严格遵守工作制渡，抓好落实。\n"
    assert found(text, settings) == []


def test_gives_way_to_a_rule_that_is_certain() -> None:
    rules = [finding.rule for finding in check_draft(parse_draft("截止6月底，全县完成投资12亿元。\n"))]
    assert rules == ["DIG-8"]


def test_titles_are_let_be() -> None:
    assert found("认真学习《工作制渡汇编》。\n") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("要认真落实认真落实会议精神。", [("认真落实认真落实", "认真落实", True)]),
        ("要深入学习贯党的二十大精神。", [("习贯", "习贯彻", False)]),
        ("一项一项抓，一件一件办，户户通电。", []),
        ("推动绿色金融与普惠金融融合发展。", []),
        ("", []),
    ],
)
def test_slips(text: str, expected: list[tuple[str, str, bool]]) -> None:
    slips = find_slips(text, shipped_table())
    assert expected == [(text[slip.start : slip.end], slip.proper, slip.doubled) for slip in slips]


@pytest.mark.parametrize("piece", ["制渡", "义意", "的", "的的", "重点工作", "\u3400", "1", "，", "高度重视"])
def test_a_very_long_line_ends(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert len(TypoFinder(shipped_table()).find(text)) <= 500
    assert len(find_slips(text, shipped_table())) <= 200


def test_places_are_right_across_chunks() -> None:
    text = "抓好落实。" * 8_000 + "要持续优化营商还境。" + "抓好落实。" * 8_000
    [typo] = TypoFinder(shipped_table()).find(text)
    assert (typo.start, text[typo.start : typo.end]) == (text.index("还境"), "还境")


def test_a_check_that_does_not_ask_loads_no_table() -> None:
    code = (
        "import sys\n"
        "from wengao.drafts.markdown import parse_draft\n"
        "from wengao.review.registry import check_draft\n"
        "from wengao.review.settings import ReviewSettings\n"
        "check_draft(parse_draft('要抓好落实。\\n'), ReviewSettings(off=frozenset({'STY-5', 'STY-14'})))\n"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
