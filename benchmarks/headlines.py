"""Headline search (以标题找内容): headings of reports and titles of laws as queries, what stands under them as answers.

Titles and headings are masked: every engine sees the paragraphs' own text and nothing else, as when one looks for a
news item by a headline that is no part of it. Otherwise a field over the text would hold the answer word for word.
"""

from __future__ import annotations

import io
import tarfile
from collections import defaultdict
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from search_material import DATA, PROJECT, Judged, Material

from wengao.language.numbering import split_enumerator
from wengao.reading.from_file import read_document
from wengao.reading.models import Document, Passage, Section
from wengao.search.analysis import searchable_characters

if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORTEST = 8
"""Characters from which a heading says what it is about; 总体要求 could stand anywhere."""
_LAWS_STEP = 6
"""One law of so many is taken: a third as many titles as there are headings."""
_READ = (".md", ".txt", ".docx", ".html")
_BODY = "<!-- INFO END -->"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """A paragraph with the headline nearest over it. section: which place that is, where it stands over several."""

    text: str
    headline: str
    section: str


def headlines() -> Material:
    """Paragraphs of the sample corpus, of reports and of laws, with the headlines that stand over one place only."""
    under: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    held: dict[str, tuple[Document, tuple[Passage, ...]]] = {}
    for number, one in enumerate((*_of_reports(), *_of_laws())):
        identity = blake2b(f"{number}\n{one.text}".encode(), digest_size=6).hexdigest()
        under[one.headline][one.section].append(identity)
        document = Document(identity, f"{identity}.txt", "", "报告", None, Section("", 0))
        end = len(one.text)
        passage = Passage(identity, identity, 0, "paragraph", one.text, None, 0, (), "", 0, 0, end)
        held[identity] = (document, (passage,))
    questions = tuple(
        Judged(headline, frozenset(*sections.values()))
        for headline, sections in under.items()
        if len(sections) == 1 and len(searchable_characters(headline)) >= _SHORTEST
    )
    return Material("标题找内容", held, questions)


def _of_reports() -> Iterator[_Paragraph]:
    for folder in (PROJECT / "corpus", DATA / "reports"):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in _READ):
            for passage in read_document(path, path.name).passages:
                if passage.kind == "paragraph" and passage.heading_path:
                    _, headline = split_enumerator(passage.heading_path[-1])
                    yield _Paragraph(passage.text, headline, f"{path.name}{passage.heading_path}")


def _of_laws() -> Iterator[_Paragraph]:
    with tarfile.open(DATA / "laws" / "laws-md.tar.xz") as members:
        for number, member in enumerate(members):
            file = members.extractfile(member) if number % _LAWS_STEP == 0 else None
            if file is None or not member.name.endswith(".md"):
                continue
            head, _, body = io.TextIOWrapper(file, encoding="utf-8").read().partition(_BODY)
            title = head.strip().partition("\n")[0].lstrip("# ")
            for line in body.splitlines():
                if line.startswith("第"):
                    yield _Paragraph(line, title, member.name)
