"""Several places speak for what a document is: who wins, why, and when that is doubtful."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.reading.models import Document
from wengao.reading.raw import Block
from wengao.reading.structure.organs_and_posts import organ_in_title, organ_of_adoption, press_in_opening
from wengao.reading.structure.sections import SourceHints, build_document
from wengao.reading.votes import Vote, doubt, elected, told, votes_from, votes_text, winner


def document(text: str, path: str = "corpus/稿.txt", hints: SourceHints | None = None) -> Document:
    blocks = [Block(line) for line in text.split("\n")]
    return build_document(blocks, hints or SourceHints(), path, Path(path))


def test_places_that_agree_are_believed_more_than_one_that_is_trusted_more() -> None:
    votes = [
        Vote("2025-03-19", "落款", 0.88),
        Vote("2025-03-18", "开头几段", 0.75),
        Vote("2025-03", "标题", 0.61),
        Vote("2025-03-18", "文件名", 0.62),
    ]
    assert winner("date", votes) == ("2025-03-18", "开头几段")


def test_a_title_is_worded_by_the_most_trusted_place() -> None:
    votes = [Vote("清川市召开议军会议", "文首", 0.85), Vote("召开议军会议", "文件名", 0.5)]
    assert (winner("title", votes), told("title", votes)) == (
        ("清川市召开议军会议", "文首"),
        "文首（92%）；召开议军会议：文件名（92%）",
    )


def test_what_is_hardly_believed_is_only_suggested() -> None:
    votes = [Vote("2023-06", "文中最晚的日期", 0.2)]
    found = doubt("date", "", votes)
    assert winner("date", votes) == ("", "")
    assert found is not None
    assert (found.reason, found.suggestion) == ("只有文中最晚的日期提到", "2023-06")


def test_places_that_disagree_make_a_value_doubtful() -> None:
    votes = [Vote("通知", "标题结尾", 0.95), Vote("方案", "文件名", 0.6), Vote("方案", "文件夹名", 0.45)]
    found = doubt("genre", "通知", votes)
    assert found is not None
    assert (found.reason, found.suggestion) == ("标题结尾与文件名、文件夹名说法不一", "方案")


def test_one_weak_place_alone_makes_a_value_doubtful() -> None:
    found = doubt("genre", "活动报道", [Vote("活动报道", "开头几段", 0.5)])
    assert found is not None
    assert (found.reason, found.suggestion) == ("只凭开头几段", "活动报道")


def test_a_sure_value_is_not_doubtful() -> None:
    assert doubt("genre", "通知", [Vote("通知", "标题结尾", 0.95), Vote("报告", "开头几段", 0.5)]) is None


def test_a_genre_that_nothing_tells_is_doubtful() -> None:
    found = doubt("genre", "其他", [])
    assert found is not None
    assert found.reason == "哪一处都看不出文种"


def test_votes_come_back_from_the_library() -> None:
    votes = {"genre": elected("genre", [Vote("通知", "标题结尾", 0.95), Vote("报告", "开头几段", 0.5)])}
    assert votes_from(votes_text(votes)) == votes


@pytest.mark.parametrize(
    ("title", "organ"),
    [
        ("清川市人民政府关于加强防汛工作的通知", "清川市人民政府"),
        ("国务院办公厅转发教育部关于办好内地班有关问题请示的通知", "国务院办公厅"),
        ("石门县水利局对县十届人大四次会议第12号建议的答复", "石门县水利局"),
        ("2025年西藏政府工作报告", "西藏自治区人民政府"),
        ("2025年黑龙江省政府工作报告", "黑龙江省人民政府"),
        ("2010年中华人民共和国国务院政府工作报告", "国务院"),
        ("第十届全国人民代表大会第五次会议关于政府工作报告的决议", "第十届全国人民代表大会第五次会议"),
        ("关于加强防汛工作的通知", ""),
        ("政府工作报告", ""),
        ("坚持统一领导关于加强党的建设的思考", ""),
    ],
)
def test_the_organ_in_a_title(title: str, organ: str) -> None:
    assert organ_in_title(title) == organ


@pytest.mark.parametrize(
    ("line", "organ"),
    [
        (
            "2017年1月24日 清川市第十四届人民代表大会常务委员会第三十九次会议通过",
            "清川市人民代表大会常务委员会",
        ),
        ("1999年10月7日 中华人民共和国国务院令第273号发布", "国务院"),
        ("（2021年3月11日第七届全国人民代表大会第四次会议修正）", "全国人民代表大会"),
        ("2019年11月12日 最高人民法院审判委员会第1781次会议通过", "最高人民法院"),
        ("最高人民法院发布", "最高人民法院"),
        ("2020年1月1日 施行", ""),
    ],
)
def test_the_organ_that_passed_a_law(line: str, organ: str) -> None:
    assert organ_of_adoption([line]) == organ


@pytest.mark.parametrize(
    ("line", "press"),
    [
        ("新华社清川3月18日电（记者林秋月）全市会议今天召开。", "新华社"),
        ("央视网消息（新闻联播）：今天是节后首个工作日。", "央视网"),
        ("清川日报讯 3月18日，全市会议召开。", "清川日报"),
        ("本报讯（记者林秋月）3月18日，全市会议召开。", ""),
        ("新华社是国家通讯社。", ""),
    ],
)
def test_the_press_in_a_dateline(line: str, press: str) -> None:
    assert press_in_opening([line]) == press


def test_who_issued_a_document_counts_more_than_who_printed_it() -> None:
    found = document(
        "2025年黑龙江省政府工作报告\n来源：清川新闻网\n2025年1月13日在黑龙江省第十四届人民代表大会第三次会议上\n省长　闻景行\n"
        "各位代表：\n现在，我代表省人民政府向大会报告工作，请予审议。"
    )
    assert (found.organ, found.found["organ"]) == ("黑龙江省人民政府", "标题")
    assert [vote.value for vote in found.votes["organ"]][-1] == "清川新闻网"


def test_news_come_from_who_printed_them() -> None:
    found = document("三夏时节农事忙\n来源：清川日报\n今年小麦长势良好，各地抢抓农时。")
    assert (found.organ, found.found["organ"]) == ("清川日报", "来源")


def test_a_clipping_is_news_by_its_dateline() -> None:
    found = document("三夏时节农事忙\n本报讯（记者林秋月）今年小麦长势良好，各地抢抓农时。")
    assert (found.genre, found.found["genre"]) == ("新闻稿", "开头用语")


def test_the_last_line_tells_a_request() -> None:
    found = document("防汛物资\n因今年汛情偏重，现有物资不足，拟增购冲锋舟十艘。\n妥否，请批示。")
    assert (found.genre, found.found["genre"]) == ("请示", "结尾用语")


def test_a_folder_named_after_a_genre_speaks_for_it() -> None:
    found = document("我的收获\n这一周收获很多。", "corpus/心得体会/2024/张某.txt")
    assert (found.genre, found.found["genre"]) == ("心得体会", "文件夹名")


def test_a_second_line_joins_no_title_that_the_file_marks_as_one() -> None:
    blocks = [Block("婚礼影像资料丢失的赔偿", 0), Block("消费者权益保护典型案例"), Block("一、基本案情", 1)]
    found = build_document(blocks, SourceHints(), "a.md", Path("a.md"))
    assert (found.title, found.root.paragraphs, found.genre) == (
        "婚礼影像资料丢失的赔偿",
        ("消费者权益保护典型案例",),
        "典型案例",
    )


def test_a_long_headline_follows_its_shoulder() -> None:
    found = document(
        "闻景行在全市宣传思想工作会议上强调\n举旗帜聚民心育新人兴文化展形象 更好完成新形势下宣传思想工作使命任务\n"
        "沈致远主持\n8月21日，全市宣传思想工作会议召开。"
    )
    assert found.title == (
        "闻景行在全市宣传思想工作会议上强调 举旗帜聚民心育新人兴文化展形象 更好完成新形势下宣传思想工作使命任务"
    )


@pytest.mark.parametrize(
    ("text", "title", "genre", "organ", "speaker"),
    [
        ("学习报告的心得体会\n石门镇党政办 林秋月\n近日，我认真学习了报告，深受启发。", "学习报告的心得体会", "心得体会", "石门镇党政办", "林秋月"),
        ("一名驻村干部的三本账\n——记石门镇柳溪村第一书记方允\n清晨六点，喇叭准时响起。", "一名驻村干部的三本账——记石门镇柳溪村第一书记方允", "新闻稿", "", ""),
        ("以实干书写为民答卷\n清川日报评论员\n民生无小事，枝叶总关情。", "以实干书写为民答卷", "评论文章", "", "清川日报评论员"),
        ("稻田里的“新农人”\n石门融媒 2025-06-12 18:30\n眼下正值插秧时节，田间一派繁忙。", "稻田里的“新农人”", "新闻稿", "石门融媒", ""),
        ("方允同志先进事迹\n方允，男，中共党员，现任石门镇镇长……\n他扎根基层二十年。", "方允同志先进事迹", "事迹材料", "", ""),
    ],
)  # fmt: skip
def test_what_stands_below_a_headline(text: str, title: str, genre: str, organ: str, speaker: str) -> None:
    found = document(text)
    assert (found.title, found.genre, found.organ, found.speaker) == (title, genre, organ, speaker)


def test_what_a_reporter_asks_is_text_and_no_name() -> None:
    found = document("负责人答记者问\n记者：请介绍出台背景。\n答：为贯彻落实部署，制定了措施。")
    assert (found.speaker, found.root.paragraphs[0]) == ("", "记者：请介绍出台背景。")


def test_the_years_of_a_plan_are_no_date() -> None:
    assert document("清川市防汛规划（2021—2025年）\n一、总体要求\n坚持预防为主。").date is None


def test_a_record_has_the_day_of_its_meeting() -> None:
    found = document(
        "会议记录\n时间：2025年3月1日上午9时\n地点：三楼会议室\n记录人：闻景行\n会议研究了防汛工作。"
    )
    assert (found.date, found.found["date"]) == ("2025-03-01", "开头几段")


@pytest.mark.parametrize(
    ("text", "title", "genre", "date", "organ"),
    [
        ("清川市财政局\n清川市水利局\n文件\n清财农〔2024〕7号\n清川市财政局 清川市水利局\n关于下达水利资金的通知\n各县财政局：\n现下达资金。\n清川市财政局　清川市水利局\n2024年3月8日", "清川市财政局 清川市水利局关于下达水利资金的通知", "通知", "2024-03-08", "清川市财政局、清川市水利局"),
        ("清川市人民政府令\n第56号\n《清川市停车管理办法》已经审议通过，现予公布。\n2024年6月10日", "清川市人民政府令", "命令", "2024-06-10", "清川市人民政府"),
        ("石门县人民政府常务会议纪要\n〔2024〕第5次\n石门县人民政府办公室　　　2024年4月2日\n3月29日，县长主持召开会议。", "石门县人民政府常务会议纪要", "纪要", "2024-04-02", "石门县人民政府办公室"),
        ("附件2\n石门县2025年重点项目清单\n序号\t项目\n1\t污水处理厂", "石门县2025年重点项目清单", "名单", "2025", ""),
        ("石门镇柳溪村支部委员会\n会议记录\n时间 2024年8月1日\n会议学习了文件。", "石门镇柳溪村支部委员会会议记录", "会议记录", "2024-08-01", "石门镇柳溪村支部委员会"),
        ("清川日报/2024年/5月/6日/第001版\n要闻\n全市防汛工作会议召开\n本报讯（记者 林秋月）5月5日，会议召开。", "全市防汛工作会议召开", "会议新闻", "2024-05-06", "清川日报"),
        ("石门县关于2024年预算执行情况的报告\n石门县财政局\n各位代表：\n受县政府委托，现将情况提请审议。", "石门县关于2024年预算执行情况的报告", "工作汇报", "2024", "石门县财政局"),
        ("关于召开会议的通知\n各县人民政府：\n时间：2024年6月20日上午9时\n请准时参加。\n清川市水利局\n2024年6月17日", "关于召开会议的通知", "通知", "2024-06-17", "清川市水利局"),
    ],
)  # fmt: skip
def test_heads_of_many_shapes(text: str, title: str, genre: str, date: str, organ: str) -> None:
    found = document(text)
    assert (found.title, found.genre, found.date, found.organ) == (title, genre, date, organ)
    assert [
        name
        for name in ("genre", "organ", "date")
        if doubt(name, getattr(found, name) or "", found.votes[name])
    ] == []
