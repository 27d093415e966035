"""Makes the table that the typo check asks: counts of runs of characters in texts that may be used, no sentence of them.

    python tools/make_typo_table.py OUTPUT FOLDER… [--without FILE] [--least 3]
    python tools/make_typo_table.py OUTPUT --dictionary

FOLDER: texts in .txt, .md, .html, .docx, and .tar.xz of such. docs/typos.md says which ones the shipped table is made
of. --without: a list of file names to leave out, so that a table can be measured on texts that it does not know.
--least: how often a run of three or four characters must be counted to be kept. --dictionary: writes what the dictionary
alone knows instead: idioms, and words that official prose says too seldom to be counted.
"""

from __future__ import annotations

import argparse
import html
import itertools
import lzma
import re
import tarfile
import tomllib
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from wengao.files.decoding import decode
from wengao.review.typos.table import (
    LONGEST_RUN,
    MOST_READINGS,
    TypoTable,
    dump,
    encode,
    numbers_of,
    run_keys,
    shipped_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    Counts = tuple[NDArray[np.int64], NDArray[np.uint32]]

SHAPES = Path(__file__).parents[1] / "src/wengao/review/data/shapes.toml"
MOST_CHARACTERS = 9_000
"""Characters that get a number; the rest of Unicode's are rarer than names of wells and fish."""
LEAST_PAIRS = 3
LEAST_WORD = 20
LEAST_IDIOM = 3
LEAST_RARE = 3
"""How often the dictionary counted an idiom, and a word of two characters."""
CERTAIN = 30
"""How often it counted a word that speaks for itself; below, those that are another much more frequent word with one
character changed are misspellings (现像, 锻练)."""
OFTENER = 5
"""Of two phrases that differ by one character of like sound or shape, the one that is so many times as frequent is right:
卷土重来 126 times, 卷士重来 3 times; of 惟我独尊 13 and 唯我独尊 32 times both are."""
MOST_AT_ONCE = 8_000_000
"""Characters counted in one go."""
TAG = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^<>]{1,2000}>", re.DOTALL)
LINK = re.compile(
    r"https?://[\w./?=&%#:-]+|\[查看原文\]|央视网消息（新闻联播）：|（《新闻联播》[^）]{0,40}）"
)
TRADITIONAL = re.compile("[國這們開關電車門問見會學說實對個來時從發動東長馬點產業過還應當]")


def texts(folders: Sequence[Path], without: frozenset[str]) -> Iterator[str]:
    """The texts of every file, those in archives too."""
    for folder in folders:
        files = [folder] if folder.is_file() else sorted(path for path in folder.rglob("*") if path.is_file())
        for path in files:
            if path.name in without:
                continue
            if path.name.endswith(".tar.xz"):
                yield from packed_texts(path, without)
            elif path.suffix == ".docx":
                from wengao.reading.from_file import raw_text

                yield raw_text(path)
            elif path.suffix in (".txt", ".md", ".html"):
                yield plain(path.read_bytes())


def packed_texts(path: Path, without: frozenset[str]) -> Iterator[str]:
    """The texts in one archive."""
    with tarfile.open(path) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None and Path(member.name).name not in without:
                yield plain(file.read())


def plain(raw: bytes) -> str:
    """The text without tags; empty where it is in Traditional characters."""
    text = html.unescape(TAG.sub("\n", decode(raw).text))
    text = LINK.sub("\n", text)
    return "" if len(TRADITIONAL.findall(text)) > len(text) / 100 else text


def merged(tables: list[Counts]) -> Counts:
    """Counts of several pieces added up."""
    keys, where = np.unique(np.concatenate([keys for keys, _ in tables]), return_inverse=True)
    counts = np.bincount(where, weights=np.concatenate([counts for _, counts in tables]))
    return keys, counts.astype(np.uint32)


def counted(pieces: Sequence[str], characters: str) -> tuple[list[Counts], int]:
    """The counts of the runs of every length, and how many characters there are."""
    numbers = numbers_of(characters)
    tables: list[list[Counts]] = [[] for _ in range(LONGEST_RUN)]
    total = 0
    for piece in pieces:
        ids, _ = encode(piece, numbers)
        total += len(ids)
        for length in range(1, LONGEST_RUN + 1):
            keys, counts = np.unique(run_keys(ids, length), return_counts=True)
            tables[length - 1].append((keys, counts.astype(np.uint32)))
    return [merged(each) for each in tables], total


