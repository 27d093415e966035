"""Reading the corpus, and what is known of it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

from wengao.desk.context import modified, moment
from wengao.desk.own_counts import bring_counts_up_to
from wengao.desk.unit_language import spoken
from wengao.desk.values import (
    CorpusOverview,
    CorpusPlace,
    CorpusPlaces,
    DoubtfulField,
    PassageContext,
    RemovedSamples,
    Settlement,
)
from wengao.desk.workspace import add_corpus_places, create_workspace, is_workspace
from wengao.errors import UsageError, nearest_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from wengao.desk.context import DeskContext
    from wengao.library import Library, LibraryStatistics
    from wengao.library.indexing import CorpusReport
    from wengao.office.handing import HandedIn
    from wengao.reading.models import Document, Passage
    from wengao.reading.report import CleaningReport
    from wengao.reading.votes import Vote


@spoken()
class CorpusService:
    """Operations on the corpus: its files, documents and passages."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def read(
        self,
        places: Iterable[Path] = (),
        *,
        rebuild: bool = False,
        jobs: int | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        index_progress: Callable[[int, int], None] | None = None,
    ) -> CorpusReport:
        """Read what is new or changed in the corpus and bring the index up to it.

        places: files or folders to add to the corpus for good. rebuild: read everything anew. jobs: processes that read
        and index, None for as many as pay. progress: called with files done, files in all, and the one at hand. The
        seconds of the report are those of reading and indexing together.
        Raises WorkspaceBusyError while another process reads.
        """
        from wengao.library.indexing import read_corpus

        started = time.monotonic()
        self._context.workspace = add_corpus_places(self._context.workspace, places)
        with self._context.reading_lock(), self._context.library() as library:
            report = read_corpus(
                library,
                self._context.workspace.corpus_places,
                root=self._context.workspace.root,
                rebuild=rebuild,
                jobs=jobs,
                secret=self._context.workspace.settings.corpus.secrecy == "read",
                progress=progress,
                confinement=self._context.foreign.reading,
            )
            self._bring_index_up_to(library, index_progress, rebuild=rebuild, jobs=jobs)
            bring_counts_up_to(self._context.workspace, library, anew=report.barred)
        self._sweep_indexes()
        return replace(report, seconds=time.monotonic() - started)

    def _sweep_indexes(self) -> None:
        """Remove the indexes of workspaces that have long gone; see search.index_sweeping."""
        from wengao.search.index_sweeping import sweep

        workspace = self._context.workspace
        for swept in sweep(
            workspace.indexes_folder,
            is_workspace,
            self._context.clock().astimezone(),
            beside=(workspace.template_lists_folder,),
        ):
            self._context.tell(
                f"清掉了 {swept.workspace or '不知哪个工作区'} 的检索索引：工作区不在了，两个月没有用过"
            )

    def hand_in(self, progress: Callable[[int, int], None] | None = None) -> HandedIn:
        """Hand what this corpus holds to the office's shared one: what is new, changed or gone since the last time.

        Raises UsageError where the settings name no office, EngineUnavailableError where it does not answer; running it
        again goes on where it was.
        """
        from wengao.office.handing import hand_in

        office = self._context.office
        if office is None:
            raise UsageError("没有写办公室语料库的地址", "请在 wengao.toml 的 [office] 里填 url 和 user")
        with self._context.reading_lock(), self._context.library() as library:
            return hand_in(library, office, progress)

    def overview(self) -> CorpusOverview:
        """How large the corpus is and when it was last read."""
        if not self._context.workspace.library_file.exists():
            return CorpusOverview(0, 0, None)
        with self._context.library() as library:
            statistics = library.statistics()
        last_read = moment(modified(self._context.workspace.library_file))
        return CorpusOverview(statistics.documents, statistics.passages, last_read)

    def places(self) -> CorpusPlaces:
        """Where the corpus lies, how many documents each place gave when it was last read, and what could not be read."""
        workspace = self._context.workspace
        with self._context.library() as library:
            files = [workspace.root / document.path.partition("!")[0] for document in library.documents()]
            states = library.files.states()
        shown = zip(workspace.settings.corpus.folders, workspace.corpus_places, strict=True)
        places = tuple(
            CorpusPlace(name, str(place), place.exists(), sum(file.is_relative_to(place) for file in files))
            for name, place in shown
        )
        refused = sorted((path, state.error) for path, state in states.items() if state.error)
        return CorpusPlaces(places, tuple(refused))

    def add_places(self, places: Sequence[Path]) -> None:
        """Add folders or files to where the corpus lies; `read` reads them. Raises InputError for one that is not there."""
        self._context.workspace = add_corpus_places(self._context.workspace, places)

    def add_samples(self) -> int:
        """Copy the sample corpus into the workspace; returns how many files were not there yet."""
        return len(create_workspace(self._context.workspace.root))

    def remove_samples(self) -> RemovedSamples:
        """Take the sample corpus out of the workspace, but for files that were changed; `read` brings the index up."""
        from wengao.desk.samples import remove_samples

        return remove_samples(self._context.workspace)

    def documents(self) -> tuple[Document, ...]:
        """The documents of the corpus, newest first."""
        with self._context.library() as library:
            return tuple(sorted(library.documents(), key=lambda document: document.date or "", reverse=True))

    def document(self, name: str) -> Document:
        """A document by its id, its path or a part of its title. Raises UsageError where none or several have it."""
        documents = self.documents()
        exact = [document for document in documents if name in (document.id, document.path, document.title)]
        spelled = normalize("NFC", name)
        found = exact or [
            document
            for document in documents
            if spelled in normalize("NFC", document.title) or spelled in normalize("NFC", document.path)
        ]
        if len(found) == 1:
            with self._context.library() as library:
                return library.document(found[0].id)
        if not found:
            near = "、".join(nearest_names(name, [document.title for document in documents]))
            raise UsageError(
                f"语料里没有这篇文档：{name}", f"最接近的是：{near}" if near else "请先运行 wengao index"
            )
        raise UsageError(f"有 {len(found)} 篇文档都对得上：{name}", "请写全标题，或用编号")

    def forget(self, name: str) -> Document:
        """Take a document out of the library and the index; its file stays, and is read again once it changes.

        Returns what was taken out.
        """
        document = self.document(name)
        with self._context.reading_lock(), self._context.library() as library:
            library.stored.set_aside(document.id)
            self._bring_index_up_to(library)
        return document

    def edit(self, name: str, changes: Mapping[str, str]) -> Document:
        """Correct what is known of a document, by field; an empty value goes back to what the file says.

        The corrections survive re-reading. Returns the document as it is now. Raises UsageError for a value that the
        field cannot have, UnknownNameError for a field that cannot be corrected.
        """
        from wengao.library.corrections import checked_correction

        document = self.document(name)
        checked = {field: checked_correction(field, value) for field, value in changes.items()}
        with self._context.reading_lock(), self._context.library() as library:
            with library.batch():
                for field, value in checked.items():
                    library.additions.edit(document.id, field, value or None)
            self._bring_index_up_to(library)
            return library.document(document.id)

    def votes_of(self, document: Document) -> dict[str, tuple[Vote, ...]]:
        """Which place says what of a document's title, genre, date and organ, the winner's votes first."""
        with self._context.library() as library:
            return library.votes(document.id)

    def reasons_of(self, document: Document) -> dict[str, str]:
        """Why a document's title, genre, date and organ are what they are, by field, as the drafter reads it."""
        from wengao.reading.votes import told

        return {field: told(field, votes) for field, votes in self.votes_of(document).items()}

    def doubtful(self) -> tuple[DoubtfulField, ...]:
        """What may have been read wrongly in the documents, like doubts together."""
        with self._context.library() as library:
            doubts = library.doubts()
            found = [
                DoubtfulField(document, doubt.field, doubt.value, doubt.reason, doubt.suggestion)
                for document in library.documents()
                for doubt in doubts.get(document.id, ())
            ]
        order = ("genre", "title", "organ", "date")
        return tuple(sorted(found, key=lambda one: (order.index(one.field), *one.kind[1:])))

    def settle(self, settlements: Iterable[Settlement]) -> int:
        """Take what the drafter says of doubtful fields, many at once; a value that was right is confirmed by itself.

        An empty one says that the document has none.

        Returns how many fields are settled. Raises UsageError for a value that the field cannot have; then none is.
        """
        from wengao.library.corrections import checked_correction

        checked = [
            (one.document_id, one.field, checked_correction(one.field, one.value)) for one in settlements
        ]
        with self._context.reading_lock(), self._context.library() as library:
            with library.batch():
                for document_id, field, value in checked:
                    library.additions.edit(document_id, field, value)
            self._bring_index_up_to(library)
        return len(checked)

    def cleaning_of(self, document: Document) -> CleaningReport:
        """What cleaning did to a document."""
        with self._context.library() as library:
            return library.cleaning_report(document.id)

    def near_duplicates(self) -> dict[str, str]:
        """For each document that has a more complete near-duplicate in the corpus, the id of that one."""
        with self._context.library() as library:
            return library.near_duplicates()

    def beside_raw(self, document: Document) -> tuple[tuple[str, str], ...]:
        """The lines of a document's file beside what cleaning made of them (raw, clean); either side may be empty."""
        return self._context.foreign.beside_raw(self._context.workspace.root / document.path)

    def statistics(self) -> LibraryStatistics:
        """Counts of the corpus by genre, role, kind and year."""
        with self._context.library() as library:
            return library.statistics()

    def raw_text(self, document: Document) -> str:
        """The text of a document's file as it was before cleaning."""
        return self._context.foreign.raw_text(self._context.workspace.root / document.path)

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """A passage by its id or the unique beginning of one, and its document without its text.

        Raises UsageError where none or several have it.
        """
        with self._context.library() as library:
            return self._context.passage_and_document(library, passage_id)

    def context(self, passage_id: str, paragraphs: int = 3) -> PassageContext:
        """A passage in its document, with so many paragraphs before and after."""
        with self._context.library() as library:
            passage, document = self._context.passage_and_document(library, passage_id)
            if document.origin != "own":
                return self._context_in_office(passage, document, paragraphs)
            lines = library.paragraphs_around(passage, paragraphs)
        before = tuple(line.text for line in lines if line.number < passage.paragraph)
        after = tuple(line.text for line in lines if line.number > passage.paragraph)
        [paragraph] = [line.text for line in lines if line.current]
        return PassageContext(document, passage, before, paragraph, after)

    def _context_in_office(self, passage: Passage, document: Document, paragraphs: int) -> PassageContext:
        """A passage of the office's corpus among the headings and paragraphs that the office gives of its document."""
        office = self._context.office
        lines = () if office is None else office.passages_of(document.id, ("heading", "paragraph"))
        numbered = {line.paragraph: line.text for line in lines}
        own = passage.paragraph
        before = [numbered[number] for number in sorted(numbered) if number < own]
        after = [numbered[number] for number in sorted(numbered) if number > own]
        first = max(len(before) - paragraphs, 0)
        return PassageContext(
            document,
            passage,
            tuple(before[first:]),
            numbered.get(own, passage.text),
            tuple(after[:paragraphs]),
        )

    def _bring_index_up_to(
        self,
        library: Library,
        progress: Callable[[int, int], None] | None = None,
        *,
        rebuild: bool = False,
        jobs: int | None = None,
    ) -> None:
        search = self._context.search_over(library)
        if rebuild:
            search.rebuild(progress, jobs)
        else:
            search.synchronise(progress, jobs)
