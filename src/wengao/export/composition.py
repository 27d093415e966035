"""From a draft to what is printed, in order: title lines, headings with their numbers, paragraphs, tables, signature.

Pure values: the Word writer sets them and decides nothing about the text.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from wengao.drafts.outline import enumerators_of, parents_of
from wengao.errors import InputError
from wengao.export.closing import close, names_listed
from wengao.export.columns import is_wide
from wengao.export.fitting import without_lonely_end
from wengao.export.official import head, imprint
from wengao.export.pagination import pages_of
from wengao.export.particulars import Particulars
from wengao.export.printed import Blank, Paragraph, Picture, Printed, Table, Title, block_style
from wengao.export.title_lines import break_title, split_subtitle
from wengao.language.headings import is_issued, issued_names, paper_keys
from wengao.language.sentences import count_characters
from wengao.language.spaced_names import spaced, spaced_list, spaced_name
from wengao.language.spoken import minutes
from wengao.markup import blocks
from wengao.markup.blocks import Kind, Line, read_blocks
from wengao.markup.headings import title_lines
from wengao.markup.inline import Inline, Piece, plain, read_inline
from wengao.markup.stretches import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.drafts.model import Draft, Part
    from wengao.export.layout import Layout

_TITLE_LEVEL = 1
_DEEPEST_HEADING = 4
_SALUTATION_ENDS = ("：", ":")
_TITLE_STYLES = ("subtitle", "byline", "date")
_ATTENDANCE = re.compile(r"(?:出席|列席|请假|缺席|参加|主持|记录)[：:]")
_PUT_OUT_IN_TITLE = re.compile(
    "(?:印发|转发|批转|公布|发布|颁布|下发)(?P<name>[^《》]{4,80})的(?:通知|公告|通告|决定|命令)$"
)
"""关于印发清川市护林方案的通知: titles often name what is put out without 《》."""

_ATTACHMENT_NUMBER = re.compile(r"^附件\s*+\d*+[：:、.\s\u3000]*(?=\S)")
_RUN_IN = re.compile(
    "(?:(?P<first>[一二三四五六七八九十]{1,3}、)|(?P<second>（[一二三四五六七八九十]{1,3}）)|(?P<third>\\d{1,2}[.．]\\s?(?!\\d))|(?P<fourth>（\\d{1,2}）))"
    "[^。！？；：\\n]{2,30}。(?=[^”’》）])"
)
_RUN_IN_LEVELS = ("first", "second", "third", "fourth")
"""A heading that opens its paragraph, by its number (7.3.3): some words, a full stop, and then the text itself."""

_FIGURE = re.compile(r"^图\s*\d{1,3}(?:[-.]\d{1,3})?[：:.\s\u3000]*(?=\S)")
"""A number that the drafter gave a picture himself: ours takes its place."""

_NAMES = re.compile(r"^(?:姓\s*名|名\s*单|人员姓名|负责人|联系人|法定代表人)$")
"""The head of a column in which people stand by name."""

_SPACE_IN_CHINESE = re.compile(r"(?<=[\u2e80-\uffef”]) +(?=[\u2e80-\uffef“])")


def compose(draft: Draft, layout: Layout, particulars: Particulars) -> tuple[Printed, ...]:
    """All that is printed of `draft`, in order: head, title, text and its end, attachments, imprint.

    Raises InputError, with the place, where the text shows a picture.
    """
    sections = _sections(draft, layout, particulars)
    main, attachments = sections[0], sections[1:]
    official = particulars.official
    if layout.letterhead.form == "minutes":
        main = _with_attendance(main, layout)
    opening = head(particulars, layout)
    if layout.letterhead.form == "order" and opening:
        main = _without_title_of_order(main)
    text, moved = _with_room_for_text(opening, _addressed(main, official.recipients), layout)
    composed = [
        *opening,
        *close(text, layout, particulars),
        *(block for attachment in attachments for block in close(attachment, layout, Particulars())),
    ]
    composed = [*_numbered(composed, layout)]
    printed = [without_lonely_end(_with_run_in_heading(block, layout), layout) for block in composed]
    found = imprint(official, layout, moved)
    if found and layout.imprint.even_page and pages_of([*printed, *found], layout)[-1] % 2:
        found = [replace(found[0], new_page=True)]
    elif found and isinstance(printed[-1], Paragraph):
        printed[-1] = replace(printed[-1], keep=True)
    return (*printed, *found)


def _numbered(printed: list[Printed], layout: Layout) -> Iterator[Printed]:
    """Tables and pictures with their captions numbered, 表1 and 图1 onwards; wide tables on their side."""
    tables = pictures = 0
    for block in printed:
        if isinstance(block, Picture) and block.caption:
            pictures += 1
            yield replace(block, label=f"图{pictures}")
        elif block_style(block) == "caption":
            tables += 1
            caption = cast("Paragraph", block)
            yield replace(caption, pieces=(Piece(f"表{tables}　"), *caption.pieces))
        elif isinstance(block, Table):
            yield replace(block, on_its_side=is_wide(block, layout))
        else:
            yield block


def _with_room_for_text(
    opening: list[Printed], text: list[Printed], layout: Layout
) -> tuple[list[Printed], str]:
    """The text without its addressees, and them, where they leave the first page no room for text (7.3.2)."""
    place = next((index for index, block in enumerate(text) if block_style(block) == "salutation"), None)
    if place is None or not opening:
        return text, ""
    first = len(opening) + place + 1
    if first >= len(opening) + len(text) or pages_of([*opening, *text][: first + 2], layout)[first] == 1:
        return text, ""
    return [*text[:place], *text[place + 1 :]], text[place].text


def _without_title_of_order(text: list[Printed]) -> list[Printed]:
    """An order's mark and number are its title (10.2): a title that says 令 once more goes, and the empty line after it."""
    opens = [index for index, block in enumerate(text) if isinstance(block, Title)]
    if not opens or not text[opens[0]].text.endswith("令"):
        return text
    after = opens[0] + 1 + (text[opens[0] + 1 : opens[0] + 2] == [Blank()])
    return [*text[: opens[0]], *text[after:]]


