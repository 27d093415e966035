"""Texts side by side (对照): the draft and others of its genre, part by part, by role."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Grid, VerticalScroll
from textual.widgets import Static

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.bars import KeyBar
from wengao.tui.shared.screens import Dialogue
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.drafts.comparing import ComparedSection, Comparison

_NARROW = 24
"""Columns that a text needs; in a narrow terminal the last texts are left out."""


class CompareScreen(Dialogue[bool]):
    """Read only; one role at a time, a column for each text."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.COMPARE)]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--facts", "list--good"}
    places = (Place.COMPARE,)
    heading = "对照"
    AUTO_FOCUS = "#compared"

    def __init__(self, desk: Desk, paths: Sequence[Path]) -> None:
        super().__init__(classes="-large -full")
        self._desk, self._paths = desk, tuple(paths)
        self._comparison: Comparison | None = None
        self._row = 0

    def compose_content(self) -> ComposeResult:
        """The role, the columns, the keys."""
        yield Line("正在并列，请稍候", id="list-caption", classes="notice-remedy")
        yield VerticalScroll(Grid(id="compared-texts"), id="compared")
        yield KeyBar(*self.places, way_back=True)

    def on_mount(self) -> None:
        """Compare behind the paint."""
        desk, paths = self._desk, self._paths
        self.start_job("compare", lambda: desk.drafts.compare(paths), self._take)

    def on_resize(self) -> None:
        """As many columns as there is room for."""
        self._show()

    def action_part(self, step: int) -> None:
        """To the next role, or the one before."""
        if self._comparison is not None:
            self._row = (self._row + step) % max(len(self._comparison.rows), 1)
            self._show()

    def _take(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._show()

    def _show(self) -> None:
        comparison = self._comparison
        if comparison is None or not comparison.rows:
            return
        row = comparison.rows[self._row]
        room = max((self.query_one("#compared").size.width - 2) // _NARROW, 1)
        texts = comparison.texts[:room]
        hidden = len(comparison.texts) - len(texts)
        more = f"　窗口窄，另有 {hidden} 篇没有显示" if hidden else ""
        self.query_one("#list-caption", Line).show(
            f"{row.role}　第 {self._row + 1}/{len(comparison.rows)} 部分{more}"
        )
        cells = [
            *(Static(Text(f"{text.title}\n{text.characters} 字"), classes="-title") for text in texts),
            *(Static(self._cell(sections)) for sections in row.cells[:room]),
        ]
        grid = self.query_one("#compared-texts", Grid)
        grid.styles.grid_size_columns = len(texts)
        with self.app.batch_update():
            grid.remove_children()
            grid.mount_all(cells)
        self.query_one("#compared").scroll_home(animate=False)

    def _cell(self, sections: Sequence[ComparedSection]) -> Text:
        facts = self.get_component_rich_style("list--facts", partial=True)
        if not sections:
            return Text("（没有这一部分）", style=facts)
        text = Text()
        for section in sections:
            if section.heading:
                text.append(f"{section.heading}\n", self.get_component_rich_style("list--good", partial=True))
            text.append(f"{section.characters} 字，占 {section.share:.0%}\n", facts)
            for subheading in section.subheadings:
                text.append(f"· {subheading}\n")
            text.append(f"{section.opening}\n\n", facts)
        return text
