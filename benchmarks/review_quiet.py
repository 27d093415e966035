"""How quiet the checks are on published text: what fires, how often in 10,000 字, by severity and by rule.

    python benchmarks/review_quiet.py FOLDER… [--show RULE,…] [--off RULE,…] [--page docs/review.md]
    python benchmarks/review_quiet.py --list FILES --table held.xz --sample 150 --seed 7

Reads .txt, .md, .html and .docx under the folders, or the files that a list names. Prints a table by rule: findings,
findings per 10,000 字, how many of those that were read are wrong, and why; then by severity. --show lists every place of
some rules or families, for reading; --off leaves some out; --page puts the figures of every rule, and an example, into its
row of a page. --sample draws so many findings by a seed, each with what stands around it, to be read and judged; --table
asks another table of counts (one made without the texts that are measured, tools/make_typo_table.py --without).
"""

from __future__ import annotations

import argparse
import random
import sys
import tomllib
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from review_sharp import planted_by_rule

from wengao.desk.review_reading import draft_as_written
from wengao.drafts.markdown import write_draft
from wengao.errors import WengaoError
from wengao.language.sentences import count_characters
from wengao.review.registry import RULES, check_draft
from wengao.review.rule_states import example_of
from wengao.review.rules.numbering import NUMBER_IN_HEADING
from wengao.review.settings import ReviewSettings
from wengao.review.typos import table

if TYPE_CHECKING:
    from collections.abc import Iterator

READ = (".txt", ".docx", ".md", ".html", ".shtml")
AROUND = 18
FAR_AROUND = 60
"""Characters on either side of a finding in a list, and in a sample that is to be judged."""

JUDGED = Path(__file__).parent / "review_judged.toml"
"""What a careful reader says of what fires on published reports, notices and news: by rule, how many of those told he
read, how many he calls wrong, and why. Renewed by hand whenever a rule changes; a rule that is not there was not told, or
not read."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="*")
    parser.add_argument("--list", type=Path, help="a file that names the files to read, one a line")
    parser.add_argument("--table", type=Path, help="the table of counts to ask")
    parser.add_argument("--sample", type=int, default=0, help="how many findings to draw for reading")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", default="", help="rules or families, with commas between")
    parser.add_argument("--off", default="", help="rules to leave out, with commas between")
    parser.add_argument("--page", type=Path, help="the page whose tables of rules get the figures")
    options = parser.parse_args()
    settings = ReviewSettings(off=frozenset({NUMBER_IN_HEADING, *filter(None, options.off.split(","))}))
    if options.table is not None:
        _ask_table(options.table)
    around = FAR_AROUND if options.sample else AROUND
    characters, places = 0, defaultdict(list)
    for file in _files(options.folders, options.list):
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
            shown = f"{line[max(0, start - around) : start]}⟦{line[start:end]}⟧{line[end : end + around]}"
            places[finding.rule, finding.severity.label].append((file.name[:12], shown, finding.message))
    if options.sample:
        _print_sample(characters, places, options.sample, options.seed)
        return
    judged = tomllib.loads(JUDGED.read_text(encoding="utf-8"))
    _print_table(characters, places, judged)
    if options.page is not None:
        _renew_page(options.page, characters, places, judged)
    for (rule, severity), found in sorted(places.items()):
        if options.show and rule.startswith(tuple(options.show.split(","))):
            for name, around, message in found:
                print(f"{rule} {severity} {name} {around}　{message}")


def _files(folders: list[Path], listed: Path | None) -> Iterator[Path]:
    if listed is not None:
        yield from (Path(line) for line in listed.read_text(encoding="utf-8").split("\n") if line)
    for folder in folders:
        yield from (file for file in sorted(folder.rglob("*")) if file.suffix in READ)


def _ask_table(path: Path) -> None:
    """Have the typo rules ask the table of a file in place of the shipped one."""
    packed = path.read_bytes()
    table._packed = lambda: packed  # noqa: SLF001 - no setting for drafters: a table without the measured texts


Places = dict[tuple[str, str], list[tuple[str, str, str]]]


def wrong_of(rule: str, count: int, judged: dict[str, dict[str, object]]) -> float | None:
    """How many of so many findings of a rule are wrong, in the share of those that were read; None where none was."""
    verdict = judged.get(rule)
    if not count:
        return 0.0
    return count * int(verdict["wrong"]) / int(verdict["read"]) if verdict else None


def _print_table(characters: int, places: Places, judged: dict[str, dict[str, object]]) -> None:
    print(f"{characters} 字")
    by_severity: Counter[str] = Counter()
    wrong_by_severity: Counter[str] = Counter()
    for rule in RULES:
        for severity in "错警提":
            count = len(places.get((rule.id, severity), []))
            by_severity[severity] += count
            if count:
                share, verdict = count * 10_000 / characters, judged.get(rule.id)
                wrong = wrong_of(rule.id, count, judged)
                wrong_by_severity[severity] += wrong or 0
                told = f"{verdict['read']} read, {verdict['wrong']} wrong" if verdict else "not read"
                note = verdict.get("note", "") if verdict else ""
                print(f"{rule.id:7} {severity} {count:5} {share:6.2f}  {told:20} {rule.name}　{note}")
    for severity in "错警提":
        count, wrong = by_severity[severity], wrong_by_severity[severity]
        share, wrong_share = (each * 10_000 / max(characters, 1) for each in (count, wrong))
        print(
            f"{severity}: {count}, {share:.2f} per 10,000 字; wrong {wrong:.0f}, {wrong_share:.2f} per 10,000 字"
        )


def _print_sample(characters: int, places: Places, count: int, seed: int) -> None:
    """So many findings of all, drawn by a seed, in the order of the rules: the same text gives the same ones."""
    every = [
        (rule, severity, *place) for (rule, severity), found in sorted(places.items()) for place in found
    ]
    drawn = sorted(random.Random(seed).sample(range(len(every)), min(count, len(every))))
    told = Counter(severity for _, severity, *_ in every)
    print(f"{characters} 字, {len(every)} findings ({dict(told)}), {len(drawn)} of them by seed {seed}")
    for number, place in enumerate(drawn, 1):
        rule, severity, name, shown, message = every[place]
        print(f"{number:3} {rule} {severity} {name} {shown}　{message}")


def _renew_page(page: Path, characters: int, places: Places, judged: dict[str, dict[str, object]]) -> None:
    """Put example and figures behind the basis in the row of every rule; all else on the page stays."""
    found = planted_by_rule()
    rules = {rule.id: rule for rule in RULES}
    lines = []
    for line in page.read_text(encoding="utf-8").split("\n"):
        cells = line.split(" | ")
        rule = rules.get(cells[0].removeprefix("| "))
        if rule is not None:
            count = sum(len(places.get((rule.id, severity), [])) for severity in "错警提")
            wrong = wrong_of(rule.id, count, judged)
            share = f"{count * 10_000 / characters:.2f}" if count else "0"
            wrong_share = (
                "没有读" if wrong is None else f"{wrong * 10_000 / characters:.2f}" if wrong else "0"
            )
            told, planted = found.get(rule.id, (0, 0))
            basis = cells[3].removesuffix(" |")
            figures = [share, wrong_share, f"{told}/{planted} |"]
            lines.append(" | ".join([*cells[:3], basis, example_of(rule), *figures]))
            continue
        lines.append(line)
    page.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
