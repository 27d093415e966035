"""The words of the corpus (用词): which are common, which the unit has of its own, which stand beside which."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wengao.desk.unit_language import even_with_mistakes, spoken
from wengao.desk.values import CorpusWord
from wengao.errors import UsageError

if TYPE_CHECKING:
    from wengao.desk.context import DeskContext
    from wengao.search.analysis import Analyser
    from wengao.search.collocations import Collocation


@spoken()
class WordService:
    """Operations on words; 用词.txt in the workspace keeps those of its own."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def commonest(self, limit: int) -> tuple[tuple[str, int], ...]:
        """The commonest words of two characters or more in the corpus, with their counts."""
        from wengao.search.words import count_words

        return tuple(count_words(self._texts(), self._analyser()).most_common(limit))

    def listed(self, limit: int) -> tuple[CorpusWord, ...]:
        """The words of 用词.txt, those struck out among them, and then at most `limit` others, commonest first."""
        from wengao.search.analysis import fold, official_terms
        from wengao.search.own_words import own_words

        counted = dict(self.commonest(limit))
        own = own_words(self._context.workspace.words_file)
        known = {one.word for one in own}
        shipped = frozenset(map(fold, official_terms()))
        return (
            *(CorpusWord(one.word, one.count or counted.get(one.word), "own", one.struck) for one in own),
            *(
                CorpusWord(word, count, "shipped" if word in shipped else "segmenter")
                for word, count in counted.items()
                if word not in known
            ),
        )

    def strike(self, word: str) -> None:
        """Let a word be none any more; 用词.txt keeps it. Raises UsageError for what is no word."""
        from wengao.search.own_words import strike_word

        strike_word(self._context.workspace.words_file, word)

    def restore(self, word: str) -> None:
        """Take back that a word is struck out. Raises UsageError for what is no word."""
        from wengao.search.own_words import restore_word

        restore_word(self._context.workspace.words_file, word)

    def mine(self, limit: int) -> tuple[tuple[str, int], ...]:
        """Words of the corpus that the dictionary cuts apart, commonest first, at most `limit`; they join 用词.txt.

        Words that the drafter has struck out there stay out. Returns those that are new, with their counts.
        """
        from wengao.search.mining import mined_words
        from wengao.search.own_words import add_words, own_terms, struck_words

        file = self._context.workspace.words_file
        known = own_terms(file) | struck_words(file)
        found = mined_words(self._texts(), self._analyser(), known)[:limit]
        added = frozenset(add_words(file, found))
        return tuple((word, count) for word, count in found if word in added)

    def collocations(self, word: str, limit: int) -> tuple[Collocation, ...]:
        """The words that stand beside a word in the corpus, most telling first. Raises UsageError for no word."""
        from wengao.search.analysis import searchable_characters
        from wengao.search.collocations import collocations

        if not searchable_characters(word):
            raise UsageError(f"“{word}”里没有可以检索的字", "例如 wengao corpus words --with 责任")
        return tuple(collocations(self._texts(), word, self._analyser())[:limit])

    def _texts(self) -> tuple[str, ...]:
        """All text of the corpus, headings included; passages inside a paragraph would count it twice."""
        with self._context.library() as library:
            return tuple(
                passage.text for passage in library.passages() if passage.kind in ("paragraph", "heading")
            )

    def _analyser(self) -> Analyser:
        from wengao.search.analysis import Analyser
        from wengao.search.own_words import own_terms

        return Analyser(self._context.workspace.index_folder, own_terms(self._context.workspace.words_file))

    @even_with_mistakes
    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The words of `text` as [start, end) character offsets, in order and without overlap; official terms stay whole."""
        spans: list[tuple[int, int]] = []
        end = 0
        for word in sorted(self._layout_analyser.words(text), key=lambda word: (word.start, -word.end)):
            if word.start >= end:
                spans.append((word.start, word.end))
                end = word.end
        return tuple(spans)

    @cached_property
    def _layout_analyser(self) -> Analyser:
        from wengao.search.analysis import Analyser

        return Analyser(self._context.workspace.index_folder)
