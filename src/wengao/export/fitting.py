"""Making a document fit its pages: text beside every signature and imprint, no line of one character, no page of one line.

GB/T 9704-2012 7.3.5.5: where what is left of a page cannot hold seal or signature, the distance of the lines is changed.
"""

from __future__ import annotations

from dataclasses import replace
from math import ceil
from typing import TYPE_CHECKING

from wengao.export.columns import on_their_side
from wengao.export.layout import POINTS_PER_MM, twips_of_points
from wengao.export.pagination import broken, line_pages, page_spans
from wengao.export.printed import Blank, Imprint, JointSignature, Paragraph, Space, block_style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.export.layout import Layout
    from wengao.export.printed import Printed

_LINES_MORE_OR_LESS = (1, -1, 2, -2)
"""Lines a page beside the layout's own that are tried, in this order: a closer page first, for it may save one."""

_MARKS = "，。、；：！？”’）》…—"
_LOOSENED = ("body", "quote", "heading1", "heading2", "heading3", "heading4")
_LONG = 4
"""Lines of a paragraph from which so many characters go down, one a line, that the last line is none of a few."""


def fitted(blocks: Sequence[Printed], layout: Layout) -> tuple[Layout, str]:
    """The layout with the distance of lines with which the signature and the imprint stand on a page with text, and the
    last page is more than a few words.

    And what the drafter should know of it (Chinese). The layout as it is and nothing where they stand so already; where no
    distance helps, too: the end of the text is kept with them in any case, and leaves room on the page before.
    """
    for wrong, told, tried in (
        (_stands_alone, "落款或版记会单独成页，{}（GB/T 9704-2012 7.3.5.5）", _LINES_MORE_OR_LESS),
        (_ends_in_a_scrap, "最后一面会只有一行几个字，{}", _LINES_MORE_OR_LESS[:1]),
    ):
        if wrong(blocks, layout):
            lines = _lines_of(layout.grid.pitch, layout)
            candidates = (_with_lines(lines + more, layout) for more in tried)
            return next(
                (
                    (other, told.format(_change(layout, other)))
                    for other in candidates
                    if _is_well(blocks, other)
                ),
                (layout, ""),
            )
    return layout, ""


def _is_well(blocks: Sequence[Printed], layout: Layout) -> bool:
    """Whether nothing is amiss with a distance of lines, nor where a program has a little less room."""
    return not any(
        wrong(blocks, one)
        for one in (layout, _a_little_lower(layout))
        for wrong in (_stands_alone, _ends_in_a_scrap)
    )


def _change(before: Layout, after: Layout) -> str:
    """What became of the distance of lines, Chinese."""
    pitch = after.grid.pitch
    return f"行距已由 {before.grid.pitch:g} 磅调为 {pitch:g} 磅，每面 {_lines_of(pitch, before)} 行"


