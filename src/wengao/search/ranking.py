"""Ranking (排序): every weight in one table, and the factors that a passage's text score is multiplied by.

The text score is BM25 over words, character pairs, headings and title. What the drafter is writing (role, genre, what
the draft already uses) and what the passage is (kind, age, exact wording) multiply it. A factor of one says nothing and
is left out of `why`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from wengao.language.genres import genres, same_family
from wengao.language.roles import are_near, roles
from wengao.language.vocabulary import kinds
from wengao.search.analysis import FUNCTION_WORDS, fold, searchable_characters
from wengao.search.engine import Factors, weigh
from wengao.search.facts import code_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from wengao.language.cues import Cue
    from wengao.search.engine import EngineHit


@dataclass(frozen=True, slots=True)
class TextWeights:
    """How much a match counts in each view of a passage.

    words, bigrams, headings, title: what the engine scores: words, character pairs, what stands over the passage.
    titled: title, where a part of a document is wanted (征兵动员讲话 结尾): its text seldom says what it is about.
    characters: for each single character that one of the best candidates shares, see SharedCharacters.
    """

    words: float = 1.0
    bigrams: float = 1.0
    characters: float = 1.75
    headings: float = 0.4
    title: float = 0.1
    titled: float = 2.0


@dataclass(frozen=True, slots=True)
class Weights:
    """The table of weights. Those of the text are what answers best on the choosing half of `make bench`.

    text: see TextWeights. k1, b: the free parameters of BM25 (saturation, length).
    exact: the whole query stands in the text as written; a part of it earns its share.
    role, near_role: the passage has the role of the section being written, or one that serves almost as well.
    genre, family: its document has the genre of the draft, or one of the same family.
    wanted_role, wanted_near_role, wanted_part, wanted_kind, wanted_genre, wanted_opening, wanted_whole: the passage is of
    the sort that the query's cue words ask for (结尾, 案例, 政府工作报告里怎么说), see language.cues.
    aged: what recency leaves where what is old serves badly, whatever the kind.
    hoped: for wordings that a cue hopes for, of what words of the query count. reworded: for what official prose writes
    for a word of the query, and asked_anew: for that word itself where it is seldom written; as_asked: it stands
    there nevertheless.
    starred: the drafter has starred the passage.
    used: the draft already holds this passage, or one that overlaps it.
    repeated, least_repeated: for each better hit of the same document, and how low that may come at most.
    oldest: what recency leaves of a passage of great age.
    half_lives: years after which half of that loss has come, by kind; a kind that is not listed does not age.
    """

    text: TextWeights = TextWeights()
    k1: float = 0.9
    b: float = 0.6
    exact: float = 1.5
    role: float = 1.8
    near_role: float = 1.2
    genre: float = 1.25
    family: float = 1.1
    wanted_role: float = 2.2
    wanted_near_role: float = 1.2
    wanted_part: float = 4.0
    wanted_kind: float = 3.0
    wanted_genre: float = 1.6
    wanted_opening: float = 2.0
    wanted_whole: float = 1.25
    aged: float = 0.5
    hoped: float = 0.35
    reworded: float = 1.0
    asked_anew: float = 0.3
    as_asked: float = 3.5
    starred: float = 1.3
    used: float = 0.4
    repeated: float = 0.95
    least_repeated: float = 0.8
    oldest: float = 0.75
    half_lives: Mapping[str, float] = field(
        default_factory=lambda: {
            "figures": 1.0,
            "example": 2.0,
            "paragraph": 4.0,
            "point": 4.0,
            "sentence": 4.0,
            "heading": 6.0,
            "parallel": 6.0,
        }
    )

    def spread(self, better: int) -> float:
        """What a hit counts for of whose document so many better ones are shown."""
        return max(self.least_repeated, self.repeated**better)


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True)
class SearchContext:
    """What the drafter is writing while searching.

    role: id of the role of the section. genre: Chinese name of the draft's genre.
    used: ids of passages that the draft already holds, which are lowered. left_out: ids that are not to appear.
    gathering: candidates are gathered, and nobody reads what else may have been meant: it is not looked for.
    """

    role: str | None = None
    genre: str | None = None
    used: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()
    gathering: bool = False


@dataclass(frozen=True, slots=True)
class RankedHit:
    """A candidate with its final score and the factors it came from, by name."""

    hit: EngineHit
    score: float
    why: Mapping[str, float]


def factors_for(
    context: SearchContext, year: int, starred: Collection[str] = (), weights: Weights = WEIGHTS
) -> Factors:
    """What the facts of a passage count while a drafter writes. year: in which that is. starred: ids of passages."""
    return Factors(
        roles=_roles(context.role, weights),
        genres=_genres(context.genre, weights),
        starred={code_of(passage): weights.starred for passage in starred},
        half_lives={code_of(kind): years for kind, years in weights.half_lives.items()},
        oldest=weights.oldest,
        year=year,
        exact=weights.exact,
    )


_WHOLE = ("paragraph", "point")
_AGED_HALF_LIFE = 4.0
"""Years, for every kind, where what is old serves badly: about one term of a report's author."""


