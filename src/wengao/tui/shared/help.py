"""The help (按键帮助): the keys of the place where the drafter is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from wengao.tui.actions import Place, actions_of, with_keys
from wengao.tui.shared.screens import Dialogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

_EDITING = (
    ("Ctrl+Z / Ctrl+Y", "撤销 / 重做"),
    ("Ctrl+A", "全选本节"),
    ("Ctrl+C / Ctrl+X / Ctrl+V", "复制 / 剪切 / 粘贴"),
    ("Shift+方向键", "选择文字"),
    ("Ctrl+左 / Ctrl+右", "按词移动，加 Shift 按词选择"),
    ("Ctrl+W / Alt+Del", "删除前一词 / 后一词"),
    ("双击 / 三击", "选词 / 选段"),
)


class HelpScreen(Dialogue[bool]):
    """Keys and what they do, by place."""

    heading = "按键帮助"

    def __init__(self, places: Sequence[Place], chosen: Mapping[str, str]) -> None:
        super().__init__(classes="-large")
        self._chosen = chosen
        self._places = tuple(places)

    def compose_content(self) -> ComposeResult:
        """A table for each place."""
        with VerticalScroll(id="help-keys"):
            for place in self._places:
                yield Static(place.value, classes="source-heading")
                actions = [with_keys(action, self._chosen) for action in actions_of(place)]
                rows = [(_keys(action.key), action.name) for action in actions]
                yield Static(_table([*rows, *(_EDITING if place is Place.EDITOR else ())]))
            yield Static(
                "终端占用了某个键时，按 F12 打开命令，输入中文名称也能做同样的事。", classes="notice-remedy"
            )
        with Horizontal(classes="dialogue-buttons"):
            yield Button("返回", id="close", variant="primary")

    def on_button_pressed(self) -> None:
        """Back."""
        self.dismiss(True)


def _keys(key: str) -> str:
    from wengao.tui.actions import shown_key

    return " 或 ".join(shown_key(one) for one in key.split(","))


def _table(rows: Sequence[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=26)
    table.add_column()
    for keys, name in rows:
        table.add_row(Text(keys, style="bold"), name)
    return table
