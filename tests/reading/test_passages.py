"""Passages: kinds, places, roles, ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.reading.models import Passage
from wengao.reading.passages import passages_of
from wengao.reading.raw import GAP, Block
from wengao.reading.structure.sections import SourceHints, build_document

from .material import SPEECH


def passages(text: str) -> tuple[Passage, ...]:
    blocks = [Block(line) for line in text.split("\n")]
    return passages_of(build_document(blocks, SourceHints(), "corpus/稿.txt", Path("稿.txt")))


def of_kind(kind: str, text: str) -> list[str]:
    return [passage.text for passage in passages(text) if passage.kind == kind]


def paragraph(text: str) -> str:
    return f"在会上的讲话\n同志们：\n{text}"


def test_headings_carry_no_number() -> None:
    assert of_kind("heading", SPEECH)[:3] == [
        "深刻认识基地建设的重大意义",
        "这是练兵备战的必然要求",
        "这是服务群众的现实需要",
    ]


def test_places_and_heading_paths() -> None:
    found = {
        passage.text: passage for passage in passages(SPEECH) if passage.kind in ("heading", "paragraph")
    }
    places = {text[:6]: passage.place for text, passage in found.items()}
    assert places["同志们："] == "开头第1段"
    assert places["今天，我们召"] == "开头第2段"
    assert places["深刻认识基地"] == "一标题"
    assert places["抓好规划选址"] == "二（一）标题"
    assert places["总的要求是三"] == "二第1段"
    assert places["比如，鹿鸣县"] == "二（二）第1段"
    assert places["同志们，基地"] == "结尾第1段"
    assert found["抓好规划选址"].heading_path == ("二、准确把握基地建设的重点任务",)


def test_offsets_point_at_the_text() -> None:
    found = passages(SPEECH)
    paragraphs = {
        passage.paragraph: passage.text for passage in found if passage.kind in ("paragraph", "heading")
    }
    assert all(
        paragraphs[passage.paragraph][passage.start : passage.end] == passage.text for passage in found
    )


def test_ordinals_count_up_with_the_text() -> None:
    found = passages(SPEECH)
    assert [passage.ordinal for passage in found] == list(range(len(found)))
    assert [passage.paragraph for passage in found] == sorted(passage.paragraph for passage in found)


def test_roles_of_opening_sections_and_closing() -> None:
    roles = {passage.text[:6]: passage.role for passage in passages(SPEECH) if passage.kind == "paragraph"}
    assert roles["同志们："] == "salute"
    assert roles["比如，鹿鸣县"] == "task"
    assert roles["同志们，基地"] == "closing"


def test_ids_are_stable_and_tell_repetitions_apart() -> None:
    assert [passage.id for passage in passages(SPEECH)] == [passage.id for passage in passages(SPEECH)]
    repeated = passages(paragraph("各位代表，要抓好落实。\n各位代表，要抓好落实。"))
    ids = [passage.id for passage in repeated]
    assert len(set(ids)) == len(ids)
    assert all(len(one) == 12 and int(one, 16) >= 0 for one in ids)


def test_an_id_survives_text_inserted_before_it() -> None:
    before = {passage.text: passage.id for passage in passages(SPEECH)}
    after = {
        passage.text: passage.id
        for passage in passages(SPEECH.replace("同志们：\n", "同志们：\n插入一段，说明情况。\n"))
    }
    assert {text: one for text, one in after.items() if text in before} == before


def test_sentences_of_a_paragraph_of_one_are_not_repeated() -> None:
    assert of_kind("sentence", paragraph("各级要抓好落实，确保见效。")) == []
    assert of_kind("sentence", paragraph("各级要抓好落实。确保工作见到成效。")) == [
        "各级要抓好落实。",
        "确保工作见到成效。",
    ]


def test_points_of_a_chain() -> None:
    assert of_kind("point", SPEECH) == [
        "一是突出实战。训练内容要贴近任务。",
        "二是突出共用。一处场地多家使用。",
        "三是突出安全。距离居民区不少于500米。",
    ]


def test_points_that_are_paragraphs_of_their_own() -> None:
    text = paragraph(
        "会议强调，一要提高站位。认识要到位。\n二要聚焦主业。任务要落实。\n三要强化保障。\n会议还研究了其他事项。"
    )
    assert of_kind("point", text) == [
        "一要提高站位。认识要到位。",
        "二要聚焦主业。任务要落实。",
        "三要强化保障。",
    ]


def test_chained_examples_are_points_as_well() -> None:
    text = paragraph(
        "要抓典型。比如，柳溪镇建了应急连；还比如，石桥街道建了志愿队；再比如，望舒区建了物资库。"
    )
    examples = ["比如，柳溪镇建了应急连", "还比如，石桥街道建了志愿队", "再比如，望舒区建了物资库。"]
    assert of_kind("example", text) == examples
    assert of_kind("point", text) == examples


def test_a_single_example_is_no_point() -> None:
    text = paragraph("要抓典型。比如，柳溪镇建了应急连，拉得出、用得上。要抓落实。")
    assert of_kind("point", text) == []


@pytest.mark.parametrize(
    ("text", "quotation"),
    [
        (
            "做事要看长远，“不积跬步，无以至千里”（《荀子·劝学》）。要抓好。",
            "做事要看长远，“不积跬步，无以至千里”（《荀子·劝学》）。",
        ),
        ("“安不忘危，存不忘亡”，国防动员是大事。要抓好。", "“安不忘危，存不忘亡”，国防动员是大事。"),
        (
            "《左传》有言：“居安思危，有备无患。”时刻都要准备着。要抓好。",
            "《左传》有言：“居安思危，有备无患。”时刻都要准备着。",
        ),
        ("常言道，“兵马未动，粮草先行”。保障要靠前。", "常言道，“兵马未动，粮草先行”。"),
    ],
)
def test_quotations(text: str, quotation: str) -> None:
    assert of_kind("quotation", paragraph(text)) == [quotation]


@pytest.mark.parametrize(
    "text",
    [
        "要打通“最后一公里”，推动工作落地。",
        "落实关于“让军人成为全社会尊崇的职业”的要求。",
        "“一人参军、全家光荣”“军人优先”成为风尚。",
        "抓好“军事机关提需求、党委政府抓保障”模式。",
        "“以科技支撑盘活数据，增信赋能服务基层”典型做法获通报表扬。",
    ],
)
def test_names_and_slogans_are_no_quotations(text: str) -> None:
    assert of_kind("quotation", paragraph(text)) == []


def test_an_example_with_a_headline_goes_on_to_the_next() -> None:
    text = (
        "要抓实。比如，严格制度落实。围绕职责落实议军制度。"
        "还比如，抓好考核评价，以清单推动各项任务落地，确保只加强不削弱。我们要坚持。"
    )
    assert of_kind("example", paragraph(text)) == [
        "比如，严格制度落实。围绕职责落实议军制度。",
        "还比如，抓好考核评价，以清单推动各项任务落地，确保只加强不削弱。",
    ]


def test_examples_set_apart_by_semicolons() -> None:
    text = "要抓实。比如，区委三次专题议军，解决7个问题；还比如，领导带头授课；再比如，社区建成微阵地。"
    assert of_kind("example", paragraph(text)) == [
        "比如，区委三次专题议军，解决7个问题",
        "还比如，领导带头授课",
        "再比如，社区建成微阵地。",
    ]


def test_an_example_ends_with_its_point() -> None:
    text = "一是抓联动。例如，某县定期会商。二是抓参与。要发动群众。"
    assert of_kind("example", paragraph(text)) == ["例如，某县定期会商。"]


def test_sentences_with_two_figures() -> None:
    assert of_kind("figures", SPEECH) == ["去年汛期，柳溪镇组织民兵320名转移群众1860人。"]


@pytest.mark.parametrize(
    "text",
    [
        "各级要压实责任，以钉钉子精神抓落实、以绣花功夫抓管理、以铁的纪律抓作风。",
        "让官兵不为后路担心、不为后院分心、不为后代忧心、不为生活烦心。",
        "要学在深处，谋在新处，干在实处，走在前列。",
        "坚持党管武装，铸牢军魂；坚持实战标准，锻造尖兵；坚持军地协同，凝聚合力。",
    ],
)
def test_parallel_groups(text: str) -> None:
    assert of_kind("parallel", paragraph(text)) == [text]


@pytest.mark.parametrize(
    "text",
    [
        "市教育局、市财政局、市公安局、市民政局要配合。",
        "安澜县石桥街道、望舒区柳溪街道、鹿鸣县松涛街道参加。",
        "完成12个、完成13个、完成14个。",
    ],
)
def test_lists_of_names_are_no_parallels(text: str) -> None:
    assert of_kind("parallel", paragraph(text)) == []


def test_half_sentences_beside_a_gap_are_never_offered() -> None:
    text = paragraph(
        f"形势逼人。时不我待。规范化不足，影响了任{GAP}于实现协调发展意义重大。各级要重视。各级要落实。"
    )
    found = passages(text)
    assert [passage.text for passage in found if passage.kind == "paragraph"] == [
        "同志们：",
        "形势逼人。时不我待。",
        "各级要重视。各级要落实。",
    ]
    assert all(GAP not in passage.text and "影响了任" not in passage.text for passage in found)
    assert all("于实现" not in passage.text for passage in found)


def test_a_gap_alone_gives_nothing() -> None:
    assert [passage.text for passage in passages(paragraph(GAP))] == ["同志们："]


def test_a_remark_and_the_articles_of_a_law_have_no_role() -> None:
    notice = "关于落实整改任务的通知\n一、压实工作责任\n各级要把整改抓在手上、落到实处，一项一项销号。\n（此件公开发布）"
    assert [passage.role for passage in passages(notice) if passage.text == "（此件公开发布）"] == [None]
    law = "议案处理规定\n第一条　为了做好议案处理工作，制定本规定。\n第二条　议案由会议审议，会议审议前可以撤回。\n第三条　本规定自公布之日起施行。"
    assert {passage.role for passage in passages(law) if passage.kind == "paragraph"} <= {None, "background"}


def test_what_closes_a_document_stands_before_its_attachments() -> None:
    text = (
        "在推进会上的讲话\n一、压实工作责任\n各级要把整改抓在手上、落到实处，一项一项销号，一级一级负责到底。\n"
        "让我们团结一心，奋力谱写新的篇章！\n附件1\n任务分工，各单位照此办理，一一对应，不得遗漏，按月报送进展情况。"
    )
    assert [passage.text for passage in passages(text) if passage.role == "closing"][:1] == [
        "让我们团结一心，奋力谱写新的篇章！"
    ]


def test_who_took_part_is_told_apart_from_the_last_section() -> None:
    text = "教育大会召开\n一、汇聚各方合力\n各级要把教育抓在手上、落到实处，一项一项销号。\n市委领导，各学校校长和教师代表，共680人参加会议。"
    assert [passage.role for passage in passages(text) if "680人" in passage.text] == ["attendance"]
