"""Roles, genres, kinds, the shape of headings."""

from __future__ import annotations

import pytest

from wengao.language.genres import genre_of, genres, is_read_out, same_family
from wengao.language.headings import (
    heading_frame,
    heading_shape,
    judge_parallel,
    parallel_basis,
    shape_text,
)
from wengao.language.roles import (
    are_near,
    role_inside,
    role_of_heading,
    role_of_paragraph,
    role_of_sentence,
    roles,
)
from wengao.language.vocabulary import kinds


@pytest.mark.parametrize(
    ("genre", "read_out"),
    [("推进会讲话", True), ("述职报告", True), ("工作汇报", True), ("通知", False), ("调研报告", False), ("", True), ("没有的", True)],
)  # fmt: skip
def test_what_is_read_out_has_minutes(genre: str, read_out: bool) -> None:
    assert is_read_out(genre) == read_out


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("深刻认识基层武装工作的重大意义", "significance"),
        ("认清当前面临的机遇和挑战", "situation"),
        ("准确把握征兵工作的重点任务", "task"),
        ("深化军地联动，凝聚双拥共建强大合力", "synergy"),
        ("扎实推动各项部署落地落实", "implement"),
        ("强化责任担当，确保任务落到实处", "implement"),
        ("存在的主要问题", "problem"),
        ("问题产生的原因", "cause"),
        ("下一步工作打算", "plan"),
        ("主要工作成效", "achievement"),
        ("关于印章", None),
        ("过去五年的工作和十三年的基本经验", "achievement"),
        ("应当注意的几个问题", None),
        ("国有企业改革的若干问题", None),
        ("存在的几个突出问题", "problem"),
        ("着力解决突出环境问题", "measure"),
        ("市长会见气候问题特使", None),
        ("国际形势和对外政策", None),
        ("关于当前形势", "situation"),
    ],
)
def test_the_wording_of_a_heading_tells_its_role(heading: str, role: str | None) -> None:
    assert role_of_heading(heading) == role


@pytest.mark.parametrize(
    ("paragraph", "role"),
    [
        ("同志们：", "salute"),
        ("今天，我们召开全市征兵工作推进会，主要任务是部署下步工作。", "purpose"),
        ("刚才，三家单位作了发言。", "echo"),
        ("下面，我讲三点意见。", "transit"),
        ("当前，形势逼人。", "situation"),
        ("柳溪镇建成站点三个。", None),
    ],
)
def test_a_paragraph_outside_sections_tells_its_role(paragraph: str, role: str | None) -> None:
    assert role_of_paragraph(paragraph) == role


@pytest.mark.parametrize(
    ("sentence", "role", "own"),
    [
        ("刚才，三家单位作了发言。", "purpose", "echo"),
        ("会议的主要任务是分析形势、交办任务。", "echo", "purpose"),
        ("下面，我讲三点意见。", "echo", "transit"),
        ("柳溪镇有耕地四万亩。", "echo", None),
        ("同时要坚持底线思维。", "situation", "task"),
        ("必须增强忧患意识。", "problem", "task"),
        ("双拥工作要见事，更要见人。", "achievement", "task"),
        ("将双拥工作纳入年度考核。", "achievement", "achievement"),
        ("要求更高、任务更重。", "situation", "situation"),
        ("风险挑战明显增多。", "situation", "situation"),
        ("必须压实责任。", "implement", "implement"),
        ("必须压实责任。", None, None),
    ],
)
def test_a_sentence_may_have_another_role_than_its_paragraph(
    sentence: str, role: str | None, own: str | None
) -> None:
    assert role_of_sentence(sentence, role) == own


@pytest.mark.parametrize(
    ("paragraph", "role", "own"),
    [
        (
            "登记要真，服务要细，这是我们最深的感受。下一步，街道将继续做细做实，力争比例达到六成，把青年送到需要的地方。",
            "measure",
            "plan",
        ),
        ("各位代表！", "task", "salute"),
        ("当前形势严峻复杂，必须保持清醒头脑。", "plan", "plan"),
        ("当前，外部环境更趋严峻复杂。", "plan", "situation"),
    ],
)
def test_a_paragraph_may_have_another_role_than_its_section(paragraph: str, role: str, own: str) -> None:
    assert role_inside(paragraph, role) == own


