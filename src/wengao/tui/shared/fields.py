"""A few lines of text to be filled in together, such as what is known of a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Label, Static

from wengao.tui.shared.dialogue import Dialogue
from wengao.tui.textual_repairs.chinese_input import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult


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
