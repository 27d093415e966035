"""What a corpus puts under which heading: pairs of characters of headings, and those of the texts that go with them.

Learned from the corpus itself once it is read (作风 ↔ 带头, 整治, 少要材料), and kept in the library. It does not find a
text in the whole corpus; it tells sibling sections apart where heading and text share no word. Pairs of characters serve
better than words (texts put back under their own headings by it alone: .62 against .57), and nothing need be cut into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import sqrt
from operator import itemgetter
from typing import TYPE_CHECKING

from wengao.language.pairs import pair_codes, pair_of, pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

    from numpy import intp, uint32
    from numpy.typing import NDArray

    from wengao.library.connection import LibraryConnection

_FEWEST_TOGETHER = 3
_LEAST_ASSOCIATION = 0.5
_DISCOUNT = 2
"""Pairs that stand together in fewer sections, or hardly more often than by chance (pointwise mutual information, natural
logarithm), say nothing; where they do in n sections, n / (n + 2) of it counts."""

_MOST_OF_A_PAIR = 200
"""Pairs of texts kept for a pair of headings, the strongest. Texts put back under their headings among others, with 100 of
them .766, 200 .775, 400 .771, all .753."""


@dataclass(frozen=True, slots=True)
class AssociatedPair:
    """A pair of characters of headings, and the pairs of the texts below that go with it, the strongest first.

    codes: the number of each pair (language.pairs), 32 bits little-endian. weights: of each, 32-bit floats.
    """

    heading_pair: str
    codes: bytes
    weights: bytes


class Associated:
    """What the texts under a heading are known to speak of; false where nothing is known."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        self._weights = weights
        self._size = sqrt(sum(weight * weight for weight in weights.values()))

    def __bool__(self) -> bool:
        return bool(self._weights)

    def with_text(self, found: Set[str]) -> float:
        """How far a text goes with the heading, by its pairs of characters: the cosine, 0 to 1."""
        if not self._weights or not found:
            return 0.0
        weights = self._weights
        return sum(weights[pair] for pair in weights.keys() & found) / (self._size * sqrt(len(found)))


class Associations:
    """What was learned of some pairs of headings; equal only to itself."""

    def __init__(self, learned: Iterable[AssociatedPair] = ()) -> None:
        self._learned = {one.heading_pair: one for one in learned}

    def of(self, heading: str) -> Associated:
        """What goes with a heading: what goes with each of its pairs, added up."""
        weights: dict[str, float] = {}
        for own in dict.fromkeys(pairs(heading)):
            for pair, weight in self._of_pair(own):
                weights[pair] = weights.get(pair, 0.0) + weight
        return Associated(weights)

    def _of_pair(self, pair: str) -> Iterator[tuple[str, float]]:
        import numpy

        if pair in self._learned:
            codes = numpy.frombuffer(self._learned[pair].codes, "<u4").tolist()
            weights = numpy.frombuffer(self._learned[pair].weights, "<f4").tolist()
            yield from zip(map(pair_of, codes), weights, strict=True)


NOTHING_LEARNED = Associations()


def learned(sections: Iterable[tuple[str, str]]) -> list[AssociatedPair]:
    """What goes with the headings of sections, each given as its heading and the text directly below it.

    Takes time and memory in proportion to the text: about 0.5 s and four bytes a character for a million characters.
    """
    import numpy

    by_pair: dict[str, list[int]] = {}
    bodies: list[NDArray[uint32]] = []
    for number, (heading, body) in enumerate(sections):
        bodies.append(numpy.unique(pair_codes(body)))
        for pair in dict.fromkeys(pairs(heading)):
            by_pair.setdefault(pair, []).append(number)
    if not bodies:
        return []
    codes, inverse = numpy.unique(numpy.concatenate(bodies), return_inverse=True)
    rows = numpy.split(inverse, numpy.cumsum([len(body) for body in bodies])[:-1])
    frequency = numpy.bincount(inverse, minlength=len(codes))
    found = (
        _associated(pair, [rows[number] for number in own], codes, frequency, len(bodies))
        for pair, own in by_pair.items()
        if len(own) >= _FEWEST_TOGETHER
    )
    return [one for one in found if one.codes]


def _associated(
    pair: str,
    rows: Sequence[NDArray[intp]],
    codes: NDArray[uint32],
    frequency: NDArray[intp],
    sections: int,
) -> AssociatedPair:
    import numpy

    there, together = numpy.unique(numpy.concatenate(rows), return_counts=True)
    often = together >= _FEWEST_TOGETHER
    there, together = there[often], together[often]
    information = numpy.log(together * (sections / len(rows)) / frequency[there])
    weights = information * together / (together + _DISCOUNT)
    telling = numpy.flatnonzero(information > _LEAST_ASSOCIATION)
    best = telling[numpy.argsort(-weights[telling], kind="stable")[:_MOST_OF_A_PAIR]]
    return AssociatedPair(
        pair, codes[there[best]].astype("<u4").tobytes(), weights[best].astype("<f4").tobytes()
    )


_SECTION = 0
_MOST_VALUES = 500
"""Values in one statement; SQLite of old takes 999."""


class StoredAssociations:
    """What was learned of the headings of all documents."""

    def __init__(self, connection: LibraryConnection) -> None:
        self._connection = connection

    @property
    def learned_at(self) -> int:
        """The library's generation when it was last learned; 0 for never."""
        return int(self._connection.rows("SELECT value FROM state WHERE name = 'associated'")[0][0])

    def keep_up(self, *, anew: bool = False) -> None:
        """Learn anew where a tenth of the documents is new, changed or gone since it was last done, or where told to."""
        connection = self._connection
        if not anew and not connection.worth_learning(self.learned_at):
            return
        with connection.transaction():
            connection.run("DELETE FROM associations")
            connection.run_many(
                "INSERT INTO associations VALUES (?, ?, ?)",
                ((one.heading_pair, one.codes, one.weights) for one in learned(self._sections())),
            )
            connection.run("UPDATE state SET value = ? WHERE name = 'associated'", (connection.generation,))

    def of(self, headings: Iterable[str]) -> Associations:
        """What goes with the pairs of characters of some headings."""
        wanted = list(dict.fromkeys(pair for heading in headings for pair in pairs(heading)))
        rows = (
            row
            for start in range(0, len(wanted), _MOST_VALUES)
            for row in self._rows_of(wanted[start : start + _MOST_VALUES])
        )
        return Associations(AssociatedPair(*row) for row in rows)

    def _rows_of(self, heading_pairs: list[str]) -> list[tuple[str, bytes, bytes]]:
        marks = ", ".join("?" * len(heading_pairs))
        rows = self._connection.rows(
            f"SELECT heading_pair, codes, weights FROM associations WHERE heading_pair IN ({marks})",  # noqa: S608
            heading_pairs,
        )
        return [(str(pair), bytes(codes), bytes(weights)) for pair, codes, weights in rows]

    def _sections(self) -> Iterator[tuple[str, str]]:
        """The headings below the titles, each with the text directly below it; of near-duplicates only the leading one's."""
        rows = self._connection.rows(
            """SELECT sections.document_id || ' ' || position, heading, text FROM sections
               JOIN lines ON lines.document_id = sections.document_id AND lines.section = position
               JOIN documents ON documents.id = sections.document_id
               WHERE leader IS NULL AND sections.level > 0 AND heading <> '' AND NOT is_heading
               ORDER BY sections.document_id, position, number"""
        )
        for _, own in groupby(rows, key=itemgetter(_SECTION)):
            lines = list(own)
            yield lines[0][1], "\n".join(text for _, _, text in lines)
