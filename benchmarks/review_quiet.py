"""How quiet the checks are on published reports: every kind of finding, how often, and where.

    python benchmarks/review_quiet.py ../shared/data/reports [--show RULE] [--all]

Prints a table by rule: findings, findings per 10,000 字, and the first excerpts. --show lists every place of one rule.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from wengao.corpus.reading import read_document
from wengao.drafts.importing import draft_of_document
from wengao.drafts.markdown import write_draft
from wengao.errors import WengaoError
from wengao.prose.sentences import count_characters
from wengao.review.registry import RULES, check_draft

MECHANICAL = ("NUM", "PUN", "DIG", "STY")
AROUND = 18


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", default="", help="a rule, or a family")
    parser.add_argument("--all", action="store_true", help="all families, not only the mechanical ones")
    options = parser.parse_args()
    characters, places = 0, defaultdict(list)
    for file in sorted(options.folder.rglob("*")):
        if file.suffix not in (".txt", ".docx", ".md"):
            continue
        try:
            draft = draft_of_document(read_document(file, file.name).document)
        except WengaoError as error:
            print(f"not read: {file.name}: {error.message}", file=sys.stderr)
            continue
        characters += count_characters(draft.prose)
        lines = write_draft(draft).split("\n")
        for finding in check_draft(draft):
            line = lines[finding.line - 1]
            start, end = finding.column - 1, finding.column - 1 + finding.length
            around = f"{line[max(0, start - AROUND) : start]}⟦{line[start:end]}⟧{line[end : end + AROUND]}"
            places[finding.rule, finding.severity.label].append((file.name[:12], around))
    _print_table(characters, places, everything=options.all)
    for (rule, severity), found in sorted(places.items()):
        if options.show and rule.startswith(tuple(options.show.split(","))):
            for name, around in found:
                print(f"{rule} {severity} {name} {around}")


def _print_table(
    characters: int, places: dict[tuple[str, str], list[tuple[str, str]]], *, everything: bool
) -> None:
    print(f"{characters} 字")
    total = 0
    for rule in RULES:
        if rule.family not in MECHANICAL and not everything:
            continue
        for severity in "错警提":
            found = places.get((rule.id, severity), [])
            if found:
                total += len(found)
                print(
                    f"{rule.id:7} {severity} {len(found):5} {len(found) * 10_000 / characters:6.2f}  {rule.name}"
                )
    print(f"all: {total}, {total * 10_000 / max(characters, 1):.2f} per 10,000 字")


if __name__ == "__main__":
    main()
