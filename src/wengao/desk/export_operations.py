"""Exporting drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase, modified, moment

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from wengao.drafts.store import StoredDraft
    from wengao.export.word import ExportReport


class ExportOperations(DeskBase):
    """Operations of the export."""

    def layouts(self) -> tuple[str, ...]:
        """The names of the layouts at hand, the unit's own among them."""
        from wengao.export.layout_file import layout_names

        return layout_names((self.workspace.layout_folder,))

    def export(
        self,
        stored: StoredDraft,
        path: Path | None = None,
        *,
        layout: str | None = None,
        toc: bool = False,
        sources: str | None = None,
    ) -> ExportReport:
        """Write the draft as Word at `path`, or under its own name in the export folder."""
        from wengao.export.layout import default_layout, load_layout
        from wengao.export.word import export_word

        settings = self.workspace.settings
        name = layout or settings.export.layout or default_layout(self._metadata(stored.draft).genre)
        target = path or self.workspace.export_folder / f"{stored.path.stem}.docx"
        target.parent.mkdir(parents=True, exist_ok=True)
        return export_word(
            stored.draft,
            target,
            layout=load_layout(name, (self.workspace.layout_folder,)),
            created=self._made(stored),
            toc=toc,
            sources=sources or settings.export.sources,
        )

    def _made(self, stored: StoredDraft) -> datetime.datetime:
        """The time an exported file says it was made: its draft's, so that the same draft gives the same bytes."""
        return moment(modified(stored.path)) if stored.path.exists() else self._clock()
