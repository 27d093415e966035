"""Taking what an input method commits in one escape sequence, however long (the Kitty keyboard protocol).

Textual 8.2.8 gives such a sequence up after 32 characters, which five Chinese characters exceed, and takes its digits for
keys. The protocol is off unless the user turns it on (see environment); whoever does gets his text whole all the same.
"""

from __future__ import annotations

import textual._xterm_parser as parser

_LONGEST = 1024
"""Characters of one sequence: six for each Chinese character."""


def take_long_commits() -> None:
    """Let the parser wait for the end of long sequences."""
    parser._MAX_SEQUENCE_SEARCH_THRESHOLD = _LONGEST  # noqa: SLF001 - Textual has no other way to say it
