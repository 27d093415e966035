"""Filling on the draft screen: asked how, told what stayed empty, marked until read, the original one key away."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot
from textual.widgets import Button, OptionList

from wengao.desk.desk import Desk
from wengao.drafts.joining import joined
from wengao.tui.shared.passages import PassageList, telling_span
from wengao.tui.textual_repairs.repaints import Line
from wengao.tui.writing.fill import FilledScreen, FillScreen
from wengao.tui.writing.outline import OutlineList
from wengao.tui.writing.references import References

from ..conftest import draft_screen, editor, status, until, writing


def outline_entry(pilot: Pilot[None], place: int) -> str:
    return str(draft_screen(pilot).query_one(OutlineList).get_option_at_index(place).prompt)


async def fill_section(pilot: Pilot[None]) -> None:
    await pilot.press("f5")
    await until(pilot, lambda: isinstance(pilot.app.screen, FillScreen))
    await pilot.press("enter")
    await until(pilot, lambda: "填了 1 节" in status(pilot))


async def test_what_was_filled_is_to_be_read_until_it_is_written_in(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await fill_section(pilot)
        await until(pilot, lambda: "待看 1 节" in status(pilot))
        assert "待看" in outline_entry(pilot, 1)
        assert ".unread" not in editor(pilot).text
        await pilot.press("字")
        await until(pilot, lambda: "待看" not in outline_entry(pilot, 1) and "待看 1 节" not in status(pilot))


async def test_a_section_is_said_to_be_read_and_that_is_taken_back(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await fill_section(pilot)
        await pilot.press("alt+g")
        await until(pilot, lambda: "本节看过了" in status(pilot) and "待看" not in outline_entry(pilot, 1))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: "待看" in outline_entry(pilot, 1))
        await pilot.press("alt+a")
        await until(pilot, lambda: "全文看过了" in status(pilot))


async def test_what_came_near_is_put_in_from_the_list(desk: Desk, draft_path: Path) -> None:
    desk.settings.change("drafts", "strictness", "严")
    text = draft_path.read_text(encoding="utf-8")
    draft_path.write_text(
        text.replace("## 压实责任", "## 把航天器送上月球 {role=task}\n\n## 压实责任"), encoding="utf-8"
    )
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, FillScreen))
        await pilot.press("right", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, FilledScreen))
        items = pilot.app.screen.query_one("#items", OptionList)
        first = str(items.get_option_at_index(0).prompt)
        assert first.startswith("没有合适的　二、把航天器送上月球\n  最近的　把握 ")
        await pilot.press("enter")
        await until(pilot, lambda: "[^s" in editor(pilot).text)
        part = draft_screen(pilot).session.part(draft_screen(pilot).manuscript.here)
        assert part is not None
        assert part.heading == "把航天器送上月球"


async def test_the_originals_wording_comes_back_in_one_step(desk: Desk, draft_path: Path) -> None:
    source = desk.search.find("石桥街道", kind="段落").hits[0].passage
    note = f"\n[^s1]: 出处：《在全市网格治理推进会上的讲话》一第1段，2025-03-18 〔passage {source.id}〕\n"
    text = draft_path.read_text(encoding="utf-8")
    body = source.text.replace("石桥街道", "【街道｜原：石桥街道】")
    marked = text.replace("## 压实责任", f"{body}[^s1]\n\n## 压实责任")
    draft_path.write_text(marked + note, encoding="utf-8")
    async with writing(desk, draft_path) as pilot:
        await until(pilot, lambda: editor(pilot).text == f"{body}[^s1]")
        await pilot.press("alt+y")
        await until(pilot, lambda: editor(pilot).text == f"{source.text}[^s1]")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == f"{body}[^s1]")


async def test_by_sentence_only_the_sentence_goes_in(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        references = draft_screen(pilot).query_one(References)
        await until(pilot, lambda: references.hit)
        await pilot.press("tab", "alt+j")
        passages = references.query_one(PassageList)
        await until(pilot, lambda: passages.by_sentence)
        hit = references.hit
        assert hit is not None
        sentence = hit.passage.text[slice(*telling_span(hit))]
        assert str(passages.get_option_at_index(0).prompt).startswith(sentence[:20])
        await pilot.press("enter")
        await until(pilot, lambda: editor(pilot).text == f"{sentence}[^s1]")


async def test_chosen_sentences_become_one_paragraph_each_with_its_source(
    desk: Desk, draft_path: Path
) -> None:
    async with writing(desk, draft_path) as pilot:
        references = draft_screen(pilot).query_one(References)
        await until(pilot, lambda: references.hit)
        passages = references.query_one(PassageList)
        await pilot.press("tab", "down", "alt+m", "up", "alt+m")
        await until(pilot, lambda: len(references.chosen) == 2)
        assert str(passages.get_option_at_index(0).prompt).startswith("〔2〕")
        assert str(passages.get_option_at_index(1).prompt).startswith("〔1〕")
        first, second = joined([hit.passage.text[slice(*telling_span(hit))] for hit in references.chosen])
        await pilot.press("enter")
        await until(pilot, lambda: editor(pilot).text == f"{first}[^s1]{second}[^s2]")
        assert references.chosen == ()
        await pilot.press("ctrl+z")
        await until(pilot, lambda: editor(pilot).text == "")


async def test_a_sentence_is_chosen_no_more_when_it_is_chosen_twice(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        references = draft_screen(pilot).query_one(References)
        await until(pilot, lambda: references.hit)
        await pilot.press("tab", "alt+m")
        await until(pilot, lambda: len(references.chosen) == 1)
        await pilot.press("alt+m")
        await until(pilot, lambda: references.chosen == ())


async def test_an_entry_tells_the_fit_then_the_source_and_its_year(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        references = draft_screen(pilot).query_one(References)
        await until(pilot, lambda: references.hit)
        hit = references.hit
        assert hit is not None
        assert hit.fit is not None
        facts = str(references.query_one(PassageList).get_option_at_index(0).prompt).split("\n")[1]
        assert facts.startswith(f"把握 {hit.fit:.0%} ")
        assert "2025 《在全市网格治理推进会上的讲话》" in facts
        detail = str(references.query_one("#passage-detail-text").render())
        assert f"把握 {hit.fit:.0%}：{'，'.join(hit.reasons)}" in detail


async def test_an_old_speech_on_the_topic_is_offered_by_itself(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, FillScreen))
        await until(pilot, lambda: pilot.app.screen.query_one("#last-time").display)
        assert "在全市网格治理推进会上的讲话" in str(pilot.app.screen.query_one("#last-time-title").render())
        assert pilot.app.screen.query_one("#section", Button).has_focus


async def test_without_a_filling_the_list_says_so(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await pilot.press("alt+w")
        await until(pilot, lambda: "还没有填充过" in status(pilot))
        assert draft_screen(pilot).query_one("#reference-caption", Line)
