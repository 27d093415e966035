"""Names of people, and posts."""

from __future__ import annotations

import pytest

from wengao.language.known import known
from wengao.language.names import find_people, find_posts


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("周望川同志作了讲话", ["周望川"]),
        ("市委书记江照野主持会议，市长林知夏出席", ["江照野", "林知夏"]),
        ("副市长　沈望野、顾砚秋同志", ["沈望野", "顾砚秋"]),
        ("县长李明出席会议", ["李明"]),
        ("习近平总书记指出，邓小平理论", ["习近平", "邓小平"]),
        ("全国政协主席王沪宁主持会议。王沪宁表示", ["王沪宁", "王沪宁"]),
        ("欧阳修远同志和人大代表王春花、李玉梅", ["欧阳修远", "王春花", "李玉梅"]),
        ("县委书记王建设主持", ["王建设"]),
        ("全体同志、各位常委同志、党员同志们", []),
        ("书记要带头抓，主任要亲自抓", []),
        ("由书记任组长，县长任副组长，任组长同志", []),
        ("人大常委会和专门委员会，主任和成员单位", []),
        ("代表应邀参加，委员高度评价，主任高兴地说", []),
        ("国土部门书记，满意度主任，广大委员", []),
    ],
)
def test_people_are_told_by_post_or_comrade(text: str, people: list[str]) -> None:
    assert [mention.text for mention in find_people(text)] == people


def test_a_surname_that_is_an_everyday_character_needs_a_sign() -> None:
    assert [mention.text for mention in find_people("和志明同志，成长春同志")] == ["和志明", "成长春"]
    assert find_people("书记和志愿者，主任应当带头") == ()


def test_leaders_of_the_state_are_the_same_for_every_speaker() -> None:
    shared = {mention.text: mention.shared for mention in find_people("习近平总书记和周望川同志")}
    assert shared == {"习近平": True, "周望川": False}


def test_known_people_are_found_wherever_they_stand() -> None:
    assert [one.text for one in find_people("林知夏带队检查", known(people=["林知夏"]))] == ["林知夏"]


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        ("县委书记、常务副县长和人武部政委", ["书记", "常务副县长", "政委"]),
        ("习近平总书记", ["总书记"]),
        ("责任制和代表们", []),
    ],
)
def test_posts(text: str, posts: list[str]) -> None:
    assert [mention.text for mention in find_posts(text)] == posts
