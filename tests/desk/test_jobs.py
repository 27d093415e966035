"""How many processes may be at work in a reading is one bound for all it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.library import indexing
from wengao.search import segment_building

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def two_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes at a time pay for whatever there is to do; but no second one can be had."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("another process")

    monkeypatch.setattr(indexing, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(indexing, "_read_by_several", refused)
    monkeypatch.setattr(segment_building, "_BATCH", 1)
    monkeypatch.setattr(segment_building, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(segment_building, "processors", lambda: 2)
    monkeypatch.setattr(segment_building, "_OtherProcess", refused)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    create_workspace(tmp_path / "ws", with_samples=False)
    for name in "甲乙":
        text = f"{name}县要抓好落实。\n各级要把责任压到人头，把任务抓到末端。\n"
        (tmp_path / "ws" / "corpus" / f"{name}.txt").write_text(text, encoding="utf-8")
    return Desk(open_workspace(tmp_path / "ws", cache=tmp_path / "cache"))


@pytest.mark.parametrize("rebuild", [True, False])
def test_one_job_is_one_process_in_all(desk: Desk, two_pay: None, rebuild: bool) -> None:
    assert desk.corpus.read(jobs=1, rebuild=rebuild).documents == 2


@pytest.mark.parametrize("jobs", [2, None])
def test_more_jobs_start_more_processes_where_they_pay(desk: Desk, two_pay: None, jobs: int | None) -> None:
    with pytest.raises(AssertionError, match="another process"):
        desk.corpus.read(jobs=jobs)
