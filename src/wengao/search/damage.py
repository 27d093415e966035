"""Damage to the index: whatever the engine raises while it reads files that it cannot make sense of."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from wengao.errors import WengaoError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class DamagedIndexError(WengaoError):
    """The index cannot be read. Never reaches the drafter: the index is built anew from the library."""


@contextmanager
def reporting_damage(folder: Path) -> Iterator[None]:
    """Turn whatever is raised inside into DamagedIndexError, errors that the drafter can act on left alone.

    A damaged file shows itself as any exception at all: what it holds are pickles and offsets.
    """
    try:
        yield
    except WengaoError:
        raise
    except Exception as error:
        raise DamagedIndexError(f"检索索引 {folder} 读不了：{error!r}", "索引会从语料库重建") from error
