"""The unit's own lists in the workspace: in use once the desk is opened, and refused with the place of a mistake."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from wengao.desk.background_desk import BackgroundDesk
from wengao.desk.desk import Desk
from wengao.desk.own_lists import read_own_lists
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.drafts.store import StoredDraft
from wengao.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.desk.workspace import Workspace

NIGHT_TALK = '[[genre]]\nid = "night_talk"\nname = "夜话"\nfamily = "讲话"\ntitle = ["夜话"]\n'


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def workspace_at(root: Path, genres: str = "") -> Workspace:
    create_workspace(root, with_samples=False)
    workspace = open_workspace(root, cache=root / "cache")
    if genres:
        write(workspace.lists_folder, "genres.toml", genres)
    return workspace


def night_talk(name: str) -> str:
    return NIGHT_TALK.replace('"夜话"', f'"{name}"', 1)


def genre_read(desk: Desk) -> str:
    """The genre that 防汛夜话 gets when the desk reads it as a document to be checked."""
    file = desk.workspace.root / "防汛夜话.txt"
    file.write_text("防汛夜话\n\n各级要抓好落实，确保安全度汛。\n", encoding="utf-8")
    imported = desk.drafts.import_document(file, file.with_suffix(".md"))
    imported.stored.path.unlink()
    return imported.document.genre


def test_desks_side_by_side_keep_to_their_own_lists(tmp_path: Path) -> None:
    first = Desk(workspace_at(tmp_path / "甲", NIGHT_TALK))
    plain = Desk(workspace_at(tmp_path / "乙"))
    second = Desk(workspace_at(tmp_path / "丙", night_talk("晚谈")))
    assert [genre_read(desk) for desk in (first, plain, second, first)] == ["夜话", "其他", "晚谈", "夜话"]


def test_desks_in_threads_keep_to_their_own_lists(tmp_path: Path) -> None:
    desks = [Desk(workspace_at(tmp_path / name, night_talk(name))) for name in ("甲谈", "乙谈")]
    together = threading.Barrier(len(desks))

    def read_often(desk: Desk) -> list[str]:
        found = []
        for _ in range(3):
            together.wait()
            found.append(genre_read(desk))
        return found

    with ThreadPoolExecutor(len(desks)) as pool:
        assert list(pool.map(read_often, desks)) == [["甲谈"] * 3, ["乙谈"] * 3]


def test_corpora_side_by_side_are_read_by_their_own_lists(tmp_path: Path) -> None:
    desks = [Desk(workspace_at(tmp_path / name, night_talk(name))) for name in ("甲谈", "乙谈")]
    for desk in desks:
        (desk.workspace.root / "corpus").mkdir(exist_ok=True)
        for number in range(2):
            text = f"第{number}次防汛夜话\n\n各级要抓好落实，确保安全度汛。\n" + "水位平稳。" * (number + 1)
            (desk.workspace.root / "corpus" / f"{number}.txt").write_text(text, encoding="utf-8")
    for desk in desks:
        desk.corpus.read(jobs=2)
    assert [{document.genre for document in desk.corpus.documents()} for desk in desks] == [
        {"甲谈"},
        {"乙谈"},
    ]


def test_a_list_edited_while_the_desk_is_open_counts(tmp_path: Path) -> None:
    desk = Desk(workspace_at(tmp_path))
    assert genre_read(desk) == "其他"
    write(desk.workspace.lists_folder, "genres.toml", NIGHT_TALK)
    assert genre_read(desk) == "夜话"
    write(desk.workspace.lists_folder, "genres.toml", night_talk("晚谈"))
    assert genre_read(desk) == "晚谈"
    (desk.workspace.lists_folder / "genres.toml").unlink()
    assert genre_read(desk) == "其他"


def test_a_check_in_the_process_of_a_desk_takes_an_edited_list(tmp_path: Path) -> None:
    desk = BackgroundDesk(workspace_at(tmp_path))
    draft = parse_draft("---\ngenre: 夜话\n---\n# 防汛夜话\n\n今年，各级抓好落实。\n")

    def floating() -> list[str]:
        """A year is missed in genres that are read, not read out."""
        return [finding.rule for finding in desk.review.check(draft) if "今年" in finding.message]

    try:
        before = floating()
        write(desk.workspace.lists_folder, "genres.toml", f"{NIGHT_TALK}written = true\n")
        assert (before, len(floating())) == ([], 1)
    finally:
        desk.close()


def test_the_list_of_templates_is_made_anew_for_other_lists(tmp_path: Path) -> None:
    workspace = workspace_at(tmp_path)
    shipped = Desk(workspace).templates.find("工作总结")
    text = shipped.path.read_text(encoding="utf-8").replace("工作总结", "夜话")
    write(workspace.root / "templates", "夜话.md", text)

    def problem() -> str:
        return next(one.problem for one in Desk(workspace).templates.summaries() if one.name == "夜话")

    before = problem()
    write(workspace.lists_folder, "genres.toml", NIGHT_TALK)
    assert (bool(before), problem()) == (True, "")


def test_a_mistake_in_an_edited_list_is_told_and_keeps_nobody_from_saving(tmp_path: Path) -> None:
    desk = Desk(workspace_at(tmp_path, NIGHT_TALK))
    stored = desk.drafts.save(StoredDraft(tmp_path / "drafts" / "防汛夜话.md", parse_draft("# 防汛夜话\n")))
    write(desk.workspace.lists_folder, "genres.toml", "[[genre]\n")
    with pytest.raises(InputError) as caught:
        desk.review.check(stored.draft)
    assert "genres.toml" in caught.value.message
    assert desk.drafts.save(stored.with_draft(parse_draft("# 防汛夜话\n\n抓好落实。\n"))).path == stored.path
    assert desk.language.own["genres.toml"]["genre"][0]["id"] == "night_talk"


def test_documents_are_read_anew_for_other_lists(tmp_path: Path) -> None:
    create_workspace(tmp_path, with_samples=False)
    workspace = open_workspace(tmp_path, cache=tmp_path / "cache")
    (tmp_path / "corpus").mkdir(exist_ok=True)
    (tmp_path / "corpus" / "防汛夜话.txt").write_text(
        "防汛夜话\n\n各级要抓好落实，确保安全度汛。\n", encoding="utf-8"
    )
    assert Desk(workspace).corpus.read().read == 1
    assert Desk(workspace).corpus.read().read == 0
    write(workspace.lists_folder, "genres.toml", NIGHT_TALK)
    desk = Desk(workspace)
    assert desk.corpus.read().read == 1
    assert [document.genre for document in desk.corpus.documents()] == ["夜话"]


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


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("synonyms.toml", "synonyms = '''\n老八条：八项措施\n'''\n", "老八条：八项措施"),
        ("cues.toml", '[[cue]]\nid = "slogan"\nname = "口号"\n', "words"),
        ("cues.toml", '[[cue]]\nid = "slogan"\nname = "口号"\nwords = ["(口号"]\n', "正则表达式"),
    ],
)
def test_mistakes_in_the_lists_for_queries_are_told(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_own_lists(write(tmp_path / "清单", name, text))
