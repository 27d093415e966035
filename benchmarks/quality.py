"""Quality side by side: which engine answers best, by three sets of questions.

- STARD: laymen's questions with the articles that answer them, judged by people.
- Headline search: see headlines.
- A drafter's questions: our own, over the sample corpus, see questions.toml.

Weights were chosen on the first half of each set; the second half is what counts. Which half a question belongs to
follows from its text.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import search_material as material
from headlines import headlines
from judging import Quality, judged
from search_material import Judged

from wengao.search.analysis import searchable_characters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from search_material import Material

    Answering = Callable[[Path, Material, Sequence[Judged]], Iterable[tuple[str, list[list[str]]]]]
    """Gives by engine the ids of the passages it answers each question with."""

QUESTIONS = Path(__file__).with_name("questions.toml")
OURS, BASELINE = "wengao", "wengao 只算词"
GOAL = 0.08
"""How much better than BM25 over words alone the answers are to be."""


@dataclass(frozen=True, slots=True)
class Exam:
    """Questions over a material. owners: by passage what is judged, where that is not the passage. alike: see judging."""

    name: str
    material: Material
    owners: Mapping[str, str] = field(default_factory=dict)
    alike: Mapping[str, str] = field(default_factory=dict)


def exams() -> Iterator[tuple[Exam, ...]]:
    """The exams; those that are asked the same questions over the same passages together."""
    if (material.DATA / "stard").is_dir():
        yield _stard()
    if (material.DATA / "reports").is_dir() and (material.DATA / "laws").is_dir():
        yield (Exam("标题找内容", headlines()),)
    yield (drafters(),)


def compare(
    place: Path, answers_of: Answering, given: Iterable[tuple[Exam, ...]] | None = None
) -> Iterator[tuple[str, float, bool]]:
    """Print the tables; gives by exam how much better wengao's answers are, and whether that reaches the goal.

    given: the exams; all of them where left out.
    """
    for number, together in enumerate(exams() if given is None else given):
        first = together[0]
        choosing, reporting = material.halves(first.material.questions)
        every = list(answers_of(place / str(number), first.material, [*choosing, *reporting]))
        for exam in together:
            halves = [material.halves(exam.material.questions)[half] for half in (0, 1)]
            print(f"\n{exam.name}：{len(halves[0])} 个问题选参数，{len(halves[1])} 个报告")
            print("引擎\t选参数 MRR@10\t报告 MRR@10\tnDCG@10\tR@10\tR@100")
            reported: dict[str, Quality] = {}
            for engine, answers in every:
                chosen = _judged(exam, answers[: len(choosing)], halves[0])
                best = reported[engine] = _judged(exam, answers[len(choosing) :], halves[1])
                row = (chosen.mrr, best.mrr, best.ndcg, best.recall, best.deep_recall)
                print(engine, *(f"{value:.3f}" for value in row), sep="\t", flush=True)
            if {OURS, BASELINE} <= reported.keys():
                gain = reported[OURS].mrr / reported[BASELINE].mrr - 1
                yield exam.name, gain, gain >= GOAL


def _judged(exam: Exam, answers: Sequence[Sequence[str]], questions: Sequence[Judged]) -> Quality:
    owned = [[exam.owners.get(one, one) for one in answer] for answer in answers]
    return judged(owned, [question.answers for question in questions], exam.alike)


def _stard() -> tuple[Exam, Exam]:
    """STARD as it was judged, and with articles that are in the collection twice, word for word, taken as one.

    The second tells what a reader sees: who is shown the article's twin has the answer.
    """
    collection = material.stard()
    owners = {passage.id: passage.document_id for passage in collection.all_passages()}
    by_text: dict[str, list[str]] = defaultdict(list)
    text_of = {}
    for passage in collection.all_passages():
        text_of[passage.document_id] = searchable_characters(passage.text)
        by_text[text_of[passage.document_id]].append(passage.document_id)
    twins = tuple(
        Judged(one.text, frozenset(twin for answer in one.answers for twin in by_text[text_of[answer]]))
        for one in collection.questions
    )
    return (
        Exam("STARD", collection, owners),
        Exam("STARD（一字不差的条文算一条）", replace(collection, questions=twins), owners, text_of),
    )


def drafters() -> Exam:
    """A passage answers that holds the words wanted; a paragraph and its own sentences are one answer."""
    collection = material.sample_corpus()
    alike = {one.id: f"{one.document_id} {one.paragraph}" for one in collection.all_passages()}
    asked = tomllib.loads(QUESTIONS.read_text(encoding="utf-8"))["questions"]
    questions = tuple(
        Judged(one["text"], frozenset(_holding(collection, one["document"], one["passages"])))
        for one in asked
    )
    return Exam("写稿人的问题（示例语料）", replace(collection, questions=questions), alike=alike)


def _holding(collection: Material, name: str, wanted: Sequence[str]) -> Iterator[str]:
    """The passages of the document whose file is called so that hold one of the wordings."""
    for document, passages in collection.held.values():
        if name in document.path:
            yield from (one.id for one in passages if any(words in one.text for words in wanted))
