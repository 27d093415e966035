"""Tables and pictures: captions, columns by what stands in them, pages on their side, and the way there and back."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.export.conftest import CREATED, Exported, schema_errors
from tests.export.rendering import printed as printed_pdf
from tests.export.rendering import require_office
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.word_import import draft_of_word
from wengao.drafts.word_merging import merge_word
from wengao.errors import InputError
from wengao.export.columns import column_widths
from wengao.export.composition import compose
from wengao.export.exporting import export_draft
from wengao.export.layout import load_layout
from wengao.export.particulars import particulars_of
from wengao.export.printed import Picture, Table
from wengao.language.sentences import count_characters
from wengao.review.registry import check_draft

FRONT = (
    "---\nfields: {organ: 清川市人民政府, doc_number: 清政发〔2026〕5号, date: 2026-03-18, copies: 市委办公室, "
    "printer: 市政府办公室, printed_date: 2026-03-19, recipients: 各县区人民政府}\n---\n"
)
TEXT = f"""{FRONT}# 清川市人民政府关于进度的通知

现将进度通知如下。[^1]

![调查进度](进度.png)

表：各县进度

| 序号 | 县区 | 进展 |
|:-:|---|--:|
| 1 | 安澜县 | 96% |

表2 各区进度

| 序号 | 区 |
|---|---|
| 1 | 望舒区 |

特此通知。

[^1]: 截至三月底。
"""
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


def png(width: int = 600, height: int = 300) -> bytes:
    """A grey picture of so many dots."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "进度.png").write_bytes(png())
    return tmp_path


def exported(text: str, folder: Path, name: str = "稿.docx") -> Exported:
    import zipfile

    path = folder / name
    report = export_draft(
        parse_draft(text), path, layout=load_layout("gb9704"), created=CREATED, folder=folder
    )
    parts = {}
    if path.suffix == ".docx":
        assert schema_errors(path) == []
        with zipfile.ZipFile(path) as package:
            parts = {entry: package.read(entry) for entry in package.namelist()}
    return Exported(path, report, parts)


def blocks(text: str) -> list[Any]:
    draft = parse_draft(text)
    return list(compose(draft, load_layout("gb9704"), particulars_of(draft)))


def test_captions_are_numbered(folder: Path) -> None:
    made = exported(TEXT, folder)
    assert made.texts("Caption") == ["图1　调查进度", "表1　各县进度", "表2　各区进度"]
    assert [name for name in made.parts if name.startswith("word/media/")] == ["word/media/image1.png"]


def test_a_number_that_the_drafter_gave_gives_way_to_ours() -> None:
    text = "# 题\n\n![图3 甲](a.png)\n\n![图4：乙](b.png)\n"
    assert [block.text for block in blocks(text) if isinstance(block, Picture)] == ["图1　甲", "图2　乙"]


@pytest.mark.parametrize(
    ("size", "points"), [((600, 300), (442.2, 221.1)), ((100, 50), (100, 50)), ((100, 2000), (25.5, 510.2))]
)
def test_a_picture_is_no_larger_than_the_type_area(
    folder: Path, size: tuple[int, int], points: tuple[float, float]
) -> None:
    (folder / "进度.png").write_bytes(png(*size))
    [extent] = exported(TEXT, folder).xml("word/document.xml").iter(DRAWING)
    assert [int(extent.get(side)) / 12700 for side in ("cx", "cy")] == pytest.approx(points, abs=0.3)


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("没有.png", "找不到"),
        ("../进度.png", "不在文稿旁边"),
        ("/etc/a.png", "不在文稿旁边"),
        ("https://a.cn/b.png", "不在文稿旁边"),
        ("进度.svg", "放不下"),
        ("坏.png", "读不出来"),
    ],
)
def test_a_picture_that_cannot_be_shown_is_told_of(folder: Path, file: str, told: str) -> None:
    (folder / "坏.png").write_bytes(b"GIF89")
    with pytest.raises(InputError, match=told):
        exported(f"# 题\n\n![图]({file})\n", folder)


def test_a_picture_in_the_middle_of_text_is_told_of(folder: Path) -> None:
    with pytest.raises(InputError, match="夹在文字里"):
        exported("# 题\n\n见![图](进度.png)所示。\n", folder)


def test_captions_count_and_are_checked_as_what_they_are() -> None:
    draft = parse_draft(
        "# 题\n\n![调查进度](进度.png)\n\n表：各县进度\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n"
    )
    assert draft.prose == "题\n调查进度\n各县进度\n甲\t乙\n一\t二"
    assert count_characters(draft.prose) == 13
    assert check_draft(draft) == ()


def test_plain_text_and_markdown_tell_of_pictures(folder: Path) -> None:
    plain = exported(TEXT, folder, "稿.txt").path.read_text(encoding="utf-8")
    clean = exported(TEXT, folder, "稿.md").path.read_text(encoding="utf-8")
    assert "［图1　调查进度］\n表1　各县进度\n序号\t县区\t进展\n" in plain
    assert "![图1　调查进度](<进度.png>)\n\n表1　各县进度\n\n| 序号 |" in clean


