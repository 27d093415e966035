"""Roles of headings over all genres, held to a table: role, genre, place among its siblings, heading."""

from __future__ import annotations

import csv
from pathlib import Path

from wengao.language.genres import expected_role, genres
from wengao.language.roles import role_of_heading, roles

TABLE = Path(__file__).parent / "data" / "role_headings.csv"
ENOUGH = 0.95


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expectation(row: dict[str, str]) -> str | None:
    """The role expected at the heading's place (2/4 is the second of four), where the table names one."""
    if not row["place"]:
        return None
    place, count = map(int, row["place"].split("/"))
    return expected_role(row["genre"], place - 1, count)


def test_the_table_knows_its_words() -> None:
    unknown = [
        row for row in rows() if roles().find(row["role"]) is None or genres().find(row["genre"]) is None
    ]
    assert unknown == []


def test_the_table_is_broad() -> None:
    table = rows()
    assert len(table) >= 150
    assert len({row["role"] for row in table}) >= 18
    assert len({row["genre"] for row in table}) >= 18
    assert len({row["heading"] for row in table}) == len(table)


def test_headings_are_given_their_role() -> None:
    table = rows()
    wrong = [
        f"{row['heading']}：{row['role']}，判为 {told}"
        for row in table
        if (told := role_of_heading(row["heading"], expectation(row))) != row["role"]
    ]
    assert len(wrong) <= len(table) * (1 - ENOUGH), "\n".join(wrong)
