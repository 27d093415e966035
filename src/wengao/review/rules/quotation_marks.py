"""PUN: marks that come in pairs. GB/T 15834-2011 4.8 引号, 4.9 括号, 4.15 书名号."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_CLOSING = {"“": "”", "《": "》", "〈": "〉", "（": "）", "〔": "〕", "「": "」", "『": "』", "‘": "’"}
_OPENING = {closing: opening for opening, closing in _CLOSING.items()}
_MARK = Pattern("[“”《》〈〉（）〔〕「」『』‘’]")
_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.QUOTATION)
_DEEPEST = 8
_BROKEN_LINES = 3
_LINES_OF_HISTORY = 12
"""Paragraphs that a bracket goes on over: the dates below the title of a law, a line each."""
_QUOTED_LINES = 60
"""Paragraphs that a quotation goes on over which is announced (修改为：“…) or opens its paragraph: articles of a law."""
_NUMBER_BEFORE = Pattern(r"(?:^|[。；：，\s])[\dA-Za-z一二三四五六七八九十]{1,3}$")


@dataclass(frozen=True, slots=True)
class _Open:
    mark: str
    position: int


@dataclass(frozen=True, slots=True)
class _Pairs:
    """The marks of a paragraph. nested: positions of a mark inside another of its kind, with where it closes."""

    unpaired: tuple[int, ...]
    nested: tuple[tuple[int, int], ...]


def _pairs(text: str) -> _Pairs:
    """One walk over the marks; looks back at most a few open ones, so time is in proportion to the length."""
    opened: list[_Open] = []
    unpaired: set[int] = set()
    nested: list[tuple[int, int, int]] = []
    for match in _MARK.finditer(text):
        char, position = match[0], match.start()
        if char in _CLOSING:
            opened.append(_Open(char, position))
            continue
        depth = _last_open(opened, _OPENING[char])
        if depth is None:
            unpaired.add(position)
            continue
        unpaired |= {each.position for each in opened[depth + 1 :]}
        outer = _last_open(opened[max(0, depth - _DEEPEST) : depth], opened[depth].mark)
        if outer is not None:
            nested.append(
                (opened[max(0, depth - _DEEPEST) + outer].position, opened[depth].position, position)
            )
        del opened[depth:]
    unpaired |= {each.position for each in opened}
    closed = tuple((start, end) for outside, start, end in nested if outside not in unpaired)
    return _Pairs(tuple(sorted(unpaired)), closed)


def _last_open(opened: list[_Open], mark: str) -> int | None:
    """Where among the last few open marks `mark` stands."""
    for depth in range(len(opened) - 1, max(-1, len(opened) - 1 - _DEEPEST), -1):
        if opened[depth].mark == mark:
            return depth
    return None


@rule(
    "PUN-2",
    "引号、括号、书名号成对，套用时内外有别",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        "坚持“四下基层，走到群众中去。\n",
        "落实《实施意见，抓好工作。\n",
        "大力弘扬”钉钉子“精神。\n",
        "他说：“要把“最后一公里”打通。”\n",
        "全部达标（含街道。\n",
        "## 推动“双拥共建走深走实\n",
    ),
    passes=(
        "三、将第八条修改为：“有下列情形之一的：\n\n（一）未按时报送的；\n\n（二）弄虚作假的；\n\n（三）逾期不改的；\n\n（四）其他情形。”\n",
        "二、将第九条修改为：“逾期不报的，责令改正。\n\n“情节严重的，予以通报。\n\n“再次逾期的，约谈负责人。”\n\n三、本决定自公布之日起施行。\n",
        "坚持“四下基层”，走到群众中去。\n",
        "他说：“要把‘最后一公里’打通。”\n",
        "1）摸清底数；2）建好台账。\n",
        "“这一段引文很长。\n\n“这里才结束。”\n",
        "三、将第八条修改为：“逾期不报的，给予警告。\n\n“情节严重的，处以罚款。”\n",
        "Don’t worry，按计划推进。\n",
        '坚持“政府引导、市场运作"。\n',
        "各县（市、区)都要落实。\n",
        "（2009年10月公布\n\n2012年修订\n\n2016年修订\n\n2020年修订\n\n2022年修订）\n",
        "根据《\n\n国防动员法\n\n》第五条，抓好落实。\n",
    ),
)
def unpaired_mark(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A mark whose other half is missing, and “…“…”…”; a quotation may open anew with each paragraph."""
    paragraphs = tuple(reading.of_kind(*_WHERE))
    marks = [_pairs(paragraph.text) for paragraph in paragraphs]
    across = _paired_across(paragraphs, marks)
    for index, (paragraph, pairs) in enumerate(zip(paragraphs, marks, strict=True)):
        text = paragraph.text
        for position in pairs.unpaired:
            if (
                (index, position) not in across
                and not _stands_alone(text, position)
                and not _pairs_with_half_width(text, position)
            ):
                other = _CLOSING.get(text[position]) or _OPENING[text[position]]
                message = f"“{text[position]}”没有与它成对的“{other}”，请补上或删去"
                yield Hit(paragraph, position, position + 1, message)
        for start, end in pairs.nested:
            if text[start] == "“":
                yield Hit(paragraph, start, end + 1, "引号里面再用引号，里层请用‘’")


