"""With what an expression can begin, and lists of expressions that are found as each of theirs would be."""

from __future__ import annotations

import re

import pytest

from wengao.language.aims import aims
from wengao.language.genres import genres
from wengao.language.openings import first_characters, is_of_beginning
from wengao.language.roles import roles
from wengao.language.vocabulary import Patterns

TEXTS = (
    "",
    "同志们！今天召开全县征兵工作会议，主要任务是部署下一步工作。",
    "各级各部门要压实责任，一级抓一级，层层抓落实，确保各项任务落地见效。",
    "截至9月底，全市共完成投资12.5亿元，同比增长8.3%，取得了明显成效。",
    "我们也清醒地看到，与先进地区相比还有差距，部门协同不够顺畅，存在短板。",
    "经过此次培训，大家纷纷表示收获颇丰，心灵的洗礼令人难忘。",
    "3月18日，县委书记李明强调，要提高政治站位，坚决拥护党中央部署。",
    "以上意见妥否，请批示。\n谢谢大家！",
)


@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("取得成效", "取"),
        ("(?:通过|经过)培训", "通经"),
        ("(?:还|仍)?存在", "还仍存"),
        ("[讲谈]话", "讲谈"),
        ("压(?:紧|实)|带头", "压带"),
        ("(?<!政治)责任", "责"),
        ("要?(?=求)求", "要求"),
    ],
)
def test_the_characters_that_an_expression_can_begin_with_are_known(source: str, first: str) -> None:
    assert first_characters(source) == frozenset(first)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "[^。]取",
        r"\d年",
        ".取",
        "取?",
        "(?:取|)",
        "(?:取得",
        "^取",
        "(?i)ab",
        "[一-三]是",
        "(取)",
        "取{0,2}",
    ],
)
def test_nothing_is_said_of_what_may_begin_otherwise(source: str) -> None:
    assert first_characters(source) is None


@pytest.mark.parametrize(
    ("source", "alone"),
    [("^同志们[，|！]", True), ("^(?:一|二)", True), ("^一|二", False), ("一|^二", False)],
)
def test_what_is_tried_at_the_beginning_alone(source: str, alone: bool) -> None:
    assert is_of_beginning(source) is alone


@pytest.mark.parametrize("text", TEXTS)
def test_a_list_is_found_where_one_of_its_expressions_is(text: str) -> None:
    lists = [
        *(getattr(one, part) for one in roles() for part in ("heading", "paragraph", "inside", "ending")),
        *(getattr(one, part) for one in aims() for part in ("heading", "text")),
        *(getattr(one, part) for one in genres() for part in ("title", "body", "opening", "closing")),
        Patterns(["[取-得]", "", "x?"]),
        Patterns(["(?:取得|得到)[^。]*成", "^(?:今|截)", "短板|落地$"]),
    ]
    assert [patterns.occur_in(text) for patterns in lists] == [
        any(re.search(pattern, text) for pattern in patterns) for patterns in lists
    ]
