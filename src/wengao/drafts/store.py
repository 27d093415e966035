"""Draft files on disk: opened with a fingerprint, saved whole or not at all, never over somebody else's change."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.corpus.decoding import decode
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.errors import DraftChangedError, InputError, UnreadableFileError

if TYPE_CHECKING:
    from wengao.drafts.model import Draft

_SUFFIXES = (".md", ".markdown")
_NEW_FILE_MODE = 0o644
_LONGEST_NAME = 60
_UNFINISHED = ".saving"
_SURELY_DEAD = 3600.0
"""Seconds after which a temporary file belongs to no save that is still going on."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft and the file it stands in.

    path: the file. draft: its value. fingerprint: of the bytes on disk when it was read or saved; empty where there is
    no file yet. newline: the file's line break, kept when it is saved.
    """

    path: Path
    draft: Draft
    fingerprint: str = ""
    newline: str = "\n"

    def with_draft(self, draft: Draft) -> StoredDraft:
        """The same file with another value, not saved yet."""
        return replace(self, draft=draft)


def is_draft_name(path: Path) -> bool:
    """Whether a file is a draft by its name; any other document is read for what stands in it, never written."""
    return path.suffix.lower() in _SUFFIXES


def open_draft(path: Path) -> StoredDraft:
    """The draft in the file at `path`.

    Raises UnreadableFileError where there is no such file, it cannot be read, or it is no text. An empty file is an
    empty draft.
    """
    data = _read(path)
    text = decode(data).text if data else ""
    newline = "\r\n" if b"\n" in data and data.count(b"\r\n") == data.count(b"\n") else "\n"
    return StoredDraft(path, parse_draft(text.replace("\r\n", "\n")), fingerprint_of(data), newline)


def save_draft(stored: StoredDraft, *, overwrite: bool = False) -> StoredDraft:
    """Write the draft to its file, and return it with its new fingerprint.

    Raises DraftChangedError, having written nothing, where the file is not the one that was opened (changed, new or
    gone since) and `overwrite` is not set; InputError where the disk refuses.
    """
    if not overwrite:
        _refuse_changed(stored)
    data = write_draft(stored.draft).replace("\n", stored.newline).encode("utf-8")
    write_atomically(stored.path, data)
    return replace(stored, fingerprint=fingerprint_of(data))


def save_beside(stored: StoredDraft) -> StoredDraft:
    """Write the draft to a new file beside its own, whose name says so, and leave its own as it is on disk."""
    return save_draft(replace(stored, path=free_path(stored.path, "我的修改"), fingerprint=""))


def free_path(path: Path, mark: str = "") -> Path:
    """A path like `path` that no file has: 讲话.md, 讲话（2）.md; with a mark 讲话（我的修改）.md."""
    stem = f"{path.stem}（{mark}）" if mark else path.stem
    candidate, number = path.with_name(f"{stem}{path.suffix}"), 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{stem}（{number}）{path.suffix}")
    return candidate


def file_name(title: str) -> str:
    """A title as a file name that every system takes: no marks that Windows refuses, at most 60 characters."""
    kept = "".join(" " if char in '\\/:*?"<>|\r\n\t' else char for char in title).strip(" .")
    return kept[:_LONGEST_NAME].strip() or "未命名文稿"


def fingerprint_of(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` into the file at `path` so that at any moment, through any crash, the file is the old one or the new one.

    A temporary file in the same folder is written and synced, then takes the file's place; the folder is synced after.
    A symbolic link is followed, and an existing file's mode is kept. Raises InputError with the remedy where the disk
    refuses; the old file is then whole.
    """
    target = path.resolve() if path.is_symlink() else path
    temporary: str | None = None
    try:
        mode = target.stat().st_mode & 0o777 if target.exists() else _NEW_FILE_MODE
        descriptor, temporary = tempfile.mkstemp(
            prefix=_unfinished_prefix(target), suffix=_UNFINISHED, dir=target.parent
        )
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise InputError(*_refusal(path, error)) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()


def sweep_unfinished(path: Path, now: float) -> None:
    """Remove what saves of `path` that were killed left beside it. now: seconds since 1970.

    Files younger than an hour stay: somebody may be saving at this moment.
    """
    prefix = _unfinished_prefix(path)
    with suppress(OSError):
        for file in path.parent.iterdir():
            if not (file.name.startswith(prefix) and file.name.endswith(_UNFINISHED)):
                continue
            with suppress(OSError):
                if now - file.stat().st_mtime > _SURELY_DEAD:
                    file.unlink()


def _unfinished_prefix(path: Path) -> str:
    return f".{path.name[:40]}."


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(path, "没有这个文件", "请检查路径和文件名") from error
    except IsADirectoryError as error:
        raise UnreadableFileError(path, "这是文件夹，不是文稿", "请给出 .md 文件") from error
    except OSError as error:
        raise UnreadableFileError(path, error.strerror or str(error), "请检查文件的权限") from error


def _refuse_changed(stored: StoredDraft) -> None:
    path = stored.path
    if not path.exists():
        if stored.fingerprint and path.parent.is_dir():
            raise DraftChangedError(
                f"文稿 {path} 在打开之后被移走或删除了，没有保存", "可以另存，或确认后重新写入"
            )
        return
    if not stored.fingerprint:
        raise DraftChangedError(f"已有同名文件 {path}，没有覆盖", "请换一个文件名")
    if fingerprint_of(_read(path)) != stored.fingerprint:
        raise DraftChangedError(
            f"文稿 {path} 在打开之后被别的程序改过，没有覆盖", "可以另存为一份新文件，两份都保留"
        )


def _sync_folder(folder: Path) -> None:
    """Make the rename itself last through a power cut; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refusal(path: Path, error: OSError) -> tuple[str, str]:
    """What to tell the drafter when the disk refuses a file: message and remedy."""
    if isinstance(error, FileNotFoundError):
        return f"写不了 {path}：文件夹不存在", "请先建好文件夹，或换一个位置"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"写不了 {path}：磁盘已满", "请清理出空间，或换一个位置；原文件没有改动"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"写不了 {path}：没有写入权限，或文件正被别的程序（如 Word）打开",
            "请关闭占用它的程序，或换一个位置",
        )
    if error.errno == errno.ENAMETOOLONG:
        return f"写不了 {path}：文件名太长", "请换一个短一些的文件名"
    return f"写不了 {path}：{error.strerror or error}", "请换一个位置再试；原文件没有改动"
