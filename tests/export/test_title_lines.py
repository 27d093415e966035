"""Titles are broken by sense, into lines of at most twenty characters, never into a rectangle where it can be helped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.outline import outline
from wengao.export.composition import compose
from wengao.export.layout import load_layout
from wengao.export.particulars import particulars_of
from wengao.export.plain_text import clean_markdown
from wengao.export.printed import Title
from wengao.export.title_lines import break_title, split_subtitle
from wengao.language.known import known
from wengao.language.lists import Language
from wengao.review.registry import check_draft

ALPHABET = "在全市基层国防动员规范化建设工作推进会上的讲话和关于《》“”（）、2026年 ab"


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("述职报告", ("述职报告",)),
        ("在全市双拥模范城创建工作推进会上的讲话", ("在全市双拥模范城创建工作推进会上的讲话",)),
        (
            "在2026年全市基层国防动员规范化建设工作推进会上的讲话",
            ("在2026年全市基层国防动员", "规范化建设工作推进会上的讲话"),
        ),
        (
            "在市委议军会议暨全市征兵工作领导小组扩大会议上的讲话",
            ("在市委议军会议暨", "全市征兵工作领导小组扩大会议上的讲话"),
        ),
        (
            "扛牢党管武装政治责任　夯实强军兴武基层根基",
            ("扛牢党管武装政治责任", "夯实强军兴武基层根基"),
        ),
        (
            "中共清川市委　清川市人民政府关于加强新时代全市国防教育工作的意见",
            ("中共清川市委　清川市人民政府", "关于加强新时代全市国防教育工作的意见"),
        ),
        (
            "关于印发《清川市基层国防动员规范化建设三年行动计划（2026—2028年）》的通知",
            ("关于印发《清川市基层国防动员规范化建设", "三年行动计划（2026—2028年）》的通知"),
        ),
        ("", ()),
    ],
)
def test_titles_of_the_trade(title: str, lines: tuple[str, ...]) -> None:
    assert break_title(title, 20) == lines


BY_SENSE = (
    "清川市国防动员办公室/关于做好2026年度国防动员/潜力统计调查工作的通知",
    "清川市发展和改革委员会/关于下达2026年中央预算内投资计划的通知",
    "清川市发展改革委/关于做好2026年重点项目申报工作的通知",
    "清川市人民政府办公室关于印发2026年/全市重点工作任务分工方案的通知",
    "关于石桥村党群服务中心建设项目/竣工验收有关情况的报告",
    "柳溪镇石桥村2026年防汛抗旱和/山洪灾害防御工作应急预案",
    "安澜县柳溪镇石桥村/关于申请农田水利设施建设补助资金的请示",
    "在2026年全市安全生产和/防灾减灾救灾工作会议上的讲话",
    "在庆祝中国人民解放军/建军99周年军政座谈会上的讲话",
    "在中共清川市委十一届八次全体会议暨/市委经济工作会议上的讲话",
    "清川市人民政府关于2025年/国民经济和社会发展计划执行情况的报告",
    "清川市财政局/关于2025年预算执行情况和/2026年预算草案的报告",
    "中共清川市委办公室清川市人民政府办公室/关于做好2026年春节期间有关工作的通知",
    "清川市国防动员办公室/关于商请提供重点企业产能数据的函",
    "清川市人民政府/关于同意设立清川高新技术产业开发区的批复",
    "清川市教育局清川市公安局/关于开展校园周边环境综合治理的通知",
    "关于转发《国务院办公厅关于加强/城市地下管线建设管理的指导意见》的通知",
    "关于印发《清川市贯彻落实/〈质量强国建设纲要〉实施方案》的通知",
    "清川市人民代表大会常务委员会/关于批准2025年市级决算的决议",
    "清川市第十四届人民代表大会第六次会议/关于政府工作报告的决议",
    "坚持以习近平新时代中国特色社会主义思想/为指导奋力谱写清川高质量发展新篇章",
    "关于对安澜县2025年度/党管武装工作考核情况的通报",
    "清川市应急管理局/关于对柳溪水库大坝安全隐患整改情况/进行督办的函",
    "清川军分区/关于2026年民兵整组点验工作的总结",
    "关于调整清川市国防动员委员会/组成人员的通知",
    "清川市住房和城乡建设局/关于2026年老旧小区改造计划的请示",
    "在全市“两优一先”表彰大会暨/专题党课上的讲话",
    "清川市退役军人事务局/关于做好2026年度军队转业干部/安置工作的意见",
    "关于召开全市第三季度/经济运行分析调度会的通知",
    "关于清川市第七次全国人口普查/主要数据发布工作情况的汇报",
    "清川市人民政府/关于表彰2025年度全市征兵工作/先进单位和先进个人的决定",
    "清川市委常委班子/2025年度民主生活会对照检查材料",
    "在市委理论学习中心组/第3次集体学习研讨会上的发言",
    "清川市自然资源和规划局/关于第三轮土地征收成片开发方案的公示",
    "清川市“十五五”时期国防动员事业发展规划/（2026—2030年）编制情况说明",
    "关于给予陆怀章等12名同志/记三等功奖励的决定",
    "关于开展“百日攻坚”行动/推进3.6万亩高标准农田建设的实施意见",
    "清川市交通运输局关于G318国道清川段/改扩建工程施工期间交通管制的通告",
    "关于做好5G基站建设和/5000个充电桩布局规划工作的通知",
    "在全市学习贯彻党的二十届四中全会精神/宣讲报告会上的讲话",
    "关于2026年上半年征兵工作情况和/下半年工作安排的报告",
    "清川市人民政府征兵办公室/关于2026年下半年定兵工作有关问题的请示",
    "关于成立清川市“9·18”/防空警报试鸣工作领导小组的通知",
    "清川市人民防空办公室/关于批准安澜县人防工程/易地建设费减免事项的复函",
    "中共安澜县委关于深入学习贯彻习近平新时代/中国特色社会主义思想的实施意见",
    "关于柳溪镇河湾村、石桥村、望岭村等8个村/撤并调整有关事项的批复",
    "清川市水利局关于沅江流域/2026年第2次洪水过程防御工作复盘的报告",
    "关于申报国家级多式联运示范工程项目和/安排专项补助资金1200万元的请示",
)
"""Titles as an office breaks them, a / where a line ends: numbers with what they count, names and words whole, neither 的
nor 和 at a line's start."""


