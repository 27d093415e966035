"""Titles, genres and dates of official documents, page copies and clippings, in every form they come in."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from wengao.reading.from_file import read_document
from wengao.reading.models import Document
from wengao.reading.raw import Block
from wengao.reading.structure.sections import SourceHints, build_document

from ..laws import shown
from ..material import word_paragraph, write_docx

BODY = (
    "各县（区）人民政府：", "为加强河道采砂管理，现将有关事项通知如下。", "一、严格许可管理", "先许可后开采，不得超量。",
    "鹿鸣市人民政府", "2024年5月10日",
)  # fmt: skip
TITLE = "鹿鸣市人民政府关于加强河道采砂管理的通知"
HEADS = (
    (("鹿鸣市人民政府", "关于加强河道采砂管理的通知"), TITLE, "通知"),
    (("鹿鸣市人民政府文件", "鹿政发〔2024〕12号", "鹿鸣市人民政府", "关于加强河道采砂管理的通知"), TITLE, "通知"),
    (("鹿政发〔2024〕12号", TITLE), TITLE, "通知"),
    (
        ("鹿鸣市人民政府文件", "鹿政发〔2024〕12号", "鹿鸣市人民政府", "关于进一步加强河道", "采砂管理的通知"),
        "鹿鸣市人民政府关于进一步加强河道采砂管理的通知",
        "通知",
    ),
    (("000012", "机密★1年", "特急", "鹿鸣市人民政府文件", "鹿政发〔2024〕12号", "鹿鸣市人民政府", "关于加强河道采砂管理的通知"), TITLE, "通知"),
    (
        ("鹿鸣市人民政府", "鹿政函〔2024〕12号", "鹿鸣市人民政府关于同意设立基金的批复"),
        "鹿鸣市人民政府关于同意设立基金的批复",
        "批复",
    ),
    (
        ("鹿鸣市人民政府文件", "鹿政〔2024〕7号　　　　签发人：沈致远", "鹿鸣市人民政府", "关于解决专项资金的请示"),
        "鹿鸣市人民政府关于解决专项资金的请示",
        "请示",
    ),
    (
        ("鹿鸣市教育局", "鹿鸣市财政局文件", "鹿教发〔2024〕3号", "鹿鸣市教育局　鹿鸣市财政局", "关于印发《校舍维修管理办法》的通知"),
        "鹿鸣市教育局 鹿鸣市财政局关于印发《校舍维修管理办法》的通知",
        "通知",
    ),
    (("中共鹿鸣市委文件", "鹿委发〔2024〕5号", "中共鹿鸣市委", "关于推进乡村振兴的意见"), "中共鹿鸣市委关于推进乡村振兴的意见", "意见"),
    (("关 于 加 强 采 砂 管 理 的 通 知",), "关于加强采砂管理的通知", "通知"),
    (("防汛工作简报", "第12期（总第45期）", "鹿鸣市防汛办　　2024年5月10日", "石门镇扎实做好防汛备汛工作"), "石门镇扎实做好防汛备汛工作", "信息简报"),
)  # fmt: skip


def written(path: Path, form: str, lines: tuple[str, ...]) -> Path:
    if form == "docx":
        return write_docx(path / "a.docx", "".join(map(word_paragraph, lines)))
    text = {
        "txt": "\n".join(lines),
        "md": "\n\n".join(lines),
        "html": "<html><meta charset=utf-8><body>"
        + "".join(f"<p>{escape(line)}</p>" for line in lines)
        + "</body></html>",
    }[form]
    file = path / f"a.{form}"
    file.write_text(text, encoding="utf-8")
    return file


def read(path: Path) -> Document:
    return read_document(path, path.name).document


@pytest.mark.parametrize("form", ["txt", "docx", "md", "html"])
@pytest.mark.parametrize(("head", "title", "genre"), HEADS, ids=[title for _, title, _ in HEADS])
def test_title_genre_and_date(
    head: tuple[str, ...], title: str, genre: str, form: str, tmp_path: Path
) -> None:
    found = read(written(tmp_path, form, head + BODY))
    assert (found.title, found.genre, found.date) == (title, genre, "2024-05-10")


def test_a_tool_bar_is_no_title(tmp_path: Path) -> None:
    file = tmp_path / "2024年鹿鸣市政府工作报告.txt"
    file.write_text(
        "首页 > 政务公开\n下载 打印 全屏\n各位代表：\n现在，我代表市人民政府报告工作。\n", encoding="utf-8"
    )
    found = read(file)
    assert (found.genre, "鹿鸣市政府工作报告" in found.title, "全屏" in "".join(shown(found))) == (
        "政府工作报告",
        True,
        False,
    )


def test_a_site_and_what_a_page_counts_belong_to_no_text(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "石门镇开展主题党日活动-鹿鸣新闻网\n发布时间：2025-05-26 14:27 来源：石门镇 浏览：128次\n"
        "5月23日，石门镇组织45名党员开展主题党日活动。\n上一篇：关于召开支部大会的通知\n",
        encoding="utf-8",
    )
    result = read_document(file, file.name)
    found = result.document
    assert (found.title, found.genre, found.date, found.organ) == (
        "石门镇开展主题党日活动", "活动报道", "2025-05-26", "石门镇",
    )  # fmt: skip
    assert found.root.paragraphs == ("5月23日，石门镇组织45名党员开展主题党日活动。",)
    assert [kind for kind, _ in result.report.not_taken] == ["文首信息", "杂行"]


def test_speaker_above_what_was_said(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(
        "鹿鸣市委书记沈致远\n在全市防汛工作会议上的讲话\n\n同志们：\n抓好落实。\n", encoding="utf-8"
    )
    found = read(file)
    assert (found.title, found.speaker) == (
        "鹿鸣市委书记沈致远在全市防汛工作会议上的讲话",
        "鹿鸣市委书记 沈致远",
    )


def test_the_signature_is_known_line_by_line(tmp_path: Path) -> None:
    found = read(
        written(
            tmp_path,
            "txt",
            ("关于做好防汛工作的通知", "请抓好落实。", "鹿鸣县水利局", "鹿鸣县应急局", "2024年5月10日"),
        )
    )
    assert (found.signature, found.organ) == (
        ("鹿鸣县水利局", "鹿鸣县应急局", "2024年5月10日"),
        "鹿鸣县水利局、鹿鸣县应急局",
    )


def test_the_index_card_of_a_page_stands_above_the_title() -> None:
    card = (
        "索 引 号： | 000014349/2024-00202 | 主题分类： | 市场监管、安全生产监管\\安全生产监管",
        "发文机关： | 鹿鸣市人民政府 | 成文日期： | 2024年05月10日",
        "标　　题： | 鹿鸣市人民政府关于加强河道采砂管理的通知",
        "发文字号： | 鹿政发〔2024〕12号 | 发布日期： | 2024年06月02日",
        "主 题 词：",
    )
    lines = (*card, "鹿鸣市人民政府关于加强河道", "采砂管理的通知", "鹿政发〔2024〕12号", *BODY)
    found = build_document([Block(line) for line in lines], SourceHints(), "a.docx", Path("a.docx"))
    assert (found.title, found.genre, found.date) == (TITLE, "通知", "2024-05-10")
    assert found.left_out == (*card, "鹿政发〔2024〕12号")
    assert found.root.paragraphs[0] == "鹿政发〔2024〕12号"


def test_a_card_whose_labels_broke_apart_hides_no_title() -> None:
    card = (
        "索引 |  | 主题分",
        " | 000014349/2024-00202 |  | 综合政务",
        "号： |  | 类：",
        f"{TITLE}题：",
        "发文字 |  | 发布日",
        "号： |  | 期：",
    )
    lines = (*card, "鹿鸣市人民政府关于加强河道", "采砂管理的通知", *BODY)
    found = build_document([Block(line) for line in lines], SourceHints(), "a.pdf", Path("a.pdf"))
    assert (found.title, found.genre) == (TITLE, "通知")


def test_a_row_of_a_table_is_no_title() -> None:
    lines = ("1 | 一", "2 | 二", *BODY)
    found = build_document(
        [Block(line) for line in lines], SourceHints(), "序号对照.pdf", Path("序号对照.pdf")
    )
    assert found.title == "序号对照"


@pytest.mark.parametrize(
    ("mark", "signed"),
    [
        (("鹿鸣市教育局", "鹿鸣市公安局文件", "鹿鸣市民政局"), "鹿鸣市教育局　　鹿鸣市公安局"),
        (("鹿鸣市教育局", "鹿鸣市公安局　文件", "鹿鸣市民政局"), "鹿鸣市教育局"),
        (("鹿鸣市教育局 | 文件", "鹿鸣市公安局", "鹿鸣市民政局"), ""),
    ],
)
def test_a_joint_head_names_all_its_organs(mark: tuple[str, ...], signed: str) -> None:
    lines = (*mark, "鹿教发〔2024〕5号", "关于加强校园周边秩序整治的通知", *BODY[:-2], signed, BODY[-1])
    found = build_document([Block(line) for line in lines], SourceHints(), "a.docx", Path("a.docx"))
    assert found.title == "关于加强校园周边秩序整治的通知"
    assert found.organ == "鹿鸣市教育局、鹿鸣市公安局、鹿鸣市民政局"
    assert found.left_out == mark
