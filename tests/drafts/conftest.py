"""Passages and documents to insert."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wengao.reading.from_file import read_document
from wengao.reading.models import Document, Passage, Section
from wengao.resources import sample_corpus_folder

MakePassage = Callable[..., Passage]


@pytest.fixture(scope="session")
def sample_paragraphs() -> tuple[str, ...]:
    """Every paragraph of the sample corpus that is written in Markdown or as plain text."""
    files = sorted(file for file in sample_corpus_folder().iterdir() if file.suffix in (".md", ".txt"))
    documents = [read_document(file, file.name).document for file in files]
    return tuple(
        paragraph
        for document in documents
        for section in document.root.walk()
        for paragraph in section.paragraphs
    )


@pytest.fixture
def document() -> Document:
    return Document(
        id="d00000000001",
        path="corpus/讲话.txt",
        title="在全市征兵工作推进会上的讲话",
        genre="推进会讲话",
        date="2025-03-18",
        root=Section("", 0),
    )


@pytest.fixture
def make_passage(document: Document) -> MakePassage:
    def make(text: str, number: int = 1, role: str = "task", kind: str = "paragraph") -> Passage:
        return Passage(
            id=f"{number:012x}",
            document_id=document.id,
            ordinal=number,
            kind=kind,
            text=text,
            role=role,
            level=2,
            heading_path=("二、重点任务",),
            place=f"二（一）第{number}段",
            paragraph=number,
            start=0,
            end=len(text),
        )

    return make
