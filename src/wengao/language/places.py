"""Places (地名) in a text: 郑州, 洛阳市, 浙江诸暨县枫桥镇, and such as no gazetteer has: 清川市, 望舒区石桥街道.

A name of the gazetteer counts where the likeliest cut of its surroundings has it as a word: 其中山东 has 山东, 集中山区 no
中山. One that is an ordinary word too (长寿, 安康) needs a place beside it: before it, or in a row with 、. A name by shape
alone has two or three characters that are no words, begins after a word, and ends in 市, 县, 镇 …: of 代表省, 住楼市 and
提高城乡 nothing is left.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from wengao.language.gazetteer import ABROAD, gazetteer
from wengao.language.known import NOTHING_KNOWN, Known, Name, occurrences
from wengao.language.lists import from_lists, prose_list
from wengao.language.words import cut, is_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wengao.language.gazetteer import Place

_FULL, _SHORT, _OF_COUNTY, _KNOWN = 16.0, 16.0, 18.0, 4.0
"""Costs in a cut: of a full name, of a short one, of the short one of a county, of one that is known. A common word of two
characters costs ten to sixteen."""
_AROUND = 6
"""Characters on each side that a cut looks at: two words of three, or three of two."""
_COMMON_WORD, _EVERYDAY_WORD = 8, 12
"""From 2 to the power of that on, the stem of a shape (代表, 示范) is taken for the word; 合作, 和平 are everyday words."""
_AFTER = (
    "(?:省(?![域长直钱力心略得内外份去下会])|市(?![场域长民面政容值价直况级区售井郊内化])|州(?![长直级县])|县(?![域城长级直乡区])"
    "|区(?![域间别分划县长块位段级直内])|旗(?![帜舰手号下袍])|盟(?![友约主员])|镇(?![长域痛静守压流级区村江海化])|乡(?![村镇长域贤愁亲情土音化])"
    "|街道(?!办事|口|长)|苏木|村(?![民级庄委镇里集落])|社区(?![治服工建党居]))"
)
_ENDING = re.compile(f"自治[州县旗]|{_AFTER}")
_OTHER_ENDING = re.compile(_AFTER)
_NO_PLACE = (
    "(?:社|小|园|景|辖|地|街|城|市|郊|山|林|灾|军|战|校|新|特|库|禁|误|专|厂|分|营|片|防|雷|盲|贸|港|湾|院|疫|商)区|(?:乡|农|城|渔)村"
    "|(?:城|集|乡|村|重|小)镇|(?:城|超|股|门|上|都|楼|车|房|债|夜|牛|熊|汇|期|入|花|菜|早)市|(?:家|城|下|返|回|故|同|入|水|离|还|思|侨|老)乡"
    "|(?:结|联|同|加)盟|(?:红|国|军|党|锦|义|升|彩)旗|(?:自然|行政|试点|示范|先进|重点|空心|美丽|后进|民族|边境|沿海|中心|所在|相关|有关|其他|部分|多数|兄弟"
    "|达标|落后|双拥|模范|文明|地级|县级|直辖|帮扶|脱贫|单列|主产|海岛|涉农|重点|棚户|经开|先导|深水|沉陷|综保|承载|功能|核心|集聚|聚集|产业|开发|合作|实验|试验|创新|引领|缓冲|管控|服务|协作|生态|文化|旅游|工业|商业|住宅|居民|历史|传统|特色|田园|城中|移民|安置|易地|保税|自贸|矿)(?:省|市|县|区|镇|乡|街道|村|社区)"
)
"""What ends like a place and is none, where the words that it consists of do not tell."""
_HAN = re.compile("[\u4e00-\u9fff]")
_LEADS = frozenset("在由从到向对与和及同为让使经赴至驻是即有的了将把被距抵离于以按因跟并或给像靠沿暨含以")
_ROW = re.compile("[、—－/]|[和与及至到跟同]")
_LIST, _LISTED = re.compile("、"), re.compile("[、，。；）等]|$")
"""Between the members of a list, and behind one."""
_LEFT = re.compile("[^\u4e00-\u9fff]")
_LONGEST_TOWNSHIP = 8
_FEATURE = tuple("山湖江河岛峡湾塔寺泉")
"""What makes the short name of a county that of a mountain or a river: 紫金山, 嘉陵江."""
_PROVINCE = "省"
_SELDOM_NEW = ("省", "州", "盟", "旗", "区")
"""Endings of divisions that are all in the gazetteer, or that many words end with: a name that is not there needs its organ
behind it (某某区委) or a place beside it."""
_ORGAN_BEHIND = re.compile("委|政府|人民|人大|政协|人武部|武装部|[纪监]委")
_NO_LAST = frozenset("大强产销灾贫洪涝粮农牧核电跨退要撤补卡试带美特旺惠跑设名超")


def find_places(text: str, known: Known = NOTHING_KNOWN) -> tuple[Name, ...]:
    """The places in `text`, in order, each with what belongs to it: 浙江, 诸暨县 and 枫桥镇 are three."""
    finder = _Finder(text, known)
    return tuple(Name("place", text[start:end], start, end) for start, end in finder.found())


def is_local(name: str) -> bool:
    """Whether a place is a city or what lies in one, not a province or abroad."""
    place = gazetteer().place(name)
    return place is None or place.level not in ("省", ABROAD)


class _Finder:
    """The search in one text."""

    def __init__(self, text: str, known: Known) -> None:
        self._text = text
        self._known = known
        self._names = _name_costs(known.places)
        self._cuts: dict[str, frozenset[tuple[int, int]]] = {}
        self._spans: dict[int, int] = {}
        self._ends: dict[int, int] = {}

    def found(self) -> list[tuple[int, int]]:
        for start, end in occurrences(self._text, self._known.places):
            self._take(start, end)
        shy = list(self._sure())
        shy += self._by_shape()
        self._take_beside(shy)
        return sorted(self._spans.items())

    def _take(self, start: int, end: int) -> None:
        self._spans[start] = end
        self._ends[end] = start

    def _sure(self) -> Iterator[tuple[int, int]]:
        """Take what the gazetteer has and the cut confirms; yields where the names stand that are words too."""
        text, openings, places = self._text, gazetteer().by_opening, gazetteer().names
        position, last = 0, len(text) - 1
        while position < last:
            if position in self._spans:
                position = self._spans[position]
                continue
            passed = position + 1
            for name in openings.get(text[position : position + 2], ()):
                end = position + len(name)
                if not text.startswith(name, position):
                    continue
                place = places[name]
                if place.shy:
                    yield position, end
                elif self._is_it(position, end, place):
                    longer = None if place.full or place.level == ABROAD else _OTHER_ENDING.match(text, end)
                    if longer and longer[0] == _PROVINCE != place.level:
                        longer = None
                    passed = longer.end() if longer else end
                    self._take(position, passed)
                    break
            position = passed

    def _is_it(self, start: int, end: int, place: Place) -> bool:
        """Whether the name of a place that needs no sign beside it stands here for the place."""
        if place.level == "县":
            if not place.full and self._text.startswith(_FEATURE, end):
                return False
            stem = self._text[start : end - 1]
            if (
                place.full
                and (len(stem) == 1 or is_word(stem, rarest=_COMMON_WORD))
                and not self._begins(start)
            ):
                return False
        return self._is_cut_out(start, end)

    def _by_shape(self) -> Iterator[tuple[int, int]]:
        """Take what has the shape of a place; yields townships of the gazetteer whose stem is a word."""
        for match in _ENDING.finditer(self._text):
            begin, end = match.span()
            if end in self._ends or begin in self._spans:
                continue
            for start in range(max(0, end - _LONGEST_TOWNSHIP), begin - 1):
                if self._text[start:end] in gazetteer().townships and not self._is_taken(start, end):
                    if self._sounds_ordinary(start, begin, end):
                        yield start, end
                    elif self._begins(start):
                        self._take(start, end)
                    break
            if end not in self._ends:
                self._take_unknown(begin, end)

    def _sounds_ordinary(self, start: int, begin: int, end: int) -> bool:
        """Whether a township's name is made of words: its stem one (建设镇), or its end (边城镇).

        Behind a sign, a place or a preposition only the commonest words are taken for that.
        """
        stem, tail = self._text[start:begin], self._text[begin - 1 : end]
        rarest = _EVERYDAY_WORD if self._begins_plainly(start) else _COMMON_WORD
        return is_word(stem, rarest=rarest) or is_word(tail, rarest=_COMMON_WORD)

    def _take_unknown(self, begin: int, end: int) -> None:
        for start in (begin - 2, begin - 3):
            if start >= 0 and not self._is_taken(start, end) and self._is_name(start, begin, end):
                self._take(start, end)
                return

    def _is_name(self, start: int, begin: int, end: int) -> bool:
        stem = self._text[start:begin]
        if not all(_HAN.match(char) and char not in _words()["not_in_places"] for char in stem):
            return False
        if stem[-1] in _NO_LAST or _no_place().search(self._text[start:end]):
            return False
        if self._text[begin:end] in _SELDOM_NEW and not self._has_sign(start, end):
            return False
        spans = self._cut_around(start, end)
        inside = [span for span in spans if span[0] < begin and span[1] > start]
        if any(span[0] < start or span[1] > begin for span in inside):
            return False
        words = (self._text[one:other] for one, other in inside if other - one > 1)
        return not is_word(stem) and not any(map(is_word, words)) and self._begins(start)

    def _has_sign(self, start: int, end: int) -> bool:
        """Whether an organ stands behind, or a place before or in a row."""
        if start in self._ends or _ORGAN_BEHIND.match(self._text, end):
            return True
        return self._is_in_row(start, end, _ROW) or (start == 0 and len(self._text) > end)

    def _begins(self, start: int) -> bool:
        """Whether a name may begin here: after a sign, a place, a preposition or a word of two characters."""
        if self._begins_plainly(start) or self._text[start - 1] in _words()["not_in_places"]:
            return True
        return any(other == start and other - one > 1 for one, other in self._cut_around(start, start))

    def _begins_plainly(self, start: int) -> bool:
        """Whether it begins after a sign, a place or a preposition."""
        before = self._text[start - 1 : start]
        return not before or start in self._ends or before in _LEADS or _LEFT.match(before) is not None

    def _take_beside(self, shy: Iterable[tuple[int, int]]) -> None:
        """Take the names that are words too where a place stands right before them, or beside them in a row."""
        waiting = sorted(set(shy))
        for order in (waiting, waiting[::-1], waiting):
            for start, end in order:
                if start in self._spans or self._is_taken(start, end) or not self._is_beside(start, end):
                    continue
                if start in self._ends or self._is_cut_out(start, end):
                    self._take(start, end)

    def _is_beside(self, start: int, end: int) -> bool:
        """Whether what it lies in stands right before it, or another place beside it in a row."""
        name = self._text[start:end]
        if start in self._ends and not is_word(name, rarest=_COMMON_WORD):
            place = gazetteer().names.get(name)
            before = self._text[self._ends[start] : start]
            return place is None or before in place.above
        if is_word(name, rarest=_EVERYDAY_WORD) or not self._begins_plainly(start):
            return False
        if not is_word(name, rarest=_COMMON_WORD):
            return self._is_in_row(start, end, _ROW)
        return _LISTED.match(self._text[end : end + 1]) is not None and self._is_in_row(start, end, _LIST)

    def _is_in_row(self, start: int, end: int, signs: re.Pattern[str]) -> bool:
        before, after = self._text[start - 1 : start], self._text[end : end + 1]
        return (signs.match(before) is not None and start - 1 in self._ends) or (
            signs.match(after) is not None and end + 1 in self._spans
        )

    def _is_taken(self, start: int, end: int) -> bool:
        return any(at in self._spans for at in range(start, end)) or any(
            at in self._ends for at in range(start + 1, end + 1)
        )

    def _is_cut_out(self, start: int, end: int) -> bool:
        """Whether the likeliest cut has these characters as one word."""
        return (start, end) in self._cut_around(start, end)

    def _cut_around(self, start: int, end: int) -> frozenset[tuple[int, int]]:
        """The cut of the surroundings, in offsets of the text."""
        low = max(0, start - _AROUND)
        window = self._text[low : end + _AROUND]
        if window not in self._cuts:
            self._cuts[window] = frozenset(cut(window, self._names))
        return frozenset((low + one, low + other) for one, other in self._cuts[window])


@lru_cache(maxsize=8)
def _name_costs(known: frozenset[str]) -> Mapping[str, float]:
    """What a cut knows of places."""
    costs = {
        name: _FULL if place.full else _OF_COUNTY if place.level == "县" else _SHORT
        for name, place in gazetteer().names.items()
    }
    return costs | dict.fromkeys(known, _KNOWN)


@from_lists
def _words() -> dict[str, Any]:
    return prose_list("names.toml")


@from_lists
def _no_place() -> re.Pattern[str]:
    own = [re.escape(word) for word in _words()["not_places"]]
    return re.compile(f"(?:{'|'.join([_NO_PLACE, *own])})$")
