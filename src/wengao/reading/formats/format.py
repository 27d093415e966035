"""What a format declares, telling packages apart by their parts, refusing by name what is not read, and how much is.

What lies beyond the limits is no drafter's document, or was made to harm.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.processes.confined import Limits, TooLargeError, TooSlowError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wengao.processes.confined import ConfinementError
    from wengao.reading.raw import RawDocument

LARGEST_FILE = 256 << 20
"""Bytes; a larger file is refused unread."""
MOST_CHARACTERS = 20_000_000
"""Characters of text in one document; about seven thousand pages."""
MOST_PARAGRAPHS = 200_000
"""Paragraphs or lines with text in one document; as many as seven thousand pages hold. They take ten seconds."""
MOST_PLACED_CHARACTERS = 3_000_000
"""Characters of a document in which each has a place of its own (PDF), which takes far more memory."""
MOST_PAGES = 3000
"""Pages of a document with fixed pages (PDF, OFD)."""
READING_LIMITS = Limits(seconds=60.0, memory=2 << 30)
"""What reading one file may take. The most that is let in, a PDF of 3,000 pages, takes 24 seconds and 0.9 GB."""


_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OTHER = (
    (b"\x89PNG", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"\xff\xd8\xff", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"GIF8", "图片", "请先识别成文字，另存为 .docx 或 .txt"),
    (b"Rar!", "压缩包", "请先解压，再放入语料文件夹"),
    (b"7z\xbc\xaf", "压缩包", "请先解压，再放入语料文件夹"),
    (b"\x1f\x8b", "压缩包", "请先解压，再放入语料文件夹"),
    (b"SQLite format 3", "数据库", "请把其中的文稿另存为 .docx 或 .txt"),
)
_CONTENT_TYPES = "[content_types].xml"
_OTHER_FOLDERS = ("xl/", "ppt/", "visio/")
_WORD_SUFFIXES = {".docx", ".docm", ".dotx", ".doc", ".wps"}
_WORD_PART = re.compile(r"word/[^/]+\.xml$")
_PACKAGES = (
    ("word/document.xml", ".docx"),
    ("ofd.xml", ".ofd"),
    ("meta-inf/container.xml", ".epub"),
    ("uof.xml", ".uof"),
    ("content.xml", ".odt"),
)
"""The part that gives a package away, in small letters, and the suffix of its format."""


def refusal(error: ConfinementError) -> tuple[str, str]:
    """Why a file is not read that went beyond what reading it may take, and what to do about it."""
    remedy = "请用原来的软件打开，确认内容正常后另存一份；内容确实很多的，请拆成几个文件"
    if isinstance(error, TooSlowError):
        return f"没有读取：读了 {error.seconds:.0f} 秒还没有读完", remedy
    if isinstance(error, TooLargeError):
        return "没有读取：文件过大，内存不够", remedy
    return "没有读取：读它的进程中断了，文件可能已损坏", remedy


class MissingPartError(UnreadableFileError):
    """A file of a format whose library is not installed here; it is asked for again once it is."""


@dataclass(frozen=True, slots=True)
class Format:
    """A readable format, as its reader declares it.

    name, suffixes: as the drafter knows it. order: of asking: first what is sure by its bytes (below 70), then what its
    bytes or its name claim, plain text last. recognises: whether a file, given its path and first bytes, is of this
    format. read: what reads it.
    """

    name: str
    suffixes: tuple[str, ...]
    order: int
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path], RawDocument]


def is_package(path: Path, head: bytes, suffix: str) -> bool:
    """Whether the file is a zip archive whose parts are those of the format of `suffix`."""
    return head.startswith((_ZIP, _EMPTY_ZIP)) and _package_suffix(path) == suffix


def refuse_known_formats(path: Path, head: bytes, readable: str) -> None:
    """Raise UnreadableFileError for a format that is known and not read, naming it and what to do.

    readable: the suffixes of the formats that are read.
    """
    for signature, name, remedy in _OTHER:
        if head.startswith(signature):
            raise _not_read(path, name, remedy, readable)
    if head.startswith((_ZIP, _EMPTY_ZIP)) and not _package_suffix(path):
        _refuse_other_packages(path, readable)


def _package_suffix(path: Path) -> str:
    """The suffix of the format that a package is of, by its parts; by its name where it is broken; empty for others."""
    suffix = path.suffix.lower()
    names = _names_in(path)
    if names is None:
        return suffix if suffix in {known for _, known in _PACKAGES} else ".docx"
    lower = {name.lower().replace("\\", "/").removeprefix("/") for name in names}
    known = next((known for part, known in _PACKAGES if part in lower), "")
    other = any(name.startswith(_OTHER_FOLDERS) for name in lower)
    word = (suffix in _WORD_SUFFIXES and not other) or any(map(_WORD_PART.match, lower))
    return known or (".docx" if _CONTENT_TYPES in lower and word else "")


def _names_in(path: Path) -> tuple[str, ...] | None:
    """The names of a package's parts; None where it is broken."""
    state = path.stat()
    return _names_of(path, state.st_ino, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1)
def _names_of(path: Path, *_state: int) -> tuple[str, ...] | None:
    """As `_names_in`, looked up once for a file as it stands: each format in turn asks for the parts of the same file."""
    try:
        with zipfile.ZipFile(path) as package:
            return tuple(package.namelist())
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError):
        return None


def _refuse_other_packages(path: Path, readable: str) -> None:
    names = _names_in(path) or ()
    if any(entry.endswith(".iwa") for entry in names):
        raise _not_read(path, "苹果 Pages 等的文稿", "请在 Pages 里选“导出为”，存成 Word（.docx）", readable)
    if any(entry.startswith(("xl/", "ppt/")) for entry in names):
        raise _not_read(path, "表格或演示文稿", "请把其中的文字另存为 .docx", readable)
    if any(entry.startswith("word/") for entry in names) or path.suffix.lower() == ".docx":
        raise UnreadableFileError(path, "Word 文档不完整（缺少正文部分）", "请用 Word 打开修复后重新保存")
    if path.suffix.lower() == ".zip":
        raise UnreadableFileError(path, "压缩包里没有可读的文件，或嵌套过深", "请先解压，再放入语料文件夹")
    raise _not_read(path, "压缩包", "请把扩展名改成 .zip，或先解压，再放入语料文件夹", readable)


def _not_read(path: Path, name: str, remedy: str, readable: str) -> UnreadableFileError:
    return UnreadableFileError(path, f"是{name}，现在能读的格式是 {readable}", remedy)
