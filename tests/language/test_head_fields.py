"""Lines that stand below the signature of an official document, by their words."""

from __future__ import annotations

import pytest

from wengao.language.head_fields import is_imprint, is_note_below


@pytest.mark.parametrize(
    ("line", "note", "imprint"),
    [
        ("（联系人：沈致远，电话：000-0000000）", True, False),
        ("（此件公开发布）", True, False),
        ("（联系人：沈致远（科长），电话：000-0000000）", True, False),
        ("（2026年3月18日）", False, False),
        ("（一）联系群众", False, False),
        ("抄送：市委办公室，清川军分区。", False, True),
        ("清川市国防动员办公室综合科          2026年3月19日印发", False, True),
        ("（共印20份）", False, True),
        ("这个办法由清川市国防动员办公室于2026年3月19日印发。", False, False),
    ],
)
def test_notes_and_imprints_are_known(line: str, note: bool, imprint: bool) -> None:
    assert (is_note_below(line), is_imprint(line)) == (note, imprint)
