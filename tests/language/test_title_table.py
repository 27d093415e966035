"""Genres of titles, held to a table: genre, title."""

from __future__ import annotations

import csv
from pathlib import Path

from wengao.language.genres import families, family_of, genre_of, genres

TABLE = Path(__file__).parent / "data" / "titles.csv"


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_genre_has_its_titles() -> None:
    assert {row["genre"] for row in rows()} == {genre.name for genre in genres()}


def test_titles_tell_their_genre() -> None:
    wrong = {row["title"]: told for row in rows() if (told := genre_of(row["title"])) != row["genre"]}
    assert wrong == {}


def test_families_cover_the_genres() -> None:
    assert {family_of(genre.name) for genre in genres()} == set(families())


def test_an_unknown_genre_is_of_the_others() -> None:
    assert family_of("没有这个文种") == "其他"
