"""A unit's own lists laid over those that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from wengao.prose.figures import find_figures
from wengao.prose.genres import expected_role, family_of, genre_of, genres
from wengao.prose.heading_patterns import heading_families
from wengao.prose.lists import own_lists, use_own_lists
from wengao.prose.names import find_people
from wengao.prose.roles import role_of_heading, roles
from wengao.prose.self_review import review_aspects

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    use_own_lists({})


def lay(name: str, **entries: Any) -> None:
    use_own_lists({name: entries})


def test_a_new_genre_comes_before_the_shipped_ones() -> None:
    assert genre_of("在全市防汛夜话会上的讲话") == "讲话"
    lay("genres.toml", genre=[{"id": "night_talk", "name": "夜话", "family": "讲话", "title": ["夜话"]}])
    assert genre_of("在全市防汛夜话会上的讲话") == "夜话"
    assert family_of("夜话") == "讲话"


def test_a_shipped_genre_keeps_its_patterns_and_gets_the_units() -> None:
    lay("genres.toml", genre=[{"id": "notice", "ending": ["提醒函"], "family": "本单位公文"}])
    assert (genre_of("汛期安全提醒函"), genre_of("关于做好征兵工作的通知")) == ("通知", "通知")
    assert family_of("通知") == "本单位公文"


def test_places_are_those_of_the_unit() -> None:
    lay("genres.toml", genre=[{"id": "work_summary", "places": ["situation", "", "closing"]}])
    assert [expected_role("工作总结", place, 3) for place in range(3)] == ["situation", None, "closing"]


def test_a_role_gets_the_units_words() -> None:
    assert role_of_heading("晾晒台") is None
    lay("roles.toml", role=[{"id": "problem", "heading": ["晾晒台"], "aliases": ["晾晒"]}])
    found = roles().find("晾晒")
    assert (role_of_heading("晾晒台"), found.id if found else None) == ("problem", "problem")


def test_heading_patterns_units_and_surnames_are_added() -> None:
    shipped = len(heading_families())
    use_own_lists(
        {
            "heading_patterns.toml": {
                "family": [{"role": "task", "use": "one", "headings": ["抓实〔主题〕"]}]
            },
            "units.toml": {"unit": ["盏"]},
            "names.toml": {"surnames": "璩"},
        }
    )
    assert (len(heading_families()), heading_families()[0].patterns) == (shipped + 1, ("抓实〔主题〕",))
    assert [figure.unit for figure in find_figures("路灯200盏，320名")] == ["盏", "名"]
    assert [person.text for person in find_people("市长璩知夏出席会议")] == ["璩知夏"]


def test_the_aspects_of_a_year_take_the_place_of_the_shipped_ones() -> None:
    lay("self_review.toml", year=[{"year": 2025, "aspects": ["甲", "乙"]}])
    assert review_aspects(2025) == ("甲", "乙")


def test_without_own_lists_everything_is_as_shipped() -> None:
    names = [genre.name for genre in genres()]
    lay("genres.toml", genre=[{"id": "night_talk", "name": "夜话", "family": "讲话"}])
    assert [genre.name for genre in genres()] == ["夜话", *names]
    assert list(own_lists()) == ["genres.toml"]
    use_own_lists({})
    assert [genre.name for genre in genres()] == names
    assert own_lists() == {}
