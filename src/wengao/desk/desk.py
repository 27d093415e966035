"""The desk: one façade with the operations a drafter performs; the command line and the interface call nothing else.

Every operation opens what it needs and closes it again, so that any thread may call any of them.
"""

from __future__ import annotations

import datetime
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.desk.names import genre_name, kind_id, role_id, year_range
from wengao.desk.values import CorpusOverview, DraftStatistics, DraftSummary, ImportedDraft, PassageContext
from wengao.desk.workspace import Workspace, add_corpus_places, create_workspace
from wengao.drafts.editing import Insertion, insert_passage
from wengao.drafts.filling import Filling, SectionNeed, fill_draft
from wengao.drafts.front_matter import DraftMetadata, read_front_matter
from wengao.drafts.markdown import parse_draft
from wengao.drafts.outline import outline
from wengao.drafts.reuse import CorpusText, ReuseReport, reuse_report
from wengao.drafts.sources import source_notes
from wengao.drafts.store import StoredDraft, file_name, free_path, open_draft, save_beside, save_draft
from wengao.errors import (
    DraftFormatError,
    InputError,
    UsageError,
    WengaoError,
    WorkspaceBusyError,
    nearest_names,
)
from wengao.prose.sentences import count_characters
from wengao.prose.slots import find_slots
from wengao.prose.spoken import minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from wengao.corpus.indexing import CorpusReport
    from wengao.corpus.library import Library, LibraryStatistics
    from wengao.corpus.models import Document, Passage
    from wengao.drafts.model import Draft
    from wengao.export.word import ExportReport
    from wengao.review.model import Finding
    from wengao.review.settings import ReviewSettings
    from wengao.search.service import PassageSearch, SearchResult
    from wengao.templates.model import Template, TemplateSummary

_CANDIDATES = 24
_DRAFT_SUFFIXES = (".md", ".markdown")


