"""Mutants: files of every format with bytes changed, cut or doubled, and what reading makes of them.

    python benchmarks/mutants.py FOLDER… [--each 60] [--seed 1]

Takes the smallest files of each suffix below the folders (the sample corpus where none is named), makes so many mutants of
each, and reads them as `wengao index` does. A mutant is read, or refused by name with a reason; anything else is a defect,
whose mutant is kept and named. For packages (.docx, .odt, .epub, .ofd, .zip) half of the mutants change a part and are
packed again, so that they get past the checksums.
"""

from __future__ import annotations

import argparse
import io
import random
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from pathlib import Path

from wengao.desk.foreign_files import ForeignFiles
from wengao.errors import WengaoError
from wengao.processes.confined import Limits

SAMPLES = 2
"""Files of each suffix that are changed: the smallest, which are read fastest."""
LIMITS = Limits(seconds=20.0, memory=1 << 30)
"""What one mutant may take; the files themselves take a fraction of a second."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """Some bytes of `data` changed, cut out, doubled, filled or put elsewhere."""
    changed = bytearray(data)
    for _ in range(chance.choice([1, 2, 8, 40])):
        if not changed:
            break
        at, size = chance.randrange(len(changed)), chance.choice([1, 2, 16, 300])
        match chance.randrange(6):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + size] = chance.randbytes(size)
            case 2:
                del changed[at : at + size]
            case 3:
                changed[at:at] = changed[at : at + size] * 3
            case 4:
                changed[at : at + size] = bytes([chance.choice([0, 0x20, 0x3C, 0x7B, 0xFF])]) * size
            case _:
                changed[at:] = b"" if chance.random() < 0.3 else bytes(changed[at:])
    return bytes(changed)


def mutated_part(data: bytes, chance: random.Random) -> bytes:
    """A package with one of its parts changed."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as package,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        names = package.namelist()
        chosen = chance.choice(
            [name for name in names if name.endswith((".xml", ".xhtml", ".rels"))] or names
        )
        for name in names:
            part = package.read(name)
            changed.writestr(name, mutated(part, chance) if name == chosen else part)
    return target.getvalue()


def samples(folders: list[Path]) -> list[Path]:
    """The smallest files of each suffix."""
    by_suffix: dict[str, list[Path]] = {}
    for folder in folders:
        for file in folder.rglob("*"):
            if file.is_file() and file.stat().st_size:
                by_suffix.setdefault(file.suffix.lower(), []).append(file)
    return [
        file
        for suffix in sorted(by_suffix)
        for file in sorted(by_suffix[suffix], key=lambda file: (file.stat().st_size, file.name))[:SAMPLES]
    ]


def outcome(foreign: ForeignFiles, file: Path) -> str:
    """read, the reason of a refusal, or defect with what it was."""
    try:
        foreign.document(file, file.name)
    except WengaoError as error:
        told = str(error)
        return "stopped" if "已停止" in told or "没有读取" in told else "refused"
    except Exception:  # noqa: BLE001 - whatever it is, it is what this looks for
        return f"defect: {traceback.format_exc().strip().splitlines()[-1]}"
    return "read"


def main() -> int:
    """Print a row a file; the exit code is 1 where there was a defect."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folders = options.folders or [Path(__file__).resolve().parents[1] / "corpus"]
    foreign = ForeignFiles(reading=LIMITS)
    total: Counter[str] = Counter()
    kept = Path(tempfile.mkdtemp(prefix="wengao-mutants-"))
    for sample in samples(folders):
        data, counts = sample.read_bytes(), Counter[str]()
        for number in range(options.each):
            chance = random.Random(f"{options.seed}/{sample.name}/{number}")
            packed = zipfile.is_zipfile(sample) and number % 2
            file = kept / f"{number}{sample.suffix}"
            file.write_bytes(mutated_part(data, chance) if packed else mutated(data, chance))
            found = outcome(foreign, file)
            counts[found.partition(":")[0]] += 1
            if found.startswith("defect"):
                file.rename(kept / f"defect-{sample.stem}-{number}{sample.suffix}")
                print(f"  {sample.name} #{number} {found}")
        total += counts
        shown = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
        print(f"{sample.name[:60]}: {shown}", flush=True)
    print(
        f"all: {sum(total.values())} mutants, "
        + ", ".join(f"{name} {count}" for name, count in sorted(total.items()))
    )
    print(f"defects are kept in {kept}")
    return 1 if total["defect"] else 0


if __name__ == "__main__":
    sys.exit(main())
