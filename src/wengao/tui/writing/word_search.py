"""Looking for words in the draft and replacing them (查找、替换): place by place or all at once, each a step of undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.session import PREAMBLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.drafts.text_search import Replacement, TextHit
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.editor import PartText
    from wengao.tui.writing.find_bar import FindBar
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.panes import Panes


_Place = tuple[int, int, int]
"""A place in the draft: the part's number, whether below its heading, and the offset there."""


class WordSearch:
    """The places where the words of the find bar stand, and which of them the drafter is at."""

    def __init__(self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript, panes: Panes) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes = panes
        self._headings = True
        self._found: tuple[Draft, str, bool] | None = None
        """The draft, the words and whether with headings, that the hits are of."""
        self._hits: tuple[TextHit, ...] = ()
        self._at: int | None = None
        self._then: Callable[[], object] | None = None
        """What is to be done when the places are found that are being looked for."""

    @property
    def _bar(self) -> FindBar:
        return self._panes.find_bar

    # What the drafter asks for

    def find(self) -> None:
        """Ask what to look for."""
        self._open(replacing=False)

    def replace(self) -> None:
        """Ask what to look for, and what to put in its place."""
        if not self._manuscript.refuses_changes():
            self._open(replacing=True)

    def _open(self, *, replacing: bool) -> None:
        self._panes.go_to_editor()
        words = self._manuscript.selected_text
        self._bar.open("" if "\n" in words else words, replacing=replacing, headings=self._headings)
        self._show_count()

    def change_line(self) -> None:
        """To the other line of the bar; where there is only one, to the text."""
        if not self._bar.change_line():
            self._panes.go_to_editor()

    def close(self) -> None:
        """Back to the text, at the place that was found."""
        self._bar.close()
        self._panes.go_to_editor()

    def wanted(self) -> None:
        """The words are others: count their places."""
        self._at = None
        self._look(self._show_count)

    def text_changed(self) -> None:
        """The draft may be another, by undo for one: count anew, where words are looked for."""
        if self._bar.shown:
            self._look(self._then or self._show_count)

    def entered(self, *, replacing: bool) -> None:
        """Enter in a line of the bar."""
        if replacing:
            self.replace_here()
        else:
            self.step_on()

    def switch_headings(self) -> None:
        """Look through the headings too, or no more."""
        self._headings = not self._headings
        self._bar.show_keys(headings=self._headings)
        self.wanted()

    def step_on(self) -> None:
        """To the next place, going round the draft."""
        self._look(lambda: self._step(1))

    def step_back(self) -> None:
        """To the place before, going round the draft."""
        self._look(lambda: self._step(-1))

    def replace_here(self) -> None:
        """Replace the words at hand and go on to the next; where none are at hand, only go there."""
        if self._refuses():
            return

        def replace() -> None:
            at = self._at_hand()
            if at is None:
                self._step(1)
            else:
                self._replace(self._hits[at : at + 1], "替换", go_on=True)

        self._look(replace)

    def replace_all(self) -> None:
        """Replace the words everywhere, in one step of undo."""
        if not self._refuses():
            self._look(lambda: self._replace(self._hits, "全部替换", go_on=False))

    def _refuses(self) -> bool:
        if not self._bar.replacing:
            self._open(replacing=True)
            return True
        return self._manuscript.refuses_changes()

    # Finding

    def _look(self, then: Callable[[], object]) -> None:
        """Find the places in the draft as it is, unless that is done."""
        draft, words, headings = self._manuscript.draft_now(), self._bar.words, self._headings
        wanted = (draft, words, headings)
        if self._found is not None and self._found[0] is draft and self._found[1:] == wanted[1:]:
            self._then = None
            then()
            return
        desk, self._then = self._desk, then

        def found(hits: tuple[TextHit, ...]) -> None:
            if self._manuscript.draft_now() is not draft:
                self._look(then)
                return
            self._keep(hits)
            self._found, self._then = wanted, None
            then()

        self._screen.start_job(
            "words-found", lambda: desk.revision.find(draft, words, headings=headings), found
        )

    def _keep(self, hits: tuple[TextHit, ...]) -> None:
        """Take the places found anew; the drafter stays at his own where it is still one of them."""
        here = None if self._at is None else self._hits[self._at]
        self._hits = hits
        self._at = hits.index(here) if here in hits else None

    def _step(self, step: int) -> None:
        if not self._hits:
            self._show_count()
            return
        at = self._at_hand()
        if at is not None:
            number = (at + step) % len(self._hits)
        else:
            here = self._place_now()
            before = sum(self._place(hit) < here for hit in self._hits)
            number = (before if step > 0 else before - 1) % len(self._hits)
        self._go_to(number)

    def _at_hand(self) -> int | None:
        """The number of the hit that was gone to, as long as it is the one that is shown."""
        if self._at is None or self._at >= len(self._hits):
            return None
        hit = self._hits[self._at]
        if self._key(hit) != self._manuscript.here:
            return None
        if hit.heading:
            return self._at
        start = self._offset(hit)
        return self._at if self._manuscript.selected_offsets == (start, start + hit.end - hit.start) else None

    def _go_to(self, number: int) -> None:
        hit, self._at = self._hits[number], number
        key = self._key(hit)
        self._manuscript.show_part(key)

        def go(text: PartText) -> None:
            if hit.heading:
                text.go_to_heading()
            else:
                text.go_to(self._offset(hit), hit.end - hit.start)

        self._manuscript.with_editor(key, lambda text: self._screen.call_after_refresh(go, text))
        self._show_count()

    def _key(self, hit: TextHit) -> int:
        return PREAMBLE if hit.index is None else self._session.key_of(hit.index)

    def _offset(self, hit: TextHit) -> int:
        """Where a hit begins in the text that an editor shows."""
        return hit.start - self._session.body_offset(self._key(hit), 0)

    def _place(self, hit: TextHit) -> _Place:
        order = self._session.keys.index(self._key(hit))
        return (order, 0, hit.start) if hit.heading else (order, 1, self._offset(hit))

    def _place_now(self) -> _Place:
        """Where the drafter is: at the heading, where the cursor stands at the start of the text."""
        start, _ = self._manuscript.selected_offsets
        return self._session.keys.index(self._manuscript.here), int(start > 0), start

    def _show_count(self) -> None:
        if not self._bar.words:
            self._bar.show_count("")
        elif not self._hits:
            self._bar.show_count("没有")
        else:
            at = self._at
            inside = "（标题里）" if at is not None and self._hits[at].heading else ""
            number = f"{at + 1}/{len(self._hits)}" if at is not None else f"{len(self._hits)}"
            self._bar.show_count(f"{number} 处{inside}")

    # Replacing

    def _replace(self, hits: Sequence[TextHit], label: str, *, go_on: bool) -> None:
        """go_on: whether to go to the next place behind what was put in."""
        if not hits:
            self._show_count()
            return
        desk, draft, new = self._desk, self._manuscript.draft_now(), self._bar.new_words
        order, in_body, start = self._place(hits[0])

        def replaced(outcome: Replacement) -> None:
            if not self._manuscript.take_changes(draft, outcome.draft, label):
                self._screen.say("文稿正在变，请再按一次")
                return
            self._at = None
            self._tell(outcome, new)
            behind = (order, in_body, start + (len(new) if outcome.replaced else 1))
            self._look(lambda: self._go_behind(behind) if go_on else self._show_count())

        self._screen.start_job("words-replaced", lambda: desk.revision.replace(draft, hits, new), replaced)

    def _go_behind(self, place: _Place) -> None:
        """To the first hit from a place on, going round the draft."""
        if self._hits:
            before = sum(self._place(hit) < place for hit in self._hits)
            self._go_to(before % len(self._hits))
        else:
            self._show_count()

    def _tell(self, outcome: Replacement, new: str) -> None:
        left = f"，{len(outcome.left)} 处没有动：换了会弄坏排版记号、空位或标题" if outcome.left else ""
        done = f"换成“{new}”" if new else "删去"
        self._screen.say(f"{done} {len(outcome.replaced)} 处{left}，Ctrl+Z 撤销")
