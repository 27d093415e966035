"""Which files the corpus folders hold now."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.corpus.readers.archives import entries, is_archive_name
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wengao.corpus.readers.archives import Entry

_IGNORED_NAMES = frozenset({"thumbs.db", "desktop.ini"})
_IGNORED_BEGINNINGS = (".", "~$", "~wrl")
_GARBLED = "文件名的编码不对（多半是解压时没有转换），没有读取。请先给文件改名"
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
    folders: Sequence[Path], root: Path, list_archive: Callable[[Path], tuple[Entry, ...]] = entries
) -> CorpusScan:
    """The files below `folders` (files may stand among them). Hidden files and locks of office programs are passed over.

    A folder that is missing is a failure and covers nothing: what was read from it earlier is kept. The files in a zip
    archive take its place; one that cannot be opened is a failure. list_archive: what lists them.
    """
    files: dict[str, SourceFile] = {}
    failures: list[tuple[str, str]] = []
    covered: list[str] = []
    for folder in folders:
        place = folder if folder.is_absolute() else root / folder
        if not place.exists():
            failures.append((shown_path(place, root), "文件或文件夹不存在"))
            continue
        refusals: list[OSError] = []
        for path in _walk(place, refusals):
            try:
                status = path.stat()
            except OSError as error:
                failures.append((shown_path(path, root), f"系统拒绝读取（{error.strerror}）"))
                continue
            shown = shown_path(path, root)
            if not _is_writable_name(shown):
                failures.append((_readable_name(shown), _GARBLED))
                continue
            try:
                found = _files_at(path, shown, status, list_archive)
            except UnreadableFileError as error:
                failures.append((shown, f"{error.reason}。{error.remedy}"))
                continue
            files.update((file.shown, file) for file in found)
        failures += [(shown_path(Path(error.filename), root), "打不开文件夹") for error in refusals]
        if not refusals:
            covered.append(shown_path(place, root))
    return CorpusScan(tuple(files[shown] for shown in sorted(files)), tuple(failures), tuple(covered))


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
    path: Path, shown: str, status: os.stat_result, list_archive: Callable[[Path], tuple[Entry, ...]]
) -> list[SourceFile]:
    if not is_archive_name(path.name):
        return [SourceFile(path, shown, status.st_size, status.st_mtime_ns)]
    return [
        SourceFile(path / entry.name, f"{shown}/{entry.name}", entry.size, status.st_mtime_ns)
        for entry in list_archive(path)
        if not _is_ignored(entry.name.rsplit("/", 1)[-1]) and not entry.name.startswith("__MACOSX/")
    ]


def shown_path(path: Path, root: Path) -> str:
    """A path as the drafter sees it: relative to the workspace inside it, absolute outside, with forward slashes."""
    absolute, base = Path(os.path.abspath(path)), Path(os.path.abspath(root))  # noqa: PTH100 - links stay as they are
    return absolute.relative_to(base).as_posix() if absolute.is_relative_to(base) else absolute.as_posix()


def _walk(place: Path, refusals: list[OSError]) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    for folder, subfolders, names in os.walk(place, onerror=refusals.append):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(names) if not _is_ignored(name))


def _is_ignored(name: str) -> bool:
    lower = name.lower()
    return (
        lower in _IGNORED_NAMES or lower.startswith(_IGNORED_BEGINNINGS) or lower.endswith(_IGNORED_ENDINGS)
    )