def _paired_across(paragraphs: tuple[Paragraph, ...], marks: list[_Pairs]) -> set[tuple[int, int]]:
    """The unpaired marks whose other half stands a few paragraphs on: a line broken inside a title, a long quotation."""
    found: set[tuple[int, int]] = set()
    opened: dict[str, tuple[int, int]] = {}
    for index, (paragraph, pairs) in enumerate(zip(paragraphs, marks, strict=True)):
        opening = opened.get("“")
        if opening is not None and 0 not in pairs.unpaired and _CLOSES_ANEW.match(paragraph.text):
            del opened["“"]
            if index - opening[0] <= _reach("”", paragraphs, opening):
                found.add(opening)
        for position in pairs.unpaired:
            mark = paragraph.text[position]
            if mark in _CLOSING:
                if not (
                    position == 0 and mark == "“" and mark in opened
                ):  # the quotation goes on, opened anew
                    opened[mark] = (index, position)
                continue
            opening = opened.pop(_OPENING[mark], None)
            if opening is not None and 0 < index - opening[0] <= _reach(mark, paragraphs, opening):
                found |= {opening, (index, position)}
    return found


_CLOSES_ANEW = Pattern("“.*”[。；，]?$")
"""The last paragraph of a long quotation, which opens it anew as each before it does, and closes it."""


def _reach(mark: str, paragraphs: tuple[Paragraph, ...], opening: tuple[int, int]) -> int:
    """How many paragraphs below its other half a closing mark may stand."""
    if mark == "）":
        return _LINES_OF_HISTORY
    before = paragraphs[opening[0]].text[: opening[1]].rstrip()
    return _QUOTED_LINES if mark == "”" and (not before or before[-1] in "：:") else _BROKEN_LINES


def _pairs_with_half_width(text: str, position: int) -> bool:
    """Whether the other half is there in half width, which PUN-1 tells: “甲", （乙)."""
    mark = text[position]
    other = _HALF_WIDTH.get(mark)
    if other is None:
        return False
    if mark in _CLOSING:
        return other in text[position + 1 : position + _LONGEST_PAIR]
    return other in text[max(0, position - _LONGEST_PAIR) : position]


_HALF_WIDTH = {"“": '"', "”": '"', "（": ")", "）": "(", "‘": "'", "’": "'"}
_LONGEST_PAIR = 120
"""Characters between the two marks of a pair, of which one is half-width."""


def _stands_alone(text: str, position: int) -> bool:
    """Whether a mark may stand without its other half: 1）, an apostrophe, a quotation that runs on."""
    mark = text[position]
    if mark == "）":
        return bool(_NUMBER_BEFORE.search(text[max(0, position - 4) : position]))
    if mark == "’":
        return text[position - 1 : position].isascii()
    return mark == "“" and position == 0


