"""The interface in a browser (浏览器里的写作台), for those without a good terminal.

A small web server on this machine: it lets one browser in by a key for one use, and joins its page to the interface, which
runs in a process of its own. The page's terminal (xterm.js) is the one that textual-serve brings; nothing comes from the
network. aiohttp and textual-serve are an extra of the installation and are loaded only here.
"""

from __future__ import annotations

from wengao.installation import need_parts

_NEEDED = ("aiohttp", "textual_serve")


def need_extra() -> None:
    """Raise UsageError where aiohttp or textual-serve is not installed."""
    need_parts("浏览器版", _NEEDED, "或者直接运行 wengao，在终端里写")