class Desk:
    """The operations on one workspace. clock: what now is."""

    def __init__(
        self, workspace: Workspace, *, clock: Callable[[], datetime.datetime] = datetime.datetime.now
    ) -> None:
        self.workspace = workspace
        self._clock = clock

    # Corpus

    def read_corpus(
        self,
        places: Iterable[Path] = (),
        *,
        rebuild: bool = False,
        jobs: int = 1,
        progress: Callable[[int, int, str], None] | None = None,
        index_progress: Callable[[int, int], None] | None = None,
    ) -> CorpusReport:
        """Read what is new or changed in the corpus and bring the index up to it.

        places: files or folders to add to the corpus for good. rebuild: read everything anew. progress: called with
        files done, files in all, and the one at hand. Raises WorkspaceBusyError while another process reads.
        """
        from wengao.corpus.indexing import read_corpus

        self.workspace = add_corpus_places(self.workspace, places)
        with self._reading_lock(), self._library() as library:
            report = read_corpus(
                library,
                self.workspace.corpus_places,
                root=self.workspace.root,
                rebuild=rebuild,
                jobs=jobs,
                progress=progress,
            )
            search = self._search(library)
            if rebuild:
                search.rebuild(index_progress)
            else:
                search.synchronise(index_progress)
        return report

    def corpus_overview(self) -> CorpusOverview:
        """How large the corpus is and when it was last read."""
        if not self.workspace.library_file.exists():
            return CorpusOverview(0, 0, None)
        with self._library() as library:
            statistics = library.statistics()
        modified = _moment(_modified(self.workspace.library_file))
        return CorpusOverview(statistics.documents, statistics.passages, modified)

    def add_sample_corpus(self) -> int:
        """Copy the sample corpus into the workspace; returns how many files were not there yet."""
        return len(create_workspace(self.workspace.root))

    def documents(self) -> tuple[Document, ...]:
        """The documents of the corpus, newest first."""
        with self._library() as library:
            return tuple(sorted(library.documents(), key=lambda document: document.date or "", reverse=True))

    def document(self, name: str) -> Document:
        """A document by its id, its path or a part of its title. Raises UsageError where none or several have it."""
        documents = self.documents()
        exact = [document for document in documents if name in (document.id, document.path, document.title)]
        found = exact or [
            document for document in documents if name in document.title or name in document.path
        ]
        if len(found) == 1:
            with self._library() as library:
                return library.document(found[0].id)
        if not found:
            near = "、".join(nearest_names(name, [document.title for document in documents]))
            raise UsageError(
                f"语料里没有这篇文档：{name}", f"最接近的是：{near}" if near else "请先运行 wengao index"
            )
        raise UsageError(f"有 {len(found)} 篇文档都对得上：{name}", "请写全标题，或用编号")

    def forget_document(self, name: str) -> Document:
        """Take a document out of the library and the index; its file stays. Returns what was taken out."""
        document = self.document(name)
        with self._reading_lock(), self._library() as library:
            library.remove_document(document.id)
            self._search(library).synchronise()
        return document

    def statistics_of_corpus(self) -> LibraryStatistics:
        """Counts of the corpus by genre, role, kind and year."""
        with self._library() as library:
            return library.statistics()

    def words(self, limit: int) -> tuple[tuple[str, int], ...]:
        """The commonest words of two characters or more in the corpus, with their counts."""
        from wengao.search.words import count_words

        with self._library() as library:
            paragraphs = (passage.text for passage in library.passages() if passage.kind == "paragraph")
            return tuple(count_words(paragraphs, self.workspace.index_folder).most_common(limit))

    def raw_text(self, document: Document) -> str:
        """The text of a document's file as it was before cleaning."""
        from wengao.corpus.reading import raw_text

        return raw_text(self.workspace.root / document.path)

    def passage(self, passage_id: str) -> tuple[Passage, Document]:
        """A passage by its id or the unique beginning of one. Raises UsageError where none or several have it."""
        with self._library() as library:
            return _passage(library, passage_id)

    def context(self, passage_id: str, paragraphs: int = 3) -> PassageContext:
        """A passage in its document, with so many paragraphs before and after."""
        with self._library() as library:
            passage, document = _passage(library, passage_id)
            lines = library.paragraphs_around(passage, paragraphs)
        before = tuple(line.text for line in lines if line.number < passage.paragraph)
        after = tuple(line.text for line in lines if line.number > passage.paragraph)
        [paragraph] = [line.text for line in lines if line.current]
        return PassageContext(document, passage, before, paragraph, after)

    # Search

    def search(
        self,
        query: str,
        *,
        role: str | None = None,
        genre: str | None = None,
        kind: str | None = None,
        year: str | None = None,
        limit: int = 20,
    ) -> SearchResult:
        """Search the corpus; role, genre and kind as the drafter writes them, year as 2024, 2023-2025, 2024-."""
        filters = {
            "role": role_id(role),
            "genre": genre_name(genre),
            "kind": kind_id(kind),
            "year": year_range(year),
        }
        with self._library() as library:
            search = self._search(library)
            search.synchronise()
            return search.search(query, limit=limit, **filters)

    def references(
        self, draft: Draft, index: int, *, limit: int = 12, kind: str | None = "paragraph"
    ) -> SearchResult:
        """Passages for the part of `draft` at `index`: its heading, topic, role and genre make the query."""
        node = outline(draft)[index]
        metadata = self._metadata(draft)
        need = SectionNeed(
            index,
            (node.heading,) if node.level > 1 else (),
            node.role,
            node.goal,
            _topic(draft, metadata),
            metadata.genre,
        )
        with self._library() as library:
            search = self._search(library)
            search.synchronise()
            return self._candidates(search, draft, need, limit=limit, kind=kind)

    # Templates

    def templates(self) -> tuple[TemplateSummary, ...]:
        """The templates at hand, the drafter's own first."""
        from wengao.templates.loading import list_templates

        return list_templates(self.workspace.template_folders)

    def template(self, name: str) -> Template:
        """A template by name or alias. Raises UnknownNameError with the nearest."""
        from wengao.templates.loading import load_template

        return load_template(name, self.workspace.template_folders)

    def new_draft(
        self, template_name: str, values: Mapping[str, str], path: Path | None = None
    ) -> StoredDraft:
        """Render a template with `values` into a new draft, saved at `path` or under its title in the drafts folder.

        Raises TemplateError that names the required fields without a value; nothing is written then.
        """
        from wengao.templates.rendering import render_template

        text = render_template(
            self.template(template_name), self._with_defaults(values), today=self._clock().date()
        )
        draft = parse_draft(text)
        target = path or free_path(self.workspace.drafts_folder / f"{file_name(draft.title)}.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        return save_draft(StoredDraft(target, draft))

    # Drafts

    def drafts(self) -> tuple[DraftSummary, ...]:
        """The drafts of the workspace, the one changed last first; one that cannot be read says why."""
        folder = self.workspace.drafts_folder
        files = sorted(folder.rglob("*.md"), key=_modified, reverse=True) if folder.is_dir() else []
        return tuple(self._summary(file) for file in files if not file.name.startswith("."))

    def open(self, path: Path) -> StoredDraft:
        """The draft at `path`; see drafts.store.open_draft."""
        return open_draft(path)

    def save(self, stored: StoredDraft, *, overwrite: bool = False) -> StoredDraft:
        """Save a draft; see drafts.store.save_draft."""
        return save_draft(stored, overwrite=overwrite)

    def save_beside(self, stored: StoredDraft) -> StoredDraft:
        """Save a draft under a name of its own, where its file was changed by somebody else."""
        return save_beside(stored)

    def statistics(self, draft: Draft) -> DraftStatistics:
        """Length, spoken minutes and slots of a draft."""
        text = draft.prose
        return DraftStatistics(
            count_characters(text), minutes(text, self.workspace.settings.drafts.rate), len(find_slots(text))
        )

    def insert(self, draft: Draft, index: int, passage_id: str, offset: int | None = None) -> Insertion:
        """Put a passage into a part of a draft with its source note; see drafts.editing.insert_passage."""
        passage, document = self.passage(passage_id)
        return insert_passage(draft, index, passage, document, offset=offset)

    def fill(self, draft: Draft, section: int | None = None, per_section: int = 2) -> Filling:
        """Fill the empty sections of a draft with passages of their roles. Raises UsageError for a wrong section."""
        metadata = self._metadata(draft)
        with self._library() as library:
            search = self._search(library)
            search.synchronise()

            def candidates(need: SectionNeed) -> Sequence[tuple[Passage, Document]]:
                result = self._candidates(search, draft, need, limit=_CANDIDATES, kind="paragraph")
                return [(hit.passage, hit.document) for hit in result.hits]

            try:
                return fill_draft(
                    draft,
                    candidates,
                    topic=_topic(draft, metadata),
                    genre=metadata.genre,
                    section=section,
                    per_section=per_section,
                )
            except IndexError as error:
                count = sum(1 for part in draft.parts if part.level > 1)
                raise UsageError(
                    f"没有第 {section} 部分", f"这篇文稿有 {count} 个标题，请写 1 到 {count}"
                ) from error

    # Review and sources

    def open_for_review(self, path: Path) -> StoredDraft:
        """A draft to be checked: a .md file as it is, any other document (.docx, .txt …) through its reader."""
        if path.suffix.lower() in _DRAFT_SUFFIXES:
            return open_draft(path)
        from wengao.corpus.reading import read_document
        from wengao.drafts.importing import draft_of_document

        return StoredDraft(path, draft_of_document(read_document(path, self.workspace.shown(path)).document))

    def check(self, draft: Draft) -> tuple[Finding, ...]:
        """What the checks find in a draft, in the order of its file."""
        from wengao.review.registry import check_draft

        return check_draft(draft, self._review_settings())

    def fix(self, draft: Draft) -> Draft:
        """The draft with every mechanical fix applied."""
        from wengao.review.fixing import fix_draft

        return fix_draft(draft, self._review_settings())

    def sources(self, draft: Draft) -> ReuseReport:
        """What of the draft stands in the corpus too, and its source notes."""
        with self._library() as library:
            return reuse_report(draft, _corpus_texts(library))

    # Export

    def export(
        self,
        stored: StoredDraft,
        path: Path | None = None,
        *,
        layout: str | None = None,
        toc: bool = False,
        sources: str | None = None,
    ) -> ExportReport:
        """Write the draft as Word at `path`, or under its own name in the export folder."""
        from wengao.export.layout import default_layout, load_layout
        from wengao.export.word import export_word

        settings = self.workspace.settings
        name = layout or settings.export.layout or default_layout(self._metadata(stored.draft).genre)
        target = path or self.workspace.export_folder / f"{stored.path.stem}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        return export_word(
            stored.draft,
            target,
            layout=load_layout(name, (self.workspace.layout_folder,)),
            created=self._made(stored),
            toc=toc,
            sources=sources or settings.export.sources,
        )

    # Import

    def import_document(self, source: Path, path: Path | None = None) -> ImportedDraft:
        """Turn an old document into a draft, saved at `path` or in the drafts folder, and list what is to be renewed."""
        from wengao.corpus.reading import read_document
        from wengao.drafts.importing import draft_of_document, facts_of

        document = read_document(source, self.workspace.shown(source)).document
        draft = draft_of_document(document)
        target = path or free_path(self.workspace.drafts_folder / f"{file_name(document.title)}.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        stored = save_draft(StoredDraft(target, draft))
        return ImportedDraft(stored, document, facts_of(draft))

    # Inside

    def _review_settings(self) -> ReviewSettings:
        """The unit's own names under the rule file that it names in wengao.toml."""
        from wengao.review.settings import Own, ReviewSettings

        unit, file = self.workspace.settings.unit, self.workspace.settings.review.file
        settings = ReviewSettings()
        if file:
            from wengao.review.unit_file import load_review_settings

            settings = load_review_settings(self.workspace.root / file)
        if settings.own != Own():
            return settings
        people = (unit.leader,) if unit.leader else ()
        return replace(settings, own=Own(regions=unit.regions, units=unit.names, people=people))

    @contextmanager
    def _reading_lock(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        self._make_own_folder()
        lock = FileLock(self.workspace.reading_lock_file, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise WorkspaceBusyError(
                f"另一个 wengao 正在读取这个工作区的语料（{self.workspace.root}）", "请等它结束后再试"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _make_own_folder(self) -> None:
        try:
            self.workspace.own_folder.mkdir(exist_ok=True)
        except OSError as error:
            raise InputError(
                f"写不了工作区 {self.workspace.root}：{error.strerror or error}", "请检查文件夹的权限"
            ) from error

    @contextmanager
    def _library(self) -> Iterator[Library]:
        from wengao.corpus.library import Library

        self._make_own_folder()
        with Library(self.workspace.library_file) as library:
            yield library

    def _search(self, library: Library) -> PassageSearch:
        from wengao.search.service import PassageSearch

        return PassageSearch(library, self.workspace.index_folder)

    def _candidates(
        self, search: PassageSearch, draft: Draft, need: SectionNeed, *, limit: int, kind: str | None
    ) -> SearchResult:
        """Passages for a section, those of its role first: its headings and the topic make the query."""
        from wengao.search.service import SearchContext

        context = SearchContext(
            role=need.role,
            genre=need.genre or None,
            used=frozenset(note.passage_id for note in source_notes(draft)),
        )
        words = _plain_query(" ".join((*need.path, need.topic)))
        anywhere = search.search(words, limit=limit, kind=kind, context=context)
        if need.role is None:
            return anywhere
        of_role = search.search(words, role=need.role, limit=limit, kind=kind, context=context)
        found = {hit.passage.id for hit in of_role.hits}
        others = tuple(hit for hit in anywhere.hits if hit.passage.id not in found)
        return replace(
            of_role,
            total=anywhere.total,
            took_ms=of_role.took_ms + anywhere.took_ms,
            hits=(*of_role.hits, *others)[:limit],
        )

    def _review_settings(self) -> ReviewSettings:
        """The unit's own names under the rule file that it names in wengao.toml."""
        from wengao.review.settings import Own, ReviewSettings

        unit, file = self.workspace.settings.unit, self.workspace.settings.review.file
        settings = ReviewSettings()
        if file:
            from wengao.review.unit_file import load_review_settings

            settings = load_review_settings(self.workspace.root / file)
        if settings.own != Own():
            return settings
        people = (unit.leader,) if unit.leader else ()
        return replace(settings, own=Own(regions=unit.regions, units=unit.names, people=people))

    @contextmanager
    def _reading_lock(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        self._make_own_folder()
        lock = FileLock(self.workspace.reading_lock_file, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise WorkspaceBusyError(
                f"另一个 wengao 正在读取这个工作区的语料（{self.workspace.root}）", "请等它结束后再试"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _make_own_folder(self) -> None:
        try:
            self.workspace.own_folder.mkdir(exist_ok=True)
        except OSError as error:
            raise InputError(
                f"写不了工作区 {self.workspace.root}：{error.strerror or error}", "请检查文件夹的权限"
            ) from error

    @contextmanager
    def _library(self) -> Iterator[Library]:
        from wengao.corpus.library import Library

        self._make_own_folder()
        with Library(self.workspace.library_file) as library:
            yield library

    def _search(self, library: Library) -> PassageSearch:
        from wengao.search.service import PassageSearch

        return PassageSearch(library, self.workspace.index_folder)

    def _candidates(
        self, search: PassageSearch, draft: Draft, need: SectionNeed, *, limit: int, kind: str | None
    ) -> SearchResult:
        """Passages for a section, best first: its headings and the topic make the query, its role and genre the weights."""
        from wengao.search.service import SearchContext

        context = SearchContext(
            role=need.role,
            genre=need.genre or None,
            used=frozenset(note.passage_id for note in source_notes(draft)),
        )
        words = " ".join((*need.path, need.topic))
        return search.search(_plain_query(words), limit=limit, kind=kind, context=context)

    def _metadata(self, draft: Draft) -> DraftMetadata:
        """The draft's metadata, or empty ones where its front matter is broken: reading on is better than refusing."""
        try:
            return read_front_matter(draft.front)
        except DraftFormatError:
            return DraftMetadata()

    def _made(self, stored: StoredDraft) -> datetime.datetime:
        """The time an exported file says it was made: its draft's, so that the same draft gives the same bytes."""
        return _moment(_modified(stored.path)) if stored.path.exists() else self._clock()

    def _with_defaults(self, values: Mapping[str, str]) -> dict[str, str]:
        leader = self.workspace.settings.unit.leader
        return {**({"speaker": leader} if leader else {}), **values}

    def _summary(self, file: Path) -> DraftSummary:
        modified = _moment(_modified(file))
        try:
            draft = open_draft(file).draft
            metadata = read_front_matter(draft.front)
        except WengaoError as error:
            return DraftSummary(file, file.stem, "", modified, 0, 0, error.message)
        text = draft.prose
        return DraftSummary(
            file,
            draft.title or file.stem,
            metadata.genre,
            modified,
            count_characters(text),
            len(find_slots(text)),
        )


def _passage(library: Library, passage_id: str) -> tuple[Passage, Document]:
    passage = library.passage(passage_id)
    return passage, library.document(passage.document_id)


def _topic(draft: Draft, metadata: DraftMetadata) -> str:
    return str(metadata.fields.get("topic") or draft.title)


def _plain_query(words: str) -> str:
    """Headings and topic as a query without operators: marks that the query language knows become spaces."""
    return " ".join("".join(" " if char in '"“”：:-－—' else char for char in words).split())


def _moment(timestamp: float) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC).astimezone()


def _modified(file: Path) -> float:
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0


def _corpus_texts(library: Library) -> Iterator[CorpusText]:
    titles = {document.id: document.title for document in library.documents()}
    for passage in library.passages():
        if passage.kind == "paragraph":
            yield CorpusText(
                passage.document_id, titles[passage.document_id], passage.place, passage.id, passage.text
            )
