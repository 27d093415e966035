"""Cue words (提示词): the words of a query that say what sort of passage is wanted, not what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wengao.language.lists import from_lists, prose_list

PARTS = ("opening", "closing")


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that may be wanted.

    name: what the drafter reads. words: alternatives of one regular expression. stays: whether they are looked for as
    well. roles, kinds: ids. genres: Chinese names. hopes: wordings that lift a passage.
    part: opening or closing of a document, or empty. recent: what is old serves badly. whole: paragraphs serve better.
    """

    id: str
    name: str
    words: str
    stays: bool = False
    roles: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    genres: tuple[str, ...] = ()
    hopes: tuple[str, ...] = ()
    part: str = ""
    recent: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues, and one regular expression for all of them at the beginning and at the end of a word."""

    cues: tuple[Cue, ...]
    at_start: re.Pattern[str]
    at_end: re.Pattern[str]

    def taken(self, word: str) -> tuple[str, tuple[Cue, ...]]:
        """A word without the cues that it begins or ends with, and these. A cue that stays is left in the word."""
        rest, found = word, []
        while rest:
            match = self.at_end.search(rest) or self.at_start.match(rest)
            if match is None:
                break
            cue = self.cues[(match.lastindex or 1) - 1]
            if cue in found:
                break
            found.append(cue)
            if cue.stays:
                break
            rest = (rest[: match.start()] + rest[match.end() :]).strip(_JOINTS)
        return rest, tuple(found)


_JOINTS = "的之、，,和与中里"
"""What is left at the edge of a word when a cue is taken out: 规范化建设的 | 重要意义."""
_TAIL = "(?:的?(?:话|段落?|句子?|部分|内容|素材|写法|表述|说法))?"


@from_lists
def cues() -> Cues:
    """The cues of language/data/cues.toml."""
    read = tuple(
        Cue(
            id=entry["id"],
            name=entry["name"],
            words="|".join(entry["words"]),
            stays=entry.get("stays", False),
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
    any_of = "|".join(f"((?:{_ungrouped(cue.words)}))" for cue in read)
    return Cues(read, re.compile(f"(?:{any_of}){_TAIL}"), re.compile(f"(?:{any_of}){_TAIL}$"))


def _ungrouped(pattern: str) -> str:
    """The pattern with its groups made ones that are not counted, so that a group's number tells the cue."""
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern)
