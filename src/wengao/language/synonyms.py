"""Synonyms of the trade (简称和俗称): what is said in short or in plain words, and what official prose writes for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from wengao.language.lists import from_lists, prose_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FORM = r"[^=>|]*[^=>|\s][^=>|]*[=>][^=>|]*[^=>|\s][^=>|]*(?:\|.*)?"

_LONGEST = 12
"""Characters of what is looked up in a query; longer names find themselves by their parts."""


GAP = "…"
"""Stands in what is said for up to _WIDEST_GAP characters, whatever they are: 借…钱 for 借不到钱 as well."""
_WIDEST_GAP = 3


class Synonym(NamedTuple):
    """written: how official prose says it, the nearest first. source: where that wording stands."""

    said: str
    written: tuple[str, ...]
    source: str


def synonyms_in(text: str) -> Iterator[tuple[int, int, Synonym]]:
    """The synonyms for what stands in `text`, longest first from left to right, with where it stands.

    For one with a gap (借…钱) what is said is what stands in the text.
    """
    start = 0
    while start < len(text):
        found = _at(text, start)
        if found is None:
            start += 1
        else:
            yield start, found[0], found[1]
            start = found[0]


def _at(text: str, start: int) -> tuple[int, Synonym] | None:
    """The longest synonym that begins at `start`, and where it ends."""
    known = synonyms()
    for end in range(min(len(text), start + _LONGEST), start + 1, -1):
        said = text[start:end]
        if said in known:
            return end, known[said]
        for pattern, one in _with_gaps().get(text[start], ()):
            if pattern.fullmatch(said):
                return end, one._replace(said=said)
    return None


@from_lists
def _with_gaps() -> Mapping[str, tuple[tuple[re.Pattern[str], Synonym], ...]]:
    """The synonyms with a gap by their first character, each as a pattern."""
    found: dict[str, list[tuple[re.Pattern[str], Synonym]]] = {}
    for said, one in synonyms().items():
        if GAP in said.strip(GAP):
            pattern = f".{{0,{_WIDEST_GAP}}}".join(map(re.escape, said.split(GAP)))
            found.setdefault(said[0], []).append((re.compile(pattern), one))
    return {first: tuple(several) for first, several in found.items()}


@from_lists
def synonyms() -> Mapping[str, Synonym]:
    """The lines of language/data/synonyms.toml by what is said; several lines for one are joined."""
    found: dict[str, Synonym] = {}
    for line in lines(prose_list("synonyms.toml")["synonyms"]):
        wording, _, source = line.partition("|")
        sign = ">" if ">" in wording else "="
        said, _, written = (_several(part) for part in wording.partition(sign))
        for one in said:
            _lay(found, one, written, source.strip())
        for one in written if sign == "=" else ():
            _lay(found, one, said, source.strip())
    return found


def lines(text: str) -> Iterator[str]:
    """The lines of a list of synonyms that say something."""
    for line in text.splitlines():
        bare = line.strip()
        if bare and not bare.startswith("#"):
            yield bare


def is_in_form(line: str) -> bool:
    """Whether a line says something for something: 放管服 = 简政放权、放管结合、优化服务 | 出处.

    With = both serve for each other, with > only what is written for what is said.
    """
    return re.fullmatch(_FORM, line) is not None


def _several(wordings: str) -> tuple[str, ...]:
    return tuple(wordings.replace("，", " ").replace(",", " ").replace("、", " ").split())


def _lay(found: dict[str, Synonym], said: str, written: tuple[str, ...], source: str) -> None:
    before = found.get(said)
    more = tuple(one for one in written if one != said and (before is None or one not in before.written))
    if before is None:
        found[said] = Synonym(said, more, source)
    elif more:
        found[said] = Synonym(said, before.written + more, before.source)