def _sections(draft: Draft, layout: Layout, particulars: Particulars) -> list[list[Printed]]:
    """The main text, and what a later heading of level 1 opens: an attachment each, or what the text puts out (印发)."""
    line = draft.front.count("\n") + 1
    sections: list[list[Printed]] = [[*_body(draft.preamble, "开头", line)]]
    line += draft.preamble.count("\n")
    enumerators, places = enumerators_of(draft.parts), _places(draft.parts)
    put_out = _put_out(draft, particulars.official.attachments)
    behind = [part for part in draft.parts if part.level == _TITLE_LEVEL][1:]
    attached = [part for part in behind if not is_issued(part.heading, put_out)]
    titled = False
    for part, place, enumerator in zip(draft.parts, places, enumerators, strict=True):
        if part.level == _TITLE_LEVEL and titled and part not in attached:
            sections.append(_title_of_put_out(part, layout, line))
        elif part.level == _TITLE_LEVEL and titled:
            number = str(attached.index(part) + 1) if len(attached) > 1 else ""
            sections.append(_attachment_title(part, layout, number, line))
        elif part.level == _TITLE_LEVEL:
            sections[0] += _title(part, layout, particulars, line)
            titled = True
        elif part.heading and not part.untitled:
            sections[-1].append(_heading(part, enumerator, place, line))
        sections[-1] += _body(part.body, place, line + part.line.count("\n"))
        line += (part.line + part.body).count("\n")
    return sections


