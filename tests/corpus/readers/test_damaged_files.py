"""Damaged and misnamed files of every format are read or refused with a reason, never anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from wengao.corpus.readers import doc
from wengao.corpus.reading import read_document
from wengao.errors import UnreadableFileError

from ..files import WRITERS, write_zip

SLOW = (".pdf",)
"""Formats that are read in a process of their own: fewer variants of them."""


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doc, "office_program", lambda: None)


def variants(data: bytes, seed: int, count: int) -> Iterator[bytes]:
    """Truncated, with bits turned over, with a stretch overwritten, with a stretch twice."""
    chance = random.Random(seed)  # noqa: S311 - the same damage in every run
    for number in range(count):
        start = chance.randrange(len(data))
        end = min(len(data), start + chance.randrange(1, 200))
        if number % 4 == 0:
            yield data[:start]
        elif number % 4 == 1:
            flipped = bytearray(data)
            for _ in range(chance.randrange(1, 30)):
                flipped[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            yield bytes(flipped)
        elif number % 4 == 2:
            yield data[:start] + chance.randbytes(end - start) + data[end:]
        else:
            yield data[:end] + data[start:]


def outcome(path: Path) -> str:
    try:
        read_document(path, path.name)
    except UnreadableFileError as error:
        return "refused" if error.reason and error.remedy else f"no remedy: {error}"
    return "read"


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_damaged_file_is_read_or_refused(tmp_path: Path, suffix: str) -> None:
    data = WRITERS[suffix](tmp_path / f"好{suffix}").read_bytes()
    path = tmp_path / f"坏{suffix}"
    outcomes = set()
    for variant in variants(data, seed=7, count=8 if suffix in SLOW else 120):
        path.write_bytes(variant)
        outcomes.add(outcome(path))
    assert outcomes <= {"read", "refused"}


@pytest.mark.parametrize("suffix", WRITERS)
def test_a_wrong_suffix_is_read_or_refused(tmp_path: Path, suffix: str) -> None:
    data = WRITERS[suffix](tmp_path / f"好{suffix}").read_bytes()
    outcomes = set()
    for other in (*WRITERS, ".zip", ".wps", ""):
        path = tmp_path / f"错{other}"
        path.write_bytes(data)
        outcomes.add(outcome(path))
    assert outcomes <= {"read", "refused"}


def test_a_damaged_archive_is_read_or_refused(tmp_path: Path) -> None:
    data = write_zip(tmp_path / "好.zip", ["讲话.txt", "汇报.txt"]).read_bytes()
    archive = tmp_path / "坏.zip"
    outcomes = set()
    for variant in variants(data, seed=11, count=120):
        archive.write_bytes(variant)
        outcomes.add(outcome(archive / "讲话.txt"))
        outcomes.add(outcome(archive))
    assert outcomes <= {"read", "refused"}
