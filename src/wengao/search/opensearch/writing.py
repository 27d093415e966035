"""Changes that are seen at once or not at all, whoever is killed while they are made.

Each change has a number, its version, and every record tells which version wrote it. What is seen is what the alias's
filter lets through: versions up to the published one, without those that were given up, and of a document that was
replaced only what came with the change. So a reader sees the state before a change, until the alias is set anew, which
the cluster does for all at once. One record keeps the books:

    published    the version that is seen
    allocated    the last number that was given out; none is given out twice
    writing      number and name of the change that is being made; null between changes
    given_up     numbers of changes that were never finished; whatever still arrives from them is not seen
    replaced     documents whose older versions are hidden until they are removed, with the change that replaced them

Each write of it names the one that it was made from, so that of two writers one is refused. A writer that says nothing
for a while has gone; the next one gives its change up.
"""

from __future__ import annotations

import re
import time
import uuid
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from wengao.errors import EngineUnavailableError, UsageError, WorkspaceBusyError
from wengao.search.facts import code_of
from wengao.search.opensearch.client import AnsweredError
from wengao.search.opensearch.mapping import INITIALS, SYLLABLES, VERSION, PassageRecords, code_text
from wengao.search.sounds import initials, syllables_of, whole
from wengao.search.wording import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from wengao.search.analysis import Analyser
    from wengao.search.engine import DocumentPassages
    from wengao.search.facts import Label
    from wengao.search.opensearch.client import Client

_NAME = re.compile(r"[a-z][a-z0-9-]{0,60}")
LEASE = 20.0
"""Seconds after which a writer that has said nothing is taken for gone; one that works says something every few."""
_LOOKING = 0.5
"""Seconds between looks at another writer."""
_PATIENCE = 60.0
"""Seconds for a request that writes: a node that was killed is found out meanwhile, and a copy takes its place."""
_AT_ONCE = 500
"""Passages in one request: about a megabyte, which a server takes in a tenth of a second."""
_MOST_REPLACED = 20_000
"""Documents that one change may replace; a change of more is seen in parts. The server's own limit is 65,536 values."""
_LOOKED_UP = 5000
"""Documents that are looked up in one request."""
_TRIES = 6
"""How often what a busy server did not take is sent again, after a pause that doubles from a quarter of a second."""


@dataclass(frozen=True, slots=True)
class State:
    """The books, see above. at: by which a write names what it was made from."""

    published: int = 0
    allocated: int = 0
    writing: Mapping[str, Any] | None = None
    given_up: tuple[int, ...] = ()
    replaced: Mapping[str, Any] | None = None
    at: tuple[int, int] = field(default=(0, 0), compare=False)

    def stored(self) -> dict[str, Any]:
        """The state as it is kept."""
        return {
            "published": self.published,
            "allocated": self.allocated,
            "writing": self.writing,
            "given_up": list(self.given_up),
            "replaced": self.replaced,
        }

    @property
    def seen(self) -> dict[str, Any]:
        """The filter that lets through what is seen."""
        hidden: list[Any] = [{"terms": {VERSION: list(self.given_up)}}] if self.given_up else []
        if self.replaced is not None:
            hidden.append(_older(self.replaced))
        return {"bool": {"filter": [{"range": {VERSION: {"lte": self.published}}}], "must_not": hidden}}


def _older(replaced: Mapping[str, Any]) -> dict[str, Any]:
    """What of documents that were replaced is older than what replaced it."""
    older = {"range": {VERSION: {"lt": replaced["by"]}}}
    return {"bool": {"filter": [{"terms": {"document": replaced["documents"]}}, older]}}


