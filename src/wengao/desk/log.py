"""The log: one file in the user's state folder, made only when there is something to write.

A log that cannot be written is told in a line and never in the way: no traceback of its own, no claim that it was.
"""

from __future__ import annotations

import logging
import logging.handlers
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from wengao.desk.workspace import log_file
from wengao.errors import InputError, LinkInTheWayError, system_reason
from wengao.files.rights import PRIVATE
from wengao.files.writing import make_folder, open_to_append
from wengao.language.visible import in_lines

if TYPE_CHECKING:
    from io import TextIOWrapper
    from pathlib import Path

_LARGEST = 1_000_000
_KEPT = 2


class _LogFile(logging.handlers.RotatingFileHandler):
    """The log's file: opened without following links, for the user alone. refusal: why the last entry was not written."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True)
        self.file = file
        self.refusal = ""

    def emit(self, record: logging.LogRecord) -> None:
        """Write an entry, or note why not."""
        self.refusal = ""
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the name that logging calls
        """Note why an entry was not written; logging would print a traceback of its own."""
        error = sys.exc_info()[1]
        self.refusal = _why(error) if error is not None else "原因不明"
        stream, self.stream = self.stream, None
        with suppress(OSError):
            if stream is not None:
                stream.close()

    def _open(self) -> TextIOWrapper:
        folder = self.file.parent
        make_folder(folder)
        return open_to_append(self.file, below=folder, rights=PRIVATE)


class _Visible(logging.Formatter):
    """Lines that are safe to read on a terminal (cat wengao.log), whatever file names they quote."""

    def format(self, record: logging.LogRecord) -> str:
        """The record's lines."""
        return in_lines(super().format(record))


def start_log() -> None:
    """Send wengao's log to its file. Calling it again changes nothing, but where the log's place has changed."""
    logger = logging.getLogger("wengao")
    before = _log_file()
    if before is not None and before.file != log_file():
        logger.removeHandler(before)
        before.close()
    if _log_file() is None:
        handler = _LogFile(log_file())
        handler.setFormatter(_Visible("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False


def log_defect(defect: BaseException) -> str:
    """Write an unforeseen exception to the log, with its traceback; returns what to tell: where it is, or why it is not."""
    start_log()
    logging.getLogger("wengao").error("defect", exc_info=(type(defect), defect, defect.__traceback__))
    written = _log_file()
    if written is None:
        return "日志没有开"
    return f"日志没有写成：{written.refusal}" if written.refusal else f"详情记在日志里：{written.file}"


def _log_file() -> _LogFile | None:
    handlers = logging.getLogger("wengao").handlers
    return next((handler for handler in handlers if isinstance(handler, _LogFile)), None)


def _why(error: BaseException) -> str:
    if isinstance(error, (LinkInTheWayError, InputError)):
        return error.message
    return system_reason(error) if isinstance(error, OSError) else repr(error)
