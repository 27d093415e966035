"""What stands behind a text: attachments with their titles, and what a notice puts out."""

from __future__ import annotations

from pathlib import Path

from wengao.reading.models import Document
from wengao.reading.passages import document_lines, passages_of
from wengao.reading.raw import Block
from wengao.reading.structure.attached import attachment_mark, with_titles
from wengao.reading.structure.sections import SourceHints, build_document

TEXT = "去年，全市上下齐心协力，完成了各项任务，主要指标好于预期，群众满意度稳步提高，为今后打下了坚实基础。"


def document(*lines: str) -> Document:
    return build_document([Block(line) for line in lines], SourceHints(), "a.txt", Path("a.txt"))


def headings(found: Document) -> list[tuple[int, str]]:
    return [(section.level, section.heading) for section in found.root.walk()][1:]


def joined(*lines: str) -> list[str]:
    return [block.text for block in with_titles([Block(line) for line in lines])]


def test_the_title_of_an_attachment_belongs_to_its_heading() -> None:
    assert joined(TEXT, "附件1", "清川市城区老旧小区改造", "工作领导小组成员名单", TEXT) == [
        TEXT, "附件1　清川市城区老旧小区改造工作领导小组成员名单", TEXT,
    ]  # fmt: skip
    assert joined(TEXT, "附件：", "委员会组建方案", TEXT)[1] == "附件　委员会组建方案"
    assert (
        joined(TEXT, "附件", "清川机场协调", "委 员 会 组 建 方 案", TEXT)[1]
        == "附件　清川机场协调委员会组建方案"
    )


def test_a_title_that_the_text_announces_needs_no_word_that_ends_one() -> None:
    lines = ("附件：1.全市大督查发现的典型经验做法", "2.清川机场建设（试行）", "清川市人民政府", TEXT)
    attached = ("附件1", "全市大督查发现的", "典型经验做法", TEXT, "附件2", "清川机场建设", "（试行）", TEXT)
    assert joined(TEXT, *lines, *attached)[5:] == [
        "附件1　全市大督查发现的典型经验做法", TEXT, "附件2　清川机场建设（试行）", TEXT,
    ]  # fmt: skip
    assert joined(TEXT, *attached)[1:3] == ["附件1", "全市大督查发现的"]


def test_a_line_below_an_attachment_that_ends_as_no_title_stays() -> None:
    lines = [TEXT, "附件1", "张三　水利局局长", TEXT]
    assert joined(*lines) == lines
    lines = [TEXT, "附件1", "请各单位按时报送。", TEXT]
    assert joined(*lines) == lines


def test_what_is_attached_says_so_in_its_places() -> None:
    found = document(
        "关于征兵的通知", TEXT, "附件1", "任务分配表", TEXT, "一、分配原则", TEXT, "附件2　名词解释", TEXT
    )
    assert [line.place for line in document_lines(found)] == [
        "开头第1段", "附件1标题", "附件1第1段", "附件1一标题", "附件1一第1段", "附件2标题", "附件2第1段",
    ]  # fmt: skip
    assert [attachment_mark(text) for text in ("附 件 2：", "名词解释", "附件要求")] == [
        "附件2",
        "名词解释",
        "",
    ]


def test_what_a_notice_puts_out_is_a_section_with_its_own_below() -> None:
    found = document(
        "关于印发两个文件的通知",
        "《清川市节水若干政策》《清川市节水行动计划（2025—2027年）》已经市政府同意，现印发给你们，请认真抓好落实。",
        "清川市人民政府办公室", "2025年3月18日",
        "清川市节水若干政策", TEXT, "一、支持节水改造", TEXT, "二、组织实施", TEXT,
        "清川市节水行动计划", "（2025—2027年）", TEXT, "一、总体要求", TEXT, "二、重点任务", TEXT,
    )  # fmt: skip
    assert headings(found) == [
        (1, "清川市节水若干政策"), (2, "支持节水改造"), (2, "组织实施"),
        (1, "清川市节水行动计划（2025—2027年）"), (2, "总体要求"), (2, "重点任务"),
    ]  # fmt: skip
    assert found.signature == ("清川市人民政府办公室", "2025年3月18日")
    assert [child.role for child in found.root.children] == [None, None]
    assert found.root.children[0].children[1].role == "implement"
    assert {line.place for line in document_lines(found)} >= {"第一部分二第1段", "第二部分一标题"}
    law = document("关于印发办法的通知", "现将《清川市数据管理办法》印发给你们，请照此执行，并把执行中的情况及时报告给市政府办公室。",
                   "清川市数据管理办法", "第一章　总则", "第一条　为了管理数据，制定本办法。")  # fmt: skip
    assert "第一部分第一章第1段" in {line.place for line in document_lines(law)}


def test_names_in_a_list_and_signatures_have_no_role() -> None:
    found = document(
        "关于成立专班的通知", TEXT, "清川市人民政府", "2025年3月9日", "附件1", "水利局方案", "一、组织保障", TEXT,
        "组　长：沈致远　副市长", "方　允　水利局局长", "清川市水利局", "二〇二五年三月八日", "附件2", "交通局方案", TEXT,
    )  # fmt: skip
    inside = [(line.text, line.role) for line in document_lines(found) if line.place.startswith("附件1一")]
    assert inside[1:] == [
        (TEXT, "implement"), ("组　长：沈致远　副市长", None), ("方　允　水利局局长", None),
        ("清川市水利局", None), ("二〇二五年三月八日", None),
    ]  # fmt: skip


