"""Speaking the Model Context Protocol with an assistant, over stdin and stdout, until it closes them.

While it is spoken, stdout belongs to the protocol alone: the package sends whatever else is printed to stderr.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread
import mcp_types as types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from wengao import __version__
from wengao.assistants.tools import TOOLS, Tool, tool_named
from wengao.desk.log import log_defect
from wengao.errors import WengaoError
from wengao.language.visible import in_json

if TYPE_CHECKING:
    from mcp.server.context import ServerRequestContext

    from wengao.desk.desk import Desk

_INSTRUCTIONS = (
    "文稿（wengao）：本机的公文与讲话稿写作台。这里的工具只读不写：检索本单位的语料，给文稿找参考，看出处和沿用，检查文稿，看模板。"
    "引用语料里的话时，请说明出自哪一篇；检查的结果由写稿人定夺。"
)
_AT_ONCE = 1
"""Operations at a time: each uses a processor whole, and an office's machine has two."""


def serve(desk: Desk) -> None:
    """Answer the assistant at stdin and stdout until it has gone."""
    try:
        anyio.run(_serve, desk)
    finally:
        desk.close()


async def _serve(desk: Desk) -> None:
    server = server_for(desk)
    async with stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, server.create_initialization_options())


def server_for(desk: Desk) -> Server[Any]:
    """What answers an assistant about the workspace of a desk."""
    limiter = anyio.CapacityLimiter(_AT_ONCE)

    async def list_tools(
        _context: ServerRequestContext[Any], _page: types.PaginatedRequestParams | None
    ) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_told(tool) for tool in TOOLS])

    async def call_tool(
        _context: ServerRequestContext[Any], wanted: types.CallToolRequestParams
    ) -> types.CallToolResult:
        return await anyio.to_thread.run_sync(
            _answer, desk, wanted.name, wanted.arguments or {}, limiter=limiter
        )

    return Server(
        "wengao",
        version=__version__,
        title="文稿",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _told(tool: Tool) -> types.Tool:
    reading = types.ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.about,
        input_schema=tool.schema,
        annotations=reading,
    )


def _answer(desk: Desk, name: str, arguments: dict[str, Any]) -> types.CallToolResult:
    """What a tool answers, as JSON; where it cannot, what to tell the drafter."""
    try:
        answer = in_json(json.dumps(tool_named(name).answer(desk, arguments), ensure_ascii=False))
    except WengaoError as error:
        return _said(str(error), wrong=True)
    except Exception as error:  # noqa: BLE001 - the assistant is told, the log has the traceback, the next call is answered
        return _said(f"wengao 自己出了错，文稿没有改动。{log_defect(error)}", wrong=True)
    return _said(answer)


def _said(text: str, *, wrong: bool = False) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(text=text)], is_error=wrong)
