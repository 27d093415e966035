"""A speech as a draft, and the parts of the Word file that it becomes."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from wengao.drafts.markdown import parse_draft
from wengao.drafts.model import Draft
from wengao.export.choices import ExportChoices
from wengao.export.exporting import ExportReport, export_draft
from wengao.export.layout import Layout, load_layout

DRAFTS = Path(__file__).parent / "drafts"
CREATED = datetime(2026, 3, 18, 1, 0, tzinfo=UTC)
NAMESPACES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
W = f"{{{NAMESPACES['w']}}}"


@dataclass(frozen=True)
class Exported:
    """A Word file that has been written. parts: name and bytes of each part, in the file's order."""

    path: Path
    report: ExportReport
    parts: dict[str, bytes]

    def xml(self, name: str) -> Any:
        """A part, parsed."""
        return etree.fromstring(self.parts[name])

    def find(self, name: str, xpath: str) -> list[Any]:
        """What `xpath` finds in a part; w: is the prefix of WordprocessingML."""
        found = self.xml(name).xpath(xpath, namespaces=NAMESPACES)
        return list(found)

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of each paragraph of the body, in order; a line break in it is /."""
        return [
            (
                "".join(paragraph.xpath("w:pPr/w:pStyle/@w:val", namespaces=NAMESPACES)),
                "".join(
                    "/" if element.tag == f"{W}br" else element.text or ""
                    for element in paragraph.iter(f"{W}t", f"{W}br")
                ),
            )
            for paragraph in self.find("word/document.xml", "//w:body//w:p")
        ]

    def texts(self, style: str) -> list[str]:
        """The texts of the paragraphs in a style."""
        return [text for one, text in self.paragraphs() if one == style]


def schema_errors(path: Path) -> list[str]:
    """What openxml-audit finds wrong with a Word file."""
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


Export = Callable[..., Exported]


@pytest.fixture
def speech() -> Draft:
    return parse_draft((DRAFTS / "speech.md").read_text(encoding="utf-8"))


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Export a draft, or the text of one, hold it against the schema, and open what was written."""

    def run(
        draft: Draft | str, *, layout: str | Layout = "speech", name: str = "稿.docx", **choices: Any
    ) -> Exported:
        value = parse_draft(draft) if isinstance(draft, str) else draft
        path = tmp_path / name
        created = choices.pop("created", CREATED)
        chosen = load_layout(layout) if isinstance(layout, str) else layout
        report = export_draft(value, path, layout=chosen, created=created, choices=ExportChoices(**choices))
        if path.suffix == ".docx":
            assert schema_errors(path) == []
        with zipfile.ZipFile(path) as package:
            parts = {entry: package.read(entry) for entry in package.namelist()}
        return Exported(path, report, parts)

    return run
