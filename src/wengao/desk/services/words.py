"""The words of the corpus (用词): which are common, which the unit has of its own, which stand beside which."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from wengao.desk.unit_language import even_with_mistakes, spoken
from wengao.desk.values import CorpusWord
from wengao.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.context import DeskContext
    from wengao.search.analysis import Analyser
    from wengao.search.collocations import Collocation
    from wengao.search.word_export import WordEntry


@spoken()
class WordService:
    """Operations on words; 用词.txt in the workspace keeps those of its own."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def commonest(self, limit: int) -> tuple[tuple[str, int], ...]:
        """The commonest words of two characters or more in the corpus, with their counts."""
        from wengao.search.collocations import count_words

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

    def export(self, path: Path, limit: int) -> int:
        """Write the unit's words for an input method, in the form that the suffix names; returns how many there are.

        They are the words of 用词.txt that are not struck out, at most `limit` that the corpus has and dictionaries lack,
        the names that the unit's settings tell, and the official terms that ship; a wrong form is not among them.
        Raises UsageError for another suffix, InputError where the file cannot be written.
        """
        from wengao.files.writing import write_file
        from wengao.search.word_export import FORMS, written_words

        form = next((form for form in FORMS if path.name.endswith(form)), None)
        if form is None:
            raise UsageError(f"认不出要哪一种词库：{path.name}", f"文件名请以 {'、'.join(FORMS)} 结尾")
        entries = self._for_typing(limit)
        name = path.name.removesuffix(form)
        write_file(path, written_words(entries, form, name, self._context.clock().date()), link="replace")
        return len({entry.word for entry in entries})

    def _for_typing(self, limit: int) -> list[WordEntry]:
        from wengao.review.rules.style import is_wrong_word
        from wengao.review.unit_file import load_settings
        from wengao.search.analysis import official_terms
        from wengao.search.mining import mined_words
        from wengao.search.own_words import own_terms, own_words, struck_words
        from wengao.search.word_export import WordEntry, is_typed

        workspace = self._context.workspace
        file, unit = workspace.words_file, workspace.settings.unit.unit
        rules = workspace.root / workspace.settings.review.file if workspace.settings.review.file else None
        wrong = load_settings(rules).words if rules is not None and rules.exists() else {}
        struck = struck_words(file)
        entries = [
            *(WordEntry(one.word, one.count or 1) for one in own_words(file)),
            *(
                WordEntry(word, count)
                for word, count in mined_words(self._texts(), self._analyser(), own_terms(file) | struck)[
                    :limit
                ]
            ),
            *(WordEntry(word) for word in (*sorted(unit.texts), *unit.partners, *official_terms())),
        ]
        return [
            entry
            for entry in entries
            if is_typed(entry.word) and entry.word not in struck and not is_wrong_word(entry.word, wrong)
        ]

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
