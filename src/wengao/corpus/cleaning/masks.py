"""Words that web sites mask to get past filters: pinyin initials (国j-a全), stars (*委), names left out (学习了重要论述)."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.lexicons import masked_words, party_words
from wengao.corpus.cleaning.rule import Outcome, Rule, in_each_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_INITIALS = re.compile(
    r"(?P<left>[\u4e00-\u9fff]{1,5})(?P<mask>[a-zA-Z](?:[-·. ]?[a-zA-Z]){0,3})(?P<right>[\u4e00-\u9fff]{1,5})"
)
_LETTER = re.compile("[a-zA-Z]")
_STAR = re.compile(r"(?<!\*)\*(?!\*)")
_PARTY = "党"
_LONGEST_WORD = 5
_FEWEST_STARS = 3
_LEAST_SHARE_OF_WORDS = 0.85
_NAME_LEFT_OUT = re.compile(r"\+\+[\u4e00-\u9fff]{2,4}|(?:学习|贯彻|研读|落实)了?重要(?:论述|讲话|指示)")
_NAME_LEFT_OUT_CUES = ("++", "重要论述", "重要讲话", "重要指示")
_OTHER_MARKS = re.compile(r"(?<![\d*（(])\*{1,3}(?=[\u4e00-\u9fff])")
_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def _words_by_ends() -> dict[tuple[str, str, int], tuple[tuple[str, str], ...]]:
    """Masked words by first character, last character and length."""
    found: dict[tuple[str, str, int], list[tuple[str, str]]] = {}
    for word, initials in masked_words():
        found.setdefault((word[0], word[-1], len(word)), []).append((word, initials))
    return {ends: tuple(words) for ends, words in found.items()}


def _restore_initials(line: str) -> tuple[str, int]:
    """The line with letters between characters replaced where one word of the list, and only one, explains them."""
    if not _LETTER.search(line):
        return line, 0
    pieces: list[str] = []
    done = position = 0
    while match := _INITIALS.search(line, position):
        restored = _explain(match["left"], match["mask"], match["right"])
        position = match.end("mask")
        if restored is not None:
            pieces += [line[done : match.start("mask")], restored]
            done = position
    return "".join([*pieces, line[done:]]), len(pieces) // 2


def _explain(left: str, mask: str, right: str) -> str | None:
    """The characters behind a mask, by the longest word that fits around it; None for none or for several."""
    letters = re.sub("[^a-z]", "", mask.lower())
    fitting: dict[str, int] = {}
    for before in range(1, len(left) + 1):
        for after in range(1, len(right) + 1):
            first, last = left[-before:], right[:after]
            length = before + len(letters) + after
            for word, initials in _words_by_ends().get((first[0], last[-1], length), ()):
                hidden = slice(before, before + len(letters))
                if word.startswith(first) and word.endswith(last) and initials[hidden] == letters:
                    fitting[word[hidden]] = max(fitting.get(word[hidden], 0), length)
    return next(iter(fitting)) if len(fitting) == 1 else None


def _restore_stars(blocks: Sequence[Block]) -> Outcome:
    """Single stars become 党 over the whole text or nowhere.

    There must be three or more, 85 % of them must form a word with 党, and no 党 may be left in the text.
    """
    if not any("*" in block.text for block in blocks):
        return Outcome(tuple(blocks))
    text = "\n".join(block.text for block in blocks)
    stars = [match.start() for match in _STAR.finditer(text)]
    explained = sum(1 for index in stars if _forms_word(text, index))
    if len(stars) >= _FEWEST_STARS and _PARTY not in text and explained >= _LEAST_SHARE_OF_WORDS * len(stars):
        return Outcome(tuple(block.with_text(_STAR.sub(_PARTY, block.text)) for block in blocks), len(stars))
    left = len(_OTHER_MARKS.findall(text))
    notes = (f"有 {left} 处星号像是遮去的字，没有改动，请核对",) if left else ()
    return Outcome(tuple(blocks), notes=notes)


def _forms_word(text: str, index: int) -> bool:
    """Whether a word of the list covers the star at `index` when it stands for 党."""
    for start in range(max(0, index - _LONGEST_WORD + 1), index + 1):
        for end in range(max(index + 1, start + 2), min(len(text), start + _LONGEST_WORD) + 1):
            if text[start:index] + _PARTY + text[index + 1 : end] in party_words():
                return True
    return False


def _note_names_left_out(blocks: Sequence[Block]) -> Outcome:
    """Names that were cut out of a text are pointed at and never filled in."""
    found = [
        match[0]
        for block in blocks
        if any(cue in block.text for cue in _NAME_LEFT_OUT_CUES)
        for match in _NAME_LEFT_OUT.finditer(block.text)
    ]
    examples = "、".join(f"“{text}”" for text in list(dict.fromkeys(found))[:3])
    return Outcome(
        tuple(blocks), notes=(f"有 {len(found)} 处像是漏了人名：{examples}，请核对",) if found else ()
    )


INITIALS = Rule(
    name="initials",
    label="还原拼音首字母遮字",
    apply=in_each_block(_restore_initials),
    changes=(
        ("维护国j-a全的关键", "维护国家安全的关键"),
        ("中g中央和人m政府", "中共中央和人民政府"),
        ("反f倡廉建设", "反腐倡廉建设"),
    ),
    keeps=("卡拉OK厅", "一带一路A区建设", "推广B2B模式", "国产C919飞机", "党员E先锋平台", "5G网络全覆盖"),
)
STARS = Rule(
    name="stars",
    label="还原星号遮字",
    apply=_restore_stars,
    changes=(("*委要履行*管武装职责，忠于*的事业。", "党委要履行党管武装职责，忠于党的事业。"),),
    keeps=(
        "党委要履行*管武装职责，*委、*组织要带头。",
        "张*、李*、王*三人获奖",
        "面积25*30米，电话138****1234",
        "注：*为约数，*表示未统计，*另行公布",
    ),
)
NAMES_LEFT_OUT = Rule(
    name="names_left_out",
    label="提示漏掉的人名",
    apply=_note_names_left_out,
    changes=(),
    keeps=("系统研读了重要论述等原著原文。", "深学笃行++强军思想"),
)
