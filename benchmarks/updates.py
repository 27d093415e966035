"""Many small updates: one document changed at a time, the index brought up to it each time."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.library import FileState, Library
from wengao.reading.from_file import ReadDocument
from wengao.reading.models import READING_VERSION
from wengao.reading.report import CleaningReport
from wengao.search.service import PassageSearch

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_SEED = 20260101


@dataclass(frozen=True, slots=True)
class Updated:
    """p95 of search before and after, in milliseconds; seconds of processor time in all and of the longest update.

    segments: most that there were at once.
    """

    before: float
    after: float
    seconds: float
    longest: float
    segments: int


def updated(library_file: Path, folder: Path, queries: Sequence[str], count: int) -> Updated:
    """What `count` updates of a library do to an index in `folder`, which is built where it is not there."""
    chosen = random.Random(_SEED)
    with Library(library_file) as library:
        search = PassageSearch(library, folder)
        search.synchronise()
        before = _p95(search, queries)
        documents = library.documents()
        total = longest = 0.0
        segments = 0
        for number in range(count):
            document = chosen.choice(documents)
            passages = tuple(
                replace(passage, text=f"{passage.text}（第{number}次修改）")
                for passage in library.passages(document.id)
            )
            state = FileState(document.path + document.id, 0, 0, "", READING_VERSION, document_id=document.id)
            library.stored.replace(ReadDocument(document, passages, CleaningReport()), state)
            started = time.process_time()
            search.synchronise()
            seconds = time.process_time() - started
            total, longest = total + seconds, max(longest, seconds)
            segments = max(segments, sum(1 for _ in folder.rglob("*.seg")))
        after = _p95(search, queries)
        search.close()
    return Updated(before, after, total, longest, segments)


def _p95(search: PassageSearch, queries: Sequence[str]) -> float:
    """Asked twice, for what is read with a first question would count otherwise."""
    times: list[float] = []
    for _ in range(2):
        times.clear()
        for query in queries:
            started = time.process_time()
            search.search(query, limit=10)
            times.append(1000 * (time.process_time() - started))
    return sorted(times)[int(0.95 * len(times))]
