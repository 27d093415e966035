"""The desk: a workspace's services in one hand; the command line and the interface call nothing else."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from wengao.desk.context import DeskContext
from wengao.desk.services.corpus import CorpusService
from wengao.desk.services.drafts import DraftService
from wengao.desk.services.export import ExportService
from wengao.desk.services.history import HistoryService
from wengao.desk.services.review import ReviewService
from wengao.desk.services.revision import RevisionService
from wengao.desk.services.search import SearchService
from wengao.desk.services.settings import SettingsService
from wengao.desk.services.templates import TemplateService
from wengao.desk.services.words import WordService

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.desk.foreign_files import ForeignFiles
    from wengao.desk.workspace import Workspace
    from wengao.language.lists import Language


class Desk:
    """Everything a drafter can do with one workspace.

    Prints nothing and draws nothing. Every operation opens what it needs and closes it again, so that any thread may
    call any of them. clock, foreign, tell, ask_password: see DeskContext. Raises InputError where one of the unit's
    lists holds a mistake.
    """

    def __init__(
        self,
        workspace: Workspace,
        *,
        clock: Callable[[], datetime.datetime] = datetime.datetime.now,
        foreign: ForeignFiles | None = None,
        tell: Callable[[str], object] = lambda _message: None,
        ask_password: Callable[[], str] | None = None,
    ) -> None:
        context = DeskContext(workspace, clock=clock, foreign=foreign, tell=tell, ask_password=ask_password)
        self.context = context
        self.corpus = CorpusService(context)
        self.words = WordService(context)
        self.search = SearchService(context)
        self.templates = TemplateService(context)
        self.history = HistoryService(context)
        self.drafts = DraftService(context, self.history)
        self.revision = RevisionService(context)
        self.review = ReviewService(context, self.drafts)
        self.export = ExportService(context)
        self.settings = SettingsService(context)

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is now: a changed setting, a new place of the corpus are in it."""
        return self.context.workspace

    @property
    def language(self) -> Language:
        """The unit's lists over the shipped ones, as the last operation found them."""
        return self.context.unit_language.last

    def close(self) -> None:
        """End the process that waits for the next file."""
        self.context.foreign.close()
