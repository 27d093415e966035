"""The end of a text: its list of attachments (附件说明), signature (落款) and remark (附注), in the order of the standard.

GB/T 9704-2012 7.3.4 to 7.3.6. What the text says itself goes before what the draft's fields say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.export.printed import Blank, JointSignature, Paragraph, Printed
from wengao.export.signature import Signature, seal_rows, signature_places, split_signature, width
from wengao.language.spaced_names import spaced_name
from wengao.markup.inline import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wengao.export.layout import Layout
    from wengao.export.particulars import Particulars

_ATTACHMENTS = re.compile(r"附件[：:]\s*\S")
_LABEL = re.compile(r"附件[：:]\s*")
_NUMBERED = re.compile(r"\d{1,2}[.．]\s*")
_REMARK = re.compile(r"（[^（）]*(?:（[^（）]*）[^（）]*)*）")
_FIRST_LINE = 2.0
_SEALED_ROOM = 2
"""Empty lines above a signature that is sealed, so that the seal does not cover the text."""


def close(printed: list[Printed], layout: Layout, particulars: Particulars) -> list[Printed]:
    """`printed`, the main text, with its end set."""
    rest = list(printed)
    remark = _taken_remark(rest)
    signature = _taken_signature(rest, particulars.official.organs)
    remark = remark or _taken_remark(rest)
    attachments = _taken_attachments(rest)
    official = particulars.official
    closes = bool(layout.closing.order)
    if not attachments and closes:
        attachments = _listed(official.attachments)
    signed = _signature(signature, layout, particulars)
    if not remark and closes and official.note:
        note = official.note if _REMARK.fullmatch(official.note) else f"（{official.note}）"
        remark = [Paragraph("body", plain(note).pieces)]
    if signed:
        rest, attachments = _kept(rest), _kept(attachments, len(attachments))
        signed = [*_kept(signed[:-1], len(signed)), signed[-1]]
    return [*rest, *attachments, *signed, *remark]


def _kept(printed: list[Printed], count: int = 1) -> list[Printed]:
    """`printed`, its last `count` blocks kept on the page of what follows, so that a signature never stands alone."""
    first = len(printed) - count
    return [
        replace(block, keep=True) if index >= first and isinstance(block, Paragraph | Blank) else block
        for index, block in enumerate(printed)
    ]


def _taken_remark(printed: list[Printed]) -> list[Printed]:
    """The last paragraph where all of it stands in round brackets; it is taken off `printed`."""
    if printed and _is_body(printed[-1]) and _REMARK.fullmatch(printed[-1].text):
        return [printed.pop()]
    return []


def _taken_signature(printed: list[Printed], organs: tuple[str, ...]) -> list[Paragraph]:
    """The paragraphs of the text's own signature, taken off `printed`: organs where there are any, and the date.

    organs: those that issue the document; several of them may stand one under the other.
    """
    own = split_signature([block.text if _is_body(block) else "" for block in printed[-2:]])
    if own is None:
        return []
    count = 2 if own.organ else 1
    while count < len(printed) and _is_body(printed[-count - 1]) and printed[-count - 1].text in organs:
        count += 1
    lines = [block for block in printed[-count:] if isinstance(block, Paragraph)]
    del printed[-count:]
    return lines


def _taken_attachments(printed: list[Printed]) -> list[Printed]:
    """The list of attachments at the end, taken off `printed`: a paragraph that opens with 附件： and numbers after it."""
    first = len(printed) - 1
    while first > 0 and _is_body(printed[first]) and _NUMBERED.match(printed[first].text):
        first -= 1
    if first < 0 or not _is_body(printed[first]) or not _ATTACHMENTS.match(printed[first].text):
        return []
    lines = [block for block in printed[first:] if isinstance(block, Paragraph)]
    if len(lines) == 1 and "。" in lines[0].text.rstrip("。"):
        return []
    del printed[first:]
    return [Blank(), *(_hung(line) for line in lines)]


def names_listed(lines: Iterable[str]) -> Iterator[str]:
    """The attachments that the lines of a text list: 附件：1.清单, and the numbered lines below it."""
    listing = False
    for line in filter(None, map(str.strip, lines)):
        label = _LABEL.match(line)
        listing = bool(label) or (listing and bool(_NUMBERED.match(line)))
        if listing:
            yield _NUMBERED.sub("", line[label.end() :] if label else line, count=1)


def _listed(names: tuple[str, ...]) -> list[Printed]:
    numbers = [f"{number}." for number in range(1, len(names) + 1)] if len(names) > 1 else [""]
    lines = [
        Paragraph("body", plain(f"{'' if index else '附件：'}{number}{name}").pieces)
        for index, (number, name) in enumerate(zip(numbers, names, strict=False))
    ]
    return [Blank(), *(_hung(line) for line in lines)] if lines else []


def _hung(line: Paragraph) -> Paragraph:
    """A line of the list, its further lines under the first character of the attachment's name (7.3.4)."""
    label = _LABEL.match(line.text)
    label_width = width(label[0]) if label else 0.0
    number = _NUMBERED.match(line.text, label.end() if label else 0)
    number_width = width(number[0]) if number else 0.0
    opens_at = _FIRST_LINE if label else _FIRST_LINE + width("附件：")
    return replace(line, left=opens_at + label_width + number_width, hanging=label_width + number_width)


