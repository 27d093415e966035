"""STY-5 and STY-14: words written with the wrong character, twice, or with one missing, by counts (review/typos)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import Own, ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

    from wengao.review.remembered import Remembered
    from wengao.review.text import Paragraph, Reading
    from wengao.review.typos.finder import Typo, TypoFinder
    from wengao.review.typos.slips import Slip

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE, Kind.QUOTATION)
_BETWEEN = "\n"


@dataclass(frozen=True, slots=True)
class _Whole:
    """The text of all paragraphs, one after the other, so that it is looked through in one go.

    starts: where each begins in `text`.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    starts: tuple[int, ...]

    @classmethod
    def of(cls, reading: Reading) -> _Whole:
        """The whole of a reading."""
        paragraphs = tuple(reading.of_kind(*_WHERE))
        lengths = (len(paragraph.text) + len(_BETWEEN) for paragraph in paragraphs)
        starts = tuple(accumulate(lengths, initial=0))[:-1]
        return cls(_BETWEEN.join(paragraph.text for paragraph in paragraphs), paragraphs, starts)

    def place(self, position: int) -> tuple[Paragraph, int]:
        """The paragraph that holds a position, and where in it."""
        index = bisect_right(self.starts, position) - 1
        return self.paragraphs[index], position - self.starts[index]

    def found(
        self,
        what: str,
        about: Hashable,
        find: Callable[[str], Iterable[FoundT]],
        remembered: Remembered | None,
    ) -> Iterator[tuple[int, FoundT]]:
        """What `find` finds, in order, each with its place in `text`; it looks only at paragraphs that are not known.

        what, about: as for Remembered.values.
        """
        if remembered is None:
            yield from ((one.start, one) for one in find(self.text))
            return
        pieces = [self._piece(index) for index in range(len(self.paragraphs))]
        known = remembered.values(what, about, pieces, lambda new: _found_in(new, find))
        for start, piece in zip(self.starts, pieces, strict=True):
            yield from ((start + offset, one) for offset, one in known[piece])

    def _piece(self, index: int) -> _Piece:
        start = self.starts[index]
        end = start + len(self.paragraphs[index].text)
        return _Piece(
            self.text[max(start - _CONTEXT, 0) : start], self.text[start:end], self.text[end : end + _CONTEXT]
        )


class _Found(Protocol):
    """A typo or a slip. start: in the text that was looked through."""

    @property
    def start(self) -> int: ...


FoundT = TypeVar("FoundT", bound=_Found)
_TRADITIONAL = Pattern(
    "[國這們開關電車門問見會學說實對個來時從發動東長馬點產業過還應當堅導領強籌備義為爲經濟黨員貫徹決習總書記務責戰爭軍隊團結構設準"
    "兩據與無進運環區縣鎮鄉農體製歷歲萬億餘雙變讓認識議計劃財資質貿費報場塊種幹樹廣聯於議屬號衆華蘭韓亞內別僅]"
)
"""Characters of Traditional texts, which PUN-18 speaks of, once for all: 國家 is no slip for 国家."""
_CONTEXT = 16
"""Characters around a paragraph that may have a say in what is found at its ends: three, once figures are folded."""


class _Piece(NamedTuple):
    """A paragraph, with what stands before and after it."""

    before: str
    text: str
    after: str


def _found_in(
    pieces: Sequence[_Piece], find: Callable[[str], Iterable[FoundT]]
) -> dict[_Piece, list[tuple[int, FoundT]]]:
    """What is found in each piece, with its place in the piece's own text; all are looked through in one go."""
    lengths = (sum(map(len, piece)) + len(_BETWEEN) for piece in pieces)
    starts = [*accumulate(lengths, initial=0)]
    found: dict[_Piece, list[tuple[int, FoundT]]] = {piece: [] for piece in pieces}
    for one in find(_BETWEEN.join("".join(piece) for piece in pieces)):
        index = bisect_right(starts, one.start) - 1
        offset = one.start - starts[index] - len(pieces[index].before)
        if 0 <= offset < len(pieces[index].text):
            found[pieces[index]].append((offset, one))
    return found


@cache
def _finder(*, near_sounds: bool) -> TypoFinder:
    """The finder by the shipped table; loading that takes a third of a second, so it waits until a check asks."""
    from wengao.review.typos.finder import TypoFinder
    from wengao.review.typos.table import shipped_table

    return TypoFinder(shipped_table(), near_sounds=near_sounds)


