"""Every action of the table, driven by its key; where editors that host a terminal own the key, by the palette too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any, TypedDict

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.desk.services.corpus import CorpusService
from wengao.processes.clipboard import Handed
from wengao.review.model import Severity
from wengao.review.rule_states import rule_states
from wengao.review.settings import ReviewSettings
from wengao.tui.actions import ACTIONS, Action
from wengao.tui.app import WengaoApp
from wengao.tui.corpus.doubts import DoubtsScreen
from wengao.tui.corpus.places import PlacesScreen
from wengao.tui.corpus.screen import CorpusScreen
from wengao.tui.corpus.words import WordsScreen
from wengao.tui.home.guide import GuideScreen
from wengao.tui.home.lists import TemplateList
from wengao.tui.home.screen import HomeScreen
from wengao.tui.home.settings import SettingsScreen
from wengao.tui.home.template_form import TemplateForm
from wengao.tui.search.screen import SearchScreen
from wengao.tui.shared.help import HelpScreen
from wengao.tui.shared.palette import PaletteScreen
from wengao.tui.shared.passages import PassageList
from wengao.tui.shared.questions import FieldsScreen, LineQuestionScreen, QuestionScreen
from wengao.tui.shared.texts import SourceScreen, TextScreen
from wengao.tui.textual_repairs.caret import ChineseInput
from wengao.tui.textual_repairs.repaints import Line
from wengao.tui.writing.checks import ChecksScreen
from wengao.tui.writing.compare import CompareScreen
from wengao.tui.writing.editor import Editor
from wengao.tui.writing.export import ExportScreen
from wengao.tui.writing.fill import FillScreen
from wengao.tui.writing.filters import FilterScreen
from wengao.tui.writing.find_bar import FindBar
from wengao.tui.writing.head import HeadScreen
from wengao.tui.writing.headings import HeadingsScreen
from wengao.tui.writing.history import HistoryScreen
from wengao.tui.writing.outline import OutlineList
from wengao.tui.writing.refresh import RefreshScreen
from wengao.tui.writing.rules import RulesScreen
from wengao.tui.writing.screen import WritingScreen
from wengao.tui.writing.slots import SlotsScreen
from wengao.tui.writing.sources import SourcesScreen

from .conftest import draft_screen, editor, opened, settle, status, until, writing

Driver = Pilot[None]
Effect = Callable[[Driver], object]
OWNED_ELSEWHERE = {"f1", "f5", "f6", "ctrl+q", "ctrl+e", "ctrl+k", "ctrl+j"}
BORROWED = "柳溪镇今年两次提前转移群众，没有发生一起伤亡，靠的就是预警早、责任清、行动快。"
FAULTY = f"去年走访320户,一户不漏。\n{BORROWED}"


@dataclass(frozen=True)
class Case:
    """How an action is driven. on: the home screen or a draft. keys: pressed before. ready: waited for before. effect: after.

    text: what the section holds. words: what 用词.txt holds. corpus: texts of documents that join the corpus.
    """

    on: str
    effect: Effect
    keys: tuple[str, ...] = ()
    ready: Effect = bool
    text: str = ""
    words: str = ""
    corpus: tuple[str, ...] = ()
    before: Callable[[Driver], Any] | None = None


class Start(TypedDict, total=False):
    """What several cases have in common."""

    keys: tuple[str, ...]
    ready: Effect
    text: str
    corpus: tuple[str, ...]
    before: Callable[[Driver], Any]


def app(pilot: Driver) -> WengaoApp:
    assert isinstance(pilot.app, WengaoApp)
    return pilot.app


def shows(kind: type) -> Effect:
    return lambda pilot: isinstance(pilot.app.screen, kind)


def lists(kind: type) -> Effect:
    def filled(pilot: Driver) -> bool:
        if not isinstance(pilot.app.screen, kind):
            return False
        items = pilot.app.screen.query_one("#items", OptionList)
        return bool(items.option_count and not items.get_option_at_index(0).disabled)

    return filled


def says(words: str) -> Effect:
    return lambda pilot: words in status(pilot)


def shown_caption(pilot: Driver) -> str:
    found = pilot.app.screen.query("#list-caption")
    return str(found.first(Line).render()) if found else ""


def caption(words: str) -> Effect:
    return lambda pilot: words in shown_caption(pilot)


def lines(pilot: Driver) -> list[str]:
    return [part.line.strip() for part in draft_screen(pilot).session.draft.parts]


def row(place: int) -> Effect:
    def highlighted(pilot: Driver) -> bool:
        items = pilot.app.screen.query_one("#items", OptionList)
        return items.highlighted == place % items.option_count

    return highlighted


def order(*places: int) -> Effect:
    """The headings below the title, by their places in the beginning."""
    first = ("深刻认识网格治理的重大意义", "压实责任抓好落实")
    wanted = [first[place] for place in places]
    return lambda pilot: [part.heading for part in draft_screen(pilot).session.draft.parts[1:]] == wanted


def level(wanted: int) -> Effect:
    return lambda pilot: lines(pilot)[2].startswith("#" * wanted + " ")


def selected(text: str) -> Effect:
    return lambda pilot: isinstance(pilot.app.screen, WritingScreen) and editor(pilot).selected_text == text


def in_pane(name: str) -> Effect:
    def there(pilot: Driver) -> bool:
        focused = pilot.app.focused
        return focused is not None and name in [one.id for one in focused.ancestors]

    return there


def passages(pilot: Driver) -> PassageList:
    return pilot.app.screen.query_one(PassageList)


def body(words: str) -> Effect:
    return lambda pilot: isinstance(pilot.app.screen, WritingScreen) and words in editor(pilot).text


def start_reading(pilot: Driver) -> None:
    """Begin a reading of the corpus that comes no further until it is to stop."""
    reading: Any = app(pilot).reading
    corpus: Any = app(pilot).desk.corpus
    asked = Event()
    stop = reading.stop

    def read(progress: Callable[[int, int, Path], object], **_others: object) -> None:
        asked.wait()
        progress(1, 2, Path())

    def ask_to_stop() -> None:
        stop()
        asked.set()

    corpus.read, reading.stop = read, ask_to_stop
    reading.start()


def left(pilot: Driver) -> bool:
    return bool(pilot.app._exit)


def highlight_fact(pilot: Driver) -> None:
    items = pilot.app.screen.query_one("#items", OptionList)
    prompts = [str(items.get_option_at_index(place).prompt) for place in range(items.option_count)]
    items.highlighted = next(place for place, prompt in enumerate(prompts) if "320" in prompt.split("\n")[0])


def highlight_fix(pilot: Driver) -> None:
    items = pilot.app.screen.query_one("#items", OptionList)
    prompts = [str(items.get_option_at_index(place).prompt) for place in range(items.option_count)]
    items.highlighted = next(place for place, prompt in enumerate(prompts) if " → " in prompt)


def highlight_warning(pilot: Driver) -> None:
    pilot.app.screen.query_one("#items", OptionList).highlighted = next(
        place for place, rule in enumerate(rule_states(ReviewSettings())) if rule.shipped is Severity.WARNING
    )


def turn_the_page(pilot: Driver) -> None:
    assert isinstance(pilot.app.screen, CompareScreen)
    pilot.app.screen.action_part(1)


def show_filled(pilot: Driver) -> None:
    draft_screen(pilot).action_do("filled")


def print_at_once(pilot: Driver) -> None:
    """A preview that is there already."""
    export: Any = app(pilot).desk.export
    export.preview = lambda _stored: app(pilot).workspace.root / ".wengao" / "版面预览.pdf"


def find_bar(pilot: Driver) -> FindBar:
    return draft_screen(pilot).query_one(FindBar)


def counted(number: str) -> Effect:
    wanted = f"{number} 处" if number.isdecimal() else number
    return lambda pilot: str(find_bar(pilot).query_one("#find-count", Line).render()) == wanted


def undo(pilot: Driver) -> None:
    draft_screen(pilot).action_do("undo")


FIND: Start = {"text": FAULTY, "keys": ("ctrl+f", "户"), "ready": counted("4")}
REFERENCES: Start = {"keys": ("tab",), "ready": lambda pilot: isinstance(pilot.app.focused, PassageList)}
CHECKS: Start = {"text": FAULTY, "keys": ("f7",), "ready": lists(ChecksScreen)}
FACTS: Start = {"text": FAULTY, "keys": ("alt+r",), "ready": lists(RefreshScreen), "before": highlight_fact}
CORPUS: Start = {"keys": ("f7",), "ready": says("2/2")}
DOUBTS: Start = {
    "keys": ("f7", "f3"),
    "ready": lists(DoubtsScreen),
    "corpus": ("一篇随笔\n春天来了，柳溪两岸都绿了。", "又一篇随笔\n秋天来了，石桥两旁都黄了。"),
}
FIXABLE: Start = {**CHECKS, "before": highlight_fix}
READING: Start = {**CORPUS, "before": start_reading}
OUTLINE: Start = {"keys": ("shift+tab",), "ready": lambda pilot: isinstance(pilot.app.focused, OutlineList)}
WAIVED: Effect = lambda pilot: "waivers" in draft_screen(pilot).session.draft.front  # noqa: E731

CASES = {
    "help": Case("home", shows(HelpScreen)),
    "palette": Case("home", shows(PaletteScreen)),
    "quit": Case("draft", left),
    "home.new": Case("home", shows(TemplateForm), before=lambda pilot: pilot.app.screen.query_one(TemplateList).focus()),
    "home.open": Case("home", shows(WritingScreen)),
    "home.rename": Case("home", shows(LineQuestionScreen)),
    "home.search": Case("home", shows(SearchScreen)),
    "home.import": Case("home", shows(LineQuestionScreen)),
    "home.corpus": Case("home", shows(CorpusScreen)),
    "home.read": Case("home", says("语料更新完毕")),
    "home.stop": Case("home", says("已停下"), before=start_reading),
    "home.samples": Case("home", says("语料更新完毕")),
    "home.no_samples": Case("home", says("没有样例语料")),
    "home.settings": Case("home", shows(SettingsScreen)),
    "home.guide": Case("home", shows(GuideScreen)),
    "home.rules": Case("home", lists(RulesScreen)),
    "home.quit": Case("home", left),
    "form.accept": Case(
        "home",
        lambda pilot: any(field.has_class("-refused") for field in pilot.app.screen.query("FormField")),
        ("ctrl+n",),
        shows(TemplateForm),
    ),
    "outline.write": Case("draft", lambda pilot: isinstance(pilot.app.focused, Editor), **OUTLINE),
    "outline.add": Case("draft", shows(LineQuestionScreen), **OUTLINE),
    "outline.remove": Case("draft", shows(QuestionScreen), **OUTLINE),
    "outline.read": Case("draft", says("本节没有待看的"), **OUTLINE),
    "outline.undo": Case("draft", order(0, 1), ("alt+down", "shift+tab"), order(1, 0)),
    "outline.redo": Case("draft", order(1, 0), ("alt+down", "shift+tab", "ctrl+z"), order(0, 1)),
    "references.insert": Case("draft", body("[^s1]"), **REFERENCES),
    "references.slots": Case("draft", body("[^s1]"), **REFERENCES),
    "references.source": Case("draft", shows(SourceScreen), **REFERENCES),
    "references.sentences": Case("draft", lambda pilot: passages(pilot).by_sentence, **REFERENCES),
    "references.choose": Case("draft", lambda pilot: passages(pilot).chosen, **REFERENCES),
    "references.filter": Case("draft", shows(FilterScreen), **REFERENCES),
    "references.star": Case("draft", lambda pilot: passages(pilot).marks.starred, **REFERENCES),
    "references.similar": Case(
        "draft",
        lambda pilot: "相近" in str(pilot.app.screen.query_one("#reference-caption", Line).render()),
        **REFERENCES,
    ),
    "references.withhold": Case("draft", lambda pilot: passages(pilot).marks.withheld, **REFERENCES),
    "references.back": Case("draft", lambda pilot: isinstance(pilot.app.focused, Editor), **REFERENCES),
    "draft.pane": Case("draft", in_pane("references-pane")),
    "draft.save": Case("draft", says("已保存 drafts/"), ("字",), says("未保存")),
    "draft.search": Case("draft", lambda pilot: isinstance(pilot.app.focused, ChineseInput)),
    "draft.check": Case("draft", shows(ChecksScreen)),
    "draft.finding": Case("draft", selected(","), ("ctrl+home",), text=FAULTY),
    "draft.fix": Case("draft", body("320户，"), ("shift+f8",), selected(","), text=FAULTY),
    "draft.export": Case("draft", shows(ExportScreen)),
    "draft.slot": Case("draft", selected("【户数】")),
    "draft.fill": Case("draft", shows(FillScreen)),
    "draft.home": Case("draft", shows(HomeScreen)),
    "draft.headings": Case("draft", shows(HeadingsScreen)),
    "draft.finding_back": Case("draft", selected(","), text=FAULTY),
    "draft.next": Case("draft", body("年底前走访")),
    "draft.previous": Case("draft", lambda pilot: not editor(pilot).text, ("ctrl+down",), body("年底前走访")),
    "draft.whole": Case("draft", lambda pilot: draft_screen(pilot).manuscript.in_whole),
    "draft.starred": Case("draft", says("参考列的是收藏的金句")),
    "draft.rename": Case("draft", shows(LineQuestionScreen)),
    "draft.file": Case("draft", shows(LineQuestionScreen)),
    "draft.add": Case("draft", shows(LineQuestionScreen)),
    "draft.remove": Case("draft", shows(QuestionScreen)),
    "draft.up": Case("draft", order(1, 0), ("ctrl+down",), body("年底前走访")),
    "draft.down": Case("draft", order(1, 0)),
    "draft.promote": Case("draft", level(2), ("ctrl+down", "alt+right"), level(3)),
    "draft.demote": Case("draft", level(3), ("ctrl+down",), body("年底前走访")),
    "draft.head": Case("draft", shows(HeadScreen)),
    "draft.preview": Case("draft", says("版面预览已打开"), before=print_at_once),
    "draft.copy": Case("draft", says("已复制 15 字，带字体字号（wl-copy）")),
    "draft.words": Case("draft", lambda pilot: find_bar(pilot).shown and not find_bar(pilot).replacing),
    "draft.replace": Case("draft", lambda pilot: find_bar(pilot).replacing),
    "draft.slots": Case("draft", shows(SlotsScreen)),
    "draft.read": Case("draft", says("本节没有待看的")),
    "draft.read_all": Case("draft", says("全文没有待看的")),
    "draft.original": Case("draft", says("没有出处")),
    "draft.filled": Case("draft", says("还没有填充过")),
    "draft.rules": Case("draft", lists(RulesScreen)),
    "draft.history": Case("draft", shows(HistoryScreen)),
    "draft.sources": Case("draft", shows(SourcesScreen)),
    "draft.refresh": Case("draft", shows(RefreshScreen)),
    "draft.compare": Case("draft", shows(CompareScreen)),
    "draft.pane_back": Case("draft", lambda pilot: isinstance(pilot.app.focused, OutlineList)),
    "editor.waive": Case("draft", WAIVED, ("shift+f8",), selected(","), text=FAULTY),
    "find.next": Case("draft", selected("户"), **FIND),
    "find.previous": Case("draft", selected("户"), **FIND),
    "find.replace": Case(
        "draft", body("【家数】"), ("alt+d", "户", "tab", "家", "f8"), selected("户"), text=FAULTY
    ),
    "find.replace_all": Case("draft", body("320家,一家"), ("alt+d", "户", "tab", "家"), counted("4"), text=FAULTY),
    "find.headings": Case("draft", counted("4"), **FIND),
    "find.line": Case("draft", lambda pilot: pilot.app.focused is not None and pilot.app.focused.id == "find-new", ("alt+d",)),
    "find.undo": Case("draft", counted("4"), ("alt+d", "户", "tab", "家", "f10"), counted("没有"), text=FAULTY),
    "find.redo": Case("draft", body("家"), ("alt+d", "户", "tab", "家", "f10"), counted("没有"), text=FAULTY, before=undo),
    "find.close": Case("draft", lambda pilot: not find_bar(pilot).shown, **FIND),
    "search.source": Case(
        "home",
        shows(SourceScreen),
        ("f3", *"防汛"),
        lambda pilot: shows(SearchScreen)(pilot) and passages(pilot).hit is not None,
        before=lambda pilot: passages(pilot).focus(),
    ),
    "search.copy": Case(
        "home",
        says("带字体字号（wl-copy）"),
        ("f3", *"防汛"),
        lambda pilot: shows(SearchScreen)(pilot) and passages(pilot).hit is not None,
        before=lambda pilot: passages(pilot).focus(),
    ),
    "search.back": Case("home", shows(HomeScreen), ("f3",), shows(SearchScreen)),
    "checks.go": Case("draft", selected(","), **FIXABLE),
    "checks.fix": Case("draft", lambda pilot: "320户，" in draft_screen(pilot).manuscript.draft_now().parts[1].body, **FIXABLE),
    "checks.fix_all": Case("draft", lambda pilot: "320户，" in draft_screen(pilot).manuscript.draft_now().parts[1].body, **CHECKS),
    "checks.full": Case("draft", caption("全面检查多出"), **CHECKS),
    "checks.once": Case("draft", WAIVED, **CHECKS),
    "checks.draft": Case("draft", WAIVED, **CHECKS),
    "checks.next": Case("draft", row(1), **CHECKS),
    "checks.previous": Case("draft", row(-1), **CHECKS),
    "checks.unit": Case(
        "draft", lambda pilot: (app(pilot).workspace.root / "检查" / "规则.toml").exists(), **CHECKS
    ),
    "checks.rule": Case("draft", lists(RulesScreen), **CHECKS),
    "rules.heavier": Case("draft", caption("改过 1 条"), ("alt+u", "down"), lists(RulesScreen), before=highlight_warning),
    "rules.lighter": Case("draft", caption("改过 1 条"), ("alt+u",), lists(RulesScreen)),
    "rules.reset": Case("draft", lambda pilot: "改过" not in shown_caption(pilot), ("alt+u", "left"), caption("改过 1 条")),
    "headings.take": Case(
        "draft",
        lambda pilot: draft_screen(pilot).session.draft.parts[1].heading != "深刻认识网格治理的重大意义",
        ("alt+h",),
        lists(HeadingsScreen),
    ),
    "slots.go": Case("draft", selected("【户数】"), ("alt+k",), lists(SlotsScreen)),
    "filled.take": Case("draft", body("[^s1]"), ("f5", "enter"), says("填了 1 节"), before=show_filled),
    "history.restore": Case(
        "draft", says("已恢复"), ("字", "ctrl+s", "alt+v"),
        lambda pilot: lists(HistoryScreen)(pilot) and not draft_screen(pilot).session.unsaved,
    ),
    "sources.go": Case(
        "draft", lambda pilot: shows(WritingScreen)(pilot) and editor(pilot).selected_text.startswith("柳溪镇"),
        ("alt+s",), lists(SourcesScreen), text=FAULTY,
    ),
    "refresh.confirm": Case("draft", lambda pilot: "○" not in str(fact_prompt(pilot)), **FACTS),
    "refresh.replace": Case("draft", shows(LineQuestionScreen), **FACTS),
    "refresh.slot": Case("draft", lambda pilot: "320" not in str(fact_prompt(pilot)), **FACTS),
    "refresh.next_year": Case("draft", caption("推不了一年"), **FACTS),
    "refresh.go": Case("draft", lambda pilot: shows(WritingScreen)(pilot) and "320" in editor(pilot).selected_text, **FACTS),
    "refresh.confirm_alike": Case("draft", lambda pilot: "○" not in str(fact_prompt(pilot)), **FACTS),
    "refresh.replace_alike": Case("draft", shows(LineQuestionScreen), **FACTS),
    "compare.next": Case("draft", caption("第 2/"), ("alt+c",), lambda pilot: shows(CompareScreen)(pilot) and caption("第 1/")(pilot)),
    "compare.previous": Case(
        "draft", caption("第 1/"), ("alt+c",), lambda pilot: shows(CompareScreen)(pilot) and caption("第 1/")(pilot),
        before=turn_the_page,
    ),
    "corpus.document": Case("home", shows(TextScreen), **CORPUS),
    "corpus.edit": Case("home", shows(FieldsScreen), **CORPUS),
    "corpus.forget": Case("home", shows(QuestionScreen), **CORPUS),
    "corpus.doubts": Case("home", shows(DoubtsScreen), **CORPUS),
    "corpus.places": Case("home", shows(PlacesScreen), **CORPUS),
    "corpus.new": Case("home", shows(WritingScreen), **CORPUS),
    "corpus.read": Case("home", says("语料更新完毕"), **CORPUS),
    "corpus.words": Case("home", shows(WordsScreen), **CORPUS),
    "corpus.samples": Case("home", says("语料更新完毕"), **CORPUS),
    "corpus.no_samples": Case("home", says("没有样例语料"), **CORPUS),
    "corpus.stop": Case("home", says("已停下"), **READING),
    "corpus.back": Case("home", shows(HomeScreen), **CORPUS),
    "words.strike": Case("home", caption("已划掉“网格长”"), ("f7", "f6"), lists(WordsScreen), words="网格长\t12\n"),
    "words.restore": Case("home", caption("已恢复“网格长”"), ("f7", "f6"), lists(WordsScreen), words="-网格长\t12\n"),
    "places.add": Case("home", shows(LineQuestionScreen), keys=("f7", "f5"), ready=lists(PlacesScreen)),
    "doubts.suggested": Case("home", caption("已定 1 处"), **DOUBTS),
    "doubts.all_suggested": Case("home", caption("没有存疑的，已定 2 处"), **DOUBTS),
    "doubts.right": Case("home", caption("已定 1 处"), **DOUBTS),
    "doubts.all_right": Case("home", caption("没有存疑的，已定 2 处"), **DOUBTS),
    "doubts.write": Case("home", shows(LineQuestionScreen), **DOUBTS),
    "settings.change": Case("home", lambda pilot: pilot.app.theme == "wengao-dark", ("f8",), lists(SettingsScreen)),
}  # fmt: skip


def fact_prompts(pilot: Driver) -> list[str]:
    if not isinstance(pilot.app.screen, RefreshScreen):
        return []
    items = pilot.app.screen.query_one("#items", OptionList)
    return [
        str(items.get_option_at_index(place).prompt).split("\n")[0] for place in range(items.option_count)
    ]


def fact_prompt(pilot: Driver) -> str:
    if not isinstance(pilot.app.screen, RefreshScreen):
        return "○ 320"
    return next((prompt for prompt in fact_prompts(pilot) if "320" in prompt), "✓")


def test_every_action_is_driven() -> None:
    assert list(CASES) == [action.id for action in ACTIONS]


async def drive(case: Case, press: Callable[[Driver], Any], desk: Desk, path: Path) -> None:
    if case.words:
        desk.workspace.words_file.write_text(case.words, encoding="utf-8")
    for number, text in enumerate(case.corpus):
        (desk.workspace.root / "corpus" / f"{number}.txt").write_text(text, encoding="utf-8")
    if case.corpus:
        desk.corpus.read()
    surroundings = opened(desk) if case.on == "home" else writing(desk, path)
    async with surroundings as pilot:
        if case.on == "home":
            await until(pilot, lambda: pilot.app.screen.query_one(TemplateList).template is not None)
        else:
            await until(pilot, lambda: passages(pilot).hit is not None)
        if case.text:
            editor(pilot).change_to(case.text)
        await pilot.press(*case.keys)
        if case.ready is not bool:
            await until(pilot, lambda: case.ready(pilot))
        if case.before is not None:
            case.before(pilot)
        await pilot.pause() if app(pilot).reading.under_way else await settle(pilot)
        await press(pilot)
        await until(pilot, lambda: case.effect(pilot))
        if not left(pilot):
            assert pilot.app.export_screenshot(), "what came of it can be drawn"


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
async def test_by_its_key(
    action: Action, desk: Desk, draft_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(CorpusService, "add_samples", lambda _corpus: 3)
    monkeypatch.setattr("wengao.tui.writing.export.open_in_system", lambda _path: True)
    taken = Handed("wl-copy", rich=True, plain=False)
    monkeypatch.setattr("wengao.desk.copying.hand_to_system", lambda *_: taken)

    async def press(pilot: Driver) -> None:
        await pilot.press(action.key.split(",")[0])

    await drive(CASES[action.id], press, desk, draft_path)


@pytest.mark.parametrize(
    "action",
    [action for action in ACTIONS if OWNED_ELSEWHERE & set(action.key.split(","))],
    ids=lambda action: action.id,
)
async def test_by_the_palette_where_the_key_may_not_arrive(
    action: Action, desk: Desk, draft_path: Path
) -> None:
    async def press(pilot: Driver) -> None:
        await pilot.press("f12")
        await until(pilot, shows_palette(pilot))
        await pilot.press(*action.name, "enter")

    await drive(CASES[action.id], press, desk, draft_path)


def shows_palette(pilot: Driver) -> Callable[[], bool]:
    return lambda: isinstance(pilot.app.screen, PaletteScreen)


async def test_the_folder_of_an_export_is_opened_when_asked(
    desk: Desk, draft_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[Path] = []

    def opened_folder(folder: Path) -> bool:
        folders.append(folder)
        return False

    monkeypatch.setattr("wengao.tui.writing.export.open_in_system", opened_folder)
    async with writing(desk, draft_path) as pilot:
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportScreen))
        await pilot.click("#open-folder")
        await pilot.click("#accept")
        await until(pilot, lambda: folders)
        assert folders == [desk.workspace.export_folder]
        await until(pilot, lambda: "没有可用的文件管理器" in status(pilot))


async def test_a_fact_is_rewritten(desk: Desk, draft_path: Path) -> None:
    async with writing(desk, draft_path) as pilot:
        editor(pilot).change_to(FAULTY)
        await pilot.press("alt+r")
        await until(pilot, lambda: lists(RefreshScreen)(pilot))
        highlight_fact(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, LineQuestionScreen))
        pilot.app.screen.query_one(ChineseInput).value = "415户"
        await pilot.press("enter")
        await until(pilot, lambda: any("415户" in prompt for prompt in fact_prompts(pilot)))
        await pilot.press("escape")
        await until(pilot, lambda: body("去年走访415户")(pilot))
