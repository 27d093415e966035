"""Opening a Word file to look at how it is set, or to change it (python-docx)."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import wengao
from wengao.errors import UnreadableFileError, WengaoError
from wengao.files.package import Package

if TYPE_CHECKING:
    from collections.abc import Iterator

_OUR_CODE = str(Path(wengao.__file__).parent)


@contextmanager
def opened_word(path: Path) -> Iterator[Any]:
    """The python-docx document at `path`, for as long as it is looked at.

    python-docx takes a file at its word: what its XML lacks, or has another value than Word writes, comes up as whatever
    Python or lxml raises over it, when the file is opened or any time later. So what these libraries raise tells of the
    file, not of a defect; what our own code raises goes its way.
    Raises UnreadableFileError where it is no Word file, a damaged one, or beyond the limits of Package.
    """
    from docx import Document

    with Package(path):
        pass
    try:
        yield Document(str(path))
    except (WengaoError, MemoryError):
        raise
    except Exception as error:
        if _is_our_own(error):
            raise
        raise UnreadableFileError(
            path, "不是完整的 Word 文件（.docx）", "请在 Word 里另存为 .docx 再试"
        ) from error


def _is_our_own(error: Exception) -> bool:
    """Whether our code raised it, and no library that it called."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    here = Path(__file__)
    return (
        trace is not None
        and trace.tb_frame.f_code.co_filename.startswith(_OUR_CODE)
        and trace.tb_frame.f_code.co_filename != str(here)
    )
