"""Zip packages (.docx, .odt, .ofd, .epub) opened with limits: what unpacks to gigabytes is refused before it is unpacked."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterable
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
_MAIN = "word/document.xml"
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

    def main_part(self) -> str:
        """The part that holds the text of a Word document, as the package's own relations name it; empty for none."""
        by_name = {name.lower().replace("\\", "/").removeprefix("/"): name for name in self.names()}
        root = self.xml(by_name.get("_rels/.rels", ""))
        for relation in root if root is not None else ():
            target = (relation.get("Target") or "").replace("\\", "/").removeprefix("/").lower()
            if (relation.get("Type") or "").endswith("/officeDocument") and target in by_name:
                return by_name[target]
        return by_name.get(_MAIN, "")

    def beside(self, main: str, name: str) -> str:
        """The part of a name in the folder of the main one, however it is spelt; as its relations name it, or by name."""
        kind = f"/{name.removesuffix('.xml')}"
        types = self._relations(main)
        found = next((target for kind_of, target in types.values() if kind_of.endswith(kind)), "")
        folder = main.rpartition("/")[0]
        wanted = f"{folder}/{name}".lower().removeprefix("/")
        return found or next((one for one in self.names() if one.lower() == wanted), "")

    def related(self, main: str) -> dict[str, str]:
        """The parts that a part refers to, by the identities of its relations."""
        return {identity: target for identity, (_, target) in self._relations(main).items()}

    def addresses(self, main: str) -> dict[str, str]:
        """What a part refers to outside the package, links above all, by the identities of its relations."""
        return {
            relation.get("Id") or "": relation.get("Target") or ""
            for relation in self._relation_elements(main)
            if relation.get("TargetMode") == "External"
        }

    def _relation_elements(self, main: str) -> Iterable[ElementTree.Element]:
        folder, _, file = main.rpartition("/")
        root = self.xml(f"{folder}/_rels/{file}.rels".removeprefix("/"))
        return root if root is not None else ()

    def _relations(self, main: str) -> dict[str, tuple[str, str]]:
        """The relations of a part: identity, kind and the part that it leads to within the package."""
        folder = main.rpartition("/")[0]
        found: dict[str, tuple[str, str]] = {}
        for relation in self._relation_elements(main):
            target = (relation.get("Target") or "").replace("\\", "/")
            if relation.get("TargetMode") != "External" and target:
                path = (
                    target.removeprefix("/")
                    if target.startswith("/")
                    else posixpath.normpath(f"{folder}/{target}")
                )
                found[relation.get("Id") or ""] = (relation.get("Type") or "", path.removeprefix("/"))
        return found

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root element of a part, None where the package has no such part. DOCTYPE and ENTITY are refused."""
        if name not in self.names():
            return None
        return parsed_xml(self.read(name), self._path, self._name, name)

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


def parsed_xml(data: bytes, path: Path, format_name: str, part: str) -> ElementTree.Element:
    """The root element of XML that others wrote. format_name, part: as messages call them.

    Raises UnreadableFileError where it is broken, has too many tags, or declares DOCTYPE or ENTITY.
    """
    data = data.replace(_STRICT, _TRANSITIONAL)
    bare = data.replace(b"\0", b"")
    if bare.count(b"<") > MOST_TAGS:
        raise UnreadableFileError(
            path, f"{format_name}里的段落和标记多得异常，不像一篇文稿", "请拆成几个文件"
        )
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise UnreadableFileError(path, "文档里有不安全的 XML 声明（DOCTYPE 或 ENTITY）", _REMEDY)
    try:
        return ElementTree.fromstring(data)  # noqa: S314 - entities were refused above
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise UnreadableFileError(path, f"{format_name}已损坏（{part} 不是合格的 XML）", _REMEDY) from error


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
