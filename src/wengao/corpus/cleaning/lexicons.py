"""The lists that the rules of this package read, from corpus/data."""

from __future__ import annotations

import csv
import re
import tomllib
from functools import cache
from importlib import resources

_BEGINNING = "^"


@cache
def party_words() -> frozenset[str]:
    """Words with 党 in them."""
    lines = _text("party_words.txt").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


@cache
def masked_words() -> tuple[tuple[str, str], ...]:
    """Words that web texts mask with pinyin initials, each with the initials of its characters (国家安全, gjaq)."""
    return tuple((row["word"], row["initials"]) for row in csv.DictReader(_text("initials.csv").splitlines()))


@cache
def misconversions() -> dict[str, str]:
    """Words as bad conversions leave them (全麵), with what they should be (全面)."""
    return {row["wrong"]: row["right"] for row in csv.DictReader(_text("misconversions.csv").splitlines())}


@cache
def junk_lines() -> tuple[re.Pattern[str], ...]:
    """Patterns to search for in a line; it belongs to the web page and not to the text where one is found.

    Those that hold from a line's beginning are one pattern: one search takes a third of the time of many.
    """
    patterns = [entry["pattern"] for entry in tomllib.loads(_text("junk_lines.toml"))["line"]]
    from_beginning = [pattern for pattern in patterns if pattern.startswith(_BEGINNING)]
    anywhere = [pattern for pattern in patterns if not pattern.startswith(_BEGINNING)]
    together = f"{_BEGINNING}(?:{'|'.join(from_beginning)})"
    return tuple(re.compile(pattern) for pattern in (together, *anywhere))


def _text(name: str) -> str:
    return resources.files("wengao.corpus").joinpath("data", name).read_text(encoding="utf-8")
