"""The end of a text: its list of attachments (附件说明), signature (落款) and remark (附注), in the order of the standard.

GB/T 9704-2012 7.3.4 to 7.3.6. What the text says itself goes before what the draft's fields say.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from wengao.export.printed import Blank, Paragraph, Printed
from wengao.export.signature import Signature, signature_indents, split_signature, width
from wengao.markup.inline import plain

if TYPE_CHECKING:
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
    signature = _taken_signature(rest)
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
    return [*rest, *attachments, *signed, *remark]


def _taken_remark(printed: list[Printed]) -> list[Printed]:
    """The last paragraph where all of it stands in round brackets; it is taken off `printed`."""
    if printed and _is_body(printed[-1]) and _REMARK.fullmatch(printed[-1].text):
        return [printed.pop()]
    return []


def _taken_signature(printed: list[Printed]) -> list[Paragraph]:
    """The paragraphs of the text's own signature, taken off `printed`: the organ where there is one, and the date."""
    own = split_signature([block.text if _is_body(block) else "" for block in printed[-2:]])
    if own is None:
        return []
    count = 2 if own.organ else 1
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
    order, organ = layout.closing.order, ""
    if own:
        organs, dated = own[:-1], own[-1:]
    else:
        values = [particulars.line(name) for name in order if name not in ("date", "organ")]
        organ = "　".join(value for value in values if value)
        names = [organ] if organ else []
        if "organ" in order:
            names = [*(particulars.official.organs or (particulars.organ,)), *names]
        date = particulars.date if "date" in order else ""
        organs = [Paragraph("signature", plain(name).pieces) for name in names if name]
        dated = [Paragraph("signature", plain(date).pieces)] if date else []
    if not organs and not dated:
        return []
    official = particulars.official
    sealed = layout.closing.sealed if official.sealed is None else official.sealed
    widest = max((one.text for one in organs), key=width, default="")
    signature = Signature(widest, dated[0].text if dated else "")
    starts = [
        signature_indents(Signature(one.text, signature.date), layout.characters("signature"), sealed=True)[0]
        if sealed
        else signature_indents(signature, layout.characters("signature"))[0]
        for one in organs
    ]
    date_start = signature_indents(signature, layout.characters("signature"), sealed=sealed)[1]
    lines = [
        *(replace(one, style="signature", left=start) for one, start in zip(organs, starts, strict=True)),
        *(replace(one, style="signature", left=date_start) for one in dated),
    ]
    return [*([Blank()] * (_SEALED_ROOM if sealed else 1)), *lines]


def _is_body(block: Printed) -> bool:
    return isinstance(block, Paragraph) and block.style == "body"
