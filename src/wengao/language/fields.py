"""Fields (领域) of official work, and the words that belong to one of them alone: 民兵, 助餐点, 排污口.

A passage of one field can be the mould of another; its own words then stand out, and have to be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.language.lists import from_lists, prose_list
from wengao.language.topics import own_words
from wengao.language.vocabulary import NO_PATTERNS, Patterns, Term, Vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Field(Term):
    """A field. topics: patterns of the topics that are of it. words: of it alone. near: ids of fields that share words."""

    topics: Patterns = NO_PATTERNS
    words: tuple[str, ...] = ()
    near: tuple[str, ...] = ()


@from_lists
def fields() -> Vocabulary[Field]:
    """The fields of language/data/fields.toml."""
    return Vocabulary(
        [
            Field(
                id=entry["id"],
                name=entry["name"],
                topics=Patterns(entry.get("topics", ())),
                words=tuple(entry.get("words", ())),
                near=tuple(entry.get("near", ())),
            )
            for entry in prose_list("fields.toml")["field"]
        ]
    )


def fields_of(topic: str) -> frozenset[str]:
    """The ids of the fields that a topic is of; most are of one, many of none."""
    return frozenset(field.id for field in fields() if field.topics.occur_in(topic)) if topic else frozenset()


def foreign_words(text: str, source: str, topic: str) -> Iterator[tuple[int, int]]:
    """Where words stand in `text` that belong to the topic `source` or its field and not to `topic` and its own, in order.

    Of the field nothing counts where the two share one, or have near ones. Of words that begin together the longest counts.
    """
    there, here = fields_of(source), fields_of(topic)
    near = {other for field in fields() if field.id in here for other in field.near}
    apart = sorted(there) if there and not there & (here | near) else ()
    found = [match.span() for field in apart for match in _words_of()[field].finditer(text)]
    for word in own_words(source):
        found += [match.span() for match in re.finditer(re.escape(word), text)]
    end = 0
    for start, stop in sorted(found, key=lambda span: (span[0], -span[1])):
        if start >= end and text[start:stop] not in topic:
            yield start, stop
            end = stop


def names_other_field(text: str, topic: str) -> bool:
    """Whether a short text names what belongs to a field that a topic is not of, nor near: 强化军地协同 in 养老服务."""
    here = fields_of(topic)
    near = {other for field in fields() if field.id in here for other in field.near}
    return any(
        found[0] not in topic
        for field, words in _words_of().items()
        if field not in here and field not in near
        for found in words.finditer(text)
    )


@from_lists
def _words_of() -> dict[str, re.Pattern[str]]:
    return {
        field.id: re.compile("|".join(map(re.escape, sorted(field.words, key=len, reverse=True))) or "(?!)")
        for field in fields()
    }
