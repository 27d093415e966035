"""Between a draft and its file's text, without loss: write_draft(parse_draft(text)) == text for every text."""

from __future__ import annotations

from wengao.drafts.model import Draft, Part
from wengao.markup.blocks import Kind, Line, read_lines
from wengao.markup.front_matter import front_matter_end


def parse_draft(text: str) -> Draft:
    """The draft of a file's text (line breaks as \\n). Every text is a draft; nothing is refused or dropped."""
    start = front_matter_end(text)
    body = text[start:]
    lines = read_lines(body)
    end = _tail_start(lines, body)
    headings = [line for line in lines if line.kind is Kind.HEADING]
    bounds = [*(line.start for line in headings), end]
    parts = []
    for line, after in zip(headings, bounds[1:], strict=True):
        below = min(line.end + 1, len(body))
        parts.append(Part(body[line.start : below], body[below:after]))
    return Draft(front=text[:start], preamble=body[: bounds[0]], parts=tuple(parts), tail=body[end:])


def write_draft(draft: Draft) -> str:
    """The text of a draft's file."""
    parts = "".join(part.line + part.body for part in draft.parts)
    return f"{draft.front}{draft.preamble}{parts}{draft.tail}"


def _tail_start(lines: tuple[Line, ...], body: str) -> int:
    """Where the run of notes begins that ends the text."""
    start = len(body)
    for line in reversed(lines):
        if line.kind is Kind.NOTE and line.mark:
            start = line.start
        elif line.kind not in (Kind.NOTE, Kind.BLANK):
            break
    return start
