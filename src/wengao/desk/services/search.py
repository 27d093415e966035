"""Searching the corpus, passages for the section being written, and what a drafter remembers of passages.

Loads nothing of drafts before it is asked for a draft's own: `wengao search` is called often and waited for.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.desk.context import readable_metadata
from wengao.desk.names import genre_name, kind_id, role_id, year_range
from wengao.desk.unit_language import even_with_mistakes, spoken
from wengao.desk.values import PassageMarks
from wengao.errors import UsageError
from wengao.files.decoding import read_utf8
from wengao.files.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.context import DeskContext
    from wengao.drafts.filling import Filling, Written
    from wengao.drafts.fit import SectionNeed
    from wengao.drafts.model import Draft
    from wengao.library import Library
    from wengao.library.associations import Associations
    from wengao.reading.models import Document, Passage
    from wengao.search.service import PassageSearch, SearchResult

_WITHHELD_FILE = "withheld.txt"


@spoken()
class SearchService:
    """Operations that find passages, and mark them; none of them changes the corpus or its index."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context
        self._associations: tuple[tuple[object, ...], Associations] | None = None

    def find(
        self,
        query: str,
        *,
        role: str | None = None,
        genre: str | None = None,
        kind: str | None = None,
        year: str | None = None,
        limit: int = 20,
        plain: bool | None = None,
    ) -> SearchResult:
        """Search the corpus; role, genre and kind as the drafter writes them, year as 2024, 2023-2025, 2024-.

        plain: whether the words are looked for only as they are written (see search.understanding); None for the
        workspace's own choice.
        """
        role, genre, kind, years = role_id(role), genre_name(genre), kind_id(kind), year_range(year)
        as_written = self._context.workspace.settings.search.words == "plain" if plain is None else plain
        with self._context.search() as search:
            return self._told(
                search.search(
                    query, role=role, genre=genre, kind=kind, year=years, limit=limit, plain=as_written
                )
            )

    def _told(self, result: SearchResult) -> SearchResult:
        """The result; where the office's corpus did not answer, that is said once."""
        self._context.tell_away(result.away)
        return result

    def similar(self, passage_id: str, *, limit: int = 20) -> SearchResult:
        """Passages that say much the same as one, by its id or the unique beginning of one.

        Raises UsageError where no passage has it, or several have.
        """
        with self._context.library() as library:
            search = self._context.search_over(library)
            search.synchronise()
            passage, _ = self._context.passage_and_document(library, passage_id)
            return self._told(search.like(passage, limit=limit))

    def references(
        self, draft: Draft, index: int, *, limit: int = 12, kind: str | None = "paragraph"
    ) -> SearchResult:
        """Passages for the part of `draft` at `index`, those that fit best first.

        Passages that are not to be offered again (不再推荐) are passed over, and one that fits a sibling section clearly
        better goes down. kind: of passage; where it is none that fills a section (句, 标题 …) the heading, the topic and
        the role make a search.
        """
        return self.references_of(draft, (index,), limit=limit, kind=kind)[index]

    def references_of(
        self, draft: Draft, indices: Sequence[int], *, limit: int = 12, kind: str | None = "paragraph"
    ) -> dict[int, SearchResult]:
        """Passages for several parts of a draft, by the part's index; see `references`."""
        about = self.about(draft)
        with self._context.library() as library, self._context.search() as search:
            if kind != "paragraph":
                from wengao.drafts.filling import section_needs

                needs = section_needs(draft, indices, about)
                return {
                    index: self._searched(search, draft, need, limit, kind) for index, need in needs.items()
                }
            from wengao.drafts.candidates import Candidates
            from wengao.drafts.choosing import references_for

            candidates = Candidates(library, search, withheld=self._withheld())
            found = {index: references_for(draft, index, about, candidates, limit) for index in indices}
            self._context.tell_away(candidates.away)
            return found

    def fill(
        self,
        draft: Draft,
        section: int | None = None,
        per_section: int | None = None,
        *,
        slots: bool = False,
        as_is: bool = False,
        length: int | None = None,
        strictness: str = "",
        like: str = "",
    ) -> Filling:
        """Fill the empty sections of a draft with passages that belong there; nothing is saved.

        Passages that are not to be offered again (不再推荐) are passed over.
        Each is made to speak of the draft's own occasion (see drafts.moulds), unless as_is, or slots: then its figures,
        dates, years, places and people become slots that keep nothing.
        per_section: passages at most; None for as many as the goals ask for. length: 字 the whole draft is to reach; None
        for the goals of its sections. strictness: 严, 中 or 宽; empty for the workspace's own. like: id of a document that
        is followed section by section. Raises UsageError for a wrong section or strictness.
        """
        from wengao.drafts.candidates import Candidates
        from wengao.drafts.filling import STRICTNESS, FillOptions, fill_draft

        strictness = strictness or self._context.workspace.settings.drafts.strictness
        if strictness not in STRICTNESS:
            raise UsageError(f"没有“{strictness}”这一档", f"可以写：{'、'.join(STRICTNESS)}")
        written = self._written(draft, slots=slots, as_is=as_is)
        with self._context.library() as library, self._context.search() as search:
            followed = self._document_like(library, like).id if like else ""
            options = FillOptions(per_section, written, as_is, length, strictness, followed)
            candidates = Candidates(
                library, search, used=_used(draft), withheld=self._withheld(), like=followed
            )
            try:
                filling = fill_draft(
                    draft, candidates.of, self.about(draft), section=section, options=options
                )
            except IndexError as error:
                count = sum(1 for part in draft.parts if part.level > 1)
                raise UsageError(
                    f"没有第 {section} 部分", f"这篇文稿有 {count} 个标题，请写 1 到 {count}"
                ) from error
            self._context.tell_away(candidates.away)
            return filling

    def put_in(
        self,
        draft: Draft,
        section: int,
        chosen: Sequence[tuple[str, int | None]],
        *,
        joined: bool = False,
        slots: bool = False,
        as_is: bool = False,
    ) -> tuple[Draft, tuple[str, ...]]:
        """The draft with chosen passages behind what a section holds, each with its note, and the texts as they went in.

        section: number of the heading, from 1. chosen: each passage's id, and the number of the sentence of it that goes in
        (from 1), or None for all of it. joined: they become one paragraph, 一是……；二是……；of a passage without a number
        then the sentence that matters most for the section. slots, as_is: as for `fill`. Nothing is saved. Raises
        UsageError for a wrong section, passage or sentence, and for too many joined.
        """
        from wengao.drafts.editing import insert_joined, insert_passage
        from wengao.drafts.filling import section_need
        from wengao.drafts.joining import MOST
        from wengao.drafts.joining import joined as as_items
        from wengao.drafts.outline import section_indices

        if joined and len(chosen) > MOST:
            raise UsageError(f"选了 {len(chosen)} 句，合不成一段", f"一段最多合 {MOST} 句，请去掉几句")
        [index] = section_indices(draft, section)
        need = section_need(draft, index, self.about(draft)) if joined else None
        written = self._written(draft, slots=slots, as_is=as_is)
        with self._context.library() as library:
            found = []
            for passage_id, number in chosen:
                whole, document = self._context.passage_and_document(library, passage_id)
                passage = _sentence_of(whole, number, need)
                found.append((passage, document, written(passage, document).text))
        if joined:
            texts = as_items([text for _, _, text in found])
            items = [(*one[:2], text) for one, text in zip(found, texts, strict=True)]
            insertion = insert_joined(draft, index, items)
            return insertion.draft, (insertion.text,)
        inserted = []
        for passage, document, text in found:
            insertion = insert_passage(draft, index, passage, document, text=text)
            draft = insertion.draft
            inserted.append(insertion.text)
        return draft, tuple(inserted)

    def from_samples(self, filling: Filling) -> tuple[str, ...]:
        """The titles of the shipped samples that passages of a filling come from, where the corpus holds documents beside
        them: what was written to show the desk does not belong into real work."""
        from wengao.desk.samples import sample_paths

        samples = sample_paths(self._context.workspace)
        used = {
            document.path: document.title
            for section in filling.filled
            for _, document in section.passages
            if document.path in samples and document.origin == "own"
        }
        if not used:
            return ()
        with self._context.library() as library:
            own = any(document.path not in samples for document in library.documents())
        return tuple(used.values()) if own else ()

    def last_time(self, draft: Draft) -> Document | None:
        """The newest document of the draft's own genre on its own topic (去年同题稿), which `fill` can follow; or None."""
        from wengao.drafts.candidates import on_topic

        about = self.about(draft)
        with self._context.library() as library:
            same = [
                document
                for document in library.documents()
                if document.genre == about.genre and on_topic(about.topic, document)
            ]
        return max(same, key=lambda document: document.date or "", default=None)

    def _document_like(self, library: Library, wanted: str) -> Document:
        """The document that a drafter names by file, title or the beginning of its id. Raises UsageError for none."""
        shown = self._context.workspace.shown(Path(wanted))
        for document in library.documents():
            if wanted in (document.title, document.path) or shown == document.path:
                return document
        return library.document(wanted)

    def _written(self, draft: Draft, *, slots: bool, as_is: bool) -> Written:
        """How passages go into a draft."""
        from wengao.drafts.filling import as_it_stands
        from wengao.drafts.moulds import Moulded, mould, with_slots

        if as_is:
            return as_it_stands
        if slots:
            own = self._context.own_facts(draft)

            def slotted(passage: Passage, _document: Document) -> Moulded:
                made = with_slots(passage.text, own=own)
                return Moulded(made.text, (), made.facts)

            return slotted
        occasion = self._context.occasion(draft)
        return lambda passage, document: mould(passage.text, document, occasion)

    def about(self, draft: Draft) -> SectionNeed:
        """What holds for every section of a draft: topic, genre, level, year, what the corpus puts under its headings."""
        from wengao.drafts.fit import SectionNeed
        from wengao.language.aims import without_topic

        occasion = self._context.occasion(draft)
        topic, genre = occasion.topic, readable_metadata(draft).genre
        headings = tuple(without_topic(part.heading, topic) for part in draft.parts if part.heading)
        return SectionNeed(
            -1,
            (),
            None,
            None,
            topic,
            genre,
            level=occasion.level,
            year=occasion.year,
            associations=self._associations_of(headings),
        )

    def _associations_of(self, headings: tuple[str, ...]) -> Associations:
        """What the corpus puts under headings; the same value for the same headings, as what is told of it is kept by it."""
        with self._context.library() as library:
            state = (library.identity, library.associations.learned_at, headings)
            if self._associations is None or self._associations[0] != state:
                self._associations = (state, library.associations_of(headings))
            return self._associations[1]

    def _searched(
        self, search: PassageSearch, draft: Draft, need: SectionNeed, limit: int, kind: str | None
    ) -> SearchResult:
        """Passages of a kind that fills no section, by search: headings, topic and role make the query."""
        from wengao.search.query import plain_query
        from wengao.search.service import SearchContext

        context = SearchContext(role=need.role, genre=need.genre or None, used=_used(draft))
        words = plain_query(" ".join((*need.path[-1:], need.topic)))
        anywhere = search.search(words, limit=limit, kind=kind, context=context, plain=True)
        if need.role is None:
            return anywhere
        of_role = search.search(words, role=need.role, limit=limit, kind=kind, context=context, plain=True)
        found = {hit.passage.id for hit in of_role.hits}
        others = tuple(hit for hit in anywhere.hits if hit.passage.id not in found)
        return replace(
            of_role,
            total=anywhere.total,
            took_ms=of_role.took_ms + anywhere.took_ms,
            hits=(*of_role.hits, *others)[:limit],
        )

    @even_with_mistakes
    def marks(self) -> PassageMarks:
        """What is remembered of the passages of this workspace."""
        with self._context.library() as library:
            return PassageMarks(library.starred(), library.additions.use_counts(), self._withheld())

    @even_with_mistakes
    def star(self, passage_id: str, *, starred: bool = True) -> None:
        """Star a passage, or take its star away."""
        with self._context.library() as library:
            (library.additions.star if starred else library.additions.unstar)(passage_id)

    @even_with_mistakes
    def star_sentence(self, passage_id: str, span: tuple[int, int]) -> bool:
        """Star a sentence of a passage (金句), or take its star away; returns whether it has one now.

        span: [start, end) of it in the passage. A passage of one sentence is starred itself.
        """
        with self._context.library() as library:
            passage = library.passage(passage_id)
            sentence = passage.text[slice(*span)].strip()
            own = (
                one for one in library.passages(passage.document_id, kind="sentence") if one.text == sentence
            )
            starred = next((one for one in own if one.paragraph == passage.paragraph), passage).id
            known = starred in library.starred()
            (library.additions.unstar if known else library.additions.star)(starred)
        return not known

    @even_with_mistakes
    def starred(self) -> SearchResult:
        """What the drafter has starred (收藏、金句), of the newest documents first; what is away is left out."""
        from wengao.search.results import SearchHit, SearchResult

        with self._context.library() as library:
            passages = library.passages_with_ids(library.starred())
            documents = {one.id: one for one in library.documents()}
        hits = [
            SearchHit(passage, documents[passage.document_id], 1.0, (), 0, {})
            for passage in passages.values()
            if passage.document_id in documents
        ]
        hits.sort(key=lambda hit: (hit.document.id, hit.passage.ordinal))
        hits.sort(key=lambda hit: hit.document.date or "", reverse=True)
        return SearchResult("", len(hits), 0.0, tuple(hits))

    @even_with_mistakes
    def withhold(self, passage_id: str, *, withheld: bool = True) -> None:
        """Offer a passage no more, or offer it again; a search still finds it. Raises InputError where the disk refuses."""
        kept = self._withheld() - {passage_id}
        ids = sorted(kept | {passage_id} if withheld else kept)
        self._context.make_own_folder()
        write_file(
            self._withheld_file,
            "".join(f"{one}\n" for one in ids).encode(),
            below=self._context.workspace.root,
        )

    @even_with_mistakes
    def count_use(self, passage_id: str) -> None:
        """Note that a passage was inserted into a draft."""
        with self._context.library() as library:
            library.additions.count_use(passage_id)

    @property
    def _withheld_file(self) -> Path:
        return self._context.workspace.own_folder / _WITHHELD_FILE

    def _withheld(self) -> frozenset[str]:
        try:
            return frozenset(read_utf8(self._withheld_file).split())
        except FileNotFoundError:
            return frozenset()


def _used(draft: Draft) -> frozenset[str]:
    from wengao.drafts.sources import source_notes

    return frozenset(note.passage_id for note in source_notes(draft))


def _sentence_of(passage: Passage, number: int | None, need: SectionNeed | None) -> Passage:
    """A sentence of a passage as one of its own; without a number all of it, or what matters most for `need`."""
    from wengao.language.sentences import sentences

    if number is None:
        if need is None:
            return passage
        from wengao.drafts.fit import telling_sentence

        start, end = telling_sentence(need, passage.text)
    else:
        spans = [(span.start, span.end) for span in sentences(passage.text)] or [(0, len(passage.text))]
        if not 1 <= number <= len(spans):
            raise UsageError(
                f"语段 {passage.id} 没有第 {number} 句", f"它有 {len(spans)} 句，请写 1 到 {len(spans)}"
            )
        start, end = spans[number - 1]
    return replace(passage, kind="sentence", text=passage.text[start:end])
