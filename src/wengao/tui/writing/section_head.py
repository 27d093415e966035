"""What stands over the editor: the number and heading of the part, its role and goal, and the template's advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical

from wengao.tui.textual_repairs.line import Line

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from wengao.drafts.model import Part
    from wengao.drafts.outline import OutlineNode
    from wengao.drafts.session import FrontProblem


class SectionHead(Vertical):
    """The heading is not edited here; renaming asks for it."""

    def compose(self) -> ComposeResult:
        """Heading and advice."""
        yield Line(classes="section-heading")
        yield Line(classes="section-guidance")

    def show(self, node: OutlineNode | None, part: Part | None) -> None:
        """Show a part's heading, or that the text stands before the first one."""
        heading = f"{node.enumerator}{node.heading}" if node else "文首（第一个标题之前）"
        advice = self.query_one(".section-guidance", Line)
        self.query_one(".section-heading", Line).show(heading)
        advice.show(part.guidance if part else "")
        advice.display = bool(part and part.guidance)

    def show_problem(self, problem: FrontProblem) -> None:
        """Show why the text is no draft, and where to look."""
        self.query_one(".section-heading", Line).show(f"全文（第 {problem.line} 行有误，已标出）")
        advice = self.query_one(".section-guidance", Line)
        advice.show(f"{problem.reason}。改好后按 Ctrl+S 保存，就又按文稿打开")
        advice.display = True
