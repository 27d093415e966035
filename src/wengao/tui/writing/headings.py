"""Heading candidates (拟标题): single headings for this section with shape and parallelism, and whole parallel sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from wengao.drafts.headings import HeadingCandidate
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.desk.values import HeadingSuggestions
    from wengao.drafts.headings import HeadingSet

_DEFAULT_ROLE = "task"


class HeadingsScreen(ListDialogue["str | tuple[str, ...]"]):
    """Answers with a heading, or with the headings of a set, for this section and the ones beside it."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.HEADINGS)]
    places = (Place.HEADINGS,)
    heading = "拟标题"
    caption = "正在拟，请稍候"

    def __init__(
        self, desk: Desk, role: str | None, topic: str, genre: str, siblings: Sequence[str], own: str = ""
    ) -> None:
        """own: the heading that is there now, which is not offered again."""
        super().__init__()
        self._own = own
        self._desk = desk
        self._role = role or _DEFAULT_ROLE
        self._topic, self._genre, self._siblings = topic, genre, tuple(siblings)
        self._offered: list[HeadingCandidate | HeadingSet] = []

    def on_mount(self) -> None:
        """Find them behind the paint."""
        desk, siblings = self._desk, self._siblings

        def find() -> HeadingSuggestions:
            sizes = (len(siblings) + 1,) * 2 if 2 <= len(siblings) <= 4 else (3, 5)
            return desk.templates.headings(
                self._role, self._topic, genre=self._genre or None, siblings=siblings, sizes=sizes
            )

        self.start_job("headings", find, self._show)

    def _show(self, found: HeadingSuggestions) -> None:
        candidates = [candidate for candidate in found.candidates if candidate.text != self._own]
        self._offered = [*candidates, *found.sets]
        prompts = [self._single(candidate) for candidate in candidates]
        prompts += [self._set(one) for one in found.sets]
        sets = f"，成套的 {len(found.sets)} 组（用来替换同级标题）" if found.sets else ""
        self.fill(
            prompts,
            f"主题“{self._topic}”　单条 {len(candidates)} 个{sets}",
            "没有合适的候选。先改本节标题，写出要讲的意思，再试一次。",
        )

    def choose(self, place: int) -> None:
        """Take it."""
        if place < len(self._offered):
            offered = self._offered[place]
            self.dismiss(offered.text if isinstance(offered, HeadingCandidate) else offered.headings)

    def action_take(self) -> None:
        """Take the highlighted one."""
        if self.place is not None:
            self.choose(self.place)

    def _single(self, candidate: HeadingCandidate) -> Text:
        judged = {True: "与同级对仗", False: "与同级不对仗", None: ""}[candidate.parallel]
        source = f"《{candidate.document}》" if candidate.document else "句式"
        first_reason = candidate.why.split("；", maxsplit=1)[0]
        facts = [candidate.shape, source, judged, first_reason]
        style = "list--good" if candidate.parallel else "list--facts"
        return Text.assemble(
            candidate.text,
            ("\n" + "　".join(dict.fromkeys(fact for fact in facts if fact)), self._style(style)),
        )

    def _set(self, offered: HeadingSet) -> Text:
        source = f"　《{offered.document}》" if offered.document else ""
        return Text.assemble(
            "　/　".join(offered.headings), (f"\n成套　{offered.basis}{source}", self._style("list--good"))
        )

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(name, partial=True)