def test_what_is_numbered_within_articles_is_no_heading() -> None:
    found = document(
        "清川市河道管理规定", "第一章　总则", "第一条　为了加强河道管理，制定本规定。", "第二章　保障措施",
        "第二条　警戒分为以下阶段：", "（一）一般阶段是指水位有下列情形：", "1．水位上涨；", "2．预报有雨。",
        "（二）紧急阶段是指水位有下列情形：", "1．水位超过警戒线；", "2．堤防出现险情。", "第三条　各级应当值守。",
        "第三章　附则", "第四条　本规定自公布之日起施行。",
    )  # fmt: skip
    assert headings(found) == [(1, "总则"), (1, "保障措施"), (1, "附则")]
    assert {line.role for line in document_lines(found)} == {None}


def test_stories_of_a_bulletin_have_no_role_but_what_is_told_has() -> None:
    lines = [
        Block("清川新闻联播", 1), Block("新闻摘要", 2), Block("1.清川3月18日举行征兵工作会议；"),
        Block("详细新闻", 2), Block("沈致远强调压实责任抓好落实", 3),
        Block("清川日报消息（清川新闻）：3月18日，清川市召开会议部署征兵工作。"),
        Block("沈致远指出，要抓好落实。"), Block("方允、林秋月等参加会议。"),
    ]  # fmt: skip
    found = build_document(lines, SourceHints(), "a.md", Path("a.md"))
    assert [line.role for line in document_lines(found)] == [
        None, None, None, None, "course", "remarks", "attendance",
    ]  # fmt: skip
    report = document(
        "清川市召开教育大会", TEXT, "一、汇聚各方合力，营造尊师氛围", TEXT, "二、压实工作责任", TEXT
    )
    assert [child.role for child in report.root.children] == ["synergy", "implement"]


def test_a_conclusion_in_the_midst_of_a_speech_is_no_ending() -> None:
    lines = ["在会上的讲话", "总之，" + TEXT, *[TEXT] * 6, "总之，我们的目标一定能够达到。"]
    roles = [passage.role for passage in passages_of(document(*lines)) if passage.text.startswith("总之，")]
    assert (roles[0], roles[-1]) == (None, "closing")


def test_boxes_of_a_plan_are_headings() -> None:
    found = document(
        "清川市节水行动计划",
        "一、重点任务",
        "（一）改造管网。" + TEXT,
        "专栏1　管网改造工程",
        TEXT,
        "（二）推广器具。" + TEXT,
    )
    assert headings(found) == [(1, "重点任务"), (2, "改造管网"), (4, "专栏1　管网改造工程"), (2, "推广器具")]


def test_a_paper_that_prints_a_speech_is_not_its_organ() -> None:
    head = ["在全市人才大会上的讲话", "来源：清川日报", "同志们：", TEXT]
    assert (document(*head).genre, document(*head).organ) == ("讲话", "")
    assert document("全市人才大会召开", "来源：清川日报", TEXT).organ == "清川日报"


def test_who_reports_may_stand_before_his_post() -> None:
    found = document(
        "2025年清川市政府工作报告",
        "——2025年1月15日沈致远市长在清川市第六届人民代表大会第三次会议的政府工作报告",
        "各位代表：",
        TEXT,
    )
    assert (found.speaker, found.date, found.meeting) == (
        "市长 沈致远", "2025-01-15", "清川市第六届人民代表大会第三次会议",
    )  # fmt: skip


def test_a_chapter_and_its_first_article_may_share_a_line() -> None:
    found = document(
        "清川市数据管理办法", "第一章　总则　　第一条　为了管理数据，制定本办法。", "第二条　数据属于国家。",
        "第二章　目录管理　　第三条　目录是共享、开放的依据。", "第四条　各级应当编目。",
    )  # fmt: skip
    assert headings(found) == [(1, "总则"), (1, "目录管理")]
    assert found.root.children[1].paragraphs[0] == "第三条　目录是共享、开放的依据。"


def test_what_stands_right_above_an_article_heads_it() -> None:
    found = document(
        "关于担保制度的解释", "一、关于担保物权", "第一条　担保物权依法设立。", "（一）不动产抵押", "第二条　以不动产抵押的，应当登记：",
        "（一）有房屋的；", "（二）有土地的。", "（二）动产质押", "第三条　质押自交付时设立。",
    )  # fmt: skip
    assert headings(found) == [(1, "关于担保物权"), (2, "不动产抵押"), (2, "动产质押")]


def test_a_bulletin_has_no_meeting_and_no_level_of_its_own() -> None:
    lines = ["《新闻联播》（20250318）", "1.省委召开全省征兵工作会议；", "2.全市双拥工作大会举行。", TEXT]
    found = document(*lines)
    assert (found.genre, found.meeting, found.level) == ("新闻稿", "", "")


def test_what_is_passed_on_without_marks_of_a_book_is_one_title() -> None:
    lines = (
        "各县区林业局：",
        "现将省林业局关于做好护林工作的通知转发给你们，请结合实际认真贯彻执行，落实情况及时报告。",
        "清川市林业局",
        "2026年3月18日",
        "关于做好护林",
        "工作的通知",
        "各市林业局：",
    )
    assert joined(*lines) == [*lines[:4], "关于做好护林工作的通知", lines[-1]]
