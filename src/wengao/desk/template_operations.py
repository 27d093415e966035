"""Templates, and new drafts from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.drafts.markdown import parse_draft
from wengao.drafts.store import StoredDraft, file_name, free_path, save_draft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wengao.templates.model import Template, TemplateSummary

_SPEAKER = "speaker"


class TemplateOperations(DeskBase):
    """Operations on templates."""

    def templates(self) -> tuple[TemplateSummary, ...]:
        """The templates at hand, the drafter's own first."""
        from wengao.templates.loading import list_templates

        return list_templates(self.workspace.template_folders)

    def template(self, name: str) -> Template:
        """A template by name or alias. Raises UnknownNameError with the nearest."""
        from wengao.templates.loading import load_template

        return load_template(name, self.workspace.template_folders)

    def new_draft(
        self, template_name: str, values: Mapping[str, str], path: Path | None = None
    ) -> StoredDraft:
        """Render a template with `values` into a new draft, saved at `path` or under its title in the drafts folder.

        Raises TemplateError that names the required fields without a value; nothing is written then.
        """
        from wengao.templates.rendering import render_template

        template = self.template(template_name)
        text = render_template(template, self._with_leader(template, values), today=self._clock().date())
        draft = parse_draft(text)
        target = path or free_path(self.workspace.drafts_folder / f"{file_name(draft.title)}.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        return save_draft(StoredDraft(target, draft))

    def _with_leader(self, template: Template, values: Mapping[str, str]) -> dict[str, str]:
        """The values, with the unit's leader as the speaker where the template asks for one and none is given."""
        leader = self.workspace.settings.unit.leader
        return {**({_SPEAKER: leader} if leader and template.field(_SPEAKER) else {}), **values}
