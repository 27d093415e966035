"""What the page says."""

from __future__ import annotations

import pytest

from wengao.serve.messages import FocusChanged, Message, Pinged, Resized, Typed, read_message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('["stdin", "人民代表大会"]', Typed("人民代表大会")),
        ('["resize", {"width": 120, "height": 36}]', Resized(120, 36)),
        ('["resize", {"width": 0, "height": 999999}]', Resized(1, 1000)),
        ('["focus"]', FocusChanged(focused=True)),
        ('["blur"]', FocusChanged(focused=False)),
        ('["ping", "17"]', Pinged("17")),
        ('["stdin", 3]', None),
        ('["resize", {"width": "120"}]', None),
        ('["quit"]', None),
        ('{"stdin": "x"}', None),
        ("not JSON", None),
        ("", None),
    ],
)
def test_messages(text: str, message: Message | None) -> None:
    assert read_message(text) == message