def _lines_of(pitch: float, layout: Layout) -> int:
    """How many lines at this distance go on a page."""
    return int(layout.page.text_height * POINTS_PER_MM // pitch)


def with_long_end_divided(blocks: Sequence[Printed], layout: Layout) -> tuple[Printed, ...]:
    """The blocks, a long last paragraph no longer kept with its signature where that has text beside it anyway.

    layout: the fitted one. Where a paragraph is kept, LibreOffice moves all of it to the signature's page and leaves the
    page before half empty; Word moves its last lines.
    """
    if _stands_alone(blocks, layout) or _stands_alone(blocks, _a_little_lower(layout)):
        return tuple(blocks)
    return tuple(_let_go(block, layout) for block in blocks)


def _let_go(block: Printed, layout: Layout) -> Printed:
    if not isinstance(block, Paragraph) or block.style != "body" or not block.keep:
        return block
    lines = len(broken(block.text, layout.styles.body, layout, left=block.left))
    return replace(block, keep=False) if lines > _MOVED_WHOLE else block


_MOVED_WHOLE = 6
"""Lines of a paragraph that may go to the next page as a whole: a quarter of a page stays empty then."""


def _with_lines(lines: int, layout: Layout) -> Layout:
    """The layout with so many lines a page."""
    return replace(layout, grid=replace(layout.grid, pitch=_pitch_of(lines, layout)))


def _a_little_lower(layout: Layout) -> Layout:
    """The layout with half a line less on a page: what stands off the grid may cost that, in one program or another."""
    return replace(
        layout, page=replace(layout.page, bottom=layout.page.bottom + layout.grid.pitch / 2 / POINTS_PER_MM)
    )


def _pitch_of(lines: int, layout: Layout) -> float:
    """The widest distance, in whole twips, at which so many lines go on a page."""
    return twips_of_points(layout.page.text_height * POINTS_PER_MM / lines - 0.025) / 20


def _stands_alone(blocks: Sequence[Printed], layout: Layout) -> bool:
    """Whether a signature or the imprint stands on a page without text, or a signature is torn."""
    spans, turned = page_spans(blocks, layout, keeping=False), on_their_side(blocks)
    for index, (block, (page, last)) in enumerate(zip(blocks, spans, strict=True)):
        on_upright = index > 0 and not turned[index - 1]
        placed = _is_signature(block) or (isinstance(block, Imprint) and not block.new_page and on_upright)
        if not placed or page == 1:
            continue
        if page != last or not _has_text(blocks[:index], spans, page, signature=isinstance(block, Imprint)):
            return True
    return False


def _ends_in_a_scrap(blocks: Sequence[Printed], layout: Layout) -> bool:
    """Whether the last page holds one line of text that is not half full, and nothing else."""
    pages = line_pages(blocks, layout, keeping=False)
    last = pages[-1][-1] if pages else 1
    there = [
        block
        for block, own in zip(blocks, pages, strict=True)
        for page in own
        if page == last and not isinstance(block, Blank | Space)
    ]
    if last == 1 or len(there) != 1 or not isinstance(there[0], Paragraph):
        return False
    style = getattr(layout.styles, there[0].style)
    left = broken(there[0].text, style, layout, left=there[0].left)[-1]
    return len(left) <= layout.characters(there[0].style) / 2


def _has_text(
    before: Sequence[Printed], spans: Sequence[tuple[int, int]], page: int, *, signature: bool
) -> bool:
    """Whether one of the blocks reaches the page and is text. signature: whether a signature counts as such."""
    return any(
        last == page and not isinstance(block, Blank | Space) and (signature or not _is_signature(block))
        for block, (_, last) in zip(before, spans, strict=False)
    )


def _is_signature(block: Printed) -> bool:
    return isinstance(block, JointSignature) or block_style(block) == "signature"


def without_lonely_end(block: Printed, layout: Layout) -> Printed:
    """A paragraph whose last line is one character and its mark, set a little looser: a few more go down to it.

    So is a longer one whose last line is full: what a program reckons otherwise would make it one character more.
    """
    if not isinstance(block, Paragraph) or block.style not in _LOOSENED:
        return block
    style = getattr(layout.styles, block.style)
    lines = broken(block.text, style, layout, left=block.left)
    lonely = len(lines) > 1 and len(lines[-1].rstrip(_MARKS)) <= 1
    brimming = len(lines) >= _LONG and len(lines[-1]) >= layout.characters(block.style) - 1
    if not lonely and not brimming:
        return block
    return replace(block, spacing=_looser(block.style, layout))


def _looser(style: str, layout: Layout) -> float:
    """The least spacing between characters, in whole twips, at which a line holds one character less.

    In a line of 28 that is a twentieth of a point more, which nobody sees.
    """
    advance = layout.page.text_width * POINTS_PER_MM / layout.characters(style)
    size: float = getattr(layout.styles, style).size
    return ceil((advance - size) * 20 + 0.02) / 20
