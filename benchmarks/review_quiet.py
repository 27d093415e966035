"""How quiet the checks are on published reports: every kind of finding, how often, and where.

    python benchmarks/review_quiet.py ../shared/data/reports [--show RULE] [--all]

Prints a table by rule: findings, findings per 10,000 字, and the first excerpts. --show lists every place of one rule.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from wengao.desk.review_reading import draft_as_written
from wengao.drafts.markdown import write_draft
from wengao.errors import WengaoError
from wengao.language.sentences import count_characters
from wengao.review.registry import RULES, check_draft
from wengao.review.rules.numbering import NUMBER_IN_HEADING
from wengao.review.settings import ReviewSettings

MECHANICAL = ("NUM", "PUN", "DIG", "STY")
AROUND = 18
AS_PRINTED = ReviewSettings(off=frozenset({NUMBER_IN_HEADING}))

VERDICTS = {
    "NUM-2": "right: half-width brackets as printed",
    "NUM-3": "right: 1． for 1., a hint",
    "NUM-5": "wrong in part: the reader mistook the level of a heading",
    "NUM-6": "right where a number is missing; wrong for 一是……，一是…… and for headings the reader missed",
    "NUM-7": "right: 第一、 for 第一，",
    "NUM-8": "wrong: the reader lost a heading",
    "NUM-9": "right: a heading alone on its line ends with 。",
    "NUM-11": "right, a hint",
    "PUN-1": "right: half-width , ? ( ) and -- as printed",
    "PUN-2": "right but for two quotations over several lines",
    "PUN-4": "right since GB/T 15834-2011, a hint",
    "PUN-5": "right: 五、六个",
    "PUN-6": "right: 省委省政府",
    "PUN-7": "right: ，，",
    "PUN-8": "right, a hint",
    "PUN-9": "wrong: the title of an article",
    "PUN-10": "right by today's standard, a hint",
    "PUN-11": "right: - and —— in ranges",
    "PUN-12": "right",
    "DIG-2": "right: 零 (错), ○ for 〇 (提)",
    "DIG-4": "right: 5千多",
    "DIG-7": "wrong in part: reports whose title has no year, a hint",
    "DIG-11": "right: ％ beside %",
    "STY-1": "right: 时侯, 帐户, 签定, 涉及到",
    "STY-4": "right, a hint: sentences far over the limit, or with a long stretch without a pause",
}
"""What a careful reader says of what fires on the published reports, by rule."""


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
            draft = draft_as_written(file, file.name)
        except WengaoError as error:
            print(f"not read: {file.name}: {error.message}", file=sys.stderr)
            continue
        characters += count_characters(draft.prose)
        lines = write_draft(draft).split("\n")
        for finding in check_draft(draft, AS_PRINTED):
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
