"""Draft files on disk: opened with a fingerprint, saved whole or not at all, never over somebody else's change."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from unicodedata import category

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.errors import (
    DraftAwayError,
    DraftChangedError,
    InputError,
    UnreadableFileError,
    UsageError,
    system_reason,
)
from wengao.files.regular import is_folder
from wengao.files.rights import own_rights
from wengao.files.text_form import UTF8, TextForm, encode_text, read_text
from wengao.files.writing import create_file, write_file

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.files.rights import Rights

_SUFFIXES = (".md", ".markdown")
_LONGEST_NAME = 60
_REFUSED = frozenset('\\/:*?"<>|')
"""What Windows takes in no name."""
_OF_DEVICES = re.compile(r"con|prn|aux|nul|(?:com|lpt)[1-9]", re.IGNORECASE)
"""What Windows takes for a device, whatever follows behind a point."""
_NOT_IN_NAMES = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Categories of Unicode that a terminal obeys or nobody sees: controls, directions, private and half characters."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft and the file it stands in.

    path: the file. draft: its value. fingerprint: of the bytes on disk when it was read or saved; empty where there is
    no file yet. form: how its text stands in the file, kept when it is saved. told: what the drafter should know of the
    file as it was read or saved (Chinese), such as bytes that cannot be read.
    """

    path: Path
    draft: Draft
    fingerprint: str = ""
    form: TextForm = UTF8
    told: tuple[str, ...] = field(default=(), compare=False)

    def with_draft(self, draft: Draft) -> StoredDraft:
        """The same file with another value, not saved yet."""
        return replace(self, draft=draft)


def is_draft_name(path: Path) -> bool:
    """Whether a file is a draft by its name; any other document is read for what stands in it, never written."""
    return path.suffix.lower() in _SUFFIXES


def open_draft(path: Path) -> StoredDraft:
    """The draft in the file at `path`.

    Raises UnreadableFileError where there is no such file, it cannot be read, or it is no text. An empty file is an
    empty draft; whatever `save_draft` writes is opened.
    """
    data = _read(path)
    read = read_text(data, path)
    return StoredDraft(path, parse_draft(read.text), fingerprint_of(data), read.form, read.told)


def save_draft(stored: StoredDraft, *, overwrite: bool = False, rights: Rights | None = None) -> StoredDraft:
    """Write the draft to its file, and return it with its new fingerprint and the form it has there.

    rights: of a file that is not there yet; those of the umask where none are given.
    Raises DraftChangedError, having written nothing, where the file is not the one that was opened (changed, new or
    gone since) and `overwrite` is not set; DraftAwayError where its folder has gone; InputError where the disk refuses.
    """
    path = stored.path
    if stored.fingerprint and not is_folder(path.parent):
        raise DraftAwayError(
            f"文稿所在的文件夹 {path.parent} 找不到了（改名、移走了，或所在的盘没有连上），没有保存",
            "请把它接回原处再保存，或另存到别处",
        )
    if not overwrite:
        _refuse_changed(stored)
    data, written = encode_text(write_draft(stored.draft), stored.form, path)
    if stored.fingerprint or overwrite:
        write_file(path, data, link="follow")
    else:
        try:
            create_file(path, data, rights=rights)
        except FileExistsError as error:
            raise _taken(path) from error
    told = tuple(line for line in written.told if line not in stored.told)
    return replace(stored, fingerprint=fingerprint_of(data), form=written.form, told=told)


def save_beside(stored: StoredDraft) -> StoredDraft:
    """Write the draft to a new file beside its own, whose name says so, and leave its own as it is on disk."""
    beside = replace(stored, path=free_path(stored.path, "我的修改"), fingerprint="")
    return save_draft(beside, rights=own_rights(stored.path))


def free_path(path: Path, mark: str = "") -> Path:
    """A path like `path` that no file has: 讲话.md, 讲话（2）.md; with a mark 讲话（我的修改）.md."""
    stem = f"{path.stem}（{mark}）" if mark else path.stem
    candidate, number = path.with_name(f"{stem}{path.suffix}"), 1
    while candidate.exists() or candidate.is_symlink():
        number += 1
        candidate = path.with_name(f"{stem}（{number}）{path.suffix}")
    return candidate


def file_name(title: str) -> str:
    """A title as a file name that every system takes: no marks that Windows refuses, at most 60 characters."""
    kept = "".join(
        " " if char in _REFUSED or category(char) in _NOT_IN_NAMES else char for char in title
    ).strip(" .")
    name = kept[:_LONGEST_NAME].strip() or "未命名文稿"
    return f"{name}_" if _OF_DEVICES.fullmatch(name.partition(".")[0].strip()) else name


def named(name: str, suffix: str) -> str:
    """The file name that a drafter gives a draft, with its suffix. Raises UsageError for one that not every system takes."""
    stem = name.strip().removesuffix(suffix).strip()
    wrong = dict.fromkeys(char for char in stem if char in _REFUSED or category(char) in _NOT_IN_NAMES)
    if wrong:
        shown = " ".join(wrong) if "".join(wrong).isprintable() else "看不见的字符"
        raise UsageError(f"文件名里不能有 {shown}", "请去掉再试")
    if not stem.strip("."):
        raise UsageError("没有写文件名", "请写一个名字，不用写 .md")
    if stem != file_name(stem):
        raise UsageError(
            f"文件名“{stem}”用不了",
            f"最多 {_LONGEST_NAME} 个字，首尾不要有点，也不要用 con、nul 一类系统留着的名字",
        )
    return stem + suffix


def fingerprint_of(data: bytes) -> str:
    """The fingerprint of a file's bytes."""
    return hashlib.sha256(data).hexdigest()


def file_holds(path: Path, text: str, form: TextForm) -> bool:
    """Whether the file at `path` is what saving `text` would make of it."""
    try:
        on_disk = read_text(_read(path), path).text
        return on_disk == text or on_disk == encode_text(text, form, path)[1].text
    except InputError:
        return False


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            raise UnreadableFileError(path, "这不是文件（是管道或设备）", "请给出 .md 文件")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFileError(path, "没有这个文件", "请检查路径和文件名") from error
    except IsADirectoryError as error:
        raise UnreadableFileError(path, "这是文件夹，不是文稿", "请给出 .md 文件") from error
    except OSError as error:
        raise UnreadableFileError(path, system_reason(error), "请检查文件的权限") from error


def _refuse_changed(stored: StoredDraft) -> None:
    path = stored.path
    if not path.exists():
        if stored.fingerprint:
            raise DraftChangedError(
                f"文稿 {path} 在打开之后被移走或删除了，没有保存", "可以另存，或确认后重新写入"
            )
        return
    if not stored.fingerprint:
        raise _taken(path)
    if fingerprint_of(_read(path)) != stored.fingerprint:
        raise DraftChangedError(
            f"文稿 {path} 在打开之后被别的程序改过，没有覆盖", "可以另存为一份新文件，两份都保留"
        )


def _taken(path: Path) -> DraftChangedError:
    return DraftChangedError(f"已有同名文件 {path}，没有覆盖", "请换一个文件名")
