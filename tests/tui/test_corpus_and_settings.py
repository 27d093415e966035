"""The corpus screen, the settings, importing an old text, the guide, marks on references, a broken head."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from rich.cells import cell_len
from textual.events import Paste
from textual.pilot import Pilot
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.language.own_unit import Colleague
from wengao.tui.corpus.places import PlacesScreen
from wengao.tui.corpus.screen import CorpusScreen
from wengao.tui.corpus.words import WordsScreen
from wengao.tui.home.guide import STEPS, GuideScreen
from wengao.tui.home.lists import DraftList, TemplateList
from wengao.tui.home.screen import HomeScreen
from wengao.tui.home.settings import SETTINGS, SettingsScreen
from wengao.tui.shared.bars import KeyBar
from wengao.tui.shared.passages import PassageList
from wengao.tui.shared.questions import FieldsScreen, LineQuestionScreen, QuestionScreen
from wengao.tui.shared.texts import TextScreen
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.writing.filters import Filters, FilterScreen
from wengao.tui.writing.references import References
from wengao.tui.writing.screen import WritingScreen

from .conftest import draft_screen, editor, opened, settle, status, until, writing


async def test_documents_are_narrowed_read_and_corrected(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, CorpusScreen) and "2/2" in status(pilot))
        screen = pilot.app.screen
        await pilot.press("防", "汛")
        await until(pilot, lambda: "1/2" in status(pilot))
        assert screen.query_one(ChineseInput).value == "防汛"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, TextScreen))
        await pilot.press("escape")
        await until(pilot, lambda: pilot.app.screen is screen)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, FieldsScreen))
        pilot.app.screen.query_one("#field-organ", ChineseInput).value = "安澜县应急管理局"
        await pilot.click("#accept")
        await until(pilot, lambda: "已改" in status(pilot))
        assert [document.organ for document in desk.corpus.documents() if "防汛" in document.title] == [
            "安澜县应急管理局"
        ]


async def test_a_document_taken_out_is_no_longer_listed(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: "2/2" in status(pilot))
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.click("#forget")
        await until(pilot, lambda: "1/1" in status(pilot))


async def test_a_mined_word_is_struck_out_and_taken_back_by_mouse(desk: Desk) -> None:
    file = desk.workspace.words_file
    file.write_text("# 手写的说明\n网格长\t12\n", encoding="utf-8")
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: "2/2" in status(pilot))
        await pilot.press("f6")
        await until(
            pilot, lambda: isinstance(pilot.app.screen, WordsScreen) and "网格长" in first_item(pilot)
        )
        for name, line in (("划掉", "-网格长\t12"), ("恢复", "网格长\t12"), ("划掉", "-网格长\t12")):
            await pilot.click("#items", offset=(4, 0))
            bar = pilot.app.screen.query_one(KeyBar)
            await pilot.click(bar, offset=(cell_len(str(bar.render()).partition(name)[0]) + 1, 0))
            await until(pilot, partial(has_line, file, line))
        await until(pilot, lambda: "已划掉" in first_item(pilot))
        assert file.read_text(encoding="utf-8") == "# 手写的说明\n-网格长\t12\n"
        await pilot.press("escape")
        await until(pilot, lambda: "语料更新完毕" in status(pilot))


async def test_words_struck_out_in_quick_succession_are_all_struck_out(desk: Desk) -> None:
    words = [f"网格{number}号" for number in range(8)]
    file = desk.workspace.words_file
    file.write_text("".join(f"{word}\n" for word in words), encoding="utf-8")
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: "2/2" in status(pilot))
        await pilot.press("f6")
        await until(
            pilot, lambda: isinstance(pilot.app.screen, WordsScreen) and words[0] in first_item(pilot)
        )
        screen = pilot.app.screen
        assert isinstance(screen, WordsScreen)
        listed = screen.query_one("#items", OptionList)
        for place in range(len(words)):
            listed.highlighted = place
            screen.action_strike()
        await until(
            pilot, lambda: file.read_text(encoding="utf-8") == "".join(f"-{word}\n" for word in words)
        )
        shown = [str(listed.get_option_at_index(place).prompt) for place in range(len(words))]
        assert [prompt.endswith("已划掉") for prompt in shown] == [True] * len(words)


def has_line(file: Path, line: str) -> bool:
    return line in file.read_text(encoding="utf-8").split("\n")


def first_item(pilot: Pilot[None]) -> str:
    return str(pilot.app.screen.query_one("#items", OptionList).get_option_at_index(0).prompt)


async def test_a_word_of_the_segmenter_cannot_be_struck_out(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: "2/2" in status(pilot))
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, WordsScreen) and "次" in first_item(pilot))
        listed = pilot.app.screen.query_one("#items", OptionList)
        prompts = [str(listed.get_option_at_index(place).prompt) for place in range(listed.option_count)]
        listed.highlighted = next(place for place, prompt in enumerate(prompts) if prompt.endswith("次"))
        await pilot.press("delete")
        caption = pilot.app.screen.query_one("#list-caption")
        await until(pilot, lambda: "划不掉" in str(caption.render()))
        assert not desk.workspace.words_file.exists()


async def test_a_setting_is_changed_at_once(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == "wengao-dark")
        assert 'theme = "dark"' in (desk.workspace.root / "wengao.toml").read_text(encoding="utf-8")


async def test_a_folder_joins_the_corpus_and_what_is_refused_is_told(desk: Desk, tmp_path: Path) -> None:
    elsewhere = tmp_path / "旧材料"
    elsewhere.mkdir()
    (elsewhere / "随笔.txt").write_text(
        "在全县植树会议上的讲话\n\n同志们：\n\n一、多栽树\n\n栽活一棵算一棵。\n", encoding="utf-8"
    )
    (elsewhere / "坏.docx").write_bytes(b"PK\x03\x04 not a package")
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: "2/2" in status(pilot))
        await pilot.press("f5")
        await until(
            pilot, lambda: isinstance(pilot.app.screen, PlacesScreen) and "corpus　2 篇" in first_item(pilot)
        )
        await pilot.press("insert")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = str(elsewhere)
        await pilot.press("enter")
        await until(
            pilot,
            lambda: isinstance(pilot.app.screen, PlacesScreen) and len(desk.corpus.places().places) == 2,
        )
        await pilot.press("escape")
        await until(pilot, lambda: "3/3" in status(pilot))
        places = desk.corpus.places()
        assert [(place.there, place.documents) for place in places.places] == [(True, 2), (True, 1)]
        assert [Path(path).name for path, _ in places.refused] == ["坏.docx"]


async def test_a_path_typed_or_dropped_onto_the_places_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: "2/2" in status(pilot))
        await pilot.press("f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlacesScreen))
        await pilot.press("/", "u")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        assert pilot.app.screen.query_one(ChineseInput).value == "/u"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, PlacesScreen))
        pilot.app.screen.post_message(Paste(f"{tmp_path}\n"))
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        assert pilot.app.screen.query_one(ChineseInput).value == str(tmp_path)


@pytest.mark.parametrize("dropped", ["'{0}' '{1}'", "{0}\n{1}\n", "file://{0} file://{1}"])
async def test_what_is_dropped_onto_the_screen_joins_the_corpus(
    desk: Desk, tmp_path: Path, dropped: str
) -> None:
    folder, file = tmp_path / "旧材料", tmp_path / "讲话.txt"
    folder.mkdir()
    for path in (folder / "总结.txt", file):
        path.write_text(f"{path.stem}\n民兵训练工作总结。\n", encoding="utf-8")
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, CorpusScreen) and "2/2" in status(pilot))
        pilot.app.post_message(Paste(dropped.format(folder, file)))
        await until(pilot, lambda: isinstance(pilot.app.screen, QuestionScreen))
        await pilot.press("enter")
        await until(pilot, lambda: "4/4" in status(pilot))


async def test_a_pasted_text_is_no_file(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(pilot.app.screen, CorpusScreen) and "2/2" in status(pilot))
        pilot.app.post_message(Paste("corpus 民兵"))
        await settle(pilot)
        assert isinstance(pilot.app.screen, CorpusScreen)


async def test_the_unit_is_told_once_on_the_screen(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        await change(pilot, "name", "安澜县民政局")
        await until(pilot, lambda: desk.settings.unit().name == "安澜县民政局")
        await change(pilot, "partners", "县卫健局、 县财政局，县医保局")
        await until(pilot, lambda: desk.settings.unit().partners == ("县卫健局", "县财政局", "县医保局"))
        await change(pilot, "people", "林知夏 副县长、叶舟 局长")
        colleagues = (Colleague("林知夏", "副县长"), Colleague("叶舟", "局长"))
        await until(pilot, lambda: desk.settings.unit().people == colleagues)
        await change(pilot, "level")
        listed = pilot.app.screen.query_one("#items", OptionList)
        await until(pilot, lambda: "省" in str(listed.get_option_at_index(place_of("level")).prompt))
        await change(pilot, "partners", "")
        await until(pilot, lambda: desk.settings.unit().partners == ())


async def test_how_sure_filling_is_goes_through_its_three_values(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
        for strictness in ("宽", "严", "中"):
            await change(pilot, "strictness")
            await until(pilot, partial(has_strictness, desk, strictness))


def has_strictness(desk: Desk, strictness: str) -> bool:
    return desk.workspace.settings.drafts.strictness == strictness


def place_of(key: str) -> int:
    return next(place for place, setting in enumerate(SETTINGS) if setting.key == key)


async def change(pilot: Pilot[None], key: str, typed: str | None = None) -> None:
    listed = pilot.app.screen.query_one("#items", OptionList)
    await until(pilot, lambda: listed.option_count == len(SETTINGS))
    listed.highlighted = place_of(key)
    await pilot.press("enter")
    if typed is not None:
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = typed
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))


async def test_an_old_text_becomes_a_draft(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = "corpus/2024-09-02 在全县防汛工作会议上的讲话.txt"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen))
        assert draft_screen(pilot).session.draft.title == "在全县防汛工作会议上的讲话"
        facts = len(desk.revision.refresh_list(draft_screen(pilot).session.draft))
        assert f"旧稿有 {facts} 处要过目（Alt+R），已打开 drafts/" in status(pilot)


async def test_the_guide_comes_once(empty_desk: Desk) -> None:
    (empty_desk.workspace.own_folder / "guided").unlink()
    async with opened(empty_desk) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, GuideScreen))
        for _ in STEPS:
            assert isinstance(pilot.app.screen, GuideScreen)
            await pilot.press("enter")
            await settle(pilot)
        await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen) and empty_desk.settings.guided)


async def test_references_are_starred_withheld_and_filtered(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        passages = pilot.app.screen.query_one(PassageList)
        await until(pilot, lambda: passages.hit)
        draft_screen(pilot).panes.go_to("references-pane")
        hit = passages.hit
        assert hit is not None
        await pilot.press("ctrl+t")
        await until(pilot, lambda: hit.passage.id in passages.marks.starred)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "相近" in str(pilot.app.screen.query_one("#reference-caption").render()))
        draft_screen(pilot).references.find()
        await until(pilot, lambda: passages.hit is not None and passages.hit.passage.id == hit.passage.id)
        listed = passages.option_count
        await pilot.press("delete")
        await until(pilot, lambda: passages.option_count < listed)
        await pilot.press("f6")
        await until(pilot, lambda: isinstance(pilot.app.screen, FilterScreen))
        pilot.app.screen.query_one("#year", ChineseInput).value = "2024"
        await pilot.click("#accept")
        await until(pilot, lambda: draft_screen(pilot).references.filters == Filters(year="2024"))
        await until(pilot, lambda: passages.hit is not None and passages.hit.document.date == "2024-09-02")


async def test_starred_sentences_are_a_list_to_insert_from(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        screen = draft_screen(pilot)
        passages = screen.query_one(PassageList)
        await until(pilot, lambda: passages.hit is not None)
        await pilot.press("tab", "alt+j")
        await until(pilot, lambda: passages.span is not None)
        hit, span = passages.hit, passages.span
        assert hit is not None
        assert span is not None
        sentence = hit.passage.text[slice(*span)]
        await pilot.press("ctrl+t")
        await until(pilot, lambda: "这一句已收进金句" in status(pilot))
        await pilot.press("alt+j", "alt+x")
        await until(pilot, lambda: [one.passage.text for one in passages._hits] == [sentence])
        await pilot.press("ctrl+down")
        await until(pilot, lambda: screen.manuscript.here == screen.session.keys[2])
        assert [one.passage.text for one in passages._hits] == [sentence]
        await pilot.press("enter")
        await until(pilot, lambda: "已插入" in status(pilot))
        assert sentence in editor(pilot).text
        screen.panes.go_to("references-pane")
        await pilot.press("ctrl+t")
        await until(pilot, lambda: not passages._hits)
        await pilot.press("alt+x")
        await until(pilot, lambda: len(passages._hits) > 1)


async def test_a_click_on_the_filters_asks_for_them(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        await until(pilot, lambda: pilot.app.screen.query_one(PassageList).hit)
        await pilot.click("#reference-filters", offset=(1, 0))
        await until(pilot, lambda: isinstance(pilot.app.screen, FilterScreen))


async def test_a_passage_goes_in_with_slots(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        references = pilot.app.screen.query_one(References)
        references.query_one(ChineseInput).value = "柳溪镇 转移群众"
        passages = pilot.app.screen.query_one(PassageList)
        await until(pilot, lambda: passages.hit is not None and "柳溪镇" in passages.hit.passage.text)
        passages.focus()
        await pilot.press("insert")
        await until(pilot, lambda: "【" in editor(pilot).text)
        assert "柳溪镇" not in editor(pilot).text


async def test_without_drafts_keys_go_to_the_templates_after_reading(empty_desk: Desk) -> None:
    empty_desk.settings.note_guided()
    async with opened(empty_desk) as pilot:
        await settle(pilot)
        pilot.app.screen.query_one(DraftList).focus()
        await pilot.press("f9")
        await until(pilot, lambda: "语料更新完毕" in status(pilot))
        await until(pilot, lambda: isinstance(pilot.app.focused, TemplateList))
