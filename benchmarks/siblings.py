"""Texts put back under their own headings: how well sibling sections are told apart, without any judge.

    python benchmarks/siblings.py [WORKSPACE …]

WORKSPACE: whose library is tried; without one the samples are. The texts of each document's lowest sections are shuffled
and given back to its headings, each to one, so that the sum of what speaks for each pair is greatest. What the corpus
puts under which heading is learned on the documents of the other folds (five). Prints the share that came back to their
own heading: by the pairs of characters that heading and text share (BM25), by the association alone, and by the
estimates of `fill` as shipped, which know of a text no heading, no role and no place.
"""

from __future__ import annotations

import argparse
import math
import tempfile
from collections import Counter, defaultdict
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from fit import desk_of

from wengao.drafts.assignment import assign
from wengao.drafts.fit import SectionNeed, features_of, fitted
from wengao.language.aims import without_topic
from wengao.language.pairs import pairs
from wengao.language.topics import topic_of_title
from wengao.library.associations import Associations, learned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from wengao.library import Library, OutlineEntry
    from wengao.reading.models import Document, Passage

_FOLDS = 5
_FEWEST, _SHORTEST, _LONGEST, _SHORTEST_HEADING = 5, 60, 1500, 4
_OLDEST = 1998
"""Sections tried: of documents with at least so many, with texts and headings of such length, not older than the year."""


@dataclass(frozen=True)
class Section:
    """A lowest section: the headings above it and its own, its text, its role, which the headings have told."""

    path: tuple[str, ...]
    text: str
    role: str | None

    @property
    def heading(self) -> str:
        """Its own heading."""
        return self.path[-1]


@dataclass(frozen=True)
class Shuffled:
    """A document and its lowest sections. fold: documents of the same fold are learned from for none of them."""

    document: Document
    sections: tuple[Section, ...]
    fold: int


def shuffled(library: Library) -> list[Shuffled]:
    """The documents whose sections can be tried."""
    found: list[Shuffled] = []
    for document in library.documents():
        if document.year is not None and document.year < _OLDEST:
            continue
        outline = {entry.enumerator + entry.heading: entry for entry in library.outline(document.id)}
        sections = tuple(_sections(library.passages(document.id, kind="paragraph"), outline))
        if len(sections) >= _FEWEST:
            found.append(Shuffled(document, sections, len(found) % _FOLDS))
    return found


def _sections(passages: Sequence[Passage], outline: Mapping[str, OutlineEntry]) -> Iterator[Section]:
    by_path: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for passage in passages:
        by_path[passage.heading_path].append(passage.text)
    above = {path[:k] for path in by_path for k in range(1, len(path))}
    for path, texts in by_path.items():
        text = "\n".join(texts)
        entries = [outline[heading] for heading in path if heading in outline]
        if (
            path not in above
            and entries
            and len(entries[-1].heading) >= _SHORTEST_HEADING
            and _SHORTEST <= len(text) <= _LONGEST
        ):
            yield Section(tuple(entry.heading for entry in entries), text, entries[-1].role)


def put_back(documents: Sequence[Shuffled], gains: Callable[[Shuffled], NDArray[np.float64]]) -> float:
    """The share of texts that come back to their own heading. gains: of each heading (rows) and text (columns)."""
    right = 0
    for one in documents:
        found = gains(one)
        positive = found - found.min() + 1.0
        places = range(len(one.sections))
        given = assign({(row, column): float(positive[row, column]) for row in places for column in places})
        right += sum(row == column for row, column in given.items())
    return right / sum(len(one.sections) for one in documents)


def shared_pairs(
    documents: Sequence[Shuffled], k1: float = 0.9, b: float = 0.6
) -> Callable[[Shuffled], NDArray[np.float64]]:
    """BM25 of heading against text, over pairs of characters."""
    texts = {section.text: Counter(pairs(section.text)) for one in documents for section in one.sections}
    frequency = Counter(pair for text in texts.values() for pair in text)
    usual = sum(sum(text.values()) for text in texts.values()) / len(texts)

    def score(heading: str, text: Counter[str]) -> float:
        norm = k1 * (1 - b + b * sum(text.values()) / usual)
        return sum(
            math.log(1 + (len(texts) - frequency[pair] + 0.5) / (frequency[pair] + 0.5))
            * text[pair]
            * (k1 + 1)
            / (text[pair] + norm)
            for pair in set(pairs(heading)) & text.keys()
        )

    return lambda one: np.array(
        [[score(row.heading, texts[column.text]) for column in one.sections] for row in one.sections]
    )


def estimates(one: Shuffled, associations: Associations, model: int, blank: Passage) -> NDArray[np.float64]:
    """The log odds that fill's estimate gives each text under each heading. model: which of the fitted ones."""
    document = one.document
    topic = topic_of_title(document.title)
    needs = [
        SectionNeed(
            0,
            section.path,
            section.role,
            None,
            topic,
            document.genre,
            level=document.level,
            year=document.year,
            associations=associations,
        )
        for section in one.sections
    ]
    bare = [replace(blank, text=section.text, heading_path=(), role=None) for section in one.sections]
    return np.array(
        [
            [_log_odds(fitted()[model].probability(features_of(need, text, document))) for text in bare]
            for need in needs
        ]
    )


def _log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _table(documents: Sequence[Shuffled], blank: Passage) -> Iterator[tuple[str, float]]:
    """What is tried, and the share that it puts back."""
    known = [
        Associations(
            learned(
                (section.heading, section.text)
                for other in documents
                if other.fold != fold
                for section in other.sections
            )
        )
        for fold in range(_FOLDS)
    ]

    def associated(one: Shuffled) -> NDArray[np.float64]:
        rows = [
            known[one.fold].of(without_topic(row.heading, topic_of_title(one.document.title)))
            for row in one.sections
        ]
        texts = [frozenset(pairs(column.text)) for column in one.sections]
        return np.array([[row.with_text(text) for text in texts] for row in rows])

    yield "pairs of characters (BM25)", put_back(documents, shared_pairs(documents))
    yield "association alone", put_back(documents, associated)
    for model, question in enumerate(("can something be taken", "does it belong")):
        gains = partial(_estimates_of_others, known=known, model=model, blank=blank)
        yield f"estimate: {question}", put_back(documents, gains)


def _estimates_of_others(
    one: Shuffled, *, known: Sequence[Associations], model: int, blank: Passage
) -> NDArray[np.float64]:
    return estimates(one, known[one.fold], model, blank)


def main() -> None:
    """Print the table of each workspace."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspaces", type=Path, nargs="*")
    for workspace in parser.parse_args().workspaces or [None]:
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            library = stack.enter_context(desk_of(workspace, folder).context.library())
            documents = shuffled(library)
            blank = library.passages(documents[0].document.id, kind="paragraph")[0]
        print(f"{sum(len(one.sections) for one in documents)} sections of {len(documents)} documents")
        for name, share in _table(documents, blank):
            print(f"{name:<36}{share:.3f}")


if __name__ == "__main__":
    main()