@rule(
    "STY-5",
    "没有同音、形近的错别字",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "要坚持和加强党的全面领道，严格遵守工作制渡。\n",
        "这对于做好工作具有十分重要的义意。\n",
        "要充分发挥战斗保垒作用。\n",
        "对工作不力的单位要严肃追就责任。\n",
        "各县区要抓紧制定实施细泽。\n",
        "要加强民兵应急伍队建设。\n",
        "干部要身先土卒，对安全隐患决不能掉以轻新。\n",
        "# 关于做好民兵整祖工作的通知\n\n为做好民兵整组工作，现通知如下。\n",
    ),
    passes=(
        "您的领导力让泰中关系更加密切，中墨关系历久弥坚。\n",
        "唯我独尊的做法不得人心，陈规陋习不能卷土重来。\n",
        "要坚持和加强党的全面领导，严格遵守工作制度。\n",
        "沿着乡间小道走访，欢度春节，渡过难关。\n",
        "坚持季季有通报、旬旬有进展。\n",
        "# 在党的十九届一中全会上的讲话\n\n党第十九届一中全会闭幕。揉面、包馅儿，大家动手。构建更可持续的泰中命运共同体。\n",
        "我國人民多年以來友好相處。\n",
        "今年种了芳纶、沙棘和黄芪，亟需培训技术人员。\n",
        Example("由市实践办主任石建牵头。\n", settings=ReviewSettings(own=Own(people=("石建",)))),
    ),
    yields=True,
)
def mistaken_word(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A word that sounds or looks like the one that the surroundings ask for: 制渡 for 制度."""
    whole = _Whole.of(reading)
    if len(_TRADITIONAL.findall(whole.text)) * 100 > len(whole.text):
        return
    right = _right_words(settings)
    from wengao.review.typos.idioms import find_wrong_idioms
    from wengao.review.typos.own_counts import own_usage
    from wengao.review.typos.table import shipped_table

    usage = own_usage(settings.own_counts)
    taken: set[int] = set()
    finder = _finder(near_sounds=settings.near_sounds)
    for position, one in whole.found("typos", settings.near_sounds, finder.look, settings.remembered):
        paragraph, start = whole.place(position)
        typo = one.within(whole.text)
        end = start + len(typo.written)
        if (
            _is_likely(typo)
            and not _TRADITIONAL.search(typo.written)
            and typo.written not in right
            and len(set(typo.written)) > 1  # 季季, 村村: each and every one, whatever is counted
            and not usage.knows(whole.text, position, position + len(typo.written))
            and not _in_title(paragraph, start)
            and not _in_name(whole.text, position, position + len(typo.written), settings)
        ):
            taken.update(range(position, position + len(typo.written)))
            yield Hit(paragraph, start, end, _told(typo), severity=None if _is_sure(typo) else Severity.HINT)
    for position, wrong in whole.found(
        "idioms", "", lambda text: find_wrong_idioms(text, shipped_table()), settings.remembered
    ):
        paragraph, start = whole.place(position)
        end = position + len(wrong.written)
        right_so = (
            whole.text.count(wrong.written) > 1
            or wrong.written in right
            or _in_title(paragraph, start)
            or _in_name(whole.text, position, end, settings)
        )
        if (
            not right_so
            and not usage.knows(whole.text, position, end)
            and taken.isdisjoint(range(position, end))
        ):
            message = f"“{wrong.written}”疑为成语“{wrong.proper}”，请核对"
            yield Hit(paragraph, start, start + len(wrong.written), message)
    yield from _title_against_text(reading)


_PARTICLES = frozenset("的地得第")
"""Characters that a title and a text may differ in: 党的十九届, 党第十九届."""
_WINDOW = 5
_LONGEST_HEADLINE = 60
_LONGEST_TEXT = 200_000
"""Characters of the title, and of the text that it is held against."""


def _title_against_text(reading: Reading) -> Iterator[Hit]:
    """A character of the title that the text writes with another of the same sound: 整祖 above, 整组 below."""
    title = next(reading.of_kind(Kind.TITLE), None)
    if title is None:
        return
    from wengao.review.typos.table import shipped_table

    text = _BETWEEN.join(paragraph.text for paragraph in reading.of_kind(*PROSE))[:_LONGEST_TEXT]
    for start in range(min(len(title.text), _LONGEST_HEADLINE) - _WINDOW + 1):
        window = title.text[start : start + _WINDOW]
        if window in text or not all("\u4e00" <= char <= "\u9fff" for char in window):
            continue
        for at in range(1, _WINDOW - 1):
            found = re.search(f"{window[:at]}([\u4e00-\u9fff]){window[at + 1 :]}", text)
            particle = found is not None and not _PARTICLES.isdisjoint((window[at], found[1]))
            if found and not particle and shipped_table().sound_alike(window[at], found[1]):
                message = f"标题里是“{window}”，正文里是“{found[0]}”，请核对“{window[at]}”"
                yield Hit(title, start, start + _WINDOW, message)
                return


def _is_likely(typo: Typo) -> bool:
    from wengao.review.typos.finder import LEAST

    return typo.odds >= LEAST


def _is_sure(typo: Typo) -> bool:
    from wengao.review.typos.finder import SURE

    return typo.odds >= SURE


def _told(typo: Typo) -> str:
    now = f"“{typo.written}”只见过{typo.was_seen}次" if typo.was_seen else f"“{typo.written}”没有见过"
    return f"“{typo.written}”疑为“{typo.proper}”：在这样的上下文里，公文中“{typo.proper}”见过{typo.seen}次，{now}，请核对"


def _right_words(settings: ReviewSettings) -> frozenset[str]:
    """Words that are right however rare: the shipped ones, and those that the unit's list takes off."""
    taken_off = (word for word, right in settings.words.items() if not right)
    return frozenset((*review_data("typos.toml")["right"], *taken_off))


def _in_title(paragraph: Paragraph, start: int) -> bool:
    """Whether a word stands in 《》: titles have words of their own."""
    opening = paragraph.text.rfind("《", max(0, start - _LONGEST_TITLE), start)
    return opening != -1 and "》" not in paragraph.text[opening:start]


_LONGEST_TITLE = 60
"""Characters before a word in which 《 may stand."""


def _in_name(text: str, first: int, last: int, settings: ReviewSettings) -> bool:
    """Whether text[first:last] is part of a name that the unit has on its lists."""
    roster = (holder.name for holder in settings.lists.roster)
    for name in (*settings.own.names, *roster):
        start = text.find(name, max(0, first - len(name) + 1), last + len(name) - 1)
        if name and start != -1:
            return True
    return False


@rule(
    "STY-14",
    "不漏字、不重写词语",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "要深入学习贯党的二十大精神。\n",
        "要不断满足人民日益增长的美好生活需，办好实事办好实事。\n",
        "各地要高度重视高度重视安全生产工作。\n",
        "要认真贯彻落实认真贯彻落实会议精神。\n",
        "要认真学习贯落实上级会议精神。\n",
        "要建立健全长机效制，巩固整治成果。\n",
    ),
    passes=(
        "要深入学习贯彻党的二十大精神。\n",
        "要坚持问题导向，一项一项抓，一件一件办。\n",
        "年年植树，时时放心，户户通电。\n",
        "对他们的工作作相应的调整，支持马来亚人民。\n",
        "连战连胜，步步为营，各美其美，美美与共。\n",
        "福建建宁县今年修改立法法的配套办法。\n",
        "楼宇郁郁葱葱，游人络绎不绝，他娓娓道来。\n",
        "始终与人民心心相印，一座座城市拔地而起，一批批青年返乡创业。\n",
        "仅仅靠一个部门不够，医院、学校等等都要参加，还有很多很多事要做。\n",
        "相信中国经济会有更好发展，组织实施相应响应措施，祝老年人健康长寿，双方都应尊重彼此的选择，市委组织展陈设计。\n",
        "交警中队中队长当事人也可以以口头形式申请。\n",
        "打击了俄罗斯罗斯托夫的工厂，开展和平安全和维和维稳合作，国务总理到任。\n",
    ),
    yields=True,
)
def slip(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A word written twice, a character that nearly always stands there and does not, and two that changed places."""
    from wengao.review.typos.own_counts import own_usage
    from wengao.review.typos.slips import find_slips
    from wengao.review.typos.table import shipped_table

    whole = _Whole.of(reading)
    table, usage = shipped_table(), own_usage(settings.own_counts)
    for position, found in whole.found(
        "slips", "", lambda text: find_slips(text, table), settings.remembered
    ):
        paragraph, start = whole.place(position)
        end = start + found.end - found.start
        known = usage.knows(whole.text, position, position + end - start)
        if end > len(paragraph.text) or known or _in_title(paragraph, start):
            continue
        said = paragraph.text[start:end]
        missing = not (found.doubled or found.turned)
        severity = Severity.HINT if missing else None
        yield Hit(paragraph, start, end, f"{_slip_told(said, found)}，请核对", severity=severity)


def _slip_told(said: str, found: Slip) -> str:
    if found.doubled:
        return f"“{said}”写重了，疑为“{found.proper}”"
    if found.turned:
        return f"“{said}”的字序疑有误，常见的是“{found.proper}”"
    return f"“{said}”疑漏字，常见的是“{found.proper}”"


RULES = (mistaken_word, slip)
