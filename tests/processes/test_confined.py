"""Work in a child that can be stopped: whatever it does costs that call only."""

from __future__ import annotations

import logging
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from wengao.desk.desk import Desk
from wengao.desk.foreign_files import ForeignFiles
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.errors import TemplateError, UnknownNameError, UnreadableFileError
from wengao.language.lists import Language
from wengao.library import Library
from wengao.library.indexing import CorpusReport, read_corpus
from wengao.processes.confined import (
    ConfinedProcess,
    ConfinedProcesses,
    Confinement,
    CrashedError,
    Limits,
    TooLargeError,
    TooSlowError,
)
from wengao.processes.exchange import RemoteDefectError
from wengao.templates.loading import load_template

from ..reading.files import LINES, write_text

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of POSIX")

PATIENCE = 60.0
AMPLE = Limits(seconds=60.0, memory=1 << 30)
BRIEF = Limits(seconds=1.0, memory=1 << 30)
NARROW = Limits(seconds=60.0, memory=128 << 20)

LOOP = (exec, "while True: pass")
LOOP_IN_C = (re.match, "(a*)*b", "a" * 60)
WAIT: tuple[Any, ...] = (time.sleep, 1_000_000)
ALL_AT_ONCE = (bytearray, 1 << 34)
BIT_BY_BIT = (exec, "held = []\nwhile True: held.append(' ' * 1_000_000)")
UNSAID = (exec, "raise SystemError('error return without exception set')")
ABORT = (exec, "import os; os.abort()")
KILL = (exec, "import os; os.kill(os.getpid(), 9)")


@pytest.fixture
def process() -> Iterator[ConfinedProcess]:
    process = ConfinedProcess()
    yield process
    process.close()


def is_running(process: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False)
    return listed.stdout.strip()[:1] not in (b"", b"Z")


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "did not come true"
        time.sleep(0.02)


def test_it_answers_and_stays(process: ConfinedProcess) -> None:
    assert process.id is None
    assert process.call(AMPLE, sorted, [3, 1, 2], reverse=True) == [3, 2, 1]
    first = process.id
    assert process.call(AMPLE, len, "四个字啊") == 4
    assert process.id == first


def test_what_it_raises_is_raised(process: ConfinedProcess, tmp_path: Path) -> None:
    (tmp_path / "讲话.md").write_text("", encoding="utf-8")
    with pytest.raises(UnknownNameError) as unknown:
        process.call(AMPLE, load_template, "讲稿", (tmp_path,))
    assert unknown.value.nearest == ("讲话",)
    with pytest.raises(RemoteDefectError, match="ZeroDivisionError"):
        process.call(AMPLE, divmod, 1, 0)
    with pytest.raises(RemoteDefectError, match="pickle"):
        process.call(AMPLE, threading.Lock)
    assert process.call(AMPLE, len, "还在") == 2


@pytest.mark.parametrize("work", [LOOP, LOOP_IN_C, WAIT], ids=["a loop", "a loop in C", "a wait"])
def test_what_runs_on_is_stopped(process: ConfinedProcess, work: tuple[Any, ...]) -> None:
    with pytest.raises(TooSlowError):
        process.call(BRIEF, *work)
    assert process.call(AMPLE, len, "又来") == 2


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded where /proc tells it")
@pytest.mark.parametrize("work", [ALL_AT_ONCE, BIT_BY_BIT], ids=["at once", "bit by bit"])
def test_what_wants_all_memory_gets_none(process: ConfinedProcess, work: tuple[Any, ...]) -> None:
    with pytest.raises(TooLargeError):
        process.call(NARROW, *work)
    assert process.call(NARROW, len, bytes(64 << 20)) == 64 << 20


@pytest.mark.parametrize(("work", "signals"), [(ABORT, signal.SIGABRT), (KILL, signal.SIGKILL)])
def test_a_death_is_told(process: ConfinedProcess, work: tuple[Any, ...], signals: int) -> None:
    with pytest.raises(CrashedError) as crashed:
        process.call(AMPLE, *work)
    assert crashed.value.code == -signals
    assert process.call(AMPLE, len, "又来") == 2


