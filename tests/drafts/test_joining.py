"""Sentences of several passages joined to one paragraph."""

from __future__ import annotations

import pytest

from wengao.drafts.joining import MOST, joined


@pytest.mark.parametrize(
    ("texts", "paragraph"),
    [
        (["压实责任链条。", "每月调度一次。"], "一是压实责任链条；二是每月调度一次。"),
        (["三是压实责任链条；", "同时，每月调度一次！", "其次，公开结果。"], "一是压实责任链条；二是每月调度一次；三是公开结果。"),
        (["抓源头，谁登记谁负责；抓过程，一月一查。", "第三，公开结果。"], "一是抓源头，谁登记谁负责；抓过程，一月一查。二是公开结果。"),
        (["只有这一句，原样不动；"], "只有这一句，原样不动；"),
        (["是非曲直要讲清楚。", "一要快。"], "一是是非曲直要讲清楚；二是要快。"),
        ([], ""),
    ],
)  # fmt: skip
def test_items_are_counted_and_parted(texts: list[str], paragraph: str) -> None:
    assert "".join(joined(texts)) == paragraph


def test_no_more_are_counted_than_there_are_numbers() -> None:
    assert joined(["甲乙。"] * MOST)[-1] == "九是甲乙。"
    with pytest.raises(ValueError, match=str(MOST + 1)):
        joined(["甲乙。"] * (MOST + 1))
