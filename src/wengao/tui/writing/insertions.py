"""What a drafter puts into the text from the corpus (插入、填充): a passage at the cursor, passages for empty sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.tui.shared.questions import Answer, QuestionScreen

if TYPE_CHECKING:
    from wengao.desk.desk import Desk
    from wengao.drafts.editing import Insertion
    from wengao.drafts.filling import Filling
    from wengao.drafts.model import Draft
    from wengao.search.results import SearchHit
    from wengao.tui.shared.screens import PlaceScreen
    from wengao.tui.writing.editor import Editor
    from wengao.tui.writing.manuscript import Manuscript
    from wengao.tui.writing.panes import Panes
    from wengao.tui.writing.references import References

_FILL = (
    Answer("section", "填本节"),
    Answer("draft", "填全文"),
    Answer("slots", "填全文，换空位"),
    Answer("cancel", "取消"),
)


class Insertions:
    """Passages go into the text with their source notes, and undo takes them out again."""

    def __init__(
        self, screen: PlaceScreen, desk: Desk, manuscript: Manuscript, panes: Panes, references: References
    ) -> None:
        self._screen, self._desk, self._manuscript = screen, desk, manuscript
        self._session = manuscript.session
        self._panes, self._references = panes, references

    def insert(self) -> None:
        """Insert the highlighted passage at the cursor."""
        self._insert_highlighted(slots=False)

    def insert_with_slots(self) -> None:
        """Insert the highlighted passage, its figures, dates, places and people turned into slots."""
        self._insert_highlighted(slots=True)

    def _insert_highlighted(self, *, slots: bool) -> None:
        if self._manuscript.refuses_changes():
            return
        hit = self._references.hit
        if hit is None or self._session.index_of(self._manuscript.here) is None:
            self._screen.say("这里没有可插入的段落")
        else:
            self._manuscript.with_editor(
                self._manuscript.here, lambda editor: self._insert(hit, editor, slots=slots)
            )

    def _insert(self, hit: SearchHit, editor: Editor, *, slots: bool) -> None:
        desk, draft, index = (
            self._desk,
            self._manuscript.draft_now(),
            self._session.index_of(editor.key),
        )
        if index is None:
            return
        place, passage = index, hit.passage.id
        offset = self._session.body_offset(editor.key, editor.cursor_offset_in_text)

        def inserted(insertion: Insertion) -> None:
            if self._manuscript.draft_now() is not draft:
                self._insert(hit, editor, slots=slots)
                return
            with self._session.step("插入", editor.key):
                self._session.take_notes(insertion.draft)
                self._manuscript.change_text(editor.key, insertion.draft.parts[place].body)
            left = "，数字、日期、地名、人名已换成空位" if slots else ""
            self._screen.say(f"已插入{left}，出处已记下：《{hit.document.title}》")
            self._screen.start_job(
                "use",
                lambda: desk.search.count_use(passage),
                lambda _nothing: None,
                self._references.not_kept,
            )
            self._panes.go_to_editor()

        self._screen.start_job(
            "insert", lambda: desk.drafts.insert(draft, place, passage, offset, slots=slots), inserted
        )

    def fill(self) -> None:
        """Fill this section or all empty ones, as the drafter says."""
        if self._manuscript.refuses_plain_text() or self._manuscript.refuses_changes():
            return
        question = (
            "从语料里选合适的段落填进空节，出处一并记下；已经写了字的地方不动，可以撤销。"
            "换空位：旧材料的数字、日期、地名、人名换成【空位】。"
        )

        def fill(answer: str | None) -> None:
            if answer in ("section", "draft", "slots"):
                self._fill(self._section_number() if answer == "section" else None, slots=answer == "slots")

        self._screen.app.push_screen(QuestionScreen("填充", question, _FILL), fill)

    def _fill(self, section: int | None, *, slots: bool) -> None:
        desk, draft, keys = self._desk, self._manuscript.draft_now(), self._session.keys
        if section == 0:
            self._screen.say("全文标题和文首不填充")
            return
        self._screen.say("正在填充，请稍候")
        self._screen.start_job(
            "fill",
            lambda: desk.search.fill(draft, section, slots=slots),
            lambda filling: self._filled(draft, keys, filling),
        )

    def _filled(self, before: Draft, keys: tuple[int, ...], filling: Filling) -> None:
        """Put the filled sections into the text, but none that the drafter has changed meanwhile."""
        now = self._manuscript.draft_now()
        parts = dict(
            zip(
                keys[len(keys) - len(before.parts) :],
                zip(before.parts, filling.draft.parts, strict=True),
                strict=True,
            )
        )
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
        if filling.filled:
            passages = sum(len(section.passages) for section in filling.filled)
            left = f"，{len(filling.left_empty)} 节没有找到合适的" if filling.left_empty else ""
            self._screen.say(f"填了 {len(filling.filled)} 节，共 {passages} 段{left}")
        else:
            self._screen.say("没有填：要么不是空节，要么语料里没有合适的段落")

    def _section_number(self) -> int:
        """This section's number among the headings below the title, from 1; 0 where it is none of them."""
        index = self._session.index_of(self._manuscript.here)
        parts = self._session.draft.parts
        if index is None or parts[index].level <= 1:
            return 0
        return sum(1 for part in parts[: index + 1] if part.level > 1)
