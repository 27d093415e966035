"""The palette (命令): every action of the place, found by its Chinese name, by the initials of its pinyin, or by its id.

Textual's own speaks English.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.binding import Binding, BindingType
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from wengao.tui.actions import Action, Place, actions_of, with_keys
from wengao.tui.shared.screens import Dialogue
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

_NAME_WIDTH = 20
_NOT_OFFERED = frozenset(
    {"palette", "outline.write", "outline.remove", "outline.read", "draft.pane", "draft.pane_back"}
)


class PaletteScreen(Dialogue[str]):
    """Answers with the action to call. Typing narrows the list, the arrows move in it, Enter takes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "screen.highlight(1)", show=False),
        Binding("up", "screen.highlight(-1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--facts"}
    AUTO_FOCUS = "Input"
    heading = "命令"

    def __init__(self, places: Sequence[Place], chosen: Mapping[str, str]) -> None:
        super().__init__()
        by_name = {
            action.name: with_keys(action, chosen)
            for action in reversed(actions_of(*places))
            if action.id not in _NOT_OFFERED
        }
        self._actions = tuple(reversed(by_name.values()))
        self._shown: tuple[Action, ...] = ()

    def compose_content(self) -> ComposeResult:
        """Box and list."""
        yield ChineseInput(placeholder="输入命令名称，或拼音首字母", id="palette-query")
        options = OptionList(id="palette-list")
        options.can_focus = False
        yield options

    def on_mount(self) -> None:
        """Show every action, and how to take one."""
        self.query_one(".dialogue-box").border_subtitle = "回车执行　Esc 返回"
        self._show("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        event.stop()
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Take the highlighted action."""
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None and self._shown:
            self.dismiss(self._shown[highlighted].call)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """A click takes an action."""
        self.dismiss(self._shown[event.option_index].call)

    def action_highlight(self, step: int) -> None:
        """Move in the list."""
        options = self.query_one(OptionList)
        if options.option_count:
            options.highlighted = ((options.highlighted or 0) + step) % options.option_count

    def _show(self, query: str) -> None:
        wanted = "".join(query.split()).casefold()
        answering = [action for action in self._actions if _answers(action, wanted)]
        self._shown = tuple(sorted(answering, key=lambda action: _distance(action, wanted)))
        options = self.query_one(OptionList)
        options.clear_options()
        if self._shown:
            options.add_options([Option(self._prompt(action)) for action in self._shown])
            options.highlighted = 0
        else:
            options.add_option(Option("没有这个命令", disabled=True))

    def _prompt(self, action: Action) -> Text:
        name = Text(action.name)
        name.pad_right(max(_NAME_WIDTH - name.cell_len, 1))
        return name.append(action.shown_key, self.get_component_rich_style("list--facts", partial=True))


def _answers(action: Action, wanted: str) -> bool:
    """Whether the characters wanted stand in the action's name, its pinyin's initials or its id, in their order."""
    if any(_in_order(wanted, text) for text in (action.name.casefold(), action.id)):
        return True
    return wanted.isascii() and wanted.isalpha() and _in_order(wanted, _initials(action.name))


def _distance(action: Action, wanted: str) -> int:
    """0 where the name or its initials are what is wanted, 1 where they begin with it, else 2."""
    names = (action.name.casefold(), _initials(action.name)) if wanted else ("",)
    return 0 if wanted in names else 1 if any(name.startswith(wanted) for name in names) else 2


@cache
def _initials(name: str) -> str:
    """The initials of a name's pinyin: 更新语料 is gxyl."""
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).casefold()


def _in_order(wanted: str, text: str) -> bool:
    rest = iter(text)
    return all(character in rest for character in wanted)
