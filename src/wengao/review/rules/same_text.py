"""CON: names, meetings and references that must agree within one text, no list needed."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from wengao.language.names import find_people
from wengao.language.numerals import chinese_numeral, numeral_value
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Hit, rule
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_SHORTEST_NAME = 3
_MOST_NAMES = 300
"""Different names that are compared with one another; a list of delegates has names that differ by a character."""
_NAME_LIST = 6
"""Names in one paragraph from which it is a list, in which likeness is chance."""


@rule(
    "CON-11",
    "人名、会议名前后一致",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "县委书记沈致远主持会议。会上，县委书记沈志远作了讲话。\n",
        "# 在全市民兵整组工作推进会上的讲话\n\n今天，我们召开全市民兵训练工作会议，主要任务是部署工作。\n",
        "县长林建山主持会议，县长林见山通报了情况。\n",
        "县长梁启明出席会议并讲话。\n\n梁启铭强调，要压实责任。\n",
        "市水利局局长何静文通报情况。何文静指出，要守好堤。\n",
        "副县长周立峰主持会议。\n\n县长周立峰逐一点评。\n",
        "开展“清风行动”。要把“清风行动”抓实。“清风专项行动”取得成效。\n",
        "市人武部部长顾清源主持，市人武部政委顾清源作总结。\n",
    ),
    passes=(
        "县委书记沈致远主持会议。会上，县委书记沈致远作了讲话。\n",
        "# 在全市民兵整组工作推进会上的讲话\n\n今天，我们召开全市民兵整组工作推进会，主要任务是部署工作。\n",
        "县委书记沈致远、县长沈志和出席。\n",
        "# 在推进会上的讲话\n\n去年，我们召开全市民兵训练工作会议。\n",
        "副县长周立峰主持会议。周立峰说，要抓紧。县长周立新强调，要抓实。\n",
        "县委副书记、县长梁启明讲话。县长梁启明强调，要抓实。\n",
        "市委书记林见山、市长顾清和出席会议，市委书记、市人大常委会主任林见山讲话。\n",
    ),
)
def differing_names(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A name one character off another with its post, two rival posts of one person, a meeting or action by another name."""
    yield from _people(reading)
    yield from _deputies(reading)
    yield from _meeting(reading)
    yield from _actions(reading)


_LAST_WORDS = (
    "书记",
    "市长",
    "县长",
    "区长",
    "省长",
    "主任",
    "局长",
    "厅长",
    "部长",
    "主席",
    "政治委员",
    "政委",
    "司令员",
    "参谋长",
    "镇长",
    "乡长",
    "院长",
    "校长",
    "董事长",
    "经理",
    "处长",
    "科长",
    "站长",
    "队长",
)
_POST_BEFORE = Pattern(rf"(?P<post>(?:[\u4e00-\u9fff]{{1,8}}?)?(?:{'|'.join(_LAST_WORDS)}))$")
_LONGEST_POST = 12


def _people(reading: Reading) -> Iterator[Hit]:
    """People whose post is told: the same post with a name that differs by a character, and rival posts of one person."""
    known: dict[str, tuple[str, Paragraph]] = {}
    for paragraph in reading.of_kind(*_WHERE):
        mentions = find_people(paragraph.text)
        if len(mentions) >= _NAME_LIST:
            continue
        for mention in mentions:
            post = _post_before(paragraph.text, mention.start)
            if len(mention.text) < _SHORTEST_NAME or not post or len(known) >= _MOST_NAMES:
                continue
            earlier = known.setdefault(mention.text, (post, paragraph))
            if earlier[0] != post and _rival_posts(earlier[0], post):
                message = f"“{mention.text}”前面是{earlier[0]}，这里是{post}，请核对"
                yield Hit(paragraph, mention.start - len(post), mention.end, message)
    yield from _misspelt(reading, known)


def _deputies(reading: Reading) -> Iterator[Hit]:
    """A deputy who is called the head later on: 副县长周立峰, then 县长周立峰."""
    deputies: dict[str, str] = {}
    for paragraph in reading.of_kind(*PROSE):
        text = paragraph.text
        if _APPOINTS.search(text):
            return
        for name, post in deputies.items():
            start = text.find(post + name)
            if start != -1 and text[start - 1 : start] != "副":
                message = f"“{name}”前面是副{post}，这里是{post}，请核对"
                yield Hit(paragraph, start, start + len(post + name), message)
        for mention in find_people(text) if "副" in text and len(deputies) < _MOST_NAMES else ():
            match = _DEPUTY.search(text[max(0, mention.start - _LONGEST_POST) : mention.start])
            if match is not None and match["post"] + mention.text not in text.replace(
                match[0] + mention.text, ""
            ):
                deputies.setdefault(mention.text, match["post"])


_DEPUTY = Pattern(rf"副(?P<post>{'|'.join(_LAST_WORDS)})$")
_APPOINTS = Pattern("任命|当选|选举|担任|兼任|代理|历任|曾任")
"""Where somebody is given a post he may well have two."""


