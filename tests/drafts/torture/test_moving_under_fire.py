"""Nothing recorded is lost while the clock jumps and the workspace is moved away; 200 kills are run by hand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(os.name == "nt", reason="forks and kills processes as POSIX does")
def test_a_dozen_kills_with_a_jumping_clock_and_a_moving_workspace_lose_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.drafts.torture.moving_under_fire", "--runs", "12", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    print(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert "12 kills: stays 4, moved 4, unmounted 4" in done.stdout
    assert "drafts damaged, texts lost, stale or ghosts: 0" in done.stdout
