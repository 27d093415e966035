"""Every action of the interface in one table: its id, its Chinese name, its key and the place where it works.

Screens and widgets take their bindings from here, and so do the key bar, the help and the palette. Input methods own
ctrl+space, shift+space and ctrl+. and ctrl+;, editors that host a terminal own ctrl+j, ctrl+e, ctrl+k and more, so no key
is the only way: the palette reaches every action.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding


class Place(Enum):
    """Where an action works; the value is the drafter's name for the place."""

    EVERYWHERE = "通用"
    HOME = "首页"
    DRAFT = "文稿"
    OUTLINE = "提纲"
    EDITOR = "正文"
    REFERENCES = "参考"
    SEARCH = "检索语料"
    FORM = "新建文稿"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a drafter can do.

    id: stable, for settings. name: Chinese. key: of Textual, alternatives comma-separated; the first is shown.
    place: where the key works. call: Textual's action. hint: whether the key bar shows it.
    """

    id: str
    name: str
    key: str
    place: Place
    call: str
    hint: bool = False

    @property
    def shown_key(self) -> str:
        """The first key as it is printed on a keyboard."""
        return shown_key(self.key.split(",", maxsplit=1)[0])


_KEY_NAMES = {
    "up": "上",
    "down": "下",
    "enter": "回车",
    "space": "空格",
    "tab": "Tab",
    "delete": "Del",
    "insert": "Ins",
    "escape": "Esc",
    "ctrl": "Ctrl",
    "alt": "Alt",
    "shift": "Shift",
}

ACTIONS = (
    Action("help", "帮助", "f1", Place.EVERYWHERE, "app.help", hint=True),
    Action("palette", "命令", "f12,ctrl+p", Place.EVERYWHERE, "app.palette", hint=True),
    Action("quit", "退出", "ctrl+q", Place.EVERYWHERE, "app.leave"),
    Action("home.new", "新建", "ctrl+n", Place.HOME, "screen.new", hint=True),
    Action("home.open", "打开", "enter", Place.HOME, "screen.open", hint=True),
    Action("home.search", "检索", "f3", Place.HOME, "screen.search", hint=True),
    Action("home.read", "更新语料", "f9", Place.HOME, "screen.read", hint=True),
    Action("home.stop", "停止更新", "escape", Place.HOME, "screen.stop"),
    Action("home.samples", "装入样例语料", "f4", Place.HOME, "screen.samples"),
    Action("home.quit", "退出", "ctrl+q", Place.HOME, "app.leave", hint=True),
    Action("form.accept", "新建", "ctrl+s", Place.FORM, "screen.accept"),
    Action("outline.write", "写这一节", "enter", Place.OUTLINE, "screen.write", hint=True),
    Action("outline.add", "加一节", "insert", Place.OUTLINE, "screen.add", hint=True),
    Action("outline.remove", "删除", "delete", Place.OUTLINE, "screen.remove", hint=True),
    Action("references.insert", "插入", "enter", Place.REFERENCES, "screen.insert", hint=True),
    Action("references.source", "看原文", "space", Place.REFERENCES, "screen.source", hint=True),
    Action("references.back", "回正文", "escape", Place.REFERENCES, "screen.write", hint=True),
    Action("draft.pane", "换栏", "tab", Place.DRAFT, "screen.pane(1)", hint=True),
    Action("draft.save", "保存", "ctrl+s", Place.DRAFT, "screen.save", hint=True),
    Action("draft.search", "检索", "f3", Place.DRAFT, "screen.search", hint=True),
    Action("draft.export", "导出", "f4", Place.DRAFT, "screen.export", hint=True),
    Action("draft.check", "检查", "f7", Place.DRAFT, "screen.check", hint=True),
    Action("draft.slot", "空位", "f8", Place.DRAFT, "screen.next_slot", hint=True),
    Action("draft.fill", "填充", "f9", Place.DRAFT, "screen.fill", hint=True),
    Action("draft.home", "首页", "ctrl+o", Place.DRAFT, "screen.home", hint=True),
    Action("draft.next", "下一节", "ctrl+down", Place.DRAFT, "screen.section(1)"),
    Action("draft.previous", "上一节", "ctrl+up", Place.DRAFT, "screen.section(-1)"),
    Action("draft.rename", "改标题", "f2", Place.DRAFT, "screen.rename"),
    Action("draft.add", "加一节", "ctrl+n", Place.DRAFT, "screen.add"),
    Action("draft.remove", "删除本节", "ctrl+d", Place.DRAFT, "screen.remove"),
    Action("draft.up", "本节上移", "alt+up", Place.DRAFT, "screen.move(-1)"),
    Action("draft.down", "本节下移", "alt+down", Place.DRAFT, "screen.move(1)"),
    Action("draft.pane_back", "上一栏", "shift+tab", Place.DRAFT, "screen.pane(-1)"),
    Action("search.source", "看原文", "space,enter", Place.SEARCH, "screen.source", hint=True),
    Action("search.back", "返回", "escape", Place.SEARCH, "screen.back", hint=True),
)


def actions_of(*places: Place) -> tuple[Action, ...]:
    """The actions of some places, in the order of the places and of the table."""
    return tuple(action for place in places for action in ACTIONS if action.place is place)


def bindings(place: Place) -> list[Binding]:
    """The actions of a place as Textual's bindings, named by their ids."""
    return [
        Binding(action.key, action.call, action.name, show=False, id=action.id)
        for action in actions_of(place)
    ]


def shown_key(key: str) -> str:
    """A key of Textual as it is printed on a keyboard: ctrl+s is Ctrl+S, f7 is F7, enter is 回车."""
    return "+".join(_KEY_NAMES.get(part, part.upper()) for part in key.split("+"))