def _put_out(draft: Draft, attachments: Sequence[str]) -> frozenset[str]:
    """What the main text puts out: 现将《方案》印发给你们 has 方案 follow on a page of its own, without 附件 over it.

    attachments: those of the draft's fields. What is listed under 附件： is an attachment, whatever else is said of it.
    """
    first = next((at for at, part in enumerate(draft.parts) if at and part.level == _TITLE_LEVEL), None)
    main = draft.parts[:first]
    lines = [line for text in (draft.preamble, *(part.body for part in main)) for line in text.split("\n")]
    titles = (_PUT_OUT_IN_TITLE.search(part.heading) for part in main if part.level == _TITLE_LEVEL)
    named = {key for title in titles if title for key in paper_keys(title["name"])}
    listed = {key for name in (*attachments, *names_listed(lines)) for key in paper_keys(name)}
    return (issued_names(lines) | named) - listed


def _title_of_put_out(part: Part, layout: Layout, line: int) -> list[Printed]:
    """The title of what the text puts out, at the head of a page."""
    title = break_title(_title_text(part), layout.title.longest)
    return [Title(title, new_page=True, line=line), Blank()]


def _places(parts: tuple[Part, ...]) -> list[str]:
    """Where each part stands: 二（一）; the nearest numbered part above for one without a number; else 开头."""
    enumerators, parents = enumerators_of(parts), parents_of(parts)
    places: list[str] = []
    for part, enumerator, parent in zip(parts, enumerators, parents, strict=True):
        above = places[parent] if parent is not None and enumerators[parent] else ""
        if enumerator:
            places.append(above + enumerator.rstrip("、."))
        elif part.level > _TITLE_LEVEL and part.heading:
            places.append(f"{above}“{read_inline(printable(part.heading)).text}”")
        else:
            places.append(above or "开头")
    return places


def _title(part: Part, layout: Layout, particulars: Particulars, line: int) -> list[Printed]:
    """The title block, in the layout's order."""
    title, subtitle = split_subtitle(_title_text(part))
    lines: list[Printed] = []
    for name in layout.title.order:
        if name == "title" and title:
            lines.append(Title(break_title(title, layout.title.longest), line=line))
            lines += [Paragraph("subtitle", plain(one).pieces) for one in _subtitle_lines(subtitle, layout)]
        elif name == "blank":
            lines += [Blank()] if lines else []
        elif value := particulars.line(name):
            if name == "date":
                lines.append(Paragraph("date", plain(layout.title.date.replace("{}", value)).pieces))
            else:
                text = spaced_name(value) if name == "speaker" else value
                lines.append(Paragraph("byline", plain(text).pieces))
    return lines


def _attachment_title(part: Part, layout: Layout, number: str, line: int) -> list[Printed]:
    """An attachment opens a page: 附件 and its number, an empty line, the title on the third (7.3.7)."""
    mark = layout.attachments.mark.replace("{}", number)
    title = _ATTACHMENT_NUMBER.sub("", _title_text(part)) if mark else _title_text(part)
    opening: list[Printed] = (
        [Paragraph("attachment", plain(mark).pieces, new_page=True), Blank()] if mark else []
    )
    if title:
        opening.append(Title(break_title(title, layout.title.longest), new_page=not mark, line=line))
    return [*opening, Blank()]


def _title_text(part: Part) -> str:
    """The title; where the drafter has its lines end, there is a line break."""
    lines = (_inline(line, "标题").text for line in title_lines(part.written_heading))
    return _SPACE_IN_CHINESE.sub("\u3000", "\n".join(lines))


def _subtitle_lines(subtitle: str, layout: Layout) -> tuple[str, ...]:
    return break_title(subtitle, layout.characters("subtitle")) if subtitle else ()


def _heading(part: Part, enumerator: str, place: str, line: int) -> Paragraph:
    depth = min(part.level - _TITLE_LEVEL, _DEEPEST_HEADING)
    inline = _inline(part.heading, f"{place}标题")
    number = (Piece(enumerator),) if enumerator else ()
    return Paragraph(
        f"heading{depth}", (*number, *inline.noted_pieces), f"{place}标题", inline.notes, line=line
    )


