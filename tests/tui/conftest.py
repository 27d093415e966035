"""A small workspace of our own, a desk on it, and the interface driven by a pilot."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.cache import LRUCache
from textual.css.query import NoMatches
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from wengao.desk.desk import Desk
from wengao.desk.foreign_files import ForeignFiles
from wengao.desk.workspace import Workspace, create_workspace, open_workspace
from wengao.tui.app import WengaoApp
from wengao.tui.home.lists import TemplateList
from wengao.tui.home.screen import HomeScreen
from wengao.tui.shared.bars import StatusLine
from wengao.tui.writing.editor import Editor
from wengao.tui.writing.screen import WritingScreen

WIDE, NARROW = (120, 36), (80, 24)
PATIENCE = 60.0
"""Seconds until what is waited for fails the test."""

TEMPLATE = """\
---
name: 短讲话
genre: 推进会讲话
purpose: 短的推进会讲话
length: [600, 900]
fields:
  - {name: topic, label: 主题, type: text, required: true, example: 网格治理}
  - {name: level, label: 范围, type: choice, choices: [全市, 全县], default: 全市}
  - {name: year, label: 年份, type: year, default: 今年}
---
# 在{{ level }}{{ topic }}推进会上的讲话

同志们：

## 深刻认识{{ topic }}的重大意义 {role=significance goal=200}
<!-- 提示：先讲形势，再讲要求。 -->

## 压实责任抓好落实 {role=implement goal=200}

年底前走访【户数】户。
"""

SOURCES = {
    "2025-03-18 在全市网格治理推进会上的讲话.txt": """\
在全市网格治理推进会上的讲话
（2025年3月18日）
同志们：
今天我们召开全市网格治理推进会，主要是总结工作、部署任务。
一、深刻认识网格治理的重大意义
网格治理是基层治理的底座，底座牢不牢，直接关系群众的烦心事有没有人管、急难事有没有人办。石桥街道把网格走访做细，大事小情在网格里就有了着落，这条路子值得各地借鉴。
二、压实责任抓好落实
各级各部门要把网格治理抓在手上，主要负责同志亲自过问，分管负责同志一线推动，一级抓一级、层层抓落实。督查部门要定期通报，对推诿扯皮的严肃问责，确保各项任务落到实处。
""",
    "2024-09-02 在全县防汛工作会议上的讲话.txt": """\
在全县防汛工作会议上的讲话
（2024年9月2日）
同志们：
一、充分认识防汛工作的重大意义
防汛工作事关群众生命财产安全，来不得半点马虎。柳溪镇今年两次提前转移群众，没有发生一起伤亡，靠的就是预警早、责任清、行动快。
二、从严从实抓好落实
各乡镇要把责任落实到人、落实到堤段，值班值守一刻不能松，物资储备一样不能少，用实际行动守好一方平安。
""",
}

Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture(scope="session")
def foreign() -> Iterator[ForeignFiles]:
    """What reads files for the desks of all tests: its process is started once."""
    foreign = ForeignFiles()
    yield foreign
    foreign.close()


@pytest.fixture(autouse=True)
def nobody_looks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn while nobody looks, which half of the time would go to; what asks for a whole picture gets it.

    Layout, focus, styles and messages are as ever. A test of drawing itself is marked so: @pytest.mark.drawing.
    """
    if request.node.get_closest_marker("drawing") is not None:
        return
    draw = Compositor.render_update

    def render_update(compositor: Compositor, full: bool = False, **options: Any) -> object:
        if full:
            return draw(compositor, full=True, **options)
        compositor._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", render_update)


@pytest.fixture(autouse=True, scope="session")
def short_breaths() -> Iterator[None]:
    """Textual's pilot looks oftener whether the interface is idle, and the interface arranges itself in that time.

    After each key it waits until a stretch of time has passed with next to no work: 20 ms, three quarters of what these
    tests took; here 5 ms. What takes longer is waited for by its condition (`until`).
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual._wait.SLEEP_GRANULARITY", 1 / 200)
        patch.setattr("textual._wait.SLEEP_IDLE", 1 / 2000)
        patch.setattr("textual.screen.UPDATE_PERIOD", 1 / 240)
        yield


@pytest.fixture(autouse=True, scope="session")
def styles_parsed_once() -> Iterator[None]:
    """The style sheets are parsed once for all apps that look alike."""
    set_variables = Stylesheet.set_variables
    parsed: dict[tuple[tuple[str, str], ...], LRUCache[Any, Any]] = {}

    def set_and_share(sheet: Stylesheet, variables: dict[str, str]) -> None:
        sheet._parse_cache = LRUCache(1)
        set_variables(sheet, variables)
        sheet._parse_cache = parsed.setdefault(tuple(sorted(variables.items())), LRUCache(4096))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "set_variables", set_and_share)
        yield


def user_folders(home: Path, patch: pytest.MonkeyPatch) -> None:
    """Have the folders of a user's own lie in `home`."""
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        patch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))


