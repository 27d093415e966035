"""The outline (提纲) of a draft, and what stands over the editor of one of its parts."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Vertical
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from wengao.drafts.outline import State
from wengao.language.roles import roles
from wengao.tui.actions import Place, bindings
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wengao.drafts.model import Part
    from wengao.drafts.outline import OutlineNode
    from wengao.drafts.session import DraftSession, FrontProblem
    from wengao.review.model import Severity


_PREAMBLE_NAME = "（文首）"
_BOLD_TO_LEVEL = 2
_STYLES = {State.EMPTY: "outline--empty", State.UNREAD: "outline--unread", State.DONE: "outline--done"}
_MARKS = {State.UNREAD: "待看"}
"""What is told in more than the one character of the state: it asks the drafter for something."""

_LINES = 2
"""Of an entry: the heading, and the facts."""


class OutlineList(OptionList):
    """One entry a part; an entry's id is the part's key. The highlighted entry is the part being written."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "outline--facts",
        "outline--empty",
        "outline--done",
        "outline--unread",
    }
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.OUTLINE)]

    highlighted: Reactive[int | None] = reactive(None, repaint=False)

    class Reached(Message):
        """The drafter has moved to an entry. key: of its part."""

        def __init__(self, key: int) -> None:
            super().__init__()
            self.key = key

    class Chosen(Message):
        """An entry was chosen with Enter or a click."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._shown: tuple[int, ...] = ()
        self._drawn: tuple[Sequence[OutlineNode], str] = ((), "")
        """Of which outline, and in which theme."""

    def show(self, session: DraftSession, nodes: Sequence[OutlineNode], current: int) -> None:
        """Show the outline, with the part of key `current` highlighted; entries that stay are redrawn in place."""
        drawn, theme = self._drawn
        if nodes is drawn and theme == self.app.theme and session.keys == self._shown:
            self.highlight_key(current)
            return
        self._drawn = nodes, self.app.theme
        by_key = {session.key_of(node.index): node for node in nodes}
        prompts = {key: self._prompt(by_key.get(key)) for key in session.keys}
        if tuple(prompts) == self._shown:
            for place, prompt in enumerate(prompts.values()):
                if self.get_option_at_index(place).prompt != prompt:
                    self._redraw(place, prompt)
        else:
            self._shown = tuple(prompts)
            with self.prevent(OptionList.OptionHighlighted):
                self.clear_options()
                self.add_options([Option(prompt, id=str(key)) for key, prompt in prompts.items()])
        self.highlight_key(current)

    def _redraw(self, place: int, prompt: Text) -> None:
        """Give an entry another prompt, of as many lines, and draw it alone again: Textual would draw the whole list."""
        option = self.get_option_at_index(place)
        option._set_prompt(prompt)  # noqa: SLF001 - Textual has no other way to say it
        for key in [key for key in self._option_render_cache.keys() if key[0] is option]:  # noqa: SIM118 - no mapping
            self._option_render_cache.discard(key)
        self._refresh_entry(place)

    def _refresh_entry(self, place: int) -> None:
        """Draw an entry again, and nothing else."""
        line = self._index_to_line.get(place)
        if line is None:
            self.refresh()
        else:
            self.refresh_lines(line, _LINES)

    def _watch_highlighted(self, before: int | None, now: int | None) -> None:
        """Draw the entries that lost and have the highlight: Textual would draw the whole list."""
        for place in (before, now):
            if place is not None:
                self._refresh_entry(place)

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell where the drafter is."""
        event.stop()
        if event.option.id is not None:
            self.post_message(self.Reached(int(event.option.id)))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Tell what was chosen."""
        event.stop()
        self.post_message(self.Chosen())

    def highlight_key(self, key: int) -> None:
        """Highlight the part of a key."""
        with self.prevent(OptionList.OptionHighlighted):
            self.highlighted = self._shown.index(key)

    def _prompt(self, node: OutlineNode | None) -> Text:
        if node is None:
            return Text(_PREAMBLE_NAME)
        indent = "  " * max(node.level - 2, 0)
        heading = f"{node.enumerator}{node.heading}" or "（无标题）"
        facts = [roles().name(node.role)] if node.role else []
        facts.append(f"{node.characters}/{node.goal} 字" if node.goal else f"{node.characters} 字")
        style = _STYLES.get(node.state, "outline--facts")
        return Text.assemble(
            (indent + heading, "bold" if node.level <= _BOLD_TO_LEVEL else ""),
            (
                "\n" + indent + " ".join(facts),
                self.get_component_rich_style("outline--facts", partial=True),
            ),
            (
                "  " + _MARKS.get(node.state, node.state.value),
                self.get_component_rich_style(style, partial=True),
            ),
            no_wrap=True,
            overflow="ellipsis",
        )


class SectionHead(Vertical):
    """The heading is not edited here; renaming asks for it."""

    def compose(self) -> ComposeResult:
        """Heading and advice."""
        yield Line(classes="section-heading")
        yield Line(classes="section-guidance")

    def show(
        self,
        node: OutlineNode | None,
        part: Part | None,
        worst: Severity | None = None,
        *,
        brief: bool = False,
    ) -> None:
        """Show a part's heading, or that the text stands before the first one. worst: the gravest found in the heading.

        brief: only the heading, in one row, so that the text below does not move when another part is reached.
        """
        heading = f"{node.enumerator}{node.heading}" if node else "文首（第一个标题之前）"
        advice = self.query_one(".section-guidance", Line)
        line = self.query_one(".section-heading", Line)
        line.show(heading)
        for severity in ("error", "warning", "hint"):
            line.set_class(worst == severity, f"-{severity}")
        line.set_class(brief, "-brief")
        advice.show(part.guidance if part else "")
        advice.display = bool(part and part.guidance) and not brief

    def show_problem(self, problem: FrontProblem) -> None:
        """Show why the text is no draft, and where to look."""
        self.query_one(".section-heading", Line).show(f"全文（第 {problem.line} 行有误，已标出）")
        advice = self.query_one(".section-guidance", Line)
        advice.show(f"{problem.reason}。改好后按 Ctrl+S 保存，就又按文稿打开")
        advice.display = True
