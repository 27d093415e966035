"""Comments (批注) beside the text: sources, and findings of the check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.export.printed import Paragraph, Picture, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from wengao.export.choices import Remark
    from wengao.export.printed import Printed

COMMENT_AUTHOR = "文稿"


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a printed block. block: its index."""

    block: int
    text: str


def comments_of(remarks: Sequence[Remark], blocks: Sequence[Printed]) -> Iterator[Comment]:
    """Each remark on the block that its line of the draft became, or else on the one before it."""
    placed = [
        (block.line, index)
        for index, block in enumerate(blocks)
        if isinstance(block, Paragraph | Title | Table | Picture) and block.line
    ]
    for remark in remarks:
        before = [index for line, index in placed if line <= remark.line]
        if placed:
            yield Comment(before[-1] if before else placed[0][1], remark.text)


def set_comments(
    document: Any, comments: Sequence[Comment], runs: Sequence[list[Any]], created: datetime
) -> None:
    """Set the comments. runs: for each printed block the runs it was set with. created: their date, UTC."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    for comment in comments:
        if runs[comment.block]:
            document.add_comment(
                runs[comment.block], comment.text, author=COMMENT_AUTHOR, initials=COMMENT_AUTHOR[0]
            )
    part = document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS)
    for element in part.element.findall(qn("w:comment")):
        element.set(qn("w:date"), created.strftime("%Y-%m-%dT%H:%M:%SZ"))
