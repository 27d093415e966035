"""The plan that a draft's template makes for it, as the checks read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.markdown import parse_draft
from wengao.errors import WengaoError
from wengao.review.settings import Plan, PlannedPart
from wengao.templates.loading import load_template

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wengao.markup.front_matter import DraftMetadata
    from wengao.templates.model import Template

_MAIN_LEVEL = 2
_LENGTH = "length"


def plan_of(
    metadata: DraftMetadata,
    folders: Sequence[Path],
    *,
    rate: int,
    minutes: int | None,
    today: datetime.date,
    render: Callable[[Template, Mapping[str, object], datetime.date], str],
) -> Plan:
    """The parts and the length that the draft's template gives it; without a template only rate and minutes.

    A template that is gone, or that no longer takes the draft's values, plans nothing: a check goes on without it.
    render: what makes a draft file of a template and its values.
    """
    empty = Plan(minutes=minutes, rate=rate)
    if not metadata.template:
        return empty
    try:
        template = load_template(metadata.template, folders)
        known = {field.name for field in template.fields} | {_LENGTH}
        values = {name: value for name, value in metadata.fields.items() if name in known}
        rendered = parse_draft(render(template, values, today))
    except WengaoError:
        return empty
    parts = tuple(
        PlannedPart(part.heading, part.role, part.goal)
        for part in rendered.parts
        if part.level == _MAIN_LEVEL and not part.untitled
    )
    chosen = str(values.get(_LENGTH, ""))
    length = (0, int(int(chosen) * 1.2)) if chosen.isdecimal() else template.length
    return Plan(parts, length, minutes, rate)
