"""Telling a file's format by its first bytes, and refusing by name what is not read."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

READABLE = ".docx、.txt、.md、.html"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_OLE_DIRECTORY_BYTES = 1 << 20
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table|span)[\s>]", re.IGNORECASE)
_OTHER = (
    (b"%PDF", "PDF", "请用 Word 或 WPS 打开，另存为 .docx"),
    (b"{\\rtf", "RTF 文档", "请用 Word 或 WPS 打开，另存为 .docx"),
    (b"\x89PNG", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"\xff\xd8\xff", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"GIF8", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"Rar!", "压缩包", "请先解压，再放入语料文件夹"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再放入语料文件夹"),
    (b"\x1f\x8b", "压缩包", "请先解压，再放入语料文件夹"),
    (b"SQLite format 3", "数据库", "请把其中的文稿另存为 .docx 或 .txt"),
)
_SAVE_AS_WORD = "请用 Word 或 WPS 打开，另存为 .docx"


def is_word_package(path: Path, head: bytes) -> bool:
    """Whether the file is a zip archive with a Word document in it, or claims to be one."""
    return head.startswith((_ZIP, _EMPTY_ZIP)) or (
        path.suffix.lower() == ".docx" and not _looks_like_text(head)
    )


def is_html(path: Path, head: bytes) -> bool:
    """Whether the file is a web page: by its first elements, or by its suffix."""
    return path.suffix.lower() in {".html", ".htm", ".shtml", ".xhtml"} or (
        head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and _HTML.search(head) is not None
    )


def is_markdown_name(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file's name says Markdown; the text itself cannot."""
    return path.suffix.lower() in {".md", ".markdown"}


def always(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """What no other format claims is read as plain text, or refused by its decoding."""
    return True


def refuse_known_formats(path: Path, head: bytes) -> None:
    """Raise UnreadableFileError for a format that is known and not read, naming it and what to do."""
    if head.startswith(_OLE):
        _refuse_compound_file(path)
    for signature, name, remedy in _OTHER:
        if head.startswith(signature):
            raise _not_read(path, name, remedy)
    if head.startswith(_ZIP):
        _refuse_other_packages(path)


def _refuse_compound_file(path: Path) -> None:
    with path.open("rb") as file:
        directory = file.read(_OLE_DIRECTORY_BYTES)
    if _ENCRYPTED_PACKAGE in directory:
        raise UnreadableFileError(path, "文件设有打开密码", "请用 Word 打开，取消密码后另存为 .docx")
    raise _not_read(path, "旧版 Word 或 WPS 文档（.doc、.wps）", _SAVE_AS_WORD)


def _refuse_other_packages(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError):
        return
    if any(name.lower() == "word/document.xml" for name in names):
        return
    name, remedy = "压缩包", "请先解压，再放入语料文件夹"
    if "OFD.xml" in names:
        name, remedy = "OFD 版式文件", "请用阅读器另存为 .docx 或 .txt"
    elif "content.xml" in names:
        name, remedy = "ODF 文档（.odt）", _SAVE_AS_WORD
    elif any(entry.startswith(("xl/", "ppt/")) for entry in names):
        name, remedy = "表格或演示文稿", "请把其中的文字另存为 .docx"
    elif any(entry.startswith("word/") for entry in names) or path.suffix.lower() == ".docx":
        raise UnreadableFileError(path, "Word 文档不完整（缺少正文部分）", "请用 Word 打开修复后重新保存")
    raise _not_read(path, name, remedy)


def _not_read(path: Path, name: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(path, f"是{name}，现在能读的格式是 {READABLE}", remedy)


def _looks_like_text(head: bytes) -> bool:
    return bool(head) and b"\0" not in head
