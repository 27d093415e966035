"""Drafts: listed, opened, saved, changed, and where their text came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.base import modified, moment, passage_and_document
from wengao.desk.history_operations import HistoryOperations
from wengao.desk.values import DraftStatistics, DraftSummary, ImportedDraft
from wengao.drafts.comparing import Comparison, compare
from wengao.drafts.editing import Insertion, insert_passage
from wengao.drafts.exempt import read_set_phrases, set_phrases
from wengao.drafts.facts import facts_of
from wengao.drafts.length import LengthReport, length_report
from wengao.drafts.refresh import Decision, RefreshItem, decide, refresh_items, start_refresh, unconfirmed
from wengao.drafts.relations import relations_of
from wengao.drafts.reuse import Bands, CorpusText, ReuseReport, reuse_report
from wengao.drafts.slotting import with_slots
from wengao.drafts.sources import source_notes
from wengao.drafts.store import StoredDraft, file_name, free_path, open_draft
from wengao.errors import WengaoError
from wengao.markup.front_matter import read_front_matter
from wengao.prose.sentences import count_characters
from wengao.prose.slots import find_slots
from wengao.prose.spoken import minutes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wengao.corpus.models import Document
    from wengao.drafts.model import Draft

_SHORTEST_SETTING = 5
"""Runs shorter than this are words, whatever the settings say."""


class DraftOperations(HistoryOperations, with_mistakes=True):
    """Operations on drafts."""

    def drafts(self) -> tuple[DraftSummary, ...]:
        """The drafts of the workspace, the one changed last first; one that cannot be read says why."""
        folder = self.workspace.drafts_folder
        files = sorted(folder.rglob("*.md"), key=modified, reverse=True) if folder.is_dir() else []
        return tuple(self._summary(file) for file in files if not file.name.startswith("."))

    def statistics(self, draft: Draft) -> DraftStatistics:
        """Length, spoken minutes and slots of a draft."""
        text = draft.prose
        return DraftStatistics(
            count_characters(text), minutes(text, self.workspace.settings.drafts.rate), len(find_slots(text))
        )

    def lengths(self, draft: Draft) -> LengthReport:
        """Length, minutes and share of each section against its goal, slots left, promises kept."""
        return length_report(draft, rate=self.workspace.settings.drafts.rate)

    def compare(self, paths: Sequence[Path]) -> Comparison:
        """Drafts (.md) and documents (anything the corpus can read) side by side by role.

        Raises UnreadableFileError for a file that is neither.
        """
        return compare([self._draft_or_document(path) for path in paths])

    def insert(
        self, draft: Draft, index: int, passage_id: str, offset: int | None = None, *, slots: bool = False
    ) -> Insertion:
        """Put a passage into a part of a draft with its source note; see drafts.editing.insert_passage.

        slots: whether its figures, dates, years, places and people become slots.
        """
        with self._library() as library:
            passage, document = passage_and_document(library, passage_id)
        text = with_slots(passage.text, own=self.own_facts(draft)).text if slots else ""
        return insert_passage(draft, index, passage, document, offset=offset, text=text)

    def sources(self, draft: Draft) -> ReuseReport:
        """What of the draft stands in the corpus too, and its source notes, counted as [sources] of the settings says."""
        settings = self.workspace.settings.sources
        metadata = self._metadata(draft)
        speaker = str(metadata.fields.get("speaker") or self.workspace.settings.unit.leader)
        with self._library() as library:
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
        settings = self.workspace.settings
        own = settings.sources.phrases
        written = read_set_phrases(self.workspace.root / own) if own else ()
        return (*set_phrases(), *written, *settings.unit.names)

    def import_document(
        self, source: Path, path: Path | None = None, *, original: Path | None = None
    ) -> ImportedDraft:
        """Turn an old document into a draft, saved at `path` or in the drafts folder, every fact of it to be renewed.

        A Word file that was exported from a draft of the workspace (`original`, or the one of its name or title) becomes
        that draft with what was changed in Word, under a name of its own.
        """
        from wengao.drafts.importing import draft_of_document

        document = self._foreign.document(source, self.workspace.shown(source))
        own = self._foreign.is_own_export(source)
        if own and (home := original or self._original_of(source)) is not None:
            return self._brought_home(source, home, path, document)
        draft = (
            start_refresh(self._foreign.word_read_anew(source))
            if own
            else start_refresh(draft_of_document(document))
        )
        target = path or free_path(self.workspace.drafts_folder / f"{file_name(document.title)}.md")
        self._make_folder_of(target)
        stored = self.save(StoredDraft(target, draft))
        return ImportedDraft(stored, document, facts_of(draft))

    def _original_of(self, source: Path) -> Path | None:
        return self._foreign.original_of(
            source, [summary.path for summary in self.drafts() if not summary.problem]
        )

    def _brought_home(
        self, source: Path, original: Path, path: Path | None, document: Document
    ) -> ImportedDraft:
        from wengao.desk.returned_word import RETURNED_MARK

        merged = self._foreign.brought_home(source, open_draft(original).draft)
        target = path or free_path(original, RETURNED_MARK)
        stored = self.save(StoredDraft(target, merged.draft))
        return ImportedDraft(stored, document, (), original, merged.changes)

    def refresh_list(self, draft: Draft) -> tuple[RefreshItem, ...]:
        """Every fact of a draft with its number, and whether it is still to be confirmed, replaced or made a slot."""
        return refresh_items(draft)

    def refresh(self, draft: Draft, decisions: Mapping[int, Decision]) -> Draft:
        """The draft with decisions on its facts carried out, by number; see drafts.refresh.decide. Not saved yet."""
        return decide(draft, decisions)

    def unconfirmed(self, draft: Draft) -> tuple[RefreshItem, ...]:
        """The facts of an imported draft that are still open: what is told before it is exported."""
        return unconfirmed(draft)

    def _draft_or_document(self, path: Path) -> Draft:
        """A draft as it stands; a document as the draft it would be imported as."""
        if path.suffix.lower() == ".md":
            draft = self.open(path).draft
            if draft.parts:
                return draft
        from wengao.drafts.importing import draft_of_document

        return draft_of_document(self._foreign.document(path, self.workspace.shown(path)))

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
