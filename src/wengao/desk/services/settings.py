"""Changing a setting in the workspace's wengao.toml."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from wengao.desk.settings import load_settings
from wengao.desk.unit_language import spoken
from wengao.desk.workspace import SETTINGS_FILE, open_workspace, user_settings_file
from wengao.errors import InputError, WengaoError, system_reason
from wengao.files.decoding import utf8_text
from wengao.files.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from tomlkit.items import Array

    from wengao.desk.context import DeskContext
    from wengao.desk.unit_table import UnitTable
    from wengao.desk.workspace import Workspace
    from wengao.language.own_unit import OwnUnit


_ON_ONE_LINE = 3


@spoken(with_mistakes=True)
class SettingsService:
    """Operations on the settings."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def change(self, table: str, key: str, value: str | int | Sequence[str]) -> Workspace:
        """Set a key of wengao.toml, its comments and all else kept; returns the workspace as it is now.

        Raises InputError for a value that the key cannot have, or where the disk refuses; the file is then as it was.
        """
        return self._change_all(table, {key: value})

    def unit(self) -> OwnUnit:
        """The unit that the drafter writes for, as wengao.toml tells it."""
        return self._context.workspace.settings.unit.unit

    def change_unit(self, changes: Mapping[str, str | Sequence[str]]) -> OwnUnit:
        """Set keys of [unit], lists as a whole; returns the unit as it is now. Raises InputError as `change` does."""
        self._change_all("unit", changes)
        return self.unit()

    def take_unit(self, path: Path) -> UnitTable:
        """Take what a table (.xlsx) tells of the unit into [unit]; what it does not tell stays. Returns what was taken.

        Raises UnreadableFileError for what is no such table, InputError as `change` does.
        """
        table = self._context.foreign.unit_table(path)
        self._change_all("unit", {**table.values, **table.lists})
        return table

    def write_blank_unit(self, path: Path) -> Path:
        """Write a blank table to be filled in, where no file stands yet. Raises InputError where one does."""
        from wengao.desk.unit_table import blank_table

        if path.exists():
            raise InputError(f"{path} 已经有了", "请换一个文件名，原来的表没有动")
        self._context.make_folder_of(path)
        write_file(path, blank_table(), below=self._context.workspace.trusted_above(path))
        return path

    def _change_all(self, table: str, changes: Mapping[str, str | int | Sequence[str]]) -> Workspace:
        import tomlkit

        file = self._context.workspace.root / SETTINGS_FILE
        try:
            before = file.read_bytes()
        except OSError as error:
            raise InputError(f"读不了设置文件 {file}：{system_reason(error)}", "请检查文件的权限") from error
        document = tomlkit.parse(utf8_text(before, file))
        section = document.setdefault(table, tomlkit.table())
        for key, value in changes.items():
            section[key] = value if isinstance(value, (str, int)) else _listed(value)
        write_file(file, tomlkit.dumps(document).encode("utf-8"), below=self._context.workspace.root)
        try:
            load_settings(user_settings_file(), file)
        except InputError:
            write_file(file, before, below=self._context.workspace.root)
            raise
        self._context.workspace = open_workspace(
            self._context.workspace.root, cache=self._context.workspace.cache
        )
        return self._context.workspace

    @property
    def guided(self) -> bool:
        """Whether the drafter has been through the guide for the first start."""
        return self._guide_mark.exists()

    def note_guided(self) -> None:
        """Remember that the guide was shown; where the disk refuses, it is shown again."""
        with suppress(WengaoError):
            self._context.make_own_folder()
            write_file(self._guide_mark, b"", below=self._context.workspace.root)

    @property
    def _guide_mark(self) -> Path:
        return self._context.workspace.own_folder / "guided"


def _listed(texts: Sequence[str]) -> Array:
    """A list for the file; a long one a line each, which is easier to edit by hand."""
    import tomlkit

    array = tomlkit.array()
    array.extend(texts)
    return array.multiline(len(texts) > _ON_ONE_LINE)
