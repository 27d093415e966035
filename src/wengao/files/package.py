"""Zip packages (.docx, .odt, .ofd, .epub) opened with limits: what unpacks to gigabytes is refused before it is unpacked."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

LARGEST_PART = 64 << 20
LARGEST_PACKAGE = 256 << 20
MOST_PARTS = 5000
HIGHEST_RATIO = 100
MOST_TAGS = 4_000_000
"""Tags of one XML part; a book of a thousand pages has a tenth. Each element takes a hundred bytes and more when read."""
_RATIO_MATTERS_FROM = 1 << 20
_REMEDY = "请用 Word 或 WPS 打开，确认内容完整后另存为新的 .docx"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Package:
    """An open zip package; a context manager. Raises UnreadableFileError where it is broken or beyond the limits.

    name: as the drafter calls the format. The limits (bytes when unpacked): a part 64 MB, all parts 256 MB, a hundred
    times the packed size, 5,000 parts.
    """

    def __init__(self, path: Path, name: str = "Word 文档") -> None:
        self._path = path
        self._name = name
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError) as error:
            raise UnreadableFileError(path, f"{name}不完整或已损坏（可能没有保存完）", _REMEDY) from error
        try:
            refuse_bombs(self._archive, path)
        except UnreadableFileError:
            self._archive.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def names(self) -> frozenset[str]:
        """The names of the parts."""
        return frozenset(self._archive.namelist())

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root element of a part, None where the package has no such part. DOCTYPE and ENTITY are refused."""
        if name not in self.names():
            return None
        data = self.read(name).replace(_STRICT, _TRANSITIONAL)
        bare = data.replace(b"\0", b"")
        if bare.count(b"<") > MOST_TAGS:
            raise UnreadableFileError(
                self._path, f"{self._name}里的段落和标记多得异常，不像一篇文稿", "请拆成几个文件"
            )
        if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
            raise UnreadableFileError(self._path, "文档里有不安全的 XML 声明（DOCTYPE 或 ENTITY）", _REMEDY)
        try:
            return ElementTree.fromstring(data)  # noqa: S314 - entities were refused above
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise UnreadableFileError(
                self._path, f"{self._name}已损坏（{name} 不是合格的 XML）", _REMEDY
            ) from error

    def read(self, name: str) -> bytes:
        """A part unpacked; what the archive says of its size is not trusted."""
        try:
            with self._archive.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
        ) as error:
            raise UnreadableFileError(self._path, f"{self._name}已损坏（{name} 解不开）", _REMEDY) from error
        if len(data) > LARGEST_PART:
            raise _too_large(self._path)
        return data


def refuse_bombs(archive: zipfile.ZipFile, path: Path) -> None:
    """Raise UnreadableFileError where an archive says of itself that it goes beyond the limits."""
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = max(sum(part.compress_size for part in parts), 1)
    swollen = unpacked > _RATIO_MATTERS_FROM and unpacked / packed > HIGHEST_RATIO
    largest = max((part.file_size for part in parts), default=0)
    if len(parts) > MOST_PARTS or largest > LARGEST_PART or unpacked > LARGEST_PACKAGE or swollen:
        raise _too_large(path)


def _too_large(path: Path) -> UnreadableFileError:
    return UnreadableFileError(path, "解压后异常庞大，为安全起见没有读取", _REMEDY)
