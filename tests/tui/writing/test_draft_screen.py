"""The draft screen: write, insert, undo, save, export, and nothing lost on the way."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.drafts.sources import source_notes
from wengao.tui.home.screen import HomeScreen
from wengao.tui.shared.passages import PassageList
from wengao.tui.shared.questions import LineQuestionScreen, QuestionScreen
from wengao.tui.shared.screens import NoticeScreen
from wengao.tui.shared.texts import SourceScreen
from wengao.tui.writing.checks import ChecksScreen
from wengao.tui.writing.editor import Editor
from wengao.tui.writing.export import ExportScreen
from wengao.tui.writing.fill import FillScreen
from wengao.tui.writing.outline import OutlineList
from wengao.tui.writing.references import References

from ..conftest import NARROW, WIDE, draft_screen, editor, settle, status, until, writing

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


async def test_the_first_section_is_open_and_its_references_follow(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        screen = draft_screen(pilot)
        part = screen.session.part(screen.manuscript.here)
        assert part is not None
        assert part.heading == "深刻认识网格治理的重大意义"
        references = screen.query_one(References)
        await until(pilot, lambda: references.hit)
        first = references.hit
        assert first is not None
        assert "网格治理" in first.passage.text
        await pilot.press("ctrl+down")
        await until(
            pilot, lambda: references.hit is not None and references.hit.passage.id != first.passage.id
        )


@SIZES
async def test_what_an_input_method_commits_arrives_whole(
    desk: Desk, draft_path: Path, size: tuple[int, int]
) -> None:
    sentence = "人民代表大会制度是坚持党的领导的根本制度"
    async with writing(desk, draft_path, size) as pilot:
        await pilot.press(*sentence)
        await until(pilot, lambda: editor(pilot).text == sentence)


@SIZES
async def test_a_reference_is_inserted_undone_redone_and_saved(
    desk: Desk, draft_path: Path, size: tuple[int, int]
) -> None:
    async with writing(desk, draft_path, size) as pilot:
        screen = draft_screen(pilot)
        await pilot.press(*"开头的话")
        references = screen.query_one(References)
        await until(pilot, lambda: references.hit)
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(pilot.app.focused, PassageList))
        hit = references.hit
        assert hit is not None
        await pilot.press("enter")
        await until(pilot, lambda: "[^s1]" in editor(pilot).text)
        assert editor(pilot).text == f"开头的话\n\n{hit.passage.text}[^s1]"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == "开头的话")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "已保存 drafts/" in status(pilot))
        assert source_notes(desk.drafts.open(draft_path).draft) == ()
        await pilot.press("ctrl+y", "ctrl+s")
        await until(pilot, lambda: source_notes(desk.drafts.open(draft_path).draft))
        (note,) = source_notes(desk.drafts.open(draft_path).draft)
        assert note.passage_id == hit.passage.id
        assert f"{hit.passage.text}[^s1]" in text_of(draft_path)


async def test_the_source_of_a_reference_is_shown(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await until(pilot, lambda: draft_screen(pilot).query_one(References).hit)
        await pilot.press("tab", "space")
        await until(pilot, lambda: isinstance(pilot.app.screen, SourceScreen))


async def test_the_search_box_takes_over_until_it_is_emptied(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        references = draft_screen(pilot).query_one(References)
        await until(pilot, lambda: references.hit)
        await pilot.press("f3", *"柳溪镇")
        await until(pilot, lambda: references.hit is not None and "柳溪镇" in references.hit.passage.text)
        await pilot.press(*["backspace"] * 3)
        await until(pilot, lambda: references.hit is not None and "网格治理" in references.hit.passage.text)


@SIZES
async def test_undo_goes_back_through_all_sections_in_the_order_of_writing(
    desk: Desk, draft_path: Path, size: tuple[int, int]
) -> None:
    async with writing(desk, draft_path, size) as pilot:
        await pilot.press(*"甲")
        await pilot.press("ctrl+down")
        await until(pilot, lambda: editor(pilot).has_focus)
        before = editor(pilot).text
        await pilot.press(*"乙")
        await until(pilot, lambda: editor(pilot).text == f"乙{before}")
        await pilot.press("ctrl+up")
        await until(pilot, lambda: editor(pilot).has_focus)
        assert editor(pilot).text == "甲"
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == before)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == "")
        assert draft_screen(pilot).session.unsaved is False
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "没有可撤销的了" in status(pilot))
        await pilot.press("ctrl+y", "ctrl+y")
        await until(pilot, lambda: editor(pilot).text == f"乙{before}")


async def test_a_removed_section_comes_back_after_typing(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        session = draft_screen(pilot).session
        headings = [part.heading for part in session.draft.parts]
        await pilot.press("ctrl+down", "ctrl+d")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.press("right", "enter")
        await until(pilot, lambda: "Ctrl+Z" in status(pilot))
        await pilot.press("字")
        await until(pilot, lambda: editor(pilot).text.startswith("字"))
        await pilot.press("ctrl+z", "ctrl+z")
        await until(pilot, lambda: [part.heading for part in session.draft.parts] == headings)
        assert session.unsaved is False


async def test_the_outline_is_walked_with_the_arrows(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        screen = draft_screen(pilot)
        before = screen.manuscript.here
        await pilot.press("shift+tab", "down")
        await until(pilot, lambda: screen.manuscript.here != before)
        assert isinstance(pilot.app.focused, OutlineList)
        part = screen.session.part(screen.manuscript.here)
        assert part is not None
        assert part.heading == "压实责任抓好落实"
        await pilot.press("enter")
        await until(pilot, lambda: editor(pilot).has_focus)


def shown_panes(pilot: Pilot[None]) -> list[str | None]:
    return [pane.id for pane in draft_screen(pilot).query(".pane") if pane.display]


def shows_only(pilot: Pilot[None], name: str) -> bool:
    return shown_panes(pilot) == [name]


async def test_one_pane_at_a_time_where_it_is_narrow(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path, NARROW) as pilot:
        for name in ("editor-pane", "references-pane", "outline-pane"):
            await until(pilot, partial(shows_only, pilot, name))
            await pilot.press("tab")


async def test_three_panes_where_it_is_wide(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path, WIDE) as pilot:
        assert shown_panes(pilot) == ["outline-pane", "editor-pane", "references-pane"]


@SIZES
async def test_a_draft_is_exported(desk: Desk, draft_path: Path, size: tuple[int, int]) -> None:
    async with writing(desk, draft_path, size) as pilot:
        await pilot.press(*"没有保存也能导出", "f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        await pilot.press("enter")
        target = desk.workspace.export_folder / f"{draft_path.stem}.docx"
        await until(pilot, lambda: "已导出 out/" in status(pilot))
        assert target.read_bytes()[:2] == b"PK"


@SIZES
async def test_a_file_changed_elsewhere_is_not_written_over(
    desk: Desk, draft_path: Path, size: tuple[int, int]
) -> None:
    async with writing(desk, draft_path, size) as pilot:
        draft_path.write_text("# 别人改的\n", encoding="utf-8")
        await pilot.press(*"我写的", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.press("enter")
        await until(pilot, lambda: draft_screen(pilot).session.stored.path != draft_path)
        beside = draft_screen(pilot).session.stored.path
        assert text_of(draft_path) == "# 别人改的\n"
        assert "我写的" in text_of(beside)


async def test_a_file_changed_elsewhere_is_overwritten_when_the_drafter_says_so(
    desk: Desk, draft_path: Path
) -> None:
    async with writing(desk, draft_path) as pilot:
        draft_path.write_text("# 别人改的\n", encoding="utf-8")
        await pilot.press(*"我写的", "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.click("#overwrite")
        await until(pilot, lambda: "已保存 drafts/" in status(pilot))
        assert "我写的" in text_of(draft_path)


async def leave(pilot, answer: str) -> None:  # type: ignore[no-untyped-def]
    await pilot.press(*"没保存的话", "ctrl+o")
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
    await pilot.click(f"#{answer}")
    await until(pilot, lambda: not isinstance(pilot.app.screen, QuestionScreen))


async def test_leaving_saves_when_told_to(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await leave(pilot, "save")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert "没保存的话" in text_of(draft_path)


async def test_leaving_drops_changes_when_told_to(desk: Desk, draft_path: Path) -> None:
    before = text_of(draft_path)
    async with writing(desk, draft_path) as pilot:
        await leave(pilot, "discard")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
        assert text_of(draft_path) == before


async def test_leaving_can_be_thought_better_of(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await leave(pilot, "cancel")
        assert pilot.app.screen is draft_screen(pilot)
        assert editor(pilot).text == "没保存的话"


async def test_quitting_asks_too(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press(*"没保存的话", "ctrl+q")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is draft_screen(pilot))


async def test_leaving_without_changes_asks_nothing(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))


async def test_the_next_slot_is_selected_wherever_it_stands(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f10")
        await until(pilot, lambda: editor(pilot).selected_text == "【户数】")
        await pilot.press(*"300", "f10")
        await until(pilot, lambda: "没有空位了" in status(pilot))
        assert "年底前走访300户。" in draft_screen(pilot).manuscript.draft_now().parts[2].body


async def test_empty_sections_are_filled_and_can_be_undone(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, FillScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "填了 1 节" in status(pilot))
        await until(pilot, lambda: "[^s1]" in editor(pilot).text)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == "")


async def test_a_section_is_added_renamed_moved_and_removed(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        screen = draft_screen(pilot)

        def headings() -> list[str]:
            return [part.heading for part in screen.session.draft.parts[1:]]

        await pilot.press("ctrl+n")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        await pilot.press(*"抓好队伍", "enter")
        await until(pilot, lambda: len(headings()) == 3 and editor(pilot).has_focus)
        await pilot.press(*"队伍的话")
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        await pilot.press(*"建设", "enter")
        await until(pilot, lambda: "抓好队伍建设" in headings() and pilot.app.screen is screen)
        await pilot.press("alt+up")
        await until(
            pilot,
            lambda: headings() == ["抓好队伍建设", "深刻认识网格治理的重大意义", "压实责任抓好落实"],
        )
        assert editor(pilot).text == "队伍的话"
        await pilot.press("ctrl+d")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.click("#remove")
        await until(pilot, lambda: len(headings()) == 2)
        assert headings() == ["深刻认识网格治理的重大意义", "压实责任抓好落实"]


async def test_a_finding_is_jumped_to(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, ChecksScreen))
        findings = pilot.app.screen.query_one(OptionList)
        shown = [str(findings.get_option_at_index(place).prompt) for place in range(findings.option_count)]
        findings.highlighted = next(place for place, prompt in enumerate(shown) if "【户数】" in prompt)
        await pilot.press("enter")
        await until(pilot, lambda: editor(pilot).selected_text == "【户数】")


async def test_what_nobody_foresaw_is_told_and_the_text_stays(
    desk: Desk, draft_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(draft: object) -> None:
        raise RuntimeError("unforeseen")

    async with writing(desk, draft_path) as pilot:
        monkeypatch.setattr(desk.review, "check", check)
        await pilot.press(*"写了一半", "f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, NoticeScreen))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.screen is draft_screen(pilot))
        assert editor(pilot).text == "写了一半"


async def test_the_status_line_counts(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await until(pilot, lambda: "空位 1" in status(pilot) and "已保存" in status(pilot))
        await pilot.press(*"写")
        await until(pilot, lambda: "未保存" in status(pilot))


async def test_many_pasted_lines_arrive(desk: Desk, draft_path: Path) -> None:
    from textual.events import Paste

    lines = "\n".join(f"第{number}行" for number in range(300))
    async with writing(desk, draft_path) as pilot:
        pilot.app.post_message(Paste(lines))
        await until(pilot, lambda: editor(pilot).text == lines)


async def test_saves_in_quick_succession_do_not_get_in_each_others_way(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        screen = draft_screen(pilot)
        await pilot.press("甲")
        screen.action_do("save")
        await pilot.press("乙")
        screen.action_do("save")
        await until(pilot, lambda: "甲乙" in text_of(draft_path) and not screen.session.unsaved)
        assert pilot.app.screen is screen


async def test_a_defect_of_the_interface_leaves_the_text_beside_the_file(
    desk: Desk, draft_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = text_of(draft_path)

    def broken(step: int) -> None:
        raise RuntimeError("unforeseen")

    async def write_until_it_breaks() -> None:
        async with writing(desk, draft_path) as pilot:
            await pilot.press(*"写了一半")
            monkeypatch.setitem(draft_screen(pilot).deeds, "section", broken)
            await pilot.press("ctrl+down")

    with pytest.raises(RuntimeError, match="unforeseen"):
        await write_until_it_breaks()
    assert text_of(draft_path) == before
    (rescued,) = [path for path in draft_path.parent.iterdir() if path != draft_path]
    assert "写了一半" in text_of(rescued)


async def test_in_a_wide_window_the_panes_grow_and_the_text_stays_readable(
    desk: Desk, draft_path: Path
) -> None:
    async with writing(desk, draft_path, (200, 50)) as pilot:
        editor(pilot).change_to("安" * 200)
        await settle(pilot)
        widths = [
            draft_screen(pilot).query_one(f"#{name}").size.width
            for name in ("outline-pane", "references-pane")
        ]
        assert (widths, editor(pilot).wrap_width) == ([40, 60], 81)


@pytest.mark.parametrize(("characters", "cells"), [(30, 61), (0, 87)])
async def test_a_row_of_text_is_as_wide_as_is_set(
    desk: Desk, draft_path: Path, characters: int, cells: int
) -> None:
    desk.settings.change("interface", "width", characters)
    async with writing(desk, draft_path, (200, 50)) as pilot:
        await pilot.press("alt+o")
        whole = draft_screen(pilot).query_one("#whole", Editor)
        await until(pilot, lambda: whole.has_focus and whole.wrap_width == cells)
