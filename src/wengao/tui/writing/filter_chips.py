"""The filters of a search as chips (筛选): role, genre, kind of passage, year; each can be clicked."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TypedDict

from textual.content import Content
from textual.widgets import Static

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
    """One line: the filters that are set stand out."""

    _shown: Filters | None = None

    def show(self, filters: Filters) -> None:
        """Show filters."""
        if filters == self._shown:
            return
        self._shown = filters
        chips = [
            Content.from_markup(
                f"[@click=screen.filter()]{'[b]' if name in filters.chosen else ''}$text[/]",
                text=f"{label}：{filters.chosen[name]}" if name in filters.chosen else label,
            )
            for name, label in FILTER_NAMES.items()
        ]
        self.set_class(bool(filters.chosen), "-chosen")
        self.update(Content("  ").join(chips))
