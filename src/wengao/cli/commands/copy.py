"""wengao copy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from wengao.cli.chinese import ChineseCommand
from wengao.cli.context import open_desk
from wengao.cli.output import is_terminal, narrate, send_to_terminal
from wengao.errors import InputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wengao.desk.copying import RichText
    from wengao.desk.desk import Desk


@click.command(
    cls=ChineseCommand,
    help="把文稿、其中一部分，或语料里的段落复制到剪贴板，带版式的字体字号，在 WPS、Word 里粘贴即可。"
    "说明是谁接过去的、丢了什么。",
)
@click.argument("draft", metavar="[文稿]", required=False, type=click.Path(path_type=Path))
@click.option(
    "--section",
    type=click.IntRange(1),
    metavar="N",
    help="只复制第几个标题和它下面的（从 1 数，文稿标题不算）",
)
@click.option(
    "--passage", "passages", multiple=True, metavar="编号", help="语料里的段落，编号见检索结果；可写多个"
)
@click.option("--layout", metavar="版式", help="按哪个版式的字体字号；不写时按文种选")
def copy(draft: Path | None, section: int | None, passages: tuple[str, ...], layout: str | None) -> None:
    """Copy, and say what became of it."""
    from wengao.desk.copying import TERMINAL_TOLD, clipboard_sequence, copy_rich

    if (draft is None) == (not passages) or (section is not None and draft is None):
        raise UsageError(
            "要写一篇文稿，或用 --passage 写段落的编号，二者取一",
            "例如 wengao copy drafts/征兵.md --section 2",
        )
    desk = open_desk(*([draft] if draft is not None else []))
    text = _passages(desk, passages, layout) if draft is None else _draft(desk, draft, section, layout)
    told = copy_rich(text)
    if told is None:
        if not is_terminal(sys.stdout):
            raise InputError(
                "本机没有能用的剪贴板", "请装上 wl-copy 或 xclip，或在终端里运行；也可以用 wengao export 导出"
            )
        send_to_terminal(clipboard_sequence(text.plain))
        told = TERMINAL_TOLD
    narrate(told)


def _draft(desk: Desk, draft: Path, section: int | None, layout: str | None) -> RichText:
    from wengao.drafts.outline import section_indices

    stored = desk.drafts.open(draft)
    part = None if section is None else section_indices(stored.draft, section)[0]
    return desk.export.copied(stored, part, layout=layout)


def _passages(desk: Desk, ids: Sequence[str], layout: str | None) -> RichText:
    found = [desk.corpus.context(one) for one in ids]
    return desk.export.copied_passages(
        [one.passage.text for one in found], genre=found[0].document.genre, layout=layout
    )
