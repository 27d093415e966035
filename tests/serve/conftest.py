"""The small workspace of the interface's tests, served."""

from __future__ import annotations

from ..tui.conftest import desk, draft_path, empty_desk, foreign

__all__ = ["desk", "draft_path", "empty_desk", "foreign"]
