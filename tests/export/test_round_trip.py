"""From a draft to Word and back: our own file gives the same draft, an edited one keeps the edits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.conftest import CREATED, DRAFTS
from tests.export.rendering import converted, require_office
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft
from wengao.drafts.word_import import draft_of_word, is_own_export
from wengao.drafts.word_merging import MergedDraft, WordChange, merge_word
from wengao.errors import UnreadableFileError
from wengao.export.choices import ExportChoices
from wengao.export.composition import compose
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout
from wengao.export.particulars import particulars_of

WORDS = st.text(alphabet="加强国防动员建设两度看齐《》“”（）、2026年5%Ab", min_size=1, max_size=18)
PLAIN = st.builds(lambda text, mark: f"甲{text}{mark}", WORDS, st.sampled_from("。！；"))
ODD = st.text(alphabet="甲乙#*_`[]()<>~|\\-+1.：—— !^", min_size=1, max_size=12).map(
    lambda text: f"丙{text}丁。"
)
PARAGRAPH = st.one_of(
    PLAIN,
    st.builds(
        lambda one, two, mark: f"{one}{mark}{two}{mark}，止。",
        PLAIN,
        WORDS.map("重{}点".format),
        st.sampled_from(["**", "*", "~~"]),
    ),
    PLAIN.map("- {}".format),
    PLAIN.map("  - {}".format),
    st.builds("{}. {}".format, st.integers(1, 20), PLAIN),
    PLAIN.map("> {}".format),
    PLAIN.map("{}[^s1]".format),
    PLAIN.map("<!-- 提示：写什么\n第二行 -->\n{}".format),
    st.builds("| {} | {} |\n|---|--:|\n| {} | {} |".format, WORDS, WORDS, WORDS, WORDS),
)
HEADING = st.builds(
    lambda level, text, attributes: f"{'#' * level} 标{text}{attributes}",
    st.integers(2, 5),
    WORDS,
    st.sampled_from(["", " {role=task goal=300}", " {.untitled role=closing}"]),
)
DRAFT_TEXT = st.builds(
    lambda title, blocks: "\n\n".join([f"---\nwengao: 1\n---\n# 题{title}", *blocks]) + "\n",
    WORDS,
    st.lists(st.one_of(HEADING, PARAGRAPH), max_size=14),
)
QUICK = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])


def word(draft: Draft, path: Path, layout: str = "speech", **choices: Any) -> Path:
    export_draft(draft, path, layout=load_layout(layout), created=CREATED, choices=ExportChoices(**choices))
    return path


def printed(draft: Draft, layout: str = "speech") -> list[tuple[str, str]]:
    """Style and text of all that is printed."""
    return [
        (getattr(block, "style", type(block).__name__), block.text)
        for block in compose(draft, load_layout(layout), particulars_of(draft))
    ]


@QUICK
@given(text=DRAFT_TEXT)
def test_our_own_file_gives_the_same_draft(text: str, tmp_path: Path) -> None:
    draft = parse_draft(text)
    merged = merge_word(draft, draft_of_word(word(draft, tmp_path / "稿.docx")))
    assert write_draft(merged.draft) == text
    assert merged.changes == ()


@QUICK
@given(text=DRAFT_TEXT)
def test_without_the_draft_the_file_gives_one_that_prints_the_same(text: str, tmp_path: Path) -> None:
    draft = parse_draft(text)
    again = draft_of_word(word(draft, tmp_path / "稿.docx")).draft
    assert printed(again) == printed(draft)


@QUICK
@given(lines=st.lists(ODD, min_size=1, max_size=6))
def test_signs_that_markdown_reads_come_back_as_signs(lines: list[str], tmp_path: Path) -> None:
    path = word(parse_draft("# 题\n\n占位。\n"), tmp_path / "稿.docx")
    document = Document(str(path))
    paragraph = document.paragraphs[-1]
    for line in lines:
        paragraph.insert_paragraph_before(line, style=paragraph.style)
    document.save(str(path))
    again = draft_of_word(path).draft
    expected = [" ".join(line.split(" ")).strip() for line in lines]
    assert [text for style, text in printed(again) if style == "body"][:-1] == expected


@pytest.mark.parametrize(
    ("name", "layout"),
    [
        ("speech", "speech"),
        ("speech", "reading"),
        ("report", "report"),
        ("gb9704", "gb9704"),
        ("official", "gb9704"),
        ("letter", "letter"),
        ("minutes", "minutes"),
    ],
)
def test_every_layout_comes_back(name: str, layout: str, tmp_path: Path) -> None:
    text = (DRAFTS / f"{name}.md").read_text(encoding="utf-8")
    draft = parse_draft(text)
    path = word(draft, tmp_path / "稿.docx", layout, toc=True, outline=True, sources="appendix", rate=200)
    merged = merge_word(draft, draft_of_word(path))
    assert write_draft(merged.draft) == text
    assert merged.changes == ()


def test_the_fields_that_a_document_shows(tmp_path: Path) -> None:
    draft = parse_draft((DRAFTS / "official.md").read_text(encoding="utf-8"))
    fields = draft_of_word(word(draft, tmp_path / "稿.docx", "gb9704")).fields
    assert {name: fields[name] for name in ("doc_number", "signer", "copy_number", "secrecy", "urgency")} == {
        "doc_number": "清动办〔2026〕5号",
        "signer": ["林知夏"],
        "copy_number": "000012",
        "secrecy": "机密★1年",
        "urgency": "特急",
    }
    assert (fields["printer"], fields["printed_date"]) == ("清川市国防动员办公室综合科", "2026-03-19")


TEXT = """\
---
wengao: 1
fields: {speaker: 陆怀章, date: 2026-03-18}
---
# 在推进会上的讲话

