"""wengao copy: what it copies, and what it says where nothing takes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Program

DRAFT = "# 讲话\n\n## 认清形势\n\n甲。\n\n## 压实责任\n\n乙。\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "讲话.md"
    file.write_text(DRAFT, encoding="utf-8")
    return file


@pytest.fixture
def clipboard(tmp_path: Path, program: Program, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the clipboard holds."""
    held, folder = tmp_path / "held", tmp_path / "programs"
    folder.mkdir()
    (folder / "xclip").write_text(f"#!/bin/sh\ncat > {held}\n", encoding="utf-8")
    (folder / "xclip").chmod(0o755)
    for name, value in (("PATH", f"{folder}:/usr/bin:/bin"), ("DISPLAY", ":9"), ("WAYLAND_DISPLAY", "")):
        monkeypatch.setitem(program.environment, name, value)
    return held


def test_a_section_is_copied_with_its_fonts(program: Program, draft: Path, clipboard: Path) -> None:
    outcome = program("copy", draft, "--section", "2")
    assert (outcome.code, outcome.out) == (0, "")
    assert outcome.err.startswith("已复制 8 字，带字体字号（xclip）")
    held = clipboard.read_text(encoding="utf-8")
    assert ("二、压实责任" in held, "甲。" in held, "仿宋_GB2312" in held) == (True, False, True)


def test_passages_are_copied_by_their_ids(program: Program, clipboard: Path) -> None:
    found = program("search", '"责任链条"', "--kind", "段", "--json").json["hits"][0]
    assert program("copy", "--passage", found["id"]).code == 0
    assert found["text"] in clipboard.read_text(encoding="utf-8")


def test_without_a_clipboard_or_a_terminal_that_is_said(
    program: Program, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.setitem(program.environment, name, "")
    outcome = program("copy", draft)
    assert (outcome.code, outcome.out) == (3, "")
    assert outcome.err.startswith("本机没有能用的剪贴板。请装上 wl-copy 或 xclip")


@pytest.mark.parametrize("arguments", [(), ("--section", "1"), ("{draft}", "--passage", "ab12")])
def test_one_thing_is_copied_at_a_time(program: Program, draft: Path, arguments: tuple[str, ...]) -> None:
    outcome = program("copy", *(one.format(draft=draft) for one in arguments))
    assert (outcome.code, "二者取一" in outcome.err) == (2, True)
