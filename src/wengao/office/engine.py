"""The office's corpus as an engine: what a search asks is asked of the gateway, and a little of it kept in memory."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from wengao.errors import EngineUnavailableError
from wengao.office.client import OfficeQuestionError, OfficeRefusedError, understood
from wengao.office.wire import (
    MOST_KEYS,
    MOST_TEXTS,
    WireError,
    answer_from_json,
    passages_from_json,
    request_to_json,
)
from wengao.search.engine import EngineAnswer, EngineRequest, Factors
from wengao.search.facts import code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from wengao.office.client import OfficeClient
    from wengao.reading.models import Document, Passage

KeyT = TypeVar("KeyT")
ValueT = TypeVar("ValueT")

_KEPT_DOCUMENTS = 3000
_KEPT_PASSAGES = 1000
"""What a page of references for each of fifty sections shows; about 2 MB, gone with the program."""
_KEPT_COUNTS = 5000
_REST = 30.0
"""Seconds for which a gateway that did not answer is not asked again: nobody waits for it at every search."""
_LONGEST_DOCUMENT = 2000
_ID = 12
"""Hex digits that an id has at least; less is the beginning of one, which only the own corpus completes."""


class _Kept(Generic[KeyT, ValueT]):
    """The newest so many values."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[KeyT, ValueT] = OrderedDict()

    def get(self, key: KeyT) -> ValueT | None:
        return self._values.get(key)

    def put(self, key: KeyT, value: ValueT) -> None:
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self._most:
            self._values.popitem(last=False)

    def clear(self) -> None:
        self._values.clear()


