"""The signature: told from the text's last lines, and where its two lines stand (GB/T 9704-2012 7.3.5.2)."""

from __future__ import annotations

import pytest

from wengao.export.signature import Signature, signature_indents, split_signature


@pytest.mark.parametrize(
    ("lines", "signature"),
    [
        (["清川市人民政府", "2026年3月18日"], Signature("清川市人民政府", "2026年3月18日")),
        (["述职人：林秋月", "2026年1月"], Signature("述职人：林秋月", "2026年1月")),
        (["清川市人民政府", "二〇二六年三月十八日"], Signature("清川市人民政府", "二〇二六年三月十八日")),
        (["请认真贯彻执行。", "2026年3月18日"], Signature("", "2026年3月18日")),
        (["", "2026年3月18日"], Signature("", "2026年3月18日")),
    ],
)
def test_what_is_a_signature(lines: list[str], signature: Signature) -> None:
    assert split_signature(lines) == signature


@pytest.mark.parametrize(
    "lines", [[], ["正文。"], ["清川市人民政府"], ["单位", "2026年3月18日召开会议"], ["单位", "2026年度"]]
)
def test_what_is_none(lines: list[str]) -> None:
    assert split_signature(lines) is None


@pytest.mark.parametrize(
    ("organ", "date", "indents"),
    [
        ("清川市人民政府办公室", "2026年3月18日", (16, 18)),
        ("安澜县", "2026年3月18日", (17.5, 19.5)),
        ("", "2026年3月18日", (0, 17.5)),
        ("安" * 30, "2026年3月18日", (0, 2)),
    ],
)
def test_where_it_stands(organ: str, date: str, indents: tuple[float, float]) -> None:
    assert signature_indents(Signature(organ, date), 28) == indents
