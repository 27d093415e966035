"""Dates, figures, slots, spoken length."""

from __future__ import annotations

import pytest

from wengao.language.dates import find_dates, spoken_date
from wengao.language.figures import find_figures, has_figures_with_units
from wengao.language.slots import Slot, find_slots, slot
from wengao.language.spoken import minutes, syllables


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("（2025年3月18日）", [("2025年3月18日", "2025-03-18")]),
        ("2025-03-18 讲话", [("2025-03-18", "2025-03-18")]),
        ("2024年底到2025年6月", [("2024年", "2024"), ("2025年6月", "2025-06")]),
        ("电话12025年级", []),
        ("2025年2月30日", []),
    ],
)
def test_dates_are_found_with_what_is_known_of_them(text: str, dates: list[tuple[str, str]]) -> None:
    assert [(date.text, date.iso) for date in find_dates(text)] == dates


@pytest.mark.parametrize(
    ("iso", "text"), [("2026-03-05", "2026年3月5日"), ("2026-03", "2026年3月"), ("2026", "2026年")]
)
def test_a_date_is_written_without_leading_zeros(iso: str, text: str) -> None:
    assert spoken_date(iso) == text


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("培训骨干320名，合格率95.6%", [("320", "名"), ("95.6", "%")]),
        ("2025年3月投入1,200万元", [("1,200", "万元")]),
        ("提高3个百分点", [("3", "个百分点")]),
        ("惠及3.2万人次，整治120余户", [("3.2", "万人次"), ("120", "余户")]),
        ("新建1200平方米训练场", [("1200", "平方米")]),
        ("没有数字", []),
    ],
)
def test_figures_carry_their_units(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(figure.number, figure.unit) for figure in find_figures(text)] == figures


def test_slots_are_found_where_they_stand() -> None:
    assert find_slots("完成【目标值】，由【牵头单位】牵头") == (Slot("目标值", 2, 7), Slot("牵头单位", 9, 15))


def test_a_slot_is_written_as_it_is_found() -> None:
    assert [found.label for found in find_slots(slot("时限"))] == ["时限"]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("2026年", 5),
        ("8.3%", 6),
        ("5‰", 4),
        ("1/3", 4),
        ("3/4以上", 6),
        ("120", 4),
        ("105", 4),
        ("12", 2),
        ("10000", 2),
        ("100005", 4),
        ("同志们：", 3),
        ("", 0),
    ],
)
def test_syllables_are_those_of_reading_aloud(text: str, count: int) -> None:
    assert syllables(text) == count


def test_minutes_follow_the_speakers_rate() -> None:
    assert minutes("同" * 360, rate=180) == 2.0


@pytest.mark.parametrize(
    ("text", "enough"),
    [
        ("培训骨干320名，合格率95.6%", True),
        ("2025年3月投入1,200万元", False),
        ("增长3.2，下降1.5", False),
        ("没有数字", False),
    ],
)
def test_two_figures_with_units(text: str, enough: bool) -> None:
    assert has_figures_with_units(text, 2) is enough
