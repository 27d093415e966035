"""Template files on disk: which there are, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.decoding import utf8_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SUFFIX = ".md"
_LARGEST_FILE = 512 * 1024
_REFUSALS = (
    (FileNotFoundError, "没有这个文件"),
    (IsADirectoryError, "这是文件夹，不是文件"),
    (PermissionError, "没有读取的权限"),
)


def template_files(folders: Iterable[Path]) -> dict[str, Path]:
    """The template files by name; where two folders hold one of the same name, the folder that comes first has it."""
    files: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*{SUFFIX}")):
            if path.is_file() and not path.name.startswith("."):
                files.setdefault(path.stem, path)
    return files


def read_template_file(path: Path) -> str:
    """The text of a template file, line breaks as \\n. Raises UnreadableFileError."""
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UnreadableFileError(path, "文件过大，不像是模板", "请确认这是模板文件")
        data = path.read_bytes()
    except OSError as error:
        reason = next((text for kind, text in _REFUSALS if isinstance(error, kind)), "系统拒绝读取")
        raise UnreadableFileError(path, reason, "请检查路径和权限") from error
    return utf8_text(data, path)
