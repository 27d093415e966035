"""Dates, figures, slots, spoken length."""

from __future__ import annotations

import pytest

from wengao.language.dates import (
    date_in,
    date_in_name,
    find_dates,
    find_times,
    is_date,
    is_date_line,
    spoken_date,
)
from wengao.language.figures import find_figures, find_written_figures, has_figures_with_units
from wengao.language.slots import Slot, find_slots, slot, with_origins
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
    ("text", "times"),
    [
        ("今年9月底前在2025年的基础上", [("今年", ""), ("9月底前", "--09"), ("2025年", "2025")]),
        ("到二〇二〇年，二0一0年三月", [("二〇二〇年", "2020"), ("二0一0年三月", "2010-03")]),
        ("9月8日至14日，3月召开", [("9月8日", "--09-08"), ("14日", "---14"), ("3月", "--03")]),
        ("2021—2025年，2025年9月底前", [("2021—2025年", "2021/2025"), ("2025年9月底前", "2025-09")]),
        ("30日内办结，3个月见效，近几年前景好，以上年度", []),
        ("去年和上年，明年", [("去年", ""), ("上年", ""), ("明年", "")]),
    ],
)
def test_times_are_found_however_they_are_written(text: str, times: list[tuple[str, str]]) -> None:
    assert [(time.text, time.iso) for time in find_times(text)] == times
    assert all(text[time.start : time.end] == time.text for time in find_times(text))


def test_a_line_of_its_own_may_be_a_date() -> None:
    assert [
        is_date(line) for line in ("（2025年3月18日）", "二〇二五年三月", "2025年", "2025年3月18日印发")
    ] == [
        True,
        True,
        False,
        False,
    ]
    assert [is_date_line(line) for line in ("（2018年7月25日，清川）", "到2018年7月完成")] == [True, False]


def test_a_date_is_read_from_a_text_and_a_name() -> None:
    assert (date_in("二〇二五年三月十八日"), date_in_name("20250318讲话"), date_in("无")) == (
        "2025-03-18",
        "2025-03-18",
        "",
    )


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
        (
            "2300多人、1.3万列、1000亿度、75周年",
            [("2300", "多人"), ("1.3", "万列"), ("1000", "亿度"), ("75", "周年")],
        ),
        ("没有数字，60年代、5部门、第21届", [("5", "")]),
    ],
)
def test_figures_carry_their_units(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(figure.number, figure.unit) for figure in find_figures(text)] == figures


def test_figures_in_chinese_numerals_are_found() -> None:
    text = "百分之十五左右，三分之二，近四成，三千万人；千万工程、一心一意"
    assert [text[one:other] for one, other in find_written_figures(text)] == [
        "百分之十五",
        "三分之二",
        "近四成",
        "三千万人",
    ]


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


def test_a_slot_may_keep_the_words_whose_place_it_took() -> None:
    text = f"在{slot('时限', '8月底前')}办好"
    assert text == "在【时限｜原：8月底前】办好"
    [found] = find_slots(text)
    assert (found.label, found.origin, text[found.start : found.end]) == (
        "时限",
        "8月底前",
        "【时限｜原：8月底前】",
    )
    assert with_origins(text) == "在8月底前办好"


def test_words_that_would_break_a_slot_are_not_kept() -> None:
    assert slot("地名", "【甲】") == "【地名】"
    assert with_origins("【地名】") == "【地名】"
