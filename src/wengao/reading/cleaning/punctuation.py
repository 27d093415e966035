"""Punctuation, spaces and the numbers of headings, set as official prose has them.

Full-width punctuation and paired quotes that web forms flattened to ASCII; full-width digits and letters; spaces that
typing or conversion left inside sentences; numbers with glyphs or odd signs (㈠ ⒈ ⑴ （ 一 ） <一> 一, 1)). What is unsure by
itself (一,  1)  <一>) is changed only where the lines of a text count on so: 一, then 二,.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.language.numerals import chinese_numeral, numeral_value
from wengao.reading.cleaning.rule import Outcome, Rule, in_each_block

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.reading.raw import Block

_COMMON_HAN = "\u4e00-\u9fff"
_WIDE_SIGN = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NARROW_OF_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[．](?=\d)")
_SENTENCE = re.compile("[，。；]")
_BESIDE_MARK = re.compile(
    rf"(?<=[{_COMMON_HAN}\d%％])[ \t]+(?=[，。；：、！？）》”])|(?<=[，。；、！？（《“])[ \t]+(?=[{_COMMON_HAN}\d“（《])"
)
_BEFORE_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<!条)[ \t](?=\d[\d.]*[ \t]?(?:[年月日%％个名万亿元家项人次公千百户所]))"
)
_AFTER_NUMBER = re.compile(r"(?<=\d)[ \t](?=[年月日%％个名万亿元家项人次公千百户所])")
_SPACED_OUT = re.compile(rf"(?<=[{_COMMON_HAN}])[ ](?=[{_COMMON_HAN}])")
_FEWEST_SPACED_OUT = 8
_SHARE_SPACED_OUT = 0.3


def _narrow(line: str) -> tuple[str, int]:
    """The line with digits and letters in half width; ○ and ％ stay as they are."""
    count = len(_WIDE_SIGN.findall(line))
    return (_BETWEEN_DIGITS.sub(".", line.translate(_NARROW_OF_WIDE)), count) if count else (line, 0)


def _close_up(line: str) -> tuple[str, int]:
    """A sentence without the spaces beside its marks and numbers, and without those between all its characters.

    Lines without ，。； are left alone: titles, names and dates are set with spaces. So are wide spaces, and single
    ones between characters: they set names and mottoes apart.
    """
    if (" " not in line and "\t" not in line) or not _SENTENCE.search(line) or " | " in line:
        return line, 0
    body = line.lstrip(" \t　")
    indent = line[: len(line) - len(body)]
    total = 0
    for pattern in (_BESIDE_MARK, _BEFORE_NUMBER, _AFTER_NUMBER):
        body, count = pattern.subn("", body)
        total += count
    between = len(_SPACED_OUT.findall(body))
    if between >= _FEWEST_SPACED_OUT and between >= _SHARE_SPACED_OUT * (len(body) - between):
        body, total = _SPACED_OUT.sub("", body), total + between
    return (indent + body, total) if total else (line, 0)


WIDTHS = Rule(
    name="widths",
    label="全角数字和字母改为半角",
    apply=in_each_block(_narrow),
    changes=(("２０２５年增长５．２％，ＧＤＰ总量", "2025年增长5.2％，GDP总量"),),
    keeps=("二〇二五年增长5.2％，（一）压实责任：一级抓一级", "①②③"),
)
SPACES = Rule(
    name="spaces",
    label="去除句中多余的空格",
    apply=in_each_block(_close_up),
    changes=(
        (
            "到 2025 年 3 月，登记率达到 99.2 %， 各级要压实责任 。",
            "到2025年3月，登记率达到99.2%，各级要压实责任。",
        ),
        ("要 坚 持 党 管 武 装 根 本 原 则，抓 好 落 实。", "要坚持党管武装根本原则，抓好落实。"),
    ),
    keeps=(
        "市委常委 沈致远",
        "实施“万企出海 鲁贸全球”行动，成效明显。",
        "市长 闻景行同志作报告，会议表示赞成。",
        "（一）总体要求　以高质量发展为主题，抓好落实。",
        "Press Ctrl C, then go, 各级照办。",
        "第一条 2013年1月1日以前受理的，适用本规定。",
    ),
)


_CN = "[一二三四五六七八九十]{1,3}"
_HAN_OR_OPENING = "[\u4e00-\u9fff“《]"
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
_SMALL_STOP = re.compile(r"^(\s*\d{1,2})﹒(?=\D)")
_BELOW_POINT = re.compile(r"^\s*[（(]\d{1,2}[）)]")
_ARABIC_POINT = re.compile(r"^\s*\d{1,2}(?:[、．]|\.(?!\d))")
_ODD_BRACKETS = re.compile(
    rf"^(\s*)[<〈《【〔﹙［\[{{]\s*({_CN})\s*[>〉》】〕﹚］\]}}]\s*[、.．]?\s*(?={_HAN_OR_OPENING})"
)
_COMMA = re.compile(rf"^(\s*)({_CN})\s*[,，.．:：;；]\s*(?={_HAN_OR_OPENING})")
_SPACE_ONLY = re.compile(rf"^(\s*)({_CN})(?:　+| {{1,4}}|\t)(?={_HAN_OR_OPENING}[^。；]{{1,40}}$)")
_HALF_BRACKET = re.compile(rf"^(\s*)(\d{{1,2}})\s*[)）]\s*(?={_HAN_OR_OPENING})")
_HALF_BRACKET_CN = re.compile(rf"^(\s*)({_CN})\s*[)）]\s*[、]?\s*(?={_HAN_OR_OPENING})")


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
    if (found := _SMALL_STOP.match(text)) is not None:
        return f"{found[1]}.{text[found.end() :]}"
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
        ("1﹒明确分工", "1.明确分工"),
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


_HAN = "\u3400-\u4dbf\u4e00-\u9fff\u3007"
_CHINESE = re.compile(rf"[{_HAN}，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·％⟦⟧]")
_IS_HAN = re.compile(f"[{_HAN}]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[\x21-\x7e]+|(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.]+", re.ASCII)
_NARROW = re.compile(rf"[,:;!?()\"'.](?:(?<!\.)|(?<=[{_HAN}”）]\.))")
"""What one of the changes below begins with; a line without it needs no closer look."""
_WIDE = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_FULL_STOP = re.compile(rf"(?<=[{_HAN}”）])\.(?=$|[\s{_HAN}“（])")
_QUOTES = '"“”'
_BEFORE_OPENING = re.compile(r"[，。、；：（“《—\s]")
_BEFORE_CLOSING = re.compile(r"[，。、；：！？）”》\s]")


def widen(line: str) -> tuple[str, int]:
    """The line with full-width punctuation where it stands beside Chinese.

    Left alone: 9:30, 3:2, 1,234, 1.强化, addresses, English.
    """
    if not _NARROW.search(line) or not _CHINESE.search(line):
        return line, 0
    protected = {index for match in _ADDRESS.finditer(line) for index in range(*match.span())}
    signs = list(line)
    _widen_brackets(signs, protected)
    _widen_marks(signs, protected)
    widened = _FULL_STOP.sub("。", "".join(signs))
    widened = _paired_single_quotes(_paired_quotes(widened))
    return widened, sum(1 for old, new in zip(line, widened, strict=True) if old != new)


def _widen_brackets(signs: list[str], protected: set[int]) -> None:
    """Pairs of brackets with Chinese in them or beside them."""
    opened: list[int] = []
    for index, sign in enumerate(signs):
        if index in protected:
            continue
        if sign in "(（":
            opened.append(index)
        elif sign in ")）" and opened:
            start = opened.pop()
            beside = [*signs[max(start - 1, 0) : start], *signs[index + 1 : index + 2]]
            if any(_CHINESE.match(near) for near in beside) or any(
                _IS_HAN.match(s) for s in signs[start:index]
            ):
                signs[start], signs[index] = "（", "）"


def _widen_marks(signs: list[str], protected: set[int]) -> None:
    for index, sign in enumerate(signs):
        if sign not in _WIDE or index in protected:
            continue
        before, after = _neighbour(signs, index, -1), _neighbour(signs, index, 1)
        if sign in ",:" and _is_digit(signs, index - 1) and _is_digit(signs, index + 1):
            continue
        if _CHINESE.match(before) or _CHINESE.match(after):
            signs[index] = _WIDE[sign]


def _is_digit(signs: list[str], index: int) -> bool:
    return 0 <= index < len(signs) and signs[index] in "0123456789"


def _neighbour(signs: list[str], index: int, step: int) -> str:
    """The nearest sign that is no quote and no space; a line break where there is none."""
    index += step
    while 0 <= index < len(signs) and signs[index] in "\"' ":
        index += step
    return signs[index] if 0 <= index < len(signs) else "\n"


def _paired_quotes(line: str) -> str:
    """Straight double quotes as “ ”: by turns where all quotes pair up, by their neighbours where one is missing."""
    places = [index for index, sign in enumerate(line) if sign in _QUOTES]
    if '"' not in line or not _IS_HAN.search(line):
        return line
    signs, opened = list(line), False
    for index in places:
        if line[index] != '"':
            opened = line[index] == "“"
            continue
        opened = not opened if len(places) % 2 == 0 else _opens(line, index, opened=opened)
        signs[index] = "“" if opened else "”"
    return "".join(signs)


def _opens(line: str, index: int, *, opened: bool) -> bool:
    """Whether the quote at `index` opens, where `opened` tells that the one before it did."""
    before, after = line[index - 1 : index] if index else "", line[index + 1 : index + 2]
    if not after or _BEFORE_CLOSING.match(after):
        return False
    if not before or _BEFORE_OPENING.match(before):
        return True
    return not opened


def _paired_single_quotes(line: str) -> str:
    """Straight single quotes around Chinese inside “ ” as ‘ ’; an apostrophe is left alone."""
    return re.sub(rf"'((?:[{_HAN}]|[，、；·])[^'\n“”]{{0,40}})'", "‘\\1’", line)


PUNCTUATION = Rule(
    name="punctuation",
    label="恢复全角标点和成对引号",
    apply=in_each_block(widen),
    changes=(
        ("同志们:", "同志们："),
        ("(一)压实责任,一级抓一级;层层抓落实!", "（一）压实责任，一级抓一级；层层抓落实！"),
        ('打通"最后一公里",做到"军民一家"。', "打通“最后一公里”，做到“军民一家”。"),
        ("各级要抓好落实.", "各级要抓好落实。"),
        ('讲清"为什么干、怎么干', "讲清“为什么干、怎么干"),
        ('《“十四五"规划》', "《“十四五”规划》"),
    ),
    keeps=(
        "会议9:30开始，比分3:2，共1,234人，1.强化组织领导",
        "详见 https://example.cn/a,b?c=1",
        "The plan (2025), he said: go!",
        "GDP(2025), CPI",
        "各级党委要（一）抓好落实，“三个一批”全面完成。",
    ),
)
