"""wengao headings, wengao quotations."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Program


def test_headings_print_candidates_and_sets(program: Program) -> None:
    found = program("headings", "--role", "任务", "--topic", "双拥工作", "--json").json
    assert (found["role"], sorted(found["candidates"][0])) == (
        "task",
        ["document", "frame", "parallel", "passage", "shape", "text", "why"],
    )
    assert {len(entry["headings"]) for entry in found["sets"]} <= {3, 4, 5}
    assert "扎实完成双拥的重点任务" in [entry["text"] for entry in found["candidates"]]


def test_only_sets_of_a_size(program: Program) -> None:
    found = program("headings", "--role", "落实", "--topic", "双拥", "--set", "4", "--json").json
    assert (found["candidates"], {len(entry["headings"]) for entry in found["sets"]}) == ([], {4})


def test_a_sibling_is_compared(program: Program) -> None:
    outcome = program(
        "headings", "--role", "落实", "--topic", "双拥", "--like", "以上率下强领导，让责任层层压紧"
    )
    assert "  对称：2 个分句，字数 7+7，句式“……，让……”" in outcome.out.splitlines()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--role", "任物", "--topic", "双拥"), "任务"),
        (("--role", "任务", "--topic", " "), "主题"),
        (("--role", "任务"), "--topic"),
        (("--role", "任务", "--topic", "双拥", "--set", "许多"), "3-5"),
        (("--role", "任务", "--topic", "双拥", "--genre", "推进会讲活"), "推进会讲话"),
    ],
)
def test_wrong_usage_says_what(program: Program, arguments: tuple[str, ...], words: str) -> None:
    outcome = program("headings", *arguments)
    assert (outcome.code, words in outcome.err) == (2, True)


def test_quotations_by_use(program: Program) -> None:
    outcome = program("quotations", "--use", "落实")
    assert "道虽迩，不行不至；事虽小，不为不成　——荀子《荀子·修身》　落实、奋斗" in outcome.out.splitlines()


def test_quotations_as_json(program: Program) -> None:
    found = program("quotations", "--use", "孺子牛", "--json").json
    assert found == {
        "quotations": [
            {
                "text": "横眉冷对千夫指，俯首甘为孺子牛",
                "author": "鲁迅",
                "work": "自嘲",
                "uses": ["为民", "奉献"],
            }
        ]
    }


def test_the_uses_are_listed(program: Program) -> None:
    assert "落实" in program("quotations", "--uses").out.strip().split("、")


def test_an_unknown_use_names_the_known(program: Program) -> None:
    outcome = program("quotations", "--use", "没有这样的用途")
    assert (outcome.code, outcome.out, "落实" in outcome.err) == (0, "", True)
