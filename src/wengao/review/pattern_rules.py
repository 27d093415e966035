"""Rules that are nothing but patterns (句式规则), read from review/data/patterns/*.toml.

    [[rule]]
    id = "STY-6"
    name = "易混的词按意思用"
    severity = "警"
    basis = "实务"
    fails = ["……"]        # at least four, with two that pass: they are the rule's tests
    passes = ["……"]
    [[rule.pattern]]
    key = ["启示"]        # one of these stands in every place that the pattern finds; a text without any is not searched
    said = '(?:招聘|寻人)(?P<at>启示)'   # the named group is the place, where there is one; else all of it
    proper = "启事"       # what should stand there; may be left out
    note = "告知公众的是启事"
    once = true           # whether only the first place in a document is told
    quoted = true         # whether it is told in quotation marks too
    fix = true            # whether `proper` may be put there by itself
    unless = "……"         # a pattern that must not be found in the sentence
    since = "2021-07"     # documents older than this are let be

A pattern is bounded everywhere, {0,20} and never *, so that time stays in proportion to the text.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from wengao.review.dating import was_before
from wengao.review.model import Basis, Severity
from wengao.review.pattern import Pattern
from wengao.review.rule import Example, Hit, Rule
from wengao.review.text import PROSE, Kind

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from wengao.review.rule import Check
    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

_WHERE = (*PROSE, Kind.TITLE, Kind.HEADING, Kind.TABLE)
_SEVERITIES = {severity.label: severity for severity in Severity}
_SENTENCE_ENDS = "。；！？\n"
_LONGEST_SENTENCE = 200


@dataclass(frozen=True, slots=True)
class WordPattern:
    """One pattern of a rule; the fields are those of the file."""

    keys: tuple[str, ...]
    said: Pattern
    proper: str | None
    note: str
    unless: Pattern | None
    severity: Severity | None
    since: str
    fix: bool
    quoted: bool
    once: bool

    def find(self, paragraph: Paragraph) -> Iterator[re.Match[str]]:
        """The places in a paragraph that the pattern speaks of; words in quotation marks only where it says so."""
        text = paragraph.text
        if not any(key in text for key in self.keys):
            return
        for match in self.said.finditer(text):
            start, end = span_of(match)
            if self.unless is not None and self.unless.search(_sentence(text, start, end)):
                continue
            if start < end and (self.quoted or not paragraph.is_quoted(start, end)):
                yield match

    def hit(self, paragraph: Paragraph, match: re.Match[str]) -> Hit:
        """What is told of a place."""
        start, end = span_of(match)
        said = paragraph.text[start:end]
        proper = match.expand(self.proper) if self.proper is not None else None
        if proper is None:
            message = f"“{said}”{self.note}"
        elif proper:
            message = f"“{said}”应写作“{proper}”" + (f"（{self.note}）" if self.note else "")
        else:
            message = f"“{said}”多余，请删去" + (f"（{self.note}）" if self.note else "")
        return Hit(paragraph, start, end, message, proper if self.fix else None, self.severity)


def span_of(match: re.Match[str]) -> tuple[int, int]:
    """The named group of a match, of which a pattern has one a branch, or all of it."""
    return match.span(match.lastgroup) if match.lastgroup else match.span()


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence that holds text[start:end]."""
    before = max(text.rfind(mark, max(0, start - _LONGEST_SENTENCE), start) for mark in _SENTENCE_ENDS) + 1
    ends = [
        found for mark in _SENTENCE_ENDS if (found := text.find(mark, end, end + _LONGEST_SENTENCE)) != -1
    ]
    return text[max(before, start - _LONGEST_SENTENCE) : min(ends, default=end + _LONGEST_SENTENCE)]


@cache
def pattern_rules() -> tuple[Rule, ...]:
    """The rules of every file, in the order of the files' names."""
    folder = resources.files("wengao.review").joinpath("data", "patterns")
    files = sorted(
        (file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name
    )
    return tuple(
        _rule(entry) for file in files for entry in tomllib.loads(file.read_text(encoding="utf-8"))["rule"]
    )


def _rule(entry: Mapping[str, Any]) -> Rule:
    return Rule(
        entry["id"],
        entry["name"],
        _SEVERITIES[entry["severity"]],
        Basis(entry["basis"]),
        _check(
            tuple(_pattern(pattern) for pattern in entry["pattern"]), frozenset(entry.get("genres_off", ()))
        ),
        tuple(_example(example) for example in entry["fails"]),
        tuple(_example(example) for example in entry["passes"]),
        bool(entry.get("optional", False)),
        alone=not any(pattern.get("once", False) for pattern in entry["pattern"]),
    )


def _example(text: str) -> Example:
    return Example(text if text.endswith("\n") else text + "\n")


def _pattern(entry: Mapping[str, Any]) -> WordPattern:
    return WordPattern(
        tuple(entry["key"]),
        Pattern(entry["said"]),
        entry.get("proper"),
        entry.get("note", ""),
        Pattern(entry["unless"]) if "unless" in entry else None,
        _SEVERITIES[entry["severity"]] if "severity" in entry else None,
        entry.get("since", ""),
        bool(entry.get("fix", False)),
        bool(entry.get("quoted", False)),
        bool(entry.get("once", False)),
    )


def _check(patterns: tuple[WordPattern, ...], genres_off: frozenset[str]) -> Check:
    def check(reading: Reading, _settings: ReviewSettings) -> Iterator[Hit]:
        if reading.genre in genres_off:
            return
        asked = [
            pattern
            for pattern in patterns
            if any(key in reading.visible for key in pattern.keys)
            and not was_before(reading.written, pattern.since)
        ]
        told: set[int] = set()
        for paragraph in reading.of_kind(*_WHERE) if asked else ():
            taken = 0
            found = ((match, each) for each in asked for match in each.find(paragraph))
            for match, pattern in sorted(found, key=lambda one: span_of(one[0])):
                start, end = span_of(match)
                if start >= taken and id(pattern) not in told:
                    told |= {id(pattern)} if pattern.once else set()
                    yield pattern.hit(paragraph, match)
                    taken = end

    return check
