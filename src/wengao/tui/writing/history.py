"""The versions of a draft (历史版本): what differs from the text as it stands on disk, and how to bring one back."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from wengao.drafts.history import Version
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.binding import BindingType
    from textual.widget import Widget

    from wengao.desk.desk import Desk
    from wengao.drafts.difference import DifferenceLine


_SIGNS = {frozenset({"removed"}): "－ ", frozenset({"added"}): "＋ "}


def difference_text(lines: Sequence[DifferenceLine], old: Style, new: Style, same: Style) -> Text:
    """The lines, each with a sign before it: － gone, ＋ new, ～ rewritten."""
    styles = {"removed": old + Style(strike=True), "added": new + Style(underline=True), "same": Style()}
    text = Text()
    for line in lines:
        if not line.changed:
            text.append(f"　 {line.pieces[0].text}\n", same)
            continue
        changes = frozenset(piece.change for piece in line.pieces)
        text.append(_SIGNS.get(changes, "～ "))
        for piece in line.pieces:
            text.append(piece.text, styles[piece.change])
        text.append("\n")
    return text


class HistoryScreen(ListDialogue[Version]):
    """Answers with the version to be restored."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.HISTORY)]
    places = (Place.HISTORY,)
    heading = "历史版本"
    caption = "每次保存留一个版本；选中一个，下面是它和现在这一稿的不同"

    def __init__(self, desk: Desk, path: Path) -> None:
        super().__init__()
        self._desk, self._path = desk, path
        self._versions: tuple[Version, ...] = ()

    def compose_detail(self) -> Sequence[Widget]:
        """The difference."""
        return (VerticalScroll(Static(id="difference", markup=False), id="list-detail"),)

    def on_mount(self) -> None:
        """Find the versions behind the paint."""
        desk, path = self._desk, self._path

        def load() -> list[tuple[Version, int]]:
            return [(version, version.characters) for version in desk.history.versions(path)]

        self.start_job("versions", load, self._show)

    def _show(self, versions: list[tuple[Version, int]]) -> None:
        self._versions = tuple(version for version, _ in versions)
        prompts = [
            Text(f"{version.saved_at.astimezone():%Y-%m-%d %H:%M:%S}　{characters} 字")
            for version, characters in versions
        ]
        self.fill(prompts, self.caption, "还没有版本，保存之后就有了")

    def highlight(self, place: int) -> None:
        """Show what differs."""
        if place < len(self._versions):
            desk, path, version = self._desk, self._path, self._versions[place]
            self.start_job(
                "difference", lambda: desk.history.difference(path, version.id), self._show_difference
            )

    def _show_difference(self, lines: tuple[DifferenceLine, ...]) -> None:
        styles = [
            self.get_component_rich_style(name, partial=True)
            for name in ("list--old", "list--new", "list--facts")
        ]
        shown = difference_text(lines, *styles) if lines else Text("和现在磁盘上的文字一样")
        self.query_one("#difference", Static).update(shown)
        self.query_one("#list-detail").scroll_home(animate=False)

    def choose(self, place: int) -> None:
        """Restore it."""
        if place < len(self._versions):
            self.dismiss(self._versions[place])

    def action_restore(self) -> None:
        """Restore the highlighted one."""
        if self.place is not None:
            self.choose(self.place)
