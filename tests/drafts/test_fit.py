"""How well a passage fits a section."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wengao.drafts.fit import SIGNS, FitModel, SectionNeed, features_of, fit_of, fitted, telling_sentence
from wengao.library.associations import Associations, learned
from wengao.reading.models import Document, Passage, Section

NEED = SectionNeed(
    9,
    ("压实责任、严督实导，务求取得养老服务的扎实成效", "跟踪问效强督查，让任务件件落地"),
    "implement",
    160,
    "养老服务",
    "推进会讲话",
    hint="写督查的频次、方式和结果运用：几月一调度、怎样不打招呼看现场、连续靠后怎么约谈。",
    level="市",
    year=2026,
)
DOCUMENT = Document(
    "d1", "a.md", "在全市社区食堂建设推进会上的讲话", "推进会讲话", "2025-03-01", Section("", 0), level="市"
)
SUPERVISION = (
    "部署下去了，还得一件一件看回来。市政府督查室每月调度一次进度，每季度通报一次排名，看现场一律不打招呼。"
    "连续两个季度靠后的，由分管副市长约谈。督查不许要台账、要材料，查的是饭有没有热、人有没有来。"
)


def passage(text: str, heading: str = "以督查促落地", role: str = "implement") -> Passage:
    return Passage(
        "p1", "d1", 1, "paragraph", text, role, 2, ("四、压实责任", heading), "四（二）第1段", 9, 0, len(text)
    )


def test_what_does_what_the_heading_asks_fits() -> None:
    assert fit_of(NEED, passage(SUPERVISION), DOCUMENT).probability > 0.8


@pytest.mark.parametrize(
    ("changed", "document"),
    [
        (passage("各部门要把数据并到一张网上，联席会议每月开一次，民政、卫健、医保三家互通有无，谁也不能各算各的账。", "部门要联得紧", "synergy"), DOCUMENT),
        (passage("会议指出，要加强督查。会议强调，要压实责任。会议审议了实施方案，出席会议的还有有关同志。", ""), replace(DOCUMENT, genre="会议新闻")),
        (passage("各位代表！一年来，全省加大督查力度，推动重大项目落地见效，请予审议。" * 2), replace(DOCUMENT, genre="政府工作报告", level="省")),
        (passage("第十二条　督查机构应当依照本条例开展督查。第十三条　有下列情形之一的，依法给予处分。" * 2), replace(DOCUMENT, genre="规章制度")),
    ],
)  # fmt: skip
def test_another_aim_voice_or_genre_does_not_fit(changed: Passage, document: Document) -> None:
    assert fit_of(NEED, changed, document).probability < 0.4


def test_what_the_corpus_puts_under_such_headings_fits_better() -> None:
    known = Associations(
        learned([("以督查促落地", SUPERVISION), ("督查要实", SUPERVISION)] * 2 + [("别的", "另一件事。")] * 6)
    )
    text = passage(SUPERVISION, "", role="task")
    before, after = (
        fit_of(replace(NEED, associations=some), text, DOCUMENT) for some in (Associations(), known)
    )
    assert after.probability > before.probability
    assert "这类小标题下常写这些" in after.why


def test_where_nothing_was_learned_the_corpus_says_nothing() -> None:
    assert "associated" not in features_of(NEED, passage(SUPERVISION), DOCUMENT)


def test_an_old_text_fits_less() -> None:
    now, then = (
        fit_of(NEED, passage(SUPERVISION), replace(DOCUMENT, date=date)) for date in ("2025", "2009")
    )
    assert then.probability < now.probability


def test_the_reasons_are_told_for_and_against() -> None:
    news = fit_of(NEED, passage(SUPERVISION), replace(DOCUMENT, genre="会议新闻"))
    assert "用意相同" in news.why
    assert "但出自新闻、公文等" in news.why
    assert [reason.startswith("但") for reason in news.why] == sorted(
        reason.startswith("但") for reason in news.why
    )


def test_what_a_template_looks_for_counts_as_the_heading_does() -> None:
    bare = replace(NEED, path=("把“谁来管”说清楚",), hint="")
    assert (
        fit_of(replace(bare, seek="督查问效"), passage(SUPERVISION), DOCUMENT).probability
        > fit_of(bare, passage(SUPERVISION), DOCUMENT).probability
    )


def test_the_sentence_that_matters_is_told() -> None:
    start, end = telling_sentence(NEED, SUPERVISION)
    assert SUPERVISION[start:end].startswith("市政府督查室每月调度")


def test_every_feature_has_a_value_and_a_sign() -> None:
    known = Associations(learned([("以督查促落地", SUPERVISION)] * 3 + [("别的", "另一件事。")] * 6))
    assert set(features_of(replace(NEED, associations=known), passage(SUPERVISION), DOCUMENT)) == set(SIGNS)
    assert {name for model in fitted() for name in model.names} <= set(SIGNS)


def test_no_weight_speaks_against_the_sign_of_its_feature() -> None:
    weights = [pair for model in fitted() for pair in zip(model.names, model.weights, strict=True)]
    assert [name for name, weight in weights if weight * SIGNS[name] < 0] == []


def test_what_goes_in_as_it_is_is_worth_more_than_a_mould() -> None:
    own = replace(DOCUMENT, title="在全市养老服务工作推进会上的讲话")
    assert fit_of(NEED, passage(SUPERVISION), own).worth > fit_of(NEED, passage(SUPERVISION), DOCUMENT).worth


def test_the_estimate_is_a_logistic_function_of_the_weighed_features() -> None:
    model = FitModel(("aim",), (0.5,), (0.25,), (2.0,), -1.0)
    assert round(model.probability({"aim": 1.0}), 4) == round(1 / (1 + 2.718281828459045**-3), 4)
