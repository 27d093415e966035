"""The aspects (方面) of the yearly self-review (对照检查), which are set anew each year."""

from __future__ import annotations

from wengao.language.lists import from_lists, prose_list


def review_aspects(year: int) -> tuple[str, ...]:
    """The aspects of the self-review held for `year`, in order; nothing for a year that the list does not have."""
    return _by_year().get(year, ())


@from_lists
def _by_year() -> dict[int, tuple[str, ...]]:
    """The aspects of language/data/self_review.toml by year."""
    return {entry["year"]: tuple(entry["aspects"]) for entry in prose_list("self_review.toml")["year"]}
