"""What goes wrong with a cluster: nodes killed, slow, full or gone, writers that stop halfway, other versions."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from wengao.errors import EngineUnavailableError, WorkspaceBusyError
from wengao.search.analysis import Analyser
from wengao.search.engine import EngineRequest
from wengao.search.opensearch import OpenSearchEngine, mapping, writing
from wengao.search.opensearch.client import ServerAddress

from .material import DOCUMENTS, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from wengao.search.engine import DocumentPassages

    from ..office_cluster import Cluster

pytestmark = pytest.mark.cluster

NOTES = 60
ALL = EngineRequest(words=("责任链条登记",), limit=500)


def notes(first: int = 0, count: int = NOTES) -> list[DocumentPassages]:
    """Documents of three passages each."""
    section = ("事项", "matter", "sentence", "压实责任链条，登记入库。")
    return [
        written(f"note{number}", f"第{number}号通知", "通知", "2024-01-01", "", section)
        for number in range(first, first + count)
    ]


def with_interlude(
    documents: Sequence[DocumentPassages], act: Callable[[], object]
) -> Iterator[DocumentPassages]:
    """The documents, something done when half of them were taken."""
    for number, document in enumerate(documents):
        if number == len(documents) // 2:
            act()
        yield document


@pytest.fixture
def whole(cluster: Cluster) -> Iterator[Cluster]:
    """The cluster, made whole again afterwards."""
    yield cluster
    for name in cluster.running:
        cluster.go_on(name)
    cluster.start(*(name for name in cluster.names if name not in cluster.running))
    cluster.wait("yellow")


@pytest.fixture
def opened(cluster: Cluster, tmp_path: Path) -> Callable[..., OpenSearchEngine]:
    """Opens an engine over the indexes of this test."""
    name = f"t-{uuid4().hex}"

    def opened(
        terms: tuple[str, ...] | None = None, patience: float = 300.0, lease: float = 20.0
    ) -> OpenSearchEngine:
        address, analyser = ServerAddress(cluster.addresses), Analyser(tmp_path, terms)
        return OpenSearchEngine(address, analyser, name, patience=patience, lease=lease)

    return opened


@pytest.fixture
def small_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few passages go into one request that a change takes many."""
    monkeypatch.setattr(writing, "_AT_ONCE", 20)


def passages_of(name: str) -> str:
    return f"{name}-passages"


def with_notes(engine: OpenSearchEngine, *, shards: int, replicas: int) -> OpenSearchEngine:
    engine.create(shards=shards, replicas=replicas)
    engine.add(notes())
    return engine


# Nodes


def test_a_node_killed_while_indexing_loses_nothing(
    whole: Cluster, opened: Callable[..., OpenSearchEngine], small_requests: None
) -> None:
    engine = opened()
    engine.create(shards=3, replicas=1)
    engine.add(with_interlude(notes(), lambda: whole.kill(whole.running[0])))
    found = engine.query(ALL)
    assert (found.total, found.answered) == (2 * NOTES, 1.0)
    assert engine.count() == 3 * NOTES


def test_a_node_killed_while_searching_is_not_noticed(
    whole: Cluster, opened: Callable[..., OpenSearchEngine]
) -> None:
    engine = with_notes(opened(), shards=3, replicas=1)
    whole.wait()
    before = engine.query(ALL)
    whole.kill(whole.running[0])
    after = engine.query(ALL)
    assert [hit.key for hit in before.hits] == [hit.key for hit in after.hits]
    assert (after.total, after.answered) == (before.total, 1.0)
    assert len(engine.passages([hit.key for hit in before.hits])) == before.total


def test_what_lies_on_a_lost_node_alone_is_missing_and_told(
    whole: Cluster, opened: Callable[..., OpenSearchEngine]
) -> None:
    engine = with_notes(opened(), shards=3, replicas=0)
    # The node that keeps the books stays.
    books = {row["node"] for row in whole.ask("GET", f"/_cat/shards/{engine.name}-state?format=json&h=node")}
    words = {row["node"] for row in whole.ask("GET", f"/_cat/shards/{engine.name}-words?format=json&h=node")}
    lost = next(name for name in whole.running if name not in books | words)
    whole.kill(lost)
    found = engine.query(ALL)
    assert 0 < found.answered < 1
    assert 0 < found.total < 2 * NOTES
    assert found.total == len(found.hits)
    whole.start(lost)
    whole.wait("yellow")
    assert engine.query(ALL).total == 2 * NOTES


def test_a_cluster_that_has_gone_is_told_and_comes_back_with_all_it_had(
    whole: Cluster, opened: Callable[..., OpenSearchEngine]
) -> None:
    engine = with_notes(opened(), shards=2, replicas=1)
    whole.stop()
    with pytest.raises(EngineUnavailableError, match="连不上检索服务"):
        engine.query(ALL)
    whole.start(*whole.names)
    whole.wait()
    assert engine.query(ALL).total == 2 * NOTES


def test_whoever_answers_too_slowly_is_told(whole: Cluster, opened: Callable[..., OpenSearchEngine]) -> None:
    engine = with_notes(opened(), shards=2, replicas=1)
    hasty = opened(patience=0.5)
    for name in whole.running:
        whole.pause(name)
    with pytest.raises(EngineUnavailableError, match="秒里没有答复"):
        hasty.query(ALL)
    for name in whole.running:
        whole.go_on(name)
    assert engine.query(ALL).total == 2 * NOTES