def _misspelt(reading: Reading, known: dict[str, tuple[str, Paragraph]]) -> Iterator[Hit]:
    """Names one character away from a known one that stand after its post, or before the last word of it (沈志远书记)."""
    first = {name: place for place, name in enumerate(known)}
    others = _named_with_another_post(reading) if known else frozenset()
    patterns = [(name, post, where, _variants(name, post)) for name, (post, where) in known.items()]
    for paragraph in reading.of_kind(*_WHERE) if patterns else ():
        for name, post, where, pattern in patterns:
            if name[0] not in paragraph.text:
                continue
            for match in pattern.finditer(paragraph.text):
                said = match["after"] or match["before"] or match["alone"]
                if match["alone"] and said in others:
                    continue
                # Of two known names the one that came first is held to be right.
                if said == name or first.get(said, len(first)) < first[name]:
                    continue
                start = match.start(match.lastgroup or 0)
                message = f"前面{post}是“{name}”（第 {reading.line(where)} 行），这里是“{said}”，请核对"
                yield Hit(paragraph, start, start + len(said), message)


def _named_with_another_post(reading: Reading) -> frozenset[str]:
    """The names that stand behind a post of any kind somewhere: those are people of their own."""
    return frozenset(
        mention.text
        for paragraph in reading.of_kind(*_WHERE)
        for mention in find_people(paragraph.text)
        if _ANY_POST.search(paragraph.text[max(0, mention.start - 2) : mention.start])
    )


_ANY_POST = Pattern("[长记任席员委师手授者家人][ \u3000]?$")


def _variants(name: str, post: str) -> re.Pattern[str]:
    """The pattern of a name with any one character but the surname replaced, beside its post or where its bearer speaks."""
    forms = "|".join(
        f"{re.escape(name[:at])}[\u4e00-\u9fff]{re.escape(name[at + 1 :])}" for at in range(1, len(name))
    )
    if len(name) == _SHORTEST_NAME:
        forms += f"|{re.escape(name[0] + name[:0:-1])}"  # 何文静 for 何静文
    ending = next(end for end in _LAST_WORDS if post.endswith(end))
    return re.compile(
        rf"(?<!副){re.escape(post)}[ \u3000]?(?P<after>{forms})|(?P<before>{forms})(?={ending})"
        rf"|(?:^|(?<=[。；，]))(?P<alone>{forms})(?=强调|指出|要求|表示|说[，：]|一行|在讲话中|介绍[说，]|主持|出席|讲话)"
    )


def _post_before(text: str, start: int) -> str:
    """The post right before a name: 县委书记, 市人武部政委; empty where there is none or it is a deputy's."""
    before = text[max(0, start - _LONGEST_POST) : start].rstrip("\u3000 ")
    for mark in ("，", "。", "、", "由", "和", "会上", "请"):
        before = before.rpartition(mark)[2]
    match = _POST_BEFORE.search(before)
    return "" if match is None or "副" in match["post"] else match["post"]


def _rival_posts(one: str, other: str) -> bool:
    """Whether two posts are of one organ and cannot be one person's: 市人武部部长, 市人武部政委."""
    ends = [next((end for end in _RIVALS if post.endswith(end)), "") for post in (one, other)]
    organs = [post.removesuffix(end) for post, end in zip((one, other), ends, strict=True)]
    return bool(all(ends) and ends[0] != ends[1] and organs[0] == organs[1] and len(organs[0]) > 1)


_RIVALS = ("部长", "政治委员", "政委", "参谋长", "司令员", "局长", "主任", "院长")

_MEETING_OF_TITLE = Pattern(
    r"在(?P<name>[\u4e00-\u9fff“”]{4,30}会(?:议)?)(?:暨[\u4e00-\u9fff“”]{2,30})?(?:上|结束时)的"
)
_MEETING_NOW = Pattern(
    r"(?:今天|今日|这次|刚才)[，,]?(?:我们)?(?:在这里)?(?:隆重)?(?:召开|举行)(?:的)?(?P<name>[\u4e00-\u9fff“”]{4,30}会议?)(?=[，。；])"
)
_KIND_OF_MEETING = Pattern(
    r"(?:工作)?(?:推进|动员|部署|总结|表彰|座谈|现场|调度|视频|电视电话|动员部署|暨)*(?:大会|会议|会)$"
)
_LEVEL = Pattern("^(?:全[省市县区镇国]|[省市县区]|这次)")


def _meeting(reading: Reading) -> Iterator[Hit]:
    named = _MEETING_OF_TITLE.search(reading.title)
    if named is None:
        return
    core = _core(named["name"])
    for paragraph in reading.of_kind(*PROSE):
        for match in _MEETING_NOW.finditer(paragraph.text):
            other = _core(match["name"])
            if len(core) > 1 and len(other) > 1 and core not in other and other not in core:
                message = f"标题里是“{named['name']}”，这里是“{match['name']}”，请核对会议名称"
                yield Hit(paragraph, match.start("name"), match.end("name"), message)


