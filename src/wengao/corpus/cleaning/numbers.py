"""Numbers of headings written with glyphs or odd signs (㈠ ⒈ ⑴ （ 一 ） <一> 一, 1)), set as official prose has them.

What is unsure by itself (一,  1)  <一>) is changed only where the lines of a text count on so: 一, then 二,.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule
from wengao.language.numerals import chinese_numeral, numeral_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.corpus.raw import Block

_CN = "[一二三四五六七八九十]{1,3}"
_HAN = "[\u4e00-\u9fff“《]"
_GLYPHS = {
    **{chr(0x3220 + n): f"（{chinese_numeral(n + 1)}）" for n in range(10)},
    **{chr(0x2488 + n): f"{n + 1}." for n in range(20)},
    **{chr(0x2474 + n): f"（{n + 1}）" for n in range(20)},
    **{chr(0x3280 + n): f"（{chinese_numeral(n + 1)}）" for n in range(10)},
}
"""㈠ ⒈ ⑴ ㊀, each as it is set otherwise."""
_CIRCLED = {chr(0x2460 + n): f"（{n + 1}）" for n in range(20)}
"""①: below （1） where a text has both."""
_GLYPH = re.compile(rf"^(\s*)([{''.join(_GLYPHS)}])\s*[、.．，]?\s*(?=\S)")
_CIRCLE = re.compile(rf"^(\s*)([{''.join(_CIRCLED)}])\s*[、.．]?\s*(?=\S)")
_SET_WIDE = re.compile(rf"^(\s*)[（(](?:\s+({_CN}|\d{{1,2}})\s*|({_CN}|\d{{1,2}})\s+)[）)]\s*[、]?\s*(?=\S)")
_BEFORE_MARK = re.compile(rf"^(\s*)({_CN})\s+、\s*(?=\S)")
_BELOW_POINT = re.compile(r"^\s*[（(]\d{1,2}[）)]")
_ARABIC_POINT = re.compile(r"^\s*\d{1,2}(?:[、．]|\.(?!\d))")
_ODD_BRACKETS = re.compile(
    rf"^(\s*)[<〈《【〔﹙［\[{{]\s*({_CN})\s*[>〉》】〕﹚］\]}}]\s*[、.．]?\s*(?={_HAN})"
)
_COMMA = re.compile(rf"^(\s*)({_CN})\s*[,，.．:：;；]\s*(?={_HAN})")
_SPACE_ONLY = re.compile(rf"^(\s*)({_CN})(?:　+| {{1,4}}|\t)(?={_HAN}[^。；]{{1,40}}$)")
_HALF_BRACKET = re.compile(rf"^(\s*)(\d{{1,2}})\s*[)）]\s*(?={_HAN})")
_HALF_BRACKET_CN = re.compile(rf"^(\s*)({_CN})\s*[)）]\s*[、]?\s*(?={_HAN})")


def _set_numbers(blocks: Sequence[Block]) -> Outcome:
    texts = [block.text for block in blocks]
    changed = [_set_glyph(text) for text in texts]
    if not any(map(_BELOW_POINT.match, changed)):
        changed = _set_counted(changed, _CIRCLE, lambda sign: _CIRCLED[sign], _circled_value)
    arabic = "（{}）" if any(map(_ARABIC_POINT.match, changed)) else "{}."
    for pattern, shape in (
        (_ODD_BRACKETS, "（{}）"),
        (_HALF_BRACKET_CN, "（{}）"),
        (_COMMA, "{}、"),
        (_SPACE_ONLY, "{}、"),
        (_HALF_BRACKET, arabic),
    ):
        changed = _set_counted(changed, pattern, shape.format, _value)
    count = sum(1 for old, new in zip(texts, changed, strict=True) if old != new)
    if not count:
        return Outcome(tuple(blocks))
    return Outcome(tuple(block.with_text(text) for block, text in zip(blocks, changed, strict=True)), count)


def _set_glyph(text: str) -> str:
    if (found := _GLYPH.match(text)) is not None:
        return f"{found[1]}{_GLYPHS[found[2]]}{text[found.end() :]}"
    if (found := _SET_WIDE.match(text)) is not None:
        return f"{found[1]}（{found[2] or found[3]}）{text[found.end() :]}"
    if (found := _BEFORE_MARK.match(text)) is not None:
        return f"{found[1]}{found[2]}、{text[found.end() :]}"
    return text


def _set_counted(
    texts: Sequence[str],
    pattern: re.Pattern[str],
    shape: Callable[[str], str],
    value: Callable[[str], int],
) -> list[str]:
    """The texts with a form of number set anew, where the lines that have it count from one up to two at least."""
    found = {index: match for index, text in enumerate(texts) if (match := pattern.match(text)) is not None}
    counted: set[int] = set()
    run: list[int] = []
    for index, match in found.items():
        number = value(match[2])
        expected = value(found[run[-1]][2]) + 1 if run else 1
        run = [*run, index] if number == expected else [index] if number == 1 else []
        if len(run) > 1:
            counted |= set(run)
    return [
        f"{found[index][1]}{shape(found[index][2])}{text[found[index].end() :]}" if index in counted else text
        for index, text in enumerate(texts)
    ]


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else numeral_value(number) or 0


def _circled_value(sign: str) -> int:
    return ord(sign) - 0x245F


NUMBERS = Rule(
    name="numbers",
    label="统一序号的写法",
    apply=_set_numbers,
    changes=(
        (
            "㈠加强排查\n⒈明确分工。\n⑴细化措施\n（ 二 ）强化检查",
            "（一）加强排查\n1.明确分工。\n（1）细化措施\n（二）强化检查",
        ),
        ("一,总体要求\n正文。\n二,重点任务", "一、总体要求\n正文。\n二、重点任务"),
        ("<一>加强排查\n<二>强化检查", "（一）加强排查\n（二）强化检查"),
        ("1)明确分工\n2)建立台账", "1.明确分工\n2.建立台账"),
        ("1.明确分工\n1)建立台账\n2)定期通报", "1.明确分工\n（1）建立台账\n（2）定期通报"),
        ("一　总体要求\n二　重点任务", "一、总体要求\n二、重点任务"),
        ("①明确分工\n②建立台账", "（1）明确分工\n（2）建立台账"),
    ),
    keeps=(
        "一、总体要求\n（一）加强排查\n1.明确分工\n（1）细化措施",
        "一,是加强领导",
        "其中①水库②河道",
        "（1）明确分工\n①建立台账\n②定期通报",
        "一 二 三",
        "【一】句话",
    ),
)
