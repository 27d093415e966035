"""wengao compare."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import json_option, open_desk
from wengao.cli.output import narrate, print_json, print_line
from wengao.errors import UsageError
from wengao.language.visible import on_one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.drafts.comparing import ComparedSection, Comparison

_FEWEST, _MOST = 2, 5
_ROLE_CELLS = 6
_NARROWEST = 16


@click.command(
    cls=ChineseCommand,
    help="把两到五篇文稿按角色并列：各部分的标题、字数、比例、小标题、首句。文稿（.md）和语料能读的文件（Word、文本等）都可以。",
)
@click.argument("drafts", metavar="文稿…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--html",
    "page",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="写成网页，离线可看",
)
@click.option("--width", type=click.IntRange(60, 400), metavar="列数", help="并列文字的总宽，默认随终端")
@json_option
def compare(drafts: tuple[Path, ...], page: Path | None, width: int | None, as_json: bool) -> None:
    """Lay drafts and documents side by side."""
    if not _FEWEST <= len(drafts) <= _MOST:
        raise UsageError(f"给了 {len(drafts)} 篇文稿", f"请给 {_FEWEST} 到 {_MOST} 篇")
    comparison = open_desk(*drafts).drafts.compare(drafts)
    if page is not None:
        from wengao.drafts.comparing import comparison_page
        from wengao.files.writing import write_file

        write_file(page, comparison_page(comparison).encode("utf-8"), link="replace")
        narrate(f"比较写到 {page}")
    if as_json:
        print_json(_to_dict([str(draft) for draft in drafts], comparison))
    elif page is None:
        _print(comparison, width or shutil.get_terminal_size((120, 40)).columns)


def _print(comparison: Comparison, width: int) -> None:
    """Columns of equal width, each line of a cell wrapped to it."""
    count = len(comparison.texts)
    cells = max((width - _ROLE_CELLS) // count - 2, _NARROWEST)
    titles = [_wrapped(f"{text.title}（{text.characters} 字）", cells) for text in comparison.texts]
    _print_row(_wrapped("角色", _ROLE_CELLS), titles, cells)
    for row in comparison.rows:
        print_line("─" * ((_ROLE_CELLS + count * (cells + 2)) // 2 * 2))
        columns = [[line for section in cell for line in _cell(section, cells)] for cell in row.cells]
        _print_row(_wrapped(row.role, _ROLE_CELLS), columns, cells)


def _cell(section: ComparedSection, cells: int) -> list[str]:
    lines = _wrapped(section.heading, cells) if section.heading else []
    lines += _wrapped(f"{section.characters} 字，{section.share:.0%}", cells)
    for subheading in section.subheadings:
        lines += _wrapped(subheading, cells)
    return [*lines, *_wrapped(f"〔{section.opening}〕", cells)] if section.opening else lines


def _print_row(role: list[str], columns: Sequence[list[str]], cells: int) -> None:
    for number in range(max(len(role), *(len(column) for column in columns))):
        first = role[number] if number < len(role) else ""
        line = _padded(first, _ROLE_CELLS)
        for column in columns:
            line += "  " + _padded(column[number] if number < len(column) else "", cells)
        print_line(line.rstrip())


def _wrapped(text: str, cells: int) -> list[str]:
    lines, line = [], ""
    for char in on_one_line(text):
        if _cells(line + char) > cells:
            lines.append(line)
            line = ""
        line += char
    return [*lines, line] if line else lines


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - _cells(text))


def _cells(text: str) -> int:
    """Cells on a terminal: Chinese characters and full-width marks take two."""
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _to_dict(drafts: list[str], comparison: Comparison) -> dict[str, object]:
    return {
        "texts": [
            {"path": path, "title": text.title, "chars": text.characters}
            for path, text in zip(drafts, comparison.texts, strict=True)
        ],
        "rows": [
            {
                "role": row.role,
                "cells": [
                    [
                        {
                            "heading": section.heading,
                            "chars": section.characters,
                            "share": round(section.share, 4),
                            "subheadings": list(section.subheadings),
                            "opening": section.opening,
                        }
                        for section in cell
                    ]
                    for cell in row.cells
                ],
            }
            for row in comparison.rows
        ],
    }
