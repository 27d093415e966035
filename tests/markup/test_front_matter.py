"""The front matter of a draft."""

from __future__ import annotations

import pytest

from wengao.errors import DraftFormatError
from wengao.markup.front_matter import (
    DraftMetadata,
    change_front_matter,
    read_front_matter,
    write_front_matter,
)

FRONT = "---\nwengao: 1\n# 主任改过\ntemplate: 推进会讲话\ngenre: 推进会讲话\nfields: {topic: 征兵工作, year: 2026}\nmine: 勿动\n---\n"


def test_a_front_matter_is_read() -> None:
    assert read_front_matter(FRONT) == DraftMetadata(
        "推进会讲话", "推进会讲话", {"topic": "征兵工作", "year": 2026}, {"wengao": 1, "mine": "勿动"}
    )


def test_a_file_without_one_has_empty_values() -> None:
    assert read_front_matter("") == DraftMetadata()


def test_a_new_one_is_read_back() -> None:
    metadata = DraftMetadata(
        "推进会讲话", "推进会讲话", {"topic": "一：二 #三", "units": ["甲", "乙"]}, {"wengao": 1}
    )
    assert read_front_matter(write_front_matter(metadata)) == metadata


def test_a_change_keeps_comments_and_unknown_keys() -> None:
    assert change_front_matter(FRONT, {"genre": "讲话"}) == FRONT.replace("genre: 推进会讲话", "genre: 讲话")


@pytest.mark.parametrize(
    ("front", "words"),
    [
        ("---\nfields: {topic: 征兵\n---\n", "YAML"),
        ("---\n- 甲\n---\n", "名称: 值"),
        ("---\nfields: 征兵\n---\n", "fields"),
        ("---\na: 1\na: 2\n---\n", "YAML"),
    ],
)
def test_a_broken_one_is_named(front: str, words: str) -> None:
    with pytest.raises(DraftFormatError, match=words):
        read_front_matter(front)
