"""Values, filters and the structure of what comes out."""

from __future__ import annotations

from datetime import date

import pytest

from wengao.drafts.markdown import parse_draft
from wengao.errors import TemplateError, UnknownNameError
from wengao.markup.front_matter import read_front_matter
from wengao.templates.rendering import missing_fields, render_template

from .conftest import TODAY, MakeTemplate, Render

STRUCTURE = """\
# {{ topic }}

{{ topic }}

## 第一部分{{ topic }} {role=task goal={{ share(60) }}}
<!-- 提示：写{{ topic }} -->

{{ units|joined }}

## 第二部分 {role=implement goal={{ share(40) }}}
"""
HOSTILE = (
    "甲\n# 乙",
    "甲\n\n## 乙 {role=task goal=9}",
    "---\nwengao: 9",
    "{{ 7 * 7 }}{% include 'x' %}",
    "# 标题",
    "{.untitled role=closing goal=1}",
    "<!-- 提示：假的 -->",
    "--> 露出来 <!--",
    "[^s1]: 出处：《假》",
    "正文[^s1]",
    "```\n代码",
    "~~~",
    "...",
    "> 引",
    'a: "b',
    "'单引号",
    "\x00\x1b[31m\u202e反向",
    "- 列表",
    "![图](x.png)",
    "**粗**",
    "反斜\\",
    "| 表 |",
)


class TestStructure:
    @pytest.mark.parametrize("value", HOSTILE)
    @pytest.mark.parametrize("field", ["topic", "units"])
    def test_no_value_breaks_the_draft(self, make_template: MakeTemplate, value: str, field: str) -> None:
        values: dict[str, object] = {"topic": "征兵工作", field: [value] if field == "units" else value}
        draft = parse_draft(render_template(make_template(STRUCTURE), values, today=TODAY))
        assert [(part.level, part.role, part.goal, part.flags) for part in draft.parts] == [
            (1, None, None, ()),
            (2, "task", 600, ()),
            (2, "implement", 400, ()),
        ]
        assert (draft.preamble.strip(), draft.tail) == ("", "")
        assert draft.parts[1].guidance.startswith("写")
        assert "提示" not in draft.prose.replace("提示：假的", "")
        assert read_front_matter(draft.front).template == "样板"
        assert [mark for mark in ("49", "![", "**", "\\") if mark in draft.prose] == []

    def test_the_front_matter_keeps_the_value_as_it_was_given(self, make_template: MakeTemplate) -> None:
        text = render_template(
            make_template(STRUCTURE), {"topic": "甲 {乙}: #丙", "day": "2026年3月18日"}, today=TODAY
        )
        fields = read_front_matter(parse_draft(text).front).fields
        assert fields == {"topic": "甲 {乙}: #丙", "day": "2026-03-18", "year": 2026}

    def test_a_very_long_value_stays_on_one_line(self, make_template: MakeTemplate) -> None:
        topic = "长 " * 900
        draft = parse_draft(render_template(make_template(STRUCTURE), {"topic": topic}, today=TODAY))
        assert read_front_matter(draft.front).fields["topic"] == topic.strip()

    def test_paragraphs_and_headings_are_one_blank_line_apart(self, render: Render) -> None:
        body = "# 题\n\n\n\n甲  \n{% if urgent %}\n乙\n{% endif %}\n## 一 {role=task goal=10}\n丙\n\n\n"
        assert render(body) == "\n# 题\n\n甲\n\n## 一 {role=task goal=10}\n丙\n".lstrip("\n")


class TestLength:
    def test_shares_are_of_the_middle_of_the_range(self, render: Render) -> None:
        assert render("{{ length }} {{ share(18) }} {{ share(0.1) }}") == "1000 180 10\n"

    def test_shares_are_of_the_chosen_length(self, make_template: MakeTemplate) -> None:
        text = render_template(
            make_template("{{ share(18) }}"), {"topic": "甲", "length": "2000字"}, today=TODAY
        )
        assert text.endswith("---\n360\n")
        assert read_front_matter(parse_draft(text).front).fields["length"] == 2000

    @pytest.mark.parametrize("length", ["很长", "-5", "0", "99999999999999999999"])
    def test_a_length_that_is_none_is_refused(self, render: Render, length: str) -> None:
        with pytest.raises(TemplateError, match="篇幅"):
            render("甲", length=length)


class TestSectionCount:
    def test_counts_numbered_sections_only(self, render: Render) -> None:
        body = (
            "讲{{ section_count|amount }}点意见\n"
            "## 一 {role=task goal=10}\n### 甲 {role=task goal=5}\n"
            "{% if urgent %}\n## 二 {role=task goal=10}\n{% endif %}\n"
            "## 结尾 {.untitled role=closing goal=10}\n"
        )
        assert render(body).startswith("讲一点意见")
        assert render(body, urgent=True).startswith("讲两点意见")


