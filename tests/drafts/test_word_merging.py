"""What was changed in Word comes home: fields of head and imprint, lists of attachments, tables, sections that were moved."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from tests.export.conftest import CREATED, DRAFTS
from tests.word.messy import picture
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.word_import import draft_of_word
from wengao.drafts.word_merging import MergedDraft, merge_word
from wengao.export.choices import ExportChoices, Remark
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout

OFFICIAL = (DRAFTS / "official.md").read_text(encoding="utf-8")
REPORT = """\
---
wengao: 1
fields: {organ: 清川市国防动员办公室, date: 2026-03-18}
---
# 在推进会上的通报

## 甲部分 {role=significance goal=300}
<!-- 提示：写意义 -->

国防动员工作事关全局，各级务必高度重视。[^s1]

| 县区 | 应登记 |
|---|--:|
| 望舒区 | 320 |
| 云岭县 | 210 |

表后一段话。

## 乙部分 {role=task goal=200}

一件一件抓好落实，不打折扣。

### 乙部分的一点 {role=point}

多办实事。

## 丙部分 {role=implement}
<!-- 提示：写落实 -->

层层压实责任，确保完成任务。[^s2]

[^s1]: 出处：《讲话》一第1段，2025-01-01 〔passage abc123〕
[^s2]: 出处：《讲话》二第1段，2025-01-01 〔passage abc124〕
"""
Change = Callable[[Any], None]
Merge = Callable[[str, str, Change], MergedDraft]


@pytest.fixture
def merge(tmp_path: Path) -> Merge:
    """A draft exported in a layout, changed in Word, and brought home."""

    def run(text: str, layout: str, change: Change) -> MergedDraft:
        draft, path = parse_draft(text), tmp_path / "稿.docx"
        choices = ExportChoices(remarks=(Remark(8, "出处"),))
        export_draft(draft, path, layout=load_layout(layout), created=CREATED, choices=choices)
        document = Document(str(path))
        change(document)
        document.save(str(path))
        return merge_word(draft, draft_of_word(path))

    return run


def text_of(element: Any) -> str:
    return "".join(one.text or "" for one in element.iter(qn("w:t")))


def paragraphs(document: Any, opening: str) -> list[Any]:
    return [one for one in document.element.body.iter(qn("w:p")) if text_of(one).startswith(opening)]


def replacing(opening: str, before: str, after: str, which: int = 0) -> Change:
    """Change words of the paragraph that opens so."""

    def change(document: Any) -> None:
        runs = [
            one for one in paragraphs(document, opening)[which].iter(qn("w:t")) if before in (one.text or "")
        ]
        runs[0].text = str(runs[0].text).replace(before, after)

    return change


def changed_lines(text: str, merged: MergedDraft) -> list[str]:
    """The lines that the merged draft no longer has, and those it has instead."""
    lines = difflib.unified_diff(text.splitlines(), write_draft(merged.draft).splitlines(), lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


def told(merged: MergedDraft) -> list[tuple[str, str, str]]:
    return [(one.kind, one.before, one.after) for one in merged.changes]


@pytest.mark.parametrize(
    ("change", "name", "before", "after"),
    [
        (replacing("清动办〔", "5", "9"), "发文字号", "清动办〔2026〕5号", "清动办〔2026〕9号"),
        (replacing("清动办〔", "林知夏", "林秋月"), "签发人", "林知夏", "林秋月"),
        (replacing("机密", "机密★1年", "秘密★3年"), "密级和保密期限", "机密★1年", "秘密★3年"),
        (replacing("特急", "特急", "加急"), "紧急程度", "特急", "加急"),
        (replacing("000012", "000012", "000013"), "份号", "000012", "000013"),
        (
            replacing("清川市国防动员办公室综合科", "19日", "20日"),
            "印发日期",
            "2026-03-19",
            "2026-03-20",
        ),
        (
            replacing("清川市国防动员办公室综合科", "综合科", "秘书科"),
            "印发机关",
            "清川市国防动员办公室综合科",
            "清川市国防动员办公室秘书科",
        ),
        (
            replacing("清川市人民政府：", "清川市人民政府", "清川市委"),
            "主送机关",
            "清川市人民政府",
            "清川市委",
        ),
        (
            replacing("（联系人", "顾砚秋", "沈致远"),
            "附注",
            "联系人及电话：顾砚秋，0000-1234567",
            "联系人及电话：沈致远，0000-1234567",
        ),
        (replacing("2026年3月18日", "18", "21"), "日期", "2026-03-18", "2026-03-21"),
    ],
)
def test_what_is_printed_of_a_field_goes_back_to_it(
    merge: Merge, change: Change, name: str, before: str, after: str
) -> None:
    merged = merge(OFFICIAL, "gb9704", change)
    assert told(merged) == [("改", f"{name}：{before}", f"{name}：{after}")]
    assert len(changed_lines(OFFICIAL, merged)) == 2
    assert after in merged.draft.front


def test_the_organs_that_copies_go_to_stay_a_list(merge: Merge) -> None:
    merged = merge(OFFICIAL, "gb9704", replacing("抄送", "市财政局", "市统计局"))
    assert changed_lines(OFFICIAL, merged) == [
        "-  copies: [市委办公室, 市人大常委会办公室, 市政协办公室, 清川军分区, 市发展和改革委员会, 市财政局, 市自然资源局]",
        "+  copies: [市委办公室, 市人大常委会办公室, 市政协办公室, 清川军分区, 市发展和改革委员会, 市统计局, 市自然资源局]",
    ]


def test_a_field_that_was_struck_from_the_imprint_goes(merge: Merge) -> None:
    def change(document: Any) -> None:
        row = next(paragraphs(document, "抄送")[0].iterancestors(qn("w:tr")))
        row.getparent().remove(row)

    merged = merge(OFFICIAL, "gb9704", change)
    assert [(kind, before[:10], after) for kind, before, after in told(merged)] == [
        ("删", "抄送机关：市委办公室", "")
    ]
    assert "copies" not in merged.draft.front


def test_the_organ_that_signs_is_a_field(merge: Merge) -> None:
    merged = merge(
        OFFICIAL, "gb9704", replacing("清川市国防动员办公室", "清川市国防动员办公室", "清川市教育局", -2)
    )
    assert told(merged) == [("改", "单位：清川市国防动员办公室", "单位：清川市教育局")]


def test_a_line_that_the_draft_has_itself_is_no_field(merge: Merge) -> None:
    own = OFFICIAL.replace("妥否，请批示。\n", "妥否，请批示。\n\n清川市国防动员办公室\n\n2026年3月18日\n")
    merged = merge(own, "gb9704", replacing("2026年3月18日", "18", "21"))
    assert changed_lines(own, merged) == ["-2026年3月18日", "+2026年3月21日"]


def test_a_renamed_attachment_is_named_once(merge: Merge) -> None:
    def change(document: Any) -> None:
        replacing("附件：1", "建设方案", "实施方案")(document)
        replacing("安澜县民兵训练基地建设方案", "建设方案", "实施方案")(document)

    merged = merge(OFFICIAL, "gb9704", change)
    lines = changed_lines(OFFICIAL, merged)
    assert [line for line in lines if "attachments" not in line] == [
        "-# 附件1：安澜县民兵训练基地建设方案",
        "+# 附件1：安澜县民兵训练基地实施方案",
    ]
    assert write_draft(merged.draft).count("安澜县民兵训练基地实施方案") == 2


def add_row(document: Any, after: int, *texts: str) -> None:
    rows = document.tables[0].rows
    new = deepcopy(rows[1]._tr)
    rows[after]._tr.addnext(new)
    for cell, text in zip(new.iter(qn("w:tc")), texts, strict=True):
        next(cell.iter(qn("w:t"))).text = text


@pytest.mark.parametrize(
    ("after", "below"), [(0, "|---|--:|"), (1, "| 望舒区 | 320 |"), (2, "| 云岭县 | 210 |")]
)
def test_a_row_is_added_to_its_table(merge: Merge, after: int, below: str) -> None:
    merged = merge(REPORT, "report", lambda document: add_row(document, after, "石桥县", "99"))
    assert write_draft(merged.draft) == REPORT.replace(f"{below}\n", f"{below}\n| 石桥县 | 99 |\n")
    assert told(merged) == [("增", "", "石桥县\t99")]


def test_a_column_is_added_with_its_rule(merge: Merge) -> None:
    def change(document: Any) -> None:
        for row, text in zip(document.tables[0].rows, ("已登记", "300", "200"), strict=True):
            cell = deepcopy(row.cells[-1]._tc)
            row.cells[-1]._tc.addnext(cell)
            next(cell.iter(qn("w:t"))).text = text

    merged = merge(REPORT, "report", change)
    assert [line for line in changed_lines(REPORT, merged) if line.startswith("+")] == [
        "+| 县区 | 应登记 | 已登记 |",
        "+| --- | --: | --: |",
        "+| 望舒区 | 320 | 300 |",
        "+| 云岭县 | 210 | 200 |",
    ]


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ((1,), "| 县区 | 应登记 |\n|---|--:|\n| 云岭县 | 210 |\n\n表后"),
        ((2,), "| 县区 | 应登记 |\n|---|--:|\n| 望舒区 | 320 |\n\n表后"),
        ((0,), "| 望舒区 | 320 |\n|---|--:|\n| 云岭县 | 210 |\n\n表后"),
    ],
)
def test_rows_are_dropped_and_the_table_stays_one(merge: Merge, rows: tuple[int, ...], left: str) -> None:
    def change(document: Any) -> None:
        table = document.tables[0]
        for row in [table.rows[index]._tr for index in rows]:
            table._tbl.remove(row)

    merged = merge(REPORT, "report", change)
    assert f"高度重视。[^s1]\n\n{left}" in write_draft(merged.draft)


def test_a_table_is_dropped_and_another_added(merge: Merge) -> None:
    def change(document: Any) -> None:
        table = document.tables[0]._tbl
        new = deepcopy(table)
        for element, text in zip(new.iter(qn("w:t")), "子丑寅卯辰巳", strict=True):
            element.text = text
        paragraphs(document, "一件一件")[0].addnext(new)
        table.getparent().remove(table)

    merged = merge(REPORT, "report", change)
    text = write_draft(merged.draft)
    assert "[^s1]\n\n表后一段话。\n" in text
    assert "不打折扣。\n\n| 子 | 丑 |\n| --- | --: |\n| 寅 | 卯 |\n| 辰 | 巳 |\n\n### 乙部分的一点" in text


def move(document: Any, openings: tuple[str, ...], before: str) -> None:
    target = paragraphs(document, before)[0]
    for opening in openings:
        target.addprevious(paragraphs(document, opening)[0])


def test_a_section_that_was_moved_keeps_what_it_holds(merge: Merge) -> None:
    merged = merge(REPORT, "report", lambda document: move(document, ("三、", "层层"), "二、"))
    start, end = REPORT.index("## 乙部分"), REPORT.index("## 丙部分")
    tail = REPORT.index("[^s1]:")
    assert write_draft(merged.draft) == (
        REPORT[:start] + REPORT[end:tail] + REPORT[start:end] + REPORT[tail:]
    )
    assert told(merged) == [("移", "三、丙部分", "移到“甲部分”之后")]


def test_a_section_moves_with_its_parts_and_may_be_changed(merge: Merge) -> None:
    def change(document: Any) -> None:
        replacing("多办", "多办", "快办")(document)
        move(document, ("二、", "一件", "（一）", "快办"), "一、")

    merged = merge(REPORT, "report", change)
    assert told(merged) == [
        ("移", "一、甲部分", "移到“乙部分”之后"),
        ("改", "多办实事。", "快办实事。"),
    ]
    merged = merge(REPORT, "report", lambda document: move(document, ("三、", "层层"), "一、"))
    assert told(merged) == [("移", "三、丙部分", "移到“在推进会上的通报”之下")]


def test_a_section_that_moved_is_the_same_section(merge: Merge) -> None:
    merged = merge(
        REPORT, "report", lambda document: move(document, ("二、", "一件", "（一）", "多办"), "一、")
    )
    assert [(part.heading, part.role, part.goal) for part in merged.draft.parts] == [
        ("在推进会上的通报", None, None),
        ("乙部分", "task", 200),
        ("乙部分的一点", "point", None),
        ("甲部分", "significance", 300),
        ("丙部分", "implement", None),
    ]


def test_what_does_not_come_along_is_told(merge: Merge) -> None:
    def change(document: Any) -> None:
        paragraph = Paragraph(paragraphs(document, "一件一件")[0], document._body)
        document.add_comment(paragraph.runs, text="再想想", author="林秋月")
        paragraph.runs[0].font.underline = True
        paragraph.add_run().add_picture(picture())

    merged = merge(REPORT, "report", change)
    assert write_draft(merged.draft) == REPORT
    assert merged.left_out == (
        ("批注", "再想想"),
        ("下划线", "一件一件抓好落实，不打折扣。"),
        ("图片", ""),
    )


def test_another_mark_of_the_head_is_told(merge: Merge) -> None:
    merged = merge(
        OFFICIAL, "gb9704", replacing("清川市国防动员办公室文件", "清川市国防动员办公室", "清川市教育局")
    )
    assert write_draft(merged.draft) == OFFICIAL
    assert merged.left_out == (("发文机关标志的改动", "清川市教育局文件"),)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ("organ: [清川市教育局, 清川市公安局]", {"organ": ["清川市教育局", "清川市公安局"]}),
        ("organ: 清川市教育局", {"organ": "清川市教育局"}),
        ("organ: 清川市教育局, mark: 清川市教育局会议纪要", {"mark": "清川市教育局会议纪要"}),
    ],
)
def test_without_its_draft_the_mark_says_who_issues(
    tmp_path: Path, fields: str, shown: dict[str, Any]
) -> None:
    text = f"---\nfields: {{{fields}, doc_number: 清教发〔2026〕5号}}\n---\n# 关于整治的通知\n\n特此通知。\n"
    path = tmp_path / "稿.docx"
    export_draft(parse_draft(text), path, layout=load_layout("gb9704"), created=CREATED)
    assert draft_of_word(path, alone=True).fields == {**shown, "doc_number": "清教发〔2026〕5号"}
