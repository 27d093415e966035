"""The list of templates as it was last read, so that the home screen has it at once.

It lies in the user's cache folder and holds good as long as no template file and no list of the unit has changed;
losing it costs only time.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wengao import __version__
from wengao.errors import InputError
from wengao.files.rights import PRIVATE
from wengao.files.writing import make_folder, read_own, write_file
from wengao.language.lists import language
from wengao.templates.model import TemplateSummary

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_FILE = "templates.json"


def cached_templates(
    cache: Path, folders: Sequence[Path], read: Callable[[], tuple[TemplateSummary, ...]]
) -> tuple[TemplateSummary, ...]:
    """The templates of `folders`: as kept in the folder `cache` where their files have not changed, else from `read`."""
    state = [__version__, language().stamp, *(_state(file) for folder in folders for file in _files(folder))]
    file = cache / _FILE
    with suppress(OSError, ValueError, TypeError, KeyError, InputError):
        kept = json.loads(read_own(file).decode("utf-8", "surrogatepass"))
        if kept["state"] == state:
            return tuple(_summary(entry) for entry in kept["templates"])
    templates = read()
    entries = [
        [one.name, one.genre, list(one.aliases), one.purpose, list(one.length), str(one.path), one.problem]
        for one in templates
    ]
    with suppress(InputError):
        make_folder(cache, rights=PRIVATE)
        data = json.dumps({"state": state, "templates": entries}, ensure_ascii=False)
        write_file(file, data.encode("utf-8", "surrogatepass"), below=cache, rights=PRIVATE)
    return templates


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md")) if folder.is_dir() else []


def _state(file: Path) -> list[Any]:
    found = file.stat()
    return [str(file), found.st_mtime_ns, found.st_size]


def _summary(entry: list[Any]) -> TemplateSummary:
    name, genre, aliases, purpose, (shortest, longest), path, problem = entry
    return TemplateSummary(name, genre, tuple(aliases), purpose, (shortest, longest), Path(path), problem)
