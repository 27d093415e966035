"""Full-width punctuation and paired quotes, flattened to ASCII by web forms, restored."""

from __future__ import annotations

import re

from wengao.corpus.cleaning.rule import Rule, in_each_block

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
