"""Quotations and figures held against the corpus."""

from __future__ import annotations

import pytest

from wengao.drafts.reuse import CorpusText
from wengao.review.originals import Original, Originals, told_differences

QUOTED = "国防动员是国防建设的重要组成部分，必须坚持党的领导、军地合力、全民参与。"
COUNTED = "2025年，全县共登记适龄青年12345人，登记率达到99.2%，培训骨干320名。"


def originals() -> Originals:
    return Originals(
        lambda: [
            CorpusText("a", "在全市大会上的讲话", "一第1段", "1", f"习近平总书记指出：“{QUOTED}”这是遵循。"),
            CorpusText("b", "工作总结", "二第3段", "2", COUNTED),
        ]
    )


def test_finds_the_nearest_original_of_a_quotation() -> None:
    said = "国防动员是国防建设的重要组成部份，必须坚持党的领导、军地合力、全员参与"
    nearest = originals().nearest(said)
    assert nearest == Original("在全市大会上的讲话", "一第1段", QUOTED.rstrip("。"))
    assert told_differences(said, nearest.text) == "“部份，”原文是“部分，”，“全员参”原文是“全民参”"


@pytest.mark.parametrize(
    "said",
    [
        "这句话语料里一个字也没有说过，查也查不到",
        "国防动员是国防建设的头等大事，人人都要出一份力，谁也不能旁观",
    ],
)
def test_no_original_where_nothing_is_near(said: str) -> None:
    assert originals().nearest(said) is None


def test_holds_words_as_they_are() -> None:
    assert (originals().holds("军地合力、全民参与"), originals().holds("军地合力、全员参与")) == (True, False)


def test_tells_the_figures_that_differ() -> None:
    said = "2025年，全县共登记适龄青年12354人，登记率达到98.2%，培训骨干302名。"
    found = originals().figures(said)
    assert found is not None
    assert [(each.said, each.original, said[each.start : each.end]) for each in found[1]] == [
        ("12354", "12345", "12354"),
        ("98.2", "99.2", "98.2"),
        ("302", "320", "302"),
    ]


@pytest.mark.parametrize(
    "said",
    [
        COUNTED,
        "2026年，全县共登记适龄青年12890人，登记率达到99.5%，培训骨干350名。",
        "共登记12354人。",
        "没有数字的句子也不查。",
    ],
)
def test_says_nothing_of_the_same_figures_and_of_another_year(said: str) -> None:
    assert originals().figures(said) is None


def test_a_clause_is_told_where_its_digits_are_turned() -> None:
    found = originals().figures("去年成绩明显，全县共登记适龄青年12354人。")
    assert found is not None
    assert [(each.said, each.original) for each in found[1]] == [("12354", "12345")]


TOLD = "2025年9月16日，云岭镇石桥村发放树苗1300株，由县林业局局长何静文主持。"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (TOLD.replace("16日", "18日"), ("9月18日", "9月16日")),
        (TOLD.replace("石桥村", "石峡村"), ("石峡村", "石桥村")),
        (TOLD.replace("何静文", "何静雯"), ("何静雯", "何静文")),
        (TOLD, None),
        (TOLD.replace("发放", "分发"), None),
        (TOLD.replace("2025", "2026").replace("石桥村", "石峡村"), None),
    ],
)
def test_a_sentence_with_another_date_person_or_place_is_told(
    said: str, expected: tuple[str, str] | None
) -> None:
    texts = Originals(lambda: [CorpusText("a", "简报", "一第1段", "1", f"春季植树结束。{TOLD}")])
    found = texts.named_otherwise(said)
    assert (found and (found[1].said, found[1].original)) == expected
