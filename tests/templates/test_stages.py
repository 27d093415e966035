"""A plan of stages from names and dates."""

from __future__ import annotations

import pytest

from wengao.templates.stages import stage_plan


@pytest.mark.parametrize(
    ("items", "plan"),
    [
        (
            ["3月31日", "8月31日", "9月30日"],
            ["宣传发动（即日起至3月31日）", "组织实施（4月1日至8月31日）", "总结验收（9月1日至9月30日）"],
        ),
        (
            ["宣传发动 2026-03-31", "集中整治（2026年8月31日前）", "总结验收：9月30日"],
            ["宣传发动（即日起至3月31日）", "集中整治（4月1日至8月31日）", "总结验收（9月1日至9月30日）"],
        ),
        (
            ["宣传发动（3月1日至3月20日）", "组织实施（4月1日—12月31日）", "总结验收（2027年1月31日前）"],
            [
                "宣传发动（3月1日至3月20日）",
                "组织实施（4月1日至12月31日）",
                "总结验收（2027年1月1日至2027年1月31日）",
            ],
        ),
        (["宣传发动（3月底前）", "组织实施（4月至8月）"], ["宣传发动（3月底前）", "组织实施（4月至8月）"]),
        (["总结验收。"], ["总结验收"]),
        (["宣传发动（3月底前）", "组织实施8月31日"], ["宣传发动（3月底前）", "组织实施（8月31日前）"]),
    ],
)
def test_each_stage_begins_where_the_one_before_it_ends(items: list[str], plan: list[str]) -> None:
    assert stage_plan(items, 2026) == plan


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(ValueError, match="先后颠倒：总结验收8月1日"):
        stage_plan(["宣传发动3月31日", "组织实施8月31日", "总结验收8月1日"], 2026)
