"""Word documents of before 2007 (.doc) and WPS documents (.wps): compound files with a Word stream in them."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.processes.office import converted, office_program
from wengao.reading.formats import docx
from wengao.reading.formats.doc.stream import LockedError, NotWordError, read_text
from wengao.reading.formats.format import Format
from wengao.reading.raw import RawDocument

if TYPE_CHECKING:
    from pathlib import Path

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_DIRECTORY_BYTES = 1 << 20
_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx"


def read(path: Path) -> RawDocument:
    """The blocks of an old Word or WPS document: from its Word stream, else through LibreOffice where it is installed.

    Raises UnreadableFileError where neither can.
    """
    try:
        text = read_text(path)
    except LockedError as error:
        raise UnreadableFileError(
            path, "文件设有打开密码", "请用 Word 打开，取消密码后另存为 .docx"
        ) from error
    except (NotWordError, struct.error, OSError, ValueError, IndexError) as error:
        return _through_office(path, error)
    if not any(block.text.strip() for block in text.blocks):
        raise UnreadableFileError(
            path, "旧版 Word 文档里没有文字（可能全是图片）", "请先识别成文字，再另存为 .docx"
        )
    left_out = (
        *((("删除线文字", text.struck),) if text.struck else ()),
        *(("批注", comment) for comment in text.comments),
        *((("图片", ""),) * text.pictures),
    )
    return RawDocument(tuple(text.blocks), left_out=left_out)


def _locked(path: Path) -> UnreadableFileError:
    return UnreadableFileError(path, "文件设有打开密码", "请用 Word 打开，取消密码后另存为 .docx")


def _through_office(path: Path, error: Exception) -> RawDocument:
    with path.open("rb") as file:
        if _ENCRYPTED_PACKAGE in file.read(_DIRECTORY_BYTES):
            raise _locked(path) from error
    if office_program() is None:
        raise UnreadableFileError(
            path,
            "旧版 Word 或 WPS 文档，内部格式不认识或已损坏",
            f"{_SAVE_AS_WORD}；装有 LibreOffice 时会用它再试一次",
        ) from error
    with converted(path, "docx") as made:
        if made is None:
            raise UnreadableFileError(
                path, "旧版 Word 或 WPS 文档已损坏，LibreOffice 也打不开", _SAVE_AS_WORD
            ) from error
        return docx.read(made)


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file is a compound file, as Word and WPS wrote before 2007."""
    return head.startswith(_OLE)


FORMAT = Format("旧版 Word 或 WPS 文档", (".doc", ".wps"), 10, _recognises, read)
