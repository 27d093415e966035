"""The folder that the index lives in: its stamp, its lock, and its return from any damage.

    index folder/ (0700: Whoosh reads pickles from it)
    ├── stamp.json      what the index was made with and from, and which subfolder it is in
    ├── writer.lock     held by the one process that writes
    └── 1f3a…/          the Whoosh index; a rebuilt one gets a new subfolder and takes over with the stamp

A reader opens what the stamp names and waits for nobody. Nothing here is kept: whatever is missing, damaged or made
with another segmenter, dictionary or schema is built anew from the library.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from wengao.errors import InputError, LinkInTheWayError, WorkspaceBusyError, WorkspaceError, system_reason
from wengao.files.rights import PRIVATE
from wengao.files.writing import make_folder, read_own, remove_tree, write_file
from wengao.search.damage import DamagedIndexError
from wengao.search.ranking import WEIGHTS, Weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TypeVar

    from wengao.search.analysis import Analyser
    from wengao.search.engine import DocumentPassages, ReadingEngine
    from wengao.search.passage_source import PassageSource, Progress
    from wengao.search.whoosh_engine import WhooshEngine

    AnswerT = TypeVar("AnswerT")

SCHEMA_VERSION = 5
"""Goes up with each change in whoosh_schema of the fields or of what is written into them."""

PATIENCE = 3.0
"""Seconds that a second writer waits for the first."""

_STAMP, LOCK_FILE = "stamp.json", "writer.lock"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was made with and from.

    schema, segmenter, terms: version of the schema, segmenter with version, digest of the dictionary.
    library, generation: the library's identity and generation. subfolder: where the index lies. files: their sizes in
    bytes by name.
    """

    schema: int
    segmenter: str
    terms: str
    library: str = ""
    generation: int = -1
    subfolder: str = ""
    files: Mapping[str, int] | None = None

    def made_like(self, other: Stamp) -> bool:
        """Whether both indexes were made with the same schema, segmenter and dictionary."""
        return (self.schema, self.segmenter, self.terms) == (other.schema, other.segmenter, other.terms)


