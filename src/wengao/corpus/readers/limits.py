"""How much of a file is read at most: what lies beyond is no drafter's document, or was made to harm."""

from __future__ import annotations

LARGEST_FILE = 256 << 20
"""Bytes; a larger file is refused unread."""
MOST_CHARACTERS = 20_000_000
"""Characters of text in one document; about seven thousand pages."""
MOST_PLACED_CHARACTERS = 3_000_000
"""Characters of a document in which each has a place of its own (PDF), which takes far more memory."""
MOST_PAGES = 3000
"""Pages of a document with fixed pages (PDF, OFD)."""
PROCESS_SECONDS = 60.0
"""How long a process of its own may work on one file."""
PROCESS_BYTES = 2 << 30
"""How much memory such a process may take, where the system can bound it."""
