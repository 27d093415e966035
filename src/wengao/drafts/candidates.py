"""The passages that are looked at for a section, through several doors: what no door lets in cannot be chosen.

The heading with the topic and without it; what the template says of the section (提示); paragraphs of the same aim
(用意) in documents of the draft's family; all of the documents on the draft's own topic.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.fit import asked_aims, topic_share
from wengao.language.aims import without_topic
from wengao.language.genres import genres, serves
from wengao.language.roles import are_near
from wengao.language.topics import topic_of_title
from wengao.search.query import plain_query
from wengao.search.service import SearchContext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.drafts.fit import SectionNeed
    from wengao.library import Library
    from wengao.reading.models import Document, Passage
    from wengao.search.results import SearchResult
    from wengao.search.service import PassageSearch

_OF_WORDS = 24
_OF_HEADING = 16
_OF_HINT = 12
_OF_AIM = 40
_SAME_TOPIC = 3
"""How many passages each door lets in, and how many documents on the draft's topic are read whole: beyond that nothing
on the judged sections got better, and the estimate of each passage costs time."""

_LONGEST = 3_000
"""Characters of the longest paragraph that is looked at; a section is never that long, and comparing takes its square."""

_LONGEST_QUERY = 300
"""Characters of headings and hint that make a query: templates have half of it, and a longer one finds nothing more."""

_ON_TOPIC = 0.6
"""The share of the topic's pairs of characters that the title of a document on the same topic names."""

_WRITTEN = "paragraph"


class Candidates:
    """The candidates for the sections of one draft over an open library; what the sections share is found once.

    used: ids of passages that the draft holds already. withheld: ids that are not to be offered. like: id of the
    document that the draft follows section by section (照旧稿); all of it is then among the candidates of each section.
    away: why a shared corpus was left out, in Chinese; empty where it was not.
    """

    def __init__(
        self,
        library: Library,
        search: PassageSearch,
        *,
        used: frozenset[str] = frozenset(),
        withheld: frozenset[str] = frozenset(),
        like: str = "",
    ) -> None:
        self._library = library
        self._search = search
        self._left_out = used | withheld
        self._documents = {document.id: document for document in search.documents().values()}
        self._like = tuple(library.passages(like, kind=_WRITTEN)) if like else ()
        self.away = ""
        self._same_topic: dict[tuple[str, str], tuple[Passage, ...]] = {}

    def of(self, need: SectionNeed) -> tuple[tuple[Passage, Document], ...]:
        """The paragraphs to be looked at for a section, each once."""
        found: dict[str, Passage] = {}
        for passage in self._through_all_doors(need):
            if (
                passage.id not in self._left_out
                and passage.document_id in self._documents
                and len(passage.text) <= _LONGEST
            ):
                found.setdefault(passage.id, passage)
        return tuple((passage, self._documents[passage.document_id]) for passage in found.values())

    def _through_all_doors(self, need: SectionNeed) -> Iterator[Passage]:
        context = SearchContext(role=need.role, genre=need.genre or None, gathering=True)
        yield from self._like
        yield from self._found(" ".join((*need.path, need.topic)), _OF_WORDS, context)
        yield from self._found(without_topic(need.heading, need.topic), _OF_HEADING, context, role=need.role)
        yield from self._found(need.hint, _OF_HINT, context, role=need.role)
        yield from self._of_aims(need)
        yield from self._on_topic(need)
        yield from self._titled(need, context)

    def _found(
        self, words: str, most: int, context: SearchContext, *, role: str | None = None
    ) -> Iterator[Passage]:
        query = plain_query(words[:_LONGEST_QUERY].replace("〇", " "))
        if query:
            yield from self._answered(
                self._search.search(query, role=role, kind=_WRITTEN, limit=most, context=context, plain=True)
            )

    def _answered(self, result: SearchResult) -> Iterator[Passage]:
        """The passages of a result; a shared corpus is not listed: its documents come with what it answers."""
        self.away = self.away or result.away
        for hit in result.hits:
            self._documents.setdefault(hit.document.id, hit.document)
            yield hit.passage

    def _of_aims(self, need: SectionNeed) -> Iterator[Passage]:
        kin = [genre.name for genre in genres() if serves(genre.name, need.genre)]
        ids = self._library.paragraphs_of_aims(asked_aims(need), kin or [need.genre], _OF_AIM)
        passages = self._library.passages_with_ids(ids)
        yield from (passages[passage_id] for passage_id in ids if passage_id in passages)

    def _on_topic(self, need: SectionNeed) -> Iterator[Passage]:
        for passage in self._of_same_topic(need.topic, need.genre):
            if need.role is None or passage.role == need.role or are_near(need.role, passage.role or ""):
                yield passage

    def _titled(self, need: SectionNeed, context: SearchContext) -> Iterator[Passage]:
        """Of a shared corpus, in place of its documents on the topic: what stands in documents titled so."""
        if self._search.is_shared and need.topic:
            topic = plain_query(need.topic).replace(" ", "")
            query = f"{plain_query(need.heading[:_LONGEST_QUERY])} 标题:{topic}"
            yield from self._answered(
                self._search.search(
                    query, role=need.role, kind=_WRITTEN, limit=_OF_HEADING, context=context, plain=True
                )
            )

    def _of_same_topic(self, topic: str, genre: str) -> tuple[Passage, ...]:
        """The paragraphs of the newest documents of the draft's family on its topic: 去年同题稿."""
        if (topic, genre) not in self._same_topic:
            kin = [
                document
                for document in self._documents.values()
                if serves(document.genre, genre) and on_topic(topic, document)
            ]
            kin.sort(key=lambda document: document.date or "", reverse=True)
            self._same_topic[topic, genre] = tuple(
                passage
                for document in kin[:_SAME_TOPIC]
                for passage in self._library.passages(document.id, kind=_WRITTEN)
            )
        return self._same_topic[topic, genre]


def on_topic(topic: str, document: Document) -> bool:
    """Whether a document's title says that it is about a topic."""
    return bool(topic) and topic_share(topic, topic_of_title(document.title) or document.title) >= _ON_TOPIC
