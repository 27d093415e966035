"""A corrected copy of a Word file: page, grid, page numbers, paragraphs and tables as a profile has them, marks put right.

The words stay as they are, and so do emphasis, pictures, comments, headers, and whatever has a kind that is not certain.
Spaces that place a line become an indent; what would be torn by a larger size keeps its size, and is told.
"""

from __future__ import annotations

import io
import math
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from wengao.language.numbering import format_enumerator, run_in_heading, split_enumerator
from wengao.review.word.kinds import (
    BODY,
    IMPRINT,
    NOTE,
    OTHER,
    SIGNATURE,
    TABLE,
    holds_head,
    kinds_of,
    table_kind,
)
from wengao.review.word.mending import mends_of
from wengao.review.word.pages import correct_pages
from wengao.review.word.reading import (
    styles_of,
    table_rows,
    tables_of,
    word_file,
)
from wengao.review.word.setting import (
    Place,
    end_numbering,
    keep_place,
    keep_together,
    leave_grid,
    put_tab,
    set_black,
    set_lines,
    set_place,
    set_run,
    width_of,
)
from wengao.review.word.soft_breaks import split_soft_breaks
from wengao.word.opening import opened_word
from wengao.word.runs import TextEdit, body_paragraphs, change_text, own_runs, split_text
from wengao.word.styles import inherited, is_set, number_of, run_chain, value_at
from wengao.word.text import W, paragraph_text
from wengao.word.tracking import Tracking

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from wengao.review.settings import ReviewSettings
    from wengao.review.word.profile import ParagraphProfile, WordProfile
    from wengao.review.word.reading import WordFile, WordParagraph, WordTable
    from wengao.word.styles import Styles

_TYPED_SPACES = "　 \t"
_LEVEL_OF_ITEMS = 3
_INDENT_OF_ITEMS = 5.0
"""Characters before the second item of a list of attachments: two, and those of 附件："""

_UNSEALED_RIGHT, _DATE_AFTER_ORGAN = 2.0, 2.0
_SEALED_RIGHT = 4.0
_LINES_ADJUSTED = 2
"""Lines a page more or less to which the distance is changed for a signature."""

_MOVED_WHOLE = 6
"""Lines of a last paragraph that may go to the page of the signature as a whole, as programs move what is kept."""

_SAME_PITCH = 0.06
_EXCERPT = 20
_AROUND = 6
"""Characters shown on both sides of a change."""

_BLACK = (None, "auto", "000000")
_CELL_MARGINS = 10.8
"""Points that Word leaves at the left and right of a cell together, unless it is told otherwise."""

_LABEL = re.compile(r"[^：:]{2,6}(?=[：:])")
_SIGNERS = re.compile(r"签发人[：:]\s*(?P<names>.+)$")
_BESIDE = re.compile(r"[ 　\t]{2,}")
_GAP = re.compile(r"(?<=[^ 　\t])(?:[ 　]{2,}|[ 　]*\t[ 　\t]*)(?=[^ 　\t]*印发|签发人)")
"""The gap before the date of an imprint, or before 签发人: what stands at the right edge."""


