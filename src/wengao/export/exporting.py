"""Exporting a draft to a file: Word, PDF, plain text or Markdown, by the file's suffix.

The target is written in one step or left as it was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wengao.errors import InputError, UnknownNameError, UsageError
from wengao.export.choices import NO_CHOICES, SOURCE_FORMS, ExportChoices
from wengao.export.composition import compose, with_running_counts
from wengao.export.fitting import fitted, with_long_end_divided
from wengao.export.footnotes import footnotes_of, lost_notes, pieces_of, without_marks
from wengao.export.missing import missing_elements, told_of_missing
from wengao.export.particulars import particulars_of
from wengao.export.plain_text import clean_markdown, plain_text
from wengao.export.word import export_notes, word_bytes
from wengao.files.regular import is_file
from wengao.files.writing import write_file
from wengao.language.sentences import count_characters
from wengao.language.slots import find_slots

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from wengao.drafts.model import Draft
    from wengao.export.layout import Layout
    from wengao.export.printed import Printed

SUFFIXES = (".docx", ".pdf", ".txt", ".md")
"""The forms a draft may be exported in."""

_SLOTS_NAMED = 3


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    path: the file. characters: 字 of the text, headings and numbers included. slots_left: gaps 【…】 still to be filled.
    notes: what the drafter should know (Chinese). missing: elements of 公文, by name, that the layout has a place for and
    the draft does not give.
    """

    path: Path
    characters: int
    slots_left: int
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def export_draft(
    draft: Draft,
    path: Path,
    *,
    layout: Layout,
    created: datetime,
    choices: ExportChoices = NO_CHOICES,
    below: Path | None = None,
    folder: Path | None = None,
) -> ExportReport:
    """Write `draft` to `path` in the form that its suffix names. created: the time a Word file says it was made.

    folder: where the draft lies, and its pictures beside it. A link at `path` is replaced by the file. below: a folder
    below which no link is followed; None trusts the path.

    Raises UsageError for another suffix or form of sources, InputError where gaps are left and not allowed, where a
    picture of the draft cannot be shown, or where the file cannot be written or is open in Word.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageError(f"不能导出为 {path.suffix or path.name}", f"文件名请以 {'、'.join(SUFFIXES)} 结尾")
    if choices.sources not in SOURCE_FORMS:
        raise UnknownNameError("出处形式", choices.sources, SOURCE_FORMS)
    particulars = particulars_of(draft, speaker=choices.speaker, date=choices.date)
    blocks = compose(draft, layout, particulars)
    footnotes = footnotes_of(draft, blocks)
    blocks = without_marks(blocks, footnotes)
    text = "\n".join(block.text for block in blocks)
    slots = find_slots(text)
    if slots and not choices.allow_slots:
        named = "、".join(dict.fromkeys(text[slot.start : slot.end] for slot in slots[:_SLOTS_NAMED]))
        raise InputError(
            f"还有 {len(slots)} 处空位没有填：{named}", "请填好再导出；要带着空位导出，请去掉 --no-slots"
        )
    _refuse_open_file(path)
    if choices.rate is not None:
        blocks = with_running_counts(blocks, layout, choices.rate)
    notes = (*lost_notes(draft, footnotes), *_told_of_struck(blocks, suffix))
    missing = missing_elements(layout, particulars, blocks)
    if suffix in (".docx", ".pdf"):
        notes = (*told_of_missing(missing), *notes)
        layout, told = fitted(blocks, layout)
        blocks = with_long_end_divided(blocks, layout)
        notes = (*notes, told) if told else notes
    if suffix in (".txt", ".md"):
        write = plain_text if suffix == ".txt" else clean_markdown
        data = write(blocks, footnotes).encode()
    else:
        data = word_bytes(
            draft, blocks, layout=layout, created=created, choices=choices, footnotes=footnotes, folder=folder
        )
        notes = (*export_notes(draft, blocks, layout, particulars, choices), *notes)
    if suffix == ".pdf":
        from wengao.export.pdf import pdf_bytes

        data = pdf_bytes(data)
    write_file(path, data, below=below, link="replace")
    return ExportReport(path, count_characters(text), len(slots), notes, missing)


def _told_of_struck(blocks: Sequence[Printed], suffix: str) -> tuple[str, ...]:
    """What the drafter should know of text that is struck out: paper shows it struck, plain text cannot."""
    count = sum(piece.struck for piece in pieces_of(blocks))
    if not count:
        return ()
    how = "没有写进纯文本" if suffix == ".txt" else "照样带着删除线，定稿前请删去"
    return (f"有 {count} 处划掉的文字{how}",)


def _refuse_open_file(path: Path) -> None:
    """Raise InputError where an office program says by its owner file that it has `path` open."""
    for owner in _owner_files(path):
        if is_file(owner):
            raise InputError(
                f"{path} 正在 Word 或 LibreOffice 里打开",
                f"请先关闭它，或用 -o 换一个文件名；如果并没有打开，请删去 {owner.name}",
            )


def _owner_files(path: Path) -> Iterator[Path]:
    """Where Word (~$ in place of up to two characters) and LibreOffice note who has a file open."""
    stem, suffix = path.stem, path.suffix
    dropped = min(max(len(stem) - 6, 0), 2)
    yield path.with_name(f"~${stem[dropped:]}{suffix}")
    yield path.with_name(f".~lock.{path.name}#")
