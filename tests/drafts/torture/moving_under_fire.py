"""A desk that writes while its clock jumps by years and its workspace is moved away, ended at random moments.

    python -m tests.drafts.torture.moving_under_fire --runs 200 --seed 1

Each run forks a drafter who opens a draft on a desk, types a numbered line at a time, puts most of them into the journal
and saves some, until SIGKILL comes. His clock goes back and forth by up to forty years with every look. In two of three
runs the workspace is renamed under his hands; in half of those an empty folder is put in its place, as a disk leaves it
that is no longer connected; afterwards it comes back, or stays where it is and the next run works there.

After each end the draft's file has to be one that was saved, whole. At most one text is offered, newer than the file;
file and offer together hold every line that was recorded. Nothing stands where the workspace was. Once what is offered
is saved nothing is offered any more, and the versions of the draft stand in the order in which they were saved.
"""

from __future__ import annotations

import argparse
import datetime
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.errors import WengaoError

from .editing_under_fire import OPENING, lines_in

LONGEST_RUN = 0.25
"""Seconds that a drafter is left alive at most; enough for some dozens of records and saves on a busy machine."""

_NAME = "讲话.md"
_LEAST_NEWS = 0.7
_SAVES = 0.15


@dataclass
class Told:
    """What a drafter told before the end: the last line typed, recorded, saved, and how often he was refused."""

    typed: int = 0
    recorded: int = 0
    saved: int = 0
    refused: int = 0
    moments: dict[int, float] = field(default_factory=dict)


@dataclass
class Tally:
    """What all runs came to. kinds: runs by what happened to the workspace. lost: lines, characters and seconds at most."""

    kinds: Counter[str] = field(default_factory=Counter)
    typed: int = 0
    refused: int = 0
    offered: int = 0
    lost_lines: int = 0
    lost_characters: int = 0
    lost_seconds: float = 0.0
    failures: list[str] = field(default_factory=list)


