"""How well a passage fits a section: features that can be named, and the probability that it belongs.

The weights are fitted on judged sections by benchmarks/fit.py and stand in data/fit.json; nobody writes them by hand.
Everything is told from texts: the section's heading, hint and place in the draft, the passage's own heading and wording.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from math import exp, log
from typing import TYPE_CHECKING, Any

from wengao.language.aims import (
    aims,
    aims_of_heading,
    aims_of_text,
    first_words,
    likeness,
    served,
    without_topic,
)
from wengao.language.genres import family_of, serves
from wengao.language.moods import moods_of
from wengao.language.pairs import pairs
from wengao.language.roles import are_near
from wengao.language.sentences import count_characters, sentences
from wengao.language.topics import topic_of_title
from wengao.library.associations import NOTHING_LEARNED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wengao.library.associations import Associated, Associations
    from wengao.reading.models import Document, Passage

_FOR = (
    "aim aim_sure aim_first aim_text aim_hint under parent words words_back heading_text heading_first hint_text"
    " associated topic_text topic_named topic_and_aim genre serving role role_near role_and_aim mood sequence"
)
_AGAINST = (
    "aim_other role_other topic_other grand foreign outdated ceremony directive done lacking first impersonal own"
    " minutes assembly level abroad age length short long lead_in item edge"
)
SIGNS = {
    **dict.fromkeys(_FOR.split(), 1),
    **dict.fromkeys(_AGAINST.split(), -1),
    "digits": 0,
}
"""What each feature can speak: for a passage (1), against it (-1) or either (0). No weight is fitted against that: what
a few judged sections seem to say to the contrary is chance."""

_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十\d]+[）)]?[、.．　 ]?")
_LEAD_IN = re.compile(
    r"(?:[：:]|(?:如下|以下)[^。]{0,10}。|[一二两三四五六七八九十几]个(?:方面|不足|差距|问题)[^。]{0,14}。)$"
)
_ITEM = re.compile(r"^(?:[二三四五六七八九十]是|[二三四五六七八九十]要|其[二三四]|第[二三四五六]，)")
_OPENING = re.compile(
    r"^(?:同志们|各位|今天|这次|刚才|下面|尊敬的|现将|根据)|(?:我|现)?[讲谈报][^。]{0,6}[一二三四五六]点"
)
_FRAMES = re.compile(
    "是(?:关键|根本|基础|前提|保障)|上(?:下|再|见|用)[^，]{0,2}(?:功夫|深化|聚焦|加力|提升|行动|实效|真章)?|更加|实现新|必须坚持|坚持|推动"
    "|全面|切实|着力|突出|强化|加强|做好|抓好|以更|问题$|工作$|情况$|方面"
)
"""What headings of any aim are built with; sharing it says nothing."""

_CLOSING = re.compile(
    r"(?:(?:一年接着一年|走出一条|新局面|新篇章|新贡献)[^。]{0,30}[。！]|谢谢大家|以上(?:报告|汇报|发言)"
    r"|请予?(?:评议|审议)|祝[^。]{2,30}[！。])$"
)
_ABROAD = re.compile("全国|全省|我省|全区各盟市|自治区|我市(?!直)|党中央|国务院|省委|省政府")
_SEQUENCE = re.compile("[一二三]是|[一二三]要|第[一二三]，")
_EXPECTED = {
    "significance": ("judgement", "mandate"),
    "situation": ("judgement", "lacking"),
    "problem": ("lacking",),
    "cause": ("lacking", "judgement"),
    "achievement": ("done",),
    "experience": ("judgement", "done"),
    "task": ("directive",),
    "synergy": ("directive",),
    "implement": ("directive",),
    "plan": ("coming", "directive"),
    "measure": ("coming", "directive"),
    "commit": ("coming",),
}
"""The moods that a passage of each role speaks in."""

_TELLING = frozenset({"significance", "situation", "achievement", "experience", "problem", "cause"})
"""Roles that tell and weigh; an order in them belongs elsewhere."""

_LEVELS = ("中央", "省", "市", "县", "乡")
_OLD = 10.0
"""Years after which a passage is as old as it can be: what was said then was said under other plans."""

_OUTDATED = 11
"""Years after which a speech speaks of other plans and other offices; of the judged passages before 2015 none was kept."""

_SURE = 0.6
"""The likeness of aims from which they are the same for a reader."""

_WORTH_SAYING = 0.15
_MOST_FOR, _MOST_AGAINST = 3, 2
"""Which reasons are told: parts of the log odds from the first on, at most so many for and against."""

_FULL_LENGTH = 100
"""字 from which a paragraph says something whole (judged passages of 100 to 300 were kept)."""

_SEPARATORS = re.compile(r"[、，,\s]+")
_SOUGHT = 2.0
"""What an aim that a template names (seek) weighs: as much as two marks in the heading."""

_OF_ONESELF = re.compile("我(?![们市县区省镇乡局委办国军院校党]|国)|本人")
_MINUTES = re.compile("会议(?:强调|指出|要求|认为|听取|审议|传达)")
_ASSEMBLY = re.compile("各位代表|请予?审议|本届政府")
_STATUTE = re.compile("^第[一二三四五六七八九十百]+条|有下列情形之一|本(?:法|条例)(?:所称|自)")
WRONG_VOICE = 0.3
"""What is left of the estimate of a passage in a voice that the draft never has: no strictness then takes it."""

_USUAL_GOAL = 220
_FOREIGN = frozenset({"新闻", "公文", "宣传", "其他"})
_CEREMONIES = frozenset({"主持词", "致辞"})
_GRAND = frozenset({"政府工作报告", "报告", "决议", "公报", "讲话"})
"""Genres that, at the level of a province or above, tell a whole country's or province's work in a paragraph."""
_PERSONAL = frozenset({"党管武装述职报告", "述职报告", "对照检查材料", "中心组研讨发言", "表态发言"})
"""Genres in which one speaks of oneself."""


@dataclass(frozen=True, slots=True)
class SectionNeed:
    """What a section asks for.

    index: of the part. path: headings from level 1 down to its own. role: id or None. goal: 字 or None.
    topic: what the whole draft is about. genre: Chinese name. position: where in the whole it stands, 0 to 1.
    hint: the template's word on it (提示). seek: aims (用意) and words that the template looks for, 、 between them.
    level: 中央 … 乡, or empty. year: of the draft, or None. associations: what the corpus puts under headings like the
    draft's.
    """

    index: int
    path: tuple[str, ...]
    role: str | None
    goal: int | None
    topic: str
    genre: str
    position: float = 0.5
    hint: str = ""
    seek: str = ""
    level: str = ""
    year: int | None = None
    associations: Associations = NOTHING_LEARNED

    @property
    def heading(self) -> str:
        """Its own heading; empty where it has none."""
        return self.path[-1] if self.path else ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a passage fits.

    probability: that it belongs, 0 to 1. remarks: what was seen beside the features, Chinese. worth: what a reader is
    expected to gain by seeing it, 0 to 1: a passage that goes in as it is counts more than a mould, a mould more than a
    sentence. topic: how much of the draft's topic the passage, its headings or its document's title name, 0 to 1.
    features: by name.
    """

    probability: float
    remarks: tuple[str, ...] = ()
    worth: float = 0.0
    topic: float = 0.0
    features: Mapping[str, float] = field(default_factory=dict, compare=False, repr=False)

    @property
    def why(self) -> tuple[str, ...]:
        """The reasons that weigh most, Chinese, and the remarks. Told when asked for: few of those weighed are shown."""
        return (*(fitted()[1].why(self.features) if self.features else ()), *self.remarks)


