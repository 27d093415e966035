"""OpenDocument text in one XML file (.fodt): its parts are those of a package (.odt)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.package import parsed_xml
from wengao.reading.formats.format import Format
from wengao.reading.formats.odt import document_of

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.reading.raw import RawDocument

_NAME = "ODF 单文件文档"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_ROOT = re.compile(rb"<(?:\w+:)?document[\s>]")
_NAMESPACE = b"urn:oasis:names:tc:opendocument:xmlns:office:1.0"


def read(path: Path) -> RawDocument:
    """The blocks of an OpenDocument text. Raises UnreadableFileError where it is broken, or a table or slides."""
    root = parsed_xml(path.read_bytes(), path, _NAME, "文件")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise UnreadableFileError(
            path, "不是文字文档（可能是表格或演示文稿）", "请用 WPS 或 LibreOffice 打开，把文字另存为 .docx"
        )
    return document_of(root, body, root.find(_OFFICE + "styles"), root.find(_OFFICE + "meta"), path)


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    bare = head.replace(b"\0", b"")
    return (
        bare.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<")
        and _NAMESPACE in bare
        and _ROOT.search(bare) is not None
    )


FORMAT = Format(_NAME, (".fodt",), 66, _recognises, read)
