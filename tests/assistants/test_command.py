"""What `wengao mcp` says where it cannot begin, and what helps there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import wengao.installation
from wengao.cli.application import application
from wengao.desk.desk import Desk
from wengao.errors import UsageError, WorkspaceError
from wengao.installation import Installation, need_parts, remedy_without_terminal


def refusal(*arguments: str) -> BaseException | None:
    return CliRunner().invoke(application, arguments).exception


def test_a_missing_part_is_named_with_what_helps(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wengao.installation, "has_part", lambda _: False)
    monkeypatch.setattr(wengao.installation, "installation", lambda: Installation.CHECKOUT)
    wrong = refusal("--workspace", str(desk.workspace.root), "mcp")
    assert isinstance(wrong, UsageError)
    assert str(wrong) == "接智能助手要用的组件还没有安装：mcp。请在源码的文件夹里运行 make mcp"


def test_no_workspace_is_made_for_an_assistant(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mcp", reason="没有安装附加的部件 mcp（make mcp）")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("WENGAO_WORKSPACE", raising=False)
    wrong = refusal("mcp")
    assert isinstance(wrong, WorkspaceError)
    assert wrong.message == "还没有工作区"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("way", "module", "remedy"),
    [
        (Installation.BUNDLE, "mcp", "不用装 Python 的这一份不带它"),
        (Installation.BUNDLE, "aiohttp", "把压缩包重新解开"),
        (Installation.CHECKOUT, "aiohttp", "-m pip install --require-hashes -r requirements.lock"),
        (Installation.PACKAGE, "mcp", "-m pip install mcp"),
        (Installation.PACKAGE, "textual_serve", "-m pip install textual-serve"),
    ],
)
def test_what_helps_is_true_of_the_way_of_being_installed(
    monkeypatch: pytest.MonkeyPatch, way: Installation, module: str, remedy: str
) -> None:
    monkeypatch.setattr(wengao.installation, "installation", lambda: way)
    monkeypatch.setattr(wengao.installation, "has_part", lambda _: False)
    with pytest.raises(UsageError) as caught:
        need_parts("浏览器版", (module,))
    assert remedy in caught.value.remedy
    assert ("pip" in caught.value.remedy, "make" in caught.value.remedy) == (
        "pip" in remedy,
        "make" in remedy,
    )


@pytest.mark.parametrize(
    ("way", "demonstration"), [(Installation.CHECKOUT, "make demo"), (Installation.BUNDLE, "wengao demo")]
)
def test_without_a_terminal_what_is_there_is_offered(
    monkeypatch: pytest.MonkeyPatch, way: Installation, demonstration: str
) -> None:
    monkeypatch.setattr(wengao.installation, "installation", lambda: way)
    assert f"做一遍：{demonstration}；" in remedy_without_terminal()
