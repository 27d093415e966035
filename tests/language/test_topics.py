"""The topic of a title, and one topic in another's place."""

from __future__ import annotations

import pytest

from wengao.language.topics import core_of, exchange_topic, own_words, topic_of_title


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("在2026年全市征兵工作推进会上的讲话", "征兵"),
        ("在全县防汛抗旱工作动员部署会上的讲话", "防汛抗旱"),
        ("在全市双拥工作总结表彰大会上的讲话", "双拥"),
        ("在全市国防动员工作会议上的主持词", "国防动员"),
        ("关于全市基层武装部规范化建设情况的调研报告", "基层武装部规范化建设"),
        ("清川市2025年征兵工作总结", "征兵"),
        ("望舒区国防动员工作情况汇报", "国防动员"),
        ("安澜县人民武装部关于建设县民兵训练基地的请示", "建设县民兵训练基地"),
        ("在全市社区治理工作推进会上的讲话", "社区治理"),
        ("2025年度述职报告", ""),
        ("清川市委召开议军会议", ""),
        ("让民兵分队编得实拉得出顶得上", ""),
    ],
)
def test_the_topic_of_a_title(title: str, topic: str) -> None:
    assert topic_of_title(title) == topic


@pytest.mark.parametrize(
    ("heading", "old", "new", "expected"),
    [
        ("抓好征兵工作的重大意义", "征兵", "双拥", "抓好双拥工作的重大意义"),
        ("抓好征兵的重大意义", "征兵工作", "双拥工作", "抓好双拥的重大意义"),
        (
            "规范化建设是必须扛牢的政治任务",
            "基层武装部规范化建设",
            "数字政府建设",
            "数字政府建设是必须扛牢的政治任务",
        ),
        ("压实责任链条", "征兵", "双拥", None),
        ("抓好征兵工作", "", "双拥", None),
    ],
)
def test_one_topic_takes_anothers_place(heading: str, old: str, new: str, expected: str | None) -> None:
    assert exchange_topic(heading, old, new) == expected


@pytest.mark.parametrize(
    ("topic", "core"),
    [
        ("基层国防动员规范化建设", "国防动员"),
        ("安全生产治本攻坚三年行动", "安全生产"),
        ("优化营商环境工作", "营商环境"),
        ("人居环境整治", "人居环境"),
        ("养老服务", "养老服务"),
        ("基层治理", "基层治理"),
        ("征兵", "征兵"),
    ],
)
def test_the_core_of_a_topic_is_what_the_work_is_about(topic: str, core: str) -> None:
    assert core_of(topic) == core


@pytest.mark.parametrize(
    ("topic", "words"),
    [("基层国防动员规范化建设", ("国防动员",)), ("养老服务", ("养老",)), ("推进改革", ())],
)
def test_the_words_that_a_topic_has_for_itself(topic: str, words: tuple[str, ...]) -> None:
    assert own_words(topic) == words
