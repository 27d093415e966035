"""The Word file: page, grid, styles, fonts, footers, order, slots, properties, and how it is written."""

from __future__ import annotations

import os
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from tests.export.conftest import NAMESPACES, Export, W
from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft
from wengao.errors import InputError, UnknownNameError
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"


def test_the_page_is_that_of_the_standard(export: Export, speech: Draft) -> None:
    (section,) = export(speech).find(DOCUMENT, "//w:sectPr")
    values = {
        child.tag.removeprefix(W): {key.removeprefix(W): value for key, value in child.attrib.items()}
        for child in section
        if not child.tag.endswith("Reference")
    }
    assert values["pgSz"] == {"w": "11906", "h": "16838"}
    assert values["pgMar"] == {
        "top": "2098",
        "left": "1587",
        "bottom": "1984",
        "right": "1474",
        "header": "851",
        "footer": "1447",
        "gutter": "0",
    }
    assert values["docGrid"] == {"type": "lines", "linePitch": "579"}


@pytest.mark.parametrize(
    ("style", "font", "size", "spacing", "line"),
    [
        ("Title", "方正小标宋简体", "44", "0", "680"),
        ("Byline", "楷体_GB2312", "32", "-5", "579"),
        ("Date", "楷体_GB2312", "32", "-5", "579"),
        ("Salutation", "仿宋_GB2312", "32", "-5", "579"),
        ("BodyText", "仿宋_GB2312", "32", "-5", "579"),
        ("Heading1", "黑体", "32", "-5", "579"),
        ("Heading2", "楷体_GB2312", "32", "-5", "579"),
        ("Heading3", "仿宋_GB2312", "32", "-5", "579"),
        ("Heading4", "仿宋_GB2312", "32", "-5", "579"),
        ("Footer", "宋体", "28", "0", "280"),
    ],
)
def test_a_style_names_its_font_in_all_four_slots(
    export: Export, style: str, font: str, size: str, spacing: str, line: str
) -> None:
    (element,) = export("正文。\n").find(STYLES, f"//w:style[@w:styleId='{style}']")
    (fonts,) = element.findall("w:rPr/w:rFonts", NAMESPACES)
    assert [fonts.get(f"{W}{slot}") for slot in ("ascii", "hAnsi", "eastAsia", "cs")] == [font] * 4
    assert element.find("w:rPr/w:sz", NAMESPACES).get(f"{W}val") == size
    assert element.find("w:rPr/w:spacing", NAMESPACES).get(f"{W}val") == spacing
    lines = element.find("w:pPr/w:spacing", NAMESPACES)
    assert (lines.get(f"{W}line"), lines.get(f"{W}lineRule")) == (line, "exact")
    snaps = element.find("w:pPr/w:snapToGrid", NAMESPACES)
    assert (snaps is None) == (line == "579")


def test_headings_have_outline_levels_and_stay_with_their_text(export: Export) -> None:
    exported = export("正文。\n")
    levels = exported.find(STYLES, "//w:style[w:pPr/w:keepNext]/w:pPr/w:outlineLvl/@w:val")
    names = exported.find(STYLES, "//w:style[w:pPr/w:outlineLvl]/w:name/@w:val")
    assert (levels, names) == (["0", "1", "2", "3"], ["heading 1", "heading 2", "heading 3", "heading 4"])


@pytest.mark.parametrize("style", ["BodyText", "Heading1", "Heading4", "Quote"])
def test_first_lines_are_indented_both_ways(export: Export, style: str) -> None:
    (indent,) = export("正文。\n").find(STYLES, f"//w:style[@w:styleId='{style}']/w:pPr/w:ind")
    assert dict(indent.attrib) == {f"{W}firstLineChars": "200", f"{W}firstLine": "640"}


def test_the_settings_of_the_base(export: Export) -> None:
    exported = export("正文。\n")
    assert exported.find(SETTINGS, "//w:evenAndOddHeaders") != []
    assert exported.find(SETTINGS, "//w:characterSpacingControl/@w:val") == ["compressPunctuation"]
    modes = exported.find(SETTINGS, "//w:compatSetting[@w:name='compatibilityMode']/@w:val")
    assert modes == ["15"]
    assert exported.find(STYLES, "//w:docDefaults//w:lang/@w:eastAsia") == ["zh-CN"]
    assert exported.find(STYLES, "//w:style[@w:styleId='Normal']/w:pPr/w:widowControl/@w:val") == ["0"]
    assert exported.find(SETTINGS, "//w:updateFields") == []


