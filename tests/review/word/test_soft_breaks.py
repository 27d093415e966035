"""Line breaks that stand for ends of paragraphs in a file of somebody else, and signatures that stay with the text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from wengao.desk.review_material import word_profile
from wengao.export.layout import load_layout
from wengao.review.word.correcting import WordCorrection, corrected_word
from wengao.review.word.kinds import kinds_of
from wengao.review.word.profile import WordProfile
from wengao.review.word.reading import read_word

TEXT = "各单位要切实提高思想认识，压紧压实责任，主要负责同志亲自抓。"


@pytest.fixture(scope="module")
def profile() -> WordProfile:
    return word_profile(load_layout("gb9704"))


def add(document: Any, lines: Sequence[str], size: float = 16, align: Any = None) -> Any:
    """A paragraph whose lines are divided by line breaks."""
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    for number, line in enumerate(lines):
        run = paragraph.add_run(line)
        run.font.size = Pt(size)
        if number + 1 < len(lines):
            run.add_break()
    return paragraph


def corrected(document: Any, profile: WordProfile, folder: Path) -> tuple[Path, WordCorrection]:
    path, copy = folder / "来文.docx", folder / "来文-改.docx"
    document.save(str(path))
    correction = corrected_word(path, profile)
    copy.write_bytes(correction.data)
    return copy, correction


def test_what_soft_breaks_divide_is_set_each_in_its_own_manner(profile: WordProfile, tmp_path: Path) -> None:
    document = Document()
    add(document, ("在全市征兵工作会议上的讲话", "（2025年3月18日）"), 22, WD_ALIGN_PARAGRAPH.CENTER)
    add(document, ("同志们：", f"    {TEXT}", "    一、提高站位", f"    {TEXT}"), 11)
    copy, correction = corrected(document, profile, tmp_path)
    found = read_word(copy).paragraphs
    assert list(zip(kinds_of(found), [one.text for one in found], strict=True)) == [
        ("title", "在全市征兵工作会议上的讲话"),
        ("byline", "（2025年3月18日）"),
        ("salutation", "同志们："),
        ("body", TEXT),
        ("heading1", "一、提高站位"),
        ("body", TEXT),
    ]
    assert [one.size for one in found] == [22, 16, 16, 16, 16, 16]
    assert [one.first for one in found] == [0, 0, 0, 2, 2, 2]
    assert "4 处换行符（软回车）后面另起了一段，段号照分开以后的数" in correction.told


@pytest.mark.parametrize(
    "lines", [("关于做好今冬明春火灾防控", "工作的通知"), ("清川市国防动员办公室", "2025年3月18日")]
)
def test_a_break_within_a_title_or_a_signature_stays(
    lines: tuple[str, str], profile: WordProfile, tmp_path: Path
) -> None:
    document = Document()
    add(document, lines, 22, WD_ALIGN_PARAGRAPH.CENTER)
    add(document, (TEXT,))
    copy, _ = corrected(document, profile, tmp_path)
    assert [one.text for one in read_word(copy).paragraphs] == ["\n".join(lines), TEXT]


def test_a_signature_is_kept_on_one_page_beside_the_text(profile: WordProfile, tmp_path: Path) -> None:
    document = Document()
    for lines in (
        ("关于防火的通知",),
        ("各科室：",),
        (TEXT,),
        ("",),
        (" " * 40 + "清川市国防动员办公室",),
        (" " * 42 + "2025年3月18日",),
    ):
        add(document, lines)
    copy, _ = corrected(document, profile, tmp_path)
    kept = [one.paragraph_format.keep_with_next for one in Document(str(copy)).paragraphs]
    assert kept == [None, None, True, True, True, None]


def test_a_date_without_its_year_signs_at_the_right(profile: WordProfile, tmp_path: Path) -> None:
    document = Document()
    for lines in (("倡议书",), ("广大市民：",), (TEXT,)):
        add(document, lines)
    for lines in (("清川市爱卫办",), ("11月5日",)):
        add(document, lines, 12, WD_ALIGN_PARAGRAPH.RIGHT)
    copy, _ = corrected(document, profile, tmp_path)
    found = read_word(copy).paragraphs
    assert kinds_of(found)[-2:] == ("signature", "signature")
    assert [one.size for one in found[-2:]] == [16, 16]
