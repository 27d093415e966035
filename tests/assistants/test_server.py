"""`wengao mcp` and an assistant: in memory, and once over the streams of a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wengao.desk.desk import Desk

from .test_tools import ASKED

pytest.importorskip("mcp", reason="没有安装附加的部件 mcp（make mcp）")

import mcp
import mcp_types as types

from wengao import __version__
from wengao.assistants.server import server_for

PATIENCE = 120.0


def said(result: types.CallToolResult) -> str:
    [content] = result.content
    assert isinstance(content, types.TextContent)
    return content.text


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("WENGAO", "XDG_"))}
    return {**kept, **{f"XDG_{kind}_HOME": str(folder) for kind in ("CACHE", "STATE", "DATA", "CONFIG")}}


async def test_all_tools_are_told_as_reading_and_answer(desk: Desk) -> None:
    async with mcp.Client(server_for(desk)) as assistant:
        tools = (await assistant.list_tools()).tools
        assert [tool.name for tool in tools] == list(ASKED)
        assert {tool.annotations.read_only_hint for tool in tools if tool.annotations} == {True}
        assert tools[0].input_schema["required"] == ["query"]
        for name, arguments in ASKED.items():
            result = await assistant.call_tool(name, arguments)
            assert (result.is_error, type(json.loads(said(result)))) == (False, dict)


async def test_what_is_wrong_is_an_answer_and_the_next_question_is_answered(desk: Desk) -> None:
    async with mcp.Client(server_for(desk)) as assistant:
        wrong = await assistant.call_tool("check", {"draft": "../外面.md"})
        assert (wrong.is_error, "不在工作区里" in said(wrong)) == (True, True)
        assert not (await assistant.call_tool("drafts", {})).is_error


async def test_a_defect_is_told_without_its_traceback(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(type(desk.templates), "summaries", broken)
    async with mcp.Client(server_for(desk)) as assistant:
        result = await assistant.call_tool("templates", {})
    assert (result.is_error, said(result).startswith("wengao 自己出了错，文稿没有改动。详情记在日志里")) == (
        True,
        True,
    )


async def test_a_session_over_the_streams_of_a_process(desk: Desk, tmp_path: Path) -> None:
    command = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "wengao", "--workspace", str(desk.workspace.root), "mcp"],
        env=environment(tmp_path),
        cwd=tmp_path,
    )
    async with mcp.Client(command, read_timeout_seconds=PATIENCE) as assistant:
        assert assistant.server_info is not None
        assert assistant.server_info.version == __version__
        found = json.loads(said(await assistant.call_tool("search", ASKED["search"])))
    assert [hit["document"]["title"] for hit in found["hits"]] == ["在全市征兵工作推进会上的讲话"]


def test_stdout_is_the_protocols_alone(desk: Desk, tmp_path: Path) -> None:
    """Whatever is asked, also of files that are read in a process of their own."""
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}
    calls: list[dict[str, Any]] = [
        {"name": name, "arguments": arguments}
        for name, arguments in (
            *ASKED.items(),
            ("check", {"draft": "corpus/讲话.md"}),
            ("check", {"draft": "无.docx"}),
        )
    ]
    messages: list[dict[str, Any]] = [
        {"id": 0, "method": "initialize", "params": hello},
        {"method": "notifications/initialized"},
        *({"id": number, "method": "tools/call", "params": call} for number, call in enumerate(calls, 1)),
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "wengao", "--workspace", str(desk.workspace.root), "mcp"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path),
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    answered = []
    for message in messages:
        process.stdin.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        process.stdin.flush()
        if "id" in message:
            answered.append(json.loads(process.stdout.readline())["id"])
    rest, _ = process.communicate(timeout=PATIENCE)
    assert (answered, rest, process.returncode) == ([*range(len(calls) + 1)], "", 0)
