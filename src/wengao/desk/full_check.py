"""The full check (全面检查) as work that can be stopped at any moment: it has a process of its own, which is then ended.

It writes nothing, so nothing is lost with the process; and since the process does nothing else, searches and the next
check do not wait behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.process import DeskProcess, ProcessUnavailableError

if TYPE_CHECKING:
    from wengao.desk.desk import Desk
    from wengao.drafts.model import Draft
    from wengao.review.model import Finding


class FullCheck:
    """One full check of a draft. process: that does it; a new one where none is given."""

    def __init__(self, desk: Desk, draft: Draft, process: DeskProcess | None = None) -> None:
        self._desk = desk
        self._draft = draft
        self._process = process or DeskProcess()

    def findings(self) -> tuple[Finding, ...]:
        """What the check finds; waits for it.

        Raises ProcessClosedError where it was stopped. Where the system starts no process, the check is done in this one
        and cannot be stopped.
        """
        try:
            found: tuple[Finding, ...] = self._process.ask(
                self._desk.workspace, "review.check_in_full", (self._draft,)
            )
        except ProcessUnavailableError:
            return self._desk.review.check_in_full(self._draft)
        finally:
            self._process.close()
        return found

    def stop(self) -> None:
        """End it at once; after its end, or before it has begun, too."""
        self._process.kill()
