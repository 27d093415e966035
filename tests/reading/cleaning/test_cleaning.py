"""Cleaning as a whole: the order of the rules, the report, and what leaves the text for the metadata."""

from __future__ import annotations

import pytest

from wengao.reading.cleaning import CleanText, clean
from wengao.reading.raw import Block

from ..material import SPEECH


def cleaned(text: str) -> CleanText:
    return clean([Block(line) for line in text.split("\n")])


def texts(result: CleanText) -> list[str]:
    return [block.text for block in result.blocks]


def test_clean_text_goes_through_unchanged() -> None:
    result = cleaned(SPEECH)
    assert texts(result) == SPEECH.strip().split("\n")
    assert result.report.counts == ()
    assert result.report.removed == ()


def test_a_page_from_the_web_comes_out_clean() -> None:
    result = cleaned(
        "听泉 分享 时间:\n\n发言:扛牢政治责任\n\n一、扛牢*管武装责任。\n"
        "各级*委要认真落实各项制度,带头学习了重要论述,经常研究解决问题,再比如,抓\n\n"
        '好考核评价,忠于*的事业,确保工作只能加强,不能削弱。\n(记者林秋月)\n47 5159524\n");'
    )
    assert texts(result) == [
        "发言：扛牢政治责任",
        "一、扛牢党管武装责任。",
        "各级党委要认真落实各项制度，带头学习了重要论述，经常研究解决问题，再比如，抓好考核评价，忠于党的事业，确保工作只能加强，不能削弱。",
    ]
    assert result.byline == "记者林秋月"
    assert result.report.count("stars") == 3
    assert result.report.removed == ("听泉 分享 时间:", "47 5159524", '");')
    assert any("学习了重要论述" in note for note in result.report.notes)


def test_the_outline_leaves_the_text_with_its_punctuation_restored() -> None:
    result = cleaned(
        "目录/提纲:……\n一、认清形势,提高站位\n(一)看清大势\n二、抓实任务,压实责任\n……\n讲话\n"
        "一、认清形势,提高站位\n正文甲。\n二、抓实任务,压实责任\n正文乙。"
    )
    assert result.outline == ("一、认清形势，提高站位", "（一）看清大势", "二、抓实任务，压实责任")
    assert texts(result) == [
        "讲话",
        "一、认清形势，提高站位",
        "正文甲。",
        "二、抓实任务，压实责任",
        "正文乙。",
    ]


def test_headings_survive_an_outline_and_a_second_copy() -> None:
    body = (
        "一、认清形势\n"
        + "形势逼人，必须只争朝夕。" * 15
        + "\n二、抓实任务\n"
        + "任务艰巨，必须层层压实。" * 15
    )
    result = cleaned(f"一、认清形势\n二、抓实任务\n三、压实责任\n{body}\n{body}")
    assert texts(result) == body.split("\n")
    assert result.outline == ("一、认清形势", "二、抓实任务", "三、压实责任")


def test_levels_that_the_format_declares_are_kept() -> None:
    blocks = [Block("讲话", 0), Block("一、形势", 1), Block("(一)看大势", 2), Block("正文,继续。")]
    assert [block.level for block in clean(blocks).blocks] == [0, 1, 2, None]


def test_placeholders_are_left_alone() -> None:
    assert texts(cleaned("XX市20xx年工作要点，张*负责，**先进**")) == [
        "XX市20xx年工作要点，张*负责，**先进**"
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "　　"])
def test_nothing_makes_nothing(text: str) -> None:
    assert cleaned(text).blocks == ()
