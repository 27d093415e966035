"""The two laws of reading, for any text: nothing is lost without a word, and no number comes about."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from wengao.language.dates import spoken_date
from wengao.reading.cleaning import clean
from wengao.reading.models import Document
from wengao.reading.raw import Block, RawDocument
from wengao.reading.structure.sections import SourceHints, build_document

_FIELDS = ("title", "date", "organ", "speaker", "post", "place", "meeting")


def lost(raw: RawDocument, path: Path) -> str:
    """The letters and digits of a document that are neither in the text, nor in a field, nor told as left out."""
    text = clean(raw.blocks)
    hints = SourceHints(raw.title, raw.metadata, text.outline, text.byline)
    document = build_document(text.blocks, hints, path.name, path)
    kept = [*shown(document), *text.report.removed, *text.outline, text.byline, *document.left_out]
    kept += [str(getattr(document, name) or "") for name in _FIELDS]
    kept.append(spoken_date(document.date) if document.date else "")
    return "".join(sorted((letters(block.text for block in raw.blocks) - letters(kept)).elements()))


def new_numbers(raw: RawDocument, path: Path) -> set[str]:
    """The digit sequences of the text that the source has nowhere."""
    text = clean(raw.blocks)
    document = build_document(
        text.blocks, SourceHints(raw.title, raw.metadata, text.outline, text.byline), path.name, path
    )
    source = "\n".join([raw.title, *raw.metadata.values(), *(block.text for block in raw.blocks), path.stem])
    known = {*numbers(source), *numbers(unicodedata.normalize("NFKC", source))}
    return numbers("\n".join(shown(document, enumerators=False))) - known


def shown(document: Document, *, enumerators: bool = True) -> list[str]:
    """All text of a document: title, headings with their numbers, paragraphs, signature."""
    lines = [document.title]
    for section in document.root.walk():
        lines += [section.enumerator if enumerators else "", section.heading, *section.paragraphs]
    return [*lines, *document.signature]


def numbers(text: str) -> set[str]:
    """The sequences of ASCII and full-width digits in a text."""
    return set(re.findall(r"\d+", text))


def letters(texts: Sequence[str] | object) -> Counter[str]:
    """How often each letter and digit stands in texts, glyphs as the characters they are made of, dates by their digits."""
    joined = unicodedata.normalize("NFKC", "".join(texts))  # type: ignore[arg-type]
    return Counter(char for char in joined if char.isalnum())


def blocks(*lines: str) -> RawDocument:
    """A document of plain lines."""
    return RawDocument(tuple(Block(line) for line in lines))
