"""The office's door (办公室语料库): one server between the desks of an office and the engine that holds its corpus.

Desks log in here and nowhere else; what each may see (单位, 密级) is decided here and put into every question to the
engine, which listens to this server only.
"""

from __future__ import annotations

from wengao.installation import need_parts


def need_extra() -> None:
    """Raise UsageError where aiohttp is not installed."""
    need_parts("办公室语料库", ("aiohttp",))
