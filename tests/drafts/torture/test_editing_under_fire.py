"""No draft is lost or broken by a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.skipif(os.name == "nt", reason="forks and kills processes as POSIX does")
def test_two_hundred_crashes_lose_nothing_that_was_recorded() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.drafts.torture.editing_under_fire", "--runs", "200", "--seed", "7"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    print(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert "drafts lost or broken 0" in done.stdout
