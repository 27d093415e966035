"""Drafts: listed, opened, saved, changed, and where their text came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.base import modified, moment, passage_and_document
from wengao.desk.history_operations import HistoryOperations
from wengao.desk.values import DraftStatistics, DraftSummary, ImportedDraft
from wengao.drafts.editing import Insertion, insert_passage
from wengao.drafts.front_matter import read_front_matter
from wengao.drafts.reuse import CorpusText, ReuseReport, reuse_report
from wengao.drafts.store import StoredDraft, file_name, free_path, open_draft
from wengao.errors import WengaoError
from wengao.prose.sentences import count_characters
from wengao.prose.slots import find_slots
from wengao.prose.spoken import minutes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wengao.corpus.library import Library
    from wengao.drafts.model import Draft


class DraftOperations(HistoryOperations):
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

    def insert(self, draft: Draft, index: int, passage_id: str, offset: int | None = None) -> Insertion:
        """Put a passage into a part of a draft with its source note; see drafts.editing.insert_passage."""
        with self._library() as library:
            passage, document = passage_and_document(library, passage_id)
        return insert_passage(draft, index, passage, document, offset=offset)

    def sources(self, draft: Draft) -> ReuseReport:
        """What of the draft stands in the corpus too, and its source notes."""
        with self._library() as library:
            return reuse_report(draft, _corpus_texts(library))

    def import_document(self, source: Path, path: Path | None = None) -> ImportedDraft:
        """Turn an old document into a draft, saved at `path` or in the drafts folder, and list what is to be renewed."""
        from wengao.corpus.reading import read_document
        from wengao.drafts.importing import draft_of_document, facts_of

        document = read_document(source, self.workspace.shown(source)).document
        draft = draft_of_document(document)
        target = path or free_path(self.workspace.drafts_folder / f"{file_name(document.title)}.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        stored = self.save(StoredDraft(target, draft))
        return ImportedDraft(stored, document, facts_of(draft))

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


def _corpus_texts(library: Library) -> Iterator[CorpusText]:
    titles = {document.id: document.title for document in library.documents()}
    for passage in library.passages():
        if passage.kind == "paragraph":
            yield CorpusText(
                passage.document_id, titles[passage.document_id], passage.place, passage.id, passage.text
            )