class IndexFolder:
    """The index in `path`. Reading and writing may go on in several threads and processes at once.

    patience: seconds to wait for another writer before WorkspaceBusyError. weights: for scoring.
    """

    def __init__(
        self, path: Path, analyser: Analyser, *, patience: float = PATIENCE, weights: Weights = WEIGHTS
    ) -> None:
        self._path = path
        self._weights = weights
        self._analyser = analyser
        self._patience = patience
        self._reading = threading.Lock()
        self._reader: WhooshEngine | None = None
        self._reader_stamp: Stamp | None = None

    def close(self) -> None:
        """Let go of the index's files."""
        with self._reading:
            self._close_reader()

    # Reading

    def read(self, read: Callable[[ReadingEngine], AnswerT]) -> AnswerT:
        """What `read` makes of the index as it stands; other readers of this object wait.

        Raises DamagedIndexError where there is none, or where it turns out that it cannot be read.
        """
        with self._reading:
            return read(self._engine())

    def _engine(self) -> WhooshEngine:
        stamp = self._stamp()
        if stamp is None:
            self._close_reader()
            raise DamagedIndexError(f"{self._path} 里没有可用的检索索引")
        if self._reader is None or stamp != self._reader_stamp:
            self._close_reader()
            self._reader, self._reader_stamp = self._open(stamp), stamp
        return self._reader

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = self._reader_stamp = None

    def _open(self, stamp: Stamp) -> WhooshEngine:
        from wengao.search.whoosh_engine import WhooshEngine

        return WhooshEngine(self._path / stamp.subfolder, self._analyser, self._weights)

    # Writing

    def synchronise(
        self, library: PassageSource, progress: Progress | None = None, jobs: int | None = None
    ) -> None:
        """Bring the index up to the library; does nothing where it is. jobs: see `PassageSearch.synchronise`.

        Raises WorkspaceBusyError while another process writes, WorkspaceError where the folder cannot be used.
        """
        if self._is_up_to_date(library):
            return
        with self._writing():
            stamp = self._sound_stamp()
            if stamp is None or stamp.library != library.identity or stamp.generation > library.generation:
                self._build(library, progress, jobs)
            elif stamp.generation != library.generation:
                self._bring_up(stamp, library, progress, jobs)

    def rebuild(
        self, library: PassageSource, progress: Progress | None = None, jobs: int | None = None
    ) -> None:
        """Build the index anew from the library, whatever is there. jobs: see `PassageSearch.synchronise`.

        Raises WorkspaceBusyError while another process writes, WorkspaceError where the folder cannot be used.
        """
        with self._writing():
            self._build(library, progress, jobs)

    def _is_up_to_date(self, library: PassageSource) -> bool:
        stamp = self._sound_stamp()
        return stamp is not None and (stamp.library, stamp.generation) == (
            library.identity,
            library.generation,
        )

    def _bring_up(
        self, stamp: Stamp, library: PassageSource, progress: Progress | None, jobs: int | None
    ) -> None:
        generation = library.generation
        changes = library.changes_since(stamp.generation)
        try:
            engine = self._open(stamp)
            engine.remove(changes.removed)
            engine.add(_documents(library, changes.replaced, progress))
            engine.close()
        except DamagedIndexError:
            self._build(library, progress, jobs)
        else:
            self._write_stamp(replace(stamp, generation=generation))

    def _build(self, library: PassageSource, progress: Progress | None, jobs: int | None) -> None:
        import uuid

        from wengao.search.whoosh_engine import WhooshEngine

        generation = library.generation
        subfolder = uuid.uuid4().hex[:12]
        make_folder(self._path / subfolder, below=self._path, rights=PRIVATE)
        try:
            engine = WhooshEngine.create(self._path / subfolder, self._analyser)
            documents = _documents(library, [document.id for document in library.documents()], progress)
            engine.build(documents, jobs)
        except DamagedIndexError as error:
            raise WorkspaceError(
                f"建不成检索索引：{error.__cause__!r}", "请检查磁盘空间和权限，再运行 wengao doctor"
            ) from error
        self._write_stamp(
            replace(
                self._wanted_stamp(), library=library.identity, generation=generation, subfolder=subfolder
            )
        )
        remove_other_subfolders(self._path, subfolder)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        from wengao.files.locks import process_lock

        busy = WorkspaceBusyError(
            "检索索引正被另一个 wengao 进程更新", "请稍等片刻再试；在那之前仍可检索已有的内容"
        )
        try:
            make_folder(self._path, rights=PRIVATE)
            with process_lock(self._path / LOCK_FILE, below=self._path, patience=self._patience, busy=busy):
                yield
        except LinkInTheWayError:
            raise
        except InputError as error:
            raise WorkspaceError(f"写不了检索索引：{error.message}", "请检查磁盘空间和权限") from error
        except OSError as error:
            raise WorkspaceError(
                f"写不了检索索引 {self._path}：{system_reason(error)}", "请检查磁盘空间和权限"
            ) from error

    # The stamp

    def _wanted_stamp(self) -> Stamp:
        return Stamp(SCHEMA_VERSION, self._analyser.name, self._analyser.terms_digest)

    def _stamp(self) -> Stamp | None:
        """The stamp of an index made as this version makes it, or None."""
        try:
            stamp = Stamp(**json.loads(read_own(self._path / _STAMP)))
        except (OSError, ValueError, TypeError, LinkInTheWayError):
            return None
        return stamp if stamp.made_like(self._wanted_stamp()) else None

    def _sound_stamp(self) -> Stamp | None:
        """The stamp, if every file of the index has the size it was left with."""
        stamp = self._stamp()
        if stamp is None or stamp.files is None:
            return None
        sizes = _sizes(self._path / stamp.subfolder)
        return stamp if all(sizes.get(name) == size for name, size in stamp.files.items()) else None

    def _write_stamp(self, stamp: Stamp) -> None:
        whole = replace(stamp, files=_sizes(self._path / stamp.subfolder))
        data = json.dumps(asdict(whole), ensure_ascii=False, indent=1).encode("utf-8")
        write_file(self._path / _STAMP, data, below=self._path, rights=PRIVATE)


def _documents(
    library: PassageSource, document_ids: Sequence[str], progress: Progress | None
) -> Iterator[DocumentPassages]:
    """The documents of these ids that the library holds, with their passages."""
    held = {document.id: document for document in library.documents()}
    for done, document_id in enumerate(document_ids, 1):
        if document_id in held:
            yield held[document_id], library.passages(document_id)
        if progress is not None:
            progress(done, len(document_ids))


def _sizes(folder: Path) -> dict[str, int]:
    try:
        with os.scandir(folder) as entries:
            return {entry.name: entry.stat().st_size for entry in entries if not entry.name.endswith("LOCK")}
    except OSError:
        return {}


def kept_subfolder(path: Path) -> str:
    """The subfolder of the index that the stamp in `path` names; empty where there is no stamp to go by."""
    try:
        named = json.loads(read_own(path / _STAMP))["subfolder"]
    except (OSError, ValueError, TypeError, KeyError, LinkInTheWayError):
        return ""
    return named if isinstance(named, str) and (path / named).is_dir() else ""


def remove_other_subfolders(path: Path, subfolder: str) -> None:
    """Remove what is left of older indexes, and of builds that were killed; to be called while nobody else writes."""
    for other in path.iterdir():
        if other.is_dir() and not other.is_symlink() and other.name != subfolder:
            remove_tree(other, below=path)
