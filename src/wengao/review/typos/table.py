"""How often official prose says what (计数表): runs of one to four characters, words, and how characters sound and look.

The table holds counts and no sentence. tools/make_typo_table.py makes it; docs/typos.md says of what and under which
licences. It takes some 30 MB in memory and is loaded when a check first asks for it.
"""

from __future__ import annotations

import io
import json
import lzma
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from typing import IO, TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

BITS = 14
"""Bits of one character in the key of a run; four of them fit into 64 bits."""
LONGEST_RUN = 4
SYLLABLE_BITS = 11
MOST_READINGS = 3
"""Readings of one character that are told apart; more have only characters that no office writes."""
FIGURE, LETTER, PAUSE, END = 1, 2, 3, 4
"""What stands for any figure, any Latin word, ，、；： and the end of a sentence."""
FIRST_CHARACTER = 5
_DROPPED = -1
_TABLE = "typos.xz"
_FORM = 1
_CODES = 1 << 16
_MOST_COUNTED = (1 << 16) - 1


@dataclass(frozen=True, eq=False)
class TypoTable:
    """Counts of runs of characters, and words by their sounds.

    characters: the characters that have a number, the first is FIRST_CHARACTER. runs: for one to four characters the
    keys in order and their counts. total: characters counted. syllables: as Pinyin without tones, the first is number 1.
    readings: for every number up to MOST_READINGS syllables, 0 for none. word_characters, word_syllables: the words of
    two to four characters, 0 behind the shorter ones. shapes: groups of characters that look alike.
    """

    characters: str
    runs: tuple[tuple[Ids, NDArray[np.integer[Any]]], ...]
    total: int
    syllables: tuple[str, ...]
    readings: NDArray[np.int16]
    word_characters: NDArray[np.int16]
    word_syllables: NDArray[np.int16]
    shapes: tuple[str, ...] = ()

    @cached_property
    def _numbers(self) -> NDArray[np.int32]:
        return numbers_of(self.characters)

    def encode(self, text: str) -> tuple[Ids, Ids]:
        """The numbers of the characters of `text`, figures and marks folded, and where in `text` each stands."""
        return encode(text, self._numbers)

    def count(self, keys: Ids, length: int) -> Ids:
        """How often the runs of `length` characters with these keys were counted."""
        known, counts = self.runs[length - 1]
        places = np.searchsorted(known, keys)
        places[places == len(known)] = 0
        return np.where(known[places] == keys, counts[places], 0).astype(np.int64)

    @cached_property
    def _words_of_two(self) -> Ids:
        characters = self.word_characters.astype(np.int64)
        return np.sort(run_keys_of(characters[(characters[:, 1] > 0) & (characters[:, 2] == 0), :2]))

    def are_words(self, keys: Ids) -> NDArray[np.bool_]:
        """Which runs of two characters with these keys are words."""
        words = self._words_of_two
        places = np.searchsorted(words, keys)
        places[places == len(words)] = 0
        found: NDArray[np.bool_] = words[places] == keys
        return found if len(words) else np.zeros(len(keys), dtype=bool)

    def sound_alike(self, one: str, other: str) -> bool:
        """Whether two different characters share a reading."""
        numbers = self.number(one + other)
        readings = [
            {int(sound) for sound in self.readings[number] if sound} for number in numbers if number > 0
        ]
        return one != other and len(readings) == 2 and bool(readings[0] & readings[1])

    def look_alike(self, one: str, other: str) -> bool:
        """Whether two different characters are of one group of shapes."""
        return one != other and any(one in group and other in group for group in self.shapes)

    def spelt(self, numbers: Iterable[int]) -> str:
        """The characters with these numbers."""
        return "".join(self.characters[number - FIRST_CHARACTER] for number in numbers if number > 0)

    def number(self, characters: str) -> list[int]:
        """The numbers of characters, 0 for those that have none."""
        return [int(self._numbers[ord(char)]) if ord(char) < _CODES else 0 for char in characters]


def numbers_of(characters: str) -> NDArray[np.int32]:
    """By code of the character: its number, 0 where it has none, _DROPPED where it says nothing (spaces, signs)."""
    numbers = np.full(_CODES, _DROPPED, dtype=np.int32)
    numbers[0x3400:0xA000] = 0
    for chars, number in (
        ("0123456789０１２３４５６７８９.％%〇○", FIGURE),
        ("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", LETTER),
        ("，、；：,;:", PAUSE),
        ("。！？!?\n", END),
    ):
        numbers[[ord(char) for char in chars]] = number
    for number, char in enumerate(characters, FIRST_CHARACTER):
        numbers[ord(char)] = number
    return numbers


