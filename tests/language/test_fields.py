"""Fields of official work, and the words that belong to one of them alone."""

from __future__ import annotations

import pytest

from wengao.language.fields import fields, fields_of, foreign_words


def found(text: str, source: str, topic: str) -> list[str]:
    return [text[start:end] for start, end in foreign_words(text, source, topic)]


@pytest.mark.parametrize(
    ("topic", "ids"),
    [
        ("基层国防动员规范化建设", {"defence"}),
        ("优化营商环境", {"business"}),
        ("养老服务", {"elderly"}),
        ("全民国防教育日", {"defence"}),
        ("某项工作", set()),
        ("", set()),
    ],
)
def test_a_topic_tells_its_field(topic: str, ids: set[str]) -> None:
    assert fields_of(topic) == ids


@pytest.mark.parametrize(
    ("source", "topic", "words"),
    [
        ("防汛抗旱", "养老服务", ["水库", "巡堤查险"]),
        ("防汛抗旱", "某项工作", ["水库", "巡堤查险"]),
        ("防汛抗旱", "防汛", []),
        ("防汛抗旱", "安全生产", []),
        ("某项工作", "养老服务", []),
        ("养老服务", "防汛抗旱", ["送餐", "老人"]),
    ],
)
def test_only_words_of_the_sources_field_are_foreign(source: str, topic: str, words: list[str]) -> None:
    assert found("水库要有人巡堤查险，台账要实，送餐要送到老人手里。", source, topic) == words


def test_a_word_of_the_topic_itself_is_not_foreign() -> None:
    assert found("民兵和水库。", "民兵整组", "农村水库管护") == ["民兵"]


def test_no_word_is_of_two_fields_that_are_not_near() -> None:
    owners: dict[str, list[str]] = {}
    for field in fields():
        for word in field.words:
            owners.setdefault(word, []).append(field.id)
    near = {field.id: {field.id, *field.near} for field in fields()}
    shared = {word: ids for word, ids in owners.items() if any(one not in near[ids[0]] for one in ids)}
    assert shared == {}