def with_wanted(factors: Factors, wanted: Sequence[Cue], weights: Weights = WEIGHTS) -> Factors:
    """The factors with what a query's cue words ask for; what already counts more stays."""
    if not wanted:
        return factors
    asked = {role for cue in wanted for role in cue.roles}
    near = {role.id for role in roles() for other in asked if are_near(role.id, other)} - asked
    of_parts = {role for cue in wanted if cue.part == "closing" for role in cue.roles}
    wanted_roles = {
        code_of(role): weight
        for named, weight in (
            (near, weights.wanted_near_role),
            (asked, weights.wanted_role),
            (of_parts, weights.wanted_part),
        )
        for role in named
    }
    recent = any(cue.recent for cue in wanted)
    whole = (
        dict.fromkeys(map(code_of, _WHOLE), weights.wanted_whole) if any(cue.whole for cue in wanted) else {}
    )
    return replace(
        factors,
        roles=_larger(factors.roles, wanted_roles),
        genres=_larger(
            factors.genres, {code_of(name): weights.wanted_genre for cue in wanted for name in cue.genres}
        ),
        kinds=whole | {code_of(kind): weights.wanted_kind for cue in wanted for kind in cue.kinds},
        opening=weights.wanted_opening if any(cue.part == "opening" for cue in wanted) else 1.0,
        half_lives={code_of(kind.id): _AGED_HALF_LIFE for kind in kinds()} if recent else factors.half_lives,
        oldest=weights.aged if recent else factors.oldest,
    )


def with_whole(factors: Factors, asked: Iterable[str], weights: Weights = WEIGHTS) -> Factors:
    """The factors where passages of some roles are asked for: the whole paragraph does what a section does.

    asked: ids of roles. What opens or closes a text (刚才……) does it in a sentence.
    """
    found = [roles().find(role) for role in asked]
    if not found or any(role is None or role.spoken for role in found):
        return factors
    return replace(
        factors, kinds=_larger(factors.kinds, dict.fromkeys(map(code_of, _WHOLE), weights.wanted_whole))
    )


