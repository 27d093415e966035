"""Analysis (分词): a text as the words and character pairs that the index holds and a query asks for.

Words come from jieba's dictionary: from rjieba where its wheel is installed, from jieba elsewhere. Official
terms (党管武装) that the dictionary cuts apart are put together again from whole words, longest first, in the
same way for both. The parts stay beside the term, so that 武装 still finds 党管武装. Character pairs are a
second view of the same text, which no wrong cut can hide a passage from.

All offsets are in characters of the text that was given: folding never changes a text's length.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.files.rights import PRIVATE
from wengao.files.writing import make_folder
from wengao.installation import need_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    Spans = Sequence[tuple[str, int, int]]

SEGMENTERS = ("rjieba", "jieba")
FUNCTION_WORDS = frozenset("的了和与及或在是要对等把将为以从向被让使就也都而之其这那个着地得于并")
"""Words that are kept in the index but that a query does not ask for while it has others."""

_RUN = re.compile(r"[^\W_]+")
_DESCRIPTION = re.compile(r"(\w+)-([^-]+)\.dist-info")
_SPACES = [*range(0x20), 0x7F, 0xA0, 0xAD, 0x200B, 0x200C, 0x200D, 0x3000, 0xFEFF, *range(0xD800, 0xE000)]
_FOLDS = {
    **{chr(code): " " for code in _SPACES},
    **{chr(code): chr(code).lower() for code in range(ord("A"), ord("Z") + 1)},
    **{chr(code): chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)},
    **dict.fromkeys("“”", '"'),
    **dict.fromkeys("‘’", "'"),
}
# A search for what changes is several times faster than str.translate, which looks at every Chinese character.
_FOLDED = re.compile("[\x00-\x1fA-Z\x7f\xa0\xad\u200b-\u200d‘’“”\u3000\ud800-\udfff\ufeff！-～]")


@dataclass(frozen=True, slots=True)
class Word:
    """A word in a text.

    position: how many words stand before it; a term put together from words has the position of its first.
    start, end: character offsets.
    """

    text: str
    position: int
    start: int
    end: int


def fold(text: str) -> str:
    """`text` in half-width and small letters, with straight quotes, and spaces for control characters.

    Has the length of `text`, character for character.
    """
    return _FOLDED.sub(lambda match: _FOLDS[match[0]], text)


def bigrams(text: str) -> Iterator[str]:
    """The pairs of neighbouring characters of a folded text, none across a mark; a lone character by itself."""
    for match in _RUN.finditer(text):
        run = match[0]
        if len(run) == 1:
            yield run
        else:
            yield from map(str.__add__, run[:-1], run[1:])


def searchable_characters(text: str) -> str:
    """The letters, digits and Chinese characters of `text`, folded, without what stands between them."""
    return "".join(_RUN.findall(fold(text)))


@cache
def official_terms() -> tuple[str, ...]:
    """The terms of search/data/terms.txt."""
    lines = (Path(__file__).parent / "data" / "terms.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def segmenter_name() -> str:
    """The segmenter that cuts here, with its version: "rjieba 0.2.2". Loads neither. Raises UsageError for none."""
    name = next((name for name in SEGMENTERS if util.find_spec(name)), "")
    if not name:
        need_parts("检索", SEGMENTERS[-1:])
    return f"{name} {_version(name)}"


class Analyser:
    """Cuts texts into words.

    cache_folder: where jieba may keep its prepared dictionary; rjieba keeps none.
    terms: words the dictionary lacks; the official terms where not given.
    segmenter: "rjieba" or "jieba"; the one that is installed where not given.
    The segmenter is loaded with the first text. One analyser may serve several threads.
    """

    def __init__(
        self, cache_folder: Path, terms: Iterable[str] | None = None, segmenter: str | None = None
    ) -> None:
        self._cache_folder = cache_folder
        self._terms = frozenset(fold(term) for term in (official_terms() if terms is None else terms))
        self.segmenter = segmenter or segmenter_name().split()[0]

    def __reduce__(self) -> tuple[type[Analyser], tuple[Path, Iterable[str], str]]:
        """What another process makes the same analyser from; it loads its segmenter anew."""
        return Analyser, (self._cache_folder, self._terms, self.segmenter)

    def has_terms(self, terms: Iterable[str]) -> bool:
        """Whether these are the terms."""
        return self._terms == {fold(term) for term in terms}

    @cached_property
    def name(self) -> str:
        """The segmenter with its version, as the index's stamp carries it."""
        return f"{self.segmenter} {_version(self.segmenter)}"

    @cached_property
    def terms_digest(self) -> str:
        """A digest of the terms, as the index's stamp carries it."""
        return hashlib.sha256("\n".join(sorted(self._terms)).encode()).hexdigest()[:16]

    def words(self, text: str) -> tuple[Word, ...]:
        """The words of `text` in order, official terms before their parts; marks and spaces are no words."""
        return tuple(self._words(fold(text)))

    def word_texts(self, text: str) -> list[str]:
        """The words of `text` without their places, official terms last."""
        folded = fold(text)
        spans = self._spans(folded)
        terms = [folded[spans[first][1] : end] for first, end in self._terms_in(folded, spans).items()]
        return [span[0] for span in spans] + terms

    def _words(self, folded: str) -> Iterator[Word]:
        spans = self._spans(folded)
        term_ends = self._terms_in(folded, spans)
        for position, (text, start, end) in enumerate(spans):
            if position in term_ends:
                yield Word(folded[start : term_ends[position]], position, start, term_ends[position])
            yield Word(text, position, start, end)

    def _spans(self, folded: str) -> Spans:
        return [span for span in self._cut(folded) if span[0].isalnum() or _RUN.search(span[0])]

    def _terms_in(self, folded: str, spans: Spans) -> dict[int, int]:
        """Where terms begin (index of the span) and end (character offset): leftmost, then longest."""
        found: dict[int, int] = {}
        longest_by_opening = self._longest_by_opening
        past = 0
        for index, (_, start, _) in enumerate(spans):
            longest = longest_by_opening.get(folded[start : start + 2])
            if longest is None or index < past:
                continue
            last = self._last_of_term(folded, spans, index, longest)
            if last > index:
                found[index] = spans[last][2]
                past = last + 1
        return found

    def _last_of_term(self, folded: str, spans: Spans, first: int, longest: int) -> int:
        """The last span of the longest term that begins with the span `first`; `first` itself where none does."""
        start = spans[first][1]
        last, best = first + 1, first
        while last < len(spans) and spans[last][2] - start <= longest:
            if folded[start : spans[last][2]] in self._terms:
                best = last
            last += 1
        return best

    @cached_property
    def _longest_by_opening(self) -> dict[str, int]:
        """The length of the longest term that begins with a pair of characters."""
        longest: dict[str, int] = {}
        for term in self._terms:
            longest[term[:2]] = max(longest.get(term[:2], 0), len(term))
        return longest

    @cached_property
    def _cut(self) -> Callable[[str], Spans]:
        return _rjieba() if self.segmenter == "rjieba" else _jieba(self._cache_folder)


