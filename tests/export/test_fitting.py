"""Text stands beside every signature and imprint, addressees leave room for it, and no line is one character."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.export.conftest import CREATED, Export, Exported
from wengao.drafts.markdown import parse_draft
from wengao.drafts.word_import import draft_of_word
from wengao.export.composition import compose
from wengao.export.exporting import export_draft
from wengao.export.fitting import fitted, with_long_end_divided
from wengao.export.layout import load_layout
from wengao.export.pagination import broken, line_pages, page_spans
from wengao.export.particulars import particulars_of
from wengao.export.printed import Blank, Imprint, JointSignature, Mark, Paragraph, Printed, Title

FIELDS = "organ: 清川市人民政府, date: 2026-03-18"
IMPRINT = "copies: 市委办公室, printer: 清川市人民政府办公室, printed_date: 2026-03-19"
ONE_LINE = "各级各部门要高度重视。"
DOCUMENT = "//w:body//w:p"


def printed(text: str, layout: str = "gb9704") -> tuple[Printed, ...]:
    draft = parse_draft(text)
    return compose(draft, load_layout(layout), particulars_of(draft))


def document(lines: int, fields: str) -> str:
    """A document whose text takes so many lines."""
    paragraphs = "\n\n".join([ONE_LINE] * lines)
    return f"---\nfields: {{{fields}}}\n---\n# 清川市人民政府通知\n\n{paragraphs}\n"


@pytest.mark.parametrize("fields", [FIELDS, f"{FIELDS}, {IMPRINT}", f"{FIELDS}, sealed: true, {IMPRINT}"])
@pytest.mark.parametrize("lines", range(10, 46))
def test_no_signature_and_no_imprint_stands_on_a_page_without_text(lines: int, fields: str) -> None:
    blocks = printed(document(lines, fields))
    layout, told = fitted(blocks, load_layout("gb9704"))
    spans = page_spans(blocks, layout)
    body = {
        page for block, span in zip(blocks, spans, strict=True) if block.text == ONE_LINE for page in span
    }
    signed = {span for block, span in zip(blocks, spans, strict=True) if _is_signed(block)}
    below = [block for block in blocks if isinstance(block, Imprint)]
    assert {one for span in signed for one in span} <= body
    assert not below or spans[-1][0] <= max(last for _, last in signed)
    assert bool(told) == (layout != load_layout("gb9704"))


def _is_signed(block: Printed) -> bool:
    return isinstance(block, Paragraph) and block.style == "signature"


def test_the_drafter_is_told_of_the_distance(export: Export) -> None:
    [told] = [
        note
        for lines in range(15, 25)
        for note in export(document(lines, FIELDS), layout="gb9704").report.notes
        if "行距" in note
    ][:1]
    assert told == "落款或版记会单独成页，行距已由 28.95 磅调为 27.7 磅，每面 23 行（GB/T 9704-2012 7.3.5.5）"


@pytest.mark.parametrize("name", ["speech", "report"])
@pytest.mark.parametrize(("end", "page_ends"), [("谢谢大家！", 2), ("甲" * 26 * 4 + "乙" * 9, 3)])
def test_no_page_is_but_a_few_words(name: str, end: str, page_ends: int) -> None:
    moved = 0
    for lines in range(10, 60):
        blocks = printed("# 题\n\n" + "\n\n".join([*[ONE_LINE] * lines, end]), name)
        layout, told = fitted(blocks, load_layout(name))
        pages = [page for own in line_pages(blocks, layout, keeping=False) for page in own]
        assert pages.count(pages[-1]) > 1
        assert bool(told) == (layout != load_layout(name))
        moved += bool(told)
    assert moved == page_ends


def test_a_signature_is_kept_with_the_end_of_the_text(export: Export) -> None:
    kept = export(document(3, FIELDS), layout="gb9704").find(
        "word/document.xml", f"{DOCUMENT}[w:pPr/w:keepNext]"
    )
    assert ["".join(one.itertext()) for one in kept] == [ONE_LINE, "", "清川市人民政府"]


LONG = "各级各部门要把这项工作摆上重要位置，主要负责同志亲自抓，一级一级往下落，一件一件有着落。" * 9


@pytest.mark.parametrize("lines", range(22))
def test_a_long_end_is_divided_between_the_pages_and_reaches_the_signature(lines: int) -> None:
    blocks = printed(f"{document(lines, FIELDS)}\n{LONG}\n")
    layout, _ = fitted(blocks, load_layout("gb9704"))
    divided = with_long_end_divided(blocks, layout)
    spans = page_spans(divided, layout)
    [(end, last)] = [
        (block, last) for block, (_, last) in zip(divided, spans, strict=True) if block.text == LONG
    ]
    signed = [page for block, (page, _) in zip(divided, spans, strict=True) if _is_signed(block)]
    assert isinstance(end, Paragraph)
    assert (end.keep, {last}) == (False, set(signed))


def test_a_short_end_stays_with_its_signature() -> None:
    blocks = printed(document(30, FIELDS))
    assert with_long_end_divided(blocks, load_layout("gb9704")) == blocks


def test_organs_that_seal_stand_side_by_side(export: Export) -> None:
    fields = "organ: [清川市教育局, 清川市公安局, 清川市交通局], date: 2026-03-18, sealed: true"
    text = f"---\nfields: {{{fields}}}\n---\n# 通知\n\n特此通知。\n"
    [joint] = [block for block in printed(text) if isinstance(block, JointSignature)]
    assert joint.rows == (("清川市教育局", "清川市公安局", "清川市交通局"),)
    cells = export(text, layout="gb9704").find("word/document.xml", "//w:tbl//w:tc")
    assert ["".join(cell.itertext()) for cell in cells] == [
        "清川市教育局",
        "清川市公安局",
        "清川市交通局2026年3月18日",
    ]


def test_organs_that_do_not_seal_stand_one_under_the_other() -> None:
    text = "---\nfields: {organ: [清川市教育局, 清川市公安局], date: 2026-03-18}\n---\n# 通知\n\n特此通知。\n"
    assert [block.text for block in printed(text) if _is_signed(block)] == [
        "清川市教育局",
        "清川市公安局",
        "2026年3月18日",
    ]


def test_organs_that_the_text_names_are_its_signature() -> None:
    text = "---\nfields: {organ: [教育局, 公安局], sealed: true}\n---\n# 通知\n\n特此通知。\n\n教育局\n\n公安局\n\n2026年3月18日\n"
    assert [block for block in printed(text) if isinstance(block, JointSignature)] == [
        JointSignature((("教育局", "公安局"),), "2026年3月18日")
    ]


MANY = "、".join(f"清川市第{number}号重点建设项目工作专班" for number in range(40))


@pytest.mark.parametrize("where", ["field", "text"])
def test_addressees_that_leave_no_room_for_text_go_to_the_imprint(where: str) -> None:
    fields = "organ: 清川市人民政府, doc_number: 清政发〔2026〕5号, copies: 市委办公室, date: 2026-03-18"
    front = f"{fields}, recipients: {MANY}" if where == "field" else fields
    opening = "" if where == "field" else f"{MANY}：\n\n"
    blocks = printed(f"---\nfields: {{{front}}}\n---\n# 通知\n\n{opening}正文。\n")
    [imprint] = [block for block in blocks if isinstance(block, Imprint)]
    assert imprint.rows == ((f"主送：{MANY}。", "抄送：市委办公室。"),)
    assert not [block for block in blocks if isinstance(block, Paragraph) and block.style == "salutation"]


def test_between_addressees_and_copies_there_is_no_rule(export: Export) -> None:
    fields = f"organ: 清川市人民政府, doc_number: 清政发〔2026〕5号, copies: 市委办公室, recipients: {MANY}"
    cells = export(f"---\nfields: {{{fields}}}\n---\n# 通知\n\n正文。\n", layout="gb9704").find(
        "word/document.xml", "//w:tbl//w:tc[.//w:pStyle[@w:val='Imprint']]"
    )
    assert [len(cell.findall(".//{*}p")) for cell in cells] == [2]


def test_few_addressees_stay() -> None:
    fields = (
        "organ: 清川市人民政府, doc_number: 清政发〔2026〕5号, copies: 市委办公室, recipients: 各县区人民政府"
    )
    blocks = printed(f"---\nfields: {{{fields}}}\n---\n# 通知\n\n正文。\n")
    assert "各县区人民政府：" in [block.text for block in blocks]


ORDER = """\
---
fields: {organ: 清川市人民政府, date: 2026-03-18, doc_number: 第12号, signer: [市长 周望]}
---
# 清川市人民政府令

