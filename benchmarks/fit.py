"""How well references and fill choose: the weights of drafts/data/fit.json are fitted here, on judged sections.

    python benchmarks/fit.py [WORKSPACE JUDGED.jsonl …] [--write]

WORKSPACE: whose library holds the judged passages; without one the samples are read, and judged_sections.jsonl beside
this file is what is tried. JUDGED: a line a section: key ("draft.part"), template, values, part, and `passages`, each
with its text, or the opening of it, and a grade (3 goes in nearly as it is, 2 a good mould, 1 a sentence can be taken,
0 does not belong). The draft is rendered anew from template and values. Each draft is left out in turn; prints nDCG@5
(gain 2^g − 1) of the reference panel, and for each strictness how many sections fill puts something into, and the share
of it graded 2 or 3 and graded 0; then how many words of other fields fill puts into drafts on topics that the corpus
hardly knows. --write fits on all of it and writes the weights.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.assignment import assign
from wengao.drafts.filling import STRICTNESS, section_need
from wengao.drafts.fit import SIGNS, WRONG_VOICE, features_of, wrong_voice
from wengao.language.slots import find_slots

TOPICS = ("安全生产治本攻坚", "养老服务", "营商环境优化", "档案数字化", "乡村物流", "人居环境整治")
"""Topics of drafts that are filled from whatever the workspace holds; most of it is of other fields."""

TEMPLATE, LEVEL, TODAY = "推进会讲话", "全市", 2026

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from wengao.drafts.model import Draft
    from wengao.reading.models import Document, Passage

WEIGHTS = Path(__file__).parent.parent / "src" / "wengao" / "drafts" / "data" / "fit.json"
_RIDGE = 12.0
"""Shrinks the weights: of 3, 6, 12, 25 and 50 the one with the best precision at equal sections filled."""

_PRIOR = 0.12
"""The weight that a feature is expected to have, by its sign: what few judged passages show (the first person in a speech,
a law) keeps what is known of it."""

_LEAST_SPREAD = 0.05
_ROUNDS = 4000
_OPENING = 30
OWN = Path(__file__).parent / "judged_sections.jsonl"
"""Sections of our own, judged by reading; the passages are those of the samples."""

_NEGLIGIBLE = 1e-3
_BELONGS, _BEST = 2, 3
_QUESTIONS = {"some": 1, "belongs": _BELONGS, "whole": _BEST}
"""The questions that weights are fitted for, and the grade from which the answer is yes."""


@dataclass(frozen=True)
class Judged:
    """A judged passage for a section. draft: groups what is left out together."""

    draft: str
    key: str
    grade: int
    text: str
    values: dict[str, float]
    wrong_voice: bool = False


def judged_passages(desk: Desk, files: Iterable[Path]) -> list[Judged]:
    """The judged passages that the workspace's library holds, with their features."""
    with desk.context.library() as library:
        documents = {document.id: document for document in library.documents()}
        by_text: dict[str, tuple[Passage, Document]] = {}
        for passage in library.passages(kind="paragraph"):
            for name in (passage.text, passage.text[:_OPENING]):
                by_text.setdefault(name, (passage, documents[passage.document_id]))
    rows: list[Judged] = []
    drafts: dict[str, Draft] = {}
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            section = json.loads(line)
            name = f"{file.stem}/{section['key'].split('.')[0]}"
            if name not in drafts:
                drafts[name] = _rendered(desk, section)
            need = section_need(drafts[name], section["part"], desk.search.about(drafts[name]))
            for judged in section["passages"]:
                told = judged.get("text") or judged["opening"]
                if told in by_text:
                    values = features_of(need, *by_text[told])
                    wrong = bool(wrong_voice(need, *by_text[told]))
                    key = f"{file.stem}/{section['key']}"
                    rows.append(Judged(name, key, judged["grade"], told, values, wrong))
    return rows


