"""Bringing the library up to the corpus folders: what is new or changed is read, what is gone is forgotten."""

from __future__ import annotations

import hashlib
import os
import queue
import threading
import time
import unicodedata
from collections import Counter
from contextlib import ExitStack, contextmanager
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING, TypeVar

from wengao.errors import UnreadableFileError, system_reason
from wengao.files.archives import entries, on_disk
from wengao.files.regular import open_regular
from wengao.language.lists import language
from wengao.library import FileState
from wengao.library.scanning import CorpusScan, SourceFile, scan_corpus
from wengao.processes.confined import Confinement, ConfinementError
from wengao.reading.formats.format import READING_LIMITS, MissingPartError, refusal
from wengao.reading.models import READING_VERSION, document_id
from wengao.reading.report import UNREAD

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from wengao.library import Library
    from wengao.processes.confined import ConfinedProcess, Limits
    from wengao.reading.from_file import ReadDocument
    from wengao.reading.report import CleaningReport

    Progress = Callable[[int, int, str], None]

Key = TypeVar("Key")
ReadT = TypeVar("ReadT")

_BATCH = 16
_WORTH_A_PROCESS = 2 << 20
"""Bytes of files from which on a second process pays."""


@dataclass(frozen=True, slots=True)
class CorpusReport:
    """What a run over the corpus did.

    read, unchanged, removed: numbers of files. failed: path and reason of each file that cannot be read.
    documents, passages: what the library holds afterwards. seconds: how long it took, the index left out.
    moved: how many files were found again at another place. cleaned: path of each file read, and what cleaning did.
    barred: whether a document was forgotten since its file bears a mark of secrecy now.
    """

    read: int
    unchanged: int
    removed: int
    failed: tuple[tuple[str, str], ...]
    documents: int
    passages: int
    seconds: float
    moved: int = 0
    cleaned: tuple[tuple[str, CleaningReport], ...] = ()
    barred: bool = False

    @property
    def unread(self) -> tuple[tuple[str, int], ...]:
        """The files read that hold characters which could not be, and how many."""
        found = ((path, report.count(UNREAD)) for path, report in self.cleaned)
        return tuple((path, count) for path, count in found if count)

    @property
    def not_taken(self) -> tuple[tuple[str, int], ...]:
        """What of the files read is not in their texts: its kind (图片, 批注, 杂行 …) and how often."""
        counts: Counter[str] = Counter()
        for _, report in self.cleaned:
            counts.update({kind: len(pieces) for kind, pieces in report.not_taken})
        return tuple(counts.most_common())


