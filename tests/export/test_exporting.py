"""The forms a draft is exported in, and what is refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.export.conftest import CREATED, DRAFTS, Export
from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft
from wengao.errors import InputError, UsageError
from wengao.export.choices import ExportChoices, Remark
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout

TEXT = """\
---
fields: {speaker: 陆怀章, date: 2026-03-18}
---
# 在推进会上的讲话

同志们：

今天我们开会，**要**很*重视*。[^s1]

## 抓落实

> 引文。

- 一件

| 单位 | 数 |
|---|--:|
| 甲 | 1 |

[^s1]: 出处：《讲话》一第1段，2025-01-01 〔passage abc123〕
"""


def written(tmp_path: Path, name: str, text: str = TEXT, **choices: object) -> Path:
    path = tmp_path / name
    chosen = ExportChoices(**choices)  # type: ignore[arg-type]
    export_draft(parse_draft(text), path, layout=load_layout("speech"), created=CREATED, choices=chosen)
    return path


def test_plain_text(tmp_path: Path) -> None:
    assert written(tmp_path, "稿.txt").read_text(encoding="utf-8") == (
        "在推进会上的讲话\n陆怀章\n（2026年3月18日）\n\n同志们：\n　　今天我们开会，要很重视。\n"
        "　　一、抓落实\n　　引文。\n　　——一件\n单位\t数\n甲\t1\n"
    )


NOTED = """\
# 通知

走访~~12~~15处[^甲]，划掉的~~整句~~。

~~整段划掉。~~

## 再~~一~~二[^乙]

| 序号 | 数 |
| --- | --- |
| 1 | ~~3~~4[^丙] |

[^甲]: 这是**脚注**。
[^乙]: 标题的注。
[^丙]: 表里的注。
"""


def test_plain_text_has_footnotes_at_its_end_and_nothing_that_is_struck_out(tmp_path: Path) -> None:
    assert written(tmp_path, "稿.txt", NOTED).read_text(encoding="utf-8") == (
        "通知\n\n　　走访15处①，划掉的。\n　　一、再二②\n序号\t数\n1\t4③\n\n　　①这是脚注。\n　　②标题的注。\n　　③表里的注。\n"
    )


def test_markdown_keeps_footnotes_and_strikes(tmp_path: Path) -> None:
    assert written(tmp_path, "稿.md", NOTED).read_text(encoding="utf-8") == (
        "# 通知\n\n走访~~12~~15处[^1]，划掉的~~整句~~。\n\n~~整段划掉。~~\n\n## 一、再~~一~~二[^2]\n\n"
        "| 序号 | 数 |\n| --- | --- |\n| 1 | ~~3~~4[^3] |\n\n[^1]: 这是**脚注**。\n\n[^2]: 标题的注。\n\n[^3]: 表里的注。\n"
    )


def test_clean_markdown(tmp_path: Path) -> None:
    assert written(tmp_path, "稿.md").read_text(encoding="utf-8") == (
        "# 在推进会上的讲话\n\n陆怀章\n\n（2026年3月18日）\n\n同志们：\n\n今天我们开会，**要**很*重视*。\n\n"
        "## 一、抓落实\n\n> 引文。\n\n——一件\n\n| 单位 | 数 |\n| --- | --: |\n| 甲 | 1 |\n"
    )


def test_the_suffix_may_be_in_capitals_and_an_unknown_one_is_refused(tmp_path: Path) -> None:
    assert written(tmp_path, "稿.TXT").is_file()
    with pytest.raises(UsageError, match=r"不能导出为 \.wps"):
        written(tmp_path, "稿.wps")


def test_gaps_are_refused_unless_they_are_allowed(tmp_path: Path) -> None:
    text = "# 题\n\n到【时限】完成【目标值】。\n"
    with pytest.raises(InputError) as caught:
        written(tmp_path, "稿.docx", text, allow_slots=False)
    assert caught.value.message == "还有 2 处空位没有填：【时限】、【目标值】"
    assert "--no-slots" in caught.value.remedy
    assert list(tmp_path.iterdir()) == []
    assert written(tmp_path, "稿.docx", text, allow_slots=True).is_file()


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("稿.docx", "~$稿.docx"),
        ("在推进会上的讲话.docx", "~$进会上的讲话.docx"),
        ("稿.docx", ".~lock.稿.docx#"),
    ],
)
def test_a_file_open_in_an_office_is_left_alone(tmp_path: Path, name: str, owner: str) -> None:
    (tmp_path / owner).write_bytes(b"")
    with pytest.raises(InputError, match="打开") as caught:
        written(tmp_path, name)
    assert owner in caught.value.remedy
    assert not (tmp_path / name).exists()


def test_findings_stand_beside_their_lines(export: Export) -> None:
    line = TEXT.split("\n").index("> 引文。") + 1
    remarks = (Remark(line, "〔警〕引文没有出处"), Remark(4, "〔提〕标题太短"), Remark(1, "〔提〕没有单位"))
    exported = export(TEXT, remarks=remarks)
    comments = exported.find("word/comments.xml", "//w:comment")
    assert ["".join(comment.itertext()) for comment in comments] == [remark.text for remark in remarks]
    marked = exported.find("word/document.xml", "//w:p[w:commentRangeStart]")
    assert ["".join(paragraph.itertext()) for paragraph in marked] == ["在推进会上的讲话", "引文。"]


def test_an_outline_has_a_page_of_its_own(export: Export, speech: Draft) -> None:
    exported = export(speech, outline=True)
    assert exported.texts("TOCHeading") == ["提　纲"]
    assert exported.texts("TOC1")[0] == "一、提高站位，深刻认识基层国防动员规范化建设的重大意义"
    assert exported.texts("TOC4") == ["（1）值班制度", "（2）台账制度"]
    assert len(exported.find("word/document.xml", "//w:sectPr")) == 2
    assert exported.find("word/document.xml", "//w:instrText") == []


def test_a_running_count_closes_each_main_section(export: Export) -> None:
    text = "# 题\n\n开场。\n\n## 甲\n\n一二三四五六七八九十。\n\n## 乙\n\n一二三四五。\n"
    assert export(text, rate=10).texts("RunningCount") == [
        "（至此18字，约2分钟）",
        "（至此27字，约2分钟）",
    ]
    assert export(text).texts("RunningCount") == []


def test_pdf_without_an_office_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="没有 LibreOffice"):
        written(tmp_path, "稿.pdf")
    assert not (tmp_path / "稿.pdf").exists()


def test_an_office_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "soffice").write_text("#!/bin/sh\nexit 77\n", encoding="utf-8")
    (tmp_path / "soffice").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(InputError, match="没有转成 PDF"):
        written(tmp_path, "稿.pdf")
    assert not (tmp_path / "稿.pdf").exists()


def test_joint_organs_share_the_mark(export: Export) -> None:
    text = (DRAFTS / "official.md").read_text(encoding="utf-8")
    joint = text.replace("  organ: 清川市国防动员办公室\n", "  organ: [清川市人民政府, 清川军分区]\n")
    exported = export(
        joint.replace("  signer: [林知夏]\n", "  signer: [林知夏, 周望川, 沈望野]\n"), layout="gb9704"
    )
    assert exported.texts("IssuerMark") == ["清川市人民政府", "清川军分区", "文件"]
    assert exported.texts("DocNumberLeft") == ["签发人：林知夏　周望川", "清动办〔2026〕5号沈望野"]
    assert exported.texts("Signature") == ["清川市人民政府", "清川军分区", "2026年3月18日"]