@dataclass(frozen=True, slots=True)
class Names:
    """Names of the indexes of an engine, see mapping. Raises UsageError for a name that a server does not take."""

    name: str

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise UsageError(
                f"索引不能叫“{self.name}”", "用小写字母开头，只写小写字母、数字和减号，例如 wengao"
            )

    @property
    def passages(self) -> str:
        """The index of passages."""
        return f"{self.name}-passages"

    @property
    def words(self) -> str:
        """The index of words by their sound."""
        return f"{self.name}-words"

    @property
    def state(self) -> str:
        """The index of the state."""
        return f"{self.name}-state"


class Writer:
    """Makes changes. lease: see LEASE. sleep: how time is let pass between looks at another writer."""

    def __init__(
        self,
        client: Client,
        names: Names,
        analyser: Analyser,
        *,
        lease: float = LEASE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._names = names
        self._analyser = analyser
        self._lease = lease
        self._sleep = sleep
        self._words_known: set[str] = set()

    def state(self) -> State:
        """The books as they stand. Raises EngineUnavailableError where there are none."""
        try:
            said = self._client.ask("GET", f"/{self._names.state}/_doc/state")
        except AnsweredError as error:
            raise told(error, "读索引的状态") from error
        kept = said["_source"]
        return State(
            kept["published"],
            kept["allocated"],
            kept["writing"],
            tuple(kept["given_up"]),
            kept["replaced"],
            (said["_seq_no"], said["_primary_term"]),
        )

    def add(self, documents: Iterable[DocumentPassages], labels: Mapping[str, Label]) -> None:
        """Take documents in; see SearchEngine. A change of very many is seen in parts."""
        remaining = iter(documents)
        more = True
        while more:
            more = False
            with self._changing() as change:
                for document, passages in remaining:
                    change.take(document.id, self._records(change, document, passages, labels))
                    if len(change.documents) >= _MOST_REPLACED:
                        more = True
                        break

    def _records(
        self, change: _Change, document: Any, passages: Sequence[Any], labels: Mapping[str, Label]
    ) -> Iterator[tuple[str, str, dict[str, Any]]]:
        records = PassageRecords(self._analyser, document, labels.get(document.id))
        for passage in passages:
            record = records.of(passage, change.number, change.next_order())
            yield f"{passage.id}-{change.number}", document.id, record

    def remove(self, document_ids: Iterable[str]) -> None:
        """Forget documents; see SearchEngine."""
        unwanted = list(document_ids)
        for first in range(0, len(unwanted), _MOST_REPLACED):
            with self._changing() as change:
                for document_id in unwanted[first : first + _MOST_REPLACED]:
                    change.take(document_id, ())

    @contextmanager
    def _changing(self) -> Iterator[_Change]:
        """A change, published when all went well. What is left of one that failed is not seen and removed by the next."""
        state = self._begun()
        change = _Change(self, state)
        try:
            yield change
            change.flush()
        except BaseException:
            change.give_up()
            raise
        change.publish()

    def _begun(self) -> State:
        """The books with a change of ours in them, and what was hidden removed for good."""
        state = self._nobody_writing()
        number = state.allocated + 1
        given_up = state.given_up
        if state.writing is not None and state.writing["number"] != state.published:
            given_up = (*given_up, state.writing["number"])
        writing = {"number": number, "by": uuid.uuid4().hex, "beat": 0}
        begun = self.kept(replace(state, allocated=number, writing=writing, given_up=given_up))
        self.show(begun)
        gone: list[Any] = [{"terms": {VERSION: list(given_up)}}] if given_up else []
        if begun.replaced is not None:
            gone.append(_older(begun.replaced))
        if gone:
            self._delete({"bool": {"should": gone, "minimum_should_match": 1}})
            begun = self.kept(replace(begun, replaced=None))
        return begun

    def _nobody_writing(self) -> State:
        state = self.state()
        waited = 0.0
        while state.writing is not None and waited < self._lease:
            self._sleep(_LOOKING)
            waited += _LOOKING
            before, state = state, self.state()
            if state.writing is not None and state.at != before.at:
                raise WorkspaceBusyError("单位的索引正由另一处更新", "请等那边更新完再试")
        return state

    def held(self, document_ids: Iterable[str]) -> list[str]:
        """The codes of those documents that are seen now."""
        codes = sorted(code_text(code_of(document_id)) for document_id in document_ids)
        found: list[str] = []
        for first in range(0, len(codes), _LOOKED_UP):
            body = {
                "query": {"terms": {"document": codes[first : first + _LOOKED_UP]}},
                "size": 0,
                "aggs": {"held": {"terms": {"field": "document", "size": _LOOKED_UP}}},
            }
            said = self.asked("查已有的文档", "POST", f"/{self._names.name}/_search", body)
            found += (bucket["key"] for bucket in said["aggregations"]["held"]["buckets"])
        return found

    def _delete(self, query: dict[str, Any]) -> None:
        """Remove records for good. Looked up and deleted one by one: not every server has a way to do both at once."""
        body = {"query": query, "size": _LOOKED_UP, "_source": False, "track_total_hits": False}
        search = f"/{self._names.passages}/_search"
        while True:
            self.refresh()
            found = self.asked("找旧的段落", "POST", search, body)["hits"]["hits"]
            if not found:
                return
            self._bulk(
                self._names.passages,
                [{"delete": {"_id": hit["_id"], "routing": hit["_routing"]}} for hit in found],
                (200, 404),
                together=1,
            )

    def kept(self, state: State) -> State:
        """Keep the books. Raises WorkspaceBusyError where somebody else has changed them since."""
        number, term = state.at
        path = f"/{self._names.state}/_doc/state?if_seq_no={number}&if_primary_term={term}&refresh=false"
        try:
            said = self._client.ask("PUT", path, state.stored(), patience=_PATIENCE)
        except AnsweredError as error:
            if error.status != 409:
                raise told(error, "记索引的状态") from error
            now = self.state()
            # A node may have gone after it had kept them, and they were sent again.
            if now == state:
                return now
            raise WorkspaceBusyError("单位的索引正由另一处更新", "请等那边更新完再试") from error
        return replace(state, at=(said["_seq_no"], said["_primary_term"]))

    def show(self, state: State) -> None:
        """Let all see what the books say is seen."""
        index, alias = self._names.passages, self._names.name
        action = {"add": {"index": index, "alias": alias, "filter": state.seen}}
        self.asked("公布新的索引", "POST", "/_aliases", {"actions": [action]})

    def refresh(self) -> None:
        """Let the server know what was written."""
        said = self.asked("刷新索引", "POST", f"/{self._names.passages}/_refresh")
        if said["_shards"]["failed"]:
            raise EngineUnavailableError("单位的索引没有全部写好", "请稍后重试这次更新，已写的不会重复")
        self.asked("刷新索引", "POST", f"/{self._names.words}/_refresh")

    def asked(self, doing: str, method: str, path: str, body: Any = None) -> Any:
        """What the server answers while something is written."""
        try:
            return self._client.ask(method, path, body, patience=_PATIENCE)
        except AnsweredError as error:
            raise told(error, doing) from error

    def written(self, records: Sequence[tuple[str, str, dict[str, Any]]]) -> None:
        """Write records, each with its id and its document's; sent again they overwrite themselves."""
        lines: list[Any] = []
        for identity, document_id, record in records:
            lines.append({"index": {"_id": identity, "routing": document_id}})
            lines.append(record)
        self._bulk(self._names.passages, lines, (200, 201))
        words = {word for _, _, record in records for word in record[WORDS].split()} - self._words_known
        sounds = [
            line
            for word, syllables in syllables_of(sorted(words))
            for line in (
                {"create": {"_id": word}},
                {SYLLABLES: whole(syllables), INITIALS: initials(syllables)},
            )
        ]
        self._bulk(self._names.words, sounds, (201, 409))
        self._words_known |= words

    def _bulk(self, index: str, lines: list[Any], well: tuple[int, ...], together: int = 2) -> None:
        """Send lines, so many together as make one deed; those that a busy server did not take are sent again."""
        for turn in range(_TRIES):
            if not lines:
                return
            if turn:
                self._sleep(0.25 * 2 ** (turn - 1))
            try:
                said = self._client.ask("POST", f"/{index}/_bulk", lines=lines, patience=_PATIENCE)
            except AnsweredError as error:
                if error.status == 429 and not is_full(error.kind, error.reason):
                    continue
                raise told(error, "写入段落") from error
            left: list[Any] = []
            for place, item in enumerate(said["items"]):
                ((_, told_of),) = item.items()
                if told_of["status"] in well:
                    continue
                error_said = told_of.get("error") or {}
                failed = AnsweredError(
                    told_of["status"], str(error_said.get("type", "")), str(error_said.get("reason", ""))
                )
                if failed.status not in (429, 503) or is_full(failed.kind, failed.reason):
                    raise told(failed, "写入段落")
                left += lines[together * place : together * (place + 1)]
            lines = left
        if lines:
            raise EngineUnavailableError("单位的检索服务太忙，没有写完", "请稍后重试这次更新，已写的不会重复")


class _Change:
    """A change while it is made."""

    def __init__(self, writer: Writer, state: State) -> None:
        self._writer = writer
        self._state = state
        self.number = state.allocated
        self.documents: dict[str, None] = {}
        self._order = 0
        self._waiting: list[tuple[str, str, dict[str, Any]]] = []

    def next_order(self) -> int:
        """The place of the next passage among those of the change."""
        self._order += 1
        return self._order

    def take(self, document_id: str, records: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
        """Replace a document by these records."""
        self.documents[document_id] = None
        for record in records:
            self._waiting.append(record)
            if len(self._waiting) >= _AT_ONCE:
                self.flush()

    def flush(self) -> None:
        """Write what is waiting, and say that the writer is there."""
        if not self._waiting:
            return
        self._writer.written(self._waiting)
        self._waiting = []
        writing = dict(self._state.writing or {})
        self._state = self._writer.kept(
            replace(self._state, writing={**writing, "beat": writing.get("beat", 0) + 1})
        )

    def publish(self) -> None:
        """Let the change be seen, and the books be free for the next one."""
        self._writer.refresh()
        older = self._writer.held(self.documents) if self._state.published else ()
        replaced = {"by": self.number, "documents": older} if older else None
        self._state = self._writer.kept(replace(self._state, published=self.number, replaced=replaced))
        self._writer.show(self._state)
        self._state = self._writer.kept(replace(self._state, writing=None))

    def give_up(self) -> None:
        """Note, as far as that can be done now, that the change was not finished."""
        try:
            given_up = (*self._state.given_up, self.number)
            self._writer.kept(replace(self._state, writing=None, given_up=given_up))
        except (EngineUnavailableError, WorkspaceBusyError):
            # The next writer finds out by itself.
            return


def is_full(kind: str, reason: str) -> bool:
    """Whether a server refuses because its disk is full: it then lets nobody write (flood stage)."""
    return kind == "cluster_block_exception" and (
        "read-only" in reason or "flood" in reason or "disk" in reason
    )


def told(error: AnsweredError, doing: str) -> EngineUnavailableError:
    """What the server refused, in the words of whoever looks after it."""
    if is_full(error.kind, error.reason):
        return EngineUnavailableError(
            "单位检索服务的磁盘快满了，服务器不再接受写入",
            "请管理员腾出磁盘或加盘后重试这次更新，已写的不会重复",
        )
    if error.kind == "index_not_found_exception" or error.status == 404:
        return EngineUnavailableError("单位的检索服务里还没有索引", "请管理员先建索引")
    return EngineUnavailableError(
        f"单位的检索服务不肯{doing}：{error.kind} {error.reason}"[:300], "请把这句话告诉管理员"
    )
