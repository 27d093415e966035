"""The face for programs: what it promises, and that a plain script can use it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from wengao import api
from wengao.desk.workspace import create_workspace

SCRIPT = """
import sys
from wengao import api

office = api.open(sys.argv[1])
report = office.index()
print(report.documents, len(office.search("责任", limit=3).hits))
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "工作区"
    create_workspace(folder, with_samples=False)
    (folder / "corpus" / "讲话.md").write_text(
        "# 在全市征兵工作推进会上的讲话\n\n## 压实责任\n\n要压实责任链条，一级抓一级。\n", encoding="utf-8"
    )
    (folder / "drafts" / "稿.md").write_text("# 讲话\n\n## 压实责任\n\n会议指出,要抓紧。\n", encoding="utf-8")
    return folder


def test_what_is_promised_is_what_is_exported() -> None:
    assert sorted(api.__all__) == [
        "InputError",
        "Office",
        "SectionReferences",
        "UnreadableFileError",
        "UsageError",
        "WengaoError",
        "WorkspaceBusyError",
        "WorkspaceError",
        "open",
    ]
    assert [name for name in api.__all__ if not (getattr(api, name).__doc__ or "").strip()] == []
    public = [name for name in vars(api.Office) if not name.startswith("_")]
    assert public == ["folder", "index", "search", "references", "check", "export"]


def test_from_the_corpus_to_word(workspace: Path, tmp_path: Path) -> None:
    office = api.open(workspace)
    assert office.folder == workspace
    assert office.index().documents == 1
    assert [hit.document.title for hit in office.search('"责任链条"', role="落实").hits[:1]] == [
        "在全市征兵工作推进会上的讲话"
    ]
    draft = workspace / "drafts" / "稿.md"
    title, section = office.references(draft)
    assert (title.part, section.heading) == (0, "压实责任")
    assert section.hits[0].passage.text.startswith("要压实责任链条")
    assert [section] == list(office.references(draft, 1))
    assert "PUN-1" in {finding.rule for finding in office.check(draft)}
    report = office.export(draft, tmp_path / "稿.docx")
    assert (report.path, report.path.read_bytes()[:2]) == (tmp_path / "稿.docx", b"PK")


def test_mistakes_are_told(workspace: Path, tmp_path: Path) -> None:
    with pytest.raises(api.WorkspaceError):
        api.open(tmp_path / "没有")
    office = api.open(workspace)
    with pytest.raises(api.UnreadableFileError, match="没有这个文件"):
        office.check(workspace / "drafts" / "没有.md")
    with pytest.raises(api.UsageError, match="没有第 9 个标题"):
        office.references(workspace / "drafts" / "稿.md", 9)


def test_a_plain_script_without_a_guard_can_use_it(workspace: Path, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(SCRIPT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(workspace)], capture_output=True, text=True, check=False
    )
    assert (done.stderr, done.stdout.split()[0], done.returncode) == ("", "1", 0)
