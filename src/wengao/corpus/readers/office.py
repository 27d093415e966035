"""LibreOffice, where it is installed: turns old documents that we cannot read ourselves into .docx, without a window."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.corpus.readers.limits import PROCESS_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)


def office_program() -> str | None:
    """The program that opens LibreOffice, None where it is not installed."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    return found or next((str(place) for place in _USUAL_PLACES if place.exists()), None)


@contextmanager
def as_docx(path: Path) -> Iterator[Path | None]:
    """The document at `path` as a .docx for as long as the context lasts; None where LibreOffice makes none in time.

    It works on a copy, in a profile of its own: one that the drafter has open is not disturbed.
    """
    with tempfile.TemporaryDirectory(prefix="wengao-") as name:
        folder = Path(name)
        copy = folder / "source.doc"
        shutil.copyfile(path, copy)
        yield _converted(copy, folder)


def _converted(copy: Path, folder: Path) -> Path | None:
    program = office_program()
    if program is None:
        return None
    profile = (folder / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx",
               "--outdir", str(folder), str(copy)]  # fmt: skip
    try:
        subprocess.run(  # noqa: S603 - a program of the system, on our own copy
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=PROCESS_SECONDS, check=False
        )
    except (subprocess.TimeoutExpired, OSError):
        return None
    made = folder / "source.docx"
    return made if made.is_file() else None