def features_of(need: SectionNeed, passage: Passage, document: Document) -> dict[str, float]:
    """The features of a passage for a section, by name; most lie between 0 and 1. What cannot be told is left out."""
    asked, there = _asked(need), _told(passage.text, passage.heading_path, document.title)
    n = there.length
    same_topic = _share(asked.topic_pairs, there.pairs)
    named_topic = _share(asked.topic_pairs, there.around)
    likeness_of_headings = likeness(asked.aims, there.heading_aims)
    likeness_of_first = likeness(asked.aims, there.first_aims)
    best = max(likeness_of_headings, likeness_of_first)
    moods = there.moods
    expected = [moods[mood] for mood in _EXPECTED.get(need.role or "", ()) if mood in moods]
    family = family_of(document.genre)
    own_family = family_of(need.genre)
    goal = need.goal or _USUAL_GOAL
    same = document.genre == need.genre
    known = {"associated": asked.associated.with_text(there.pairs)} if asked.associated else {}
    same_role = float(need.role is not None and need.role == passage.role)
    near_role = float(bool(need.role and passage.role and are_near(need.role, passage.role)))
    return known | {
        "aim": likeness_of_headings,
        "aim_sure": max(best - _SURE, 0.0) / (1.0 - _SURE),
        "aim_first": likeness_of_first,
        "aim_other": float(bool(asked.aims) and bool(there.heading_aims) and best < 0.15),
        "aim_text": served(asked.aims, there.text_aims),
        "aim_hint": likeness(asked.hint_aims, there.text_aims),
        "under": likeness(asked.aims, there.parent_aims),
        "parent": likeness(asked.parent_aims, there.parent_aims),
        "words": _share(asked.heading_pairs, there.heading_pairs),
        "words_back": _share(there.heading_pairs, asked.heading_pairs),
        "heading_text": _share(asked.heading_pairs, there.pairs),
        "heading_first": _share(asked.heading_pairs, there.first_pairs),
        "hint_text": _share(asked.hint_pairs, there.pairs),
        "topic_text": same_topic,
        "topic_named": named_topic,
        "topic_and_aim": max(same_topic, named_topic) * best,
        "topic_other": there.own_topic_density * (1.0 - max(same_topic, named_topic)),
        "genre": float(same),
        "serving": float(serves(document.genre, need.genre)),
        "grand": float(is_grand(document) and not _speaks_grandly(need)),
        "foreign": float(family in _FOREIGN and own_family != family),
        "ceremony": float(document.genre in _CEREMONIES and not same),
        "outdated": float(
            document.year is not None and (need.year or document.year) - document.year > _OUTDATED
        ),
        "role": same_role,
        "role_near": near_role,
        "role_other": float(bool(need.role and passage.role)) * (1.0 - same_role) * (1.0 - near_role),
        "role_and_aim": same_role * best,
        "mood": max(expected, default=0.0),
        "directive": moods["directive"] * (need.role in _TELLING),
        "done": moods["done"] * (need.role in ("task", "synergy", "implement", "plan", "measure")),
        "lacking": moods["lacking"] * (need.role in ("task", "synergy", "implement", "achievement")),
        "first": moods["first"] * (need.genre not in _PERSONAL),
        "impersonal": (1.0 - moods["first"]) * (own_family == "述职"),
        "own": moods["own"] * (own_family == "讲话"),
        "minutes": moods["minutes"] * (own_family != "新闻"),
        "assembly": moods["assembly"],
        "level": _level_distance(need.level, document.level),
        "abroad": min(there.abroad / 2, 1.0) * (need.level not in ("", "省", "中央")),
        "age": _age(need.year, document.year),
        "length": min(abs(log(max(n, 10) / goal)), 2.0),
        "short": max(_FULL_LENGTH - n, 0) / _FULL_LENGTH,
        "long": float(n > 350),
        "lead_in": float(there.lead_in),
        "item": float(there.item),
        "edge": float(there.edge),
        "digits": there.digits,
        "sequence": float(there.sequence),
    }


