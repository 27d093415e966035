"""Where the text of a draft comes from (出处): the share that stands in the corpus, by document and by place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from wengao.drafts.reuse import ReuseBlock
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue

if TYPE_CHECKING:
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.drafts.reuse import ReuseReport

_EXCERPT = 60


class SourcesScreen(ListDialogue[ReuseBlock]):
    """Answers with the stretch of text to go to."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SOURCES)]
    places = (Place.SOURCES,)
    heading = "出处"
    caption = "正在和语料比对，请稍候"

    def __init__(self, desk: Desk, draft: Draft) -> None:
        super().__init__()
        self._desk, self._draft = desk, draft
        self._blocks: tuple[ReuseBlock, ...] = ()

    def on_mount(self) -> None:
        """Compare behind the paint."""
        desk, draft = self._desk, self._draft
        self.start_job("sources", lambda: desk.drafts.sources(draft), self._show)

    def _show(self, report: ReuseReport) -> None:
        self._blocks = report.blocks
        facts = self.get_component_rich_style("list--facts", partial=True)
        prompts = [
            Text.assemble(
                block.text[:_EXCERPT] + ("…" if len(block.text) > _EXCERPT else ""),
                (
                    f"\n{block.characters} 字　《{block.document}》{block.place}{'' if block.noted else '　没有出处注'}",
                    facts,
                ),
            )
            for block in report.blocks
        ]
        caption = f"沿用 {report.reused} 字，占 {report.ratio:.0%}（{report.band}）"
        self.fill(prompts, caption, "没有和语料相同的成段文字")

    def choose(self, place: int) -> None:
        """Go there."""
        if place < len(self._blocks):
            self.dismiss(self._blocks[place])

    def action_go(self) -> None:
        """Go to the highlighted one."""
        if self.place is not None:
            self.choose(self.place)
