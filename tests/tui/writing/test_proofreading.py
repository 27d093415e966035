"""Findings while one writes: underlined in the text, gone through with F8, put right with F9, let stand with Del."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from rich.style import Style
from textual.pilot import Pilot
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.drafts.model import Draft
from wengao.review.model import Finding
from wengao.tui.shared.screens import NoticeScreen
from wengao.tui.writing.checks import ChecksScreen
from wengao.tui.writing.panes import FindingStrip
from wengao.tui.writing.screen import WritingScreen

from ..conftest import draft_screen, editor, status, until, writing

FAULTY = "各镇各村都要走访,一户不漏;一户不少。\n干部下沉到村。"


@pytest.fixture
async def pilot(desk: Desk, draft_path: Path) -> AsyncIterator[Pilot[None]]:
    async with writing(desk, draft_path) as driven:
        yield driven


def underlined(pilot: Pilot[None]) -> list[str]:
    """What is underlined in the part that is shown, as it is drawn."""
    shown, here = [], editor(pilot)
    for row in here.render_lines(here.region.reset_offset):
        shown += [part.text for part in row if part.style is not None and part.style.underline]
    return shown


def strip(pilot: Pilot[None]) -> str:
    line = draft_screen(pilot).query_one(FindingStrip)
    return str(line.render()) if line.display else ""


async def written(pilot: Pilot[None], text: str, marks: list[str]) -> None:
    editor(pilot).change_to(text)
    await until(pilot, lambda: underlined(pilot) == marks)


@pytest.mark.drawing
async def test_what_is_found_is_underlined_after_a_pause(pilot: Pilot[None]) -> None:
    await written(pilot, FAULTY, [",", ";"])
    await until(pilot, lambda: "检查 3 处" in status(pilot))


@pytest.mark.drawing
async def test_an_edited_line_has_no_marks_at_once_and_others_keep_theirs(pilot: Pilot[None]) -> None:
    await written(pilot, f"{FAULTY}\n还要走访,不留死角。", [",", ";", ","])
    here = editor(pilot)
    here.replace("每天", (0, 0), (0, 0))
    assert underlined(pilot) == [","]
    here.replace("第一段\n第二段\n", (1, 0), (1, 0))
    assert underlined(pilot) == [","]
    await until(pilot, lambda: underlined(pilot) == [",", ";", ","])


@pytest.mark.drawing
async def test_severities_differ_in_colour_and_without_colour(pilot: Pilot[None]) -> None:
    text = "去年走访320户,一户不漏。\n参加市委市政府的会议。\n弘扬“严”、“实”的作风。"
    await written(pilot, text, [",", "市委市政府", "、"])
    here, looks = editor(pilot), []
    for row in here.render_lines(here.region.reset_offset):
        looks += [part.style for part in row if part.style is not None and part.style.underline]
    assert len({look.color for look in looks}) == 3
    assert len({(look.bold, look.italic) for look in looks}) == 3
    assert Style(underline=True).underline


async def test_f8_goes_round_the_findings_of_the_whole_draft(pilot: Pilot[None]) -> None:
    editor(pilot).change_to(FAULTY)
    await pilot.press("ctrl+home", "f8")
    await until(pilot, lambda: editor(pilot).selected_text == ",")
    await until(pilot, lambda: "PUN-1" in strip(pilot) and "1/3" in strip(pilot))
    await pilot.press("f8")
    await until(pilot, lambda: editor(pilot).selected_text == ";")
    await pilot.press("f8")
    await until(pilot, lambda: editor(pilot).selected_text == "【户数】")
    await pilot.press("f8")
    await until(pilot, lambda: editor(pilot).selected_text == ",")
    await pilot.press("shift+f8")
    await until(pilot, lambda: editor(pilot).selected_text == "【户数】")
    await pilot.press("right")
    await until(pilot, lambda: strip(pilot) == "")


async def test_f9_puts_the_finding_at_hand_right_and_undo_takes_it_back(pilot: Pilot[None]) -> None:
    editor(pilot).change_to(FAULTY)
    await pilot.press("ctrl+home", "f8")
    await until(pilot, lambda: "F9" in strip(pilot))
    await pilot.press("f9")
    await until(pilot, lambda: "走访，一户" in editor(pilot).text)
    await until(pilot, lambda: "已改正" in status(pilot))
    await pilot.press("f8")
    await until(pilot, lambda: editor(pilot).selected_text == ";")
    await pilot.press("ctrl+z")
    await until(pilot, lambda: editor(pilot).text == FAULTY)


async def test_f9_puts_right_what_was_found_before_lines_above_it_were_written(pilot: Pilot[None]) -> None:
    editor(pilot).change_to(FAULTY)
    await pilot.press("ctrl+home", "f8")
    await until(pilot, lambda: editor(pilot).selected_text == ",")
    editor(pilot).replace("开头一段。\n", (0, 0), (0, 0))
    await pilot.press("f8")
    await until(pilot, lambda: editor(pilot).selected_text == ";")
    await pilot.press("f9")
    await until(pilot, lambda: editor(pilot).text == "开头一段。\n" + FAULTY.replace(";", "；"))


async def test_f9_where_nothing_was_found_says_so(pilot: Pilot[None]) -> None:
    await pilot.press("f9")
    await until(pilot, lambda: "没有查出问题" in status(pilot))


async def test_del_lets_the_finding_at_hand_stand_and_undo_takes_it_back(pilot: Pilot[None]) -> None:
    editor(pilot).change_to(FAULTY)
    await pilot.press("ctrl+home", "f8")
    await until(pilot, lambda: "Del 放行" in strip(pilot))
    await pilot.press("delete")
    session = draft_screen(pilot).session
    await until(pilot, lambda: "waivers" in session.draft.front)
    assert editor(pilot).text == FAULTY
    await until(pilot, lambda: draft_screen(pilot).overview.findings == 2)
    await pilot.press("ctrl+z")
    await until(pilot, lambda: "waivers" not in session.draft.front)
    await until(pilot, lambda: draft_screen(pilot).overview.findings == 3)


async def test_del_deletes_where_no_finding_is_at_hand(pilot: Pilot[None]) -> None:
    editor(pilot).change_to(FAULTY)
    await pilot.press("ctrl+home", "f8")
    await until(pilot, lambda: "Del 放行" in strip(pilot))
    await pilot.press("ctrl+home", "delete")
    await until(pilot, lambda: editor(pilot).text == FAULTY[1:])
    assert "waivers" not in draft_screen(pilot).session.draft.front


async def test_enter_in_the_list_goes_to_the_place_and_has_it_at_hand(pilot: Pilot[None]) -> None:
    editor(pilot).change_to(FAULTY)
    await pilot.press("f7")
    await until(pilot, lambda: isinstance(pilot.app.screen, ChecksScreen))
    items = pilot.app.screen.query_one("#items", OptionList)
    prompts = [str(items.get_option_at_index(place).prompt) for place in range(items.option_count)]
    items.highlighted = next(place for place, prompt in enumerate(prompts) if "；" in prompt)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
    await until(pilot, lambda: editor(pilot).selected_text == ";" and "Del 放行" in strip(pilot))


async def test_what_is_found_in_a_heading_marks_the_heading(pilot: Pilot[None]) -> None:
    screen = draft_screen(pilot)
    screen.session.rename(screen.manuscript.here, "提高认识,压实责任")
    screen.manuscript.turned()
    heading = screen.query_one(".section-heading")
    await until(pilot, lambda: heading.has_class("-error"))
    await pilot.press("f8")
    await until(pilot, lambda: "PUN-1" in strip(pilot))
    await pilot.press("f9")
    await until(pilot, lambda: screen.session.draft.parts[1].heading == "提高认识，压实责任")
    await until(pilot, lambda: not heading.has_class("-error"))


async def test_a_rule_file_with_a_mistake_is_told_once_and_whenever_the_drafter_asks(
    pilot: Pilot[None], desk: Desk
) -> None:
    desk.review.make_rule_files()
    rules = desk.workspace.root / "检查" / "规则.toml"
    rules.write_text('[severity]\n"PUN-6" = "重"\n', encoding="utf-8")
    editor(pilot).change_to(FAULTY)
    await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
    checks: list[object] = []
    review = draft_screen(pilot).desk.review
    check = review.check

    def counted(draft: Draft) -> tuple[Finding, ...]:
        checks.append(draft)
        return check(draft)

    review.check = counted  # type: ignore[method-assign, assignment]
    editor(pilot).change_to(f"{FAULTY}又写了一句。")
    await until(pilot, lambda: len(checks) == 1 and not draft_screen(pilot).proofreading.checking)
    assert isinstance(pilot.app.screen, WritingScreen)
    await pilot.press("f7")
    await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))


async def test_what_is_still_to_be_written_marks_nothing(pilot: Pilot[None]) -> None:
    screen = draft_screen(pilot)
    await until(pilot, lambda: screen.overview.findings == 2)
    marked = {mark.finding.rule for marks in screen.manuscript.marks.values() for _, mark in marks.each()}
    assert marked == {"PLH-1"}


async def test_what_can_be_done_is_seen_under_a_long_message_too(pilot: Pilot[None]) -> None:
    editor(pilot).change_to("要坚持和加强党的全面领道，抓好落实。")
    await pilot.press("ctrl+home", "f8")
    await until(pilot, lambda: "Del 放行" in strip(pilot))
    line = draft_screen(pilot).query_one(FindingStrip)
    await until(pilot, lambda: line.size.height == 4)
