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
_PRINTED_HYPHEN = re.compile("(?<=[0-9A-Za-z年月日%％])\u00ad(?=[0-9])")
"""A soft hyphen where none can be: PDFs have it for the hyphen of 2014-2020年, 5-8个, 0711-3352188."""
_ODD_SPACES = re.compile("[\u00a0\u2002-\u200a\u202f]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]+")
_TO_LOOK_AT = re.compile(
    "[" + "".join(p.pattern.strip("[]+") for p in (_INVISIBLE, _ODD_SPACES, _CONTROLS, _PRIVATE_USE)) + "]"
)
"""All of these in one class of characters, which is searched for much faster than four."""
_RADICALS = re.compile("[\u2e80-\u2fdf]")
_SUPPLEMENT = (
    "⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺗㣺⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫"
    "⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺱罓⺲罒⺳㓁⺶羊⺷羊⺸羋⺹耂⺺肀⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶"
    "⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
"""Each of the CJK Radicals Supplement with its character, after EquivalentUnifiedIdeograph.txt of Unicode."""
_AS_CHARACTERS = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(radical): char for radical, char in zip(_SUPPLEMENT[::2], _SUPPLEMENT[1::2], strict=True)},
}
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜêńňǹḿ"
_PINYIN = re.compile(rf"(?<=[{_HAN}])\s?[(（]\s?(?=[a-zü{_TONES}]*[{_TONES}])[a-zü{_TONES}]{{1,6}}\s?[)）]")
_TONE = re.compile(f"[{_TONES}]")
_FEWEST_PINYIN = 3


def _visible(line: str) -> tuple[str, int]:
    """The line in NFC (never NFKC, which turns ， into a comma), without what has no width."""
    if not _TO_LOOK_AT.search(line) and unicodedata.is_normalized("NFC", line):
        return line, 0
    text, hyphens = _PRINTED_HYPHEN.subn("-", line)
    text, invisible = _INVISIBLE.subn("", text)
    text, controls = _CONTROLS.subn("", text)
    text, private = _PRIVATE_USE.subn("", text)
    text, spaces = _ODD_SPACES.subn(" ", text)
    composed = unicodedata.normalize("NFC", text)
    return composed, hyphens + invisible + controls + private + spaces + (composed != text)


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
    changes=(
        ("\ufeff各级\u200b党委\u00ad要", "各级党委要"),
        ("民兵\u00a0连", "民兵 连"),
        ("e\u0301", "é"),
        ("规划（2014\u00ad2020年）增长5\u00ad8个，民\u00ad兵", "规划（2014-2020年）增长5-8个，民兵"),
    ),
    keeps=("（一）压实责任，一级抓一级；20％", "　　各级党委要……", "①②③ ㎡ ½"),
)


def _without_radicals(line: str) -> tuple[str, int]:
    """The line with radicals that stand for characters (⼯⼈⼀⻔, as PDFs have them) as those characters."""
    count = len(_RADICALS.findall(line))
    return (line.translate(_AS_CHARACTERS), count) if count else (line, 0)


RADICALS = Rule(
    name="radicals",
    label="把部首字形换成通用的字",
    apply=in_each_block(_without_radicals),
    changes=(("⼯作、各部⻔、⼈⺠、⻓⻰⻢", "工作、各部门、人民、长龙马"),),
    keeps=("工作、各部门、人民", "①②③ ㎡ ½"),
)
PINYIN = Rule(
    name="pinyin",
    label="去除字后的拼音",
    apply=_drop_pinyin,
    changes=(("枕戈(gē)待旦(dàn)，厉(lì)兵秣马", "枕戈待旦，厉兵秣马"),),
    keeps=("厉兵秣(mò)马", "石桥(街)道(一)级(工)委,全市(GDP)增长,(a)(b)(c)项"),
)
