"""Changing a setting in the workspace's wengao.toml."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from wengao.desk.settings import load_settings
from wengao.desk.unit_language import spoken
from wengao.desk.workspace import SETTINGS_FILE, open_workspace, user_settings_file
from wengao.errors import InputError, WengaoError
from wengao.files.decoding import utf8_text
from wengao.files.writing import write_file

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.context import DeskContext
    from wengao.desk.workspace import Workspace


@spoken(with_mistakes=True)
class SettingsService:
    """Operations on the settings."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def change(self, table: str, key: str, value: str | int) -> Workspace:
        """Set a key of wengao.toml, its comments and all else kept; returns the workspace as it is now.

        Raises InputError for a value that the key cannot have, or where the disk refuses; the file is then as it was.
        """
        import tomlkit

        file = self._context.workspace.root / SETTINGS_FILE
        try:
            before = file.read_bytes()
        except OSError as error:
            raise InputError(
                f"读不了设置文件 {file}：{error.strerror or error}", "请检查文件的权限"
            ) from error
        document = tomlkit.parse(utf8_text(before, file))
        document.setdefault(table, tomlkit.table())[key] = value
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