def desk_of(workspace: Path | None, folder: Path) -> Desk:
    """The desk of a workspace, or of a new one that holds the samples."""
    if workspace is None:
        create_workspace(folder / "samples")
    desk = Desk(
        open_workspace(workspace or folder / "samples", cache=None if workspace else folder / "cache")
    )
    if workspace is None:
        desk.corpus.read()
    return desk


def _rendered(desk: Desk, section: Mapping[str, Any]) -> Draft:
    """The draft that the template makes of the values today: hints and what it looks for belong to it."""
    with tempfile.TemporaryDirectory() as folder:
        stored = desk.templates.new_draft(section["template"], section["values"], Path(folder) / "draft.md")
    return stored.draft


@dataclass(frozen=True)
class Fitted:
    """Weights over standardised features."""

    means: NDArray[np.float64]
    spreads: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    def estimates(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability that each row belongs."""
        scores = (features - self.means) / self.spreads @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)))


def fitted(features: NDArray[np.float64], belongs: NDArray[np.float64], names: Sequence[str]) -> Fitted:
    """Ridge logistic regression by accelerated projected gradients; no weight against the sign that its feature has."""
    means, spreads = features.mean(0), np.maximum(features.std(0), _LEAST_SPREAD)
    rows = (features - means) / spreads
    signs = np.array([SIGNS[name] for name in names])
    expected = _PRIOR * signs
    step = 1 / (np.linalg.norm(rows, 2) ** 2 / 4 + _RIDGE)
    weights = ahead = np.zeros(rows.shape[1])
    bias, pace = float(np.log(belongs.mean() / (1 - belongs.mean()))), 1.0
    for _ in range(_ROUNDS):
        off = 1 / (1 + np.exp(-(rows @ ahead + bias))) - belongs
        bias -= off.sum() / (len(rows) / 4)
        moved = ahead - step * (rows.T @ off + _RIDGE * (ahead - expected))
        moved = np.where(moved * signs < 0, 0.0, moved)
        faster = (1 + math.sqrt(1 + 4 * pace * pace)) / 2
        ahead = moved + (pace - 1) / faster * (moved - weights)
        weights, pace = moved, faster
    return Fitted(means, spreads, weights, bias)


def left_out_estimates(rows: Sequence[Judged], names: Sequence[str], least: int) -> NDArray[np.float64]:
    """The probability that each judged passage has a grade of `least` or more, by weights fitted on the other drafts."""
    features, reaches = _matrix(rows, names, least)
    drafts = np.array([row.draft for row in rows])
    estimates = np.zeros(len(rows))
    for draft in sorted(set(drafts)):
        out = drafts == draft
        estimates[out] = fitted(features[~out], reaches[~out], names).estimates(features[out])
    return estimates * np.where([row.wrong_voice for row in rows], WRONG_VOICE, 1.0)


def panel_ndcg(rows: Sequence[Judged], estimates: NDArray[np.float64]) -> dict[str, float]:
    """nDCG@5 of each section's passages by their estimates."""
    sections = defaultdict(list)
    for row, estimate in zip(rows, estimates, strict=True):
        sections[row.key].append((-estimate, row.grade))
    found = {}
    for key, some in sections.items():
        best = _gain(sorted((grade for _, grade in some), reverse=True))
        found[key] = _gain([grade for _, grade in sorted(some)]) / best if best else 1.0
    return found


def filled_grades(
    rows: Sequence[Judged], estimates: NDArray[np.float64], worths: NDArray[np.float64], threshold: float
) -> list[int]:
    """The grades of what fill would put in: each passage once, one a section, from the threshold on, so that the draft
    gains most by estimate and worth."""
    grades: list[int] = []
    for draft in sorted({row.draft for row in rows}):
        own = {
            (row.key, row.text): (float(estimate + worth), row.grade)
            for row, estimate, worth in zip(rows, estimates, worths, strict=True)
            if row.draft == draft and estimate >= threshold
        }
        given = assign({pair: gain for pair, (gain, _) in own.items()})
        grades += [own[pair][1] for pair in given.items()]
    return grades


def foreign_in_filled(desk: Desk) -> tuple[int, int, int]:
    """Drafts on TOPICS filled: how many sections there are to fill, how many are filled, and how many words of other
    fields stand in them as 【主题词】."""
    empty = filled = words = 0
    with tempfile.TemporaryDirectory() as folder:
        for number, topic in enumerate(TOPICS):
            values = {"topic": topic, "level": LEVEL, "year": TODAY}
            draft = desk.templates.new_draft(TEMPLATE, values, Path(folder) / f"{number}.md").draft
            filling = desk.search.fill(draft)
            filled += len(filling.filled)
            empty += len(filling.filled) + len(filling.left_empty)
            texts = [choice.text for section in filling.filled for choice in section.choices]
            words += sum(slot.label == "主题词" for text in texts for slot in find_slots(text))
    return empty, filled, words


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:5]))


