"""The form for head, end and imprint of an official document (公文要素): checked as it is taken, one step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Button, Static

from wengao.language.head_fields import HEAD_FIELDS, HeadValueError, head_field, head_value
from wengao.templates.model import Field, FieldType
from wengao.tui.shared.forms import FormField
from wengao.tui.shared.screens import Dialogue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.widgets import Input


class HeadScreen(Dialogue["dict[str, str]"]):
    """Answers with all elements as they were typed, by name, once each of them is right."""

    AUTO_FOCUS = "FormField Input"
    heading = "公文要素"

    def __init__(self, values: Mapping[str, str]) -> None:
        super().__init__(classes="-large")
        self._values = values

    def compose_content(self) -> ComposeResult:
        """The fields, two buttons."""
        with VerticalScroll(id="form-fields", can_focus=False):
            for element in HEAD_FIELDS:
                value = self._values.get(element.name, "")
                yield FormField(
                    Field(
                        element.name,
                        element.label,
                        FieldType.TEXT,
                        example=element.example,
                        default=value,
                        help=element.help,
                    )
                )
        yield Static("没有的不填，不填的不印　Tab 到下一项　Esc 取消", id="form-keys")
        with Horizontal(classes="dialogue-buttons"):
            yield Button("确定", id="accept", variant="primary")
            yield Button("取消", id="cancel")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter goes to the next field, and from the last one to the button."""
        event.stop()
        self.focus_next()

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Take the values or leave."""
        if event.button.id == "accept":
            self._accept()
        else:
            self.dismiss(None)

    def _accept(self) -> None:
        fields = list(self.query(FormField))
        refused = [field for field in fields if not self._is_right(field)]
        if refused:
            refused[0].focus_control()
            refused[0].scroll_visible(animate=False)
            return
        self.dismiss({field.field.name: field.value for field in fields})

    def _is_right(self, field: FormField) -> bool:
        """Whether a field's value is taken; why not is told beside it. What stood there before is."""
        element = head_field(field.field.name)
        reason = ""
        if element is not None and field.value != self._values.get(element.name, ""):
            try:
                head_value(element, field.value)
            except HeadValueError as error:
                reason = str(error)
        field.refuse(reason)
        return not reason
