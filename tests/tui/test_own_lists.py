"""The interface and its jobs work with the unit's lists, also with those that are edited while it is open."""

from __future__ import annotations

from wengao.desk.desk import Desk
from wengao.language.genres import genre_of
from wengao.tui.shared.screens import JobScreen

from .conftest import home_loaded, opened, until

NIGHT_TALK = '[[genre]]\nid = "night_talk"\nname = "夜话"\nfamily = "讲话"\ntitle = ["夜话"]\n'


async def test_an_edited_list_holds_in_the_interface_and_in_its_jobs(desk: Desk) -> None:
    async with opened(desk) as pilot:
        await home_loaded(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, JobScreen)
        found = [genre_of("防汛夜话")]
        desk.workspace.lists_folder.mkdir()
        (desk.workspace.lists_folder / "genres.toml").write_text(NIGHT_TALK, encoding="utf-8")
        desk.templates.summaries()
        found.append(genre_of("防汛夜话"))
        screen.start_job("genre", lambda: genre_of("防汛夜话"), found.append)
        await until(pilot, lambda: len(found) == 3)
        assert found == ["其他", "夜话", "夜话"]
    assert genre_of("防汛夜话") == "其他"
