"""Search side by side: `make bench` prints one table of speed, size, memory and quality, with the goals beside it.

Every engine runs in a process of its own, one after the other, so that its peak memory is its own and none is slowed
by another; where it starts a second process, that one's time and memory are counted too. Every engine
is given the same passages with what stands over them, and cuts and holds the same fields; cutting is counted. Times are
processor time, which other work on the machine lengthens least. Data beside the project that is missing is named and left
out.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import needs
import search_material as material
from engines import ENGINES, Cutting, Row
from quality import compare
from search_material import Judged

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search_material import Material

SIZE = 66_000
LARGE = 350_000
UPDATES = 1_000
QUERIES = 100
SHOWN = 10
DEEP = 100
FILES = 10_000
CHANGED = 10
PARTS = ("sample", "needs", "size", "updates", "quality", "files", "large")


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine did with one material. Times in seconds (index) and milliseconds (search)."""

    engine: str
    index: float
    megabytes: float
    peak: float
    p50: float
    p95: float
    first: float
    answers: list[list[str]] = field(default_factory=list)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    parser.add_argument(
        "--only", choices=PARTS, action="append", help="this part, and no other that is not named"
    )
    parser.add_argument("--size", type=int, default=SIZE, help="passages of reports and laws")
    parser.add_argument("--large", type=int, default=LARGE, help="passages of the large run")
    parser.add_argument("--updates", type=int, default=UPDATES, help="documents changed one after the other")
    parser.add_argument("--files", type=int, default=FILES, help="news files that `wengao index` reads")
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--engines", nargs="+", choices=tuple(ENGINES), default=list(ENGINES))
    arguments = parser.parse_args()
    if arguments.engine:
        print(json.dumps(asdict(measure(arguments.engine, arguments.folder))))
        return
    wanted = arguments.only or PARTS
    with tempfile.TemporaryDirectory(prefix="wengao-bench-") as place:
        run(Path(place), wanted, arguments)


def run(place: Path, wanted: Sequence[str], arguments: argparse.Namespace) -> None:
    """Measure what is wanted and print it as it comes."""
    if "sample" in wanted:
        speed(place / "sample", material.sample_corpus(), arguments.queries, arguments.engines)
    if "needs" in wanted:
        needs.compare()
    if not (material.DATA / "stard").is_dir():
        print(f"\n报告和法规、STARD 没有比：项目旁边没有 {material.DATA.name} 数据文件夹")
        return
    if "size" in wanted:
        collection = material.reports_and_laws(arguments.size)
        found = speed(place / "size", collection, arguments.queries, arguments.engines)
        goals(found, cold_start(place / "size", collection))
    if "quality" in wanted:
        quality(place / "quality", arguments.engines)
    if "updates" in wanted:
        updates(place / "updates", material.reports_and_laws(arguments.size), arguments)
    if "files" in wanted:
        files(place / "files", arguments.files)
    if "large" in wanted:
        collection = material.reports_and_laws(arguments.large)
        found = speed(place / "large", collection, arguments.queries, ["wengao"])
        if "wengao" in found:
            row(
                f"{arguments.large} 段落时 p95（毫秒）",
                found["wengao"].p95,
                "不超过 20",
                found["wengao"].p95 <= 20,
            )
            row("索引时内存峰值（MB）", found["wengao"].peak, "不超过 400", found["wengao"].peak <= 400)


def speed(place: Path, collection: Material, count: int, engines: Sequence[str]) -> dict[str, Measured]:
    """Index and search a material with each engine, and print the table."""
    queries = [Judged(text, frozenset()) for text in material.headings_as_queries(collection, count)]
    print(
        f"\n{collection.name}：{len(collection.all_passages())} 个段落，{len(queries)} 个检索式，取前 {SHOWN} 条"
    )
    print("引擎\t索引 秒\t大小 MB\t内存峰值 MB\t首次 毫秒\tp50 毫秒\tp95 毫秒", flush=True)
    found: dict[str, Measured] = {}
    for name, one in _measured(place, collection, queries, engines):
        found[name] = one
        print(
            f"{name}\t{one.index:.1f}\t{one.megabytes:.0f}\t{one.peak:.0f}\t{one.first:.0f}\t"
            f"{one.p50:.2f}\t{one.p95:.2f}",
            flush=True,
        )
    return found


