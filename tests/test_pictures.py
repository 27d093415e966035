"""The pictures for README and docs: Chinese in its own cells, nothing from the network."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).parent.parent / "tools"
RICH = (
    '<svg><style>@font-face {\n src: url("https://fonts.example/a.woff2");\n}\n'
    ".m { font-family: Fira Code, monospace; }</style>"
    '<text class="r1" x="12.2" y="20" textLength="97.6" clip-path="url(#l0)">F1&#160;帮助“好”</text></svg>'
)


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    spec = importlib.util.spec_from_file_location("terminal_pictures", TOOLS / "terminal_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_run_of_characters_has_the_length_of_its_cells(pictures: ModuleType) -> None:
    drawn = pictures.for_chinese(RICH)
    assert '<text class="r1" x="12.2" y="20" textLength="36.6" clip-path="url(#l0)">F1&#160;</text>' in drawn
    assert '<text class="r1" x="48.8" y="20" textLength="48.8" clip-path="url(#l0)">帮助</text>' in drawn
    assert 'x="97.6" y="20" textLength="12.2" style="font-family: ' in drawn
    assert '<text class="r1" x="109.8" y="20" textLength="24.4" clip-path="url(#l0)">好</text>' in drawn


def test_nothing_is_asked_of_the_network(pictures: ModuleType) -> None:
    assert "https://" not in pictures.for_chinese(RICH)


def test_the_pictures_in_the_docs_are_of_this_kind() -> None:
    kept = sorted((TOOLS.parent / "docs" / "pictures").glob("*.svg"))
    assert kept
    assert [file.name for file in kept if 'url("https:' in file.read_text(encoding="utf-8")] == []
