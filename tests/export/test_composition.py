"""What is printed of a draft, in which order and in which style."""

from __future__ import annotations

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.errors import InputError
from wengao.export.composition import compose
from wengao.export.layout import load_layout
from wengao.export.particulars import particulars_of
from wengao.export.printed import Blank, Paragraph, Printed, Table, Title

FRONT = "---\nfields: {speaker: 陆怀章, organ: 清川市人民政府, date: 2026-03-18}\n---\n"


def printed(text: str, layout: str = "speech") -> tuple[Printed, ...]:
    draft = parse_draft(text)
    return compose(draft, load_layout(layout), particulars_of(draft))


def named(text: str, layout: str = "speech") -> list[tuple[str, str]]:
    """Style (or kind) and text of each printed block."""
    return [
        (block.style if isinstance(block, Paragraph) else type(block).__name__, block.text)
        for block in printed(text, layout)
    ]


def test_a_speech_from_title_to_text() -> None:
    text = f"{FRONT}# 在推进会上的讲话\n\n同志们：\n\n正文。\n"
    assert named(text) == [
        ("Title", "在推进会上的讲话"),
        ("byline", "陆怀章"),
        ("date", "（2026年3月18日）"),
        ("Blank", ""),
        ("salutation", "同志们："),
        ("body", "正文。"),
    ]


def test_the_headings_of_an_attachment_are_numbered_anew() -> None:
    text = "# 通知\n\n## 甲\n\n## 乙\n\n# 附件1 办法\n\n## 丙\n\n### 丁\n\n# 附件2 名单\n\n## 戊\n"
    headings = [
        block.text for block in printed(text) if isinstance(block, Paragraph) and "heading" in block.style
    ]
    assert headings == ["一、甲", "二、乙", "一、丙", "（一）丁", "一、戊"]


NOTICE = "# 关于印发《清川市护林方案》的通知\n\n各县区：\n\n现将《清川市护林方案》印发给你们。\n\n"


@pytest.mark.parametrize(
    ("behind", "opening"),
    [
        ("# 清川市护林方案\n\n护好每棵树。\n", ["清川市护林方案"]),
        ("# 清川市护林方案\n\n护好每棵树。\n\n# 附件 名单\n\n名单。\n", ["清川市护林方案", "附件", "名单"]),
        ("# 名单\n\n名单。\n\n# 图纸\n\n图纸。\n", ["附件1", "名单", "附件2", "图纸"]),
    ],
)
def test_what_a_notice_puts_out_stands_without_the_mark_of_an_attachment(
    behind: str, opening: list[str]
) -> None:
    text = f"---\ngenre: 通知\n---\n{NOTICE}{behind}"
    found = [text for style, text in named(text, "gb9704") if style in ("Title", "attachment")]
    assert found[1:] == opening


@pytest.mark.parametrize(
    ("fields", "listed"),
    [
        ("", "附件：清川市护林方案\n\n"),
        ("", "附件：1.清川市护林方案\n\n2.名单\n\n"),
        ("fields: {attachments: [清川市护林方案]}\n", ""),
    ],
)
def test_what_is_listed_as_an_attachment_keeps_its_mark(fields: str, listed: str) -> None:
    main = "# 关于做好护林工作的通知\n\n各县区：\n\n请照市里印发的《清川市护林方案》抓好落实。\n\n"
    text = f"---\ngenre: 通知\n{fields}---\n{main}{listed}# 清川市护林方案\n\n护好每棵树。\n"
    found = [text for style, text in named(text, "gb9704") if style in ("Title", "attachment")]
    assert found[1:] == ["附件", "清川市护林方案"]


@pytest.mark.parametrize(
    ("title", "text", "heading"),
    [
        ("关于转发省林业局关于做好护林工作的通知的通知", "请认真执行。", "关于做好护林工作的通知"),
        (
            "关于转发护林通知的通知",
            "现将《关于做好护林工作的通知》转发给你们。",
            "省林业局关于做好护林工作的通知",
        ),
        (
            "关于转发护林通知的通知",
            "现将省林业局关于做好护林工作的通知转发给你们。",
            "省林业局关于做好护林工作的通知",
        ),
    ],
)
def test_a_paper_that_is_passed_on_may_leave_its_organ_out(title: str, text: str, heading: str) -> None:
    source = f"---\ngenre: 通知\n---\n# {title}\n\n{text}\n\n# {heading}\n\n护好每棵树。\n"
    found = [text for style, text in named(source, "gb9704") if style in ("Title", "attachment")]
    assert "".join(found[1:]).replace("\n", "") == heading


