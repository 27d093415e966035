"""Places and levels of government in titles, organs and posts."""

from __future__ import annotations

import pytest

from wengao.language.levels import dateline_place, level_of, level_of_title, place_of


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("国务院办公厅关于节假日安排的通知", "中央"),
        ("最高人民法院关于执行程序的规定", "中央"),
        ("在全市推进会上的讲话", "市"),
        ("清川市望舒区石桥街道", "乡"),
        ("安澜县委召开议军会议", "县"),
        ("内蒙古自治区政府工作报告", "省"),
        ("重庆市政府工作报告", "省"),
        ("市教育局局长", "市"),
        ("石门镇党委书记", "乡"),
        ("加强社区建设和园区服务", ""),
        ("打造全市场服务体系", ""),
        ("推进乡村全面振兴", ""),
        ("推进城镇化和城乡融合", ""),
        ("城市更新和乡镇撤并", ""),
        ("健全县级体系，保障安全区域", ""),
        ("新院区启用", ""),
        ("红旗渠精神和产业联盟", ""),
    ],
)
def test_the_level_at_which_a_text_speaks(text: str, level: str) -> None:
    assert level_of([text]) == level


def test_the_first_telling_text_decides_the_level() -> None:
    assert level_of(["关于调查的报告", "鹿鸣县武装部", "清川市"]) == "县"


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("鹿鸣县推进乡村全面振兴工作情况汇报", "县"),
        ("在全市宜居宜业和美乡村建设推进会上的讲话", "市"),
        ("党管武装工作述职报告（石门镇党委书记）", "乡"),
        ("关于将柳溪镇老街管网列入补助计划的请示", ""),
        ("2025年清川市望舒区工作要点", "县"),
        ("在市中医医院新院区启用仪式上的致辞", ""),
        ("国务院关于支持浙江建设示范区的意见", "中央"),
    ],
)
def test_the_level_that_a_title_names_outright(title: str, level: str) -> None:
    assert level_of_title(title) == level


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("清川市2025年征兵工作总结", "清川市"),
        ("2025年重庆市政府工作报告", "重庆市"),
        ("鹿鸣县石门镇党委", "鹿鸣县石门镇"),
        ("在望舒区委专题研讨会上的发言", "望舒区"),
        ("中共安澜县委", "安澜县"),
        ("在全市推进会上的讲话", ""),
        ("关于将柳溪镇老街管网列入计划的请示", ""),
        ("关于沧溪河城区段工程的纪要", ""),
        ("副市长", ""),
    ],
)
def test_places(text: str, place: str) -> None:
    assert place_of(text) == place


def test_the_place_in_a_dateline() -> None:
    assert dateline_place(["新华社清川3月18日电 记者获悉"]) == "清川"