@pytest.mark.parametrize(
    ("sentence", "role", "own"),
    [
        ("去年全市发生事故61起、死亡43人，比上年下降18.7%。", "significance", None),
        ("去年发生事故61起，这是我们必须记取的教训。", "significance", "significance"),
        ("守住安全，守的是千家万户的团圆。", "significance", "significance"),
        ("《庄子》讲：“天地与我并生。”", "significance", None),
        ("如获批准，我县将成立工程专班。", "request", None),
        ("恳请安排补助资金1000万元。", "request", "request"),
        ("谢谢大家！", "closing", None),
        ("在此，我代表市政府，向大家表示衷心的感谢！", "experience", None),
        ("在此，我代表市政府，向大家表示衷心的感谢！", "closing", "closing"),
        ("在“增强党性”方面，需要从小处照一照。", "problem", "task"),
    ],
)
def test_what_only_bears_out_or_asks_for_nothing_has_no_role(
    sentence: str, role: str, own: str | None
) -> None:
    assert role_of_sentence(sentence, role) == own


def test_a_saying_is_looked_for_with_the_role_that_it_serves() -> None:
    assert role_of_sentence("《庄子》讲：“天地与我并生。”", "significance", quotes=True) == "significance"


@pytest.mark.parametrize(
    ("paragraph", "role", "own"),
    [
        ("——必须坚持改革开放。改革是动力。", "achievement", "experience"),
        ("一年来的实践，我们深刻体会到：办好清川的事，关键在党。", "achievement", "experience"),
        ("必须坚持改革开放。改革是动力。", "task", "task"),
        ("我们深刻认识到，工作中还有不少困难和问题。", "achievement", "achievement"),
    ],
)
def test_what_was_learnt_stands_among_what_was_achieved(paragraph: str, role: str, own: str) -> None:
    assert role_inside(paragraph, role) == own


def test_headings_that_name_a_word_of_another_role() -> None:
    assert role_of_heading("适应贸易新形势，全面提高开放水平") != "situation"
    assert role_of_heading("必须批判“建设经验不够”的想法") != "experience"
    report = "现在，我代表市人民政府向大会报告工作，请予审议，并请列席会议的同志提出意见。"
    assert role_of_paragraph(report) is None


def test_roles_are_known_by_id_name_and_alias() -> None:
    found = [roles().find(word) for word in ("synergy", "协同", "合力")]
    assert [role.id if role else None for role in found] == ["synergy"] * 3


def test_the_roles_are_those_of_the_trade() -> None:
    assert [role.id for role in roles()] == [
        "salute",
        "purpose",
        "echo",
        "transit",
        "significance",
        "situation",
        "achievement",
        "experience",
        "problem",
        "cause",
        "task",
        "measure",
        "synergy",
        "implement",
        "plan",
        "study",
        "commit",
        "request",
        "basis",
        "matter",
        "attendance",
        "background",
        "course",
        "remarks",
        "closing",
    ]


def test_every_near_role_is_a_role() -> None:
    assert [near for role in roles() for near in role.near if roles().find(near) is None] == []


def test_nearness_holds_both_ways() -> None:
    assert (are_near("task", "measure"), are_near("measure", "task"), are_near("salute", "problem")) == (
        True,
        True,
        False,
    )


def test_the_kinds_are_those_of_the_contract() -> None:
    assert {kind.id: kind.name for kind in kinds()} == {
        "heading": "标题",
        "paragraph": "段",
        "point": "点",
        "sentence": "句",
        "quotation": "引语",
        "example": "案例",
        "figures": "数据",
        "parallel": "排比",
    }


@pytest.mark.parametrize(
    ("title", "lines", "genre"),
    [
        ("在全市征兵工作推进会上的讲话", (), "推进会讲话"),
        ("在全县防汛动员部署会议上的讲话", (), "动员部署会讲话"),
        ("在全市征兵工作总结表彰大会上的讲话", (), "总结表彰会讲话"),
        ("2025年度党管武装工作述职报告", (), "党管武装述职报告"),
        ("关于基层武装部建设情况的调研报告", (), "调研报告"),
        ("清川市委召开议军会议", (), "议军会议报道"),
        ("全市武装工作会议召开", (), "武装工作会议报道"),
        ("2025年工作总结", (), "工作总结"),
        ("让分队编得实拉得出", ("——鹿鸣县人民武装部",), "经验交流发言"),
        ("一篇随笔", (), "其他"),
    ],
)
def test_a_genre_is_told_by_title_or_first_lines(title: str, lines: tuple[str, ...], genre: str) -> None:
    assert genre_of(title, lines) == genre


