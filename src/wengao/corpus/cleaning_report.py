"""What cleaning did to a text, kept with its document."""

from __future__ import annotations

from dataclasses import dataclass

UNREAD = "认不出的字"
"""Characters of the file that could not be read: they stand as U+FFFD, or were half a character at its end."""

OF_THE_PAGE = "网页信息"
"""What a web page says of itself (浏览次数, 责任编辑) and a title that stands there twice."""


@dataclass(frozen=True, slots=True)
class CleaningReport:
    """What cleaning did to a text.

    counts: places changed, by the rule's name; rules that changed nothing are left out.
    removed: lines that were taken out. notes: what the drafter should look at (Chinese). Under UNREAD stand the places
    that could not be read in the file at all. left_out: what of the file did not come into the text and why (图片, 批注,
    删除线 …), each with its text where it has any.
    """

    counts: tuple[tuple[str, int], ...] = ()
    removed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    def count(self, name: str) -> int:
        """How many places the rule of this name changed."""
        return dict(self.counts).get(name, 0)
