"""Headings told from items, sentences and salutations."""

from __future__ import annotations

import pytest

from wengao.reading.raw import Block
from wengao.reading.structure.headings import HeadingLine, heading_lines


def found(*texts: str) -> list[HeadingLine | None]:
    return list(heading_lines([Block(text) for text in texts]))


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("一、深刻认识重大意义", HeadingLine(1, "一、", "深刻认识重大意义")),
        ("（三）确保转换，提供支撑", HeadingLine(2, "（三）", "确保转换，提供支撑")),
        ("1.规范组织体系", HeadingLine(3, "1.", "规范组织体系")),
        ("（2）配备设施", HeadingLine(4, "（2）", "配备设施")),
        ("第二部分　主要任务", HeadingLine(1, "第二部分", "主要任务")),
        ("一、问题怎么看？", HeadingLine(1, "一、", "问题怎么看？")),
        ("二、工作目标：", HeadingLine(1, "二、", "工作目标")),
    ],
)
def test_numbered_lines_are_headings(text: str, heading: HeadingLine) -> None:
    assert found(text, "正文一段，有标点。") == [heading, None]


def test_a_run_in_heading_is_cut_off_its_text() -> None:
    assert found("（一）压实责任链条。各级党委要扛起责任，层层抓落实。") == [
        HeadingLine(2, "（一）", "压实责任链条", "各级党委要扛起责任，层层抓落实。")
    ]


def test_a_wide_space_sets_a_heading_off_its_text() -> None:
    text = "以规范化建设为抓手，坚持平战结合、军民兼容，推动国防动员工作提质增效。"
    assert found(f"（一）总体要求　{text}") == [HeadingLine(2, "（一）", "总体要求", text)]


@pytest.mark.parametrize(
    "text",
    [
        "同志们：",
        "（2025年3月18日）",
        "市委常委　沈致远",
        "一、审议方案；",
        "一是强化领导。各级党委要重视。",
        "一、二级响应由市指挥部启动",
        "第一，要提高认识。",
        "2025年全市工作会议",
        "3.5亿元资金已经到位",
        "（一）",
        "1.大型设备 | 定性 | 引导单位配置",
        "一、" + "各级各部门要认真学习领会会议精神，结合实际抓好贯彻落实，" * 3 + "确保见效。",
    ],
)
def test_other_lines_are_text(text: str) -> None:
    assert found(text) == [None]


def test_a_list_is_no_run_of_headings() -> None:
    assert found("要做好以下工作：", "1.完成整组", "2.完成点验", "3.完成建档") == [None] * 4


def test_full_sentences_with_nothing_below_are_items() -> None:
    assert found("一、传达会议精神。", "二、安排部署工作。", "会议由市长主持。")[0] is None


def test_the_last_of_a_sequence_of_sentences_is_an_item_whatever_follows() -> None:
    duties = "（一）对本辖区内安全隐患进行常态化、网格化巡查并做好信息记录和存档，接到反映后及时组织排查和处置，并督促采取避险措施。"
    assert found(duties, "（二）法律、法规规定的其他职责。", "其他部门应当协助配合。") == [None] * 3


def test_a_sequence_with_semicolons_is_a_list_to_its_end() -> None:
    assert (
        found("有下列情形的：", "（一）未按要求登记；", "（二）未按要求建档。", "由单位说明情况。")
        == [None] * 4
    )


def test_a_full_sentence_with_text_below_is_a_heading() -> None:
    assert found("一、以更高站位扛牢责任。", "各级要提高认识，抓好落实。")[0] == HeadingLine(
        1, "一、", "以更高站位扛牢责任"
    )


def test_short_items_follow_the_long_ones_of_their_sequence() -> None:
    long_item = (
        "二、" + "气象站网的组建、人员进出、设备通关和联合检查等具体问题由三方协商解决，" * 2 + "报批后实施。"
    )
    assert found("一、同意建站。由省局负责。", long_item, "三、避开保护区。另行报批。") == [None] * 3


def test_parts_push_numbers_down_a_level() -> None:
    lines = found("第一部分　回顾", "一、成绩", "正文，一段。", "第二部分　展望", "一、打算", "正文，一段。")
    assert [line.level for line in lines if line] == [1, 2, 1, 2]


def test_a_declared_heading_needs_no_number() -> None:
    assert heading_lines([Block("充分肯定成绩", 1), Block("正文。")])[0] == HeadingLine(1, "", "充分肯定成绩")


def test_a_number_overrides_the_declared_level() -> None:
    assert heading_lines([Block("（一）抓好选址", 1), Block("正文。")])[0] == HeadingLine(
        2, "（一）", "抓好选址"
    )


def test_chapters_sections_and_numbers_below_them() -> None:
    lines = found("第一章　总则", "第一节　目的", "一、概况", "正文，一段。", "第二节　范围", "正文，一段。")
    assert [line.level for line in lines if line] == [1, 2, 3, 2]


def test_sections_without_chapters_are_at_the_top() -> None:
    lines = found("第一节　目的", "1.明确分工。逐项落实。", "正文，一段。", "第二节　范围", "正文，一段。")
    assert [line.level for line in lines if line] == [1, 3, 1]


def test_capital_numerals_stand_above_the_usual_ones() -> None:
    lines = found("壹、总体要求", "一、指导思想", "正文，一段。", "贰、重点任务", "正文，一段。")
    assert [(line.level, line.enumerator) for line in lines if line] == [
        (1, "壹、"),
        (2, "一、"),
        (1, "贰、"),
    ]
