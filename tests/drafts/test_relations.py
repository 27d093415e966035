"""Earlier speeches of the same leader and of the same meeting."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wengao.drafts.relations import meeting_of, relations_of, speaker_name
from wengao.reading.models import Document


@pytest.mark.parametrize(
    ("title", "meeting"),
    [
        ("在2025年全市征兵工作推进会上的讲话", "全市征兵工作推进会"),
        ("在全市2026年征兵工作推进会上的总结讲话", "全市征兵工作推进会"),
        ("在全市第三次征兵工作推进会上的讲话（2024年3月5日）", "全市征兵工作推进会"),
        ("述职报告", ""),
        ("关于征兵工作情况的报告", ""),
    ],
)
def test_a_meeting_is_told_by_its_title(title: str, meeting: str) -> None:
    assert meeting_of(title) == meeting


@pytest.mark.parametrize(
    ("speaker", "name"),
    [
        ("市委副书记、市长　周望川", "周望川"),
        ("周望川同志", "周望川"),
        ("清川市委副书记、市长", ""),
        ("", ""),
    ],
)
def test_a_name_is_told_from_the_posts(speaker: str, name: str) -> None:
    assert speaker_name(speaker) == name


def test_a_document_may_be_both_or_neither(document: Document) -> None:
    documents = [
        replace(document, id="a", title="在2024年全市征兵工作推进会上的讲话", speaker="市长　周望川"),
        replace(document, id="b", title="在全市防汛工作会上的讲话", speaker="副市长 周望川"),
        replace(document, id="c", title="在2023年全市征兵工作推进会上的讲话", speaker="林知夏"),
        replace(document, id="d", title="在全市防汛工作会上的讲话", speaker=""),
    ]
    assert relations_of("在2026年全市征兵工作推进会上的讲话", "周望川", documents) == {
        "a": "同一讲话人、同一会议",
        "b": "同一讲话人",
        "c": "同一会议",
    }