def test_what_an_earlier_call_broke_is_no_fault_of_the_next(process: ConfinedProcess) -> None:
    process.call(AMPLE, exec, "import builtins, os; builtins.divmod = lambda *_: os.abort()")
    assert process.call(AMPLE, divmod, 7, 2) == (3, 1)


def test_what_it_says_at_a_bad_end_goes_to_the_log(
    process: ConfinedProcess, caplog: pytest.LogCaptureFixture
) -> None:
    said = "import os; os.write(2, '内存坏了'.encode()); os.abort()"
    with pytest.raises(CrashedError):
        process.call(AMPLE, exec, said)
    assert "内存坏了" in caplog.text


def test_the_lists_of_the_unit_hold_there(process: ConfinedProcess) -> None:
    asked = "__import__('wengao.language.lists', fromlist=['']).language().own"
    with Language({"genres.toml": {"genre": [{"id": "own"}]}}).in_use():
        assert process.call(AMPLE, eval, asked) == {"genres.toml": {"genre": [{"id": "own"}]}}
    assert process.call(AMPLE, eval, asked) == {}


@pytest.mark.parametrize("work", ["exec, 'while True: pass'", "re.match, '(a*)*b', 'a' * 60"])
def test_it_ends_when_whoever_asked_is_killed(work: str) -> None:
    script = (
        "import re\n"
        "from wengao.processes.confined import ConfinedProcess, Limits\n"
        "process = ConfinedProcess()\n"
        "process.start()\n"
        "print(process.id, flush=True)\n"
        f"process.call(Limits(3600.0, 1 << 30), {work})\n"
    )
    owner = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    child = int(owner.stdout.readline())
    before = _processor_time(child)
    until(lambda: _processor_time(child) > before + 20)
    owner.kill()
    owner.communicate()
    until(lambda: not is_running(child))


def _processor_time(process: int) -> int:
    """Ticks that a process has run; where the system does not tell, always more."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return time.monotonic_ns()
    return int(fields[11])


def test_one_that_is_stopped_tells_whoever_waits_and_starts_no_more(process: ConfinedProcess) -> None:
    raised: list[Exception] = []

    def wait() -> None:
        try:
            process.call(AMPLE, *WAIT)
        except CrashedError as error:
            raised.append(error)

    process.start()
    waiting = threading.Thread(target=wait)
    waiting.start()
    process.stop()
    waiting.join(PATIENCE)
    assert len(raised) == 1
    with pytest.raises(CrashedError):
        process.call(AMPLE, len, "不再")


def test_calls_at_the_same_time_have_a_child_each_and_one_is_kept() -> None:
    processes = ConfinedProcesses()
    with processes.lend() as one, processes.lend() as other:
        one.start()
        other.start()
        ids = {one.id, other.id}
        assert len(ids) == 2
    with processes.lend() as kept:
        assert kept.id in ids
        last = kept.id
    assert last is not None
    assert processes.call(AMPLE, os.getpid) == last
    del kept, one, other
    processes.close()
    until(lambda: not is_running(last))


# Reading files.

LONG = "".join(
    f"第{n}项工作要压实责任，{n}个单位一级抓一级，{n % 97}月底前落实到{n % 89}个村。\n" * 2
    for n in range(90_000)
)
"""Within every bound of size, and far more than two seconds of work."""


class Injecting(ConfinedProcess):
    """A process in which the reader of some files does something else, by a word in the file's name."""

    work: ClassVar[dict[str, tuple[Any, ...]]] = {
        "循环": LOOP,
        "内存": BIT_BY_BIT,
        "内存不及说": UNSAID,
        "崩溃": ABORT,
        "被杀": KILL,
    }

    def call(self, limits: Limits, function: Any, *arguments: Any, **keywords: Any) -> Any:
        name = arguments[0].file.path.stem
        if name in self.work:
            return super().call(BRIEF if name == "循环" else NARROW, *self.work[name])
        return super().call(limits, function, *arguments, **keywords)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    for name in "甲乙丙":
        write_text(folder / f"{name}.txt")
    return folder


