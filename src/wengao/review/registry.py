"""The register of rules, and the check that runs them."""

from __future__ import annotations

import pkgutil
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING

from wengao.language.genres import OTHER, genre_of
from wengao.markup.front_matter import read_front_matter
from wengao.review import rules
from wengao.review.dating import written_on
from wengao.review.families import family_place
from wengao.review.model import Finding
from wengao.review.pattern import Pattern
from wengao.review.reading import read_draft
from wengao.review.settings import ReviewSettings
from wengao.review.waivers import Waiver, draft_waivers
from wengao.review.word.profile import WORD_RULES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wengao.drafts.model import Draft
    from wengao.markup.front_matter import DraftMetadata
    from wengao.review.remembered import Remembered
    from wengao.review.rule import Hit, Rule
    from wengao.review.text import Paragraph, Reading
    from wengao.review.word.profile import WordRule


def _found() -> tuple[Rule, ...]:
    """The rules of every module of `rules`, by family and number. Raises ValueError where two have one id."""
    modules = (
        import_module(f"{rules.__name__}.{found.name}") for found in pkgutil.iter_modules(rules.__path__)
    )
    found = sorted((rule for module in modules for rule in module.RULES), key=_place)
    for one, other in pairwise(found):
        if one.id == other.id:
            raise ValueError(f"two rules are {one.id}")
    return tuple(found)


def _place(rule: Rule) -> tuple[int, str, int]:
    family, _, number = rule.id.partition("-")
    return family_place(rule.id), family, int(number)


RULES = _found()
"""Every rule, by family and number."""

_LONGEST_EXCERPT = 40
_FIRST_LINES = 8
_MOST_TO_DECIDE = 500
"""Findings of one rule that a person has to decide; nobody reads more, and a text of nothing but marks has a million."""
_AFTER_TITLE = "。．.：:；;，, 　"
"""Marks that a title may end with by mistake (NUM-9); they must not hide its genre."""
_A_YEAR = Pattern(r"20[0-9]{2}")
_DIGIT = Pattern(r"\d")


def rule_ids() -> tuple[str, ...]:
    """The ids of every rule, those for Word files last."""
    return (*(rule.id for rule in RULES), *(rule.id for rule in WORD_RULES))


def rule_name(id: str) -> str:  # noqa: A002 - the field's own name
    """What a rule asks for; empty for an id that there is none of."""
    known: tuple[Rule | WordRule, ...] = (*RULES, *WORD_RULES)
    return next((rule.name for rule in known if rule.id == id), "")


def check_draft(draft: Draft, settings: ReviewSettings | None = None) -> tuple[Finding, ...]:
    """What the rules find in `draft`, in the order of the text; findings that are waived are left out.

    Raises DraftFormatError where the front matter cannot be understood.
    """
    metadata = read_front_matter(draft.front)
    given = _with_year(settings or ReviewSettings(), metadata)
    reading = _with_genre(read_draft(draft), given.genre or metadata.genre)
    reading = replace(reading, written=written_on(reading, given.year))
    if given.reuse is not None:
        reading = replace(reading, reuse=given.reuse(draft))
    waivers: dict[str, list[Waiver]] = {}
    for waiver in (*given.waivers, *draft_waivers(metadata)):
        waivers.setdefault(waiver.rule, []).append(waiver)
    asked = [
        rule for rule in RULES if rule.id not in given.off and (not rule.optional or rule.id in given.on)
    ]
    known: dict[str, list[Hit]] = {}
    if given.remembered is not None:
        known = _said_alone((rule for rule in asked if rule.alone), reading, given, given.remembered)
    findings = [
        finding
        for rule in asked
        for finding in _findings(
            rule,
            known[rule.id] if rule.id in known else rule.check(reading, given),
            reading,
            given,
            waivers.get(rule.id, []),
        )
    ]
    return tuple(sorted(_without_echoes(findings), key=lambda finding: (finding.line, finding.column)))


_YIELDING = frozenset(rule.id for rule in RULES if rule.yields)
_WORDS = "STY"
_LONGEST_WORD = 8
"""Characters of a finding that speaks of a word and not of a sentence."""


def _without_echoes(findings: list[Finding]) -> Iterator[Finding]:
    """The findings without those of a rule that gives way where another speaks of the same characters.

    Of two rules on words that speak of one word, the first is told: 帐户 is wrong by the list and by its character.
    """
    said: dict[tuple[int, int], str] = {}
    for finding in findings:
        if (
            finding.rule.startswith(_WORDS)
            and finding.rule not in _YIELDING
            and finding.length <= _LONGEST_WORD
        ):
            for column in range(finding.column, finding.column + finding.length):
                said.setdefault((finding.line, column), finding.rule)
    findings = [
        finding
        for finding in findings
        if said.get((finding.line, finding.column), finding.rule) == finding.rule
        or not finding.rule.startswith(_WORDS)
        or finding.rule in _YIELDING
        or finding.length > _LONGEST_WORD
    ]
    taken = {
        (finding.line, column)
        for finding in findings
        if finding.rule not in _YIELDING
        for column in range(finding.column, finding.column + min(finding.length, _LONGEST_EXCERPT))
    }
    for finding in findings:
        columns = range(finding.column, finding.column + finding.length)
        if finding.rule not in _YIELDING or not any((finding.line, column) in taken for column in columns):
            yield finding


