"""Patterns of headings (标题句式) by role: single ones to choose from, and parallel sets."""

from __future__ import annotations

from dataclasses import dataclass

from wengao.language.lists import from_lists, prose_list

TOPIC_MARK = "〔主题〕"
"""What stands for the topic in a pattern."""


@dataclass(frozen=True, slots=True)
class HeadingFamily:
    """Headings that belong together.

    role: id. parallel: whether they stand together under one heading; otherwise one of them is chosen.
    patterns: headings with TOPIC_MARK for the topic. genres: Chinese names of those it is made for; empty for all.
    """

    role: str
    parallel: bool
    patterns: tuple[str, ...]
    genres: tuple[str, ...] = ()

    def headings(self, topic: str) -> tuple[str, ...]:
        """The headings on `topic`."""
        return tuple(with_topic(pattern, topic) for pattern in self.patterns)


def with_topic(pattern: str, topic: str) -> str:
    """A pattern with the topic in its place."""
    return pattern.replace(TOPIC_MARK, topic)


@from_lists
def heading_families() -> tuple[HeadingFamily, ...]:
    """The families of language/data/heading_patterns.toml."""
    return tuple(
        HeadingFamily(
            entry["role"], entry["use"] == "set", tuple(entry["headings"]), tuple(entry.get("genres", ()))
        )
        for entry in prose_list("heading_patterns.toml")["family"]
    )
