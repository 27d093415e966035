"""The text boxes of a Word stream (MS-DOC): where their text stands (PlcftxbxTxt), where they are anchored (PlcfSpa)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_BOX_BYTES, _BOX_SHAPE = 22, 14
"""Bytes of an FTXBXS, and where in it the identity of its shape (lid) stands."""
_ANCHOR_BYTES = 26
"""Bytes of a Spa, which begins with the identity of its shape."""


@dataclass(frozen=True, slots=True)
class TextBox:
    """A text box. start, end: numbers of characters of its text. anchor: of the character that it is anchored at.

    anchor is None where it is not told, as for a box in a group of shapes.
    """

    start: int
    end: int
    anchor: int | None


def text_boxes(texts: bytes, anchors: bytes, first: int) -> list[TextBox]:
    """The text boxes of the main text, in the order of their texts.

    texts: PlcftxbxTxt. anchors: PlcfSpa of the main text. first: number of the character at which their texts begin.
    """
    places = {shape: place for place, _, shape in _entries(anchors, _ANCHOR_BYTES, 0)}
    return [
        TextBox(first + start, first + end, places.get(shape))
        for start, end, shape in _entries(texts, _BOX_BYTES, _BOX_SHAPE)
        if shape
    ]


def _entries(plc: bytes, size: int, shape: int) -> Iterator[tuple[int, int, int]]:
    """Bounds and shape of the entries of a PLC, as far as the bounds rise.

    size: bytes of an entry. shape: where in it the shape's identity stands.
    """
    count = max(len(plc) - 4, 0) // (4 + size)
    bounds = struct.unpack_from(f"<{count + 1}I", plc, 0) if count else ()
    for index in range(count):
        if bounds[index] > bounds[index + 1]:
            return
        (identity,) = struct.unpack_from("<I", plc, 4 * (count + 1) + size * index + shape)
        yield bounds[index], bounds[index + 1], identity
