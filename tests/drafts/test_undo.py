"""One undo for text, structure, insertions and fixes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts import undo
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.session import DraftSession
from wengao.drafts.store import StoredDraft

TEXT = """# 标题

同志们：

## 意义

第一段。

### 细目

细目的话。

## 落实

落实的话。[^s1]

[^s1]: 出处：《旧讲话》三（一）第2段，2025-03-18 〔passage 9f3ac19f3ac1〕
"""


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def session_of(text: str = TEXT, clock: Clock | None = None) -> DraftSession:
    return DraftSession(StoredDraft(Path("讲话.md"), parse_draft(text)), clock=clock or Clock())


def text_of(session: DraftSession) -> str:
    return write_draft(session.for_saving().draft)


def typed(session: DraftSession, key: int, *pieces: str) -> None:
    """Type pieces one after another at the end of a part's text."""
    for piece in pieces:
        session.write(key, session.text(key) + piece)


def test_a_removed_section_comes_back_whatever_was_typed_after() -> None:
    session = session_of()
    session.remove(2)
    typed(session, 4, "又")
    assert session.undo() is not None
    back = session.undo()
    assert back is not None
    assert (back.label, text_of(session)) == ("删除本节", TEXT)
    assert session.undo() is None


def test_letters_typed_one_by_one_are_one_step_until_a_pause() -> None:
    clock = Clock()
    session = session_of(clock=clock)
    typed(session, 4, "压", "实")
    clock.now = 5.0
    typed(session, 4, "责", "任")
    session.undo()
    assert session.text(4) == "落实的话。[^s1]压实"
    session.undo()
    assert session.text(4) == "落实的话。[^s1]"


@pytest.mark.parametrize(
    "pieces",
    [("甲", "\n", "乙"), ("甲", "一次上屏", "乙")],
)
def test_a_line_break_and_what_comes_at_once_are_steps_of_their_own(pieces: tuple[str, ...]) -> None:
    session = session_of()
    typed(session, 3, *pieces)
    shown = []
    while session.undo() is not None:
        shown.append(session.text(3).removeprefix("细目的话。"))
    assert shown == ["".join(pieces[:2]), pieces[0], ""]


def test_writing_and_taking_out_are_two_steps() -> None:
    session = session_of()
    typed(session, 3, "压", "实")
    session.write(3, session.text(3)[:-1])
    session.write(3, session.text(3)[:-1])
    session.undo()
    assert session.text(3) == "细目的话。压实"
    session.undo()
    assert session.text(3) == "细目的话。"


def test_what_is_changed_in_a_step_is_taken_back_at_once() -> None:
    session = session_of()
    with session.step("改正", 2):
        session.take_body(2, "\n改了。\n\n")
        session.rename(3, "新细目")
        session.take_body(4, "\n也改了。\n\n")
    undone = session.undo()
    assert undone is not None
    assert (undone.label, undone.key, undone.changed, text_of(session)) == ("改正", 2, (2, 4), TEXT)
    redone = session.redo()
    assert redone is not None
    assert (redone.label, session.text(2), session.text(4)) == ("改正", "改了。", "也改了。")


def test_a_step_in_which_nothing_changes_is_none() -> None:
    session = session_of()
    with session.step("填充", 2):
        pass
    assert session.undo() is None


def test_what_was_taken_back_is_gone_once_something_else_is_written() -> None:
    session = session_of()
    session.rename(2, "新标题")
    session.undo()
    typed(session, 3, "话")
    assert session.redo() is None


def test_steps_beyond_the_bounds_are_forgotten_oldest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "MOST_STEPS", 3)
    session = session_of()
    for number in range(5):
        session.rename(2, f"第{number}个")
    while session.undo() is not None:
        pass
    assert session.draft.parts[1].heading == "第1个"


def test_long_texts_are_not_kept_a_thousand_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "MOST_CHARACTERS", 1000)
    session = session_of("字" * 400)
    for _ in range(5):
        typed(session, 0, "一段")
    count = 0
    while session.undo() is not None:
        count += 1
    assert count == 2


def test_many_sections_are_not_kept_a_thousand_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo, "MOST_CHARACTERS", 100_000)
    session = session_of("# 标题\n\n" + "## 一件事\n\n要快。\n\n" * 200)
    for number in range(30):
        session.rename(2, f"第{number}个")
    count = 0
    while session.undo() is not None:
        count += 1
    assert count == 8


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["write", "add", "remove", "move", "rename", "level", "insert"]),
        st.integers(0, 20),
        st.sampled_from(["", "话", "一段话。\n\n又一段。", "细目的话"]),
    ),
    max_size=25,
)


def changed(session: DraftSession, operation: str, number: int, text: str) -> None:
    below = [key for key in session.keys if (part := session.part(key)) and part.level > 1]
    if operation == "write" or not below:
        session.write(session.keys[number % len(session.keys)], text)
        return
    key = below[number % len(below)]
    match operation:
        case "add":
            session.add(key, text.split("。", maxsplit=1)[0] or "新")
        case "remove":
            session.remove(key)
        case "move":
            session.move(key, 1 if number % 2 else -1)
        case "rename":
            session.rename(key, text.split("。", maxsplit=1)[0] or "改")
        case "level":
            session.change_level(key, 1 if number % 2 else -1)
        case _:
            with session.step("插入", key):
                session.take_body(key, f"\n{text}\n\n")


@given(OPERATIONS)
def test_everything_can_be_taken_back_and_made_again(operations: list[tuple[str, int, str]]) -> None:
    session = session_of()
    for operation in operations:
        changed(session, *operation)
    end, keys = text_of(session), session.keys
    while session.undo() is not None:
        pass
    assert (text_of(session), session.unsaved) == (TEXT, False)
    while session.redo() is not None:
        pass
    assert (text_of(session), session.keys) == (end, keys)
