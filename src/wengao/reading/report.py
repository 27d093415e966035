"""What cleaning did to a text, kept with its document."""

from __future__ import annotations

from dataclasses import dataclass

from wengao.language.visible import on_one_line

UNREAD = "认不出的字"
"""Characters of the file that could not be read: they stand as U+FFFD, or were half a character at its end."""

_MOST_SHOWN, _LONGEST_SHOWN = 5, 30
"""Pieces of each kind that are shown, and how many characters of each: they fill a line on the screen."""
LINES = "杂行"
"""Lines around a text that are none of it: of a web page, of a chat, page numbers, the same text once more."""
OF_THE_HEAD = "文首信息"
"""What a page says of itself above its text (来源, 浏览次数), a letterhead, and a title that stands there twice."""


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

    @property
    def not_taken(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What of the file is not in the text: its kind (图片, 批注, 杂行 …) and each piece, which may be empty."""
        kinds: dict[str, list[str]] = {}
        for kind, text in (*self.left_out, *((LINES, line) for line in self.removed)):
            kinds.setdefault(kind, []).append(text)
        return tuple((kind, tuple(texts)) for kind, texts in kinds.items())

    @property
    def told(self) -> tuple[str, ...]:
        """The same for the drafter: a line a kind, with the beginnings of its pieces."""
        return tuple(_told(kind, pieces) for kind, pieces in self.not_taken)


def _told(kind: str, pieces: tuple[str, ...]) -> str:
    shown = "，".join(on_one_line(piece)[:_LONGEST_SHOWN] for piece in pieces[:_MOST_SHOWN] if piece.strip())
    more = " 等" if len(pieces) > _MOST_SHOWN else ""
    return f"没有收进正文的{kind} {len(pieces)} 处" + (f"：{shown}{more}" if shown else "")
