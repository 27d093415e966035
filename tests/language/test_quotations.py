"""Quotations from the classics."""

from __future__ import annotations

from wengao.language.quotations import Quotation, quotation_uses, quotations, quotations_for


def test_there_are_enough_and_none_stands_twice() -> None:
    texts = [quotation.text for quotation in quotations()]
    assert len(texts) >= 150
    assert sorted(set(texts)) == sorted(texts)


def test_each_says_whose_it_is_and_what_it_is_for() -> None:
    lacking = [
        quotation
        for quotation in quotations()
        if not (quotation.author and quotation.work and quotation.uses)
    ]
    assert lacking == []


def test_none_carries_the_marks_that_the_text_around_it_sets() -> None:
    marked = [q.text for q in quotations() if q.text[-1] in "。，；" or set(q.text + q.work) & set("“”《》")]
    assert marked == []


def test_a_use_finds_its_quotations() -> None:
    found = quotations_for("责任")
    assert Quotation("位卑未敢忘忧国", "陆游", "病起书怀", ("责任", "爱国")) in found
    assert {"责任" in quotation.uses for quotation in found} == {True}


def test_a_word_that_is_no_use_is_looked_for_in_the_text() -> None:
    assert [quotation.source for quotation in quotations_for("孺子牛")] == ["鲁迅《自嘲》"]


def test_a_word_that_stands_nowhere_finds_nothing() -> None:
    assert quotations_for("没有的词") == ()


def test_uses_are_listed_with_the_most_frequent_first() -> None:
    counts = [len(quotations_for(use)) for use in quotation_uses()]
    assert counts == sorted(counts, reverse=True)
