"""Readers are found by being there; the pages that list formats say what they read."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.test_layers import HEAVY
from wengao.desk.review_reading import draft_as_written
from wengao.reading import formats as readers
from wengao.reading.formats import formats, read_raw, readable_suffixes

from ..files import WRITERS
from ..material import word_paragraph, write_docx

ROOT = Path(__file__).parents[3]


def test_a_package_is_looked_into_once_whoever_asks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Counted(zipfile.ZipFile):
        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            opened.append(1)
            super().__init__(*arguments, **keywords)

    opened: list[int] = []
    files = [WRITERS[suffix](tmp_path / f"讲话{suffix}") for suffix in (".docx", ".odt")]
    monkeypatch.setattr(zipfile, "ZipFile", Counted)
    for file in files:
        opened.clear()
        draft_as_written(file, file.name)
        assert len(opened) == 2, "one look at its parts, one reading"
    write_docx(files[0], word_paragraph("一行别的字。"))
    assert read_raw(files[0]).text == "一行别的字。"


def test_every_reader_declares_its_format_once() -> None:
    sources = [
        path for path in Path(readers.__path__[0]).rglob("*.py") if "\ndef read(" in path.read_text("utf-8")
    ]
    assert len(sources) == len(formats())
    assert len({known.order for known in formats()}) == len(formats())
    assert len(set(readable_suffixes())) == len(readable_suffixes())


def test_finding_the_readers_loads_none_of_their_libraries() -> None:
    script = (
        "import sys\nfrom wengao.reading.formats import formats\nformats()\n"
        f"print(*sorted({set(HEAVY) | {'olefile', 'ofdkit', 'pypdfium2'}!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_readme_lists_what_is_read() -> None:
    (listed,) = re.findall(
        r"^能读 (.*?)。", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert set(re.findall(r"\.[a-z]+", listed)) == set(readable_suffixes())
