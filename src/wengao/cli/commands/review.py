"""wengao check and wengao rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk, open_desk_if_there
from wengao.cli.findings import narrate_fixed_word, narrate_fixes, print_findings, print_typography
from wengao.cli.output import narrate, print_json, print_line
from wengao.drafts.markdown import write_draft
from wengao.drafts.store import is_draft_name
from wengao.errors import EXIT_DONE, EXIT_FINDINGS, UnknownNameError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wengao.desk.desk import Desk
    from wengao.drafts.store import StoredDraft
    from wengao.review.model import Finding, RuleState, Severity
    from wengao.review.rule import Rule
    from wengao.review.word.profile import WordRule

_WORD = ".docx"
_PLACE = "规则@行号"
_EXAMPLE_LABELS = {"fails": "报", "passes": "不报"}


@click.command(
    cls=ChineseCommand,
    help="检查文稿：序号、标点、数字日期、前后一致、提法和名称、文种、遗留空位、用词、沿用；Word 文件还查版式。"
    "--fix 改正能自动改的：文稿就地改，Word 改版式和标点，另存一份。不必改的可以放行："
    "PUN-9@12 是第 12 行的 PUN-9，PUN-9 是全部。",
)
@click.argument("draft", metavar="文稿", type=click.Path(path_type=Path))
@click.option("--fix", is_flag=True, help="改正能自动改的，显示改了什么；wengao history 可以恢复")
@click.option("--tracked", is_flag=True, help="和 --fix 一起用：Word 里改的记成修订，逐条接受或拒绝")
@click.option("--layout", metavar="版式", help="Word 文件按哪个版式查；不写时按文种选")
@click.option("--quick", is_flag=True, help="只看文稿本身，不比对模板和语料")
@click.option("--minutes", type=click.IntRange(min=1), metavar="分钟", help="讲话最长多少分钟")
@click.option("--waive", multiple=True, metavar=_PLACE, help="这一次不报；可写多个")
@click.option("--waive-here", multiple=True, metavar=_PLACE, help="在这篇文稿里放行，记在文稿里")
@click.option("--waive-always", multiple=True, metavar=_PLACE, help="以后都放行，记在本单位的规则文件里")
@click.option(
    "--html", type=click.Path(path_type=Path), metavar="文件", help="另写一份网页报告，不联网也能看"
)
@json_option
@click.pass_context
def check(  # noqa: PLR0913, PLR0917 - one parameter an option
    context: click.Context,
    draft: Path,
    fix: bool,
    tracked: bool,
    layout: str | None,
    quick: bool,
    minutes: int | None,
    waive: tuple[str, ...],
    waive_here: tuple[str, ...],
    waive_always: tuple[str, ...],
    html: Path | None,
    as_json: bool,
) -> None:
    """Check a draft or a Word file; an error among the findings ends with code 1."""
    word = draft.suffix.lower() == _WORD
    if tracked and not (fix and word):
        raise UsageError(
            "--tracked 只和 --fix 一起用于 Word 文件（.docx）", "文稿改了什么，用 wengao history 看"
        )
    desk = open_desk(draft)
    stored = desk.review.open(draft)
    if tracked and not (fix and word):
        raise UsageError(
            "--tracked 只和 --fix 一起用于 Word 文件（.docx）", "文稿改了什么，用 wengao history 看"
        )
    _check_waivers((*waive, *waive_here, *waive_always))
    typography = desk.review.check_word(draft, layout) if word else ()
    if waive_here or waive_always:
        stored = _waived(desk, stored, typography, waive_here, waive_always)
        typography = desk.review.check_word(draft, layout) if word else ()
    if fix and not word:
        stored = _fixed(desk, stored)
    numbered = not is_draft_name(draft)
    findings = (
        desk.review.check(stored.draft, numbered=numbered)
        if quick
        else desk.review.check_in_full(stored.draft, minutes=minutes, numbered=numbered)
    )
    typography, findings = _without(typography, waive), _without(findings, waive)
    if fix and word:
        narrate_fixed_word(desk.review.fix_word(draft, layout, tracked=tracked), tracked=tracked)
    lines = write_draft(stored.draft).split("\n")
    both = (*typography, *findings)
    if html is not None:
        _write_page(html, draft, findings, typography, lines)
    if as_json:
        from wengao.review.model import findings_to_dict

        print_json(findings_to_dict(str(draft), both))
    else:
        if word:
            print_typography(typography)
        print_findings(findings, lines, nothing="文字没有发现问题" if word else "没有发现问题")
    context.exit(EXIT_FINDINGS if any(finding.severity == "error" for finding in both) else EXIT_DONE)


def _fixed(desk: Desk, stored: StoredDraft) -> StoredDraft:
    """The draft, put right and saved as one step."""
    _require_draft(stored, "不能就地改正")
    fixed = desk.review.fix(stored.draft)
    narrate_fixes(str(stored.path), write_draft(stored.draft), write_draft(fixed))
    if fixed == stored.draft:
        narrate("没有能自动改正的")
        return stored
    with desk.drafts.locked(stored.path):
        return desk.drafts.save(stored.with_draft(fixed))


def _require_draft(stored: StoredDraft, what: str) -> None:
    if not is_draft_name(stored.path):
        raise UsageError(
            f"{stored.path.name} 不是文稿，{what}；原件没有动",
            "请先用 wengao import 变成文稿；Word 文件的版式可用 --fix 另存一份",
        )


def _check_waivers(named: Iterable[str]) -> None:
    """Raises UsageError for a rule that is not there or a line that is no number."""
    from wengao.review.registry import rule_ids

    for place in named:
        rule, at, line = place.partition("@")
        if rule.upper() not in rule_ids():
            raise UnknownNameError("规则", rule, rule_ids())
        if at and not line.isdecimal():
            raise UsageError(f"“{place}”的行号不是数字", f"请写作 {rule}@12")


def _is_named(finding: Finding, places: Iterable[str]) -> bool:
    return any(
        place.partition("@")[0].upper() == finding.rule and place.partition("@")[2] in ("", str(finding.line))
        for place in places
    )


def _without(findings: Iterable[Finding], places: Sequence[str]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if not _is_named(finding, places))


def _waived(
    desk: Desk,
    stored: StoredDraft,
    typography: Sequence[Finding],
    here: Sequence[str],
    always: Sequence[str],
) -> StoredDraft:
    """The draft with the waivers put where they belong, and told."""
    from wengao.review.waivers import Scope

    if here:
        _require_draft(stored, "放行记不进去")
    findings = (*typography, *desk.review.check_in_full(stored.draft))
    for place in (*here, *always):
        if "@" in place and not any(_is_named(finding, [place]) for finding in findings):
            raise UsageError(f"没有找到 {place}", "请先用 wengao check 看规则和行号")
    for places, scope in ((here, Scope.DRAFT), (always, Scope.UNIT)):
        for place in places:
            if "@" not in place:
                stored = desk.review.waive_rule(stored, place.upper(), scope)
            for finding in findings if "@" in place else ():
                if _is_named(finding, [place]):
                    stored = desk.review.waive(stored, finding, scope)
            narrate(f"{scope.value}放行 {place}")
    return stored


def _write_page(
    target: Path,
    draft: Path,
    findings: Sequence[Finding],
    typography: Sequence[Finding],
    lines: Sequence[str],
) -> None:
    from wengao.files.writing import make_folder, write_file
    from wengao.review.page import findings_page

    make_folder(target.parent)
    write_file(target, findings_page(draft.name, findings, lines, typography).encode("utf-8"), link="replace")
    narrate(f"报告写在 {target}")


@click.command(
    cls=ChineseCommand, help="列出检查的规则；--init 在工作区里放一套本单位的规则文件和名单，改好就生效。"
)
@click.argument("names", metavar="[规则]…", nargs=-1)
@click.option("--init", "make", is_flag=True, help="放一套规则文件和名单")
@json_option
def rules(names: tuple[str, ...], make: bool, as_json: bool) -> None:
    """List the rules, or one with its examples; or make the unit's own files."""
    from wengao.review.registry import RULES
    from wengao.review.word.profile import WORD_RULES

    if make:
        made = open_desk().review.make_rule_files()
        for file in made:
            print_line(str(file))
        narrate(f"放好了 {len(made)} 个文件" if made else "都已经有了，没有动")
        return
    known: tuple[Rule | WordRule, ...] = (*RULES, *WORD_RULES)
    wanted = {name.upper() for name in names}
    chosen = [rule for rule in known if not wanted or {rule.id, rule.family} & wanted]
    if not chosen:
        raise UnknownNameError("规则", names[0], [rule.id for rule in known])
    states = {state.id: state for state in _rule_states()}
    if as_json:
        print_json({"rules": [_rule_entry(rule, states[rule.id]) for rule in chosen]})
        return
    for rule in chosen:
        now, shipped = (_severity_label(one) for one in (states[rule.id].now, states[rule.id].shipped))
        changed = f"（自带的是“{shipped}”）" if states[rule.id].changed else ""
        print_line(f"{rule.id:<7}　{now}　{rule.basis}　{rule.name}{changed}")
        for label, examples in _examples(rule).items() if wanted else ():
            for example in examples:
                print_line(f"    {_EXAMPLE_LABELS[label]}：{' ⏎ '.join(example.split())[:60]}")


def _rule_states() -> tuple[RuleState, ...]:
    """The rules as the unit here has them; as they ship where there is no workspace."""
    from wengao.desk.review_material import shipped_rules

    desk = open_desk_if_there()
    return desk.review.rules() if desk is not None else shipped_rules()


def _severity_label(severity: Severity | None) -> str:
    return severity.label if severity is not None else "关"


def _rule_entry(rule: Rule | WordRule, state: RuleState) -> dict[str, object]:
    return {
        "rule": rule.id,
        "name": rule.name,
        "severity": rule.severity.value,
        "now": state.now.value if state.now is not None else "off",
        "basis": rule.basis.value,
        **_examples(rule),
    }


def _examples(rule: Rule | WordRule) -> dict[str, list[str]]:
    """Drafts that a rule objects to and that it lets pass; a rule for Word files has none that can be written as text."""
    return {label: [example.draft for example in getattr(rule, label, ())] for label in _EXAMPLE_LABELS}
