"""Encodings told from one another, and from what is no text."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.material import SPEECH
from wengao.errors import UnreadableFileError
from wengao.files.decoding import decode, read_toml, read_utf8

TRADITIONAL = "各級黨委要樹牢總體國家安全觀，增強憂患意識和底線思維，嚴格落實會議製度。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_simplified_text_comes_back_from_each_encoding(encoding: str) -> None:
    assert decode(SPEECH.encode(encoding)).text == SPEECH


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-8", "utf-16-le"])
def test_traditional_text_comes_back_from_each_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


def test_the_encoding_is_named() -> None:
    assert decode(SPEECH.encode("gbk")).encoding == "gb18030"
    assert decode(TRADITIONAL.encode("big5")).encoding == "big5"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_half_a_character_at_the_end_is_left_out(encoding: str) -> None:
    whole = "各级党委要扛起责任，层层抓落实，步步见成效，久久为功"
    assert decode(whole.encode(encoding)[:-1]).text == whole[:-1]


def test_a_bad_byte_in_the_middle_costs_no_more_than_its_neighbours() -> None:
    data = SPEECH.encode("gb18030")
    middle = data.index("经验".encode("gb18030"))
    text = decode(data[:middle] + b"\xff" + data[middle:]).text
    assert text.startswith(SPEECH[:60])
    assert text.endswith(SPEECH[-60:])


@pytest.mark.parametrize(
    ("data", "unread", "cut"),
    [
        (SPEECH.encode(), 0, False),
        (SPEECH.encode()[:-1], 0, False) if SPEECH.endswith("\n") else (SPEECH.encode()[:-1], 0, True),
        ((SPEECH + "责任").encode("gb18030")[:-1], 0, True),
        (SPEECH.encode("gb18030") + b"\xff\n" + SPEECH.encode("gb18030"), 1, False),
        ((SPEECH + "\ufffd").encode(), 0, False),
    ],
)
def test_what_cannot_be_read_is_counted(data: bytes, unread: int, cut: bool) -> None:
    decoded = decode(data)
    assert (decoded.unread, decoded.cut) == (unread, cut)


def test_a_settings_file_with_a_bad_byte_names_its_line(tmp_path: Path) -> None:
    file = tmp_path / "wengao.toml"
    file.write_bytes("# 甲\n# 乙\n# ".encode() + b"\xff\n")
    with pytest.raises(UnreadableFileError, match=r"wengao\.toml：第 3 行不是 UTF-8 编码"):
        read_utf8(file)


def test_line_breaks_of_other_systems_become_newlines() -> None:
    assert decode("第一段\r\n第二段\r第三段".encode()).text == "第一段\n第二段\n第三段"


@pytest.mark.parametrize("data", [b"", b"  \r\n\t ", "　　\n".encode()])
def test_an_empty_file_is_refused_as_empty(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="空"):
        decode(data, "空.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 40,
        b"\x00\x01\x02\x03" * 500,
        bytes(range(1, 256)) * 20,
    ],
)
def test_binary_data_is_refused_as_binary(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="不是文本文件"):
        decode(data, "程序.bin")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_what_a_pdf_leaves_in_a_short_chinese_text_makes_it_no_program(encoding: str) -> None:
    text = "关于征兵工作的通知\n\n各单位：\n\n\x01\x02请抓好\x03落实。\n"
    assert decode(text.encode(encoding)).text == text


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices of POSIX")
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["pipe", "zero"])
def test_a_settings_file_that_is_no_file_is_named_and_holds_nobody_up(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "wengao.toml")
    with pytest.raises(UnreadableFileError, match=r"wengao\.toml：这是(管道|设备)，不是文件"):
        read_utf8(tmp_path / "wengao.toml")


@pytest.mark.parametrize("text", ["a = " + "[" * 20_000, "a = " + "{b = " * 20_000])
def test_brackets_in_brackets_without_end_are_no_toml(tmp_path: Path, text: str) -> None:
    (tmp_path / "wengao.toml").write_text(text, encoding="utf-8")
    with pytest.raises(tomllib.TOMLDecodeError, match="套得太深"):
        read_toml(tmp_path / "wengao.toml")


def test_a_settings_file_without_end_is_named(tmp_path: Path) -> None:
    file = tmp_path / "wengao.toml"
    with file.open("wb") as opened:
        opened.truncate(9 << 20)
    with pytest.raises(UnreadableFileError, match="文件过大"):
        read_utf8(file)


def test_the_refusal_names_the_file_and_what_to_do() -> None:
    with pytest.raises(UnreadableFileError) as refusal:
        decode(b"", "语料/空.txt")
    assert "语料/空.txt" in refusal.value.message
    assert refusal.value.remedy


@given(st.binary(max_size=400))
def test_any_bytes_are_either_text_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except UnreadableFileError:
        return
    assert text.strip()
    assert "\r" not in text


@given(
    st.text(
        alphabet="党委政府要求各级部门认真贯彻落实工作会议精神，。、；：“”（）一二三四五",
        min_size=20,
        max_size=200,
    )
)
def test_gbk_of_twenty_characters_is_told(text: str) -> None:
    assert decode(text.encode("gbk")).text == text
