"""Which kind of paragraph each one in a Word file is: title, heading, text, the lines around them, or one no rule speaks of.

What is around the text is known by its words and its place: the marks of the head (版头), the number, the list of
attachments (附件说明), the signature (落款), the note below it (附注) and the imprint (版记).
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from wengao.language.dates import is_date
from wengao.language.document_numbers import is_document_number
from wengao.language.head_fields import is_imprint, is_note_below
from wengao.language.numbering import run_in_heading, split_enumerator
from wengao.reading.structure.head import is_organ, official_title

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.review.word.reading import WordParagraph, WordTable

OTHER = "other"
TITLE = "title"
BODY = "body"
ASIDE = "aside"
"""Text that stands where its writer put it: an item that hangs, a line that is set in."""

SIGNATURE = "signature"
NOTE = "note"
"""The list of attachments and the note below the signature."""

IMPRINT = "imprint"
TABLE = "table"
_FIRST_PARAGRAPHS = 14
_LONGEST_TITLE_LINE = 34
_LONGEST_HEADING = 45
_LONGEST_SALUTATION = 60
_LONGEST_SIGNATURE = 60
_MOST_SIGNING = 6
"""Lines of a signature in a table: of several organs, each with its date."""

_DATE = re.compile(r"[（(]?(?:\d{4}|[〇○零一二三四五六七八九]{4})年.{1,4}月.{0,4}[）)]?$")
_DAY = re.compile(r"\d{1,2}月\d{1,2}日")
"""A date without its year: who signs so has it at the right."""

_SALUTATION = re.compile(r"[^。；]{2,}[：:]$")
_HEAD = re.compile(r"(?:绝密|机密|秘密)(?:★|☆|$)|(?:特急|加急|特提|平急)$|(?:密级|紧急程度)[：:]")
_COPY_NUMBER = re.compile(r"\d{6}$|份号[：:]\s*\d+$")
_ATTACHMENTS = re.compile(r"附件\s*[：:]")
_ATTACHMENT = re.compile(r"附件\s*\d*$")
_ATTENDANCE = re.compile(r"(?:出席|列席|请假|参加|缺席|记录)(?:人员)?[：:]")
_OF_CONTENTS = re.compile(r"(?<![\s.…·])[\s.…·]++\d{1,3}$")
_BRACKETED = re.compile(r"（[^（）]*）$")
_SENTENCE_END = re.compile(r"[。；！？…]$")
_NOT_IN_TITLE = re.compile(r"[，。；：！？]")
_HEADING_STYLE = re.compile(r"(?:heading|标题) ?([1-4])$")
_OTHER_STYLES = ("toc", "quote", "引用", "caption", "题注")
_TITLE_STYLES = ("title", "标题")
_SMALLEST_TITLE, _LARGEST_TITLE = 18.0, 30.0
_FIRST_LINE = 2.0
_FARTHEST_FLUSH = 1.0
"""Characters of indent up to which text counts as running from the margin."""

_ALIGNED_BY_HAND = 4.0
"""Characters from which spaces before a line place it at the right of the page and do not indent it."""


def kinds_of(paragraphs: Sequence[WordParagraph]) -> tuple[str, ...]:
    """The kind of each paragraph.

    title, salutation, body, heading1 to heading4; head, copy_number, doc_number, byline, attendance, attachment and the
    constants of this module; OTHER for one that no rule speaks of.
    """
    kinds = _by_themselves(paragraphs)
    _mark_signatures(paragraphs, kinds)
    _mark_attachments(paragraphs, kinds)
    return tuple(kinds)


def table_kind(table: WordTable) -> str:
    """What the cells of a table hold: an imprint, a signature, or what makes it a table."""
    return IMPRINT if holds_imprint(table) else SIGNATURE if holds_signature(table) else TABLE


def holds_imprint(table: WordTable) -> bool:
    """Whether a table is one around an imprint."""
    return any(is_imprint(paragraph.text) for paragraph in table.paragraphs)


def holds_signature(table: WordTable) -> bool:
    """Whether a table is one around a signature: organs and a date, and nothing else."""
    texts = [paragraph.text for paragraph in table.paragraphs]
    return (
        len(texts) <= _MOST_SIGNING
        and any(map(is_date, texts))
        and all(len(one) <= _LONGEST_SIGNATURE for one in texts)
    )


def holds_head(table: WordTable) -> bool:
    """Whether a table is one around the head of a document, as heads of several organs are made."""
    return any(paragraph.red for paragraph in table.paragraphs)


def _by_themselves(paragraphs: Sequence[WordParagraph]) -> list[str]:
    title = _title_lines(paragraphs)
    kinds: list[str] = []
    opened = False
    for index, paragraph in enumerate(paragraphs):
        above = index < min(title, default=0)
        if index in title:
            kind = TITLE
        elif not opened and (kind := _of_head(paragraph)):
            pass
        elif above or (not opened and _is_byline(paragraph)):
            kind = OTHER if above or paragraph.red or paragraph.text.startswith("目") else "byline"
        else:
            kind = _kind(paragraph, opening=not opened)
            opened = opened or (kind not in (OTHER, ASIDE) and not _stands_above(paragraph, kind))
        kinds.append(kind)
    return kinds


def _stands_above(paragraph: WordParagraph, kind: str) -> bool:
    """Whether a line may stand between title and salutation: where a speech was given, where a text was taken from."""
    return kind == BODY and not _SENTENCE_END.search(paragraph.text)


def _of_head(paragraph: WordParagraph) -> str:
    """Whether a paragraph above the text is a mark or the number of the head; empty where it is neither."""
    if _HEAD.match(paragraph.text):
        return "head"
    if _COPY_NUMBER.match(paragraph.text):
        return "copy_number"
    return "doc_number" if is_document_number(paragraph.text) else ""


def _title_lines(paragraphs: Sequence[WordParagraph]) -> frozenset[int]:
    """The lines of the title: those of an official title, or the first that looks like one and those that go on with it."""
    opening = paragraphs[:_FIRST_PARAGRAPHS]
    start, end = _official(opening) or (_title_start(opening), None)
    if start is None:
        return frozenset()
    last = (end or start + 1) - 1
    while last + 1 < len(paragraphs) and end is None and _goes_on(paragraphs[start], paragraphs[last + 1]):
        last += 1
    return frozenset(range(start, last + 1))


def _official(paragraphs: Sequence[WordParagraph]) -> tuple[int, int] | None:
    """Where the title 关于……的通知 stands; what is red belongs to the head."""
    lines = [
        "。" if one.red or one.style.startswith("toc") else "".join(one.text.split())
        for one in takewhile(lambda one: not _SALUTATION.fullmatch(one.text), paragraphs)
    ]
    found = official_title(lines)
    if found is None or is_document_number(lines[found.start]):
        return None
    placed = [one.align == "center" for one in paragraphs[found.start : found.end]]
    return (found.start, found.end) if len(set(placed)) == 1 else None


def _title_start(paragraphs: Sequence[WordParagraph]) -> int | None:
    """The title by its style, else by its size and place, else the first line where that is short."""
    looks: tuple[Callable[[WordParagraph], bool], ...] = (
        lambda one: one.style in _TITLE_STYLES,
        lambda one: one.align == "center" and _SMALLEST_TITLE <= one.size <= _LARGEST_TITLE,
        lambda one: one is paragraphs[0] and _opens_file(one),
    )
    for looks_like_title in looks:
        for index, paragraph in enumerate(paragraphs):
            if _may_be_title(paragraph) and looks_like_title(paragraph):
                return index
    return None


def _opens_file(paragraph: WordParagraph) -> bool:
    """Whether the first line of a file is short and says no more than a title would."""
    text = paragraph.text
    return not (
        _SALUTATION.match(text) or _NOT_IN_TITLE.search(text) or split_enumerator(paragraph.numbered)[0]
    )


def _may_be_title(paragraph: WordParagraph) -> bool:
    text = paragraph.text
    return (
        len(text) <= 2 * _LONGEST_TITLE_LINE
        and not paragraph.red
        and not _SENTENCE_END.search(text)
        and not _DATE.search(text)
        and not paragraph.style.startswith("toc")
        and not _of_head(paragraph)
        and not _ATTACHMENT.fullmatch(text)
    )


def _goes_on(opening: WordParagraph, following: WordParagraph) -> bool:
    return (
        opening.size >= _SMALLEST_TITLE
        and following.align == "center"
        and (following.size, following.font) == (opening.size, opening.font)
        and not _is_byline(following)
        and not _of_head(following)
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
    if around := _around(paragraph):
        return around
    if _is_apart(paragraph):
        return OTHER
    if opening and _SALUTATION.fullmatch(text) and len(text) <= _LONGEST_SALUTATION:
        return "salutation"
    if styled and not run_in_heading(paragraph.numbered):
        return f"heading{styled[1]}"
    return _heading_by_number(paragraph) or _text_kind(paragraph)


def _around(paragraph: WordParagraph) -> str:
    """The kind of a line around the text; empty for the text itself."""
    text = paragraph.text
    if _ATTACHMENTS.match(text) or is_note_below(text):
        return NOTE
    if is_imprint(text):
        return IMPRINT
    if _ATTENDANCE.match(text):
        return "attendance"
    return "attachment" if _ATTACHMENT.fullmatch(text) else ""


def _is_apart(paragraph: WordParagraph) -> bool:
    """Lines of a table of contents, dates, and what stands centred or right."""
    text = paragraph.text
    return (
        paragraph.style.startswith(_OTHER_STYLES)
        or bool(_DATE.fullmatch(text) or _BRACKETED.match(text))
        or (bool(_OF_CONTENTS.search(text)) and split_enumerator(text)[0] is not None)
        or paragraph.align in ("right", "center")
        or paragraph.red
    )


def _heading_by_number(paragraph: WordParagraph) -> str:
    enumerator, rest = split_enumerator(paragraph.numbered)
    stands_alone = len(paragraph.text) <= _LONGEST_HEADING and not _SENTENCE_END.search(rest)
    if enumerator and rest and stands_alone and (paragraph.label or paragraph.left <= _FIRST_LINE):
        return f"heading{enumerator.level}"
    return ""


def _text_kind(paragraph: WordParagraph) -> str:
    """Text that runs from margin to margin, or stands where its writer put it."""
    numbered_by_word = paragraph.listed and split_enumerator(paragraph.label)[0] is None
    set_in = paragraph.left > _FARTHEST_FLUSH or paragraph.first < 0
    if len(paragraph.text) <= _LONGEST_TITLE_LINE and paragraph.right >= 1:
        return OTHER
    return ASIDE if numbered_by_word or (set_in and not paragraph.label) else BODY


def _mark_signatures(paragraphs: Sequence[WordParagraph], kinds: list[str]) -> None:
    """A date by itself after the text is a signature, and so are the organs above it."""
    opened = False
    for index, paragraph in enumerate(paragraphs):
        if opened and kinds[index] in (OTHER, BODY, ASIDE) and _signs(paragraph):
            kinds[index] = SIGNATURE
            above = index - 1
            while above > 0 and kinds[above] in (OTHER, BODY, ASIDE) and _is_signing_organ(paragraphs[above]):
                kinds[above] = SIGNATURE
                above -= 1
        opened = opened or kinds[index] in (BODY, "salutation")


def _signs(paragraph: WordParagraph) -> bool:
    """Whether a paragraph is a date, or organs and a date on lines of their own."""
    *organs, date = [line.strip() for line in paragraph.text.split("\n")]
    of_the_year = _DAY.fullmatch(date) and paragraph.align == "right"
    return bool(
        (is_date(date) or of_the_year)
        and len(organs) <= 2
        and all(0 < len(organ) <= _LONGEST_SIGNATURE for organ in organs)
    )


def _is_signing_organ(paragraph: WordParagraph) -> bool:
    text = paragraph.text
    placed = (
        paragraph.align in ("right", "center")
        or paragraph.left > _FIRST_LINE
        or paragraph.right >= 1
        or paragraph.first >= _ALIGNED_BY_HAND
    )
    return (
        len(text) <= _LONGEST_SIGNATURE
        and not _SENTENCE_END.search(text)
        and not _NOT_IN_TITLE.search(text)
        and split_enumerator(paragraph.numbered)[0] is None
        and (placed or all(is_organ(one) for one in text.split()))
    )


def _mark_attachments(paragraphs: Sequence[WordParagraph], kinds: list[str]) -> None:
    """The items of a list of attachments belong to it; what is centred below 附件1 is the attachment's title."""
    before = ""
    for index, paragraph in enumerate(paragraphs):
        kind = kinds[index]
        listing = (
            before == NOTE and kinds[index - 1] == NOTE and not is_note_below(paragraphs[index - 1].text)
        )
        if listing and _is_item(paragraph) and kind not in (SIGNATURE, IMPRINT):
            kinds[index] = NOTE
        elif (
            before in ("attachment", TITLE)
            and "attachment" in kinds[:index]
            and _is_attachment_title(paragraph)
        ):
            kinds[index] = TITLE
        before = kinds[index]


def _is_item(paragraph: WordParagraph) -> bool:
    enumerator, _ = split_enumerator(paragraph.numbered)
    return enumerator is not None and enumerator.level >= 3 and not _SENTENCE_END.search(paragraph.text)


def _is_attachment_title(paragraph: WordParagraph) -> bool:
    return (
        paragraph.align == "center"
        and len(paragraph.text) <= 2 * _LONGEST_TITLE_LINE
        and not _SENTENCE_END.search(paragraph.text)
        and not _DATE.search(paragraph.text)
        and not _BRACKETED.match(paragraph.text)
        and not paragraph.red
    )