def in_pieces(all_texts: Iterator[str], seen: set[int]) -> Iterator[str]:
    """The texts in long pieces; a paragraph that came before is left out, since texts quote one another whole."""
    piece: list[str] = []
    size = 0
    for text in all_texts:
        for paragraph in re.split(r"[\n\r]+", text):
            bare = paragraph.strip()
            if len(bare) < 8 or hash(bare) in seen:
                continue
            seen.add(hash(bare))
            piece.append(bare)
            size += len(bare)
        if size > MOST_AT_ONCE:
            yield "\n".join(piece)
            piece, size = [], 0
    yield "\n".join(piece)


def make(folders: Sequence[Path], without: frozenset[str], least: int) -> TypoTable:
    """The table of the texts in the folders."""
    from pypinyin import Style, pinyin

    pieces = list(in_pieces(texts(folders, without), set()))
    frequency = Counter[str]()
    for piece in pieces:
        frequency.update(piece)
    wanted = [
        char for char, _ in frequency.most_common() if "\u3400" <= char <= "\u9fff" or char in "“”《》（）"
    ][:MOST_CHARACTERS]
    characters = "".join(char for char in wanted if char != "〇")
    runs, total = counted(pieces, characters)
    kept: list[Counts] = []
    for length, (keys, counts) in enumerate(runs, 1):
        enough = counts >= (1 if length == 1 else LEAST_PAIRS if length == 2 else least)
        kept.append((keys[enough], counts[enough]))
    sounds = {
        char: list(dict.fromkeys(pinyin(char, style=Style.NORMAL, heteronym=True)[0]))[:MOST_READINGS]
        for char in characters
        if "\u3400" <= char <= "\u9fff"
    }
    words = known_words(characters, kept)
    from pypinyin import lazy_pinyin

    spoken = [lazy_pinyin(word) for word in words]
    every = sorted({sound for said in (*sounds.values(), *spoken) for sound in said})
    number = {sound: index for index, sound in enumerate(every, 1)}
    readings = np.zeros((len(characters) + 5, MOST_READINGS), dtype=np.int16)
    for index, char in enumerate(characters, 5):
        for place, sound in enumerate(sounds.get(char, ())):
            readings[index, place] = number[sound]
    of_character = {char: index for index, char in enumerate(characters, 5)}
    word_characters = np.zeros((len(words), 4), dtype=np.int16)
    word_syllables = np.zeros((len(words), 4), dtype=np.int16)
    for row, (word, said) in enumerate(zip(words, spoken, strict=True)):
        for place, (char, sound) in enumerate(zip(word, said, strict=True)):
            word_characters[row, place] = of_character[char]
            word_syllables[row, place] = number[sound]
    shapes = tuple(tomllib.loads(SHAPES.read_text(encoding="utf-8"))["alike"])
    return TypoTable(
        characters, tuple(kept), total, tuple(every), readings, word_characters, word_syllables, shapes
    )


def dictionary() -> tuple[list[str], list[str], list[str]]:
    """The idioms of jieba's dictionary (MIT), its words of two characters that the shipped table does not offer, and its
    other phrases of four characters that are one character away from an idiom and as right.
    """
    import jieba

    table = shipped_table()
    offered = {table.spelt(row) for row in table.word_characters}
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    entries = [(word, int(often), kind) for word, often, kind in (line.split(" ") for line in lines)]
    chinese = [entry for entry in entries if all("\u4e00" <= char <= "\u9fff" for char in entry[0])]
    phrases = {word: often for word, often, _ in chinese if len(word) == 4}
    near = _one_character_away(phrases, table)
    right = {
        word
        for word, often in phrases.items()
        if not any(phrases[other] >= OFTENER * often for other in near.get(word, ()))
    }
    idioms = [
        word
        for word, often, kind in chinese
        if len(word) == 4 and kind == "i" and often >= LEAST_IDIOM and word in right
    ]
    words = {word: often for word, often, _ in chinese if len(word) == 2}
    misspelt = _misspelt(words, table)
    rare = [
        word
        for word, often in words.items()
        if often >= LEAST_RARE and word not in misspelt and word not in offered
    ]
    known = set(idioms)
    others = right - known
    also = [word for word in phrases if word in others and not known.isdisjoint(near.get(word, ()))]
    return idioms, rare, also


