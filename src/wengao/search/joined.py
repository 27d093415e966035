"""Two engines as one: the drafter's own corpus and the one that the office shares.

Both are asked for every search and their candidates ranked together; each document tells by itself where it is from. The
own corpus is never kept back: where the other engine does not answer, what it would have said is missing, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from wengao.errors import EngineUnavailableError
from wengao.search.engine import EngineAnswer, ReadingEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from wengao.reading.models import Document, Passage
    from wengao.search.engine import EngineHit, EngineRequest

    AnswerT = TypeVar("AnswerT")

_OWN, _SHARED = "own:", "shared:"


class SharedEngine(ReadingEngine, Protocol):
    """An engine that knows the documents of what it answers with."""

    def names(self, field: str) -> tuple[str, ...]:
        """The organs, speakers or levels of its documents."""

    def document(self, code: int) -> Document | None:
        """The head of a document that an answer came with, by the code of its id."""


class JoinedEngine:
    """A ReadingEngine over the own engine and a shared one.

    away: why the shared one was left out of what was answered, in Chinese; empty where it was not.
    """

    def __init__(self, own: ReadingEngine, shared: SharedEngine) -> None:
        self._own = own
        self._shared = shared
        self.away = ""

    def query(self, request: EngineRequest) -> EngineAnswer:
        """See ReadingEngine."""
        own = self._own.query(request)
        shared = self._asked(lambda: self._shared.query(request), EngineAnswer(0, ()))
        hits = [*_keyed(_OWN, own), *_keyed(_SHARED, shared)]
        # Without words each comes newest first; years tell how they go together.
        hits.sort(key=lambda hit: -hit.score if hit.score else -hit.facts.year)
        return EngineAnswer(own.total + shared.total, tuple(hits), min(own.answered, shared.answered))

    def passages(self, keys: Collection[str]) -> Mapping[str, Passage]:
        """See ReadingEngine."""
        own = [key.removeprefix(_OWN) for key in keys if key.startswith(_OWN)]
        shared = [key.removeprefix(_SHARED) for key in keys if key.startswith(_SHARED)]
        found = {f"{_OWN}{key}": passage for key, passage in self._own.passages(own).items()} if own else {}
        if shared:
            held: Mapping[str, Passage] = self._asked(lambda: self._shared.passages(shared), {})
            found.update((f"{_SHARED}{key}", passage) for key, passage in held.items())
        return found

    def frequencies(self, words: Collection[str]) -> Mapping[str, int]:
        """See ReadingEngine."""
        own = self._own.frequencies(words)
        shared: Mapping[str, int] = self._asked(lambda: self._shared.frequencies(words), {})
        return {word: own.get(word, 0) + shared.get(word, 0) for word in {**own, **shared}}

    def sounding(self, spellings: Collection[str], *, initials: bool = False) -> Mapping[str, str]:
        """See ReadingEngine. The own corpus knows better how its drafter talks."""
        own = self._own.sounding(spellings, initials=initials)
        left = [spelling for spelling in spellings if spelling not in own]
        shared: Mapping[str, str] = (
            self._asked(lambda: self._shared.sounding(left, initials=initials), {}) if left else {}
        )
        return {**shared, **own}

    def holding(self, text: str) -> int:
        """See ReadingEngine."""
        return self._own.holding(text) + self._asked(lambda: self._shared.holding(text), 0)

    def count(self) -> int:
        """See ReadingEngine."""
        return self._own.count() + self._asked(self._shared.count, 0)

    @property
    def generation(self) -> int:
        """Of the own engine: what the shared one holds changes unasked."""
        return self._own.generation

    def _asked(self, ask: Callable[[], AnswerT], otherwise: AnswerT) -> AnswerT:
        try:
            return ask()
        except EngineUnavailableError as error:
            self.away = str(error)
            return otherwise


class JoinedDocuments(Mapping[int, "Document"]):
    """The own documents by code, and behind them those that the shared engine answered with."""

    def __init__(self, own: Mapping[int, Document], shared: SharedEngine) -> None:
        self._own = own
        self._shared = shared

    def __getitem__(self, code: int) -> Document:
        found = self._own.get(code) or self._shared.document(code)
        if found is None:
            raise KeyError(code)
        return found

    def __contains__(self, code: object) -> bool:
        return code in self._own or (isinstance(code, int) and self._shared.document(code) is not None)

    def __iter__(self) -> Iterator[int]:
        """Those of the own corpus; nobody lists what an office has."""
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)


def _keyed(prefix: str, answer: EngineAnswer) -> Iterator[EngineHit]:
    return (replace(hit, key=f"{prefix}{hit.key}") for hit in answer.hits)
