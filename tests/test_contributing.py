"""CONTRIBUTING.md, followed step by step in a copy of the program: what it says to add is found and works."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCKS: dict[str, str] = dict(re.findall(r"^```\w+ (\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
"""File and text of each block that names its file."""

TABLE = "COMMANDS = {\n"

Wengao = Callable[..., str]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with every file of the page in its place."""
    root = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__", "shipped"))
    shutil.copytree(ROOT / "templates", root / "templates")
    for name, text in BLOCKS.items():
        if not (ROOT / name).exists():
            (root / name).write_text(text, encoding="utf-8")
    table = root / "src/wengao/cli/application.py"
    before = table.read_text(encoding="utf-8")
    assert TABLE in before
    table.write_text(before.replace(TABLE, TABLE + BLOCKS["src/wengao/cli/application.py"]), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def wengao(copy: Path) -> Wengao:
    """Runs the copy in a workspace of its own; gives what it prints."""
    workspace = copy / "workspace"
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("WENGAO", "XDG_"))},
        "HOME": str(copy / "home"),
        "PYTHONPATH": str(copy / "src"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "wengao", "--workspace", str(workspace), *arguments],
            cwd=copy,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        return done.stdout

    run("init", "--empty", str(workspace))
    return run


def test_a_reader_is_found_and_reads(copy: Path, wengao: Wengao) -> None:
    said = "各镇要在汛前把山洪沟和老旧堤段走一遍，把人、车、船的位置标在图上，谁带队谁负责都要写明白。"
    (copy / "workspace" / "corpus" / "现场.srt").write_text(
        f"1\n00:00:01,000 --> 00:00:04,000\n{said}\n", encoding="utf-8"
    )
    wengao("index")
    (hit,) = json.loads(wengao("search", '"老旧堤段"', "--kind", "段", "--json"))["hits"]
    assert hit["text"] == said


def test_a_rule_is_found_has_its_examples_and_finds(copy: Path, wengao: Wengao) -> None:
    (rule,) = json.loads(wengao("rules", "STY-90", "--json"))["rules"]
    assert (len(rule["fails"]) >= 4, len(rule["passes"]) >= 2) == (True, True)
    example = rule["fails"][0].strip()
    row = f"| {rule['rule']} | {rule['name']} | 提 | {rule['basis']} | {example} |"
    assert BLOCKS["docs/review.md"].startswith(row)
    for texts, expected in ((rule["fails"], True), (rule["passes"], False)):
        for text in texts[:2]:
            draft = copy / "workspace" / "drafts" / "稿.md"
            draft.write_text(text, encoding="utf-8")
            found = json.loads(wengao("check", str(draft), "--quick", "--json"))["findings"]
            assert ("STY-90" in {finding["rule"] for finding in found}) == expected


def test_a_template_passes_its_check_and_makes_a_draft_that_a_layout_prints(
    copy: Path, wengao: Wengao
) -> None:
    wengao("templates", "check", str(copy / "templates" / "短通知.md"))
    draft, word = copy / "workspace" / "drafts" / "通知.md", copy / "通知.docx"
    wengao("new", "短通知", "--set", "matter=开展汛前检查", "-o", str(draft))
    assert "# 关于开展汛前检查的通知" in draft.read_text(encoding="utf-8")
    wengao("export", str(draft), "--layout", "wide", "-o", str(word))
    assert word.read_bytes()[:2] == b"PK"


def test_a_command_is_found_and_runs(copy: Path, wengao: Wengao) -> None:
    assert "说出工作区在哪里" in wengao("--help")
    assert wengao("where").strip() == str(copy / "workspace")


def test_what_the_page_names_is_there() -> None:
    named = re.findall(r"`((?:src|tests|docs|templates)/[\w./]+)`", PAGE)
    assert [name for name in named if not (ROOT / name).exists()] == []
