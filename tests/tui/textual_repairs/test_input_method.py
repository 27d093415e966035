"""What an input method commits, from the bytes of the terminal to the text: whole, of any length, in both keyboard modes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
import textual._xterm_parser as parser
from textual import events
from textual.pilot import Pilot

from wengao.desk.desk import Desk
from wengao.tui.textual_repairs.environment import take_long_commits

from ..conftest import editor, status, until, writing

SENTENCE = "人民代表大会制度是坚持党的领导的根本制度"
LENGTHS = range(1, len(SENTENCE) + 1)


def legacy(text: str) -> str:
    """The characters themselves, as terminals have always sent them."""
    return text


def kitty(text: str) -> str:
    """One sequence for the whole commit, as the Kitty protocol has it with associated text."""
    return f"\x1b[32;;{':'.join(str(ord(character)) for character in text)}u"


@pytest.fixture(autouse=True)
def long_sequences(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_MAX_SEQUENCE_SEARCH_THRESHOLD", 32)
    take_long_commits()


def keys(sent: str, piece: int = 4096) -> Iterator[events.Key]:
    """What the parser makes of what a terminal sends, so many characters at a time."""
    reader = parser.XTermParser()
    for start in range(0, len(sent), piece):
        for message in reader.feed(sent[start : start + piece]):
            assert isinstance(message, events.Key)
            yield message


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("mode", [legacy, kitty])
def test_a_commit_is_parsed_whole(mode, length: int) -> None:  # type: ignore[no-untyped-def]
    text = SENTENCE[:length]
    assert "".join(key.character or "" for key in keys(mode(text))) == text


@pytest.mark.parametrize("mode", [legacy, kitty])
@pytest.mark.parametrize("piece", [1, 7, 33])
def test_a_commit_in_pieces_is_parsed_whole(mode, piece: int) -> None:  # type: ignore[no-untyped-def]
    assert "".join(key.character or "" for key in keys(mode(SENTENCE), piece)) == SENTENCE


def holds(pilot: Pilot[None], text: str) -> bool:
    return editor(pilot).text == text


@pytest.mark.parametrize("mode", [legacy, kitty])
async def test_commits_of_every_length_arrive_in_the_text(desk: Desk, draft_path: Path, mode) -> None:  # type: ignore[no-untyped-def]
    async with writing(desk, draft_path) as pilot:
        expected = [SENTENCE[:length] for length in LENGTHS]
        for number, text in enumerate(expected, 1):
            written = "".join(expected[:number])
            for key in keys(mode(text)):
                pilot.app.post_message(key)
            await until(pilot, partial(holds, pilot, written))


async def test_a_commit_followed_at_once_by_a_command_is_in_what_the_command_takes(
    desk: Desk, draft_path: Path
) -> None:
    async with writing(desk, draft_path) as pilot:
        for key in keys(SENTENCE):
            pilot.app.post_message(key)
        pilot.app.post_message(events.Key("ctrl+s", None))
        await until(pilot, lambda: "已保存 drafts/" in status(pilot))
        assert SENTENCE in draft_path.read_text(encoding="utf-8")


async def test_a_commit_takes_the_place_of_what_is_selected_and_is_undone_at_once(
    desk: Desk, draft_path: Path
) -> None:
    async with writing(desk, draft_path) as pilot:
        editor(pilot).change_to("旧的话")
        await pilot.press("ctrl+a")
        for key in keys(SENTENCE):
            pilot.app.post_message(key)
        await until(pilot, lambda: editor(pilot).text == SENTENCE)
        for _ in range(len(SENTENCE)):
            if editor(pilot).text == SENTENCE:
                await pilot.press("ctrl+z")
        assert SENTENCE not in editor(pilot).text
