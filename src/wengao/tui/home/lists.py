"""The two lists of the home screen: drafts with genre, date, length and state; templates with their purpose."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.values import DraftSummary
    from wengao.templates.model import TemplateSummary


class DraftList(OptionList):
    """One entry a draft, the one changed last first. Where several have one title, each tells its file."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--facts", "list--problem"}

    def __init__(self, *, id: str, classes: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, classes=classes)
        self._drafts: tuple[DraftSummary, ...] = ()
        self._shared_titles: frozenset[str] = frozenset()

    @property
    def draft(self) -> DraftSummary | None:
        """The highlighted draft."""
        return self._drafts[self.highlighted] if self.highlighted is not None and self._drafts else None

    def show(self, drafts: Sequence[DraftSummary]) -> None:
        """Show drafts; the highlight stays with its draft."""
        path = self.draft.path if self.draft else None
        self._drafts = tuple(drafts)
        counts = Counter(draft.title for draft in drafts)
        self._shared_titles = frozenset(title for title, count in counts.items() if title and count > 1)
        self.clear_options()
        if not drafts:
            self.add_option(Option("还没有文稿。选一个模板，按回车新建。", disabled=True))
            return
        self.add_options([Option(self._prompt(draft)) for draft in drafts])
        self.highlighted = next((place for place, draft in enumerate(drafts) if draft.path == path), 0)

    def _prompt(self, draft: DraftSummary) -> Text:
        facts = [f"{draft.modified.astimezone():%Y-%m-%d %H:%M}", draft.genre, f"{draft.characters} 字"]
        facts.append(f"空位 {draft.slots}" if draft.slots else "无空位")
        if draft.title in self._shared_titles:
            facts.insert(0, draft.path.name)
        style = self.get_component_rich_style(
            "list--problem" if draft.problem else "list--facts", partial=True
        )
        return Text.assemble(
            draft.title or draft.path.stem,
            ("\n" + (draft.problem or "  ".join(fact for fact in facts if fact)), style),
            no_wrap=True,
            overflow="ellipsis",
        )


class TemplateList(OptionList):
    """One entry a template, the drafter's own first."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--facts", "list--problem"}

    def __init__(self, *, id: str, classes: str) -> None:  # noqa: A002 - Textual's name for it
        super().__init__(id=id, classes=classes)
        self._templates: tuple[TemplateSummary, ...] = ()

    @property
    def template(self) -> TemplateSummary | None:
        """The highlighted template."""
        return self._templates[self.highlighted] if self.highlighted is not None and self._templates else None

    def show(self, templates: Sequence[TemplateSummary]) -> None:
        """Show templates; the highlight stays with its template."""
        name = self.template.name if self.template else None
        self._templates = tuple(templates)
        self.clear_options()
        self.add_options([Option(self._prompt(template)) for template in templates])
        if templates:
            place = (number for number, template in enumerate(templates) if template.name == name)
            self.highlighted = next(place, 0)

    def _prompt(self, template: TemplateSummary) -> Text:
        style = self.get_component_rich_style(
            "list--problem" if template.problem else "list--facts", partial=True
        )
        length = f"（{template.length[0]}至{template.length[1]}字）" if template.length[1] else ""
        return Text.assemble(
            template.name,
            (length, style),
            ("\n" + (template.problem or template.purpose), style),
            no_wrap=True,
            overflow="ellipsis",
        )
