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
    changes: dict[str, object] = {}
    for name, typed in values.items():
        field = head_field(name)
        if field is None or typed.strip() == now[field.name]:
            continue
        try:
            changes[field.name] = head_value(field, typed)
        except HeadValueError as error:
            raise UsageError(f"{field.label}（{field.name}）：{error}", f"例如 {field.example}") from error
    return replace(draft, front=change_fields(draft.front, changes)) if changes else draft
