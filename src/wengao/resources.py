"""Where the templates and the sample corpus that ship with wengao lie on disk.

In a wheel they travel inside the package (wengao/shipped/); in a checkout they are the top-level folders.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _shipped(name: str) -> Path:
    inside_wheel = _PACKAGE / "shipped" / name
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parents[1] / name


def templates_folder() -> Path:
    """The folder of the templates that ship with wengao."""
    return _shipped("templates")


def sample_corpus_folder() -> Path:
    """The folder of the sample corpus that ships with wengao."""
    return _shipped("corpus")
