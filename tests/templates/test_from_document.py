"""A template from an old document."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.reading.from_file import read_document
from wengao.reading.models import Section
from wengao.templates.from_document import TemplateProposal, propose_template
from wengao.templates.loading import check_template, load_template
from wengao.templates.rendering import render_template

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.reading.models import Document

SPEECH = """\
在2025年全市征兵工作推进会上的讲话
清川市副市长　周望川
（2025年3月18日）
同志们：
今天，我们召开2025年全市征兵工作推进会。刚才，安澜县作了发言，林知夏同志作了通报。下面，我讲两点意见。
一、深刻认识征兵工作的重大意义
（一）征兵工作是一项政治任务
2024年，我市征集新兵320名，大学毕业生占比58.6%。市委、市政府始终把征兵工作放在心上。
二、扎实完成征兵的重点任务
（一）摸清底数
一是逐村逐户核对。二是逐人逐项登记。三是3月底前全部录入。
同志们，征兵工作责任重大，让我们共同努力，完成2025年征兵任务！
"""
NEWS = """\
清川市委召开议军会议
7月22日，清川市委召开议军会议。市委书记江照野主持会议并讲话。
会议指出，党管武装是必须坚持的重大政治原则。
市委常委参加会议。
"""


BRACKETED = """\
关于做好防汛工作的情况说明
现将有关情况说明如下。
（一）组织领导情况
成立了专班，明确了责任，落实了人员，定下了时限，每天一调度。
（二）物资储备情况
备足了编织袋、救生衣和排涝设备，定点存放，专人看管，随用随取。
1.县级储备
县里的仓库储备充足，账实相符，可以随时调用到各个乡镇去。
"""


def document_of(folder: Path, text: str) -> Document:
    path = folder / "旧稿.txt"
    path.write_text(text, encoding="utf-8")
    return read_document(path, "旧稿.txt").document


@pytest.fixture
def proposal(tmp_path: Path) -> TemplateProposal:
    return propose_template(document_of(tmp_path, SPEECH), "旧稿")


def test_structure_roles_and_headings_are_kept(proposal: TemplateProposal) -> None:
    headings = [line.partition(" goal=")[0] for line in proposal.text.split("\n") if line.startswith("#")]
    assert headings == [
        "# 在{{ year }}年{{ level }}{{ topic|work }}推进会上的讲话",
        "## 深刻认识{{ topic|work }}的重大意义 {role=significance",
        "### {{ topic|work }}是一项政治任务 {role=significance",
        "## 扎实完成{{ topic }}的重点任务 {role=task",
        "### 摸清底数 {role=task",
        "## 结尾 {.untitled role=closing",
    ]


def test_a_lowest_section_looks_for_what_the_old_heading_was_there_for(tmp_path: Path) -> None:
    old = document_of(
        tmp_path,
        "在全市征兵工作推进会上的讲话\n\n同志们：\n\n一、压实责任\n\n（一）跟踪问效强督查\n\n每月调度一次，每季通报一次。\n\n"
        "（二）锤炼过硬作风\n\n少要材料，多到现场。\n\n二、说一件小事\n\n天气很好，花都开了。\n",
    )
    lines = [line for line in propose_template(old, "旧稿").text.split("\n") if line.startswith("##")]
    sought = [line.rstrip("}").partition("}} seek=")[2].rstrip("}") for line in lines]
    assert sought[:4] == ["", "督查问效", "作风", ""]


def test_what_was_turned_into_what_is_told(proposal: TemplateProposal) -> None:
    told = {(entry.kind, entry.text, entry.became) for entry in proposal.replacements}
    assert {
        ("主题", "征兵工作", "{{ topic|work }}"),
        ("年份", "2025", "{{ year }}"),
        ("年份", "2024", "{{ year - 1 }}"),
        ("范围", "全市", "{{ level }}"),
        ("地名", "安澜县", "【地名】"),
        ("人名", "林知夏", "【姓名】"),
    } <= told


def test_the_opening_counts_its_sections_anew(proposal: TemplateProposal) -> None:
    assert "下面，我讲{{ section_count|amount }}点意见。" in proposal.text


def test_facts_of_the_old_text_are_gone(proposal: TemplateProposal) -> None:
    body = proposal.text.split("---\n", 2)[2]
    assert [
        fact for fact in ("征兵", "2025", "2024", "320", "58.6", "安澜县", "林知夏") if fact in body
    ] == []


def test_sections_leave_their_text_unless_it_is_to_be_kept(
    tmp_path: Path, proposal: TemplateProposal
) -> None:
    kept = propose_template(document_of(tmp_path, SPEECH), "旧稿", keep_text=True).text
    sentence = "征集新兵【数字】名，大学毕业生占比【数字】%。"
    assert (sentence in proposal.text.split("-->")[-1], sentence in kept) == (False, True)
    assert "一是逐村逐户核对。二是逐人逐项登记。三是【时间】全部录入。" in kept


def test_points_of_the_old_text_become_guidance(proposal: TemplateProposal) -> None:
    assert "列 3 点" in proposal.text


@pytest.mark.parametrize(
    "text", [SPEECH, NEWS, BRACKETED, "关于清底数的说明\n一段没有结构的话，{{ 花括号 }}和“不成对的引号。\n"]
)
@pytest.mark.parametrize("keep_text", [False, True])
def test_it_passes_its_check_and_renders(tmp_path: Path, text: str, keep_text: bool) -> None:
    proposal = propose_template(document_of(tmp_path, text), "新模板", keep_text=keep_text)
    path = tmp_path / "新模板.md"
    path.write_text(proposal.text, encoding="utf-8")
    assert check_template(path) == ()
    template = load_template("新模板", [tmp_path])
    values = {field.name: field.example for field in template.fields if field.required}
    draft = parse_draft(render_template(template, values, today=date(2026, 3, 1)))
    assert draft.parts[0].level == 1
    assert [part.heading for part in draft.parts[1:] if not part.role or not part.goal] == []


def test_a_document_of_a_title_alone_makes_one_part(tmp_path: Path) -> None:
    bare = replace(document_of(tmp_path, SPEECH), root=Section("", 0))
    path = tmp_path / "空的.md"
    path.write_text(propose_template(bare, "空的").text, encoding="utf-8")
    assert check_template(path) == ()


def test_its_new_draft_is_on_the_new_topic(tmp_path: Path, proposal: TemplateProposal) -> None:
    path = tmp_path / "旧稿.md"
    path.write_text(proposal.text, encoding="utf-8")
    values: dict[str, object] = {"topic": "双拥", "year": 2026, "level": "全县"}
    if "{{ place }}" in proposal.text:
        values["place"] = "鹿鸣县"
    text = render_template(load_template("旧稿", [tmp_path]), values, today=date(2026, 3, 1))
    draft = parse_draft(text)
    assert draft.title == "在2026年全县双拥工作推进会上的讲话"
    assert "下面，我讲两点意见。" in draft.prose


def test_a_document_of_no_known_genre_is_of_the_others(tmp_path: Path) -> None:
    document = replace(document_of(tmp_path, SPEECH), genre="没有这个文种")
    assert "genre: 其他\n" in propose_template(document, "旧稿").text


def test_news_keep_their_paragraphs(tmp_path: Path) -> None:
    text = propose_template(document_of(tmp_path, NEWS), "旧稿").text
    assert "【时间】，{{ place }}委召开议军会议。" in text
    assert ".untitled role=attendance" in text
