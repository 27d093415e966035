"""Damage to the index: what is raised where its bytes are read and are not what was written."""

from __future__ import annotations

import struct
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
    """Turn what reading a missing, short or damaged file raises into DamagedIndexError.

    Those are OSError, CorruptIndexError where bytes are looked at before they are used, and struct.error where a file ends
    too early. Anything else is a fault of the program and goes its way.
    """
    from whoosh.codec.whoosh3 import CorruptIndexError

    try:
        yield
    except (OSError, CorruptIndexError, struct.error) as error:
        raise DamagedIndexError(f"检索索引 {folder} 读不了：{error!r}", "索引会从语料库重建") from error
