"""Passages found in the corpus: a list of how each begins, and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wengao.desk.values import PassageMarks
from wengao.language.roles import roles
from wengao.language.vocabulary import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from wengao.search.results import SearchHit


_BEGINNING = 120
_USUAL_KIND = "paragraph"


class PassageList(OptionList):
    """One entry a passage, best first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"passages--facts", "passages--match"}

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._hits: tuple[SearchHit, ...] = ()
        self.marks = PassageMarks()

    @property
    def hit(self) -> SearchHit | None:
        """The highlighted passage."""
        return self._hits[self.highlighted] if self.highlighted is not None and self._hits else None

    def show(self, hits: Sequence[SearchHit], marks: PassageMarks | None = None) -> None:
        """Show other passages; the best one is highlighted. The same passages again keep their place."""
        marks = marks or PassageMarks()
        same = [hit.passage.id for hit in hits] == [hit.passage.id for hit in self._hits]
        if same and marks == self.marks:
            return
        place = self.highlighted if same else 0
        self._hits, self.marks = tuple(hits), marks
        self.clear_options()
        self.add_options([Option(self._prompt(hit)) for hit in hits])
        self.highlighted = place if hits else None

    def _prompt(self, hit: SearchHit) -> Text:
        passage, document = hit.passage, hit.document
        kind = "" if passage.kind == _USUAL_KIND else kinds().name(passage.kind)
        used = self.marks.times_used(passage.id)
        facts = [
            "★" if passage.id in self.marks.starred else "",
            f"用过 {used} 次" if used else "",
            f"另有 {hit.duplicates} 处相近" if hit.duplicates else "",
            kind,
            roles().name(passage.role),
            document.date or "",
            document.genre,
            f"《{document.title}》",
        ]
        begin = "".join(passage.text[:_BEGINNING].splitlines())
        text = Text(begin)
        style = self.get_component_rich_style("passages--match", partial=True)
        for start, end in hit.highlights:
            if start < len(begin):
                text.stylize(style, start, end)
        dim = self.get_component_rich_style("passages--facts", partial=True)
        return Text.assemble(
            text,
            ("\n" + " ".join(fact for fact in facts if fact), dim),
            no_wrap=True,
            overflow="ellipsis",
        )


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
