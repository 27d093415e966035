"""The running count (累计字数和时间) in a reading copy: how far a speaker is at the end of each main section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.export.printed import Paragraph, block_style
from wengao.markup.inline import plain
from wengao.prose.sentences import count_characters
from wengao.prose.spoken import minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Printed


def with_running_counts(blocks: Sequence[Printed], layout: Layout, rate: int) -> tuple[Printed, ...]:
    """`blocks` with a mark before each main heading but the first and at the end. rate: 字 in a minute."""
    counted: list[Printed] = []
    spoken: list[str] = []
    inside = False
    for block in blocks:
        if block_style(block) == "heading1":
            if inside:
                counted.append(_mark(spoken, layout, rate))
            inside = True
        counted.append(block)
        spoken.append(block.text)
    return (*counted, _mark(spoken, layout, rate)) if any(spoken) else tuple(counted)


def _mark(spoken: Sequence[str], layout: Layout, rate: int) -> Paragraph:
    text = "\n".join(spoken)
    line = layout.running.form.replace("{characters}", str(count_characters(text)))
    return Paragraph(
        "running", plain(line.replace("{minutes}", f"{max(round(minutes(text, rate)), 1)}")).pieces
    )
