"""Keeping Python's collector of cyclic garbage from looking through the whole interface while somebody types.

A full collection takes 80 milliseconds with a draft open, several frames. What is there when a place has been built up
stays there as long as the place does, so the collector is told to leave it out, until the drafter goes elsewhere.
"""

from __future__ import annotations

import gc

_SELDOM = 100
"""Collections of what is younger between two full ones; Python's own 10 bring a full one every few seconds."""


def leave_out_what_is_there() -> None:
    """From now on look only through what comes later, and seldom through all of that."""
    gc.set_threshold(*gc.get_threshold()[:2], _SELDOM)
    gc.freeze()


def sweep() -> None:
    """Look through everything once, and then again only through what comes later."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
