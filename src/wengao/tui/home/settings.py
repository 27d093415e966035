"""The settings screen (设置): what can be set, what it is now; each is written into wengao.toml at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.message import Message

from wengao.tui.actions import Place, bindings
from wengao.tui.shared.list_dialogue import ListDialogue
from wengao.tui.shared.questions import LineQuestionScreen

if TYPE_CHECKING:
    from textual.binding import BindingType

    from wengao.desk.desk import Desk
    from wengao.desk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that is offered. table, key: in wengao.toml. words: Chinese for its values; empty for a free one."""

    table: str
    key: str
    name: str
    words: tuple[tuple[str, str], ...] = ()


SETTINGS = (
    Setting("interface", "theme", "配色", (("light", "浅色"), ("dark", "深色"), ("contrast", "高对比"))),
    Setting("interface", "border", "边框", (("line", "线条"), ("ascii", "只用 ASCII 字符"))),
    Setting("drafts", "rate", "讲话速度（每分钟音节）"),
    Setting("unit", "leader", "讲话人"),
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
            value = str(self._value(setting))
            shown = dict(setting.words).get(value, value) or "（空）"
            prompts.append(
                Text.assemble(f"{setting.name}：{shown}", (f"　{setting.table}.{setting.key}", facts))
            )
        self.fill(prompts, "改了就生效，写在工作区的 wengao.toml；按键等其他设置直接改这个文件", "")

    def _value(self, setting: Setting) -> str | int:
        table = getattr(self._desk.workspace.settings, setting.table)
        value: str | int = getattr(table, setting.key)
        return value

    def choose(self, place: int) -> None:
        """Change the setting."""
        setting = SETTINGS[place]
        value = self._value(setting)
        if setting.words:
            values = [word for word, _ in setting.words]
            self._write(setting, values[(values.index(str(value)) + 1) % len(values)])
            return

        def write(text: str | None) -> None:
            if text is not None:
                self._write(setting, int(text) if isinstance(value, int) and text.isdecimal() else text)

        self.app.push_screen(LineQuestionScreen(setting.name, "改成", str(value)), write)

    def action_change(self) -> None:
        """Change the highlighted setting."""
        if self.place is not None:
            self.choose(self.place)

    def _write(self, setting: Setting, value: str | int) -> None:
        desk = self._desk
        self.start_job(
            "setting", lambda: desk.settings.change(setting.table, setting.key, value), self._written
        )

    def _written(self, workspace: Workspace) -> None:
        self.post_message(self.Changed(workspace))
        self._show()
