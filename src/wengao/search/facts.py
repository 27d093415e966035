"""Facts (段落的列): what is known of a passage besides its text, as one row of fixed width in the index.

The rows of a segment lie one behind the other, so that a filter or a factor looks at a whole column at once and no
passage's text is read before it is shown. Names are kept as codes: what equals in code equals in name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from struct import Struct
from typing import TYPE_CHECKING

from wengao.language.headings import shape_text
from wengao.search.likeness import SKETCH_SIZE, sketch_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wengao.reading.models import Document, Passage
    from wengao.search.likeness import Sketch


@dataclass(frozen=True, slots=True)
class Label:
    """Whose a document is (单位) and how secret (密级); empty where it carries none, as in a drafter's own corpus."""

    unit: str = ""
    secrecy: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """One row. Codes of code_of, 0 where the passage has none.

    passage, document: of the ids. organ, speaker, level, genre: of the document's. shape: of a heading, see
    language.headings.shape_text. unit, secrecy: of the document's label. year: 0 where unknown.
    paragraph, start, end: as in Passage.
    sketch: the duplicate cluster (相近段落) that the passage falls into, see likeness.sketch_of.
    """

    passage: int
    document: int
    role: int
    genre: int
    kind: int
    organ: int
    speaker: int
    level: int
    shape: int
    unit: int
    secrecy: int
    year: int
    paragraph: int
    start: int
    end: int
    sketch: Sketch

    @property
    def length(self) -> int:
        """How many characters the passage has."""
        return self.end - self.start

    def overlaps(self, other: Facts) -> bool:
        """Whether two passages share some characters of one paragraph of one document."""
        same = (self.document, self.paragraph) == (other.document, other.paragraph)
        return same and self.start < other.end and other.start < self.end


OPENING_PARAGRAPHS = 4
"""How many paragraphs of a document are its opening: salutation, occasion, who is there, what is to be done."""

CODED = (
    "passage",
    "document",
    "role",
    "genre",
    "kind",
    "organ",
    "speaker",
    "level",
    "shape",
    "unit",
    "secrecy",
)
NUMBERED = ("year", "paragraph", "start", "end")
ROW = Struct(f"<{len(CODED)}Q{len(NUMBERED)}I{SKETCH_SIZE}I")
"""A row as it is stored: codes of eight bytes, numbers and the sketch of four; little-endian."""

_SINGLE_NAMES = (*CODED, *NUMBERED)
_SINGLE = len(_SINGLE_NAMES)
_SINGLE_VALUES = attrgetter(*_SINGLE_NAMES)


@lru_cache(maxsize=4096)
def code_of(name: str) -> int:
    """The code of a name, the same in every process; 0 for none. Two names share one by a chance of 2⁻⁶⁴."""
    return int.from_bytes(blake2b(name.encode("utf-8", "replace"), digest_size=8).digest()) if name else 0


def facts_of(passage: Passage, document: Document, label: Label | None = None) -> Facts:
    """The facts of a passage of a document. label: of the document; None where it carries none."""
    return Facts(
        passage=code_of(passage.id),
        document=code_of(document.id),
        role=code_of(passage.role or ""),
        genre=code_of(document.genre),
        kind=code_of(passage.kind),
        organ=code_of(document.organ),
        speaker=code_of(document.speaker),
        level=code_of(document.level),
        shape=code_of(shape_text(passage.text)) if passage.kind == "heading" else 0,
        unit=code_of(label.unit) if label else 0,
        secrecy=code_of(label.secrecy) if label else 0,
        year=document.year or 0,
        paragraph=passage.paragraph,
        start=passage.start,
        end=passage.end,
        sketch=sketch_of(passage.text),
    )


def packed(facts: Facts) -> bytes:
    """The row of some facts."""
    return ROW.pack(*_SINGLE_VALUES(facts), *facts.sketch, *(0,) * (SKETCH_SIZE - len(facts.sketch)))


def unpacked(rows: bytes | memoryview) -> Iterator[Facts]:
    """The facts of some rows."""
    return (facts_from(values) for values in ROW.iter_unpack(rows))


def facts_from(values: Sequence[int]) -> Facts:
    """The facts of one row's values."""
    return _MAKE(*values[:_SINGLE], tuple(filter(None, values[_SINGLE:])))


_MAKE: Callable[..., Facts] = Facts
