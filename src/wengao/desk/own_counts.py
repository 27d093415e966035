"""Counting what the unit's corpus says (本单位计数), whenever the corpus was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.files.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wengao.desk.workspace import Workspace
    from wengao.library import Library

_MOST = 10_000_000
"""Characters that are counted, of the newest documents: an office does not write more in ten years, and it takes 15 s."""


def bring_counts_up_to(workspace: Workspace, library: Library, *, anew: bool = False) -> None:
    """Bring the counts up to the library where a tenth of it changed, or where told to (anew).

    New documents are added; where others changed or went, all is counted anew.
    Raises InputError where the file cannot be written.
    """
    from wengao.review.typos.own_counts import OwnCounts, OwnCountsFile, dump
    from wengao.review.typos.table import shipped_characters

    file = OwnCountsFile.at(workspace.own_counts_file)
    counted_at = file.generation() if file is not None else None
    known = counted_at is not None and counted_at <= library.generation
    if known and not anew and not library.worth_learning(counted_at or 0):
        return
    before = (file.read() if file is not None else None) or OwnCounts()
    changes = library.changes_since(before.generation)
    new = [one for one in changes.replaced if one not in before.documents]
    if anew or changes.removed or len(new) < len(changes.replaced):
        before = OwnCounts()
        listed = sorted(library.documents(), key=lambda document: document.date or "", reverse=True)
        new = [document.id for document in listed]
    texts = _first(_texts(library, new), max(_MOST - before.total, 0))
    counts = before.with_texts(
        texts, shipped_characters(), library.generation, before.documents | frozenset(new)
    )
    write_file(workspace.own_counts_file, dump(counts), below=workspace.root)


def _texts(library: Library, documents: Iterable[str]) -> Iterator[str]:
    for document in documents:
        for passage in library.passages(document, kind="paragraph"):
            yield passage.text


def _first(texts: Iterable[str], most: int) -> Iterator[str]:
    """The texts up to so many characters."""
    for text in texts:
        most -= len(text)
        if most < 0:
            return
        yield text
