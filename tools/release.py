"""Make what is released, and try it where nothing of the checkout can help: make release.

The version stands in one place, src/wengao/__init__.py; CHANGELOG.md has to have a section of it, and a tag at this commit
has to be it. The sdist is built from what is tracked, the wheel from the sdist; the sdist is unpacked in a folder of its
own, the wheel is installed into a new environment, and the sdist's own tests are run against the wheel.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILD = "import sys\nfrom hatchling.build import {what}\nprint({what}(sys.argv[1]))"
NOT_OF_A_RELEASE = ("tests/bundle", "tests/tui/test_terminal.py")
"""What needs more than a wheel: a bundle that was made; a terminal of its own."""


def main(destination: Path, tests: list[str]) -> None:
    """Build into `destination`, and run `tests` (all of them where none are named)."""
    version = checked_version()
    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="wengao-release-") as name:
        work = Path(name)
        sdist = _built("build_sdist", ROOT, destination)
        with tarfile.open(sdist) as archive:
            archive.extractall(work, filter="data")
        source = work / f"wengao-{version}"
        wheel = _built("build_wheel", source, destination)
        _try(wheel, source, work / "environment", tests)
    sums = "".join(
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in (sdist, wheel)
    )
    (destination / f"wengao-{version}.sha256").write_text(sums, encoding="utf-8")
    print(sums, end="")


def checked_version(root: Path = ROOT) -> str:
    """The version. Ends the program where the change log has no section of it, or a tag of this commit is another."""
    text = (root / "src" / "wengao" / "__init__.py").read_text(encoding="utf-8")
    version = re.findall(r'^__version__ = "(.+)"$', text, re.MULTILINE)[0]
    log = (root / "CHANGELOG.md").read_text(encoding="utf-8")
    if f"## [{version}]" not in log:
        sys.exit(f"CHANGELOG.md 里没有 [{version}] 一节")
    tags = subprocess.run(
        ["git", "tag", "--points-at", "HEAD"],  # noqa: S607 - of whoever releases
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.split()
    if tags and f"v{version}" not in tags:
        sys.exit(f"这一次提交的标签是 {'、'.join(tags)}，版本却是 {version}")
    if tags and f"## [{version}] 未发布" in log:
        sys.exit(f"已经打了标签，CHANGELOG.md 里 [{version}] 还写着“未发布”")
    return version


def _built(what: str, source: Path, destination: Path) -> Path:
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", BUILD.format(what=what), str(destination)],
        cwd=source,
        capture_output=True,
        text=True,
        check=True,
    )
    return destination / done.stdout.split()[-1]


def _try(wheel: Path, source: Path, environment: Path, tests: list[str]) -> None:
    """Run the tests of the unpacked source against the wheel; the folder of its modules is not on the path."""
    _run([sys.executable, "-m", "venv", str(environment)], source)
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    _run([*pip, "--require-hashes", "-r", "requirements-dev.lock"], source)
    _run([*pip, "--no-deps", str(wheel)], source)
    left_out = [f"--ignore={place}" for place in NOT_OF_A_RELEASE]
    _run([str(python), "-m", "pytest", "-q", *(tests or left_out)], source)


def _run(command: list[str], folder: Path) -> None:
    outer = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    if subprocess.run(command, cwd=folder, env=outer, check=False).returncode:  # noqa: S603 - fixed commands
        sys.exit("没有通过，没有写下校验值")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "dist", sys.argv[2:])
