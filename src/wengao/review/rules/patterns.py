"""The rules that are patterns in review/data/patterns: words that are confused, sentences that are mixed, and the like."""

from __future__ import annotations

from wengao.review.pattern_rules import pattern_rules

RULES = pattern_rules()
