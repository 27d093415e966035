"""Bringing the library up to the corpus folders: what is new or changed is read, what is gone is forgotten."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.corpus.library import FileState
from wengao.corpus.reading import READING_VERSION, ReadDocument, read_document
from wengao.corpus.scanning import SourceFile, scan_corpus
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from wengao.corpus.library import Library

    Progress = Callable[[int, int, str], None]

_BATCH = 16
_FILES_AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a run over the corpus did.

    read, unchanged, removed: numbers of files. failed: path and reason of each file that cannot be read.
    documents, passages: what the library holds afterwards. seconds: how long it took.
    """

    read: int
    unchanged: int
    removed: int
    failed: tuple[tuple[str, str], ...]
    documents: int
    passages: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to read, unless its content has the digest of an earlier reading."""

    file: SourceFile
    known_sha256: str


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of a file: a document, or the reason why not, or neither where its content is as before."""

    file: SourceFile
    sha256: str
    read: ReadDocument | None = None
    error: str = ""


def read_corpus(
    library: Library,
    folders: Sequence[Path],
    *,
    root: Path,
    rebuild: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
) -> CorpusReport:
    """Read the files of `folders` (files may stand among them) into the library.

    root: the workspace; files inside it are shown relative to it. rebuild: read unchanged files too. jobs: processes.
    progress: called with files done, files in all, and the path just done. A file that cannot be read stops nothing;
    what an earlier reading made of it is kept. A file is forgotten when it is gone from a folder that still exists.
    An interrupted run keeps what was read.
    """
    started = time.monotonic()
    scan = scan_corpus(folders, root)
    states = library.file_states()
    as_before = (
        [] if rebuild else [file for file in scan.files if _is_as_before(file, states.get(file.shown))]
    )
    skipped = {file.shown for file in as_before}
    tasks = [
        _Task(file, "" if rebuild else _known_digest(states.get(file.shown)))
        for file in scan.files
        if file.shown not in skipped
    ]
    failures = dict(scan.failures)
    failures.update((path, states[path].error) for path in skipped if states[path].error)
    run = _Run(library, states, len(tasks), progress)
    with _results(tasks, jobs) as results:
        run.take(results)
    failures.update(run.failures)
    removed = _forget(
        library, [path for path in states if scan.covers(path)], {file.shown for file in scan.files}
    )
    statistics = library.statistics()
    return CorpusReport(
        read=run.read,
        unchanged=run.same + sum(1 for path in skipped if not states[path].error),
        removed=removed,
        failed=tuple(sorted(failures.items())),
        documents=statistics.documents,
        passages=statistics.passages,
        seconds=time.monotonic() - started,
    )


class _Run:
    """Results on their way into the library, a batch in a transaction."""

    def __init__(
        self, library: Library, states: Mapping[str, FileState], total: int, progress: Progress | None
    ) -> None:
        self._library = library
        self._states = states
        self._total = total
        self._progress = progress
        self._pending: list[_Result] = []
        self.read = 0
        self.same = 0
        self.failures: dict[str, str] = {}

    def take(self, results: Iterable[_Result]) -> None:
        """Store results as they come; when interrupted, those that came are stored first."""
        try:
            for done, result in enumerate(results, 1):
                self._pending.append(result)
                if len(self._pending) >= _BATCH:
                    self._store()
                if self._progress is not None:
                    self._progress(done, self._total, result.file.shown)
        finally:
            self._store()

    def _store(self) -> None:
        with self._library.batch():
            for result in self._pending:
                self._store_one(result)
        self._pending.clear()

    def _store_one(self, result: _Result) -> None:
        before = self._states.get(result.file.shown)
        state = FileState(
            path=result.file.shown,
            size=result.file.size,
            mtime_ns=result.file.mtime_ns,
            sha256=result.sha256,
            reading=READING_VERSION,
            error=result.error,
            document_id=before.document_id if before else None,
        )
        if result.read is not None:
            self._library.replace_document(result.read, state)
            self.read += 1
            return
        self._library.record_file(state)
        if result.error:
            self.failures[result.file.shown] = result.error
        else:
            self.same += 1


def _is_as_before(file: SourceFile, state: FileState | None) -> bool:
    return (
        state is not None
        and (state.size, state.mtime_ns) == (file.size, file.mtime_ns)
        and state.reading == READING_VERSION
    )


def _known_digest(state: FileState | None) -> str:
    """The digest of a file whose document is still good if the content has not changed; else empty."""
    return state.sha256 if state is not None and not state.error and state.reading == READING_VERSION else ""


def _forget(library: Library, known: Iterable[str], present: set[str]) -> int:
    gone = [path for path in known if path not in present]
    with library.batch():
        for path in gone:
            library.forget_file(path)
    return len(gone)


@contextmanager
def _results(tasks: Sequence[_Task], jobs: int) -> Iterator[Iterable[_Result]]:
    """The results of the tasks as they come, from this process or from several."""
    if jobs <= 1 or len(tasks) < 2:
        yield map(_read, tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn"))
    try:
        yield pool.map(_read, tasks, chunksize=_FILES_AT_ONCE)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _read(task: _Task) -> _Result:
    """Read one file; runs in the pool's processes."""
    digest = ""
    try:
        with task.file.path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        if digest == task.known_sha256:
            return _Result(task.file, digest)
        return _Result(task.file, digest, read_document(task.file.path, task.file.shown))
    except UnreadableFileError as error:
        return _Result(
            task.file, digest, error=f"{error.reason}。{error.remedy}" if error.remedy else error.reason
        )
    except OSError as error:
        return _Result(task.file, digest, error=f"系统拒绝读取（{error.strerror or error}）")
    except RecursionError:
        return _Result(task.file, digest, error="文件结构嵌套过深，没有读取")
