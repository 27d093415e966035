"""The facts in a draft that a new occasion may have changed: dates, years, figures, places, people, units, meetings.

Told by their shape alone, without a list of the world's names: a name may be missed or cut short, so the list helps the
drafter's eye and does not replace it. Facts never overlap; 安澜县人武部 is the place 安澜县, since that is what changes.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import TYPE_CHECKING

from wengao.language.dates import find_dates
from wengao.language.figures import find_figures
from wengao.language.lists import from_lists
from wengao.language.names import post_word
from wengao.markup.blocks import read_lines
from wengao.markup.inline import NOTE_REFERENCE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.drafts.model import Draft

FACT_KINDS = {
    "date": "日期",
    "year": "年份",
    "figure": "数字",
    "place": "地名",
    "person": "人员",
    "unit": "单位",
    "meeting": "会议",
}
"""The kinds of fact by id, with what the drafter reads."""

_HAN = "[\u4e00-\u9fff]"
_DAY = re.compile(r"(?<!\d)\d{1,2}月(?:\d{1,2}日|份|底前?|初|[上中下]旬)|(?<!\d)\d{1,2}月(?=[，。、至到])")
_RELATIVE_YEAR = re.compile(r"今年|去年|前年|明年|上年度?|本年度")
_WRITTEN_FIGURE = re.compile(
    r"百分之[零一二三四五六七八九十百点]+|(?<![一二三四五六七八九十百])[一二三四五六七八九十百]++分之[一二两三四五六七八九十]+"
    r"|(?:近|超|约)[一二三四五六七八九]成(?:多|以上)?"
)
_PLACE_END = re.compile(r"(?:省|市|县|区|镇|乡|街道|村)(?![场域级间长民容貌委办直镇乡村两])")
_NO_PLACE = re.compile(
    r"(?:社|小|园|景|辖|地|街|城|市|郊|山|林|灾|军|战|校|新|特|库|禁|误|专|厂|分|营|片|防|雷|盲)区$|(?:乡|农|城|渔)村$"
    r"|(?:城|集|乡|村|重)镇$|(?:城|超|股|门|上|都)市$|(?:自然|行政|试点|示范|先进|重点|空心|美丽|后进|民族|边境|沿海|中心|所在|"
    r"相关|有关|其他|部分|多数|兄弟|达标|落后|双拥|模范|文明|地级|县级|直辖)(?:省|市|县|区|镇|乡|街道|村)$"
)
_STOP = frozenset(
    "的了是在和与及同或由从到向对把被让请给将以为因于等各全我本该这那此每个名次两多也都就又再还要能可会已未不"
    "省市县区镇乡村道内外里上下前后中年月日号，。、；：！？“”《》（）【】〔〕—…·\n 　#-*_>|"
)
_LEADING = frozenset("们志级面握经驻须地新")
_BEFORE_COMRADE = re.compile(rf"(?=(?P<name>{_HAN}{{2,3}})同志(?!们))")
_UNIT_END = re.compile(
    r"人民政府|人民武装部|人武部|武装部|军分区|警备区|委员会|办公室|指挥部|领导小组|国动办|双拥办|征兵办|发改委"
    r"|(?<![布格结大全开当政僵时变终战定破新危残书棋])局(?!面|部|限|势|促|长|里)|(?<![大客餐歌门])厅(?!长|堂|里)"
)
_MEETING_END = re.compile(
    r"(?:推进|动员部署|部署|动员|总结表彰|表彰|总结|现场|座谈|调度|研讨|交流|述职|民主生活)会(?:议)?|(?:议军|工作|联席|专题|电视电话|常委|全体)会议"
)
_LONGEST_UNIT = 12
_LONGEST_MEETING = 24
_LONGEST_PLACE = 3
_SHORTEST_MEETING = 4


@dataclass(frozen=True, slots=True)
class _Words:
    """before_names: words that stand before a name and are no part of it, two characters each. The others: of people."""

    before_names: frozenset[str]
    no_person_names: frozenset[str]
    surnames: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(
        resources.files("wengao.drafts").joinpath("data", "facts.toml").read_text(encoding="utf-8")
    )
    surnames = frozenset("".join(data["surnames"].split()))
    return _Words(
        frozenset(data["before_names"].split()), frozenset(data["no_person_names"].split()), surnames
    )


@dataclass(frozen=True, slots=True)
class Fact:
    """Something in a draft that may no longer hold.

    kind: a key of FACT_KINDS. text: as it stands. line: in the draft's file, from 1. start, end: offsets in the file.
    """

    kind: str
    text: str
    line: int
    start: int
    end: int


def facts_of(draft: Draft) -> tuple[Fact, ...]:
    """The facts of a draft in the order of its file; front matter, notes, comments and attributes left out."""
    found: list[Fact] = []
    offset = 0
    for number, line in enumerate(_readable(draft).split("\n"), 1):
        found += [
            Fact(kind, line[start:end], number, offset + start, offset + end)
            for kind, start, end in facts_in(line)
        ]
        offset += len(line) + 1
    return tuple(found)


def facts_in(line: str) -> tuple[tuple[str, int, int], ...]:
    """The facts of one paragraph as kind, start and end, in order."""
    found: list[tuple[str, int, int]] = []
    taken = bytearray(len(line))
    for kind, start, end in chain(_numbers(line), _names(line, taken)):
        if end > start and not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            found.append((kind, start, end))
    return tuple(sorted(found, key=lambda fact: fact[1]))


def _numbers(line: str) -> Iterator[tuple[str, int, int]]:
    """Dates, years and figures, the surest first."""
    for date in find_dates(line):
        yield ("year" if len(date.iso) == 4 else "date"), date.start, date.start + len(date.text)
    for match in _DAY.finditer(line):
        yield "date", *match.span()
    for match in _RELATIVE_YEAR.finditer(line):
        yield "year", *match.span()
    for figure in find_figures(line):
        if figure.unit:
            yield "figure", figure.start, figure.start + len(line[figure.start : figure.end].rstrip())
    for match in _WRITTEN_FIGURE.finditer(line):
        yield "figure", *match.span()


def _names(line: str, taken: bytearray) -> Iterator[tuple[str, int, int]]:
    """Places, people, units and meetings, the surest first; `taken` tells what those before have taken."""
    words = _words()
    for match in _PLACE_END.finditer(line):
        start = _back(line, match.start(), _LONGEST_PLACE, taken)
        bare = line[start : match.start()]
        if (
            len(bare) >= 2
            and bare[-2:] not in words.before_names
            and not _NO_PLACE.search(line[start : match.end()])
        ):
            yield "place", start, match.end()
    for match in chain(_after_post().finditer(line), _BEFORE_COMRADE.finditer(line)):
        if match["name"][0] in words.surnames and match["name"] not in words.no_person_names:
            yield "person", *match.span("name")
    for match in _UNIT_END.finditer(line):
        start = _back(line, match.start(), _LONGEST_UNIT, taken)
        if match.start() - start >= 2:
            yield "unit", start, match.end()
    for match in _MEETING_END.finditer(line):
        start = _back(line, match.start(), _LONGEST_MEETING, taken, through="全省市县区")
        if match.end() - start >= _SHORTEST_MEETING:
            yield "meeting", start, match.end()


def _back(line: str, end: int, longest: int, taken: bytearray, *, through: str = "") -> int:
    """Where a name that goes on at `end` begins: after a word that is no part of names, or what is taken already.

    A name longer than `longest` is no name but a clause that runs into one: its last two characters are taken.
    """
    start = end
    while start and not taken[start - 1] and (line[start - 1] not in _STOP or line[start - 1] in through):
        if not "\u4e00" <= line[start - 1] <= "\u9fff":
            break
        start -= 1
        if end - start > longest:
            return end - 2
    before_names = _words().before_names
    while start < end and (line[start] in _LEADING or line[start : start + 2] in before_names):
        start += 1 if line[start] in _LEADING else 2
    return min(start, end)


def _readable(draft: Draft) -> str:
    """The draft's file with everything that is not text put out, every character in its place."""
    pieces = [_blank(draft.front), _without_marks(draft.preamble)]
    for part in draft.parts:
        shown = part.line.find(part.heading) + len(part.heading) if part.heading else 0
        pieces += [part.line[:shown], _blank(part.line[shown:]), _without_marks(part.body)]
    return "".join((*pieces, _blank(draft.tail)))


def _without_marks(text: str) -> str:
    """What is read of a part's text, every character in its place, and blanks elsewhere."""
    kept: list[str] = []
    passed = 0
    for line in read_lines(text):
        for stretch in () if line.silent else line.cells or (line.content,):
            for _, start, end in stretch.runs():
                kept += [_blank(text[passed:start]), text[start:end]]
                passed = end
    shown = "".join((*kept, _blank(text[passed:])))
    return NOTE_REFERENCE.sub(lambda match: _blank(match[0]), shown)


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", "\0", text)


@from_lists
def _after_post() -> re.Pattern[str]:
    return re.compile(
        rf"{post_word()}[　 ]?(?P<name>{_HAN}{{2,3}}?)(?=同志|[，。、）；\s]|$|出席|主持|作|讲|在|为|带|率)"
    )
