"""Changing the text of a paragraph in its runs: what stays keeps how it is set, what is put in is set as what it replaces.

Places are offsets in the text that `paragraph_text` reads. What cannot be changed safely (a field's result, a character
that is read otherwise than it stands) is left alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wengao.word.text import FALLBACK, W, paragraph_text, properties_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wengao.word.tracking import Tracking

_NOT_ITS_OWN = frozenset({FALLBACK, *(W + tag for tag in ("txbxContent", "del", "moveFrom", "pPr"))})
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """text[start:end] of a paragraph becomes `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text of a paragraph from `start` on, where it stands. source: a w:t or w:tab that may be changed, else None."""

    start: int
    text: str
    run: Any
    source: Any

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def body_paragraphs(body: Any) -> Iterator[Any]:
    """The w:p of a body in their order: those in content controls too, those in tables and text boxes not."""
    for child in body:
        if child.tag == W + "p":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "ins", W + "moveTo", W + "customXml"):
            yield from body_paragraphs(child)


def own_runs(element: Any) -> Iterator[Any]:
    """The w:r of a paragraph but for those of its text boxes and those that were deleted."""
    for child in element:
        if child.tag in _NOT_ITS_OWN:
            continue
        if child.tag == W + "r":
            yield child
        else:
            yield from own_runs(child)


def change_text(
    paragraph: Any, edits: Iterable[TextEdit], tracking: Tracking | None = None
) -> list[TextEdit]:
    """Make the edits that can be made, none of which overlap; returns those. tracking: how they are recorded, if at all.

    They are made from the last to the first: what stands before an edit is still where it was read.
    """
    pieces, made = _pieces(paragraph), []
    ends = [piece.end for piece in pieces]
    for edit in sorted(edits, key=lambda one: (one.start, one.end), reverse=True):
        covered = _covered(pieces, ends, edit)
        if not covered or any(piece.source is None for piece in covered):
            continue
        if tracking is None:
            _change(covered, edit)
        elif not all(_may_be_tracked(piece.source, paragraph) for piece in covered):
            continue
        else:
            _change_tracked(covered, edit, tracking)
        made.append(edit)
    return made[::-1]


def _covered(pieces: list[_Piece], ends: list[int], edit: TextEdit) -> list[_Piece]:
    """The pieces that an edit changes: for one that only puts text in, the one it stands in or behind."""
    if edit.start == edit.end:
        first = bisect_left(ends, edit.start)
        return pieces[first : first + 1]
    first, last = bisect_right(ends, edit.start), bisect_left(ends, edit.end)
    return pieces[first : last + 1]


def split_text(paragraph: Any, offset: int) -> None:
    """Have a run begin at `offset`, so that what stands before it can be set apart from what follows."""
    for piece in _pieces(paragraph):
        if piece.source is not None and piece.start < offset < piece.end:
            _split_run(piece.source, offset - piece.start)
        elif piece.source is not None and piece.start == offset and _stands_within(piece):
            _split_run(piece.source, 0)


def _stands_within(piece: _Piece) -> bool:
    """Whether text of its run stands before it."""
    before = piece.source.getprevious()
    return before is not None and before.tag != W + "rPr"


def _pieces(paragraph: Any) -> list[_Piece]:
    pieces, place = [], 0
    in_fields = _runs_of_fields(paragraph)
    for one in paragraph_text(paragraph).runs:
        changeable = (
            one.source is not None
            and one.element is not None
            and one.element not in in_fields
            and (one.source.tag == W + "tab" or (one.source.tag == W + "t" and one.source.text == one.text))
        )
        pieces.append(_Piece(place, one.text, one.element, one.source if changeable else None))
        place += len(one.text)
    return [piece for piece in pieces if piece.text]


def _runs_of_fields(paragraph: Any) -> set[Any]:
    """The runs that show what a field works out."""
    found: set[Any] = set()
    depth = 0
    for run in paragraph.iter(W + "r"):
        marks = [mark.get(W + "fldCharType") for mark in run.iter(W + "fldChar")]
        depth += marks.count("begin")
        if depth or any(parent.tag == W + "fldSimple" for parent in run.iterancestors()):
            found.add(run)
        depth = max(depth - marks.count("end"), 0)
    return found


def _change(covered: list[_Piece], edit: TextEdit) -> None:
    """Change the text where it stands. What stands before the edit stays in its element, for the edits before this one."""
    text = edit.text
    for piece in covered:
        source, held = piece.source, _held(piece.source)
        before = held[: max(edit.start - piece.start, 0)]
        after = held[edit.end - piece.start :] if edit.end < piece.end else ""
        if source.tag == W + "t" and text != "\t":
            _set_text(source, before + text + after)
        else:
            for new in filter(None, (after, text)):
                source.addnext(_text_element(new))
            if source.tag == W + "t" and before:
                _set_text(source, before)
            elif not before:
                source.getparent().remove(source)
        text = ""


def _held(source: Any) -> str:
    """The text that a w:t or w:tab holds now."""
    return "\t" if source.tag == W + "tab" else source.text or ""


def _set_text(element: Any, text: str) -> None:
    element.text = text
    if text != text.strip():
        element.set(_SPACE, "preserve")


def _text_element(text: str) -> Any:
    """A w:t; a w:tab for a tab by itself."""
    from docx.oxml import OxmlElement

    if text == "\t":
        return OxmlElement("w:tab")
    element = OxmlElement("w:t")
    _set_text(element, text)
    return element


def _may_be_tracked(run: Any, paragraph: Any) -> bool:
    """Whether a change in a run can be recorded: not where others have recorded that it was put in."""
    parents = iter(run.iterancestors())
    return all(parent.tag not in (W + "ins", W + "moveTo") for parent in _until(parents, paragraph))


def _until(parents: Iterator[Any], last: Any) -> Iterator[Any]:
    for parent in parents:
        if parent is last:
            return
        yield parent


def _change_tracked(covered: list[_Piece], edit: TextEdit, tracking: Tracking) -> None:
    """Cut the runs where the edit begins and ends; those within are recorded as deleted, the new text as put in."""
    first = covered[0]
    run = first.source.getparent()
    if edit.start == edit.end:
        _split_run(first.source, edit.start - first.start)
        run.addnext(tracking.inserted(_run_like(first.run, edit.text)))
        return
    for piece in covered:
        run = piece.source.getparent()
        if edit.start > piece.start or _stands_within(piece):
            run = _split_run(piece.source, max(edit.start - piece.start, 0))
        source = next(child for child in run if child.tag != W + "rPr")
        length = min(edit.end, piece.end) - max(edit.start, piece.start)
        if length < len(_held(source)) or source.getnext() is not None:
            _split_run(source, length)
        deleted = tracking.deleted(run)
    if edit.text:
        deleted.addnext(tracking.inserted(_run_like(first.run, edit.text)))


def _run_like(run: Any, text: str) -> Any:
    new = _empty_like(run)
    new.append(_text_element(text))
    return new


def _empty_like(run: Any) -> Any:
    from docx.oxml import OxmlElement

    new = OxmlElement("w:r")
    properties = properties_of(run)
    if properties is not None:
        new.append(deepcopy(properties))
    return new


def _split_run(source: Any, at: int) -> Any:
    """Move what follows `at` characters of a text in a run into a run of its own; returns that run, which may be empty."""
    run, held = source.getparent(), _held(source)
    new, moved = _empty_like(run), list(source.itersiblings())
    if at == 0:
        moved.insert(0, source)
    elif at < len(held):
        new.append(_text_element(held[at:]))
        _set_text(source, held[:at])
    for element in moved:
        new.append(element)
    run.addnext(new)
    return new
