"""How long it takes to tell what a 6,000 字 draft reuses of a corpus of 66,000 passages, against rivals in the same run.

    python benchmarks/reuse.py [--passages 66000] [--runs 5]

The corpus is synthetic: paragraphs put together from clauses at random, kept in a library on disk in the proportion of
the sample corpus (one passage in eight is a paragraph; the others stand inside paragraphs). A third of the draft is
taken from it. Rivals: a dictionary of the draft's windows looked up at every position of the corpus in plain Python, and
difflib, which is measured on a part of the corpus and scaled up.
"""

from __future__ import annotations

import argparse
import datetime
import difflib
import random
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft
from wengao.drafts.reuse import shared_runs
from wengao.library import FileState, Library
from wengao.reading.cleaning import CleaningReport
from wengao.reading.from_file import ReadDocument
from wengao.reading.models import Document, Passage, Section

if TYPE_CHECKING:
    from collections.abc import Callable

LENGTH = 13
PARAGRAPHS_A_DOCUMENT = 30
PASSAGES_A_PARAGRAPH = 8
CLAUSES_A_PARAGRAPH = 20
DRAFT_CHARACTERS = 6000
DIFFLIB_SHARE = 200


def clauses(dice: random.Random, count: int) -> list[str]:
    """Clauses of 8 to 16 characters out of 600 common ones."""
    alphabet = [chr(0x4E00 + number * 7) for number in range(600)]
    return ["".join(dice.choices(alphabet, k=dice.randrange(8, 17))) for _ in range(count)]


def paragraph(dice: random.Random, stock: list[str]) -> str:
    return "，".join(dice.choices(stock, k=CLAUSES_A_PARAGRAPH)) + "。"


def fill(library: Library, paragraphs: list[str]) -> int:
    """Keep the paragraphs as documents of a library, each with the sentences that stand in it; returns the passages."""
    count = 0
    with library.batch():
        for start in range(0, len(paragraphs), PARAGRAPHS_A_DOCUMENT):
            number = start // PARAGRAPHS_A_DOCUMENT
            texts = tuple(paragraphs[start : start + PARAGRAPHS_A_DOCUMENT])
            root = Section("", 0, paragraphs=texts)
            document = Document(
                f"{number:012x}",
                f"corpus/{number}.txt",
                f"第{number}篇讲话",
                "推进会讲话",
                "2025-03-18",
                root,
            )
            passages = tuple(passages_of(document.id, number, texts))
            count += len(passages)
            report = CleaningReport()
            library.stored.replace(
                ReadDocument(document, passages, report),
                FileState(document.path, 0, 0, "", 1, "", document.id),
            )
    return count


def passages_of(document_id: str, number: int, texts: tuple[str, ...]) -> list[Passage]:
    passages = []
    for place, text in enumerate(texts):
        width = len(text) // (PASSAGES_A_PARAGRAPH - 1)
        cuts = [(0, len(text)), *((width * i, width * (i + 1)) for i in range(PASSAGES_A_PARAGRAPH - 1))]
        for offset, (start, end) in enumerate(cuts):
            ordinal = place * PASSAGES_A_PARAGRAPH + offset
            kind = "sentence" if offset else "paragraph"
            passages.append(
                Passage(f"{number:06x}{ordinal:06x}", document_id, ordinal, kind, text[start:end], "task", 1,
                        ("一、任务",), f"一第{place + 1}段", place, start, end)
            )  # fmt: skip
    return passages


def draft_text(dice: random.Random, paragraphs: list[str]) -> str:
    """A third of it taken from the corpus, the rest of clauses that the corpus does not have."""
    pieces, length = ["# 讲话\n"], 0
    while length < DRAFT_CHARACTERS:
        piece = dice.choice(paragraphs) if dice.random() < 0.33 else paragraph(dice, clauses(dice, 40))
        pieces.append(piece)
        length += len(piece)
    return "\n\n".join(pieces) + "\n"


def dictionary_runs(own: list[str], others: list[str]) -> int:
    """The rival in plain Python: every window of the corpus looked up among the draft's."""
    windows = {text[start : start + LENGTH] for text in own for start in range(len(text) - LENGTH + 1)}
    return sum(
        1
        for text in others
        for start in range(len(text) - LENGTH + 1)
        if text[start : start + LENGTH] in windows
    )


def difflib_runs(own: str, others: list[str]) -> int:
    return sum(
        1
        for text in others
        for block in difflib.SequenceMatcher(None, text, own, autojunk=False).get_matching_blocks()
        if block.size >= LENGTH
    )


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median of `runs` runs."""
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--passages", type=int, default=66_000)
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    dice = random.Random(1)
    stock = clauses(dice, 20_000)
    paragraphs = [paragraph(dice, stock) for _ in range(arguments.passages // PASSAGES_A_PARAGRAPH)]
    draft = parse_draft(draft_text(dice, paragraphs))
    own = [line for part in draft.parts for line in part.prose.split("\n") if line]
    with tempfile.TemporaryDirectory() as name:
        create_workspace(Path(name) / "ws", with_samples=False)
        workspace = open_workspace(Path(name) / "ws", cache=Path(name) / "cache")
        workspace.own_folder.mkdir()
        with Library(workspace.library_file) as library:
            count = fill(library, paragraphs)
        desk = Desk(workspace, clock=datetime.datetime.now)
        report = desk.drafts.sources(draft)
        whole = seconds(lambda: desk.drafts.sources(draft), arguments.runs)
    print(f"{count} passages, {len(paragraphs)} paragraphs, {sum(map(len, paragraphs)):,} characters")
    print(f"draft {report.characters} characters, {len(report.blocks)} runs, {report.ratio:.0%} reused")
    print(f"wengao sources, library and all   {whole:7.2f} s")
    alone = seconds(lambda: list(shared_runs(own, paragraphs, LENGTH)), arguments.runs)
    print(f"  rolling hash alone              {alone:7.2f} s")
    print(f"rival: dictionary, plain Python   {seconds(lambda: dictionary_runs(own, paragraphs), 1):7.2f} s")
    part = paragraphs[::DIFFLIB_SHARE]
    once = seconds(lambda: difflib_runs("\n".join(own), part), 1)
    print(f"rival: difflib, scaled up         {once * len(paragraphs) / len(part):7.2f} s")


if __name__ == "__main__":
    main()
