"""Handing documents to the office (送交): what one machine has read and cleaned goes to the gateway, changed ones only.

The gateway is told what is there and says what it holds, by a digest of each document; so a run that was cut off goes on
where it was, and a second one sends nothing. Through the gateway and not past it: then the engine has one door, the right
to hand in is a user's, and the audit log has it. Stars, use counts and corrections of other drafters are none of this; the
corrections made on this machine are part of what its documents are.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from wengao.office.client import NotTakenByOfficeError
from wengao.office.wire import Handed, document_to_json, handed_to_json, passage_to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wengao.library import Library
    from wengao.office.engine import OfficeEngine
    from wengao.reading.models import Document, Passage

_MOST_TOGETHER = 100
_LARGEST_TOGETHER = 4 << 20
"""Documents, and bytes, that go together: the gateway takes four times as much, and shows each lot at once or not at all."""
_LONGEST_ID = 16
"""Hex digits: an office may hold so many passages that twelve would meet."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What was done. sent, unchanged, removed: documents. refused: path and reason of those that were not taken."""

    sent: int
    unchanged: int
    removed: int
    refused: tuple[tuple[str, str], ...] = ()


def hand_in(
    library: Library, office: OfficeEngine, progress: Callable[[int, int], None] | None = None
) -> HandedIn:
    """Bring what the office holds of this library up to it. Raises EngineUnavailableError; running it again goes on.

    progress: called with documents done and documents in all.
    """
    source = library.identity
    held = {str(one): str(digest) for one, digest in _held(office, source).items()}
    documents = library.documents()
    ids = {office_id(source, document.id) for document in documents}
    sent, unchanged = 0, 0
    refused: dict[str, tuple[str, str]] = {}
    waiting: list[Handed] = []
    size = 0

    def send() -> int:
        nonlocal waiting, size
        lot, waiting, size = waiting, [], 0
        return _send(office, source, lot, refused) if lot else 0

    for done, document in enumerate(documents, 1):
        handed = _handed(source, document, library.passages(document.id))
        if held.get(handed.document.id) == handed.digest:
            unchanged += 1
        else:
            waiting.append(handed)
            size += sum(len(passage.text) * 3 + 400 for passage in handed.passages)
            if len(waiting) >= _MOST_TOGETHER or size >= _LARGEST_TOGETHER:
                sent += send()
        if progress is not None:
            progress(done, len(documents))
    sent += send()
    # What is not taken as it is now must not stay as it was: it may have become more secret.
    gone = sorted(held.keys() - (ids - refused.keys()))
    for start in range(0, len(gone), 1000):
        office.tell("index/remove", {"source": source, "ids": gone[start : start + 1000]})
    return HandedIn(sent, unchanged, len(gone), tuple(refused.values()))


def office_id(source: str, own: str) -> str:
    """The id that a document or passage of a library has in the office: the same path on two machines is two documents."""
    return hashlib.sha256(f"{source}\0{own}".encode()).hexdigest()[:_LONGEST_ID]


def _held(office: OfficeEngine, source: str) -> dict[str, Any]:
    held = office.tell("index/held", {"source": source}).get("documents")
    return held if isinstance(held, dict) else {}


def _send(
    office: OfficeEngine, source: str, lot: Sequence[Handed], refused: dict[str, tuple[str, str]]
) -> int:
    """Send a lot; where one of it is not taken, each by itself, so that the others are. Returns how many were taken."""
    try:
        office.tell("index/documents", {"source": source, "documents": [handed_to_json(one) for one in lot]})
    except NotTakenByOfficeError as error:
        if len(lot) == 1:
            refused[lot[0].document.id] = (lot[0].document.path, error.message)
            return 0
        return sum(_send(office, source, (one,), refused) for one in lot)
    return len(lot)


def _handed(source: str, document: Document, passages: Sequence[Passage]) -> Handed:
    own = office_id(source, document.id)
    renamed = tuple(replace(one, id=office_id(source, one.id), document_id=own) for one in passages)
    head = replace(document, id=own)
    digest = hashlib.sha256()
    for part in _parts(head, renamed):
        digest.update(json.dumps(part, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace"))
    return Handed(head, digest.hexdigest(), renamed)


def _parts(head: Document, passages: Sequence[Passage]) -> Iterator[Any]:
    yield document_to_json(head)
    yield from (passage_to_json(one) for one in passages)