@dataclass(frozen=True, slots=True)
class TextChange:
    """Words that the correction changed. paragraph: its number, 0 in a table. before, after: what stood and stands there."""

    paragraph: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class WordCorrection:
    """A corrected copy. data: of the file. changes: of its words. told: what had to stay as it was."""

    data: bytes
    changes: tuple[TextChange, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviser:
    """In whose name, and when, corrections are recorded as tracked changes (修订)."""

    author: str
    when: datetime


def corrected_word(
    path: Path,
    profile: WordProfile,
    settings: ReviewSettings | None = None,
    reviser: Reviser | None = None,
) -> WordCorrection:
    """The corrected copy of the file at `path`. Raises UnreadableFileError where it is no Word file.

    settings: of the check whose fixes of marks are made. reviser: records what is changed, so that it can be refused.
    """
    with opened_word(path) as document:
        document.element.body.get_or_add_sectPr()  # a file need not have one: its page is then the program's own
        tracking = Tracking.of(document, reviser.author, reviser.when) if reviser else None
        divided = 0 if tracking else split_soft_breaks(document.element.body)
        file = word_file(document)
        correction = _Correction(document, _as_adjusted(profile, file), file, tracking)
        if divided:
            correction.told.append(f"{divided} 处换行符（软回车）后面另起了一段，段号照分开以后的数")
        correction.change_words(settings)
        correction.set_everything()
        saved = io.BytesIO()
        document.save(saved)
        return WordCorrection(
            saved.getvalue(), tuple(correction.changes), tuple(dict.fromkeys(correction.told))
        )


def _as_adjusted(profile: WordProfile, file: WordFile) -> WordProfile:
    """The profile with the distance of lines that the whole file was set to, so that its signature stands beside text.

    GB/T 9704-2012 7.3.5.5 has the distance changed for that, by a line or two a page.
    """
    pitch = file.sections[-1].pitch if file.sections else 0.0
    wanted = profile.kinds[BODY].pitch
    body = [one for one, kind in zip(file.paragraphs, kinds_of(file.paragraphs), strict=True) if kind == BODY]
    even = body and all(
        one.rule == "exact" and abs(one.line - pitch) < _SAME_PITCH for one in body if not one.tall
    )
    other = replace(profile, pitch=pitch) if pitch else profile
    if not even or not 0 < abs(other.lines - profile.lines) <= _LINES_ADJUSTED:
        return profile
    kinds = {
        name: replace(kind, pitch=pitch) if kind.pitch == wanted else kind
        for name, kind in profile.kinds.items()
    }
    return replace(other, kinds=kinds)


@dataclass(frozen=True, slots=True)
class Lead:
    """What of a paragraph's text, from start to end, is set in the manner of another kind: its heading, a name."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class _Correction:
    """One pass over a document.

    elements: the w:p of each paragraph of the file with text, in their order. typed: the places of those whose numbers
    Word counted and that are typed now.
    """

    document: Any
    profile: WordProfile
    file: WordFile
    tracking: Tracking | None
    changes: list[TextChange] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    elements: list[Any] = field(default_factory=list)
    kinds: tuple[str, ...] = ()
    typed: set[int] = field(default_factory=set)
    styles: Styles = field(init=False)

    def __post_init__(self) -> None:
        every = list(body_paragraphs(self.document.element.body))
        self.elements = [every[paragraph.number - 1] for paragraph in self.file.paragraphs]
        self.kinds = kinds_of(self.file.paragraphs)
        self.styles = styles_of(self.document)

    def change_words(self, settings: ReviewSettings | None) -> None:
        """Put marks and numbers right, and take off spaces that were typed in place of an indent."""
        cells = [
            element
            for table in tables_of(self.document.element.body)
            for row in table_rows(table)
            for element in row
        ]
        every = [*self.elements, *cells]
        kinds = [*self.kinds, *["table"] * len(cells)]
        texts = [paragraph_text(element).text for element in every]
        mends = mends_of(texts, kinds, settings)
        for place, element in enumerate(every):
            edits = list(mends.get(place, ()))
            if place < len(self.elements):
                edits = _together(self._edits(place, texts[place]), edits)
            number = self.file.paragraphs[place].number if place < len(self.elements) else 0
            made = change_text(element, edits, self.tracking)
            if (
                number
                and self.file.paragraphs[place].label
                and any(not one.start and one.text for one in made)
            ):
                self.typed.add(place)
                self.told.append("Word 自动编的序号改成了打上去的字")
                made = [one for one in made if one.start]
            self.changes += (TextChange(number, *shown) for shown in _shown(texts[place], made))

    def _edits(self, place: int, text: str) -> list[TextEdit]:
        """Those that are a matter of layout: typed indents, numbers of headings, the gap before 印发."""
        paragraph, kind = self.file.paragraphs[place], self.kinds[place]
        edits: list[TextEdit] = []
        start = len(text) - len(text.lstrip(_TYPED_SPACES))
        if kind == SIGNATURE:
            edits += _line_indents(text)
        elif kind not in (OTHER, "aside", "doc_number") and start:
            edits.append(TextEdit(0, start, ""))
        if kind in (IMPRINT, "doc_number") and (gap := _GAP.search(text, start)) and gap[0] != "\t":
            edits.append(TextEdit(gap.start(), gap.end(), "\t"))
        typed = self._typed_number(paragraph, kind)
        if typed:
            edits = [one for one in edits if one.start] if start else edits
            edits.append(TextEdit(0, start + len(typed[0]), typed[1]))
        return edits

    def _typed_number(self, paragraph: WordParagraph, kind: str) -> tuple[str, str] | None:
        """What stands before a heading, and the number that should: one that Word counts by itself is typed."""
        if not (kind in (BODY, NOTE) or kind.startswith("heading")):
            return None
        enumerator, _ = split_enumerator(paragraph.numbered)
        if enumerator is None or enumerator.text.startswith("第"):
            return None
        number = format_enumerator(enumerator.level, enumerator.number)
        if paragraph.label:
            return "", number
        if kind == BODY and run_in_heading(paragraph.text) is None:
            return None
        if kind == NOTE and enumerator.level != _LEVEL_OF_ITEMS:
            return None
        return (enumerator.text, number) if enumerator.text != number else None

    def set_everything(self) -> None:
        """Set paragraphs, tables and pages."""
        leads = self._split_leads()
        sections = list(self.document.element.iter(W + "sectPr"))
        if self.tracking is not None:
            paragraphs = list(self.document.element.body.iter(W + "p"))
            runs = [run for paragraph in paragraphs for run in own_runs(paragraph)]
            self.tracking.watch(paragraphs, sections, runs)
        places = self._signature_places()
        for place, element in enumerate(self.elements):
            if self.kinds[place] == OTHER:
                leave_grid(element)
            else:
                self._set_paragraph(place, element, leads.get(place), places.get(place))
        self._keep_signatures()
        tables = zip(self.file.tables, list(tables_of(self.document.element.body)), strict=True)
        for number, (table, element) in enumerate(tables, 1):
            self._set_table(number, table, element)
        self.told += correct_pages(self.document, self.profile)
        if self.tracking is not None:
            self.tracking.record()

    def _split_leads(self) -> dict[int, Lead]:
        """What of a paragraph is set in another kind's manner, a run beginning and ending there."""
        leads = {}
        for place, element in enumerate(self.elements):
            lead = _lead(paragraph_text(element).text, self.kinds[place])
            if lead is not None:
                split_text(element, lead.start)
                split_text(element, lead.end)
                leads[place] = lead
        return leads

    def _signature_places(self) -> dict[int, Place]:
        """Where signatures go that spaces or too wide an indent placed: as GB/T 9704-2012 7.3.5 has them."""
        places: dict[int, Place] = {}
        paragraphs = self.file.paragraphs
        for place, kind in enumerate(self.kinds):
            if kind != SIGNATURE or (place and self.kinds[place - 1] == SIGNATURE):
                continue
            group = [place]
            while group[-1] + 1 < len(self.kinds) and self.kinds[group[-1] + 1] == SIGNATURE:
                group.append(group[-1] + 1)
            if any(self._is_to_be_placed(paragraphs[one]) for one in group):
                texts = [paragraph_text(self.elements[one]).text.strip() for one in group]
                line = self.profile.text_width / self.profile.kinds[SIGNATURE].size
                for one, right in zip(
                    group, _right_indents(texts, line, sealed=self.profile.sealed), strict=True
                ):
                    places[one] = Place("right", right=right)
        return places

    def _keep_signatures(self) -> None:
        """Have a signature stay on one page, and beside the end of the text where that is not too long to go with it."""
        for place, kind in enumerate(self.kinds):
            if kind != SIGNATURE or not place:
                continue
            before = self.kinds[place - 1]
            text = self.file.paragraphs[place - 1].text
            wanted = self.profile.kinds[BODY]
            lines = width_of(text) * (wanted.size + wanted.spacing) / self.profile.text_width
            first = self.elements[place - 1]
            if before == SIGNATURE or (before != OTHER and lines <= _MOVED_WHOLE):
                keep_together(first, self.elements[place])
            else:
                keep_together(first.getnext(), self.elements[place])

    def _is_to_be_placed(self, paragraph: WordParagraph) -> bool:
        wanted = self.profile.kinds[SIGNATURE]
        room = self.profile.text_width / (wanted.size + wanted.spacing)
        taken = width_of(paragraph.text) + paragraph.left + paragraph.right
        apart = paragraph.align not in ("right", "center")
        return bool(paragraph.typed_indent) or (apart and ("\n" in paragraph.text or taken > room))

    def _set_paragraph(self, place: int, element: Any, lead: Lead | None, signature: Place | None) -> None:
        paragraph, kind = self.file.paragraphs[place], self.kinds[place]
        wanted = self.profile.kinds[kind]
        tabbed = kind in (IMPRINT, "doc_number") and "\t" in paragraph_text(element).text
        placed = kind == SIGNATURE or (kind in ("doc_number", "byline") and not tabbed)
        if placed and self._would_break(paragraph, wanted):
            self.told.append(f"第 {paragraph.number} 段（{paragraph.text[:_EXCERPT]}）放大会折行，没有改")
            return
        set_lines(element, wanted, self.profile, exact=not paragraph.tall)
        where = signature or self._place(place, kind, wanted)
        if where is not None:
            set_place(element, where, wanted.size)
        elif paragraph.left or paragraph.right or paragraph.first:
            keep_place(element, paragraph.size, wanted.size)
        if place in self.typed:
            end_numbering(element, self.styles)
        if tabbed and not self._has_tabs(element):
            put_tab(element, self.profile.text_width)
        self._set_runs(element, wanted, lead, clear=paragraph.bold or kind not in (BODY, "aside", NOTE))

    def _has_tabs(self, element: Any) -> bool:
        """Whether a paragraph, or its style, says where tabs end."""
        chain = (element, *self.styles.chain(value_at(element, "pPr/pStyle")))
        return any(one.find(f"{W}pPr/{W}tabs") is not None for one in chain)

    def _place(self, place: int, kind: str, wanted: ParagraphProfile) -> Place | None:
        """Where a paragraph of a kind goes; None for one that stays where its writer put it."""
        if kind == NOTE:
            item = (
                place > 0
                and self.kinds[place - 1] == NOTE
                and "附件" not in self.file.paragraphs[place].text[:3]
            )
            item = item and split_enumerator(self.file.paragraphs[place].numbered)[0] is not None
            if self.file.paragraphs[place].first < 0 and not self.file.paragraphs[place].typed_indent:
                return None  # its further lines hang under its first already
            return Place("both", left=_INDENT_OF_ITEMS) if item else Place("both", first=wanted.indent)
        if kind in ("title", "salutation", BODY) or kind.startswith("heading"):
            return Place(wanted.align, first=wanted.indent)
        return Place("left") if kind in ("head", "copy_number", "attachment") else None

    def _would_break(self, paragraph: WordParagraph, wanted: ParagraphProfile) -> bool:
        """Whether a line that is one now would not be one any more, but for spaces before it."""
        room = self.profile.text_width
        widest = max(width_of(line.strip()) for line in paragraph.text.split("\n"))
        return widest * (wanted.size + wanted.spacing) > room >= widest * paragraph.size

    def _set_runs(
        self, element: Any, wanted: ParagraphProfile, lead: Lead | None = None, *, clear: bool
    ) -> None:
        """Set the runs; those of a run-in heading as its level is. clear: whether what is bold is not to be."""
        style_id = value_at(element, "pPr/pStyle")
        in_lead = _runs_between(element, lead.start, lead.end) if lead else set()
        for run in own_runs(element):
            heading = lead is not None and run in in_lead
            manner = self.profile.kinds[lead.kind] if heading and lead else wanted
            chain = run_chain(run, style_id, self.styles)
            bold = is_set(chain, "b")
            set_run(run, manner, bold=manner.bold if (clear or heading) and bold != manner.bold else None)
            if manner is not self.profile.kinds[BODY] and inherited(chain, "rPr/color") not in _BLACK:
                set_black(run)

    def _set_table(self, number: int, table: WordTable, element: Any) -> None:
        """Fonts always, the size where no line of a cell would be broken for it; heads of documents are left alone."""
        rows = [[one for one in row if paragraph_text(one).text.strip()] for row in table_rows(element)]
        if holds_head(table):
            for one in (one for row in rows for one in row):
                leave_grid(one)
            return
        kind = table_kind(table)
        headed = kind == TABLE and len(rows) > 1 and _is_full(element)
        cells = [
            (one, paragraph, headed and at == 0)
            for at, (row, paragraphs) in enumerate(zip(rows, table.rows, strict=True))
            for one, paragraph in zip(row, paragraphs, strict=True)
        ]
        size = self.profile.kinds[kind].size
        sized = all(_fits(one, paragraph, size, self.profile.text_width) for one, paragraph, _ in cells)
        if not sized:
            self.told.append(f"第 {number} 个表格的字放大会多折行，字号没有改")
        for one, paragraph, head in cells:
            wanted = self.profile.kinds["table_head" if head else kind]
            if sized:
                set_lines(one, wanted, self.profile, exact=not paragraph.tall)
            else:
                leave_grid(one)
            bold = is_set(run_chain(None, value_at(one, "pPr/pStyle"), self.styles), "b")
            for run in own_runs(one):
                set_run(run, wanted, bold=False if head and (bold or _is_bold(run)) else None, size=sized)


def _is_full(table: Any) -> bool:
    """Whether every cell of the first row of a table (w:tbl) says something, as the heads of columns do."""
    row = next(iter(table.iterchildren(W + "tr")), None)
    cells = list(row.iterchildren(W + "tc")) if row is not None else []
    return len(cells) > 1 and all(
        "".join(one.text or "" for one in cell.iter(W + "t")).strip() for cell in cells
    )


def _lead(text: str, kind: str) -> Lead | None:
    """A run-in heading, the label of a line of those present (出席), the name after 签发人."""
    if kind == BODY and (heading := run_in_heading(text)) is not None:
        return Lead(f"heading{heading.enumerator.level}", 0, heading.end)
    if kind == "attendance" and (label := _LABEL.match(text)) is not None:
        return Lead("head", 0, label.end())
    if kind == "doc_number" and (signers := _SIGNERS.search(text)) is not None:
        return Lead("heading2", signers.start("names"), signers.end("names"))
    return None


def _runs_between(element: Any, start: int, end: int) -> set[Any]:
    found: set[Any] = set()
    place = 0
    for piece in paragraph_text(element).runs:
        if start <= place < end and piece.element is not None:
            found.add(piece.element)
        place += len(piece.text)
    return found


def _is_bold(run: Any) -> bool:
    return is_set((run,), "b")


def _together(first: list[TextEdit], others: list[TextEdit]) -> list[TextEdit]:
    """The edits of two lists; of two that touch the same text that of the first."""
    free = [edit for edit in others if all(edit.end <= one.start or one.end <= edit.start for one in first)]
    return [*first, *free]


def _line_indents(text: str) -> Iterator[TextEdit]:
    """What takes off the spaces around each line of a text."""
    start = 0
    for line in text.split("\n"):
        opening = len(line) - len(line.lstrip(_TYPED_SPACES))
        closing = len(line.rstrip(_TYPED_SPACES))
        if opening:
            yield TextEdit(start, start + opening, "")
        if opening < closing < len(line):
            yield TextEdit(start + closing, start + len(line), "")
        start += len(line) + 1


def _shown(text: str, edits: Sequence[TextEdit]) -> Iterator[tuple[str, str]]:
    """What stood where words were changed, with a little around it, and what stands there now; neighbours as one."""
    words = [
        one
        for one in edits
        if text[one.start : one.end].strip(_TYPED_SPACES) or one.text.strip(_TYPED_SPACES)
    ]
    while words:
        group = [words.pop(0)]
        while words and words[0].start - group[-1].end <= _AROUND:
            group.append(words.pop(0))
        start, end = max(group[0].start - _AROUND, 0), group[-1].end + _AROUND
        after, place = "", start
        for edit in group:
            after += text[place : edit.start] + edit.text
            place = edit.end
        yield text[start:end].strip(), (after + text[place:end]).strip()


def _right_indents(texts: Sequence[str], line: float, *, sealed: bool) -> list[float]:
    """The indents from the right edge of the lines of a signature, the date last, in characters. line: what one holds.

    With a seal the date ends four characters from the edge and the organ stands centred over it. Without one the organ
    ends two from the edge and the date starts two to the right of the organ's start (GB/T 9704-2012 7.3.5).
    """
    *organs, date = [width_of(max(text.split("\n"), key=width_of)) for text in texts]
    if len(organs) == 1 and (last := _BESIDE.split(texts[0])[-1]) != texts[0]:
        over = width_of(last)  # organs side by side: the date belongs under the last of them
        return [_UNSEALED_RIGHT, max(_UNSEALED_RIGHT + (over - date) / 2, 0.0)]
    organ = max(organs, default=0.0)
    if organ + _UNSEALED_RIGHT > line:
        return [*(0.0 for _ in organs), _SEALED_RIGHT]
    if sealed or not organ:
        right = _SEALED_RIGHT
        return [*(max(right + (date - one) / 2, 0.0) for one in organs), right]
    if date <= organ:
        return [*(_UNSEALED_RIGHT + (organ - one) / 2 for one in organs), max(organ - date, 0.0)]
    return [_UNSEALED_RIGHT + date + _DATE_AFTER_ORGAN - one for one in organs] + [_UNSEALED_RIGHT]


def _fits(element: Any, paragraph: WordParagraph, size: float, page: float) -> bool:
    """Whether a line of a cell that is one now stays one in a size, and the row is high enough for it."""
    if size <= paragraph.size:
        return True
    row = next(element.iterancestors(W + "tr"))
    if value_at(row, "trPr/trHeight", "hRule") == "exact":
        return False
    cell = next(element.iterancestors(W + "tc"))
    room = (_cell_width(cell) or page / len(row.findall(W + "tc"))) - _CELL_MARGINS
    width = max(width_of(line) for line in paragraph.text.split("\n"))
    return width * size <= room or math.ceil(width * paragraph.size / max(room, 1.0)) > 1


def _cell_width(cell: Any) -> float:
    """The width that a cell declares, in points; 0 where it declares none."""
    measured = value_at(cell, "tcPr/tcW", "type") in ("dxa", None)
    return number_of(value_at(cell, "tcPr/tcW", "w")) / 20 if measured else 0.0
