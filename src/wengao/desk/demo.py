"""The main job end to end on the sample corpus, no questions asked: what `wengao demo` does.

Everything it makes lies under one folder; a demonstration made there before is replaced.
"""

from __future__ import annotations

import datetime
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.errors import InputError
from wengao.files.writing import remove_tree, write_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wengao.drafts.reuse import ReuseReport
    from wengao.review.model import Finding

TEMPLATE = "推进会讲话"
VALUES = {
    "topic": "基层国防动员规范化建设",
    "level": "全市",
    "tasks": "建强组织架构、摸清动员潜力、规范运行制度",
    "omit": "氛围",
}
"""A speech for whose every section the samples have a passage that fits; others would rightly stay empty."""

_MARK = ".wengao-demo"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the demonstration: what was done, what came of it, and how long it took in seconds."""

    name: str
    outcome: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demonstration left: the draft, the Word file, what the check found and what was reused."""

    draft: Path
    word: Path
    findings: tuple[Finding, ...]
    reuse: ReuseReport


def run_demo(
    folder: Path,
    tell: Callable[[Step], None],
    *,
    clock: Callable[[], datetime.datetime] = datetime.datetime.now,
    stopwatch: Callable[[], float] = time.perf_counter,
) -> Demonstration:
    """Make a workspace under `folder`, read the samples, draft, fill, check, tell sources and export.

    tell: called after each step. Raises InputError where `folder` holds a workspace that is no demonstration.
    """
    root = folder / "workspace"

    @contextmanager
    def step(name: str) -> Iterator[list[str]]:
        outcome: list[str] = []
        started = stopwatch()
        yield outcome
        tell(Step(name, "，".join(outcome), stopwatch() - started))

    with step("init") as outcome:
        _clear(root)
        made = create_workspace(root)
        write_file(root / _MARK, b"", below=root)
        desk = Desk(open_workspace(root, cache=folder / "cache"), clock=clock)
        outcome.append(f"工作区 {root}，示例文件 {len(made)} 个")
    with step("index") as outcome:
        report = desk.corpus.read()
        outcome.append(f"读入 {report.documents} 篇，{report.passages} 个段落")
    with step("new") as outcome:
        stored = desk.templates.new_draft(TEMPLATE, {**VALUES, "year": str(clock().year)})
        outcome.append(f"《{stored.draft.title}》")
    with step("fill") as outcome:
        # Word for word: it is the same office, topic and level, and a demonstration leaves no slots.
        filling = desk.search.fill(stored.draft, as_is=True)
        stored = desk.drafts.save(stored.with_draft(filling.draft))
        statistics = desk.drafts.statistics(stored.draft)
        passages = sum(len(section.passages) for section in filling.filled)
        outcome.append(
            f"填了 {len(filling.filled)} 个部分、{passages} 段，空着 {len(filling.left_empty)} 个部分"
        )
        outcome.append(f"全文 {statistics.characters} 字，约讲 {statistics.minutes:.0f} 分钟")
    with step("check") as outcome:
        findings = desk.review.check(stored.draft)
        errors = sum(1 for finding in findings if finding.severity == "error")
        outcome.append(f"发现 {len(findings)} 处，其中错误 {errors} 处")
    with step("sources") as outcome:
        reuse = desk.drafts.sources(stored.draft)
        outcome.append(f"出处注 {len(reuse.notes)} 条，沿用 {reuse.reused} 字，占 {reuse.ratio:.0%}")
    with step("export") as outcome:
        word = desk.export.write(stored, folder / f"{stored.path.stem}.docx").path
        outcome.append(str(word))
    return Demonstration(stored.path, word, findings, reuse)


def _clear(root: Path) -> None:
    """Remove the demonstration made here before; refuse to touch anything else."""
    if not root.exists():
        return
    if not (root / _MARK).exists():
        raise InputError(f"{root} 里有别的内容，演示没有动它", "请用 -o 换一个文件夹")
    if not remove_tree(root, below=root.parent):
        raise InputError(f"清不掉上次的演示 {root}", "请检查权限，或用 -o 换一个文件夹")
