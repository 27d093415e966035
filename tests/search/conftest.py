"""A searched library for every test that asks for one."""

from __future__ import annotations

import datetime
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from wengao.search.service import PassageSearch

from ..office_cluster import Cluster, ClusterUnavailableError
from .material import MemoryLibrary, full_library

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="session")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster of three nodes, the one of this run; whoever stops a node starts it again."""
    with ExitStack() as running:
        try:
            started = running.enter_context(Cluster(tmp_path_factory.mktemp("cluster")))
        except ClusterUnavailableError as error:
            pytest.skip(f"起不了 OpenSearch：{error}"[:300])
        yield started


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
