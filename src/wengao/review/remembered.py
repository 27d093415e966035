"""What earlier checks of a draft found out, paragraph by paragraph, so that after a change only what changed is checked.

A check after every pause in writing has to be quick in a long draft too. What a rule says of a paragraph alone
(Rule.alone), and what the counts say of it (review/rules/typos.py), holds as long as the paragraph stands as it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from wengao.review.rule import Hit, Rule
    from wengao.review.settings import ReviewSettings
    from wengao.review.text import Paragraph, Reading

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


@dataclass
class Remembered:
    """Values that were worked out for the paragraphs of the draft checked last; those of paragraphs that went are gone.

    To be used for checks with the same settings only.
    """

    _kept: dict[str, tuple[Hashable, dict[Any, Any]]] = field(default_factory=dict)

    def values(
        self,
        what: str,
        about: Hashable,
        keys: Sequence[KeyT],
        work_out: Callable[[Sequence[KeyT]], Mapping[KeyT, ValueT]],
    ) -> dict[KeyT, ValueT]:
        """The value of each key. work_out: is asked for those that are not known, for all at once.

        what: names the values. about: what they depend on beside the key; where it is another, nothing is known.
        """
        was_about, known = self._kept.get(what, (None, {}))
        if was_about != about:
            known = {}
        new = [key for key in dict.fromkeys(keys) if key not in known]
        worked_out = work_out(new) if new else {}
        now = {key: known[key] if key in known else worked_out[key] for key in keys}
        self._kept[what] = (about, now)
        return now


_ParagraphKey = tuple[object, str, object]


def said_alone(
    rules: Iterable[Rule], reading: Reading, settings: ReviewSettings, remembered: Remembered
) -> dict[str, list[Hit]]:
    """By rule, what those that look at each paragraph alone say of a reading."""
    listed = tuple(rules)

    def work_out(new: Sequence[_ParagraphKey]) -> dict[_ParagraphKey, dict[str, list[Hit]]]:
        asked = set(new)
        wanted = {key: paragraph for paragraph in reading.paragraphs if (key := _key(paragraph)) in asked}
        only_new = replace(reading, paragraphs=tuple(wanted.values()))
        said: dict[_ParagraphKey, dict[str, list[Hit]]] = {key: {} for key in new}
        for rule in listed:
            for hit in rule.check(only_new, settings):
                said[_key(hit.paragraph)].setdefault(rule.id, []).append(hit)
        return said

    keys = [_key(paragraph) for paragraph in reading.paragraphs]
    about = (tuple(rule.id for rule in listed), reading.genre, reading.written)
    known = remembered.values("alone", about, keys, work_out)
    by_rule: dict[str, list[Hit]] = {rule.id: [] for rule in listed}
    for paragraph, key in zip(reading.paragraphs, keys, strict=True):
        for name, hits in known[key].items():
            by_rule[name] += [replace(hit, paragraph=paragraph) for hit in hits]
    return by_rule


def _key(paragraph: Paragraph) -> _ParagraphKey:
    return paragraph.kind, paragraph.text, paragraph.notes
