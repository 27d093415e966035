"""The key bar (按键栏): the keys that matter here; each can be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from wengao.tui.actions import Action, Place, actions_of
from wengao.tui.keys import with_keys

if TYPE_CHECKING:
    from collections.abc import Mapping

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