def test_columns_are_as_wide_as_what_stands_in_them() -> None:
    long = "已完成全部乡镇的入户核查，正在进行数据比对和复核，预计五月底前完成"
    text = (
        f"# 题\n\n| 序号 | 责任单位 | 进展 | 完成率 |\n|---|---|---|---|\n| 1 | 县国动办 | {long} | 96.5% |\n"
    )
    [table] = [block for block in blocks(text) if isinstance(block, Table)]
    widths = column_widths(table, 442.2, load_layout("gb9704"))
    assert sum(widths) == pytest.approx(442.2)
    assert widths[0] == pytest.approx(2 * 14 + 12, abs=1)
    assert widths[1] == pytest.approx(4 * 14 + 12, abs=1)
    assert widths[2] > 270


WIDE = "| " + " | ".join(f"第{number}项主要指标" for number in range(11)) + " |"
WIDE_TABLE = f"{WIDE}\n{'|---' * 11}|\n{WIDE}"


def orientations(made: Exported) -> list[str]:
    sizes = made.find("word/document.xml", "//w:sectPr/w:pgSz")
    return [size.get(f"{{{size.nsmap['w']}}}orient") or "" for size in sizes]


def test_a_wide_table_lies_on_its_side_and_the_text_goes_on_upright(folder: Path) -> None:
    made = exported(f"{FRONT}# 题\n\n前文。\n\n表：指标\n\n{WIDE_TABLE}\n\n后文。\n", folder)
    assert orientations(made) == ["", "landscape", ""]


def test_a_table_that_is_not_wide_stays(folder: Path) -> None:
    assert orientations(exported(TEXT, folder)) == [""]


@pytest.mark.office
def test_pages_on_their_side_as_they_are_printed(folder: Path) -> None:
    require_office()
    import pdfplumber

    made = exported(f"{FRONT}# 题\n\n前文。\n\n## 指标\n\n{WIDE_TABLE}\n\n后文。\n", folder)
    with pdfplumber.open(printed_pdf(made.path)) as pdf:
        sizes = [(round(page.width / 72 * 25.4), round(page.height / 72 * 25.4)) for page in pdf.pages]
        turned = pdf.pages[1]
        number = [char for char in turned.chars if char["text"] == "2" and not char["upright"]]
        heading = [char for char in turned.chars if char["text"] == "一"]
    assert sizes == [(210, 297), (297, 210), (210, 297)]
    assert number[0]["x0"] / 72 * 25.4 == pytest.approx(28, abs=3)
    assert heading


CAPTION = st.text(alphabet="加强国防动员建设进度表《》“”（）、2026年5%Ab", min_size=1, max_size=12).map(
    "各{}县".format
)
WORD = st.text(alphabet="安澜望舒柳溪一二三12%", min_size=1, max_size=6)
BLOCK = st.one_of(
    st.builds("第{}段落文字。".format, WORD),
    st.builds("第{}段有注。[^1]".format, WORD),
    CAPTION.map("![{}](进度.png)".format),
    st.builds("表：{}\n\n| {} | {} |\n|---|:-:|\n| {} | {} |".format, CAPTION, WORD, WORD, WORD, WORD),
    st.builds("表3 {}\n\n| {} | {} |\n|---|---|\n| {} | {} |".format, CAPTION, WORD, WORD, WORD, WORD),
    st.builds("## {}".format, CAPTION),
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(parts=st.lists(BLOCK, max_size=10))
def test_there_and_back_it_is_the_same_draft(parts: list[str], folder: Path) -> None:
    note = "\n\n[^1]: 截至三月底。" if any("[^1]" in part for part in parts) else ""
    text = FRONT + "\n\n".join(["# 关于进度的通知", *parts, "特此通知。"]) + f"{note}\n"
    draft = parse_draft(text)
    merged = merge_word(draft, draft_of_word(exported(text, folder).path))
    assert write_draft(merged.draft) == text
    assert merged.changes == ()


def test_without_the_draft_the_pictures_come_too(folder: Path) -> None:
    read = draft_of_word(exported(TEXT, folder).path)
    assert read.pictures == {"进度.png": png()}
    assert "![调查进度](进度.png)" in write_draft(read.draft)
    assert "表：各县进度\n\n| 序号 |" in write_draft(read.draft)


ORDER = """\
---
fields: {organ: 清川市人民政府, date: 2026-03-18, doc_number: 第12号, signer: [市长 周望]}
---
# 清川市人民政府令

现予公布。
"""
JOINT = """\
---
fields: {organ: [清川市教育局, 清川市公安局], date: 2026-03-18, doc_number: 清教发〔2026〕5号, sealed: true}
---
# 通知

特此通知。
"""
MANY = "、".join(f"清川市第{number}号重点建设项目工作专班" for number in range(40))
LONG = f"---\nfields: {{organ: 市政府, doc_number: 清政发〔2026〕5号}}\n---\n# 通知\n\n{MANY}：\n\n正文。\n"
BROKEN = "---\nfields: {organ: 市政府}\n---\n# 关于甲//的通知\n\n正文。\n"


@pytest.mark.parametrize(
    ("text", "layout"), [(ORDER, "order"), (JOINT, "gb9704"), (LONG, "gb9704"), (BROKEN, "gb9704")]
)
def test_orders_seals_and_moved_addressees_come_back(text: str, layout: str, tmp_path: Path) -> None:
    draft, path = parse_draft(text), tmp_path / "稿.docx"
    export_draft(draft, path, layout=load_layout(layout), created=CREATED)
    merged = merge_word(draft, draft_of_word(path))
    assert write_draft(merged.draft) == text
    assert merged.changes == ()
