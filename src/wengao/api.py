"""The face for programs (供程序调用): open a workspace, read the corpus, search, find references, check, export.

    from wengao import api

    office = api.open("我的工作区")
    office.index()
    for hit in office.search("责任链条", role="落实").hits:
        print(hit.document.title, hit.passage.text)
    for finding in office.check("drafts/征兵.md"):
        print(finding.line, finding.message)
    office.export("drafts/征兵.md", "征兵.docx")

Works in a plain script, without a `__main__` guard. What is named in `__all__` stays as it is from one version to the next;
everything else of the package may change. All errors are WengaoError: `message` says what and where, `remedy` what to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.drafts.store import is_draft_name
from wengao.errors import (
    InputError,
    UnreadableFileError,
    UsageError,
    WengaoError,
    WorkspaceBusyError,
    WorkspaceError,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from os import PathLike

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.export.exporting import ExportReport
    from wengao.library.indexing import CorpusReport
    from wengao.review.model import Finding
    from wengao.search.results import SearchHit, SearchResult

__all__ = [
    "InputError",
    "Office",
    "SectionReferences",
    "UnreadableFileError",
    "UsageError",
    "WengaoError",
    "WorkspaceBusyError",
    "WorkspaceError",
    "open",
]


@dataclass(frozen=True, slots=True)
class SectionReferences:
    """What fits one section of a draft. part: its place among the headings, from 0. heading: without its number."""

    part: int
    heading: str
    hits: tuple[SearchHit, ...]


class Office:
    """An open workspace; made by `open`. Any thread may call it, and several may be open at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def folder(self) -> Path:
        """The workspace's folder, absolute."""
        return self._desk.workspace.root

    def index(
        self,
        places: Iterable[str | PathLike[str]] = (),
        *,
        rebuild: bool = False,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> CorpusReport:
        """Read what is new or changed in the corpus and bring the index up to it.

        places: files or folders to add to the corpus for good. rebuild: read everything anew. progress: called with files
        done, files in all, and the path at hand. A file that cannot be read stops nothing: it stands in `failed` of the
        report, with the reason. Raises WorkspaceBusyError while another process reads.
        """
        return self._desk.corpus.read(map(Path, places), rebuild=rebuild, progress=progress)

    def search(
        self,
        query: str,
        *,
        role: str | None = None,
        genre: str | None = None,
        kind: str | None = None,
        year: str | None = None,
        limit: int = 20,
    ) -> SearchResult:
        """Search the corpus.

        query: as it is typed, “…” for what must stand word for word. role, genre, kind: Chinese names or ids, such as
        落实, 推进会讲话, 段. year: 2024, 2023-2025 or 2024-. Raises UsageError for a name that there is none of.
        """
        return self._desk.search.find(query, role=role, genre=genre, kind=kind, year=year, limit=limit)

    def references(
        self, draft: str | PathLike[str], part: int | None = None, *, limit: int = 12
    ) -> tuple[SectionReferences, ...]:
        """The passages that fit each section of the draft in a file, or only the section at `part`.

        Raises UnreadableFileError where there is no such draft, UsageError where it has no such section.
        """
        opened = self._opened(draft)
        places = range(len(opened.parts)) if part is None else (part,)
        if part is not None and not 0 <= part < len(opened.parts):
            raise UsageError(
                f"文稿没有第 {part} 个标题（从 0 数起）", f"这篇文稿有 {len(opened.parts)} 个标题"
            )
        return tuple(
            SectionReferences(
                place,
                opened.parts[place].heading,
                self._desk.search.references(opened, place, limit=limit).hits,
            )
            for place in places
        )

    def check(self, file: str | PathLike[str]) -> tuple[Finding, ...]:
        """What the check finds in a file: a draft (.md), or any document that can be read. In the order of the text.

        Raises UnreadableFileError where it cannot be read.
        """
        path = Path(file)
        stored = self._desk.review.open(path)
        return self._desk.review.check_in_full(stored.draft, numbered=not is_draft_name(path))

    def export(
        self,
        draft: str | PathLike[str],
        output: str | PathLike[str] | None = None,
        *,
        layout: str | None = None,
    ) -> ExportReport:
        """Write a draft as Word, or as .pdf, .txt or .md by the name of `output`; into the workspace's folder for exports
        where none is given. layout: by name, such as gb9704; None for the one of the draft's genre.

        Raises UnreadableFileError for the draft, UsageError for another ending, InputError where nothing can be written.
        """
        target = None if output is None else Path(output)
        return self._desk.export.write(self._desk.drafts.open(Path(draft)), target, layout=layout)

    def _opened(self, draft: str | PathLike[str]) -> Draft:
        return self._desk.drafts.open(Path(draft)).draft


def open(workspace: str | PathLike[str]) -> Office:  # noqa: A001 - api.open reads as it should
    """Open the workspace in a folder (made by `wengao init`).

    Raises WorkspaceError where the folder is none, InputError for a mistake in its settings.
    """
    from wengao.desk.desk import Desk
    from wengao.desk.workspace import open_workspace

    return Office(Desk(open_workspace(Path(workspace))))