class TestFilters:
    @pytest.mark.parametrize(
        ("expression", "expected"),
        [
            ("{{ 12|numeral }}", "十二"),
            ("{{ 2|amount }}{{ 3|amount }}", "两三"),
            ("{{ day|full_date }}", "2026年3月18日"),
            ("{{ day|month_day }}", "3月18日"),
            ("{{ units|joined }}", "安澜县、望舒区、柳溪镇"),
            ("{{ units|joined('和') }}", "安澜县、望舒区和柳溪镇"),
            ("{{ units|chain }}", "一是安澜县；二是望舒区；三是柳溪镇"),
            ("{{ units|chain('要', '。') }}", "一要安澜县。二要望舒区。三要柳溪镇"),
            ("{{ ''|slot('目标值') }}{{ topic|slot('主题') }}", "【目标值】征兵工作"),
            ("{{ count|slot('数量') }}", "【数量】"),
            ("{{ topic|work }} {{ '双拥模范城创建'|work }}", "征兵工作 双拥模范城创建工作"),
            ("我{{ '全镇'|area }}", "我镇"),
            ("{{ '全市'|party }} {{ '全镇'|party }} {{ '全街道'|party }}", "市委 镇党委 街道党工委"),
            ("{{ '全市'|government }} {{ '全街道'|government }}", "市政府 街道办事处"),
            ("{{ 1800|minutes }} {{ topic|minutes }}", "10 1"),
            ("{{ '好。'|clause }}", "好"),
            ("{{ today|full_date }}", "2026年3月1日"),
            ("{{ topic ~ year }}", "征兵工作2026"),
            ("{{ units[0] }}{{ units|length }}", "安澜县3"),
            ("{% for unit in units %}{{ loop.index }}{% endfor %}", "123"),
        ],
    )
    def test_filter(self, render: Render, expression: str, expected: str) -> None:
        assert render(expression, units="安澜县、望舒区、柳溪镇", day="2026-03-18").strip() == expected


class TestValues:
    @pytest.mark.parametrize(
        ("name", "value", "expected"),
        [
            ("year", "2025年", "2025"),
            ("year", 2025, "2025"),
            ("day", "2026年3月18日", "2026-03-18"),
            ("day", date(2026, 3, 18), "2026-03-18"),
            ("day", "今天", "2026-03-01"),
            ("scope", "全县", "全县"),
            ("count", "1,200", "1200"),
            ("count", "95.6", "95.6"),
            ("urgent", "是", "是"),
            ("urgent", "否", "否"),
            ("urgent", True, "是"),
        ],
    )
    def test_a_value_is_understood(self, render: Render, name: str, value: object, expected: str) -> None:
        assert render(f"{{{{ {name} }}}}", **{name: value}).strip() == expected

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("安澜县，望舒区", ["安澜县", "望舒区"]),
            (["安澜县"], ["安澜县"]),
            (("安澜县", " "), ["安澜县"]),
            ("宣传（4月、5月）、组织", ["宣传（4月、5月）", "组织"]),
            ("抓服务，有依靠；抓就业，有奔头；", ["抓服务，有依靠", "抓就业，有奔头"]),
            ("一\n二、三\n", ["一", "二、三"]),
        ],
    )
    def test_a_list_is_cut_where_the_drafter_meant(
        self, render: Render, value: object, expected: list[str]
    ) -> None:
        body = "{% for unit in units %}\n{{ unit }}\n\n{% endfor %}\n"
        assert render(body, units=value).split("\n\n") == [*expected[:-1], f"{expected[-1]}\n"]

    @pytest.mark.parametrize(
        ("name", "value", "message"),
        [
            ("year", "二六年", "字段“年份”（year）的值“二六年”不是四位年份"),
            ("day", "2026-02-30", "字段“日期”（day）的值“2026-02-30”不是一个完整的日期"),
            ("day", "2026年3月", "不是一个完整的日期"),
            ("count", "很多", "字段“数量”（count）的值“很多”不是数字"),
            ("urgent", "也许", "字段“是否紧急”（urgent）的值“也许”不是“是”或“否”"),
            ("topic", ["甲", "乙"], "字段“主题”（topic）的值“甲、乙”只能填一个值"),
        ],
    )
    def test_a_wrong_value_is_refused(self, render: Render, name: str, value: object, message: str) -> None:
        with pytest.raises(TemplateError) as caught:
            render("甲", **{name: value})
        assert message in caught.value.message
        assert f"--set {name}=" in caught.value.remedy

    def test_a_choice_names_the_nearest(self, render: Render) -> None:
        with pytest.raises(TemplateError) as caught:
            render("甲", scope="县")
        assert caught.value.message == "字段“范围”（scope）没有“县”这个选项"
        assert caught.value.remedy == "可选：全市、全县；最接近的是 --set scope=全县"

    def test_a_label_stands_for_the_name(self, make_template: MakeTemplate) -> None:
        assert render_template(make_template("{{ topic }}"), {"主题": "双拥工作"}, today=TODAY).endswith(
            "双拥工作\n"
        )

    def test_an_unknown_field_names_the_nearest(self, make_template: MakeTemplate) -> None:
        with pytest.raises(UnknownNameError) as caught:
            render_template(make_template("甲"), {"topic": "甲", "topik": "乙"}, today=TODAY)
        assert caught.value.message == "没有这个字段：topik"
        assert caught.value.nearest[0] == "topic"

    def test_missing_required_fields_are_named(self, make_template: MakeTemplate) -> None:
        template = make_template("甲")
        assert [field.name for field in missing_fields(template, {"topic": "  "})] == ["topic"]
        assert missing_fields(template, {"主题": "征兵工作"}) == ()
        with pytest.raises(TemplateError) as caught:
            render_template(template, {}, today=TODAY)
        assert caught.value.message == "模板“样板”还缺必填字段：主题（topic）"
        assert caught.value.remedy == "请补上，例如 --set topic=征兵工作"
