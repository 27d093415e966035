"""How sharp the checks are on mistakes: by kind, how many planted ones are found, and how often the right text is told.

    python benchmarks/review_sharp.py [CASES…] [--missed]

CASES: files of planted mistakes, kind, wrong and right a line (.tsv), or words with the place they stand at (.json: good,
bad, at, w, x); without any, those of benchmarks/planted_mistakes.txt. --missed names those that are not found. --rules adds
what each rule finds of the mistakes that the tests plant for it, at least two a rule.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wengao.desk.review_reading import draft_as_written
from wengao.review.registry import check_draft
from wengao.review.rules.numbering import NUMBER_IN_HEADING
from wengao.review.settings import ReviewSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from wengao.review.model import Finding

OWN = Path(__file__).parent / "planted_mistakes.txt"
PLANTED = re.compile("⟦(?P<wrong>[^⟦⟧→]*)→(?P<right>[^⟦⟧→]*)⟧")
AS_PRINTED = ReviewSettings(off=frozenset({NUMBER_IN_HEADING}), today="2026-11-30")
HAND = "# hand: "
TITLE = "讲话\n\n"
"""What a sentence stands under, so that it is not taken for a title."""


@dataclass(frozen=True, slots=True)
class Case:
    """A planted mistake: its kind, the text with it and without. word: only a finding that puts this right counts.

    hand: who wrote it; the rules were made beside the first hand's mistakes, and met the others when they stood.
    """

    kind: str
    wrong: str
    right: str
    word: str = ""
    hand: str = ""


def own_cases() -> Iterator[Case]:
    hand = ""
    for line in OWN.read_text(encoding="utf-8").split("\n"):
        hand = line.removeprefix(HAND) if line.startswith(HAND) else hand
        kind, marked, text = line.partition("|")
        if marked and not kind.startswith("#"):
            text = text.replace("\\n", "\n")
            yield Case(kind, PLANTED.sub(r"\g<wrong>", text), PLANTED.sub(r"\g<right>", text), hand=hand)


def cases_of(path: Path) -> Iterator[Case]:
    if path.suffix == ".json":
        for entry in json.loads(path.read_text(encoding="utf-8")):
            yield Case("同音词", entry["bad"], entry["good"], entry["x"])
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Case(row["kind"], row["wrong"], row["right"])


def findings(text: str, folder: Path) -> tuple[Finding, ...]:
    path = folder / "case.txt"
    path.write_text(text.lstrip("# ") if text.startswith("# ") else TITLE + text, encoding="utf-8")
    return check_draft(draft_as_written(path, path.name), AS_PRINTED)


def is_found(case: Case, wrong: tuple[Finding, ...], right: tuple[Finding, ...]) -> bool:
    """Whether the mistake is told: by a rule that does not speak of the right text, or speaks of it less often."""
    if case.word:
        return any(case.word in found.excerpt or found.excerpt in case.word for found in wrong)
    return bool({found.rule for found in wrong} - {found.rule for found in right}) or len(wrong) > len(right)


def planted_by_rule() -> dict[str, tuple[int, int]]:
    """By rule, how many of the mistakes that the tests plant for it are found, and how many there are."""
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.review.planted import PLANTED as CASES
    from tests.review.test_planted import is_found

    return {rule: (sum(is_found(rule, case) for case in cases), len(cases)) for rule, cases in CASES.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path, nargs="*")
    parser.add_argument("--missed", action="store_true")
    parser.add_argument("--rules", action="store_true", help="the mistakes that the tests plant too, by rule")
    options = parser.parse_args()
    cases = [case for path in options.cases for case in cases_of(path)] or list(own_cases())
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    hands: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    with tempfile.TemporaryDirectory() as folder:
        for case in cases:
            wrong, right = (findings(text, Path(folder)) for text in (case.wrong, case.right))
            found = is_found(case, wrong, right)
            for row in (table[case.kind], hands[case.hand]):
                row[0] += 1
                row[1] += found
                row[2] += bool(right)
            if options.missed and not found:
                print(f"missed {case.kind}: {case.wrong!r}")
            if options.missed and right:
                print(f"false {case.kind}: {case.right!r} {[(each.rule, each.excerpt) for each in right]}")
    for kind, (planted, found, false) in table.items():
        print(f"{kind:　<12} {planted:4} planted {found:4} found {false:3} told of the right text")
    for hand, (planted, found, false) in hands.items() if len(hands) > 1 else ():
        print(
            f"hand {hand}: {planted} planted, {found} found ({found / planted:.0%}), {false} told of the right text"
        )
    planted, found, false = (sum(row[place] for row in table.values()) for place in range(3))
    print(f"all: {planted} planted, {found} found ({found / planted:.0%}), {false} told of the right text")
    for rule, (told, planted) in planted_by_rule().items() if options.rules else ():
        print(f"{rule:7} {planted:3} planted {told:3} found {planted - told:3} missed")


if __name__ == "__main__":
    main()
