"""LibreOffice, where it is installed: turns a document into another format, without a window.

It works on a copy, in a profile that is made for it and thrown away: one that the drafter has open is not disturbed,
and nothing the drafter has allowed there holds. Macros are not run, links not followed, whatever the document says.
"""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.processes.confined import Limits
from wengao.processes.guarding import run_bounded
from wengao.processes.starting import clean_environment, find_program

if TYPE_CHECKING:
    from collections.abc import Iterator

OFFICE_LIMITS = Limits(seconds=45.0, memory=4 << 30)
"""A short document takes 2 to 4 seconds, and fits into 1 GB. By the clock it is stopped before whoever reads a file is."""

_NAMES = ("soffice", "libreoffice")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
_ENVIRONMENT = {"SAL_USE_VCLPLUGIN": "svp"}
"""Draws into memory: no display is asked for."""

_SETTINGS = (
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "2"),
    ("Writer/Content/Update", "Field", "false"),
    ("Calc/Content/Update", "Link", "2"),
)
"""Macros only from places that are trusted, of which there are none; links are never brought up to date."""


def office_program() -> str | None:
    """The program that opens LibreOffice, None where it is not installed."""
    return next((found for name in _NAMES if (found := find_program(name))), None) or find_program(
        _NAMES[0], places=_USUAL_PLACES
    )


@contextmanager
def converted(path: Path, wanted: str, limits: Limits = OFFICE_LIMITS) -> Iterator[Path | None]:
    """The document at `path` in another format for as long as the context lasts; None where LibreOffice makes none.

    wanted: as LibreOffice calls the format, a filter and its options behind a colon: docx, pdf:writer_pdf_Export.
    """
    with tempfile.TemporaryDirectory(prefix="wengao-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        copy = folder / f"source{path.suffix.lower() or '.doc'}"
        shutil.copyfile(path, copy)
        yield _converted(copy, folder, wanted, limits)


def _converted(copy: Path, folder: Path, wanted: str, limits: Limits) -> Path | None:
    program = office_program()
    if program is None:
        return None
    profile, made = folder / "profile", folder / "made"
    _write_settings(profile)
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
               "--convert-to", wanted, "--outdir", str(made), str(copy)]  # fmt: skip
    try:
        run_bounded(command, limits, {**clean_environment(), **_ENVIRONMENT})
    except OSError:
        return None
    result = made / f"{copy.stem}.{wanted.partition(':')[0]}"
    return result if result.is_file() else None


def _write_settings(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.Office.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    user = profile / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )
