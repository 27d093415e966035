"""Results (检索结果) as values, and in the form that `wengao search --json` prints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.reading.models import Document, Passage
    from wengao.search.highlighting import Highlight


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage that was found.

    document: its metadata; its text is left out. score: the product of the factors in `why`.
    highlights: [start, end) character offsets in passage.text.
    duplicates: how many near-duplicates of the passage were left out in its favour.
    fit: where the passage was looked for a section of a draft, the probability that it belongs there; `reasons` then
    say in Chinese what speaks for it and against it.
    """

    passage: Passage
    document: Document
    score: float
    highlights: tuple[Highlight, ...]
    duplicates: int
    why: Mapping[str, float]
    fit: float | None = None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    query: as it was typed. total: passages that match, near-duplicates and overlapping ones included.
    took_ms: milliseconds from the query to the hits. hits: best first.
    suggestion: where nothing was found, another query that finds something; empty where there is none.
    understood: where what was typed was taken to mean more or other than it says, what was looked for; else empty.
    by_sound: whether that are words that what was typed is the pinyin of. added: wordings that were looked for beside
    the words (双碳: 碳达峰碳中和). answered: the share of what is held that was looked through; less than one where a part
    of a shared engine did not answer. away: why the shared corpus was not searched, in Chinese; empty where it was, or
    where there is none.
    """

    query: str
    total: int
    took_ms: float
    hits: tuple[SearchHit, ...]
    suggestion: str = ""
    understood: str = ""
    by_sound: bool = False
    added: tuple[str, ...] = ()
    answered: float = 1.0
    away: str = ""


def result_to_dict(result: SearchResult) -> dict[str, Any]:
    """The result as the JSON values that `wengao search --json` prints."""
    return {
        "query": result.query,
        "total": result.total,
        "took_ms": round(result.took_ms, 1),
        "understood": result.understood,
        "hits": [hit_to_dict(hit) for hit in result.hits],
        **({"office_away": result.away} if result.away else {}),
        **({"answered": round(result.answered, 3)} if result.answered < 1 else {}),
    }


def hit_to_dict(hit: SearchHit) -> dict[str, Any]:
    """The hit as JSON values; role and kind by id."""
    passage, document = hit.passage, hit.document
    return {
        "id": passage.id,
        "score": round(hit.score, 3),
        "kind": passage.kind,
        "text": passage.text,
        "role": passage.role,
        "level": passage.level,
        "heading_path": list(passage.heading_path),
        "highlights": [list(highlight) for highlight in hit.highlights],
        "duplicates": hit.duplicates,
        "document": document_to_dict(document),
        "why": {name: round(factor, 3) for name, factor in hit.why.items()},
    }


def reference_to_dict(hit: SearchHit) -> dict[str, Any]:
    """A passage found for a section, as `wengao references --json` prints it."""
    return {
        "id": hit.passage.id,
        "text": hit.passage.text,
        "kind": hit.passage.kind,
        "fit": round(hit.fit or 0.0, 3),
        "why": list(hit.reasons),
        "place": hit.passage.place,
        "document": document_to_dict(hit.document),
    }


def document_to_dict(document: Document) -> dict[str, Any]:
    """What of a document goes with each of its passages, as JSON values; source: own or office."""
    return {
        "id": document.id,
        "title": document.title,
        "genre": document.genre,
        "date": document.date,
        "organ": document.organ,
        "path": document.path,
        "source": document.origin,
    }
