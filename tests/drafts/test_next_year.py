"""An old text moved on by a year (推一年)."""

from __future__ import annotations

import pytest

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.refresh import alike, decide, move_on, next_year, refresh_items, start_refresh

OLD = """\
# 在2025年全县征兵工作会议上的讲话

2024年征集320名，2024—2025年度增长，今年比去年多。到2026年底、2035年各有目标。
1949年建县。依照《征兵办法（2025年修订）》，2025年3月18日动员。再征320名。
"""


def test_years_move_and_what_cannot_be_moved_stays_open() -> None:
    draft = start_refresh(parse_draft(OLD))
    year = next_year(draft)
    assert year is not None
    assert (year.year, [item.fact.text for item in year.moved]) == (
        2025,
        ["2025年", "2024年", "2024—2025年", "2026年"],
    )
    assert [item.fact.text for item in year.holding] == ["今年", "去年"]
    assert [item.fact.text for item in year.left] == ["2035年", "1949年", "2025年", "2025年3月18日"]
    moved = write_draft(decide(draft, year.decisions)).split("---\n")[2]
    assert moved == (
        OLD.replace("在2025年", "在2026年")
        .replace("2024年征", "2025年征")
        .replace("2024—2025年度", "2025—2026年度")
        .replace("2026年底", "2027年底")
    )
    again = next_year(decide(draft, year.decisions))
    assert again is not None
    assert [item.fact.text for item in again.moved] == []


@pytest.mark.parametrize(
    ("named", "moved"), [("2025", "2026"), ('"2025年"', '"2026年"'), ("2019", "2019"), ("今年", "今年")]
)
def test_the_year_among_the_fields_moves_with_the_text(named: str, moved: str) -> None:
    draft = start_refresh(parse_draft(f"---\nfields:\n  topic: 征兵  # 主题\n  year: {named}\n---\n{OLD}"))
    year = next_year(draft)
    assert year is not None
    front = move_on(draft, year, year.decisions).front
    assert f"  topic: 征兵  # 主题\n  year: {moved}\n" in front


def test_a_text_without_years_does_not_move() -> None:
    assert next_year(start_refresh(parse_draft("# 讲话\n\n今年征集320名。\n"))) is None


def test_what_says_the_same_goes_together() -> None:
    items = refresh_items(start_refresh(parse_draft(OLD)))
    first = next(item for item in items if item.fact.text == "320名")
    assert [items[number - 1].fact.text for number in alike(items, first)] == ["320名", "320名"]
