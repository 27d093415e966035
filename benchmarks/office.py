"""The engine that an office shares, beside the embedded one, in one run over the same passages.

A cluster of three nodes is started on this machine, which takes Java 17 and Maven; all of it shares the processors with
whoever asks. Told are: how fast passages are taken in, bytes a passage on each copy, how long a whole search takes for one
and for sixteen at a time, and for sixteen while one takes documents in, how many of the first ten hits are the same, STARD's
measures, and that a search goes on when a node is killed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1]))

import search_material as material
from judging import judged
from tests.office_cluster import Cluster

from wengao.search.analysis import Analyser
from wengao.search.answering import Answering
from wengao.search.facts import code_of
from wengao.search.opensearch import OpenSearchEngine
from wengao.search.opensearch.client import ServerAddress
from wengao.search.query import parse_query
from wengao.search.ranking import WEIGHTS, SearchContext
from wengao.search.whoosh_engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from search_material import Material

    from wengao.reading.models import Document, Passage
    from wengao.search.engine import SearchEngine

SIZE = 66_000
QUERIES = 200
AT_ONCE = 16
LATER = 10_000
"""Passages that one desk takes in while the others search."""
SHOWN, DEEP = 10, 100
YEAR = 2026
MEMORY = "1g"
"""Of each node: what a test needs is half of it."""


class Desk:
    """Searches as a desk makes them, over an engine. An engine that serves one thread at a time is taken in turn."""

    def __init__(
        self, engine: SearchEngine, collection: Material, analyser: Analyser, *, in_turn: bool
    ) -> None:
        documents = {code_of(document.id): document for document in collection.documents()}
        self._answering = Answering(collection, documents, analyser, WEIGHTS, SearchContext(), YEAR)
        self.engine = engine
        self._turn = threading.Lock() if in_turn else None

    def search(self, text: str, limit: int = SHOWN) -> tuple[str, ...]:
        """The ids of the hits."""
        query = parse_query(text)
        if self._turn is None:
            found = self._answering.search(self.engine, text, query, limit, plain=True)
        else:
            with self._turn:
                found = self._answering.search(self.engine, text, query, limit, plain=True)
        return tuple(hit.passage.id for hit in found.hits)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="passages of reports and laws")
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--stard", type=int, default=0, help="STARD's measures too, over so many questions")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, Cluster(Path(place), heap=MEMORY, flags=()) as cluster:
        print(f"负载 {os.getloadavg()[0]:.1f}，{os.cpu_count()} 个处理器，3 个节点各 {MEMORY}", flush=True)
        collection = material.reports_and_laws(arguments.size + LATER)
        first, later = parted(collection, arguments.size)
        shared, own = both(first, Path(place), cluster, "speed", known=collection)
        queries = material.headings_as_queries(collection, arguments.queries)
        for name, desk in (("自带引擎", own), ("OpenSearch", shared)):
            speed(name, desk, queries)
        overlap(own, shared, queries, collection)
        while_indexing(shared, later, queries)
        outage(cluster, shared, queries)
        cluster.start(*(set(cluster.names) - set(cluster.running)))
        cluster.wait()
        if arguments.stard and (material.DATA / "stard").is_dir():
            stard(Path(place), cluster, arguments.stard)


def parted(collection: Material, size: int) -> tuple[Material, Material]:
    """The documents of the first `size` passages, and the rest, which is taken in while desks search."""
    first: dict[str, tuple[Document, tuple[Passage, ...]]] = {}
    later: dict[str, tuple[Document, tuple[Passage, ...]]] = {}
    count = 0
    for identity, (document, passages) in collection.held.items():
        (first if count < size else later)[identity] = (document, passages)
        count += len(passages)
    return replace(collection, held=first), replace(collection, held=later)


def both(
    collection: Material, place: Path, cluster: Cluster, name: str, known: Material | None = None
) -> tuple[Desk, Desk]:
    """Desks over both engines, filled with a collection; what is `known` beyond it may be taken in later."""
    known = known or collection
    analyser = Analyser(place)
    count = sum(len(collection.passages(document.id)) for document in collection.documents())
    folder = place / f"index-{name}"
    folder.mkdir()
    own = WhooshEngine.create(folder, analyser)
    seconds = timed(lambda: own.build(collection.held.values()))
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    told(f"{name} 自带引擎", count, seconds, size)
    shared = OpenSearchEngine(ServerAddress(cluster.addresses), analyser, f"bench-{name}", patience=60.0)
    shared.create()
    seconds = timed(lambda: shared.add(collection.held.values()))
    index = f"bench-{name}-passages"
    cluster.ask("POST", f"/{index}/_flush")
    primaries = cluster.ask("GET", f"/{index}/_stats/store")["_all"]["primaries"]
    told(f"{name} OpenSearch（一份）", count, seconds, primaries["store"]["size_in_bytes"])
    return (
        Desk(shared, known, analyser, in_turn=False),
        Desk(own, known, analyser, in_turn=True),
    )


def told(name: str, count: int, seconds: float, size: int) -> None:
    print(
        f"{name}\t{count} 段\t{seconds:.1f} 秒\t每秒 {count / seconds:.0f} 段\t每段 {size / count:.0f} 字节",
        flush=True,
    )


def timed(work: Callable[[], object]) -> float:
    """Seconds by the clock: the cluster works in processes of its own."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def speed(name: str, desk: Desk, queries: Sequence[str]) -> None:
    for text in queries:
        desk.search(text)
    for clients in (1, AT_ONCE):
        with ThreadPoolExecutor(clients) as pool:
            whole = time.perf_counter()
            times = sorted(pool.map(lambda text: timed(lambda: desk.search(text)), [*queries, *queries]))
            whole = time.perf_counter() - whole
        p95 = times[int(0.95 * len(times))]
        print(
            f"{name}\t{clients} 人\tp50 {1000 * median(times):.1f} ms\tp95 {1000 * p95:.1f} ms\t"
            f"每秒 {len(times) / whole:.0f} 次\t负载 {os.getloadavg()[0]:.1f}",
            flush=True,
        )