def _version(package: str) -> str:
    """The version of an installed package, told by the name of the folder beside it that describes it.

    The standard library's way reads that folder with the parser of mail, which takes a twentieth of a whole search to
    be loaded; it is taken where no such folder is found.
    """
    found = util.find_spec(package)
    beside = Path(found.origin).parents[1].iterdir() if found and found.origin else ()
    described = (_DESCRIPTION.fullmatch(folder.name) for folder in beside)
    versions = [match[2] for match in described if match and match[1] == package]
    if len(versions) == 1:
        return versions[0]
    from importlib import metadata

    return metadata.version(package)


def _rjieba() -> Callable[[str], Spans]:
    # rjieba could take the terms itself, but only into the one dictionary that the process shares, or into a
    # second one that takes another tenth of a second to load.
    import rjieba

    tokenize: Callable[[str], Spans] = rjieba.tokenize
    return tokenize


def _jieba(cache_folder: Path) -> Callable[[str], Spans]:
    import logging

    import jieba

    jieba.setLogLevel(logging.WARNING)
    make_folder(cache_folder, rights=PRIVATE)
    tokenizer = jieba.Tokenizer()
    # jieba loads its cache file without a look, so the file must not lie where others can write.
    tokenizer.tmp_dir = str(cache_folder)
    return lambda text: list(tokenizer.tokenize(text))
