"""The log: one file in the user's state folder, made only when there is something to write."""

from __future__ import annotations

import logging
import logging.handlers
from typing import TYPE_CHECKING

from wengao.desk.workspace import log_file

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 1_000_000
_KEPT = 2


def start_log() -> Path:
    """Send wengao's log to its file, and return the file. Calling it again changes nothing."""
    file = log_file()
    logger = logging.getLogger("wengao")
    if not any(isinstance(handler, logging.handlers.RotatingFileHandler) for handler in logger.handlers):
        file.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            file, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        logger.addHandler(handler)
        logger.setLevel(logging.INFO)
        logger.propagate = False
    return file


def log_defect(defect: BaseException) -> str:
    """Write an unforeseen exception to the log, with its traceback; returns where, or why it could not be written."""
    try:
        file = start_log()
        logging.getLogger("wengao").error("defect", exc_info=(type(defect), defect, defect.__traceback__))
    except OSError as error:
        return f"（日志写不了：{error.strerror or error}）"
    return str(file)
