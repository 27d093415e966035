"""Closed lists of names that a drafter may write in Chinese or by id: roles, kinds of passage, genres."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from wengao.language.lists import from_lists, prose_list
from wengao.language.openings import first_characters, is_of_beginning, occurrence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Term:
    """A name in a closed list.

    id: what files and JSON carry. name: what the drafter reads. aliases: what else is understood.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()


TermT = TypeVar("TermT", bound=Term)


class Patterns:
    """Regular expressions, compiled when they are first looked at: whoever only shows names pays nothing for them."""

    __slots__ = ("_compiled", "_searches", "_sources")

    def __init__(self, sources: Iterable[str] = ()) -> None:
        self._sources = tuple(sources)
        self._compiled: tuple[re.Pattern[str], ...] | None = None
        self._searches: tuple[Callable[[str], re.Match[str] | None], ...] | None = None

    def __bool__(self) -> bool:
        return bool(self._sources)

    def __iter__(self) -> Iterator[re.Pattern[str]]:
        if self._compiled is None:
            self._compiled = tuple(re.compile(source) for source in self._sources)
        return iter(self._compiled)

    def occur_in(self, text: str) -> bool:
        """Whether one of them matches somewhere in a text; those of its beginning are tried there alone."""
        searches = self._searches
        if searches is None:
            searches = self._searches = tuple(self._divided())
        for search in searches:  # noqa: SIM110 - any() over a generator takes longer than the searches themselves
            if search(text) is not None:
                return True
        return False

    def _divided(self) -> Iterator[Callable[[str], re.Match[str] | None]]:
        """One search each for the sources of a text's beginning, for those whose first characters are known, and others."""
        opening = [source for source in self._sources if is_of_beginning(source)]
        within = [source for source in self._sources if source not in opening]
        known = [source for source in within if first_characters(source) is not None]
        unknown = [source for source in within if source not in known]
        if opening:
            yield re.compile("|".join(f"(?:{source})" for source in opening)).match
        for sources in (known, unknown):
            if sources:
                yield occurrence(sources).search


NO_PATTERNS = Patterns()


class Vocabulary(Generic[TermT]):
    """The terms of one list, found by id, by name or by alias."""

    def __init__(self, terms: Sequence[TermT]) -> None:
        self._terms = tuple(terms)
        self._by_word = {
            word.casefold(): term
            for term in reversed(self._terms)
            for word in (*term.aliases, term.name, term.id)
        }

    def __iter__(self) -> Iterator[TermT]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def find(self, word: str) -> TermT | None:
        """The term that `word` (an id, a name or an alias) stands for, or None."""
        return self._by_word.get(word.strip().casefold())

    def name(self, term_id: str | None) -> str:
        """The Chinese name of an id; an id that is not in the list stands for itself, None for nothing."""
        term = self.find(term_id) if term_id else None
        return term.name if term else term_id or ""

    def words(self) -> tuple[str, ...]:
        """Every word that is understood: names first, then ids, then aliases."""
        return (
            *(term.name for term in self._terms),
            *(term.id for term in self._terms),
            *(alias for term in self._terms for alias in term.aliases),
        )


@from_lists
def kinds() -> Vocabulary[Term]:
    """The kinds of passage of language/data/kinds.toml: 标题, 段, 点, 句, 引语, 案例, 数据, 排比."""
    return Vocabulary(
        [
            Term(entry["id"], entry["name"], tuple(entry["aliases"]))
            for entry in prose_list("kinds.toml")["kind"]
        ]
    )
