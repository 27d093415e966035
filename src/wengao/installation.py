"""How this wengao came onto the machine, and so what helps where a part of it is missing.

There are three ways: as the bundle that needs no Python (`make bundle`), from a checkout of the source (`make run`), and as
a package in a Python of the machine (a wheel, the offline packages).
"""

from __future__ import annotations

import importlib.util
import re
import sys
from enum import Enum
from functools import cache
from pathlib import Path

from wengao.errors import UsageError

_SOURCE = Path(__file__).resolve().parents[2]
_ASSISTANTS = "mcp"
"""The part that no way of installing brings by itself: it brings twenty others, and most offices have no use for it."""


_AFTER_NAME = re.compile(r"[^\w.-]")
_OTHER_NAMES = {"docx": "python-docx", "ruamel": "ruamel.yaml", "whoosh": "whoosh3"}
"""Parts that are installed by another name than they are loaded by."""


class Installation(Enum):
    """A way of being installed."""

    BUNDLE = "不用装 Python 的一份"
    CHECKOUT = "源码"
    PACKAGE = "装在 Python 里"


@cache
def installation() -> Installation:
    """How this wengao is installed."""
    if getattr(sys, "frozen", False):
        return Installation.BUNDLE
    from_source = (_SOURCE / "Makefile").is_file() and (_SOURCE / "pyproject.toml").is_file()
    return Installation.CHECKOUT if from_source else Installation.PACKAGE


def has_part(module: str) -> bool:
    """Whether a part can be loaded here; it is not loaded."""
    return importlib.util.find_spec(module) is not None


def need_parts(purpose: str, modules: tuple[str, ...], otherwise: str = "") -> None:
    """Raise UsageError where a part is missing. purpose: what it is wanted for. otherwise: what can be done without it."""
    if missing := [module.replace("_", "-") for module in modules if not has_part(module)]:
        remedy = remedy_for_parts(*missing)
        raise UsageError(
            f"{purpose}要用的组件还没有安装：{'、'.join(missing)}",
            f"{remedy}；{otherwise}" if otherwise else remedy,
        )


def distribution_of(error: ModuleNotFoundError) -> str:
    """What has to be installed for the module that was not found, as far as its name tells."""
    module = (error.name or "").partition(".")[0]
    return _OTHER_NAMES.get(module, module.replace("_", "-"))


def missing_part(error: BaseException) -> UsageError | None:
    """What to tell of a part of wengao that was not found when it was wanted; None for any other error."""
    if (
        not isinstance(error, ModuleNotFoundError)
        or not error.name
        or error.name.partition(".")[0] == "wengao"
    ):
        return None
    part = distribution_of(error)
    return UsageError(f"这一步要用的组件还没有安装：{part}", remedy_for_parts(part))


def remedy_for_parts(*parts: str) -> str:
    """What to do where parts of wengao (by the names that they are installed by) are missing."""
    way = installation()
    if way is Installation.BUNDLE:
        if _ASSISTANTS in parts:
            return "不用装 Python 的这一份不带它；要用，请在装有 Python 3.11 以上的电脑上用源码另装一份"
        return "这一份里本来带着：请把压缩包重新解开，整个文件夹换上"
    if way is Installation.CHECKOUT:
        if _ASSISTANTS in parts:
            return "请在源码的文件夹里运行 make mcp"
        return f"请在源码的文件夹里运行 {sys.executable} -m pip install --require-hashes -r requirements.lock"
    return f"请运行 {sys.executable} -m pip install {' '.join(parts)}；不联网的电脑请用离线安装包重新安装"


def build_lines() -> tuple[str, ...]:
    """What this wengao is made of, for whoever reports a fault: the machine, the way of being installed, the parts."""
    import platform

    machine = f"Python {platform.python_version()}，{platform.system()} {platform.machine()}"
    parts = [(name, _version_of(name), conditional) for name, conditional in _required()]
    here = "、".join(f"{name} {version}" for name, version, _ in parts if version)
    missing = "、".join(name for name, version, conditional in parts if not version and not conditional)
    return (
        f"{machine}；{installation().value}，在 {Path(__file__).resolve().parent}",
        f"部件：{here}",
        *([f"没有装：{missing}"] if missing else []),
    )


def _required() -> list[tuple[str, bool]]:
    """The parts that wengao names, and whether it wants each only on some machines or for an extra."""
    from importlib.metadata import PackageNotFoundError, requires

    try:
        lines = requires("wengao") or []
    except PackageNotFoundError:
        return []
    named = {_AFTER_NAME.split(line, maxsplit=1)[0]: ";" in line for line in sorted(lines)}
    return sorted(named.items())


def _version_of(part: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(part)
    except PackageNotFoundError:
        return ""


def remedy_without_terminal() -> str:
    """What to do where the interface has no terminal to be drawn on."""
    demonstration = "make demo" if installation() is Installation.CHECKOUT else "wengao demo"
    return (
        "没有终端时，可以在浏览器里写：wengao serve --open；"
        f"不用界面从头到尾做一遍：{demonstration}；各项命令见 wengao --help"
    )
