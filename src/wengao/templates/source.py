"""Template files on disk: which there are, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.decoding import utf8_text
from wengao.files.regular import open_regular, why_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SUFFIX = ".md"
_LARGEST_FILE = 512 * 1024


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
        with open_regular(path, follow=True) as file:
            data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        reason = "没有这个文件" if isinstance(error, FileNotFoundError) else why_unreadable(error)
        raise UnreadableFileError(path, reason, "请检查路径和权限") from error
    if len(data) > _LARGEST_FILE:
        raise UnreadableFileError(path, "文件过大，不像是模板", "请确认这是模板文件")
    return utf8_text(data, path)
