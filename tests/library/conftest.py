"""Files are read in one child for all tests here."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def in_one_child(one_reader: None) -> None:
    """See `one_reader`."""
