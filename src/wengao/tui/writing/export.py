"""Exporting a draft (导出): what is asked, layout, contents, sources and where it goes; and writing the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widgets import Button, Checkbox, Label, Select, Static

from wengao.export.choices import ExportChoices
from wengao.language.slots import find_slots
from wengao.processes.showing import open_in_system
from wengao.tui.shared.copying import copy_with_fonts
from wengao.tui.shared.screens import Dialogue
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.export.exporting import ExportReport
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.references import References
    from wengao.tui.writing.returned import Returned


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
_WORD = ".docx"
_LAYOUT_NAMES = {
    "gb9704": "公文（GB/T 9704）",
    "letter": "信函",
    "minutes": "纪要",
    "order": "命令（令）",
    "speech": "讲话稿",
    "reading": "大字本",
    "report": "报告材料",
}
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


class Exporting:
    """Asks how, and writes the file."""

    def __init__(
        self,
        screen: PlaceScreen,
        desk: Desk,
        manuscript: Manuscript,
        references: References,
        returned: Returned,
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._references, self._returned = references, returned
        self._session = manuscript.session

    def export(self) -> None:
        """Ask how, then write the Word file."""
        if self._manuscript.refuses_plain_text():
            return
        draft = self._manuscript.draft_now()
        path = self._desk.workspace.export_folder / f"{self._session.stored.path.stem}.docx"
        sources = self._desk.workspace.settings.export.sources

        def ask(layouts: tuple[str, ...]) -> None:
            shown, slots = self._desk.workspace.shown(path), len(find_slots(draft.prose))
            self._screen.app.push_screen(ExportScreen(shown, sources, layouts, slots), self._export)

        self._screen.start_job("layouts", self._desk.export.layouts, ask)

    def copy(self) -> None:
        """Put the section being written on the clipboard with its fonts; or the passage, where the focus is there."""
        if self._references.has_focus_within:
            self._references.copy()
            return
        if self._manuscript.refuses_plain_text():
            return
        self._manuscript.draft_now()
        desk, stored = self._desk, self._session.for_saving()
        part = self._session.index_of(self._manuscript.here)
        copy_with_fonts(self._screen, lambda: desk.export.copied(stored, part))

    def preview(self) -> None:
        """Show the pages as they would be printed."""
        if self._manuscript.refuses_plain_text():
            return
        self._manuscript.draft_now()
        desk, stored = self._desk, self._session.for_saving()
        self._screen.say("正在排版，请稍候")

        def preview() -> tuple[Path, bool]:
            path = desk.export.preview(stored)
            return path, open_in_system(path)

        def shown(outcome: tuple[Path, bool]) -> None:
            path, opened = outcome
            where = desk.workspace.shown(path)
            self._screen.say(
                f"版面预览已打开（{where}）"
                if opened
                else f"本机没有看 PDF 的程序，版面在 {where}，请自行打开"
            )

        self._screen.start_job("preview", preview, shown)

    def _export(self, choice: ExportChoice | None) -> None:
        if choice is None:
            return
        desk, stored = self._desk, self._session.for_saving()
        path = desk.workspace.root / Path(choice.path).expanduser()
        self._screen.say("正在导出，请稍候")

        def export() -> ExportReport:
            return desk.export.write(
                stored,
                path,
                layout=choice.layout or None,
                toc=choice.toc,
                sources=choice.sources,
                choices=ExportChoices(allow_slots=True),
            )

        self._screen.start_job("export", export, lambda report: self._exported(report, choice, stored.draft))

    def _exported(self, report: ExportReport, choice: ExportChoice, draft: Draft) -> None:
        if report.path.suffix.lower() == _WORD:
            self._returned.watch(report.path, draft)
        left = f"，还有 {report.slots_left} 处空位" if report.slots_left else ""
        noted = "".join(f"，{note}" for note in report.notes)
        self._screen.say(f"已导出 {self._desk.workspace.shown(report.path)}{left}{noted}")
        if choice.open_folder:
            self._screen.start_job("folder", lambda: open_in_system(report.path.parent), self._folder_opened)

    def _folder_opened(self, opened: bool) -> None:
        if not opened:
            self._screen.say("本机没有可用的文件管理器，请自行打开导出文件夹")
