"""Readers are found by being there; the pages that list formats say what they read."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.test_layers import HEAVY
from wengao.reading import formats as readers
from wengao.reading.formats import formats, readable_suffixes

ROOT = Path(__file__).parents[3]


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
