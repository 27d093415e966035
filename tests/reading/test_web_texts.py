"""The three web texts that lie beside the project on some machines: what a drafter must get out of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.reading.cleaning.characters import simplification_available
from wengao.reading.from_file import ReadDocument, read_document
from wengao.reading.raw import GAP

from .material import SHARED

if TYPE_CHECKING:
    from wengao.reading.models import Section

SEEDS = SHARED / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="项目旁没有 shared/data/seeds，网上文本未测")


def read(beginning: str) -> ReadDocument:
    path = next(SEEDS.glob(f"{beginning}*"))
    return read_document(path, path.name)


def section(found: ReadDocument, heading: str) -> Section:
    return next(part for part in found.document.root.walk() if part.heading.startswith(heading))


def whole_text(found: ReadDocument) -> str:
    return "\n".join(text for part in found.document.root.walk() for text in (part.heading, *part.paragraphs))


def test_the_promotion_speech_has_its_title_and_outline() -> None:
    found = read("004")
    document = found.document
    assert document.title == "在2025年全市基层国防动员规范化建设工作推进会上的讲话"
    assert (document.genre, document.date, document.level, document.gaps) == ("推进会讲话", "2025", "市", 2)
    assert [len(child.children) for child in document.root.children] == [3, 3, 3, 3]
    assert [child.role for child in document.root.children] == [
        "significance",
        "task",
        "synergy",
        "implement",
    ]
    assert [child.heading for child in document.root.children[3].children] == [
        "树牢鲜明导向，始终把基层国防动员规范化建设放在重要位置",
        "强化责任担当，确保各项工作任务落到实处",
        "严格督导考评，建立健全长效工作机制",
    ]


def test_the_promotion_speech_is_marked_where_it_was_cut() -> None:
    found = read("004")
    first = section(found, "基层国防动员规范化建设是巩固国家安全防线")
    hidden = section(found, "基层国防动员规范化建设是提升")
    last = section(found, "基层国防动员规范化建设是推动军民融合")
    cut = section(found, "创新融合实践路径")
    assert first.paragraphs[-1].endswith(f"影响了任{GAP}")
    assert hidden.paragraphs == ()
    assert last.paragraphs[0].startswith(f"{GAP}于实现经济建设")
    assert cut.paragraphs[-1].endswith(f"例{GAP}")
    assert all("影响了任" not in passage.text for passage in found.passages)


def test_the_promotion_speech_is_whole_and_clean() -> None:
    text = whole_text(read("004"))
    assert "基层国防动员则是整个国防动员体系的根基" in text
    assert "打通基层国防动员“最后一公里”" in text
    assert not any(noise in text for noise in ("省略", "未完", "国j", '"', "wm114", "目录"))


def test_the_promotion_speech_gives_points_quotations_and_examples() -> None:
    found = read("004")
    by_kind = {
        kind: [passage.text for passage in found.passages if passage.kind == kind]
        for kind in ("point", "quotation", "example")
    }
    assert len(by_kind["point"]) == 12
    assert by_kind["quotation"][1].startswith("“天下大事，必作于细”，")
    assert by_kind["example"][0].startswith("例如，某区国动办")


def test_the_study_talk_comes_out_of_its_page() -> None:
    found = read("000")
    assert found.document.title == "中心组发言：深学笃行强军思想、扛牢扛实兴武强军时代使命"
    assert found.document.genre == "中心组研讨发言"
    assert [child.enumerator for child in found.document.root.children] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
    ]
    assert found.report.count("stars") == 20
    text = whole_text(found)
    assert "党管武装政治责任" in text
    assert "再比如，抓好考核评价" in text
    assert not any(noise in text for noise in ("*", "网友", "分享", "5159524"))
    assert found.passages[-1].role == "closing"
    assert found.passages[-1].place == "结尾第1段"


def test_the_meeting_report_is_there_once() -> None:
    found = read("002")
    assert len(found.document.root.paragraphs) == 7
    assert found.report.count("repetition") in (7, 8)
    assert not any(noise in whole_text(found) for noise in ("|", "首頁", "首页", "总值班", "總值班"))
    assert [passage.kind for passage in found.passages].count("point") == 3


@pytest.mark.skipif(not simplification_available(), reason="没有安装 opencc，繁简转换未测")
def test_the_meeting_report_is_simplified() -> None:
    found = read("002")
    assert (found.document.title, found.document.genre) == ("市委常委会召开议军会议", "议军会议报道")
    text = whole_text(found)
    assert "不断开创全市国防动员和后备力量建设新局面" in text
    assert not set("製麵彙係瞭們會議黨") & set(text)


@pytest.mark.parametrize("name", ["gwr2012_gbk.txt", "gwr2012_utf16le_bom.txt", "gwr2012_utf8_bom.txt"])
def test_one_report_reads_the_same_from_each_encoding(name: str) -> None:
    folder = SHARED / "messy/converted"
    reference = read_document(folder / "gwr2012_gb18030.txt", "gwr2012.txt")
    assert read_document(folder / name, "gwr2012.txt").document.root == reference.document.root


def test_clean_reports_keep_their_words() -> None:
    folder = SHARED / "reports/provincial-2025-docx"
    changed = {}
    for path in sorted(folder.glob("*.docx"))[:12]:
        counts = dict(read_document(path, path.name).report.counts)
        changed[path.name] = set(counts) - {"punctuation", "invisible"}
    assert {name: rules for name, rules in changed.items() if rules} == {}