def _body(markdown: str, place: str, line: int) -> list[Paragraph | Table | Picture]:
    """The text of a part; its first line is `line` of the file.

    A line that is a note's mark and nothing else gives its note to the paragraph above.
    """
    printed: list[Paragraph | Table | Picture] = []
    for block in read_blocks(markdown):
        here = f"{place}第{len(printed) + 1}段"
        content = _table(block, here) if isinstance(block, blocks.Table) else _line(block, here)
        one = replace(content, line=line + block.number)
        if one.text or isinstance(one, Picture) or _has_struck(one):
            printed.append(one)
        elif printed and one.notes:
            printed[-1] = _with_notes(printed[-1], one.notes)
    return printed


def _has_struck(block: Paragraph | Table | Picture) -> bool:
    """Whether a paragraph is struck out as a whole."""
    return isinstance(block, Paragraph) and any(piece.text for piece in block.pieces)


def _with_notes(block: Paragraph | Table | Picture, notes: tuple[str, ...]) -> Paragraph | Table | Picture:
    """A block that further notes belong to; their marks stand at its end."""
    marks = tuple(Piece("", note=label) for label in notes)
    if isinstance(block, Paragraph):
        return replace(block, pieces=block.pieces + marks, notes=block.notes + notes)
    if isinstance(block, Picture):
        return replace(block, caption=block.caption + marks, notes=block.notes + notes)
    *rows, last = block.rows
    rows.append((*last[:-1], last[-1] + marks))
    return replace(block, rows=tuple(rows), notes=block.notes + notes)


def _line(block: Line, place: str) -> Paragraph | Picture:
    content = _checked(block.inline, place)
    if block.kind is Kind.PICTURE:
        own = _FIGURE.match(content.text)
        pieces = _after(content.noted_pieces, own.end() if own else 0)
        return Picture(block.mark, pieces, place=place, notes=content.notes)
    if block.kind is Kind.CAPTION:
        return Paragraph("caption", content.noted_pieces, place, content.notes, keep=True)
    mark = (Piece(block.mark),) if block.mark else ()
    style = "quote" if block.kind is Kind.QUOTE else "body"
    return Paragraph(style, (*mark, *content.noted_pieces), place, content.notes, left=2.0 * block.depth)


def _table(block: blocks.Table, place: str) -> Table:
    cells = [[_checked(read_inline(cell.text), place) for cell in row] for row in block.rows]
    notes = tuple(note for row in cells for cell in row for note in cell.notes)
    of_names = [bool(_NAMES.search(cell.text)) for cell in cells[0]]
    rows = (
        tuple(
            _spaced(cell.noted_pieces) if named and index else cell.noted_pieces
            for cell, named in zip(row, of_names, strict=True)
        )
        for index, row in enumerate(cells)
    )
    return Table(tuple(rows), block.alignments, place=place, notes=notes)


