"""Draft files: saved whole or not at all, never over somebody else's change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.drafts.store import (
    StoredDraft,
    file_name,
    free_path,
    open_draft,
    save_beside,
    save_draft,
)
from wengao.errors import DraftAwayError, DraftChangedError, UnreadableFileError

TEXT = "---\nwengao: 1\n---\n# 标题\n\n同志们：\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def changed(stored: StoredDraft) -> StoredDraft:
    return stored.with_draft(parse_draft(TEXT + "\n下面讲三点意见。\n"))


def test_a_draft_is_saved_and_opened_again(file: Path) -> None:
    saved = save_draft(changed(open_draft(file)))
    assert open_draft(file) == saved


def test_saving_leaves_nothing_else_behind(file: Path) -> None:
    save_draft(changed(open_draft(file)))
    assert [path.name for path in file.parent.iterdir()] == ["讲话.md"]


def test_line_breaks_of_the_file_are_kept(file: Path) -> None:
    file.write_bytes(TEXT.replace("\n", "\r\n").encode())
    save_draft(open_draft(file))
    assert file.read_bytes() == TEXT.replace("\n", "\r\n").encode()


def test_a_draft_in_another_encoding_is_opened(file: Path) -> None:
    file.write_bytes(TEXT.encode("gb18030"))
    assert open_draft(file).draft == parse_draft(TEXT)


def test_a_draft_changed_elsewhere_is_not_overwritten(file: Path) -> None:
    stored = open_draft(file)
    file.write_text("别人写的", encoding="utf-8")
    with pytest.raises(DraftChangedError, match=r"讲话\.md"):
        save_draft(changed(stored))
    assert file.read_text(encoding="utf-8") == "别人写的"


def test_a_draft_deleted_elsewhere_is_told(file: Path) -> None:
    stored = open_draft(file)
    file.unlink()
    with pytest.raises(DraftChangedError, match="移走或删除"):
        save_draft(changed(stored))


def test_both_are_kept_when_saved_beside(file: Path) -> None:
    stored = open_draft(file)
    file.write_text("别人写的", encoding="utf-8")
    beside = save_beside(changed(stored))
    assert (beside.path.name, open_draft(beside.path).draft, file.read_text(encoding="utf-8")) == (
        "讲话（我的修改）.md",
        changed(stored).draft,
        "别人写的",
    )


@pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")
def test_what_is_saved_beside_a_private_draft_is_private(file: Path) -> None:
    file.chmod(0o600)
    assert save_beside(changed(open_draft(file))).path.stat().st_mode & 0o777 == 0o600


def test_overwriting_is_possible_when_asked_for(file: Path) -> None:
    stored = open_draft(file)
    file.write_text("别人写的", encoding="utf-8")
    save_draft(changed(stored), overwrite=True)
    assert open_draft(file).draft == changed(stored).draft


def test_a_new_draft_does_not_take_the_name_of_another(file: Path) -> None:
    with pytest.raises(DraftChangedError, match="同名"):
        save_draft(StoredDraft(file, parse_draft(TEXT)))


def test_a_name_that_is_taken_is_numbered(file: Path) -> None:
    assert free_path(file).name == "讲话（2）.md"


@pytest.mark.parametrize(("name", "reason"), [("没有.md", "没有这个文件"), (".", "文件夹")])
def test_what_cannot_be_opened_says_why(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        open_draft(tmp_path / name)


def test_a_folder_that_has_gone_is_told_and_not_made_again(file: Path) -> None:
    before, folder = file.parent, file.parent / "文稿"
    folder.mkdir()
    file = file.rename(folder / file.name)
    stored = open_draft(file)
    moved = folder.rename(before / "搬走了")
    with pytest.raises(DraftAwayError, match="找不到了"):
        save_draft(changed(stored), overwrite=True)
    assert (file.parent.exists(), (moved / "讲话.md").read_text(encoding="utf-8")) == (False, TEXT)


def test_a_draft_that_is_kept_as_a_link_is_saved_through_it(file: Path) -> None:
    link = file.with_name("链接.md")
    link.symlink_to(file)
    save_draft(changed(open_draft(link)))
    assert (link.is_symlink(), open_draft(file).draft) == (True, changed(open_draft(link)).draft)


def test_a_new_draft_never_goes_through_a_link(tmp_path: Path) -> None:
    aim, link = tmp_path / "别处.txt", tmp_path / "讲话.md"
    link.symlink_to(aim)
    with pytest.raises(DraftChangedError, match="同名"):
        save_draft(StoredDraft(link, parse_draft(TEXT)))
    assert (aim.exists(), free_path(link).name) == (False, "讲话（2）.md")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("在“两会”上的讲话", "在“两会”上的讲话"),
        ("甲/乙:丙?", "甲 乙 丙"),
        ("", "未命名文稿"),
        ("长" * 90, "长" * 60),
        ("讲\x1b[31m话\u202e稿", "讲 [31m话 稿"),
    ],
)
def test_a_title_becomes_a_file_name_for_every_system(title: str, name: str) -> None:
    assert file_name(title) == name
