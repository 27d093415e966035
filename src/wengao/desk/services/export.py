"""Exporting drafts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wengao.desk.context import modified, moment, readable_metadata
from wengao.desk.unit_language import spoken
from wengao.desk.values import ProposedLayout
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.outline import unread_parts
from wengao.drafts.store import file_name
from wengao.errors import InputError, UsageError
from wengao.export.choices import NO_CHOICES, ExportChoices, Remark
from wengao.files.text_form import UNREAD_MARK, shown_text, unread_lines
from wengao.files.writing import remove_file, write_file
from wengao.language.head_fields import head_field

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wengao.desk.context import DeskContext
    from wengao.drafts.model import Draft
    from wengao.drafts.store import StoredDraft
    from wengao.export.exporting import ExportReport
    from wengao.export.layout import Layout
    from wengao.export.rich_text import RichText
    from wengao.review.model import Finding

_PREVIEW = "版面预览.pdf"
_MOST_NAMED = 3
"""Sections named in a note: more would not fit in a line."""


@spoken()
class ExportService:
    """Operations of the export."""

    def __init__(self, context: DeskContext) -> None:
        self._context = context

    def layouts(self) -> tuple[str, ...]:
        """The names of the layouts at hand, the unit's own among them."""
        from wengao.export.layout_file import layout_names

        return layout_names((self._context.workspace.layout_folder,))

    def head(self, draft: Draft) -> dict[str, str]:
        """Every element of an official document (公文要素) by name, as a drafter would type it; see drafts.head."""
        from wengao.drafts.head import head_of

        return head_of(draft)

    def with_head(self, draft: Draft, values: Mapping[str, str]) -> Draft:
        """The draft with elements set; see drafts.head."""
        from wengao.drafts.head import with_head

        return with_head(draft, values)

    def write(
        self,
        stored: StoredDraft,
        path: Path | None = None,
        *,
        layout: str | None = None,
        toc: bool = False,
        sources: str | None = None,
        running: bool = False,
        choices: ExportChoices = NO_CHOICES,
    ) -> ExportReport:
        """Write the draft at `path`, in the form its suffix names, or as Word under its own name in the export folder.

        toc, sources: before what `choices` say. running: with a running count at the drafter's rate.
        """
        from wengao.export.exporting import export_draft

        settings = self._context.workspace.settings
        target = path or self._context.workspace.export_folder / f"{stored.path.stem}.docx"
        chosen = replace(
            choices,
            toc=toc or choices.toc,
            sources=sources or settings.export.sources,
            rate=settings.drafts.rate if running else None,
        )
        profile = self._layout_for(readable_metadata(stored.draft).genre, layout)
        self._context.make_folder_of(target)
        draft = parse_draft(shown_text(write_draft(stored.draft), stored.form))
        below = self._context.workspace.trusted_above(target)
        report = export_draft(
            draft,
            target,
            layout=profile,
            created=self._made(stored),
            choices=chosen,
            below=below,
            folder=stored.path.parent,
        )
        notes = list(report.notes)
        if unread := unread_parts(stored.draft):
            headings = "、".join(stored.draft.parts[index].heading for index in unread[:_MOST_NAMED])
            more = "等" if len(unread) > _MOST_NAMED else ""
            notes.append(f"有 {len(unread)} 节填好后还没有人看过：{headings}{more}")
        if garbled := unread_lines(write_draft(stored.draft), stored.form):
            notes.append(
                f"文稿里有 {len(garbled)} 个字节认不出，导出时印作 {UNREAD_MARK}，见文稿第 {garbled[0]} 行"
            )
        return replace(report, notes=tuple(notes))

    def copied(self, stored: StoredDraft, part: int | None = None, *, layout: str | None = None) -> RichText:
        """The draft as it is printed, or its part at `part` with all below it, to be pasted elsewhere with its fonts.

        part: 0 is the title, and so all. Raises UsageError where there is nothing to copy.
        """
        from wengao.export.composition import compose
        from wengao.export.footnotes import footnotes_of, without_marks
        from wengao.export.particulars import particulars_of
        from wengao.export.rich_text import blocks_of_part, rich_text

        draft = parse_draft(shown_text(write_draft(stored.draft), stored.form))
        profile = self._layout_for(readable_metadata(draft).genre, layout)
        blocks = compose(draft, profile, particulars_of(draft))
        if part:
            blocks = blocks_of_part(blocks, draft, part)
        footnotes = footnotes_of(draft, blocks)
        text = rich_text(without_marks(blocks, footnotes), profile, footnotes)
        if not text.plain.strip():
            raise UsageError("这里没有可复制的文字", "请先写上几句，或换一个部分")
        return text

    def copied_passages(
        self, texts: Sequence[str], *, genre: str = "", layout: str | None = None
    ) -> RichText:
        """Passages of the corpus as paragraphs of the text, to be pasted elsewhere, with the fonts of a genre's layout."""
        from wengao.export.printed import Paragraph
        from wengao.export.rich_text import rich_text
        from wengao.markup.inline import plain

        lines = [line for text in texts for line in text.splitlines() if line.strip()]
        blocks = tuple(Paragraph("body", plain(line).pieces) for line in lines)
        return rich_text(blocks, self._layout_for(genre, layout), {})

    def _layout_for(self, genre: str, layout: str | None) -> Layout:
        """The layout that is named, or else the workspace's own, or else the one of a genre."""
        from wengao.export.layout import default_layout, load_layout

        name = layout or self._context.workspace.settings.export.layout or default_layout(genre)
        return load_layout(name, (self._context.workspace.layout_folder,))

    def learn(self, sample: Path, name: str = "", base: str = "gb9704") -> ProposedLayout:
        """A layout learnt from a Word file of the unit, to be called `name` (the file's own where it is empty).

        base: the layout it goes back to. Nothing is written; `save_layout` does that once the drafter has approved it.
        Raises UnreadableFileError where the sample cannot be read, UnknownNameError for another base.
        """
        from wengao.desk.learnt_layout import learnt_layout
        from wengao.export.layout import load_layout

        folder = self._context.workspace.layout_folder
        label = file_name(name or sample.stem)
        learnt = learnt_layout(self._context.foreign.word_file(sample), label, load_layout(base, (folder,)))
        return ProposedLayout(folder / f"{label}.toml", learnt.text, learnt.told)

    def save_layout(self, proposed: ProposedLayout) -> None:
        """Write a learnt layout. Raises InputError where its file is there already, or is none that can be read."""
        from wengao.export.layout import load_layout

        if proposed.path.exists():
            raise InputError(f"已有这个版式：{proposed.path}", "请用 --name 换一个名称")
        self._context.make_folder_of(proposed.path)
        below = self._context.workspace.trusted_above(proposed.path)
        write_file(proposed.path, proposed.text.encode(), below=below)
        try:
            load_layout(proposed.path.stem, (proposed.path.parent,))
        except InputError:
            remove_file(proposed.path, below=below)
            raise

    def template(self, layout: str, path: Path | None = None) -> Path:
        """Write the Word template (.dotx) of a layout, at `path` or under its name in the export folder."""
        from wengao.export.layout import load_layout
        from wengao.export.word.package import template_bytes

        profile = load_layout(layout, (self._context.workspace.layout_folder,))
        target = path or self._context.workspace.export_folder / f"{layout}.dotx"
        if target.suffix.lower() != ".dotx":
            raise UsageError(f"Word 模板的文件名要以 .dotx 结尾：{target.name}", "例如 -o 公文.dotx")
        self._context.make_folder_of(target)
        write_file(
            target,
            template_bytes(profile),
            below=self._context.workspace.trusted_above(target),
            link="replace",
        )
        return target

    def layout_labels(self) -> dict[str, str]:
        """The names of the layouts at hand with their Chinese names; one that cannot be read has the reason."""
        from wengao.export.layout import load_layout

        labels = {}
        for name in self.layouts():
            try:
                labels[name] = load_layout(name, (self._context.workspace.layout_folder,)).label
            except InputError as error:
                labels[name] = error.message
        return labels

    def preview(self, stored: StoredDraft, *, layout: str | None = None) -> Path:
        """The PDF of the draft as it would be printed now, in the workspace's own folder; the next preview takes its place.

        Raises InputError where LibreOffice is missing or fails.
        """
        from wengao.processes.office import office_program

        if office_program() is None:
            raise InputError(
                "本机没有 LibreOffice，看不了版面", "装上 LibreOffice 再试；或按 F4 导出，在 Word、WPS 里看"
            )
        path = self._context.workspace.own_folder / _PREVIEW
        return self.write(stored, path, layout=layout).path

    def _made(self, stored: StoredDraft) -> datetime.datetime:
        """The time an exported file says it was made: its draft's, so that the same draft gives the same bytes."""
        return moment(modified(stored.path)) if stored.path.exists() else self._context.clock()


def remarks_of(findings: Sequence[Finding]) -> tuple[Remark, ...]:
    """What the checks found, as comments for an export."""
    return tuple(Remark(finding.line, _remark(finding)) for finding in findings)


def _remark(finding: Finding) -> str:
    from wengao.review.families import family_of
    from wengao.review.registry import rule_name

    fix = f"　建议改为：{finding.fix}" if finding.fix else ""
    rule = f"{finding.rule} {rule_name(finding.rule)}"
    return (
        f"〔{family_of(finding.rule).name}·{finding.severity.label}〕“{finding.excerpt}”：{finding.message}{fix}"
        f"（{rule}，依据：{finding.basis}）"
    )


def report_to_dict(report: ExportReport) -> dict[str, Any]:
    """What an export came to, as JSON has it."""
    return {
        "path": str(report.path),
        "characters": report.characters,
        "slots_left": report.slots_left,
        "notes": list(report.notes),
        "missing": [
            {"name": field.name, "label": field.label, "example": field.example}
            for name in report.missing
            if (field := head_field(name)) is not None
        ],
    }