@pytest.mark.parametrize("title", ["关于印发清川市护林方案的通知", "关于印发//清川市护林方案的通知"])
def test_a_title_names_what_is_put_out_without_marks_of_a_book(title: str) -> None:
    text = f"---\ngenre: 通知\n---\n# {title}\n\n现将方案印发给你们。\n\n# 清川市护林方案\n\n护好每棵树。\n"
    found = [text for style, text in named(text, "gb9704") if style in ("Title", "attachment")]
    assert found[1:] == ["清川市护林方案"]


@pytest.mark.parametrize(
    ("paragraph", "heading", "font"),
    [
        ("（一）加强领导。各单位主要负责同志亲自抓。", "（一）加强领导。", "kai"),
        ("（十二）压实责任，严格考核。各单位要落实。", "（十二）压实责任，严格考核。", "kai"),
        ("一、总体要求。全年办好三件事。", "一、总体要求。", "hei"),
        ("1.摸清底数。各县区月底前报数。", "1.摸清底数。", "fang"),
        ("（一）**加强领导**。各单位要抓。", "（一）加强领导。", "kai"),
    ],
)
def test_a_heading_that_opens_its_paragraph_is_set_in_the_font_of_its_level(
    paragraph: str, heading: str, font: str
) -> None:
    [block] = [
        one
        for one in printed(f"# 通知\n\n各县：\n\n{paragraph}\n")
        if isinstance(one, Paragraph) and one.style == "body"
    ]
    layout = load_layout("speech")
    wanted = {
        "hei": layout.styles.heading1.font,
        "kai": layout.styles.heading2.font,
        "fang": layout.styles.heading3.font,
    }
    assert "".join(piece.text for piece in block.pieces if piece.font == wanted[font]) == heading
    assert block.text == paragraph.replace("*", "")


@pytest.mark.parametrize(
    "paragraph",
    [
        "（一）各单位要把责任压实到人，把措施落实到点，把时限明确到天，月底前全部办结。其余照旧。",
        "（一）加强领导。",
        "（一）加强领导：各单位要抓。",
        "2026.5亿元已经到位。其余照旧。",
        "3.5万人参加。其余照旧。",
        "一是加强领导。各单位要抓。",
    ],
)
def test_a_paragraph_without_a_heading_of_its_own_is_body_text(paragraph: str) -> None:
    [block] = [
        one
        for one in printed(f"# 通知\n\n各县：\n\n{paragraph}\n")
        if isinstance(one, Paragraph) and one.style == "body"
    ]
    assert {piece.font for piece in block.pieces} == {""}


def test_lines_without_a_value_are_left_out() -> None:
    assert named("# 讲话\n\n正文。\n") == [("Title", "讲话"), ("Blank", ""), ("body", "正文。")]


def test_a_report_names_the_organ_first() -> None:
    assert [style for style, _ in named(f"{FRONT}# 述职报告\n", "report")] == [
        "Title",
        "byline",
        "byline",
        "date",
        "Blank",
    ]


@pytest.mark.parametrize(
    ("date", "line"),
    [
        ("2026-03-18", "（2026年3月18日）"),
        ("'2026-03'", "（2026年3月）"),
        ("2026年3月18日", "（2026年3月18日）"),
        ("'2026'", "（2026年）"),
        ("【日期】", "（【日期】）"),
    ],
)
def test_dates_as_they_are_printed(date: str, line: str) -> None:
    assert ("date", line) in named(f"---\nfields: {{date: {date}}}\n---\n# 讲话\n")


def test_what_is_passed_goes_before_the_fields() -> None:
    draft = parse_draft(f"{FRONT}# 讲话\n")
    particulars = particulars_of(draft, speaker="林秋月", date="2026-04-01")
    assert (particulars.speaker, particulars.date) == ("林秋月", "2026年4月1日")


def test_numbers_follow_the_tree() -> None:
    text = "# 题\n## 甲\n### 乙\n#### 丙\n##### 丁\n###### 戊\n##### 己\n#### 庚\n### 辛\n## 壬\n"
    assert named(text)[2:] == [
        ("heading1", "一、甲"),
        ("heading2", "（一）乙"),
        ("heading3", "1.丙"),
        ("heading4", "（1）丁"),
        ("heading4", "戊"),
        ("heading4", "（2）己"),
        ("heading3", "2.庚"),
        ("heading2", "（二）辛"),
        ("heading1", "二、壬"),
    ]


def test_untitled_parts_and_empty_headings_print_their_text_only() -> None:
    text = "# 题\n## 甲\n一。\n## 结尾 {.untitled}\n二。\n##\n三。\n## 乙\n"
    assert named(text)[2:] == [
        ("heading1", "一、甲"),
        ("body", "一。"),
        ("body", "二。"),
        ("body", "三。"),
        ("heading1", "二、乙"),
    ]


def test_attributes_guidance_and_marks_of_notes_are_not_printed() -> None:
    text = "# 题\n## 甲[^s1] {role=task goal=900}\n<!-- 提示：写什么 -->\n一。[^s2]\n\n[^s1]: 出处\n"
    assert named(text)[2:] == [("heading1", "一、甲"), ("body", "一。")]


