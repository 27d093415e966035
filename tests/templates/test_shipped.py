"""Every template that ships with wengao."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest
from docx import Document

from wengao.desk.desk import Desk
from wengao.desk.workspace import create_workspace, open_workspace
from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.outline import outline
from wengao.drafts.store import StoredDraft
from wengao.language.genres import genres
from wengao.language.headings import judge_parallel
from wengao.language.roles import roles
from wengao.language.slots import find_slots
from wengao.markup.front_matter import read_front_matter
from wengao.resources import templates_folder
from wengao.review.model import Severity
from wengao.review.registry import check_draft
from wengao.review.settings import ReviewSettings
from wengao.templates.checking import trial_values
from wengao.templates.loading import check_template, list_templates, load_template
from wengao.templates.model import OMIT, Template
from wengao.templates.rendering import render_template

if TYPE_CHECKING:
    from pathlib import Path

    from wengao.drafts.model import Draft

pytestmark = pytest.mark.usefixtures("one_reader")

TODAY = date(2026, 3, 1)
NAMES = sorted(path.stem for path in templates_folder().glob("*.md"))


@cache
def shipped(name: str) -> Template:
    """A shipped template, read once for all tests."""
    return load_template(name, [templates_folder()])


def rendered(name: str, *, every_field: bool = False, **values: object) -> Draft:
    template = shipped(name)
    examples = {field.name: field.example for field in template.fields if field.required or every_field}
    return parse_draft(render_template(template, {**examples, **values}, today=TODAY))


@pytest.mark.parametrize("name", NAMES)
class TestEveryTemplate:
    def test_has_no_mistakes(self, name: str) -> None:
        assert check_template(templates_folder() / f"{name}.md") == ()

    def test_explains_its_fields(self, name: str) -> None:
        template = shipped(name)
        assert template.purpose
        assert [field.name for field in template.fields if field.example is None and field.name != OMIT] == []

    def test_writes_front_matter_a_draft_can_read(self, name: str) -> None:
        template = shipped(name)
        metadata = read_front_matter(rendered(name).front)
        required = {field.name for field in template.fields if field.required}
        assert (metadata.template, metadata.genre) == (name, template.genre)
        assert metadata.other == {"wengao": 1}
        assert required <= set(metadata.fields)

    @pytest.mark.parametrize("every_field", [False, True])
    def test_headings_carry_role_and_goal(self, name: str, every_field: bool) -> None:
        draft = rendered(name, every_field=every_field)
        known = {role.id for role in roles()}
        assert [part.level for part in draft.parts].count(1) == 1
        assert draft.parts[0].level == 1
        assert [part.heading for part in draft.parts[1:] if part.role not in known or not part.goal] == []

    @pytest.mark.parametrize("every_field", [False, True])
    @pytest.mark.parametrize("position", [0, 1])
    def test_shares_add_up(self, name: str, every_field: bool, position: int) -> None:
        length = shipped(name).length[position]
        draft = rendered(name, every_field=every_field, length=length)
        total = sum(part.goal or 0 for part in draft.parts if part.level == 2)
        assert total == pytest.approx(length, rel=0.1)

    @pytest.mark.parametrize("every_field", [False, True])
    def test_children_fit_into_their_section(self, name: str, every_field: bool) -> None:
        nodes = outline(rendered(name, every_field=every_field))
        for node in nodes[1:]:
            if node.children:
                assert sum(nodes[child].goal or 0 for child in node.children) <= (node.goal or 0) + 20, (
                    node.heading
                )

    @pytest.mark.parametrize("every_field", [False, True])
    def test_leaves_no_trace_of_the_template_language(self, name: str, every_field: bool) -> None:
        prose = rendered(name, every_field=every_field).prose
        assert (
            re.findall(r"\{[{%#]|None|False|True|，，|。。|、、|，。|：。|工作工作|20\d\d年20\d\d年", prose)
            == []
        )

    def test_slots_are_named(self, name: str) -> None:
        prose = rendered(name).prose
        assert len(find_slots(prose)) == prose.count("【")


@pytest.mark.parametrize("topic", ["基层国防动员规范化建设", "征兵工作", "双拥模范城创建", "老旧小区改造"])
@pytest.mark.parametrize("every_field", [False, True])
class TestPromotionSpeech:
    def test_promises_as_many_points_as_it_has(self, topic: str, every_field: bool) -> None:
        draft = rendered("推进会讲话", every_field=every_field, topic=topic)
        assert "下面，我讲四点意见。" in draft.parts[0].prose
        assert [node.enumerator for node in outline(draft) if node.level == 2] == [
            "一、",
            "二、",
            "三、",
            "四、",
            "",
        ]

    def test_sections_are_those_of_the_genre(self, topic: str, every_field: bool) -> None:
        draft = rendered("推进会讲话", every_field=every_field, topic=topic)
        sections = [part.role for part in draft.parts if part.level == 2]
        assert sections == ["significance", "task", "synergy", "implement", "closing"]

    def test_siblings_are_parallel(self, topic: str, every_field: bool) -> None:
        draft = rendered("推进会讲话", every_field=every_field, topic=topic)
        nodes = outline(draft)
        families = [node.children for node in nodes if node.level == 2 and node.children]
        families.append(tuple(node.index for node in nodes if node.level == 2 and not node.untitled))
        for family in families:
            judgement = judge_parallel([nodes[index].heading for index in family])
            assert judgement.reasons == ()

    def test_mentions_the_topic_in_title_opening_and_closing(self, topic: str, every_field: bool) -> None:
        draft = rendered("推进会讲话", every_field=every_field, topic=topic, meeting="")
        assert f"{topic.removesuffix('工作')}工作推进会上的讲话" in draft.title
        assert topic in draft.parts[0].prose
        assert topic in draft.parts[-1].prose


def test_opening_and_closing_of_a_promotion_speech_need_no_filling() -> None:
    draft = rendered("推进会讲话")
    assert find_slots(draft.prose) == ()
    assert all(draft.parts[index].prose for index in (0, -1))


def test_the_third_party_to_synergy_follows_the_topic() -> None:
    def third(topic: str, partners: str = "") -> str:
        draft = rendered("推进会讲话", topic=topic, partners=partners)
        return [part for part in draft.parts if part.role == "synergy"][-1].heading[:2]

    assert third("征兵工作") == "军地"
    assert third("老旧小区改造") == "社会"
    assert third("老旧小区改造", partners="军地") == "军地"


def test_every_genre_has_its_template() -> None:
    summaries = list_templates([templates_folder()])
    without = {
        *(
            "讲话",
            "其他",
            "政府工作报告",
            "活动报道",
            "心得体会",
            "党课讲稿",
            "倡议书",
            "事迹材料",
            "新闻稿",
            "信息简报",
            "名单",
            "政协提案",
            "申请书",
            "承诺书",
            "会议议程",
            "会议记录",
            "解说词",
            "学习资料",
            "意见",
            "批复",
            "决定",
            "决议",
            "通报",
            "公告",
            "通告",
            "公报",
            "命令",
        ),
        *("议案", "说明", "方案", "规划", "规章制度", "贺信", "公开信", "答记者问", "评论文章"),
        *(
            "典型案例",
            "公示",
            "政策解读",
            "讣告",
            "启事声明",
            "证明介绍",
            "协议合同",
            "法律文书",
            "大事记",
            "理论文章",
            "简历",
            "宣传标语",
        ),
    }
    assert [summary.problem for summary in summaries if summary.problem] == []
    assert {summary.genre for summary in summaries} == {genre.name for genre in genres()} - without


def test_no_two_templates_share_a_name_or_alias() -> None:
    summaries = list_templates([templates_folder()])
    words = [word for summary in summaries for word in (summary.name, *summary.aliases)]
    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_that_the_export_sets_are_not_in_the_text(name: str) -> None:
    template = shipped(name)
    given = {"speaker": "某职务　甲乙丙", "date": "1999-09-09"}
    values = {field: value for field, value in given.items() if template.field(field)}
    prose = rendered(name, every_field=False, **values).prose
    assert [text for text in ("甲乙丙", "1999年") if text in prose] == []


@pytest.mark.parametrize(
    ("name", "promise"),
    [
        ("动员部署会讲话", "讲三点意见"),
        ("总结表彰会讲话", "讲三点意见"),
        ("中心组研讨发言", "谈三点体会"),
        ("表态发言", "“三个坚决”"),
    ],
)
def test_promises_are_kept(name: str, promise: str) -> None:
    draft = rendered(name)
    assert promise in draft.parts[0].prose
    assert sum(1 for part in draft.parts if part.level == 2 and not part.untitled) == 3


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("推进会讲话", ""),
        ("动员部署会讲话", ""),
        ("总结表彰会讲话", ""),
        ("中心组研讨发言", "三段式"),
        ("中心组研讨发言", "论点式"),
        ("党管武装述职报告", "三抓式"),
        ("党管武装述职报告", "角色式"),
        ("述职报告", ""),
        ("工作总结", ""),
        ("工作汇报", ""),
        ("经验交流发言", ""),
        ("调研报告", ""),
        ("表态发言", ""),
        ("通知", ""),
        ("报告", ""),
    ],
)
def test_headings_are_parallel_in_every_set(name: str, form: str) -> None:
    template = shipped(name)
    assert len(template.heading_sets) >= 2
    for heading_set in template.heading_sets:
        chosen: dict[str, object] = {"headings": heading_set.name, **({"form": form} if form else {})}
        nodes = outline(rendered(name, every_field=False, **chosen))
        families = [node.children for node in nodes if node.level == 2 and node.children]
        families.append(tuple(node.index for node in nodes if node.level == 2 and not node.untitled))
        for family in families:
            assert judge_parallel([nodes[index].heading for index in family]).reasons == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_set_words_each_heading_in_its_own_way(name: str) -> None:
    sets = shipped(name).heading_sets
    names = list(sets[0].wordings) if sets else []
    assert [key for key in names if len({one.wordings[key] for one in sets}) < len(sets)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_part_that_is_left_out_gives_its_length_to_the_others(name: str) -> None:
    template = shipped(name)
    whole = rendered(name)
    for part in template.optional_parts:
        draft = rendered(name, omit=part)
        goals = sum(section.goal or 0 for section in draft.parts if section.level == 2)
        assert goals == pytest.approx(template.middle_length, rel=0.1)
        assert "optional=" not in write_draft(draft)
        assert len(draft.parts) <= len(whole.parts)


@pytest.mark.parametrize("name", NAMES)
def test_every_rendering_passes_the_checks_but_for_what_is_still_to_be_filled(name: str) -> None:
    template = shipped(name)
    for values in trial_values(template):
        draft = parse_draft(render_template(template, values, today=TODAY))
        objections = [
            (finding.rule, finding.message)
            for finding in check_draft(draft, ReviewSettings())
            if finding.severity is not Severity.HINT and finding.rule not in {"PLH-1", "PLH-6"}
        ]
        assert objections == []


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("desk")
    create_workspace(folder, with_samples=False)
    return Desk(open_workspace(folder))


@pytest.mark.parametrize("name", NAMES)
def test_every_template_exports(name: str, desk: Desk, tmp_path: Path) -> None:
    template = shipped(name)
    values = {field.name: field.example for field in template.fields if field.example is not None}
    text = render_template(template, values, today=TODAY)
    file = tmp_path / "文稿.docx"
    desk.export.write(desk.drafts.save(StoredDraft(tmp_path / "文稿.md", parse_draft(text))), file)
    printed = "".join(paragraph.text for paragraph in Document(str(file)).paragraphs)
    assert re.sub(r"\s|——", "", parse_draft(text).title)[:6] in re.sub(r"\s|——", "", printed)
    assert [mark for mark in ("提示：", "<!--", "role=", "goal=") if mark in printed] == []


@pytest.mark.parametrize(
    ("agenda", "promise", "announced"),
    [
        ("市长讲话", "今天的会议只有一项议程：市长讲话。", ["现在进行会议议程"]),
        (
            "通报情况、市长讲话",
            "共有两项议程：一是通报情况；二是市长讲话。",
            ["首先，进行第一项议程", "最后，进行第二项议程"],
        ),
        (
            "通报情况；签订责任书；市长讲话",
            "共有三项议程：一是通报情况；二是签订责任书；三是市长讲话。",
            ["首先，进行第一项议程", "下面，进行第二项议程", "最后，进行第三项议程"],
        ),
    ],
)
def test_a_host_announces_every_item_of_the_agenda(agenda: str, promise: str, announced: list[str]) -> None:
    draft = rendered("主持词", agenda=agenda)
    items = [part for part in draft.parts if part.role == "matter"]
    assert promise in draft.prose
    assert [part.prose.partition("：")[0] for part in items] == announced
    assert items[-1].prose.endswith("大家欢迎！")


@pytest.mark.parametrize(
    ("kind", "title", "ending"),
    [
        ("商洽", "关于商请共享重点企业产能数据的函", "请予支持为盼。"),
        ("询问", "关于共享重点企业产能数据有关问题的函", "请予函复。"),
        ("答复", "关于共享重点企业产能数据的复函", "特此函复。"),
    ],
)
def test_a_letter_ends_as_its_kind_asks(kind: str, title: str, ending: str) -> None:
    draft = rendered("函", kind=kind)
    assert draft.title.endswith(title)
    assert draft.parts[-1].prose == ending


@pytest.mark.parametrize(
    ("name", "ending"), [("通知", "特此通知。"), ("请示", "妥否，请批示。"), ("报告", "特此报告。")]
)
def test_an_official_document_has_its_set_ending(name: str, ending: str) -> None:
    assert rendered(name).parts[-1].prose == ending