@pytest.mark.parametrize("broken", BY_SENSE)
def test_titles_break_by_sense(broken: str) -> None:
    lines = break_title(broken.replace("/", ""), 20)
    assert "/".join(lines) == broken


def test_the_names_that_the_unit_tells_are_kept_whole() -> None:
    title = "关于青龙咀综合服务保障站业务技术用房项目竣工验收的报告"
    unit = Language(known=known(units=["青龙咀综合服务保障站业务技术用房"]))
    with unit.in_use():
        assert break_title(title, 20) == (
            "关于青龙咀综合服务保障站业务技术用房项目",
            "竣工验收的报告",
        )


def test_a_line_ends_where_the_drafter_wants_it() -> None:
    title = "关于印发清川市2026年\n重点工作任务分工方案的通知"
    assert break_title(title, 20) == ("关于印发清川市2026年", "重点工作任务分工方案的通知")
    assert break_title("短\n题", 20) == ("短", "题")


def test_a_narrower_line_breaks_more_often() -> None:
    lines = break_title("在2026年全市基层国防动员规范化建设工作推进会上的讲话", 10)
    assert max(len(line) for line in lines) <= 11
    assert "".join(lines) == "在2026年全市基层国防动员规范化建设工作推进会上的讲话"


def test_a_title_too_long_to_weigh_is_filled() -> None:
    title = "加强基层建设" * 40
    lines = break_title(title, 20)
    assert "".join(lines) == title
    assert max(len(line) for line in lines) <= 20


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=60))
def test_no_text_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = break_title(title, 20)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(sum(0.5 if ord(char) < 0x2000 else 1 for char in line) <= 20 for line in lines)


@given(st.text(alphabet="在全市基层国防动员规范化建设工作推进会上的讲话", min_size=21, max_size=60))
def test_no_line_is_one_character_alone(title: str) -> None:
    assert min(len(line) for line in break_title(title, 20)) > 1


@pytest.mark.parametrize(
    ("title", "main", "subtitle"),
    [
        ("扛牢主责——2025年度述职报告", "扛牢主责", "——2025年度述职报告"),
        ("在推进会上的讲话", "在推进会上的讲话", ""),
        ("——只有副题", "——只有副题", ""),
    ],
)
def test_subtitles(title: str, main: str, subtitle: str) -> None:
    assert split_subtitle(title) == (main, subtitle)


BROKEN = """\
---
wengao: 1
genre: 通知
---
# 关于印发清川市2026年 // 重点工作任务分工的通知 {goal=300}

正文，见 https://example.cn/a//b。
"""


def test_the_mark_of_a_break_shows_nowhere() -> None:
    draft = parse_draft(BROKEN)
    title = "关于印发清川市2026年重点工作任务分工的通知"
    printed = compose(draft, load_layout("gb9704"), particulars_of(draft))
    [set_title] = [block for block in printed if isinstance(block, Title)]
    assert (draft.title, outline(draft)[0].heading, draft.prose.split("\n")[0]) == (title, title, title)
    assert set_title.lines == ("关于印发清川市2026年", "重点工作任务分工的通知")
    assert clean_markdown(printed).startswith(f"# {title}\n")
    assert [finding.message for finding in check_draft(draft) if "/" in finding.excerpt] == []
    assert "a//b" in draft.prose


def test_what_else_is_changed_leaves_the_mark_in_the_title() -> None:
    title = parse_draft(BROKEN).parts[0]
    assert title.with_flag(".unread").written_heading == "关于印发清川市2026年 // 重点工作任务分工的通知"
    assert write_draft(parse_draft(BROKEN)) == BROKEN
    assert title.with_heading("关于甲//的通知").line == "# 关于甲//的通知 {goal=300}\n"
