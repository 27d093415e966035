"""How a child begins: which program it runs, in which environment, in which folder.

A workspace may come from anyone, and whoever works in it stands in its folder. So no child is started there, none finds
its modules or its programs there, and of the environment only what is listed here is handed on.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wengao.processes.bootstrap import PACKAGE, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, MutableMapping, Sequence

CHILD_MARK = "--wengao-child"
"""The first argument of a frozen program that is to be a child of itself."""

_ALWAYS = (
    *("HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "LC_*", "TZ", "TZDIR", "PATH", "TMPDIR", "TMP", "TEMP", "XDG_*"),
    # Windows
    *("USERPROFILE", "USERNAME", "HOMEDRIVE", "HOMEPATH", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "PROGRAMFILES*"),
    *("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT"),
    # libraries of this Python, threads of NumPy's
    *("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "OPENBLAS_*", "OMP_*"),
)  # fmt: skip
DISPLAY = (
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "BROWSER",
)
"""What a program needs that shows something on the screen or asks the session for its clipboard."""
TERMINAL = ("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "TEXTUAL*", "WENGAO_*")
"""What the interface needs of the terminal that it is drawn for."""

_FOLDERS = ("HOME", "USERPROFILE", "TMPDIR", "TMP", "TEMP", "XDG_*_HOME", "XDG_RUNTIME_DIR")
_LISTS = ("PATH", "LD_LIBRARY_PATH", "DYLD_*", "XDG_*_DIRS")


class CannotStartError(OSError):
    """There is no Python to start a child with."""


def python_command(target: str, *arguments: str) -> list[str]:
    """What starts a Python child that calls MODULE:FUNCTION with `arguments`. Raises CannotStartError.

    The only place that knows how: a frozen program is its own Python, and hands CHILD_MARK to `became_child`.
    """
    if not sys.executable or not Path(sys.executable).is_absolute():
        raise CannotStartError("no Python to start")
    if getattr(sys, "frozen", False):
        return [sys.executable, CHILD_MARK, target, *arguments]
    bootstrap = Path(PACKAGE, "processes", "bootstrap.py")
    if not bootstrap.is_file():
        raise CannotStartError("wengao does not lie in a folder")
    # Names of files are handed over as text: both sides read them in the same encoding.
    utf8 = int(sys.getfilesystemencoding() == "utf-8")
    return [sys.executable, "-I", "-X", f"utf8={utf8}", str(bootstrap), target, *arguments]


def became_child(arguments: Sequence[str]) -> bool:
    """Be the child that a frozen program started of itself, if `arguments` (sys.argv) say so; whether they did."""
    if not getattr(sys, "frozen", False) or list(arguments[1:2]) != [CHILD_MARK]:
        return False
    run(arguments[2], list(arguments[3:]))
    return True


def give_back_library_path(environment: MutableMapping[str, str]) -> None:
    """Undo what the starter of a frozen program did to LD_LIBRARY_PATH, once its own libraries can be found.

    What it starts besides itself (LibreOffice, the browser, fc-list) is to load the system's libraries, not the program's.
    """
    if not getattr(sys, "frozen", False) or not sys.platform.startswith("linux"):
        return
    environment.pop("LD_LIBRARY_PATH", None)
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    if before is not None:
        environment["LD_LIBRARY_PATH"] = before


def own_folder() -> Path:
    """The folder that children stand in: the program's own, which no workspace brings along or takes away."""
    return Path(sys.executable).parent if getattr(sys, "frozen", False) else Path(PACKAGE)


def clean_environment(outer: Mapping[str, str] = os.environ, *, also: Sequence[str] = ()) -> dict[str, str]:
    """What of the environment `outer` a child is given. also: further names; one that ends with * stands for all such.

    Folders are absolute, lists of folders have lost what is not.
    """
    kept = {name: value for name, value in outer.items() if _is_among(name, (*_ALWAYS, *also))}
    for name, value in kept.items():
        if _is_among(name, _LISTS):
            kept[name] = os.pathsep.join(_absolute_folders(value))
        elif _is_among(name, _FOLDERS) and value:
            kept[name] = os.path.abspath(value)  # noqa: PTH100 - links stay as they are
    return {name: value for name, value in kept.items() if value or not _is_among(name, _LISTS)}


def find_program(
    name: str, *, places: Sequence[str] = (), environment: Mapping[str, str] = os.environ
) -> str | None:
    """The absolute path of a program of the system: in PATH, else the first of `places` that is there; None for none.

    Only folders of PATH that are absolute count: what lies in the folder one works in is nobody's program.
    """
    endings = [""] if os.name != "nt" else environment.get("PATHEXT", ".COM;.EXE").lower().split(";")
    candidates = (
        Path(folder, name if name.lower().endswith(ending) else name + ending)
        for folder in _absolute_folders(environment.get("PATH", ""))
        for ending in endings
    )
    return next((str(path) for path in (*candidates, *map(Path, places)) if _is_program(path)), None)


def apart(environment: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The parameters of Popen that every child has: our folder, `environment` or else a clean one, and a group of its own.

    Keys that interrupt this process (Ctrl+C) do not reach that; no window opens for it.
    """
    where: dict[str, Any] = {
        "cwd": own_folder(),
        "env": dict(clean_environment() if environment is None else environment),
    }
    if sys.platform == "win32":
        flags = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
        return {**where, "creationflags": flags}
    return {**where, "start_new_session": True}


def _is_program(path: Path) -> bool:
    return os.path.isfile(path) and os.access(path, os.X_OK)  # noqa: PTH113 - Path.is_file raises in folders of others


def _absolute_folders(value: str) -> Iterator[str]:
    return (folder for folder in value.split(os.pathsep) if Path(folder).is_absolute())


def _is_among(name: str, patterns: Sequence[str]) -> bool:
    for pattern in patterns:
        beginning, star, end = pattern.partition("*")
        if name == pattern or (star and name.startswith(beginning) and name.endswith(end)):
            return True
    return False
