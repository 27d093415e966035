"""A unit's own lists laid over those that ship."""

from __future__ import annotations

import copy
from contextvars import copy_context
from typing import TYPE_CHECKING, Any

from wengao.language.figures import find_figures
from wengao.language.genres import expected_role, family_of, genre_of, genres
from wengao.language.heading_patterns import heading_families
from wengao.language.lists import SHIPPED, Language, following, from_lists, language, prose_list
from wengao.language.names import find_people
from wengao.language.roles import role_of_heading, roles
from wengao.language.self_review import review_aspects

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

NIGHT_TALK = {"id": "night_talk", "name": "夜话", "family": "讲话", "title": ["夜话"]}


def laid(name: str, **entries: Any) -> AbstractContextManager[None]:
    """The shipped lists with entries of one laid over them."""
    return Language({name: entries}).in_use()


def test_a_new_genre_comes_before_the_shipped_ones() -> None:
    assert genre_of("在全市防汛夜话会上的讲话") == "讲话"
    with laid("genres.toml", genre=[NIGHT_TALK]):
        assert genre_of("在全市防汛夜话会上的讲话") == "夜话"
        assert family_of("夜话") == "讲话"


def test_a_shipped_genre_keeps_its_patterns_and_gets_the_units() -> None:
    with laid("genres.toml", genre=[{"id": "notice", "ending": ["提醒函"], "family": "本单位公文"}]):
        assert (genre_of("汛期安全提醒函"), genre_of("关于做好征兵工作的通知")) == ("通知", "通知")
        assert family_of("通知") == "本单位公文"


def test_places_are_those_of_the_unit() -> None:
    with laid("genres.toml", genre=[{"id": "work_summary", "places": ["situation", "", "closing"]}]):
        assert [expected_role("工作总结", place, 3) for place in range(3)] == ["situation", None, "closing"]


def test_a_role_gets_the_units_words() -> None:
    assert role_of_heading("晾晒台") is None
    with laid("roles.toml", role=[{"id": "problem", "heading": ["晾晒台"], "aliases": ["晾晒"]}]):
        found = roles().find("晾晒")
        assert (role_of_heading("晾晒台"), found.id if found else None) == ("problem", "problem")


def test_heading_patterns_units_and_surnames_are_added() -> None:
    shipped = len(heading_families())
    own = Language(
        {
            "heading_patterns.toml": {
                "family": [{"role": "task", "use": "one", "headings": ["抓实〔主题〕"]}]
            },
            "units.toml": {"unit": ["盏"]},
            "names.toml": {"surnames": "璩"},
        }
    )
    with own.in_use():
        assert (len(heading_families()), heading_families()[0].patterns) == (shipped + 1, ("抓实〔主题〕",))
        assert [figure.unit for figure in find_figures("路灯200盏，320名")] == ["盏", "名"]
        assert [person.text for person in find_people("市长璩知夏出席会议")] == ["璩知夏"]


def test_the_aspects_of_a_year_take_the_place_of_the_shipped_ones() -> None:
    with laid("self_review.toml", year=[{"year": 2025, "aspects": ["甲", "乙"]}]):
        assert review_aspects(2025) == ("甲", "乙")


def test_without_own_lists_everything_is_as_shipped() -> None:
    names = [genre.name for genre in genres()]
    own = Language({"genres.toml": {"genre": [NIGHT_TALK]}})
    with own.in_use():
        assert ([genre.name for genre in genres()], language()) == (["夜话", *names], own)
    assert ([genre.name for genre in genres()], language()) == (names, SHIPPED)


def test_units_side_by_side_have_their_own_lists() -> None:
    first, second = (
        Language({"genres.toml": {"genre": [{**NIGHT_TALK, "name": name}]}}) for name in ("夜话", "晚谈")
    )
    found = []
    with first.in_use():
        found.append(genre_of("防汛夜话"))
        with second.in_use():
            found.append(genre_of("防汛夜话"))
            elsewhere = copy_context()
        found.append(genre_of("防汛夜话"))
    assert (found, elsewhere.run(genre_of, "防汛夜话")) == (["夜话", "晚谈", "夜话"], "晚谈")
    assert genre_of("防汛夜话") == "其他"


def test_what_is_made_of_a_language_is_made_once() -> None:
    made: list[int] = []

    @from_lists
    def units() -> int:
        made.append(len(prose_list("units.toml")["unit"]))
        return made[-1]

    own = Language({"units.toml": {"unit": ["盏"]}})
    for current in (SHIPPED, own, SHIPPED, own):
        with current.in_use():
            units()
    assert made == [made[0], made[0] + 1]


def test_a_language_may_be_another_from_call_to_call() -> None:
    current = [SHIPPED]
    with following(lambda: current[0]):
        before = genre_of("防汛夜话")
        current[0] = Language({"genres.toml": {"genre": [NIGHT_TALK]}})
        assert (before, genre_of("防汛夜话")) == ("其他", "夜话")


def test_a_language_goes_without_what_is_made_of_it() -> None:
    own = Language({"genres.toml": {"genre": [NIGHT_TALK]}})
    with own.in_use():
        genres()
    sent = copy.copy(own)
    assert (sent, sent.stamp, hash(sent)) == (own, own.stamp, hash(own))
    assert (SHIPPED.stamp, own == SHIPPED) == (0, False)