def _with_genre(reading: Reading, genre: str) -> Reading:
    """The reading with its genre: the one named, or else the one its title and first lines speak for."""
    if not genre:
        lines = [
            paragraph.text for paragraph in reading.paragraphs[: _FIRST_LINES + 1] if paragraph.level < 2
        ]
        found = genre_of(reading.title.rstrip(_AFTER_TITLE), lines)
        genre = "" if found == OTHER else found
    return replace(reading, genre=genre)


def _with_year(settings: ReviewSettings, metadata: DraftMetadata) -> ReviewSettings:
    """The settings, with the year that the draft's own field names where they have none."""
    year = str(metadata.fields.get("year", ""))
    return (
        replace(settings, year=int(year)) if settings.year is None and _A_YEAR.fullmatch(year) else settings
    )


def _findings(
    rule: Rule, hits: Iterable[Hit], reading: Reading, settings: ReviewSettings, waivers: list[Waiver]
) -> Iterator[Finding]:
    to_decide = 0
    for hit in hits:
        if to_decide >= _MOST_TO_DECIDE:
            return
        to_decide += hit.fix is None
        excerpt = _excerpt(hit.paragraph.text[hit.start : hit.end])
        if any(waiver.covers(rule.id, excerpt, hit.paragraph.text) for waiver in waivers):
            continue
        start = hit.paragraph.offset(hit.start)
        length = hit.paragraph.offset(hit.end - 1) + 1 - start
        line, column = reading.place(start)
        yield Finding(
            rule=rule.id,
            severity=settings.severities.get(rule.id, hit.severity or rule.severity),
            basis=rule.basis,
            message=hit.message,
            line=line,
            column=column,
            length=length,
            excerpt=excerpt,
            fix=hit.fix if _may_fix(hit, length, settings) else None,
        )


def _excerpt(text: str) -> str:
    return text if len(text) <= _LONGEST_EXCERPT else f"{text[: _LONGEST_EXCERPT - 1]}…"


def _may_fix(hit: Hit, length: int, settings: ReviewSettings) -> bool:
    """Whether a fix leaves figures, names, quotations and hidden marks as they are."""
    text = hit.paragraph.text[hit.start : hit.end]
    return (
        hit.fix is not None
        and length == len(text) <= _LONGEST_EXCERPT
        and _keeps_digits(text, hit.fix)
        and not hit.paragraph.is_quoted(hit.start, hit.end)
        and not _in_name(hit.paragraph, hit.start, hit.end, settings.own.names)
    )


def _keeps_digits(text: str, fix: str) -> bool:
    """Whether the figures stay; a heading's own number may go as a whole, since the outline sets it."""
    return not fix or _digits(text) == _digits(fix)


def _digits(text: str) -> list[int]:
    return [int(digit) for digit in _DIGIT.findall(text)]


def _in_name(paragraph: Paragraph, start: int, end: int, names: tuple[str, ...]) -> bool:
    for name in names:
        first = max(0, start - len(name) + 1)
        if name and paragraph.text.find(name, first, end + len(name) - 1) != -1:
            return True
    return False


_ParagraphKey = tuple[object, str, object]


def _said_alone(
    rules: Iterable[Rule], reading: Reading, settings: ReviewSettings, remembered: Remembered
) -> dict[str, list[Hit]]:
    """By rule, what those that look at each paragraph alone say of a reading."""
    listed = tuple(rules)

    def work_out(new: Sequence[_ParagraphKey]) -> dict[_ParagraphKey, dict[str, list[Hit]]]:
        asked = set(new)
        wanted = {
            key: paragraph for paragraph in reading.paragraphs if (key := _paragraph_key(paragraph)) in asked
        }
        only_new = replace(reading, paragraphs=tuple(wanted.values()))
        said: dict[_ParagraphKey, dict[str, list[Hit]]] = {key: {} for key in new}
        for rule in listed:
            for hit in rule.check(only_new, settings):
                said[_paragraph_key(hit.paragraph)].setdefault(rule.id, []).append(hit)
        return said

    keys = [_paragraph_key(paragraph) for paragraph in reading.paragraphs]
    about = (tuple(rule.id for rule in listed), reading.genre, reading.written)
    known = remembered.values("alone", about, keys, work_out)
    by_rule: dict[str, list[Hit]] = {rule.id: [] for rule in listed}
    for paragraph, key in zip(reading.paragraphs, keys, strict=True):
        for name, hits in known[key].items():
            by_rule[name] += [replace(hit, paragraph=paragraph) for hit in hits]
    return by_rule


def _paragraph_key(paragraph: Paragraph) -> _ParagraphKey:
    return paragraph.kind, paragraph.text, paragraph.notes
