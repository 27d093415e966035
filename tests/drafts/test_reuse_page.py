"""The reuse report as a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from wengao.drafts.markdown import parse_draft
from wengao.drafts.reuse import CorpusText, reuse_report
from wengao.drafts.reuse_page import reuse_page

SENTENCE = "要把兵役登记做到村、做到组、做到户，一个不漏、一天不拖。"
TEXT = f"# 讲话 <1>\n\n## 重点任务\n\n新写 A&B 的话，{SENTENCE}再写一句。\n"


def page(text: str = TEXT) -> str:
    draft = parse_draft(text)
    return reuse_page(draft, reuse_report(draft, [CorpusText("d1", "讲话“甲”", "二第1段", "p1", SENTENCE)]))


class Tags(HTMLParser):
    """Which elements are open when they should not be."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open.pop() != tag:
            self.wrong.append(tag)


def test_every_element_is_closed() -> None:
    tags = Tags()
    tags.feed(page())
    assert (tags.open, tags.wrong) == ([], [])


def test_a_run_is_coloured_and_numbered_with_its_source() -> None:
    marks = re.findall(
        r'<span class="run unnoted" style="background:#\w+" title="([^"]+)">(.+?)<sup>(\d)</sup>', page()
    )
    assert marks == [("《讲话“甲”》二第1段，28 字", SENTENCE, "1")]


def test_all_text_is_there_and_escaped() -> None:
    body = page().split("<section>")[1]
    assert re.sub(r"<sup>\d</sup>|<[^>]+>", "", body).split() == [
        "讲话",
        "&lt;1&gt;",
        "一、重点任务",
        "新写",
        "A&amp;B",
        f"的话，{SENTENCE}再写一句。",
    ]


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert re.findall(r"https?:|//|<script|<link|@import|url\(", page()) == []


def test_a_draft_without_reuse_has_a_page_too() -> None:
    assert "沿用 0 字，占 0%（低）" in page("# 题\n\n全是新写的。\n")
