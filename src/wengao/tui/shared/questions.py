"""Questions (询问): a few answers to choose from, one line of text, or several lines to be filled in together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Label, Static

from wengao.tui.shared.screens import Dialogue
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.events import Key


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


class LineQuestionScreen(Dialogue[str]):
    """One line of text is asked for. may_be_empty: whether an empty line is an answer too."""

    def __init__(self, heading: str, label: str, value: str = "", *, may_be_empty: bool = False) -> None:
        super().__init__()
        self._may_be_empty = may_be_empty
        self.heading = heading
        self._label = label
        self._value = value

    def compose_content(self) -> ComposeResult:
        """The label, the line, two buttons."""
        yield Static(self._label, classes="notice-message", markup=False)
        yield ChineseInput(self._value, id="line", select_on_focus=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("确定", id="accept", variant="primary")
            yield Button("取消", id="cancel")

    def type_on(self, text: str) -> None:
        """Put in the line what was typed before it stood there."""
        lines = self.query(ChineseInput)
        if lines:
            lines.first().insert_text_at_cursor(text)
        else:
            self._value += text

    def on_key(self, event: Key) -> None:
        """Keys that come before the line has the focus are of the line."""
        if self.focused is None and event.is_printable and event.character is not None:
            event.stop()
            self.type_on(event.character)

    def on_input_submitted(self) -> None:
        """Enter accepts."""
        self._accept()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Accept or leave."""
        if event.button.id == "accept":
            self._accept()
        else:
            self.dismiss(None)

    def _accept(self) -> None:
        text = self.query_one(ChineseInput).value.strip()
        if text or self._may_be_empty:
            self.dismiss(text)


@dataclass(frozen=True, slots=True)
class TextField:
    """A line. name: what the answer calls it. label: Chinese. value: what stands there."""

    name: str
    label: str
    value: str


class FieldsScreen(Dialogue["dict[str, str]"]):
    """Answers with the lines that were changed, by name."""

    AUTO_FOCUS = "ChineseInput"

    def __init__(self, heading: str, remark: str, fields: Sequence[TextField]) -> None:
        super().__init__(classes="-large")
        self.heading = heading
        self._remark = remark
        self._fields = tuple(fields)

    def compose_content(self) -> ComposeResult:
        """The lines, a remark, two buttons."""
        with VerticalScroll(id="form-fields", can_focus=False):
            for field in self._fields:
                with Horizontal(classes="form-row"):
                    yield Label(field.label, classes="form-label", markup=False)
                    yield ChineseInput(
                        field.value, compact=True, select_on_focus=False, id=f"field-{field.name}"
                    )
        yield Static(self._remark, classes="notice-remedy", markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("确定", id="accept", variant="primary")
            yield Button("取消", id="cancel")

    def on_input_submitted(self) -> None:
        """Enter goes on to the next line, and from the last one to the button."""
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Accept or leave."""
        if event.button.id != "accept":
            self.dismiss(None)
            return
        values = {
            field.name: self.query_one(f"#field-{field.name}", ChineseInput).value.strip()
            for field in self._fields
        }
        self.dismiss(
            {field.name: values[field.name] for field in self._fields if values[field.name] != field.value}
        )
