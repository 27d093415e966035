"""What a document says of itself: meeting, place, level, post, and where each was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.reading.models import Document
from wengao.reading.raw import Block
from wengao.reading.structure.organs_and_posts import (
    meeting_in_opening,
    meeting_in_title,
    organ_of_post,
    post_in_title,
    post_of,
    session_in,
)
from wengao.reading.structure.sections import SourceHints, build_document

from ..material import SPEECH


def document(text: str, hints: SourceHints | None = None, name: str = "稿.txt") -> Document:
    blocks = [Block(line) for line in text.split("\n")]
    return build_document(blocks, hints or SourceHints(), f"corpus/{name}", Path(name))


@pytest.mark.parametrize(
    ("title", "meeting"),
    [
        ("在全市民兵训练基地建设推进会上的讲话", "全市民兵训练基地建设推进会"),
        ("在清川市第六届人民代表大会第三次会议上的报告", "清川市第六届人民代表大会第三次会议"),
        ("全市信访问题源头治理现场会在望舒区召开", "全市信访问题源头治理现场会"),
        ("关于沧溪河步道工程的市政府专题会议纪要", "市政府专题会议"),
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
    "line",
    [
        "五年来，全委会召开了七次全会，办成了大事。",
        "这是历史上召开的一次十分重要的大会。",
        "会议要求抓好落实。",
    ],
)
def test_a_meeting_that_is_only_told_of_is_not_the_one_at_hand(line: str) -> None:
    assert meeting_in_opening([line]) == ""


def test_the_session_at_which_a_report_was_given() -> None:
    lines = ["——2025年1月13日在清川市第六届人民代表大会第三次会议上", "各位代表："]
    assert (session_in(lines), session_in(lines[1:])) == ("清川市第六届人民代表大会第三次会议", "")


@pytest.mark.parametrize(
    ("speaker", "post"),
    [
        ("市委常委 沈致远", "市委常委"),
        ("安澜县委书记、县人武部党委第一书记", "安澜县委书记、县人武部党委第一书记"),
        ("记者林秋月", ""),
        ("鹿鸣县人民政府", ""),
    ],
)
def test_posts(speaker: str, post: str) -> None:
    assert post_of(speaker) == post


def test_the_post_in_a_title() -> None:
    assert (post_in_title("述职报告（河湾镇党委书记）"), post_in_title("工作总结（试行）")) == (
        "河湾镇党委书记",
        "",
    )


@pytest.mark.parametrize(
    ("post", "organ"),
    [
        ("安澜县委书记、县人武部党委第一书记", "安澜县委"),
        ("清川市退役军人事务局党组书记、局长", "清川市退役军人事务局"),
        ("安澜县河湾镇党委书记", "安澜县河湾镇党委"),
        ("石桥街道党工委书记", "石桥街道党工委"),
        ("市委常委、清川军分区政委", "清川军分区"),
        ("市委副书记、市长", ""),
        ("副市长、市征兵工作领导小组组长", ""),
    ],
)
def test_the_organ_in_a_post(post: str, organ: str) -> None:
    assert organ_of_post(post) == organ


def test_an_organ_without_its_place_is_better_than_none() -> None:
    assert (organ_of_post("市教育局局长"), organ_of_post("市教育局局长", nameless=True)) == ("", "市教育局")


def test_a_report_on_duties_has_the_organ_of_its_post_and_no_meeting() -> None:
    text = "述职报告\n（2025年1月8日）\n安澜县河湾镇党委书记　霍春耕\n各位领导，同志们：\n一年来，先后召开议军会议两次，办成实事十件。"
    found = document(text)
    assert (found.organ, found.found["organ"], found.place, found.level, found.meeting) == (
        "安澜县河湾镇党委", "职务", "安澜县河湾镇", "乡", "",
    )  # fmt: skip
    named = document(
        "各位领导，同志们：\n一年来，我抓了三件事，现报告如下。", name="述职报告（市教育局局长）.txt"
    )
    assert (named.organ, named.found["organ"], named.post, named.level) == (
        "市教育局",
        "标题",
        "市教育局局长",
        "市",
    )


def test_a_news_report_names_its_meeting_in_the_first_lines() -> None:
    found = document("清川市委召开议军会议\n7月22日，清川市委召开议军会议，研究民兵训练基地建设。")
    assert (found.meeting, found.found["meeting"]) == ("议军会议", "开头几段")


def test_what_the_file_declares_goes_before_what_is_found() -> None:
    declared = {
        "place": "鹿鸣县石门镇",
        "level": "全乡",
        "meeting": "党委会",
        "post": "镇长",
        "organ": "石门镇党委",
    }
    found = document(SPEECH, SourceHints(metadata=declared))
    assert (found.place, found.level, found.meeting, found.post, found.organ) == (
        "鹿鸣县石门镇", "乡", "党委会", "镇长", "石门镇党委",
    )  # fmt: skip
    assert {found.found[field] for field in declared} == {"文件自带信息"}


def test_what_a_title_is_about_is_not_who_speaks() -> None:
    found = document(
        "关于将柳溪镇排水管网列入补助计划的请示\n清川市人民政府：\n柳溪镇管网年久失修，恳请列入计划。\n特此请示。\n安澜县人民政府\n2024年5月20日"
    )
    assert (found.level, found.found["level"], found.place, found.found["place"]) == (
        "县",
        "落款",
        "安澜县",
        "落款",
    )


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


def test_where_the_genre_was_found() -> None:
    news = document("清川市强化练兵备战\n3月18日，清川市召开民兵训练工作会议，部署全年任务。")
    unknown = document("家门口的事\n这里只有一句话，看不出是什么。")
    assert document(SPEECH).found["genre"] == "标题"
    assert (news.genre, news.found.get("genre")) == ("会议新闻", "开头几段")
    assert (unknown.genre, unknown.found.get("genre")) == ("其他", None)


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


def test_the_day_a_page_was_put_out_gives_way_to_the_date_of_the_text() -> None:
    published = SourceHints(metadata={"published": "2025-04-02 08:00"})
    dated = document(SPEECH, published)
    undated = document("清川市强化练兵备战\n3月18日，清川市召开民兵训练工作会议，部署全年任务。", published)
    assert (dated.date, dated.found["date"]) == (document(SPEECH).date, "文首")
    assert (undated.date, undated.found["date"]) == ("2025-04-02", "发布时间")


@pytest.mark.parametrize(
    ("opening", "level"),
    [
        ("国家主席方允近日在安徽考察时强调，要抓好落实。", "中央"),
        ("方允总书记强调，安徽要抓好落实。", "省"),
        ("今天，市委召开议军会议，传达学习国家主席方允重要讲话精神。", "市"),
    ],
)
def test_leaders_of_the_state_speak_for_it_wherever_they_are(opening: str, level: str) -> None:
    assert document(f"奋力谱写新的篇章\n{opening}").level == level


def test_a_decree_is_named_after_what_it_puts_into_force_where_the_page_is() -> None:
    text = (
        "清川市人民政府令\n第12号\n现公布《清川市民兵工作条例》。\n清川市民兵工作条例\n第一条　制定本条例。"
    )
    assert document(text, SourceHints("清川市民兵工作条例")).title == "清川市民兵工作条例"
    assert document(text, SourceHints("清川网")).title.startswith("清川市人民政府令")


def test_a_title_made_of_the_text_is_said_to_be_from_there() -> None:
    assert document("会议要求抓好落实，各单位照办。", name="1.txt").found["title"] == "开头几段"


def test_who_stands_below_the_date_speaks_though_the_press_goes_before() -> None:
    text = (
        "清川市市长闻景行18日出席论坛并发表讲话。讲话全文如下：\n携手同行\n（2025年3月18日，清川）\n"
        "清川市市长　闻景行\n女士们、先生们：\n很高兴来到这里。"
    )
    spoken = document(text, SourceHints("闻景行在论坛上的讲话"))
    assert (spoken.title, spoken.date, spoken.speaker) == (
        "闻景行在论坛上的讲话",
        "2025-03-18",
        "清川市市长 闻景行",
    )
    signed = document("清川市要抓好落实，各单位照办。\n（2025年3月18日）\n请抓好落实。")
    assert signed.speaker == ""


@pytest.mark.parametrize(
    ("first", "level"),
    [
        ("第一条　省、市、县都要遵守，乡镇配合。", ""),
        ("第一条　国务院有关部门和县级以上政府都要遵守。", "中央"),
    ],
)
def test_rules_do_not_take_their_level_from_whom_they_bind(first: str, level: str) -> None:
    assert document(f"民兵工作条例\n{first}").level == level
