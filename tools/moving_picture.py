"""A picture that moves (动图), for the first page: the interface from a template to Word, recorded as it runs.

    python tools/moving_picture.py docs/pictures/moving.svg

What is shown is the interface itself on the sample workspace, driven by keys. Each row of the terminal is drawn once for
each stretch of time in which it looks alike, so that a picture of fifteen moments is hardly larger than one of two. Where a
reader wants no movement, its last moment stands still.
"""

from __future__ import annotations

import asyncio
import html
import io
import itertools
import os
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.segment import Segment
from screenshots import Stage
from terminal_pictures import FONTS, NARROW_FONTS, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.style import Style
    from textual.app import App

SIZE = (120, 30)
CELL, ROW, TEXT = 8.0, 17.0, 13.0
"""Units of the picture: a cell's width, a row's height, the size of the letters."""
EDGE, CAPTION = 10.0, 30.0
PAPER, INK, SAID = "#f5f2ea", "#2b2a27", "#9f2b24"


@dataclass(frozen=True, slots=True)
class Moment:
    """What the terminal shows for some seconds, row by row as (text, style), and what is said below it."""

    rows: tuple[tuple[tuple[str, Style], ...], ...]
    seconds: float
    said: str


class Recording(Stage):
    """Takes moments in place of pictures."""

    moments: list[Moment]

    def show(self, seconds: float, said: str) -> None:
        """Keep what is shown now."""
        self.moments.append(Moment(tuple(_rows(self.pilot.app)), seconds, said))


def _rows(app: App[None]) -> Iterator[tuple[tuple[str, Style], ...]]:
    width, height = app.size
    console = Console(
        width=width, height=height, file=io.StringIO(), force_terminal=True, color_system="truecolor",
        record=True, legacy_windows=False, safe_box=False,
    )  # fmt: skip
    screen = app.screen._compositor  # noqa: SLF001 - Textual's own picture of a screen is made from it
    console.print(screen.render_update(full=True, screen_stack=app._background_screens))  # noqa: SLF001
    segments = (one for one in console._record_buffer if not one.control)  # noqa: SLF001
    for line in itertools.islice(Segment.split_lines(segments), height):
        yield tuple((one.text, one.style) for one in line)


async def story(stage: Recording) -> None:
    """From the home screen to Word."""
    app = stage.pilot.app
    await stage.settle()
    await stage.until(lambda: app.screen.query("#templates").first().option_count)
    templates = app.screen.query("#templates").first()
    templates.focus()
    await stage.settle()
    stage.show(2.0, "首页：选一个模板，回车")
    await stage.press("enter")
    stage.show(0.8, "填主题")
    for typed in ("基层国防", "动员规范", "化建设"):
        await stage.press(*typed)
        stage.show(0.3, "填主题")
    await stage.press("ctrl+s")
    await stage.until(
        lambda: (
            app.screen.query("#reference-list") and app.screen.query("#reference-list").first().option_count
        )
    )
    stage.show(1.8, "提纲在左，正文在中，右边是语料里合适的旧段落")
    await stage.press("ctrl+down")
    await stage.press("ctrl+down")
    await stage.until(lambda: app.screen.query("#reference-list").first().option_count)
    stage.show(1.6, "换一节，参考跟着换")
    app.screen.panes.go_to("references-pane")
    await stage.settle()
    stage.show(1.0, "Tab 到参考，挑一段")
    await stage.press("enter")
    await stage.settle()
    stage.show(2.2, "回车插入：套成这篇的主题和年份，出处自动记下")
    await stage.press("f5")
    stage.show(1.4, "F5：其余空着的，一次填好有把握的")
    await stage.press("enter")
    await stage.settle()
    stage.show(2.2, "没有把握的就空着")
    await stage.press("f7")
    await stage.settle()
    stage.show(1.8, "F7 检查：序号、标点、日期、空位、旧话")
    await stage.press("escape", "f4")
    stage.show(1.0, "F4 导出 Word：版心、行数、字体合 GB/T 9704")
    await stage.press("enter")
    await stage.until(lambda: "已导出" in str(app.screen.query("StatusLine").first().children[0].render()))
    stage.show(3.0, "导出好了")


def drawn(moments: Sequence[Moment]) -> str:
    """The moments as one SVG."""
    starts = [0.0, *itertools.accumulate(moment.seconds for moment in moments)]
    width, height = SIZE[0] * CELL + 2 * EDGE, SIZE[1] * ROW + 2 * EDGE + CAPTION
    looks: dict[str, set[int]] = defaultdict(set)
    styles: dict[str, str] = {}
    for number, moment in enumerate(moments):
        for place, row in enumerate(moment.rows):
            looks[_row(row, EDGE + place * ROW, styles)].add(number)
        looks[_caption(moment.said, height)].add(number)
    times = _Times(starts)
    body = "".join(
        f"<g{times.named(shown, len(moments))}>{picture}</g>" for picture, shown in looks.items() if picture
    )
    classes = "".join(f".{name}{{{css}}}" for css, name in styles.items())
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" xmlns="http://www.w3.org/2000/svg" role="img" '
        'aria-label="从选模板到导出 Word，在终端里">\n'
        f"<style>text{{font:{TEXT:g}px {FONTS};white-space:pre}}.w{{font-family:{NARROW_FONTS}}}{classes}{times.css}"
        "</style>\n"
        f'<rect width="{width:g}" height="{height:g}" rx="6" fill="{PAPER}"/>\n{body}\n</svg>\n'
    )


