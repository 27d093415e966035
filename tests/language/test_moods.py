"""How a passage speaks."""

from __future__ import annotations

import pytest

from wengao.language.moods import moods_of

TEXTS = {
    "directive": "各县区要在6月底前完成自查，必须逐户见面，不得以打电话代替，由市民政局牵头汇总。",
    "done": "全年完成改造1200户，同比增长15.2%，先后建成站点36个，培训护理员800人次。",
    "lacking": "还存在三个方面的不足：数据更新不及时，服务不均衡，队伍力量薄弱，有的流于形式。",
    "first": "作为区委书记，我带头学习，我本人联系两个村，我没有做到逐村走遍。",
    "minutes": "会议指出，要抓好落实。会议强调，要压实责任。会议审议了实施方案。",
    "assembly": "各位代表！现在，我代表市人民政府向大会报告如下，请予审议。",
    "statute": "第三条　有下列情形之一的，依照本条例处理。第四条　本办法自公布之日起施行。",
}


@pytest.mark.parametrize("mood", TEXTS)
def test_each_mood_is_heard_where_it_speaks(mood: str) -> None:
    strengths = {name: moods_of(text)[mood] for name, text in TEXTS.items()}
    assert max(strengths, key=lambda name: strengths[name]) == mood


def test_a_text_without_any_is_silent_in_all() -> None:
    assert set(moods_of("山高水长。").values()) == {0.0}


def test_strengths_lie_between_none_and_full() -> None:
    assert moods_of("必须" * 200)["directive"] == 1.0
