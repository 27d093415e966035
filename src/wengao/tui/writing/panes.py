"""The three panes in which a draft is written (提纲、正文、参考): side by side, or one at a time.

The lines under the text that say what is wrong at the finding that was gone to, and what can be done about it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from wengao.tui.actions import ACTIONS, Place, with_keys
from wengao.tui.textual_repairs.repaints import Pane
from wengao.tui.writing.find_bar import FindBar
from wengao.tui.writing.outline import OutlineList, SectionHead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import ComposeResult

    from wengao.review.model import Finding
    from wengao.tui.writing.editor import PartText
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.references import References

_FIX, _WAIVE, _NEXT = "draft.fix", "editor.waive", "draft.finding"


class FindingStrip(Static):
    """Nothing while no finding is at hand."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "finding--facts",
        "checks--error",
        "checks--warning",
        "checks--hint",
    }

    def show(self, finding: Finding | None, number: str = "") -> None:
        """Say what a finding is. number: which of how many, and that it stands in the heading."""
        self.set_class(finding is not None, "-shown")
        if finding is not None:
            self.update(self._told(finding, number))

    def _told(self, finding: Finding, number: str) -> Text:
        severity = self.get_component_rich_style(f"checks--{finding.severity.value}", partial=True)
        facts = self.get_component_rich_style("finding--facts", partial=True)
        keys: Mapping[str, str] = getattr(self.app, "keys", {})
        shown = {action.id: with_keys(action, keys).shown_key for action in ACTIONS}
        fix = f"{shown[_FIX]} 改为“{finding.fix}”" if finding.fix else f"{shown[_FIX]} 删去"
        ways = [
            *([fix] if finding.fix is not None else []),
            f"{shown[_WAIVE]} 放行",
            f"{shown[_NEXT]} 下一处",
        ]
        return Text.assemble(
            (f"{finding.severity.label}{number}：", severity),
            finding.message,
            ("\n" + "　".join([*ways, finding.rule]), facts),
        )


WIDE = 110
"""From so many columns on the three panes stand side by side; below, one at a time."""

ROOMY = 160
"""From so many columns on outline and references are wider: rows of text much longer than 40 characters, the setting's own
width, are hard to read back from."""

_SECTIONS_SHOWN = "正文　[not bold underline @click=screen.do('whole')]通读[/]"
_WHOLE_SHOWN = "通读　[not bold underline @click=screen.do('whole')]分节[/]"
"""What the text pane is called, and the way to the other look of the text."""

OUTLINE, EDITOR, REFERENCES = _PANES = ("outline-pane", "editor-pane", "references-pane")
_PLACES = {OUTLINE: Place.OUTLINE, REFERENCES: Place.REFERENCES}


class Panes(Horizontal):
    """The outline, the text with its heading, the references; and which of them the drafter is in."""

    class Entered(Message):
        """The drafter is in another pane, or there is room for another number of them. place: whose keys work now."""

        def __init__(self, place: Place | None) -> None:
            super().__init__()
            self.place = place

    def __init__(self, manuscript: Manuscript, references: References) -> None:
        super().__init__(id="panes")
        self.outline = OutlineList(id="outline")
        self.head = SectionHead(id="section-head")
        self._finding = FindingStrip()
        self.find_bar = FindBar()
        self._manuscript = manuscript
        self._references = references
        self._here = EDITOR
        self._title = _SECTIONS_SHOWN

    def compose(self) -> ComposeResult:
        """The panes, each with its name."""
        with Vertical(id=OUTLINE, classes="pane") as pane:
            pane.border_title = "提纲"
            yield self.outline
        with Pane(id=EDITOR, classes="pane") as pane:
            pane.border_title = _SECTIONS_SHOWN
            yield self.head
            yield self._manuscript
            yield self._finding
            yield self.find_bar
        yield self._references

    def on_mount(self) -> None:
        """The text first."""
        self._arrange()

    def on_resize(self) -> None:
        """One pane or three."""
        self._arrange()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The pane with the focus is the one that a narrow terminal shows."""
        pane = next((node.id for node in event.widget.ancestors_with_self if node.id in _PANES), None)
        if pane and pane != self._here:
            self._here = pane
            self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether one pane at a time is shown."""
        return self.app.size.width < WIDE

    def _arrange(self) -> None:
        """Show the panes that there is room for."""
        for name in _PANES:
            self.query_one(f"#{name}").display = not self.narrow or name == self._here
        self.set_class(self.narrow, "-narrow")
        self.set_class(self.app.size.width >= ROOMY, "-roomy")
        self.post_message(self.Entered(_PLACES.get(self._here)))

    def go_to(self, name: str) -> None:
        """Show a pane and put the focus into it."""
        self._here = name
        self._arrange()
        if name == REFERENCES:
            self._references.focus_list()
        elif name == OUTLINE:
            self.outline.focus()
        else:
            self._manuscript.with_editor(self._manuscript.here, lambda text: text.take_focus())

    def read_whole(self) -> None:
        """The whole draft as one text, or section by section again; the drafter goes on in it."""
        self._manuscript.read_whole()
        self.go_to_editor()

    def go_to_editor(self) -> None:
        """To the text."""
        self.go_to(EDITOR)

    def go_to_search(self) -> None:
        """To the search box of the references."""
        self.go_to(REFERENCES)
        self._references.focus_query()

    def go_to_starred(self) -> None:
        """To what is starred, in the references; or to what fits the section again."""
        self.go_to(REFERENCES)
        self._references.switch_starred()
        self._references.focus_passages()

    def go_to_text(self, key: int, offset: int, length: int) -> None:
        """Show a part with a piece of its text selected."""
        self.go_to_part(key, lambda text: text.go_to(offset, length))

    def go_to_part(self, key: int, arrived: Callable[[PartText], object]) -> None:
        """Show a part, and do something with its text once it is there."""
        self._manuscript.show_part(key)
        self.go_to(EDITOR)
        self._manuscript.with_editor(key, lambda text: self.call_after_refresh(arrived, text))

    def show_finding(self, finding: Finding | None, number: str = "") -> None:
        """Say under the text what is wrong at the place that was gone to, and what can be done; None takes that away."""
        self._finding.show(finding, number)

    def step(self, step: int) -> None:
        """To the next pane, or the one before."""
        self.go_to(_PANES[(_PANES.index(self._here) + step) % len(_PANES)])

    def show_mode(self) -> None:
        """Say whether the whole draft is shown."""
        pane, title = self.query_one(Pane), _WHOLE_SHOWN if self._manuscript.in_whole else _SECTIONS_SHOWN
        if self._title != title:
            self._title = pane.border_title = title

    def show_length(self, text: str) -> None:
        """Say how long the part being written is."""
        self.query_one(Pane).show_length(text)
