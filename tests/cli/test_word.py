"""export, check and import with Word files, as a drafter runs them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.cli.conftest import Program
from tests.export.rendering import converted, require_office
from tests.word.messy import write_messy

DRAFT = """\
---
wengao: 1
genre: 通知
fields: {organ: 清川市国防动员办公室, date: 2026-03-18, doc_number: 清动办〔2026〕5号, copies: 市委办公室}
---
# 清川市国防动员办公室关于做好兵役登记工作的通知

各县（区）人民武装部：

为做好兵役登记工作，现将有关事项通知如下。

## 总体要求

要逐村逐户核对适龄青年的信息，做到姓名、住址、学历、去向四个清楚。
"""


@pytest.fixture
def notice(fresh: Program) -> Path:
    path = fresh.folder / "drafts" / "通知.md"
    path.parent.mkdir(exist_ok=True)
    path.write_text(DRAFT, encoding="utf-8")
    return path


def typed(path: Path) -> Path:
    """A Word file that somebody typed without styles."""
    document = Document()
    for line in (
        "关于做好兵役登记工作的通知",
        "各县（区）人民武装部：",
        "　　现将有关事项通知如下，请抓好落实。",
    ):
        document.add_paragraph(line)
    document.save(str(path))
    return path


def test_export_in_four_forms(fresh: Program, notice: Path, tmp_path: Path) -> None:
    for name in ("稿.docx", "稿.txt", "稿.md"):
        outcome = fresh("export", notice, "-o", tmp_path / name)
        assert (outcome.code, outcome.out) == (0, f"{tmp_path / name}\n")
    assert "抄送：市委办公室。" in (tmp_path / "稿.txt").read_text(encoding="utf-8")
    assert "## 一、总体要求" in (tmp_path / "稿.md").read_text(encoding="utf-8")
    assert fresh("export", notice, "-o", tmp_path / "稿.rtf").code == 2


def test_gaps_are_told_and_refused_only_on_request(fresh: Program, notice: Path, tmp_path: Path) -> None:
    notice.write_text(DRAFT.replace("四个清楚", "【几个】清楚"), encoding="utf-8")
    refused = fresh("export", notice, "-o", tmp_path / "稿.docx", "--no-slots")
    assert (refused.code, "【几个】" in refused.err, (tmp_path / "稿.docx").exists()) == (3, True, False)
    told = fresh("export", notice, "-o", tmp_path / "稿.docx")
    assert (told.code, "1 处【空位】" in told.err, (tmp_path / "稿.docx").exists()) == (0, True, True)


def test_a_wrong_key_in_a_layout_is_one_line(fresh: Program, notice: Path) -> None:
    folder = fresh.folder / "layouts"
    folder.mkdir(exist_ok=True)
    (folder / "ours.toml").write_text('extends = "gb9704"\n[page]\ntpo = 37\n', encoding="utf-8")
    outcome = fresh("export", notice, "--layout", "ours")
    assert outcome.code == 3
    assert "page.tpo" in outcome.err
    assert len(outcome.err.strip().split("\n")) == 1


def test_what_was_exported_passes_the_check(fresh: Program, notice: Path, tmp_path: Path) -> None:
    fresh("export", notice, "-o", tmp_path / "稿.docx")
    outcome = fresh("check", tmp_path / "稿.docx", "--layout", "gb9704")
    assert outcome.out.startswith("版式合规\n")


def test_check_and_correct_a_word_file_of_others(fresh: Program, tmp_path: Path) -> None:
    path = typed(tmp_path / "来文.docx")
    before = path.read_bytes()
    outcome = fresh("check", path, "--layout", "gb9704", "--json")
    assert outcome.code == 1
    rules = {finding["rule"] for finding in outcome.json["findings"]}
    assert {"FMT-1", "FMT-2", "FMT-3", "FMT-4", "FMT-5", "FMT-7", "FMT-9"} <= rules
    fixed = fresh("check", path, "--layout", "gb9704", "--fix")
    copy = tmp_path / "来文（版式已改）.docx"
    assert str(copy) in fixed.err
    assert path.read_bytes() == before
    assert fresh("check", copy, "--layout", "gb9704").out.startswith("版式合规\n")


def test_what_a_correction_changed_and_left_is_told(fresh: Program, tmp_path: Path) -> None:
    path = write_messy("half_width_marks", tmp_path)
    outcome = fresh("check", path, "--layout", "gb9704", "--fix")
    assert "改了 3 处标点和序号：\n  第 8 段　位要高度重视,加强领导" in outcome.err
    assert " → 位要高度重视，加强领导；压实责任：按时完成（三月底前）任务，网址是htt\n" in outcome.err
    assert "还有" not in outcome.err
    outcome = fresh("check", write_messy("wide_table", tmp_path), "--layout", "gb9704", "--fix")
    assert "第 1 个表格的字放大会多折行，字号没有改" in outcome.err


def test_corrections_may_be_recorded(fresh: Program, tmp_path: Path) -> None:
    path = write_messy("half_width_marks", tmp_path)
    outcome = fresh("check", path, "--layout", "gb9704", "--fix", "--tracked")
    assert "改动都记成了修订" in outcome.err
    body = Document(str(tmp_path / "half_width_marks（版式已改）.docx")).element.body
    assert {one.get(qn("w:author")) for one in body.iter(qn("w:ins"), qn("w:del"), qn("w:rPrChange"))} == {
        "wengao"
    }
    for arguments in (("check", path, "--tracked"), ("check", "稿.md", "--fix", "--tracked")):
        refused = fresh(*arguments)
        assert refused.code == 2


def test_layout_and_text_are_told_apart(fresh: Program, tmp_path: Path) -> None:
    path = tmp_path / "通知.docx"
    document = Document()
    document.add_paragraph("关于做好兵役登记工作的通知")
    document.save(str(path))
    outcome = fresh("check", path, "--layout", "gb9704", "--quick")
    assert outcome.out.startswith("版式（")
    assert outcome.out.endswith("文字没有发现问题\n")


def test_only_drafts_are_put_right_in_place(fresh: Program, tmp_path: Path) -> None:
    path = tmp_path / "旧稿.txt"
    path.write_text("关于工作的通知\n一，提高认识\n", encoding="utf-8")
    assert fresh("check", path, "--fix").code == 2
    assert path.read_text(encoding="utf-8") == "关于工作的通知\n一，提高认识\n"


def changed_in_word(path: Path) -> None:
    document = Document(str(path))
    paragraph = next(one for one in document.paragraphs if one.text.startswith("要逐村"))
    paragraph.runs[0].text = paragraph.text.replace("四个清楚", "五个清楚")
    document.save(str(path))


def test_word_comes_home_with_its_changes(fresh: Program, notice: Path, tmp_path: Path) -> None:
    word = tmp_path / "通知.docx"
    fresh("export", notice, "-o", word)
    same = fresh("import", word)
    assert Path(same.out.strip()).read_text(encoding="utf-8") == DRAFT
    assert "没有改动" in same.err
    changed_in_word(word)
    outcome = fresh("import", word, "-o", tmp_path / "改回.md")
    assert (tmp_path / "改回.md").read_text(encoding="utf-8") == DRAFT.replace("四个清楚", "五个清楚")
    assert outcome.out.split("\n")[1] == "一、总体要求"
    assert notice.read_text(encoding="utf-8") == DRAFT


def test_the_changes_as_json(fresh: Program, notice: Path, tmp_path: Path) -> None:
    word = tmp_path / "改过名.docx"
    fresh("export", notice, "-o", word)
    changed_in_word(word)
    answer: dict[str, Any] = json.loads(fresh("import", word, "--draft", notice, "--json").out)
    assert answer["original"] == str(notice)
    assert [(one["section"], one["kind"]) for one in answer["changes"]] == [("一、总体要求", "改")]


def test_an_export_tells_what_is_missing_in_json(fresh: Program, notice: Path, tmp_path: Path) -> None:
    report = fresh("export", notice, "-o", tmp_path / "稿.docx", "--json").json
    assert (report["path"], report["slots_left"]) == (str(tmp_path / "稿.docx"), 0)
    assert [(one["name"], one["label"]) for one in report["missing"]] == [
        ("printer", "印发机关"),
        ("printed_date", "印发日期"),
    ]
    assert report["notes"][0] == "公文要素还没有填：印发机关、印发日期（界面里按 Alt+L 填）"


def test_a_new_draft_takes_elements_of_a_document(fresh: Program, tmp_path: Path) -> None:
    settings = ("topic=征兵工作", "发文字号=清征发[2026]05号", "copies=市委办公室，军分区", "份号=000012")
    made = fresh(
        "new", "推进会讲话", *(word for one in settings for word in ("--set", one)), "-o", tmp_path / "稿.md"
    )
    text = (tmp_path / "稿.md").read_text(encoding="utf-8")
    assert made.code == 0
    assert "doc_number: 清征发〔2026〕5号" in text
    assert "copies: 市委办公室，军分区" in text
    assert "copy_number: '000012'" in text


def test_a_wrong_element_is_told_and_nothing_is_written(fresh: Program, tmp_path: Path) -> None:
    made = fresh(
        "new", "推进会讲话", "--set", "topic=征兵工作", "--set", "密级=内部", "-o", tmp_path / "稿.md"
    )
    wrong = fresh(
        "new", "推进会讲话", "--set", "topic=征兵工作", "--set", "secrecy=内部", "-o", tmp_path / "稿.md"
    )
    assert (made.code, wrong.code, (tmp_path / "稿.md").exists()) == (2, 2, False)
    assert "密级和保密期限" in wrong.err


def test_a_statutory_template_asks_for_its_head(fresh: Program, tmp_path: Path) -> None:
    values = (
        "organ=市国动办",
        "matter=做好潜力调查工作",
        "addressees=各县国动办",
        "doc_number=清动办〔2026〕05号",
    )
    made = fresh(
        "new", "通知", *(word for one in values for word in ("--set", one)), "-o", tmp_path / "稿.md"
    )
    assert made.code == 0
    assert "doc_number: 清动办〔2026〕5号" in (tmp_path / "稿.md").read_text(encoding="utf-8")


def test_a_layout_is_learnt_from_a_sample_and_used(fresh: Program, notice: Path, tmp_path: Path) -> None:
    sample = tmp_path / "样稿.docx"
    assert fresh("export", notice, "-o", sample).code == 0
    looked = fresh("layouts", "from", sample, "--name", "市府办")
    assert (looked.code, "正文：仿宋_GB2312 16 磅" in looked.out, "没有写入" in looked.err) == (0, True, True)
    written = fresh("layouts", "from", sample, "--name", "市府办", "--yes", "--json").json
    assert (written["name"], "正文：仿宋_GB2312 16 磅" in written["learnt"]) == ("市府办", True)
    names = [one["name"] for one in fresh("layouts", "list", "--json").json["layouts"]]
    assert names[0] == "市府办"
    assert fresh("export", notice, "-o", tmp_path / "再.docx", "--layout", "市府办").code == 0


def test_a_layout_becomes_a_word_template(fresh: Program, tmp_path: Path) -> None:
    outcome = fresh("layouts", "dotx", "gb9704", "-o", tmp_path / "公文.dotx")
    assert (outcome.code, outcome.out.strip()) == (0, str(tmp_path / "公文.dotx"))
    assert (tmp_path / "公文.dotx").stat().st_size > 1000


def test_what_does_not_come_home_from_word_is_listed(fresh: Program, notice: Path, tmp_path: Path) -> None:
    word = tmp_path / "通知.docx"
    fresh("export", notice, "-o", word)
    document = Document(str(word))
    paragraph = next(one for one in document.paragraphs if one.text.startswith("要逐村"))
    document.add_comment(paragraph.runs, text="底数从哪里来？", author="林秋月")
    paragraph.runs[0].font.underline = True
    number = next(one for one in document.paragraphs if "〔2026〕5号" in one.text)
    number.runs[0].text = "清动办〔2026〕9号"
    document.save(str(word))
    told = fresh("import", word)
    assert "没有收进正文的批注 1 处：底数从哪里来？\n" in told.err
    assert "没有收进正文的下划线 1 处：要逐村逐户" in told.err
    assert "改　发文字号：清动办〔2026〕5号\n  　→ 发文字号：清动办〔2026〕9号\n" in told.out
    listed = fresh("import", word, "--json").json
    assert [one["kind"] for one in listed["not_taken"]] == ["批注", "下划线"]
    assert [(one["kind"], one["after"]) for one in listed["changes"]] == [
        ("改", "发文字号：清动办〔2026〕9号")
    ]


@pytest.mark.office
def test_older_word_files_are_checked_but_not_put_right(fresh: Program, tmp_path: Path) -> None:
    require_office()
    old = converted(write_messy("half_width_marks", tmp_path), "doc")
    before = old.read_bytes()
    checked = fresh("check", old, "--json").json
    assert {",", ";"} <= {one["excerpt"] for one in checked["findings"] if one["rule"] == "PUN-1"}
    refused = fresh("check", old, "--fix")
    assert (refused.code, old.read_bytes()) == (2, before)
    assert "请先" in refused.err
