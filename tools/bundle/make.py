"""Make the bundle: one folder and one archive of it for the system this runs on, with nothing needed at the target.

Run by `make bundle`, in an environment that holds wengao, what it needs, and PyInstaller.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from importlib import metadata
from pathlib import Path

from parts import LIBRARIES, licence_of, licence_texts, shipped_parts

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
MOST_PACKED = 70
"""Megabytes: what still goes onto one CD beside others, and through the mail of most offices' own systems in parts."""


def main(destination: Path) -> None:
    """Build, add what goes beside the program, pack, and say how large it is."""
    folder = destination / f"wengao-{metadata.version('wengao')}-{_system()}"
    with tempfile.TemporaryDirectory(prefix="wengao-bundle-") as name:
        _pack_program(Path(name))
        if folder.exists():
            shutil.rmtree(folder)
        destination.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(name, "dist", "wengao"), folder)
    _strip(folder)
    _put_beside(folder)
    _write_licences(folder)
    kind = "zip" if os.name == "nt" else "xztar"
    archive = Path(shutil.make_archive(str(folder), kind, destination, folder.name))
    size, packed = _megabytes(folder), archive.stat().st_size / (1 << 20)
    print(f"{folder}　{size:.0f} MB")
    print(f"{archive}　{packed:.0f} MB")
    if packed > MOST_PACKED:
        sys.exit(f"压缩包超过 {MOST_PACKED} MB")


def _system() -> str:
    names = {"win32": "windows", "darwin": "macos"}
    return f"{names.get(sys.platform, sys.platform)}-{platform.machine().lower().replace('amd64', 'x86_64')}"


def _pack_program(work: Path) -> None:
    subprocess.run(  # noqa: S603 - a fixed command
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR"),
            *("--distpath", str(work / "dist"), "--workpath", str(work / "build"), str(HERE / "wengao.spec")),
        ],
        check=True,
    )


def _strip(folder: Path) -> None:
    """Take the names for debuggers out of Python's own library: 23 MB become 6. The others come without."""
    tool = shutil.which("strip")
    for library in folder.glob("_internal/libpython*.so*") if tool else ():
        subprocess.run([tool, "--strip-unneeded", str(library)], check=True)  # noqa: S603 - a fixed command


def _put_beside(folder: Path) -> None:
    """What opens the interface at a double click, the icon, and a page that says how."""
    windows = os.name == "nt"
    starts = HERE / ("windows" if windows else "linux")
    for file in sorted(starts.iterdir()):
        copy = Path(shutil.copy(file, folder))
        copy.chmod(0o755)
    shutil.copy(HERE / "wengao.svg", folder)
    opening = (
        "  双击“打开文稿.bat”；窗口里字形不好，双击“在浏览器里打开.bat”。"
        if windows
        else "  双击“打开文稿.sh”或“打开文稿.desktop”，问起时选“运行”；没有终端的机器会在浏览器里打开。\n"
        "  运行一次“放到桌面.sh”，桌面和应用菜单里就有图标。"
    )
    text = (HERE / "说明.txt").read_text(encoding="utf-8")
    needs = _needs(folder)
    for mark, words in (
        ("@VERSION@", metadata.version("wengao")),
        ("@SYSTEM@", _system()),
        ("@OPENING@", opening),
        ("@NEEDS@", f"要求：{needs}\n" if needs else ""),
    ):
        text = text.replace(mark, words)
    (folder / "说明.txt").write_text(text, encoding="utf-8", newline="\r\n" if windows else "\n")
    print(needs)


def _needs(folder: Path) -> str:
    """The oldest system it runs on, as its libraries ask for it: that of the machine it was built on, mostly."""
    if not sys.platform.startswith("linux"):
        return ""
    asked = {
        tuple(map(int, version.split(b".")))
        for path in folder.rglob("*")
        if path.is_file() and (".so" in path.name or path.name == "wengao")
        for version in re.findall(rb"GLIBC_(2\.\d+)\0", path.read_bytes())
    }
    return f"glibc {'.'.join(map(str, max(asked)))} 以上（用 ldd --version 查看）" if asked else ""


def _write_licences(folder: Path) -> None:
    """许可.txt names every part with its version and licence; 许可/ holds the texts that the parts bring."""
    lines = ["文稿（wengao）随带的部件和各自的许可。许可全文在“许可”文件夹里。", ""]
    for part in shipped_parts():
        texts = licence_texts(part)
        lines.append(f"{part.name} {part.version}　{licence_of(part)}")
        for text in texts:
            place = folder / "许可" / f"{part.name}-{part.version}" / Path(*text.parts[1:])
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(text.locate(), place)
    lines += ["", "Python 和系统的库：", f"Python {platform.python_version()}　PSF-2.0"]
    lines += [
        f"PyInstaller {metadata.version('pyinstaller')} 的启动程序　GPL-2.0-or-later，带随程序分发不受其限的例外"
    ]
    lines += sorted({f"{what}　{licence}" for what, licence in map(_library, _libraries(folder))})
    _copy_python_licence(folder / "许可")
    (folder / "许可.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _libraries(folder: Path) -> list[str]:
    internal = folder / "_internal"
    found = (*internal.glob("lib*.so*"), *internal.glob("lib*.dylib"), *internal.glob("numpy.libs/*.so*"))
    return sorted(path.name for path in found)


def _library(name: str) -> tuple[str, str]:
    beginnings = [known for known in LIBRARIES if re.match(re.escape(known) + r"(?![a-z])", name)]
    if not beginnings:
        sys.exit(f"不知道 {name} 的许可：查明后写进 tools/bundle/parts.py，或在 wengao.spec 里去掉")
    return LIBRARIES[max(beginnings, key=len)]


def _copy_python_licence(folder: Path) -> None:
    own = Path(sysconfig.get_path("stdlib"), "LICENSE.txt")
    if own.is_file():
        shutil.copy(own, folder / "Python.txt")


def _megabytes(folder: Path) -> float:
    return sum(
        path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()
    ) / (1 << 20)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else ROOT / "dist")
