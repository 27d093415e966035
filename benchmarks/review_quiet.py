"""How quiet the checks are on published text: what fires, how often in 10,000 字, by severity and by rule.

    python benchmarks/review_quiet.py ../shared/data/reports [FOLDER…] [--show RULE,…] [--off RULE,…]

Reads .txt, .md, .html and .docx under the folders. Prints a table by rule: findings, findings per 10,000 字, and what a
reader says of them; then by severity. --show lists every place of some rules or families, for reading; --off leaves
some out.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from wengao.desk.review_reading import draft_as_written
from wengao.drafts.markdown import write_draft
from wengao.errors import WengaoError
from wengao.language.sentences import count_characters
from wengao.review.registry import RULES, check_draft
from wengao.review.rules.numbering import NUMBER_IN_HEADING
from wengao.review.settings import ReviewSettings

READ = (".txt", ".docx", ".md", ".html")
AROUND = 18

VERDICTS = {
    "CON-2": "right or to be looked at: a total of the day and one of the year",
    "CON-4": "right: 约200余人, 约2万多家",
    "DIG-2": "right, a hint: ○ for 〇",
    "DIG-4": "right: 5千多",
    "DIG-7": "to be looked at, a hint: news without a year",
    "DIG-11": "right: ％ beside %",
    "NUM-2": "right: half-width brackets as printed",
    "NUM-3": "right: 1． for 1., a hint; 1、",
    "NUM-5": "wrong in part: a page of the web has lost a level",
    "NUM-6": "right where a number is missing; wrong where a page of the web broke a line after 一是",
    "NUM-9": "right: a heading alone on its line ends with 。; where all of a level do, told once",
    "PLH-1": "wrong: a column whose name says 主题",
    "POL-3": "wrong: a report without a date of its own (18th congress)",
    "PUN-1": "right: half-width , ? ( ) and -- as printed",
    "PUN-2": "right but for marks over many lines",
    "PUN-4": "right since GB/T 15834-2011, a hint",
    "PUN-11": "right: - and —— in ranges",
    "PUN-15": "right: full-width figures, told once a document",
    "PUN-17": "right of the text as it lies: a page of the web broke a line before ，",
    "PUN-18": "right: 們, 開",
    "STY-1": "right: 气侯, 帐户, 签定",
    "STY-5": "4 of 10 right (气侯, 士壤, 秸杆, 清瘀, 实千, 我們); wrong: names and rare words (伊昭, 朱子, 校飞)",
    "STY-6": "right: 帐目, 做出部署 (a hint), 法制化轨道",
    "STY-8": "right by the book, a hint: 目的是为了",
}
"""What a careful reader says of what fires on published reports, notices and news, by rule."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--show", default="", help="rules or families, with commas between")
    parser.add_argument("--off", default="", help="rules to leave out, with commas between")
    options = parser.parse_args()
    settings = ReviewSettings(off=frozenset({NUMBER_IN_HEADING, *filter(None, options.off.split(","))}))
    characters, places = 0, defaultdict(list)
    files = (file for folder in options.folders for file in sorted(folder.rglob("*")) if file.suffix in READ)
    for file in files:
        try:
            draft = draft_as_written(file, file.name)
        except WengaoError as error:
            print(f"not read: {file.name}: {error.message}", file=sys.stderr)
            continue
        characters += count_characters(draft.prose)
        lines = write_draft(draft).split("\n")
        for finding in check_draft(draft, settings):
            line = lines[finding.line - 1]
            start, end = finding.column - 1, finding.column - 1 + finding.length
            around = f"{line[max(0, start - AROUND) : start]}⟦{line[start:end]}⟧{line[end : end + AROUND]}"
            places[finding.rule, finding.severity.label].append((file.name[:12], around, finding.message))
    _print_table(characters, places)
    for (rule, severity), found in sorted(places.items()):
        if options.show and rule.startswith(tuple(options.show.split(","))):
            for name, around, message in found:
                print(f"{rule} {severity} {name} {around}　{message}")


def _print_table(characters: int, places: dict[tuple[str, str], list[tuple[str, str, str]]]) -> None:
    print(f"{characters} 字")
    by_severity: Counter[str] = Counter()
    for rule in RULES:
        for severity in "错警提":
            count = len(places.get((rule.id, severity), []))
            by_severity[severity] += count
            if count:
                share = count * 10_000 / characters
                print(
                    f"{rule.id:7} {severity} {count:5} {share:6.2f}  {rule.name}　{VERDICTS.get(rule.id, '')}"
                )
    for severity in "错警提":
        count = by_severity[severity]
        print(f"{severity}: {count}, {count * 10_000 / max(characters, 1):.2f} per 10,000 字")


if __name__ == "__main__":
    main()
