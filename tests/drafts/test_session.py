"""A draft under lasting keys: what editors show, what is saved, and how structure changes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from wengao.drafts.file_places import TextPlace, line_of, place_of, places_of
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.outline import unread_parts
from wengao.drafts.session import PREAMBLE, DraftSession, topic_and_genre
from wengao.drafts.store import StoredDraft

NOTE = "[^s1]: 出处：《旧讲话》三（一）第2段，2025-03-18 〔passage 9f3ac19f3ac1〕\n"
TEXT = f"""\
---
wengao: 1
---
# 标题

同志们：

## 意义 {{role=significance goal=900}}
<!-- 提示：讲形势。 -->

第一段。[^s1]

第二段。

### 细目

### 又一细目

## 落实

落实的话。

{NOTE}"""


def session_of(text: str = TEXT) -> DraftSession:
    return DraftSession(StoredDraft(Path("讲话.md"), parse_draft(text)))


def saved_text(session: DraftSession) -> str:
    return write_draft(session.for_saving().draft)


def headings(session: DraftSession) -> list[str]:
    return [part.heading for part in session.draft.parts]


def test_an_editor_shows_the_text_without_guidance_and_blank_lines() -> None:
    session = session_of()
    assert [session.text(key) for key in session.keys] == [
        "同志们：",
        "第一段。[^s1]\n\n第二段。",
        "",
        "",
        "落实的话。",
    ]


def test_a_draft_that_is_only_looked_at_is_saved_as_it_was() -> None:
    session = session_of()
    for key in session.keys:
        session.write(key, session.text(key))
    assert saved_text(session) == TEXT
    assert session.unsaved is False


def test_written_text_keeps_guidance_and_stands_apart_from_the_next_heading() -> None:
    session = session_of()
    session.write(2, "换过的。")
    assert (
        saved_text(session)
        == TEXT.replace("第一段。[^s1]\n\n第二段。", "换过的。").removesuffix(f"\n{NOTE}") + "\n"
    )
    session.write(3, "细目的话。")
    assert "### 细目\n\n细目的话。\n\n### 又一细目" in saved_text(session)


@pytest.mark.parametrize(
    "written", ["", "话", "话\n", "\n话", "一\n\n\n二", "　　缩进", "<!-- 提示：自己写的 -->\n话"]
)
def test_whatever_is_written_is_what_the_editor_shows(written: str) -> None:
    session = session_of()
    for key in session.keys:
        session.write(key, written)
        assert session.text(key) == written


def test_a_note_goes_with_its_mark_and_comes_back_with_it() -> None:
    session = session_of()
    before = session.text(2)
    session.write(2, "第二段。")
    assert NOTE not in saved_text(session)
    session.write(2, before)
    assert saved_text(session) == TEXT


def test_a_note_survives_saving_without_its_mark() -> None:
    session = session_of()
    before = session.text(2)
    session.write(2, "")
    session.saved(session.for_saving())
    assert session.unsaved is False
    session.write(2, before)
    assert NOTE in saved_text(session)


def test_keys_stay_with_their_parts_when_sections_move() -> None:
    session = session_of()
    texts = {key: session.text(key) for key in session.keys}
    assert session.move(5, -1) is True
    assert headings(session) == ["标题", "落实", "意义", "细目", "又一细目"]
    assert session.keys == (1, 5, 2, 3, 4)
    assert {key: session.text(key) for key in session.keys} == texts
    assert session.move(5, -1) is False


def test_an_added_section_gets_a_key_of_its_own() -> None:
    session = session_of()
    assert session.add(2, "新的一节") == 6
    assert headings(session) == ["标题", "意义", "细目", "又一细目", "新的一节", "落实"]
    assert session.keys == (1, 2, 3, 4, 6, 5)
    assert session.text(6) == ""
    session.write(6, "新话。")
    assert "## 新的一节\n\n新话。\n\n## 落实" in saved_text(session)


def test_a_removed_section_takes_what_is_below_it_along() -> None:
    session = session_of()
    assert session.remove(2) == 1
    assert headings(session) == ["标题", "落实"]
    assert session.keys == (1, 5)
    assert session.text(5) == "落实的话。"


def test_text_before_the_first_heading_can_be_written() -> None:
    session = session_of("只有一段话。\n")
    assert session.keys == (PREAMBLE,)
    assert session.text(PREAMBLE) == "只有一段话。"
    session.write(PREAMBLE, "改过的一段话。")
    assert session.unsaved is True
    assert "改过的一段话。" in saved_text(session)


def test_an_empty_file_can_be_written() -> None:
    session = session_of("")
    assert session.keys == (PREAMBLE,)
    session.write(PREAMBLE, "话")
    assert session.text(PREAMBLE) == "话"


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [
        (4, 3, TextPlace(1, None)),
        (6, 3, TextPlace(1, 2)),
        (8, 4, TextPlace(2, None)),
        (9, 1, TextPlace(2, 0)),
        (11, 2, TextPlace(2, 1)),
        (13, 3, TextPlace(2, 13)),
        (21, 1, TextPlace(5, 0)),
    ],
)
def test_a_place_in_the_file_is_found_in_its_editor(line: int, column: int, place: TextPlace) -> None:
    assert place_of(session_of(), line, column) == place


@pytest.mark.parametrize("front", ["", "开头的话。\n\n", "---\ngenre: 讲话\n---\n\n文首。\n\n"])
def test_a_place_in_an_editor_is_found_in_the_file_and_back(front: str) -> None:
    session = session_of(front + TEXT)
    places = [
        TextPlace(key, offset) for key in session.keys for offset in (None, *range(len(session.text(key))))
    ]
    places = [place for place in places if place.key != PREAMBLE or place.offset is not None]
    found = [line_of(session, place) for place in places]
    assert places_of(session, found) == tuple(places)
    lines = write_draft(session.draft).split("\n")
    for place, (line, column) in zip(places, found, strict=True):
        if place.offset is not None:
            assert lines[line - 1][column - 1 : column] == session.text(place.key)[place.offset].strip("\n")


def test_the_notes_of_an_insertion_are_taken_over() -> None:
    session = session_of()
    second = NOTE.replace("[^s1]", "[^s2]")
    session.take_notes(replace(session.draft, tail=session.draft.tail + second))
    session.write(5, "落实的话。[^s2]")
    assert saved_text(session).endswith(NOTE + second)


def test_taking_everything_back_leaves_the_file_as_it_was() -> None:
    session = session_of()
    for key in session.keys:
        before = session.text(key)
        session.write(key, "别的话")
        session.write(key, before)
    assert saved_text(session) == TEXT


FILLED = "# 讲话\n\n## 意义 {.unread}\n\n讲意义。\n\n## 任务 {.unread}\n\n讲任务。\n"


def unread_headings(session: DraftSession) -> list[str]:
    return [session.draft.parts[index].heading for index in unread_parts(session.draft)]


def test_a_section_that_is_written_in_has_been_read() -> None:
    session = session_of(FILLED)
    session.write(session.keys[1], "讲意义。补一句。")
    assert unread_headings(session) == ["任务"]
    session.undo()
    assert unread_headings(session) == ["意义", "任务"]


def test_sections_are_said_to_be_read_in_one_step() -> None:
    session = session_of(FILLED)
    assert session.mark_read(session.keys, session.keys[0]) == 2
    assert saved_text(session) == FILLED.replace(" {.unread}", "")
    undone = session.undo()
    assert undone is not None
    assert (undone.label, saved_text(session)) == ("看过了", FILLED)


def test_what_was_read_already_makes_no_step() -> None:
    session = session_of()
    assert (session.mark_read(session.keys, session.keys[0]), session.undo()) == (0, None)


def test_a_draft_without_fields_is_about_what_its_title_names() -> None:
    assert topic_and_genre(parse_draft("# 在2026年全市征兵工作推进会上的讲话\n")) == ("征兵", "")
