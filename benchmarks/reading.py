"""How fast and how well files are read: `python benchmarks/reading.py FOLDER…`.

Prints, for each folder: files, share read, MB of files and of text a second (one process), changes by cleaning rule. For
Word files it counts the 一、 and （一） headings found beside those that a plain search of the paragraphs' texts finds.
"""

from __future__ import annotations

import re
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from wengao.corpus.cleaning import RULES
from wengao.corpus.reading import read_document
from wengao.errors import UnreadableFileError

if TYPE_CHECKING:
    from wengao.corpus.models import Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEVELS = (
    re.compile(r"^\s*[一二三四五六七八九十]{1,3}、\S"),
    re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]\s*\S"),
)


def main(folders: list[Path]) -> None:
    for folder in folders:
        files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        measure(folder, files)


def measure(folder: Path, files: list[Path]) -> None:
    changes: Counter[str] = Counter()
    refused: list[tuple[str, str]] = []
    found, present = [0, 0], [0, 0]
    size = characters = 0
    started = time.process_time()
    clock = time.perf_counter()
    for path in files:
        try:
            read = read_document(path, path.name)
        except UnreadableFileError as error:
            refused.append((path.name, error.reason))
            continue
        size += path.stat().st_size
        characters += sum(
            len(text.encode()) for section in read.document.root.walk() for text in section.paragraphs
        )
        changes.update(dict(read.report.counts))
        if path.suffix == ".docx":
            compare(read.document, path, found, present)
    seconds, wall = time.process_time() - started, time.perf_counter() - clock
    good = len(files) - len(refused)
    share, rate = good / max(len(files), 1), len(files) / wall
    print(f"{folder}: {len(files)} files, {good} read ({share:.1%}), {wall:.1f} s, {rate:.0f} files/s")
    megabytes = characters / 1e6
    print(
        f"  {size / 1e6:.2f} MB of files, {megabytes:.2f} MB of text, {megabytes / seconds:.2f} MB/s on one core"
    )
    for name, reason in refused:
        print(f"  refused: {name}: {reason}")
    print("  changes:", ", ".join(f"{rule.name} {changes[rule.name]}" for rule in RULES))
    if any(present):
        print(
            f"  headings found of those present: 一、 {found[0]} of {present[0]}, （一） {found[1]} of {present[1]}"
        )


def compare(document: Document, path: Path, found: list[int], present: list[int]) -> None:
    """Count headings by their numbers in the tree, and in the paragraphs of the file as ElementTree has them."""
    with zipfile.ZipFile(path) as package:
        root = ElementTree.fromstring(package.read("word/document.xml"))
    texts = ["".join(node.text or "" for node in paragraph.iter(W + "t")) for paragraph in root.iter(W + "p")]
    for level, pattern in enumerate(LEVELS):
        here = sum(1 for text in texts if pattern.match(text))
        tree = sum(1 for section in document.root.walk() if pattern.match(section.enumerator + "某"))
        present[level] += here
        found[level] += tree
        if here != tree:
            print(f"  {path.name}: level {level + 1}: {tree} of {here}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
