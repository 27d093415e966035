"""Editing and saving, killed at random moments and with writes cut short: nothing recorded is ever lost.

    python -m tests.drafts.torture.editing_under_fire --runs 200 --seed 1

Each run forks a drafter who opens a draft, types a numbered line at a time, records it in the journal and saves every
few lines, and is ended in one of these ways:

    timer     SIGKILL at a random moment
    sync      SIGKILL in the middle of a write, when a random fsync is reached: the data may not be on disk
    replace   SIGKILL after the temporary file is written and before it takes the old one's place
    short     writes cut short by a limit on the size of files, as on a full disk, then SIGKILL
    torn      SIGKILL, and then the journal's newest record is cut at a random byte, as after a power cut

Afterwards the draft's file has to be one that was saved, whole; and file and journal together have to hold every line
that had been recorded before the end (in `torn`: all but those of the record that was cut). A drafter's lines come one
a millisecond and are recorded at once, so what is lost is counted in lines and in milliseconds of typing.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import resource
import select
import signal
import stat
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from wengao.drafts.journal import Journal
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.store import StoredDraft, open_draft, save_draft
from wengao.errors import InputError

MODES = ("timer", "sync", "replace", "short", "torn")
OPENING = (
    "---\nwengao: 1\n---\n# 在推进会上的讲话\n\n" + "要把责任一级一级压下去，把底数一户一户摸清楚。\n\n" * 120
)
_LONGEST_RUN = 0.12


def now() -> datetime.datetime:
    return datetime.datetime.now(tz=datetime.UTC)


def lines_in(text: str) -> int:
    """The number of the last line typed; raises AssertionError where the text is not whole."""
    assert text.startswith(OPENING), "the beginning of the draft is gone"
    lines = text[len(OPENING) :].splitlines()
    assert lines == [f"第{number}行。" for number in range(1, len(lines) + 1)], "lines are broken"
    assert not lines or text.endswith("\n"), "the last line is cut"
    return len(lines)


def type_and_save(folder: Path, history: Path, mode: str, dice: random.Random, told: int) -> None:
    """The drafter: tells through the pipe `told` every line that was typed (t), recorded (r) and saved (s)."""
    _arm(mode, dice)
    stored = open_draft(folder / "讲话.md")
    journal = Journal(history, stored.path)
    text = write_draft(stored.draft)
    number = lines_in(text)
    for _ in range(10_000):
        number += 1
        text += f"第{number}行。\n"
        os.write(told, f"t{number} {time.monotonic()}\n".encode())
        stored = stored.with_draft(parse_draft(text))
        try:
            journal.record(text, now, base=stored.fingerprint)
            os.write(told, f"r{number}\n".encode())
            if dice.random() < 0.2:
                stored = save_draft(stored)
                journal.settle(text)
                os.write(told, f"s{number}\n".encode())
        except InputError:
            os.write(told, f"f{number}\n".encode())
        time.sleep(0.001)


def _arm(mode: str, dice: random.Random) -> None:
    """Prepare the end that comes from inside."""
    if mode == "short":
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        size = dice.randrange(len(OPENING.encode()) // 2, len(OPENING.encode()) + 600)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return
    if mode not in ("sync", "replace"):
        return
    countdown = dice.randrange(1, 40)

    def ends() -> bool:
        nonlocal countdown
        countdown -= 1
        return countdown == 0

    if mode == "sync":
        fsync = os.fsync

        def fsync_or_die(descriptor: int) -> None:
            if ends():
                if stat.S_ISREG(os.fstat(descriptor).st_mode):
                    os.ftruncate(descriptor, dice.randrange(100))
                os.kill(os.getpid(), signal.SIGKILL)
            fsync(descriptor)

        os.fsync = fsync_or_die  # type: ignore[assignment]
        return
    replace = os.replace

    def replace_or_die(name: str, other: str, **folders: int | None) -> None:
        if ends():
            os.kill(os.getpid(), signal.SIGKILL)
        replace(name, other, **folders)

    os.replace = replace_or_die  # type: ignore[assignment]


@dataclass
class Told:
    """What the drafter told before the end: the last line typed, recorded, saved; when each line was typed; refusals."""

    typed: int = 0
    recorded: int = 0
    saved: int = 0
    refused: int = 0


def run(folder: Path, history: Path, mode: str, dice: random.Random) -> tuple[Told, dict[int, float]]:
    """One drafter from the opening of the draft to the end."""
    read_end, write_end = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(read_end)
        try:
            type_and_save(folder, history, mode, random.Random(dice.random()), write_end)  # noqa: S311 - dice, no secrets
        finally:
            os._exit(1)
    os.close(write_end)
    deadline = time.monotonic() + dice.uniform(0.002, _LONGEST_RUN)
    data = b""
    while True:
        left = deadline - time.monotonic()
        if left <= 0:
            os.kill(process, signal.SIGKILL)
            left = 5.0
        ready, _, _ = select.select([read_end], [], [], left)
        if ready:
            piece = os.read(read_end, 65536)
            if not piece:
                break
            data += piece
    os.close(read_end)
    _, status = os.waitpid(process, 0)
    assert os.WIFSIGNALED(status), f"the drafter ended by itself: {status}"
    return _understood(data)


def _understood(data: bytes) -> tuple[Told, dict[int, float]]:
    told, moments = Told(), {}
    for line in data.decode().split("\n")[:-1]:
        words = line[1:].split()
        number = int(words[0])
        if line[0] == "t":
            told.typed = number
            moments[number] = float(words[1])
        elif line[0] == "r":
            told.recorded = number
        elif line[0] == "s":
            told.saved = number
        else:
            told.refused += 1
    return told, moments


def tear(history: Path, dice: random.Random) -> int:
    """Cut the newest record of the journal; returns how many records were there."""
    slots = sorted(history.rglob("journal.*"), key=lambda slot: slot.stat().st_mtime_ns)
    slots = [slot for slot in slots if not slot.name.endswith(".saving")]
    if slots:
        size = slots[-1].stat().st_size
        os.truncate(slots[-1], dice.randrange(size))
    return len(slots)


def survive(runs: int, seed: int) -> bool:
    """All runs, one after the other on one draft, each going on from what the one before left; prints what it did."""
    dice = random.Random(seed)  # noqa: S311 - dice, no secrets
    count: Counter[str] = Counter()
    lost_most, lost_full, lost_longest, lines, saves_refused = 0, 0, 0.0, 0, 0
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "wengao.toml").touch()
        history = folder / ".wengao" / "history"
        file = folder / "讲话.md"
        save_draft(StoredDraft(file, parse_draft(OPENING)))
        for number in range(runs):
            mode = MODES[number % len(MODES)]
            count[mode] += 1
            before = lines_in(write_draft(open_draft(file).draft))
            told, moments = run(folder, history, mode, dice)
            slots = tear(history, dice) if mode == "torn" else 0
            try:
                on_disk = lines_in(write_draft(open_draft(file).draft))
                record = Journal(history, file).recoverable()
                recovered = max(on_disk, lines_in(record.text) if record else 0)
                assert on_disk >= max(told.saved, before), (
                    f"saved line {told.saved} is gone, {on_disk} is left"
                )
                spared = 1 if slots else 0
                assert recovered >= told.recorded - spared, (
                    f"line {told.recorded} is gone, {recovered} is left"
                )
            except AssertionError as error:
                failures.append(f"run {number} ({mode}): {error}")
                break
            lost = max(told.typed - recovered, 0)
            if mode == "short":
                lost_full = max(lost_full, lost)
            elif lost:
                lost_most = max(lost_most, lost)
                span = moments[told.typed] - moments[recovered + 1] if recovered + 1 in moments else 0.0
                lost_longest = max(lost_longest, span)
            lines += max(told.typed - before, 0)
            saves_refused += told.refused
            if record is not None:
                stored = open_draft(file)
                if recovered > on_disk:
                    save_draft(stored.with_draft(parse_draft(record.text)))
            Journal(history, file).discard()
    print(f"{sum(count.values())} runs: " + ", ".join(f"{mode} {count[mode]}" for mode in MODES))
    print(f"lines typed {lines}, writes refused by the cut disk {saves_refused}")
    print(
        f"drafts lost or broken {len(failures)}, most lines missing after a kill {lost_most} (typed one a millisecond),"
    )
    print(f"longest stretch of typing missing {lost_longest * 1000:.1f} ms; ", end="")
    print(f"where the disk took nothing more, {lost_full} lines that were never recorded")
    for failure in failures:
        print(failure)
    return not failures


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    return 0 if survive(arguments.runs, arguments.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
