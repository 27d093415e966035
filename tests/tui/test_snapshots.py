"""Every screen as it looks, in two sizes, against the pictures kept beside this file.

`make snapshots` draws the pictures anew; look at the difference before committing them.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from wengao.desk.desk import Desk
from wengao.desk.foreign_files import ForeignFiles

from .conftest import NARROW, PATIENCE, WIDE, settle
from .gallery import EVERY, ON_NOTHING, PLACE, make_desk, shown
from .picture_svg import picture_svg
from .picture_text import difference, picture_text

KEPT = Path(__file__).parent / "snapshots"
RENEW = "WENGAO_RENEW_SNAPSHOTS" in os.environ
USER_FOLDERS = ("CACHE", "STATE", "DATA", "CONFIG")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home folder of its own, no colours switched off."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        patch.setenv("USERPROFILE", str(folder))
        patch.delenv("NO_COLOR", raising=False)
        for kind in USER_FOLDERS:
            patch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
        yield folder


@pytest.fixture(scope="module")
def full_desk(home: Path, foreign: ForeignFiles) -> Desk:
    """The desk that the screens look at; none of them writes."""
    return make_desk(home / PLACE, foreign)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["120x36", "80x24"])
@pytest.mark.parametrize("name", EVERY)
async def test_a_screen_looks_as_it_did(
    name: str,
    size: tuple[int, int],
    home: Path,
    full_desk: Desk,
    foreign: ForeignFiles,
    tmp_path: Path,
) -> None:
    desk = full_desk
    if name in ON_NOTHING:
        desk = make_desk(home / f"{name}-{size[0]}" / PLACE, foreign, samples=False)
    kept = KEPT / f"{size[0]}x{size[1]}" / f"{name}.txt"
    async with shown(desk, size) as pilot:
        await EVERY[name](pilot)
        if RENEW:
            await pilot.pause(0.6)
            await settle(pilot)
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(picture_text(pilot.app), encoding="utf-8")
            return
        expected = kept.read_text(encoding="utf-8")
        actual = await _picture(pilot, expected)
        if actual != expected:
            for when, picture in (("原来", expected), ("现在", actual)):
                (tmp_path / f"{when}.svg").write_text(
                    picture_svg(picture, f"{name} {when}"), encoding="utf-8"
                )
            pytest.fail(
                f"画面 {name}（{size[0]}×{size[1]}）变了，原来.svg 和 现在.svg 在 {tmp_path}；确实要变就 make snapshots\n"
                + difference(expected, actual),
                pytrace=False,
            )


async def _picture(pilot: Pilot[None], expected: str) -> str:
    """The picture once it is as expected, or as it stands when patience is at an end."""
    deadline = time.monotonic() + PATIENCE
    while (actual := picture_text(pilot.app)) != expected and time.monotonic() < deadline:
        await settle(pilot)
    return actual


def test_no_picture_is_kept_of_a_screen_that_is_gone() -> None:
    kept = {f"{file.parent.name}/{file.stem}" for file in KEPT.rglob("*.txt")}
    assert kept == {f"{size}/{name}" for size in ("120x36", "80x24") for name in EVERY}


def test_a_kept_picture_can_be_drawn() -> None:
    picture = "文稿　“好”\n\n-- 样式\n 1 a4 b7 c2\n 2 c13\n-- 图例\na bold #9f2b24 on #fbfaf6\nb - on #efece3\nc -\n"
    drawn = picture_svg(picture, "home")
    assert re.findall(r"<text [^>]*>([^<\n]+)</text>", drawn) == ["home", "文稿", "　", "“", "好", "”"]
    assert ["fill: #9f2b24" in drawn, 'fill="#fbfaf6"' in drawn, 'fill="#efece3"' in drawn] == [True] * 3


def test_a_difference_says_where() -> None:
    assert difference("一行\n二行", "一行\n二航") == "2: 应为 二行\n2: 实为 二航\n   第 2 字起不同"
    assert difference("一行", "一行") == ""
