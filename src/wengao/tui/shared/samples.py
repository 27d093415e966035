"""The sample corpus put into a workspace and taken out again, from whatever place offers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.desk import Desk
    from wengao.desk.values import RemovedSamples
    from wengao.tui.shared.screens import PlaceScreen

_JOB = "samples"


def put_in(screen: PlaceScreen, desk: Desk, read: Callable[[], None]) -> None:
    """Put the samples into the workspace. read: called when they are there, to read them."""

    def added(count: int) -> None:
        screen.say(f"装入了 {count} 个文件")
        read()

    screen.start_job(_JOB, desk.corpus.add_samples, added)


def take_out(screen: PlaceScreen, desk: Desk, read: Callable[[], object]) -> None:
    """Take out the samples that nobody changed, and say which stay. read: called where some went, to read again."""

    def removed(gone: RemovedSamples) -> None:
        kept = f"，{len(gone.kept)} 个改过的留着：{gone.kept[0].name}" if gone.kept else ""
        screen.say(f"移走样例 {len(gone.removed)} 篇{kept}" if gone.removed or gone.kept else "没有样例语料")
        if gone.removed:
            read()

    screen.start_job(_JOB, desk.corpus.remove_samples, removed)
