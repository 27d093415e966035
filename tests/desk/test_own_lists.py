"""The unit's own lists in the workspace: in use once the desk is opened, and refused with the place of a mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.desk.desk import Desk
from wengao.desk.own_lists import read_own_lists
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.errors import InputError
from wengao.prose.genres import genre_of
from wengao.prose.lists import use_own_lists

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NIGHT_TALK = '[[genre]]\nid = "night_talk"\nname = "夜话"\nfamily = "讲话"\ntitle = ["夜话"]\n'


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    use_own_lists({})


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_the_desk_uses_the_lists_of_its_workspace(tmp_path: Path) -> None:
    create_workspace(tmp_path / "甲", with_samples=False)
    create_workspace(tmp_path / "乙", with_samples=False)
    own = open_workspace(tmp_path / "甲", cache=tmp_path / "cache")
    write(own.lists_folder, "genres.toml", NIGHT_TALK)
    Desk(own)
    assert genre_of("防汛夜话") == "夜话"
    Desk(open_workspace(tmp_path / "乙", cache=tmp_path / "cache"))
    assert genre_of("防汛夜话") == "其他"


def test_documents_are_read_anew_for_other_lists(tmp_path: Path) -> None:
    create_workspace(tmp_path, with_samples=False)
    workspace = open_workspace(tmp_path, cache=tmp_path / "cache")
    (tmp_path / "corpus").mkdir(exist_ok=True)
    (tmp_path / "corpus" / "防汛夜话.txt").write_text(
        "防汛夜话\n\n各级要抓好落实，确保安全度汛。\n", encoding="utf-8"
    )
    assert Desk(workspace).read_corpus().read == 1
    assert Desk(workspace).read_corpus().read == 0
    write(workspace.lists_folder, "genres.toml", NIGHT_TALK)
    desk = Desk(workspace)
    assert desk.read_corpus().read == 1
    assert [document.genre for document in desk.documents()] == ["夜话"]


def test_a_folder_that_is_not_there_holds_no_lists(tmp_path: Path) -> None:
    assert read_own_lists(tmp_path / "清单") == {}


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("genre.toml", "", "不是 wengao 的清单"),
        ("genres.toml", "[[genre]\n", "不是合格的 TOML"),
        ("genres.toml", '[[genre]]\nid = "x"\nname = "夜话"\n', "缺少“family”"),
        ("genres.toml", f'{NIGHT_TALK}titel = ["夜"]\n', "第 6 行：第 1 条不认识“titel”"),
        ("genres.toml", '[[genre]]\nid = "notice"\nending = ["提醒(函"]\n', "不是合格的正则表达式"),
        ("genres.toml", '[[genre]]\nid = "notice"\nending = "提醒函"\n', "“ending”写法不对"),
        (
            "genres.toml",
            '[[genre]]\nid = "notice"\nplaces = ["taks", "task", "task"]\n',
            "没有“taks”这个角色",
        ),
        ("genres.toml", 'genre = "通知"\n', "“genre”写法不对"),
        ("heading_patterns.toml", '[[family]]\nrole = "task"\nuse = "one"\n', "缺少“headings”"),
        ("roles.toml", '[[role]]\nid = "problem"\nname = 3\n', "“name”写法不对"),
        ("units.toml", "unit = [3]\n", "“unit”写法不对"),
        ("names.toml", 'surname = "璩"\n', "不认识“surname”"),
    ],
)
def test_a_mistake_is_told_with_its_file_and_key(tmp_path: Path, name: str, text: str, told: str) -> None:
    folder = write(tmp_path / "清单", name, text)
    with pytest.raises(InputError) as caught:
        read_own_lists(folder)
    assert told in caught.value.message
    assert name in caught.value.message
    assert caught.value.remedy
