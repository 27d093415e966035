"""Every screen once (画廊): a workspace that looks the same on any day and machine, and the way to each screen on it."""

from __future__ import annotations

import dataclasses
import datetime
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import OptionList

from wengao.desk.desk import Desk
from wengao.desk.foreign_files import ForeignFiles
from wengao.desk.services.corpus import CorpusService
from wengao.desk.services.search import SearchService
from wengao.desk.values import CorpusOverview
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.search.results import SearchResult
from wengao.tui.app import WengaoApp
from wengao.tui.shared.questions import Answer, QuestionScreen
from wengao.tui.shared.screens import NoticeScreen
from wengao.tui.shared.texts import TextScreen
from wengao.tui.themes import THEMES
from wengao.tui.writing.fill import FilledScreen, entries_of
from wengao.tui.writing.screen import WritingScreen

from .conftest import SOURCES, TEMPLATE, draft_screen, home_loaded, settle, until

NOW = datetime.datetime(2026, 3, 18, 9, 5).astimezone()
EVENING = datetime.datetime(2026, 3, 17, 21, 40).astimezone()
PLACE = "文稿工作区"

Way = Callable[[Pilot[None]], Awaitable[None]]

DRAFT = """\
---
wengao: 1
template: 短讲话
genre: 推进会讲话
fields:
  topic: 网格治理
  level: 全市
  year: 2026
---
# 在2026年全市网格治理推进会上的讲话

同志们：

今天我们召开全市网格治理推进会，主要任务是总结去年以来的工作，部署下一步的任务。刚才，石桥街道、柳溪镇作了发言，讲得都很实在。

## 深刻认识网格治理的重大意义 {role=significance goal=200}

网格治理是基层治理的底座，底座牢不牢，直接关系群众的烦心事有没有人管、急难事有没有人办。石桥街道把网格走访做细，大事小情在网格里就有了着落，这条路子值得各地借鉴。[^s1]

去年全市共走访【户数】户，办结群众诉求【件数】件，群众满意率达到96.3%，，成效是明显的。

## 突出重点任务 {role=task goal=300}

### 把网格划得更细 {.unread role=task goal=150}

安澜县要在6月底前完成网格优化，一个网格不超过300户。

### 把队伍建得更强 {role=task goal=150}

## 压实责任抓好落实 {role=implement goal=200}

年底前走访【户数】户。

[^s1]: 出处：《在全市网格治理推进会上的讲话》一第1段，2025-03-18
"""


class StillCorpus(CorpusService):
    """The corpus, always read at the same time."""

    def overview(self) -> CorpusOverview:
        """The corpus, read at a fixed time."""
        overview = super().overview()
        return dataclasses.replace(overview, last_read=NOW if overview.documents else None)


class StillSearch(SearchService):
    """A search that always takes the same time."""

    def find(self, *arguments: Any, **options: Any) -> SearchResult:
        """The hits, found in a fixed time."""
        return dataclasses.replace(super().find(*arguments, **options), took_ms=2.0)


def make_desk(root: Path, foreign: ForeignFiles, *, samples: bool = True) -> Desk:
    """A desk on a workspace with a small corpus, a template and a draft with two versions; or an empty one."""
    create_workspace(root, with_samples=False)
    (root / "templates" / "短讲话.md").write_text(TEMPLATE, encoding="utf-8")
    desk = Desk(open_workspace(root), clock=lambda: NOW, foreign=foreign)
    desk.corpus, desk.search = StillCorpus(desk.context), StillSearch(desk.context)
    if not samples:
        return desk
    for name, text in SOURCES.items():
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    desk.corpus.read()
    desk.settings.note_guided()
    path = root / "drafts" / "在2026年全市网格治理推进会上的讲话.md"
    path.write_text(DRAFT.replace("去年全市共走访", "全市共走访"), encoding="utf-8")
    earlier = Desk(desk.workspace, clock=lambda: EVENING, foreign=foreign)
    stored = earlier.drafts.open(path)
    stored = earlier.drafts.save(stored)
    path.write_text(DRAFT, encoding="utf-8")
    desk.drafts.save(desk.drafts.open(path))
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    return desk


@asynccontextmanager
async def shown(desk: Desk, size: tuple[int, int]) -> AsyncIterator[Pilot[None]]:
    """The interface on a desk, as it stands once nothing is under way."""
    async with WengaoApp(desk.workspace, desk).run_test(size=size) as pilot:
        await home_loaded(pilot)
        yield pilot


async def _nothing(pilot: Pilot[None]) -> None:
    """Stay."""


def keys(*pressed: str) -> Way:
    """By keys."""

    async def go(pilot: Pilot[None]) -> None:
        for key in pressed:
            await pilot.press(key)
            await settle(pilot)

    return go


def references(pilot: Pilot[None]) -> list[str]:
    """What the draft screen offers."""
    listed = draft_screen(pilot).query_one("#reference-list", OptionList)
    return [str(listed.get_option_at_index(place).prompt) for place in range(listed.option_count)]


async def in_draft(pilot: Pilot[None]) -> None:
    """The draft, its second section."""
    pilot.app.screen.query_one("#drafts").focus()
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, WritingScreen) and references(pilot))
    of_the_first = references(pilot)
    await pilot.press("ctrl+down")
    await until(pilot, lambda: references(pilot) not in (of_the_first, []))