@rule(
    "PUN-3",
    "书名号里面再用书名号，里层用〈〉",
    Severity.ERROR,
    Basis.NATIONAL,
    fails=(
        "印发《关于贯彻《征兵工作条例》的通知》。\n",
        "学习《读《实践论》》一文。\n",
        "## 落实《关于印发《规划》的通知》\n",
        "转发《关于修改《办法》的决定》和《细则》。\n",
    ),
    passes=(
        "印发《关于贯彻〈征兵工作条例〉的通知》。\n",
        "学习《实践论》《矛盾论》。\n",
        "落实《规划》（见《通知》）。\n",
        "《关于修改〈实施《档案法》办法〉的决定》已经印发。\n",
    ),
    alone=True,
)
def nested_title(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """《…《…》…》 is 《…〈…〉…》."""
    for paragraph in reading.of_kind(*_WHERE):
        text = paragraph.text
        for start, end in _pairs(text).nested if text.count("《") > 1 else ():
            # 《…〈…《…》…〉…》: the marks go by turns.
            turned = text.rfind("〈", 0, start) > text.rfind("〉", 0, start)
            if text[start] == "《" and not turned:
                message = f"书名号里面的“{text[start : end + 1]}”应写作“〈{text[start + 1 : end]}〉”"
                yield Hit(paragraph, start, end + 1, message)


_LONGEST_ITEM = 80
_MOST_ITEMS = 8
_NEXT_STOP = Pattern(r"(?P<words>[^，。；、！？：\n]{0,30})、")
_BETWEEN = Pattern(r"(?<=》)、(?=《)|(?<=”)、(?=“)")


@rule(
    "PUN-4",
    "并列的书名号、引号之间不用顿号",
    Severity.HINT,
    Basis.NATIONAL,
    fails=(
        Example("学习《条例》、《规定》。\n", "学习《条例》《规定》。\n"),
        Example("推行“一网通办”、“一窗受理”。\n", "推行“一网通办”“一窗受理”。\n"),
        Example("落实《甲》、《乙》、《丙》要求。\n", "落实《甲》《乙》《丙》要求。\n"),
        Example("### 打造“红色武装”、“平安武装”\n", "### 打造“红色武装”“平安武装”\n"),
    ),
    passes=(
        "学习《条例》《规定》。\n",
        "学习《条例》（修订版）、《规定》。\n",
        "推行“一网通办”改革、“一窗受理”模式。\n",
        "办好“春光里”、“清川之夏”消费季、美食节。\n",
    ),
    alone=True,
)
def stop_between_titles(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """《甲》、《乙》 is 《甲》《乙》 (GB/T 15834-2011 4.5.3.5)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _BETWEEN.finditer(paragraph.text):
            if _in_mixed_list(paragraph.text, match.start()):
                continue
            what = "书名号" if paragraph.text[match.start() - 1] == "》" else "引号"
            message = f"并列的{what}之间通常不用顿号，请删去“、”"
            yield Hit(paragraph, match.start(), match.end(), message, "")


def _in_mixed_list(text: str, stop: int) -> bool:
    """Whether items without marks stand in the same list, or words of their own between: “甲”节、“乙”季、丙会."""
    closing = text[stop - 1]
    return _leads_back(text, stop, _OPENING[closing], closing) or _leads_on(
        text, stop, _OPENING[closing], closing
    )


def _leads_back(text: str, stop: int, opening: str, closing: str) -> bool:
    """Whether an item without marks stands before, item by item backwards."""
    for _ in range(_MOST_ITEMS):
        start = text.rfind(opening, max(0, stop - _LONGEST_ITEM), stop)
        if start < 2 or text[start - 1] != "、":
            return False
        if text[start - 2] != closing:
            return True
        stop = start - 1
    return False


def _leads_on(text: str, stop: int, opening: str, closing: str) -> bool:
    """Whether an item without marks stands after, item by item forwards."""
    for _ in range(_MOST_ITEMS):
        end = text.find(closing, stop, stop + _LONGEST_ITEM)
        if end == -1:
            return False
        if text[end + 1 : end + 3] == f"、{opening}":
            stop = end + 1
            continue
        following = _NEXT_STOP.match(text, end + 1)
        return following is not None and not following["words"].startswith("等")
    return False


_TITLED = Pattern(r"《(?P<name>[^《》\n]{2,60})》")


@cache
def _meeting_endings() -> tuple[str, ...]:
    return tuple(review_data("punctuation.toml")["meetings"]["endings"])


@cache
def _works() -> tuple[str, ...]:
    return tuple(review_data("punctuation.toml")["meetings"]["works"])


_IS_WORK = Pattern(
    r"(?:[（(][^（）()\n]{1,12}[）)])?(?:白皮书|一书|一文|系列|节目|栏目|专题片|纪录片|图书|画册|特刊|专栏|文章|评论|社论|启播|播出|第[一二三四五六七八九十\d]{1,3}[集季])"
)
_LEADS_TO_WORK = Pattern(
    r"(?:节目|栏目|专题片|纪录片|白皮书|文章|著作|图书|题为|题目是|评论|社论|播出|播放|收看|发表|第[一二三四五六七八九十\d]{1,3}集)[的了：]?$"
)
_BEFORE_WORK = 8
"""Characters before 《 in which a word may say that a work follows."""


@rule(
    "PUN-9",
    "会议、活动的名称不用书名号",
    Severity.WARNING,
    Basis.NATIONAL,
    fails=(
        "召开《全市征兵工作会议》。\n",
        "开展《清风护航行动》。\n",
        "举办《国防知识论坛》。\n",
        "参加《军事日活动》。\n",
    ),
    passes=(
        "印发《全市征兵工作会议纪要》。\n",
        "召开“清风护航”行动部署会。\n",
        "落实《专项行动方案》。\n",
        "收看《中国诗词大会》。\n",
        "总台发布《2023年春节戏曲晚会》创新亮点。\n",
        "发布《携手构建人类命运共同体：中国的倡议与行动》白皮书。\n",
        "大型文化节目《清川书法大会》（第二季）今天启播。\n",
    ),
    alone=True,
)
def titled_meeting(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """《…》 round a meeting or a campaign (GB/T 15834-2011 附录 A.13)."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _TITLED.finditer(paragraph.text):
            name = match["name"]
            if (
                name.endswith(_meeting_endings())
                and not name.endswith(_works())
                and not _SHOW.match(name)
                and not _IS_WORK.match(paragraph.text, match.end())
                and not _BROADCAST.search(paragraph.text)
                and not _LEADS_TO_WORK.search(
                    paragraph.text[max(0, match.start() - _BEFORE_WORK) : match.start()]
                )
            ):
                message = f"“{name}”是会议或活动的名称，不用书名号，可改用引号或不加标点"
                yield Hit(paragraph, match.start(), match.end(), message)


_SHOW = Pattern(
    r"(?:20\d{2}年)?[\u4e00-\u9fff]{0,8}(?:春节|元宵|中秋|跨年|新年|戏曲|七夕|端午)[\u4e00-\u9fff]{0,6}晚会$"
)
"""A show on the air: 2023年春节戏曲晚会."""
_BROADCAST = Pattern("播出|播映|频道|收视|热映|直播")
"""What is on the air has a title: 《中国农民丰收节晚会》今晚播出."""
_FULL_STOP_INSIDE = Pattern(r"。”(?=[，、；的地。])")
_FULL_STOP_OUTSIDE = Pattern(r"(?:[说道讲]|指出|强调|写道|有言|有云)：“[^“”\n]{8,200}(?<![。！？…；，—])”。")


@rule(
    "PUN-10",
    "引文末尾的标点",
    Severity.HINT,
    Basis.NATIONAL,
    fails=(
        "坚持“人民至上、生命至上。”的理念。\n",
        "他说：“一定要把这件事办好”。\n",
        "牢记“打铁必须自身硬。”，从严要求。\n",
        "古人讲：“不以规矩，不能成方圆”。\n",
        "会议指出：“要抓好落实。”。\n",
    ),
    passes=(
        "坚持“人民至上、生命至上”的理念。\n",
        "他说：“一定要把这件事办好。”\n",
        "我们要做到“三个一”。\n",
        "市长指出：“要抓紧抓实”。\n",
        "各位同事！“天不言而四时行，地不语而百物生。”地球是我们共同的家园。\n",
    ),
    alone=True,
)
def quotation_end(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A full stop inside a quotation that is part of a sentence, or outside one that is a sentence of its own."""
    for paragraph in reading.of_kind(*_WHERE):
        for match in _FULL_STOP_INSIDE.finditer(paragraph.text):
            following = paragraph.text[match.end()]
            if following in "的地" and _opens_sentence(paragraph.text, match.start()):
                continue
            message = (
                "后引号外面的“。”是多余的，请删去"
                if following == "。"
                else "引文只是句子的一部分，引号里面末尾的“。”请删去"
            )
            yield Hit(paragraph, match.start(), match.end(), message)
        for match in _FULL_STOP_OUTSIDE.finditer(paragraph.text):
            yield Hit(paragraph, match.end() - 2, match.end(), "冒号后引的是完整的话，句号请放在后引号里面")


def _opens_sentence(text: str, end: int) -> bool:
    """Whether the quotation that ends at `end` began a sentence of its own: “……。”地球是……."""
    opening = text.rfind("“", max(0, end - _LONGEST_QUOTED), end)
    return opening == 0 or (opening > 0 and text[opening - 1] in "。！？；：”\u3000 ")


_LONGEST_QUOTED = 400
"""Characters in which the beginning of a quotation is looked for; longer ones are sentences of their own anyhow."""


RULES = (unpaired_mark, nested_title, stop_between_titles, titled_meeting, quotation_end)
