"""What search needs from the library, and nothing more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from wengao.corpus.models import Document, Passage

    Progress = Callable[[int, int], None]
    """Called with how many documents have been indexed, and how many there are to index."""


class Changes(Protocol):
    """Ids of documents that were added or changed, and of those that were removed."""

    @property
    def changed(self) -> Iterable[str]:
        """Ids of documents that are new, or not what they were."""

    @property
    def removed(self) -> Iterable[str]:
        """Ids of documents that are gone."""


class PassageSource(Protocol):
    """The library as search sees it."""

    @property
    def generation(self) -> int:
        """A number that grows with each change of documents or passages."""

    def documents(self) -> Sequence[Document]:
        """All documents."""

    def document(self, document_id: str, /) -> Document | None:
        """The document of that id."""

    def passages(self, document_id: str | None = None, /) -> Iterable[Passage]:
        """The passages of one document, or of all."""

    def changes_since(self, generation: int, /) -> Changes | None:
        """What changed after `generation`; None where that can no longer be told."""