def _larger(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    return {code: max(one.get(code, 0.0), other.get(code, 0.0)) for code in {**one, **other}}


def rank(
    hits: Sequence[EngineHit], factors: Factors, context: SearchContext, weights: Weights = WEIGHTS
) -> list[RankedHit]:
    """The candidates, best first; equal scores keep the engine's order. What stands exactly is taken on trust."""
    used_codes = {code_of(passage) for passage in context.used}
    used = [hit.facts for hit in hits if hit.facts.passage in used_codes]
    scored = any(hit.score for hit in hits)
    ranked = []
    for hit in hits:
        by_name = weigh(hit.facts, factors)
        if not scored:
            # A listing comes newest first as it is.
            del by_name["recency"]
        by_name["exact"] = exact_factor(hit.exact, factors)
        if any(hit.facts.overlaps(facts) for facts in used):
            by_name["used"] = weights.used
        ranked.append(_ranked(hit, 0.0 if scored else 1.0, by_name))
    return sorted(ranked, key=lambda one: -one.score)


def exact_factor(share: float, factors: Factors) -> float:
    """The factor for the share of what was asked for that stands in a passage as written."""
    return 1.0 + (factors.exact - 1.0) * share


def with_factor(ranked: RankedHit, name: str, factor: float) -> RankedHit:
    """The hit with a factor in place of the one of that name."""
    if ranked.why.get(name, 1.0) == factor:
        return ranked
    why = {**ranked.why, name: factor}
    if factor == 1.0:
        del why[name]
    return RankedHit(ranked.hit, ranked.score / ranked.why.get(name, 1.0) * factor, why)


def telling_texts(wording: Iterable[str]) -> tuple[str, ...]:
    """The texts whose standing word for word in a passage tells something: a single character does not."""
    return tuple(characters for text in wording if len(characters := searchable_characters(text)) > 1)


def exact_share(text: str, asked: Sequence[str], instead: Mapping[str, Sequence[str]] | None = None) -> float:
    """How much of what was asked for, by characters, stands in `text` word for word. asked: see telling_texts.

    instead: other wordings that one of the texts may stand in.
    """
    if not asked:
        return 0.0
    own = searchable_characters(text)
    ways = instead or {}
    standing = (
        characters
        for characters in asked
        if any(searchable_characters(way) in own for way in (characters, *ways.get(characters, ())))
    )
    return sum(map(len, standing)) / sum(map(len, asked))


def _ranked(hit: EngineHit, unscored: float, factors: Mapping[str, float]) -> RankedHit:
    """The hit with its product; `unscored` is what the factors multiply where there is no text score."""
    score = hit.score or unscored
    why = {"bm25": hit.score} if hit.score else {}
    for name, factor in factors.items():
        if factor != 1.0:
            why[name] = factor
            score *= factor
    return RankedHit(hit, score, why)


def _roles(wanted: str | None, weights: Weights) -> dict[int, float]:
    if wanted is None:
        return {}
    near = {code_of(role.id): weights.near_role for role in roles() if are_near(role.id, wanted)}
    return near | {code_of(wanted): weights.role}


def _genres(wanted: str | None, weights: Weights) -> dict[int, float]:
    if not wanted:
        return {}
    family = {code_of(genre.name): weights.family for genre in genres() if same_family(genre.name, wanted)}
    return family | {code_of(wanted): weights.genre}


_USUAL_LENGTH = 100
"""Characters of a passage that is neither preferred for being short nor put back for being long."""


class SharedCharacters:
    """What passages share with some texts in single characters (单字). k1, b: of BM25, as for words.

    A question in other words than the text's (欠企业的钱 for 拖欠中小企业的账款) shares characters with it where it has no
    word of it. They are counted on the best candidates' own texts, each as telling as the next: an index field of them
    finds as much, but makes indexing and queries a fifth slower.
    """

    def __init__(self, asked: Iterable[str], k1: float, b: float) -> None:
        characters = {character for text in asked for character in searchable_characters(text)}
        self._characters = characters - FUNCTION_WORDS or characters
        self._k1, self._b = k1, b

    def score(self, text: str) -> float:
        """The BM25 of the characters in `text`, each with a weight of one: about one for each that is shared."""
        folded = fold(text)
        norm = self._k1 * (1 - self._b + self._b * len(folded) / _USUAL_LENGTH)
        counts = map(folded.count, self._characters)
        return sum(count * (self._k1 + 1) / (count + norm) for count in counts if count)
