"""STY: words, set phrases and the length of sentences."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from wengao.language.genres import genres
from wengao.language.sentences import count_characters
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, rule
from wengao.review.settings import Limits, ReviewSettings, review_data
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)


@cache
def _words(own: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str] | None, dict[str, str], frozenset[str]]:
    """The pattern of all listed words, what each should be, and which of them only say a thing twice."""
    data = review_data("words.toml")
    listed = {**data["words"], **data["redundant"], **dict(own)}
    words = {wrong: right for wrong, right in listed.items() if right}
    redundant = frozenset(data["redundant"]) - {wrong for wrong, _ in own}
    if not words:
        return None, words, redundant
    longest_first = sorted(words, key=len, reverse=True)
    followed = data["followed"]
    listed_words = (
        re.escape(word) + (f"(?![{followed[word]}])" if word in followed else "") for word in longest_first
    )
    return re.compile("|".join(listed_words)), words, redundant


def is_wrong_word(word: str, own: Mapping[str, str]) -> bool:
    """Whether a word is, or holds, one that data/words.toml or the unit's own list calls wrong."""
    pattern, _, redundant = _words(tuple(own.items()))
    found = pattern.search(word) if pattern is not None else None
    return found is not None and found[0] not in redundant


@rule(
    "STY-1",
    "用词规范",
    Severity.ERROR,
    Basis.PRACTICE,
    fails=(
        Example("会议布署了下步工作。\n", "会议部署了下步工作。\n"),
        Example("我们要一如继往抓好落实。\n", "我们要一如既往抓好落实。\n"),
        Example("各项任务必需完成。\n", "各项任务必须完成。\n"),
        Example("## 建好工作台帐\n", "## 建好工作台账\n"),
        Example("这项工作涉及到多个部门。\n", "这项工作涉及多个部门。\n"),
        Example("由国动委牵头。\n", "由国动办牵头。\n", settings=ReviewSettings(words={"国动委": "国动办"})),
    ),
    passes=(
        "坚持以经济建设为中心。\n",
        "构建全链条机制。\n",
        "粮食是生活必需品。\n",
        "按排名先后公布署名文章。\n",
        Example("会议布署了下步工作。\n", settings=ReviewSettings(words={"布署": ""})),
    ),
    alone=True,
)
def wrong_word(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """The words of data/words.toml and of the unit's own list."""
    pattern, words, redundant = _words(tuple(sorted(settings.words.items())))
    for paragraph in reading.of_kind(*_WHERE) if pattern else ():
        for match in pattern.finditer(paragraph.text) if pattern else ():
            right = words[match[0]]
            severity = Severity.HINT if match[0] in redundant else None
            yield Hit.replacing(paragraph, match.start(), match.end(), right, severity)


@cache
def _set_phrases() -> re.Pattern[str]:
    return re.compile(
        "|".join(map(re.escape, sorted(review_data("phrases.toml")["phrases"], key=len, reverse=True)))
    )


_CONCRETE = Pattern(
    r"\d|[“《]|牵头|负责|每[年月季周]|年底|月底|[上下]半年|[市县区镇乡村局办](?:委|里|级|长)|[省市县区镇乡村]的?[\u4e00-\u9fff]{0,4}(?:局|办|部|院|站|所)|比如|例如"
)
_SHORTEST_EMPTY = 50
_MOSTLY = 0.4


@rule(
    "STY-2",
    "一段话要有实在内容",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "要提高政治站位，统一思想认识，增强责任感和使命感，切实加强组织领导，压实责任，狠抓落实，形成合力，久久为功，务求实效，为高质量发展提供坚强保障。\n",
        "全体同志要凝心聚力、齐心协力，统筹推进、突出重点，补齐短板、强化弱项，夯实基础、健全机制，以更高标准、更实作风再接再厉、乘势而上。\n",
        "我们要深刻认识重大意义，切实增强使命感、紧迫感，勇于担当、主动作为，攻坚克难、真抓实干，全力以赴、驰而不息，奋力开创新局面。\n",
        "要扛牢责任，传导压力，密切配合，齐抓共管，营造氛围，完善机制，常抓不懈，抓铁有痕、踏石留印，全面推进，务求实效，奋力谱写新篇章。\n",
    ),
    passes=(
        "要提高政治站位，压实责任，由县人武部牵头，6月底前完成96个站点的达标验收，逐项销号，狠抓落实，形成合力，务求实效，久久为功，确保实效。\n",
        "要提高政治站位，狠抓落实。\n",
        "去年汛期，最先赶到群众身边的是镇里的民兵。人在册、车在册、路线在图上，平时练过，所以拉得出、用得上，群众信得过。\n",
    ),
    alone=True,
)
def empty_paragraph(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
    """A paragraph of set phrases with no figure, subject, date or example."""
    for paragraph in reading.of_kind(Kind.BODY, Kind.LIST):
        text = paragraph.text
        if len(text) < _SHORTEST_EMPTY or _CONCRETE.search(text):
            continue
        covered = sum(len(match[0]) for match in _set_phrases().finditer(text))
        if covered / len(text) >= _MOSTLY:
            message = "这一段几乎都是套话，请补上数字、时间、责任主体或事例"
            yield Hit(paragraph, 0, len(text), message)


_LENGTH_OF_COUNT = 5000


@rule(
    "STY-3",
    "一个四字词不反复用",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        "要真抓实干。\n\n再说真抓实干。\n\n还要真抓实干。\n\n仍要真抓实干。\n\n更要真抓实干。\n",
        "久久为功，久久为功，久久为功，久久为功，久久为功。\n",
        Example(
            "要狠抓落实，还要狠抓落实，更要狠抓落实。\n", settings=ReviewSettings(limits=Limits(phrase=2))
        ),
        "扎实推进甲，扎实推进乙，扎实推进丙，扎实推进丁，扎实推进戊。\n",
    ),
    passes=(
        "要真抓实干，久久为功。\n",
        "真抓实干，真抓实干，真抓实干。\n",
        "民兵组织、民兵组织、民兵组织、民兵组织、民兵组织。\n",
    ),
)
def worn_phrase(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A set phrase of four characters that stands more often than the limit, which grows with the draft."""
    paragraphs = tuple(reading.of_kind(*_WHERE))
    length = sum(len(paragraph.text) for paragraph in paragraphs)
    limit = max(settings.limits.phrase, settings.limits.phrase * length // _LENGTH_OF_COUNT)
    places: dict[str, list[tuple[Paragraph, int]]] = {}
    for paragraph in paragraphs:
        for match in _set_phrases().finditer(paragraph.text):
            if len(match[0]) == 4:
                places.setdefault(match[0], []).append((paragraph, match.start()))
    for phrase, found in places.items():
        if len(found) > limit:
            paragraph, start = found[limit]
            message = f"“{phrase}”全稿用了{len(found)}次，请换用别的说法"
            yield Hit(paragraph, start, start + len(phrase), message)


_CLAUSES = Pattern(r"[^。！？；：!?;\n]+[。！？；：!?;]?[”’）》]*")
_PAUSE = Pattern("[，、,]")
_TOO_LONG_ANYWAY = 2.5
_BREATHLESS = (
    "要把贯彻落实上级关于加强基层国防动员规范化建设的决策部署与推动本地区经济社会高质量发展的各项具体任务"
)


@rule(
    "STY-4",
    "句子不过长",
    Severity.HINT,
    Basis.PRACTICE,
    fails=(
        f"各级各部门{_BREATHLESS}紧密结合起来，统一研究、统一部署、统一检查、统一考核，确保两手抓、两促进。\n",
        Example(f"同志们{_BREATHLESS}统筹起来考虑。\n", settings=ReviewSettings(genre="讲话")),
        "各级各部门" + "要认真对照任务清单逐项抓好整改落实，" * 12 + "确保完成。\n",
        Example(
            "要抓落实，马上就抓，一抓到底，再抓一次，抓出成效。\n",
            settings=ReviewSettings(genre="通知", limits=Limits(sentence=8)),
        ),
    ),
    passes=(
        "各级要认真对照清单抓好落实。\n",
        Example(f"同志们{_BREATHLESS}统筹起来考虑。\n", settings=ReviewSettings(genre="工作总结")),
        "各级要" + "逐项对照任务清单抓好整改，" * 7 + "确保完成。\n",
        "要抓好四件事：" + "；".join(["逐项对照任务清单抓好整改"] * 6) + "。\n",
    ),
    optional=True,
    alone=True,
)
def long_sentence(reading: Reading, settings: ReviewSettings) -> Iterator[Hit]:
    """A sentence over the limit in 字 with a long stretch that has no pause, or far over it; the longest is named.

    What ； or ： ends counts by itself. Spoken genres have the lower limits. A sentence made of short steps may be long.
    """
    genre = genres().find(reading.genre) if reading.genre else None
    spoken = genre is not None and not genre.written
    limits = settings.limits
    limit = limits.spoken_sentence if spoken else limits.sentence
    stretch = limits.spoken_stretch if spoken else limits.stretch
    for paragraph in reading.of_kind(Kind.BODY, Kind.LIST):
        if len(paragraph.text) <= limit:
            continue
        long = [
            (length, match)
            for match in _CLAUSES.finditer(paragraph.text)
            if len(match[0]) > limit
            and (length := count_characters(match[0])) > limit
            and (length > _TOO_LONG_ANYWAY * limit or _longest_stretch(match[0]) > stretch)
        ]
        length, longest = max(long, key=lambda each: each[0], default=(0, None))
        if longest is not None:
            where = "口播" if spoken else "书面"
            message = f"这句话{length}字，超过{where}的{limit}字，停顿又少，请断成几句"
            yield Hit(paragraph, longest.start(), longest.end(), message)


def _longest_stretch(sentence: str) -> int:
    """The most 字 in a row without a pause."""
    return max(map(count_characters, _PAUSE.split(sentence)))


RULES = (wrong_word, empty_paragraph, worn_phrase, long_sentence)
