"""Drafts as the interface works on them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.drafts.refresh import Confirm, Replace
from wengao.drafts.store import StoredDraft
from wengao.library.text import StoredText
from wengao.reading.models import Section

OLD = """\
在2025年全县征兵工作推进会上的讲话
（2025年3月18日）
安澜县县长　周望川
同志们：
一、提高思想认识，把征兵工作摆上重要位置
2025年，安澜县征集新兵320名，其中大学生310名，全部按时起运，走在了全市前列，成绩来之不易，要倍加珍惜、继续保持。
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    create_workspace(tmp_path / "ws", with_samples=False)
    (tmp_path / "ws" / "corpus" / "旧稿.txt").write_text(OLD, encoding="utf-8")
    clock = datetime.datetime(2026, 3, 5, 9, tzinfo=datetime.UTC)
    desk = Desk(open_workspace(tmp_path / "ws", cache=tmp_path / "cache"), clock=lambda: clock)
    desk.corpus.read()
    return desk


def test_a_passage_is_inserted_with_slots_when_asked_for(desk: Desk) -> None:
    draft = parse_draft("---\nfields: {year: 2025}\n---\n# 讲话\n\n## 意义 {role=significance}\n")
    with desk.context.library() as library:
        passage = next(one for one in library.passages(kind="paragraph") if "320名" in one.text)
    assert "2025年，安澜县征集新兵320名" in desk.drafts.insert(draft, 1, passage.id).text
    assert "2025年，【地名】征集新兵【数字】名" in desk.drafts.insert(draft, 1, passage.id, slots=True).text


def test_for_a_passage_the_text_of_its_document_is_not_read(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk.context.library() as library:
        passage = next(one for one in library.passages(kind="paragraph") if "320名" in one.text)

    def read(_text: StoredText, _document: str) -> Section:
        raise AssertionError("the whole document is read")

    monkeypatch.setattr(StoredText, "tree", read)
    [document] = desk.corpus.documents()
    found = desk.corpus.context(passage.id)
    assert (found.document, desk.corpus.passage(passage.id)) == (document, (passage, document))
    draft = desk.drafts.insert(parse_draft("# 讲话\n\n## 意义\n"), 1, passage.id).draft
    assert document.title in draft.tail


def test_an_imported_draft_owes_its_facts(desk: Desk) -> None:
    imported = desk.drafts.import_document(desk.workspace.root / "corpus" / "旧稿.txt")
    draft = imported.stored.draft
    open_facts = desk.revision.unconfirmed(draft)
    assert [item.fact for item in open_facts] == list(imported.facts)
    decisions = {item.number: Confirm() for item in open_facts}
    first = next(item.number for item in open_facts if item.fact.text == "2025年")
    refreshed = desk.revision.refresh(draft, {**decisions, first: Replace("2026年")})
    assert (desk.revision.unconfirmed(refreshed), refreshed.title) == (
        (),
        "在2026年全县征兵工作推进会上的讲话",
    )


def test_reuse_tells_the_same_leaders_earlier_speech(desk: Desk) -> None:
    text = OLD.split("\n")[5]
    draft = parse_draft(f"---\nfields: {{speaker: 市委常委　周望川}}\n---\n# 在表彰会上的讲话\n\n{text}\n")
    report = desk.drafts.sources(draft)
    assert (report.reused_of("同一讲话人"), report.reused_of("同一会议")) == (len(text), 0)


def test_lengths_and_comparison_take_drafts_and_documents(desk: Desk) -> None:
    file = desk.workspace.drafts_folder / "讲话.md"
    saved = desk.drafts.save(
        StoredDraft(file, parse_draft("# 新的讲话\n\n## 任务 {role=task goal=50}\n\n要抓好落实。\n"))
    )
    assert desk.drafts.lengths(saved.draft).goal == 50
    comparison = desk.drafts.compare([file, desk.workspace.root / "corpus" / "旧稿.txt"])
    assert [text.title for text in comparison.texts] == ["新的讲话", "在2025年全县征兵工作推进会上的讲话"]
