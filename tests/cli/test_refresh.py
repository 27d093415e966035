"""wengao import and refresh."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Program

OLD = """\
在2025年全县征兵工作推进会上的讲话
（2025年3月18日）
同志们：
今天，我们召开全县征兵工作推进会。下面，我讲两点意见。
一、提高思想认识
2025年，安澜县征集新兵320名，其中大学生310名，2025年完成了全部任务，走在了全市前列，成绩来之不易。
二、压实工作责任
到2025年底，要再补征12名，由安澜县人武部牵头，教育局配合，逐人核对、逐人签字，确保数字准确。
"""


@pytest.fixture(scope="module")
def imported(program: Program, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft that an old document becomes; it is only copied."""
    folder = tmp_path_factory.mktemp("imported")
    source, file = folder / "旧稿.txt", folder / "新稿.md"
    source.write_text(OLD, encoding="utf-8")
    outcome = program("import", source, "-o", file)
    assert (outcome.code, outcome.out.splitlines()[0], "wengao refresh" in outcome.err) == (
        0,
        str(file),
        True,
    )
    return file


@pytest.fixture
def draft(imported: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(imported, tmp_path / imported.name))


def test_the_list_has_numbers_and_places(program: Program, draft: Path) -> None:
    listed = program("refresh", draft, "--list", "--json").json
    assert listed["open"] == len(listed["items"])
    assert {"date", "year", "figure", "place", "unit", "meeting"} >= {
        item["kind"] for item in listed["items"]
    }
    assert "〔320名〕" in program("refresh", draft).out


def test_facts_are_replaced_confirmed_and_made_slots_in_one_go(program: Program, draft: Path) -> None:
    years = [
        item["number"]
        for item in program("refresh", draft, "--json").json["items"]
        if item["text"] == "2025年"
    ]
    outcome = program(
        "refresh", draft, "--replace", "2025年=2026年", "--except", str(years[-1]), "--slot", "320名",
        "--confirm", "安澜县", "--json",
    )  # fmt: skip
    text = draft.read_text(encoding="utf-8").split("---\n", 2)[2]
    assert (outcome.code, "没有动" in outcome.err) == (0, True)
    assert (text.count("2026年"), text.count("到2025年底"), text.count("【数字】名")) == (3, 1, 1)
    assert {"2025年", "12名", "310名"} <= {item["text"] for item in outcome.json["items"]}
    assert not {"安澜县", "320名", "2026年"} & {item["text"] for item in outcome.json["items"]}


def test_all_that_is_left_is_confirmed(program: Program, draft: Path) -> None:
    outcome = program("refresh", draft, "--confirm", "全部")
    assert (outcome.code, outcome.out.strip()) == (0, "全部处理完了")
    assert program("refresh", draft, "--json").json["open"] == 0


@pytest.mark.parametrize(
    "options",
    [("--replace", "2025年"), ("--replace", "没有的=有的"), ("--confirm", "999"), ("--except", "甲")],
)
def test_wrong_usage_leaves_the_draft_alone(program: Program, draft: Path, options: tuple[str, ...]) -> None:
    before = draft.read_bytes()
    assert (program("refresh", draft, *options).code, draft.read_bytes()) == (2, before)


def test_the_years_move_on_in_one_go_and_days_stay_open(program: Program, draft: Path) -> None:
    outcome = program("refresh", draft, "--next-year")
    text = draft.read_text(encoding="utf-8")
    assert ("原稿是2025年的：4 处加一年" in outcome.err, text.count("2026年"), "2025年" in outcome.err) == (
        True,
        4,
        True,
    )


def test_what_is_named_goes_before_the_year(program: Program, draft: Path) -> None:
    items = program("refresh", draft, "--json").json["items"]
    year = next(item["number"] for item in items if item["text"] == "2025年")
    program("refresh", draft, "--next-year", "--replace", f"{year}=2030年")
    assert draft.read_text(encoding="utf-8").count("2030年") == 1
