"""A release: one version, a change log that tells of it, and what `wengao --version` says of the parts."""

from __future__ import annotations

import importlib.util
import re
import subprocess
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner

import wengao
from wengao.cli.application import application
from wengao.installation import Installation, installation

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def release() -> ModuleType:
    spec = importlib.util.spec_from_file_location("release", ROOT / "tools" / "release.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_version_stands_in_one_place(release: ModuleType) -> None:
    assert release.checked_version() == wengao.__version__ == metadata.version("wengao")
    written = re.compile(rf"(?<![\d.]){re.escape(wengao.__version__)}(?![\d.])")
    places = [
        path.relative_to(ROOT).as_posix()
        for folder in ("src/wengao", "tools", "docs")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".py", ".toml", ".md", ".txt", ".spec", ".sh", ".bat", ".desktop"}
        and written.search(path.read_text(encoding="utf-8"))
    ]
    assert places == ["src/wengao/__init__.py"]
    assert not written.search((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("log", "tag", "said"),
    [
        ("## [9.0.0] 未发布\n", "", "没有 [1.2.3] 一节"),
        ("## [1.2.3] - 2026-12-01\n", "v1.2.2", "标签是 v1.2.2，版本却是 1.2.3"),
        ("## [1.2.3] 未发布\n", "v1.2.3", "还写着“未发布”"),
        ("## [1.2.3] - 2026-12-01\n", "v1.2.3", ""),
        ("## [1.2.3] 未发布\n", "", ""),
    ],
)
def test_what_is_released_is_told_of_and_tagged_alike(
    release: ModuleType, tmp_path: Path, log: str, tag: str, said: str
) -> None:
    (tmp_path / "src" / "wengao").mkdir(parents=True)
    (tmp_path / "src" / "wengao" / "__init__.py").write_text('__version__ = "1.2.3"\n', encoding="utf-8")
    (tmp_path / "CHANGELOG.md").write_text(log, encoding="utf-8")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org"]
    for command in (
        ["init", "-q"],
        ["commit", "-q", "--allow-empty", "-m", "t"],
        *([["tag", tag]] if tag else []),
    ):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    if not said:
        assert release.checked_version(tmp_path) == "1.2.3"
        return
    with pytest.raises(SystemExit) as caught:
        release.checked_version(tmp_path)
    assert said in str(caught.value)


def test_the_version_is_told_with_the_machine_and_the_parts() -> None:
    outcome = CliRunner().invoke(application, ["--version"])
    first, machine, parts, *_ = outcome.output.splitlines()
    assert (outcome.exit_code, first) == (0, f"wengao {wengao.__version__}")
    assert re.match(r"Python 3\.\d+\.\d+，\w+ \w+；", machine)
    assert installation().value in machine
    assert installation() in Installation
    for name in ("click", "numpy", "lxml", "python-docx", "textual", "whoosh3"):
        assert f"{name} {metadata.version(name)}" in parts
    assert "没有装" not in outcome.output
