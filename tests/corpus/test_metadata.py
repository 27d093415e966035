"""What a document says of itself: meeting, place, level, post, and where each was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.corpus.metadata import (
    dateline_place,
    level_of,
    meeting_in_opening,
    meeting_in_title,
    place_of,
    post_of,
)
from wengao.corpus.models import Document
from wengao.corpus.raw import Block
from wengao.corpus.structure import SourceHints, build_document

from .material import SPEECH


def document(text: str, hints: SourceHints | None = None, name: str = "稿.txt") -> Document:
    blocks = [Block(line) for line in text.split("\n")]
    return build_document(blocks, hints or SourceHints(), f"corpus/{name}", Path(name))


@pytest.mark.parametrize(
    ("title", "meeting"),
    [
        ("在全市民兵训练基地建设推进会上的讲话", "全市民兵训练基地建设推进会"),
        ("在清川市第六届人民代表大会第三次会议上的报告", "清川市第六届人民代表大会第三次会议"),
        ("全市信访问题源头治理现场会在望舒区召开", "全市信访问题源头治理现场会"),
        ("清川市2025年征兵工作总结", ""),
    ],
)
def test_the_meeting_in_a_title(title: str, meeting: str) -> None:
    assert meeting_in_title(title) == meeting


def test_the_meeting_in_the_first_lines() -> None:
    assert (
        meeting_in_opening(["同志们：", "今天，我们召开全市征兵工作会议，主要任务是部署工作。"])
        == "全市征兵工作会议"
    )


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("国务院办公厅关于节假日安排的通知", "中央"),
        ("在全市推进会上的讲话", "市"),
        ("清川市望舒区石桥街道", "乡"),
        ("安澜县委召开议军会议", "县"),
        ("内蒙古自治区政府工作报告", "省"),
        ("重庆市政府工作报告", "省"),
        ("加强社区建设和园区服务", ""),
        ("打造全市场服务体系", ""),
    ],
)
def test_the_level_at_which_a_text_speaks(text: str, level: str) -> None:
    assert level_of([text]) == level


def test_the_first_telling_text_decides_the_level() -> None:
    assert level_of(["关于调查的报告", "鹿鸣县武装部", "清川市"]) == "县"


def test_places() -> None:
    assert [
        place_of(text)
        for text in ("清川市2025年征兵工作总结", "2025年重庆市政府工作报告", "在全市推进会上的讲话")
    ] == [
        "清川市",
        "重庆市",
        "",
    ]
    assert dateline_place(["新华社清川3月18日电 记者获悉"]) == "清川"


def test_posts() -> None:
    assert [post_of(speaker) for speaker in ("市委常委 沈致远", "记者林秋月")] == ["市委常委", ""]


def test_each_value_tells_where_it_was_found() -> None:
    found = document(SPEECH)
    assert {name: found.found[name] for name in ("title", "date", "speaker", "meeting", "level")} == {
        "title": "文首",
        "date": "文首",
        "speaker": "文首",
        "meeting": "标题",
        "level": "标题",
    }
    declared = document(SPEECH, SourceHints(metadata={"date": "2024-06-01", "organ": "清川日报"}))
    assert (declared.found["date"], declared.found["organ"]) == ("文件自带信息", "文件自带信息")
    named = document("会议要求抓好落实，各单位照办。", name="2025-03-18 关于征兵的讲话.txt")
    assert (named.date, named.found["date"], named.found["title"]) == ("2025-03-18", "文件名", "文件名")


def test_the_red_head_of_an_official_document_is_its_organ() -> None:
    found = document(
        "清川市人民政府文件\n特急\n清政发〔2025〕3号\n关于做好征兵工作的通知\n各县区人民政府：\n请认真贯彻执行，抓好落实。"
    )
    assert (found.title, found.organ, found.genre) == ("关于做好征兵工作的通知", "清川市人民政府", "通知")


def test_the_sentence_before_a_report_says_when_and_who() -> None:
    found = document(
        "2025年清川市政府工作报告\n来源：清川日报\n2025年1月13日在清川市第六届人民代表大会第三次会议上清川市市长闻景行作政府工作报告。"
        "\n各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议。"
    )
    assert (found.date, found.speaker, found.post, found.meeting) == (
        "2025-01-13",
        "清川市市长 闻景行",
        "清川市市长",
        "清川市第六届人民代表大会第三次会议",
    )
