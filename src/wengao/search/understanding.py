"""Understanding (理解): what a query means besides the words that it is written in.

Cue words (结尾, 案例, 政府工作报告里怎么说) tell what sort of passage is wanted: they are taken out of the words, and lift
such passages without demanding them. A word that the corpus seldom writes (双碳, 退伍兵) is looked for as official prose
writes it as well, by the list of synonyms and by what the corpus itself explains: 国防动员潜力统计调查（以下简称潜力调查）.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.language.cues import cues
from wengao.language.synonyms import synonyms_in
from wengao.search.analysis import fold, searchable_characters
from wengao.search.engine import EngineRequest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wengao.language.cues import Cue
    from wengao.search.analysis import Analyser
    from wengao.search.engine import ReadingEngine
    from wengao.search.query import Query

_LONGEST_QUESTION = 30
"""Characters; what is longer is a pasted sentence, and means what it says."""
_FEW = 60
"""Passages: a word that stands in fewer is looked for in other words as well; one page of hits and some to choose from."""
_SURE_LENGTH = 3
"""Characters of a synonym that is believed wherever it stands; a shorter one must be a word by the segmenter (着火)."""
_MOST_ADDED = 6
_EXPLAINED = 20
"""How many passages that may explain a short form are read."""
_SHORT_FORM = (2, 8)


@dataclass(frozen=True, slots=True)
class Understood:
    """A query as it was understood.

    query: without its cue words. wanted: what these ask for. reworded: words of the query, or parts of them, each with
    what official prose writes for it. hopes: wordings that lift a passage. more: wordings that are looked for as well, where
    nothing but a cue word was asked for.
    """

    query: Query
    wanted: tuple[Cue, ...] = ()
    reworded: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hopes: tuple[str, ...] = ()
    more: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the query without what is looked for in other words."""
        words = list(self.query.words)
        for said, _ in self.reworded:
            words = [
                part for word in words for part in (fold(word).split(said) if said in fold(word) else (word,))
            ]
        return tuple(word for word in words if searchable_characters(word))

    @property
    def asked(self) -> tuple[str, ...]:
        """The texts whose standing in a passage as written counts; a reworded one stands in other words as well."""
        return (*self.query.phrases, *self.words, *(said for said, _ in self.reworded))

    @property
    def added(self) -> tuple[str, ...]:
        """What is looked for beside the words of the query."""
        return tuple(dict.fromkeys(text for _, texts in self.reworded for text in texts))

    def __str__(self) -> str:
        """What the drafter reads; empty where the query means what it says."""
        told = []
        if self.wanted:
            told.append("要的是" + "、".join(dict.fromkeys(cue.name for cue in self.wanted)))
        if self.added:
            told.append("也找" + "、".join(self.added))
        return f"{self.query}（{'；'.join(told)}）" if told else ""


def understood(query: Query, engine: ReadingEngine, analyser: Analyser) -> Understood:
    """The query as it is meant. Quoted phrases and filters mean what they say."""
    if sum(map(len, query.words)) > _LONGEST_QUESTION:
        return Understood(query)
    read = _without_cues(query)
    return replace(read, reworded=tuple(_reworded(read.query.words, engine, analyser)))


def _without_cues(query: Query) -> Understood:
    taken = [cues().taken(word) for word in query.words]
    found = [one for _, cues_found in taken for one in cues_found]
    wanted = tuple(dict.fromkeys(cue for cue, _ in found))
    words = tuple(rest for rest, _ in taken if searchable_characters(rest))
    if not (words or query.phrases):
        # A cue word by itself is what it is about.
        return Understood(query, wanted, more=tuple(hope for cue in wanted for hope in cue.hopes))
    told = (text for cue, text in found if cue.told)
    hopes = dict.fromkeys((*told, *(hope for cue in wanted for hope in cue.hopes)))
    return Understood(replace(query, words=words), wanted, hopes=tuple(hopes))


def _reworded(
    words: Sequence[str], engine: ReadingEngine, analyser: Analyser
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Parts of the words that the corpus seldom has, with what it writes for them."""
    for word in words:
        folded = fold(word)
        known = False
        for start, end, synonym in synonyms_in(folded):
            if not _stands_alone(folded, start, end, analyser):
                continue
            known = True
            if engine.holding(synonym.said) < _FEW:
                written = sorted(synonym.written, key=lambda text: not engine.holding(text))
                yield synonym.said, tuple(written[:_MOST_ADDED])
        if not known and _SHORT_FORM[0] <= len(folded) <= _SHORT_FORM[1]:
            explained = _explained(folded, engine)
            if explained:
                yield folded, explained


def _stands_alone(text: str, start: int, end: int, analyser: Analyser) -> bool:
    if end - start >= _SURE_LENGTH or (start, end) == (0, len(text)):
        return True
    cut = analyser.words(text)
    return any(word.start == start for word in cut) and any(word.end == end for word in cut)


def _explained(short: str, engine: ReadingEngine) -> tuple[str, ...]:
    """What the corpus says a short form stands for: A（以下简称B）; nothing for one that it writes often."""
    if not 0 < engine.holding(short) < _FEW or not engine.holding(f"简称 {short}"):
        return ()
    request = EngineRequest(words=(short,), phrases=("简称", short), limit=_EXPLAINED)
    explaining = engine.passages([hit.key for hit in engine.query(request).hits]).values()
    return tuple(dict.fromkeys(long for passage in explaining for long in long_forms(passage.text, short)))[
        :2
    ]


def long_forms(text: str, short: str) -> Iterator[str]:
    """The names that a text says it calls `short` from here on: A of A（以下简称B） and of A（简称“B”）."""
    pattern = re.compile(
        r"(?:《(?P<title>[^《》]{4,60})》|“(?P<quoted>[^“”]{4,60})”|(?P<bare>[^，。；：、！？（）()《》“”\s]{4,40}))"
        r"[（(](?:以下|下文|下称|本文)?(?:统|均)?简?称(?:为)?[：:]?[“\"]?" + re.escape(short) + r"[”\"]?[）)]"
    )
    for match in pattern.finditer(text):
        named = match["title"] or match["quoted"]
        long = named or _tail_with(match["bare"], short)
        if long and long != short:
            yield long


def _tail_with(clause: str, short: str) -> str:
    """The shortest end of a clause that has the characters of `short` in their order; empty for none."""
    place = len(clause)
    for character in reversed(short):
        place = clause.rfind(character, 0, place)
        if place < 0:
            return ""
    return clause[place:]