def asked_aims(need: SectionNeed) -> dict[str, float]:
    """The aims (用意) that a section asks for, by weight."""
    return dict(_asked(need).aims)


def topic_share(topic: str, text: str) -> float:
    """How much of a topic, by pairs of characters, a text names; 0 to 1."""
    return _share(frozenset(pairs(topic.removesuffix("工作"))), frozenset(pairs(text)))


def telling_sentence(need: SectionNeed, text: str) -> tuple[int, int]:
    """Where in a passage the sentence stands that matters most for a section, as [start, end)."""
    spans = [(span.start, span.end) for span in sentences(text)] or [(0, len(text))]
    return max(spans, key=lambda span: sentence_weight(need, text[slice(*span)]))


def sentence_weight(need: SectionNeed, sentence: str) -> float:
    """How much a sentence matters for a section: by the aims it serves, and the words of heading, hint and topic in it."""
    asked = _asked(need)
    there = frozenset(pairs(sentence))
    return (
        served(asked.aims, aims_of_text(sentence))
        + _share(asked.heading_pairs, there)
        + _share(asked.hint_pairs, there)
        + _share(asked.topic_pairs, there)
    )


def _on_topic(values: Mapping[str, float]) -> float:
    return max(values["topic_text"], values["topic_named"])


def fit_of(need: SectionNeed, passage: Passage, document: Document) -> Fit:
    """How well a passage fits a section: the fitted estimate, lowered where it is in a voice that the draft never has."""
    values = features_of(need, passage, document)
    some, belongs, whole = (model.probability(values) for model in fitted())
    worth = (some + 2 * belongs + 4 * whole) / 7
    wrong = wrong_voice(need, passage, document)
    left = WRONG_VOICE if wrong else 1.0
    return Fit(belongs * left, (f"但{wrong}",) if wrong else (), worth * left, _on_topic(values), values)


