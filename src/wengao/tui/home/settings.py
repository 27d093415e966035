"""The settings screen (设置): what can be set, what it is now; each is written into wengao.toml at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.message import Message

from wengao.language.own_unit import UNIT_LEVELS
from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.desk.workspace import Workspace


Value = str | int | tuple[str, ...]
_BETWEEN = re.compile(r"\s*[、，,；;]\s*")


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that is offered. table, key: in wengao.toml. words: Chinese for its values; empty for a free one."""

    table: str
    key: str
    name: str
    words: tuple[tuple[str, str], ...] = ()

    def shown(self, value: Value) -> str:
        """A value as the drafter reads it; 、 between several."""
        text = value if isinstance(value, str) else str(value) if isinstance(value, int) else "、".join(value)
        return dict(self.words).get(text, text)

    def next_to(self, value: Value) -> str:
        """The value after one of those that it can have; after the last, the first."""
        values = [word for word, _ in self.words]
        return values[(values.index(str(value)) + 1) % len(values)] if value in values else values[0]

    def read(self, text: str, before: Value) -> Value:
        """What was typed, as a value of the same kind as the one before."""
        if isinstance(before, int):
            return int(text) if text.isdecimal() else text
        return text if isinstance(before, str) else tuple(filter(None, _BETWEEN.split(text.strip())))


SETTINGS = (
    Setting("interface", "theme", "配色", (("light", "浅色"), ("dark", "深色"), ("contrast", "高对比"))),
    Setting("interface", "border", "边框", (("line", "线条"), ("ascii", "只用 ASCII 字符"))),
    Setting("interface", "width", "正文一行最多多少字（0 为不限）"),
    Setting("drafts", "rate", "讲话速度（每分钟音节）"),
    Setting(
        "drafts",
        "strictness",
        "填充要多有把握",
        (("严", "严：宁缺毋滥"), ("中", "中"), ("宽", "宽：多给一些，自己挑")),
    ),
    Setting("unit", "name", "本单位全称"),
    Setting("unit", "short", "本单位简称"),
    Setting("unit", "level", "本单位层级", (("", "（空）"), *((level, level) for level in UNIT_LEVELS))),
    Setting("unit", "place", "所在的地方"),
    Setting("unit", "leader", "讲话人"),
    Setting("unit", "post", "讲话人的职务"),
    Setting("unit", "subordinates", "内设和下属单位（、隔开）"),
    Setting("unit", "partners", "常打交道的单位（、隔开）"),
    Setting("unit", "people", "同事（林知夏 副市长、…）"),
    Setting("export", "layout", "默认版式（留空按文种）"),
    Setting(
        "export",
        "sources",
        "导出时的出处",
        (("none", "不带"), ("comments", "作批注"), ("appendix", "列附表")),
    ),
    Setting("export", "folder", "导出到"),
)


class SettingsScreen(ListDialogue[bool]):
    """Enter goes on to the next value, or asks for one; the app is told of what was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SETTINGS)]
    places = (Place.SETTINGS,)
    heading = "设置"

    class Changed(Message):
        """A setting is another now. workspace: with the settings as they are."""

        def __init__(self, workspace: Workspace) -> None:
            super().__init__()
            self.workspace = workspace

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def on_mount(self) -> None:
        """Show them."""
        self._show()

    def _show(self) -> None:
        facts = self.get_component_rich_style("list--facts", partial=True)
        prompts = []
        for setting in SETTINGS:
            shown = setting.shown(self._value(setting)) or "（空）"
            prompts.append(
                Text.assemble(f"{setting.name}：{shown}", (f"　{setting.table}.{setting.key}", facts))
            )
        self.fill(prompts, "改了就生效，写在工作区的 wengao.toml；按键等其他设置直接改这个文件", "")

    def _value(self, setting: Setting) -> Value:
        table = getattr(self._desk.workspace.settings, setting.table)
        value: Value = getattr(table, setting.key)
        return value

    def choose(self, place: int) -> None:
        """Change the setting."""
        setting = SETTINGS[place]
        value = self._value(setting)
        if setting.words:
            self._write(setting, setting.next_to(value))
            return

        def write(text: str | None) -> None:
            if text is not None:
                self._write(setting, setting.read(text, value))

        line = LineQuestionScreen(
            setting.name, "改成", setting.shown(value), may_be_empty=not isinstance(value, int)
        )
        self.app.push_screen(line, write)

    def action_change(self) -> None:
        """Change the highlighted setting."""
        if self.place is not None:
            self.choose(self.place)

    def _write(self, setting: Setting, value: Value) -> None:
        desk = self._desk
        self.start_job(
            "setting", lambda: desk.settings.change(setting.table, setting.key, value), self._written
        )

    def _written(self, workspace: Workspace) -> None:
        self.post_message(self.Changed(workspace))
        self._show()
