"""The passages that the search benchmark runs over: the sample corpus, reports and laws, and STARD with its judgements."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import tarfile
from collections import defaultdict
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.reading.models import Document, Passage, Section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

PROJECT = Path(__file__).parents[1]
DATA = PROJECT.parent / "shared" / "data"
"""Public data beside the project; what is missing is left out of the table, with the reason."""

_SHORTEST = 6
_SHORTEST_ITEM = 300
_ITEM = re.compile(r"(?m)^(?=#{2,3} )")
_KIND = "paragraph"
_MARKUP = re.compile(r"^[#>*\-\s]+|<!--.*?-->|\*\*")
_CHANGED = "的一是在和有大中国人民发展工作经济社会建设法规定"


@dataclass(frozen=True, slots=True)
class Judged:
    """A question with the documents that answer it."""

    text: str
    answers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Material:
    """Documents with their passages, as search takes them, and questions where there are any."""

    name: str
    held: Mapping[str, tuple[Document, tuple[Passage, ...]]]
    questions: tuple[Judged, ...] = field(default=())

    generation = 1
    identity = "benchmark"

    def documents(self) -> tuple[Document, ...]:
        return tuple(document for document, _ in self.held.values())

    def passages(self, document_id: str, /) -> tuple[Passage, ...]:
        return self.held[document_id][1]

    def all_passages(self) -> list[Passage]:
        return [passage for _, passages in self.held.values() for passage in passages]

    def starred(self) -> frozenset[str]:
        return frozenset()


def sample_corpus() -> Material:
    """The corpus that ships with wengao, read as `wengao index` reads it."""
    from wengao.reading.from_file import read_document

    read = [
        read_document(path, path.name)
        for path in sorted((PROJECT / "corpus").iterdir())
        if path.suffix in (".md", ".txt", ".docx")
    ]
    return Material("示例语料", {one.document.id: (one.document, tuple(one.passages)) for one in read})


def reports_and_laws(count: int) -> Material:
    """`count` paragraphs of reports and laws; where there are not so many, again with some characters changed."""
    texts = list(_report_texts()) + list(_law_texts())
    held: dict[str, tuple[Document, tuple[Passage, ...]]] = {}
    total = turn = 0
    while total < count and texts:
        for title, paragraphs in texts:
            some = [_turned(text, turn) for text in paragraphs[: count - total]]
            document, passages = _document(f"{title}{turn or ''}", title, some)
            held[document.id] = (document, passages)
            total += len(passages)
            if total >= count:
                break
        turn += 1
    return Material("报告和法规", held)


def stard() -> Material:
    """STARD: one document an article, its questions with the articles that answer them."""
    held = {}
    with gzip.open(DATA / "stard" / "corpus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            document, passages = _document(row["id"], row["name"], [row["text"]])
            held[document.id] = (document, passages)
    answers: dict[str, set[str]] = defaultdict(set)
    for question, _, document_id, _ in _rows("qrels.tsv"):
        answers[question].add(document_id)
    questions = tuple(
        Judged(text, frozenset(answers[number])) for number, text in _rows("queries.tsv") if answers[number]
    )
    return Material("STARD", held, questions)


def halves(questions: Iterable[Judged]) -> tuple[list[Judged], list[Judged]]:
    """The questions to choose weights on, and those to report; which is which follows from the text alone."""
    chosen: tuple[list[Judged], list[Judged]] = ([], [])
    for question in questions:
        chosen[blake2b(question.text.encode(), digest_size=1).digest()[0] % 2].append(question)
    return chosen


def headings_as_queries(material: Material, count: int) -> list[str]:
    """Queries of 2 to 14 words' length taken from the passages, evenly over the whole."""
    passages = material.all_passages()
    step = max(1, len(passages) // count)
    lengths = (4, 6, 8, 12, 16, 24, 28)
    queries = []
    for number, passage in enumerate(passages[::step]):
        clause = re.split(r"[，。；：、\s]", re.sub(r"[“”《》（）]", "", passage.text))
        text = "".join(clause)[: lengths[number % len(lengths)]]
        if len(text) >= 2:
            queries.append(text)
    return queries[:count]


def _rows(name: str) -> Iterator[list[str]]:
    with (DATA / "stard" / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def _document(identity: str, title: str, texts: Iterable[str]) -> tuple[Document, tuple[Passage, ...]]:
    year = re.match(r"(?:19|20)\d\d", title)
    document = Document(identity, f"{title}.txt", title, "报告", year[0] if year else None, Section("", 0))
    plain = Passage("", identity, 0, _KIND, "", None, 0, (), "", 0, 0, 0)
    return document, tuple(
        replace(
            plain,
            id=blake2b(f"{identity}\n{number}".encode(), digest_size=6).hexdigest(),
            ordinal=number,
            text=text,
            paragraph=number,
            end=len(text),
        )
        for number, text in enumerate(texts)
    )


def _report_texts() -> Iterator[tuple[str, list[str]]]:
    for path in sorted((DATA / "reports").rglob("*.txt")):
        yield path.stem, _paragraphs(path.read_text(encoding="utf-8", errors="replace"))


def _law_texts() -> Iterator[tuple[str, list[str]]]:
    archive = DATA / "laws" / "laws-md.tar.xz"
    if not archive.exists():
        return
    with tarfile.open(archive) as members:
        for member in members:
            file = members.extractfile(member) if member.name.endswith(".md") else None
            if file is not None:
                text = io.TextIOWrapper(file, encoding="utf-8", errors="replace").read()
                yield Path(member.name).stem, _paragraphs(text)


def _paragraphs(text: str) -> list[str]:
    lines = (_MARKUP.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if len(line) >= _SHORTEST]


def _turned(text: str, turn: int) -> str:
    """`text` with its commonest characters exchanged for others, differently in each turn."""
    if not turn:
        return text
    return text.translate({ord(char): chr(ord(char) + 7 * turn) for char in _CHANGED[turn % 5 :: 3]})


def write_news(folder: Path, count: int) -> int:
    """Write `count` news items as .md files into a folder, as one copies them from the web; returns how many there are."""
    written = 0
    with tarfile.open(DATA / "news" / "news-md.tar.xz") as members:
        for member in members:
            file = members.extractfile(member) if member.name.endswith(".md") else None
            if file is None:
                continue
            day = io.TextIOWrapper(file, encoding="utf-8", errors="replace").read()
            for number, item in enumerate(_ITEM.split(day)[1:]):
                if len(item) < _SHORTEST_ITEM:
                    continue
                if written == count:
                    return written
                name = f"{Path(member.name).stem}-{number:02d}.md"
                (folder / name).write_text(f"# {item.lstrip('# ')}", encoding="utf-8")
                written += 1
    return written


def keep_as_library(material: Material, file: Path) -> None:
    """Write the material as a library, as reading a corpus would."""
    from wengao.library import FileState, Library
    from wengao.reading.from_file import ReadDocument
    from wengao.reading.models import READING_VERSION
    from wengao.reading.report import CleaningReport

    with Library(file) as library, library.batch():
        for document, passages in material.held.values():
            read = ReadDocument(document, passages, CleaningReport())
            state = FileState(document.path + document.id, 0, 0, "", READING_VERSION, "", document.id)
            library.stored.replace(read, state)
