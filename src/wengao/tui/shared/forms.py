"""A form: its fields, each with label, control and hint, and with the reason where a value is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Label, Select, Static

from wengao.templates.model import Field, FieldType
from wengao.tui.textual_repairs.caret import ChineseInput

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.widgets import Input

    from wengao.templates.model import FieldValue

_YES_NO = ("是", "否")


class FormField(Vertical):
    """A field. Its value is text, as on the command line; the desk understands it by the field's type."""

    def __init__(self, field: Field) -> None:
        super().__init__(classes="form-field")
        self.field = field
        self._choices = _YES_NO if field.type is FieldType.FLAG else field.choices

    def compose(self) -> ComposeResult:
        """Label and control side by side, the hint below."""
        with Horizontal(classes="form-row"):
            mark = "＊" if self.field.required else "　"
            yield Label(f"{mark}{self.field.label}", classes="form-label", markup=False)
            default = shown_value(self.field.default)
            if self._choices:
                yield Select(
                    [(Text(choice), choice) for choice in self._choices],
                    value=default if default in self._choices else Select.NULL,
                    prompt="请选择",
                    compact=True,
                )
            else:
                yield ChineseInput(default, compact=True, select_on_focus=False)
        yield Static(self._hint(), classes="form-hint", markup=False)

    @property
    def value(self) -> str:
        """What was entered; empty for nothing."""
        if self._choices:
            chosen = self.query_one(Select).value
            return chosen if isinstance(chosen, str) else ""
        return self.query_one(ChineseInput).value.strip()

    def refuse(self, reason: str) -> None:
        """Say why the value is refused; an empty reason takes that back."""
        self.set_class(bool(reason), "-refused")
        self.query_one(".form-hint", Static).update(reason or self._hint())

    def focus_control(self) -> None:
        """The focus goes to the control."""
        self.query_one(Select if self._choices else ChineseInput).focus()

    def _hint(self) -> str:
        example = shown_value(self.field.example)
        hints = [f"例：{example}" if example else "", self.field.help]
        return "　".join(hint for hint in hints if hint)


class Form(VerticalScroll):
    """The fields of a form, one below the other; Enter goes to the next, and from the last one on to what follows."""

    def __init__(self, fields: Iterable[Field]) -> None:
        super().__init__(id="form-fields", can_focus=False)
        self._fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """The fields."""
        yield from map(FormField, self._fields)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go on."""
        event.stop()
        self.screen.focus_next()

    def taken(self, reason: Callable[[FormField], str]) -> dict[str, str] | None:
        """The values by field, or None where one is refused: it says why, and the first of those gets the focus.

        reason: why a field's value is refused; empty where it is taken.
        """
        fields = list(self.query(FormField))
        refused = []
        for field in fields:
            field.refuse(said := reason(field))
            refused += [field] if said else []
        if refused:
            refused[0].focus_control()
            refused[0].scroll_visible(animate=False)
            return None
        return {field.field.name: field.value for field in fields}


def shown_value(value: FieldValue) -> str:
    """A field's value as a drafter would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "、".join(value) if isinstance(value, tuple) else str(value)
