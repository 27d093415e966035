"""Waivers (放行): findings that the drafter has looked at and lets stand: once, in this draft, or for good.

Those for once and for this draft stand in the draft's front matter, so they travel with it:

    waivers:
      - NUM-5                                             这一条本稿都不查
      - {rule: PUN-9, text: 《清川行动》}                   这几个字本稿都放行
      - {rule: DIG-7, text: 今年, paragraph: 5d41402abc4b}  只放行这一段里的这一处

Those for good stand in the unit's own file, in the same form.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from wengao.errors import DraftFormatError
from wengao.markup.front_matter import change_front_matter, read_front_matter, write_front_matter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wengao.drafts.model import Draft
    from wengao.markup.front_matter import DraftMetadata
    from wengao.review.model import Finding

KEY = "waivers"
_DIGEST_LENGTH = 12


class Scope(Enum):
    """How far a waiver reaches."""

    ONCE = "这一处"
    DRAFT = "本稿"
    UNIT = "今后"


@dataclass(frozen=True, slots=True)
class Waiver:
    """What is let stand.

    rule: its id. text: the excerpt, or empty for every finding of the rule. paragraph: the digest of the paragraph it
    stands in, or empty for any; with it the waiver lapses as soon as that paragraph is changed.
    """

    rule: str
    text: str = ""
    paragraph: str = ""

    def covers(self, rule: str, excerpt: str, paragraph: str) -> bool:
        """Whether a finding of `rule` with this excerpt, in a paragraph with this visible text, is let stand."""
        return (
            self.rule == rule
            and self.text in ("", excerpt)
            and (not self.paragraph or self.paragraph == paragraph_digest(paragraph))
        )

    def to_entry(self) -> str | dict[str, str]:
        """The waiver as front matter holds it."""
        if not self.text and not self.paragraph:
            return self.rule
        return {
            key: value
            for key, value in (("rule", self.rule), ("text", self.text), ("paragraph", self.paragraph))
            if value
        }


def paragraph_digest(text: str) -> str:
    """The digest by which a waiver for once knows its paragraph: 12 hex digits of the visible text."""
    return hashlib.sha256(text.strip().encode(errors="surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def waiver_for(finding: Finding, scope: Scope, paragraph: str = "") -> Waiver:
    """The waiver that lets `finding` stand; for Scope.ONCE `paragraph` is the visible text it stands in."""
    digest = paragraph_digest(paragraph) if scope is Scope.ONCE else ""
    return Waiver(finding.rule, finding.excerpt, digest)


def paragraph_of(draft: Draft, finding: Finding) -> str:
    """The visible text of the paragraph that `finding` stands in; empty where the draft was changed since."""
    from wengao.review.reading import read_draft

    reading = read_draft(draft)
    on_line = [paragraph for paragraph in reading.paragraphs if reading.line(paragraph) == finding.line]
    before = [each for each in on_line if reading.place(each.offset(0))[1] <= finding.column]
    return before[-1].text if before else ""


def draft_waivers(metadata: DraftMetadata) -> tuple[Waiver, ...]:
    """The waivers of a draft's front matter. Raises DraftFormatError where they are not in the form above."""
    entries = metadata.other.get(KEY) or ()
    if isinstance(entries, str) or not hasattr(entries, "__iter__") or hasattr(entries, "items"):
        raise DraftFormatError(f"文首信息里的 {KEY} 不是列表", f"请写作 {KEY}: [NUM-5]")
    return tuple(waiver_of(entry) for entry in entries)


def waiver_of(entry: Any) -> Waiver:
    """The waiver of one entry: a rule's id, or a mapping with rule, text and paragraph. Raises DraftFormatError."""
    if isinstance(entry, str):
        return Waiver(entry.strip())
    if not hasattr(entry, "items") or not entry.get("rule"):
        raise DraftFormatError(f"{KEY} 里有一项没有写规则编号：{entry}", "请写作 {rule: NUM-5, text: 原文}")
    return Waiver(str(entry["rule"]), str(entry.get("text") or ""), str(entry.get("paragraph") or ""))


def with_waivers(draft: Draft, waivers: Iterable[Waiver]) -> Draft:
    """The draft with `waivers` added to those in its front matter; the rest of the front matter stays as it is."""
    from dataclasses import replace

    metadata = read_front_matter(draft.front)
    kept = dict.fromkeys((*draft_waivers(metadata), *waivers))
    changes: Mapping[str, Any] = {KEY: [waiver.to_entry() for waiver in kept]}
    front = draft.front or write_front_matter(metadata)
    return replace(draft, front=change_front_matter(front, changes))
