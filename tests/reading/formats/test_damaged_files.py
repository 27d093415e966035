"""Damaged and misnamed files of every format are read or refused with a reason, never anything else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from wengao.errors import UnreadableFileError
from wengao.reading.formats import doc
from wengao.reading.from_file import read_document

from ..files import WRITERS, write_zip
from ..word_stream import (
    CHINESE,
    HIDDEN,
    IN_TABLE,
    ROW_END,
    StreamParagraph,
    list_level,
    listed,
    outline,
    write_stream,
)


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
    for variant in variants(data, seed=7, count=120):
        path.write_bytes(variant)
        outcomes.add(outcome(path))
    assert outcomes <= {"read", "refused"}


def numbered_stream(path: Path) -> Path:
    """An old Word file with styles, lists, a table, hidden text and a note."""
    paragraphs = [
        StreamParagraph("讲话\r", 1),
        StreamParagraph("意义\r", 0, listed(1, 0)),
        StreamParagraph("要求\r", 0, listed(1, 1)),
        StreamParagraph("单位\x07", 0, IN_TABLE),
        StreamParagraph("\x07", 0, ROW_END),
        StreamParagraph("各级要抓好落实。\r"),
    ]
    return write_stream(
        path,
        paragraphs,
        lists=([list_level(CHINESE, "\0、"), list_level(CHINESE, "（\x01）")],),
        uses=[(0, 1)],
        styles=[(0, 0xFFF, b""), (62, 0, outline(9))],
        runs=[(3, b""), (2, HIDDEN), (20, b"")],
        footnotes="\x02 第三条。\r",
    )


@pytest.mark.parametrize("first", [0, 512], ids=["anywhere", "behind the header"])
def test_a_damaged_word_stream_is_read_or_refused(tmp_path: Path, first: int) -> None:
    data = numbered_stream(tmp_path / "好.doc").read_bytes()
    path = tmp_path / "坏.doc"
    outcomes = set()
    for variant in variants(data[first:], seed=13, count=400):
        path.write_bytes(data[:first] + variant)
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
