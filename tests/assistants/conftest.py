"""A workspace whose corpus is read, made once for these tests: nothing they do may change it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace

SPEECH = """\
---
title: 在全市征兵工作推进会上的讲话
genre: 推进会讲话
date: 2025-03-18
---
# 在全市征兵工作推进会上的讲话

同志们：

## 压实责任抓好落实

要压实责任链条，一级抓一级，层层抓落实，把征兵任务分到村、落到人，谁走访、谁登记都写在表上，月底前报送进度。
"""
DRAFT = """\
---
wengao: 1
genre: 推进会讲话
fields: {topic: 征兵, level: 全市, year: 2026}
---
# 在2026年全市征兵工作推进会上的讲话

同志们：

## 压实责任抓好落实 {role=implement goal=200}

会议指出,要抓紧。要压实责任链条，一级抓一级，层层抓落实，把征兵任务分到村、落到人。
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("assistants")
    root = folder / "工作区"
    create_workspace(root, with_samples=False)
    (root / "corpus" / "讲话.md").write_text(SPEECH, encoding="utf-8")
    (root / "drafts" / "征兵.md").write_text(DRAFT, encoding="utf-8")
    (folder / "外面.md").write_text(DRAFT, encoding="utf-8")
    desk = Desk(open_workspace(root, cache=folder / "cache"))
    desk.corpus.read()
    yield desk
    desk.close()


@pytest.fixture
def unread(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a workspace whose corpus was never read."""
    create_workspace(tmp_path / "ws", with_samples=False)
    (tmp_path / "ws" / "drafts" / "征兵.md").write_text(DRAFT, encoding="utf-8")
    desk = Desk(open_workspace(tmp_path / "ws", cache=tmp_path / "cache"))
    yield desk
    desk.close()