def test_no_part_of_another_template_is_in_the_file(export: Export, speech: Draft) -> None:
    exported = export(speech)
    assert set(exported.parts) == {
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/comments.xml",
        "word/document.xml",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme/theme1.xml",
    }
    whole = b"".join(exported.parts.values())
    assert [word for word in (b"python-docx", b"MS Mincho", b"ja-JP", b"asciiTheme") if word in whole] == []


def test_fonts_have_stand_ins(export: Export) -> None:
    found = export("正文。\n").find("word/fontTable.xml", "//w:font[@w:name='仿宋_GB2312']/w:altName/@w:val")
    assert found == ["仿宋,华文仿宋"]


@pytest.mark.parametrize(("part", "side"), [("word/footer1.xml", "right"), ("word/footer2.xml", "left")])
def test_the_page_number_stands_at_the_outer_edge(export: Export, part: str, side: str) -> None:
    exported = export("正文。\n")
    (indent,) = exported.find(part, "//w:ind")
    assert dict(indent.attrib) == {f"{W}{side}Chars": "100", f"{W}{side}": "280"}
    assert exported.find(part, "//w:jc/@w:val") == [side]
    assert "".join(exported.find(part, "//w:t/text()")) == "— 1 —"
    assert exported.find(part, "//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert exported.find(part, "//w:instrText/text()") == [" PAGE "]


def test_the_footers_are_odd_and_even(export: Export) -> None:
    exported = export("正文。\n")
    assert exported.find(DOCUMENT, "//w:footerReference/@w:type") == ["default", "even"]


@pytest.mark.parametrize(
    ("place", "references", "sides"),
    [("center", 2, ["center", "center"]), ("none", 0, ["right", "left"])],
)
def test_other_places_for_the_page_number(
    tmp_path: Path, place: str, references: int, sides: list[str]
) -> None:
    (tmp_path / "ours.toml").write_text(f'extends = "speech"\n[page_number]\nplace = "{place}"\n')
    path = tmp_path / "稿.docx"
    layout = load_layout("ours", (tmp_path,))
    export_draft(parse_draft("正文。\n"), path, layout=layout, created=datetime(2026, 3, 18))  # noqa: DTZ001
    with zipfile.ZipFile(path) as package:
        footers = [package.read(f"word/footer{number}.xml").decode() for number in (1, 2)]
        document = package.read(DOCUMENT).decode()
    assert document.count("footerReference") == references
    assert [f'w:jc w:val="{side}"' in footer for side, footer in zip(sides, footers, strict=True)] == [
        True,
        True,
    ]


def test_the_speech_in_order(export: Export, speech: Draft) -> None:
    exported = export(speech)
    assert exported.paragraphs()[:7] == [
        ("Title", "在2026年全市基层国防动员/规范化建设工作推进会上的讲话"),
        ("Byline", "市委副书记　陆怀章"),
        ("Date", "（2026年3月18日）"),
        ("", ""),
        ("Salutation", "同志们："),
        ("BodyText", exported.texts("BodyText")[0]),
        ("BodyText", "下面，我讲四点意见。"),
    ]
    assert exported.texts("Heading1") == [
        "一、提高站位，深刻认识基层国防动员规范化建设的重大意义",
        "二、突出重点，扎实推进基层国防动员规范化建设的各项任务",
        "三、加强协同，着力汇聚基层国防动员规范化建设的强大合力",
        "四、压实责任，确保基层国防动员规范化建设落地见效",
    ]
    assert exported.texts("Heading3") == ["1.配强人员队伍", "2.健全运行制度"]
    assert exported.texts("Heading4") == ["（1）值班制度", "（2）台账制度"]
    assert exported.paragraphs()[-1][1].startswith("同志们，使命重在担当")


def test_every_run_is_hinted_chinese(export: Export, speech: Draft) -> None:
    exported = export(speech)
    runs = exported.find(DOCUMENT, "//w:r[w:t]")
    hinted = exported.find(DOCUMENT, "//w:r[w:t][w:rPr/w:rFonts/@w:hint='eastAsia']")
    assert len(runs) == len(hinted) > 40


def test_slots_are_highlighted_and_nothing_else_is(export: Export, speech: Draft) -> None:
    marked = "//w:r[w:rPr/w:highlight/@w:val='yellow']/w:t/text()"
    assert export(speech).find(DOCUMENT, marked) == ["【目标值】", "【值班电话】"]


def test_a_slot_in_the_title_is_highlighted(export: Export) -> None:
    exported = export("# 在【会议名称】上的讲话\n")
    assert exported.find(DOCUMENT, "//w:r[w:rPr/w:highlight]/w:t/text()") == ["【会议名称】"]


def test_emphasis_comes_out(export: Export) -> None:
    exported = export("甲**乙**丙*丁*~~戊~~\n")
    assert exported.find(DOCUMENT, "//w:r[w:rPr/w:b]/w:t/text()") == ["乙"]
    assert exported.find(DOCUMENT, "//w:r[w:rPr/w:i]/w:t/text()") == ["丁"]
    assert exported.find(DOCUMENT, "//w:r[w:rPr/w:strike]/w:t/text()") == ["戊"]


def test_guidance_and_sources_are_not_printed(export: Export, speech: Draft) -> None:
    text = "".join(text for _, text in export(speech).paragraphs())
    assert [word for word in ("提示", "承接前文", "[^", "出处", "passage", "{", "#") if word in text] == []


def test_a_table_is_as_wide_as_the_text_and_repeats_its_head(export: Export, speech: Draft) -> None:
    exported = export(speech)
    widths = [int(width) for width in exported.find(DOCUMENT, "//w:tblGrid/w:gridCol/@w:w")]
    assert (len(widths), sum(widths)) == (3, 8844)
    assert len(exported.find(DOCUMENT, "//w:tr[w:trPr/w:tblHeader]")) == 1
    assert len(exported.find(DOCUMENT, "//w:tr[w:trPr/w:cantSplit]")) == 4
    assert exported.texts("TableHead") == ["单位", "潜力核查时限", "应报站点数"]
    assert exported.texts("TableText")[:3] == ["望舒区", "4月30日", "28"]


def test_nested_items_and_signatures_are_indented_by_the_characters_of_the_text(export: Export) -> None:
    exported = export("- 甲\n  - 乙\n\n清川市人民政府办公室\n2026年3月18日\n")
    indents = [dict(one.attrib) for one in exported.find(DOCUMENT, "//w:p/w:pPr/w:ind")]
    assert indents == [
        {f"{W}left": "630"},
        {f"{W}right": "630"},
        {f"{W}left": "5670", f"{W}right": "-630"},
    ]


def test_the_properties_are_the_title_and_the_time(export: Export, speech: Draft) -> None:
    core = export(speech).xml("docProps/core.xml")
    assert {child.tag.split("}")[1]: child.text for child in core} == {
        "title": "在2026年全市基层国防动员规范化建设工作推进会上的讲话",
        "created": "2026-03-18T01:00:00Z",
        "modified": "2026-03-18T01:00:00Z",
    }


@pytest.mark.parametrize("choices", [{}, {"toc": True, "sources": "comments"}, {"sources": "appendix"}])
def test_the_same_draft_is_the_same_file(export: Export, speech: Draft, choices: dict[str, object]) -> None:
    first = export(speech, name="甲.docx", **choices)
    second = export(speech, name="乙.docx", **choices)
    assert first.path.read_bytes() == second.path.read_bytes()
    with zipfile.ZipFile(first.path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


def test_the_report(export: Export, speech: Draft) -> None:
    report = export(speech).report
    assert (report.path.name, report.characters, report.slots_left, report.notes) == ("稿.docx", 1352, 2, ())


def test_the_report_counts_what_is_printed(export: Export) -> None:
    report = export("# 题\n## 甲\n一二【三】<!-- 提示：四 -->[^s1]\n\n[^s1]: 出处\n").report
    assert (report.characters, report.slots_left) == (len("题一、甲一二【三】"), 1)


def test_notes_tell_what_was_not_printed(export: Export) -> None:
    assert export("# 讲话\n\n~~旧~~正文。\n\n[^1]: 说明\n").report.notes == (
        "标题下没有印姓名（fields.speaker）、日期（fields.date）：文首信息里没有填",
        "有 1 条脚注没有导出（正文里没有标着它的地方）：1",
        "有 1 处划掉的文字照样带着删除线，定稿前请删去",
    )


def test_footnotes_stand_where_they_are_marked(export: Export) -> None:
    exported = export("# 通知\n\n走访15处[^a]，有出处[^s1]。\n\n| 甲 | 乙 |\n| --- | --- |\n| 1 | 2[^b] |\n\n[^a]: 首注**重**。\n[^b]: 次注。\n"
                      "[^s1]: 出处：《讲话》一第1段，2025-03-18 〔passage 9f3ac1000000〕\n")  # fmt: skip
    references = exported.find("word/document.xml", "//w:footnoteReference/@w:id")
    notes = exported.find("word/footnotes.xml", "//w:footnote[not(@w:type)]")
    told = ["".join(note.xpath(".//w:t/text()", namespaces=NAMESPACES)) for note in notes]
    assert (references, told) == (["1", "2"], [" 首注重。", " 次注。"])


def test_a_file_without_footnotes_has_no_part_for_them(export: Export) -> None:
    assert "word/footnotes.xml" not in export("# 通知\n\n正文。\n").parts


def test_a_report_may_go_without_names(export: Export) -> None:
    assert export("# 工作总结\n\n正文。\n", layout="report").report.notes == ()


def test_speaker_and_date_may_be_passed(export: Export, speech: Draft) -> None:
    exported = export(speech, speaker="林秋月", date="2026-04-01")
    assert exported.texts("Byline") + exported.texts("Date") == ["林秋月", "（2026年4月1日）"]


def test_signs_of_xml_and_rare_characters_survive(export: Export) -> None:
    exported = export("# <题>&\"'\n\n甲<乙>&𠮷\x0b\n", speaker="\x01甲")
    assert exported.texts("Title") == ["<题>&\"'"]
    assert exported.texts("BodyText") == ["甲<乙>&𠮷"]
    assert exported.texts("Byline") == ["甲"]


@pytest.mark.parametrize("text", ["", "---\nwengao: 1\n---\n", "#\n", "# 题\n## \n"])
def test_an_almost_empty_draft_still_makes_a_file(export: Export, text: str) -> None:
    assert zipfile.is_zipfile(export(text).path)


def test_another_word_for_the_sources_is_refused(export: Export) -> None:
    with pytest.raises(UnknownNameError) as caught:
        export("正文。\n", sources="comment")
    assert caught.value.nearest[0] == "comments"


def test_a_picture_leaves_the_old_file_whole(export: Export, tmp_path: Path) -> None:
    old = export("旧。\n").path.read_bytes()
    with pytest.raises(InputError, match="图片"):
        export("![图](a.png)\n")
    assert (tmp_path / "稿.docx").read_bytes() == old


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="文件夹不存在") as caught:
        export_draft(
            parse_draft("正文。\n"),
            tmp_path / "没有" / "稿.docx",
            layout=load_layout("speech"),
            created=datetime(2026, 3, 18),  # noqa: DTZ001
        )
    assert "建好文件夹" in caught.value.remedy


@pytest.mark.parametrize(
    ("error", "told"),
    [(PermissionError(13, "denied"), "Word"), (OSError(28, "no space"), "磁盘已满")],
)
def test_a_refused_write_leaves_the_old_file_whole(
    export: Export, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, told: str
) -> None:
    old = export("旧。\n").path.read_bytes()

    def refuse(*_names: object, **_folders: object) -> None:
        raise error

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(InputError) as caught:
        export("新。\n")
    assert told in str(caught.value)
    assert (tmp_path / "稿.docx").read_bytes() == old
    assert [path.name for path in tmp_path.iterdir()] == ["稿.docx"]
