"""A Word file as PDF, through LibreOffice where it is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.errors import InputError
from wengao.processes.office import OFFICE_LIMITS, converted, office_program

if TYPE_CHECKING:
    from wengao.processes.confined import Limits

_FORM = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
_INSTEAD = "请导出 .docx，在 Word 或 WPS 里另存为 PDF"


def pdf_bytes(word: bytes, limits: Limits = OFFICE_LIMITS) -> bytes:
    """`word`, the bytes of a .docx file, as PDF. Raises InputError where LibreOffice is missing or fails."""
    if office_program() is None:
        raise InputError("本机没有 LibreOffice，导出不了 PDF", _INSTEAD)
    with tempfile.TemporaryDirectory(prefix="wengao-pdf-") as folder:
        draft = Path(folder, "draft.docx")
        draft.write_bytes(word)
        with converted(draft, _FORM, limits) as made:
            if made is None:
                raise InputError("LibreOffice 没有转成 PDF", _INSTEAD)
            return made.read_bytes()
