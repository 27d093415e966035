"""Traditional characters to simplified ones, through OpenCC where it is installed."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.util import find_spec
from itertools import compress
from typing import TYPE_CHECKING

from wengao.corpus.cleaning.rule import Outcome, Rule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.corpus.raw import Block

_HAN = re.compile("[\u3400-\u9fff]")
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
    han = len(_HAN.findall(text))
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
    return changed >= _FEWEST_IN_LINE and changed >= _LEAST_SHARE_OF_LINE * len(_HAN.findall(line))


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
