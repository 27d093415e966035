"""Moods (语气): how a passage speaks, and who in it; told by the patterns of language/data/moods.toml."""

from __future__ import annotations

import re

from wengao.language.lists import from_lists, prose_list

_FULL = 3.0
"""Occurrences a hundred characters at which a mood is at its fullest; the judged passages rarely have more."""


def moods_of(text: str) -> dict[str, float]:
    """How strongly each mood speaks in a text, 0 to 1, by the mood's name; every mood of the list is there."""
    length = max(len(text), 60) / 100
    return {
        name: min(sum(1 for _ in pattern.finditer(text)) / length / _FULL, 1.0)
        for name, pattern in _patterns().items()
    }


@from_lists
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        entry["id"]: re.compile("|".join(f"(?:{source})" for source in entry["patterns"]))
        for entry in prose_list("moods.toml")["mood"]
    }
