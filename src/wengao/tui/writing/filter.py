"""The filters of the references (筛选): role, genre, kind, year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal
from textual.widgets import Button, Label, Select, Static

from wengao.language.genres import genres
from wengao.language.roles import roles
from wengao.language.vocabulary import kinds
from wengao.tui.shared.dialogue import Dialogue
from wengao.tui.textual_repairs.chinese_input import ChineseInput
from wengao.tui.writing.filter_chips import FILTER_NAMES, Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

_ANY = ""


class FilterScreen(Dialogue[Filters]):
    """Answers with the filters to use."""

    heading = "筛选"
    AUTO_FOCUS = "Select"

    def __init__(self, filters: Filters) -> None:
        super().__init__()
        self._filters = filters

    def compose_content(self) -> ComposeResult:
        """A choice for each filter, the years as text."""
        offered: dict[str, Sequence[str]] = {
            "role": [role.name for role in roles()],
            "genre": [genre.name for genre in genres()],
            "kind": [kind.name for kind in kinds()],
        }
        for name, words in offered.items():
            yield Label(FILTER_NAMES[name])
            chosen = getattr(self._filters, name)
            yield Select(
                [("不限", _ANY), *((Text(word), word) for word in words)],
                value=chosen if chosen in words else _ANY,
                allow_blank=False,
                compact=True,
                id=name,
            )
        yield Label(FILTER_NAMES["year"])
        yield ChineseInput(self._filters.year, placeholder="2024、2023-2025、2024-", id="year")
        yield Static("Tab 到下一项　回车选择　Esc 取消", classes="notice-remedy", markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("应用", id="accept", variant="primary")
            yield Button("全部清除", id="clear")

    def on_input_submitted(self) -> None:
        """Enter in the years applies."""
        self._accept()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Apply, or clear all."""
        if event.button.id == "clear":
            self.dismiss(Filters())
        else:
            self._accept()

    def _accept(self) -> None:
        chosen = {name: str(self.query_one(f"#{name}", Select).value) for name in ("role", "genre", "kind")}
        self.dismiss(Filters(**chosen, year=self.query_one(ChineseInput).value.strip()))