@dataclass(frozen=True, slots=True)
class _Task:
    """A file to read, unless its content has the digest of an earlier reading.

    identity: the id of its document. secret: whether it is read where it bears a mark of secrecy.
    """

    file: SourceFile
    known_sha256: str
    identity: str
    secret: bool


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of a file: a document, or the reason why not, or neither where its content is as before.

    barred: whether a mark of secrecy is the reason; then nothing that was read of it earlier is kept. again: it is to be
    tried again next time as it stands, for what is missing is a part of wengao.
    """

    file: SourceFile
    sha256: str
    read: ReadDocument | None = None
    error: str = ""
    barred: bool = False
    again: bool = False


def read_corpus(
    library: Library,
    folders: Sequence[Path],
    *,
    root: Path,
    rebuild: bool = False,
    jobs: int | None = 1,
    secret: bool = False,
    progress: Progress | None = None,
    confinement: Confinement | None = None,
) -> CorpusReport:
    """Read the files of `folders` (files may stand among them) into the library.

    root: the workspace; files inside it are shown relative to it. rebuild: read unchanged files too. jobs: files read at
    a time, None for two where there are two processors and enough to read. secret: whether files with a mark of secrecy
    (密级) are read; where not, they are failures, and what was read of them before is forgotten.
    progress: called with files done, files in all, and the path just done. A file that cannot be read stops nothing;
    what an earlier reading made of it is kept. A file is forgotten when it is gone from a folder that still exists.
    A file that was moved is known by its content. An interrupted run keeps what was read.
    confinement: where files are read, and what reading one may take; one that goes beyond is a failure.
    A file that fewer may read than the library is a failure.
    """
    if confinement is None:
        confinement = Confinement(READING_LIMITS)
    started = time.monotonic()
    confined = partial(_confined, confinement)
    scan = scan_corpus(folders, root, partial(confined, entries), library.rights)
    moves = _moves(library, scan, partial(confined, _digest))
    with library.batch():
        for before, after in moves:
            library.stored.move(before, after)
    states = library.files.states()
    reading = _reading_stamp(secret=secret)
    as_before = (
        []
        if rebuild
        else [file for file in scan.files if _is_as_before(file, states.get(file.shown), reading)]
    )
    skipped = {file.shown for file in as_before}
    identities = _Identities(states)
    tasks = [
        _Task(
            file,
            "" if rebuild else _known_digest(states.get(file.shown), reading),
            identities.of(file.shown),
            secret,
        )
        for file in scan.files
        if file.shown not in skipped
    ]
    failures = dict(scan.failures)
    failures.update((path, states[path].error) for path in skipped if states[path].error)
    run = _Run(library, states, len(tasks), reading, progress)
    with _results(tasks, _processes(tasks) if jobs is None else jobs, confinement) as results:
        run.take(results)
    failures.update(run.failures)
    present = {file.shown for file in scan.files}
    removed = _forget(
        library, [state for path, state in states.items() if scan.covers(path) and path not in present]
    )
    if run.read or removed or run.barred:
        library.groups.group()
        library.associations.keep_up(anew=run.barred)
    documents, passages = library.size()
    return CorpusReport(
        read=run.read,
        unchanged=run.same + sum(1 for path in skipped if not states[path].error),
        removed=removed,
        failed=tuple(sorted(failures.items())),
        documents=documents,
        passages=passages,
        seconds=time.monotonic() - started,
        moved=len(moves),
        cleaned=tuple(sorted(run.cleaned, key=itemgetter(0))),
        barred=run.barred,
    )


class _Run:
    """Results on their way into the library, a batch in a transaction."""

    def __init__(
        self,
        library: Library,
        states: Mapping[str, FileState],
        total: int,
        reading: int,
        progress: Progress | None,
    ) -> None:
        self._library = library
        self._states = states
        self._total = total
        self._reading = reading
        self._progress = progress
        self._pending: list[_Result] = []
        self.read = 0
        self.same = 0
        self.barred = False
        self.cleaned: list[tuple[str, CleaningReport]] = []
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
            reading=_NEVER if result.again else self._reading,
            error=result.error,
            document_id=before.document_id if before else None,
        )
        if result.read is not None:
            self._library.stored.replace(result.read, state)
            self.read += 1
            self.cleaned.append((result.file.shown, result.read.report))
            return
        if result.barred and state.document_id:
            self._library.stored.remove(state.document_id)
            self.barred = True
            state = replace(state, document_id=None)
        self._library.files.record(state)
        if result.error:
            self.failures[result.file.shown] = result.error
        else:
            self.same += 1


class _Identities:
    """Ids for documents: a file keeps the one it has; a new file's is made of its path, where that one is not taken."""

    def __init__(self, states: Mapping[str, FileState]) -> None:
        self._by_path = {path: state.document_id for path, state in states.items() if state.document_id}
        self._taken = set(self._by_path.values())

    def of(self, shown: str) -> str:
        """The id of the document at a path."""
        known = self._by_path.get(shown)
        if known:
            return known
        identity, attempt = document_id(shown), 1
        while identity in self._taken:
            attempt += 1
            identity = document_id(f"{shown}\0{attempt}")
        self._taken.add(identity)
        return identity


def _is_as_before(file: SourceFile, state: FileState | None, reading: int) -> bool:
    return (
        state is not None
        and (state.size, state.mtime_ns) == (file.size, file.mtime_ns)
        and state.reading == reading
    )


def _known_digest(state: FileState | None, reading: int) -> str:
    """The digest of a file whose document is still good if the content has not changed; else empty."""
    return state.sha256 if state is not None and not state.error and state.reading == reading else ""


def _moves(library: Library, scan: CorpusScan, digest: Callable[[Path], str]) -> list[tuple[str, str]]:
    """Files that are gone from where they were and are found in a new place: the paths, before and now.

    Found by their content, or by a path that differs only in how the disk spells it: composed or decomposed characters
    (macOS hands names back decomposed), capital or small letters.
    """
    states = library.files.states()
    present = {file.shown for file in scan.files}
    gone = {
        path: state
        for path, state in states.items()
        if path not in present and state.document_id and scan.covers(path)
    }
    by_spelling = _grouped((_spelling(path), path) for path in gone)
    by_content = _grouped(((state.size, state.sha256), path) for path, state in gone.items())
    sizes = {state.size for state in gone.values()}
    moves: list[tuple[str, str]] = []
    for file in scan.files if gone else ():
        if file.shown in states:
            continue
        candidates = by_spelling.get(_spelling(file.shown), ())
        if len(candidates) != 1 and file.size in sizes:
            candidates = by_content.get((file.size, _digest_if_readable(file.path, digest)), ())
        before = next((path for path in candidates if path in gone), None)
        if before is not None:
            del gone[before]
            moves.append((before, file.shown))
    return moves


def _grouped(pairs: Iterable[tuple[Key, str]]) -> dict[Key, list[str]]:
    groups: dict[Key, list[str]] = {}
    for key, path in pairs:
        groups.setdefault(key, []).append(path)
    return groups


