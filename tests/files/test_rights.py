"""Who may read a file, the folders above it counted."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from wengao.files.rights import PRIVATE, Rights, rights_of, workspace_rights

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes as POSIX has them")


@pytest.fixture
def open_folder(tmp_path: Path) -> Path:
    """A folder that everybody may enter, whatever the folders of tests are like."""
    folder = tmp_path / "共享"
    folder.mkdir()
    above = folder
    while above != above.parent and above.stat().st_uid == os.geteuid():
        above.chmod(above.stat().st_mode | 0o011)
        above = above.parent
    return folder


def file_in(folder: Path, mode: int) -> Path:
    file = folder / "稿.md"
    file.write_bytes(b"")
    file.chmod(mode)
    return file


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "real"),
    [
        (0o644, 0o755, 0o644),
        (0o644, 0o700, 0o600),
        (0o664, 0o750, 0o660),
        (0o600, 0o777, 0o600),
        (0o400, 0o755, 0o600),
    ],
)
def test_a_folder_that_may_not_be_entered_takes_rights_away(
    open_folder: Path, file_mode: int, folder_mode: int, real: int
) -> None:
    file = file_in(open_folder, file_mode)
    open_folder.chmod(folder_mode)
    assert rights_of(file).mode == real


def test_what_is_not_there_is_private(tmp_path: Path) -> None:
    assert rights_of(tmp_path / "没有.md") == PRIVATE


@pytest.mark.parametrize(
    ("file", "library", "safe"),
    [
        (Rights(0o644, 5), Rights(0o644, 5), True),
        (Rights(0o600, 5), Rights(0o644, 5), False),
        (Rights(0o640, 5), Rights(0o640, 5), True),
        (Rights(0o640, 5), Rights(0o640, 6), False),
        (Rights(0o644, 5), Rights(0o640, 6), True),
        (Rights(0o600, 5), Rights(0o600, 6), True),
    ],
)
def test_a_file_lets_in_whoever_may_read_the_library_or_does_not(
    file: Rights, library: Rights, safe: bool
) -> None:
    assert file.lets_in(library) is safe


def test_a_private_file_does_not_let_in_whoever_may_enter_the_workspace(open_folder: Path) -> None:
    open_folder.chmod(0o755)
    assert not rights_of(file_in(open_folder, 0o600)).lets_in(workspace_rights(open_folder))
    assert rights_of(file_in(open_folder, 0o644)).lets_in(workspace_rights(open_folder))
