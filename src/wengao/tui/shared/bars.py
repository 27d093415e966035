"""The two lines at the foot of a place: the status line (状态栏), and the key bar (按键栏), whose keys can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from wengao.tui.actions import Action, Place, actions_of, with_keys
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult


_GAP = "  "
_CLOSE = Content.from_markup("[@click=screen.close()][b]Esc[/b] 返回[/]")


class KeyBar(Static):
    """One line of keys: those that work everywhere, then those of the places; what does not fit whole is left out.

    way_back: whether the way back is told at the end, whatever else fits.
    """

    def __init__(self, *places: Place, way_back: bool = False) -> None:
        super().__init__()
        self._places = places
        self._way_back = way_back

    def show(self, *places: Place) -> None:
        """Show the keys of other places."""
        self._places = places
        self._redraw()

    def on_resize(self) -> None:
        """Fit the keys to the width."""
        self._redraw()

    def _redraw(self) -> None:
        shown: list[Content] = []
        last = [_CLOSE] if self._way_back else []
        room = self.size.width - 2 - sum(len(_GAP) + close.cell_length for close in last)
        chosen: Mapping[str, str] = getattr(self.app, "keys", {})
        for hint in _hints(self._places):
            content = _content(with_keys(hint, chosen))
            room -= content.cell_length + (len(_GAP) if shown else 0)
            if room < 0:
                break
            shown.append(content)
        self.update(Content(_GAP).join([*shown, *last]))


def _hints(places: tuple[Place, ...]) -> tuple[Action, ...]:
    return tuple(action for action in actions_of(Place.EVERYWHERE, *places) if action.hint)


def _content(action: Action) -> Content:
    call = action.call if "(" in action.call else f"{action.call}()"
    return Content.from_markup(f"[@click={call}][b]$key[/b] $name[/]", key=action.shown_key, name=action.name)


class StatusLine(Horizontal):
    """Two texts in one line; the right one is never cut."""

    def compose(self) -> ComposeResult:
        """The two texts."""
        yield Line(classes="status-message")
        yield Line(classes="status-facts")

    def say(self, message: str) -> None:
        """Say what has just happened."""
        self.query_one(".status-message", Line).show(message)

    def show_facts(self, facts: Sequence[str]) -> None:
        """Show facts, empty ones left out."""
        self.query_one(".status-facts", Line).show("  ".join(fact for fact in facts if fact))
