"""The shape of headings, and whether siblings are parallel.

Judged by length, punctuation and frame, never by part of speech: a tagger calls 压实 a noun.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wengao.language.lists import from_lists, prose_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SEGMENT_BREAK = re.compile(r"[，、；：\s]+")
_NOT_COUNTED = re.compile(r"[“”‘’《》（）。！？]")
_HEAD_LENGTH = 2


@dataclass(frozen=True, slots=True)
class Parallelism:
    """Whether sibling headings are parallel, and if not, why (Chinese, for the drafter)."""

    parallel: bool
    reasons: tuple[str, ...]


@lru_cache(maxsize=64)
def heading_shape(heading: str) -> tuple[int, ...]:
    """The length in characters of each comma-separated segment: 压实责任链条，凝聚强大合力 is (6, 6).

    Kept for a while: the siblings of a heading are held against each of its candidates.
    """
    bare = _NOT_COUNTED.sub("", heading)
    return tuple(len(segment) for segment in _SEGMENT_BREAK.split(bare) if segment)


def shape_text(heading: str) -> str:
    """The shape as drafters write it: 6+6."""
    return "+".join(str(length) for length in heading_shape(heading))


def heading_frame(heading: str) -> str:
    """The frame the heading is built on, such as 以更……的……; empty where it has none of the known ones."""
    return next((name for name, pattern in _frames() if pattern.match(heading)), "")


def judge_parallel(headings: Sequence[str]) -> Parallelism:
    """Whether sibling headings are parallel.

    They have the same number of segments, each of one length within one character, one frame, and no opening word that
    some share and others do not.
    """
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
    repeated = [head for head, count in _heads(headings).items() if 1 < count < len(headings)]
    if repeated:
        reasons.append("有的开头重复：" + "、".join(f"“{head}”" for head in repeated))
    return Parallelism(not reasons, tuple(reasons))


def parallel_basis(headings: Sequence[str]) -> str:
    """What parallel headings have in common, in Chinese: 两个分句，字数 6+6，句式“以更……的……”."""
    shapes = list(dict.fromkeys(shape_text(heading) for heading in headings))
    segments = len(heading_shape(headings[0]))
    facts = ["单句" if segments < 2 else f"{segments} 个分句", f"字数 {'、'.join(shapes)}"]
    frames = {heading_frame(heading) for heading in headings}
    if len(frames) == 1 and "" not in frames:
        facts.append(f"句式“{frames.pop()}”")
    heads = _heads(headings)
    if len(headings) > 1 and len(heads) == 1:
        facts.append(f"同以“{next(iter(heads))}”开头")
    return "，".join(facts)


def _heads(headings: Sequence[str]) -> Counter[str]:
    """The words that open the headings, with how many they open."""
    return Counter(_NOT_COUNTED.sub("", heading)[:_HEAD_LENGTH] for heading in headings)


@from_lists
def _frames() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (entry["name"], re.compile(entry["pattern"])) for entry in prose_list("frames.toml")["frame"]
    )


_PUTS_OUT = re.compile("印发|转发|批转|公布|发布|颁布|下发|制定了?《")
_NAMED = re.compile(r"《([^《》]{6,80})》")
_NAMED_BARE = re.compile("现将(?P<name>[^《》，。；：]{6,80}?)(?:印发|转发|批转)给你们")


def heading_key(line: str) -> str:
    """What two settings of one heading share: its Chinese characters, numbers and letters."""
    return "".join(char for char in line if char.isalnum())


def paper_keys(name: str) -> frozenset[str]:
    """The keys that a paper's name and its title share: whole, and from 关于 on, for one of them may name the organ too."""
    at = name.find("关于")
    return frozenset({heading_key(name), heading_key(name[at:]) if at > 0 else heading_key(name)})


def issued_names(texts: Iterable[str]) -> frozenset[str]:
    """The keys of the documents that paragraphs say are put out with them.

    现将《清川市征兵工作方案》印发给你们, 现将省教育厅关于校园安全的通知转发给你们; see paper_keys.
    """
    names = (name for text in texts if _PUTS_OUT.search(text) for name in _names_in(text))
    return frozenset(key for name in names for key in paper_keys(name))


def is_issued(heading: str, issued: frozenset[str]) -> bool:
    """Whether a heading is the title of one of the documents that `issued_names` found."""
    return bool(issued) and not issued.isdisjoint(paper_keys(heading))


def _names_in(text: str) -> Iterator[str]:
    yield from _NAMED.findall(text)
    yield from (found["name"] for found in _NAMED_BARE.finditer(text))
