"""The signature: told from the text's last lines, and where its two lines stand (GB/T 9704-2012 7.3.5.2)."""

from __future__ import annotations

import pytest

from wengao.export.signature import Signature, SignaturePlaces, seal_rows, signature_places, split_signature


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
    ("organ", "date", "places"),
    [
        ("清川市人民政府办公室", "2026年3月18日", (2.0, 18.0, 2.0)),
        ("安澜县", "2026年3月18日", (7.5, None, 2.0)),
        ("", "2026年3月18日", (7.25, None, 4.0)),
        ("安" * 30, "2026年3月18日", (-2.0, 2.0, 2.0)),
    ],
)
def test_where_it_stands(organ: str, date: str, places: tuple[float, float | None, float]) -> None:
    assert signature_places(Signature(organ, date), 28) == SignaturePlaces(*places)


@pytest.mark.parametrize(
    ("organs", "rows"),
    [
        (["甲局", "乙局"], (("甲局", "乙局"),)),
        (["甲局", "乙局", "丙局"], (("甲局", "乙局", "丙局"),)),
        (["甲局", "乙局", "丙局", "丁局"], (("甲局", "乙局"), ("丙局", "丁局"))),
        (
            ["清川市发展和改革委员会", "清川市财政局", "清川市教育局"],
            (("清川市发展和改革委员会", "清川市财政局"), ("清川市教育局",)),
        ),
        (["清川市推进新型城镇化工作领导小组办公室", "清川市财政局"], ()),
    ],
)
def test_how_many_seals_stand_abreast(organs: list[str], rows: tuple[tuple[str, ...], ...]) -> None:
    assert seal_rows(organs) == rows
