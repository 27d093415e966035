"""wengao office-server as an administrator runs it: settings, users, start and stop."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import wengao.installation
from wengao.cli.application import application
from wengao.gateway import users as users_module
from wengao.gateway.settings import SETTINGS_FILE, load_gateway_settings
from wengao.installation import Installation
from wengao.office.client import OfficeAddress, OfficeClient

from .certificates import certificate_for
from .conftest import CHEAP, PASSWORD

Run = Callable[..., str]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(users_module, "_COST", CHEAP)
    monkeypatch.setenv("WENGAO_OFFICE_NEW_PASSWORD", PASSWORD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(root: Path) -> Run:
    def ran(*arguments: str, code: int = 0) -> str:
        done = CliRunner().invoke(application, ["office-server", *arguments])
        if code:
            assert done.exception is not None
            return str(done.exception)
        assert done.exit_code == 0, done.output
        return done.stdout

    return ran


def test_users_are_added_changed_listed_and_removed(root: Path, run: Run) -> None:
    run("init", ".")
    run("users", "add", "张三", "--holder", "督查室")
    run("users", "add", "李四", "--holder", "*", "--secrecy", "公开", "--no-password")
    run("users", "change", "张三", "--secrecy", "公开", "--index")
    assert json.loads(run("users", "list", "--json")) == {
        "users": [
            {"name": "张三", "holders": ["督查室"], "secrecy": "公开", "index": True, "password": True},
            {"name": "李四", "holders": ["*"], "secrecy": "公开", "index": False, "password": False},
        ]
    }
    file = root / "data" / "users.json"
    before = file.read_text(encoding="utf-8")
    assert PASSWORD not in before
    assert file.stat().st_mode & 0o077 == 0
    run("users", "password", "张三")
    assert file.read_text(encoding="utf-8") != before
    run("users", "remove", "张三")
    assert "张三" not in run("users", "list")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("users", "remove", "没有"), "没有用户 没有"),
        (("users", "add", "坏 名"), "用户名不能是"),
        (("users", "add", "王五", "--secrecy", "普通"), "没有“普通”这个密级"),
        (("users", "change", "没有", "--index"), "没有用户 没有"),
        (("init", "."), "已经有了"),
        (("--config", "别处.toml", "users", "list"), "没有办公室语料库的设置文件"),
    ],
)
def test_mistakes_are_told_in_a_line(run: Run, arguments: tuple[str, ...], message: str) -> None:
    run("init", ".")
    assert message in run(*arguments, code=2)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[servr]", "没有 .servr. 这一节.*server"),
        ("[server]\nprt = 1", "没有 prt 这一项.*port"),
        ('[server]\nport = "1"', "应当是整数"),
        ('[documents]\nsecrecy = "普通"', "没有“普通”这个密级"),
        ('[engine]\nkind = "whoosh"', "kind 不能是 whoosh"),
        ('[proxy]\naddresses = ["内网"]', "内网 不是地址"),
        ('[[places]]\nholder = "甲"', "没有写 folder"),
        ("[server]\nsession_hours = 0", "不合适的数"),
        ("[server", "写得不对"),
    ],
)
def test_a_mistake_in_the_settings_is_named(root: Path, line: str, message: str) -> None:
    file = root / SETTINGS_FILE
    file.write_text(line, encoding="utf-8")
    with pytest.raises(Exception, match=message):
        load_gateway_settings(file)


def test_without_a_certificate_it_does_not_start(run: Run) -> None:
    run("init", ".")
    assert "用不了证书" in run(code=3)


def test_a_missing_part_is_named_with_what_helps(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init", ".")
    monkeypatch.setattr(wengao.installation, "has_part", lambda _: False)
    monkeypatch.setattr(wengao.installation, "installation", lambda: Installation.BUNDLE)
    assert run(code=2) == (
        "办公室语料库要用的组件还没有安装：aiohttp。这一份里本来带着：请把压缩包重新解开，整个文件夹换上"
    )


def test_it_starts_answers_and_stops_whole(root: Path, run: Run) -> None:
    run("init", ".")
    certificate, _ = certificate_for("localhost", root)
    settings = root / SETTINGS_FILE
    text = settings.read_text(encoding="utf-8").replace('"0.0.0.0"', '"127.0.0.1"').replace("= 8443", "= 0")
    settings.write_text(text, encoding="utf-8")
    run("users", "add", "张三")
    command = (sys.executable, "-m", "wengao")
    server = subprocess.Popen(
        (*command, "office-server"), cwd=root, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert server.stderr is not None
    line = server.stderr.readline()
    assert "办公室语料库已经打开" in line
    url = line.partition("：")[2].partition("，")[0].replace("127.0.0.1", "localhost")
    client = OfficeClient(OfficeAddress(url, "张三", certificate), lambda: PASSWORD)
    assert client.call("status", {})["passages"] == 0
    second = subprocess.run(
        (*command, "office-server"),
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (second.returncode, "正在用" in second.stderr) == (4, True)
    server.send_signal(signal.SIGTERM)
    assert server.stderr.read().strip().endswith("已停止，送来的文档都存好了。")
    assert server.wait(30) == 0