def _misspelt(words: Mapping[str, int], table: TypoTable) -> set[str]:
    """The rare words of which another form, one character away, is much more frequent."""

    alike = _alike_in(table)
    found: set[str] = set()
    for at, those in _but_for_one_character(words):
        for rare in (word for word in those if words[word] < CERTAIN and word not in found):
            others = (word for word in those if words[word] >= OFTENER * words[rare])
            if any(alike(rare[at], other[at]) for other in others):
                found.add(rare)
    return found


def _alike_in(table: TypoTable) -> Callable[[str, str], bool]:
    """Whether two characters sound or look alike, as the table has it; each character is looked up once."""

    @cache
    def traits(char: str) -> frozenset[object]:
        sounds = (int(sound) for number in table.number(char) for sound in table.readings[number] if sound)
        return frozenset((*sounds, *(group for group in table.shapes if char in group)))

    return lambda one, other: one != other and not traits(one).isdisjoint(traits(other))


def _but_for_one_character(phrases: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The phrases that are the same but for the character at a place, with that place."""
    same: dict[tuple[int, str], list[str]] = defaultdict(list)
    for phrase in phrases:
        for at in range(len(phrase)):
            same[at, phrase[:at] + phrase[at + 1 :]].append(phrase)
    yield from ((at, those) for (at, _), those in same.items())


def _one_character_away(phrases: Iterable[str], table: TypoTable) -> dict[str, set[str]]:
    """For each phrase those that have one other character, of like sound or shape."""
    alike = _alike_in(table)
    near: dict[str, set[str]] = defaultdict(set)
    for at, those in _but_for_one_character(phrases):
        for one, other in itertools.permutations(those, 2):
            if alike(one[at], other[at]):
                near[one].add(other)
    return near


def known_words(characters: str, runs: Sequence[Counts]) -> list[str]:
    """The words of jieba's dictionary (MIT) that the texts say often enough."""
    import jieba

    known = frozenset(char for char in characters if "\u3400" <= char <= "\u9fff")
    listed = [
        line.split(" ")[0]
        for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines()
    ]
    words = [word for word in listed if 2 <= len(word) <= 4 and known.issuperset(word)]
    numbers = numbers_of(characters)
    kept: list[str] = []
    for length in (2, 3, 4):
        of_length = [word for word in words if len(word) == length]
        ids = np.array([[numbers[ord(char)] for char in word] for word in of_length], dtype=np.int64)
        keys = ids[:, 0]
        for column in range(1, length):
            keys = (keys << 14) | ids[:, column]
        every, counts = runs[length - 1]
        places = np.minimum(np.searchsorted(every, keys), len(every) - 1)
        often = (every[places] == keys) & (counts[places] >= LEAST_WORD)
        kept += [word for word, enough in zip(of_length, often, strict=True) if enough]
    return kept


def main() -> None:
    """Make the table that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", type=Path)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--dictionary", action="store_true", help="idioms and rare words instead of a table")
    parser.add_argument("--without", type=Path, help="file names to leave out, a line each")
    parser.add_argument("--least", type=int, default=3)
    options = parser.parse_args()
    if options.dictionary:
        text = "\n".join("".join(words) for words in dictionary())
        options.output.write_bytes(lzma.compress(text.encode(), preset=9))
        return
    without = (
        frozenset(options.without.read_text(encoding="utf-8").split("\n")) if options.without else frozenset()
    )
    table = make(options.folders, without, options.least)
    packed = dump(table)
    options.output.write_bytes(packed)
    sizes = "、".join(str(len(keys)) for keys, _ in table.runs)
    print(
        f"{table.total} characters, runs {sizes}, {len(table.word_characters)} words, {len(packed) / 1e6:.1f} MB"
    )


if __name__ == "__main__":
    main()
