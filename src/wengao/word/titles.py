"""The title of a Word file by how it is set: the first lines in the middle of the page that are larger than the text.

A file of an office seldom uses the style for titles; what stands out on the page is the title all the same, but for the red
mark of the organ (发文机关标志) above it.
"""

from __future__ import annotations

from collections import Counter
from itertools import dropwhile, islice, takewhile
from typing import TYPE_CHECKING, Any

from wengao.language.dates import is_date_line
from wengao.language.document_numbers import is_document_number
from wengao.language.head_fields import letterhead_organ
from wengao.word.styles import inherited, is_red, number_of, run_chain, value_at
from wengao.word.text import paragraph_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from wengao.word.styles import Styles

_FIRST = 14
"""Paragraphs among which the title stands."""

_LOOKED_AT = 60
"""Paragraphs by which the size of the text is known."""

_LARGER = 1.2
"""How much larger than the text a title is at least: 小二 (18 points) over 小三 (15)."""

_LONGEST = 60
_DEFAULT_SIZE = 10.0


def title_paragraphs(paragraphs: Iterable[Any], styles: Styles) -> tuple[Any, ...]:
    """The paragraphs (w:p) that are set as a title is; none where nothing stands out."""
    shown = list(islice((one for one in paragraphs if paragraph_text(one).text.strip()), _LOOKED_AT))
    if len(shown) < 2:
        return ()
    sizes: Counter[float] = Counter()
    for one in shown:
        sizes[_size(one, styles)] += len(paragraph_text(one).text)
    smallest = sizes.most_common(1)[0][0] * _LARGER
    opening = _below_red_head(list(takewhile(lambda one: not _is_sentence(one), shown[:_FIRST])))
    title = list(dropwhile(lambda one: not _stands_out(one, smallest, styles), opening))
    if not title:
        return ()
    size = _size(title[0], styles)
    return tuple(
        takewhile(lambda one: _stands_out(one, smallest, styles) and _size(one, styles) == size, title)
    )


def _below_red_head(opening: list[Any]) -> list[Any]:
    """The lines below the mark of the organs and the document's number, whatever colour the mark is printed in."""
    texts = [paragraph_text(one).text.strip() for one in opening]
    if not any(map(letterhead_organ, texts)):
        return opening
    last = max(at for at, text in enumerate(texts) if letterhead_organ(text) or is_document_number(text))
    return opening[last + 1 :]


def _is_sentence(paragraph: Any) -> bool:
    text = paragraph_text(paragraph).text.strip()
    return len(text) > _LONGEST or text.endswith(("。", "；", "：", ":"))


def _stands_out(paragraph: Any, smallest: float, styles: Styles) -> bool:
    style_id = value_at(paragraph, "pPr/pStyle")
    runs = [run for run in paragraph_text(paragraph).runs if run.text.strip()]
    colours = (inherited(run_chain(run.element, style_id, styles), "rPr/color") or "" for run in runs)
    return (
        inherited((paragraph, *styles.chain(style_id)), "pPr/jc") == "center"
        and _size(paragraph, styles) >= smallest
        and not _is_sentence(paragraph)
        and not is_date_line("".join(run.text for run in runs).strip())
        and not any(is_red(colour) for colour in colours)
    )


def _size(paragraph: Any, styles: Styles) -> float:
    """The size of most of a paragraph's text, in points."""
    style_id = value_at(paragraph, "pPr/pStyle")
    sizes: Counter[float] = Counter()
    for run in paragraph_text(paragraph).runs:
        size = number_of(inherited(run_chain(run.element, style_id, styles), "rPr/sz"), _DEFAULT_SIZE * 2) / 2
        sizes[size] += len(run.text.strip())
    return sizes.most_common(1)[0][0] if sizes else _DEFAULT_SIZE
