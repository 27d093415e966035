"""Workspaces and their settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.desk.settings import DEFAULT_FILE, Settings, load_settings
from wengao.desk.workspace import (
    add_corpus_places,
    create_workspace,
    default_workspace_folder,
    find_workspace_folder,
    is_workspace,
    open_workspace,
)
from wengao.errors import InputError, WorkspaceError


def test_a_new_workspace_has_its_folders_samples_and_settings(tmp_path: Path) -> None:
    create_workspace(tmp_path / "ws")
    assert sorted(path.name for path in (tmp_path / "ws").iterdir()) == [
        "corpus",
        "drafts",
        "templates",
        "wengao.toml",
    ]
    assert len(list((tmp_path / "ws" / "corpus").iterdir())) >= 12
    assert (tmp_path / "ws" / "templates" / "推进会讲话.md").is_file()


def test_making_it_again_leaves_every_file_as_it_is(tmp_path: Path) -> None:
    create_workspace(tmp_path)
    mine = tmp_path / "templates" / "推进会讲话.md"
    mine.write_text("我改过的", encoding="utf-8")
    assert (create_workspace(tmp_path), mine.read_text(encoding="utf-8")) == ((), "我改过的")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="建不了工作区"):
        create_workspace(tmp_path / "file" / "ws")


def test_the_settings_file_of_a_new_workspace_says_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "wengao.toml").write_text(DEFAULT_FILE, encoding="utf-8")
    assert load_settings(tmp_path / "wengao.toml") == Settings()


def test_the_workspaces_settings_stand_over_the_users_own(tmp_path: Path) -> None:
    user, own = tmp_path / "user.toml", tmp_path / "own.toml"
    user.write_text('[drafts]\nrate = 200\n[unit]\nleader = "甲"\n', encoding="utf-8")
    own.write_text("[drafts]\nrate = 160\n", encoding="utf-8")
    settings = load_settings(user, own, tmp_path / "missing.toml")
    assert (settings.drafts.rate, settings.unit.leader) == (160, "甲")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[corpus]\nfolder = []\n", "folders"),
        ("[corpse]\n", "corpus"),
        ("[corpus]\nfolders = 3\n", "文字列表"),
        ("[drafts]\nrate = '快'\n", "整数"),
        ("[export]\nsources = 'all'\n", "comments"),
        ("corpus = 3\n", r"\[corpus\]"),
        ("[corpus\n", "写得不对"),
    ],
)
def test_a_wrong_setting_is_named_with_file_and_remedy(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "wengao.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words) as caught:
        load_settings(file)
    assert str(file) in caught.value.message


def test_the_nearest_workspace_upwards_is_taken(tmp_path: Path) -> None:
    create_workspace(tmp_path / "outer", with_samples=False)
    create_workspace(tmp_path / "outer" / "inner", with_samples=False)
    start = tmp_path / "outer" / "inner" / "drafts"
    assert find_workspace_folder([start], {}) == (tmp_path / "outer" / "inner").resolve()


def test_the_one_named_comes_first_then_here_then_the_environments(tmp_path: Path) -> None:
    for name in ("named", "here", "environment"):
        create_workspace(tmp_path / name, with_samples=False)
    (tmp_path / "elsewhere").mkdir()
    environment = {"WENGAO_WORKSPACE": str(tmp_path / "environment")}
    found = [
        find_workspace_folder([tmp_path / "here"], environment, tmp_path / "named").name,
        find_workspace_folder([tmp_path / "here"], environment).name,
        find_workspace_folder([tmp_path / "elsewhere"], environment).name,
        find_workspace_folder([tmp_path / "elsewhere"], {}),
    ]
    assert found == ["named", "here", "environment", default_workspace_folder()]


def test_a_named_folder_that_is_no_workspace_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="wengao init"):
        find_workspace_folder([tmp_path], {}, tmp_path)


def test_a_corpus_place_is_listed_for_good_and_once(tmp_path: Path) -> None:
    create_workspace(tmp_path / "ws", with_samples=False)
    outside = tmp_path / "旧材料"
    outside.mkdir()
    workspace = add_corpus_places(open_workspace(tmp_path / "ws"), [outside, tmp_path / "ws" / "corpus"])
    again = add_corpus_places(workspace, [outside])
    assert (
        again.settings.corpus.folders
        == ("corpus", str(outside))
        == open_workspace(tmp_path / "ws").settings.corpus.folders
    )
    assert "# 语料所在的文件夹" in (tmp_path / "ws" / "wengao.toml").read_text(encoding="utf-8")


def test_a_corpus_place_that_is_not_there_is_refused(tmp_path: Path) -> None:
    create_workspace(tmp_path, with_samples=False)
    with pytest.raises(InputError, match="没有这个文件"):
        add_corpus_places(open_workspace(tmp_path), [tmp_path / "没有"])


def test_the_index_lies_in_the_cache_and_not_in_the_workspace(tmp_path: Path) -> None:
    create_workspace(tmp_path / "ws", with_samples=False)
    workspace = open_workspace(tmp_path / "ws", cache=tmp_path / "cache")
    assert workspace.index_folder.parent.parent == tmp_path / "cache"


def test_where_the_system_does_not_say_there_is_no_workspace(tmp_path: Path) -> None:
    nowhere = tmp_path / ("长" * 200)
    assert not is_workspace(nowhere)
    with pytest.raises(WorkspaceError, match="不是工作区"):
        open_workspace(nowhere)
