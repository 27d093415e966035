"""What becomes of characters that a terminal obeys, that turn a line round, or that hide."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wengao.language.visible import in_html, in_json, in_lines, on_one_line, pictures, without_controls

ANYTHING = st.text(st.characters())
HARMFUL = "".join(
    map(chr, [*range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x202E, 0x2066, 0x2028, 0x2029, 0xFEFF])
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("通知\x1b]0;改名\x07", "通知␛]0;改名␇"),
        ("\x9b2J清屏", "‹9B›2J清屏"),
        ("附件\u202egpj.exe", "附件‹202E›gpj.exe"),
        ("一行\n另一行", "一行␊另一行"),
        ("回\r车\x7f", "回␍车␡"),
        ("表\t格", "表\t格"),
        ("分\u2028行", "分‹2028›行"),
        ("责\u200b任\ufeff", "责‹200B›任‹FEFF›"),
        ("责\u200d任", "责‹200D›任"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("坏名\udc80", "坏名‹DC80›"),
        ("藏\U000e0041", "藏‹E0041›"),
        ("造字\ue863", "造字\ue863"),
        ("葛\U000e0100", "葛\U000e0100"),
    ],
)
def test_on_one_line(text: str, shown: str) -> None:
    assert on_one_line(text) == shown


def test_in_lines_keeps_line_ends_of_every_system() -> None:
    assert in_lines("一\r\n二\n三\r四\x1b") == "一\n二\n三␍四␛"


@given(st.recursive(ANYTHING, lambda inner: st.lists(inner) | st.dictionaries(ANYTHING, inner)))
def test_in_json_stands_for_the_same_value(value: object) -> None:
    shown = in_json(json.dumps(value, ensure_ascii=False))
    assert json.loads(shown) == json.loads(json.dumps(value))
    assert not set(shown) & set(HARMFUL)


@given(ANYTHING)
def test_nothing_harmful_is_left(text: str) -> None:
    assert not set(on_one_line(text)) & set(HARMFUL.replace("\t", ""))
    assert not set(in_lines(text)) & set(HARMFUL.replace("\t", "").replace("\n", ""))
    on_one_line(text).encode()


@given(ANYTHING)
def test_pictures_keep_every_place(text: str) -> None:
    shown = text.translate(pictures())
    assert len(shown) == len(text)
    assert not set(shown) & set(HARMFUL.replace("\t", "").replace("\n", ""))
    shown.encode()


def test_in_html_is_escaped_too() -> None:
    assert in_html("<b>\u202e\x1b'") == "&lt;b&gt;‹202E›␛&#x27;"


@pytest.mark.parametrize(
    ("text", "pasted"),
    [
        ("一\r\n二\r三", ("一\n二\n三", 0)),
        ("Word\x0b换行\x0c换页\u2028网页\u2029网页", ("Word\n换行\n换页\n网页\n网页", 0)),
        ("坏\x00的\x1b[2J\x9b\u202e", ("坏的[2J", 4)),
        ("不间断\xa0空格\t制表", ("不间断\xa0空格\t制表", 0)),
    ],
)
def test_without_controls(text: str, pasted: tuple[str, int]) -> None:
    assert without_controls(text) == pasted
