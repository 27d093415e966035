"""The form of a template (新建文稿): its fields, each with its label, its example and, where it is refused, the reason."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar

from textual.containers import Horizontal
from textual.widgets import Button, Static

from wengao.drafts.store import StoredDraft
from wengao.errors import TemplateError
from wengao.templates.model import Field, FieldType
from wengao.templates.values import LENGTH, convert
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.forms import Form, FormField
from wengao.tui.shared.screens import Dialogue

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.templates.model import Template


class TemplateForm(Dialogue[StoredDraft]):
    """Asks for a template's fields; answers with the new draft, which is saved already."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FORM)]
    AUTO_FOCUS = "FormField Input, FormField Select"

    def __init__(self, desk: Desk, template: Template) -> None:
        super().__init__(classes="-large")
        self.heading = f"新建：{template.name}"
        self.desk = desk
        self._template = template
        self._creating = False

    def compose_content(self) -> ComposeResult:
        """Purpose, the fields, two buttons."""
        yield Static(self._template.purpose, classes="notice-remedy", markup=False)
        yield Form((*self._template.fields, _length_field(self._template)))
        yield Static("＊ 必填　Tab 到下一项　Ctrl+S 新建　Esc 取消", id="form-keys")
        with Horizontal(classes="dialogue-buttons"):
            yield Button("新建", id="accept", variant="primary")
            yield Button("取消", id="cancel")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """Create or leave."""
        if event.button.id == "accept":
            self.action_accept()
        else:
            self.dismiss(None)

    def action_accept(self) -> None:
        """Create the draft, once, unless a field is refused."""
        if self._creating:
            return
        taken = self.query_one(Form).taken(_why_not)
        if taken is None:
            return
        values = {name: value for name, value in taken.items() if value}
        desk, name, self._creating = self.desk, self._template.name, True
        self.start_job(
            "create", lambda: desk.templates.new_draft(name, values), self.dismiss, self._not_created
        )

    def _not_created(self, error: Exception) -> None:
        self._creating = False
        self.tell_failure(error)


def _why_not(field: FormField) -> str:
    """Why a field's value is refused; empty where it is taken."""
    if field.field.required and not field.value:
        return "这一项必填"
    try:
        convert(field.field, field.value, today=datetime.date.today())  # noqa: DTZ011 - the drafter's own day
    except TemplateError as error:
        return error.message.removeprefix(f"字段“{field.field.label}”（{field.field.name}）的")
    return ""


def _length_field(template: Template) -> Field:
    """The length aimed at, which every template takes."""
    return Field(
        name=LENGTH,
        label="篇幅（字）",
        type=FieldType.NUMBER,
        default=template.middle_length,
        help=f"一般 {template.length[0]}至{template.length[1]}字，各节字数按它分配",
    )
