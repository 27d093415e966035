"""Hostile names and texts through every command: no control character reaches the terminal but colours of our own."""

from __future__ import annotations

import ast
import json
import logging
import os
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import wengao
from wengao.cli import main
from wengao.cli.application import COMMANDS
from wengao.desk.log import start_log
from wengao.desk.workspace import create_workspace, log_file
from wengao.processes.confined import ConfinedProcesses

BAD = "\x1b]0;改名\x07\x1b[2J\x9b31m\u202e倒\u2066\u2028"
"""Renames the window, clears the screen, colours, turns the line round."""

BAD_NAME = f"{BAD}\n伪造的一行"
HARM = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
OUR_COLOURS = re.compile(r"\x1b\[(?:0|1|2|3[1-6])m")

HIT = "\x1b[2J\u202e"
"""A shorter one, for texts: many control characters in a short text make it none."""

FILLER = "".join(
    f"第{number}个网格要把巡查的路线、时间和人员写在表上，每天巡查两次，发现隐患当场记下来、当天报上去、限期改到位。"
    for number in range(1, 81)
)
"""Text enough that so few control characters in it do not make it a program or a picture."""

SOURCE = f"""\
---
title: 在全市防汛工作{HIT}推进会上的讲话
genre: 推进会讲话
date: 2025-03-18
organ: 石桥{HIT}街道
---
# 在全市防汛工作{HIT}推进会上的讲话

同志们：

## 深刻认识防汛{HIT}工作的重大意义

防汛工作关系到{HIT}人民群众的生命财产安全，各级务必从全局上看待这件事，要压实责任{HIT}链条，一级抓一级，层层抓落实。

## 突出抓好防汛的重点任务

要在6月底前完成隐患排查，把责任链条从县一级压到村一级，谁检查、谁签字都写在表上，今年已排查隐患【处数】处{HIT}。

{FILLER}
"""
DRAFT = f"""\
---
wengao: 1
template: 推进会讲话
genre: 推进会讲话
fields: {{topic: "防汛\\u202e\\u001b[2J", level: 全市, year: 2026}}
---
# 在2026年全市防汛{HIT}工作推进会上的讲话

同志们：

## 深刻认识防汛{HIT}工作的意义 {{role=significance goal=200}}

防汛工作关系到{HIT}人民群众的生命财产安全，各级务必从全局上看待这件事，要压实责任{HIT}链条，一级抓一级，层层抓落实。[^s1]

去年排查隐患1200处，，由张三{HIT}负责，2024年6月底前完成【件数】件。

## 突出重点任务 {{role=task goal=100}}

{FILLER}

[^s1]: 出处：《在全市防汛{HIT}工作推进会上的讲话》一第1段，2025-03-18
"""
TEMPLATE = f"""\
---
name: 坏{BAD}模板
genre: 讲话
---
# {{{{ nothing{BAD} }}}}
"""


