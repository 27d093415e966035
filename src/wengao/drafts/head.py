"""The elements of 公文 in a draft: what they are now, as a drafter would type them, and the draft with others."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.errors import UsageError
from wengao.language.head_fields import HEAD_FIELDS, HeadValueError, head_field, head_value, shown_head_value
from wengao.markup.front_matter import change_fields, read_front_matter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.drafts.model import Draft
    from wengao.language.head_fields import HeadField, HeadValue


def head_of(draft: Draft) -> dict[str, str]:
    """Every element by name, as a drafter would type it; empty where the draft has none.

    Raises DraftFormatError where the front matter cannot be understood.
    """
    fields = read_front_matter(draft.front).fields
    return {field.name: shown_head_value(fields.get(field.name)) for field in HEAD_FIELDS}


def with_head(draft: Draft, values: Mapping[str, str]) -> Draft:
    """The draft with elements as they were typed, by name or label; one that is empty is taken out.

    What stays as it is shown stays as it is written. Raises UsageError for a value that is not right, DraftFormatError
    where the front matter cannot be understood.
    """
    now = head_of(draft)
    changes = {
        field.name: _understood(field, typed)
        for name, typed in values.items()
        if (field := head_field(name)) is not None and typed.strip() != now[field.name]
    }
    return replace(draft, front=change_fields(draft.front, changes)) if changes else draft


def set_right(values: Mapping[str, str]) -> dict[str, str]:
    """Elements as they were typed, written as they ought to be. Raises UsageError for a value that is not right."""
    return {
        name: shown_head_value(_understood(field, typed)) if (field := head_field(name)) else typed
        for name, typed in values.items()
    }


def _understood(field: HeadField, typed: str) -> HeadValue | None:
    try:
        return head_value(field, typed)
    except HeadValueError as error:
        raise UsageError(f"{field.label}（{field.name}）：{error}", f"例如 {field.example}") from error