def wrong_voice(need: SectionNeed, passage: Passage, document: Document) -> str:
    """Why a passage is in a voice that the draft never has, in Chinese; empty where it is not.

    The graders kept none of these: of oneself in a speech, what a meeting said, before deputies, law.
    """
    family, own = family_of(document.genre), family_of(need.genre)
    if document.genre in _PERSONAL and need.genre not in _PERSONAL and _OF_ONESELF.search(passage.text):
        return "讲的是自己（我……）"
    if own != "新闻" and family == "新闻" and _MINUTES.search(passage.text):
        return "是会议报道"
    if need.genre != "政府工作报告" and _ASSEMBLY.search(passage.text):
        return "是向代表大会报告"
    if own != "公文" and _STATUTE.search(passage.text):
        return "是法规条文"
    return ""


@dataclass(frozen=True, slots=True)
class FitModel:
    """A logistic regression over features. names: of the features. Each is centred by its mean and divided by its spread;
    one that cannot be told speaks neither for nor against.
    """

    names: tuple[str, ...]
    means: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float
    _slopes: tuple[tuple[str, float, float], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        slopes = (weight / spread for weight, spread in zip(self.weights, self.spreads, strict=True))
        object.__setattr__(self, "_slopes", tuple(zip(self.names, self.means, slopes, strict=True)))

    def probability(self, values: Mapping[str, float]) -> float:
        """The probability that a passage belongs, 0 to 1."""
        return 1.0 / (1.0 + exp(-max(min(self.bias + sum(self._parts(values)), 30.0), -30.0)))

    def why(self, values: Mapping[str, float]) -> tuple[str, ...]:
        """What speaks most for a passage, and then what speaks most against it (但……), in Chinese."""
        parts = zip(self.names, self._parts(values), strict=True)
        heavy = sorted(
            (part for part in parts if abs(part[1]) >= _WORTH_SAYING), key=lambda part: -abs(part[1])
        )
        good = (_WHY.get((name, True)) for name, part in heavy if part > 0 and values.get(name))
        bad = (_WHY.get((name, False)) for name, part in heavy if part < 0)
        return (
            *tuple(dict.fromkeys(reason for reason in good if reason))[:_MOST_FOR],
            *(f"但{reason}" for reason in tuple(dict.fromkeys(filter(None, bad)))[:_MOST_AGAINST]),
        )

    def _parts(self, values: Mapping[str, float]) -> list[float]:
        value_of = values.get
        return [slope * (value_of(name, mean) - mean) for name, mean, slope in self._slopes]


@cache
def fitted() -> tuple[FitModel, FitModel, FitModel]:
    """The weights that ship, one set for each question: can something be taken (graded 1 or more), does it belong (2 or
    more), does it go in nearly as it is (3)."""
    data = json.loads(
        resources.files("wengao.drafts").joinpath("data", "fit.json").read_text(encoding="utf-8")
    )
    first, second, third = (_model(data[question]) for question in ("some", "belongs", "whole"))
    return first, second, third


def _model(data: Mapping[str, Any]) -> FitModel:
    features = data["features"]
    return FitModel(
        tuple(features),
        tuple(entry["mean"] for entry in features.values()),
        tuple(entry["spread"] for entry in features.values()),
        tuple(entry["weight"] for entry in features.values()),
        data["bias"],
    )


_WHY = {
    ("aim", True): "小标题用意相同",
    ("aim", False): "小标题用意不同",
    ("aim_sure", True): "用意相同",
    ("aim_first", True): "首句就说这个",
    ("aim_other", False): "小标题讲的是别的",
    ("aim_text", True): "正文说的是这件事",
    ("aim_text", False): "正文没有说到这件事",
    ("aim_hint", True): "合乎提示",
    ("under", True): "在这一用意的大标题下",
    ("parent", True): "上级标题相近",
    ("words", True): "小标题用词相近",
    ("words_back", True): "小标题用词相近",
    ("heading_text", True): "正文有小标题的词",
    ("heading_first", True): "首句有小标题的词",
    ("hint_text", True): "有提示里的词",
    ("associated", True): "这类小标题下常写这些",
    ("topic_text", True): "讲这个主题",
    ("topic_named", True): "同题材料",
    ("topic_and_aim", True): "同题且用意相同",
    ("topic_other", False): "讲的是别的主题",
    ("genre", True): "同一文种",
    ("serving", True): "同类文种",
    ("serving", False): "文种不同",
    ("grand", False): "是省和中央的报告",
    ("foreign", False): "出自新闻、公文等",
    ("ceremony", False): "出自主持词、致辞",
    ("outdated", False): "年头太久",
    ("role", True): "角色相同",
    ("role_near", True): "角色相近",
    ("role_other", False): "角色不同",
    ("role_and_aim", True): "角色和用意都相同",
    ("mood", True): "语气相合",
    ("directive", False): "是部署的口气",
    ("done", False): "是总结的口气",
    ("lacking", False): "是摆问题的口气",
    ("first", False): "第一人称",
    ("impersonal", False): "不是第一人称",
    ("own", False): "是汇报的口气",
    ("minutes", False): "是会议报道的口气",
    ("assembly", False): "是向代表报告的口气",
    ("level", False): "层级不同",
    ("abroad", False): "说的是上级的事",
    ("age", True): "材料较新",
    ("age", False): "材料较旧",
    ("length", True): "长短合适",
    ("length", False): "长短不合",
    ("short", False): "太短",
    ("long", False): "太长",
    ("lead_in", False): "只是引子",
    ("item", False): "只是其中一条",
    ("edge", False): "是开头或结尾的话",
    ("sequence", True): "分条写",
}
"""What each feature says where it speaks for a passage (True) or against it."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is told of a section."""

    aims: dict[str, float]
    parent_aims: dict[str, float]
    hint_aims: dict[str, float]
    associated: Associated
    heading_pairs: frozenset[str]
    hint_pairs: frozenset[str]
    topic_pairs: frozenset[str]


@lru_cache(maxsize=256)
def _asked(need: SectionNeed) -> _Asked:
    topic = need.topic
    own = aims_of_heading(need.heading, topic)
    sought = [word for word in _SEPARATORS.split(need.seek) if word]
    for aim in filter(None, map(aims().find, sought)):
        own[aim.id] = own.get(aim.id, 0.0) + _SOUGHT
    parent = need.path[-2] if len(need.path) > 1 else ""
    topic_pairs = frozenset(pairs(topic.removesuffix("工作")))
    return _Asked(
        own,
        aims_of_heading(parent, topic),
        aims_of_text(need.hint),
        need.associations.of(without_topic(need.heading, topic)),
        (_heading_pairs(need.heading, topic) | frozenset(pairs("，".join(sought)))) - topic_pairs,
        frozenset(pairs(need.hint)) - topic_pairs,
        topic_pairs,
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a passage whatever section asks."""

    length: int
    heading_aims: dict[str, float]
    first_aims: dict[str, float]
    parent_aims: dict[str, float]
    text_aims: dict[str, float]
    moods: dict[str, float]
    pairs: frozenset[str]
    first_pairs: frozenset[str]
    heading_pairs: frozenset[str]
    around: frozenset[str]
    own_topic_density: float
    digits: float
    abroad: int
    lead_in: bool
    item: bool
    edge: bool
    sequence: bool


@lru_cache(maxsize=16384)
def _told(text: str, heading_path: tuple[str, ...], title: str) -> _Told:
    topic = topic_of_title(title)
    headings = [_NUMBER.sub("", heading) for heading in heading_path]
    heading = headings[-1] if headings else ""
    first = first_words(text)
    length = count_characters(text)
    own_pairs = pairs(topic)
    return _Told(
        length,
        aims_of_heading(heading, topic),
        aims_of_heading(first, topic),
        aims_of_heading(headings[-2] if len(headings) > 1 else "", topic),
        aims_of_text(text),
        moods_of(text),
        frozenset(pairs(text)),
        frozenset(pairs(first)),
        _heading_pairs(heading, topic) - frozenset(own_pairs),
        frozenset(pairs("\n".join((title, *heading_path)))),
        min(sum(text.count(pair) for pair in own_pairs) / max(length, 40) * 20, 1.0),
        min(sum(char.isdigit() for char in text) / max(length, 1) * 20, 2.0),
        len(_ABROAD.findall(text)),
        bool(_LEAD_IN.search(text)) and length < 120,
        bool(_ITEM.match(text)),
        bool(_OPENING.search(text) or _CLOSING.search(text)),
        bool(_SEQUENCE.search(text)),
    )


def _heading_pairs(heading: str, topic: str) -> frozenset[str]:
    return frozenset(pairs(_FRAMES.sub("〇", without_topic(heading, topic))))


def _share(asked: frozenset[str], there: frozenset[str]) -> float:
    """How much of the pairs asked for are there; the rarer pairs of official prose count more."""
    if not asked:
        return 0.0
    return len(asked & there) / len(asked)


def is_grand(document: Document) -> bool:
    """Whether a document tells the work of a whole country or province."""
    return document.genre == "政府工作报告" or (document.genre in _GRAND and document.level in ("中央", "省"))


def _speaks_grandly(need: SectionNeed) -> bool:
    return need.genre == "政府工作报告" or need.level in ("中央", "省")


def _level_distance(one: str, other: str) -> float:
    if one not in _LEVELS or other not in _LEVELS:
        return 0.5
    return min(abs(_LEVELS.index(one) - _LEVELS.index(other)) / 2, 1.0)


def _age(year: int | None, written: int | None) -> float:
    if written is None:
        return 0.6
    return min(max((year or written) - written, 0) / _OLD, 1.0)
