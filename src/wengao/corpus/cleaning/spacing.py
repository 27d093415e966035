"""Full-width digits and letters, and spaces that typing or conversion left inside sentences."""

from __future__ import annotations

import re

from wengao.corpus.cleaning.rule import Rule, in_each_block

_HAN = "\u4e00-\u9fff"
_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]")
_NARROW = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[．](?=\d)")
_SENTENCE = re.compile("[，。；]")
_BESIDE_MARK = re.compile(
    rf"(?<=[{_HAN}\d%％])[ \t]+(?=[，。；：、！？）》”])|(?<=[，。；、！？（《“])[ \t]+(?=[{_HAN}\d“（《])"
)
_BEFORE_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff])[ \t](?=\d[\d.]*[ \t]?(?:[年月日%％个名万亿元家项人次公千百户所]))"
)
_AFTER_NUMBER = re.compile(r"(?<=\d)[ \t](?=[年月日%％个名万亿元家项人次公千百户所])")
_SPACED_OUT = re.compile(rf"(?<=[{_HAN}])[ ](?=[{_HAN}])")
_FEWEST_SPACED_OUT = 8
_SHARE_SPACED_OUT = 0.3


def _narrow(line: str) -> tuple[str, int]:
    """The line with digits and letters in half width; ○ and ％ stay as they are."""
    count = len(_WIDE.findall(line))
    return (_BETWEEN_DIGITS.sub(".", line.translate(_NARROW)), count) if count else (line, 0)


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
    ),
)
