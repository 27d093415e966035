"""Whatever is done to a draft's structure, no text is lost or doubled, and source notes stay with their text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts.editing import (
    add_part,
    change_level,
    move_part,
    rename_part,
    set_body,
)
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.model import Draft
from wengao.drafts.sources import source_notes


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    """Drafts with up to seven sections, each sentence and heading unlike any other, notes after some sentences."""
    lines = ["# 总标题", "", "同志们甲。", ""]
    notes = []
    previous, number = 1, 0
    for section in range(draw(st.integers(1, 7))):
        level = draw(st.integers(2, min(previous + 1, 5)))
        previous = level
        attributes = draw(st.sampled_from(["", " {role=task goal=300}", " {.untitled role=closing}"]))
        lines += [f"{'#' * level} 标题{section}号{attributes}", ""]
        for _ in range(draw(st.integers(0, 3))):
            number += 1
            mark = ""
            if draw(st.booleans()):
                mark = f"[^s{number}]"
                notes.append(f"[^s{number}]: 出处：《讲话》一第{number}段 〔passage {number:06x}〕")
            lines += [f"句子{number}完。{mark}", ""]
    text = "\n".join([*lines, *notes, ""])
    return parse_draft(text if draw(st.booleans()) else text.rstrip("\n"))


def words(draft: Draft) -> Counter[str]:
    """Every sentence with its mark, and every heading, wherever they stand."""
    return Counter(
        re.findall(r"(?:句子\d+完。(?:\[\^s\d+\](?!:))?|标题\d+号|总标题|同志们甲。)", write_draft(draft))
    )


CHANGES: dict[str, Callable[[Draft, int, int], Draft]] = {
    "up": lambda draft, index, _: move_part(draft, index, -1),
    "down": lambda draft, index, _: move_part(draft, index, 1),
    "deeper": lambda draft, index, _: change_level(draft, index, 1),
    "higher": lambda draft, index, _: change_level(draft, index, -1),
    "add": lambda draft, index, _: add_part(draft, index, "新的一节"),
    "insert": lambda draft, index, offset: set_body(
        draft, index, _with_words(draft.parts[index].body, _between_sentences(draft, index, offset))
    ),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(CHANGES)), st.integers(0, 30), st.integers(0, 200)), max_size=8
)


def _with_words(body: str, offset: int) -> str:
    return f"{body[:offset]}插入的话{body[offset:]}"


def _between_sentences(draft: Draft, index: int, wanted: int) -> int:
    """An offset in a body that cuts no sentence; it may fall before or after a note's mark."""
    body = draft.parts[index].body
    places = [0, *(match.end() for match in re.finditer(r"完。(?:\[\^s\d+\])?", body)), len(body)]
    return places[wanted % len(places)]


def after(draft: Draft, steps: list[tuple[str, int, int]]) -> list[Draft]:
    states = [draft]
    for name, number, offset in steps:
        present = states[-1]
        index = number % len(present.parts)
        if name == "add" and index == 0:
            continue
        states.append(CHANGES[name](present, index, offset))
    return states


@given(drafts(), STEPS)
def test_no_text_is_lost_or_doubled(draft: Draft, steps: list[tuple[str, int, int]]) -> None:
    changed = after(draft, steps)[-1]
    shown = {f"标题{index}号" for index in range(9)}
    before, now = words(draft), words(changed)
    merged_away = {heading for heading in before if heading in shown and heading not in now}
    untitled = {part.heading for part in draft.parts if part.untitled}
    assert merged_away <= untitled
    assert now == Counter({word: count for word, count in before.items() if word not in merged_away})


@given(drafts(), STEPS)
def test_every_note_stays_with_its_sentence(draft: Draft, steps: list[tuple[str, int, int]]) -> None:
    changed = after(draft, steps)[-1]
    assert {note.id for note in source_notes(changed)} == {note.id for note in source_notes(draft)}
    assert set(re.findall(r"句子(\d+)完。\[\^s\1\](?!:)", write_draft(changed))) == {
        note.id[1:] for note in source_notes(draft)
    }


@given(drafts(), STEPS)
def test_every_state_is_read_back_as_it_was(draft: Draft, steps: list[tuple[str, int, int]]) -> None:
    for state in after(draft, steps):
        assert parse_draft(write_draft(state)) == state


@given(drafts(), st.integers(0, 30))
def test_a_renamed_section_keeps_everything_else(draft: Draft, number: int) -> None:
    index = number % len(draft.parts)
    renamed = rename_part(rename_part(draft, index, "改过"), index, draft.parts[index].heading)
    assert [(part.heading, part.role, part.goal, part.body) for part in renamed.parts] == [
        (part.heading, part.role, part.goal, part.body) for part in draft.parts
    ]
