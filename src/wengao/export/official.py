"""The head (版头) and the imprint (版记) of an official document, as printed blocks.

Measures and order are those of GB/T 9704-2012 7.2, 7.4 and 10.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.export.layout import POINTS_PER_MM
from wengao.export.printed import TAB, Blank, Imprint, Mark, Paragraph, Printed, Space, Tab
from wengao.language.spaced_names import spaced
from wengao.markup.inline import Piece, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.export.layout import Layout
    from wengao.export.particulars import Official, Particulars

_BELOW_MARK = 2
"""Empty lines between the mark and the document number (GB/T 9704-2012 7.2.5), and again before the title."""

_SIGNERS_IN_A_ROW = 2
_LONGEST_NAME = 3
THICK_RULE, THIN_RULE, BETWEEN_RULES = 18, 6, 1.0
"""The letter's double rule: eighths of a point of the two lines, and points between them."""

DOUBLE_RULE_HEIGHT = (THICK_RULE + THIN_RULE) / 8 + BETWEEN_RULES
_FIRST_LINE_GAP = 14.0
"""Points from the letter's upper rule to the first line: seven eighths of a 3号 character (10.1)."""

_BETWEEN_PROGRAMS = 0.8
"""Points: LibreOffice sets 1.6 more below a frame with rules, Word none; in the middle both are off by 0.3 mm."""

MARK_LINE = 1.25
"""The height of the mark's line, in its size: exact, and high enough that no program cuts the characters."""

MARK_ABOVE_INK, MARK_BELOW_INK = 0.228, 0.06
"""What of that line stays empty above and below the characters, in their size; measured on rendered pages."""

_BELOW_BASELINE = 0.2
"""The part of an exact line that lies below its baseline."""

_INK_BELOW_BASELINE = 0.12
"""How far a character reaches below the baseline, in its size."""


def head(particulars: Particulars, layout: Layout) -> list[Printed]:
    """The head (版头) in the layout's form; empty where nothing asks for one: no number and no mark of its own."""
    form, official = layout.letterhead.form, particulars.official
    if form == "none" or not (official.doc_number or official.mark):
        return []
    if form == "letter":
        return _letter_head(official, layout)
    if form == "order":
        return _document_head(replace(official, signers=()), layout, (), "", ruled=False)
    issued = (particulars.official.organs[:1], particulars.date) if form == "minutes" else ((), "")
    return _document_head(official, layout, *issued)


def imprint(official: Official, layout: Layout, recipients: str = "") -> list[Imprint]:
    """The imprint (版记), where there is anything to be named. A letter names 抄送 only, without rules (10.1).

    recipients: the 主送机关 that the first page has no room for (7.3.2).
    """
    letter = layout.letterhead.form == "letter"
    one = Imprint(
        _with_stop(official.copies),
        "" if letter else official.printer,
        "" if letter else official.printed_date,
        recipients=_with_stop(recipients),
        ruled=not letter,
    )
    return [one] if layout.letterhead.form != "none" and one.rows else []


def _with_stop(names: str) -> str:
    bare = names.rstrip("：:。")
    return f"{bare}。" if bare else ""


def mark_of(official: Official, layout: Layout) -> tuple[tuple[str, ...], str]:
    """The organs of the mark and the words after them: one mark as it is written, else organs with the layout's ending."""
    if len(official.mark) == 1:
        return official.mark, ""
    ending = layout.letterhead.ending
    organs = official.mark or official.organs
    return tuple(organ.removesuffix(ending) for organ in organs), ending if organs else ""


def mark_size(organs: tuple[str, ...], ending: str, layout: Layout) -> float:
    """The size of the mark, in half points rounded down: the layout's, or less so that the longest line fits.

    Several organs leave half a character beside them and beside the ending.
    """
    width = layout.page.text_width * POINTS_PER_MM
    longest = max((len(organ) for organ in organs), default=1) + len(ending) + (len(organs) > 1)
    return int(min(layout.letterhead.size, width / longest) * 2) / 2


