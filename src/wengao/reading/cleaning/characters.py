"""Characters that cannot be seen, pinyin set after characters, Traditional ones, and words half turned into them.

Traditional characters become simplified ones through OpenCC where it is installed; 製度, 全麵, 為瞭 in a text that is
otherwise Simplified were half turned and never turned back.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from itertools import compress
from typing import TYPE_CHECKING

from wengao.reading.cleaning.rule import Outcome, Rule, in_each_block, misconversions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.reading.raw import Block

_TELLING = re.compile("[製麵瞭準係範誌週遊嚮彆乾幹裏佈機]")


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, misconversions()), key=len, reverse=True)))


def _restore(line: str) -> tuple[str, int]:
    """The line with the words of the list written as they are in Simplified text; a single character is never changed."""
    if not _TELLING.search(line):
        return line, 0
    return _words().subn(lambda match: misconversions()[match[0]], line)


MISCONVERSIONS = Rule(
    name="misconversions",
    label="改正繁简误转的词",
    apply=in_each_block(_restore),
    changes=(
        ("健全製度機制，全麵加强各方麵工作", "健全制度机制，全面加强各方面工作"),
        ("为瞭深入瞭解情况，反復覈準数据", "为了深入了解情况，反復核准数据"),
    ),
    keeps=(
        "瞭望塔上瞭望敌情",
        "祭祀后土，封妻荫子，面粉厂生产挂麵",
        "全面推进，制度健全，关系密切，重复核准",
    ),
)


_HAN_CHARACTER = re.compile("[\u3400-\u9fff]")
_LEAST_SHARE = 0.02
_LEAST_SHARE_OF_LINE = 0.3
_FEWEST_IN_LINE = 3
_ZHU = re.compile(r"(?<![显卓昭名原编论专译遗巨拙土合所])著(?![名作称述录书者])")
_LIAO = re.compile("为瞭")
_COMMON_TRADITIONAL = re.compile(
    "[國會議黨軍員長對於為這個們來時業務發動訓練關領導實際問題門開東車馬見貝頁風飛]"
)


def simplification_available() -> bool:
    """Whether OpenCC is installed."""
    return find_spec("opencc") is not None


def _simplify(blocks: Sequence[Block]) -> Outcome:
    """The text simplified where at least 2 % of its Chinese characters would change; else only lines that are Traditional.

    A title that was taken from elsewhere is such a line: three tenths of its characters would change, three at least.
    OpenCC's t2s, not tw2s, which harms clean text; then 着 for 著 outside 显著 and 著作, and 为了 for 为瞭.
    """
    text = "\n".join(block.text for block in blocks)
    traditional = len(_COMMON_TRADITIONAL.findall(text))
    if not traditional:
        return Outcome(tuple(blocks))
    han = len(_HAN_CHARACTER.findall(text))
    if not simplification_available():
        missing = traditional >= _LEAST_SHARE * han
        return Outcome(
            tuple(blocks), notes=("文中多为繁体字；没有安装 opencc，未转为简体",) if missing else ()
        )
    converter = import_module("opencc").OpenCC("t2s")
    converted = [str(converter.convert(block.text)) for block in blocks]
    changes = [
        sum(old != new for old, new in zip(block.text, line, strict=False))
        for block, line in zip(blocks, converted, strict=True)
    ]
    whole = sum(changes) >= _LEAST_SHARE * han
    taken = [
        whole or _is_traditional(block.text, changed) for block, changed in zip(blocks, changes, strict=True)
    ]
    simplified = (
        block.with_text(_LIAO.sub("为了", _ZHU.sub("着", line))) if take else block
        for block, line, take in zip(blocks, converted, taken, strict=True)
    )
    return Outcome(tuple(simplified), sum(compress(changes, taken)))


def _is_traditional(line: str, changed: int) -> bool:
    """Whether a line is Traditional by itself. changed: how many of its characters the conversion changes."""
    return changed >= _FEWEST_IN_LINE and changed >= _LEAST_SHARE_OF_LINE * len(_HAN_CHARACTER.findall(line))


SIMPLIFIED = Rule(
    name="simplified",
    label="繁体转简体",
    apply=_simplify,
    changes=(
        (
            "黨管武裝是一條根本原則，要在國防動員等方麵取得顯著進展。",
            "党管武装是一条根本原则，要在国防动员等方面取得显著进展。",
        ),
        (
            "關於黨務工作的報告\n"
            + "各级党委组织学习讨论，认真领会精神实质，切实抓好贯彻落实，确保各项任务落地见效。" * 6,
            "关于党务工作的报告\n"
            + "各级党委组织学习讨论，认真领会精神实质，切实抓好贯彻落实，确保各项任务落地见效。" * 6,
        ),
        ("會議圍繞著雙擁工作展開，為瞭落實製度。", "会议围绕着双拥工作展开，为了落实制度。"),
    ),
    keeps=(
        "成效显著，著作等身，瞭望塔，乾隆年间",
        "专著《論持久战》收录于文集，各级党委组织学习讨论，认真领会精神实质，切实抓好贯彻落实。" * 2,
    ),
)


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
