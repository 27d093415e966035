"""A desk whose long operations are done in a process of their own, for a face that draws while it waits.

Python runs one thread at a time: a search in the process that draws keeps keys from the screen for as long as it takes.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from wengao.desk.desk import Desk
from wengao.desk.process import DeskProcess, ProcessClosedError, ProcessUnavailableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.workspace import Workspace
    from wengao.templates.model import Template

    OperationT = TypeVar("OperationT", bound=Callable[..., Any])

_TRIES = 2
"""An operation whose process has died is asked once more of a new one, and then done here."""


def _elsewhere(operation: OperationT) -> OperationT:
    """The operation as one that the desk's process does; what is callable among its keywords takes progress."""

    @wraps(operation)
    def asked(desk: BackgroundDesk, *arguments: Any, **keywords: Any) -> Any:
        values = {name: value for name, value in keywords.items() if not callable(value)}
        callbacks = {name: value for name, value in keywords.items() if callable(value)}
        for _ in range(_TRIES):
            with suppress(ProcessUnavailableError):
                return desk.process.ask(desk.workspace, operation.__name__, arguments, values, callbacks)
        return operation(desk, *arguments, **keywords)

    return cast("OperationT", asked)


class BackgroundDesk(Desk, with_mistakes=True):
    """A desk with a process. Without one (a program that is frozen, a system that starts none) it does everything itself.

    Only operations that leave drafts, settings and the place of the corpus as they are go to the process.
    """

    def __init__(self, workspace: Workspace, process: DeskProcess | None = None) -> None:
        super().__init__(workspace)
        self.process = process or DeskProcess()
        self._prepared = False

    def start(self) -> None:
        """Start the process, so that the first search need not wait for it."""
        with suppress(ProcessUnavailableError, ProcessClosedError):
            self.process.start()

    def close(self) -> None:
        """Let the processes end. What they would do can be asked no more."""
        self.process.close()
        self._foreign.close()

    def template(self, name: str) -> Template:
        """As Desk.template; whoever looks at one will have it rendered, and what that needs is loaded meanwhile."""
        if not self._prepared:
            self._prepared = True
            threading.Thread(target=self._foreign.prepare_to_render, daemon=True).start()
        return super().template(name)

    search = _elsewhere(Desk.search)
    similar = _elsewhere(Desk.similar)
    references = _elsewhere(Desk.references)
    fill = _elsewhere(Desk.fill)
    headings = _elsewhere(Desk.headings)
    passage_marks = _elsewhere(Desk.passage_marks)
    context = _elsewhere(Desk.context)
    statistics = _elsewhere(Desk.statistics)
    check = _elsewhere(Desk.check)
    fix = _elsewhere(Desk.fix)
    sources = _elsewhere(Desk.sources)
    compare = _elsewhere(Desk.compare)
    refresh_list = _elsewhere(Desk.refresh_list)
    word_list = _elsewhere(Desk.word_list)
    documents = _elsewhere(Desk.documents)
    read_corpus = _elsewhere(Desk.read_corpus)
