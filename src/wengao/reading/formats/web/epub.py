"""Electronic books (.epub): the chapters in the order of reading."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wengao.errors import UnreadableFileError
from wengao.files.decoding import decode
from wengao.files.package import Package
from wengao.reading.formats.format import Format, is_package
from wengao.reading.formats.web.html import page_blocks
from wengao.reading.raw import RawDocument

if TYPE_CHECKING:
    from pathlib import Path

_CONTAINER = "META-INF/container.xml"
_ROOT_FILE = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC_TITLE = ".//{http://purl.org/dc/elements/1.1/}title"
_NO_TITLES = {"unknown title", "unknown", "untitled", "未知", "无标题"}
"""What programs write that make books of documents without a title."""
_REMEDY = "请用阅读软件打开，把需要的文字复制到 .docx 或 .txt"


def read(path: Path) -> RawDocument:
    """The blocks of all chapters, with the book's title. Raises UnreadableFileError where there is no text in it."""
    with Package(path, "电子书") as package:
        container = package.xml(_CONTAINER)
        root_file = container.find(_ROOT_FILE) if container is not None else None
        place = root_file.get("full-path", "") if root_file is not None else ""
        contents = package.xml(place)
        if contents is None:
            raise UnreadableFileError(path, "电子书不完整（缺少目录文件）", _REMEDY)
        files = {item.get("id"): item.get("href", "") for item in contents.iter(f"{_OPF}item")}
        chapters = [files.get(entry.get("idref"), "") for entry in contents.iter(f"{_OPF}itemref")]
        names = [
            posixpath.normpath(posixpath.join(posixpath.dirname(place), unquote(name))) for name in chapters
        ]
        present = package.names()
        blocks = [
            block
            for name in dict.fromkeys(names)
            if name in present and (data := package.read(name)).strip()
            for block in page_blocks(decode(data, path).text, path)
        ]
    if not blocks:
        raise UnreadableFileError(path, "电子书里没有文字", _REMEDY)
    title = (contents.findtext(_DC_TITLE) or "").strip()
    return RawDocument(tuple(blocks), "" if title.lower() in _NO_TITLES else title)


def _recognises(path: Path, head: bytes) -> bool:
    return is_package(path, head, ".epub")


FORMAT = Format("电子书", (".epub",), 40, _recognises, read)
