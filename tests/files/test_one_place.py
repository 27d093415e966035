"""Only wengao.files writes: every other module asks it to, so that links, rights and full disks are met in one place."""

from __future__ import annotations

import ast
from pathlib import Path

import wengao

SOURCE = Path(wengao.__file__).parent
WRITING = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "touch",
    "unlink",
    "rmdir",
    "rmtree",
    "copyfile",
    "copy2",
    "mkstemp",
    "symlink_to",
    "chmod",
    "FileLock",
}
ELSEWHERE = {
    "processes/office.py": {"copyfile", "mkdir", "write_text"},
    "export/pdf.py": {"write_bytes"},
    "serve/server.py": {"mkstemp", "unlink"},
}
"""What is put into a temporary folder made for it a moment before, which nobody else can enter."""


def calls_in(file: Path) -> set[str]:
    text = file.read_text(encoding="utf-8")
    if not any(name in text for name in WRITING):
        return set()
    tree = ast.parse(text)
    names = (
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
    )
    return {name for name in names if name in WRITING}


def test_no_other_module_writes() -> None:
    modules = {file.relative_to(SOURCE).as_posix(): file for file in SOURCE.rglob("*.py")}
    found = {
        name: calls_in(file) - ELSEWHERE.get(name, set())
        for name, file in modules.items()
        if not name.startswith("files/")
    }
    assert {name: calls for name, calls in found.items() if calls} == {}
