"""What a document still lacks for its layout (还缺的要素): told after an export, never a reason to refuse one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.export.printed import JointSignature, block_style
from wengao.language.dates import is_date
from wengao.language.head_fields import head_field

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.export.layout import Layout
    from wengao.export.particulars import Particulars
    from wengao.export.printed import Printed

_UPWARD = ("请示", "报告", "议案")
"""Genres that go up (上行文), which name who signed them off (GB/T 9704-2012 7.2.6)."""

_WITH_CONTACT = "请示"
"""A request names in its remark whom to ask (7.3.6)."""


def missing_elements(layout: Layout, particulars: Particulars, blocks: Sequence[Printed]) -> tuple[str, ...]:
    """The names of the elements (see language.head_fields) that the layout has a place for and the draft does not give."""
    return tuple(_missing(layout, particulars, blocks))


def told_of_missing(names: Sequence[str]) -> tuple[str, ...]:
    """What the drafter should know of them, in one line of Chinese; nothing where nothing is missing."""
    if not names:
        return ()
    labels = "、".join(field.label for name in names if (field := head_field(name)) is not None)
    head = "没有印版头；" if "doc_number" in names else ""
    return (f"{head}公文要素还没有填：{labels}（界面里按 Alt+L 填）",)


def _missing(layout: Layout, particulars: Particulars, blocks: Sequence[Printed]) -> Iterator[str]:
    form, official, genre = layout.letterhead.form, particulars.official, particulars.genre
    if form == "none":
        return
    signed = [block for block in blocks if block_style(block) == "signature"]
    joint = any(isinstance(block, JointSignature) for block in blocks)
    dated = joint or any(is_date(block.text) for block in signed)
    if not official.organs and not joint and not any(not is_date(block.text) for block in signed):
        yield "organ"
    if form == "minutes" and not official.mark:
        yield "mark"
    if not official.doc_number and (form != "minutes" or not official.mark):
        yield "doc_number"
    if not official.signers and (form == "order" or (form == "document" and genre in _UPWARD)):
        yield "signer"
    if form in ("document", "letter") and not any(_is_addressed(block) for block in blocks):
        yield "recipients"
    if not dated and not particulars.date:
        yield "date"
    if genre == _WITH_CONTACT and not official.note and not any(_is_remark(block) for block in blocks):
        yield "note"
    if form == "document":
        yield from (
            name
            for name, value in (("printer", official.printer), ("printed_date", official.printed_date))
            if not value
        )


def _is_addressed(block: Printed) -> bool:
    """Whether a block names 主送机关, above the text or in the imprint."""
    return block_style(block) == "salutation" or block.text.startswith("主送：")


def _is_remark(block: Printed) -> bool:
    """Whether a block is a paragraph in round brackets, as a remark (附注) is."""
    return block_style(block) == "body" and block.text.startswith("（") and block.text.endswith("）")
