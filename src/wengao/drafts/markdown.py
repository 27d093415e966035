"""Between a draft and its file's text, without loss: write_draft(parse_draft(text)) == text for every text."""

from __future__ import annotations

import re

from wengao.drafts.model import HEADING_LINE, Draft, Part

_FRONT = re.compile(r"\A---[ \t]*\n(?:.*\n)*?(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_NOTE_LINE = re.compile(r"^\[\^[^\]\s]+\]:")


def parse_draft(text: str) -> Draft:
    """The draft of a file's text (line breaks as \\n). Every text is a draft; nothing is refused or dropped."""
    front = _FRONT.match(text)
    front_text = front[0] if front else ""
    body, tail = _split_tail(text[len(front_text) :])
    preamble: list[str] = []
    parts: list[tuple[str, list[str]]] = []
    fence = ""
    for line in _lines(body):
        fence = _fence_after(fence, line)
        if not fence and HEADING_LINE.match(line.rstrip("\n")):
            parts.append((line, []))
        else:
            (parts[-1][1] if parts else preamble).append(line)
    return Draft(
        front=front_text,
        preamble="".join(preamble),
        parts=tuple(Part(line, "".join(lines)) for line, lines in parts),
        tail=tail,
    )


def write_draft(draft: Draft) -> str:
    """The text of a draft's file."""
    parts = "".join(part.line + part.body for part in draft.parts)
    return f"{draft.front}{draft.preamble}{parts}{draft.tail}"


def _lines(text: str) -> list[str]:
    pieces = text.split("\n")
    return [piece + "\n" for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])


def _fence_after(fence: str, line: str) -> str:
    """The fence that is open after `line`, given the one open before it."""
    match = _FENCE.match(line)
    if match is None:
        return fence
    if not fence:
        return match[1]
    closes = match[1][0] == fence[0] and len(match[1]) >= len(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence


def _split_tail(text: str) -> tuple[str, str]:
    """The text, and the run of notes that ends it. A note goes on in lines that are blank or indented."""
    lines = _lines(text)
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if _NOTE_LINE.match(line):
            start = index
        elif line.strip() and not line.startswith(("    ", "\t")):
            break
    return "".join(lines[:start]), "".join(lines[start:])
