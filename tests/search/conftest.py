"""A searched library for every test that asks for one."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

from wengao.search.service import PassageSearch

from .material import MemoryLibrary, full_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = datetime.date(2026, 3, 1)


@pytest.fixture
def library() -> MemoryLibrary:
    return full_library()


@pytest.fixture
def index_folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index"


@pytest.fixture
def search(library: MemoryLibrary, index_folder: Path) -> Iterator[PassageSearch]:
    service = PassageSearch(library, index_folder, patience=0.1, today=lambda: TODAY)
    service.synchronise()
    yield service
    service.close()
