"""Candidates for headings (标题候选): patterns of the role, and headings of the corpus with their topic exchanged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, TypeVar

from wengao.drafts.fit import is_grand
from wengao.language.fields import names_other_field
from wengao.language.genres import same_family
from wengao.language.heading_patterns import HeadingFamily, heading_families
from wengao.language.headings import heading_frame, heading_shape, judge_parallel, parallel_basis, shape_text
from wengao.language.pairs import pairs
from wengao.language.topics import exchange_topic, topic_of_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wengao.reading.models import Document, Passage

SMALLEST_SET, LARGEST_SET = 3, 5
"""How many headings a parallel set has, unless the drafter says otherwise."""

_LENGTHS = range(4, 41)
_TIED_TO_ITS_TIME = re.compile(r"\d|[\u4e00-\u9fff]{2}(?:省|市|县|区|镇|乡)(?![场域级政])")

ItemT = TypeVar("ItemT")

CorpusHeading = tuple["Passage", "Document"]
"""A passage of kind heading, and its document."""


@dataclass(frozen=True, slots=True)
class HeadingRequest:
    """What a heading is wanted for.

    role: id. topic: of the new draft. genre: Chinese name; empty for any. siblings: headings that already stand beside it.
    """

    role: str
    topic: str
    genre: str = ""
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeadingCandidate:
    """A heading that could stand there.

    text: without a number. document: the title of the document it was found in, passage its id; empty for a pattern.
    parallel: with the given siblings; None where none were given. why: what it shares with them, or how it differs,
    in Chinese.
    """

    text: str
    document: str = ""
    passage: str = ""
    parallel: bool | None = None
    why: str = ""

    @property
    def shape(self) -> str:
        """Lengths of its segments: 6+6."""
        return shape_text(self.text)

    @property
    def frame(self) -> str:
        """The frame it is built on, or empty."""
        return heading_frame(self.text)


@dataclass(frozen=True, slots=True)
class HeadingSet:
    """Parallel headings to stand together. basis: what they share, in Chinese. document: as for a candidate."""

    headings: tuple[str, ...]
    basis: str
    document: str = ""


def heading_candidates(
    request: HeadingRequest, corpus: Iterable[CorpusHeading] = (), *, limit: int = 12
) -> tuple[HeadingCandidate, ...]:
    """Headings for the request: patterns and the corpus by turns; those parallel with the siblings first, then by how near
    their shape is to that of the siblings."""
    by_turns = _by_turns(_from_patterns(request), _from_corpus(request, corpus))
    candidates: dict[str, HeadingCandidate] = {}
    for candidate in by_turns:
        if candidate.text not in request.siblings:
            candidates.setdefault(candidate.text, _judged(candidate, request.siblings))
    shapes = [heading_shape(sibling) for sibling in request.siblings]
    ranked = sorted(
        candidates.values(),
        key=lambda candidate: (
            candidate.parallel is False,
            0 if candidate.parallel else _apart(heading_shape(candidate.text), shapes),
        ),
    )
    return tuple(ranked[:limit])


def parallel_sets(
    request: HeadingRequest,
    corpus: Iterable[CorpusHeading] = (),
    *,
    sizes: tuple[int, int] = (SMALLEST_SET, LARGEST_SET),
    limit: int = 6,
) -> tuple[HeadingSet, ...]:
    """Whole sets of parallel headings for the request, at most `limit`, each of as many headings as `sizes` allows.

    With siblings only sets that are parallel with them too.
    """
    least, most = sizes
    sets: dict[tuple[str, ...], HeadingSet] = {}
    for headings, document in _by_turns(_pattern_groups(request), _corpus_groups(request, corpus)):
        chosen = tuple(heading for heading in headings if heading not in request.siblings)[:most]
        if len(chosen) < least or not judge_parallel([*request.siblings, *chosen]).parallel:
            continue
        sets.setdefault(chosen, HeadingSet(chosen, parallel_basis([*request.siblings, *chosen]), document))
    return tuple(sets.values())[:limit]


def _apart(shape: tuple[int, ...], siblings: Sequence[tuple[int, ...]]) -> int:
    """Characters by which the segments of a heading differ from those of the sibling that is nearest in shape."""
    return min(
        (
            sum(abs(one - other) for one, other in zip_longest(shape, sibling, fillvalue=0))
            for sibling in siblings
        ),
        default=0,
    )


def _judged(candidate: HeadingCandidate, siblings: Sequence[str]) -> HeadingCandidate:
    if not siblings:
        return candidate
    together = [*siblings, candidate.text]
    judged = judge_parallel(together)
    why = parallel_basis(together) if judged.parallel else "；".join(judged.reasons)
    return HeadingCandidate(candidate.text, candidate.document, candidate.passage, judged.parallel, why)


def _families(request: HeadingRequest) -> list[HeadingFamily]:
    """The families of the role, those made for the genre first, none made for others only."""
    fitting = [
        family
        for family in heading_families()
        if family.role == request.role
        and (not family.genres or not request.genre or request.genre in family.genres)
    ]
    return sorted(fitting, key=lambda family: not (family.genres and request.genre in family.genres))


def _from_patterns(request: HeadingRequest) -> Iterator[HeadingCandidate]:
    rows = [family.headings(request.topic) for family in _families(request)]
    for headings in zip_longest(*rows):
        yield from (HeadingCandidate(heading) for heading in headings if heading)


def _from_corpus(request: HeadingRequest, corpus: Iterable[CorpusHeading]) -> Iterator[HeadingCandidate]:
    found = [
        (
            not _related(request, document),
            exchanged == passage.text,
            HeadingCandidate(exchanged, document.title, passage.id),
        )
        for passage, document in corpus
        if passage.role == request.role and (exchanged := _exchanged(passage.text, document, request))
    ]
    for _, _, candidate in sorted(found, key=lambda entry: entry[:2]):
        yield candidate


def _pattern_groups(request: HeadingRequest) -> Iterator[tuple[tuple[str, ...], str]]:
    for family in _families(request):
        if family.parallel:
            yield family.headings(request.topic), ""


def _corpus_groups(
    request: HeadingRequest, corpus: Iterable[CorpusHeading]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Sibling headings of one document that all have the role and fit the topic."""
    groups: dict[tuple[str, tuple[str, ...], int], tuple[Document, list[str | None]]] = {}
    for passage, document in corpus:
        if passage.role == request.role:
            key = (document.id, passage.heading_path, passage.level)
            group = groups.setdefault(key, (document, []))
            group[1].append(_exchanged(passage.text, document, request))
    for document, headings in sorted(groups.values(), key=lambda group: not _related(request, group[0])):
        yield tuple(heading for heading in headings if heading), document.title


def _exchanged(heading: str, document: Document, request: HeadingRequest) -> str | None:
    """The heading on the wanted topic; None where it belongs to its own time, place or topic, names what another field has,
    or tells a whole province's work."""
    topic = request.topic
    if (
        (is_grand(document) and request.genre != document.genre)
        or len(heading) not in _LENGTHS
        or _TIED_TO_ITS_TIME.search(heading)
    ):
        return None
    old = topic_of_title(document.title)
    exchanged = exchange_topic(heading, old, topic) if old else None
    if exchanged is None and any(pair in heading and pair not in topic for pair in pairs(old)):
        return None
    offered = heading if exchanged is None else exchanged
    return None if names_other_field(offered.replace(topic, ""), topic) else offered


def _related(request: HeadingRequest, document: Document) -> bool:
    return not request.genre or same_family(request.genre, document.genre)


def _by_turns(first: Iterable[ItemT], second: Iterable[ItemT]) -> Iterator[ItemT]:
    """Items of both by turns, then what is left of the longer."""
    iterators = [iter(first), iter(second)]
    while iterators:
        for iterator in tuple(iterators):
            for item in iterator:
                yield item
                break
            else:
                iterators.remove(iterator)