def overlap(one: Desk, other: Desk, queries: Sequence[str], collection: Material) -> None:
    """Of large collections most texts are copies with some characters changed, and any copy is as good as another: hits are
    compared as they are, and as the originals that they are copies of."""
    originals = {
        passage.id: (document.title, passage.paragraph)
        for document, passages in collection.held.values()
        for passage in passages
    }
    shares, alike, firsts = [], [], 0
    for text in queries:
        ours, theirs = one.search(text), other.search(text)
        if ours:
            shares.append(len(set(ours) & set(theirs)) / len(ours))
            known = Counter(originals[hit] for hit in theirs)
            alike.append((Counter(originals[hit] for hit in ours) & known).total() / len(ours))
            firsts += ours[:1] == theirs[:1]
    print(
        f"前十条相同 {mean(shares):.3f}（按原文算 {mean(alike):.3f}），第一条相同 {firsts / len(shares):.3f}"
        f"（{len(shares)} 个检索）",
        flush=True,
    )


def stard(place: Path, cluster: Cluster, count: int) -> None:
    collection = material.stard()
    questions = collection.questions[:count]
    owners = {passage.id: passage.document_id for passage in collection.all_passages()}
    desks = both(collection, place, cluster, "stard")
    for name, desk in zip(("OpenSearch", "自带引擎"), desks, strict=True):
        answers = [[owners[one] for one in desk.search(question.text, DEEP)] for question in questions]
        found = judged(answers, [question.answers for question in questions])
        print(
            f"STARD {name}\tMRR@10 {found.mrr:.4f}\tnDCG@10 {found.ndcg:.4f}\tR@10 {found.recall:.4f}",
            flush=True,
        )


def while_indexing(desk: Desk, later: Material, queries: Sequence[str]) -> None:
    """Sixteen desks search for as long as one takes documents in; what is half in has to stay unseen.

    Words are counted over what is half in too, so that hits may change places before it is seen.
    """
    half = {passage.id for _, passages in later.held.values() for passage in passages}
    before = {text: desk.search(text) for text in queries}
    count = sum(len(passages) for _, passages in later.held.values())
    times: list[float] = []
    failed = moved = seen = 0
    with ThreadPoolExecutor(AT_ONCE + 1) as pool:
        started = time.perf_counter()
        taking = pool.submit(timed, lambda: desk.engine.add(later.held.values()))

        def one(text: str) -> tuple[float, bool, bool]:
            begun = time.perf_counter()
            hits = desk.search(text)
            seconds, over = time.perf_counter() - begun, taking.done()
            return seconds, hits != before[text] and not over, not half.isdisjoint(hits) and not over

        while not taking.done():
            for outcome in [pool.submit(one, text) for text in queries[:: max(1, len(queries) // 64)]]:
                try:
                    seconds, other, early = outcome.result()
                except Exception as error:  # noqa: BLE001 - whatever it is, it is what the table tells
                    failed += 1
                    print(f"一边编索引：{error}")
                else:
                    times.append(seconds)
                    moved += other
                    seen += early
        seconds = taking.result()
        whole = time.perf_counter() - started
    times.sort()
    print(
        f"一边编索引一边 {AT_ONCE} 人检索：每秒收进 {count / seconds:.0f} 段，每秒检索 {len(times) / whole:.0f} 次，"
        f"p50 {1000 * median(times):.1f} ms，p95 {1000 * times[int(0.95 * len(times))]:.1f} ms，"
        f"答不了 {failed} 次，编完之前看见新段落 {seen} 次、次序变了 {moved} 次\t负载 {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def outage(cluster: Cluster, desk: Desk, queries: Sequence[str]) -> None:
    """A node is killed while a search after the other is made."""
    before = [desk.search(text) for text in queries]
    cluster.kill(cluster.running[0])
    times, failed, same = [], 0, 0
    for text, wanted in zip(queries, before, strict=True):
        started = time.perf_counter()
        try:
            same += desk.search(text) == wanted
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the table tells
            failed += 1
            print(f"杀掉一个节点之后：{error}")
        times.append(time.perf_counter() - started)
    print(
        f"杀掉一个节点之后接着检索 {len(queries)} 次：答不了 {failed} 次，结果相同 {same} 次，最慢 {max(times):.2f} 秒",
        flush=True,
    )


if __name__ == "__main__":
    main()
