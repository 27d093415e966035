"""What an assistant may do in a workspace: it reads, and changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from wengao.assistants.tools import TOOLS, tool_named
from wengao.desk.desk import Desk
from wengao.errors import UnknownNameError, UsageError, WengaoError, WorkspaceError

ASKED: dict[str, dict[str, Any]] = {
    "search": {"query": '"责任链条"', "kind": "段"},
    "references": {"draft": "drafts/征兵.md", "section": 1},
    "sources": {"draft": "drafts/征兵.md"},
    "check": {"draft": "drafts/征兵.md"},
    "drafts": {},
    "templates": {},
    "template": {"name": "推进会讲话"},
}
"""Something to ask of each tool."""


def ask(desk: Desk, tool: str, **arguments: Any) -> Any:
    return tool_named(tool).answer(desk, arguments)


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(file.relative_to(folder)): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in folder.rglob("*")
        if file.is_file()
    }


def test_each_tool_is_asked_here() -> None:
    assert list(ASKED) == [tool.name for tool in TOOLS]


def test_what_is_in_the_corpus_is_found_with_its_place(desk: Desk) -> None:
    [hit] = ask(desk, "search", **ASKED["search"])["hits"]
    assert (hit["text"][:8], hit["document"]["title"]) == ("要压实责任链条，", "在全市征兵工作推进会上的讲话")


def test_a_section_has_its_references(desk: Desk) -> None:
    [section] = ask(desk, "references", **ASKED["references"])["sections"]
    assert (section["heading"], section["hits"][0]["place"]) == ("压实责任抓好落实", "一第1段")


def test_what_a_draft_took_over_is_told(desk: Desk) -> None:
    [document] = ask(desk, "sources", **ASKED["sources"])["by_document"]
    assert (document["document"], document["chars"]) == ("在全市征兵工作推进会上的讲话", 32)


def test_a_draft_is_checked(desk: Desk) -> None:
    assert "PUN-1" in {finding["rule"] for finding in ask(desk, "check", **ASKED["check"])["findings"]}


def test_drafts_and_templates_are_listed_and_shown(desk: Desk) -> None:
    [draft] = ask(desk, "drafts")["drafts"]
    assert (draft["draft"], draft["genre"]) == ("drafts/征兵.md", "推进会讲话")
    listed = {template["name"] for template in ask(desk, "templates")["templates"]}
    shown = ask(desk, "template", name="推进会讲话")
    assert ("推进会讲话" in listed, shown["fields"][0]["name"], "同志们" in shown["body"]) == (
        True,
        "topic",
        True,
    )


def test_nothing_is_written_into_the_workspace(desk: Desk) -> None:
    ask(desk, "search", query="责任")
    before = contents(desk.workspace.root)
    for name, arguments in ASKED.items():
        ask(desk, name, **arguments)
    assert contents(desk.workspace.root) == before


def test_where_nothing_was_read_that_is_said_and_no_library_is_made(unread: Desk) -> None:
    before = contents(unread.workspace.root)
    for name in ("search", "references", "sources"):
        with pytest.raises(WorkspaceError, match="语料还没有读入"):
            ask(unread, name, **ASKED[name])
    assert "PUN-1" in {finding["rule"] for finding in ask(unread, "check", **ASKED["check"])["findings"]}
    assert contents(unread.workspace.root) == before
    assert not unread.workspace.own_folder.exists()


@pytest.mark.parametrize("name", ["references", "sources", "check"])
@pytest.mark.parametrize("draft", ["../外面.md", "{outside}", "drafts/链接.md"])
def test_files_outside_the_workspace_are_not_read(desk: Desk, name: str, draft: str) -> None:
    outside = desk.workspace.root.parent / "外面.md"
    link = desk.workspace.root / "drafts" / "链接.md"
    link.symlink_to(outside)
    try:
        with pytest.raises(UsageError, match="不在工作区里"):
            ask(desk, name, draft=draft.format(outside=outside))
    finally:
        link.unlink()


@pytest.mark.parametrize(
    ("name", "arguments", "said"),
    [
        ("search", {}, "search 缺少参数：query"),
        ("search", {"query": "责任", "limit": 0}, "limit 不能是 0。请写 1 到 50 的整数"),
        ("search", {"query": "责任", "limit": 51}, "limit 不能是 51。请写 1 到 50 的整数"),
        ("search", {"query": "责任", "limit": True}, "limit 要写整数。最多几条"),
        ("search", {"query": 3}, "query 要写文字"),
        ("search", {"query": "责任", "rol": "协同"}, "没有这个参数：rol。最接近的是：role"),
        ("search", {"query": "责任", "role": "协调"}, "没有这个角色：协调。最接近的是：协同"),
        ("references", {"draft": "drafts/征兵.md", "section": 9}, "没有第 9 部分。这篇文稿有 1 个标题"),
        ("check", {"draft": "drafts/没有.md"}, "没有这个文件"),
        ("template", {"name": "推进会讲活"}, "推进会讲话"),
    ],
)
def test_mistakes_are_told_in_words(desk: Desk, name: str, arguments: dict[str, Any], said: str) -> None:
    with pytest.raises(WengaoError) as caught:
        ask(desk, name, **arguments)
    assert said in str(caught.value)


def test_a_tool_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownNameError, match="没有这个工具：serch"):
        tool_named("serch")
