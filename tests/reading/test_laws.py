"""Nothing of a source is lost without a word, and no number comes about: held for lines in any order."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .laws import blocks, lost, new_numbers

LINES = (
    "清川市人民政府文件", "清川市人民政府", "清政发〔2024〕12号", "关于加强项目资金管理的通知", "特急", "签发人：李四",
    "防汛工作简报", "第12期", "石门县水利局", "2024年5月10日", "（2023年6月1日）", "机密★1年", "000012",
    "发布时间：2025-05-26 14:27 来源：清川学院 浏览：128次", "时间：5月10日上午9时", "地点：三楼会议室",
    "张三　水利局", "李四　应急局", "组　长：王五　县长", "序号\t任务\t单位", "1\t巡查\t水利局", "甲 | 乙 | 丙", "12.5", "13",
    "47 5159524", "一、总体要求", "（一）加强领导", "1.压实责任", "⒉抓好排查", "㈠明确分工", "①水库②河道", "壹、基本情况",
    "第一节 概况", "各乡镇人民政府：", "为做好工作，现通知如下。", "市委书记　沈致远", "沈致远", "——在全市推进会上的讲话",
    "在全市推进会上的讲话", "上一篇：关于召开会议的通知", "下载 打印 全屏", "责任编辑：赵六", "附件：1.分工表", "附件1",
    "扛牢政治责任 建强后备力量", "规划2014\u00ad2020年", "增长5~8个", "（记者 林秋月）", "联系人：张三，电话0711-3352188。",
    "同志们：", "各位代表：", "特此通知。", "鹿鸣县教育局", "值班安排", "目录", "好的，以下是为您撰写的通知：",
    "希望对您有帮助！", "首页 > 新闻 > 正文", "原创 石门发布 2024-06-12 18:30 发表于清川",
    "2025年1月13日在市第五届人民代表大会第三次会议上市长闻景行作政府工作报告。",
    "为切实做好今年工作，确保安全，现就有关事项通知如下，请认真贯彻执行。",
    "附件2", "〔2024〕第5次", "石门县人民政府办公室　　　2024年4月2日", "清川日报/2024年/5月/6日/第001版", "要闻",
    "石门镇党政办 林秋月", "清川日报评论员", "——记石门镇第一书记方允", "记者：请介绍出台背景。", "会议记录",
    "方允，男，中共党员……", "闻景行在会上强调", "甲 |  | 丙", "| 一月 | 二月", "稻田里的新农人",
)  # fmt: skip
"""Lines of heads, lists, signatures and pages, each of which was once taken for something else."""


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=10))
def test_nothing_is_lost_without_a_word(lines: list[str]) -> None:
    assert lost(blocks(*lines), Path("x.txt")) == ""


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=10))
def test_no_number_comes_about(lines: list[str]) -> None:
    assert new_numbers(blocks(*lines), Path("x.txt")) == set()


@pytest.mark.parametrize(
    "lines",
    [
        ("应急值班人员名单", "张三　水利局", "李四　应急局", "王五　气象局"),
        (
            "防汛工作领导小组成员名单",
            "组　长：张三　县长",
            "副组长：李四　副县长",
            "成　员：王五　水利局局长",
        ),
        ("全县防汛工作任务分工表", "序号\t工作任务\t责任单位", "1\t水库巡查\t水利局"),
        ("全县防汛工作会议", "时间：5月10日上午9时", "地点：县政府三楼会议室", "参会：各乡镇长"),
        ("防汛工作要点", "1.压实责任", "2.抓好排查", "3.备足物资"),
    ],
)
def test_short_lines_below_a_title_are_text(lines: tuple[str, ...]) -> None:
    raw = blocks(*lines)
    assert (lost(raw, Path("x.txt")), new_numbers(raw, Path("x.txt"))) == ("", set())
