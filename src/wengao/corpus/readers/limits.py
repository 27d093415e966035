"""How much of a file is read at most: what lies beyond is no drafter's document, or was made to harm."""

from __future__ import annotations

from wengao.processes.confined import Limits

LARGEST_FILE = 256 << 20
"""Bytes; a larger file is refused unread."""
MOST_CHARACTERS = 20_000_000
"""Characters of text in one document; about seven thousand pages."""
MOST_PARAGRAPHS = 200_000
"""Paragraphs or lines with text in one document; as many as seven thousand pages hold. They take ten seconds."""
MOST_PLACED_CHARACTERS = 3_000_000
"""Characters of a document in which each has a place of its own (PDF), which takes far more memory."""
MOST_PAGES = 3000
"""Pages of a document with fixed pages (PDF, OFD)."""
READING_LIMITS = Limits(seconds=60.0, memory=2 << 30)
"""What reading one file may take. The most that is let in, a PDF of 3,000 pages, takes 24 seconds and 0.9 GB."""
