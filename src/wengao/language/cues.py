"""Cue words (提示词): the words of a query that say what sort of passage is wanted, not what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from wengao.language.lists import from_lists, prose_list

PARTS = ("opening", "closing")


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that may be wanted.

    name: what the drafter reads. words: alternatives of one regular expression. letters: those that it can match; None where
    it can match any. stays: whether what it matches is looked for like any other word. told: whether that lifts a passage:
    the sort that is named often says so. roles, kinds: ids. genres: Chinese names. hopes: wordings that lift a passage.
    part: opening or closing of a document, or empty. recent: what is old serves badly. whole: paragraphs serve better.
    """

    id: str
    name: str
    words: str
    letters: frozenset[str] | None = None
    stays: bool = False
    told: bool = False
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    hopes: tuple[str, ...] = ()
    part: str = ""
    recent: bool = False
    whole: bool = False

    def match(self, word: str) -> re.Match[str] | None:
        """Where the word ends or begins with the cue; nothing is compiled for a word that cannot."""
        letters = self.letters
        may_end = letters is None or _LETTERS_OF_TAIL.union(letters).issuperset(word[-2:])
        may_begin = letters is None or letters.issuperset(word[:2])
        found = _at_end(self.words).search(word) if may_end else None
        return found or (_at_start(self.words).match(word) if may_begin else None)


class Cues(NamedTuple):
    """The cues, in the order of the list."""

    cues: tuple[Cue, ...]

    def taken(self, word: str) -> tuple[str, tuple[tuple[Cue, str], ...]]:
        """A word without the cues that it begins or ends with, and these as they stand. What stays is left in the word."""
        rest = word
        found: list[tuple[Cue, str]] = []
        while rest:
            matches = [(cue, match) for cue in self.cues if (match := cue.match(rest))]
            # At the end before at the beginning, and the longest of several.
            cue, match = max(
                matches, key=lambda one: (one[1].end() == len(rest), len(one[1][0])), default=(None, None)
            )
            if cue is None or match is None or any(cue == other for other, _ in found):
                break
            found.append((cue, match[0].strip(_JOINTS)))
            if cue.stays:
                break
            rest = (rest[: match.start()] + rest[match.end() :]).strip(_JOINTS)
        return rest, tuple(found)


_JOINTS = "的之、，,和与中里"
"""What is left at the edge of a word when a cue is taken out: 规范化建设的 | 重要意义."""
_TAIL = "(?:的?(?:话|段落?|句子?|部分|内容|素材|写法|表述|说法))?"
_LETTERS_OF_TAIL = frozenset(filter(str.isalpha, _TAIL))


def _letters(pattern: str) -> frozenset[str] | None:
    """The letters that a pattern can match, as far as it names them all."""
    return None if re.search(r"[.\\^]", pattern) else frozenset(filter(str.isalnum, pattern))


@lru_cache(maxsize=256)
def _at_end(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words}){_TAIL}$")


@lru_cache(maxsize=256)
def _at_start(words: str) -> re.Pattern[str]:
    return re.compile(f"(?:{words}){_TAIL}")


@from_lists
def cues() -> Cues:
    """The cues of language/data/cues.toml."""
    read = tuple(
        Cue(
            id=entry["id"],
            name=entry["name"],
            words="|".join(entry["words"]),
            letters=_letters("".join(entry["words"])),
            stays=entry.get("stays", False),
            told=entry.get("told", False),
            roles=tuple(entry.get("roles", ())),
            kinds=tuple(entry.get("kinds", ())),
            genres=tuple(entry.get("genres", ())),
            hopes=tuple(entry.get("hopes", ())),
            part=entry.get("part", ""),
            recent=entry.get("recent", False),
            whole=entry.get("whole", False),
        )
        for entry in prose_list("cues.toml")["cue"]
    )
    return Cues(read)
