"""The sample corpus (样例语料) in a workspace: which of its files are still as they shipped.

It shows what the desk does, and stays out of real work: it is told apart, and taken out again as it was put in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.values import RemovedSamples
from wengao.files.writing import remove_file
from wengao.resources import sample_corpus_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wengao.desk.workspace import Workspace

_CORPUS = "corpus"


def remove_samples(workspace: Workspace) -> RemovedSamples:
    """Take the sample files out that are as they shipped; those that were changed stay, and are told."""
    removed, changed = [], []
    for file, as_shipped in _samples(workspace):
        if as_shipped and remove_file(file, below=workspace.root):
            removed.append(file)
        else:
            changed.append(file)
    return RemovedSamples(tuple(removed), tuple(changed))


def sample_paths(workspace: Workspace) -> frozenset[str]:
    """The sample files of the workspace as the library names them: relative to its folder."""
    return frozenset(workspace.shown(file) for file, as_shipped in _samples(workspace) if as_shipped)


def _samples(workspace: Workspace) -> Iterator[tuple[Path, bool]]:
    """The files of the workspace that lie where a sample does, and whether each is as it shipped."""
    shipped = sample_corpus_folder()
    for sample in sorted(shipped.rglob("*")):
        file = workspace.root / _CORPUS / sample.relative_to(shipped)
        if sample.is_file() and not sample.name.startswith(".") and file.is_file():
            yield file, file.stat().st_size == sample.stat().st_size and _same(file, sample)


def _same(file: Path, sample: Path) -> bool:
    try:
        return file.read_bytes() == sample.read_bytes()
    except OSError:
        return False
