"""wengao templates: the list by family, and templates from old documents."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import MATERIAL, Program

OLD = next(iter(MATERIAL))


def old_document(folder: Path) -> Path:
    file = folder / "旧稿.txt"
    file.write_text(MATERIAL[OLD], encoding="utf-8")
    return file


def test_the_list_is_by_family_with_a_line_each(program: Program) -> None:
    lines = program("templates", "list").out.splitlines()
    families = [line for line in lines if line.startswith("【")]
    assert families == ["【讲话】", "【述职】", "【总结】", "【发言】", "【新闻】", "【报告】", "【公文】"]
    assert lines[1].startswith("  推进会讲话　")
    assert len(lines) - len(families) == len(program("templates", "list", "--json").json["templates"])


def test_the_list_as_json_names_family_and_length(program: Program) -> None:
    first = program("templates", "list", "--json").json["templates"][0]
    assert (first["name"], first["family"], first["length"], first["problem"]) == (
        "推进会讲话",
        "讲话",
        [3000, 5000],
        None,
    )


def test_a_proposal_is_shown_and_not_written(fresh: Program, tmp_path: Path) -> None:
    outcome = fresh("templates", "from", old_document(tmp_path))
    assert (outcome.code, "--yes" in outcome.err) == (0, True)
    assert "  兵役登记工作 → {{ topic|work }}" in outcome.out
    assert "推进会讲话（旧稿）" not in fresh("templates", "list").out


def test_an_approved_template_is_written_and_used(fresh: Program, tmp_path: Path) -> None:
    written = fresh("templates", "from", old_document(tmp_path), "--yes")
    assert written.code == 0
    assert (
        "推进会讲话（旧稿）　照《在全市兵役登记工作推进会上的讲话》的结构起稿"
        in fresh("templates", "list").out
    )
    assert fresh("templates", "check", "推进会讲话（旧稿）").code == 0
    file = tmp_path / "新稿.md"
    made = fresh("new", "推进会讲话（旧稿）", "--set", "topic=征兵", "--set", "level=全县", "-o", file)
    assert (made.code, "# 在全县征兵工作推进会上的讲话" in file.read_text(encoding="utf-8")) == (0, True)


def test_a_template_that_is_there_is_not_written_over(fresh: Program, tmp_path: Path) -> None:
    file = tmp_path / "我的模板.md"
    file.write_text("我的", encoding="utf-8")
    outcome = fresh("templates", "from", old_document(tmp_path), "-o", file, "--yes")
    assert (outcome.code, file.read_text(encoding="utf-8")) == (3, "我的")


def test_the_proposal_as_json(fresh: Program, tmp_path: Path) -> None:
    found = fresh("templates", "from", old_document(tmp_path), "--json").json
    assert sorted(found) == ["name", "path", "replacements", "text"]
    assert sorted(found["replacements"][0]) == ["became", "count", "kind", "text"]


def test_parts_left_out_and_headings_chosen_for_a_new_draft(fresh: Program, tmp_path: Path) -> None:
    file = tmp_path / "新稿.md"
    settings = ("topic=双拥工作", "level=全市", "year=2026", "omit=协同", "headings=功夫式")
    made = fresh(
        "new", "推进会讲话", *(word for setting in settings for word in ("--set", setting)), "-o", file
    )
    text = file.read_text(encoding="utf-8")
    assert (made.code, "role=synergy" in text, "下面，我讲三点意见。" in text) == (0, False, True)
    assert "## 在思想认识上再提升，充分认清双拥工作的重大意义" in text