@pytest.fixture(scope="session")
def read_workspace(tmp_path_factory: pytest.TempPathFactory, foreign: ForeignFiles) -> Workspace:
    """A workspace whose small corpus has been read and indexed, its templates listed, with one draft; it is only copied."""
    root = tmp_path_factory.mktemp("read") / "workspace"
    create_workspace(root, with_samples=False)
    (root / "templates" / "短讲话.md").write_text(TEMPLATE, encoding="utf-8")
    for name, text in SOURCES.items():
        (root / "corpus" / name).write_text(text, encoding="utf-8")
    workspace = open_workspace(root, cache=root.parent / "cache")
    desk = Desk(workspace, foreign=foreign)
    desk.corpus.read()
    desk.search.find("工作")
    desk.templates.summaries()
    desk.templates.new_draft("短讲话", {"topic": "网格治理"})
    return workspace


@pytest.fixture
def empty_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreign: ForeignFiles, read_workspace: Workspace
) -> Desk:
    """A desk on a workspace without corpus and drafts, with user folders of its own; its templates have been listed."""
    user_folders(tmp_path / "home", monkeypatch)
    root = tmp_path / "workspace"
    create_workspace(root, with_samples=False)
    shutil.copytree(read_workspace.root / "templates", root / "templates", dirs_exist_ok=True)
    desk = Desk(open_workspace(root), foreign=foreign)
    for known in read_workspace.template_lists_folder.rglob("*.json"):
        kept = desk.workspace.template_lists_folder / desk.workspace.index_folder.name / known.name
        kept.parent.mkdir(parents=True)
        listed = known.read_text(encoding="utf-8").replace(str(read_workspace.root), str(root))
        kept.write_text(listed, encoding="utf-8")
    desk.settings.note_guided()
    return desk


@pytest.fixture
def desk(empty_desk: Desk, read_workspace: Workspace) -> Desk:
    """A desk with a small corpus that has been read."""
    for folder in ("corpus", ".wengao"):
        shutil.copytree(read_workspace.root / folder, empty_desk.workspace.root / folder, dirs_exist_ok=True)
    shutil.copytree(read_workspace.index_folder, empty_desk.workspace.index_folder)
    return empty_desk


@pytest.fixture
def draft_path(desk: Desk, read_workspace: Workspace) -> Path:
    """A draft from the template, saved."""
    (draft,) = (read_workspace.root / "drafts").glob("*.md")
    return Path(shutil.copy(draft, desk.workspace.drafts_folder / draft.name))


@asynccontextmanager
async def opened(desk: Desk, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    """The interface on a desk, its home screen loaded."""
    async with WengaoApp(desk.workspace, desk).run_test(size=size) as pilot:
        await home_loaded(pilot)
        yield pilot


async def home_loaded(pilot: Pilot[None]) -> None:
    """Wait until the home screen has its lists; the templates come last, and there always are some."""
    (home,) = (screen for screen in pilot.app.screen_stack if isinstance(screen, HomeScreen))
    await until(pilot, lambda: home.query_one(TemplateList).template)


@asynccontextmanager
async def writing(desk: Desk, path: Path, size: tuple[int, int] = WIDE) -> AsyncIterator[Pilot[None]]:
    """The interface with a draft open, its first section shown."""
    async with opened(desk, size) as pilot:
        await pilot.app.push_screen(WritingScreen(desk, desk.drafts.open(path)))
        await until(pilot, lambda: isinstance(pilot.app.focused, Editor))
        yield pilot


async def settle(pilot: Pilot[None]) -> None:
    """Wait until no job is at work and what was sent has arrived; a timer may still be running."""
    async with asyncio.timeout(PATIENCE):
        await pilot.pause()
        with suppress(WorkerCancelled):  # a later job of its group took its place
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def until(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait until a condition is true and what came with it has arrived; polled. A widget not there yet is waited for."""
    async with asyncio.timeout(PATIENCE):
        while not is_true(condition):
            await settle(pilot)
    await settle(pilot)


async def until_while_busy(pilot: Pilot[None], condition: Callable[[], object]) -> None:
    """Wait until a condition is true, whatever job is at work."""
    async with asyncio.timeout(PATIENCE):
        while not is_true(condition):
            await pilot.pause()


def is_true(condition: Callable[[], object]) -> bool:
    """Whether a condition is true; not where a widget it looks at is not there."""
    try:
        return bool(condition())
    except NoMatches:
        return False


def draft_screen(pilot: Pilot[None]) -> WritingScreen:
    """The draft screen that is open."""
    for screen in pilot.app.screen_stack:
        if isinstance(screen, WritingScreen):
            return screen
    raise NoMatches("no draft is open")


def editor(pilot: Pilot[None]) -> Editor:
    """The editor of the section that is shown."""
    screen = draft_screen(pilot)
    return screen.query_one(f"#part-{screen.manuscript.here}", Editor)


def status(pilot: Pilot[None]) -> str:
    """What the status line says."""
    return " ".join(str(part.render()) for part in pilot.app.screen.query_one(StatusLine).children)