class JumpingClock:
    """A clock that says a time up to forty years away from the one before and after."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def __call__(self) -> datetime.datetime:
        days = self._dice.randrange(-14_600, 14_600) if self._dice.random() < 0.5 else 0
        return datetime.datetime(2026, 3, 5, 9, tzinfo=datetime.UTC) + datetime.timedelta(
            days=days, seconds=self._dice.randrange(86_400)
        )


def desk_on(root: Path, dice: random.Random) -> Desk:
    return Desk(open_workspace(root, cache=root.parent / "cache"), clock=JumpingClock(dice))


def type_and_save(root: Path, dice: random.Random, told: int) -> None:
    """The drafter; tells through the pipe `told` what he typed (t), recorded (r), saved (s) and was refused (f)."""
    desk = desk_on(root, dice)
    stored = desk.drafts.open(root / "drafts" / _NAME)
    desk.drafts.lock(stored.path)
    text = write_draft(stored.draft)
    number = lines_in(text)
    os.write(told, b"o\n")
    while True:
        number += 1
        text += f"第{number}行。\n"
        os.write(told, f"t{number} {time.monotonic()}\n".encode())
        stored = stored.with_draft(parse_draft(text))
        try:
            if dice.random() < _LEAST_NEWS:
                desk.history.record(stored)
                os.write(told, f"r{number}\n".encode())
            if dice.random() < _SAVES:
                stored = desk.drafts.save(stored)
                os.write(told, f"s{number}\n".encode())
        except WengaoError:
            os.write(told, f"f{number}\n".encode())
        time.sleep(0.001)


def run(root: Path, kind: str, dice: random.Random) -> tuple[Told, Path]:
    """One drafter from opening to end; returns what he told, and where the workspace lies afterwards."""
    read_end, write_end = os.pipe()
    seed = dice.random()
    process = os.fork()
    if process == 0:
        os.close(read_end)
        try:
            type_and_save(root, random.Random(seed), write_end)  # noqa: S311 - dice, no secrets
        finally:
            os._exit(1)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as stream:
        assert stream.readline() == b"o\n", "the drafter did not come to write"
        until = time.monotonic() + dice.uniform(0.0, LONGEST_RUN)
        moved = root
        if kind != "stays":
            time.sleep(dice.uniform(0.0, LONGEST_RUN / 2))
            moved = root.rename(root.with_name(f"工作区{dice.randrange(10**9)}"))
            if kind == "unmounted":
                root.mkdir()
        time.sleep(max(until - time.monotonic(), 0.0))
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status), f"the drafter ended by himself: {status}"
        return understood(stream.read()), moved


def understood(data: bytes) -> Told:
    told = Told()
    for line in data.decode().split("\n")[:-1]:
        number, *moment = line[1:].split()
        if line[0] == "t":
            told.typed = int(number)
            told.moments[told.typed] = float(moment[0])
        elif line[0] == "r":
            told.recorded = int(number)
        elif line[0] == "s":
            told.saved = int(number)
        else:
            told.refused += 1
    return told


def examine(root: Path, moved: Path, before: int, told: Told, dice: random.Random) -> tuple[int, bool]:
    """Look at what is left; returns the last line that is still there, and whether a text was offered.

    Raises AssertionError where anything is lost, broken, stale or a ghost.
    """
    if moved != root and root.exists():
        ghosts = [str(path.relative_to(root)) for path in root.rglob("*")]
        assert ghosts == [], f"ghosts stand where the workspace was: {ghosts}"
        root.rmdir()
    if moved != root and dice.random() < 0.5:
        moved.rename(root)
        moved = root
    desk = desk_on(moved, dice)
    file = moved / "drafts" / _NAME
    on_disk = lines_in(write_draft(desk.drafts.open(file).draft))
    assert on_disk >= max(told.saved, before), f"saved line {told.saved} is gone, {on_disk} is left"
    offers = desk.history.recoverable()
    assert len(offers) <= 1, f"{len(offers)} texts are offered"
    kept = on_disk
    for offer in offers:
        kept = lines_in(offer.text)
        assert offer.draft_path == file, f"the offer is for {offer.draft_path}"
        assert kept > on_disk, f"line {kept} is offered, the file has {on_disk}"
        desk.drafts.save(desk.history.recover(offer))
        assert lines_in(write_draft(desk.drafts.open(file).draft)) == kept, "what was offered was not saved"
    assert kept >= told.recorded, f"recorded line {told.recorded} is gone, {kept} is left"
    assert desk_on(moved, dice).history.recoverable() == (), "something stale is offered"
    versions = [lines_in(version.text) for version in desk.history.versions(file)]
    assert versions == sorted(versions, reverse=True), (
        f"versions are out of order: {[(lines_in(version.text), version.path.name) for version in desk.history.versions(file)]}"
    )
    return kept, bool(offers)


def survive(runs: int, seed: int) -> Tally:
    """All runs on one draft, each going on from what the one before left."""
    dice, tally = random.Random(seed), Tally()  # noqa: S311 - dice, no secrets
    kinds = ("stays", "moved", "unmounted")
    state = os.environ.get("XDG_STATE_HOME")
    with tempfile.TemporaryDirectory() as name:
        os.environ["XDG_STATE_HOME"] = str(Path(name) / "state")
        try:
            root = Path(name).resolve() / "工作区"
            create_workspace(root, with_samples=False)
            (root / "drafts" / _NAME).write_text(OPENING, encoding="utf-8")
            for number in range(runs):
                kind = kinds[number % len(kinds)]
                tally.kinds[kind] += 1
                [root] = [
                    folder for folder in Path(name).resolve().glob("工作区*") if (folder / "drafts").is_dir()
                ]
                before = lines_in((root / "drafts" / _NAME).read_text(encoding="utf-8"))
                told, moved = run(root, kind, dice)
                try:
                    kept, offered = examine(root, moved, before, told, dice)
                except (AssertionError, WengaoError) as error:
                    tally.failures.append(f"run {number} ({kind}): {error}")
                    break
                count(tally, told, before, kept, offered=offered)
        finally:
            if state is None:
                os.environ.pop("XDG_STATE_HOME")
            else:
                os.environ["XDG_STATE_HOME"] = state
    return tally


def count(tally: Tally, told: Told, before: int, kept: int, *, offered: bool) -> None:
    lost = range(kept + 1, told.typed + 1)
    tally.typed += max(told.typed - before, 0)
    tally.refused += told.refused
    tally.offered += offered
    tally.lost_lines = max(tally.lost_lines, len(lost))
    tally.lost_characters = max(tally.lost_characters, sum(len(f"第{number}行。") for number in lost))
    if lost:
        tally.lost_seconds = max(tally.lost_seconds, told.moments[told.typed] - told.moments[lost[0]])


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    logging.disable()
    tally = survive(arguments.runs, arguments.seed)
    kinds = ", ".join(f"{kind} {number}" for kind, number in tally.kinds.items())
    print(
        f"{sum(tally.kinds.values())} kills: {kinds}; {tally.typed} lines typed, {tally.refused} writes refused"
    )
    print(
        f"drafts damaged, texts lost, stale or ghosts: {len(tally.failures)}; offered {tally.offered} times"
    )
    print(
        f"never recorded at most: {tally.lost_lines} lines, {tally.lost_characters} characters, "
        f"{tally.lost_seconds * 1000:.0f} ms of typing"
    )
    for failure in tally.failures:
        print(failure)
    return 1 if tally.failures else 0


if __name__ == "__main__":
    sys.exit(main())
