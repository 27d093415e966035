"""What a drafter puts into the text from the corpus (插入、填充): a passage at the cursor, passages for empty sections; and
the source's own wording in the place of what was made of it (换回原文)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.drafts.outline import UNREAD
from wengao.tui.shared.passages import telling_span
from wengao.tui.writing.fill import FilledScreen, FillScreen, entries_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.desk import Desk
    from wengao.drafts.editing import Insertion
    from wengao.drafts.filling import Filling
    from wengao.drafts.model import Draft
    from wengao.search.results import SearchHit
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.editor import PartText
    from wengao.tui.writing.fill import FillEntry, FillWishes
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.panes import Panes
    from wengao.tui.writing.references import References


class Insertions:
    """Passages go into the text with their source notes, and undo takes them out again."""

    def __init__(
        self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript, panes: Panes, references: References
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes, self._references = panes, references
        self._entries: list[FillEntry] = []

    # One passage

    def insert(self) -> None:
        """Insert the highlighted passage at the cursor."""
        self._insert_highlighted(slots=False)

    def insert_with_slots(self) -> None:
        """Insert the highlighted passage, its figures, dates, places and people turned into slots."""
        self._insert_highlighted(slots=True)

    def _insert_highlighted(self, *, slots: bool) -> None:
        if self._manuscript.refuses_changes():
            return
        chosen = self._references.chosen
        hit, span = self._references.hit, self._references.span
        if len(chosen) > 1 and not slots and self._session.index_of(self._manuscript.here) is not None:
            self._manuscript.with_editor(
                self._manuscript.here, lambda text: self._insert_joined(chosen, text)
            )
        elif hit is None or self._session.index_of(self._manuscript.here) is None:
            self._screen.say("这里没有可插入的段落")
        else:
            self._manuscript.with_editor(
                self._manuscript.here, lambda text: self._insert(hit, span, text, slots=slots)
            )

    def _insert(self, hit: SearchHit, span: tuple[int, int] | None, text: PartText, *, slots: bool) -> None:
        desk, draft, index = self._desk, self._manuscript.draft_now(), self._session.index_of(text.key)
        if index is None:
            return
        place, passage = index, hit.passage.id
        offset = self._session.body_offset(text.key, text.cursor_offset)

        def inserted(insertion: Insertion) -> None:
            if self._manuscript.draft_now() is not draft:
                self._insert(hit, span, text, slots=slots)
                return
            self._take(text.key, insertion)
            left = "，数字、日期、地名、人名已换成空位" if slots else ""
            what = "这一句" if span else ""
            self._screen.say(f"已插入{what}{left}，出处已记下：《{hit.document.title}》")
            self._count_use(passage)
            self._panes.go_to_editor()

        self._screen.start_job(
            "insert",
            lambda: desk.drafts.insert(draft, place, passage, offset, slots=slots, span=span),
            inserted,
        )

    def _insert_joined(self, chosen: Sequence[SearchHit], text: PartText) -> None:
        """Insert the marked sentences as one paragraph, 一是……；二是……。"""
        desk, draft, index = self._desk, self._manuscript.draft_now(), self._session.index_of(text.key)
        if index is None:
            return
        place, sentences = index, [(hit.passage.id, telling_span(hit)) for hit in chosen]
        offset = self._session.body_offset(text.key, text.cursor_offset)

        def inserted(insertion: Insertion) -> None:
            if self._manuscript.draft_now() is not draft:
                self._insert_joined(chosen, text)
                return
            self._take(text.key, insertion)
            self._references.choose_none()
            self._screen.say(f"{len(chosen)} 句合成一段，各记下了出处，请把上下文理顺")
            for passage, _ in sentences:
                self._count_use(passage)
            self._panes.go_to_editor()

        self._screen.start_job(
            "insert", lambda: desk.drafts.insert_joined(draft, place, sentences, offset), inserted
        )

    def _take(self, key: int, insertion: Insertion) -> None:
        index = self._session.index_of(key)
        if index is not None:
            with self._session.step("插入", key):
                self._session.take_notes(insertion.draft)
                self._manuscript.change_text(key, insertion.draft.parts[index].body)

    def _count_use(self, passage: str) -> None:
        desk = self._desk
        self._screen.start_job(
            "use",
            lambda: desk.search.count_use(passage),
            lambda _nothing: None,
            self._references.not_kept,
        )

    # The source's own wording

    def restore_original(self) -> None:
        """Put the source's own wording in the place of what was made of it, where the cursor stands."""
        if self._manuscript.refuses_plain_text() or self._manuscript.refuses_changes():
            return
        desk, key, draft = self._desk, self._manuscript.here, self._manuscript.draft_now()
        index = self._session.index_of(key)
        if index is None:
            self._screen.say("文首没有填进来的段落")
            return
        place, offset = index, self._session.body_offset(key, self._manuscript.cursor)

        def restore(original: Insertion | None) -> None:
            if original is None:
                self._screen.say("光标所在的这一段没有出处，换不回原文")
            elif self._manuscript.draft_now() is not draft:
                self.restore_original()
            else:
                self._restore(key, place, draft, original.draft)

        self._screen.start_job("original", lambda: desk.drafts.original(draft, place, offset), restore)

    def _restore(self, key: int, place: int, before: Draft, after: Draft) -> None:
        if after.parts[place].body == before.parts[place].body:
            self._screen.say("这一段就是原文")
            return
        with self._session.step("换回原文", key):
            self._manuscript.change_text(key, after.parts[place].body)
            self._session.mark_read((key,), key)
        self._manuscript.turned()
        self._screen.say("已换回原文，按 Ctrl+Z 又是套好的")

    # Empty sections

    def fill(self) -> None:
        """Fill this section or all empty ones, as the drafter says."""
        if self._manuscript.refuses_plain_text() or self._manuscript.refuses_changes():
            return
        desk, draft = self._desk, self._manuscript.draft_now()

        def fill(wishes: FillWishes | None) -> None:
            if wishes is not None:
                self._fill(None if wishes.whole else self._section_number(), wishes)

        strictness = desk.workspace.settings.drafts.strictness
        self._screen.app.push_screen(FillScreen(strictness, lambda: desk.search.last_time(draft)), fill)

    def _fill(self, section: int | None, wishes: FillWishes) -> None:
        desk, draft, keys = self._desk, self._manuscript.draft_now(), self._session.keys
        if section == 0:
            self._screen.say("全文标题和文首不填充")
            return
        self._screen.say("正在填充，请稍候")

        def fill() -> tuple[Filling, tuple[str, ...]]:
            filling = desk.search.fill(
                draft,
                section,
                slots=wishes.way == "slots",
                as_is=wishes.way == "as_is",
                strictness=wishes.strictness,
                like=wishes.like,
            )
            return filling, desk.search.from_samples(filling)

        self._screen.start_job("fill", fill, lambda filled: self._filled(draft, keys, *filled))

    def _filled(
        self, before: Draft, keys: tuple[int, ...], filling: Filling, samples: tuple[str, ...]
    ) -> None:
        """Put the filled sections into the text, but none that the drafter has changed meanwhile."""
        now = self._manuscript.draft_now()
        own_keys = keys[len(keys) - len(before.parts) :]
        parts = dict(zip(own_keys, zip(before.parts, filling.draft.parts, strict=True), strict=True))
        with self._session.step("填充", self._manuscript.here):
            self._session.take_notes(filling.draft)
            for key, (old, new) in parts.items():
                index = self._session.index_of(key) if key in self._session.keys else None
                if (
                    old.body.strip() != new.body.strip()
                    and index is not None
                    and now.parts[index].body == old.body
                ):
                    self._manuscript.change_text(key, new.body)
                    if UNREAD in new.flags:
                        self._session.mark_unread(key)
        self._manuscript.turned()
        if filling.filled or filling.left_empty:
            self._entries = entries_of(filling, own_keys)
        self._tell(filling, samples)
        if filling.left_empty:
            self.show_filled()

    def _tell(self, filling: Filling, samples: tuple[str, ...]) -> None:
        if not filling.filled:
            nothing = "没有合适的，没有填" if filling.left_empty else "没有填：要么不是空节，要么不用填"
            self._screen.say(nothing)
            return
        passages = sum(len(section.passages) for section in filling.filled)
        left = f"，{len(filling.left_empty)} 节没有合适的" if filling.left_empty else ""
        shipped = f"，其中有随附样例《{samples[0]}》，首页可移出样例" if samples else ""
        self._screen.say(f"填了 {len(filling.filled)} 节，共 {passages} 段{left}，待看{shipped}")

    def show_filled(self) -> None:
        """What the last filling put in and what it left empty; what came near can be put in from there."""
        if not self._entries:
            self._screen.say("这次打开以后还没有填充过，按 F5 填充")
            return
        there = [entry for entry in self._entries if entry.key in self._session.keys]

        def take(entry: FillEntry | None) -> None:
            if entry is None:
                return
            self._manuscript.show_part(entry.key)
            self._panes.go_to_editor()
            if entry.choice is not None and not entry.filled:
                self._put_in(entry)

        self._screen.app.push_screen(FilledScreen(there), take)

    def _put_in(self, entry: FillEntry) -> None:
        """Put a passage that came near into its section."""
        choice, desk, draft = entry.choice, self._desk, self._manuscript.draft_now()
        index = self._session.index_of(entry.key)
        if choice is None or index is None or self._manuscript.refuses_changes():
            return
        place, passage, text = index, choice.passage.id, choice.text

        def inserted(insertion: Insertion) -> None:
            if self._manuscript.draft_now() is not draft:
                self._put_in(entry)
                return
            self._take(entry.key, insertion)
            self._screen.say(f"已插入，出处已记下：《{choice.document.title}》")
            self._count_use(passage)

        self._screen.start_job(
            "insert", lambda: desk.drafts.insert(draft, place, passage, text=text), inserted
        )

    def _section_number(self) -> int:
        """This section's number among the headings below the title, from 1; 0 where it is none of them."""
        index = self._session.index_of(self._manuscript.here)
        parts = self._session.draft.parts
        if index is None or parts[index].level <= 1:
            return 0
        return sum(1 for part in parts[: index + 1] if part.level > 1)
