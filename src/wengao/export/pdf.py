"""A Word file as PDF, through LibreOffice where it is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from wengao.errors import InputError
from wengao.processes.confined import Limits
from wengao.processes.office import converted, office_program

_FORM = 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}'
_LIMITS = Limits(seconds=90.0, memory=4 << 30)
"""Twice what reading a document through LibreOffice may take: a report of a hundred pages is set line by line."""
_INSTEAD = "请导出 .docx，在 Word 或 WPS 里另存为 PDF"


def pdf_bytes(word: bytes, limits: Limits = _LIMITS) -> bytes:
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