同志们：

今天我们召开推进会。

## 提高认识 {role=significance goal=300}
<!-- 提示：写意义 -->

国防动员工作事关全局，各级务必高度重视。[^s1]

要从全局看问题。

## 抓好落实 {role=implement}

一件一件抓。

[^s1]: 出处：《讲话》一第1段，2025-01-01 〔passage abc123〕
"""


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[Callable[[Any], None]], MergedDraft]:
    """The draft above, exported, changed in Word, and brought home."""

    def run(change: Callable[[Any], None]) -> MergedDraft:
        draft = parse_draft(TEXT)
        path = word(draft, tmp_path / "稿.docx")
        document = Document(str(path))
        change(document)
        document.save(str(path))
        return merge_word(draft, draft_of_word(path))

    return run


def paragraph(document: Any, opening: str) -> Any:
    return next(one for one in document.paragraphs if one.text.startswith(opening))


def test_a_changed_paragraph_keeps_its_source(edited: Any) -> None:
    def change(document: Any) -> None:
        paragraph(document, "国防动员").runs[0].text = "国防动员工作事关长远，各级务必高度重视。"

    merged = edited(change)
    assert write_draft(merged.draft) == TEXT.replace("事关全局", "事关长远")
    assert merged.changes == (
        WordChange(
            "一、提高认识",
            "国防动员工作事关全局，各级务必高度重视。",
            "国防动员工作事关长远，各级务必高度重视。",
        ),
    )


def test_a_changed_heading_keeps_its_role(edited: Any) -> None:
    merged = edited(lambda document: setattr(paragraph(document, "二、").runs[1], "text", "一抓到底"))
    assert write_draft(merged.draft) == TEXT.replace("## 抓好落实 {", "## 一抓到底 {")
    assert [(one.kind, one.before, one.after) for one in merged.changes] == [("改", "抓好落实", "一抓到底")]


def test_paragraphs_added_and_dropped(edited: Any) -> None:
    def change(document: Any) -> None:
        last = paragraph(document, "一件一件")
        last.insert_paragraph_before("先抓要紧的。", style=last.style)
        gone = paragraph(document, "要从全局")._p
        gone.getparent().remove(gone)

    merged = edited(change)
    assert write_draft(merged.draft) == TEXT.replace("要从全局看问题。\n\n", "").replace(
        "一件一件", "先抓要紧的。\n\n一件一件"
    )
    assert [(one.section, one.kind) for one in merged.changes] == [
        ("一、提高认识", "删"),
        ("二、抓好落实", "增"),
    ]


def test_a_changed_date_goes_to_its_field(edited: Any) -> None:
    merged = edited(
        lambda document: setattr(paragraph(document, "（2026").runs[0], "text", "（2026年3月20日）")
    )
    assert "2026-03-20" in merged.draft.front
    assert [(one.section, one.after) for one in merged.changes] == [("文首信息", "日期：2026-03-20")]


def test_tracked_changes_count_as_they_read(edited: Any) -> None:
    namespace = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

    def change(document: Any) -> None:
        element = paragraph(document, "一件一件")._p
        element.append(
            parse_xml(f'<w:ins {namespace} w:id="90" w:author="甲"><w:r><w:t>再回头看。</w:t></w:r></w:ins>')
        )
        element.append(
            parse_xml(
                f'<w:del {namespace} w:id="91" w:author="甲"><w:r><w:delText>删。</w:delText></w:r></w:del>'
            )
        )

    assert write_draft(edited(change).draft) == TEXT.replace("一件一件抓。", "一件一件抓。再回头看。")


def test_other_word_files_are_not_ours(tmp_path: Path) -> None:
    other, broken = tmp_path / "other.docx", tmp_path / "broken.docx"
    Document().save(str(other))
    broken.write_bytes(b"PK")
    assert [is_own_export(path) for path in (other, broken, tmp_path / "none.docx")] == [False, False, False]
    assert is_own_export(word(parse_draft(TEXT), tmp_path / "稿.docx"))
    with pytest.raises(UnreadableFileError):
        draft_of_word(broken)


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    draft = parse_draft((DRAFTS / "official.md").read_text(encoding="utf-8"))
    files = [word(draft, tmp_path / name, "gb9704", outline=True, toc=True) for name in ("a.docx", "b.docx")]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_another_program_may_give_the_styles_ids_of_its_own(tmp_path: Path) -> None:
    draft = parse_draft(TEXT)
    path = word(draft, tmp_path / "稿.docx")
    document = Document(str(path))
    ids = {style.get(qn("w:styleId")): f"a{number}" for number, style in enumerate(document.styles.element)}
    for style in document.styles.element.iterchildren(qn("w:style")):
        style.set(qn("w:styleId"), ids[style.get(qn("w:styleId"))])
    for reference in document.element.body.iter(qn("w:pStyle")):
        reference.set(qn("w:val"), ids[reference.get(qn("w:val"))])
    document.save(str(path))
    merged = merge_word(draft, draft_of_word(path))
    assert is_own_export(path)
    assert write_draft(merged.draft) == TEXT


@pytest.mark.office
def test_a_file_saved_by_libreoffice_comes_home(tmp_path: Path) -> None:
    require_office()
    text = (DRAFTS / "official.md").read_text(encoding="utf-8")
    draft = parse_draft(text)
    saved = converted(word(draft, tmp_path / "稿.docx", "gb9704", toc=True), "docx")
    merged = merge_word(draft, draft_of_word(saved))
    assert is_own_export(saved)
    assert write_draft(merged.draft) == text
    assert merged.changes == ()
