"""Which files the corpus folders hold now."""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError, system_reason
from wengao.files.archives import entries, is_archive_name
from wengao.files.regular import kind_of
from wengao.files.rights import way_into

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.files.archives import Entry
    from wengao.files.rights import Rights, Way

    ListArchive = Callable[[Path], tuple[Entry, ...]]

_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_IGNORED_BEGINNINGS = (".", "~$", "~wrl")
_GARBLED = "文件名的编码不对（多半是解压时没有转换），没有读取。请先给文件改名"
_OUTSIDE = "链接指到语料文件夹外面，没有读取。要用就把文件复制进来，或者运行 wengao index 加上它所在的文件夹"
_DANGLING = "链接指的文件不存在。请删去链接，或把文件放回去"
_ROUND = "链接绕成了圈，没有进去。请删去这个链接"
_OF_OTHERS = 0o044
"""The bits of a mode that let anybody but the owner read."""

_FOR_FEWER = (
    "这个文件只有您（或少数人）能读，语料库却有更多的人能读，没有读入。"
    "请收紧工作区的权限（如 chmod 700 工作区），或把文件移出语料文件夹"
)
_IGNORED_ENDINGS = (".tmp", ".crdownload", ".part", "~")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the corpus, or an entry of an archive in it.

    path: where it lies; below an archive as if that were a folder. shown: its path as the drafter sees it.
    size: bytes, unpacked. mtime_ns: nanoseconds; an entry has its archive's.
    """

    path: Path
    shown: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class CorpusScan:
    """What a look at the corpus folders found.

    files: in the order of their shown paths. failures: shown path and reason of folders and files that refuse.
    covered: shown paths of the folders and files that were looked at and are there.
    """

    files: tuple[SourceFile, ...]
    failures: tuple[tuple[str, str], ...]
    covered: tuple[str, ...]

    def covers(self, shown: str) -> bool:
        """Whether a path lies in what was looked at."""
        return any(
            shown == place or shown.startswith(place.rstrip("/") + "/") or place == "."
            for place in self.covered
        )


def scan_corpus(
    folders: Sequence[Path],
    root: Path,
    list_archive: ListArchive = entries,
    library_rights: Rights | None = None,
) -> CorpusScan:
    """The files below `folders` (files may stand among them). Hidden files and locks of office programs are passed over.

    A folder that is missing is a failure and covers nothing: what was read from it earlier is kept. The files in a zip
    archive take its place; one that cannot be opened is a failure. list_archive: what lists them.

    A place may itself be a link. Below it, links that lead out of all the places, pipes, devices, and folders that go round
    are failures and never opened; a link within the places is left to the file itself, which is read once.
    library_rights: who may read what becomes of the files; one that fewer may read is a failure. None lets all in.
    """
    return _Scan(folders, root, list_archive, library_rights).result()


class _Scan:
    """A look at the corpus folders."""

    def __init__(
        self, folders: Sequence[Path], root: Path, list_archive: ListArchive, library_rights: Rights | None
    ) -> None:
        self._root = root
        self._list_archive = list_archive
        self._library_rights = library_rights if library_rights and library_rights.mode & _OF_OTHERS else None
        self._places = [folder if folder.is_absolute() else root / folder for folder in folders]
        self._bases = [place.resolve() for place in self._places if place.exists()]
        # What holds for all the files of a folder is found once: half of a look at ten thousand files.
        self._shown_folders: dict[Path, str] = {}
        self._ways: dict[Path, Way] = {}
        self._entered: set[tuple[int, int]] = set()
        self._hidden_targets: set[Path] = set()
        self._files: dict[str, SourceFile] = {}
        self._failures: list[tuple[str, str]] = []
        self._ahead: list[tuple[Path, Path]] = []
        self._refused = False

    def result(self) -> CorpusScan:
        """What the folders hold."""
        covered = []
        for place in self._places:
            if not place.exists():
                self._fail(place, "文件或文件夹不存在")
            elif self._walk(place):
                covered.append(shown_path(place, self._root))
        files = tuple(self._files[shown] for shown in sorted(self._files))
        return CorpusScan(files, tuple(self._failures), tuple(covered))

    def _walk(self, place: Path) -> bool:
        """Take in a place; returns whether no folder refused."""
        self._ahead = [(place, place.resolve())]
        self._refused = False
        while self._ahead:
            self._look(*self._ahead.pop())
        return not self._refused

    def _look(self, path: Path, real: Path) -> None:
        """Take in a folder or file, known as `path` and lying at `real`."""
        status = real.stat()
        if not stat.S_ISDIR(status.st_mode):
            self._take(path, real, status)
            return
        inode = (status.st_dev, status.st_ino)
        if status.st_ino and inode in self._entered:
            return
        self._entered.add(inode)
        try:
            with os.scandir(real) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError:
            self._fail(path, "打不开文件夹")
            self._refused = True
            return
        for entry in entries:
            try:
                self._enter(path / entry.name, entry)
            except OSError as error:
                self._fail(path / entry.name, f"系统拒绝读取（{system_reason(error)}）")

    def _enter(self, path: Path, entry: os.DirEntry[str]) -> None:
        """Take in an entry of a folder, or note it for later."""
        hidden = entry.name.startswith(".")
        if entry.is_symlink():
            if not hidden:
                self._follow(path, Path(entry.path))
        elif entry.is_dir(follow_symlinks=False):
            if not hidden:
                self._ahead.append((path, Path(entry.path)))
        elif not _is_ignored(entry.name):
            self._take(path, Path(entry.path), entry.stat(follow_symlinks=False))

    def _follow(self, path: Path, link: Path) -> None:
        """Look where a link leads; what the walk comes to by itself is left to it."""
        try:
            real = link.resolve(strict=True)
        except RuntimeError:  # a link that leads to itself, before Python 3.13
            self._fail(path, _ROUND)
            return
        except OSError as error:
            self._fail(path, _ROUND if error.errno == errno.ELOOP else _DANGLING)
            return
        base = next((base for base in self._bases if real.is_relative_to(base)), None)
        if base is None:
            self._fail(path, _OUTSIDE)
        elif real.is_dir() and link.parent.is_relative_to(real):
            self._fail(path, _ROUND)
        elif _is_hidden(real.relative_to(base)) and real not in self._hidden_targets:
            self._hidden_targets.add(real)
            self._ahead.append((path, real))

    def _take(self, path: Path, real: Path, status: os.stat_result) -> None:
        """Take in a file, known as `path` and lying at `real`."""
        shown = self._shown(path)
        if kind := kind_of(status.st_mode):
            self._fail(path, f"这是{kind}，不是文件，没有打开。请把它移出语料文件夹")
        elif not _is_writable_name(shown):
            self._failures.append((_readable_name(shown), _GARBLED))
        elif not self._lets_in(real, status):
            self._fail(path, _FOR_FEWER)
        else:
            try:
                files, refused = _files_at(real, shown, status, self._list_archive)
            except UnreadableFileError as error:
                self._fail(path, f"{error.reason}。{error.remedy}")
                return
            self._files.update((file.shown, file) for file in files)
            self._failures += refused

    def _lets_in(self, real: Path, status: os.stat_result) -> bool:
        """Whether all who may read the library may read a file, which lies at `real`."""
        if self._library_rights is None:
            return True
        folder = real.parent
        if folder not in self._ways:
            self._ways[folder] = way_into(folder.resolve())
        return self._ways[folder].to(status).lets_in(self._library_rights)

    def _shown(self, path: Path) -> str:
        folder = path.parent
        if folder not in self._shown_folders:
            self._shown_folders[folder] = shown_path(folder, self._root)
        shown = self._shown_folders[folder]
        return path.name if shown == "." else f"{shown.rstrip('/')}/{path.name}"

    def _fail(self, path: Path, reason: str) -> None:
        shown = shown_path(path, self._root)
        self._failures.append((shown if _is_writable_name(shown) else _readable_name(shown), reason))


def _is_hidden(path: Path) -> bool:
    """Whether the walk passes over a path, given from the place on."""
    return any(part.startswith(".") for part in path.parts[:-1]) or _is_ignored(path.name)


def _is_writable_name(shown: str) -> bool:
    """Whether a path can be written down: names that are not in the system's encoding cannot."""
    try:
        shown.encode()
    except UnicodeEncodeError:
        return False
    return True


