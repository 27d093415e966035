"""How the work grows on texts made to harm: `python benchmarks/killer_lines.py [--only WORD…] [--limit SECONDS]`.

Every operation that reads, cleans, checks, changes or writes a text is run on every killer (1 MB in one line of the same
sign, brackets that never close, tags in tags, headers without end …) at 1/8, 1/4, 1/2 and 1 MB, each in a process of its
own with a limit of processor time. Prints a line an operation and killer, slowest first: processor seconds and peak
memory at 1 MB, the exponent with which the seconds grow (1 linear, 2 quadratic; fitted where they can be measured), and
what the operation said where it refused. --only: operations and killers whose name holds one of the words
(`operation:killer` is one of them, `operation:` all of one). --least: seconds from which a line is shown.

Some 5,600 pairs take hours so. --quickly, meant for 45 minutes of one core and never timed whole, takes each pair at 1/32
and 1/8 MB, and only what is slow there, or grows faster than its text, at 1/2 and 1 MB too; the seconds of the others at
1 MB are worked out (marked ~).
"""

from __future__ import annotations

import argparse
import datetime
import json
import math
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
from killers import docx_text, files, mht, rtf, text_killers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wengao.drafts.model import Draft
    from wengao.reading.models import Document, Passage

WHOLE = 1_000_000
"""Bytes of the largest killer."""
SIZES = (WHOLE // 8, WHOLE // 4, WHOLE // 2, WHOLE)
QUICK_SIZES = (WHOLE // 32, WHOLE // 8)
QUICKLY_ENOUGH = 0.5
"""Processor seconds at the second of these sizes: four at the whole one, where they grow with the text."""
EVENLY = 1.2
"""The exponent up to which seconds grow with the text, as well as it can be told from two small measurements."""
LEAST_TOLD = 0.005
"""Processor seconds below which a small measurement is taken for no less, lest chance tells of growth."""
MEMORY = 4 << 30
"""Bytes a measured process may take."""
WORTH_TELLING = 3.0
"""Processor seconds from which a line is told at once, while the rest is measured."""
MEASURABLE = 0.03
"""Processor seconds below which a measurement says nothing about growth."""


def reading(suffix: str) -> Callable[[str, Path], Callable[[], object]]:
    def prepare(text: str, folder: Path) -> Callable[[], object]:
        from wengao.reading.from_file import read_document

        path = folder / f"killer{suffix}"
        path.write_bytes(AS_FILE[suffix](text))
        return lambda: read_document(path, path.name)

    return prepare


AS_FILE: Mapping[str, Callable[[str], bytes]] = {
    ".md": lambda text: text.encode(),
    ".txt": lambda text: text.encode(),
    ".html": lambda text: f"<html><body><p>{text}</p></body></html>".encode(),
    ".mht": lambda text: mht(
        b'Content-Type: text/html; charset="utf-8"\r\n', f"<html><body><p>{text}</p></body></html>".encode()
    ),
    ".rtf": lambda text: rtf("".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text[: len(text) // 4])),
    ".docx": docx_text,
}


def cleaning(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.reading.cleaning import clean
    from wengao.reading.raw import Block

    blocks = [Block(line) for line in text.split("\n")]
    return lambda: clean(blocks)


def structure(text: str, folder: Path) -> Callable[[], object]:
    from wengao.reading.passages import passages_of
    from wengao.reading.raw import Block
    from wengao.reading.structure.sections import SourceHints, build_document

    blocks = [Block(line) for line in text.split("\n") if line.strip()] or [Block("空")]
    return lambda: passages_of(build_document(blocks, SourceHints(), "甲.txt", folder / "甲.txt"))


def draft_of(text: str) -> Draft:
    from wengao.drafts.markdown import parse_draft

    return parse_draft(f"---\nwengao: 1\ngenre: 推进会讲话\n---\n# 标题\n\n## 抓好落实\n\n{text}\n")


def document_of(text: str) -> Document:
    from wengao.reading.models import Document, Section

    paragraphs = tuple(line for line in text.split("\n") if line.strip())
    root = Section("", 0, children=(Section("抓好落实", 1, "一、", paragraphs),))
    return Document(id="d00000000001", path="甲.txt", title="甲", genre="讲话", date="2025-03-18", root=root)


def passage_of(text: str) -> Passage:
    from wengao.reading.models import Passage

    return Passage(
        id="000000000001", document_id="d00000000001", ordinal=1, kind="paragraph", text=text, role="task", level=2,
        heading_path=("一、抓好落实",), place="一第1段", paragraph=1, start=0, end=len(text),
    )  # fmt: skip


def front_matter(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.front_matter import read_front_matter

    front = f"---\ntitle: {text}\n---\n"
    return lambda: read_front_matter(front)


def parsing(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.markdown import parse_draft, write_draft

    def work() -> object:
        draft = parse_draft(text)
        return (
            write_draft(draft),
            draft.prose,
            [(part.level, part.prose, part.guidance) for part in draft.parts],
        )

    return work


def importing(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.importing import draft_of_document
    from wengao.drafts.refresh import start_refresh

    document = document_of(text)
    return lambda: start_refresh(draft_of_document(document))


def checking(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.review.registry import check_draft

    draft = draft_of(text)
    return lambda: check_draft(draft)


def fixing(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.review.fixing import fix_draft

    draft = draft_of(text)
    return lambda: fix_draft(draft)


def exporting(suffix: str) -> Callable[[str, Path], Callable[[], object]]:
    def prepare(text: str, folder: Path) -> Callable[[], object]:
        from wengao.export.exporting import export_draft
        from wengao.export.layout import default_layout, load_layout

        draft, layout = draft_of(text), load_layout(default_layout("推进会讲话"))
        now = datetime.datetime(2026, 3, 18, tzinfo=datetime.UTC)
        return lambda: export_draft(draft, folder / f"out{suffix}", layout=layout, created=now)

    return prepare


def layout_check(text: str, folder: Path) -> Callable[[], object]:
    from wengao.desk.review_material import word_profile
    from wengao.export.layout import default_layout, load_layout
    from wengao.review.settings import ReviewSettings
    from wengao.review.word.checking import check_word
    from wengao.review.word.correcting import corrected_word
    from wengao.review.word.reading import read_word

    path = folder / "killer.docx"
    path.write_bytes(docx_text(text))
    profile = word_profile(load_layout(default_layout("推进会讲话")))
    return lambda: (check_word(read_word(path), profile, ReviewSettings()), corrected_word(path, profile))


def word_import(text: str, folder: Path) -> Callable[[], object]:
    from wengao.drafts.word_import import draft_of_word
    from wengao.drafts.word_merging import merge_word

    path = folder / "killer.docx"
    path.write_bytes(docx_text(text))
    draft = draft_of(text)
    return lambda: merge_word(draft, draft_of_word(path))


def sources(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.exempt import set_phrases
    from wengao.drafts.reuse import CorpusText, reuse_report

    draft = draft_of(text)
    lines = [line for line in text.split("\n") if line.strip()]
    corpus = [CorpusText("d1", "甲", "一第1段", f"{number:012x}", line) for number, line in enumerate(lines)]
    return lambda: reuse_report(draft, corpus, phrases=set_phrases())


def comparing(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.comparing import compare

    one, other = draft_of(text), draft_of(text[: len(text) // 2] + "改" + text[len(text) // 2 :])
    return lambda: compare([one, other])


def differing(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.difference import changed_pieces, difference

    other = text[: len(text) // 3] + "改" + text[len(text) // 3 :: 2]
    return lambda: (difference(text, other), changed_pieces(text, other))


def refreshing(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.refresh import Confirm, decide, refresh_items, start_refresh

    draft = draft_of(text)

    def work() -> object:
        started = start_refresh(draft)
        items = refresh_items(started)
        return decide(started, dict.fromkeys(range(1, min(len(items), 5) + 1), Confirm()))

    return work


def editing(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts import editing as edit
    from wengao.drafts.length import length_report
    from wengao.drafts.outline import outline

    draft, passage, document = draft_of(text), passage_of(text), document_of("抓落实")

    def work() -> object:
        changed = edit.insert_passage(draft, 1, passage, document).draft
        changed = edit.insert_passage(changed, 1, passage_of("抓落实"), document, offset=5).draft
        changed = edit.add_part(changed, 1, "抓好保障")
        changed = edit.move_part(changed, 1, 1)
        changed = edit.change_level(changed, 2, 1)
        changed = edit.rename_part(changed, 1, "抓")
        changed = edit.set_body(changed, 1, changed.parts[1].body[5:])
        return outline(changed), length_report(changed), edit.remove_part(changed, 1)

    return work


def headings(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.editing import rename_part
    from wengao.drafts.headings import HeadingRequest, heading_candidates, parallel_sets
    from wengao.drafts.outline import outline
    from wengao.language.roles import role_of_heading
    from wengao.language.topics import topic_of_title

    draft = draft_of("抓落实")
    request = HeadingRequest("task", text[:200], siblings=(text,))

    def work() -> object:
        named = rename_part(draft, 1, text)
        titled = outline(rename_part(named, 0, text))
        return (
            titled,
            heading_candidates(request),
            parallel_sets(request),
            role_of_heading(text),
            topic_of_title(text),
        )

    return work


def slotting(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.moulds import with_slots

    return lambda: with_slots(text)


def fitting(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.drafts.fit import SectionNeed, fit_of, telling_sentence
    from wengao.drafts.moulds import Occasion, mould
    from wengao.drafts.trimming import trimmed, without_foreign
    from wengao.reading.models import Document, Passage, Section

    need = SectionNeed(
        2, (text, text), "task", 200, text[:200], "推进会讲话", hint=text, level="县", year=2026
    )
    document = Document("d", "a.md", text, "推进会讲话", "2025", Section("", 0), level="市")
    passage = Passage("p", "d", 1, "paragraph", text, "task", 2, (text,), "二第1段", 3, 0, len(text))

    def work() -> object:
        telling_sentence(need, text)
        own = without_foreign(text, document.title, "养老服务")
        mould(trimmed(need, own), document, Occasion("养老服务", "县", "", 2026))
        return fit_of(need, passage, document)

    return work


def session(text: str, folder: Path) -> Callable[[], object]:
    from wengao.drafts.file_places import place_of
    from wengao.drafts.session import DraftSession
    from wengao.drafts.store import StoredDraft

    stored = StoredDraft(folder / "甲.md", draft_of(text))

    def work() -> object:
        open_session = DraftSession(stored)
        for key in open_session.keys:
            shown = open_session.text(key)
            open_session.write(key, shown + "改")
        return open_session.unsaved, open_session.outline(), place_of(open_session, 8, 5)

    return work


def rows(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.tui.textual_repairs.line_breaks import break_offsets

    return lambda: [break_offsets(line, 60) for line in text.split("\n")]


def querying(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.search.query import parse_query

    return lambda: parse_query(text)


def analysing(text: str, folder: Path) -> Callable[[], object]:
    from wengao.search.analysis import Analyser, bigrams, fold

    analyser = Analyser(folder)
    return lambda: (analyser.words(text), list(bigrams(text)), fold(text))


def template_from(text: str, _folder: Path) -> Callable[[], object]:
    from wengao.templates.from_document import propose_template

    document = document_of(text)
    return lambda: propose_template(document, "甲", keep_text=True)


def template_check(text: str, folder: Path) -> Callable[[], object]:
    from wengao.templates.checking import check_template

    path = folder / "甲.md"
    path.write_text(
        "---\nname: 甲\ngenre: 推进会讲话\npurpose: 试\nlength: [600, 900]\nfields:\n"
        "  - {name: topic, label: 主题, type: text, required: true, example: 征兵}\n---\n# {{ topic }}\n\n## 抓\n\n"
        + text,
        encoding="utf-8",
    )
    return lambda: check_template(path)


OPERATIONS: Mapping[str, Callable[[str, Path], Any]] = {
    **{f"read {suffix}": reading(suffix) for suffix in AS_FILE},
    "clean": cleaning,
    "structure": structure,
    "front matter": front_matter,
    "parse draft": parsing,
    "import": importing,
    "check": checking,
    "check --fix": fixing,
    "export .docx": exporting(".docx"),
    "export .txt": exporting(".txt"),
    "export .md": exporting(".md"),
    "layout check": layout_check,
    "back from Word": word_import,
    "sources": sources,
    "compare": comparing,
    "difference": differing,
    "refresh": refreshing,
    "edit": editing,
    "headings": headings,
    "slots": slotting,
    "fit": fitting,
    "session": session,
    "rows": rows,
    "query": querying,
    "words": analysing,
    "template from": template_from,
    "template check": template_check,
}
FILE_OPERATION = "read file"


@dataclass(frozen=True, slots=True)
class Measured:
    """One operation on one killer. seconds: by size; infinite where the limit ended it. peak: MB at the largest size."""

    operation: str
    killer: str
    seconds: Mapping[int, float]
    peak: float
    said: str

    @property
    def last(self) -> float:
        """Seconds at the largest size; infinite where the limit ended it before."""
        return math.inf if math.inf in self.seconds.values() else max(self.seconds.items())[1]

    @property
    def is_worked_out(self) -> bool:
        """Whether it was measured at the small sizes only, and not at 1 MB."""
        return tuple(self.seconds) == QUICK_SIZES and self.last < math.inf

    @property
    def at_whole(self) -> float:
        """Seconds at 1 MB, worked out where they were not measured; or at the one size that was asked for."""
        if not self.is_worked_out:
            return self.last
        return self.last * (WHOLE / max(self.seconds)) ** max(self.exponent or 1.0, 1.0)

    @property
    def exponent(self) -> float | None:
        """The slope of log seconds over log size, where two measurements or more can be compared."""
        points = [
            (math.log(size), math.log(taken))
            for size, taken in self.seconds.items()
            if MEASURABLE < taken < math.inf
        ]
        if len(points) < 2:
            return None
        middle = [sum(axis) / len(points) for axis in zip(*points, strict=True)]
        across = sum((x - middle[0]) ** 2 for x, _ in points)
        return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / across


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="*", default=[], metavar="WORD")
    parser.add_argument("--limit", type=int, default=60, help="processor seconds of one measurement")
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--size", type=int, help="bytes: at this size alone, without the growth")
    parser.add_argument(
        "--json", action="store_true", help="a line of JSON a measurement in place of the table"
    )
    parser.add_argument(
        "--quickly",
        action="store_true",
        help="all pairs at two small sizes, at all sizes only what is slow or grows",
    )
    parser.add_argument("--child", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child is not None:
        sizes = (given.size,) if given.size else QUICK_SIZES if given.quickly else SIZES
        measure_here(given.child, given.only, given.limit, sizes, quickly=given.quickly)
        return
    names = [*OPERATIONS, FILE_OPERATION]
    wanted = [name for name in names if any(asked(name, killer, given.only) for killer in killers_of(name))]
    with ThreadPoolExecutor(given.jobs) as pool:
        groups = pool.map(
            lambda name: list(
                measured_apart(name, given.only, given.limit, size=given.size, quickly=given.quickly)
            ),
            wanted,
        )
        rows = [row for group in groups for row in group]
    if given.json:
        for row in rows:
            seconds = None if row.last == math.inf else row.last
            print(json.dumps([row.operation, row.killer, seconds, row.said], ensure_ascii=False))
        return
    print_rows([row for row in rows if row.at_whole >= given.least])


def killers_of(operation: str) -> Sequence[str]:
    return list(files()) if operation == FILE_OPERATION else list(text_killers())


def asked(operation: str, killer: str, only: Sequence[str]) -> bool:
    def holds(word: str) -> bool:
        first, parted, second = word.partition(":")
        if parted and first in (*OPERATIONS, FILE_OPERATION):
            return operation == first and second in ("", killer)
        return word in operation or word in killer

    return not only or any(holds(word) for word in only)


def measured_apart(
    operation: str, only: Sequence[str], limit: int, *, size: int | None = None, quickly: bool = False
) -> Iterator[Measured]:
    """Every killer on an operation, measured by a process of its own."""
    command = [
        sys.executable,
        "-I",
        str(Path(__file__).resolve()),
        "--child",
        operation,
        "--limit",
        str(limit),
    ]
    if size:
        command += ["--size", str(size)]
    if quickly:
        command += ["--quickly"]
    if only:
        command += ["--only", *only]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        for line in child.stdout:
            entry = json.loads(line)
            seconds = {int(size): math.inf if taken is None else taken for size, taken in entry["seconds"]}
            row = Measured(operation, entry["killer"], seconds, entry["peak"], entry["said"])
            if row.last > WORTH_TELLING:
                print(row_text(row), file=sys.stderr)
            yield row


def measure_here(
    operation: str, only: Sequence[str], limit: int, sizes: Sequence[int], *, quickly: bool
) -> None:
    """Print a line of JSON for every killer. Each measurement is a fork of this process, which has loaded everything."""
    warm_up(operation)
    for killer in killers_of(operation):
        if asked(operation, killer, only):
            seconds: list[tuple[int, float | None]] = []
            peak, said = 0.0, ""
            ahead = list(sizes)
            while ahead:
                size = ahead.pop(0)
                taken, peak, said = measured_in_fork(operation, killer, size, limit)
                seconds.append((size, taken))
                if taken is None:
                    break
                if quickly and len(seconds) == len(sizes):
                    ahead = sizes_worth_while([taken or 0.0 for _, taken in seconds])
            print(json.dumps({"killer": killer, "seconds": seconds, "peak": peak, "said": said}), flush=True)


def sizes_worth_while(quick: Sequence[float]) -> list[int]:
    """The further sizes to measure, after the seconds at QUICK_SIZES."""
    small, larger = quick
    if larger < MEASURABLE:
        return []
    growth = math.log(larger / max(small, LEAST_TOLD)) / math.log(QUICK_SIZES[1] / QUICK_SIZES[0])
    return [WHOLE // 2, WHOLE] if larger > QUICKLY_ENOUGH or growth > EVENLY else []


def warm_up(operation: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        if operation == FILE_OPERATION:
            for suffix in AS_FILE:
                reading(suffix)("抓好落实。", Path(folder))()
        else:
            OPERATIONS[operation]("抓好落实。", Path(folder))()


def measured_in_fork(operation: str, killer: str, size: int, limit: int) -> tuple[float | None, float, str]:
    """Seconds (None where the limit ended it), peak MB, and what was said."""
    readable, writable = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(readable)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.signal(signal.SIGXCPU, signal.SIG_DFL)
        try:
            os.write(writable, json.dumps(measured(operation, killer, size)).encode())
        finally:
            os._exit(0)
    os.close(writable)
    with os.fdopen(readable, "rb") as pipe:
        answer = pipe.read()
    _, status, usage = os.wait4(child, 0)
    peak = usage.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    if answer:
        taken, said = json.loads(answer)
        return taken, peak, said
    signalled = os.WIFSIGNALED(status)
    return (
        None,
        peak,
        "the limit" if signalled and os.WTERMSIG(status) == signal.SIGXCPU else f"status {status}",
    )


def measured(operation: str, killer: str, size: int) -> tuple[float, str]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if operation == FILE_OPERATION:
            work = work_on_file(killer, size, folder)
        else:
            work = OPERATIONS[operation](text_killers()[killer](size), folder)
        started = time.process_time()
        said = ""
        try:
            work()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is shown
            said = f"{type(error).__name__}: {error}".replace(str(folder), "")[:160]
        return time.process_time() - started, said


def work_on_file(killer: str, size: int, folder: Path) -> Callable[[], object]:
    from wengao.library.scanning import scan_corpus
    from wengao.reading.from_file import read_document

    suffix, make = files()[killer]
    path = folder / f"killer{suffix}"
    path.write_bytes(make(size))
    if suffix == ".zip":
        return lambda: [read_document(file.path, "甲") for file in scan_corpus([folder], folder).files]
    return lambda: read_document(path, path.name)


def print_rows(measured: Sequence[Measured]) -> None:
    print(f"{'seconds':>8} {'growth':>6} {'MB':>6}  operation          killer                      said")
    for row in sorted(measured, key=lambda row: -row.at_whole):
        print(row_text(row))


def row_text(row: Measured) -> str:
    taken = "> limit" if row.last == math.inf else f"{'~' if row.is_worked_out else ''}{row.at_whole:.2f}"
    exponent = "–" if row.exponent is None else f"{row.exponent:.2f}"
    return f"{taken:>8} {exponent:>6} {row.peak:6.0f}  {row.operation:<18} {row.killer:<27} {row.said}"


if __name__ == "__main__":
    main()