def test_genres_are_known_by_alias() -> None:
    genre = genres().find("推进会")
    assert (genre.name if genre else None) == "推进会讲话"


def test_families_hold_genres_together() -> None:
    assert (same_family("推进会讲话", "动员部署会讲话"), same_family("推进会讲话", "通知")) == (True, False)


def test_the_shape_of_a_heading_is_its_segments() -> None:
    assert (heading_shape("压实责任链条，凝聚强大合力"), shape_text("聚焦“短板”，补齐弱项")) == (
        (6, 6),
        "4+4",
    )


@pytest.mark.parametrize(
    ("heading", "frame"),
    [
        ("在统一思想上下功夫", "在……上……"),
        ("以更高的标准抓训练", "以更……的……"),
        ("当好改革的“领头雁”", "做……的“……”"),
        ("夯实基础", ""),
    ],
)
def test_the_frame_of_a_heading(heading: str, frame: str) -> None:
    assert heading_frame(heading) == frame


def test_siblings_of_one_shape_are_parallel() -> None:
    assert judge_parallel(["压实责任链条", "凝聚工作合力", "完善运行机制"]).parallel is True


@pytest.mark.parametrize(
    ("headings", "word"),
    [
        (["压实责任", "凝聚合力，形成格局"], "分句数"),
        (["压实责任", "凝聚各方合力"], "字数"),
        (["在学上用力", "以干促变化"], "句式"),
    ],
)
def test_siblings_that_differ_say_in_what(headings: list[str], word: str) -> None:
    judged = judge_parallel(headings)
    assert (judged.parallel, [word in reason for reason in judged.reasons].count(True)) == (False, 1)


def test_an_opening_word_that_only_some_share_is_named() -> None:
    judged = judge_parallel(["强化组织领导", "强化督查问效", "锤炼过硬作风"])
    assert judged.reasons == ("有的开头重复：“强化”",)


def test_an_opening_word_that_all_share_is_no_fault() -> None:
    assert judge_parallel(["强化组织领导", "强化督查问效", "强化过硬作风"]).parallel is True


@pytest.mark.parametrize(
    ("headings", "basis"),
    [
        (["在学习上用力", "在落实上见效"], "单句，字数 6，句式“在……上……”"),
        (["压实责任链条，凝聚合力", "摸清潜力底数，严明纪律"], "2 个分句，字数 6+4"),
        (["强化领导", "强化督查"], "单句，字数 4，同以“强化”开头"),
    ],
)
def test_parallel_headings_say_what_they_share(headings: list[str], basis: str) -> None:
    assert (judge_parallel(headings).parallel, parallel_basis(headings)) == (True, basis)


def test_every_frame_can_be_told() -> None:
    examples = {
        "在……上……": "在提高站位上下功夫",
        "在……中……": "在对照检视中找准差距",
        "以……促……": "以考核促提升",
        "必须……": "必须坚持群众路线",
        "围绕“……”": "围绕“谁来干”，拧紧责任链条",
        "……，解决“……”的问题": "建强一支队伍，解决“有人干”的问题",
        "……，变……为……": "部门横向联手，变单打独斗为握指成拳",
        "……，让……": "跟踪问效强督查，让任务件件落地",
        "坚决……": "坚决完成目标任务",
    }
    assert {frame: heading_frame(heading) for frame, heading in examples.items()} == {
        frame: frame for frame in examples
    }


def test_a_report_to_a_congress_is_a_report_though_it_greets_like_a_speech() -> None:
    lines = ("同志们：", "现在，我代表中共安澜县第九届委员会向大会作报告。")
    assert genre_of("奋力谱写新的篇章", lines) == "报告"


@pytest.mark.parametrize(
    ("paragraph", "role"),
    [
        ("闻景行表示，两地要深化合作，把好事办好。", "remarks"),
        ("清川网消息（清川新闻）：闻景行23日会见清川学院代表团。", "course"),
        ("今年前4个月，全市外贸进出口额2.4亿元，同比增长6.9%。", "achievement"),
        ("沈致远、方允陪同考察。", "attendance"),
        ("会议由闻景行主持。", "attendance"),
    ],
)
def test_what_a_paragraph_of_a_report_does(paragraph: str, role: str) -> None:
    assert role_of_paragraph(paragraph) == role
