"""Changes to a draft."""

from __future__ import annotations

from tests.drafts.conftest import MakePassage
from wengao.drafts.editing import (
    add_part,
    change_level,
    insert_joined,
    insert_passage,
    move_part,
    remove_part,
    rename_part,
    set_body,
)
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft
from wengao.drafts.sources import source_notes, text_digest
from wengao.reading.models import Document

TEXT = "# 标题\n\n同志们：\n\n## 意义 {role=significance}\n\n### 甲\n\n### 乙\n\n已有一段。\n\n## 任务 {role=task}\n"


def draft() -> Draft:
    return parse_draft(TEXT)


def headings(changed: Draft) -> list[tuple[int, str]]:
    return [(part.level, part.heading) for part in changed.parts]


def test_a_passage_goes_in_with_its_source_note(make_passage: MakePassage, document: Document) -> None:
    inserted = insert_passage(draft(), 2, make_passage("要压实责任链条。"), document)

    assert inserted.draft.parts[2].body == "\n要压实责任链条。[^s1]\n\n"
    assert inserted.draft.tail == (
        "[^s1]: 出处：《在全市征兵工作推进会上的讲话》二（一）第1段，2025-03-18 〔passage 000000000001〕"
        f"〔text {text_digest('要压实责任链条。')}〕\n"
    )
    body = inserted.draft.parts[2].body
    assert body[inserted.start : inserted.end] == inserted.text == "要压实责任链条。[^s1]"


def test_a_paragraph_inserted_below_text_stands_on_its_own(
    make_passage: MakePassage, document: Document
) -> None:
    inserted = insert_passage(draft(), 3, make_passage("要压实责任链条。"), document)
    assert inserted.draft.parts[3].prose == "已有一段。\n要压实责任链条。"


def test_a_sentence_inserted_at_the_cursor_joins_the_text(
    make_passage: MakePassage, document: Document
) -> None:
    sentence = make_passage("要压实。", kind="sentence")
    inserted = insert_passage(draft(), 3, sentence, document, offset=3)
    assert inserted.draft.parts[3].prose == "已有要压实。一段。"


def test_joined_sentences_are_one_paragraph_with_a_note_each(
    make_passage: MakePassage, document: Document
) -> None:
    items = [
        (make_passage(text, kind="sentence"), document, text) for text in ("一是压实责任；", "二是严格督查。")
    ]
    inserted = insert_joined(draft(), 3, items)
    assert inserted.draft.parts[3].body == "\n已有一段。\n\n一是压实责任；[^s1]二是严格督查。[^s2]\n\n"
    body = inserted.draft.parts[3].body
    assert body[inserted.start : inserted.end] == inserted.text
    assert [note.digest for note in source_notes(inserted.draft)] == [
        text_digest(text) for _, _, text in items
    ]


def test_notes_are_numbered_on_and_read_back(make_passage: MakePassage, document: Document) -> None:
    changed = draft()
    for number in (1, 2, 3):
        changed = insert_passage(changed, 2, make_passage(f"第{number}件事要抓实。", number), document).draft
    notes = source_notes(parse_draft(write_draft(changed)))
    assert [(note.id, note.place, note.passage_id) for note in notes] == [
        ("s1", "二（一）第1段", "000000000001"),
        ("s2", "二（一）第2段", "000000000002"),
        ("s3", "二（一）第3段", "000000000003"),
    ]


def test_an_edited_draft_is_read_back_as_it_was(make_passage: MakePassage, document: Document) -> None:
    changed = insert_passage(draft(), 4, make_passage("要压实责任链条。"), document).draft
    changed = move_part(add_part(changed, 2, "丙", role="task"), 1, 1)
    assert parse_draft(write_draft(changed)) == changed


def test_a_note_goes_when_its_mark_goes(make_passage: MakePassage, document: Document) -> None:
    changed = insert_passage(draft(), 2, make_passage("要压实责任链条。"), document).draft
    assert source_notes(set_body(changed, 2, "另写一段。")) == ()


def test_a_section_is_added_after_the_one_named_and_all_below_it() -> None:
    assert headings(add_part(draft(), 1, "形势")) == [
        (1, "标题"),
        (2, "意义"),
        (3, "甲"),
        (3, "乙"),
        (2, "形势"),
        (2, "任务"),
    ]


def test_a_section_added_after_the_title_is_a_first_level_one() -> None:
    assert headings(add_part(draft(), 0, "形势"))[:2] == [(1, "标题"), (2, "形势")]


def test_a_section_is_removed_with_all_below_it() -> None:
    assert headings(remove_part(draft(), 1)) == [(1, "标题"), (2, "任务")]


def test_a_section_moves_past_its_sibling_with_all_below_it() -> None:
    moved = move_part(draft(), 1, 1)
    assert headings(moved) == [(1, "标题"), (2, "任务"), (2, "意义"), (3, "甲"), (3, "乙")]
    assert headings(move_part(moved, 2, -1)) == headings(draft())


def test_a_section_without_a_sibling_there_stays() -> None:
    assert move_part(draft(), 3, 1) == draft()


def test_a_section_changes_its_level_with_all_below_it() -> None:
    assert headings(change_level(draft(), 1, 1)) == [
        (1, "标题"),
        (3, "意义"),
        (4, "甲"),
        (4, "乙"),
        (2, "任务"),
    ]


def test_a_section_rises_no_higher_than_below_the_title() -> None:
    assert change_level(draft(), 1, -1) == draft()


def test_a_renamed_section_keeps_its_role() -> None:
    assert rename_part(draft(), 1, "新意义").parts[1].line == "## 新意义 {role=significance}\n"