def reading(corpus: Path, jobs: int, confinement: Confinement) -> CorpusReport:
    with Library(corpus.parent / "library.db") as library:
        return read_corpus(library, [corpus], root=corpus.parent, jobs=jobs, confinement=confinement)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_takes_too_long_is_refused_by_name(corpus: Path, jobs: int) -> None:
    (corpus / "丁.txt").write_text(LONG, encoding="utf-8")
    report = reading(corpus, jobs, Confinement(Limits(seconds=2.0, memory=2 << 30)))
    ((path, reason),) = report.failed
    assert path == "corpus/丁.txt"
    assert re.fullmatch(r"没有读取：读了 [24] 秒还没有读完。请用原来的软件打开.*", reason)
    assert report.read == 3
    again = reading(corpus, jobs, Confinement(Limits(seconds=2.0, memory=2 << 30)))
    assert (again.read, again.unchanged, again.failed) == (0, 3, report.failed)


@pytest.mark.parametrize("jobs", [1, 2])
def test_whatever_its_reader_does_costs_that_file_only(corpus: Path, jobs: int) -> None:
    for name in Injecting.work:
        write_text(corpus / f"{name}.txt")
    report = reading(corpus, jobs, Confinement(AMPLE, ConfinedProcesses(Injecting)))
    assert report.read == 3
    reasons = {Path(path).stem: reason.partition("。")[0] for path, reason in report.failed}
    assert reasons.pop("循环") in ("没有读取：读了 1 秒还没有读完", "没有读取：读了 2 秒还没有读完")
    assert reasons == {
        "内存": "没有读取：文件过大，内存不够",
        "内存不及说": "没有读取：文件过大，内存不够",
        "崩溃": "没有读取：读它的进程中断了，文件可能已损坏",
        "被杀": "没有读取：读它的进程中断了，文件可能已损坏",
    }


def test_a_run_with_nothing_new_starts_no_process(corpus: Path) -> None:
    reading(corpus, 2, Confinement(AMPLE))
    processes = ConfinedProcesses()
    assert reading(corpus, 2, Confinement(AMPLE, processes)).unchanged == 3
    with processes.lend() as process:
        assert process.id is None


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk that gives no file and no template enough memory for anything."""
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / "home" / kind.lower()))
    create_workspace(tmp_path / "ws", with_samples=False)
    narrow = Limits(seconds=60.0, memory=1 << 20)
    return Desk(open_workspace(tmp_path / "ws"), foreign=ForeignFiles(reading=narrow, rendering=narrow))


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded where /proc tells it")
def test_every_operation_that_reads_a_foreign_file_is_confined(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("讲话.docx")
    write_text(path, LINES)
    operations: list[Callable[[], object]] = [
        lambda: desk.drafts.import_document(path),
        lambda: desk.drafts.compare([path, path]),
        lambda: desk.review.open(path),
        lambda: desk.review.check_word(path),
        lambda: desk.review.check_word(path, "speech"),
        lambda: desk.review.fix_word(path, "speech"),
        lambda: desk.templates.propose(path),
    ]
    for operation in operations:
        with pytest.raises(UnreadableFileError) as refused:
            operation()
        # With so little memory a library that is being loaded may end the process instead of saying that it lacks any.
        assert refused.value.message.removeprefix("读不了 讲话.docx：没有读取：") in (
            "文件过大，内存不够",
            "读它的进程中断了，文件可能已损坏",
        )
        assert refused.value.remedy


def test_what_a_reader_says_at_a_bad_end_is_in_the_log(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("wengao"), "handlers", [])
    log = tmp_path / "home" / "state" / "wengao" / "wengao.log"
    processes = desk.context.foreign.processes
    assert processes.call(AMPLE, len, "好") == 1
    assert not log.parent.exists()
    with pytest.raises(CrashedError):
        processes.call(AMPLE, exec, "import os; os.write(2, '内存坏了'.encode()); os.abort()")
    assert "内存坏了" in log.read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded where /proc tells it")
def test_a_template_that_goes_beyond_its_limits_is_named(desk: Desk) -> None:
    with pytest.raises(TemplateError, match="模板“推进会讲话”有误"):
        desk.templates.new_draft("推进会讲话", {"topic": "征兵"})
    assert desk.drafts.summaries() == ()