def commands(draft: Path, source: Path, template: Path, word: Path) -> list[tuple[str, ...]]:
    """Each command in each of its ways, and what it says of arguments that are wrong."""
    drafts, other = str(draft), str(source)
    return [
        ("init", f"新{BAD_NAME}"),
        ("index", "--rebuild", "--verbose"),
        ("index", "--json"),
        ("index", f"没有{BAD_NAME}"),
        ("search", "责任链条"),
        ("search", "责任链条", "--json"),
        ("search", f"航天{BAD_NAME}"),
        ("search", "责任", "--role", BAD_NAME),
        ("search", "责任", "--limit", BAD_NAME),
        ("show", BAD_NAME),
        ("corpus", "list", "--all"),
        ("corpus", "list", "--json"),
        ("corpus", "show", "防汛", "--raw"),
        ("corpus", "show", BAD_NAME),
        ("corpus", "stats"),
        ("corpus", "words"),
        ("corpus", "words", "--with", "责任"),
        ("corpus", "words", "--strike", BAD_NAME),
        ("corpus", "edit", "防汛", "--set", f"organ=水务{BAD_NAME}局"),
        ("corpus", "edit", "防汛", "--set", BAD_NAME),
        ("templates", "list"),
        ("templates", "list", "--json"),
        ("templates", "show", BAD_NAME),
        ("templates", "check", str(template)),
        ("templates", "check", str(template), "--json"),
        ("templates", "from", other),
        ("new", "推进会讲话", "--set", f"topic={BAD_NAME}", "--set", BAD_NAME),
        ("new", BAD_NAME),
        ("fill", drafts, "--dry-run"),
        ("references", drafts),
        ("insert", drafts, BAD_NAME, "--section", "1"),
        ("import", other),
        ("rename", drafts, BAD_NAME),
        ("rename", BAD_NAME, "新名"),
        ("watch", str(word), "--once"),
        ("watch", BAD_NAME),
        ("headings", "--role", "意义", "--topic", f"防汛{BAD_NAME}"),
        ("headings", "--role", BAD_NAME, "--topic", "防汛"),
        ("quotations", BAD_NAME),
        ("refresh", drafts, "--list"),
        ("refresh", drafts, "--replace", BAD_NAME),
        ("starred",),
        ("starred", "--add", BAD_NAME),
        ("find", drafts, "责任"),
        ("find", drafts, BAD_NAME),
        ("find", drafts, "责任", "--json"),
        ("replace", drafts, "责任", BAD_NAME, "--dry-run"),
        ("replace", drafts, BAD_NAME, "责任"),
        ("check", drafts),
        ("check", drafts, "--json"),
        ("check", drafts, "--html", f"报告{BAD_NAME}.html"),
        ("check", drafts, "--fix"),
        ("check", str(word)),
        ("rules", BAD_NAME),
        ("rules", "--init"),
        ("sources", drafts),
        ("sources", drafts, "--html", "出处.html"),
        ("sources", drafts, "--json"),
        ("stats", drafts),
        ("stats", drafts, "--json"),
        ("compare", drafts, other),
        ("compare", drafts, other, "--json"),
        ("compare", drafts, other, "--html", "比较.html"),
        ("history", drafts),
        ("history", drafts, "--show", "1"),
        ("history", drafts, "--diff", "1"),
        ("history", drafts, "--show", BAD_NAME),
        ("export", drafts, "-o", f"出{BAD_NAME}.docx"),
        ("export", drafts, "--layout", BAD_NAME),
        ("copy", drafts, "--layout", BAD_NAME),
        ("copy", "--passage", BAD_NAME),
        ("layouts", "list"),
        ("layouts", "from", str(word)),
        ("layouts", "from", BAD_NAME),
        ("layouts", "dotx", BAD_NAME),
        ("corpus", "words", "--export", f"词{BAD_NAME}.txt"),
        ("serve", "--host", BAD_NAME),
        ("--workspace", BAD_NAME, "mcp"),
        ("office-server", "--config", f"{BAD_NAME}.toml"),
        ("office-server", "init", f"网关{BAD_NAME}"),
        ("office-server", "users", "add", BAD_NAME, "--no-password"),
        ("office-server", "users", "list"),
        ("unit", "--set", f"全称=国动{BAD_NAME}办"),
        ("unit", "--set", BAD_NAME),
        ("unit", "--take", str(word)),
        ("unit", "--blank", f"表{BAD_NAME}.xlsx"),
        ("unit", "--json"),
        ("doctor",),
        ("doctor", "--json"),
        ("demo", "-o", f"示范{BAD_NAME}"),
        (BAD_NAME,),
        ("check", BAD_NAME),
        ("--workspace", BAD_NAME, "corpus", "list"),
        ("check", f"--{BAD_NAME}"),
        ("check", "--help"),
    ]


class _Kept(ConfinedProcesses):
    """Processes that one command leaves to the next."""

    def close(self) -> None:
        """Not yet."""