def goals(found: dict[str, Measured], cold: float) -> None:
    """The goals beside what was reached, as ratios of this run."""
    print("\n指标\t达到\t目标\t")
    ours = found.get("wengao")
    for other, slower, longer in (("SQLite FTS5", 8, 8.0), ("Whoosh 原样", 40, 1.0)):
        if ours is not None and other in found:
            ratio = ours.p95 / found[other].p95
            row(f"wengao p95 ÷ {other}", ratio, f"不超过 1/{slower}", ratio <= 1 / slower)
            ratio = ours.index / found[other].index
            row(f"wengao 索引时间 ÷ {other}", ratio, f"不超过 {longer:g}", ratio <= longer)
    if "wengao" in found:
        peak = found["wengao"].peak
        row("wengao 索引时内存峰值（MB）", peak, "不超过 400", peak <= 400)
    row("新进程里 wengao search（处理器秒）", cold, "不超过 0.35", cold <= 0.35)


def quality(place: Path, engines: Sequence[str]) -> None:
    """Quality on both halves of the judged questions: weights are chosen on the first, the second is reported."""
    compared = [name for name in engines if name != "Whoosh 原样"]

    def answers_of(
        where: Path, collection: Material, asked: Sequence[Judged]
    ) -> Iterator[tuple[str, list[list[str]]]]:
        return ((name, one.answers) for name, one in _measured(where, collection, asked, compared))

    for name, gain, reached in compare(place, answers_of):
        row(f"{name}：MRR@10 比 BM25 加词高（%）", 100 * gain, "不低于 8", reached)


def updates(place: Path, collection: Material, arguments: argparse.Namespace) -> None:
    """Many small updates, and what search takes after them."""
    from updates import updated

    library = place / ".wengao" / "library.db"
    material.keep_as_library(collection, library)
    queries = material.headings_as_queries(collection, arguments.queries)
    found = updated(library, place / "index", queries, arguments.updates)
    each = 1000 * found.seconds / arguments.updates
    print(f"\n{len(collection.all_passages())} 个段落，逐篇改 {arguments.updates} 次，每次都更新索引")
    print(
        f"共 {found.seconds:.0f} 秒，平均 {each:.0f} 毫秒，最长 {found.longest:.1f} 秒；之前 p95 {found.before:.1f} 毫秒"
    )
    row("改完之后 p95（毫秒）", found.after, "不超过 30", found.after <= 30)
    row("段最多时", found.segments, "不超过 16", found.segments <= 16)


def files(place: Path, count: int) -> None:
    """`wengao index` over many files: all new, none changed, a few changed; processor time of all its processes."""
    corpus = place / "corpus"
    corpus.mkdir(parents=True)
    (place / "wengao.toml").write_text("", encoding="utf-8")
    written = material.write_news(corpus, count)
    scale = written / FILES
    seconds, megabytes = _indexed(place)
    print(f"\n{written} 个新闻文件，从头到尾 {written / seconds:.0f} 个一处理器秒，内存 {megabytes:.0f} MB")
    row("全部新读（处理器秒）", seconds, f"不超过 {60 * scale:.0f}", seconds <= 60 * scale)
    unchanged, _ = _indexed(place)
    row("都没有变（处理器秒）", unchanged, "不超过 1", unchanged <= 1)
    for file in sorted(corpus.iterdir())[:CHANGED]:
        file.write_text(file.read_text(encoding="utf-8") + "\n\n各地要抓好落实。\n", encoding="utf-8")
    changed, _ = _indexed(place)
    row(f"变了 {CHANGED} 个（处理器秒）", changed, "不超过 2", changed <= 2)


