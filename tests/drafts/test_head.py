"""The elements of an official document: what is right, and how they go into a draft's front matter."""

from __future__ import annotations

import pytest

from wengao.drafts.head import head_of, with_head
from wengao.drafts.markdown import parse_draft
from wengao.errors import UsageError
from wengao.language.head_fields import HEAD_FIELDS, HeadValueError, head_field, head_value, shown_head_value
from wengao.markup.front_matter import read_front_matter

FRONT = """\
---
# 办公室留底
wengao: 1
genre: 通知
fields:
  topic: 征兵   # 主题
  organ: 市政府
  attachments: [清单, 说明]
---
"""
DRAFT = parse_draft(f"{FRONT}# 通知\n\n正文。\n")


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("doc_number", "清政发〔2026〕5号", "清政发〔2026〕5号"),
        ("doc_number", "清政发[2026]05号", "清政发〔2026〕5号"),
        ("doc_number", "清政办函（2026）第12号", "清政办函〔2026〕12号"),
        ("doc_number", "第12号", "第12号"),
        ("secrecy", "机密*1年", "机密★1年"),
        ("secrecy", "秘密", "秘密"),
        ("urgency", "特急", "特急"),
        ("copy_number", "000012", "000012"),
        ("date", "2026年3月18日", "2026-03-18"),
        ("organ", "市政府、军分区", ["市政府", "军分区"]),
        ("attachments", "甲、乙清单；丙表", ["甲、乙清单", "丙表"]),
        ("recipients", "各县、区人民政府，市直各部门", "各县、区人民政府，市直各部门"),
        ("sealed", "是", True),
        ("note", "", None),
    ],
)
def test_what_is_typed_is_understood(name: str, typed: str, value: object) -> None:
    field = head_field(name)
    assert field is not None
    assert head_value(field, typed) == value


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("doc_number", "五号文件"),
        ("secrecy", "内部"),
        ("urgency", "很急"),
        ("copy_number", "十二"),
        ("date", "三月"),
        ("sealed", "也许"),
    ],
)
def test_what_is_not_right_is_told(name: str, typed: str) -> None:
    field = head_field(name)
    assert field is not None
    with pytest.raises(HeadValueError, match=typed):
        head_value(field, typed)


def test_every_element_has_an_example_that_is_right() -> None:
    assert [
        field.name
        for field in HEAD_FIELDS
        if shown_head_value(head_value(field, field.example)).replace("；", "、")
        != field.example.replace("；", "、")
    ] == []


def test_only_what_is_changed_is_written_anew() -> None:
    changed = with_head(DRAFT, {"发文字号": "清政发〔2026〕5号", "organ": "市政府", "attachments": ""})
    assert "# 办公室留底\n" in changed.front
    assert "topic: 征兵   # 主题" in changed.front
    assert dict(read_front_matter(changed.front).fields) == {
        "topic": "征兵",
        "organ": "市政府",
        "doc_number": "清政发〔2026〕5号",
    }
    assert with_head(DRAFT, head_of(DRAFT)) == DRAFT


def test_a_draft_without_front_matter_gets_one() -> None:
    changed = with_head(parse_draft("# 通知\n\n正文。\n"), {"copy_number": "000012"})
    assert head_of(changed)["copy_number"] == "000012"
    assert changed.title == "通知"


def test_elements_are_known_by_what_they_are_called_for_short() -> None:
    changed = with_head(DRAFT, {"密级": "机密", "主送": "各县区人民政府", "抄送": "市委办公室"})
    assert {name: head_of(changed)[name] for name in ("secrecy", "recipients", "copies")} == {
        "secrecy": "机密",
        "recipients": "各县区人民政府",
        "copies": "市委办公室",
    }


def test_a_wrong_value_names_its_element() -> None:
    with pytest.raises(UsageError, match="密级和保密期限（secrecy）"):
        with_head(DRAFT, {"密级和保密期限": "内部"})
