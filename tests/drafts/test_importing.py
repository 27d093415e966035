"""An old document as a draft."""

from __future__ import annotations

from dataclasses import replace

from wengao.drafts.importing import draft_of_document
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.outline import outline
from wengao.markup.front_matter import read_front_matter
from wengao.reading.models import Document, Section

OLD = Document(
    id="d1",
    path="旧稿.docx",
    title="在全县征兵工作会上的讲话",
    genre="讲话",
    date="2025-03-18",
    root=Section(
        "",
        0,
        paragraphs=("同志们：", "2025年3月，安澜县征集新兵320名。"),
        children=(
            Section(
                "提高认识",
                1,
                "一、",
                "significance",
                ("# 号开头的一段",),
                (Section("看形势", 2, "（一）", "significance"),),
            ),
            Section("抓好落实", 1, "二、", "implement"),
        ),
    ),
)


def test_structure_roles_and_numbers_are_kept() -> None:
    nodes = outline(parse_draft(write_draft(draft_of_document(OLD))))
    assert [(node.enumerator, node.heading, node.role) for node in nodes] == [
        ("", "在全县征兵工作会上的讲话", None),
        ("一、", "提高认识", "significance"),
        ("（一）", "看形势", "significance"),
        ("二、", "抓好落实", "implement"),
    ]


def test_the_signature_ends_the_text_before_its_attachments() -> None:
    root = Section(
        "",
        0,
        children=(
            Section("抓好落实", 1, "一、", None, ("请执行。",)),
            Section("附件1", 1, "", None, ("名单。",)),
        ),
    )
    signed = replace(OLD, root=root, signature=("安澜县人民政府", "2024年5月10日"))
    text = write_draft(draft_of_document(signed))
    assert text.partition("## 抓好落实")[2].split() == [
        "请执行。",
        "安澜县人民政府",
        "2024年5月10日",
        "#",
        "附件1",
        "名单。",
    ]


def test_what_is_put_out_is_a_paper_of_its_own_behind_the_signature() -> None:
    cover = "《安澜县节水计划》已经县政府同意，现印发给你们，请认真贯彻执行。"
    plan = Section("安澜县节水计划", 1, children=(Section("总体要求", 2, "一、", None, ("要节水。",)),))
    notice = replace(
        OLD, root=Section("", 0, paragraphs=(cover,), children=(plan,)), signature=("安澜县人民政府",)
    )
    text = write_draft(draft_of_document(notice))
    assert text.partition(cover)[2].split() == [
        "安澜县人民政府", "#", "安澜县节水计划", "##", "总体要求", "要节水。",
    ]  # fmt: skip


def test_rows_are_a_table() -> None:
    rows = replace(
        OLD, root=Section("", 0, paragraphs=("任务 | 单位", "巡查 | 水利局", "甲 |  | 乙", "完。"))
    )
    text = write_draft(draft_of_document(rows))
    assert "| 任务 | 单位 |  |\n| --- | --- | --- |\n| 巡查 | 水利局 |  |\n| 甲 |  | 乙 |\n\n完。\n" in text


def test_a_red_head_and_an_imprint_become_fields() -> None:
    head = ("000012", "机密★1年", "特急", "清教发〔2026〕5号　　签发人：林知夏、周望川")
    imprint = ("抄送：市委办公室，市人大常委会办公室。", "清川市教育局办公室　　2026年3月19日印发")
    note = "（联系人：顾砚秋，电话：0000-1234567）"
    root = Section(
        "",
        0,
        paragraphs=(*head, "市政府："),
        children=(Section("任务", 1, "一、", None, ("要到位。", note, *imprint)),),
    )
    signed = ("清川市教育局", "2026年3月18日")
    old = replace(OLD, root=root, organ="清川市教育局、清川市公安局", signature=signed)
    draft = parse_draft(write_draft(draft_of_document(old)))
    assert read_front_matter(draft.front).fields == {
        "organ": ["清川市教育局", "清川市公安局"],
        "copy_number": "000012",
        "secrecy": "机密★1年",
        "urgency": "特急",
        "doc_number": "清教发〔2026〕5号",
        "signer": ["林知夏", "周望川"],
        "copies": "市委办公室，市人大常委会办公室",
        "printer": "清川市教育局办公室",
        "printed_date": "2026-03-19",
    }
    assert [part.body.split() for part in draft.parts] == [["市政府："], ["要到位。", *signed, note]]


def test_lines_without_a_number_are_no_head() -> None:
    lines = ("000012", "特急", "同志们：")
    draft = draft_of_document(replace(OLD, root=Section("", 0, paragraphs=lines)))
    assert (read_front_matter(draft.front).fields, draft.parts[0].body.split()) == ({}, list(lines))
