"""Characters that cannot be seen, and pinyin set after characters."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule, in_each_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_ODD_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]+")
_TO_LOOK_AT = re.compile(
    "[" + "".join(p.pattern.strip("[]+") for p in (_INVISIBLE, _ODD_SPACES, _CONTROLS, _PRIVATE_USE)) + "]"
)
"""All of these in one class of characters, which is searched for much faster than four."""
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜêńňǹḿ"
_PINYIN = re.compile(rf"(?<=[{_HAN}])\s?[(（]\s?(?=[a-zü{_TONES}]*[{_TONES}])[a-zü{_TONES}]{{1,6}}\s?[)）]")
_TONE = re.compile(f"[{_TONES}]")
_FEWEST_PINYIN = 3


def _visible(line: str) -> tuple[str, int]:
    """The line in NFC (never NFKC, which turns ， into a comma), without what has no width."""
    if not _TO_LOOK_AT.search(line) and unicodedata.is_normalized("NFC", line):
        return line, 0
    text, invisible = _INVISIBLE.subn("", line)
    text, controls = _CONTROLS.subn("", text)
    text, private = _PRIVATE_USE.subn("", text)
    text, spaces = _ODD_SPACES.subn(" ", text)
    composed = unicodedata.normalize("NFC", text)
    return composed, invisible + controls + private + spaces + (composed != text)


def _drop_pinyin(blocks: Sequence[Block]) -> Outcome:
    """Pinyin in brackets goes where a text glosses its characters again and again; a single gloss is content."""
    total = sum(len(_PINYIN.findall(block.text)) for block in blocks if _TONE.search(block.text))
    if total < _FEWEST_PINYIN:
        return Outcome(tuple(blocks))
    return Outcome(tuple(block.with_text(_PINYIN.sub("", block.text)) for block in blocks), total)


INVISIBLE = Rule(
    name="invisible",
    label="去除看不见的字符",
    apply=in_each_block(_visible),
    changes=(("\ufeff各级\u200b党委\u00ad要", "各级党委要"), ("民兵\u00a0连", "民兵 连"), ("e\u0301", "é")),
    keeps=("（一）压实责任，一级抓一级；20％", "　　各级党委要……", "①②③ ㎡ ½"),
)
PINYIN = Rule(
    name="pinyin",
    label="去除字后的拼音",
    apply=_drop_pinyin,
    changes=(("枕戈(gē)待旦(dàn)，厉(lì)兵秣马", "枕戈待旦，厉兵秣马"),),
    keeps=("厉兵秣(mò)马", "石桥(街)道(一)级(工)委,全市(GDP)增长,(a)(b)(c)项"),
)
