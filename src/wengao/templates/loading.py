"""Templates by name: the drafter's own folder first, then those that ship with wengao."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wengao.errors import TemplateError, UnknownNameError, UnreadableFileError
from wengao.language.genres import genres
from wengao.templates.checking import check_template
from wengao.templates.front_matter import parse_template, read_template_file, template_files
from wengao.templates.model import Template, TemplateSummary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["check_template", "list_templates", "load_template"]


def list_templates(folders: Sequence[Path]) -> tuple[TemplateSummary, ...]:
    """The templates of `folders`, those of an earlier folder first, each folder's in the order of the genres.

    A template in an earlier folder takes the place of one of the same name in a later folder. A broken one is listed
    with why it cannot be used, after the others of its folder.
    """
    places = {folder: place for place, folder in enumerate(folders)}
    ranks = {genre.name: rank for rank, genre in enumerate(genres())}
    summaries = [_summary(name, path) for name, path in template_files(folders).items()]
    return tuple(
        sorted(
            summaries,
            key=lambda summary: (
                places[summary.path.parent],
                ranks.get(summary.genre, len(ranks)),
                summary.name,
            ),
        )
    )


def load_template(name: str, folders: Sequence[Path]) -> Template:
    """The template called `name`, or having it for an alias.

    Raises UnknownNameError, with the nearest names and aliases, where there is none; TemplateError where its file has
    a mistake in the head; UnreadableFileError where the file cannot be read.
    """
    wanted = name.strip().removesuffix(".md")
    files = template_files(folders)
    if wanted in files:
        return _read(files[wanted])
    summaries = list_templates(folders)
    for summary in summaries:
        if wanted in summary.aliases:
            return _read(summary.path)
    raise UnknownNameError(
        "模板", name, [word for summary in summaries for word in (summary.name, *summary.aliases)]
    )


def _read(path: Path) -> Template:
    parsed = parse_template(read_template_file(path), path)
    if parsed.template is None or parsed.problems:
        problem = parsed.problems[0]
        raise TemplateError(f"模板 {path.name} 第 {problem.line} 行：{problem.message}", problem.remedy)
    return parsed.template


def _summary(name: str, path: Path) -> TemplateSummary:
    try:
        template = _read(path)
    except (TemplateError, UnreadableFileError) as error:
        return TemplateSummary(name, "", (), "", (0, 0), path, problem=str(error))
    return TemplateSummary(
        template.name, template.genre, template.aliases, template.purpose, template.length, path
    )
