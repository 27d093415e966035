"""Templates, new drafts from them, and wording for headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.desk.names import genre_name, role_id
from wengao.desk.template_cache import cached_templates
from wengao.desk.unit_language import spoken
from wengao.desk.values import HeadingSuggestions, ProposedTemplate
from wengao.drafts.head import set_right, with_head
from wengao.drafts.headings import (
    LARGEST_SET,
    SMALLEST_SET,
    HeadingRequest,
    heading_candidates,
    parallel_sets,
)
from wengao.drafts.markdown import parse_draft
from wengao.drafts.store import StoredDraft, file_name, free_path, save_draft
from wengao.errors import InputError, UsageError
from wengao.files.writing import write_file
from wengao.language.head_fields import head_field
from wengao.language.quotations import quotations_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from wengao.desk.context import DeskContext
    from wengao.language.quotations import Quotation
    from wengao.templates.model import Template, TemplateProblem, TemplateSummary

_SPEAKER = "speaker"
_SUFFIX = ".md"
_ONLY_OF_HEAD = frozenset(
    {"doc_number", "signer", "copy_number", "secrecy", "urgency", "copies", "printer", "printed_date"}
)
"""Fields that are elements of 公文 in whatever template they stand; 单位 and 日期 may mean something else."""


@spoken()
class TemplateService:
    """Operations on templates, and those that offer wording.

    looked_at: called when one template is looked at; whoever does so will have it rendered, which can be prepared.
    """

    def __init__(self, context: DeskContext, *, looked_at: Callable[[], object] = lambda: None) -> None:
        self._context = context
        self._looked_at = looked_at

    def summaries(self) -> tuple[TemplateSummary, ...]:
        """The templates at hand, the drafter's own first."""
        folders = self._context.workspace.template_folders

        def read() -> tuple[TemplateSummary, ...]:
            from wengao.templates.loading import list_templates

            return list_templates(folders)

        cache = self._context.workspace.template_lists_folder / self._context.workspace.index_folder.name
        return cached_templates(cache, folders, read)

    def find(self, name: str) -> Template:
        """A template by name or alias. Raises UnknownNameError with the nearest."""
        from wengao.templates.loading import load_template

        self._looked_at()
        return load_template(name, self._context.workspace.template_folders)

    def propose(self, source: Path, path: Path | None = None, *, keep_text: bool = False) -> ProposedTemplate:
        """A template made from an old document, for the file at `path` or one in the drafter's own template folder.

        Nothing is written; `save` does that once the drafter has approved it. Raises UnreadableFileError where
        the document cannot be read.
        """
        from wengao.templates.from_document import propose_template

        document = self._context.foreign.document(source, self._context.workspace.shown(source))
        folder = self._context.workspace.template_folders[0]
        target = path or free_path(folder / f"{file_name(document.genre)}（旧稿）{_SUFFIX}")
        return ProposedTemplate(target, propose_template(document, target.stem, keep_text=keep_text))

    def save(self, proposed: ProposedTemplate) -> tuple[TemplateProblem, ...]:
        """Write a proposed template, unless its file exists; returns what its check finds.

        Raises InputError where the file is there already or cannot be written.
        """
        if proposed.path.exists():
            raise InputError(f"已有这个文件：{proposed.path}", "请用 -o 换一个名称")
        self._context.make_folder_of(proposed.path)
        write_file(
            proposed.path,
            proposed.proposal.text.encode("utf-8"),
            below=self._context.workspace.trusted_above(proposed.path),
        )
        return self._context.foreign.template_problems(proposed.path)

    def new_draft(
        self, template_name: str, values: Mapping[str, str], path: Path | None = None
    ) -> StoredDraft:
        """Render a template with `values` into a new draft, saved at `path` or under its title in the drafts folder.

        Elements of 公文 that the template does not ask for (发文字号, 抄送 …) go into the draft's fields.

        Raises TemplateError that names the required fields without a value, UsageError for an element that is not right;
        nothing is written then.
        """
        template = self.find(template_name)
        head = set_right({name: value for name, value in values.items() if _is_of_head(template, name)})
        asked = {
            name: head.get(name, value)
            for name, value in values.items()
            if template.field(name) or name not in head
        }
        text = self._context.foreign.rendered(
            template, self._with_leader(template, asked), self._context.clock().date()
        )
        draft = with_head(parse_draft(text), head)
        target = path or free_path(self._context.workspace.drafts_folder / f"{file_name(draft.title)}.md")
        self._context.make_folder_of(target)
        return save_draft(StoredDraft(target, draft))

    def _with_leader(self, template: Template, values: Mapping[str, str]) -> dict[str, str]:
        """The values, with the unit's leader as the speaker where the template asks for one and none is given."""
        leader = self._context.workspace.settings.unit.leader
        return {**({_SPEAKER: leader} if leader and template.field(_SPEAKER) else {}), **values}

    def headings(
        self,
        role: str,
        topic: str,
        *,
        genre: str | None = None,
        siblings: Sequence[str] = (),
        sizes: tuple[int, int] = (SMALLEST_SET, LARGEST_SET),
        limit: int = 12,
    ) -> HeadingSuggestions:
        """Headings for a section of `role` (Chinese or id) on `topic`, each judged against its siblings, and whole sets.

        Raises UnknownNameError for an unknown role or genre, UsageError where the topic is empty.
        """
        known = role_id(role)
        if known is None or not topic.strip():
            raise UsageError("标题候选要有角色和主题", "例如 wengao headings --role 任务 --topic 征兵工作")
        request = HeadingRequest(known, topic.strip(), genre_name(genre) or "", tuple(siblings))
        with self._context.library() as library:
            documents = {document.id: document for document in library.documents()}
            corpus = [
                (passage, documents[passage.document_id]) for passage in library.passages(kind="heading")
            ]
        return HeadingSuggestions(
            known,
            heading_candidates(request, corpus, limit=limit),
            parallel_sets(request, corpus, sizes=sizes),
        )

    def quotations(self, use: str = "") -> tuple[Quotation, ...]:
        """Quotations from the classics used for `use`, or with that word in them; all of them for none."""
        return quotations_for(use)


def _is_of_head(template: Template, name: str) -> bool:
    """Whether a value is an element of 公文: one that the template does not ask for, or asks for as such."""
    element, field = head_field(name), template.field(name)
    return element is not None and (field is None or element.name in _ONLY_OF_HEAD)
