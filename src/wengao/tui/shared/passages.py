"""Passages found in the corpus: a list of how each begins, or of its telling sentence; and one of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.containers import VerticalScroll
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from wengao.desk.values import PassageMarks
from wengao.language.roles import roles
from wengao.language.sentences import sentences
from wengao.language.vocabulary import kinds

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import ComposeResult

    from wengao.reading.models import Document
    from wengao.search.results import SearchHit


_BEGINNING = 120
_USUAL_KIND = "paragraph"


def where_and_when(document: Document) -> str:
    """Where a document comes from and of which year, such as 清川市·2025; empty where neither is known.

    What the office's shared corpus answered with says so first.
    """
    shared = "办公室语料" if document.origin == "office" else ""
    year = str(document.year or "")
    return "·".join(fact for fact in (shared, document.place or document.organ, year) if fact)


def telling_span(hit: SearchHit) -> tuple[int, int]:
    """The sentence of a passage that matters most, as [start, end): the one that holds most of what is highlighted."""
    spans = [(span.start, span.end) for span in sentences(hit.passage.text)] or [(0, len(hit.passage.text))]

    def held(span: tuple[int, int]) -> int:
        return sum(max(min(span[1], end) - max(span[0], start), 0) for start, end in hit.highlights)

    return max(spans, key=held)


class PassageList(OptionList):
    """One entry a passage, best first.

    by_sentence: whether each is shown by its telling sentence (句), not by its beginning. Sentences can be marked, to be put
    in as one paragraph; each then shows its number.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"passages--facts", "passages--match"}

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id)
        self._hits: tuple[SearchHit, ...] = ()
        self._chosen: list[SearchHit] = []
        self.marks = PassageMarks()
        self.by_sentence = False

    @property
    def span(self) -> tuple[int, int] | None:
        """The sentence of the highlighted passage that the entry stands for; None where it stands for all of it."""
        return telling_span(self.hit) if self.by_sentence and self.hit is not None else None

    @property
    def chosen(self) -> tuple[SearchHit, ...]:
        """The passages whose sentences are marked, in the order of marking; those of other lists too."""
        return tuple(self._chosen)

    def show_by_sentence(self, *, by_sentence: bool) -> None:
        """Show the same passages by their telling sentences, or by how they begin; nothing stays marked."""
        self.by_sentence = by_sentence
        self.choose_none()

    def choose(self) -> None:
        """Mark the highlighted sentence, or take its mark away."""
        hit = self.hit
        if hit is None:
            return
        ids = [one.passage.id for one in self._chosen]
        if hit.passage.id in ids:
            del self._chosen[ids.index(hit.passage.id)]
        else:
            self._chosen.append(hit)
        self._show_again()

    def choose_none(self) -> None:
        """Take all marks away."""
        self._chosen.clear()
        self._show_again()

    def _show_again(self) -> None:
        place = self.highlighted
        self.clear_options()
        self.add_options([Option(self._prompt(hit)) for hit in self._hits])
        self.highlighted = place if self._hits else None

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
            f"把握 {hit.fit:.0%}" if hit.fit is not None else "",
            f"用过 {used} 次" if used else "",
            f"另有 {hit.duplicates} 处相近" if hit.duplicates else "",
            kind,
            where_and_when(document),
            f"《{document.title}》",
            roles().name(passage.role),
            document.genre,
        ]
        first, last = telling_span(hit) if self.by_sentence else (0, _BEGINNING)
        text = Text("".join(passage.text[first : min(last, first + _BEGINNING)].splitlines()))
        style = self.get_component_rich_style("passages--match", partial=True)
        for start, end in () if self.by_sentence and hit.fit is not None else hit.highlights:
            text.stylize(style, max(start - first, 0), max(end - first, 0))
        dim = self.get_component_rich_style("passages--facts", partial=True)
        return Text.assemble(
            self._number(hit),
            text,
            ("\n" + " ".join(fact for fact in facts if fact), dim),
            no_wrap=True,
            overflow="ellipsis",
        )

    def _number(self, hit: SearchHit) -> tuple[str, str]:
        ids = [one.passage.id for one in self._chosen]
        return (f"〔{ids.index(hit.passage.id) + 1}〕", "bold") if hit.passage.id in ids else ("", "")


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
    "kind": "类型",
    "opening": "开头",
    "as_asked": "原词",
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
        source = f"{where_and_when(hit.document)}《{hit.document.title}》{hit.passage.place}"
        lines = [Text(source, style=dim)]
        if hit.fit is not None:
            lines.append(Text(f"把握 {hit.fit:.0%}：{'，'.join(hit.reasons) or '没有突出的理由'}", style=dim))
        lines.append(text)
        notes = ["★ 已收藏"] if hit.passage.id in marks.starred else []
        notes += ["不再推荐"] if hit.passage.id in marks.withheld else []
        used = marks.times_used(hit.passage.id)
        notes += [f"用过 {used} 次"] if used else []
        notes += [f"另有 {hit.duplicates} 处相近"] if hit.duplicates else []
        notes += [f"理由：{reasons(hit.why)}"] if hit.why else []
        return Text("\n").join([*lines, Text("　".join(notes), style=dim)])


def reasons(why: Mapping[str, float]) -> str:
    """The factors of a rank in Chinese, such as 词语 8.1、角色 1.8 倍."""
    return "、".join(
        f"{_REASONS[name]} {value:.3g}{'' if name == 'bm25' else ' 倍'}"
        for name, value in why.items()
        if name in _REASONS
    )
