"""The unit's own rule file (检查规则): made when it is first needed, and waivers for good put into it."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from wengao.desk.workspace import SETTINGS_FILE
from wengao.files.decoding import read_utf8
from wengao.files.writing import make_folder, write_file

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.workspace import Workspace
    from wengao.review.waivers import Waiver

FOLDER = "检查"
RULE_FILE = "规则.toml"
_FILES = (RULE_FILE, "任职名单.toml", "机构名单.toml", "地名用语.toml", "固定提法.toml")
_KEY = "waivers"


def rule_file(workspace: Workspace) -> Path:
    """The unit's rule file: the one that wengao.toml names, or else where a new one goes."""
    return workspace.root / (workspace.settings.review.file or f"{FOLDER}/{RULE_FILE}")


def make_rule_files(workspace: Workspace) -> tuple[Path, ...]:
    """Put the example files into the workspace and name the rule file in wengao.toml; returns the files that were made.

    What stands there already is left as it is. Raises InputError where the folder cannot be written.
    """
    folder = workspace.root / FOLDER
    made = []
    workspace.require()
    make_folder(folder, below=workspace.root, needs=SETTINGS_FILE)
    for name in _FILES:
        target = folder / name
        if not target.exists():
            example = resources.files("wengao.review").joinpath("examples", name)
            write_file(target, example.read_bytes(), below=workspace.root)
            made.append(target)
    if not workspace.settings.review.file:
        _name_rule_file(workspace)
    return tuple(made)


def _name_rule_file(workspace: Workspace) -> None:
    import tomlkit

    settings = workspace.root / SETTINGS_FILE
    document = tomlkit.parse(read_utf8(settings))
    document.setdefault("review", tomlkit.table())["file"] = f"{FOLDER}/{RULE_FILE}"
    write_file(settings, tomlkit.dumps(document).encode("utf-8"), below=workspace.root)


def add_waiver(workspace: Workspace, waiver: Waiver) -> Path:
    """Put a waiver for good into the unit's rule file, which is made where there is none; its comments stay."""
    import tomlkit

    file = rule_file(workspace)
    if not file.exists():
        make_rule_files(workspace)
    document = tomlkit.parse(read_utf8(file))
    entry = {"rule": waiver.rule, "text": waiver.text} if waiver.text else {"rule": waiver.rule}
    listed = document.get(_KEY)
    if isinstance(listed, tomlkit.items.Array):
        inline = tomlkit.inline_table()
        inline.update(entry)
        listed.append(inline)
    else:
        table = tomlkit.table()
        table.update(entry)
        if listed is None:
            document.append(_KEY, tomlkit.aot())
        document[_KEY].append(table)
    write_file(file, tomlkit.dumps(document).encode("utf-8"), below=workspace.trusted_above(file))
    return file
