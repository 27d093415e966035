"""docs/dependencies.md tells of every dependency: why, its licence, what else there is, what happens without it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOLD = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("|") and not line.startswith(("|---", "| 部件"))
]


def names(requirements: list[str]) -> list[str]:
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in requirements]


def test_every_dependency_is_told_once_and_whole() -> None:
    extras = [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]
    wanted = set(names(PROJECT["project"]["dependencies"] + extras))
    told = [row for row in TOLD if len(row) == 5]
    assert sorted(row[0] for row in told) == sorted(wanted)
    assert [row for row in told if not all(row)] == []


def test_what_builds_is_told_too() -> None:
    groups = PROJECT["dependency-groups"]
    told = [name for row in TOLD if len(row) == 3 for name in row[0].split("、")]
    assert told == names(groups["build"] + groups["bundle"])
