"""A writer that is killed at any moment: the index opens with the last whole commit, or is built anew."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from wengao.search.service import PassageSearch

from .material import MemoryLibrary, written

TESTS = Path(__file__).parents[1]
KILLS = 50
DOCUMENTS, SECTIONS = 4, 3

WRITER = """
import os, signal, sys
from pathlib import Path
from search.test_killed import library_at
from wengao.search.service import PassageSearch

work, folder = sys.argv[1], Path(sys.argv[2])
calls = 0

def count(frame, event, argument):
    global calls
    calls += 1
    if calls == last:
        os.kill(os.getpid(), signal.SIGKILL)

library = library_at(2)
search = PassageSearch(library, folder)
search.search("登记")
search.close()
for line in sys.stdin:
    last = int(line)
    if not (child := os.fork()):
        sys.setprofile(count)
        getattr(search, work)()
        sys.setprofile(None)
        print(calls, flush=True)
        os._exit(0)
    print(-os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


def library_at(version: int) -> MemoryLibrary:
    """A library in which every section of every document says which version it is of."""
    library = MemoryLibrary()
    for turn in range(1, version + 1):
        for number in range(DOCUMENTS):
            section = ("事项", "matter", "sentence", f"第{turn}版登记入库。")
            library.put(*written(f"note{number}", "通知", "通知", "2025-01-01", "", *[section] * SECTIONS))
    return library


def counts(search: PassageSearch) -> tuple[int, int]:
    """How many passages of the first and of the second version the index holds."""
    return search.search('"第1版登记入库"').total, search.search('"第2版登记入库"').total


FIRST, SECOND = (2 * DOCUMENTS * SECTIONS, 0), (0, 2 * DOCUMENTS * SECTIONS)
"""Each section has a paragraph and its one sentence."""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="这个系统没有 fork")
@pytest.mark.parametrize("work", ["synchronise", "rebuild"])
def test_killed_at_fifty_moments_the_index_is_never_half_written(tmp_path: Path, work: str) -> None:
    before, folder = tmp_path / "before", tmp_path / "index"
    PassageSearch(library_at(1), before).synchronise()
    shutil.copytree(before, folder)
    command = [sys.executable, "-c", WRITER, work, str(folder)]
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as writer:
        questions, answers = writer.stdin, writer.stdout
        assert questions is not None
        assert answers is not None

        def killed_at(call: int) -> int:
            questions.write(f"{call}\n")
            questions.flush()
            return int(answers.readline())

        whole = killed_at(0)
        assert int(answers.readline()) == 0
        found = []
        for number in range(KILLS):
            shutil.rmtree(folder)
            shutil.copytree(before, folder)
            assert killed_at(1 + number * whole // (KILLS + 1)) == signal.SIGKILL
            reader = PassageSearch(library_at(2), folder)
            found.append(counts(reader))
            reader.synchronise()
            assert counts(reader) == SECOND
            reader.close()
        questions.close()
    assert {FIRST} <= set(found) <= {FIRST, SECOND}
