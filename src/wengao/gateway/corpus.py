"""The office's corpus behind the door: the engine with the passages, the catalogue with the documents, and who sees what.

Every question of a user goes through what he may see (SeenBy), which is made here of his entry and nothing that he sends.
What the engine gives back is held against the catalogue once more before it leaves.
"""

from __future__ import annotations

import logging
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from wengao.errors import EngineUnavailableError
from wengao.gateway.catalogue import Catalogue, Entry
from wengao.gateway.users import ALL_HOLDERS
from wengao.language.secrecy import GRADES, grade_of, seen_with
from wengao.search.engine import LimitedEngine, SeenBy
from wengao.search.facts import Label, code_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from wengao.gateway.settings import DocumentSettings, GatewaySettings, Place
    from wengao.gateway.users import User
    from wengao.office.wire import Handed
    from wengao.reading.models import Document, Passage
    from wengao.search.engine import EngineAnswer, EngineRequest, SearchEngine

_LOG = logging.getLogger("wengao.gateway")
_BUSY_SECONDS = 8.0


class NotTakenError(Exception):
    """A document that is not taken in; says which and why, in Chinese."""


class OfficeCorpus:
    """The corpus; may be used from several threads. An engine that serves one thread at a time is asked in turns."""

    def __init__(
        self, engine: SearchEngine, catalogue: Catalogue, settings: GatewaySettings, *, in_turns: bool = True
    ) -> None:
        self._engine = engine
        self._catalogue = catalogue
        self._documents: DocumentSettings = settings.documents
        self._places: tuple[Place, ...] = settings.places
        self._lock = threading.Lock() if in_turns else None
        self._writing = threading.Lock()

    def doubt_what_is_lost(self) -> bool:
        """Where the engine holds nothing of what the catalogue has (an index that is new or was lost), have all sent anew.

        Returns whether that is so.
        """
        with self._writing:
            with self._whole() as engine:
                empty = engine.count() == 0
            lost = empty and self._catalogue.count() > 0
            if lost:
                self._catalogue.doubt_all()
        return lost

    def drop_relabelled(self) -> int:
        """Forget documents that the settings now give to somebody else or make too secret; returns how many those were.

        They are handed in anew with the next index: until then nobody sees what he may see no more.
        """
        with self._writing:
            gone = [
                document.id for document, label in self._catalogue.labels() if not self._is(document, label)
            ]
            if gone:
                with self._whole() as engine:
                    engine.remove(gone)
                self._catalogue.remove(gone)
        return len(gone)

    def _is(self, document: Document, label: Label) -> bool:
        try:
            return self._label(document) == label
        except NotTakenError:
            return False

    # What a user may see

    def seen_by(self, user: User) -> SeenBy:
        """What a user may see: his units and what is for everybody, up to his grade."""
        units = self._catalogue.units() if ALL_HOLDERS in user.holders else frozenset(user.holders)
        return SeenBy(units | {self._documents.holder}, frozenset(seen_with(user.secrecy)))

    # Questions of a user

    def search(self, user: User, request: EngineRequest) -> tuple[EngineAnswer, dict[str, Document]]:
        """The candidates that a user may see, and the heads of their documents by id."""
        seen_by = self.seen_by(user)
        with self._asking(seen_by) as engine:
            answer = engine.query(request)
        heads = self._catalogue.seen({hit.facts.document for hit in answer.hits}, seen_by)
        hits = tuple(hit for hit in answer.hits if hit.facts.document in heads)
        total = answer.total
        if len(hits) != len(answer.hits):
            # An index that was interrupted between engine and catalogue; or an engine that forgets the limit.
            _LOG.warning("the engine gave %d hits that the catalogue does not", len(answer.hits) - len(hits))
            total = max(len(hits), total - len(answer.hits) + len(hits))
        return type(answer)(total, hits, answer.answered), {one.id: one for one in heads.values()}

    def passages(self, user: User, keys: Collection[str]) -> dict[str, Passage]:
        """The passages of candidates that a user may see; of all other keys nothing, whether they are there or not."""
        seen_by = self.seen_by(user)
        with self._asking(seen_by) as engine:
            found = engine.passages(keys)
        heads = self._catalogue.seen({code_of(one.document_id) for one in found.values()}, seen_by)
        return {key: one for key, one in found.items() if code_of(one.document_id) in heads}

    def frequencies(self, user: User, words: Collection[str]) -> Mapping[str, int]:
        """In how many passages that a user may see words stand."""
        with self._asking(self.seen_by(user)) as engine:
            return engine.frequencies(words)

    def sounding(self, user: User, spellings: Collection[str], *, initials: bool) -> Mapping[str, str]:
        """Words in passages that a user may see, by their sound."""
        with self._asking(self.seen_by(user)) as engine:
            return engine.sounding(spellings, initials=initials)

    def holding(self, user: User, text: str) -> int:
        """How many passages that a user may see hold a text, or a few more."""
        with self._asking(self.seen_by(user)) as engine:
            return engine.holding(text)

    def names(self, user: User, field: str) -> tuple[str, ...]:
        """The organs, speakers or levels of documents that a user may see."""
        return self._catalogue.names(field, self.seen_by(user))

    def count(self, user: User) -> int:
        """How many passages a user may see."""
        with self._asking(self.seen_by(user)) as engine:
            return engine.count()

    @property
    def generation(self) -> int:
        """A number that grows with each change."""
        with self._whole() as engine:
            return engine.generation

    # Handing in

    def held(self, source: str) -> dict[str, str]:
        """What somebody has handed in: digests by id of the document."""
        return self._catalogue.held(source)

    def put(self, source: str, handed: Sequence[Handed]) -> None:
        """Take documents in. Raises NotTakenError where one is too secret or somebody else's; then none is taken.

        The engine has them before the catalogue says so: what is interrupted between is handed in once more.
        """
        labels = {one.document.id: self._label(one.document) for one in handed}
        with self._writing:
            self._require_own(source, labels)
            with self._whole() as engine:
                engine.add(((one.document, one.passages) for one in handed), labels)
            self._catalogue.put(
                Entry(one.document, labels[one.document.id], source, one.digest) for one in handed
            )

    def remove(self, source: str, ids: Collection[str]) -> None:
        """Forget documents that somebody handed in. Raises NotTakenError for those of others."""
        with self._writing:
            self._require_own(source, ids)
            self._catalogue.remove(ids)
            with self._whole() as engine:
                engine.remove(ids)

    def close(self) -> None:
        """Let go of the engine and the catalogue."""
        with self._writing:
            close = getattr(self._engine, "close", None)
            if close is not None:
                close()
            self._catalogue.close()

    def _require_own(self, source: str, ids: Collection[str]) -> None:
        for one, owner in self._catalogue.sources(ids).items():
            if owner != source:
                raise NotTakenError(f"文档 {one} 是另一台机器送来的，只能由那一台更改")

    def _label(self, document: Document) -> Label:
        """Whose a document is and how secret: what it says itself, else its folder, else what is set for all."""
        folder = next((one for one in self._places if _lies_in(document.path, one.folder)), None)
        unit = document.holder or (folder.holder if folder else "") or self._documents.holder
        said = document.secrecy or (folder.secrecy if folder else "") or self._documents.secrecy
        secrecy = grade_of(said)
        if not secrecy:
            raise NotTakenError(f"《{document.title}》的密级看不懂：{said}")
        if GRADES.index(secrecy) > GRADES.index(self._documents.highest):
            raise NotTakenError(
                f"《{document.title}》是{secrecy}级，这里只收到{self._documents.highest}为止（{document.path}）"
            )
        return Label(unit, secrecy)

    @contextmanager
    def _asking(self, seen_by: SeenBy) -> Iterator[LimitedEngine]:
        with self._whole() as engine:
            yield LimitedEngine(engine, seen_by)

    @contextmanager
    def _whole(self) -> Iterator[SearchEngine]:
        if self._lock is None:
            yield self._engine
            return
        if not self._lock.acquire(timeout=_BUSY_SECONDS):
            raise EngineUnavailableError("办公室语料库正忙", "请稍后再试")
        try:
            yield self._engine
        finally:
            self._lock.release()


def _lies_in(path: str, folder: str) -> bool:
    bare = folder.strip("/")
    return path == bare or path.startswith((f"{bare}/", f"{bare}!"))
