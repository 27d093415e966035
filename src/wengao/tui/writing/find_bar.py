"""The lines under the text in which words are looked for and replaced (查找、替换); nothing while they are not asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Label, Static

from wengao.tui.actions import Place, actions_of, bindings, with_keys
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widgets import Input

_NOT_SHOWN = frozenset({"find.undo", "find.redo"})
_ONLY_REPLACING = frozenset({"find.replace", "find.replace_all"})


class FindBar(Vertical):
    """What to look for, what to put in its place, and how many places there are."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FIND)]

    class Wanted(Message):
        """The words to look for are others."""

    class Entered(Message):
        """Enter in one of the lines. replacing: in that of the new words."""

        def __init__(self, *, replacing: bool) -> None:
            super().__init__()
            self.replacing = replacing

    def __init__(self) -> None:
        super().__init__(id="find-bar")
        self.replacing = False

    def compose(self) -> ComposeResult:
        """A line for each, and the keys."""
        with Horizontal(classes="find-row"):
            yield Label("查找", classes="find-label")
            yield ChineseInput(placeholder="要找的文字", compact=True, id="find-words")
            yield Line(id="find-count")
        with Horizontal(classes="find-row", id="find-new-row"):
            yield Label("换成", classes="find-label")
            yield ChineseInput(placeholder="换成的文字，不写就是删去", compact=True, id="find-new")
        yield Static(id="find-keys")

    @property
    def shown(self) -> bool:
        """Whether the lines are there."""
        return self.has_class("-shown")

    @property
    def words(self) -> str:
        """What is looked for."""
        return self.query_one("#find-words", ChineseInput).value

    @property
    def new_words(self) -> str:
        """What is to stand there instead."""
        return self.query_one("#find-new", ChineseInput).value

    def open(self, words: str, *, replacing: bool, headings: bool) -> None:
        """Show the lines and go there. words: to look for, where some were selected. replacing: with the new words' line."""
        self.replacing = replacing
        self.add_class("-shown")
        self.query_one("#find-new-row").display = replacing
        box = self.query_one("#find-words", ChineseInput)
        if words:
            box.value = words
        box.select_all()
        box.focus()
        self.show_keys(headings=headings)

    def change_line(self) -> bool:
        """To the other line; returns whether there is one."""
        if self.replacing:
            words, new = self.query_one("#find-words"), self.query_one("#find-new")
            (words if new.has_focus else new).focus()
        return self.replacing

    def close(self) -> None:
        """Take the lines away."""
        self.remove_class("-shown")

    def show_count(self, text: str) -> None:
        """Say which place of how many this is."""
        self.query_one("#find-count", Line).show(text)

    def show_keys(self, *, headings: bool) -> None:
        """The keys of the lines, which can be clicked. headings: whether headings are looked through too."""
        chosen: Mapping[str, str] = getattr(self.app, "keys", {})
        shown = []
        for action in actions_of(Place.FIND):
            if action.id in _NOT_SHOWN or (action.id in _ONLY_REPLACING and not self.replacing):
                continue
            name = (
                f"{action.name}：{'是' if headings else '否'}"
                if action.id == "find.headings"
                else action.name
            )
            key = with_keys(action, chosen).shown_key
            shown.append(
                Content.from_markup(f"[@click={action.call}][b]$key[/b] $name[/]", key=key, name=name)
            )
        self.query_one("#find-keys", Static).update(Content("  ").join(shown))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for other words."""
        event.stop()
        if event.input.id == "find-words":
            self.post_message(self.Wanted())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter: on to the next place, or replace this one."""
        event.stop()
        self.post_message(self.Entered(replacing=event.input.id == "find-new"))
