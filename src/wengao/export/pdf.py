"""A Word file as PDF, through LibreOffice where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from wengao.errors import InputError

_COMMANDS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
_SECONDS = 180
_INSTEAD = "请导出 .docx，在 Word 或 WPS 里另存为 PDF"


def office_command() -> str | None:
    """The command that starts LibreOffice, or None where it is not installed."""
    found = (shutil.which(command) for command in _COMMANDS)
    return next((one for one in found if one), None) or next(
        (place for place in _PLACES if Path(place).is_file()), None
    )


def pdf_bytes(word: bytes) -> bytes:
    """`word`, the bytes of a .docx file, as PDF. Raises InputError where LibreOffice is missing or fails."""
    command = office_command()
    if command is None:
        raise InputError("本机没有 LibreOffice，导出不了 PDF", _INSTEAD)
    with tempfile.TemporaryDirectory(prefix="wengao-pdf-") as name:
        folder = Path(name)
        (folder / "draft.docx").write_bytes(word)
        arguments = [
            command,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}',
            "--outdir",
            str(folder),
            str(folder / "draft.docx"),
        ]
        try:
            subprocess.run(arguments, check=True, capture_output=True, timeout=_SECONDS)  # noqa: S603 - a fixed command
            return (folder / "draft.pdf").read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise InputError("LibreOffice 没有转成 PDF", _INSTEAD) from error