def encode(text: str, numbers: NDArray[np.int32]) -> tuple[Ids, Ids]:
    """As TypoTable.encode, with the numbers given."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    ids = numbers[np.minimum(codes, _CODES - 1)].astype(np.int64)
    places = np.flatnonzero(ids != _DROPPED)
    ids = ids[places]
    again = np.zeros(len(ids), dtype=bool)
    again[1:] = (ids[1:] == ids[:-1]) & np.isin(ids[1:], (FIGURE, LETTER, END))
    return ids[~again], places[~again]


def run_keys(ids: Ids, length: int) -> Ids:
    """The keys of the runs of `length` characters that begin at each of the first len(ids) - length + 1 numbers."""
    size = max(len(ids) - length + 1, 0)
    keys = ids[:size].copy()
    for offset in range(1, length):
        keys = (keys << BITS) | ids[offset : size + offset]
    return keys


def run_keys_of(rows: Ids) -> Ids:
    """The key of the run in each row."""
    keys = rows[:, 0].copy()
    for column in range(1, rows.shape[1]):
        keys = (keys << BITS) | rows[:, column]
    return keys


def dump(table: TypoTable) -> bytes:
    """The table as it lies on disk: a line that names its parts, and the parts, packed."""
    parts: dict[str, NDArray[Any]] = {
        "readings": table.readings,
        "word_characters": table.word_characters,
        "word_syllables": table.word_syllables,
    }
    for length, (keys, counts) in enumerate(table.runs, 1):
        parts[f"steps{length}"] = np.diff(keys, prepend=np.int64(0))
        # More than 65,535 is often enough for anything but a single character.
        parts[f"counts{length}"] = (
            counts if length == 1 else np.minimum(counts, _MOST_COUNTED).astype(np.uint16)
        )
    head = {
        "form": _FORM,
        "characters": table.characters,
        "total": table.total,
        "syllables": list(table.syllables),
        "shapes": list(table.shapes),
        "parts": {name: [part.dtype.str, *part.shape] for name, part in parts.items()},
    }
    raw = io.BytesIO()
    raw.write(json.dumps(head, ensure_ascii=False).encode() + b"\n")
    for part in parts.values():
        # The bytes of one place of all numbers lie together: they are alike, and pack well.
        flat = np.ascontiguousarray(part).reshape(-1)
        raw.write(flat.view(np.uint8).reshape(len(flat), -1).T.tobytes())
    return lzma.compress(raw.getvalue(), preset=9)


def load(packed: bytes) -> TypoTable:
    """The table that `dump` wrote, unpacked part by part. Raises ValueError where it is another form."""
    with lzma.open(io.BytesIO(packed)) as raw:
        head = json.loads(raw.readline())
        if head["form"] != _FORM:
            message = f"not a table of form {_FORM}: {head['form']}"
            raise ValueError(message)
        parts = {name: _part(raw, np.dtype(kind), shape) for name, (kind, *shape) in head["parts"].items()}
    runs = tuple(
        (np.cumsum(parts.pop(f"steps{length}"), dtype=np.int64), parts[f"counts{length}"])
        for length in range(1, LONGEST_RUN + 1)
    )
    return TypoTable(
        head["characters"],
        runs,
        head["total"],
        tuple(head["syllables"]),
        parts["readings"],
        parts["word_characters"],
        parts["word_syllables"],
        tuple(head["shapes"]),
    )


def _part(raw: IO[bytes], kind: np.dtype[Any], shape: Sequence[int]) -> NDArray[Any]:
    """The next part: the planes of its bytes put together to numbers again."""
    count = int(np.prod(shape))
    planes = np.frombuffer(raw.read(count * kind.itemsize), dtype=np.uint8).reshape(kind.itemsize, count)
    return np.ascontiguousarray(planes.T).reshape(-1).view(kind).reshape(shape)


def shipped_characters() -> str:
    """The characters that the shipped table numbers, without reading the rest of it."""
    with lzma.open(io.BytesIO(_packed())) as raw:
        characters: str = json.loads(raw.readline())["characters"]
    return characters


def _packed() -> bytes:
    return resources.files("wengao.review").joinpath("data", _TABLE).read_bytes()


@cache
def shipped_table() -> TypoTable:
    """The table that ships with wengao, read once a process."""
    return load(_packed())