现予公布。
"""


def test_an_order_from_mark_to_signature() -> None:
    blocks = printed(ORDER, "order")
    marks = [block for block in blocks if isinstance(block, Mark)]
    assert [(mark.organs, mark.ending) for mark in marks] == [(("清川市人民政府",), "令")]
    assert not [block for block in blocks if isinstance(block, Title)]
    assert [block.text for block in blocks if not isinstance(block, Mark)][1:] == [
        "", "", "第12号", "", "", "现予公布。", "", "", "市长　　周　望", "", "2026年3月18日",
    ]  # fmt: skip
    assert [block.right for block in blocks if _is_signed(block) and isinstance(block, Paragraph)] == [4, 4]


def test_a_last_line_of_one_character_is_given_company(export: Export) -> None:
    layout = load_layout("gb9704")
    text = "加强基层国防动员规范化建设必须坚持目标导向" * 3
    alone = f"{text[: 26 + 28 + 1]}。"
    assert [len(line) for line in broken(alone, layout.styles.body, layout)] == [26, 28, 2]
    assert _spacings(export(f"{alone}\n")) == ["-4"]
    assert _spacings(export(f"{text[: 26 + 28 + 3]}。\n")) == []


def _spacings(exported: Exported) -> list[str]:
    return [str(one) for one in exported.find("word/document.xml", "//w:r/w:rPr/w:spacing/@w:val")]


def test_a_long_address_breaks_and_stretches_no_line(export: Export) -> None:
    exported = export(
        "详见https://www.example.gov.cn/zwgk/2026/03/18/list.html，请查阅。\n\n见example.cn。\n"
    )
    properties = exported.find("word/document.xml", f"{DOCUMENT}/w:pPr[w:wordWrap]")
    assert [one.find("{*}jc").get(f"{{{one.nsmap['w']}}}val") for one in properties] == ["left"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [("县长　张三", "县长　张　三"), ("县委书记 林知夏", "县委书记 林知夏"), ("张三", "张　三")],
)
def test_a_name_of_two_characters_is_spaced_in_the_signature(line: str, expected: str) -> None:
    text = f"---\nfields: {{speaker: {line}, date: 2026-01-09}}\n---\n# 述职报告\n\n请予评议。\n"
    layout = load_layout("report")
    signing = replace(layout, closing=replace(layout.closing, order=("speaker", "date")))
    draft = parse_draft(text)
    blocks = compose(draft, signing, particulars_of(draft))
    assert [block.text for block in blocks if _is_signed(block)] == [expected, "2026年1月9日"]
    assert Blank(keep=True) in blocks


def test_names_of_two_characters_are_spaced_in_lists_and_tables() -> None:
    text = (
        "---\nfields: {organ: 市国动办, doc_number: 第3期}\n---\n# 会议纪要\n\n| 姓名 | 职务 |\n|---|---|\n| 张三 | 主任 |\n\n"
        "出席：周望 林知夏\n\n列席：张三、李四\n"
    )
    shown = [block.text for block in printed(text, "minutes")]
    assert "姓名职务\n张　三主任" in shown
    assert "出席周　望　林知夏" in [line.replace("：", "") for line in shown]
    assert "列席：张三、李四" in shown


def test_spaced_signers_come_back_as_names(tmp_path: Path) -> None:
    text = "---\nfields: {organ: 市国动办, doc_number: 清动办〔2026〕5号, signer: [张三, 林知夏]}\n---\n# 请示\n\n正文。\n"
    draft = parse_draft(text)
    path = tmp_path / "稿.docx"
    export_draft(draft, path, layout=load_layout("gb9704"), created=CREATED)
    assert draft_of_word(path).fields["signer"] == ["张三", "林知夏"]


def test_a_heading_and_a_reading_copy_have_no_such_end_either(export: Export) -> None:
    heading = export("# 题\n\n## 认清形势、统一思想、切实增强抓好征兵工作的行动自觉\n\n正文。\n")
    assert _spacings(heading) == ["-4", "-4"]
    text = "加强基层国防动员规范化建设必须坚持目标导向" * 3
    assert _spacings(export(f"{text[: 22 + 24 + 1]}。\n", layout="reading")) == ["9"]


def test_a_long_paragraph_with_a_full_last_line_is_given_room(export: Export) -> None:
    text = "加强基层国防动员规范化建设必须坚持目标导向" * 9
    assert _spacings(export(f"{text[: 26 + 28 + 28 + 27]}。\n")) == ["-4"]
    assert _spacings(export(f"{text[: 26 + 28 + 28 + 20]}。\n")) == []
