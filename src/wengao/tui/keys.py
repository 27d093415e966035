"""The drafter's own keys: [interface.keys] of wengao.toml, by action id, checked before anything is shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.errors import InputError, nearest_names
from wengao.tui.actions import ACTIONS, Action, Place, shown_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_KEY = re.compile(
    r"(?:(?:ctrl|alt|shift)\+)*(?:[a-z0-9]|f(?:[1-9]|1[0-2])|up|down|left|right|home|end|pageup|pagedown"
    r"|insert|delete|enter|escape|tab|space|backspace)"
)
_TOGETHER = {Place.DRAFT: (Place.OUTLINE, Place.EDITOR, Place.REFERENCES)}
_REMEDY = '请在 wengao.toml 的 [interface.keys] 里改正，写作 动作 = "键"，例如 "draft.check" = "ctrl+k"'


def chosen_keys(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The keys of the actions that the drafter has given others, by action id.

    Raises InputError for an action that there is none of, for what is no key, and where a key would do two things in
    one place; the message names both.
    """
    known = {action.id: action for action in ACTIONS}
    chosen: dict[str, str] = {}
    for name, key in pairs:
        if name not in known:
            near = "、".join(nearest_names(name, known))
            raise InputError(f"按键设置里没有“{name}”这个动作", f"最接近的是：{near}" if near else _REMEDY)
        keys = [one.strip().lower() for one in key.split(",")]
        for one in keys:
            if not _KEY.fullmatch(one):
                raise InputError(f"“{name}”的按键“{key}”看不懂", _REMEDY)
        chosen[name] = ",".join(keys)
    for first, second, key in _clashes(chosen):
        raise InputError(
            f"按键 {shown_key(key)} 同时给了“{first.name}”（{first.id}）和“{second.name}”（{second.id}）",
            _REMEDY,
        )
    return chosen


def with_keys(action: Action, chosen: Mapping[str, str]) -> Action:
    """The action with the key the drafter has chosen for it."""
    from dataclasses import replace

    return replace(action, key=chosen[action.id]) if action.id in chosen else action


def _clashes(chosen: Mapping[str, str]) -> Iterable[tuple[Action, Action, str]]:
    actions = [with_keys(action, chosen) for action in ACTIONS]
    for place, first in enumerate(actions):
        for second in actions[place + 1 :]:
            if not {first.id, second.id} & chosen.keys() or first.call == second.call:
                continue
            if _meet(first.place, second.place):
                for key in set(first.key.split(",")) & set(second.key.split(",")):
                    yield first, second, key


def _meet(one: Place, other: Place) -> bool:
    return (
        one is other
        or Place.EVERYWHERE in (one, other)
        or other in _TOGETHER.get(one, ())
        or one in _TOGETHER.get(other, ())
    )
