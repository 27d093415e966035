"""What has to stand in the process environment before Textual is first imported, and what its parser has to be told."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import MutableMapping


KITTY_SWITCH = "TEXTUAL_DISABLE_KITTY_KEY"
PAINTS_SWITCH = "TEXTUAL_FPS"
_PAINTS = "120"
"""Paints a second at the most. What an input method commits are several keys at once; the first is painted, and with
Textual's own 60 the last waits 17 ms before its turn comes."""

_SIZE_NAMES = ("COLUMNS", "LINES")


def prepare_environment(
    environment: MutableMapping[str, str] = os.environ,
    *,
    platform: str = sys.platform,
    on_terminal: bool = False,
) -> None:
    """Turn the Kitty keyboard protocol off and paint oftener, unless the user has decided or the platform has none.

    on_terminal: whether a terminal is there to tell its size. Python believes COLUMNS and LINES before it, and they are
    of whatever terminal the shell was started in; the interface would be drawn in that size and never in another.

    With the protocol on, Textual 8.2.8 garbles whatever an input method commits in pieces of five characters or more:
    its parser gives up after 32 characters of one escape sequence.
    """
    environment.setdefault(PAINTS_SWITCH, _PAINTS)
    if platform != "win32":
        environment.setdefault(KITTY_SWITCH, "1")
    if on_terminal:
        for name in _SIZE_NAMES:
            environment.pop(name, None)


_LONGEST = 1024
"""Characters of one sequence: six for each Chinese character."""


def take_long_commits() -> None:
    """Let Textual's parser wait for the end of long sequences.

    The protocol is off unless the user turns it on; whoever does gets his text whole all the same, not as the digits of it.
    """
    import textual._xterm_parser as parser

    parser._MAX_SEQUENCE_SEARCH_THRESHOLD = _LONGEST  # noqa: SLF001 - Textual has no other way to say it
