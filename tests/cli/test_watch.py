"""wengao watch: what it says of a Word file that is changed, and that it changes nothing itself."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from wengao.cli.commands import watch as command

from .conftest import Program

DRAFT = "---\nwengao: 1\n---\n# 在会上的讲话\n\n## 认清形势\n\n形势很好。\n\n## 压实责任\n\n要抓紧办。\n"


@pytest.fixture
def exported(fresh: Program) -> tuple[Path, Path]:
    draft, word = fresh.folder / "drafts" / "讲话.md", fresh.folder / "讲话.docx"
    draft.write_text(DRAFT, encoding="utf-8")
    assert fresh("export", draft, "-o", word).code == 0
    return draft, word


def edit(word: Path, before: str, after: str) -> None:
    """Change words as an office program does: under another name first."""
    document = docx.Document(str(word))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(before, after)
    document.save(str(word.with_name("~WRD0001.tmp")))
    word.with_name("~WRD0001.tmp").replace(word)
    status = word.stat()
    os.utime(word, ns=(status.st_atime_ns, status.st_mtime_ns + 1_000_000_000))


def scripted(steps: list[Callable[[], object]]) -> Callable[[], None]:
    """A pause in which the next step happens, until there is none."""

    def pause() -> None:
        if not steps:
            raise KeyboardInterrupt
        steps.pop(0)()

    return pause


def test_what_is_changed_by_now_is_told_at_once(fresh: Program, exported: tuple[Path, Path]) -> None:
    draft, word = exported
    before = draft.read_bytes()
    nothing = fresh("watch", word, "--once")
    assert (nothing.code, nothing.out, "Word 里没有改动" in nothing.err) == (0, "", True)
    edit(word, "很好", "很严峻")
    outcome = fresh("watch", word, "--once")
    assert (outcome.code, outcome.out) == (0, "一、认清形势\n  改　形势很好。\n  　→ 形势很严峻。\n")
    assert draft.read_bytes() == before
    assert [file.name for file in draft.parent.glob("*.md")] == ["讲话.md"]


def test_each_saving_is_told_and_nothing_is_merged_unasked(
    fresh: Program,
    exported: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    draft, word = exported
    steps: list[Callable[[], object]] = [
        bool,
        lambda: edit(word, "很好", "很严峻"),
        bool,
        bool,
        lambda: edit(word, "抓紧", "马上"),
        bool,
    ]
    monkeypatch.setattr(command, "_pause", scripted(steps))
    monkeypatch.setenv("XDG_CACHE_HOME", str(fresh.folder / "cache"))
    from click.testing import CliRunner

    from wengao.cli.application import application

    said = CliRunner().invoke(application, ["--workspace", str(fresh.folder), "watch", str(word)])
    assert said.exception is None
    assert (
        said.output.count("很严峻"),
        said.output.count("要马上办"),
        said.output.count("要并成一份新文稿"),
    ) == (2, 1, 2)
    assert said.output.endswith("已停止\n")
    assert [file.name for file in draft.parent.glob("*.md")] == ["讲话.md"]


def test_only_what_was_exported_is_watched(fresh: Program, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("别处来的。")
    document.save(str(tmp_path / "来文.docx"))
    outcome = fresh("watch", tmp_path / "来文.docx", "--once")
    assert (outcome.code, "不是从 wengao 导出的 Word 文件" in outcome.err) == (3, True)
    missing = fresh("watch", tmp_path / "没有.docx")
    assert (missing.code, "没有这个文件" in missing.err) == (3, True)


def test_the_draft_can_be_named(fresh: Program, exported: tuple[Path, Path]) -> None:
    draft, word = exported
    moved = draft.rename(draft.with_name("改了名.md"))
    moved.write_text(DRAFT.replace("在会上的讲话", "另一个题目"), encoding="utf-8")
    assert fresh("watch", word, "--once").code == 3
    assert "题目" in fresh("watch", word, "--once", "--original", moved).out
