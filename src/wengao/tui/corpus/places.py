"""Where the corpus lies (材料来源): its folders and files with how many documents each gave, and what could not be read.

The sample corpus is put in and taken out again here, from whatever place offers it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen
from wengao.tui.shared.texts import from_home

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType
    from textual.events import Key, Paste

    from wengao.desk.desk import Desk
    from wengao.desk.values import CorpusPlace, CorpusPlaces, RemovedSamples
    from wengao.tui.shared.screens import PlaceScreen

_SAMPLES_JOB = "samples"


def put_in_samples(screen: PlaceScreen, desk: Desk, read: Callable[[], None]) -> None:
    """Put the samples into the workspace. read: called when they are there, to read them."""

    def added(count: int) -> None:
        screen.say(f"装入了 {count} 个文件")
        read()

    screen.start_job(_SAMPLES_JOB, desk.corpus.add_samples, added)


def take_out_samples(screen: PlaceScreen, desk: Desk, read: Callable[[], object]) -> None:
    """Take out the samples that nobody changed, and say which stay. read: called where some went, to read again."""

    def removed(gone: RemovedSamples) -> None:
        kept = f"，{len(gone.kept)} 个改过的留着：{gone.kept[0].name}" if gone.kept else ""
        screen.say(f"移走样例 {len(gone.removed)} 篇{kept}" if gone.removed or gone.kept else "没有样例语料")
        if gone.removed:
            read()

    screen.start_job(_SAMPLES_JOB, desk.corpus.remove_samples, removed)


_CAPTION = "Ins 加文件夹或文件，写路径、拖进来也行；要去掉一处，改 wengao.toml 的 [corpus] folders"


class PlacesScreen(ListDialogue[bool]):
    """Answers with whether a place was added."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.PLACES)]
    places = (Place.PLACES,)
    heading = "材料来源"
    caption = "正在查看，请稍候"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._added = False
        self._question: LineQuestionScreen | None = None

    def on_mount(self) -> None:
        """Ask behind the paint."""
        self._load()

    def _load(self) -> None:
        desk = self._desk
        self.start_job("places", desk.corpus.places, self._take)

    def _take(self, found: CorpusPlaces) -> None:
        prompts = [self._place(one) for one in found.places]
        prompts += [self._refused(path, reason) for path, reason in found.refused]
        refused = f"有 {len(found.refused)} 个文件没有读进来，列在后面。" if found.refused else ""
        next_step = "新加的材料，按 Esc 返回就开始读。" if self._added else ""
        self.fill(prompts, refused + next_step + _CAPTION, "没有材料来源")

    def _place(self, place: CorpusPlace) -> Text:
        facts = self.get_component_rich_style("list--facts", partial=True)
        state = f"{place.documents} 篇" if place.there else "现在不在"
        return Text.assemble(f"{place.shown}　{state}", ("\n" + from_home(Path(place.path)), facts))

    def _refused(self, path: str, reason: str) -> Text:
        old = self.get_component_rich_style("list--old", partial=True)
        facts = self.get_component_rich_style("list--facts", partial=True)
        return Text.assemble(("没有读进来　", old), path, ("\n" + reason, facts))

    def on_key(self, event: Key) -> None:
        """Whoever types a path here means to add it."""
        if event.is_printable and event.character:
            event.stop()
            self._ask(event.character)

    def on_paste(self, event: Paste) -> None:
        """A folder or file dropped onto the terminal arrives as its path, pasted."""
        event.stop()
        self._ask(event.text.strip())

    def action_add(self) -> None:
        """Ask for a folder or file, and add it."""
        self._ask("")

    def _ask(self, begun: str) -> None:
        """begun: what of the path is there already; where the line is asked for by now, it goes on there."""
        if self._question is not None:
            self._question.type_on(begun)
            return
        desk = self._desk

        def add(text: str | None) -> None:
            self._question = None
            if text:
                path = Path(text.strip("\"'")).expanduser()
                self.start_job("add", lambda: desk.corpus.add_places([path]), added)

        def added(_nothing: None) -> None:
            self._added = True
            self._load()

        self._question = LineQuestionScreen("加材料", "文件夹或文件，写完整的路径，也可以拖进来", begun)
        self.app.push_screen(self._question, add)

    def action_close(self) -> None:
        """Tell whether one was added."""
        self.dismiss(self._added)
