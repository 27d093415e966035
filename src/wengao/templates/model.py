"""Templates as values: what a template file says, before anything is rendered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from wengao.language.genres import family_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FieldValue: TypeAlias = "str | int | float | bool | tuple[str, ...] | None"
"""A field's value once it is understood: a list is a tuple, a date is ISO text, nothing given is None."""


HEADINGS = "headings"
"""The field by which a drafter chooses one of a template's heading sets."""
OMIT = "omit"
"""The field by which a drafter leaves optional parts out."""


class FieldType(StrEnum):
    """What kind of value a field (字段) takes; the value is the word in the template file."""

    TEXT = "text"
    CHOICE = "choice"
    YEAR = "year"
    DATE = "date"
    NUMBER = "number"
    LIST = "list"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """A value that a template asks for up front.

    name: what --set and the body call it. label: Chinese, what the drafter reads. example: shown, never inserted.
    default: taken where nothing is given; 今年 and 今天 stand for the year and the date of the day.
    choices: the values a choice may take. help: one line, may be empty.
    """

    name: str
    label: str
    type: FieldType
    required: bool = False
    example: FieldValue = None
    default: FieldValue = None
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class HeadingSet:
    """A set of headings that a drafter may choose for a whole draft (小标题写法).

    name: what the drafter chooses it by. wordings: the headings, 〔主题〕 standing for the topic, by the name that the
    body calls them; every set of a template has the same names.
    """

    name: str
    wordings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Template:
    """A template file.

    name: the file's name without .md. genre: Chinese name from language.genres. purpose: one line, what it is for.
    length: the usual range in 字. body: Jinja2 Markdown. body_line: the line of the file the body starts on, from 1.
    fields: those of the file; then HEADINGS where it has heading sets, and OMIT where it has optional parts.
    optional_parts: the names of the parts that may be left out.
    """

    name: str
    genre: str
    purpose: str
    length: tuple[int, int]
    fields: tuple[Field, ...]
    body: str
    body_line: int
    path: Path
    aliases: tuple[str, ...] = ()
    heading_sets: tuple[HeadingSet, ...] = ()
    optional_parts: tuple[str, ...] = ()

    @property
    def middle_length(self) -> int:
        """The length taken where the drafter chooses none: the middle of the range, in 字."""
        return round(sum(self.length) / 2)

    def field(self, name: str) -> Field | None:
        """The field that `name`, a field's name or its label, stands for, or None."""
        return next((field for field in self.fields if name in (field.name, field.label)), None)


@dataclass(frozen=True, slots=True)
class TemplateSummary:
    """A template in a list. problem: why it cannot be used, Chinese; empty for one that can."""

    name: str
    genre: str
    aliases: tuple[str, ...]
    purpose: str
    length: tuple[int, int]
    path: Path
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A mistake in a template file: the line it stands on (from 1), what is wrong, what to do."""

    line: int
    message: str
    remedy: str


def summary_to_dict(summary: TemplateSummary) -> dict[str, object]:
    """A template in a list, as `wengao templates list --json` prints it."""
    return {
        "name": summary.name,
        "family": family_of(summary.genre),
        "genre": summary.genre,
        "purpose": summary.purpose,
        "length": list(summary.length),
        "path": str(summary.path),
        "problem": summary.problem or None,
    }


def template_to_dict(template: Template) -> dict[str, object]:
    """A template with its fields, as `wengao templates show --json` prints it."""
    return {
        "name": template.name,
        "genre": template.genre,
        "purpose": template.purpose,
        "length": list(template.length),
        "fields": [
            {
                "name": field.name,
                "label": field.label,
                "type": field.type,
                "required": field.required,
                "example": field.example,
                "choices": list(field.choices),
            }
            for field in template.fields
        ],
        "path": str(template.path),
    }
