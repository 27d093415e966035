"""Word files as offices make them, corrected: nothing is lost, doubled or changed untold, and nothing looks worse."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from lxml import etree

from tests.export.conftest import CREATED, DRAFTS, schema_errors
from tests.export.rendering import render, require_office
from tests.word.messy import BODY, DATE, MESSY, ORGAN, blank, write_messy
from wengao.desk.review_material import word_profile
from wengao.drafts.markdown import parse_draft
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout
from wengao.reading.formats import read_raw
from wengao.review.settings import Own, ReviewSettings
from wengao.review.word.checking import check_word
from wengao.review.word.correcting import Reviser, TextChange, WordCorrection, corrected_word
from wengao.review.word.kinds import kinds_of
from wengao.review.word.profile import WordProfile
from wengao.review.word.reading import WordParagraph, read_word

_KEPT: dict[Path, WordCorrection] = {}
REVISER = Reviser("wengao", datetime(2026, 3, 18, tzinfo=UTC))
NAMES = tuple(MESSY)
CHANGED = {
    "half_width_marks": [
        (
            "各单位要高度重视,加强领导;压实责任:按时完成(三月底前)任务,网址是http://a.example/b?c=1,2,经费1,200元.",
            "各单位要高度重视，加强领导；压实责任：按时完成（三月底前）任务，网址是http://a.example/b?c=1,2，经费1,200元。",
        )
    ],
    "tracked_changes": [("按时报送,不得拖延", "按时报送，不得拖延")],
    "fields": [("见前文,不再重复", "见前文，不再重复")],
    "attachments_and_notes": [("3、登记进度统计表", "3.登记进度统计表")],
    "nested_table": [("望舒站,云岭站", "望舒站，云岭站")],
}
"""What the correction puts right in the words of a file."""


@pytest.fixture(scope="module")
def profile() -> WordProfile:
    return word_profile(load_layout("gb9704"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("messy")


def corrected(
    name: str, folder: Path, profile: WordProfile, reviser: Reviser | None = None
) -> tuple[Path, Path, WordCorrection]:
    """A messy file, its corrected copy, and what was said of it; made once in a folder, and not to be changed."""
    kind = "修订" if reviser else "盖章" if profile.sealed else "版式已改"
    path, copy = folder / f"{name}.docx", folder / f"{name}-{kind}.docx"
    if copy not in _KEPT:
        _KEPT[copy] = corrected_word(write_messy(name, folder), profile, None, reviser)
        copy.write_bytes(_KEPT[copy].data)
    return path, copy, _KEPT[copy]


def shown(path: Path) -> str:
    """All that a file shows, without spaces, and what its headers and footers say but for page numbers."""
    document = Document(str(path))
    around = {
        text
        for section in document.sections
        for part in (section.header, section.footer, section.even_page_header, section.even_page_footer)
        for paragraph in part.paragraphs
        if not re.fullmatch(r"[\s—第页\d]*", text := paragraph.text)
    }
    return "".join("".join(block.text for block in read_raw(path).blocks).split()) + "|".join(sorted(around))


def held(path: Path) -> dict[str, int]:
    """How much of a file is not text."""
    body = Document(str(path)).element.body
    tags = ("w:drawing", "w:pict", "w:commentReference", "w:footnoteReference", "w:hyperlink", "w:sdt", "w:fldChar",
            "w:tbl", "w:sectPr", "w:txbxContent", "w:ins", "w:del", "w:br", "w:u")  # fmt: skip
    return {tag: sum(1 for _ in body.iter(qn(tag))) for tag in tags} | {
        "m:oMath": sum(1 for one in body.iter() if str(one.tag).endswith("}oMath"))
    }


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_lost_doubled_or_changed_untold(name: str, folder: Path, profile: WordProfile) -> None:
    path, copy, correction = corrected(name, folder, profile)
    expected = shown(path)
    for before, after in CHANGED.get(name, ()):
        assert before in expected
        expected = expected.replace(before, after)
    assert shown(copy) == expected
    assert held(copy) == held(path)
    assert bool(correction.changes) == (name in CHANGED)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_left_for_the_layout_check(name: str, folder: Path, profile: WordProfile) -> None:
    path, copy, _ = corrected(name, folder, profile)
    assert check_word(read_word(path), profile)
    assert [finding.message for finding in check_word(read_word(copy), profile)] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_paragraph_has_room(name: str, folder: Path, profile: WordProfile) -> None:
    """No indents that would set a line on several, let alone character below character."""
    _, copy, _ = corrected(name, folder, profile)
    for paragraph in read_word(copy).paragraphs:
        line = profile.text_width / paragraph.size
        lines = [text.replace("\t", "") for text in paragraph.raw.split("\n")]
        assert line - paragraph.left - paragraph.right - paragraph.first >= min(10, *map(len, lines)), (
            paragraph.text
        )


@pytest.fixture(scope="module")
def unsound(folder: Path) -> list[str]:
    """What is wrong with any file that is made here, before anything is corrected."""
    path = folder / "blank.docx"
    blank().save(str(path))
    return schema_errors(path)


@pytest.mark.parametrize("reviser", [None, REVISER])
@pytest.mark.parametrize(
    "name",
    ["numbering_of_word", "own_header_and_footer", "sections", "run_in_headings", "half_width_marks", "wide_table",
     "soft_breaks", "signature_by_tabs", "styled"],
)  # fmt: skip
def test_the_copy_is_as_sound_as_the_file(
    name: str, reviser: Reviser | None, folder: Path, profile: WordProfile, unsound: list[str]
) -> None:
    _, copy, _ = corrected(name, folder, profile, reviser)
    assert [error for error in schema_errors(copy) if error not in unsound] == []


@pytest.mark.parametrize("name", NAMES)
def test_correcting_twice_changes_nothing_more(name: str, folder: Path, profile: WordProfile) -> None:
    _, copy, _ = corrected(name, folder, profile)
    again = copy.with_stem(f"{copy.stem}2")
    again.write_bytes(corrected_word(copy, profile).data)
    assert [read_word(again).paragraphs, shown(again)] == [read_word(copy).paragraphs, shown(copy)]


def refuse_all(path: Path, *, others: bool = False) -> Any:
    """The document of a file in which every recorded change of ours, or of `others` too, was refused, as Word does it."""
    document = Document(str(path))
    body = document.element.body
    ours = [one for one in body.iter() if one.get(qn("w:author")) == REVISER.author]
    assert all(one.get(qn("w:date")) == "2026-03-18T00:00:00Z" for one in ours)
    everyone = [one for one in body.iter() if one.get(qn("w:author"))]
    for mark in everyone if others else ours:
        kind = mark.tag.rpartition("}")[2]
        if kind == "ins":
            mark.getparent().remove(mark)
        elif kind == "del":
            for text in mark.iter(qn("w:delText")):
                text.tag = qn("w:t")
            for child in list(mark):
                mark.addprevious(child)
            mark.getparent().remove(mark)
        else:
            refuse_setting(mark, kind)
    return document


def refuse_setting(mark: Any, kind: str) -> None:
    properties, old = mark.getparent(), mark[0]
    keep = {"pPrChange": ("w:rPr", "w:sectPr"), "sectPrChange": ("w:headerReference", "w:footerReference")}
    kept = [one for one in properties if one.tag in {qn(name) for name in keep.get(kind, ())}]
    for child in list(properties):
        properties.remove(child)
    for child in [*kept, *old] if kind == "sectPrChange" else [*old, *kept]:
        properties.append(child)


def settings_of(document: Any) -> list[tuple[str, list[tuple[str, bytes]]]]:
    """For each paragraph its properties, and its text as it is set, runs of one manner joined."""

    def written(properties: Any) -> bytes:
        kept = [one for one in properties if one.tag != qn("w:sectPr")] if properties is not None else []
        found = b"".join(etree.tostring(one, method="c14n") for one in kept)
        return re.sub(rb' xmlns:\w+="[^"]*"', b"", found)

    result = []
    for paragraph in document.element.body.iter(qn("w:p")):
        runs: list[tuple[str, bytes]] = []
        for run in paragraph.iterchildren(qn("w:r")):
            text = "".join(
                one.text or "\t" for one in run.iter(qn("w:t"), qn("w:tab")) if one.getparent() is run
            )
            manner = written(run.find(qn("w:rPr")))
            if runs and runs[-1][1] == manner:
                runs[-1] = (runs[-1][0] + text, manner)
            elif text:
                runs.append((text, manner))
        result.append((written(paragraph.find(qn("w:pPr"))).decode(), runs))
    return result


@pytest.mark.parametrize("name", NAMES)
def test_refusing_every_recorded_change_gives_the_file_back(
    name: str, folder: Path, profile: WordProfile
) -> None:
    path, copy, correction = corrected(name, folder, profile, REVISER)
    if name == "set_by_others":  # how it was before somebody else set it stays on record, and that alone
        assert settings_of(refuse_all(copy, others=True)) == settings_of(refuse_all(path, others=True))
    else:
        assert settings_of(refuse_all(copy)) == settings_of(Document(str(path)))
    assert [finding.message for finding in check_word(read_word(copy), profile)] == []
    if name != "tracked_changes":
        assert shown(copy) == shown(corrected(name, folder, profile)[1])
        assert bool(correction.changes) == (name in CHANGED)


def test_what_others_recorded_is_not_written_over(folder: Path, profile: WordProfile) -> None:
    """A mark within what somebody else has put in stays theirs, and stays for them to put right."""
    path, copy, correction = corrected("tracked_changes", folder, profile, REVISER)
    assert correction.changes == ()
    assert shown(copy) == shown(path)


def paragraphs_of(path: Path) -> dict[str, tuple[str, WordParagraph]]:
    """Kind and manner of each paragraph by its text, the last of the same text."""
    found = read_word(path).paragraphs
    return {paragraph.text: (kind, paragraph) for paragraph, kind in zip(found, kinds_of(found), strict=True)}


@pytest.mark.parametrize("name", ["signature_by_spaces", "signature_by_tabs", "signature_by_wide_spaces"])
def test_a_signature_placed_by_spaces_is_placed_by_indents(
    name: str, folder: Path, profile: WordProfile
) -> None:
    path, copy, _ = corrected(name, folder, profile)
    found = [finding.message for finding in check_word(read_word(path), profile) if "空格" in finding.message]
    assert found == ["落款有 2 段是用空格推到右边的，应右对齐再缩进"]
    *_, organ, date = read_word(copy).paragraphs
    assert [(one.align, one.typed_indent, one.size, one.font) for one in (organ, date)] == [
        ("right", "", 16.0, "仿宋_GB2312")
    ] * 2
    assert (organ.text, organ.right) == (ORGAN, 2.0)
    date_width = 10 if name.endswith("wide_spaces") else 6.5
    assert date.right == 10 - date_width  # the date starts two characters to the right of the organ's start


def test_a_sealed_layout_centres_the_organ_over_the_date(folder: Path) -> None:
    sealed = replace(word_profile(load_layout("gb9704")), sealed=True)
    _, copy, _ = corrected("signature_by_spaces", folder, sealed)
    *_, organ, date = read_word(copy).paragraphs
    assert (date.right, organ.right) == (4.0, 2.25)


def test_the_date_stands_under_the_last_of_two_organs(folder: Path, profile: WordProfile) -> None:
    _, copy, _ = corrected("signature_of_two", folder, profile)
    *_, organs, date = read_word(copy).paragraphs
    assert (organs.align, organs.right, date.right) == ("right", 2.0, 3.75)


def test_boxes_are_left_alone_and_are_no_title(folder: Path, profile: WordProfile) -> None:
    for name in ("mark_in_the_title_s_box", "mark_in_a_box_of_its_own", "title_in_a_box"):
        path, copy, _ = corrected(name, folder, profile)
        boxes = [
            [
                [run.get(qn("w:val")) for run in box.iter(qn("w:sz"))]
                for box in Document(str(file)).element.body.iter(qn("w:txbxContent"))
            ]
            for file in (path, copy)
        ]
        assert boxes[0] == boxes[1]
    kinds = kinds_of(read_word(folder / "title_in_a_box.docx").paragraphs)
    assert "title" not in kinds


def test_what_stands_around_the_text_is_set_as_the_layout_has_it(folder: Path, profile: WordProfile) -> None:
    _, copy, _ = corrected("attachments_and_notes", folder, profile)
    found = paragraphs_of(copy)
    for text in (
        "附件：1.兵役登记工作任务分工表",
        "2.适龄青年登记表",
        ORGAN,
        DATE,
        "（联系人：沈致远，电话：000-0000000）",
    ):
        assert (found[text][1].font, found[text][1].size) == ("仿宋_GB2312", 16.0)
    assert [found[text][1].left for text in ("2.适龄青年登记表", "3.登记进度统计表")] == [5.0, 5.0]
    _, copy, _ = corrected("imprint_lines", folder, profile)
    imprint = [paragraph for kind, paragraph in paragraphs_of(copy).values() if kind == "imprint"]
    assert [(one.size, one.first) for one in imprint] == [(14.0, 0.0), (14.0, 0.0)]
    assert imprint[1].raw == "清川市国防动员办公室综合科\t2026年3月19日印发"


def test_a_list_of_attachments_is_no_sequence_of_headings(folder: Path, profile: WordProfile) -> None:
    path = write_messy("attachments_and_notes", folder)
    assert [one.message for one in check_word(read_word(path), profile) if one.rule == "FMT-8"] == []


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("mark_above_the_title", ["copy_number", "head", "head", "title", "salutation"]),
        ("joint_head", ["other", "other", "other", "doc_number", "title", "salutation"]),
        ("red_head", ["other", "doc_number", "title", "salutation"]),
        ("red_head_by_itself", ["other", "doc_number", "title", "salutation"]),
        ("letter", ["other", "doc_number", "title", "salutation"]),
        ("minutes", ["other", "doc_number", "title", "body"]),
        ("no_title", ["salutation", "body"]),
        ("no_title_and_no_salutation", ["body", "body"]),
        ("title_on_two_paragraphs", ["title", "title", "salutation"]),
        ("small_title_on_two_paragraphs", ["title", "title", "salutation"]),
        ("title_on_two_lines", ["title", "salutation"]),
        ("speech", ["title", "byline", "byline", "salutation"]),
        ("contents", ["title", "other", "other", "other", "salutation"]),
    ],
)
def test_what_opens_a_file_is_known(name: str, kinds: list[str], folder: Path) -> None:
    found = kinds_of(read_word(write_messy(name, folder)).paragraphs)
    assert list(found[: len(kinds)]) == kinds


def test_an_attachment_has_a_mark_and_a_title(folder: Path, profile: WordProfile) -> None:
    _, copy, _ = corrected("attachment_pages", folder, profile)
    found = paragraphs_of(copy)
    assert [
        (found[text][0], found[text][1].font, found[text][1].size)
        for text in ("附件", "兵役登记工作任务分工")
    ] == [
        ("attachment", "黑体", 16.0),
        ("title", "方正小标宋简体", 22.0),
    ]


def test_bold_is_found_and_cleared_but_for_words_within_a_text(folder: Path, profile: WordProfile) -> None:
    for name in ("bold_everywhere", "bold_style"):
        path, copy, _ = corrected(name, folder, profile)
        found = [one.message for one in check_word(read_word(path), profile) if "加粗" in one.message]
        assert found == [
            "标题加粗了，应不加粗",
            "称谓（主送机关）加粗了，应不加粗",
            "正文有 3 段加粗了，应不加粗",
            "一级标题（一、）有 2 段加粗了，应不加粗",
        ]
        assert not any(span.bold for one in read_word(copy).paragraphs for span in one.spans)
    _, copy, _ = corrected("bold_words", folder, profile)
    assert [(span.text, span.bold) for span in read_word(copy).paragraphs[-1].spans] == [
        ("一是摸清底数。", True),
        (BODY, False),
    ]


def test_a_run_in_heading_is_set_as_its_level_is(folder: Path, profile: WordProfile) -> None:
    path, copy, _ = corrected("run_in_headings", folder, profile)
    found = [finding.message for finding in check_word(read_word(path), profile) if finding.rule == "FMT-6"]
    assert "二级标题（（一））有 2 段用的是宋体，应为楷体_GB2312" in found
    assert [
        [(span.text[:6], span.font) for span in one.spans] for one in read_word(copy).paragraphs[-4:]
    ] == [
        [("（一）加强组", "楷体_GB2312"), ("各单位要把兵", "仿宋_GB2312")],
        [("（二）压实工", "楷体_GB2312"), ("逐级签订责任", "仿宋_GB2312")],
        [("三、严明纪律", "黑体"), ("凡弄虚作假的", "仿宋_GB2312")],
        [("1.按时上报", "仿宋_GB2312"), ("每周五报送进", "仿宋_GB2312")],
    ]


def test_numbers_that_word_counts_are_typed(folder: Path, profile: WordProfile) -> None:
    _, copy, correction = corrected("numbering_of_word", folder, profile)
    found = read_word(copy).paragraphs
    assert [one.text for one in found if one.text[1:2] in "、一二"] == [
        "一、总体要求",
        "（一）摸清底数",
        "（二）压实责任",
        "二、有关要求",
    ]
    assert not any(one.listed for one in found)
    assert correction.told == ("Word 自动编的序号改成了打上去的字",)


def test_tables_are_set_where_there_is_room(folder: Path, profile: WordProfile) -> None:
    _, copy, correction = corrected("narrow_table", folder, profile)
    [table] = read_word(copy).tables
    assert [{(one.font, one.size) for one in row} for row in table.rows] == [
        {("黑体", 14.0)},
        {("仿宋_GB2312", 14.0)},
        {("仿宋_GB2312", 14.0)},
    ]
    assert correction.told == ()
    _, copy, correction = corrected("wide_table", folder, profile)
    [table] = read_word(copy).tables
    assert {one.size for one in table.paragraphs} == {9.0}
    assert correction.told == ("第 1 个表格的字放大会多折行，字号没有改",)


def test_a_signature_in_a_table_is_no_head_of_columns(folder: Path, profile: WordProfile) -> None:
    _, copy, _ = corrected("signature_in_a_table", folder, profile)
    [table] = read_word(copy).tables
    assert [(one.font, one.size, one.bold, one.align) for one in table.paragraphs] == [
        ("仿宋_GB2312", 16.0, False, "center")
    ] * 2


def test_a_signature_too_long_for_a_line_stays_at_the_edge(folder: Path, profile: WordProfile) -> None:
    _, copy, _ = corrected("long_signature", folder, profile)
    assert [(one.align, one.right) for one in read_word(copy).paragraphs[-2:]] == [("right", 0.0)] * 2
    document = Document(str(folder / "long_signature.docx"))
    for paragraph in document.paragraphs[-2:]:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        paragraph.runs[0].text = " " * 20 + paragraph.text
    path = folder / "long_signature_by_spaces.docx"
    document.save(str(path))
    again = folder / "long_signature_by_spaces-again.docx"
    again.write_bytes(corrected_word(path, profile).data)
    assert [(one.align, one.right) for one in read_word(again).paragraphs[-2:]] == [
        ("right", 0.0),
        ("right", 4.0),
    ]


def test_what_stands_at_the_right_edge_is_put_there_by_a_tab(folder: Path, profile: WordProfile) -> None:
    for name, text in (
        ("line_of_signer", "清动办〔2026〕5号\t签发人：林知夏"),
        ("imprint_that_hangs", "清川市国防动员办公室\t2026年3月19日印发"),
    ):
        _, copy, _ = corrected(name, folder, profile)
        [paragraph] = [one for one in Document(str(copy)).paragraphs if one.text == text]
        assert [
            (stop.alignment, round(stop.position.mm)) for stop in paragraph.paragraph_format.tab_stops
        ] == [(WD_TAB_ALIGNMENT.RIGHT, 156)]


def test_a_frame_around_the_page_number_goes_and_the_words_beside_it_stay(
    folder: Path, profile: WordProfile
) -> None:
    _, copy, _ = corrected("framed_page_number", folder, profile)
    section = Document(str(copy)).sections[0]
    for part in (section.footer, section.even_page_footer):
        assert [one.text for one in part.paragraphs] == ["内部资料", "— 1 —"]
    assert section.first_page_footer.paragraphs[0].text == "首页不编号"


def test_lines_with_pictures_are_as_high_as_they_need(folder: Path, profile: WordProfile) -> None:
    for name in ("pictures", "formulas", "table_with_a_picture"):
        _, copy, _ = corrected(name, folder, profile)
        file = read_word(copy)
        tall = [
            one for one in (*file.paragraphs, *(p for t in file.tables for p in t.paragraphs)) if one.tall
        ]
        assert all(one.rule == "auto" for one in tall)


def test_lines_that_end_in_a_break_do_not_stretch(folder: Path, profile: WordProfile) -> None:
    for name, expected in (("soft_breaks", 1), ("bullets", 0)):
        _, copy, _ = corrected(name, folder, profile)
        settings = Document(str(copy)).settings.element
        assert len(list(settings.iter(qn("w:doNotExpandShiftReturn")))) == expected


def test_marks_are_put_right_where_they_stand(folder: Path, profile: WordProfile) -> None:
    _, copy, correction = corrected("half_width_marks", folder, profile)
    assert [(span.text, span.bold) for span in read_word(copy).paragraphs[-1].spans] == [
        ("各单位要高度重视，", False),
        ("加强领导；压实责任：", True),
        ("按时完成（三月底前）任务，网址是http://a.example/b?c=1,2，经费1,200元。", False),
    ]
    assert correction.changes == (
        TextChange(
            8,
            "位要高度重视,加强领导;压实责任:按时完成(三月底前)任务,网址是htt",
            "位要高度重视，加强领导；压实责任：按时完成（三月底前）任务，网址是htt",
        ),
        TextChange(8, "?c=1,2,经费1,20", "?c=1,2，经费1,20"),
        TextChange(8, "1,200元.", "1,200元。"),
    )


def test_marks_stay_where_the_check_of_the_text_lets_them(
    folder: Path, profile: WordProfile, tmp_path: Path
) -> None:
    path = write_messy("half_width_marks", folder)
    for settings in (
        ReviewSettings(off=frozenset({"PUN-1"})),
        ReviewSettings(own=Own(units=("高度重视,加强",))),
    ):
        copy = tmp_path / "copy.docx"
        copy.write_bytes(corrected_word(path, profile, settings).data)
        assert "高度重视,加强" in shown(copy)


def test_headers_and_footers_keep_what_they_say_on_every_page(folder: Path, profile: WordProfile) -> None:
    _, copy, _ = corrected("own_header_and_footer", folder, profile)
    section = Document(str(copy)).sections[0]
    headers = (section.header, section.even_page_header)
    assert [part.paragraphs[0].text for part in headers] == ["清川市国防动员办公室"] * 2
    footers = (section.footer, section.even_page_footer)
    assert [[one.text for one in part.paragraphs] for part in footers] == [
        ["内部资料，注意保存", "— 1 —"]
    ] * 2
    _, copy, _ = corrected("sections", folder, profile)
    assert [[one.text for one in section.footer.paragraphs] for section in Document(str(copy)).sections] == [
        ["第一部分", "— 1 —"],
        ["第二部分", "— 1 —"],
    ]


def test_a_page_number_in_a_line_with_words_is_left(
    folder: Path, profile: WordProfile, tmp_path: Path
) -> None:
    document = Document(str(write_messy("numbered_footer", folder)))
    document.sections[0].footer.paragraphs[0].runs[0].text = "内部资料　第 "
    path, copy = tmp_path / "a.docx", tmp_path / "b.docx"
    document.save(str(path))
    correction = corrected_word(path, profile)
    copy.write_bytes(correction.data)
    assert correction.told == ("页脚里页码和别的字写在同一行，页码没有改，请自己改",)
    footer = Document(str(copy)).sections[0].footer._element
    assert "".join(one.text for one in footer.iter(qn("w:t"))) == "内部资料　第 1 页"


@pytest.mark.parametrize(
    ("draft", "layout"),
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
def test_what_wengao_exports_stays_as_it_is(draft: str, layout: str, tmp_path: Path) -> None:
    path, copy, chosen = tmp_path / "稿.docx", tmp_path / "改.docx", load_layout(layout)
    text = (DRAFTS / f"{draft}.md").read_text(encoding="utf-8")
    export_draft(parse_draft(text), path, layout=chosen, created=CREATED)
    correction = corrected_word(path, word_profile(chosen))
    copy.write_bytes(correction.data)
    assert (correction.changes, correction.told) == ((), ())
    files = [
        [replace(one, line=round(one.line)) for one in read_word(file).paragraphs] for file in (path, copy)
    ]
    assert files[0] == files[1]
    tabs = [
        [etree.tostring(one) for one in Document(str(file)).element.body.iter(qn("w:tabs"))]
        for file in (path, copy)
    ]
    assert tabs[0] == tabs[1]


def test_a_distance_of_lines_that_was_changed_for_the_signature_stays(
    tmp_path: Path, profile: WordProfile
) -> None:
    """GB/T 9704-2012 7.3.5.5."""
    kinds = {
        name: replace(kind, pitch=26.55) if kind.pitch == profile.pitch else kind
        for name, kind in profile.kinds.items()
    }
    closer = replace(profile, pitch=26.55, kinds=kinds)
    _, copy, _ = corrected("signature_by_spaces", tmp_path, closer)
    again = tmp_path / "again.docx"
    again.write_bytes(corrected_word(copy, profile).data)
    assert read_word(again).paragraphs == read_word(copy).paragraphs
    assert read_word(again).sections[0].pitch == 26.55


def test_labels_and_names_in_lines_have_fonts_of_their_own(folder: Path, profile: WordProfile) -> None:
    for name, spans in (
        ("minutes", [("出席", "黑体"), ("：沈致远  林秋月  陆怀章", "仿宋_GB2312")]),
        ("line_of_signer", [("清动办〔2026〕5号\t签发人：", "仿宋_GB2312"), ("林知夏", "楷体_GB2312")]),
    ):
        _, copy, _ = corrected(name, folder, profile)
        found = [
            one.spans for one in read_word(copy).paragraphs if one.raw == "".join(text for text, _ in spans)
        ]
        assert [[(span.text, span.font) for span in one] for one in found] == [spans]


@pytest.mark.office
def test_a_signature_stands_on_one_line_at_the_right(tmp_path: Path, profile: WordProfile) -> None:
    require_office()
    _, copy, _ = corrected("signature_by_spaces", tmp_path, profile)
    [page] = render(copy, load_layout("gb9704"))
    organ, date = page.body[-2:]
    assert (organ.text, date.text.replace(" ", "")) == (ORGAN, DATE)
    assert organ.right == pytest.approx(210 - 26 - 2 * 5.56, abs=1.5)
