"""Opening a Word file to look at how it is set, or to change it (python-docx)."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any

from wengao.errors import UnreadableFileError
from wengao.files.package import Package

if TYPE_CHECKING:
    from pathlib import Path


def open_word(path: Path) -> Any:
    """The python-docx document at `path`. Raises UnreadableFileError where it is none, or beyond the limits of Package."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    with Package(path):
        pass
    try:
        return Document(str(path))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFileError(
            path, "不是完整的 Word 文件（.docx）", "请在 Word 里另存为 .docx 再试"
        ) from error
