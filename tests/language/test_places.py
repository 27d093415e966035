"""Places: those of the gazetteer, in full and in short, and such as are told by their shape."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from wengao.language.gazetteer import gazetteer
from wengao.language.known import known
from wengao.language.lists import Language
from wengao.language.places import find_places
from wengao.language.words import cut, is_word

if TYPE_CHECKING:
    from wengao.language.known import Known


def found(text: str, known_names: Known | None = None) -> list[str]:
    places = find_places(text, known_names) if known_names else find_places(text)
    assert [text[place.start : place.end] for place in places] == [place.text for place in places]
    return [place.text for place in places]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("郑州入选枢纽城市，洛阳、开封紧随其后。", ["郑州", "洛阳", "开封"]),
        ("浙江诸暨县枫桥镇干部群众", ["浙江", "诸暨县", "枫桥镇"]),
        ("上海浦东新区和河北雄安新区", ["上海", "浦东新区", "河北", "雄安新区"]),
        ("香港特别行政区同胞和台湾同胞", ["香港特别行政区", "台湾"]),
        ("云南怒江州、内蒙古呼伦贝尔", ["云南", "怒江州", "内蒙古", "呼伦贝尔"]),
        ("在卢森堡举办论坛", ["卢森堡"]),
        ("郑州市区和郑州市场", ["郑州市", "郑州"]),
    ],
)
def test_the_gazetteer_tells_real_places(text: str, places: list[str]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    "text",
    [
        "我代表省人民政府，向大会报告工作。",
        "坚持房住不炒，稳住楼市股市。",
        "提高城乡居民收入，推进城乡融合。",
        "采取随机抽查的办法。",
        "改造集中山区的道路。",
        "反对文山会海，求得国泰民安。",
        "健康长寿，平安和谐，合作共赢，文化兴国运兴。",
        "打造自贸区、经开区、棚户区和产粮大县。",
        "社会保障卡跨省通用，单列市和主产省要先行。",
        "举行升警旗仪式，建立联盟，返乡创业。",
        "全市各县区、我镇、市场监管、社区治理。",
        "面向南亚东南亚，保护太湖和长江。",
        "驻镇帮镇扶村，农村低保占城镇低保的比例，沿边城镇带。",
        "财政收入百亿县、普惠县和宜居村。",
    ],
)
def test_what_only_sounds_like_a_place_is_none(text: str) -> None:
    assert found(text) == []


def test_a_short_name_that_is_a_word_needs_a_place_beside_it() -> None:
    assert found("在潼南、长寿、凉山、攀枝花等地") == ["潼南", "长寿", "凉山", "攀枝花"]
    assert found("北京延庆、福建三明等地") == ["北京", "延庆", "福建", "三明"]
    assert found("丽江古城和陕西合作") == ["丽江", "陕西"]


def test_what_runs_into_a_name_decides() -> None:
    assert found("其中山东增长5%") == ["山东"]
    assert found("河南北部地区") == ["河南"]
    assert found("上海南站") == ["上海"]
    assert found("独龙江和嘉陵江") == []
    assert found("大青山、鄂尔多斯，佛山三龙湾、惠州") == ["鄂尔多斯", "佛山", "惠州"]
    assert found("法治天津、平安天津，聊城机场新建、威海机场") == ["天津", "天津", "聊城", "威海"]
    assert found("培育曲靖省域副中心，将线路向东平移") == ["曲靖"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("安澜县、望舒区和柳溪镇作了发言", ["安澜县", "望舒区", "柳溪镇"]),
        ("在清川市和石桥街道", ["清川市", "石桥街道"]),
        ("由鹿鸣县人民武装部牵头", ["鹿鸣县"]),
        ("建成清川市第一条道路", ["清川市"]),
        ("望舒区从区直单位选派干部到石桥街道", ["望舒区", "石桥街道"]),
    ],
)
def test_invented_places_are_told_by_their_shape(text: str, places: list[str]) -> None:
    assert found(text) == places


def test_known_places_are_found_wherever_they_stand() -> None:
    assert found("开发区和望舒同时启动。") == []
    assert found("开发区和望舒同时启动。", known(places=["开发区", "望舒"])) == ["开发区", "望舒"]
    with Language({"names.toml": {"not_places": ["清川市"]}}).in_use():
        assert found("在清川市开会") == []


def test_the_gazetteer_knows_levels_and_what_lies_in_what() -> None:
    places = gazetteer()
    assert [places.names[name].level for name in ("河南", "郑州", "义乌市", "美国")] == [
        "省",
        "市",
        "县",
        "国外",
    ]
    assert [places.names[name].level for name in ("海南", "河北", "西藏", "吉林")] == ["省"] * 4
    assert {"浙江", "浙江省", "金华市"} <= places.names["义乌"].above
    assert (places.names["长寿"].shy, places.names["义乌"].shy) == (True, False)
    assert (places.place("枫桥镇"), places.place("没有镇")) != (None, None)


def test_a_cut_takes_the_likeliest_words() -> None:
    text = "集中山区"
    assert [text[one:other] for one, other in cut(text, {})] == ["集中", "山区"]
    assert (is_word("代表", rarest=8), is_word("太湖"), is_word("清川")) == (True, False, False)


@pytest.mark.parametrize("line", ["郑州", "市", "长寿、", "清川市", "中山东", "石桥街道和"])
def test_the_time_grows_with_the_length(line: str) -> None:
    find_places(line)
    short, long = (processor_seconds(line * (size // len(line))) for size in (5_000, 20_000))
    assert long < 12 * short + 0.05


def processor_seconds(text: str) -> float:
    """The least of three."""
    spent = []
    for _ in range(3):
        begun = time.process_time()
        find_places(text)
        spent.append(time.process_time() - begun)
    return min(spent)
