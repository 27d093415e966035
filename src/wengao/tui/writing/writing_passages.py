"""What a drafter does with passages of the corpus: search, insert, see the source, fill empty sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.log import log_defect
from wengao.errors import WengaoError
from wengao.language.vocabulary import kinds
from wengao.tui.shared.passages import PassageList
from wengao.tui.shared.questions import Answer, QuestionScreen
from wengao.tui.shared.texts import show_source
from wengao.tui.writing.filters import FilterScreen
from wengao.tui.writing.references import References
from wengao.tui.writing.screen import WritingScreen

if TYPE_CHECKING:
    from wengao.desk.values import PassageMarks
    from wengao.drafts.editing import Insertion
    from wengao.drafts.filling import Filling
    from wengao.drafts.model import Draft
    from wengao.search.results import SearchHit, SearchResult
    from wengao.tui.writing.editor import Editor
    from wengao.tui.writing.filters import Filters

_QUERY_MARKS = '"“”：:-－—'
_FILL = (
    Answer("section", "填本节"),
    Answer("draft", "填全文"),
    Answer("slots", "填全文，换空位"),
    Answer("cancel", "取消"),
)


class PassageActions(WritingScreen):
    """Passages go into the text with their source notes, and undo takes them out again."""

    def find_references(self) -> None:
        """Passages for the search box, or for the section where the box is empty; the filters hold for both."""
        desk, draft, index = self.desk, self.session.draft, self.session.index_of(self.current)
        references = self.query_one(References)
        query, filters = references.query_text, self.filters
        references.show_filters(filters)
        if not query and index is None:
            self.drop_jobs("references")
            references.say("文首没有对应的参考")
            return
        heading = "" if index is None else draft.parts[index].heading

        def find() -> tuple[SearchResult, PassageMarks]:
            if query or index is None:
                found = desk.search.find(query, **filters.words())
            elif filters.chosen:
                found = desk.search.find(_plain(heading), **filters.words(kind="段落"))
            else:
                found = desk.search.references(draft, index)
            return found, desk.search.marks()

        show = self._show_found if query else self._show_references
        self.start_job("references", find, show, self._no_references)

    def _show_found(self, outcome: tuple[SearchResult, PassageMarks]) -> None:
        result, marks = outcome
        suggestion = f"，要找的是“{result.suggestion}”吗" if result.suggestion else ""
        understood = f"“{result.understood}”" if result.understood else ""
        caption = f"检索到{understood} {result.total} 处" if result.total else f"没有检索到{suggestion}"
        self.query_one(References).show(result.hits, marks, caption)

    def _show_references(self, outcome: tuple[SearchResult, PassageMarks]) -> None:
        result, marks = outcome
        kind = kinds().name("paragraph")
        hits = tuple(hit for hit in result.hits if hit.passage.id not in marks.withheld)
        caption = f"随本节推荐 {len(hits)} {kind}" if hits else "本节暂无参考，可先更新语料"
        self.query_one(References).show(hits, marks, caption)

    def _no_references(self, error: Exception) -> None:
        reason = str(error) if isinstance(error, WengaoError) else f"检索出了差错，{log_defect(error)}"
        self.query_one(References).say(reason)

    def action_search(self) -> None:
        """To the search box."""
        self.go_to_pane("references-pane")
        self.query_one(References).focus_query()

    def action_insert(self) -> None:
        """Insert the highlighted passage at the cursor."""
        self._insert_highlighted(slots=False)

    def action_insert_with_slots(self) -> None:
        """Insert the highlighted passage, its figures, dates, places and people turned into slots."""
        self._insert_highlighted(slots=True)

    def _insert_highlighted(self, *, slots: bool) -> None:
        if self.refuses_changes():
            return
        hit = self.query_one(References).hit
        if hit is None or self.session.index_of(self.current) is None:
            self.say("这里没有可插入的段落")
        else:
            self.with_editor(self.current, lambda editor: self._insert(hit, editor, slots=slots))

    def on_references_chosen(self) -> None:
        """A passage was chosen in the list."""
        self.action_insert()

    def _insert(self, hit: SearchHit, editor: Editor, *, slots: bool) -> None:
        desk, draft, index = self.desk, self.draft_now(), self.session.index_of(editor.key)
        if index is None:
            return
        place, passage = index, hit.passage.id
        offset = self.session.body_offset(editor.key, editor.cursor_offset_in_text)

        def inserted(insertion: Insertion) -> None:
            if self.draft_now() is not draft:
                self._insert(hit, editor, slots=slots)
                return
            with self.session.step("插入", editor.key):
                self.session.take_notes(insertion.draft)
                self.change_text(editor.key, insertion.draft.parts[place].body)
            left = "，数字、日期、地名、人名已换成空位" if slots else ""
            self.say(f"已插入{left}，出处已记下：《{hit.document.title}》")
            self.start_job("use", lambda: desk.search.count_use(passage), lambda _nothing: None, self._unkept)
            self.go_to_pane("editor-pane")

        self.start_job(
            "insert", lambda: desk.drafts.insert(draft, place, passage, offset, slots=slots), inserted
        )

    def action_star(self) -> None:
        """Star the highlighted passage, or take its star away."""
        passages = self.query_one(PassageList)
        if passages.hit is not None:
            desk, passage = self.desk, passages.hit.passage.id
            star = passage not in passages.marks.starred
            self.say("已收藏，排名靠前一些" if star else "已取消收藏")
            self.start_job(
                "star", lambda: desk.search.star(passage, starred=star), self._marked, self._unkept
            )

    def action_similar(self) -> None:
        """Passages that say much the same as the highlighted one."""
        hit = self.query_one(References).hit
        if hit is None:
            return
        desk, passage = self.desk, hit.passage.id

        def show(outcome: tuple[SearchResult, PassageMarks]) -> None:
            result, marks = outcome
            caption = f"与选中的一段相近的 {len(result.hits)} 段" if result.hits else "没有相近的段落"
            self.query_one(References).show(result.hits, marks, caption)

        self.start_job("references", lambda: (desk.search.similar(passage), desk.search.marks()), show)

    def action_withhold(self) -> None:
        """Recommend the highlighted passage no more, or again."""
        passages = self.query_one(PassageList)
        if passages.hit is not None:
            desk, passage = self.desk, passages.hit.passage.id
            withhold = passage not in passages.marks.withheld
            self.say("不再推荐这一段，检索仍能找到" if withhold else "恢复推荐这一段")
            self.start_job(
                "withhold",
                lambda: desk.search.withhold(passage, withheld=withhold),
                self._marked,
                self._unkept,
            )

    def _marked(self, _nothing: None) -> None:
        self.find_references()

    def _unkept(self, error: Exception) -> None:
        self.say(f"没能记下：{error}")

    def action_filter(self) -> None:
        """Ask for the filters of the references."""

        def apply(filters: Filters | None) -> None:
            if filters is not None:
                self.filters = filters
                self.find_references()

        self.app.push_screen(FilterScreen(self.filters), apply)

    def action_source(self) -> None:
        """The highlighted passage in its document."""
        show_source(self, self.desk, self.query_one(References).hit)

    def action_fill(self) -> None:
        """Fill this section or all empty ones, as the drafter says."""
        if self.refuses_plain_text() or self.refuses_changes():
            return
        question = (
            "从语料里选合适的段落填进空节，出处一并记下；已经写了字的地方不动，可以撤销。"
            "换空位：旧材料的数字、日期、地名、人名换成【空位】。"
        )

        def fill(answer: str | None) -> None:
            if answer in ("section", "draft", "slots"):
                self._fill(self._section_number() if answer == "section" else None, slots=answer == "slots")

        self.app.push_screen(QuestionScreen("填充", question, _FILL), fill)

    def _fill(self, section: int | None, *, slots: bool) -> None:
        desk, draft, keys = self.desk, self.draft_now(), self.session.keys
        if section == 0:
            self.say("全文标题和文首不填充")
            return
        self.say("正在填充，请稍候")
        self.start_job(
            "fill",
            lambda: desk.search.fill(draft, section, slots=slots),
            lambda filling: self._filled(draft, keys, filling),
        )

    def _filled(self, before: Draft, keys: tuple[int, ...], filling: Filling) -> None:
        """Put the filled sections into the text, but none that the drafter has changed meanwhile."""
        now = self.draft_now()
        parts = dict(
            zip(
                keys[len(keys) - len(before.parts) :],
                zip(before.parts, filling.draft.parts, strict=True),
                strict=True,
            )
        )
        with self.session.step("填充", self.current):
            self.session.take_notes(filling.draft)
            for key, (old, new) in parts.items():
                index = self.session.index_of(key) if key in self.session.keys else None
                if (
                    old.body.strip() != new.body.strip()
                    and index is not None
                    and now.parts[index].body == old.body
                ):
                    self.change_text(key, new.body)
        if filling.filled:
            passages = sum(len(section.passages) for section in filling.filled)
            left = f"，{len(filling.left_empty)} 节没有找到合适的" if filling.left_empty else ""
            self.say(f"填了 {len(filling.filled)} 节，共 {passages} 段{left}")
        else:
            self.say("没有填：要么不是空节，要么语料里没有合适的段落")

    def _section_number(self) -> int:
        """This section's number among the headings below the title, from 1; 0 where it is none of them."""
        index = self.session.index_of(self.current)
        parts = self.session.draft.parts
        if index is None or parts[index].level <= 1:
            return 0
        return sum(1 for part in parts[: index + 1] if part.level > 1)


def _plain(heading: str) -> str:
    """A heading as words to search for, without the marks that the query language knows."""
    return "".join(" " if mark in _QUERY_MARKS else mark for mark in heading)
