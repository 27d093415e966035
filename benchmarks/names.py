"""How well names are found in reports: `python benchmarks/names.py REPORTS… [--half tuned|kept] [--show]`.

REPORTS: folders that hold the files of names_truth.toml. For each kind prints what share of what is found is right
(precision) and what share of what stands there is found (recall), over the distinct texts of each stretch; --show prints
what is wrong and what is missed. A text that is not exactly the one written down counts as both.
"""

from __future__ import annotations

import argparse
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from wengao.language.finding import find_names
from wengao.reading.from_file import read_document

KINDS = ("place", "organ", "person", "meeting", "date", "year", "figure")
OF_TRUTH = {"unit": "organ"}
TRUTH = Path(__file__).with_name("names_truth.toml")
LONGEST_OVER = 3300


def main() -> None:
    """Print a line a kind for each half."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--half", choices=("tuned", "kept"))
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    files = {path.name: path for folder in given.folders for path in folder.rglob("*") if path.is_file()}
    stretches = tomllib.loads(TRUTH.read_text(encoding="utf-8"))["stretch"]
    for half in ("tuned", "kept"):
        if given.half in (None, half):
            report(half, [one for one in stretches if one["half"] == half], files, show=given.show)


def report(half: str, stretches: list[dict[str, Any]], files: dict[str, Path], *, show: bool) -> None:
    """The figures of one half."""
    right, found_all, wanted_all = Counter[str](), Counter[str](), Counter[str]()
    for stretch in stretches:
        text = stretch_text(stretch, files[stretch["file"]])
        found = names_in(text)
        for kind in KINDS:
            wanted = truth(stretch, kind)
            neutral = set(stretch["neutral"])
            got = {name for name in found[kind] if name not in neutral}
            hits = [options for options in wanted if options & got]
            good = {name for name in got if any(name in options for options in wanted)}
            right[kind] += len(good)
            found_all[kind] += len(got)
            wanted_all[kind] += len(wanted)
            right[kind + "+"] += len(hits)
            if show and (got - good or len(hits) < len(wanted)):
                missed = [sorted(options) for options in wanted if not options & got]
                print(f"{stretch['file'][:14]} {kind}: wrong {sorted(got - good)}; missed {missed}")
    print(f"\n{half}: {len(stretches)} stretches")
    for kind in KINDS:
        precision = right[kind] / found_all[kind] if found_all[kind] else 1.0
        recall = right[kind + "+"] / wanted_all[kind] if wanted_all[kind] else 1.0
        print(
            f"  {kind:8} precision {precision:.3f} ({right[kind]}/{found_all[kind]})"
            f"  recall {recall:.3f} ({right[kind + '+']}/{wanted_all[kind]})"
        )


def truth(stretch: dict[str, Any], kind: str) -> list[set[str]]:
    """What stands in a stretch, each with the ways of naming it that are right."""
    names = stretch[kind].split() if kind == "figure" else stretch[kind]
    return [set(name.split("|")) for name in dict.fromkeys(names)]


def names_in(text: str) -> dict[str, set[str]]:
    """The distinct texts that are found, by kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in text.split("\n"):
        for name in find_names(line):
            found[OF_TRUTH.get(name.kind, name.kind)].add(name.text)
    return found


def stretch_text(stretch: dict[str, Any], path: Path) -> str:
    """The paragraphs and headings of a stretch, a line each."""
    if "from" not in stretch:
        return stretch_of_news(stretch, path)
    document = read_document(path, path.name).document
    lines = [
        line for section in document.root.walk() for line in (section.heading, *section.paragraphs) if line
    ]
    taken: list[str] = []
    for line in lines[stretch["from"] :]:
        if taken and sum(map(len, taken)) + len(line) > LONGEST_OVER:
            break
        taken.append(line)
        if sum(map(len, taken)) >= stretch["characters"]:
            break
    return "\n".join(taken)


def stretch_of_news(stretch: dict[str, Any], path: Path) -> str:
    """The paragraphs of a day's news that hold one of the words of the stretch."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return "\n".join(line for line in lines if any(word in line for word in stretch["with"]))


if __name__ == "__main__":
    main()
