"""What search needs from the library, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from wengao.reading.models import Document, Passage

    Progress = Callable[[int, int], None]
    """Called with how many documents have been indexed, and how many there are to index."""


class Changes(Protocol):
    """What happened to documents after some generation."""

    @property
    def replaced(self) -> Sequence[str]:
        """Ids of documents that are new, or not what they were."""

    @property
    def removed(self) -> Sequence[str]:
        """Ids of documents that are gone."""


class PassageSource(Protocol):
    """The library as search sees it."""

    @property
    def identity(self) -> str:
        """What tells this library from every other, for as long as it exists."""

    @property
    def generation(self) -> int:
        """A number that grows with each change of documents or passages."""

    def documents(self) -> Sequence[Document]:
        """All documents; their text is not needed."""

    def passages(self, document_id: str, /) -> Sequence[Passage]:
        """The passages of a document."""

    def changes_since(self, generation: int, /) -> Changes:
        """What changed after `generation`."""

    def starred(self) -> Collection[str]:
        """The ids of the passages that the drafter has starred."""
