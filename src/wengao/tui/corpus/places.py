"""Where the corpus lies (材料来源): its folders and files with how many documents each gave, and what could not be read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen
from wengao.tui.shared.texts import from_home

if TYPE_CHECKING:
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.desk.values import CorpusPlace, CorpusPlaces

_CAPTION = "Ins 加文件夹或文件；要去掉一处，改 wengao.toml 的 [corpus] folders"


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
        self.fill(prompts, refused + _CAPTION, "没有材料来源")

    def _place(self, place: CorpusPlace) -> Text:
        facts = self.get_component_rich_style("list--facts", partial=True)
        state = f"{place.documents} 篇" if place.there else "现在不在"
        return Text.assemble(f"{place.shown}　{state}", ("\n" + from_home(Path(place.path)), facts))

    def _refused(self, path: str, reason: str) -> Text:
        old = self.get_component_rich_style("list--old", partial=True)
        facts = self.get_component_rich_style("list--facts", partial=True)
        return Text.assemble(("没有读进来　", old), path, ("\n" + reason, facts))

    def action_add(self) -> None:
        """Ask for a folder or file, and add it."""
        desk = self._desk

        def add(text: str | None) -> None:
            if text:
                path = Path(text.strip("\"'")).expanduser()
                self.start_job("add", lambda: desk.corpus.add_places([path]), added)

        def added(_nothing: None) -> None:
            self._added = True
            self._load()

        self.app.push_screen(LineQuestionScreen("加材料", "文件夹或文件，写完整的路径"), add)

    def action_close(self) -> None:
        """Tell whether one was added."""
        self.dismiss(self._added)
