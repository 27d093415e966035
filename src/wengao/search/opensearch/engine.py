"""The engine over a cluster. May be used from several threads at once."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from wengao.errors import EngineUnavailableError
from wengao.search.analysis import bigrams, fold
from wengao.search.engine import NO_LABELS
from wengao.search.opensearch.client import PATIENCE, AnsweredError, Client
from wengao.search.opensearch.mapping import (
    CHARACTERS,
    INITIALS,
    RECORD,
    SYLLABLES,
    passage_of,
    passages_index,
    stamp,
    state_index,
    words_index,
)
from wengao.search.opensearch.querying import Asked, seen
from wengao.search.opensearch.writing import LEASE, Names, State, Writer, told
from wengao.search.ranking import WEIGHTS
from wengao.search.sounds import commonest
from wengao.search.wording import BIGRAMS, MOST_TERMS, WORDS, Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from wengao.reading.models import Passage
    from wengao.search.analysis import Analyser
    from wengao.search.engine import DocumentPassages, EngineAnswer, EngineRequest, SeenBy
    from wengao.search.facts import Label
    from wengao.search.opensearch.client import ServerAddress
    from wengao.search.ranking import Weights

_KEY = re.compile(r"[\w-]{1,80}", re.ASCII)
"""What a key of ours looks like: id of the passage and version. The server takes no longer ones than 512 bytes."""
_MOST_REMEMBERED = 4000
"""Passages that came with candidates and were not asked for yet: those of some twenty searches, a few megabytes."""
_COPIED = 30
"""Seconds that the empty copies of new indexes may take, as a rule one; more is no reason to wait."""
_TIMED_OUT = 408
_COUNTED_AT_ONCE = 400
"""Words whose frequencies are asked for in one request."""
_MOST_SOUNDING = 5000
"""Words that are looked at for some spellings: a long line of letters has a few hundred."""
_ABOVE_SHARDS = "dfs_query_then_fetch"
"""Words are weighed by how rare they are in all shards, so that scores do not depend on where a passage lies."""


class OpenSearchEngine:
    """A SearchEngine over the indexes `name` of a cluster, which are made with the first documents (or by `create`).

    patience: seconds for an answer. lease: see writing.LEASE.
    Every method raises EngineUnavailableError where the cluster does not answer or does not hold what we made;
    add and remove raise WorkspaceBusyError while another process writes.
    """

    def __init__(
        self,
        address: ServerAddress,
        analyser: Analyser,
        name: str = "wengao",
        *,
        weights: Weights = WEIGHTS,
        patience: float = PATIENCE,
        lease: float = LEASE,
    ) -> None:
        self._client = Client(address, patience)
        self._patience = patience
        self._analyser = analyser
        self._weights = weights
        self._names = Names(name)
        self._writer = Writer(self._client, self._names, analyser, lease=lease)
        self._wording = Wording(analyser, weights, self._rarest)
        self._looked_at = self._seen_built = False
        self._came_along: OrderedDict[tuple[str, SeenBy | None], dict[str, Any]] = OrderedDict()
        self._guard = threading.Lock()

    @property
    def name(self) -> str:
        """What the names of its indexes begin with."""
        return self._names.name

    def create(self, *, shards: int = 3, replicas: int = 1) -> None:
        """Make the indexes where they are missing; those that are there stay.

        shards: into how many parts the passages are laid out. replicas: how many nodes may be lost without harm.
        """
        names = self._names
        self._made(names.state, state_index(replicas))
        self._made(names.words, words_index(replicas))
        self._made(names.passages, passages_index(self._analyser, self._weights, shards, replicas))
        try:
            path = f"/{names.state}/_create/state"
            self._client.ask("PUT", path, State().stored())
        except AnsweredError as error:
            if error.status != 409:
                raise told(error, "建索引") from error
        self._writer.show(self._writer.state())
        self._wait_for_copies(replicas)

    def _wait_for_copies(self, replicas: int) -> None:
        """Let the copies be made before anything is written: until then a node that is lost takes its shards with it."""
        nodes = int(self._ask("GET", "/_cluster/health")["number_of_data_nodes"])
        if nodes > replicas:
            names = self._names
            path = f"/_cluster/health/{names.state},{names.words},{names.passages}"
            path = f"{path}?wait_for_status=green&timeout={_COPIED}s"
            try:
                self._client.ask("GET", path, patience=_COPIED + self._patience)
            except AnsweredError as error:
                if error.status != _TIMED_OUT:
                    raise told(error, "建索引") from error

    def _made(self, index: str, body: Mapping[str, Any]) -> None:
        try:
            self._client.ask("PUT", f"/{index}", body, patience=60.0)
        except AnsweredError as error:
            if error.kind != "resource_already_exists_exception":
                raise told(error, "建索引") from error

    def drop(self) -> None:
        """Remove the indexes with all that is in them."""
        for index in (self._names.state, self._names.words, self._names.passages):
            self._ask("DELETE", f"/{index}?ignore_unavailable=true")
        self._looked_at = self._seen_built = False
        self._forget()

    def close(self) -> None:
        """Let go of the connections."""
        self._client.close()

    def add(self, documents: Iterable[DocumentPassages], labels: Mapping[str, Label] = NO_LABELS) -> None:
        """See SearchEngine; a change of very many documents is seen in parts. Missing indexes are made."""
        if not self._looked_at and not self._mapping():
            self.create()
        self._look(built=False)
        self._writer.add(documents, labels)
        self._forget()

    def remove(self, document_ids: Iterable[str]) -> None:
        """See SearchEngine."""
        self._look(built=False)
        self._writer.remove(document_ids)
        self._forget()

    def query(self, request: EngineRequest, *, seen_by: SeenBy | None = None) -> EngineAnswer:
        """See SearchEngine."""
        request = request.limited_to(seen_by)
        asked = Asked(request, self._wording.groups(request), self._gain)
        said = self._search(asked.body(self._patience), f"search_type={_ABOVE_SHARDS}")
        answer = asked.answer(said)
        with self._guard:
            for hit in said["hits"]["hits"]:
                self._came_along[hit["_id"], seen_by] = hit["_source"][RECORD]
            while len(self._came_along) > _MOST_REMEMBERED:
                self._came_along.popitem(last=False)
        return answer

    def passages(self, keys: Collection[str], *, seen_by: SeenBy | None = None) -> Mapping[str, Passage]:
        """See SearchEngine. Those that came with the candidates of the same reader are given from there, once."""
        with self._guard:
            held = {
                key: record
                for key in keys
                if (record := self._came_along.pop((key, seen_by), None)) is not None
            }
        missing = [key for key in dict.fromkeys(keys) if key not in held and _KEY.fullmatch(key)]
        if missing:
            wanted = {"bool": {"filter": [{"ids": {"values": missing}}, *seen(seen_by)]}}
            body = {"query": wanted, "size": len(missing), "_source": [RECORD]}
            found = self._search(body)["hits"]["hits"]
            held |= {hit["_id"]: hit["_source"][RECORD] for hit in found}
        return {key: passage_of(held[key]) for key in keys if key in held}

    def frequencies(self, words: Collection[str], *, seen_by: SeenBy | None = None) -> Mapping[str, int]:
        """See SearchEngine."""
        held = self._frequencies(WORDS, list(words), seen_by)
        return {word: count for word, count in held.items() if count}

    def sounding(
        self, spellings: Collection[str], *, initials: bool = False, seen_by: SeenBy | None = None
    ) -> Mapping[str, str]:
        """See SearchEngine."""
        field = INITIALS if initials else SYLLABLES
        body = {"query": {"terms": {field: sorted(spellings)}}, "size": _MOST_SOUNDING}
        typed: dict[str, list[str]] = {}
        for hit in self._search(body, index=self._names.words)["hits"]["hits"]:
            typed.setdefault(hit["_source"][field], []).append(hit["_id"])
        words = [word for alike in typed.values() for word in alike]
        return commonest(typed, self.frequencies(words, seen_by=seen_by))

    def holding(self, text: str, *, seen_by: SeenBy | None = None) -> int:
        """See SearchEngine; exactly those that hold all pairs."""
        terms = sorted(set(bigrams(fold(text))))
        if not terms:
            return 0
        fields = [(CHARACTERS if len(term) == 1 else BIGRAMS, term) for term in terms]
        return self._count([{"term": {field: term}} for field, term in fields], seen_by)

    def count(self, *, seen_by: SeenBy | None = None) -> int:
        """See SearchEngine."""
        return self._count([], seen_by)

    @property
    def generation(self) -> int:
        """See SearchEngine."""
        return self._writer.state().published

    @property
    def _gain(self) -> float:
        """What the server's BM25 lacks of ours: k1 + 1 stands above the line up to OpenSearch 2, and no more from 3 on."""
        return self._weights.k1 + 1 if self._client.product() == ("opensearch", "3") else 1.0

    def _count(self, conditions: Sequence[Any], seen_by: SeenBy | None) -> int:
        query = {"bool": {"filter": [*conditions, *seen(seen_by)]}}
        said = self._search({"query": query, "size": 0, "track_total_hits": True})
        return int(said["hits"]["total"]["value"])

    def _rarest(self, field: str, terms: Collection[str]) -> list[str]:
        """All of a few terms; those that are held nowhere cost nothing. Of many the rarest."""
        if len(terms) <= MOST_TERMS:
            return sorted(terms)
        frequencies = self._frequencies(field, sorted(terms), None)
        held = [term for term, count in frequencies.items() if count]
        return sorted(held, key=frequencies.__getitem__)[:MOST_TERMS]

    def _frequencies(self, field: str, terms: Sequence[str], seen_by: SeenBy | None) -> dict[str, int]:
        found: dict[str, int] = {}
        for first in range(0, len(terms), _COUNTED_AT_ONCE):
            some = terms[first : first + _COUNTED_AT_ONCE]
            filters = {str(place): {"term": {field: fold(term)}} for place, term in enumerate(some)}
            body = {
                "query": {"bool": {"filter": seen(seen_by)}},
                "size": 0,
                "track_total_hits": False,
                "aggs": {"terms": {"filters": {"filters": filters}}},
            }
            buckets = self._search(body)["aggregations"]["terms"]["buckets"]
            found |= {term: int(buckets[str(place)]["doc_count"]) for place, term in enumerate(some)}
        return found

    def _search(self, body: Mapping[str, Any], more: str = "", index: str = "") -> Any:
        self._look()
        return self._ask("POST", f"/{index or self._names.name}/_search?{more}", body)

    def _ask(self, method: str, path: str, body: Any = None) -> Any:
        try:
            return self._client.ask(method, path, body)
        except AnsweredError as error:
            raise told(error, "检索") from error

    def _forget(self) -> None:
        with self._guard:
            self._came_along.clear()

    def _look(self, *, built: bool = True) -> None:
        """Look once whether the indexes are such as we make them. built: and whether they have been built."""
        if not self._looked_at:
            self._look_at_stamp()
            self._looked_at = True
        if built and not self._seen_built:
            state = self._writer.state()
            if not state.published and state.writing is not None:
                raise EngineUnavailableError(
                    "单位的索引还没有建完", "请等建完再用；建索引中断了的，重新运行即可接着建"
                )
            self._seen_built = True

    def _mapping(self) -> dict[str, Any]:
        """The mapping of the index of passages; empty where there is none."""
        found = self._ask("GET", f"/{self._names.passages}/_mapping?ignore_unavailable=true")
        return dict(found[self._names.passages]["mappings"]) if found else {}

    def _look_at_stamp(self) -> None:
        found = self._mapping()
        if not found:
            raise told(AnsweredError(404, "index_not_found_exception", ""), "检索")
        made, ours = found.get("_meta", {}), stamp(self._analyser)
        if made.get("mapping") != ours["mapping"]:
            raise EngineUnavailableError(
                f"单位的索引是另一版 wengao 建的（{made.get('mapping', '不明')}，这里要 {ours['mapping']}）",
                "请管理员把各处升级到同一版，再重建索引",
            )
        if made != ours:
            raise EngineUnavailableError(
                f"单位的索引是用另一版分词或词表建的（{made.get('segmenter', '不明')}，这里是 {ours['segmenter']}）",
                "请管理员让两边用同一版分词和同一份用词，再重建索引",
            )
