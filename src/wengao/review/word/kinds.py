"""Which kind of paragraph each one in a Word file is: title, salutation, heading, body, or one that no rule speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.numbering import split_enumerator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.review.word.reading import WordParagraph

OTHER = "other"
_FIRST_PARAGRAPHS = 14
_LONGEST_TITLE_LINE = 34
_LONGEST_HEADING = 45
_LONGEST_SALUTATION = 60
_DATE = re.compile(r"[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})年.{1,4}月.{0,4}[）)]?$")
_SALUTATION = re.compile(r"[^。；]{2,}[：:]$")
_APART = re.compile(r"附件\s*\d*(?:[：:]|$)|抄送[：:]|（[^（）]*）$|.{0,20}印发$")
_SENTENCE_END = re.compile(r"[。；！？…]$")
_HEADING_STYLE = re.compile(r"(?:heading|标题) ?([1-4])$")
_OTHER_STYLES = ("toc", "quote", "引用", "caption", "题注")
_TITLE_STYLES = ("title", "标题")
_SMALLEST_TITLE, _LARGEST_TITLE = 18.0, 30.0
_FIRST_LINE = 2.0


def kinds_of(paragraphs: Sequence[WordParagraph]) -> tuple[str, ...]:
    """The kind of each paragraph: title, salutation, body, heading1 to heading4, or OTHER."""
    title = _title_lines(paragraphs)
    kinds: list[str] = []
    opened = False
    for index, paragraph in enumerate(paragraphs):
        if index in title:
            kind = "title"
        elif index < min(title, default=0) or (not opened and _is_byline(paragraph)):
            kind = OTHER
        else:
            kind = _kind(paragraph, opening=not opened)
            opened = opened or kind != OTHER
        kinds.append(kind)
    return tuple(kinds)


def _title_lines(paragraphs: Sequence[WordParagraph]) -> frozenset[int]:
    """The first paragraph that looks like a title, and those that go on with it in the same size."""
    start = _title_start(paragraphs[:_FIRST_PARAGRAPHS])
    if start is None:
        return frozenset()
    opening, last = paragraphs[start], start
    while (
        last + 1 < len(paragraphs)
        and opening.size >= _SMALLEST_TITLE
        and _goes_on(opening, paragraphs[last + 1])
    ):
        last += 1
    return frozenset(range(start, last + 1))


def _title_start(paragraphs: Sequence[WordParagraph]) -> int | None:
    """The title by its style, else by its size and place, else the first line where that is short."""
    looks: tuple[Callable[[WordParagraph], bool], ...] = (
        lambda one: one.style in _TITLE_STYLES,
        lambda one: one.align == "center" and _SMALLEST_TITLE <= one.size <= _LARGEST_TITLE,
        lambda one: one is paragraphs[0] and not _SALUTATION.match(one.text),
    )
    for looks_like_title in looks:
        for index, paragraph in enumerate(paragraphs):
            if _may_be_title(paragraph) and looks_like_title(paragraph):
                return index
    return None


def _may_be_title(paragraph: WordParagraph) -> bool:
    return (
        len(paragraph.text) <= 2 * _LONGEST_TITLE_LINE
        and not _SENTENCE_END.search(paragraph.text)
        and not _DATE.search(paragraph.text)
        and not paragraph.style.startswith("toc")
    )


def _goes_on(opening: WordParagraph, following: WordParagraph) -> bool:
    return (
        following.align == "center"
        and (following.size, following.font) == (opening.size, opening.font)
        and not _is_byline(following)
    )


def _is_byline(paragraph: WordParagraph) -> bool:
    """A name or a date under the title."""
    return bool(_DATE.search(paragraph.text)) or (
        paragraph.align == "center"
        and paragraph.size < _SMALLEST_TITLE
        and len(paragraph.text) <= _LONGEST_TITLE_LINE
    )


def _kind(paragraph: WordParagraph, *, opening: bool) -> str:
    text = paragraph.text
    styled = _HEADING_STYLE.match(paragraph.style)
    if _is_apart(paragraph):
        kind = OTHER
    elif opening and _SALUTATION.fullmatch(text) and len(text) <= _LONGEST_SALUTATION:
        kind = "salutation"
    elif styled:
        kind = f"heading{styled[1]}"
    else:
        kind = _heading_by_number(paragraph) or "body"
    if kind == "body" and (paragraph.left > _FIRST_LINE or _may_sign(paragraph)):
        kind = OTHER
    return kind


def _is_apart(paragraph: WordParagraph) -> bool:
    """Lines of a table of contents, dates, lists of attachments, and what stands centred or right."""
    text = paragraph.text
    return (
        paragraph.style.startswith(_OTHER_STYLES)
        or bool(_DATE.fullmatch(text) or _APART.match(text))
        or paragraph.align in ("right", "center")
    )


def _heading_by_number(paragraph: WordParagraph) -> str:
    enumerator, rest = split_enumerator(paragraph.text)
    stands_alone = len(paragraph.text) <= _LONGEST_HEADING and not _SENTENCE_END.search(rest)
    if enumerator and rest and stands_alone and paragraph.left <= _FIRST_LINE:
        return f"heading{enumerator.level}"
    return ""


def _may_sign(paragraph: WordParagraph) -> bool:
    return len(paragraph.text) <= _LONGEST_TITLE_LINE and paragraph.right >= 1