def _spaced(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """A cell that holds a name of two characters and nothing else, as such names are printed."""
    return (replace(pieces[0], text=spaced(pieces[0].text)),) if len(pieces) == 1 else pieces


def _inline(markdown: str, place: str) -> Inline:
    return _checked(read_inline(printable(markdown)), place)


def _checked(inline: Inline, place: str) -> Inline:
    if inline.image:
        raise InputError(
            f"{place}的图片夹在文字里，导出 Word 放不下", "请让它单独占一行，写作 ![题注](图片.png)"
        )
    return inline


def _addressed(printed: list[Printed], recipients: str) -> list[Printed]:
    """The salutation (称谓) or the addressee (主送机关) opens the text, ends with a colon, and stands flush left.

    recipients: the draft's field, printed where the text opens with neither (GB/T 9704-2012 7.3.2).
    """
    for index, block in enumerate(printed):
        if isinstance(block, Title | Blank) or block_style(block) in _TITLE_STYLES:
            continue
        if block_style(block) == "body" and block.text.endswith(_SALUTATION_ENDS) and "。" not in block.text:
            return [
                *printed[:index],
                replace(cast("Paragraph", block), style="salutation"),
                *printed[index + 1 :],
            ]
        return [*printed[:index], *_recipients(recipients), *printed[index:]]
    return [*printed, *_recipients(recipients)]


def _recipients(names: str) -> list[Printed]:
    text = names if not names or names.endswith(_SALUTATION_ENDS) else f"{names}："
    return [Paragraph("salutation", plain(text).pieces)] if text else []


def _with_attendance(printed: list[Printed], layout: Layout) -> list[Printed]:
    """The lists 出席, 请假, 列席 of minutes, below the text: the word in 黑体, further lines under the first name (10.3)."""
    set_ones: list[Printed] = []
    for block in printed:
        match = _ATTENDANCE.match(block.text) if block_style(block) == "body" else None
        if match is None:
            set_ones.append(block)
            continue
        paragraph = cast("Paragraph", block)
        label = Piece(match[0][:-1], font=layout.styles.heading1.font)
        hanging = float(len(match[0]))
        if set_ones and block_style(set_ones[-1]) != "attendance":
            set_ones.append(Blank())
        pieces = (label, *_after(paragraph.pieces, len(match[0]) - 1))
        pieces = tuple(replace(piece, text=spaced_list(piece.text)) for piece in pieces)
        left = layout.styles.body.indent + hanging
        set_ones.append(replace(paragraph, style="attendance", pieces=pieces, left=left, hanging=hanging))
    return set_ones


def _with_run_in_heading(block: Printed, layout: Layout) -> Printed:
    """（一）加强领导。各单位…: the heading that opens a paragraph is set in the font of its level, up to its full stop."""
    match = _RUN_IN.match(block.text) if isinstance(block, Paragraph) and block.style == "body" else None
    if match is None:
        return block
    paragraph = cast("Paragraph", block)
    level = 1 + next(place for place, number in enumerate(match.group(*_RUN_IN_LEVELS)) if number)
    font = getattr(layout.styles, f"heading{level}").font
    length = len(match[0])
    heading = tuple(
        piece if piece.font else replace(piece, font=font) for piece in _before(paragraph.pieces, length)
    )
    return replace(paragraph, pieces=(*heading, *_after(paragraph.pieces, length)))


def _before(pieces: tuple[Piece, ...], count: int) -> tuple[Piece, ...]:
    """The first `count` characters of the pieces."""
    first: list[Piece] = []
    for piece in pieces:
        if count <= 0:
            break
        first.append(replace(piece, text=piece.text[:count]))
        count -= len(piece.text)
    return tuple(first)


def _after(pieces: tuple[Piece, ...], count: int) -> tuple[Piece, ...]:
    """The pieces without their first `count` characters."""
    rest: list[Piece] = []
    for piece in pieces:
        skipped = min(count, len(piece.text))
        count -= skipped
        rest.append(replace(piece, text=piece.text[skipped:]))
    return tuple(piece for piece in rest if piece.text or piece.note)


def with_running_counts(printed: Sequence[Printed], layout: Layout, rate: int) -> tuple[Printed, ...]:
    """`printed` with a mark before each main heading but the first and at the end. rate: 字 in a minute."""
    counted: list[Printed] = []
    spoken: list[str] = []
    inside = False
    for block in printed:
        if block_style(block) == "heading1":
            if inside:
                counted.append(_count_so_far(spoken, layout, rate))
            inside = True
        counted.append(block)
        spoken.append(block.text)
    return (*counted, _count_so_far(spoken, layout, rate)) if any(spoken) else tuple(counted)


def _count_so_far(spoken: Sequence[str], layout: Layout, rate: int) -> Paragraph:
    text = "\n".join(spoken)
    line = layout.running.form.replace("{characters}", str(count_characters(text)))
    return Paragraph(
        "running", plain(line.replace("{minutes}", f"{max(round(minutes(text, rate)), 1)}")).pieces
    )
