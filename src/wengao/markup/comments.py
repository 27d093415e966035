"""Comments, <!-- … -->, which hold guidance and are no part of the text. One that is never closed is text."""

from __future__ import annotations

_OPENS, _CLOSES = "<!--", "-->"


def comment_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where the comments of `text` begin and end, in one pass over it however many are never closed."""
    spans: list[tuple[int, int]] = []
    position = 0
    while (start := text.find(_OPENS, position)) >= 0:
        closed = text.find(_CLOSES, start + len("<!"))
        if closed < 0:
            break
        position = closed + len(_CLOSES)
        spans.append((start, position))
    return tuple(spans)


def comment_text(comment: str) -> str:
    """What a comment says, without its marks."""
    return comment.removeprefix(_OPENS).removesuffix(_CLOSES).strip()


def comments_with_breaks(text: str) -> tuple[tuple[int, int], ...]:
    """Where the comments of `text` stand, the line break after each included."""
    return tuple((start, end + text.startswith("\n", end)) for start, end in comment_spans(text))


def without_comments(text: str) -> str:
    """`text` without its comments and the line breaks after them."""
    pieces: list[str] = []
    position = 0
    for start, end in comments_with_breaks(text):
        pieces.append(text[position:start])
        position = end
    return "".join([*pieces, text[position:]])