def _readable_name(shown: str) -> str:
    """A path that cannot be written down as a drafter would read it: names unpacked on Linux are often in GBK."""
    parts = (
        part if _is_writable_name(part) else os.fsencode(part).decode("gb18030", "replace")
        for part in shown.split("/")
    )
    return "/".join(parts)


def _files_at(
    path: Path, shown: str, status: os.stat_result, list_archive: ListArchive
) -> tuple[list[SourceFile], list[tuple[str, str]]]:
    """The file, or those in an archive; and the entries of an archive that are refused, with the reason."""
    if not is_archive_name(path.name):
        return [SourceFile(path, shown, status.st_size, status.st_mtime_ns)], []
    found = [
        entry
        for entry in list_archive(path)
        if not _is_ignored(entry.name.rsplit("/", 1)[-1]) and not entry.name.startswith("__MACOSX/")
    ]
    files = [
        SourceFile(path / entry.name, f"{shown}/{entry.name}", entry.size, status.st_mtime_ns)
        for entry in found
        if not entry.refusal
    ]
    return files, [(f"{shown}/{entry.name}", entry.refusal) for entry in found if entry.refusal]


def shown_path(path: Path, root: Path) -> str:
    """A path as the drafter sees it: relative to the workspace inside it, absolute outside, with forward slashes."""
    absolute, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100 - links stay as they are
    return absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else absolute.as_posix()


def _is_ignored(name: str) -> bool:
    lower = name.lower()
    return (
        lower in _IGNORED_NAMES or lower.startswith(_IGNORED_BEGINNINGS) or lower.endswith(_IGNORED_ENDINGS)
    )
