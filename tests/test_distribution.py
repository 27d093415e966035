"""What is handed on as source (sdist) is everything that is kept: its own tests can be run from it."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILD = "import sys\nfrom hatchling.build import build_sdist\nprint(build_sdist(sys.argv[1]))"
WRITTEN = {"PKG-INFO"}
"""What the build adds."""


def tracked() -> set[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or not (ROOT / ".git").exists():
        pytest.skip("这里不是 git 的工作目录，没有可比的清单")
    return {name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()}


def packed(folder: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with tarfile.open(folder / done.stdout.split()[-1]) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def test_the_source_distribution_holds_every_tracked_file_and_no_other(tmp_path: Path) -> None:
    assert packed(tmp_path) == tracked() | WRITTEN