def test_only_what_opens_the_text_is_a_salutation() -> None:
    text = "# 题\n\n各位领导，同志们：\n\n今年的目标是：\n"
    assert named(text)[2:] == [("salutation", "各位领导，同志们："), ("body", "今年的目标是：")]
    assert named("# 题\n\n刚才说过。现在：\n")[2:] == [("body", "刚才说过。现在：")]
    assert named("# 题\n## 甲\n一点：\n")[2:] == [("heading1", "一、甲"), ("body", "一点：")]


def test_text_before_the_title_keeps_its_place() -> None:
    assert named("前文。\n# 题\n")[:2] == [("body", "前文。"), ("Title", "题")]


def test_a_draft_without_a_title() -> None:
    assert named(f"{FRONT}正文。\n") == [("body", "正文。")]


def test_a_subtitle_has_its_own_line() -> None:
    blocks = printed("# 扛牢主责 干在实处——2025年度述职报告\n")
    assert blocks[0] == Title(("扛牢主责　干在实处",))
    assert blocks[1].text == "——2025年度述职报告"


def test_a_second_title_opens_a_page_and_repeats_no_names() -> None:
    blocks = printed(f"{FRONT}# 讲话\n正文。\n# 附件\n后文。\n")
    assert blocks[5:] == (Title(("附件",), new_page=True), Blank(), blocks[-1])


def test_lists_quotations_and_tables() -> None:
    blocks = printed("# 题\n- 甲\n  - 乙\n1. 丙\n> 引\n\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n")
    assert [(one.style, one.text, one.left) for one in blocks if isinstance(one, Paragraph)] == [
        ("body", "——甲", 0),
        ("body", "——乙", 2),
        ("body", "1.丙", 0),
        ("quote", "引", 0),
    ]
    assert isinstance(blocks[-1], Table)
    assert blocks[-1].text == "甲乙\n12"


def test_places_and_notes_for_the_sources() -> None:
    text = (
        "# 题\n起。[^a]\n## 甲[^b]\n一。\n二。[^c]\n### 乙\n[^x]\n三。\n[^d]\n## 尾 {.untitled}\n四。[^e]\n"
    )
    assert [(one.place, one.notes) for one in printed(text) if isinstance(one, Paragraph) and one.notes] == [
        ("开头第1段", ("a",)),
        ("一标题", ("b",)),
        ("一第2段", ("c",)),
        ("一（一）第1段", ("d",)),
        ("“尾”第1段", ("e",)),
    ]


def test_the_signature_in_the_text_is_set_as_one() -> None:
    blocks = printed("# 述职报告\n请予评议。\n\n述职人：林秋月\n2026年1月9日\n", "report")
    assert [(one.style, one.left, one.right) for one in blocks[-2:] if isinstance(one, Paragraph)] == [
        ("signature", 0, 2),
        ("signature", 21, None),
    ]
    assert isinstance(blocks[-3], Blank)


def test_an_official_document_is_signed_from_its_fields() -> None:
    assert named(f"{FRONT}# 通知\n特此通知。\n", "gb9704")[-3:] == [
        ("Blank", ""),
        ("signature", "清川市人民政府"),
        ("signature", "2026年3月18日"),
    ]


def test_attachments_stand_apart_with_their_numbers_under_one_another() -> None:
    text = f"{FRONT}# 通知\n特此通知。\n\n附件：1.清单\n\n2.说明\n"
    blocks = printed(text, "gb9704")
    assert [(block.text, getattr(block, "left", None)) for block in blocks[2:6]] == [
        ("特此通知。", 0),
        ("", None),
        ("附件：1.清单", 6),
        ("2.说明", 6),
    ]


def test_a_paragraph_about_attachments_is_left_alone() -> None:
    text = "# 通知\n附件：清单见后，请遵照执行。\n\n特此通知。\n"
    assert [style for style, _ in named(text, "gb9704")] == ["Title", "Blank", "body", "body"]


def test_an_official_document_is_not_signed_twice() -> None:
    text = f"{FRONT}# 通知\n特此通知。\n\n清川市人民政府\n2026年3月18日\n"
    assert [style for style, _ in named(text, "gb9704")].count("signature") == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("# 题\n## 甲\n一。\n见![图](a.png)。\n", "一第2段"),
        ("# 题\n## 甲![图](a.png)\n", "一标题"),
        ("# 题\n| 甲 |\n|--|\n| ![图](a.png) |\n|乙|\n", "开头第1段"),
    ],
)
def test_a_picture_beside_text_is_refused_with_its_place(text: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        printed(text)
    assert caught.value.message == f"{place}的图片夹在文字里，导出 Word 放不下"
    assert "单独占一行" in caught.value.remedy
