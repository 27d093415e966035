"""A passage of another occasion made to speak of this one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from wengao.drafts.moulds import Occasion, mould
from wengao.language.finding import find_names
from wengao.language.slots import find_slots, with_origins
from wengao.reading.from_file import read_document
from wengao.reading.models import Document, Passage, Section
from wengao.resources import sample_corpus_folder

SOURCE = Document(
    "d1",
    "a.md",
    "在2025年全市社区食堂建设推进会上的讲话",
    "推进会讲话",
    "2025-03-01",
    Section("", 0),
    level="市",
    place="清川市",
)
HERE = Occasion("养老服务", "县", "", 2026, own=frozenset({"2026年"}))


@pytest.mark.parametrize(
    ("text", "moulded"),
    [
        ("抓好社区食堂建设，要紧的是味道。", "抓好养老服务，要紧的是味道。"),
        ("抓好食堂建设，要紧的是味道。", "抓好养老服务，要紧的是味道。"),
        ("全市都要动起来。", "全县都要动起来。"),
        ("各县区要在6月底前办好。", "各乡镇要在【时限｜原：6月底前】办好。"),
        ("2025年办好36家，2024年只有12家。", "2026年办好【数字｜原：36】家，2025年只有【数字｜原：12】家。"),
        ("2019年办好第一家。", "【年份｜原：2019年】办好第一家。"),
        (
            "2025年起步，到2027年见效，2026年是攻坚年。",
            "【年份｜原：2025年】起步，到【年份｜原：2027年】见效，【年份｜原：2026年】是攻坚年。",
        ),
        ("今年再办20家。", "今年再办【数字｜原：20】家。"),
        ("鹿鸣县的做法值得学。", "【地名｜原：鹿鸣县】的做法值得学。"),
        ("由市商务局牵头。", "由【单位｜原：市商务局】牵头。"),
        ("由市食堂建设局牵头。", "由【单位｜原：市食堂建设局】牵头。"),
        ("市委常委会议军会议专题研究。", "县委常委会议军会议专题研究。"),
        ("市委十二届六次全会专题研究。", "【会议名称｜原：市委十二届六次全会】专题研究。"),
        ("按照《社区食堂建设办法》办。", "按照《社区食堂建设办法》办。"),
        ("一是把好“2025年关”。", "一是把好“2025年关”。"),
        ("空话一句。", "空话一句。"),
    ],
)
def test_what_is_known_is_exchanged_and_the_rest_keeps_the_old_words(text: str, moulded: str) -> None:
    assert mould(text, SOURCE, HERE).text == moulded


UNITS = (
    "安澜县民政局",
    "县卫健局",
    "县退役军人事务局",
    "县委组织部",
    "县委办公室",
    "东街社区服务中心",
    "西街社区服务中心",
)


@pytest.mark.parametrize(
    ("text", "moulded"),
    [
        ("由市民政局牵头，市卫健局配合。", "由安澜县民政局牵头，县卫健局配合。"),
        ("鹿鸣县退役军人事务局先走一步。", "县退役军人事务局先走一步。"),
        ("市医保局要跟上。", "【单位｜原：市医保局】要跟上。"),
        ("顾远行同志讲过，饭要热。", "林知夏同志讲过，饭要热。"),
        ("叶舟同志讲过，饭要热。", "【姓名｜原：叶舟】同志讲过，饭要热。"),
    ],
)
def test_the_units_and_the_leader_of_the_draft_take_the_place_of_the_sources(text: str, moulded: str) -> None:
    here = replace(HERE, units=UNITS, leader="林知夏")
    assert mould(text, replace(SOURCE, speaker="顾远行"), here).text == moulded


@pytest.mark.parametrize(
    ("topic", "moulded"),
    [
        ("养老服务", "武装部长带着民兵逐户走访，台账一月一清。".replace("武装部长", "【主题词｜原：武装部长】").replace("民兵", "【主题词｜原：民兵】")),
        ("征兵", "武装部长带着民兵逐户走访，台账一月一清。"),
        ("优化大局", "【主题词｜原：武装部长】带着【主题词｜原：民兵】逐户走访，台账一月一清。"),
    ],
)  # fmt: skip
def test_words_of_the_sources_field_alone_are_left_to_be_seen(topic: str, moulded: str) -> None:
    source = replace(SOURCE, title="在全市民兵整组工作推进会上的讲话")
    text = "武装部长带着民兵逐户走访，台账一月一清。"
    assert mould(text, source, replace(HERE, topic=topic)).text == moulded


MOBILISATION = replace(SOURCE, title="在2025年全市基层国防动员规范化建设工作推进会上的讲话")


@pytest.mark.parametrize(
    ("text", "moulded"),
    [
        ("各村要全部明确国防动员联络员。", "各村要全部明确养老服务联络员。"),
        ("各县区要把国防动员工作摆上日程。", "各乡镇要把养老服务工作摆上日程。"),
        ("国防动员体制改革之后，基层怎么接，要想清楚。", "【主题词｜原：国防动员】体制改革之后，基层怎么接，要想清楚。"),
        ("去年建成国防动员联络点。", "去年建成【主题词｜原：国防动员】联络点。"),
        ("抓养老服务，要像抓国防动员那样用力。", "抓养老服务，要像抓【主题词｜原：国防动员】那样用力。"),
    ],
)  # fmt: skip
def test_the_name_of_the_work_is_exchanged_in_orders_alone(text: str, moulded: str) -> None:
    assert mould(text, MOBILISATION, HERE).text == moulded


@pytest.mark.parametrize(
    ("lead", "text", "moulded"),
    [
        ("市民政局", "由市国动办牵头，市财政局配合。", "由市民政局牵头，【单位｜原：市财政局】配合。"),
        ("县民政局", "由市国动办牵头。", "由【单位｜原：市国动办】牵头。"),
        ("", "由市国动办牵头。", "由【单位｜原：市国动办】牵头。"),
    ],
)
def test_the_unit_that_leads_takes_the_place_of_the_one_of_the_sources_field(
    lead: str, text: str, moulded: str
) -> None:
    assert mould(text, MOBILISATION, replace(HERE, lead=lead)).text == moulded


@pytest.mark.parametrize("text", ["市委抓县委，县委抓乡镇党委。", "市委与乡镇党委层层签订责任书。"])
def test_levels_that_a_text_tells_apart_stay(text: str) -> None:
    assert mould(text, SOURCE, HERE).text == text


def test_what_holds_for_the_draft_too_is_left() -> None:
    occasion = replace(HERE, own=frozenset({"鹿鸣县"}))
    assert mould("鹿鸣县的做法值得学。", SOURCE, occasion).text == "鹿鸣县的做法值得学。"


def test_the_sources_own_place_gives_way_to_the_drafts() -> None:
    assert mould("清川市的食客多。", SOURCE, replace(HERE, place="望川市")).text == "望川市的食客多。"


def test_on_the_same_topic_its_words_stay() -> None:
    text = "抓好社区食堂建设，办好食堂。"
    assert mould(text, SOURCE, replace(HERE, topic="社区食堂建设")).text == text


def test_words_of_the_other_topic_that_stand_alone_become_slots() -> None:
    source = replace(SOURCE, title="在全市基层武装部规范化建设推进会上的讲话")
    assert mould("不能看成武装部一家的事。", source, HERE).text == "不能看成【主题词｜原：武装部】一家的事。"


def test_what_was_exchanged_and_what_became_a_slot_is_told() -> None:
    made = mould("全市社区食堂建设投入300万元。", SOURCE, HERE)
    assert made.exchanged == (("全市", "全县"), ("社区食堂建设", "养老服务"))
    assert made.facts == ("300万元",)


def test_a_mould_is_not_moulded_again() -> None:
    text = "【时限】前办好36家。"
    assert mould(text, SOURCE, HERE).text == text


@cache
def sample_passages() -> tuple[tuple[Passage, Document], ...]:
    found: list[tuple[Passage, Document]] = []
    for file in sorted(Path(sample_corpus_folder()).iterdir()):
        read = read_document(file, file.name)
        found += [(passage, read.document) for passage in read.passages if passage.kind == "paragraph"]
    return tuple(found)


def test_the_old_words_of_every_sample_are_kept_beside_their_slots() -> None:
    """With no topic, level or year of another draft nothing is exchanged: the slots alone hold all that changed."""
    lost = [
        passage.text
        for passage, document in sample_passages()
        if with_origins(mould(passage.text, document, Occasion()).text) != passage.text
    ]
    assert lost == []


def test_no_slot_begins_or_ends_inside_a_name_of_any_sample() -> None:
    """A slot takes whole names only, so that no word is cut: 采取随【地名】 cannot be."""
    cut: list[str] = []
    for passage, document in sample_passages():
        made = mould(passage.text, document, Occasion())
        origins = [slot.origin for slot in find_slots(made.text) if slot.origin]
        names = {name.text for name in find_names(passage.text)}
        cut += [
            origin
            for origin in origins
            if not any(
                origin in name and (origin == name or name.startswith(origin) or name.endswith(origin))
                for name in names
            )
        ]
    assert cut == []
