"""Make the offline packages: for each system an archive of wengao, all wheels that it needs, and what installs them there.

Run by `make wheelhouse`, in the environment that bundles are made in. For machines that have a Python but no network.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(HERE.parent / "bundle"))

from parts import shipped_parts  # noqa: E402 - lies in a folder beside this one

PYTHONS = ("3.11", "3.12", "3.13")
"""Those that pyproject.toml names; a machine has one of them."""

_GLIBC = ("2_28", "2_27", "2_26", "2_24", "2_17")
"""2.28 is that of Kylin V10 and UOS 20: newer wheels would not load there."""

SYSTEMS = {
    "windows-x86_64": ("AMD64", ("win_amd64",)),
    **{
        f"linux-{machine}": (
            machine,
            (*(f"manylinux_{glibc}_{machine}" for glibc in _GLIBC), f"manylinux2014_{machine}"),
        )
        for machine in ("x86_64", "aarch64")
    },
}
"""By name: the machine as markers call it, and the tags of wheels that load there."""

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")


def main(destination: Path) -> None:
    """Make an archive for each system, and say how large each is."""
    destination.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="wengao-wheels-") as name:
        work = Path(name)
        _run(*PIP, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", str(work / "own"), str(ROOT))
        (own,) = (work / "own").iterdir()
        for system in SYSTEMS:
            archive = _make(system, own, work, destination)
            print(f"{archive}　{archive.stat().st_size / (1 << 20):.0f} MB")


def _make(system: str, own: Path, work: Path, destination: Path) -> Path:
    folder = work / f"wengao-{metadata.version('wengao')}-wheels-{system}"
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    shutil.copy(own, wheels)
    for python in PYTHONS:
        wanted = work / "wanted.txt"
        wanted.write_text(_locked(system, python), encoding="utf-8")
        _run(
            *PIP,
            "download",
            "--no-deps",
            "--require-hashes",
            *_for(system, python),
            "--dest",
            str(wheels),
            "-r",
            str(wanted),
        )
        _resolve(system, python, wheels, work)
    windows = system.startswith("windows")
    for file in sorted((HERE / ("windows" if windows else "linux")).iterdir()):
        Path(shutil.copy(file, folder)).chmod(0o755)
    kind = "zip" if windows else "gztar"
    return Path(shutil.make_archive(str(destination / folder.name), kind, work, folder.name))


def _resolve(system: str, python: str, wheels: Path, work: Path) -> None:
    """Let pip find all that wengao requires among the wheels, and nowhere else; it ends this where something is missing.

    What a part says of the Python it requires, pip compares with the one that runs here: the lock has seen to that.
    """
    target = str(work / "target")
    _run(
        *PIP,
        "install",
        "--dry-run",
        "--ignore-requires-python",
        "--no-index",
        "--find-links",
        str(wheels),
        *_for(system, python),
        "--target",
        target,
        "wengao[serve]",
    )


def _for(system: str, python: str) -> list[str]:
    tags = [option for tag in SYSTEMS[system][1] for option in ("--platform", tag)]
    return ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python, *tags]


def _locked(system: str, python: str) -> str:
    """What of requirements.lock a system needs to run wengao: markers are decided here, for pip decides by this machine."""
    needed = {canonicalize_name(part.name) for part in shipped_parts()}
    entries = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8").strip())
    kept = []
    for entry in entries:
        pinned, marker, hashes = re.fullmatch(r"(\S+)(?: ; ([^\\]+))?( \\\n.*)", entry, re.DOTALL).groups()
        there = marker is None or Marker(marker.strip()).evaluate(_environment(system, python))
        if there and (canonicalize_name(pinned.partition("==")[0]) in needed or "platform" in (marker or "")):
            kept.append(pinned + hashes)
    return "\n".join(kept) + "\n"


def _environment(system: str, python: str) -> dict[str, str]:
    windows = system.startswith("windows")
    return {
        "implementation_name": "cpython",
        "os_name": "nt" if windows else "posix",
        "platform_machine": SYSTEMS[system][0],
        "platform_python_implementation": "CPython",
        "platform_system": "Windows" if windows else "Linux",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "win32" if windows else "linux",
    }


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - a fixed command


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "dist")