def _document_head(
    official: Official, layout: Layout, organs_of_issue: tuple[str, ...], date: str, *, ruled: bool = True
) -> list[Printed]:
    """7.2: the mark's top 35 mm below the type area's, the number two lines below, the red rule 4 mm under that.

    organs_of_issue, date: of minutes, which name them above the rule. ruled: all but an order (10.2) have the red rule.
    """
    lines = _marginal_lines(official, layout)
    organs, ending = mark_of(official, layout)
    size = mark_size(organs, ending, layout)
    room = layout.letterhead.top * POINTS_PER_MM - len(lines) * layout.grid.pitch - MARK_ABOVE_INK * size
    printed: list[Printed] = [*lines, Space(room)]
    if organs:
        printed.append(Mark(organs, ending, size))
    printed += [Blank()] * _BELOW_MARK
    printed += _number_lines(official, layout)
    if organs_of_issue and date:
        edge = Tab(1.0, "right")
        line = plain(f"{organs_of_issue[0]}{TAB}{date}").pieces
        printed.append(Paragraph("doc_number_left", line, left=1.0, tab=edge))
    rule = [Space(_gap_above_rule(layout), rule=True)] if ruled else []
    return [*printed, *rule, *([Blank()] * _BELOW_MARK)]


def _letter_head(official: Official, layout: Layout) -> list[Printed]:
    """10.1: the mark and a double rule on the paper; below them 份号, 密级, 紧急程度 left and the number right."""
    lines = list(_marginal_lines(official, layout))
    number = Piece(f"{TAB}{official.doc_number}", font=layout.styles.doc_number.font)
    first = lines[0].pieces if lines else ()
    opening = Paragraph("head", (*first, number), tab=Tab(0.0, "right"))
    organs = (official.mark or official.organs)[:1]
    mark = Mark(organs, "", mark_size(organs, "", layout), on_paper=True)
    return [mark, opening, *lines[1:], *([Blank()] * _BELOW_MARK)]


def paper_rule_top(layout: Layout, mark: Mark) -> float:
    """Where the letter's upper rule begins, in points from the sheet's top: 4 mm below the mark (10.1)."""
    characters = mark.size * (MARK_LINE - MARK_ABOVE_INK - MARK_BELOW_INK)
    return (layout.letterhead.top + layout.letterhead.rule_gap) * POINTS_PER_MM + characters


def paper_head_height(layout: Layout, mark: Mark) -> float:
    """How far a letter's head reaches down into the type area, in points."""
    foot = paper_rule_top(layout, mark) + DOUBLE_RULE_HEIGHT + room_under_rule(layout)
    return max(foot - layout.page.top * POINTS_PER_MM, 0.0)


def room_under_rule(layout: Layout) -> float:
    """From the letter's upper rule to the line below it, whose characters then stand at the standard's distance."""
    size = layout.styles.head.size
    above_ink = layout.grid.pitch * (1 - _BELOW_BASELINE) - size * (1 - _INK_BELOW_BASELINE)
    return max(_FIRST_LINE_GAP - above_ink - _BETWEEN_PROGRAMS, 1.0)


def _marginal_lines(official: Official, layout: Layout) -> list[Paragraph]:
    """份号, 密级和保密期限, 紧急程度 at the left edge, from the top (7.2.1 to 7.2.3)."""
    number = (Piece(official.copy_number, font=layout.styles.body.font),) if official.copy_number else ()
    pieces = (number, *(plain(value).pieces for value in (official.secrecy, official.urgency)))
    return [Paragraph("head", one) for one in pieces if one]


def _number_lines(official: Official, layout: Layout) -> Iterator[Paragraph]:
    """The number, centred; in a document that goes up (上行文) left, with 签发人 right (7.2.5, 7.2.6)."""
    if not official.signers:
        if official.doc_number:
            yield Paragraph("doc_number", plain(official.doc_number).pieces)
        return
    label, font = "签发人：", layout.styles.subtitle.font
    names = [spaced(name).ljust(_LONGEST_NAME, "　") for name in official.signers]
    rows = ["　".join(names[at : at + _SIGNERS_IN_A_ROW]) for at in range(0, len(names), _SIGNERS_IN_A_ROW)]
    widest = max(len(row.rstrip("　")) for row in rows)
    label_at = layout.characters("doc_number") - 1 - len(label) - widest
    for index, row in enumerate(rows):
        number = official.doc_number if index == len(rows) - 1 else ""
        at = label_at if index == 0 else label_at + len(label)
        opening = Piece(f"{number}{TAB}{label if index == 0 else ''}")
        names_piece = Piece(row.rstrip("　"), font=font)
        yield Paragraph("doc_number_left", (opening, names_piece), left=1.0, tab=Tab(at))


def _gap_above_rule(layout: Layout) -> float:
    """What is left of 4 mm between the number's foot and the rule once the number's own line has taken its share."""
    taken = layout.grid.pitch * _BELOW_BASELINE - layout.styles.doc_number.size * _INK_BELOW_BASELINE
    return layout.letterhead.rule_gap * POINTS_PER_MM - taken