def _indexed(place: Path) -> tuple[float, float]:
    """Processor seconds of `wengao index` with all its processes, and the most memory (MB) that one of them held."""
    script = (
        "import resource, subprocess, sys;"
        "subprocess.run([sys.executable, '-m', 'wengao', 'index'], check=True, capture_output=True);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)"
    )
    command = [sys.executable, "-c", script]
    told = subprocess.run(
        command, cwd=place, env=os.environ | _home(place), check=True, capture_output=True, text=True
    )
    seconds, megabytes = map(float, told.stdout.split())
    return seconds, megabytes


def _home(place: Path) -> dict[str, str]:
    """Where a process of the benchmark keeps its index: nothing of the user's is touched."""
    return {f"XDG_{kind}_HOME": str(place / "home") for kind in ("CACHE", "STATE", "DATA", "CONFIG")}


def row(name: str, value: float, goal: str, reached: bool) -> None:
    """One line of goals."""
    print(f"{name}\t{value:.3g}\t{goal}\t{'达到' if reached else '没有达到'}", flush=True)


def cold_start(place: Path, collection: Material) -> float:
    """Processor seconds that `wengao search` takes in a new process, index in place: the shortest of fifteen."""
    (place / "wengao.toml").write_text("", encoding="utf-8")
    command = [sys.executable, "-m", "wengao", "search", material.headings_as_queries(collection, 1)[0]]

    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, cwd=place, env=os.environ | _home(place), check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    once()
    return min(once() for _ in range(15))


def _measured(
    place: Path, collection: Material, asked: Sequence[Judged], engines: Sequence[str]
) -> Iterator[tuple[str, Measured]]:
    prepare(place, collection, asked)
    for engine in engines:
        # Not run as a file: a second process that an engine starts would load the whole benchmark then.
        start = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import retrieval; retrieval.main()"
        command = [sys.executable, "-c", start, "--engine", engine, "--folder", str(place)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"{engine} 没有比：{done.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
            continue
        yield engine, Measured(**json.loads(done.stdout))


def prepare(place: Path, collection: Material, asked: Sequence[Judged]) -> None:
    """Keep the passages with what stands over them, the queries, and the passages as a library."""
    place.mkdir(parents=True)
    with (place / "rows.jsonl").open("w", encoding="utf-8") as rows:
        for document, passages in collection.held.values():
            for passage in passages:
                row = (passage.id, passage.text, passage.heading_path, document.title)
                rows.write(json.dumps(row, ensure_ascii=False) + "\n")
    queries = [[one.text, bool(one.answers)] for one in asked]
    (place / "queries.json").write_text(json.dumps(queries, ensure_ascii=False), encoding="utf-8")
    material.keep_as_library(collection, place / ".wengao" / "library.db")


def own_peak() -> float:
    """The most memory (MB) that this process has held.

    Linux counts what the starting process held into ru_maxrss of the one it starts, so there VmHWM is asked for.
    """
    status = Path("/proc/self/status")
    told = re.search(r"VmHWM:\s*(\d+) kB", status.read_text(encoding="ascii")) if status.exists() else None
    most = int(told[1]) if told else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1024


def measure(name: str, place: Path) -> Measured:
    """Index and search what `prepare` left in `place`."""
    folder = place / f"index-{list(ENGINES).index(name)}"
    folder.mkdir()
    engine = ENGINES[name](folder, Cutting(place / "cutting"))
    queries = json.loads((place / "queries.json").read_text(encoding="utf-8"))
    started = time.process_time()
    engine.build(_rows(place / "rows.jsonl"))
    index = time.process_time() - started
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    index += others.ru_utime + others.ru_stime
    peak = own_peak() + others.ru_maxrss / 1024
    times, answers = [], []
    for text, is_judged in queries:
        started = time.process_time()
        engine.search(text, SHOWN)
        times.append(1000 * (time.process_time() - started))
        if is_judged:
            answers.append(engine.search(text, DEEP))
    first, ordered = times[0], sorted(times)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return Measured(name, index, size, peak, median(ordered), p95, first, answers)


def _rows(file: Path) -> Iterator[Row]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            identity, text, headings, title = json.loads(line)
            yield Row(identity, text, tuple(headings), title)


if __name__ == "__main__":
    main()
