"""The finder of names: everything at once, units and meetings, and what of it has to change."""

from __future__ import annotations

import pytest

from wengao.language.finding import apart, find_in_lines, find_names
from wengao.language.known import known
from wengao.language.lists import Language
from wengao.language.meetings import find_meetings
from wengao.language.organs import find_organs, is_office
from wengao.language.places import find_places


@pytest.mark.parametrize(
    ("text", "organs"),
    [
        (
            "党中央、国务院出台政策，教育部和国家发展改革委部署",
            ["党中央", "国务院", "教育部", "国家发展改革委"],
        ),
        ("是省委正确领导的结果，是省人大、省政协和社会各界支持的结果", ["省委", "省人大", "省政协"]),
        ("时任浙江省委书记", ["浙江省委"]),
        ("我代表省人民政府，向人民解放军、武警部队官兵致敬", ["省人民政府", "人民解放军", "武警部队"]),
        (
            "省政府行政复议办公室、省发展改革委、省工商联等部门",
            ["省政府行政复议办公室", "省发展改革委", "省工商联"],
        ),
        ("成立中央全面依法治国领导小组", ["中央全面依法治国领导小组"]),
        ("安澜县人武部和市教育局配合，司法厅出台", ["安澜县人武部", "市教育局", "司法厅"]),
        ("组建广西农商联合银行，支持郑州大学", ["广西农商联合银行", "郑州大学"]),
        ("自治区党委、自治区人民政府", ["自治区党委", "自治区人民政府"]),
    ],
)
def test_organs_are_told_by_what_their_names_are_made_of(text: str, organs: list[str]) -> None:
    assert [organ.text for organ in find_organs(text)] == organs


@pytest.mark.parametrize(
    "text",
    [
        "形成工作格局，顾全大局，优化布局。",
        "各级党委和政府要压实责任，各地各部门要落实。",
        "教育部门要部署，财政部分承担，市委托第三方。",
        "支持人大、政协和法院、检察院依法履职。",
        "推动厅局长坐诊，人民政府为人民。",
        "建设高水平大学、县级医院和国有大型商业银行。",
        "集中办公，晋升国家一级博物馆，建国家公立医院。",
    ],
)
def test_what_only_sounds_like_an_organ_is_none(text: str) -> None:
    assert find_organs(text) == ()


def test_an_office_is_of_its_place_and_an_institution_is_not() -> None:
    assert (is_office("安澜县人武部"), is_office("市教育局"), is_office("郑州大学")) == (True, True, False)


def test_organs_of_the_centre_and_of_a_mere_level_are_shared() -> None:
    shared = {one.text: one.shared for one in find_organs("党中央、省委、浙江省委、市教育局")}
    assert shared == {"党中央": True, "省委": True, "浙江省委": False, "市教育局": False}


@pytest.mark.parametrize(
    ("text", "meetings"),
    [
        (
            "认真贯彻党的二十大和二十届二中、三中全会及中央经济工作会议精神",
            ["党的二十大", "二十届二中、三中全会", "中央经济工作会议"],
        ),
        ("按照省委十一届六次、七次全会部署", ["省委十一届六次、七次全会"]),
        ("成功举办第二届良渚论坛", ["第二届良渚论坛"]),
        ("出席全市征兵工作会议", ["全市征兵工作会议"]),
        ("在十四届全国人大三次会议上", ["十四届全国人大三次会议"]),
        ("主持召开国务院常务会议", ["国务院常务会议"]),
        ("举办京津冀党政主要领导座谈会", ["京津冀党政主要领导座谈会"]),
        ("认真贯彻全国对口支援新疆工作会议精神", ["全国对口支援新疆工作会议"]),
        ("中共十八大以来", ["中共十八大"]),
    ],
)
def test_meetings_are_told_by_what_opens_and_ends_them(text: str, meetings: list[str]) -> None:
    named = (*find_places(text), *find_organs(text))
    assert [meeting.text for meeting in find_meetings(text, named=named)] == meetings


@pytest.mark.parametrize(
    "text",
    [
        "这次会议开得很好，会上传达了精神。",
        "发挥联席会议制度作用，向大会报告工作。",
        "坚持人民代表大会制度，开好座谈会。",
        "实施十大攻坚战、三大行动和六大工程。",
    ],
)
def test_what_only_sounds_like_a_meeting_is_none(text: str) -> None:
    assert find_meetings(text) == ()


def test_names_may_stand_in_each_other() -> None:
    text = "安澜县人武部书记周望川在2025年3月18日征集320名。"
    assert [(name.kind, name.text) for name in find_names(text)] == [
        ("post", "安澜县人武部书记"),
        ("unit", "安澜县人武部"),
        ("place", "安澜县"),
        ("person", "周望川"),
        ("date", "2025年3月18日"),
        ("figure", "320名"),
    ]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("安澜县人武部牵头", [("place", "安澜县")]),
        ("郑州大学牵头", [("unit", "郑州大学")]),
        ("清川市2025年征兵工作会议", [("place", "清川市"), ("year", "2025年"), ("meeting", "征兵工作会议")]),
        ("按照省委十一届八次全会部署", [("meeting", "省委十一届八次全会")]),
        ("市教育局的张明同志", [("unit", "市教育局"), ("person", "张明")]),
    ],
)
def test_what_has_to_change_is_taken_apart(text: str, parts: list[tuple[str, str]]) -> None:
    assert [(name.kind, name.text) for name in apart(find_names(text))] == parts


def test_who_was_told_once_is_found_in_other_lines_too() -> None:
    first, second = find_in_lines(["市长林知夏出席。", "林知夏强调，要抓实。"])
    assert [name.text for name in (*first, *second) if name.kind == "person"] == ["林知夏", "林知夏"]


def test_a_unit_may_add_what_its_organs_are_made_of() -> None:
    text = "市营商环境局和市数算中心配合"
    assert find_organs(text) == ()
    with Language({"organs.toml": {"departments": ["营商环境"], "bodies": ["数算中心"]}}).in_use():
        assert [organ.text for organ in find_organs(text)] == ["市营商环境局", "市数算中心"]


def test_names_that_are_known_or_listed_are_found() -> None:
    text = "望舒与砺剑行动指挥中心和清川论坛周同步。"
    own = known(places=["望舒"], units=["砺剑行动指挥中心"], meetings=["清川论坛周"])
    kinds = [(name.kind, name.text) for name in find_names(text, own)]
    assert kinds == [("place", "望舒"), ("unit", "砺剑行动指挥中心"), ("meeting", "清川论坛周")]
    with Language({"names.toml": {"units": ["砺剑行动指挥中心"]}}).in_use():
        assert ("unit", "砺剑行动指挥中心") in [(name.kind, name.text) for name in find_names(text)]
