"""One passage in full: where it stands, its text with what matched, and why it ranks where it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import Static

from wengao.desk.values import PassageMarks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult

    from wengao.search.results import SearchHit

_REASONS = {
    "bm25": "词语",
    "exact": "原词",
    "role": "角色",
    "genre": "文种",
    "recency": "年份",
    "used": "已用过",
    "starred": "收藏",
    "date": "年份",
    "spread": "同篇已列",
    "characters": "单字",
}


class PassageDetail(VerticalScroll, can_focus=False):
    """The full text of the highlighted passage."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"passages--facts", "passages--match"}

    def compose(self) -> ComposeResult:
        """One text that scrolls."""
        yield Static(id="passage-detail-text", markup=False)

    def show(self, hit: SearchHit | None, marks: PassageMarks | None = None) -> None:
        """Show a passage with what is remembered of it, or nothing."""
        content = self._content(hit, marks or PassageMarks()) if hit else ""
        self.query_one("#passage-detail-text", Static).update(content)
        self.scroll_home(animate=False)

    def _content(self, hit: SearchHit, marks: PassageMarks) -> Text:
        text = Text(hit.passage.text)
        match = self.get_component_rich_style("passages--match", partial=True)
        for start, end in hit.highlights:
            text.stylize(match, start, end)
        dim = self.get_component_rich_style("passages--facts", partial=True)
        lines = [Text(f"《{hit.document.title}》{hit.passage.place}", style=dim), text]
        notes = ["★ 已收藏"] if hit.passage.id in marks.starred else []
        notes += ["不再推荐"] if hit.passage.id in marks.withheld else []
        used = marks.times_used(hit.passage.id)
        notes += [f"用过 {used} 次"] if used else []
        notes += [f"另有 {hit.duplicates} 处相近"] if hit.duplicates else []
        notes.append(f"理由：{reasons(hit.why)}")
        return Text("\n").join([*lines, Text("　".join(notes), style=dim)])


def reasons(why: Mapping[str, float]) -> str:
    """The factors of a rank in Chinese, such as 词语 8.1、角色 1.8 倍."""
    return "、".join(
        f"{_REASONS[name]} {value:.3g}{'' if name == 'bm25' else ' 倍'}"
        for name, value in why.items()
        if name in _REASONS
    )
