"""Templates, and new drafts from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.desk.base import DeskBase
from wengao.desk.template_cache import cached_templates
from wengao.drafts.markdown import parse_draft
from wengao.drafts.store import StoredDraft, file_name, free_path, save_draft
from wengao.errors import InputError
from wengao.files.writing import write_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from wengao.templates.from_document import TemplateProposal
    from wengao.templates.model import Template, TemplateProblem, TemplateSummary

_SPEAKER = "speaker"
_SUFFIX = ".md"


@dataclass(frozen=True, slots=True)
class ProposedTemplate:
    """A template made from an old document, and the file it would go to."""

    path: Path
    proposal: TemplateProposal


class TemplateOperations(DeskBase):
    """Operations on templates."""

    def templates(self) -> tuple[TemplateSummary, ...]:
        """The templates at hand, the drafter's own first."""
        folders = self.workspace.template_folders

        def read() -> tuple[TemplateSummary, ...]:
            from wengao.templates.loading import list_templates

            return list_templates(folders)

        cache = self.workspace.template_lists_folder / self.workspace.index_folder.name
        return cached_templates(cache, folders, read)

    def template(self, name: str) -> Template:
        """A template by name or alias. Raises UnknownNameError with the nearest."""
        from wengao.templates.loading import load_template

        return load_template(name, self.workspace.template_folders)

    def template_from(
        self, source: Path, path: Path | None = None, *, keep_text: bool = False
    ) -> ProposedTemplate:
        """A template made from an old document, for the file at `path` or one in the drafter's own template folder.

        Nothing is written; save_template does that once the drafter has approved it. Raises UnreadableFileError where
        the document cannot be read.
        """
        from wengao.templates.from_document import propose_template

        document = self._foreign.document(source, self.workspace.shown(source))
        folder = self.workspace.template_folders[0]
        target = path or free_path(folder / f"{file_name(document.genre)}（旧稿）{_SUFFIX}")
        return ProposedTemplate(target, propose_template(document, target.stem, keep_text=keep_text))

    def save_template(self, proposed: ProposedTemplate) -> tuple[TemplateProblem, ...]:
        """Write a proposed template, unless its file exists; returns what its check finds.

        Raises InputError where the file is there already or cannot be written.
        """
        if proposed.path.exists():
            raise InputError(f"已有这个文件：{proposed.path}", "请用 -o 换一个名称")
        self._make_folder_of(proposed.path)
        write_file(
            proposed.path,
            proposed.proposal.text.encode("utf-8"),
            below=self.workspace.trusted_above(proposed.path),
        )
        return self._foreign.template_problems(proposed.path)

    def new_draft(
        self, template_name: str, values: Mapping[str, str], path: Path | None = None
    ) -> StoredDraft:
        """Render a template with `values` into a new draft, saved at `path` or under its title in the drafts folder.

        Raises TemplateError that names the required fields without a value; nothing is written then.
        """
        template = self.template(template_name)
        text = self._foreign.rendered(template, self._with_leader(template, values), self._clock().date())
        draft = parse_draft(text)
        target = path or free_path(self.workspace.drafts_folder / f"{file_name(draft.title)}.md")
        self._make_folder_of(target)
        return save_draft(StoredDraft(target, draft))

    def _with_leader(self, template: Template, values: Mapping[str, str]) -> dict[str, str]:
        """The values, with the unit's leader as the speaker where the template asks for one and none is given."""
        leader = self.workspace.settings.unit.leader
        return {**({_SPEAKER: leader} if leader and template.field(_SPEAKER) else {}), **values}
