"""A question with a few answers (询问), such as 保存、不保存、取消."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Static

from wengao.tui.shared.dialogue import Dialogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. id: what the question is answered with. name: Chinese, on the button."""

    id: str
    name: str


class QuestionScreen(Dialogue[str]):
    """A question; answered with the id of an answer, or None for Escape. The first answer has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]

    def __init__(self, heading: str, question: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self.heading = heading
        self._question = question
        self._answers = tuple(answers)

    def compose_content(self) -> ComposeResult:
        """The question and a button for each answer."""
        yield Static(self._question, classes="notice-message", markup=False)
        with Horizontal(classes="dialogue-buttons"):
            for place, answer in enumerate(self._answers):
                yield Button(answer.name, id=answer.id, variant="default" if place else "primary")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Answer with the button's id."""
        self.dismiss(event.button.id)
