"""Texts to read (阅读): any text under a title, and a passage in its source (原文)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from wengao.tui.shared.screens import Dialogue

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wengao.desk.desk import Desk
    from wengao.desk.values import PassageContext
    from wengao.search.results import SearchHit
    from wengao.tui.shared.screens import JobScreen


class TextScreen(Dialogue[bool]):
    """Read only."""

    AUTO_FOCUS = "#source-text"

    def __init__(self, heading: str, text: str) -> None:
        super().__init__(classes="-large")
        self.heading = heading
        self._text = text

    def compose_content(self) -> ComposeResult:
        """The text and one button."""
        with VerticalScroll(id="source-text"):
            yield Static(self._text, markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("返回", id="close", variant="primary")

    def on_button_pressed(self) -> None:
        """Back."""
        self.dismiss(True)


class SourceScreen(Dialogue[bool]):
    """Read only; the passage's paragraph is made to stand out."""

    heading = "原文"

    def __init__(self, context: PassageContext) -> None:
        super().__init__(classes="-large")
        self._found = context

    def compose_content(self) -> ComposeResult:
        """Title and facts, then the paragraphs."""
        document, passage = self._found.document, self._found.passage
        facts = [document.genre, document.date or "", document.organ, document.path]
        yield Static(f"《{document.title}》", classes="source-title", markup=False)
        yield Static("  ".join(fact for fact in facts if fact), classes="notice-remedy", markup=False)
        with VerticalScroll(id="source-text"):
            for heading in passage.heading_path:
                yield Static(heading, classes="source-heading", markup=False)
            for paragraph in self._found.before:
                yield Static(paragraph, classes="source-around", markup=False)
            yield Static(self._found.paragraph, classes="source-passage", markup=False)
            for paragraph in self._found.after:
                yield Static(paragraph, classes="source-around", markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("返回", id="close", variant="primary")

    def on_button_pressed(self) -> None:
        """Back."""
        self.dismiss(True)


def from_home(path: Path) -> str:
    """A folder or file as it is shown: ~ for the drafter's own folder."""
    own = Path.home()
    return f"~/{path.relative_to(own).as_posix()}" if path.is_relative_to(own) else str(path)


def show_source(screen: JobScreen[Any], desk: Desk, hit: SearchHit | None) -> None:
    """Show a passage in its document over a screen; nothing where there is no passage."""
    if hit is not None:
        passage = hit.passage.id
        screen.start_job(
            "source",
            lambda: desk.corpus.context(passage),
            lambda found: screen.app.push_screen(SourceScreen(found)),
        )
