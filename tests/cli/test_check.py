"""wengao check and wengao rules as a drafter runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document

from tests.cli.conftest import Program

TEXT = """\
---
wengao: 1
genre: 推进会讲话
---
# 在全市征兵工作推进会上的讲话

同志们：

会议指出,要抓好落实。由县环保局牵头。

年底前完成XX个点位。
"""


@pytest.fixture
def draft(program: Program, tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def found(program: Program, draft: Path, *options: str) -> list[tuple[str, int]]:
    listed = program("check", draft, "--json", *options).json["findings"]
    return [(finding["rule"], finding["line"]) for finding in listed]


def test_groups_by_severity_with_a_caret_under_the_place(program: Program, draft: Path) -> None:
    lines = program("check", draft).out.split("\n")
    place = next(number for number, line in enumerate(lines) if "[PUN-1，国标]" in line)
    assert lines[0] == "错（2 处）"
    assert lines[place + 1 : place + 3] == ["    会议指出,要抓好落实。由县环保局牵头。", "            ^"]


def test_shows_a_heading_without_what_stands_in_braces_behind_it(program: Program, tmp_path: Path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text("# 讲话\n\n## 突出组织健全，搭好工作架构 {role=task goal=300}\n", encoding="utf-8")
    lines = program("check", draft).out.split("\n")
    place = next(number for number, line in enumerate(lines) if "[PLH-6，实务]" in line)
    assert lines[place + 1] == "    ## 突出组织健全，搭好工作架构"


@pytest.mark.parametrize(
    "heading",
    ["抓好<!-- 领导改过 -->落实，，", "抓好\x1b]0;x\x07\u200b落实，，", "，，", " ，，{role=task} #"],
)
def test_shows_the_place_in_whatever_heading(program: Program, tmp_path: Path, heading: str) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(f"# 讲话\n\n## {heading}\n\n要快。\n", encoding="utf-8")
    done = program("check", draft)
    assert (done.code, "，，" in done.out) == (1, True)


def test_fixes_in_one_step_that_can_be_undone(program: Program, draft: Path) -> None:
    outcome = program("check", draft, "--fix")
    fixed = draft.read_text(encoding="utf-8")
    assert ("-会议指出,要抓好落实。由县环保局牵头。" in outcome.err, fixed) == (
        True,
        TEXT.replace(",要", "，要"),
    )
    assert program("history", draft, "--restore", "2").code == 0
    assert draft.read_text(encoding="utf-8") == TEXT


def test_waives_for_this_run_only(program: Program, draft: Path) -> None:
    assert found(program, draft, "--waive", "PUN-1@9", "--waive", "PLH-1") == [("POL-5", 9)]
    assert found(program, draft) == [("PUN-1", 9), ("POL-5", 9), ("PLH-1", 11)]


def test_waives_in_the_draft(program: Program, draft: Path) -> None:
    assert program("check", draft, "--waive-here", "POL-5@9").code == 1
    assert [rule for rule, _ in found(program, draft)] == ["PUN-1", "PLH-1"]
    assert "环保局" in draft.read_text(encoding="utf-8").split("---")[1]


def test_waives_for_good_in_the_unit_s_file(fresh: Program, tmp_path: Path) -> None:
    draft, other = fresh.folder / "drafts" / "一.md", fresh.folder / "drafts" / "二.md"
    for file in (draft, other):
        file.write_text(TEXT, encoding="utf-8")
    fresh("check", draft, "--waive-always", "POL-5@9")
    assert [rule for rule, _ in found(fresh, other)] == ["PUN-1", "PLH-1"]
    assert other.read_text(encoding="utf-8") == TEXT


def test_waives_a_rule_of_the_layout_for_good(fresh: Program) -> None:
    file = fresh.folder / "通知.docx"
    document = Document()
    document.add_paragraph("清川市国防动员办公室关于做好兵役登记工作的通知")
    document.add_paragraph("为做好兵役登记工作，现将有关事项通知如下。")
    document.save(str(file))
    layout = {"FMT-2", "FMT-9"}
    before = {rule for rule, _ in found(fresh, file)}
    fresh("check", file, "--waive-always", "FMT-2@1", "--waive-always", "FMT-9")
    after = {rule for rule, _ in found(fresh, file)}
    assert (before & layout, after) == (layout, before - layout)


@pytest.mark.parametrize(
    ("place", "said"), [("PUN-99", "PUN-9"), ("PUN-1@八", "行号"), ("PUN-1@3", "没有找到 PUN-1@3")]
)
def test_a_waiver_that_fits_nothing_changes_nothing(
    program: Program, draft: Path, place: str, said: str
) -> None:
    outcome = program("check", draft, "--waive-here", place)
    assert (outcome.code, said in outcome.err, draft.read_text(encoding="utf-8")) == (2, True, TEXT)


def test_writes_a_page_that_needs_no_network(program: Program, draft: Path, tmp_path: Path) -> None:
    page = tmp_path / "报告.html"
    program("check", draft, "--html", page)
    written = page.read_text(encoding="utf-8")
    assert ("<mark>XX</mark>" in written, "http" in written, "<script" in written) == (True, False, False)


def test_a_text_file_is_checked_and_never_changed(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "旧稿.txt"
    file.write_text(
        "关于征兵的讲话\n同志们：\n会议指出,要抓好落实，年底完成XX个。\n（一）、摸清底数\n要一户一户走到。\n",
        encoding="utf-8",
    )
    before = file.read_bytes()
    assert {("PUN-1", 3), ("PLH-1", 3), ("NUM-2", 4)} <= set(found(program, file))
    outcome = program("check", file, "--fix")
    assert (outcome.code, "wengao import" in outcome.err, file.read_bytes()) == (2, True, before)


def test_compares_with_the_corpus_unless_it_is_to_be_quick(program: Program, draft: Path) -> None:
    reused = "要逐村逐户核对适龄青年的信息，做到姓名、住址、学历、去向四个清楚，对外出务工和在外求学的人员逐一联系。"
    draft.write_text(f"# 在会上的讲话\n\n{reused}\n", encoding="utf-8")
    assert "REU-1" in {rule for rule, _ in found(program, draft)}
    assert "REU-1" not in {rule for rule, _ in found(program, draft, "--quick")}


def test_asks_for_the_parts_of_the_template(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "推进会.md"
    program(
        "new", "推进会讲话", "--set", "topic=征兵", "--set", "level=全市", "--set", "year=2026", "-o", file
    )
    whole = file.read_text(encoding="utf-8")
    cut = whole[: whole.rindex("\n## ", 0, whole.index("role=implement"))]
    file.write_text(cut, encoding="utf-8")
    missing = [
        finding["message"]
        for finding in program("check", file, "--json").json["findings"]
        if finding["rule"] == "GEN-1" and "没有找到" in finding["message"]
    ]
    assert any("落实" in message for message in missing)


def test_times_a_speech(program: Program, draft: Path) -> None:
    draft.write_text("# 在推进会上的讲话\n\n" + "要把每一项任务落到人、落到天。" * 60, encoding="utf-8")
    assert ("GEN-10", 3) in found(program, draft, "--minutes", "3")
    assert "GEN-10" not in {rule for rule, _ in found(program, draft, "--minutes", "30")}


def test_lists_the_rules(program: Program) -> None:
    assert program("rules", "PUN-9").out.startswith("PUN-9")
    assert [rule["rule"] for rule in program("rules", "REU", "--json").json["rules"]] == [
        "REU-1",
        "REU-2",
        "REU-3",
        "REU-4",
    ]
    outcome = program("rules", "PUN-99")
    assert (outcome.code, "PUN-9" in outcome.err) == (2, True)


def test_lists_the_rules_as_the_unit_has_them(fresh: Program) -> None:
    shipped = fresh("rules", "PUN-9", "--json").json["rules"][0]
    assert shipped["now"] == shipped["severity"] != "hint"
    fresh("rules", "--init")
    file = fresh.folder / "检查" / "规则.toml"
    text = file.read_text(encoding="utf-8").replace("[severity]", '[severity]\n"PUN-9" = "提"', 1)
    file.write_text(f'off = ["PUN-4"]\n{text}', encoding="utf-8")
    now = {rule["rule"]: rule["now"] for rule in fresh("rules", "PUN", "--json").json["rules"]}
    assert (now["PUN-9"], now["PUN-4"]) == ("hint", "off")
    lines = {line[:7].strip(): line for line in fresh("rules").out.splitlines()}
    assert "　提　" in lines["PUN-9"]
    assert lines["PUN-9"].endswith("（自带的是“警”）")
    assert "　关　" in lines["PUN-4"]


def test_a_waiver_for_good_brings_no_invented_names_along(fresh: Program) -> None:
    draft = fresh.folder / "drafts" / "一.md"
    draft.write_text("# 讲话\n\n县委书记林见山主持，清川市民兵训练处落实。。\n", encoding="utf-8")
    assert [rule for rule, _ in found(fresh, draft)] == ["PUN-7"]
    fresh("check", draft, "--waive-always", "PUN-7")
    assert [file.name for file in (fresh.folder / "检查").iterdir()] == ["规则.toml"]
    assert found(fresh, draft) == []
    made = fresh("rules", "--init").out.split()
    assert [Path(file).name for file in made] == [
        "任职名单.toml",
        "机构名单.toml",
        "地名用语.toml",
        "固定提法.toml",
    ]
    assert [rule for rule, _ in found(fresh, draft)] == ["POL-4", "POL-5"]


def test_makes_the_unit_s_files_which_then_count(fresh: Program) -> None:
    made = fresh("rules", "--init").out.split()
    assert [Path(file).name for file in made] == [
        "规则.toml",
        "任职名单.toml",
        "机构名单.toml",
        "地名用语.toml",
        "固定提法.toml",
    ]
    draft = fresh.folder / "drafts" / "一.md"
    draft.write_text("# 讲话\n\n县委书记林见山主持，清川市民兵训练处落实。\n", encoding="utf-8")
    assert [rule for rule, _ in found(fresh, draft)] == ["POL-4", "POL-5"]
    assert fresh("rules", "--init").out == ""


def test_a_broken_unit_file_is_named_with_line_and_nearest(fresh: Program) -> None:
    fresh("rules", "--init")
    rules = fresh.folder / "检查" / "规则.toml"
    rules.write_text('year = 2026\n\nof = ["PUN-4"]\n', encoding="utf-8")
    draft = fresh.folder / "drafts" / "一.md"
    draft.write_text(TEXT, encoding="utf-8")
    outcome = fresh("check", draft)
    assert (outcome.code, "规则.toml" in outcome.err, "第 3 行" in outcome.err, "off" in outcome.err) == (
        3,
        True,
        True,
        True,
    )
