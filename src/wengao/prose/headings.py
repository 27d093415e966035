"""The shape of headings, and whether siblings are parallel.

Judged by length, punctuation and frame, never by part of speech: a tagger calls 压实 a noun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SEGMENT_BREAK = re.compile(r"[，、；：\s]+")
_NOT_COUNTED = re.compile(r"[“”‘’《》（）。！？]")
_FRAMES = (
    ("在……上……", re.compile(r"^在.+上.+")),
    ("以更……的……", re.compile(r"^以更.+的.+")),
    ("以……为……", re.compile(r"^以.+为.+")),
    ("做……的“……”", re.compile(r"^(?:当好|做好|做|争当).*的“.+”$")),
    ("从……看", re.compile(r"^从.+看")),
    ("……是……", re.compile(r"^.{2,}是.{2,}")),
    ("突出……", re.compile(r"^突出.+")),
    ("聚焦……", re.compile(r"^聚焦.+")),
    ("坚持……", re.compile(r"^坚持.+")),
)


@dataclass(frozen=True, slots=True)
class Parallelism:
    """Whether sibling headings are parallel, and if not, why (Chinese, for the drafter)."""

    parallel: bool
    reasons: tuple[str, ...]


def heading_shape(heading: str) -> tuple[int, ...]:
    """The length in characters of each comma-separated segment: 压实责任链条，凝聚强大合力 is (6, 6)."""
    bare = _NOT_COUNTED.sub("", heading)
    return tuple(len(segment) for segment in _SEGMENT_BREAK.split(bare) if segment)


def shape_text(heading: str) -> str:
    """The shape as drafters write it: 6+6."""
    return "+".join(str(length) for length in heading_shape(heading))


def heading_frame(heading: str) -> str:
    """The frame the heading is built on, such as 以更……的……; empty where it has none of the known ones."""
    return next((name for name, pattern in _FRAMES if pattern.match(heading)), "")


def judge_parallel(headings: Sequence[str]) -> Parallelism:
    """Whether sibling headings are parallel: the same number of segments, the same frame, lengths within one."""
    if len(headings) < 2:
        return Parallelism(True, ())
    shapes = [heading_shape(heading) for heading in headings]
    reasons = []
    if len({len(shape) for shape in shapes}) > 1:
        reasons.append("分句数不同：" + "、".join(shape_text(heading) for heading in headings))
    elif any(max(lengths) - min(lengths) > 1 for lengths in zip(*shapes, strict=True)):
        reasons.append("字数相差超过一字：" + "、".join(shape_text(heading) for heading in headings))
    frames = {heading_frame(heading) for heading in headings}
    if len(frames) > 1:
        reasons.append("句式不一：" + "、".join(sorted(frame or "无固定句式" for frame in frames)))
    return Parallelism(not reasons, tuple(reasons))
