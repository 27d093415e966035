"""Zip archives (.zip) in the corpus: every entry counts as a file of its own, below the archive as if it were a folder."""

from __future__ import annotations

import stat
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.package import LARGEST_PART, refuse_bombs
from wengao.files.regular import kind_of, open_regular

if TYPE_CHECKING:
    from collections.abc import Iterator

SUFFIX = ".zip"
DEEPEST = 2
"""How many archives may lie within one another."""
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_REMEDY = "请先用解压软件打开，确认内容完整后把里面的文件放入语料文件夹"
_DAMAGE = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive.

    name: its path in there, as whoever packed it saw it. size: bytes, unpacked. refusal: why it is not read; else empty.
    """

    name: str
    size: int
    refusal: str = ""


def is_archive_name(name: str) -> bool:
    """Whether a file is an archive by its name."""
    return name.lower().endswith(SUFFIX)


def entries(path: Path) -> tuple[Entry, ...]:
    """The files in an archive and in the archives within it, by name.

    Raises UnreadableFileError where it is broken, or unpacks to more than the limits of Package.
    """
    with open_regular(path, follow=True) as file:
        return tuple(sorted(_entries(file, path, ""), key=lambda entry: entry.name))


@contextmanager
def on_disk(path: Path) -> Iterator[Path]:
    """A file that can be opened: the one at `path`, or a copy of the entry that `path` names below an archive.

    Raises UnreadableFileError where the entry cannot be unpacked. A path that is nowhere is passed on as it is.
    """
    archive = _archive_above(path)
    if archive is None:
        yield path
        return
    with open_regular(archive, follow=True) as file:
        data = _bytes_of(file, path, path.relative_to(archive).as_posix())
    with tempfile.TemporaryDirectory(prefix="wengao-") as folder:
        copy = Path(folder, path.name)
        copy.write_bytes(data)
        yield copy


def _archive_above(path: Path) -> Path | None:
    if path.exists():
        return None
    return next(
        (parent for parent in path.parents if is_archive_name(parent.name) and parent.is_file()), None
    )


def _entries(file: IO[bytes], path: Path, folder: str, depth: int = 1) -> Iterator[Entry]:
    with _opened(file, path) as archive:
        for info in archive.infolist():
            if info.is_dir():
                continue
            name = _inside(info)
            if name is None:
                yield Entry(folder + _name_of(info), info.file_size, _refusal(info))
            elif is_archive_name(name) and depth < DEEPEST and not info.flag_bits & _ENCRYPTED:
                try:
                    inside = tuple(
                        _entries(BytesIO(_unpacked(archive, info, path)), path, f"{folder}{name}/", depth + 1)
                    )
                except UnreadableFileError:
                    inside = (Entry(folder + name, info.file_size),)
                yield from inside
            else:
                yield Entry(folder + name, info.file_size)


def _bytes_of(file: IO[bytes], path: Path, wanted: str) -> bytes:
    with _opened(file, path) as archive:
        for info in archive.infolist():
            name = _inside(info)
            if name == wanted:
                return _unpacked(archive, info, path)
            if name is not None and is_archive_name(name) and wanted.startswith(f"{name}/"):
                return _bytes_of(
                    BytesIO(_unpacked(archive, info, path)), path, wanted.removeprefix(f"{name}/")
                )
    raise UnreadableFileError(path, "压缩包里没有这个文件", "请重新运行 wengao index")


@contextmanager
def _opened(file: IO[bytes], path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(file)
    except _DAMAGE as error:
        raise UnreadableFileError(path, "压缩包不完整或已损坏", _REMEDY) from error
    with archive:
        refuse_bombs(archive, path)
        yield archive


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: Path) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(path, "压缩包设有密码", "请解压后把里面的文件放入语料文件夹")
    try:
        with archive.open(info) as part:
            data = part.read(LARGEST_PART + 1)
    except (*_DAMAGE, OSError) as error:
        raise UnreadableFileError(path, "压缩包里的这个文件解不开", _REMEDY) from error
    if len(data) > LARGEST_PART:
        raise UnreadableFileError(path, "解压后异常庞大，为安全起见没有读取", _REMEDY)
    return data


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name of an entry as it was written; programs of the GBK days do not say in which encoding."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAMES:
        try:
            written = name.encode("cp437")
        except UnicodeEncodeError:
            written = name.encode()
        try:
            name = written.decode()
        except UnicodeDecodeError:
            name = written.decode("gb18030", "replace")
    return name.replace("\\", "/")


def _inside(info: zipfile.ZipInfo) -> str | None:
    """The path of an entry that is a file inside the archive; None for one that is refused."""
    name = _name_of(info)
    parts = [part for part in name.split("/") if part not in ("", ".")]
    outside = name.startswith("/") or ".." in parts or any(":" in part or "\0" in part for part in parts)
    return None if outside or not parts or info.is_dir() or _kind(info) else "/".join(parts)


def _refusal(info: zipfile.ZipInfo) -> str:
    if kind := _kind(info):
        return f"压缩包里的这一项是{kind}，不是文件，没有读取。请解压后把文件本身放入语料文件夹"
    return "压缩包里的这一项指到压缩包外面，没有读取。请解压后看清是什么，再放入语料文件夹"


def _kind(info: zipfile.ZipInfo) -> str:
    """What an entry is, where whoever packed it says that it is no file."""
    mode = info.external_attr >> 16
    return kind_of(mode) if stat.S_IFMT(mode) else ""
