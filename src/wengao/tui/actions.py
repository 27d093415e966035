"""Every action of the interface in one table: its id, its Chinese name, its key and the place where it works.

Screens and widgets take their bindings from here, and so do the key bar, the help and the palette. Input methods own
ctrl+space, shift+space and ctrl+. and ctrl+;, editors that host a terminal own ctrl+j, ctrl+e, ctrl+k and more, so no key
is the only way: the palette reaches every action. The drafter may give actions other keys ([interface.keys] of wengao.toml),
which are checked before anything is shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from textual.binding import Binding

from wengao.errors import InputError, nearest_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Place(Enum):
    """Where an action works; the value is the drafter's name for the place."""

    EVERYWHERE = "通用"
    HOME = "首页"
    DRAFT = "文稿"
    OUTLINE = "提纲"
    EDITOR = "正文"
    REFERENCES = "参考"
    FIND = "查找替换"
    SEARCH = "检索语料"
    FORM = "新建文稿"
    CHECKS = "检查"
    RULES = "检查规则"
    HEADINGS = "拟标题"
    SLOTS = "空位清单"
    FILLED = "填充结果"
    HISTORY = "历史版本"
    SOURCES = "出处"
    REFRESH = "更新清单"
    COMPARE = "对照"
    CORPUS = "语料"
    WORDS = "常用词"
    DOUBTS = "存疑"
    PLACES = "材料来源"
    SETTINGS = "设置"


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
    "left": "左",
    "right": "右",
    "pageup": "PgUp",
    "pagedown": "PgDn",
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
    Action("home.new", "新建", "ctrl+n,alt+n", Place.HOME, "screen.new", hint=True),
    Action("home.open", "打开", "enter", Place.HOME, "screen.open", hint=True),
    Action("home.rename", "改文件名", "shift+f2", Place.HOME, "screen.rename"),
    Action("home.search", "检索", "f3", Place.HOME, "screen.search", hint=True),
    Action("home.import", "导入旧稿", "f6", Place.HOME, "screen.import", hint=True),
    Action("home.corpus", "语料", "f7", Place.HOME, "screen.corpus", hint=True),
    Action("home.read", "更新语料", "f9", Place.HOME, "screen.read", hint=True),
    Action("home.stop", "停止更新", "escape", Place.HOME, "screen.stop"),
    Action("home.samples", "装入样例语料", "f4", Place.HOME, "screen.samples"),
    Action("home.no_samples", "移走样例语料", "alt+x", Place.HOME, "screen.no_samples"),
    Action("home.settings", "设置", "f8", Place.HOME, "screen.settings", hint=True),
    Action("home.guide", "入门三步", "f2", Place.HOME, "screen.guide"),
    Action("home.rules", "检查规则", "alt+u", Place.HOME, "screen.rules"),
    Action("home.quit", "退出", "ctrl+q", Place.HOME, "app.leave", hint=True),
    Action("form.accept", "新建", "ctrl+s", Place.FORM, "screen.accept"),
    Action("outline.write", "写这一节", "enter", Place.OUTLINE, "screen.do('write')", hint=True),
    Action("outline.add", "加一节", "insert", Place.OUTLINE, "screen.do('add')", hint=True),
    Action("outline.remove", "删除", "delete", Place.OUTLINE, "screen.do('remove')", hint=True),
    Action("outline.read", "看过了", "space", Place.OUTLINE, "screen.do('read')", hint=True),
    Action("outline.undo", "撤销", "ctrl+z", Place.OUTLINE, "screen.do('undo')", hint=True),
    Action("outline.redo", "重做", "ctrl+y", Place.OUTLINE, "screen.do('redo')"),
    Action("references.insert", "插入", "enter", Place.REFERENCES, "screen.do('insert')", hint=True),
    Action(
        "references.slots",
        "换空位插入",
        "insert",
        Place.REFERENCES,
        "screen.do('insert_with_slots')",
        hint=True,
    ),
    Action("references.source", "看原文", "space", Place.REFERENCES, "screen.do('source')", hint=True),
    Action("references.sentences", "段/句", "alt+j", Place.REFERENCES, "screen.do('sentences')", hint=True),
    Action("references.choose", "选句合段", "alt+m", Place.REFERENCES, "screen.do('choose')"),
    Action("references.filter", "筛选", "f6", Place.REFERENCES, "screen.do('filter')", hint=True),
    Action("references.star", "收藏", "ctrl+t,alt+t", Place.REFERENCES, "screen.do('star')", hint=True),
    Action("references.similar", "找相近", "ctrl+l", Place.REFERENCES, "screen.do('similar')"),
    Action("references.withhold", "不再推荐", "delete", Place.REFERENCES, "screen.do('withhold')", hint=True),
    Action("references.back", "回正文", "escape", Place.REFERENCES, "screen.do('write')", hint=True),
    Action("draft.pane", "换栏", "tab", Place.DRAFT, "screen.do('pane', 1)", hint=True),
    Action("draft.save", "保存", "ctrl+s", Place.DRAFT, "screen.do('save')", hint=True),
    Action("draft.search", "检索", "f3", Place.DRAFT, "screen.do('search')", hint=True),
    Action("draft.check", "检查", "f7", Place.DRAFT, "screen.do('check')", hint=True),
    Action("draft.finding", "下一处", "f8", Place.DRAFT, "screen.do('finding', 1)", hint=True),
    Action("draft.fix", "改正", "f9", Place.DRAFT, "screen.do('fix')", hint=True),
    Action("draft.export", "导出", "f4", Place.DRAFT, "screen.do('export')", hint=True),
    Action("draft.slot", "空位", "f10,alt+e", Place.DRAFT, "screen.do('next_slot')", hint=True),
    Action("draft.fill", "填充", "f5,alt+i", Place.DRAFT, "screen.do('fill')", hint=True),
    Action("draft.home", "首页", "ctrl+o", Place.DRAFT, "screen.do('home')", hint=True),
    Action("draft.headings", "拟标题", "alt+h", Place.DRAFT, "screen.do('headings')", hint=True),
    Action("draft.finding_back", "上一处", "shift+f8", Place.DRAFT, "screen.do('finding', -1)"),
    Action("draft.next", "下一节", "ctrl+down", Place.DRAFT, "screen.do('section', 1)"),
    Action("draft.previous", "上一节", "ctrl+up", Place.DRAFT, "screen.do('section', -1)"),
    Action("draft.whole", "通读", "alt+o", Place.DRAFT, "screen.do('whole')"),
    Action("draft.starred", "金句", "alt+x", Place.DRAFT, "screen.do('starred')"),
    Action("draft.rename", "改标题", "f2", Place.DRAFT, "screen.do('rename')"),
    Action("draft.file", "改文件名", "shift+f2", Place.DRAFT, "screen.do('rename_file')"),
    Action("draft.add", "加一节", "ctrl+n,alt+n", Place.DRAFT, "screen.do('add')"),
    Action("draft.remove", "删除本节", "ctrl+d", Place.DRAFT, "screen.do('remove')"),
    Action("draft.up", "本节上移", "alt+up", Place.DRAFT, "screen.do('move', -1)"),
    Action("draft.down", "本节下移", "alt+down", Place.DRAFT, "screen.do('move', 1)"),
    Action("draft.promote", "本节升一级", "alt+left", Place.DRAFT, "screen.do('level', -1)"),
    Action("draft.demote", "本节降一级", "alt+right", Place.DRAFT, "screen.do('level', 1)"),
    Action("draft.head", "公文要素", "alt+l", Place.DRAFT, "screen.do('head')"),
    Action("draft.preview", "预览版面", "alt+p", Place.DRAFT, "screen.do('preview')"),
    Action("draft.copy", "带格式复制", "alt+q", Place.DRAFT, "screen.do('copy')"),
    Action("draft.words", "查找", "ctrl+f,alt+z", Place.DRAFT, "screen.do('find')"),
    Action("draft.replace", "替换", "alt+d", Place.DRAFT, "screen.do('replace')"),
    Action("draft.slots", "空位清单", "alt+k", Place.DRAFT, "screen.do('slots')"),
    Action("draft.read", "本节看过了", "alt+g", Place.DRAFT, "screen.do('read')"),
    Action("draft.read_all", "全部看过了", "alt+a", Place.DRAFT, "screen.do('read_all')"),
    Action("draft.original", "换回原文", "alt+y", Place.DRAFT, "screen.do('original')"),
    Action("draft.filled", "填充结果", "alt+w", Place.DRAFT, "screen.do('filled')"),
    Action("draft.rules", "检查规则", "alt+u", Place.DRAFT, "screen.do('rules')"),
    Action("draft.history", "历史版本", "alt+v", Place.DRAFT, "screen.do('history')"),
    Action("draft.sources", "出处", "alt+s", Place.DRAFT, "screen.do('sources')"),
    Action("draft.refresh", "更新清单", "alt+r", Place.DRAFT, "screen.do('refresh_list')"),
    Action("draft.compare", "对照同类稿", "alt+c", Place.DRAFT, "screen.do('compare')"),
    Action("draft.pane_back", "上一栏", "shift+tab", Place.DRAFT, "screen.do('pane', -1)"),
    Action("editor.waive", "放行这一处问题", "delete", Place.EDITOR, "screen.do('waive')"),
    Action("find.next", "下一处", "f8,down", Place.FIND, "screen.do('find_next')"),
    Action("find.previous", "上一处", "shift+f8,up", Place.FIND, "screen.do('find_back')"),
    Action("find.replace", "换这一处", "f9", Place.FIND, "screen.do('replace_here')"),
    Action("find.replace_all", "全部替换", "f10", Place.FIND, "screen.do('replace_all')"),
    Action("find.headings", "标题也找", "f2", Place.FIND, "screen.do('find_headings')"),
    Action("find.line", "换一行", "tab,shift+tab", Place.FIND, "screen.do('find_line')"),
    Action("find.undo", "撤销", "ctrl+z", Place.FIND, "screen.do('undo')"),
    Action("find.redo", "重做", "ctrl+y", Place.FIND, "screen.do('redo')"),
    Action("find.close", "收起", "escape", Place.FIND, "screen.do('find_close')"),
    Action("search.source", "看原文", "space,enter", Place.SEARCH, "screen.source", hint=True),
    Action("search.copy", "带格式复制", "alt+q", Place.SEARCH, "screen.copy"),
    Action("search.back", "返回", "escape", Place.SEARCH, "screen.back", hint=True),
    Action("checks.go", "到这一处", "enter", Place.CHECKS, "screen.go", hint=True),
    Action("checks.fix", "改正这一处", "f9", Place.CHECKS, "screen.fix", hint=True),
    Action("checks.fix_all", "全部改正", "f10,ctrl+s", Place.CHECKS, "screen.fix_all", hint=True),
    Action("checks.full", "全面检查", "f7", Place.CHECKS, "screen.full", hint=True),
    Action("checks.once", "这一处放行", "delete", Place.CHECKS, "screen.waive('ONCE')", hint=True),
    Action("checks.draft", "本稿放行", "ctrl+d", Place.CHECKS, "screen.waive('DRAFT')", hint=True),
    Action("checks.next", "下一处", "f8", Place.CHECKS, "screen.step(1)"),
    Action("checks.previous", "上一处", "shift+f8", Place.CHECKS, "screen.step(-1)"),
    Action("checks.unit", "今后放行", "ctrl+u", Place.CHECKS, "screen.waive('UNIT')"),
    Action("checks.rule", "规则轻重", "f6,alt+u", Place.CHECKS, "screen.rule", hint=True),
    Action("rules.heavier", "重一级", "right", Place.RULES, "screen.heavier", hint=True),
    Action("rules.lighter", "轻一级", "left", Place.RULES, "screen.lighter", hint=True),
    Action("rules.reset", "恢复自带的", "delete", Place.RULES, "screen.reset", hint=True),
    Action("headings.take", "用这个标题", "enter", Place.HEADINGS, "screen.take", hint=True),
    Action("slots.go", "到这一处", "enter", Place.SLOTS, "screen.go", hint=True),
    Action("filled.take", "插入或到那一节", "enter", Place.FILLED, "screen.take", hint=True),
    Action("history.restore", "恢复这一版", "enter", Place.HISTORY, "screen.restore", hint=True),
    Action("sources.go", "到这一处", "enter", Place.SOURCES, "screen.go", hint=True),
    Action("refresh.confirm", "照旧", "enter", Place.REFRESH, "screen.confirm", hint=True),
    Action("refresh.replace", "改写", "f2", Place.REFRESH, "screen.replace", hint=True),
    Action("refresh.slot", "变成空位", "insert", Place.REFRESH, "screen.slot", hint=True),
    Action("refresh.next_year", "推一年", "f5,alt+n", Place.REFRESH, "screen.next_year", hint=True),
    Action("refresh.go", "到这一处", "f8", Place.REFRESH, "screen.go", hint=True),
    Action("refresh.confirm_alike", "一样的照旧", "space", Place.REFRESH, "screen.confirm_alike", hint=True),
    Action("refresh.replace_alike", "一样的改写", "f3", Place.REFRESH, "screen.replace_alike", hint=True),
    Action("compare.next", "下一部分", "pagedown", Place.COMPARE, "screen.part(1)", hint=True),
    Action("compare.previous", "上一部分", "pageup", Place.COMPARE, "screen.part(-1)"),
    Action("corpus.document", "看文档", "enter", Place.CORPUS, "screen.document", hint=True),
    Action("corpus.edit", "改信息", "f2", Place.CORPUS, "screen.edit", hint=True),
    Action("corpus.forget", "移出", "delete", Place.CORPUS, "screen.forget", hint=True),
    Action("corpus.doubts", "存疑", "f3", Place.CORPUS, "screen.doubts", hint=True),
    Action("corpus.places", "材料来源", "f5", Place.CORPUS, "screen.places", hint=True),
    Action("corpus.new", "拿它起稿", "ctrl+n,alt+n", Place.CORPUS, "screen.new", hint=True),
    Action("corpus.read", "更新语料", "f9", Place.CORPUS, "screen.read", hint=True),
    Action("corpus.words", "常用词", "f6", Place.CORPUS, "screen.words"),
    Action("corpus.samples", "装入样例语料", "f4", Place.CORPUS, "screen.samples"),
    Action("corpus.no_samples", "移走样例语料", "alt+x", Place.CORPUS, "screen.no_samples"),
    Action("corpus.stop", "停止更新", "f10", Place.CORPUS, "screen.stop"),
    Action("corpus.back", "返回", "escape", Place.CORPUS, "screen.back", hint=True),
    Action("words.strike", "划掉", "delete", Place.WORDS, "screen.strike", hint=True),
    Action("words.restore", "恢复", "insert", Place.WORDS, "screen.restore", hint=True),
    Action("places.add", "加材料", "insert", Place.PLACES, "screen.add", hint=True),
    Action(
        "doubts.suggested", "照建议", "enter", Place.DOUBTS, "screen.settle('suggested', False)", hint=True
    ),
    Action(
        "doubts.all_suggested",
        "同类全照建议",
        "f9",
        Place.DOUBTS,
        "screen.settle('suggested', True)",
        hint=True,
    ),
    Action("doubts.right", "原来就对", "space", Place.DOUBTS, "screen.settle('right', False)", hint=True),
    Action(
        "doubts.all_right", "同类原来都对", "f10", Place.DOUBTS, "screen.settle('right', True)", hint=True
    ),
    Action("doubts.write", "另写", "f2", Place.DOUBTS, "screen.write", hint=True),
    Action("settings.change", "修改", "enter", Place.SETTINGS, "screen.change", hint=True),
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
