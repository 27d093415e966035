"""What a desk reads of files, and renders of templates, that others made: in processes that can be stopped.

A file that takes too long or too much, or that crashes its reader, is refused by name; the desk goes on.
"""

from __future__ import annotations

import logging
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from wengao.errors import InputError, TemplateError, UnreadableFileError
from wengao.processes.confined import ConfinedProcesses, Confinement, ConfinementError, Limits

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wengao.desk.unit_table import UnitTable
    from wengao.drafts.model import Draft
    from wengao.drafts.word_import import WordDraft
    from wengao.drafts.word_merging import MergedDraft
    from wengao.reading.from_file import ReadDocument
    from wengao.reading.models import Document
    from wengao.review.settings import ReviewSettings
    from wengao.review.word.correcting import Reviser, WordCorrection
    from wengao.review.word.profile import WordProfile
    from wengao.review.word.reading import WordFile
    from wengao.templates.model import Template, TemplateProblem

P = ParamSpec("P")
T = TypeVar("T")

RENDERING_LIMITS = Limits(seconds=10.0, memory=1 << 30)
"""What rendering or checking one template may take. The longest that ships takes 0.1 s; its check, 2 s."""


_NEEDED_TO_RENDER = ("wengao.templates.rendering", "wengao.templates.sandbox", "ruamel.yaml")


_logger = logging.getLogger("wengao.processes")


class _LogOpener(logging.Handler):
    """Opens the log when a process has come to a bad end, and not before: it leaves no folder behind otherwise."""

    def emit(self, record: logging.LogRecord) -> None:
        """The log takes the record next, from the logger above."""
        from wengao.desk.log import start_log

        with suppress(OSError):
            start_log()


class ForeignFiles:
    """Reads what may come from anyone. reading, rendering: what one file, one template may take."""

    def __init__(self, *, reading: Limits | None = None, rendering: Limits = RENDERING_LIMITS) -> None:
        self._reading_limits = reading
        self._rendering_limits = rendering

    @cached_property
    def processes(self) -> ConfinedProcesses:
        """The processes it is done in; what they say at a bad end goes to the log."""
        if not any(isinstance(handler, _LogOpener) for handler in _logger.handlers):
            _logger.addHandler(_LogOpener())
        return ConfinedProcesses()

    @cached_property
    def reading(self) -> Confinement:
        """Where files are read."""
        from wengao.reading.formats.format import READING_LIMITS

        return Confinement(self._reading_limits or READING_LIMITS, self.processes)

    @cached_property
    def rendering(self) -> Confinement:
        """Where templates are rendered."""
        return Confinement(self._rendering_limits, self.processes)

    def document(self, path: Path, shown_path: str) -> Document:
        """The document in the file at `path`; see reading.from_file.read_document. Raises UnreadableFileError."""
        return self.reading_of(path, shown_path).document

    def reading_of(self, path: Path, shown_path: str) -> ReadDocument:
        """The document in the file at `path`, with what did not come into its text. Raises UnreadableFileError."""
        from wengao.reading.from_file import read_document

        return self._read(path, read_document, path.absolute(), shown_path)

    def raw_text(self, path: Path) -> str:
        """The text of the file at `path` before cleaning. Raises UnreadableFileError."""
        from wengao.reading.from_file import raw_text

        return self._read(path, raw_text, path.absolute())

    def beside_raw(self, path: Path) -> tuple[tuple[str, str], ...]:
        """The lines of the file at `path`, and what cleaning makes of them. Raises UnreadableFileError."""
        from wengao.reading.from_file import raw_beside_clean

        return self._read(path, raw_beside_clean, path.absolute())

    def as_written(self, path: Path, shown_path: str) -> Draft:
        """The document at `path` as a draft, nothing cleaned. Raises UnreadableFileError."""
        from wengao.desk.review_reading import draft_as_written

        return self._read(path, draft_as_written, path.absolute(), shown_path)

    def word_file(self, path: Path) -> WordFile:
        """How the Word file at `path` is set. Raises UnreadableFileError."""
        from wengao.review.word.reading import read_word

        return self._read(path, read_word, path.absolute())

    def corrected_word(
        self, path: Path, profile: WordProfile, settings: ReviewSettings, reviser: Reviser | None = None
    ) -> WordCorrection:
        """The Word file at `path` set as `profile` has it, its marks put right. Raises UnreadableFileError."""
        from wengao.review.word.correcting import corrected_word

        return self._read(path, corrected_word, path.absolute(), profile, settings, reviser)

    def is_own_export(self, path: Path) -> bool:
        """Whether the file at `path` is a Word file that wengao wrote."""
        from wengao.drafts.word_import import is_own_export

        return self._read(path, is_own_export, path.absolute())

    def original_of(self, path: Path, drafts: Sequence[Path]) -> Path | None:
        """The draft that the Word file at `path` was exported from. Raises UnreadableFileError."""
        from wengao.desk.returned_word import original_of

        return self._read(path, original_of, path.absolute(), drafts)

    def brought_home(self, path: Path, original: Draft) -> MergedDraft:
        """The draft with what was changed in the Word file at `path`. Raises UnreadableFileError."""
        from wengao.desk.returned_word import brought_home

        return self._read(path, brought_home, path.absolute(), original)

    def word_read_anew(self, path: Path) -> WordDraft:
        """The draft that the Word file at `path` shows by itself, with its pictures. Raises UnreadableFileError."""
        from wengao.desk.returned_word import read_anew

        return self._read(path, read_anew, path.absolute())

    def unit_table(self, path: Path) -> UnitTable:
        """What the table (.xlsx) at `path` tells of the unit. Raises UnreadableFileError."""
        from wengao.desk.unit_table import read_unit_table

        return self._read(path, read_unit_table, path.absolute())

    def prepare_to_render(self) -> None:
        """Have a process ready that has loaded what rendering needs, so that it takes no longer than here."""
        from wengao.processes.confinement import load

        with suppress(InputError, ConfinementError):
            self.rendering.call(load, *_NEEDED_TO_RENDER)

    def close(self) -> None:
        """End the process that waits for the next file."""
        self.processes.close()

    def rendered(self, template: Template, values: Mapping[str, object], today: datetime.date) -> str:
        """The draft file that a template makes of `values`. Raises TemplateError."""
        from wengao.templates.rendering import render_template

        return self._run(f"模板“{template.name}”", render_template, template, values, today=today)

    def template_problems(self, path: Path) -> tuple[TemplateProblem, ...]:
        """What is wrong with the template file at `path`. Raises TemplateError where that cannot be found out in time."""
        from wengao.templates.checking import check_template

        return self._run(f"模板 {path}", check_template, path.absolute())

    def _read(self, path: Path, function: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        """What a function answers that reads the file at `path`, which the drafter knows by that name."""
        try:
            return self.reading.call(function, *arguments, **keywords)
        except ConfinementError as error:
            from wengao.reading.formats.format import refusal

            raise UnreadableFileError(path, *refusal(error)) from error
        except UnreadableFileError as error:
            if error.path != path.absolute():
                raise
            raise type(error)(path, error.reason, error.remedy) from None

    def _run(self, name: str, function: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
        try:
            return self.rendering.call(function, *arguments, **keywords)
        except ConfinementError as error:
            raise TemplateError(
                f"{name}有误，运行了 {self.rendering.limits.seconds:.0f} 秒还没有完，或占用内存太多，已停止",
                "请减少循环，改短很长的内容",
            ) from error
