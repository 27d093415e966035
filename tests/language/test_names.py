"""Names of places and people."""

from __future__ import annotations

import pytest

from wengao.language.names import find_people, find_places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("安澜县、望舒区和柳溪镇作了发言", ["安澜县", "望舒区", "柳溪镇"]),
        ("在清川市和石桥街道", ["清川市", "石桥街道"]),
        ("全市各县区、我镇、市场监管、社区治理", []),
        ("由鹿鸣县人民武装部牵头", ["鹿鸣县"]),
    ],
)
def test_places_are_told_by_their_last_character(text: str, places: list[str]) -> None:
    assert [mention.text for mention in find_places(text)] == places
    assert [text[mention.start : mention.end] for mention in find_places(text)] == places


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("周望川同志作了讲话", ["周望川"]),
        ("市委书记江照野主持会议，市长林知夏出席", ["江照野", "林知夏"]),
        ("副市长　沈望野、顾砚秋同志", ["沈望野", "顾砚秋"]),
        ("全体同志、各位常委同志、党员同志们", []),
        ("书记要带头抓，主任要亲自抓", []),
    ],
)
def test_people_are_told_by_post_or_comrade(text: str, people: list[str]) -> None:
    assert [mention.text for mention in find_people(text)] == people
