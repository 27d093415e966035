"""The small workspace of the interface's tests, served."""

from __future__ import annotations

from ..tui.conftest import desk, draft_path, empty_desk, foreign, read_workspace

__all__ = ["desk", "draft_path", "empty_desk", "foreign", "read_workspace"]