def _spelling(path: str) -> str:
    """The same for paths that some disk takes for one and the same."""
    return unicodedata.normalize("NFC", path).casefold()


def _digest_if_readable(path: Path, digest: Callable[[Path], str]) -> str:
    try:
        return digest(path)
    except (OSError, UnreadableFileError):
        return ""


def _forget(library: Library, gone: Sequence[FileState]) -> int:
    """Forget files that are no longer there; returns how many of them had a document in the library."""
    with library.batch():
        for state in gone:
            library.stored.forget(state.path)
    return sum(1 for state in gone if state.document_id)


_NEVER = 0
"""A stamp that no reading has: READING_VERSION is above 0."""


def _reading_stamp(*, secret: bool) -> int:
    """What tells a reading from one that may come out otherwise: the version, the unit's lists, what is let in."""
    stamp = (language().stamp << 16) + READING_VERSION
    return stamp if secret else -stamp


def _processes(tasks: Sequence[_Task]) -> int:
    """Two where there are two processors and reading takes longer than starting them."""
    much = sum(task.file.size for task in tasks) >= _WORTH_A_PROCESS
    return min(2, os.cpu_count() or 1) if much else 1


@contextmanager
def _results(tasks: Sequence[_Task], jobs: int, confinement: Confinement) -> Iterator[Iterable[_Result]]:
    """The results of the tasks: in their order where one is done at a time, else as they come."""
    with ExitStack() as stack:
        readers = [
            stack.enter_context(confinement.processes.lend()) for _ in range(min(max(jobs, 1), len(tasks)))
        ]
        if len(readers) > 1:
            results = _read_by_several(readers, tasks, confinement.limits)
            stack.callback(results.close)
            yield results
        else:
            yield (_read_apart(reader, task, confinement.limits) for reader in readers for task in tasks)


def _read_by_several(
    readers: Sequence[ConfinedProcess], tasks: Sequence[_Task], limits: Limits
) -> Generator[_Result, None, None]:
    """Each reader takes the next file when it has done with one: a slow file holds up nothing but its reader."""
    left: queue.SimpleQueue[_Task] = queue.SimpleQueue()
    for task in tasks:
        left.put(task)
    results: queue.SimpleQueue[_Result | BaseException] = queue.SimpleQueue()

    def read(reader: ConfinedProcess) -> None:
        try:
            while True:
                results.put(_read_apart(reader, left.get_nowait(), limits))
        except queue.Empty:
            return
        except BaseException as error:  # noqa: BLE001 - raised where the results are wanted
            results.put(error)

    threads = [
        threading.Thread(target=copy_context().run, args=(read, reader), daemon=True) for reader in readers
    ]
    for thread in threads:
        thread.start()
    try:
        for _ in tasks:
            yield _raised(results.get())
    except BaseException:
        # Nobody wants the rest.
        for reader in readers:
            reader.stop()
        raise
    finally:
        for thread in threads:
            thread.join()


def _raised(result: _Result | BaseException) -> _Result:
    if isinstance(result, BaseException):
        raise result
    return result


def _confined(confinement: Confinement, function: Callable[[Path], ReadT], path: Path) -> ReadT:
    """What a function reads of the file at `path`. Raises UnreadableFileError where it goes beyond what it may take."""
    try:
        return confinement.call(function, path)
    except ConfinementError as error:
        raise UnreadableFileError(path, *refusal(error)) from error


def _read_apart(reader: ConfinedProcess, task: _Task, limits: Limits) -> _Result:
    try:
        return reader.call(limits, _read, task)
    except ConfinementError as error:
        return _Result(task.file, "", error="。".join(refusal(error)))


def _read(task: _Task) -> _Result:
    """Read one file; runs in a process that can be stopped. What reads is loaded there alone."""
    from wengao.reading.from_file import SecretFileError, read_document

    digest = ""
    path, shown = task.file.path, task.file.shown
    try:
        digest = _digest(path)
        if digest == task.known_sha256:
            return _Result(task.file, digest)
        read = read_document(path, shown, identity=task.identity, secret=task.secret)
        return _Result(task.file, digest, read)
    except UnreadableFileError as error:
        reason = f"{error.reason}。{error.remedy}" if error.remedy else error.reason
        barred, again = isinstance(error, SecretFileError), isinstance(error, MissingPartError)
        return _Result(task.file, digest, error=reason, barred=barred, again=again)
    except OSError as error:
        return _Result(task.file, digest, error=f"系统拒绝读取（{system_reason(error)}）")
    except RecursionError:
        return _Result(task.file, digest, error="文件结构嵌套过深，没有读取")


def _digest(path: Path) -> str:
    with on_disk(path) as file, open_regular(file) as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