def test_a_full_disk_is_told_and_what_was_written_stays(
    whole: Cluster, opened: Callable[..., OpenSearchEngine], small_requests: None
) -> None:
    engine = opened()
    engine.create(shards=2, replicas=0)
    engine.add(DOCUMENTS)
    index = passages_of(engine.name)

    def fill_up(full: bool | None = True) -> None:
        # What the server itself does when its disk passes the last mark.
        whole.ask("PUT", f"/{index}/_settings", {"index.blocks.read_only_allow_delete": full})

    with pytest.raises(EngineUnavailableError, match="磁盘快满了"):
        engine.add(with_interlude(notes(), fill_up))
    assert engine.count() == sum(len(passages) for _, passages in DOCUMENTS)
    fill_up(None)
    engine.add(notes())
    assert engine.count() == 3 * NOTES + sum(len(passages) for _, passages in DOCUMENTS)


# Writers


def test_nothing_is_seen_before_all_is(
    cluster: Cluster, opened: Callable[..., OpenSearchEngine], small_requests: None
) -> None:
    engine = with_notes(opened(), shards=2, replicas=0)
    changed = [
        written(f"note{number}", "改", "通知", "2025-01-01", "", ("一", None, "point", "沙袋。"))
        for number in range(NOTES)
    ]
    seen: list[tuple[int, int]] = []

    def look() -> None:
        cluster.ask("POST", f"/{passages_of(engine.name)}/_refresh")
        seen.append((engine.query(ALL).total, engine.query(EngineRequest(words=("沙袋",))).total))

    engine.add(with_interlude(changed, look))
    assert seen == [(2 * NOTES, 0)]
    assert (engine.query(ALL).total, engine.query(EngineRequest(words=("沙袋",))).total) == (0, 2 * NOTES)


def test_a_change_that_stopped_halfway_is_not_seen_and_goes_on_when_made_again(
    opened: Callable[..., OpenSearchEngine], small_requests: None
) -> None:
    engine = opened()
    engine.create(shards=2, replicas=0)
    engine.add(DOCUMENTS)
    held = engine.count()

    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.add(with_interlude(notes(), stop))
    assert engine.count() == held
    engine.add(notes())
    assert engine.count() == held + 3 * NOTES


def test_an_index_whose_first_writer_was_killed_is_told_half_built_until_it_is_built(
    opened: Callable[..., OpenSearchEngine], small_requests: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = opened()
    engine.create(shards=2, replicas=0)

    def stop() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as killed:
        killed.setattr(writing._Change, "give_up", lambda _: None)
        with pytest.raises(KeyboardInterrupt):
            engine.add(with_interlude(notes(), stop))
    reader = opened()
    with pytest.raises(EngineUnavailableError, match="还没有建完"):
        reader.query(ALL)
    opened(lease=0.0).add(notes())
    assert (reader.count(), reader.query(ALL).total) == (3 * NOTES, 2 * NOTES)


def test_a_writer_that_was_taken_for_gone_changes_nothing_any_more(
    opened: Callable[..., OpenSearchEngine], small_requests: None
) -> None:
    engine = opened()
    engine.create(shards=2, replicas=0)
    engine.add(DOCUMENTS)
    held = engine.count()
    other = opened(lease=0.0)
    with pytest.raises(WorkspaceBusyError):
        engine.add(with_interlude(notes(), lambda: other.add(notes(NOTES, 4))))
    assert engine.count() == held + 3 * 4
    other.remove([document.id for document, _ in notes(NOTES, 4)])
    assert engine.count() == held


def test_two_do_not_write_at_once(
    opened: Callable[..., OpenSearchEngine], small_requests: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, other = opened(), opened()
    engine.create(shards=2, replicas=0)
    engine.add(DOCUMENTS[:1])
    held = engine.count()

    def meanwhile() -> Iterator[DocumentPassages]:
        yield from notes()[:20]
        going_on = iter(notes()[20:])

        def beat(_: float) -> None:
            # The first writer goes on while the second one waits: it takes the books anew.
            state = engine._writer.state()
            engine._writer.kept(state)

        monkeypatch.setattr(other._writer, "_sleep", beat)
        with pytest.raises(WorkspaceBusyError, match="另一处更新"):
            other.add(DOCUMENTS[1:])
        yield from going_on

    with pytest.raises(WorkspaceBusyError):
        # The books were touched in its name here, which it takes for another's doing.
        engine.add(meanwhile())
    assert engine.count() == held


# Versions


def test_an_index_cut_by_another_dictionary_is_not_searched(opened: Callable[..., OpenSearchEngine]) -> None:
    opened().create(shards=1, replicas=0)
    with pytest.raises(EngineUnavailableError, match="另一版分词或词表"):
        opened(("绿水青山",)).query(ALL)


def test_an_index_of_another_mapping_is_not_searched_and_not_written(
    opened: Callable[..., OpenSearchEngine], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened().create(shards=1, replicas=0)
    monkeypatch.setattr(mapping, "MAPPING_VERSION", 99)
    for use in (lambda: opened().query(ALL), lambda: opened().add(DOCUMENTS)):
        with pytest.raises(EngineUnavailableError, match="另一版 wengao 建的"):
            use()


def test_where_nothing_was_made_that_is_told_and_the_first_documents_make_it(
    opened: Callable[..., OpenSearchEngine],
) -> None:
    with pytest.raises(EngineUnavailableError, match="还没有索引"):
        opened().query(ALL)
    engine = opened()
    engine.add(DOCUMENTS)
    assert engine.count() == sum(len(passages) for _, passages in DOCUMENTS)
