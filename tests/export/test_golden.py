"""The parts of exported files, as they were looked at and found good.

After a change that is meant, renew them and read the difference before committing it:

    WENGAO_RENEW_GOLDEN=1 python -m pytest tests/export/test_golden.py
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tests.export.conftest import DRAFTS, Export

GOLDEN = Path(__file__).parent / "golden"
CASES: dict[str, dict[str, Any]] = {
    "speech": {},
    "speech-comments": {"sources": "comments"},
    "speech-contents-appendix": {"toc": True, "sources": "appendix"},
    "report": {"layout": "report"},
    "gb9704": {"layout": "gb9704"},
    "official": {"layout": "gb9704"},
    "letter": {"layout": "letter"},
    "minutes": {"layout": "minutes"},
}
OWN_PARTS = {
    "letter": ("word/header1.xml", "word/footer1.xml", "word/footer3.xml", "word/_rels/document.xml.rels")
}


def indented(part: bytes) -> str:
    """A part's XML with an element a line, so that a difference can be read."""
    root = etree.fromstring(part, etree.XMLParser(remove_blank_text=True))
    return str(etree.tostring(root, pretty_print=True, encoding="unicode"))


def golden_name(case: str, part: str) -> str:
    file = part.replace("/", "-").replace("[", "").replace("]", "")
    return f"{case}/{file}"


@pytest.mark.parametrize("case", CASES)
def test_the_parts_are_as_they_were(export: Export, case: str) -> None:
    draft = "speech" if case.startswith("speech") else case
    exported = export((DRAFTS / f"{draft}.md").read_text(encoding="utf-8"), **CASES[case])
    parts = {
        name: indented(data)
        for name, data in exported.parts.items()
        if case == "speech" or name in ("word/document.xml", "word/comments.xml", *OWN_PARTS.get(case, ()))
    }
    actual = {golden_name(case, name): text for name, text in parts.items()}
    if os.environ.get("WENGAO_RENEW_GOLDEN"):
        for name, text in actual.items():
            (GOLDEN / name).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / name).write_text(text, encoding="utf-8")
    expected = {f"{case}/{path.name}": path.read_text(encoding="utf-8") for path in (GOLDEN / case).iterdir()}
    assert expected == actual