class OfficeEngine:
    """A ReadingEngine over what the user may see of the office's corpus, and the heads of the documents it answers with.

    Where the gateway did not answer it is left alone for a while, and every question raises at once what it raised then.
    clock: seconds that only grow.
    """

    def __init__(
        self, client: OfficeClient, url: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._client = client
        self._url = url
        self._clock = clock
        self._keeping = threading.Lock()
        self._failure: tuple[float, EngineUnavailableError] | None = None
        self._documents: _Kept[int, Document] = _Kept(_KEPT_DOCUMENTS)
        self._by_key: _Kept[str, Passage] = _Kept(_KEPT_PASSAGES)
        self._by_id: _Kept[str, Passage] = _Kept(_KEPT_PASSAGES)
        self._counts: _Kept[tuple[str, str], Any] = _Kept(_KEPT_COUNTS)
        self._generation = -1

    # What search asks

    def query(self, request: EngineRequest) -> EngineAnswer:
        """See ReadingEngine. The stars are the drafter's own and stay here; they count when the hits are ranked."""
        bare = replace(request, factors=replace(request.factors, starred=Factors().starred))
        value = self._ask("search", {"request": request_to_json(bare)})
        try:
            answer, documents = answer_from_json(value)
        except WireError as error:
            raise understood(error, self._url) from error
        with self._keeping:
            for document in documents:
                self._documents.put(code_of(document.id), document)
        return answer

    def passages(self, keys: Collection[str]) -> Mapping[str, Passage]:
        """See ReadingEngine."""
        with self._keeping:
            found = {key: held for key in keys if (held := self._by_key.get(key)) is not None}
        missing = [key for key in keys if key not in found]
        for start in range(0, len(missing), MOST_KEYS):
            found.update(self._asked_passages(missing[start : start + MOST_KEYS]))
        return found

    def _asked_passages(self, keys: Sequence[str]) -> dict[str, Passage]:
        value = self._ask("passages", {"keys": list(keys)})
        try:
            found = passages_from_json(value.get("passages"), keys)
        except WireError as error:
            raise understood(error, self._url) from error
        with self._keeping:
            for key, passage in found.items():
                self._by_key.put(key, passage)
                self._by_id.put(passage.id, passage)
        return found

    def frequencies(self, words: Collection[str]) -> Mapping[str, int]:
        """See ReadingEngine."""
        wanted, found = sorted(words), {}
        for start in range(0, len(wanted), MOST_TEXTS):
            asked = {"words": wanted[start : start + MOST_TEXTS]}
            found.update(self._counted("frequencies", asked, "frequencies", int))
        return found

    def sounding(self, spellings: Collection[str], *, initials: bool = False) -> Mapping[str, str]:
        """See ReadingEngine."""
        wanted, found = sorted(spellings), {}
        for start in range(0, len(wanted), MOST_TEXTS):
            asked = {"spellings": wanted[start : start + MOST_TEXTS], "initials": initials}
            found.update(self._counted("sounding", asked, "words", str))
        return found

    def holding(self, text: str) -> int:
        """See ReadingEngine."""
        with self._keeping:
            kept = self._counts.get(("holding", text))
        if kept is None:
            kept = self._number(self._ask("holding", {"text": text}), "passages")
            with self._keeping:
                self._counts.put(("holding", text), kept)
        return int(kept)

    def count(self) -> int:
        """See ReadingEngine."""
        return self._number(self._ask("status", {}), "passages")

    @property
    def generation(self) -> int:
        """See ReadingEngine."""
        return self._number(self._ask("status", {}), "generation")

    # What a desk asks besides

    def names(self, field: str) -> tuple[str, ...]:
        """The organs, speakers or levels of the documents that the user may see."""
        return tuple(map(str, self._list(self._ask("names", {"field": field}), "names")))

    def document(self, code: int) -> Document | None:
        """The head of a document that an answer came with, by the code of its id."""
        with self._keeping:
            return self._documents.get(code)

    def passage(self, passage_id: str) -> tuple[Passage, Document] | None:
        """A passage by its whole id, and the head of its document; None where there is none that the user may see."""
        if len(passage_id) < _ID:
            return None
        with self._keeping:
            kept = self._by_id.get(passage_id)
            head = None if kept is None else self._documents.get(code_of(kept.document_id))
        if kept is not None and head is not None:
            return kept, head
        found = self._all(EngineRequest(facts={"passage": (passage_id,)}, limit=1))
        return found[0] if found else None

    def passages_of(self, document_id: str, kinds: Sequence[str]) -> tuple[Passage, ...]:
        """The passages of a document of some kinds, in the order of the text."""
        request = EngineRequest(
            facts={"document": (document_id,), "kind": tuple(kinds)}, limit=_LONGEST_DOCUMENT
        )
        return tuple(sorted((passage for passage, _ in self._all(request)), key=lambda one: one.ordinal))

    def _all(self, request: EngineRequest) -> list[tuple[Passage, Document]]:
        hits = self.query(request).hits
        held = self.passages([hit.key for hit in hits])
        pairs = ((held.get(hit.key), self.document(hit.facts.document)) for hit in hits)
        return [(passage, head) for passage, head in pairs if passage is not None and head is not None]

    # Asking

    def tell(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """What the gateway answers to something else than a search: documents that are handed in."""
        return self._ask(path, body)

    def _ask(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        failure = self._failure
        if failure is not None and self._clock() - failure[0] < _REST:
            raise failure[1]
        try:
            answer = self._client.call(path, body)
        except OfficeQuestionError:
            # The gateway answers; it was this question that it did not take.
            raise
        except EngineUnavailableError as error:
            self._failure = (self._clock(), error)
            with self._keeping:
                if isinstance(error, OfficeRefusedError):
                    # Whoever is let in no more keeps nothing.
                    self._documents.clear()
                    self._by_key.clear()
                    self._by_id.clear()
                    self._counts.clear()
            raise
        self._failure = None
        generation = answer.get("generation", self._generation)
        if generation != self._generation:
            with self._keeping:
                self._counts.clear()
            self._generation = generation if isinstance(generation, int) else -1
        return answer

    def _counted(
        self, path: str, asked: Mapping[str, Any], name: str, kind: Callable[[Any], ValueT]
    ) -> dict[str, ValueT]:
        given = self._ask(path, asked).get(name)
        if not isinstance(given, dict) or any(type(value) is not kind for value in given.values()):
            raise understood(WireError(name), self._url)
        return given

    def _number(self, answer: Mapping[str, Any], name: str) -> int:
        value = answer.get(name)
        if type(value) is not int:
            raise understood(WireError(name), self._url)
        return value

    def _list(self, answer: Mapping[str, Any], name: str) -> list[Any]:
        value = answer.get(name)
        if not isinstance(value, list):
            raise understood(WireError(name), self._url)
        return value
