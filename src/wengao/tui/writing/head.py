"""The form for head, end and imprint of an official document (公文要素): checked as it is taken, one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.widgets import Button, Static

from wengao.language.head_fields import HEAD_FIELDS, HeadValueError, head_field, head_value
from wengao.templates.model import Field, FieldType
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.forms import Form, FormField
from wengao.tui.shared.screens import Dialogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType


class HeadScreen(Dialogue["dict[str, str]"]):
    """Answers with all elements as they were typed, by name, once each of them is right."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FORM)]
    AUTO_FOCUS = "FormField Input"
    heading = "公文要素"

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(classes="-large")
        self._values = values

    def compose_content(self) -> ComposeResult:
        """The fields, two buttons."""
        yield Form(
            Field(
                element.name,
                element.label,
                FieldType.TEXT,
                example=element.example,
                default=self._values.get(element.name, ""),
                help=element.help,
            )
            for element in HEAD_FIELDS
        )
        yield Static("没有的不填，不填的不印　Tab 到下一项　Ctrl+S 确定　Esc 取消", id="form-keys")
        with Horizontal(classes="dialogue-buttons"):
            yield Button("确定", id="accept", variant="primary")
            yield Button("取消", id="cancel")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the values or leave."""
        if event.button.id == "accept":
            self.action_accept()
        else:
            self.dismiss(None)

    def action_accept(self) -> None:
        """Take the values, unless one is refused."""
        values = self.query_one(Form).taken(self._why_not)
        if values is not None:
            self.dismiss(values)

    def _why_not(self, field: FormField) -> str:
        """Why a field's value is refused; empty where it is taken, as what stood there before is."""
        element = head_field(field.field.name)
        if element is None or field.value == self._values.get(element.name, ""):
            return ""
        try:
            head_value(element, field.value)
        except HeadValueError as error:
            return str(error)
        return ""
