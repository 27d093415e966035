"""Taking sentences out of a passage (取句): those that a section needs, without those of another field.

Of a long passage the sentences on the section's aim and topic stay, in their order. A paragraph's first sentence names its
theme and stays. What is left out leaves no gap: items are counted anew, and a sentence that leans on one that went goes
with it. A passage that tells how many items follow is not cut, nor one of whose items a single one would be left.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.drafts.fit import sentence_weight
from wengao.language.fields import foreign_words
from wengao.language.sentences import count_characters, sentences
from wengao.language.topics import topic_of_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.fit import SectionNeed

_TOO_LONG = 1.6
_WANTED = 1.25
"""Shares of the goal: a passage longer than the first is cut down to the second."""

_SHORTEST = 100
_LEAST = 60
"""字 that a passage may always have, and that are left at least: below that a paragraph says nothing whole."""

_FULL_OF_IT = 2
"""Words of another field from which a sentence is of that field, and not only exemplified by it."""

_MOST_STAYS = 0.6
"""Share of a passage that stays at least where sentences of another field are left out: of less the thread is lost."""

_COUNTED = re.compile("[两二三四五六七八]个|[两三四五六七八](?:方面|条|项|点|件事)|“[一二三四五]")
_LEANING = re.compile(
    "^(?:但|而|却|同时|因此|所以|这|那|此|其|它|他|她|对此|为此|于是|结果|反过来|另一方面|也|还|并|更|再|否则|为什么|原因)"
)
_ITEM = re.compile("^[一二三四五六七八九][是要]")
_NUMBERS = "一二三四五六七八九"


def trimmed(need: SectionNeed, text: str) -> str:
    """`text` with the sentences that its section needs least left out, where it is much longer than the section's goal."""
    goal = need.goal
    if goal is None or count_characters(text) <= goal * _TOO_LONG or _COUNTED.search(text):
        return text
    groups = _groups(text)
    wanted = max(goal * _WANTED, _SHORTEST)
    kept = [0]
    length = count_characters(groups[0])
    for index in sorted(range(1, len(groups)), key=lambda one: -sentence_weight(need, groups[one])):
        size = count_characters(groups[index])
        if length + size <= wanted:
            kept.append(index)
            length += size
    return _joined([groups[index] for index in sorted(kept)], groups, _LEAST) or text


def without_foreign(text: str, source: str, topic: str) -> str:
    """`text` without the sentences that are full of words of another field; whole where little would be left.

    source: the title of the document it is from. topic: the draft's.
    """
    if _COUNTED.search(text):
        return text
    groups = _groups(text)
    kept = [group for group in groups if len(set(foreign_terms(group, source, topic))) < _FULL_OF_IT]
    if len(kept) == len(groups):
        return text
    return _joined(kept, groups, max(_SHORTEST, count_characters(text) * _MOST_STAYS)) or text


def foreign_terms(text: str, source: str, topic: str) -> tuple[str, ...]:
    """The words in `text` that belong to the field of the document titled `source` and not to that of `topic`, in order."""
    return tuple(
        text[start:end] for start, end in foreign_words(text, topic_of_title(source) or source, topic)
    )


def _joined(chosen: Sequence[str], groups: Sequence[str], least: float) -> str:
    """The chosen groups as one text, items counted anew; empty where too little or a single item would be left."""
    lonely = sum(map(_is_item, chosen)) == 1 < sum(map(_is_item, groups))
    short = sum(map(count_characters, chosen)) < least
    return "" if lonely or short else "".join(_counted_anew(list(chosen)))


def _groups(text: str) -> list[str]:
    """The sentences of a paragraph, each with those that lean on it."""
    groups: list[str] = []
    for span in sentences(text):
        sentence = text[span.start : span.end]
        if groups and (_LEANING.match(sentence) or _belongs_to_item(groups[-1], sentence)):
            groups[-1] += sentence
        else:
            groups.append(sentence)
    return groups


def _belongs_to_item(group: str, sentence: str) -> bool:
    """Whether a sentence goes on with the item (一是……。) that the group before it opens."""
    return _is_item(group) and not _is_item(sentence)


def _counted_anew(groups: list[str]) -> list[str]:
    """The groups with their items numbered from 一 on."""
    counted = list(groups)
    for number, index in zip(
        _NUMBERS, (index for index, group in enumerate(groups) if _is_item(group)), strict=False
    ):
        counted[index] = number + groups[index][1:]
    return counted


def _is_item(group: str) -> bool:
    return _ITEM.match(group) is not None
