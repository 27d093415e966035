"""What a drafter chooses for one export, beside the layout."""

from __future__ import annotations

from dataclasses import dataclass

SOURCE_FORMS = ("none", "comments", "appendix")
"""What may be done with source notes: leave them out, set them as comments, or list them on a page at the end."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment to be set beside the text. line: in the draft's file, from 1."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """toc: with a table of contents (目录). outline: with a page of headings (提纲). sources: one of SOURCE_FORMS.

    rate: 字 read out in a minute, for a running count at the end of each main section; None for no count.
    remarks: comments to be set beside the text. allow_slots: export even where gaps 【…】 are left.
    speaker, date (ISO): for the lines under the title, instead of the draft's fields.
    """

    toc: bool = False
    outline: bool = False
    sources: str = "none"
    rate: int | None = None
    remarks: tuple[Remark, ...] = ()
    allow_slots: bool = True
    speaker: str = ""
    date: str = ""


NO_CHOICES = ExportChoices()
"""Nothing chosen."""
