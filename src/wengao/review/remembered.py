"""What earlier checks of a draft found out, paragraph by paragraph, so that after a change only what changed is checked.

A check after every pause in writing has to be quick in a long draft too. What a rule says of a paragraph alone
(Rule.alone), and what the counts say of it (review/rules/typos.py), holds as long as the paragraph stands as it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

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
