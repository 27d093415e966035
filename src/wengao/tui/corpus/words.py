"""The words of the corpus (常用词): the drafter's own, which can be struck out and taken back, and the commonest others."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.textual_repairs.repaints import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.desk.values import CorpusWord

_MOST = 120
"""Of the commonest words."""

_ORIGINS = {"own": "用词.txt", "shipped": "随附", "segmenter": ""}


class WordsScreen(ListDialogue[bool]):
    """Answers with whether a word was struck out or taken back."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.WORDS)]
    places = (Place.WORDS,)
    heading = "常用词"
    caption = "正在数词，请稍候"

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._words: list[CorpusWord] = []
        self._changed = False
        self._one_at_a_time = threading.Lock()

    def on_mount(self) -> None:
        """Count behind the paint."""
        desk = self._desk
        self.start_job("words", lambda: desk.words.listed(_MOST), self._take)

    def _take(self, words: tuple[CorpusWord, ...]) -> None:
        self._words = list(words)
        own = sum(word.origin == "own" for word in words)
        self._show(f"自己的词 {own} 个，常用词 {len(words) - own} 个" if words else "")

    def _show(self, caption: str) -> None:
        self.fill([self._prompt(word) for word in self._words], caption, "还没有语料")

    def _prompt(self, word: CorpusWord) -> Text:
        facts = self.get_component_rich_style("list--facts", partial=True)
        told = [
            f"{word.count} 次" if word.count is not None else "",
            _ORIGINS[word.origin],
            "已划掉" if word.struck else "",
        ]
        shown = self.get_component_rich_style("list--old", partial=True) if word.struck else ""
        return Text.assemble((word.word, shown), ("　" + "　".join(fact for fact in told if fact), facts))

    def action_strike(self) -> None:
        """Let the highlighted word be none any more."""
        desk, word = self._desk, self._word
        if word is None or word.struck:
            return
        if word.origin == "segmenter":
            self._caption(f"“{word.word}”是分词器自带的词，划不掉")
        else:
            self._change(word, struck=True, change=lambda: desk.words.strike(word.word))

    def action_restore(self) -> None:
        """Take the highlighted word back."""
        desk, word = self._desk, self._word
        if word is not None and word.struck:
            self._change(word, struck=False, change=lambda: desk.words.restore(word.word))

    def _change(self, word: CorpusWord, *, struck: bool, change: Callable[[], None]) -> None:
        def change_alone() -> None:
            with self._one_at_a_time:
                change()

        def changed(_nothing: None) -> None:
            self._changed = True
            self._words = [
                replace(one, struck=struck) if one.word == word.word else one for one in self._words
            ]
            self._show(f"{'已划掉' if struck else '已恢复'}“{word.word}”，返回后更新索引")

        self.start_job(f"change {word.word}", change_alone, changed)

    @property
    def _word(self) -> CorpusWord | None:
        """The highlighted word."""
        return self._words[self.place] if self.place is not None and self._words else None

    def _caption(self, message: str) -> None:
        self.query_one("#list-caption", Line).show(message)

    def action_close(self) -> None:
        """Tell whether something was changed."""
        self.dismiss(self._changed)
