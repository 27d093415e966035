"""What a document lacks for its layout is told, and is no reason to refuse it."""

from __future__ import annotations

import pytest

from tests.export.conftest import Export

WHOLE = (
    "organ: 市政府, doc_number: 清政发〔2026〕5号, date: 2026-03-18, recipients: 各县区人民政府, "
    "printer: 市政府办公室, printed_date: 2026-03-19"
)


@pytest.mark.parametrize(
    ("genre", "layout", "fields", "text", "missing"),
    [
        ("通知", "gb9704", WHOLE, "正文。", ()),
        ("通知", "gb9704", "topic: 征兵", "正文。", ("organ", "doc_number", "recipients", "date", "printer", "printed_date")),
        ("请示", "gb9704", WHOLE, "妥否，请批示。", ("signer", "note")),
        ("请示", "gb9704", f"{WHOLE}, signer: 林知夏", "妥否，请批示。\n\n（联系人：林知夏）", ()),
        ("通知", "gb9704", "doc_number: 清政发〔2026〕5号, printer: 甲, printed_date: 2026-03-19",
         "各县区人民政府：\n\n正文。\n\n市政府\n\n2026年3月18日", ()),
        ("函", "letter", "organ: 市政府, date: 2026-03-18", "市军分区：\n\n正文。", ("doc_number",)),
        ("纪要", "minutes", "organ: 市政府, date: 2026-03-18", "正文。", ("mark", "doc_number")),
        ("命令", "order", "organ: 市政府, doc_number: 第1号, date: 2026-03-18", "正文。", ("signer",)),
        ("推进会讲话", "speech", "topic: 征兵", "正文。", ()),
    ],
)  # fmt: skip
def test_what_is_missing(
    export: Export, genre: str, layout: str, fields: str, text: str, missing: tuple[str, ...]
) -> None:
    report = export(f"---\ngenre: {genre}\nfields: {{{fields}}}\n---\n# 题\n\n{text}\n", layout=layout).report
    assert report.missing == missing


def test_the_drafter_reads_what_to_do(export: Export) -> None:
    report = export(
        "---\ngenre: 函\nfields: {organ: 市政府}\n---\n# 函\n\n市军分区：\n\n正文。\n", layout="letter"
    ).report
    assert report.notes == ("没有印版头；公文要素还没有填：发文字号、成文日期（界面里按 Alt+L 填）",)
