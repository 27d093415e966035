"""wengao find and wengao replace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Program

DRAFT = """\
---
wengao: 1
fields: {topic: 防汛}
---
# 全县防汛讲话

## 抓好防汛

防[^s1]汛要早，【防汛户数】户。

[^s1]: 出处：《防汛》一第1段
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_words_are_found_with_their_lines_and_sections(program: Program, draft: Path) -> None:
    found = program("find", draft, "防汛", "--json").json
    assert (found["total"], [(hit["line"], hit["section"], hit["heading"]) for hit in found["hits"]]) == (
        4,
        [
            (5, "全县防汛讲话", True),
            (7, "抓好防汛", True),
            (9, "抓好防汛", False),
            (9, "抓好防汛", False),
        ],
    )
    assert program("find", draft, "防汛", "--no-headings").out.splitlines() == [
        "第 9 行　〔防汛〕要早，【防汛户数】户。　“抓好防汛”",
        "第 9 行　防汛要早，【〔防汛〕户数】户。　“抓好防汛”",
    ]


def test_words_are_replaced_and_saved(program: Program, draft: Path) -> None:
    outcome = program("replace", draft, "防汛", "抗旱")
    assert (outcome.code, "替换了 4 处" in outcome.err) == (0, True)
    text = draft.read_text(encoding="utf-8")
    assert text.split("---\n")[2] == (
        "# 全县抗旱讲话\n\n## 抓好抗旱\n\n抗旱[^s1]要早，【抗旱户数】户。\n\n[^s1]: 出处：《防汛》一第1段\n"
    )
    assert "topic: 防汛" in text


def test_a_dry_run_changes_nothing_and_tells_what_cannot_be_replaced(program: Program, draft: Path) -> None:
    outcome = program("replace", draft, "汛户", "旱户", "--dry-run", "--json").json
    assert (outcome["saved"], len(outcome["replaced"]), outcome["left"]) == (False, 1, [])
    cut = program("replace", draft, "数】户", "家")
    assert (cut.code, "没有动" in cut.err, draft.read_text(encoding="utf-8")) == (0, True, DRAFT)


def test_nothing_to_look_for_is_wrong_usage(program: Program, draft: Path) -> None:
    assert program("find", draft, "").code == 2
    assert program("replace", draft, "防汛", "一\n二").code == 2
