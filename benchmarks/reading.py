"""How fast and how well files are read: `python benchmarks/reading.py FOLDER… [--cleaning]`.

Prints, for each folder: files, share read, and MB of text (10⁶ bytes of UTF-8 in the paragraphs that come out; headings
and what cleaning takes away are not counted) per second of processor time, everything included from the open file to its
passages and its sketch. The first pass loads libraries and lists, once a process; the rate is that of the best of three
passes. Beside it stands the time that rjieba takes to cut the same text into words, in the same minute on the same
machine. For Word files it counts the 一、 and （一） headings found beside those that a plain search of the paragraphs'
texts finds. --cleaning: only a table of how many places each cleaning rule changes, a column a folder.
"""

from __future__ import annotations

import argparse
import re
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from wengao.errors import UnreadableFileError
from wengao.reading.cleaning import RULES
from wengao.reading.from_file import read_document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wengao.reading.models import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = (
    re.compile(r"^\s*[一二三四五六七八九十]{1,3}、\S"),
    re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*\S"),
)
PASSES = 3


@dataclass(slots=True)
class Measured:
    """What one pass over a folder's files gave. changes: places changed, by the name of the rule."""

    seconds: float = 0.0
    read: list[tuple[Path, Document]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)

    @property
    def texts(self) -> list[str]:
        """The paragraphs."""
        return [
            text for _, document in self.read for part in document.root.walk() for text in part.paragraphs
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--cleaning", action="store_true")
    given = parser.parse_args()
    if given.cleaning:
        print_changes(given.folders)
        return
    for folder in given.folders:
        report(folder, files_of(folder))


def files_of(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def one_pass(files: Sequence[Path]) -> Measured:
    measured = Measured()
    started = time.process_time()
    for path in files:
        try:
            read = read_document(path, path.name)
        except UnreadableFileError as error:
            measured.refused.append((path.name, error.reason))
            continue
        measured.read.append((path, read.document))
        measured.changes.update(dict(read.report.counts))
    measured.seconds = time.process_time() - started
    return measured


def report(folder: Path, files: Sequence[Path]) -> None:
    clock = time.perf_counter()
    first = one_pass(files)
    wall = time.perf_counter() - clock
    best = min([first.seconds, *(one_pass(files).seconds for _ in range(PASSES - 1))])
    good, texts = len(first.read), first.texts
    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    size = sum(path.stat().st_size for path, _ in first.read) / 1e6
    print(f"{folder}: {len(files)} files, {good} read ({good / max(len(files), 1):.1%}), {wall:.1f} s")
    print(f"  {len(files) / wall:.0f} files/s, {size:.2f} MB of files, {megabytes:.2f} MB of text")
    print(
        f"  {megabytes / best:.2f} MB/s on one core; {megabytes / first.seconds:.2f} in the first pass, with loading"
    )
    print(f"  {best / seconds_to_cut(texts):.1f} times as long as rjieba takes to cut this text into words")
    for name, reason in first.refused:
        print(f"  refused: {name}: {reason}")
    print_headings(first.read)


def seconds_to_cut(texts: Sequence[str]) -> float:
    """The processor time that rjieba needs for these texts, the best of as many passes."""
    import rjieba

    rjieba.cut("热身")
    return min(seconds(lambda: [rjieba.cut(text) for text in texts]) for _ in range(PASSES))


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def print_changes(folders: Sequence[Path]) -> None:
    """A line a rule, a column a folder."""
    changes = [one_pass(files_of(folder)).changes for folder in folders]
    print("\t".join(["rule", "label", *(folder.name for folder in folders)]))
    for rule in RULES:
        print("\t".join([rule.name, rule.label, *(str(counted[rule.name]) for counted in changes)]))


def print_headings(read: Sequence[tuple[Path, Document]]) -> None:
    """Headings by their numbers in the trees of Word files, beside those in the paragraphs as ElementTree has them."""
    found, present = [0, 0], [0, 0]
    for path, document in read:
        if path.suffix != ".docx":
            continue
        with zipfile.ZipFile(path) as package:
            root = ElementTree.fromstring(package.read("word/document.xml"))
        texts = [
            "".join(node.text or "" for node in paragraph.iter(W + "t")) for paragraph in root.iter(W + "p")
        ]
        for level, pattern in enumerate(LEVELS):
            here = sum(1 for text in texts if pattern.match(text))
            tree = sum(1 for section in document.root.walk() if pattern.match(section.enumerator + "某"))
            present[level] += here
            found[level] += tree
            if here != tree:
                print(f"  {path.name}: level {level + 1}: {tree} of {here}")
    if any(present):
        print(
            f"  headings found of those present: 一、 {found[0]} of {present[0]}, （一） {found[1]} of {present[1]}"
        )


if __name__ == "__main__":
    main()
