"""Building an index from nothing (建索引): in two processes where there is much to do, and seen at once or not at all.

Each process writes segments that the index does not know of; when all are written they are put into it together.
"""

from __future__ import annotations

import errno
import os
import queue
import threading
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wengao.processes.child import Child
from wengao.processes.exchange import own_streams, receive, send
from wengao.processes.starting import python_command
from wengao.search.whoosh_blocks import (
    add_terms,
    commit_segments,
    finished_segment,
    joined,
    open_index,
    segment_writer,
)
from wengao.search.whoosh_schema import PassageFields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from whoosh.codec.whoosh3 import W3Segment
    from whoosh.index import FileIndex
    from whoosh.writing import SegmentWriter

    from wengao.reading.models import Document, Passage
    from wengao.search.analysis import Analyser
    from wengao.search.engine import DocumentPassages
    from wengao.search.facts import Label

    Batch = list[DocumentPassages]

MOST_TERMS_WAITING = 1_600_000
"""Terms that a process holds before they are written as a segment; about 65 MB while they are put in order."""
MOST_JOINED = 100_000
"""Passages of a segment that was joined of smaller ones."""
WORTH_A_PROCESS = 15_000
"""Passages from which on a second process pays for being started."""

_TAKEN, _NO_MORE = "taken", "no more"
_BATCH = 300
_AHEAD = 2
"""Passages that are handed to the other process at a time, and how many times before it has done with the first."""


def build(
    opened: FileIndex,
    folder: Path,
    analyser: Analyser,
    documents: Iterable[DocumentPassages],
    jobs: int | None = None,
) -> None:
    """Fill the empty index in `folder` with documents. jobs: how many processes may work, None for two where that pays."""
    batches = _batches(documents)
    first = list(islice(batches, WORTH_A_PROCESS // _BATCH))
    more = list(islice(batches, 1))
    every = chain(first, more, batches)
    builder = SegmentBuilder(opened, analyser)
    other = _other_process(folder, analyser) if more and jobs != 1 and processors() > 1 else None
    if other is not None:
        commit_segments(opened, _built_by_two(builder, other, every))
        return
    for batch in every:
        builder.take(batch)
    commit_segments(opened, builder.segments())


def index_document(
    writer: SegmentWriter,
    analyser: Analyser,
    document: Document,
    passages: Iterable[Passage],
    label: Label | None = None,
) -> int:
    """Add a document's passages; returns how many terms the writer holds."""
    fields = PassageFields(analyser, document, label)
    waiting = 0
    for passage in passages:
        waiting = add_terms(writer, fields.terms(passage), fields.values(passage))
    return waiting


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class SegmentBuilder:
    """Writes segments of an index that the index does not know of yet."""

    def __init__(self, opened: FileIndex, analyser: Analyser) -> None:
        self._index = opened
        self._analyser = analyser
        self._writer: SegmentWriter | None = None
        self._segments: list[W3Segment] = []

    def take(self, batch: Batch) -> None:
        """Add documents."""
        for document, passages in batch:
            if not passages:
                continue
            if self._writer is None:
                self._writer = segment_writer(self._index)
            if index_document(self._writer, self._analyser, document, passages) > MOST_TERMS_WAITING:
                self._finish()

    def segments(self) -> list[W3Segment]:
        """All segments, the last one written now; small ones joined, for a query goes to each."""
        self._finish()
        groups = _groups(self._segments)
        return [joined(self._index, group) if len(group) > 1 else group[0] for group in groups]

    def _finish(self) -> None:
        if self._writer is not None:
            self._segments.append(finished_segment(self._writer))
        self._writer = None


def _groups(segments: Iterable[W3Segment]) -> list[list[W3Segment]]:
    """Segments that follow one another, as many as make MOST_JOINED documents."""
    groups: list[list[W3Segment]] = []
    documents = 0
    for segment in segments:
        documents += segment.doc_count_all()
        if not groups or documents > MOST_JOINED:
            groups.append([])
            documents = segment.doc_count_all()
        groups[-1].append(segment)
    return groups


def _batches(documents: Iterable[DocumentPassages]) -> Iterator[Batch]:
    """The documents in batches of about _BATCH passages."""
    batch: Batch = []
    count = 0
    for one in documents:
        batch.append(one)
        count += len(one[1])
        if count >= _BATCH:
            yield batch
            batch, count = [], 0
    if batch:
        yield batch


def _other_process(folder: Path, analyser: Analyser) -> _OtherProcess | None:
    """The other process; None where the system starts none."""
    try:
        return _OtherProcess(folder, analyser)
    except OSError:
        return None


def _built_by_two(builder: SegmentBuilder, other: _OtherProcess, batches: Iterable[Batch]) -> list[W3Segment]:
    """The segments that this process and another one write: whichever has time takes the next batch."""
    try:
        for batch in batches:
            if other.has_time():
                other.take(batch)
            else:
                builder.take(batch)
        other.finish()
        return builder.segments() + other.segments()
    finally:
        other.stop()


class _OtherProcess:
    """A process that writes segments of the index in `folder`. It ends when this one does, however that ends."""

    def __init__(self, folder: Path, analyser: Analyser) -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._child = Child(python_command("wengao.search.segment_building:write_segments"))
        # A pipe takes less than a batch at a time: whoever sends waits for the other side to read.
        self._sending = ThreadPoolExecutor(1)
        self._answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._listening = threading.Thread(target=self._listen, daemon=True)
        self._listening.start()
        self._sending.submit(self._child.send, (str(folder), analyser))
        self._handed = 0

    def has_time(self) -> bool:
        """Whether it has done with what it was handed, but for what it needs so as not to wait."""
        while not self._answers.empty():
            self._next_answer()
            self._handed -= 1
        return self._handed < _AHEAD

    def take(self, batch: Batch) -> None:
        """Hand documents over."""
        self._sending.submit(self._child.send, batch)
        self._handed += 1

    def finish(self) -> None:
        """Tell it that there is no more."""
        self._sending.submit(self._child.send, _NO_MORE)

    def segments(self) -> list[W3Segment]:
        """What it has written, waited for."""
        while (answer := self._next_answer()) == _TAKEN:
            pass
        segments: list[W3Segment] = answer
        return segments

    def stop(self) -> None:
        """End it, if it has not ended."""
        self._child.kill()
        self._sending.shutdown()
        self._listening.join()
        self._child.end()

    def _listen(self) -> None:
        answer = None
        try:
            while (answer := self._child.receive()) is not None:
                self._answers.put(answer)
        except Exception as error:  # noqa: BLE001 - whoever wants the segments tells it
            answer = error
        self._answers.put(answer)

    def _next_answer(self) -> Any:
        answer = self._answers.get()
        if answer is None:
            raise ChildProcessError(errno.ECHILD, "另一个建索引的进程中断了")
        if isinstance(answer, Exception):
            raise answer
        return answer


def write_segments() -> None:
    """What the other process does: each batch is answered with _TAKEN, the end of them with the segments."""
    requests, answers = own_streams()
    try:
        folder, analyser = receive(requests)
        builder = SegmentBuilder(open_index(Path(folder)), analyser)
        while (batch := receive(requests)) != _NO_MORE:
            if batch is None:
                # The process that wanted the segments is gone.
                return
            builder.take(batch)
            send(answers, _TAKEN)
        send(answers, builder.segments())
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001 - whoever wanted the segments tells it
        send(answers, error)
