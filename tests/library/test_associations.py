"""What a corpus puts under which heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.language.pairs import pair_codes, pair_of, pairs
from wengao.library import Library
from wengao.library.associations import Associations, learned
from wengao.library.indexing import read_corpus

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STYLE = "少要材料，少发通报，领导带头下沉一线。"
MONEY = "财政足额预算，专户管理，据实拨付。"
STYLE_HEADINGS = ("以过硬作风抓落实", "转变作风、靠前服务", "作风要实", "锤炼作风", "抓作风")
MONEY_HEADINGS = ("经费要有保障", "列足经费", "管好经费", "用好经费", "经费到位")
SECTIONS = [(heading, STYLE) for heading in STYLE_HEADINGS] + [(one, MONEY) for one in MONEY_HEADINGS]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library(tmp_path / ".wengao" / "library.db") as opened:
        yield opened


def with_texts(known: Associations, heading: str) -> tuple[float, float]:
    return tuple(known.of(heading).with_text(frozenset(pairs(text))) for text in (STYLE, MONEY))  # type: ignore[return-value]


def test_a_heading_goes_with_what_stands_under_others_of_its_words() -> None:
    style, money = with_texts(Associations(learned(SECTIONS)), "作风建设")
    assert style > 0.9
    assert money == 0.0


def test_nothing_is_known_of_a_heading_that_no_three_sections_share_a_pair_with() -> None:
    known = Associations(learned([*SECTIONS[:2], *SECTIONS[5:7]]))
    assert not known.of("作风建设")
    assert with_texts(known, "作风建设") == (0.0, 0.0)


def test_what_stands_under_every_heading_says_nothing() -> None:
    known = Associations(learned([(heading, "同志们，要抓好落实。") for heading, _ in SECTIONS]))
    assert not known.of("作风建设")


def test_no_sections_teach_nothing() -> None:
    assert learned([]) == []


@pytest.mark.parametrize("text", ["", "字", "两字", "去年3月，A市（区）共建 𠮷家村", "\ud800坏字符\x00"])
def test_numbers_stand_for_the_same_pairs(text: str) -> None:
    assert [pair_of(int(code)) for code in pair_codes(text)] == pairs(text)


def write(folder: Path, number: int, heading: str, text: str, mark: str = "") -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{number:02}.md").write_text(
        f"{mark}# 第{'一二三四五六七八九十'[number % 10]}次会议讲话\n\n## {heading}\n\n{text}第{number}次。\n",
        encoding="utf-8",
    )


def read(library: Library, corpus: Path) -> Associations:
    read_corpus(library, [corpus], root=corpus.parent)
    return library.associations_of(["作风建设", "经费保障", "纪律严明"])


def test_the_library_learns_while_it_reads(library: Library, tmp_path: Path) -> None:
    for number, (heading, text) in enumerate(SECTIONS):
        write(tmp_path / "corpus", number, heading, text)
    known = read(library, tmp_path / "corpus")
    style, money = with_texts(known, "作风建设")
    assert style > 0.5 > money
    assert not library.associations_of(["经费保障"]).of("作风建设")


def test_it_learns_anew_when_a_tenth_has_changed(library: Library, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for number in range(40):
        heading, text = SECTIONS[number % 10]
        write(corpus, number, heading, f"{text}{'天地玄黄宇宙洪荒日月盈昃'[number % 12] * number}。")
    read(library, corpus)
    for number in range(40, 43):
        write(corpus, number, "纪律要严", f"谁违反谁受处分。{'寒来暑往'[number % 4] * number}。")
    assert not read(library, corpus).of("纪律严明")
    for number in (43, 44):
        write(corpus, number, "纪律要严", f"谁违反谁受处分。{'秋收' * number}。")
    assert read(library, corpus).of("纪律严明")


def test_nothing_stays_of_a_file_that_bears_a_mark_of_secrecy_now(library: Library, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for number in range(40):
        heading, text = SECTIONS[number % 10]
        write(corpus, number, heading, f"{text}{'天地玄黄宇宙洪荒日月盈昃'[number % 12] * number}。")
    for number in range(40, 43):
        write(corpus, number, "纪律要严", f"谁违反谁受处分。{'寒来暑往'[number % 4] * number}。")
    assert read(library, corpus).of("纪律严明")
    write(corpus, 40, "纪律要严", f"谁违反谁受处分。{'寒' * 40}。", mark="机密★10年\n\n")
    assert not read(library, corpus).of("纪律严明")