def _core(meeting: str) -> str:
    """What a meeting is about: 民兵整组 of 全市民兵整组工作推进会."""
    return _LEVEL.sub("", _KIND_OF_MEETING.sub("", meeting))


_ACTION = Pattern(r"“(?P<name>[\u4e00-\u9fff]{2,12}(?:行动|工程|计划|活动))”")
_KIND_OF_ACTION = Pattern("专项|专题|主题|系列|整治|攻坚")


def _actions(reading: Reading) -> Iterator[Hit]:
    """Actions in quotation marks that differ only in a word like 专项; the rarer one is told."""
    places: dict[str, list[tuple[Paragraph, int, int]]] = {}
    for paragraph in reading.of_kind(*_WHERE):
        for match in _ACTION.finditer(paragraph.text):
            places.setdefault(match["name"], []).append((paragraph, match.start("name"), match.end("name")))
    counts = Counter({name: len(found) for name, found in places.items()})
    usual: dict[str, str] = {}
    for name, _ in counts.most_common():
        bare = _KIND_OF_ACTION.sub("", name)
        other = usual.setdefault(bare, name)
        if other != name and counts[other] > 1 and counts[name] == 1:
            paragraph, start, end = places[name][0]
            yield Hit(paragraph, start, end, f"前面是“{other}”，这里是“{name}”，请统一")


_PART_REFERENCE = Pattern(
    r"(?:详见|参见|见|前面|上面|按照?|如)(?:本文|本方案|前文|上文|本报告)?(?P<at>第(?P<number>[一二三四五六七八九十]{1,2})(?:部分|章|大部分))"
)
_RUN_IN = 2
"""Parts that a text may have without headings that are known as such."""
_PROMISED = Pattern(
    r"[“‘](?P<count>[二两三四五六七八九十])个(?P<word>[\u4e00-\u9fff]{2})[”’](?P<gap>[\u4e00-\u9fff]{0,6}[：:，,]|(?:要求)?[：:])(?P<items>[^。！？\n]{4,200})"
)


@rule(
    "CON-12",
    "几个什么就有几项，参见的部分确有其处",
    Severity.WARNING,
    Basis.PRACTICE,
    fails=(
        "坚持“三个聚焦”，聚焦主责、聚焦主业。\n",
        "提出“四个到位”要求：认识到位、责任到位、措施到位。\n",
        "# 讲话\n\n## 甲\n\n上述问题详见第六部分。\n\n## 乙\n\n好。\n",
        "做到“五个坚持”：坚持党建引领、坚持问题导向、坚持系统观念、坚持底线思维。\n",
    ),
    passes=(
        "坚持“两个聚焦”，聚焦主责、聚焦主业。\n",
        "提出“四个到位”要求：认识到位、责任到位、措施到位、保障到位。\n",
        "# 讲话\n\n## 甲\n\n上述问题详见第二部分。\n\n## 乙\n\n好。\n",
        "坚定“四个自信”，自信自强、守正创新。\n",
        "详见《报告》第六部分。\n",
    ),
)
def promised_words(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """“三个聚焦” with two of them, and a part that a reference names and the text has not."""
    parts = sum(1 for paragraph in reading.of_kind(Kind.HEADING) if paragraph.level == 2)
    for paragraph in reading.of_kind(*PROSE):
        for match in _PROMISED.finditer(paragraph.text):
            items = match["items"].count(match["word"])
            promised = numeral_value(match["count"]) or 0
            if (
                1 < items != promised
                and abs(items - promised) <= 2
                and _lists_them(match["items"], match["word"])
            ):
                told = "两" if items == 2 else chinese_numeral(items)
                message = f"这里说“{match['count']}个{match['word']}”，后面列了{told}项，请核对"
                yield Hit(paragraph, match.start("count"), match.end("word"), message)
        for match in _PART_REFERENCE.finditer(paragraph.text):
            number = numeral_value(match["number"]) or 0
            before = paragraph.text[max(0, match.start() - 20) : match.start()]
            if number > max(parts, _RUN_IN) and "》" not in before:
                have = f"只有{chinese_numeral(parts)}个部分" if parts else "没有分部分"
                message = f"全文{have}，没有“{match['at']}”，请核对"
                yield Hit(paragraph, match.start("at"), match.end("at"), message)


def _lists_them(items: str, word: str) -> bool:
    """Whether every item of a list has the word, at one and the same end."""
    listed = [
        item.strip("“”，、 ")
        for item in items.replace("，", "、").replace("；", "、").split("、")
        if item.strip()
    ]
    having = [item for item in listed if word in item]
    at_end, at_start = (
        all(item.endswith(word) for item in having),
        all(item.startswith(word) for item in having),
    )
    return len(having) >= len(listed) - 1 and (at_end or at_start)


RULES = (differing_names, promised_words)
