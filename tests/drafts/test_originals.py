"""A source's own wording put back."""

from __future__ import annotations

import pytest

from wengao.drafts.editing import noted_text, with_wording
from wengao.drafts.markdown import parse_draft

SOURCE = "全市上下要把征兵工作抓在手上，8月底前完成体检320名。主要领导要亲自过问，督查部门要定期通报。"
MOULD = "全县上下要把网格治理抓在手上，【时限｜原：8月底前】完成体检【数字｜原：320】名。主要领导要亲自过问，督查部门要定期通报。"
NOTES = "\n[^s1]: 出处：《在征兵会上的讲话》二第1段，2024-03-18 〔passage 9f3ac1〕\n"


def restored(body: str, offset: int, source: str = SOURCE) -> str | None:
    """The body with the wording of the source back at an offset."""
    draft = parse_draft(f"# 讲话\n\n## 任务\n\n{body}\n{NOTES}")
    noted = noted_text(draft, 1, offset)
    if noted is None:
        return None
    return with_wording(draft, 1, noted, source).draft.parts[1].body.strip()


def test_topic_level_and_slots_of_a_mould_come_back() -> None:
    assert restored(f"{MOULD}[^s1]", 5) == f"{SOURCE}[^s1]"


def test_sentences_that_were_left_out_come_back() -> None:
    assert (
        restored("全县上下要把网格治理抓在手上，8月底前完成体检320名。[^s1]", 3, SOURCE[:40])
        == f"{SOURCE[:40]}[^s1]"
    )


def test_of_a_sentence_within_a_paragraph_only_the_sentence_comes_back() -> None:
    source = "第一句讲形势，写得比较长一些，说明来龙去脉。全市上下要把征兵工作抓在手上。第三句讲要求，也写得比较长一些，说明怎么办。"
    assert restored("全县上下要把征兵工作抓在手上。[^s1]", 3, source) == "全市上下要把征兵工作抓在手上。[^s1]"


def test_the_drafters_own_words_stay() -> None:
    own = "我们在实践中摸索出了一套行之有效的办法，各地都可以学。到【时限｜原：8月底前】办完。"
    assert restored(f"{own}[^s1]", 3) == f"{own.replace('【时限｜原：8月底前】', '8月底前')}[^s1]"


@pytest.mark.parametrize("offset", [0, 80])
def test_the_only_noted_text_of_a_section_is_meant_wherever_the_cursor_is(offset: int) -> None:
    assert restored(f"自己写的一段。\n\n{MOULD}[^s1]", offset) == f"自己写的一段。\n\n{SOURCE}[^s1]"


def test_a_text_without_a_note_has_no_source() -> None:
    assert restored("自己写的一段。", 2) is None
