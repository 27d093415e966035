"""A workspace in which files lie that would be run in place of Python's, of libraries' and of wengao's own."""

from __future__ import annotations

from pathlib import Path

MODULES = ("json", "pickle", "numpy", "selectolax", "docx", "threading", "logging", "site", "runpy")
CUSTOMS = ("sitecustomize", "usercustomize")
PROGRAMS = (
    *("soffice", "libreoffice", "fc-list", "xclip", "wl-copy", "xdg-open", "open", "python3", "python"),
    *(
        "xdg-settings",
        "firefox",
        "google-chrome",
        "chromium",
        "www-browser",
        "w3m",
        "lynx",
        "sensible-browser",
    ),
    *("gcc", "cc", "ld", "objdump", "ldconfig", "uname", "which", "locale", "git", "stty", "tput"),
)

MODULE = """\
import os, sys
with open(os.path.join({marks!r}, str(os.getpid())), "a", encoding="utf-8") as file:
    file.write(__name__ + " " + " ".join(sys.orig_argv) + "\\n")
here = os.path.dirname(os.path.abspath(__file__)) if {module} else os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
path = list(sys.path)
sys.path[:] = [folder for folder in path if os.path.abspath(folder or ".") != here]
del sys.modules[__name__]
from importlib import import_module
try:
    import_module(__name__)
except ModuleNotFoundError:
    sys.modules[__name__] = type(sys)(__name__)
sys.path[:] = path
"""
"""Leaves a mark, and then makes way for the real one: whatever is started goes on."""

PROGRAM = '#!/bin/sh\necho "$0" "$@" >> {marks}/program\nexit 1\n'


class Planted:
    """What lies about in `folder`; each that is run leaves a mark in `marks`."""

    def __init__(self, folder: Path, marks: Path) -> None:
        self._folder = folder
        self._marks = marks
        marks.mkdir()

    def plant(self, *, package: bool = True) -> None:
        for name in (*MODULES, *CUSTOMS):
            text = MODULE.format(marks=str(self._marks), module=True)
            (self._folder / f"{name}.py").write_text(text, encoding="utf-8")
        for name in PROGRAMS:
            program = self._folder / name
            program.write_text(PROGRAM.format(marks=self._marks), encoding="utf-8")
            program.chmod(0o755)
        if package:
            own = self._folder / "wengao"
            own.mkdir()
            text = MODULE.format(marks=str(self._marks), module=False)
            (own / "__init__.py").write_text(text, encoding="utf-8")

    def run(self) -> dict[str, str]:
        """What was run: by process, and `program` for programs."""
        return {mark.name: mark.read_text(encoding="utf-8") for mark in self._marks.iterdir()}
