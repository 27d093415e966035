"""The filters of the references (筛选): role, genre, kind of passage, year; as chips, and as a dialogue."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypedDict

from rich.text import Text
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Label, Select, Static

from wengao.language.genres import genres
from wengao.language.roles import roles
from wengao.language.vocabulary import kinds
from wengao.tui.shared.screens import Dialogue
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


FILTER_NAMES = {"role": "角色", "genre": "文种", "kind": "类型", "year": "年份"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What passages have to be, as the drafter writes it; empty for anything."""

    role: str = ""
    genre: str = ""
    kind: str = ""
    year: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        """The filters that are set."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}

    def words(self, kind: str = "") -> FilterWords:
        """As the desk's search takes them; `kind` where none is chosen."""
        return FilterWords(
            role=self.role or None,
            genre=self.genre or None,
            kind=self.kind or kind or None,
            year=self.year or None,
        )


class FilterWords(TypedDict):
    """The filters as the desk's search takes them; None for anything."""

    role: str | None
    genre: str | None
    kind: str | None
    year: str | None


class FilterChips(Static):
    """One line: the filters that are set stand out, and whether passages (段) or sentences (句) are listed."""

    _shown: tuple[Filters, bool] | None = None

    def show(self, filters: Filters, *, by_sentence: bool) -> None:
        """Show filters."""
        if (filters, by_sentence) == self._shown:
            return
        self._shown = filters, by_sentence
        chips = [
            Content.from_markup(
                f"[@click=screen.do('filter')]{'[b]' if name in filters.chosen else ''}$text[/]",
                text=f"{label}：{filters.chosen[name]}" if name in filters.chosen else label,
            )
            for name, label in FILTER_NAMES.items()
        ]
        paragraphs, sentences = ("段", "[b u]句[/]") if by_sentence else ("[b u]段[/]", "句")
        chips.append(Content.from_markup(f"[@click=screen.do('sentences')]{paragraphs}/{sentences}[/]"))
        self.set_class(bool(filters.chosen), "-chosen")
        self.update(Content("  ").join(chips))


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
