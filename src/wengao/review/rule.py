"""A rule: a pure function over a reading, registered with what it rests on and with the examples that test it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wengao.review.settings import ReviewSettings

if TYPE_CHECKING:
    from wengao.review.model import Basis, Severity
    from wengao.review.text import Paragraph, Reading


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in a paragraph that a rule objects to: paragraph.text[start:end], never empty.

    fix: what should stand there, where that is certain. severity: in place of the rule's own.
    """

    paragraph: Paragraph
    start: int
    end: int
    message: str
    fix: str | None = None
    severity: Severity | None = None

    @classmethod
    def replacing(
        cls, paragraph: Paragraph, start: int, end: int, proper: str, severity: Severity | None = None
    ) -> Hit:
        """A place where `proper` should stand, with the message that says no more than that."""
        message = f"“{paragraph.text[start:end]}”应写作“{proper}”"
        return cls(paragraph, start, end, message, proper, severity)


@dataclass(frozen=True, slots=True)
class Example:
    """The text of a draft that a rule must object to, or must let pass.

    fixed: the text after the fixes, where the rule has one. settings: those the example needs.
    """

    draft: str
    fixed: str | None = None
    settings: ReviewSettings = field(default_factory=ReviewSettings)


Check = Callable[["Reading", ReviewSettings], Iterator[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in the register.

    id: family and number, such as NUM-1. name: what it asks for, in Chinese. fails, passes: its examples.
    yields: whether it gives way where another rule speaks of the same place; what is likely, not certain.
    optional: whether it only runs where the unit's file switches it on; what is taste, not mistake.
    alone: whether what it says of a paragraph depends on that paragraph alone, on the genre and on the draft's date.
    """

    id: str
    name: str
    severity: Severity
    basis: Basis
    check: Check
    fails: tuple[Example, ...]
    passes: tuple[Example, ...]
    optional: bool = False
    yields: bool = False
    alone: bool = False

    @property
    def family(self) -> str:
        """The letters of the id."""
        return self.id.partition("-")[0]


def rule(  # noqa: PLR0913 - the fields of a rule
    id: str,  # noqa: A002 - the field's own name
    name: str,
    severity: Severity,
    basis: Basis,
    *,
    fails: tuple[Example | str, ...],
    passes: tuple[Example | str, ...],
    optional: bool = False,
    yields: bool = False,
    alone: bool = False,
) -> Callable[[Check], Rule]:
    """Turns a check into a Rule. An example that is a str needs no settings and has no fix."""

    def registered(check: Check) -> Rule:
        return Rule(
            id, name, severity, basis, check, _examples(fails), _examples(passes), optional, yields, alone
        )

    return registered


def _examples(given: tuple[Example | str, ...]) -> tuple[Example, ...]:
    return tuple(Example(example) if isinstance(example, str) else example for example in given)
