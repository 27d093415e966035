"""The export dialogue (导出): layout, table of contents, sources, and where the file goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widgets import Button, Checkbox, Label, Select, Static

from wengao.tui.shared.screens import Dialogue
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


class TickBox(Checkbox):
    """Textual's own draws the same mark for both states."""

    BUTTON_LEFT = BUTTON_RIGHT = ""

    def on_mount(self) -> None:
        """Show the state that the box begins with."""
        self._mark()

    def watch_value(self) -> None:
        """Show the new state, and tell it."""
        self._mark()
        super().watch_value()

    def _mark(self) -> None:
        self.BUTTON_INNER = "[√]" if self.value else "[ ]"
        self.refresh()


_BY_GENRE = ""
_LAYOUT_NAMES = {"gb9704": "公文（GB/T 9704）", "speech": "讲话稿", "report": "报告材料"}
_SOURCES = (("不带出处", "none"), ("出处作批注", "comments"), ("出处列附表", "appendix"))


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """How to export.

    path: the file to write. layout: name, or empty for the genre's own. toc: with a table of contents. sources: of the
    desk. open_folder: whether to show the file's folder afterwards.
    """

    path: str

    layout: str
    toc: bool
    sources: str
    open_folder: bool


class ExportScreen(Dialogue[ExportChoice]):
    """Asks how to export; Enter on the button that has the focus takes the settings as they stand."""

    heading = "导出"
    AUTO_FOCUS = "#accept"

    def __init__(self, path: str, sources: str, layouts: Sequence[str], slots: int) -> None:
        super().__init__()
        self._path = path
        self._sources = sources
        self._slots = slots
        self._layouts = [
            (Text("按文种选版式"), _BY_GENRE),
            *((Text(_LAYOUT_NAMES.get(name, name)), name) for name in layouts),
        ]

    def compose_content(self) -> ComposeResult:
        """The settings, the path, two buttons."""
        yield Label("版式")
        yield Select(self._layouts, value=_BY_GENRE, allow_blank=False, id="layout")
        yield Label("出处")
        yield Select(_SOURCES, value=self._sources, allow_blank=False, id="sources")
        yield TickBox("带目录", id="toc")
        yield TickBox("导出后打开文件夹", id="open-folder")
        yield Label("写到（后缀 .docx、.pdf、.txt、.md 都可以）")
        yield ChineseInput(self._path, id="path", select_on_focus=False)
        if self._slots:
            yield Static(
                f"还有 {self._slots} 处空位没有填，导出后原样留着", classes="export-slots", markup=False
            )
        with Horizontal(classes="dialogue-buttons"):
            yield Button("带空位导出" if self._slots else "导出", id="accept", variant="primary")
            yield Button("取消", id="cancel")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Export or leave."""
        if event.button.id != "accept":
            self.dismiss(None)
            return
        self._accept()

    def on_input_submitted(self) -> None:
        """Enter in the path exports."""
        self._accept()

    def _accept(self) -> None:
        layout, sources = self.query_one("#layout", Select), self.query_one("#sources", Select)
        toc, open_folder = self.query_one("#toc", TickBox), self.query_one("#open-folder", TickBox)
        path = self.query_one("#path", ChineseInput).value.strip() or self._path
        self.dismiss(ExportChoice(path, str(layout.value), toc.value, str(sources.value), open_folder.value))
