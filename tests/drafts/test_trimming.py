"""The sentences of a long passage that a section needs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wengao.drafts.fit import SectionNeed
from wengao.drafts.trimming import foreign_terms, trimmed, without_foreign

NEED = SectionNeed(2, ("压实责任", "跟踪问效强督查"), "implement", 80, "养老服务", "推进会讲话")
THEME = "部署只是开头，结果要靠一件一件盯出来。"
SUPERVISION = "每月调度一次，每季度通报一次，暗访抽查不打招呼，连续靠后的约谈问责，问题逐条销号。"
KITCHEN = "食堂的米要新、油要净、菜要鲜，老人爱吃软的就做软的，爱吃淡的就做淡的，一日三餐不重样。"
GARDEN = "院子里种几棵树、摆几条凳，太阳出来了老人能坐一坐，下雨了有个棚子能躲一躲，冬天有暖气。"


def test_the_theme_and_what_the_section_needs_stay() -> None:
    assert trimmed(NEED, THEME + KITCHEN + SUPERVISION + GARDEN) == THEME + SUPERVISION


@pytest.mark.parametrize(
    ("need", "text"),
    [
        (NEED, THEME + SUPERVISION),
        (replace(NEED, goal=None), (THEME + KITCHEN + SUPERVISION) * 3),
        (NEED, "要做到三个到位。" + THEME + KITCHEN + SUPERVISION),
    ],
)
def test_what_is_not_much_too_long_or_tells_how_many_follow_is_not_cut(need: SectionNeed, text: str) -> None:
    assert trimmed(need, text) == text


def test_what_leans_on_a_sentence_goes_with_it() -> None:
    kept = trimmed(NEED, THEME + KITCHEN + "这些都是小事。" + SUPERVISION + "但不许层层加码。" + GARDEN)
    assert kept == THEME + SUPERVISION + "但不许层层加码。"


def test_items_are_counted_anew() -> None:
    items = [
        "一是食堂要办好，米新油净菜鲜，老人爱吃什么做什么，一天三顿不重样。",
        "二是督查要跟上，每月调度一次，连续靠后的当面约谈，问题逐条销号。",
        "三是通报要较真，每季度排名一次，暗访抽查不打招呼，结果公开通报。",
    ]
    assert trimmed(replace(NEED, goal=70), THEME + "".join(items)) == (
        THEME + items[1].replace("二是", "一是") + items[2].replace("三是", "二是")
    )


def test_one_item_is_never_left_alone() -> None:
    text = THEME + "一是督查要跟上，" + SUPERVISION + "二是食堂要办好，" + KITCHEN
    assert trimmed(NEED, text) == text


TITLE = "在全市防汛备汛工作推进会上的讲话"
LEVEES = "水库、塘坝、堤防一处一处看过去，险情早一分钟报，洪水就少一分凶险。"


def test_sentences_full_of_words_of_another_field_are_left_out() -> None:
    text = THEME + LEVEES + SUPERVISION + KITCHEN
    assert without_foreign(text, TITLE, "养老服务") == THEME + SUPERVISION + KITCHEN


def test_the_items_that_stay_are_counted_anew_there_too() -> None:
    text = THEME + f"一是{LEVEES}二是{SUPERVISION}三是{KITCHEN}"
    assert without_foreign(text, TITLE, "养老服务") == THEME + f"一是{SUPERVISION}二是{KITCHEN}"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        (THEME + LEVEES + SUPERVISION + KITCHEN, "防汛抗旱"),
        (THEME + LEVEES, "养老服务"),
        ("要做到三个到位。" + LEVEES + SUPERVISION + KITCHEN, "养老服务"),
        (THEME + "水库要看住。" + SUPERVISION + KITCHEN, "养老服务"),
    ],
    ids=["own field", "little left", "counted", "one word"],
)
def test_nothing_is_left_out_where_it_would_not_help(text: str, topic: str) -> None:
    assert without_foreign(text, TITLE, topic) == text


def test_the_words_of_another_field_are_told_in_order() -> None:
    assert foreign_terms(LEVEES, TITLE, "养老服务") == ("水库", "塘坝", "堤防", "险情", "洪水")
