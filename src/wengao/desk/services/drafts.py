"""Drafts: listed, opened, saved, changed, and where their text came from."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from wengao.desk.context import modified, moment, readable_metadata
from wengao.desk.unit_language import spoken
from wengao.desk.values import DraftStatistics, DraftSummary, ImportedDraft, ReturnedWord
from wengao.drafts.comparing import Comparison, compare
from wengao.drafts.editing import Insertion, insert_joined, insert_passage, noted_text, with_wording
from wengao.drafts.exempt import read_set_phrases, set_phrases
from wengao.drafts.facts import facts_of
from wengao.drafts.joining import MOST, joined
from wengao.drafts.length import LengthReport, length_report
from wengao.drafts.lock import DraftLock
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft
from wengao.drafts.moulds import with_slots
from wengao.drafts.outline import unread_parts
from wengao.drafts.refresh import start_refresh
from wengao.drafts.relations import relations_of
from wengao.drafts.reuse import Bands, CorpusText, ReuseReport, reuse_report
from wengao.drafts.sources import source_notes
from wengao.drafts.store import StoredDraft, file_name, free_path, named, open_draft, save_beside, save_draft
from wengao.errors import DraftAwayError, InputError, UnreadableFileError, UsageError, WengaoError
from wengao.files.folders import is_link
from wengao.files.regular import is_file
from wengao.files.text_form import form_holding, holds_unread
from wengao.files.writing import name_again, remove_file, sweep_unfinished, write_file
from wengao.language.genres import is_read_out
from wengao.language.head_fields import HEAD_FIELDS
from wengao.language.sentences import count_characters
from wengao.language.slots import find_slots
from wengao.language.spoken import minutes
from wengao.markup.front_matter import read_front_matter
from wengao.reading.report import CleaningReport

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from wengao.desk.context import DeskContext
    from wengao.desk.services.history import HistoryService
    from wengao.reading.models import Document

_OF_ONE_PAPER = frozenset({"doc_number", "signer", "copy_number", "printed_date"})
"""Elements of a head that no two papers share: of an old one they are wrong in a new one."""

_SHORTEST_SETTING = 5
"""Runs shorter than this are words, whatever the settings say."""


def _is_begun(path: Path, new: Path) -> bool:
    """Whether a file has both names already, as after a rename that was stopped.

    Both have to be listed: where a disk takes no notice of case, A.md and a.md are one name of the one file.
    """
    names = {entry.name for entry in path.parent.iterdir()}
    return {path.name, new.name} <= names and not is_link(new) and path.samefile(new)


def _take_old_name_away(path: Path, new: Path) -> None:
    if not remove_file(path):
        raise InputError(
            f"已经有了新的文件名 {new.name}，旧的 {path.name} 删不掉",
            "请检查文件夹的权限，再改一次就接着做完",
        )


@spoken(with_mistakes=True)
class DraftService:
    """Operations on drafts. history: keeps what is saved, and what is not.

    `save` also keeps a version and ends the journal. All may be called from any thread.
    """

    def __init__(self, context: DeskContext, history: HistoryService) -> None:
        self._context = context
        self._history = history

    # Opening and saving

    def open(self, path: Path) -> StoredDraft:
        """The draft at `path`; see drafts.store.open_draft. What the drafter should know of the file is told."""
        stored = open_draft(path)
        for told in stored.told:
            self._context.tell(f"{path}：{told}")
        return stored

    def save(self, stored: StoredDraft, *, overwrite: bool = False) -> StoredDraft:
        """Save a draft, keep it as a version and end its journal; see drafts.store.save_draft.

        What stood in the file before is kept as a version too, so that an overwritten change of somebody else's can be
        brought back. A history that cannot be written is logged and never stands in the way of saving. Raises
        DraftAwayError where the workspace has gone: a disk that is not connected leaves an empty folder in its place.
        """
        self._refuse_gone(stored)
        own = self._history.recorded(stored)
        self._history.keep_file(stored.path)
        saved = save_draft(stored, overwrite=overwrite)
        self._history.remember(saved, own)
        for told in saved.told:
            self._context.tell(f"{saved.path}：{told}")
        return saved

    def save_elsewhere(self, stored: StoredDraft, path: Path) -> StoredDraft:
        """Save a draft in another place, for its own takes nothing; a file that is there is never overwritten."""
        own = self._history.journal(stored).own
        self._context.make_folder_of(path)
        saved = save_draft(replace(stored, path=path.absolute(), fingerprint=""))
        self._history.remember(saved, 0)
        for told in saved.told:
            self._context.tell(f"{saved.path}：{told}")
        journal = self._history.journal(stored)
        newest = journal.newest()
        if newest is not None and newest.number <= own:
            journal.discard()
        return saved

    def save_beside(self, stored: StoredDraft) -> StoredDraft:
        """Save a draft under a name of its own, where its file was changed by somebody else."""
        own = self._history.journal(stored).own
        self._refuse_gone(stored)
        saved = save_beside(stored)
        self._history.remember(saved, 0)
        self._history.journal(stored).settle(write_draft(stored.draft), own)
        return saved

    def restore(self, path: Path, version_id: str) -> StoredDraft:
        """Put a version in the place of the draft's file; what stands there is kept as a version first."""
        text = self._history.version(path, version_id).text
        stored = open_draft(path) if path.exists() else StoredDraft(path, Draft())
        form = stored.form if holds_unread(write_draft(stored.draft)) else form_holding(text, stored.form)
        return self.save(replace(stored, draft=parse_draft(text), form=form))

    # Lock

    def lock(self, path: Path) -> DraftLock:
        """Hold the lock on a draft. Raises DraftLockedError, whose message names the holder, where another does.

        What saves that were killed left beside the draft is cleared away.
        """
        sweep_unfinished(path, self._context.clock().timestamp())
        return DraftLock(path, self._context.clock).acquire()

    def take_over(self, path: Path) -> DraftLock:
        """Hold the lock on a draft whoever held it; the one who did sees `held` turn false and saves beside."""
        return DraftLock(path, self._context.clock).take_over()

    @contextmanager
    def locked(self, path: Path) -> Iterator[DraftLock]:
        """The lock on a draft for as long as one operation takes. Raises as `lock` does."""
        lock = self.lock(path)
        try:
            yield lock
        finally:
            lock.release()

    def rename(self, path: Path, name: str) -> Path:
        """Give a draft's file another name in its folder, its versions along; returns where it lies now.

        name: with or without .md. At every moment the draft is whole under one name or both. Raises UsageError for what is
        no name, InputError where it is taken or the disk refuses, DraftLockedError while somebody writes.
        """
        if path.with_name(named(name, path.suffix)) == path:
            return path
        with self.locked(path):
            new, lock = self.rename_held(path, name)
            lock.release()
        return new

    def rename_held(self, path: Path, name: str) -> tuple[Path, DraftLock]:
        """As `rename`, for whoever holds the lock on the draft; returns the one on its new name too.

        What was stopped half way, so that the file has both names, is gone on with.
        """
        new = path.with_name(named(name, path.suffix))
        if is_link(path):
            raise InputError(f"{path.name} 是链接，没有改名", "请到它指着的地方改名")
        before = open_draft(path).path
        lock = self.lock(new)
        try:
            begun = _is_begun(before, new)
            if not begun:
                self._name_again(before, new)
            try:
                self._history.move(path, new)
            except InputError:
                if not begun:
                    remove_file(new)
                raise
            _take_old_name_away(path, new)
        except BaseException:
            lock.release()
            raise
        return new, lock

    def _name_again(self, path: Path, new: Path) -> None:
        try:
            name_again(path, new)
        except FileExistsError as error:
            raise InputError(f"已经有一篇叫 {new.name}，没有改名", "请换一个名字") from error

    # What is in them

    def summaries(self) -> tuple[DraftSummary, ...]:
        """The drafts of the workspace, the one changed last first; one that cannot be read says why."""
        folder = self._context.workspace.drafts_folder
        files = sorted(folder.rglob("*.md"), key=modified, reverse=True) if folder.is_dir() else []
        return tuple(self._summary(file) for file in files if not file.name.startswith("."))

    def statistics(self, draft: Draft) -> DraftStatistics:
        """Length, spoken minutes and slots of a draft."""
        text = draft.prose
        return DraftStatistics(
            count_characters(text),
            minutes(text, self._context.workspace.settings.drafts.rate),
            len(find_slots(text)),
            len(unread_parts(draft)),
            is_read_out(readable_metadata(draft).genre),
        )

    def lengths(self, draft: Draft) -> LengthReport:
        """Length, minutes and share of each section against its goal, slots left, promises kept."""
        return length_report(draft, rate=self._context.workspace.settings.drafts.rate)

    def compare(self, paths: Sequence[Path]) -> Comparison:
        """Drafts (.md) and documents (anything the corpus can read) side by side by role.

        Raises UnreadableFileError for a file that is neither.
        """
        return compare([self._draft_or_document(path) for path in paths])

    def insert(
        self,
        draft: Draft,
        index: int,
        passage_id: str,
        offset: int | None = None,
        *,
        slots: bool = False,
        span: tuple[int, int] | None = None,
        text: str = "",
    ) -> Insertion:
        """Put a passage into a part of a draft with its source note; see drafts.editing.insert_passage.

        slots: whether its figures, dates, years, places and people become slots. span: only [start, end) of it, which then
        joins the text as a sentence does. text: as it is to go in, where it was made to fit (see drafts.moulds).
        """
        with self._context.library() as library:
            passage, document = self._context.passage_and_document(library, passage_id)
        if span is not None:
            passage = replace(passage, kind="sentence", text=passage.text[slice(*span)])
        if slots:
            text = with_slots(text or passage.text, own=self._context.own_facts(draft)).text
        return insert_passage(draft, index, passage, document, offset=offset, text=text)

    def insert_joined(
        self,
        draft: Draft,
        index: int,
        sentences: Sequence[tuple[str, tuple[int, int]]],
        offset: int | None = None,
    ) -> Insertion:
        """Put sentences of several passages into a part of a draft as one paragraph, 一是……；二是……。, each with its note.

        sentences: the passage's id, and where in it the sentence stands, as [start, end). Raises UsageError for too many.
        """
        if len(sentences) > MOST:
            raise UsageError(f"选了 {len(sentences)} 句，合不成一段", f"一段最多合 {MOST} 句，请去掉几句")
        with self._context.library() as library:
            found = [
                (*self._context.passage_and_document(library, passage_id), span)
                for passage_id, span in sentences
            ]
        texts = joined([passage.text[slice(*span)] for passage, _, span in found])
        items = [
            (replace(passage, kind="sentence", text=passage.text[slice(*span)]), document, text)
            for (passage, document, span), text in zip(found, texts, strict=True)
        ]
        return insert_joined(draft, index, items, offset=offset)

    def original(self, draft: Draft, index: int, offset: int) -> Insertion | None:
        """Put the source's own wording in the place of what stands at an offset in a part's body; see drafts.editing.

        None where no source note stands behind it. Raises UsageError where the corpus has the passage no more.
        """
        noted = noted_text(draft, index, offset)
        if noted is None:
            return None
        with self._context.library() as library:
            passage, _ = self._context.passage_and_document(library, noted.note.passage_id)
        return with_wording(draft, index, noted, passage.text)

    def sources(self, draft: Draft) -> ReuseReport:
        """What of the draft stands in the corpus too, and its source notes, counted as [sources] of the settings says."""
        settings = self._context.workspace.settings.sources
        metadata = readable_metadata(draft)
        speaker = str(metadata.fields.get("speaker") or self._context.workspace.settings.unit.leader)
        with self._context.library() as library:
            documents = library.documents()
            titles = {document.id: document.title for document in documents}
            noted = library.passages_with_ids(note.passage_id for note in source_notes(draft))
            texts = [
                CorpusText(
                    passage.document_id, titles[passage.document_id], passage.place, passage.id, passage.text
                )
                for passage in library.passages(kind="paragraph")
            ]
        return reuse_report(
            draft,
            texts,
            shortest=max(settings.shortest, _SHORTEST_SETTING),
            bands=Bands(settings.moderate / 100, settings.high / 100, settings.long_run),
            phrases=self._set_phrases(),
            originals={passage_id: passage.text for passage_id, passage in noted.items()},
            relations=relations_of(draft.title, speaker, documents),
        )

    def sources_page(self, draft: Draft, report: ReuseReport) -> str:
        """The report of `sources` as an HTML page, the text coloured by source."""
        from wengao.drafts.reuse_page import reuse_page

        return reuse_page(draft, report, phrases=self._set_phrases())

    def _set_phrases(self) -> tuple[str, ...]:
        """The shipped set phrases, the unit's own, and its names: none of them count as reuse."""
        settings = self._context.workspace.settings
        own = settings.sources.phrases
        written = read_set_phrases(self._context.workspace.root / own) if own else ()
        return (*set_phrases(), *written, *settings.unit.unit.all_names)

    def import_document(
        self, source: Path, path: Path | None = None, *, original: Path | None = None
    ) -> ImportedDraft:
        """Turn an old document into a draft, saved at `path` or in the drafts folder, every fact of it to be renewed.

        A Word file that was exported from a draft of the workspace (`original`, or the one of its name or title) becomes
        that draft with what was changed in Word, under a name of its own.
        """
        from wengao.drafts.importing import draft_of_document

        reading = self._context.foreign.reading_of(source, self._context.workspace.shown(source))
        document = reading.document
        own = self._context.foreign.is_own_export(source)
        if own and (home := original or self._original_of(source)) is not None:
            return self._brought_home(source, home, path, document)
        shown = self._context.foreign.word_read_anew(source) if own else None
        draft = start_refresh(shown.draft if shown else draft_of_document(document, reading.notes))
        report = CleaningReport(left_out=shown.left_out) if shown else reading.report
        target = path or free_path(self._context.workspace.drafts_folder / f"{file_name(document.title)}.md")
        self._context.make_folder_of(target)
        if shown:
            draft = self._with_pictures(draft, shown.pictures, target.parent)
        stored = self.save(StoredDraft(target, draft))
        if stale := [
            field.label
            for field in HEAD_FIELDS
            if field.name in _OF_ONE_PAPER & set(readable_metadata(draft).fields)
        ]:
            self._context.tell(f"{'、'.join(stale)}照旧稿读成了版头版记的内容，是旧的，导出前请改")
        return ImportedDraft(stored, document, facts_of(draft), report=report)

    def returned_word(self, source: Path, *, original: Path | None = None) -> ReturnedWord:
        """What was changed in a Word file that was exported from a draft: `original`, or the one of its name or title.

        Nothing is saved. Raises InputError for another Word file, or where the draft is not to be found.
        """
        if not is_file(source):
            raise UnreadableFileError(source, "没有这个文件", "请检查路径")
        if not self._context.foreign.is_own_export(source):
            raise InputError(
                f"{source} 不是从 wengao 导出的 Word 文件", "别处来的 Word 请用 wengao import 变成文稿"
            )
        home = original or self._original_of(source)
        if home is None:
            raise InputError(f"找不到 {source} 是从哪篇文稿导出的", "请用 --original 写明那篇文稿")
        return replace(self.changed_in_word(source, open_draft(home).draft), original=home)

    def changed_in_word(self, source: Path, exported: Draft) -> ReturnedWord:
        """What was changed in the Word file since `exported` went into it. Nothing is saved."""
        merged = self._context.foreign.brought_home(source, exported)
        told = CleaningReport(left_out=merged.left_out).told
        return ReturnedWord(source, None, merged.draft, merged.changes, tuple(told))

    def _with_pictures(self, draft: Draft, pictures: Mapping[str, bytes], folder: Path) -> Draft:
        """The draft, its pictures written beside it; one whose name is taken by another file gets another name."""
        text = write_draft(draft)
        for name, data in pictures.items():
            path = folder / PurePosixPath(name).name
            if not path.exists() or path.read_bytes() != data:
                path = free_path(path)
                write_file(path, data, below=self._context.workspace.trusted_above(path))
            text = text.replace(f"]({name})", f"]({path.name})").replace(f"](<{name}>)", f"](<{path.name}>)")
        return parse_draft(text)

    def _original_of(self, source: Path) -> Path | None:
        return self._context.foreign.original_of(
            source, [summary.path for summary in self.summaries() if not summary.problem]
        )

    def _brought_home(
        self, source: Path, original: Path, path: Path | None, document: Document
    ) -> ImportedDraft:
        from wengao.desk.returned_word import RETURNED_MARK

        merged = self._context.foreign.brought_home(source, open_draft(original).draft)
        target = path or free_path(original, RETURNED_MARK)
        stored = self.save(StoredDraft(target, merged.draft))
        return ImportedDraft(
            stored, document, (), original, merged.changes, CleaningReport(left_out=merged.left_out)
        )

    def _draft_or_document(self, path: Path) -> Draft:
        """A draft as it stands; a document as the draft it would be imported as."""
        if path.suffix.lower() == ".md":
            draft = self.open(path).draft
            if draft.parts:
                return draft
        from wengao.drafts.importing import draft_of_document

        return draft_of_document(self._context.foreign.document(path, self._context.workspace.shown(path)))

    def _summary(self, file: Path) -> DraftSummary:
        changed = moment(modified(file))
        try:
            draft = open_draft(file).draft
            metadata = read_front_matter(draft.front)
        except WengaoError as error:
            return DraftSummary(file, file.stem, "", changed, 0, 0, error.message)
        text = draft.prose
        return DraftSummary(
            file,
            draft.title or file.stem,
            metadata.genre,
            changed,
            count_characters(text),
            len(find_slots(text)),
        )

    def _refuse_gone(self, stored: StoredDraft) -> None:
        if self._context.workspace.holds(stored.path) and not self._context.workspace.is_there:
            raise DraftAwayError(
                f"工作区 {self._context.workspace.root} 找不到了（改名、移走了，或所在的盘没有连上），没有保存",
                "请把它接回原处再保存，或另存到别处",
            )
