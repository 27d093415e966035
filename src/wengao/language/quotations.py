"""Quotations from the classics (典故): what was said, by whom, in which work, and what it is used for."""

from __future__ import annotations

from dataclasses import dataclass

from wengao.language.lists import from_lists, prose_list


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation.

    text: without quotation marks and without a full stop at its end. author: 佚名 where tradition names none.
    work: without 《》, the chapter after ·. uses: what it is quoted for, such as 责任 or 落实.
    """

    text: str
    author: str
    work: str
    uses: tuple[str, ...]

    @property
    def source(self) -> str:
        """Author and work as a drafter notes them: 荀子《荀子·修身》."""
        return f"{self.author}《{self.work}》"


@from_lists
def quotations() -> tuple[Quotation, ...]:
    """The quotations of language/data/quotations.toml."""
    return tuple(
        Quotation(entry["text"], entry["author"], entry["work"], tuple(entry["uses"]))
        for entry in prose_list("quotations.toml")["quotation"]
    )


@from_lists
def quotation_uses() -> tuple[str, ...]:
    """What the quotations are used for, the most frequent first."""
    counts: dict[str, int] = {}
    for quotation in quotations():
        for use in quotation.uses:
            counts[use] = counts.get(use, 0) + 1
    return tuple(sorted(counts, key=lambda use: -counts[use]))


def quotations_for(use: str) -> tuple[Quotation, ...]:
    """The quotations used for `use`; where that is no known use, those whose text, author or work has the word."""
    word = use.strip()
    if not word:
        return quotations()
    of_use = tuple(quotation for quotation in quotations() if word in quotation.uses)
    return of_use or tuple(
        quotation
        for quotation in quotations()
        if word in f"{quotation.text}{quotation.author}{quotation.work}"
    )
