"""A desk whose long operations are done in a process of their own, for a face that draws while it waits.

Python runs one thread at a time: a search in the process that draws keeps keys from the screen for as long as it takes.
"""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar, cast

from wengao.desk.desk import Desk
from wengao.desk.process import DeskProcess, ProcessClosedError, ProcessUnavailableError
from wengao.desk.services.templates import TemplateService

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.workspace import Workspace

    ServiceT = TypeVar("ServiceT")

_TRIES = 2
"""An operation whose process has died is asked once more of a new one, and then done here."""

HANDED_OVER = frozenset(
    {
        "corpus.context",
        "corpus.documents",
        "corpus.doubtful",
        "corpus.read",
        "corpus.statistics",
        "drafts.compare",
        "drafts.original",
        "drafts.sources",
        "drafts.statistics",
        "review.check",
        "review.fix",
        "revision.refresh_list",
        "search.fill",
        "search.find",
        "search.from_samples",
        "search.last_time",
        "search.marks",
        "search.references",
        "search.similar",
        "search.starred",
        "templates.headings",
        "words.listed",
    }
)
"""What the processes do, by service and operation. They leave drafts, settings and the place of the corpus as they are."""

_CHECKING = "review."
"""What a process of its own does: a check takes a tenth of a second and more, after each pause in writing, and no search
may wait behind it; the counts that it looks words up in stay there."""


class BackgroundDesk(Desk):
    """A desk with a process, and one more for checks, which the first check starts.

    Without them (a program that is frozen, a system that starts none) it does everything itself.
    """

    def __init__(
        self, workspace: Workspace, process: DeskProcess | None = None, checking: DeskProcess | None = None
    ) -> None:
        super().__init__(workspace)
        self.process = process or DeskProcess()
        self.checking = checking or DeskProcess()
        self._prepared = False
        self.corpus = self._handed_over("corpus", self.corpus)
        self.words = self._handed_over("words", self.words)
        self.search = self._handed_over("search", self.search)
        self.drafts = self._handed_over("drafts", self.drafts)
        self.revision = self._handed_over("revision", self.revision)
        self.review = self._handed_over("review", self.review)
        self.templates = self._handed_over(
            "templates", TemplateService(self.context, looked_at=self._prepare_to_render)
        )

    def start(self) -> None:
        """Start the process, so that the first search need not wait for it."""
        with suppress(ProcessUnavailableError, ProcessClosedError):
            self.process.start()

    def close(self) -> None:
        """Let the processes end. What they would do can be asked no more."""
        self.process.close()
        self.checking.close()
        super().close()

    def _handed_over(self, name: str, service: ServiceT) -> ServiceT:
        """The service as one whose long operations the process does: to whoever calls it, it is the same."""
        return cast("ServiceT", _HandedOver(self, name, service))

    def _prepare_to_render(self) -> None:
        """Load once, meanwhile, what rendering needs: whoever looks at a template will have it rendered."""
        if not self._prepared:
            self._prepared = True
            threading.Thread(target=self.context.foreign.prepare_to_render, daemon=True).start()


class _HandedOver:
    """A service of a desk: what HANDED_OVER lists is asked of the desk's process, all else of the service itself."""

    def __init__(self, desk: BackgroundDesk, name: str, service: object) -> None:
        self._desk = desk
        self._name = name
        self._service = service

    def __getattr__(self, name: str) -> Any:
        here = getattr(self._service, name)
        operation = f"{self._name}.{name}"
        return self._asked(operation, here) if operation in HANDED_OVER else here

    def _asked(self, operation: str, here: Callable[..., Any]) -> Callable[..., Any]:
        """The operation as one that the process does; what is callable among its keywords takes progress."""

        def asked(*arguments: Any, **keywords: Any) -> Any:
            values = {name: value for name, value in keywords.items() if not callable(value)}
            callbacks = {name: value for name, value in keywords.items() if callable(value)}
            desk = self._desk
            process = desk.checking if operation.startswith(_CHECKING) else desk.process
            with desk.context.unit_language.in_use(with_mistakes=True):
                for _ in range(_TRIES):
                    with suppress(ProcessUnavailableError):
                        return process.ask(desk.workspace, operation, arguments, values, callbacks)
                return here(*arguments, **keywords)

        return asked
