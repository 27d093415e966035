"""The query language: what is understood, and what mistakes are told."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.errors import UnknownNameError, UsageError, WengaoError
from wengao.search.query import LONGEST_QUERY, Query, parse_query


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Query()),
        ("责任链条 落实", Query(words=("责任链条", "落实"))),
        ('"责任链条"', Query(phrases=("责任链条",))),
        ("“责任链条”", Query(phrases=("责任链条",))),
        ("「责任链条」", Query(phrases=("责任链条",))),
        ('落实"责任链条"到位', Query(words=("落实", "到位"), phrases=("责任链条",))),
        ("做好“三个结合”文章", Query(words=("做好“三个结合”文章",))),
        ("落实 -表彰", Query(words=("落实",), excluded=("表彰",))),
        ("落实 －“总结表彰”", Query(words=("落实",), excluded=("总结表彰",))),
        ("角色:协同", Query(roles=("synergy",))),
        ("角色：协同、落实", Query(roles=("synergy", "implement"))),
        ("角色:协同 角色:落实", Query(roles=("synergy", "implement"))),
        ("role:synergy", Query(roles=("synergy",))),
        ("文种:推进会", Query(genres=("推进会讲话",))),
        ("形：标题，数据", Query(kinds=("heading", "figures"))),
        ("单位:武装部", Query(organs=("武装部",))),
        ("开头:聚焦", Query(openings=("聚焦",))),
        ("字:4+4", Query(shapes=("4+4",))),
        ("字：４＋４", Query(shapes=("4+4",))),
        ("标题:动员", Query(titles=("动员",))),
        ('标题:"动员 部署"', Query(titles=("动员 部署",))),
        ("年:2024", Query(years=(2024, 2024))),
        ("年：２０２４－", Query(years=(2024, None))),
        ("年:-2022", Query(years=(None, 2022))),
        ("年:2023—2025年", Query(years=(2023, 2025))),
        ("年:2023至2025", Query(years=(2023, 2025))),
        ("坚持问题导向：压实责任", Query(words=("坚持问题导向：压实责任",))),
        ("压实责任， 。", Query(words=("压实责任，",))),
        ("责任\x00链条\u3000落实", Query(words=("责任", "链条", "落实"))),
        (
            '压实 "军地联动" -表彰 角色:协同 年:2024-',
            Query(("压实",), ("军地联动",), ("表彰",), roles=("synergy",), years=(2024, None)),
        ),
    ],
)
def test_understood(text: str, expected: Query) -> None:
    assert expected == parse_query(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('落实 "责任链条', "第4个字处"),
        ("“责任链条", "引号没有配对"),
        ("落实 角色:", "“角色:”后面没有写内容（检索式第4个字处）"),
        ("年:二四", "看不懂年份“二四”（检索式第1个字处）"),
        ("年:24-25", "看不懂年份"),
        ("年:2025-2023", "是不是 年:2023-2025"),
        ("年:2024 年:2025", "年份只能写一次（检索式第8个字处）"),
        ("字:四加四", "看不懂字数“四加四”"),
        ("落实 -角色:协同", "减号后面只能写词"),
        ('""', "引号里或减号后没有可以检索的字"),
        ("，。！", "没有可以检索的字"),
        ("-表彰", "只写了不要的词"),
        ("开头:，", "“开头:”后面没有写内容"),
        ("开头:。", "没有可以检索的字"),
        ("字" * (LONGEST_QUERY + 1), "检索词太长"),
    ],
)
def test_mistakes_are_told_with_their_place(text: str, told: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_query(text)
    assert told in str(caught.value)


@pytest.mark.parametrize(
    ("text", "nearest"),
    [
        ("角色:协通", "协同"),
        ("文种:推进会发言", "推进会讲话"),
        ("形:标提", "标题"),
        ("角涩:协同", "角色"),
        ("rol:synergy", "role"),
    ],
)
def test_unknown_names_are_told_with_the_nearest(text: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        parse_query(text)
    assert nearest == caught.value.nearest[0]
    assert "第1个字处" in caught.value.message


def test_what_the_query_says_stands_over_filters_from_outside() -> None:
    query = parse_query("落实 角色:协同").within(
        role="task", genre="述职报告", kind="heading", years=(2024, None)
    )
    expected = Query(
        ("落实",), roles=("synergy",), genres=("述职报告",), kinds=("heading",), years=(2024, None)
    )
    assert expected == query


def test_unknown_filter_from_outside() -> None:
    with pytest.raises(UnknownNameError):
        Query().within(role="synergie", genre=None, kind=None, years=None)


ODD = st.text(
    alphabet=st.sampled_from('角色文种年形字:：-－"“”「」+、,2024 \u3000\x07\ud800责任协同…'), max_size=30
)


@given(st.one_of(ODD, st.text(max_size=40)))
def test_nothing_but_our_own_errors(text: str) -> None:
    try:
        query = parse_query(text)
    except WengaoError:
        return
    assert query.empty == (not text.strip() or query == Query())
