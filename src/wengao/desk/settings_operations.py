"""Changing a setting in the workspace's wengao.toml."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.desk.settings import load_settings
from wengao.desk.workspace import SETTINGS_FILE, open_workspace, user_settings_file
from wengao.errors import InputError, WengaoError
from wengao.files.decoding import utf8_text
from wengao.files.writing import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.workspace import Workspace


class SettingsOperations(DeskBase, with_mistakes=True):
    """Operations on the settings."""

    def change_setting(self, table: str, key: str, value: str | int) -> Workspace:
        """Set a key of wengao.toml, its comments and all else kept; returns the workspace as it is now.

        Raises InputError for a value that the key cannot have, or where the disk refuses; the file is then as it was.
        """
        import tomlkit

        file = self.workspace.root / SETTINGS_FILE
        try:
            before = file.read_bytes()
        except OSError as error:
            raise InputError(
                f"读不了设置文件 {file}：{error.strerror or error}", "请检查文件的权限"
            ) from error
        document = tomlkit.parse(utf8_text(before, file))
        document.setdefault(table, tomlkit.table())[key] = value
        write_file(file, tomlkit.dumps(document).encode("utf-8"), below=self.workspace.root)
        try:
            load_settings(user_settings_file(), file)
        except InputError:
            write_file(file, before, below=self.workspace.root)
            raise
        self.workspace = open_workspace(self.workspace.root, cache=self.workspace.cache)
        return self.workspace

    @property
    def guided(self) -> bool:
        """Whether the drafter has been through the guide for the first start."""
        return self._guide_mark.exists()

    def note_guided(self) -> None:
        """Remember that the guide was shown; where the disk refuses, it is shown again."""
        with suppress(WengaoError):
            self._make_own_folder()
            write_file(self._guide_mark, b"", below=self.workspace.root)

    @property
    def _guide_mark(self) -> Path:
        return self.workspace.own_folder / "guided"