@pytest.fixture(scope="module")
def kept() -> Iterator[ConfinedProcesses]:
    kept = _Kept()
    yield kept
    ConfinedProcesses.close(kept)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: ConfinedProcesses) -> Path:
    """A workspace with a hostile name, in which everything has one."""
    monkeypatch.setattr("wengao.desk.foreign_files.ConfinedProcesses", lambda: kept)
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("WENGAO_WORKSPACE", raising=False)
    root = tmp_path / f"工作区{BAD_NAME}".replace("/", "")
    create_workspace(root, with_samples=False)
    corpus = root / "corpus"
    (corpus / f"讲话{BAD_NAME}.md").write_text(SOURCE, encoding="utf-8")
    (corpus / f"空{BAD_NAME}.docx").write_bytes(b"")
    (corpus / os.fsdecode("乱码".encode("gb18030") + b"\x9b31m.txt")).write_text("乱", encoding="utf-8")
    with zipfile.ZipFile(corpus / "包.zip", "w") as archive:
        archive.writestr(f"里{BAD_NAME}.txt", SOURCE)
        archive.writestr(f"坏{BAD_NAME}.docx", b"PK")
        archive.writestr(f"../../{BAD_NAME}.txt", SOURCE)
    (root / "templates" / f"坏{BAD_NAME}.md").write_text(TEMPLATE, encoding="utf-8")
    (root / "drafts" / f"稿{BAD_NAME}.md").write_text(DRAFT, encoding="utf-8")
    (root / "清单").mkdir(exist_ok=True)
    (root / "清单" / "任职名单.toml").write_text(f'[["坏{BAD_NAME}"', encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def run(arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["wengao", *arguments])
    with pytest.raises(SystemExit):
        main()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_no_command_lets_anything_harmful_out(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr("click.utils.should_strip_ansi", lambda *_: False)
    [draft] = (place / "drafts").iterdir()
    [template] = (place / "templates").iterdir()
    source = next(file for file in (place / "corpus").iterdir() if file.name.startswith("讲话"))
    word = place / f"印{BAD_NAME}.docx"
    run(("history", str(draft)), monkeypatch)
    run(("export", str(draft), "-o", str(word)), monkeypatch)
    shutil.rmtree(place / "清单")
    run(("index",), monkeypatch)
    assert HARM.findall("".join(stream.decode() for stream in capfdbinary.readouterr())) == []
    tried = commands(draft, source, template, word)
    assert {name for one in tried for name in one if name in COMMANDS} == set(COMMANDS)
    leaks = {}
    for arguments in tried:
        run(arguments, monkeypatch)
        out, err = (stream.decode("utf-8") for stream in capfdbinary.readouterr())
        assert out or err, arguments
        if "--json" in arguments:
            json.loads(out)
        text = OUR_COLOURS.sub("", out + err)
        if found := HARM.findall(text):
            leaks[arguments] = found
        if "\n伪造的一行" in text and "--show" not in arguments:
            leaks[arguments] = ["\n"]
    assert leaks == {}


def test_a_name_cannot_forge_a_line(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.rmtree(place / "清单")
    run(("check", "没有\n已经改好"), monkeypatch)
    assert "没有␊已经改好" in capfdbinary.readouterr().err.decode()


def test_json_keeps_the_values(
    place: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    shutil.rmtree(place / "清单")
    run(("index", "--json"), monkeypatch)
    failed = json.loads(capfdbinary.readouterr().out)["failed"]
    assert f"corpus/空{BAD_NAME}.docx" in [one["path"] for one in failed]


def test_html_reports_are_neutral(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [draft] = (place / "drafts").iterdir()
    shutil.rmtree(place / "清单")
    for command in ("check", "sources"):
        run((command, str(draft), "--html", f"{command}.html"), monkeypatch)
        assert HARM.findall((place / f"{command}.html").read_text(encoding="utf-8")) == []


def test_the_log_is_neutral(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("wengao"), "handlers", [])
    start_log()
    logging.getLogger("wengao").error("读不了 %s", BAD)
    assert HARM.findall(log_file().read_text(encoding="utf-8")) == []


GATES = {"cli/output.py", "tui/behind_browser.py", "reading/formats/pages/pdf.py"}
"""Where streams are written to: the gate; what an interface in a browser says at its end, made visible there; and what a
process that reads a PDF hands over, which is JSON for the one that started it."""


def test_nothing_is_printed_past_the_gate() -> None:
    root = Path(wengao.__file__).parent
    texts = {file: file.read_text(encoding="utf-8") for file in root.rglob("*.py")}
    printing = {
        file.relative_to(root).as_posix()
        for file, text in texts.items()
        if re.search(r"print|std(out|err)|click", text)
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and _prints(ast.unparse(node.func))
    }
    assert printing - GATES == set()


def _prints(called: str) -> bool:
    if called in {"print", "pprint"} or re.fullmatch(
        r"(sys\.)?(__)?std(out|err)(__)?(\.buffer)?\.write\w*", called
    ):
        return True
    clicks = {name for name in dir(click) if name.startswith(("echo", "secho", "prompt", "confirm", "pause"))}
    return called.startswith("click.") and called.removeprefix("click.") in clicks
