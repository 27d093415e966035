"""Copying with fonts (带格式复制) out of the interface: the text is made in a thread, and what became of it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.copying import TERMINAL_TOLD, copy_rich

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.copying import RichText
    from wengao.desk.desk import Desk
    from wengao.search.results import SearchHit
    from wengao.tui.shared.screens import PlaceScreen


def copy_with_fonts(screen: PlaceScreen, make: Callable[[], RichText]) -> None:
    """Copy what `make` answers; where the system takes nothing, the terminal is asked to copy the plain text."""

    def copy() -> tuple[RichText, str | None]:
        text = make()
        return text, copy_rich(text)

    def copied(outcome: tuple[RichText, str | None]) -> None:
        text, told = outcome
        if told is None:
            screen.app.copy_to_clipboard(text.plain)
        screen.say(told or TERMINAL_TOLD)

    screen.start_job("copy", copy, copied)


def copy_passage(
    screen: PlaceScreen, desk: Desk, hit: SearchHit | None, span: tuple[int, int] | None = None
) -> None:
    """Copy a passage, or the sentence of it that is listed, as the layout of its document's genre sets it."""
    if hit is None:
        screen.say("没有选中的段落")
        return
    start, end = span or (0, len(hit.passage.text))
    texts, genre = (hit.passage.text[start:end],), hit.document.genre
    copy_with_fonts(screen, lambda: desk.export.copied_passages(texts, genre=genre))