def _signature(own: list[Paragraph], layout: Layout, particulars: Particulars) -> list[Printed]:
    """The signature: the text's own, or else the layout's closing lines from the particulars."""
    order, official = layout.closing.order, particulars.official
    if own:
        organs, dated = own[:-1], own[-1:]
    elif layout.letterhead.form == "order" and official.signers:
        return _signed_order(official.signers, particulars.date)
    else:
        values = [particulars.line(name) for name in order if name not in ("date", "organ")]
        names = [spaced_name("　".join(value for value in values if value))]
        if "organ" in order:
            names = [*(official.organs or (particulars.organ,)), *names]
        date = particulars.date if "date" in order else ""
        organs = [Paragraph("signature", plain(name).pieces) for name in names if name]
        dated = [Paragraph("signature", plain(date).pieces)] if date else []
    if not organs and not dated:
        return []
    sealed = layout.closing.sealed if official.sealed is None else official.sealed
    if sealed and len(organs) > 1 and (rows := seal_rows([one.text for one in organs])):
        return [JointSignature(rows, dated[0].text if dated else "")]
    return [*([Blank()] * (_SEALED_ROOM if sealed else 1)), *_placed(organs, dated, layout, sealed=sealed)]


def _placed(
    organs: list[Paragraph], dated: list[Paragraph], layout: Layout, *, sealed: bool
) -> Iterator[Paragraph]:
    """Organs one under the other, and the date."""
    line = layout.characters("signature")
    date = dated[0].text if dated else ""
    widest = max((one.text for one in organs), key=width, default="")
    places = signature_places(Signature(widest, date), line, sealed=sealed)
    for one in organs:
        further = (width(widest) - width(one.text)) / (2 if sealed else 1)
        yield replace(one, style="signature", right=max(places.organ_right + further, 0.0))
    for one in dated:
        if places.date_left is None:
            yield replace(one, style="signature", right=places.date_right)
        else:
            yield replace(one, style="signature", left=places.date_left)


def _signed_order(signers: tuple[str, ...], date: str) -> list[Printed]:
    """An order is signed by its leader: two empty lines, 职务 and name, an empty line, the date; right four (7.3.5.3)."""
    lines: list[Printed] = [Blank(), Blank()]
    lines += [Paragraph("signature", plain(_signer_line(one)).pieces, right=4.0) for one in signers]
    if date:
        lines += [Blank(), Paragraph("signature", plain(date).pieces, right=4.0)]
    return lines


def _signer_line(signer: str) -> str:
    """市长　　周望川: two characters between the post and the name."""
    post, _, name = spaced_name(signer).partition("　")
    return f"{post}　　{name}" if name else post


def _is_body(block: Printed) -> bool:
    return isinstance(block, Paragraph) and block.style == "body"
