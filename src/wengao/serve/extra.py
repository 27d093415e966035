"""Whether the extra of the installation that serving needs is there."""

from __future__ import annotations

import importlib.util

from wengao.errors import UsageError

_NEEDED = ("aiohttp", "textual_serve")


def need_extra() -> None:
    """Raise UsageError where aiohttp or textual-serve is not installed."""
    if missing := [name for name in _NEEDED if importlib.util.find_spec(name) is None]:
        raise UsageError(
            f"浏览器版要用的组件还没有安装：{'、'.join(missing).replace('_', '-')}",
            "请运行 pip install 'wengao[serve]'；或者直接运行 wengao，在终端里写",
        )
