"""Telling a file's format by its first bytes, and refusing by name what is not read."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path

READABLE = ".docx、.doc、.wps、.rtf、.odt、.pdf、.ofd、.txt、.md、.html、.mht、.epub、.zip"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table|span)[\s>]", re.IGNORECASE)
_HTML_SUFFIXES = {".html", ".htm", ".shtml", ".xhtml"}
_MIME = re.compile(rb"^(?:mime-version|content-type):\s*\S", re.IGNORECASE | re.MULTILINE)
_MHT_SUFFIXES = {".mht", ".mhtml", ".eml"}
_OTHER = (
    (b"\x89PNG", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"\xff\xd8\xff", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"GIF8", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"Rar!", "压缩包", "请先解压，再放入语料文件夹"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再放入语料文件夹"),
    (b"\x1f\x8b", "压缩包", "请先解压，再放入语料文件夹"),
    (b"SQLite format 3", "数据库", "请把其中的文稿另存为 .docx 或 .txt"),
)
_PACKAGES = (
    ("word/document.xml", ".docx"),
    ("ofd.xml", ".ofd"),
    ("meta-inf/container.xml", ".epub"),
    ("content.xml", ".odt"),
)
"""The part that gives a package away, in small letters, and the suffix of its format."""


def is_word_package(path: Path, head: bytes) -> bool:
    """Whether the file is a zip archive with a Word document in it, or claims to be one."""
    return _is_package(path, head, ".docx") or (path.suffix.lower() == ".docx" and not _looks_like_text(head))


def is_open_document(path: Path, head: bytes) -> bool:
    """Whether the file is an OpenDocument text."""
    return _is_package(path, head, ".odt")


def is_ofd(path: Path, head: bytes) -> bool:
    """Whether the file is an OFD document."""
    return _is_package(path, head, ".ofd")


def is_book(path: Path, head: bytes) -> bool:
    """Whether the file is an electronic book."""
    return _is_package(path, head, ".epub")


def is_compound_file(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file is a compound file, as Word and WPS wrote before 2007."""
    return head.startswith(_OLE)


def is_pdf(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file is a PDF; some programs write a few bytes before its mark."""
    return b"%PDF-" in head[:_PDF_WITHIN]


def is_rich_text(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file is RTF."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf")


def is_web_archive(path: Path, head: bytes) -> bool:
    """Whether the file is a web page in a MIME envelope."""
    marked = len(_MIME.findall(head)) >= 2 and not head.lstrip().startswith(b"<")
    return marked and (path.suffix.lower() in _MHT_SUFFIXES or b"multipart/related" in head.lower())


def is_html(path: Path, head: bytes) -> bool:
    """Whether the file is a web page: by its first elements, or by its suffix."""
    return path.suffix.lower() in _HTML_SUFFIXES or (
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
    for signature, name, remedy in _OTHER:
        if head.startswith(signature):
            raise _not_read(path, name, remedy)
    if head.startswith((_ZIP, _EMPTY_ZIP)) and not _package_suffix(path):
        _refuse_other_packages(path)


def _is_package(path: Path, head: bytes, suffix: str) -> bool:
    return head.startswith((_ZIP, _EMPTY_ZIP)) and _package_suffix(path) == suffix


def _package_suffix(path: Path) -> str:
    """The suffix of the format that a package is of, by its parts; by its name where it is broken; empty for others."""
    suffix = path.suffix.lower()
    names = _names_in(path)
    if names is None:
        return suffix if suffix in {known for _, known in _PACKAGES} else ".docx"
    lower = {name.lower().replace("\\", "/").removeprefix("/") for name in names}
    return next((known for part, known in _PACKAGES if part in lower), "")


def _names_in(path: Path) -> list[str] | None:
    try:
        with zipfile.ZipFile(path) as package:
            return package.namelist()
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        return None


def _refuse_other_packages(path: Path) -> None:
    names = _names_in(path) or []
    if any(entry.startswith(("xl/", "ppt/")) for entry in names):
        raise _not_read(path, "表格或演示文稿", "请把其中的文字另存为 .docx")
    if any(entry.startswith("word/") for entry in names) or path.suffix.lower() == ".docx":
        raise UnreadableFileError(path, "Word 文档不完整（缺少正文部分）", "请用 Word 打开修复后重新保存")
    if path.suffix.lower() == ".zip":
        raise UnreadableFileError(path, "压缩包里没有可读的文件，或嵌套过深", "请先解压，再放入语料文件夹")
    raise _not_read(path, "压缩包", "请把扩展名改成 .zip，或先解压，再放入语料文件夹")


def _not_read(path: Path, name: str, remedy: str) -> UnreadableFileError:
    return UnreadableFileError(path, f"是{name}，现在能读的格式是 {READABLE}", remedy)


def _looks_like_text(head: bytes) -> bool:
    return bool(head) and b"\0" not in head