def draft_then(*pressed: str) -> Way:
    """The draft, then keys."""

    async def go(pilot: Pilot[None]) -> None:
        await in_draft(pilot)
        await keys(*pressed)(pilot)

    return go


def pane_then(pane: str, *pressed: str) -> Way:
    """The draft, one of its panes, then keys."""

    async def go(pilot: Pilot[None]) -> None:
        await in_draft(pilot)
        draft_screen(pilot).panes.go_to(pane)
        await settle(pilot)
        await keys(*pressed)(pilot)

    return go


async def filled(pilot: Pilot[None]) -> None:
    """What a filling put in and left empty; the draft stays as it is."""
    await in_draft(pilot)
    screen = draft_screen(pilot)
    filling = screen.desk.search.fill(screen.session.draft, strictness="严")
    await pilot.app.push_screen(FilledScreen(entries_of(filling, screen.session.keys)))
    await settle(pilot)


async def form(pilot: Pilot[None]) -> None:
    """A template's form."""
    pilot.app.screen.query_one("#templates").focus()
    await keys("enter")(pilot)


async def question(pilot: Pilot[None]) -> None:
    """A question with two answers."""
    answers = (Answer("recover", "接着写"), Answer("decline", "不要了"))
    pilot.app.push_screen(
        QuestionScreen("上次没有保存", "“讲话”在2026-03-17 21:40写的文字没有保存。", answers)
    )
    await settle(pilot)


async def notice(pilot: Pilot[None]) -> None:
    """A notice."""
    pilot.app.push_screen(NoticeScreen("读不了 旧稿.docx：文件是空的", "请换一个文件，或者重新保存后再试"))
    await settle(pilot)


async def text(pilot: Pilot[None]) -> None:
    """A text to read."""
    pilot.app.push_screen(TextScreen("在全县防汛工作会议上的讲话", list(SOURCES.values())[1]))
    await settle(pilot)


async def too_small(pilot: Pilot[None]) -> None:
    """A terminal too small."""
    await pilot.resize_terminal(50, 12)
    await settle(pilot)


ON_NOTHING: dict[str, Way] = {"guide": _nothing, "home-empty": keys("escape")}
"""Screens on an empty workspace."""

ON_HOME: dict[str, Way] = {
    "home": _nothing,
    "home-help": keys("f1"),
    "home-palette": keys("f12"),
    "settings": keys("f8"),
    "import": keys("f6"),
    "corpus": keys("f7"),
    "metadata": keys("f7", "f2"),
    "document": keys("f7", "enter"),
    "words": keys("f7", "f6"),
    "doubts": keys("f7", "f3"),
    "places": keys("f7", "f5"),
    "search": keys("f3", *"责任落实", "tab"),
    "search-empty": keys("f3"),
    "search-none": keys("f3", *"航天器"),
    "form": form,
    "question": question,
    "notice": notice,
    "text": text,
    "too-small": too_small,
}
ON_DRAFT: dict[str, Way] = {
    "draft": in_draft,
    "outline": pane_then("outline-pane"),
    "references": pane_then("references-pane", "down"),
    "filter": pane_then("references-pane", "f6"),
    "source": pane_then("references-pane", "down", "space"),
    "headings": draft_then("alt+h"),
    "slots": draft_then("alt+k"),
    "checks": draft_then("f7"),
    "finding": draft_then("f8"),
    "rules": draft_then("alt+u"),
    "history": draft_then("alt+v"),
    "sources": draft_then("alt+s"),
    "whole": draft_then("alt+o", "f8"),
    "find": draft_then("alt+d", "网", "格", "f8"),
    "refresh": draft_then("alt+r"),
    "compare": draft_then("alt+c"),
    "export": draft_then("f4"),
    "head": draft_then("alt+l"),
    "fill": draft_then("f5"),
    "filled": filled,
    "sentences": pane_then("references-pane", "down", "alt+j"),
    "rename": draft_then("f2"),
    "draft-help": draft_then("f1"),
    "draft-palette": draft_then("f12"),
    "palette-none": draft_then("f12", *"zzzz"),
}


def looking(theme: str, *, ascii_borders: bool, way: Way) -> Way:
    """Another theme and other borders, then a way."""

    async def go(pilot: Pilot[None]) -> None:
        pilot.app.theme = THEMES[theme].name
        pilot.app.set_class(ascii_borders, "-ascii")
        await way(pilot)

    return go


OTHERWISE: dict[str, Way] = {
    "home-dark": looking("dark", ascii_borders=False, way=_nothing),
    "draft-dark": looking("dark", ascii_borders=False, way=in_draft),
    "checks-dark": looking("dark", ascii_borders=False, way=draft_then("f7")),
    "home-contrast-ascii": looking("contrast", ascii_borders=True, way=_nothing),
    "draft-contrast-ascii": looking("contrast", ascii_borders=True, way=in_draft),
    "export-contrast-ascii": looking("contrast", ascii_borders=True, way=draft_then("f4")),
}
"""Some screens in other themes."""

EVERY: dict[str, Way] = {**ON_NOTHING, **ON_HOME, **ON_DRAFT, **OTHERWISE}
