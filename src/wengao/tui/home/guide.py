"""The guide for the first start (入门三步): what to do, in three steps, and never again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Button, Static

from wengao.tui.shared.screens import Dialogue

if TYPE_CHECKING:
    from textual.app import ComposeResult

STEPS = (
    (
        "一、让它读往年的材料",
        "把往年的讲话、报告放进语料文件夹，回到首页按 F9 更新。\n手边没有材料，先按下面的按钮装入样例语料，几秒钟就好。",
    ),
    (
        "二、选一个模板起稿",
        "在首页右边选一个模板，按回车，填上主题，按 Ctrl+S。\n提纲、提示、目标字数就都有了。",
    ),
    (
        "三、写，插，查，导出",
        (
            "左边是提纲，中间是正文，右边的参考随着你写的这一节自己变；Tab 换栏，回车插入，出处自动记下。\n"
            "F5 填充空节，F10 跳到空位，F8 走查出的问题，F4 导出 Word。忘了按键就按 F1，什么都能按 F12 找到。"
        ),
    ),
)


class GuideScreen(Dialogue[str]):
    """Answers with "samples" where the sample corpus is wanted, else with None, after the last step or Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
    ]
    heading = "入门三步"
    AUTO_FOCUS = "#next"

    def __init__(self, *, offer_samples: bool) -> None:
        super().__init__()
        self._step = 0
        self._offer_samples = offer_samples
        self._wanted: str | None = None

    def compose_content(self) -> ComposeResult:
        """One step and the buttons."""
        yield Static(id="guide-title", classes="source-heading", markup=False)
        yield Static(id="guide-text", classes="notice-message", markup=False)
        with Horizontal(classes="dialogue-buttons"):
            yield Button("装入样例语料", id="guide-samples")
            yield Button("下一步", id="next", variant="primary")
            yield Button("不用了", id="enough")

    def on_mount(self) -> None:
        """The first step; a button takes the next press at once."""
        for button in self.query(Button):
            button.active_effect_duration = 0
        self._show()

    def _show(self) -> None:
        title, text = STEPS[self._step]
        self.query_one("#guide-title", Static).update(f"{title}（{self._step + 1}/{len(STEPS)}）")
        self.query_one("#guide-text", Static).update(text)
        self.query_one("#guide-samples").display = self._offer_samples and not self._step and not self._wanted
        self.query_one("#next", Button).label = "开始" if self._step + 1 == len(STEPS) else "下一步"

    def on_button_pressed(self, event: Button.Pressed) -> None:
        """On, or out."""
        if event.button.id == "enough":
            self.dismiss(self._wanted)
            return
        if event.button.id == "guide-samples":
            self._wanted = "samples"
        self._step += 1
        if self._step == len(STEPS):
            self.dismiss(self._wanted)
        else:
            self._show()
            self.query_one("#next").focus()
