"""The benchmark's harness: every engine finds what stands there, and the measures are what they are called."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import pytest

from wengao.search.analysis import Analyser
from wengao.search.whoosh_schema import PassageFields
from wengao.search.wording import BIGRAMS, HEADINGS, TITLE, WORDS

from .material import PROMOTION

if TYPE_CHECKING:
    from typing import Protocol

    class Judged(Protocol):
        """A question of the benchmark."""

        answers: frozenset[str]


BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


LOADED = loaded("engines")
ENGINES = LOADED.ENGINES
JUDGING = loaded("judging")
ROWS = [
    LOADED.Row("a", "压实责任链条", ("抓落实",), "推进会讲话"),
    LOADED.Row("b", "军地联动机制", ("抓协同",), "推进会讲话"),
    LOADED.Row("c", "责任清单，责任到人", ("抓落实",), "推进会讲话"),
]


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "wengao"])
def test_every_engine_finds_the_passages_with_the_words(name: str, tmp_path: Path) -> None:
    library = {"bm25s": "bm25s", "tantivy": "tantivy"}.get(name)
    if library and importlib.util.find_spec(library) is None:
        pytest.skip(f"没有安装 {library}，它只在 make bench 时安装")
    engine = ENGINES[name](tmp_path, LOADED.Cutting(tmp_path))
    engine.build(ROWS)
    assert engine.search("军地联动", 1) == ["b"]
    assert set(engine.search("责任", 2)) == {"a", "c"}


@pytest.mark.parametrize("name", ["SQLite FTS5", "Whoosh 原样"])
def test_what_stands_over_a_passage_is_found_by_every_rival_too(name: str, tmp_path: Path) -> None:
    engine = ENGINES[name](tmp_path, LOADED.Cutting(tmp_path))
    engine.build(ROWS)
    assert engine.search("协同", 2) == ["b"]


def test_the_engines_are_given_the_terms_that_the_index_holds(tmp_path: Path) -> None:
    document, passages = PROMOTION
    held = PassageFields(Analyser(tmp_path), document)
    cutting = LOADED.Cutting(tmp_path)
    paragraphs = [passage for passage in passages if passage.kind == "paragraph"]
    assert len(paragraphs) > 1
    for passage in paragraphs:
        terms = held.terms(passage)
        row = LOADED.Row(passage.id, passage.text, passage.heading_path, document.title)
        assert {name: sorted(cut) for name, cut in cutting.fields(row).items()} == {
            name: sorted(terms[field])
            for name, field in (
                ("words", WORDS),
                ("pairs", BIGRAMS),
                ("headings", HEADINGS),
                ("title", TITLE),
            )
        }


def test_measures() -> None:
    quality = JUDGING.judged([["x", "a", "b"], ["c"], ["x"]], [{"a", "b"}, {"c"}, {"d"}])
    assert quality.mrr == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert quality.recall == quality.deep_recall == pytest.approx(2 / 3)
    assert quality.ndcg == pytest.approx((0.6934 + 1 + 0) / 3, abs=1e-3)


def test_answers_that_are_alike_count_once() -> None:
    alike = {"a": "one", "b": "one", "x": "one"}
    quality = JUDGING.judged([["x", "a", "b", "c"]], [{"a", "b", "c"}], alike)
    assert (quality.mrr, quality.recall) == (1 / 2, 1.0)


def test_every_question_of_our_own_has_an_answer_in_the_sample_corpus() -> None:
    for name in ("search_material", "headlines"):
        loaded(name)
    questions = loaded("quality").drafters().material.questions
    assert len(questions) > 40
    assert not [one.text for one in questions if not one.answers]


def test_the_gain_is_told_over_the_reporting_half(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("search_material", "headlines"):
        loaded(name)
    quality = loaded("quality")
    exam = quality.drafters()

    def answers(_place: Path, _material: object, asked: list[Judged]) -> list[tuple[str, list[list[str]]]]:
        right = [min(one.answers) for one in asked]
        return [("wengao", [[one] for one in right]), ("wengao 只算词", [["none", one] for one in right])]

    assert [(exam.name, 1.0, True)] == list(quality.compare(tmp_path, answers, [(exam,)]))
    table = capsys.readouterr().out
    assert "wengao\t1.000\t1.000\t" in table
    assert "wengao 只算词\t0.500\t0.500\t" in table


def test_halves_depend_on_the_questions_alone() -> None:
    material = loaded("search_material")
    questions = [material.Judged(f"第{number}个问题", frozenset({"a"})) for number in range(40)]
    first, second = material.halves(questions)
    assert {one.text for one in first} | {one.text for one in second} == {one.text for one in questions}
    assert (first, second) == tuple(
        [one for one in questions if one in half] for half in material.halves(reversed(questions))
    )
    assert min(len(first), len(second)) > 5


def test_the_whole_runs_on_the_sample_corpus() -> None:
    command = [
        sys.executable,
        str(BENCHMARKS / "retrieval.py"),
        "--only",
        "sample",
        "--queries",
        "3",
        "--engines",
    ]
    done = subprocess.run([*command, "wengao", "SQLite FTS5"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert {"wengao", "SQLite FTS5"} <= {line.split("\t")[0] for line in done.stdout.splitlines()}


def test_needs_are_judged_over_what_is_there() -> None:
    loaded("search_material")
    needs = loaded("needs")
    asked = tomllib.loads(needs.NEEDS.read_text(encoding="utf-8"))
    wanted = [needs.right(line) for one in asked["needs"] for line in one["right"]]
    names = [path.name for path in (BENCHMARKS.parent / "corpus").iterdir()]
    assert len(asked["needs"]) >= 40
    assert {one.grade for one in wanted} == {1, 2, 3}
    assert [one.document for one in wanted if not any(one.document in name for name in names)] == []
