"""The lists of the draft screen: headings, slots, checks, history, sources, refresh list, comparison."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.desk.process import DeskProcess
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen, QuestionScreen
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.textual_repairs.repaints import Line
from wengao.tui.writing.checks import ChecksScreen
from wengao.tui.writing.compare import CompareScreen
from wengao.tui.writing.editor import Editor
from wengao.tui.writing.headings import HeadingsScreen
from wengao.tui.writing.history import HistoryScreen
from wengao.tui.writing.refresh import RefreshScreen
from wengao.tui.writing.screen import WritingScreen
from wengao.tui.writing.slots import SlotsScreen
from wengao.tui.writing.sources import SourcesScreen

from ..conftest import draft_screen, editor, status, until, until_while_busy, writing

FIRST = "深刻认识网格治理的重大意义"


@pytest.fixture
async def pilot(desk: Desk, draft_path: Path) -> AsyncIterator[Pilot[None]]:
    async with writing(desk, draft_path) as driven:
        yield driven


def items(pilot: Pilot[None]) -> list[str]:
    options = pilot.app.screen.query_one("#items", OptionList)
    return [str(options.get_option_at_index(place).prompt) for place in range(options.option_count)]


def caption(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#list-caption", Line).render())


async def opened_list(pilot: Pilot[None], key: str, kind: type[ListDialogue]) -> None:  # type: ignore[type-arg]
    await pilot.press(key)
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))
    await until(
        pilot, lambda: not pilot.app.screen.query_one("#items", OptionList).get_option_at_index(0).disabled
    )


def headings(pilot: Pilot[None]) -> list[str]:
    return [part.heading for part in draft_screen(pilot).session.draft.parts]


async def test_a_heading_candidate_replaces_the_heading_and_undo_takes_it_back(pilot: Pilot[None]) -> None:
    await opened_list(pilot, "alt+h", HeadingsScreen)
    offered = items(pilot)[0].split("\n")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
    assert headings(pilot)[1] == offered[0]
    assert offered[1].split("　")[0].replace("+", "").isdigit()
    await pilot.press("ctrl+z")
    await until(pilot, lambda: headings(pilot)[1] == FIRST)


async def test_the_slot_list_goes_to_a_slot(pilot: Pilot[None]) -> None:
    await opened_list(pilot, "alt+k", SlotsScreen)
    assert items(pilot) == ["【户数】　年底前走访【户数】户。\n压实责任抓好落实"]
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.focused, Editor))
    await until(pilot, lambda: editor(pilot).selected_text == "【户数】")


async def test_one_finding_is_fixed_and_another_let_stand(pilot: Pilot[None]) -> None:
    editor(pilot).change_to("各镇各村都要走访,一户不漏。")
    await opened_list(pilot, "f7", ChecksScreen)
    screen = pilot.app.screen
    assert isinstance(screen, ChecksScreen)
    before = len(items(pilot))
    fixable = next(place for place, text in enumerate(items(pilot)) if " → " in text)
    screen.query_one("#items", OptionList).highlighted = fixable
    await pilot.press("f9")
    await until(pilot, lambda: pilot.app.screen is not screen and isinstance(pilot.app.screen, ChecksScreen))
    assert len(items(pilot)) < before
    screen, before = pilot.app.screen, len(items(pilot))
    await pilot.press("ctrl+d")
    await until(
        pilot,
        lambda: pilot.app.screen is not screen and draft_screen(pilot).session.draft.front.count("waivers"),
    )
    await until(pilot, lambda: draft_screen(pilot).overview.findings == before - 1)


async def test_many_findings_of_one_rule_stand_in_one_row_until_they_are_listed(pilot: Pilot[None]) -> None:
    editor(pilot).change_to(
        "全县走访【数字】户，登记【数字】人，调处【数字】件，办结【数字】件，回访【数字】户，评选【数字】名。"
    )
    await opened_list(pilot, "f7", ChecksScreen)
    folded = [text for text in items(pilot) if "等 7 处" in text]
    assert [text.count("【数字】”是没有填写的空位") for text in folded] == [1]
    place = items(pilot).index(folded[0])
    pilot.app.screen.query_one("#items", OptionList).highlighted = place
    before = len(items(pilot))
    await pilot.press("ctrl+d")
    await until(pilot, lambda: caption(pilot) == "先回车逐处列出，再选其中一处")
    await pilot.press("enter")
    await until(pilot, lambda: len(items(pilot)) == before + 6)
    await pilot.press("down", "enter")
    await until(pilot, lambda: editor(pilot).selected_text == "【数字】")
    await opened_list(pilot, "f7", ChecksScreen)
    assert len(items(pilot)) == before + 6


async def test_a_finding_let_stand_for_good_is_kept_with_the_unit(pilot: Pilot[None], desk: Desk) -> None:
    await opened_list(pilot, "f7", ChecksScreen)
    await pilot.press("ctrl+u")
    rules = desk.workspace.root / "检查" / "规则.toml"
    await until(pilot, lambda: rules.exists() and "waivers" in rules.read_text(encoding="utf-8"))


async def test_an_earlier_version_is_restored(pilot: Pilot[None], desk: Desk, draft_path: Path) -> None:
    await pilot.press(*"写错的话", "ctrl+s")
    await until(
        pilot, lambda: "已保存" in status(pilot) and "写错的话" in draft_path.read_text(encoding="utf-8")
    )
    await opened_list(pilot, "alt+v", HistoryScreen)
    await until(pilot, lambda: len(items(pilot)) == 2)
    await pilot.press("down")
    await until(pilot, lambda: "写错的话" in str(pilot.app.screen.query_one("#difference").render()))
    await pilot.press("enter")
    await until(pilot, lambda: "写错的话" not in draft_path.read_text(encoding="utf-8"))
    await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
    assert "写错的话" not in draft_screen(pilot).session.text(draft_screen(pilot).manuscript.here)


async def test_sources_name_the_document_and_lead_to_the_text(pilot: Pilot[None], desk: Desk) -> None:
    sentence = "柳溪镇今年两次提前转移群众，没有发生一起伤亡，靠的就是预警早、责任清、行动快。"
    editor(pilot).change_to(sentence)
    await opened_list(pilot, "alt+s", SourcesScreen)
    await until(pilot, lambda: "沿用" in caption(pilot))
    assert "《在全县防汛工作会议上的讲话》" in items(pilot)[0]
    await pilot.press("enter")
    await until(pilot, lambda: editor(pilot).selected_text[:4] == "柳溪镇今")


async def test_the_facts_of_an_old_text_are_confirmed_and_made_slots(pilot: Pilot[None]) -> None:
    editor(pilot).change_to("去年走访320户。")
    await opened_list(pilot, "alt+r", RefreshScreen)
    place = next(place for place, text in enumerate(items(pilot)) if "320户" in text.split("　")[0])
    pilot.app.screen.query_one("#items", OptionList).highlighted = place
    await pilot.press("insert")
    await until(pilot, lambda: not any("320户" in text.split("　")[0] for text in items(pilot)))
    await pilot.press("escape")
    await until(pilot, lambda: "去年走访【数字】户" in editor(pilot).text)


async def test_documents_of_the_genre_stand_side_by_side(pilot: Pilot[None]) -> None:
    await pilot.press("alt+c")
    await until(pilot, lambda: isinstance(pilot.app.screen, CompareScreen) and "1/" in caption(pilot))
    first = caption(pilot)
    await pilot.press("pagedown")
    await until(pilot, lambda: caption(pilot) != first)


@pytest.mark.parametrize(
    ("key", "change"),
    [
        ("alt+down", lambda before: [before[0], before[2], before[1]]),
        ("alt+right", lambda before: before),
    ],
)
async def test_changes_of_the_outline_are_undone_and_made_again(pilot: Pilot[None], key: str, change) -> None:  # type: ignore[no-untyped-def]
    before, levels = headings(pilot), [part.level for part in draft_screen(pilot).session.draft.parts]
    lines = [part.line for part in draft_screen(pilot).session.draft.parts]
    await pilot.press(*"正文", key)
    await until(pilot, lambda: [part.line for part in draft_screen(pilot).session.draft.parts] != lines)
    assert headings(pilot) == change(before)
    changed = [part.line for part in draft_screen(pilot).session.draft.parts]
    await pilot.press("ctrl+z")
    await until(pilot, lambda: [part.line for part in draft_screen(pilot).session.draft.parts] == lines)
    assert [part.level for part in draft_screen(pilot).session.draft.parts] == levels
    assert editor(pilot).text == "正文"
    await pilot.press("ctrl+y")
    await until(pilot, lambda: [part.line for part in draft_screen(pilot).session.draft.parts] == changed)


async def test_a_removed_section_comes_back_with_its_text(pilot: Pilot[None]) -> None:
    await pilot.press(*"要留的话", "ctrl+d")
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
    await pilot.click("#remove")
    await until(pilot, lambda: FIRST not in headings(pilot))
    await pilot.press("ctrl+z")
    await until(pilot, lambda: headings(pilot)[1] == FIRST)
    assert "要留的话" in draft_screen(pilot).manuscript.draft_now().parts[1].body


async def test_a_fix_is_taken_back_by_undo(pilot: Pilot[None]) -> None:
    written = "各镇各村都要走访,一户不漏。"
    editor(pilot).change_to(written)
    await opened_list(pilot, "f7", ChecksScreen)
    panel = pilot.app.screen
    await pilot.press("f10")
    await until(pilot, lambda: "走访，一户" in editor_text(pilot))
    await until(pilot, lambda: pilot.app.screen is not panel and isinstance(pilot.app.screen, ChecksScreen))
    await pilot.press("escape")
    await until(pilot, lambda: pilot.app.screen is draft_screen(pilot))
    await pilot.press("ctrl+z")
    await until(pilot, lambda: editor_text(pilot) == written)


def editor_text(pilot: Pilot[None]) -> str:
    screen = draft_screen(pilot)
    return screen.session.text(screen.manuscript.here)


async def test_a_full_check_that_is_stopped_ends_and_the_next_one_goes_through(
    pilot: Pilot[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[DeskProcess] = []

    def for_ever() -> DeskProcess:
        begun.append(DeskProcess([sys.executable, "-c", "import time\nwhile True: time.sleep(1)"]))
        return begun[-1]

    def started() -> bool:
        return bool(begun) and begun[-1].id is not None

    await opened_list(pilot, "f7", ChecksScreen)
    with monkeypatch.context() as patch:
        patch.setattr("wengao.desk.process.DeskProcess", for_ever)
        await pilot.press("f7")
        await until_while_busy(pilot, started)
        await pilot.press("f7")
        await until(pilot, lambda: caption(pilot) == "已停下全面检查" and not started())
        await pilot.press("f7")
        await until_while_busy(pilot, lambda: len(begun) > 1 and started())
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen) and not started())
    await opened_list(pilot, "f7", ChecksScreen)
    await pilot.press("f7")
    await until(pilot, lambda: "全面检查多出" in caption(pilot))


async def test_facts_that_say_the_same_are_rewritten_together_and_years_move_on(pilot: Pilot[None]) -> None:
    editor(pilot).change_to("2025年走访320户，2026年再访320户。")
    await opened_list(pilot, "alt+r", RefreshScreen)
    await until(pilot, lambda: any("一样的 2 处" in item for item in items(pilot)))
    place = next(number for number, item in enumerate(items(pilot)) if item.startswith("○ 320户"))
    pilot.app.screen.query_one("#items", OptionList).highlighted = place
    await pilot.press("f3")
    await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
    pilot.app.screen.query_one(ChineseInput).value = "400户"
    await pilot.press("enter")
    await until(pilot, lambda: sum("✓ 400户" in item for item in items(pilot)) == 2)
    await pilot.press("f5")
    await until(pilot, lambda: "推了一年" in caption(pilot))
    await pilot.press("escape")
    await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
    await until(pilot, lambda: editor(pilot).text == "2026年走访400户，2027年再访400户。")
    await pilot.press("ctrl+z")
    await until(pilot, lambda: editor(pilot).text == "2025年走访320户，2026年再访320户。")
