"""The offline package that `make wheelhouse` makes for this system, installed where nothing can be had from a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ARCHIVE = Path(os.environ.get("WENGAO_WHEELHOUSE") or "/nowhere").absolute()

pytestmark = [
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="the package for Linux is tried on Linux"
    ),
    pytest.mark.skipif(
        not ARCHIVE.is_file(),
        reason="WENGAO_WHEELHOUSE 没有指着做好的一份：先 make wheelhouse，再 make bundle-test",
    ),
]

NOBODY = "http://127.0.0.1:9"
"""A proxy that nobody answers at: what asks for anything outside is refused."""


def run(command: list[str], home: Path) -> str:
    environment = {
        "HOME": str(home),
        "PATH": f"{Path(sys.base_prefix, 'bin')}{os.pathsep}{os.defpath}",
        "LANG": "C.UTF-8",
        **dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), NOBODY),
    }
    done = subprocess.run(
        command, cwd=home, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_installed_without_a_network_and_works(tmp_path: Path) -> None:
    home = tmp_path / "我的 家"
    home.mkdir()
    shutil.unpack_archive(ARCHIVE, tmp_path, filter="data")
    (folder,) = tmp_path.glob("wengao-*")
    for _ in ("first", "again"):
        assert "已装在" in run(["sh", str(folder / "install.sh")], home)
    wengao = str(home / ".local/bin/wengao")
    run([wengao, "init", "工作区"], home)
    inside = [wengao, "--workspace", str(home / "工作区")]
    assert "共 60 篇" in run([*inside, "index"], home)
    assert "责任链条" in run([*inside, "search", '"责任链条"'], home)
    run([*inside, "new", "推进会讲话", "--set", "topic=征兵工作", "-o", "a.md"], home)
    run([*inside, "export", "a.md", "-o", str(home / "a.docx")], home)
    assert (home / "a.docx").read_bytes()[:2] == b"PK"


def test_without_a_python_it_says_what_to_do(tmp_path: Path) -> None:
    shutil.unpack_archive(ARCHIVE, tmp_path, filter="data")
    (folder,) = tmp_path.glob("wengao-*")
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "dirname").symlink_to(str(shutil.which("dirname")))
    done = subprocess.run(
        [str(shutil.which("sh")), str(folder / "install.sh")],
        env={"HOME": str(tmp_path), "PATH": str(tools)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("这台电脑没有 Python 3.11、3.12 或 3.13。")
