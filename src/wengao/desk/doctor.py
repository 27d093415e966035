"""What the machine has for wengao, one line a check: `wengao doctor`."""

from __future__ import annotations

import datetime
import importlib.metadata
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.desk.workspace import is_workspace, log_file
from wengao.errors import WengaoError
from wengao.export.layout import load_layout
from wengao.export.layout_file import layout_names
from wengao.installation import has_part, remedy_for_parts
from wengao.processes.office import office_program
from wengao.processes.starting import apart, find_program
from wengao.review.word.profile import chinese_font_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.desk.desk import Desk

_OPTIONAL = {
    "opencc": "繁体转简体",
    "selectolax": "读网页",
    "pypdfium2": "读 PDF",
    "ofdkit": "读 OFD",
    "olefile": "读 .doc、.wps",
}
"""Parts without which the rest works."""
_SEGMENTERS = ("rjieba", "jieba")
_SLOWER = "，纯 Python，切得和 rjieba 一样，慢一些：头一次检索多等一两秒，更新语料约两倍时间"
_SOME = 3
_SMALLEST_TERMINAL = (80, 24)


@dataclass(frozen=True, slots=True)
class Examination:
    """One check. state: ok, warning or error. name, outcome and remedy are Chinese; remedy may be empty."""

    name: str
    state: str
    outcome: str
    remedy: str = ""


def examine(desk: Desk | None) -> tuple[Examination, ...]:
    """All checks; without a desk those of a workspace are left out."""
    return (
        _python(),
        _terminal(),
        *_fonts(desk),
        _office(),
        *_parts(),
        *(_workspace(desk) if desk is not None else ()),
        Examination("日志", "ok", str(log_file())),
    )


def _python() -> Examination:
    return Examination(
        "Python", "ok", f"{platform.python_version()}，{platform.system()} {platform.machine()}"
    )


def _terminal() -> Examination:
    encoding = getattr(sys.stdout, "encoding", "") or "未知"
    if sys.stdout is None or not sys.stdout.isatty():
        return Examination("终端", "ok", f"输出不在终端上，编码 {encoding}")
    columns, lines = shutil.get_terminal_size()
    outcome = f"{columns}×{lines}，编码 {encoding}，类型 {os.environ.get('TERM', '未知')}"
    if "utf" not in encoding.lower():
        return Examination("终端", "warning", outcome, "编码不是 UTF-8，界面可能乱码，请把终端改成 UTF-8")
    if columns < _SMALLEST_TERMINAL[0] or lines < _SMALLEST_TERMINAL[1]:
        return Examination("终端", "warning", outcome, "请把终端窗口拉大到 80×24 以上")
    return Examination("终端", "ok", outcome)


def _fonts(desk: Desk | None) -> Iterator[Examination]:
    """Each font that the layouts name: whether it is here, and if not, which of its stand-ins Word takes."""
    installed = _installed_fonts()
    if installed is None:
        yield Examination(
            "字体", "warning", "查不到本机字体", "在 Word 里打开时请确认有仿宋、楷体、黑体、小标宋"
        )
        return
    here = frozenset(chinese_font_name(name) for name in installed) | installed
    for name, stand_ins in _named_fonts(desk).items():
        stand_in = next((other for other in stand_ins if other in here), None)
        if name in here:
            yield Examination(f"字体 {name}", "ok", "已安装")
        elif stand_in:
            yield Examination(f"字体 {name}", "ok", f"没有，Word 打开时会用 {stand_in} 代替")
        else:
            yield Examination(
                f"字体 {name}",
                "warning",
                "没有安装，替代的字体（" + "、".join(stand_ins) + "）也没有，Word 会换成默认字体",
                "导出的 Word 写明了字体名，到装有该字体的电脑上打开即可",
            )


def _named_fonts(desk: Desk | None) -> dict[str, tuple[str, ...]]:
    """The fonts that the layouts name first, with their stand-ins; a layout with a mistake is left to the export."""
    folders = (desk.workspace.layout_folder,) if desk is not None else ()
    fonts: dict[str, tuple[str, ...]] = {}
    for name in layout_names(folders):
        with suppress(WengaoError):
            for first, *others in load_layout(name, folders).fonts.values():
                fonts.setdefault(first, tuple(others))
    return fonts


