"""What may have been read wrongly (存疑): each doubt with its reason and a suggestion, settled one by one or by kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from wengao.desk.values import Settlement
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.desk.values import DoubtfulField


class DoubtsScreen(ListDialogue[bool]):
    """Answers with whether something was settled."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DOUBTS)]
    places = (Place.DOUBTS,)
    heading = "存疑"
    caption = "正在查看，请稍候"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._entries: tuple[DoubtfulField, ...] = ()
        self._settled = 0

    def on_mount(self) -> None:
        """Ask behind the paint."""
        self._load()

    def _load(self) -> None:
        desk = self._desk
        self.start_job("doubts", desk.corpus.doubtful, self._take)

    def _take(self, found: tuple[DoubtfulField, ...]) -> None:
        self._entries = found
        done = f"，已定 {self._settled} 处" if self._settled else ""
        caption = f"存疑 {len(found)} 处{done}。定下来的，重新读取也不会变" if found else f"没有存疑的{done}"
        self.fill([self._prompt(one) for one in found], caption, "文种、标题、日期、单位都读得清楚")

    def _prompt(self, one: DoubtfulField) -> Text:
        from wengao.library.corrections import FIELD_NAMES

        facts = self.get_component_rich_style("list--facts", partial=True)
        rather = f"　建议：{one.suggestion}" if one.suggestion != one.value else ""
        told = f"{FIELD_NAMES[one.field]}　{one.value or '没有'}{rather}　{one.reason}"
        return Text.assemble(one.document.title, ("\n" + told, facts), no_wrap=True, overflow="ellipsis")

    @property
    def _entry(self) -> DoubtfulField | None:
        return self._entries[self.place] if self.place is not None and self._entries else None

    def choose(self, place: int) -> None:
        """Enter or a click takes the suggestion."""
        self.action_settle("suggested", False)

    def action_settle(self, way: str, alike: bool) -> None:
        """Settle the highlighted entry as suggested or as it was; alike: and all others of its kind."""
        entry = self._entry
        if entry is None:
            return
        together = [one for one in self._entries if one.kind == entry.kind] if alike else [entry]
        self._settle(
            [
                Settlement(one.document.id, one.field, one.suggestion if way == "suggested" else one.value)
                for one in together
            ]
        )

    def action_write(self) -> None:
        """Let the drafter write what it is."""
        from wengao.library.corrections import FIELD_NAMES

        entry = self._entry
        if entry is None:
            return

        def written(value: str | None) -> None:
            if value:
                self._settle([Settlement(entry.document.id, entry.field, value)])

        label = FIELD_NAMES[entry.field]
        self.app.push_screen(
            LineQuestionScreen(f"《{entry.document.title}》", label, entry.suggestion), written
        )

    def _settle(self, settlements: list[Settlement]) -> None:
        desk = self._desk

        def settled(count: int) -> None:
            self._settled += count
            self._load()

        self.start_job("settle", lambda: desk.corpus.settle(settlements), settled)

    def action_close(self) -> None:
        """Tell whether something was settled."""
        self.dismiss(self._settled > 0)
