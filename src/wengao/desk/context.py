"""What every operation of the desk stands on: the workspace, its library, its index, the time."""

from __future__ import annotations

import datetime
import threading
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING

from wengao.desk.unit_language import UnitLanguage
from wengao.desk.workspace import SETTINGS_FILE
from wengao.errors import DraftFormatError, InputError, LinkInTheWayError, UsageError, WorkspaceBusyError
from wengao.files.regular import is_folder
from wengao.files.writing import make_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from wengao.desk.foreign_files import ForeignFiles
    from wengao.desk.settings import OfficeSettings
    from wengao.desk.workspace import Workspace
    from wengao.drafts.model import Draft
    from wengao.drafts.moulds import Occasion
    from wengao.library import Library
    from wengao.markup.front_matter import DraftMetadata
    from wengao.office.engine import OfficeEngine
    from wengao.reading.models import Document, Passage
    from wengao.search.service import PassageSearch


_SPEAKING = ("level", "unit", "organ", "group", "speaker")
"""Fields of templates that say for whom the draft speaks, and so at which level, the surest first."""

_YEAR_DIGITS = 4


class DeskContext:
    """What the services of a desk share: one workspace, the clock, and the openers of what lies in it.

    workspace: as it is now; what one service changes in it (a setting, a new place of the corpus) all others see.
    clock: what now is. ask_password: asks for the password of the office's corpus. foreign: what reads files that others
    made. tell: takes what the drafter should know of a file
    that is opened or saved (Chinese). Any thread may call any operation: what is opened is closed again, but for the
    index, which is only read. Raises InputError where one of the unit's lists holds a mistake.
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
        self.workspace = workspace
        self.clock = clock
        self._foreign = foreign
        self._opening_foreign = threading.Lock()
        self.tell = tell
        self.unit_language = UnitLanguage(
            lambda: self.workspace.lists_folder, lambda: self.workspace.settings.unit.unit.known
        )
        self._kept_search: PassageSearch | None = None
        self._ask_password = ask_password
        self._office: tuple[OfficeSettings, OfficeEngine | None] | None = None
        self._told_away = False

    @property
    def office(self) -> OfficeEngine | None:
        """What answers from the office's corpus; None where there is none. Raises UsageError for what is no address."""
        settings = self.workspace.settings.office
        if self._office is None or self._office[0] != settings:
            engine = None
            if settings.url:
                from wengao.desk.office import office_engine

                engine = office_engine(settings, self.workspace.root, self._ask_password)
            self._office = (settings, engine)
        return self._office[1]

    def tell_away(self, reason: str) -> None:
        """Say once that the office's corpus is not searched now, and once more after it was."""
        if reason and not self._told_away:
            self.tell(f"只找了本机的语料：{reason}")
        self._told_away = bool(reason)

    def passage_and_document(self, library: Library, passage_id: str) -> tuple[Passage, Document]:
        """A passage by the beginning of its id, or of the office by its whole id, and its document without its text.

        Raises UsageError where there is none, or several; EngineUnavailableError where the office does not answer.
        """
        try:
            passage = library.passage(passage_id)
        except UsageError:
            found = None if self.office is None else self.office.passage(passage_id)
            if found is None:
                raise
            return found
        return passage, library.stored.head(passage.document_id)

    @property
    def foreign(self) -> ForeignFiles:
        """What reads files that others made; made when it is first asked for, for a search never asks."""
        from wengao.desk.foreign_files import ForeignFiles

        with self._opening_foreign:
            self._foreign = self._foreign or ForeignFiles()
        return self._foreign

    @contextmanager
    def reading_lock(self) -> Iterator[None]:
        """Held by whoever changes the library. Raises WorkspaceBusyError while another process holds it."""
        from wengao.files.locks import process_lock

        self.make_own_folder()
        root = self.workspace.root
        busy = WorkspaceBusyError(f"另一个 wengao 正在读取这个工作区的语料（{root}）", "请等它结束后再试")
        with ExitStack() as held:
            try:
                held.enter_context(
                    process_lock(self.workspace.reading_lock_file, below=root, patience=0, busy=busy)
                )
            except LinkInTheWayError:
                raise
            except InputError as error:
                raise InputError(
                    f"写不了工作区 {root}：{error.message}",
                    "只读的地方只能看和检索；请把工作区放到可写的文件夹",
                ) from error
            yield

    def make_own_folder(self) -> None:
        """Make .wengao/ where it is missing. Raises WorkspaceError where the workspace itself has gone: it is not made."""
        self.workspace.require()
        make_folder(self.workspace.own_folder, below=self.workspace.root, needs=SETTINGS_FILE)

    def make_folder_of(self, file: Path) -> None:
        """Make the folder that a file goes to, where it is missing; the workspace is never made again where it has gone.

        A folder that is there may be a link: drafts/ on another disk is the drafter's own affair.
        """
        below = self.workspace.trusted_above(file)
        if not is_folder(file.parent):
            make_folder(file.parent, below=below, needs="" if below is None else SETTINGS_FILE)

    @contextmanager
    def library(self) -> Iterator[Library]:
        """The workspace's library, open for as long as it is needed."""
        from wengao.library import Library

        self.make_own_folder()
        with Library(self.workspace.library_file, below=self.workspace.root) as library:
            yield library

    @contextmanager
    def search(self) -> Iterator[PassageSearch]:
        """The search over the library, its index brought up to it."""
        with self.library() as library:
            search = self.search_over(library)
            search.synchronise()
            yield search

    def search_over(self, library: Library) -> PassageSearch:
        """The search over an open library; the index stays open from one call to the next, in whatever thread.

        It opens anew by itself when the index has changed, and is made anew when the drafter's words have.
        """
        from wengao.search.index_sweeping import note_use
        from wengao.search.own_words import own_terms
        from wengao.search.service import PassageSearch

        terms = own_terms(self.workspace.words_file)
        kept = self._kept_search
        if kept is None or not kept.has_terms(terms):
            kept = PassageSearch(library, self.workspace.index_folder, terms=terms)
            note_use(self.workspace.index_folder, self.workspace.root, self.clock().astimezone())
            self._kept_search = kept
        return kept.over(library, self.office)

    def occasion(self, draft: Draft) -> Occasion:
        """What is known of the occasion a draft is for, by its fields and the unit's settings."""
        from wengao.drafts.moulds import Occasion
        from wengao.language.levels import level_of, place_of
        from wengao.language.topics import topic_of_title

        unit = self.workspace.settings.unit.unit
        fields = readable_metadata(draft).fields
        named = [str(fields[key]) for key in _SPEAKING if fields.get(key)]
        digits = "".join(
            char for char in str(fields.get("year") or fields.get("period") or "")[:4] if char.isdigit()
        )
        return Occasion(
            topic=str(fields.get("topic") or topic_of_title(draft.title) or draft.title),
            level=level_of(named) or unit.level or level_of(unit.all_names),
            place=place_of(*named) or unit.place or place_of(*unit.all_places, *unit.all_names),
            year=int(digits) if len(digits) == _YEAR_DIGITS else self.clock().year,
            own=self.own_facts(draft),
            leader=str(fields.get("speaker") or unit.leader),
            units=(*unit.subordinates, *unit.partners),
            lead=str(fields.get("lead") or ""),
        )

    def own_facts(self, draft: Draft) -> frozenset[str]:
        """What holds for a draft itself and so is nobody else's: its year, its places, the names of the unit."""
        unit = self.workspace.settings.unit.unit
        fields = readable_metadata(draft).fields
        year = str(fields.get("year") or self.clock().year)
        places = {str(value) for value in fields.values() if isinstance(value, str)}
        return frozenset({f"{year}年", *unit.texts, *places})


def readable_metadata(draft: Draft) -> DraftMetadata:
    """The draft's metadata, or empty ones where its front matter is broken: reading on is better than refusing."""
    return _metadata_of(draft.front)


@lru_cache(maxsize=32)
def _metadata_of(front: str) -> DraftMetadata:
    """Kept for a front matter: it is read at every pause of writing, for the panel three times, and hardly ever changes."""
    from wengao.markup.front_matter import DraftMetadata, read_front_matter

    try:
        return read_front_matter(front)
    except DraftFormatError:
        return DraftMetadata()


def moment(timestamp: float) -> datetime.datetime:
    """A file's time stamp as local time."""
    return datetime.datetime.fromtimestamp(timestamp, tz=datetime.UTC).astimezone()


def modified(file: Path) -> float:
    """The time stamp of a file's last change; 0 where it cannot be told."""
    try:
        return file.stat().st_mtime
    except OSError:
        return 0.0