def _installed_fonts() -> frozenset[str] | None:
    """The families that the system's font list names, or None where there is no such list."""
    if sys.platform == "win32":
        return _windows_fonts()
    command = find_program("fc-list")
    if command is None:
        return None
    try:
        listing = subprocess.run(  # noqa: S603 - a fixed command
            [command, ":", "family"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=20,
            check=True,
            **apart(),
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return frozenset(
        name.strip() for line in listing.splitlines() for name in line.replace("\\", "").split(",")
    )


def _windows_fonts() -> frozenset[str] | None:
    files = {
        "simfang.ttf": "仿宋",
        "simkai.ttf": "楷体",
        "simhei.ttf": "黑体",
        "simsun.ttc": "宋体",
        "msyh.ttc": "微软雅黑",
        "stfangso.ttf": "华文仿宋",
        "stkaiti.ttf": "华文楷体",
        "stzhongs.ttf": "华文中宋",
        "fzxbsjw.ttf": "方正小标宋简体",
        "fangsong_gb2312.ttf": "仿宋_GB2312",
        "kaiti_gb2312.ttf": "楷体_GB2312",
    }
    folder = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
    if not folder.is_dir():
        return None
    present = {file.name.lower() for file in folder.iterdir()}
    return frozenset(family for file, family in files.items() if file in present)


def _office() -> Examination:
    command = office_program()
    if command:
        return Examination("LibreOffice", "ok", f"{command}，可以导出 PDF")
    return Examination("LibreOffice", "ok", "没有安装（不影响写作和导出 Word，只是不能导出 PDF）")


def _parts() -> Iterator[Examination]:
    """Parts that some systems have no ready package for: what searching stands on, and what single formats want."""
    if has_part("numpy"):
        yield Examination("部件 numpy", "ok", f"{importlib.metadata.version('numpy')}，用于检索、检查")
    else:
        yield Examination("部件 numpy", "error", "没有安装，检索和检查用不了", remedy_for_parts("numpy"))
    if not has_part("lxml"):
        yield Examination(
            "部件 lxml", "error", "没有安装，Word 的读、查、导出用不了", remedy_for_parts("lxml")
        )
    segmenter = next(filter(has_part, _SEGMENTERS), None)
    if segmenter is None:
        yield Examination("分词", "error", "rjieba、jieba 都没有安装，检索用不了", remedy_for_parts("jieba"))
    else:
        slower = "" if segmenter == _SEGMENTERS[0] else _SLOWER
        yield Examination("分词", "ok", f"{segmenter} {importlib.metadata.version(segmenter)}{slower}")
    for module, use in _OPTIONAL.items():
        if has_part(module):
            yield Examination(f"可选部件 {module}", "ok", f"{importlib.metadata.version(module)}，用于{use}")
        else:
            yield Examination(f"可选部件 {module}", "warning", f"没有安装，不能{use}，别的不受影响")


def _dead_indexes(desk: Desk) -> Iterator[Examination]:
    """The indexes of workspaces that are no longer where they were: on a disk that is not connected, or gone."""
    from wengao.search.index_sweeping import AGE, dead_indexes

    dead = dead_indexes(desk.workspace.indexes_folder, is_workspace, datetime.datetime.now(tz=datetime.UTC))
    if dead:
        size = sum(one.size for one in dead) / (1 << 20)
        places = "、".join(str(one.workspace or one.folder) for one in dead[:_SOME])
        yield Examination(
            "别的索引",
            "ok",
            f"{len(dead)} 个工作区不在原处，索引共 {size:.1f} MB：{places}{' 等' if len(dead) > _SOME else ''}",
            f"{AGE.days} 天没有用过的，下次 wengao index 时自动清掉",
        )


def _shared_corpus(desk: Desk) -> Iterator[Examination]:
    """The office's shared corpus, where the settings name one: whether it is one, answers, and lets the drafter in."""
    settings = desk.workspace.settings.office
    if not settings.url:
        return
    try:
        office = desk.context.office
        passages = 0 if office is None else office.count()
    except WengaoError as error:
        yield Examination("办公室语料库", "error", error.message, error.remedy)
        return
    yield Examination("办公室语料库", "ok", f"{settings.url}，用户 {settings.user}，看得见 {passages} 个段落")


def _workspace(desk: Desk) -> Iterator[Examination]:
    yield Examination("工作区", "ok", str(desk.workspace.root))
    if desk.language.own:
        yield Examination("本单位清单", "ok", "、".join(desk.language.own))
    try:
        overview = desk.corpus.overview()
    except WengaoError as error:
        yield Examination("语料", "error", error.message, error.remedy)
        return
    if overview.documents:
        yield Examination("语料", "ok", f"{overview.documents} 篇，{overview.passages} 个段落")
    else:
        yield Examination("语料", "warning", "还没有读入", "请运行 wengao index")
    yield Examination("索引", "ok", str(desk.workspace.index_folder))
    yield from _shared_corpus(desk)
    yield from _dead_indexes(desk)
