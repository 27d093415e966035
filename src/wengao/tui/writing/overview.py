"""What is shown about a draft as it is written: outline, heading, lengths, references, and the facts of the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.outline import outline

if TYPE_CHECKING:
    from textual.timer import Timer

    from wengao.desk.desk import Desk
    from wengao.desk.values import CorpusOverview, DraftStatistics
    from wengao.drafts.model import Draft
    from wengao.drafts.outline import OutlineNode
    from wengao.tui.shared.bars import StatusLine
    from wengao.tui.shared.corpus_reading import ReadingProgress
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.panes import Panes
    from wengao.tui.writing.references import References

_PAUSE = 0.18
"""Seconds after the last change before anything is worked out: an input method commits a character at a time."""


class Overview:
    """Follows the text. findings: how many the checks found; None where that is not known."""

    def __init__(
        self,
        screen: PlaceScreen,
        desk: Desk,
        manuscript: Manuscript,
        panes: Panes,
        references: References,
        status: StatusLine,
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes, self._references, self._status = panes, references, status
        self.findings: int | None = None
        self._statistics: DraftStatistics | None = None
        self._corpus_fact = ""
        self._pause: Timer | None = None

    # What follows the text

    def follow_later(self) -> None:
        """Work out lengths and references after a pause."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self._screen.set_timer(_PAUSE, self._follow)

    def _follow(self) -> None:
        draft, desk = self._manuscript.draft_now(), self._desk

        def measure() -> tuple[tuple[OutlineNode, ...], DraftStatistics]:
            return outline(draft), desk.drafts.statistics(draft)

        self._screen.start_job("measure", measure, lambda measured: self._measured(draft, *measured))
        self._references.find()

    def _measured(self, draft: Draft, nodes: tuple[OutlineNode, ...], statistics: DraftStatistics) -> None:
        built_up = self._statistics is None
        self._statistics = statistics
        if draft is self._session.draft:
            self.redraw(nodes)
        if built_up:
            self._screen.keep_memory()

    # What is shown

    def redraw(self, nodes: tuple[OutlineNode, ...] | None = None) -> None:
        """Show outline, heading and facts as they are now. nodes: the outline of the draft as it is now, if known."""
        session, here, problem = self._session, self._manuscript.here, self._manuscript.problem
        nodes = session.outline() if nodes is None else nodes
        self._panes.outline.show(session, nodes, here)
        index = session.index_of(here)
        node = nodes[index] if index is not None else None
        if problem:
            self._panes.head.show_problem(problem)
        else:
            marks = self._manuscript.marks.get(here)
            worst = marks.worst_of_heading() if marks is not None else None
            self._panes.head.show(node, session.part(here), worst, brief=self._manuscript.in_whole)
        goal = f"/{node.goal}" if node and node.goal else ""
        which = "本节 " if self._manuscript.in_whole else ""
        self._panes.show_length(f"{which}{node.characters}{goal} 字" if node else "")
        self._panes.show_mode()
        self._show_facts()

    def count(self, findings: int | None) -> None:
        """Show how many findings there are."""
        self.findings = findings
        self.redraw()

    def _show_facts(self) -> None:
        facts = [self._corpus_fact]
        if self._statistics is not None:
            facts += [
                f"{self._statistics.characters} 字",
                f"讲稿 {self._statistics.minutes:.0f} 分钟" if self._statistics.read_out else "",
                f"空位 {self._statistics.slots}" if self._statistics.slots else "",
                f"待看 {self._statistics.unread} 节" if self._statistics.unread else "",
            ]
        if self.findings is not None:
            facts.append(f"检查 {self.findings} 处" if self.findings else "检查无误")
        unsaved = self._session.unsaved
        facts.append("只读" if self._manuscript.read_only else "未保存" if unsaved else "已保存")
        self._status.show_facts(
            [fact.replace(" ", "") for fact in facts[1:]] if self._panes.narrow else facts
        )

    # The corpus

    def show_progress(self, progress: ReadingProgress) -> None:
        """Show how far reading the corpus has come."""
        self._corpus_fact = progress.text
        self._show_facts()

    def look_at_corpus(self) -> None:
        """Find out how large the corpus is, for the status line."""

        def seen(overview: CorpusOverview) -> None:
            nothing = "查办公室语料" if self._desk.workspace.settings.office.url else "还没有语料"
            self._corpus_fact = f"语料 {overview.documents} 篇" if overview.documents else nothing
            self._show_facts()

        self._screen.start_job("corpus", self._desk.corpus.overview, seen)