class _Times:
    """The classes that show a row at its moments and hide it at others. starts: seconds, and the end at last."""

    def __init__(self, starts: Sequence[float]) -> None:
        self._starts = starts
        self._names: dict[tuple[int, ...], str] = {}

    def named(self, shown: set[int], count: int) -> str:
        """The attribute for a row that is shown at some of the moments; none for one that is always there."""
        if len(shown) == count:
            return ""
        return f' class="{self._names.setdefault(tuple(sorted(shown)), f"t{len(self._names)}")}"'

    @property
    def css(self) -> str:
        """The classes, and that nothing moves where a reader wants no movement."""
        length = self._starts[-1]
        last = len(self._starts) - 2
        rules = [
            f"@media(prefers-reduced-motion:no-preference){{[class^=t]{{animation:{length:g}s step-end infinite}}}}"
        ]
        for shown, name in self._names.items():
            at = {0.0: 0 in shown}
            for number in range(1, last + 1):
                if (number in shown) is not (number - 1 in shown):
                    at[self._starts[number] / length * 100] = number in shown
            frames = "".join(
                f"{place:.3g}%{{visibility:{'visible' if there else 'hidden'}}}"
                for place, there in at.items()
            )
            still = "" if last in shown else "visibility:hidden;"
            rules.append(f"g.{name}{{{still}animation-name:{name}}}@keyframes {name}{{{frames}}}")
        return "".join(rules)


def _caption(said: str, height: float) -> str:
    return (
        f'<text x="{EDGE + CELL:g}" y="{height - EDGE:g}" fill="{SAID}" style="font-size:{TEXT + 2:g}px;font-weight:bold">'
        f"▸ {html.escape(said)}</text>"
    )


def _row(row: Iterable[tuple[str, Style]], y: float, styles: dict[str, str]) -> str:
    """A row: what lies behind the letters, then the letters, each run of one width at its own place."""
    behind, letters, x = [], [], EDGE
    for background, group in itertools.groupby(row, lambda piece: _colours(piece[1])[1]):
        start = x
        for text, style in group:
            colour = _colours(style)[0]
            for (width, ambiguous), run in itertools.groupby(text, shape):
                word = "".join(run)
                length = width * len(word) * CELL
                if word.strip():
                    css = f"fill:{colour}" + (";font-weight:bold" if style.bold else "")
                    css += ";text-decoration:underline" if style.underline else ""
                    name = styles.setdefault(css, f"s{len(styles)}")
                    kind = f"{name} w" if ambiguous else name
                    letters.append(
                        f'<text class="{kind}" x="{x:g}" y="{y + ROW * 0.76:.4g}" textLength="{length:g}">'
                        f"{html.escape(word)}</text>"
                    )
                x += length
        if background != PAPER:
            behind.append(
                f'<rect x="{start:g}" y="{y:g}" width="{x - start:g}" height="{ROW:g}" fill="{background}"/>'
            )
    return "".join((*behind, *letters))


def _colours(style: Style | None) -> tuple[str, str]:
    """The colours of letters and of what lies behind them."""
    if style is None:
        return INK, PAPER
    ink = style.color.get_truecolor().hex if style.color else INK
    paper = style.bgcolor.get_truecolor().hex if style.bgcolor else PAPER
    return (paper, ink) if style.reverse else (ink, paper)


def _workspace(root: Path) -> None:
    from wengao.desk.desk import Desk
    from wengao.desk.workspace import create_workspace, open_workspace

    create_workspace(root)
    desk = Desk(open_workspace(root))
    desk.corpus.read()
    desk.settings.note_guided()
    desk.close()


async def recorded(root: Path) -> list[Moment]:
    """The story, as it was shown."""
    from wengao.desk.workspace import open_workspace
    from wengao.tui.app import WengaoApp

    async with WengaoApp(open_workspace(root)).run_test(size=SIZE) as pilot:
        stage = Recording(pilot, root, "")
        stage.moments = []
        await story(stage)
        return stage.moments


def at_home_in(folder: Path) -> None:
    """Have everything of a user's own lie in `folder`: nothing of the drafter's own is shown."""
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(folder)
    os.environ.pop("NO_COLOR", None)
    for kind in ("CACHE", "STATE", "DATA", "CONFIG"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / kind.lower())


def main() -> None:
    """Record the story into the file named on the command line."""
    target = Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures/moving.svg").resolve()
    with tempfile.TemporaryDirectory() as temporary:
        at_home_in(Path(temporary))
        from wengao.tui.textual_repairs.environment import prepare_environment

        prepare_environment()
        root = Path(temporary, "文稿工作区")
        _workspace(root)
        target.write_text(drawn(asyncio.run(recorded(root))), encoding="utf-8")
    print(f"{target}　{target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
