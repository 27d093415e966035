"""The head of a document: title, date, speaker, organ."""

from __future__ import annotations

import pytest

from wengao.reading.raw import Block
from wengao.reading.structure.title_block import TitleBlock, read_title_block


def head(*lines: str, hint: str = "") -> TitleBlock:
    return read_title_block([Block(line) for line in (*lines, "同志们：", "今天召开会议，很有必要。")], hint)


def test_title_date_and_speaker() -> None:
    found = head("在全市推进会上的讲话", "（2025年5月15日）", "市委常委、军分区政委　沈致远")
    assert found == TitleBlock(
        "在全市推进会上的讲话", "2025-05-15", speaker="市委常委、军分区政委 沈致远", length=3
    )


def test_title_and_organ() -> None:
    found = head("让民兵分队拉得出顶得上", "——鹿鸣县人民武装部", "（2025年11月12日）")
    assert (found.title, found.organ, found.date) == (
        "让民兵分队拉得出顶得上",
        "鹿鸣县人民武装部",
        "2025-11-12",
    )


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("在全市民兵训练基地建设推进会上的", "讲话"), "在全市民兵训练基地建设推进会上的讲话"),
        (("市政府办公室关于推进", "基层基础建设的意见"), "市政府办公室关于推进基层基础建设的意见"),
        (
            ("清川市人民政府对市五届人大", "四次会议第2996号建议的答复"),
            "清川市人民政府对市五届人大四次会议第2996号建议的答复",
        ),
        (("扛牢政治责任", "——在全市推进会上的讲话"), "扛牢政治责任——在全市推进会上的讲话"),
        (("扛牢政治责任", "在全市推进会上的讲话"), "扛牢政治责任——在全市推进会上的讲话"),
        (("市委召开议军会议", "研究部署后备力量建设工作"), "市委召开议军会议 研究部署后备力量建设工作"),
        (("2025年清川市政府工作报告", "政府工作报告"), "2025年清川市政府工作报告"),
        (
            ("市委召开议军会议强调", "扛牢政治责任", "建强后备力量", "闻景行主持"),
            "市委召开议军会议强调 扛牢政治责任 建强后备力量",
        ),
    ],
)
def test_titles_of_several_lines(lines: tuple[str, ...], title: str) -> None:
    assert head(*lines).title == title


def test_the_title_of_an_answer_below_the_card_of_its_index() -> None:
    found = head(
        "发文机关： | 清川市人民政府",
        "清川市人民政府对市五届人大",
        "四次会议第2996号建议的答复",
        "清政函〔2025〕7号",
    )
    assert found.title == "清川市人民政府对市五届人大四次会议第2996号建议的答复"


def test_dates_in_chinese_numerals() -> None:
    assert head("关于开展点验的通知", "二〇二五年十二月二十日").date == "2025-12-20"


def test_the_occasion_gives_the_date_and_stays_in_the_text() -> None:
    found = head(
        "2025年清川市政府工作报告", "——2025年1月13日在市第五届人民代表大会第三次会议上", "市长　闻景行"
    )
    assert (found.title, found.date, found.speaker) == (
        "2025年清川市政府工作报告",
        "2025-01-13",
        "市长 闻景行",
    )
    assert found.kept == ["——2025年1月13日在市第五届人民代表大会第三次会议上"]


@pytest.mark.parametrize(
    ("line", "speaker"),
    [
        (
            "——2025年1月14日清川市人民政府市长闻景行在市第六届人民代表大会第三次会议上的讲话",
            "清川市人民政府市长 闻景行",
        ),
        ("——2025年1月14日市长 闻景行在市第六届人民代表大会第三次会议上", "市长 闻景行"),
        ("——2025年1月14日在市第六届人民代表大会第三次会议上", ""),
    ],
)
def test_the_occasion_names_who_spoke(line: str, speaker: str) -> None:
    assert head("2025年清川市政府工作报告", line).speaker == speaker


def test_names_of_several_parts() -> None:
    assert head("政府工作报告", "县长　艾力江·买买提").speaker == "县长 艾力江·买买提"


def test_when_it_was_adopted_is_no_part_of_the_title() -> None:
    adopted = "（2024年3月11日清川市第五届人民代表大会第二次会议通过）"
    found = head("关于政府工作报告的决议", adopted)
    assert (found.title, found.date, found.kept) == ("关于政府工作报告的决议", "2024-03-11", [adopted])


def test_a_title_about_papers_is_no_letterhead() -> None:
    found = head("清川市人民政府办公室关于全面推行规范性文件", "合法性审核机制的指导意见")
    assert (found.title, found.organ) == (
        "清川市人民政府办公室关于全面推行规范性文件合法性审核机制的指导意见",
        "",
    )


def test_labelled_lines() -> None:
    found = head("民兵整组经验", "来源 ： 清川日报", "发布时间：2025-03-18 09:30")
    assert (found.source, found.date) == ("清川日报", "2025-03-18")


def test_organs_that_sign_together_are_set_apart() -> None:
    assert head("关于加强保障的通知", "清川市人民政府　清川军分区").organ == "清川市人民政府、清川军分区"


def test_the_formats_own_title_joins_the_broken_lines() -> None:
    found = head("关于有效发挥基金作用支持", "小微企业的意见", hint="关于有效发挥基金作用支持小微企业的意见")
    assert (found.title, found.kept) == ("关于有效发挥基金作用支持小微企业的意见", [])


def test_a_foreign_hint_does_not_replace_the_title() -> None:
    assert head("在全市推进会上的讲话", hint="清川市政府网").title == "在全市推进会上的讲话"


def test_no_head_at_all() -> None:
    assert head(hint="通讯一则") == TitleBlock("通讯一则")


def test_a_date_may_stand_with_its_place() -> None:
    found = head("在合作论坛开幕式上的致辞", "（2025年7月25日，清川）", "市长　闻景行")
    assert (found.title, found.date, found.speaker) == (
        "在合作论坛开幕式上的致辞",
        "2025-07-25",
        "市长 闻景行",
    )


@pytest.mark.parametrize(("line", "speaker"), [("沈致远", "沈致远"), ("方　允", "方允"), ("讨论稿", "")])
def test_a_name_below_a_speech_is_its_speaker(line: str, speaker: str) -> None:
    assert head("在全市推进会上的讲话", "（2025年5月15日）", line).speaker == speaker


@pytest.mark.parametrize(
    ("lines", "date"),
    [
        (("2025年5月20日清川市人民代表大会常务委员会第九次会议通过",), "2025-05-20"),
        (("2025年5月20日常务委员会会议通过", "2025年6月1日常务委员会公布", "2025年7月1日施行"), "2025-06-01"),
        (
            (
                "2013年5月20日常务委员会会议通过",
                "2025年6月3日常务委员会会议《关于修改〈清川市民兵工作条例〉的决定》修正并经2025年6月30日上级人民代表大会常务委员会批准",
            ),
            "2025-06-30",
        ),
        (("（2025年3月1日）", "2013年5月20日常务委员会会议通过"), "2025-03-01"),
    ],
)
def test_a_law_is_dated_by_the_latest_of_its_lines(lines: tuple[str, ...], date: str) -> None:
    found = head("清川市民兵工作条例", *lines)
    assert (found.title, found.date) == ("清川市民兵工作条例", date)
