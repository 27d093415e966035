"""PUN-1: half-width marks beside Chinese characters. GB/T 15834-2011 标点符号用法."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.review.enumerators import numerals
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.rules.document_marks import ATTACHMENT_LINE
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_HAN = r"\u3400-\u9fff"
_HAS_HAN = Pattern(f"[{_HAN}]")
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
_NARROW = Pattern(
    rf"(?:(?<=[{_HAN}”’》）])[,;:?!]|[,;:](?=[{_HAN}“《（]))(?<!\d[,:](?=\d))"
    rf"|(?<=[{_HAN}])\.(?=$|[{_HAN}])"
)
_NARROW_PAIR = Pattern(r"\((?P<inside>[^()（）\n]{0,80})\)")
_NARROW_BRACKET = Pattern(rf"(?<=[{_HAN}])[()]|[()](?=[{_HAN}])")
_ELLIPSIS = Pattern(rf"(?<=[{_HAN}”》），、])\.{{3,12}}(?!\.)|(?<!\.)\.{{3,12}}(?=[{_HAN}])|(?<!…)…(?!…)")
_DASH = Pattern(rf"(?<=[{_HAN}”》）])-{{2,6}}(?!-)|(?<!-)-{{2,6}}(?=[{_HAN}“《])")
_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)


@rule(
    "PUN-1",
    "中文里用全角标点",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        Example("会议指出,要抓好落实;要压实责任.\n", "会议指出，要抓好落实；要压实责任。\n"),
        Example("准备好了吗?一定要做到!\n", "准备好了吗？一定要做到！\n"),
        Example("基层武装部(含街道)全部达标。\n", "基层武装部（含街道）全部达标。\n"),
        Example("地区生产总值(GDP)稳步增长。\n", "地区生产总值（GDP）稳步增长。\n"),
        Example('开展"送政策"活动。\n', "开展“送政策”活动。\n"),
        Example("底数不清、责任不明...都要改。\n", "底数不清、责任不明……都要改。\n"),
        Example("抓住关键--责任落实。\n", "抓住关键——责任落实。\n"),
        Example("## 主要任务:摸清底数\n", "## 主要任务：摸清底数\n"),
    ),
    passes=(
        "总投入1,200万元，比例为1:1，8:30开会。\n",
        "登录https://www.example.org/a?b=1,c查看。\n",
        "使用Whoosh, Textual (both open source)开发。\n",
        "《民法典》第3.2节和ISO 9001:2015标准。\n",
        "1.摸清底数。\n",
    ),
    alone=True,
)
def narrow_mark(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """Half-width marks beside Chinese characters; figures, addresses and English are left alone."""
    for paragraph in reading.of_kind(*_WHERE):
        text = paragraph.text
        taken = {index for numeral in numerals(text) for index in range(numeral.start, numeral.end)}
        if attachment := ATTACHMENT_LINE.match(text):
            taken.update(range(attachment.end()))
        for match in _NARROW.finditer(text):
            if match.start() not in taken:
                yield Hit.replacing(paragraph, match.start(), match.end(), _FULL[match[0]])
        for index in _narrow_brackets(text):
            if index not in taken:
                yield Hit.replacing(paragraph, index, index + 1, _FULL[text[index]])
        for pattern, proper in ((_ELLIPSIS, "……"), (_DASH, "——")):
            for match in pattern.finditer(text):
                yield Hit.replacing(paragraph, match.start(), match.end(), proper)
        yield from _straight_quotes(paragraph)


def _narrow_brackets(text: str) -> list[int]:
    """Where half-width brackets stand that have Chinese inside or beside them; those of a pair go together."""
    found: set[int] = set()
    paired: set[int] = set()
    for match in _NARROW_PAIR.finditer(text):
        paired |= {match.start(), match.end() - 1}
        beside = text[max(0, match.start() - 1) : match.start()] + text[match.end() : match.end() + 1]
        outside = _HAS_HAN.search(text[max(0, match.start() - 1) : match.start()])
        if _HAS_HAN.search(match["inside"]) or (outside and _HAS_HAN.search(beside)):
            found |= {match.start(), match.end() - 1}
    found |= {match.start() for match in _NARROW_BRACKET.finditer(text) if match.start() not in paired}
    return sorted(found)


def _straight_quotes(paragraph: Paragraph) -> Iterator[Hit]:
    text = paragraph.text
    marks = [index for index, char in enumerate(text) if char == '"'] if '"' in text else []
    if len(marks) % 2:
        for index in marks:
            if _HAS_HAN.search(text[max(0, index - 1) : index + 2]):
                yield Hit(paragraph, index, index + 1, "半角引号请改为“”，并补上缺少的一半")
        return
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        if _HAS_HAN.search(text[opening + 1 : closing]):
            yield Hit.replacing(paragraph, opening, opening + 1, "“")
            yield Hit.replacing(paragraph, closing, closing + 1, "”")


RULES = (narrow_mark,)
