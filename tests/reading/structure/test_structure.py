"""Documents: title, metadata, tree, roles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wengao.reading.models import Document, Section
from wengao.reading.passages import document_lines
from wengao.reading.raw import GAP, Block
from wengao.reading.structure.sections import SourceHints, build_document, closing_paragraphs

from ..material import SPEECH


def document(text: str, hints: SourceHints | None = None, name: str = "稿.txt") -> Document:
    blocks = [Block(line) for line in text.split("\n")]
    return build_document(blocks, hints or SourceHints(), f"corpus/{name}", Path(name))


def headings(found: Document) -> list[tuple[int, str, str]]:
    return [(section.level, section.enumerator, section.heading) for section in found.root.walk()][1:]


def section(found: Document, heading: str) -> Section:
    return next(section for section in found.root.walk() if section.heading == heading)


def test_metadata_of_a_speech() -> None:
    found = document(SPEECH)
    assert (found.title, found.genre, found.date, found.year) == (
        "在全市民兵训练基地建设推进会上的讲话",
        "推进会讲话",
        "2025-03-18",
        2025,
    )
    assert (found.speaker, found.level, found.gaps) == ("市委常委 沈致远", "市", 0)


def test_tree_of_a_speech() -> None:
    assert headings(document(SPEECH)) == [
        (1, "一、", "深刻认识基地建设的重大意义"),
        (2, "（一）", "这是练兵备战的必然要求"),
        (2, "（二）", "这是服务群众的现实需要"),
        (1, "二、", "准确把握基地建设的重点任务"),
        (2, "（一）", "抓好规划选址"),
        (2, "（二）", "抓好经费保障"),
        (1, "三、", "扎实推动基地建设落地落实"),
    ]


def test_text_after_a_run_in_heading_is_its_paragraph() -> None:
    assert section(document(SPEECH), "这是服务群众的现实需要").paragraphs == (
        "去年汛期，柳溪镇组织民兵320名转移群众1860人。",
    )


def test_roles_come_from_wording_and_are_inherited() -> None:
    found = document(SPEECH)
    assert [child.role for child in found.root.children] == ["significance", "task", "implement"]
    assert section(found, "抓好经费保障").role == "task"


def test_nothing_of_the_text_is_lost() -> None:
    found = document(SPEECH)
    kept = (
        "".join(piece for part in found.root.walk() for piece in (part.heading, *part.paragraphs))
        + found.title
    )
    assert {char for char in SPEECH if char.isalnum()} - set(kept) - set("年月日沈致远市委常") == set()
    assert "总的要求是三句话：建得成、用得上、管得住。" in kept


def test_closing_paragraphs_are_counted() -> None:
    assert closing_paragraphs(document(SPEECH).root) == 1
    assert closing_paragraphs(Section("", 0, paragraphs=("今天开会。", "特此通知。"))) == 1
    assert closing_paragraphs(Section("", 0, paragraphs=("今天开会。",))) == 0


@pytest.mark.parametrize(
    "ending",
    [
        "各位代表！让我们更加紧密地团结起来，以优异成绩迎接建市四十周年！",
        "各位代表，奋斗正当时。奋力谱写清川高质量发展新篇章！",
        "会议号召，全市人民坚定信心，为夺取新的胜利而努力奋斗！",
    ],
)
def test_an_appeal_at_the_end_closes_a_document(ending: str) -> None:
    body = Section("打造为民政府", 1, paragraphs=("转变作风。", ending), role="task")
    assert closing_paragraphs(Section("", 0, children=(body,))) == 1
    lines = document_lines(replace(document(SPEECH), root=Section("", 0, children=(body,))))
    assert [line.role for line in lines] == ["task", "task", "closing"]


def test_an_appeal_in_the_middle_closes_nothing() -> None:
    paragraphs = ("让我们先看成绩。", "一是转变作风。", "二是改进文风。", "三是严明纪律。", "四是加强督查。")
    assert closing_paragraphs(Section("", 0, paragraphs=paragraphs)) == 0


@pytest.mark.parametrize(
    ("paragraph", "section", "role"),
    [
        ("同时，我们也清醒地认识到，工作中还存在不少困难和问题。一是基础薄弱。", "achievement", "problem"),
        ("当前，我市发展面临的机遇和挑战并存。要坚定信心。", "plan", "situation"),
        ("当前，外部形势复杂严峻。", "significance", "significance"),
        ("全年完成投资120亿元。", "achievement", "achievement"),
        ("着力解决群众反映强烈的问题。", "task", "task"),
    ],
)
def test_a_paragraph_may_do_something_else_than_its_section(paragraph: str, section: str, role: str) -> None:
    body = Section("去年工作", 1, paragraphs=(paragraph, "其他工作也有进步。"), role=section)
    _, first, _ = document_lines(replace(document(SPEECH), root=Section("", 0, children=(body,))))
    assert first.role == role


def test_the_document_id_depends_on_the_path_alone() -> None:
    assert document(SPEECH).id == document("甲\n同志们：\n乙。").id
    assert document(SPEECH).id != document(SPEECH, name="另.txt").id
    assert len(document(SPEECH).id) == 12


def test_declared_metadata_wins() -> None:
    hints = SourceHints(
        metadata={
            "title": "推进会讲话",
            "genre": "推进会",
            "date": "2024-06-01",
            "organ": "清川市",
            "level": "全省",
        }
    )
    found = document(SPEECH, hints)
    assert (found.title, found.genre, found.date, found.organ, found.level) == (
        "推进会讲话",
        "推进会讲话",
        "2024-06-01",
        "清川市",
        "省",
    )


def test_a_signature_gives_organ_and_date() -> None:
    found = document("关于开展点验的通知\n各乡镇：\n请抓好落实。\n特此通知。\n清川市人民政府\n2025年3月18日")
    assert (found.organ, found.date, found.genre) == ("清川市人民政府", "2025-03-18", "通知")
    assert found.root.paragraphs == ("各乡镇：", "请抓好落实。", "特此通知。")


def test_the_files_name_gives_what_the_text_does_not() -> None:
    found = document("各级要抓好民兵整组工作，确保质量。", name="2025-03-18 民兵整组要求.txt")
    assert (found.title, found.date) == ("民兵整组要求", "2025-03-18")


def test_news_without_a_title_is_named_by_its_meeting() -> None:
    found = document(
        "11月29日下午，市委常委会召开议军会议，研究解决问题。\n会议指出，要抓好落实。", name="002_1d3f.txt"
    )
    assert (found.title, found.genre) == ("市委常委会召开议军会议", "议军会议报道")


def test_declared_headings_with_a_single_top_are_a_title_and_sections() -> None:
    blocks = [
        Block("会议召开", 1),
        Block("市里召开会议。"),
        Block("肯定成绩", 2),
        Block("成绩不少。"),
        Block("抓训练", 3),
    ]
    found = build_document(blocks, SourceHints(), "a.md", Path("a.md"))
    assert found.title == "会议召开"
    assert headings(found) == [(1, "", "肯定成绩"), (2, "", "抓训练")]


def test_headings_that_a_gap_hides_come_back_from_the_outline() -> None:
    outline = ("一、认清形势", "（一）看大势", "（二）看短板", "（三）看机遇", "二、抓实任务", "三、压实责任")
    text = (
        f"讲话\n同志们：\n一、认清形势\n（一）看大势\n大势所趋，影响了任{GAP}于实现目标意义重大。\n"
        f"二、抓实任务\n任务很重。例{GAP}"
    )
    found = document(text, SourceHints(outline=outline))
    assert headings(found) == [
        (1, "一、", "认清形势"),
        (2, "（一）", "看大势"),
        (2, "（二）", "看短板"),
        (2, "（三）", "看机遇"),
        (1, "二、", "抓实任务"),
        (1, "三、", "压实责任"),
    ]
    assert section(found, "看大势").paragraphs == (f"大势所趋，影响了任{GAP}",)
    assert section(found, "看短板").paragraphs == ()
    assert section(found, "看机遇").paragraphs == (f"{GAP}于实现目标意义重大。",)
    assert found.gaps == 2


def test_an_outline_without_a_gap_restores_nothing() -> None:
    found = document(
        "讲话\n同志们：\n一、认清形势\n形势很好。", SourceHints(outline=("一、认清形势", "二、抓实任务"))
    )
    assert headings(found) == [(1, "一、", "认清形势")]