def _matrix(
    rows: Sequence[Judged], names: Sequence[str], least: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    features = np.array([[row.values.get(name, np.nan) for name in names] for row in rows])
    features = np.where(np.isnan(features), np.nan_to_num(np.nanmean(features, 0)), features)
    return features, np.array([float(row.grade >= least) for row in rows])


def _write(rows: Sequence[Judged], names: Sequence[str]) -> None:
    data = {question: _weights(rows, names, least) for question, least in _QUESTIONS.items()}
    WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _weights(rows: Sequence[Judged], names: Sequence[str], least: int) -> dict[str, Any]:
    model = fitted(*_matrix(rows, names, least), names)
    features = {
        name: {
            "mean": round(float(mean), 4),
            "spread": round(float(spread), 4),
            "weight": round(float(weight), 4),
        }
        for name, mean, spread, weight in zip(names, model.means, model.spreads, model.weights, strict=True)
        if abs(weight) > _NEGLIGIBLE
    }
    return {"bias": round(model.bias, 4), "features": features}


def main() -> None:
    """Print the table, and write the weights where asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("workspace", type=Path, nargs="?")
    parser.add_argument("judged", type=Path, nargs="*", default=[OWN])
    parser.add_argument("--write", action="store_true", help="fit on all of it and write the weights")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        desk = desk_of(arguments.workspace, Path(folder))
        rows = judged_passages(desk, arguments.judged or [OWN])
        empty, filled, words = foreign_in_filled(desk)
    names = list(SIGNS)
    some, estimates, whole = (left_out_estimates(rows, names, least) for least in _QUESTIONS.values())
    worths = (some + 2 * estimates + 4 * whole) / 7
    ndcg = panel_ndcg(rows, worths)
    able = {row.key for row in rows if row.grade >= _BELONGS}
    print(f"{len(rows)} judged passages, {len(ndcg)} sections, {len(able)} with one that belongs")
    print(f"references: nDCG@5 {np.mean(list(ndcg.values())):.3f}")
    for file in sorted({key.split("/")[0] for key in ndcg}):
        print(
            f"  {file}: {np.mean([value for key, value in ndcg.items() if key.startswith(file + '/')]):.3f}"
        )
    for name, threshold in STRICTNESS.items():
        grades = filled_grades(rows, estimates, worths, threshold)
        count = max(len(grades), 1)
        good, bad = sum(g >= _BELONGS for g in grades) / count, sum(g == 0 for g in grades) / count
        print(
            f"fill {name} (≥ {threshold}): {len(grades)} sections ({len(grades) / len(able):.0%} of those able),"
            f" {good:.1%} graded ≥ 2, {bad:.1%} graded 0, {sum(g == _BEST for g in grades) / count:.0%} graded 3"
        )
    print(f"{len(TOPICS)} drafts: {filled} of {empty} sections filled, {words} words of other fields in them")
    if arguments.write:
        _write(rows, names)
        print(f"written: {WEIGHTS}")


if __name__ == "__main__":
    main()
