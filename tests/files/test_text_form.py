"""The form of a draft's text: whatever is saved opens again, and no byte is replaced in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from wengao.drafts.markdown import parse_draft, write_draft
from wengao.drafts.store import StoredDraft, open_draft, save_draft
from wengao.errors import InputError, UnreadableFileError
from wengao.files.text_form import (
    UNREAD_MARK,
    TextForm,
    encode_text,
    form_holding,
    read_text,
    shown_text,
    unread_lines,
)

SPEECH = "# 在推进会上的讲话\n\n同志们：\n\n各级各部门要把责任扛在肩上，主要负责同志亲自过问。\n"
ANY_TEXT = st.text(
    st.characters(codec=None) | st.sampled_from("\0\x01\x0c\r\n\x85\u2028\ufeff\ud800\udc80#- ")
)


@given(ANY_TEXT, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@example("\x01\x02", "\n", False)
@example("\ud800", "\n", False)
@example("\udc80\ud83d", "\r\n", True)
@example("\ufeff\ufeff一", "\n", False)
@example("一\r二\r\n三\n", "\n", False)
@example("\0\0\0\0", "\n", False)
def test_whatever_is_saved_opens_again_byte_for_byte(text: str, newline: str, bom: bool) -> None:
    data, _ = encode_text(text, TextForm(bom=bom, newline=newline), "稿.md")
    again = read_text(data, "稿.md")
    assert encode_text(again.text, again.form, "稿.md")[0] == data


@given(st.binary(max_size=200), st.text(max_size=20))
@example(b"\xff", "")
def test_whatever_opens_is_saved_as_it_was_but_for_mixed_line_breaks(data: bytes, text: str) -> None:
    whole = (text * 9).encode("utf-8", "ignore") + data
    try:
        read = read_text(whole, "稿.md")
    except UnreadableFileError:
        return
    saved = encode_text(read.text, read.form, "稿.md")[0]
    mixed = any("换行有几种写法" in told for told in read.told)
    assert saved == whole or mixed


@pytest.mark.parametrize(
    "form",
    [
        TextForm(),
        TextForm(bom=True),
        TextForm(newline="\r\n"),
        TextForm(newline="\r"),
        TextForm("gb18030"),
        TextForm("gb18030", newline="\r\n"),
        TextForm("utf-16-le", bom=True),
        TextForm("utf-16-be", bom=True, newline="\r\n"),
    ],
)
def test_encoding_mark_and_line_breaks_are_kept(tmp_path: Path, form: TextForm) -> None:
    file = tmp_path / "稿.md"
    data, _ = encode_text(SPEECH, form, file)
    file.write_bytes(data)
    stored = open_draft(file)
    assert (write_draft(stored.draft), stored.form, stored.told) == (SPEECH, form, ())
    longer = save_draft(stored.with_draft(parse_draft(SPEECH + "\n请大家抓好落实。\n")))
    assert open_draft(file) == longer
    assert file.read_bytes()[: len(data)] == data


def test_one_bad_byte_is_kept_and_told_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "稿.md"
    data = SPEECH.encode().replace("同志们".encode(), b"\xe5\x90\xff" + "同志们".encode())
    file.write_bytes(data)
    stored = open_draft(file)
    assert stored.told == (f"有 3 个字节认不出（第 3 行），标作 {UNREAD_MARK}，不去动它就照原样保存",)
    longer = stored.with_draft(parse_draft(write_draft(stored.draft) + "又写了一段。\n"))
    save_draft(longer)
    assert file.read_bytes() == data + "又写了一段。\n".encode()


def test_a_bad_byte_in_another_encoding_is_kept_too() -> None:
    data = (
        (SPEECH * 20)
        .encode("gb18030")
        .replace("责任".encode("gb18030"), b"\xff" + "责任".encode("gb18030"), 1)
    )
    read = read_text(data, "稿.md")
    assert (
        read.form.encoding,
        len(unread_lines(read.text, read.form)),
        encode_text(read.text, read.form, "稿.md")[0],
    ) == (
        "gb18030",
        1,
        data,
    )


def test_a_file_that_uses_the_marks_itself_is_kept_as_it_is() -> None:
    text = SPEECH + "\U0010ff80"
    read = read_text(text.encode(), "稿.md")
    assert (read.text, read.form, encode_text(read.text, read.form, "稿.md")[0]) == (
        text,
        TextForm(),
        text.encode(),
    )


def test_a_file_that_uses_the_marks_itself_and_has_a_bad_byte_is_refused_by_name() -> None:
    with pytest.raises(UnreadableFileError, match=r"稿\.md：有认不出的字节，保存时会丢失"):
        read_text((SPEECH + "\U0010ff80").encode() + b"\xff", "稿.md")


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\xff\0", b"PK\x03\x04\x14\0\xff", b"\xd0\xcf\x11\xe0\xa1", b"\x7fELF\x02\xff"]
)
def test_a_picture_or_a_program_with_the_name_of_a_draft_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"稿\.md：不是文本文件"):
        read_text(data, "稿.md")


def test_mixed_line_breaks_are_told_and_made_one() -> None:
    read = read_text("一\r\n二\r\n三\n".encode(), "稿.md")
    assert (read.text, read.told, encode_text(read.text, read.form, "稿.md")[0]) == (
        "一\n二\n三\n",
        ("换行有几种写法，保存时统一为 CRLF",),
        "一\r\n二\r\n三\r\n".encode(),
    )


def test_control_characters_are_told_with_their_lines() -> None:
    assert read_text("一\x01\n二\n三\x02\x03\n".encode(), "稿.md").told == (
        "有 3 个看不见的控制字符（第 1、3 行），原样留着，不需要就删去",
    )


def test_a_text_that_its_encoding_cannot_hold_becomes_utf8_and_is_told() -> None:
    data, written = encode_text(SPEECH + "😀", TextForm("big5"), "稿.md")
    assert (data, written.form.encoding, written.told) == (
        (SPEECH + "😀").encode(),
        "utf-8",
        ("原来的编码 big5 存不下或认不准，已改存为 UTF-8",),
    )


def test_a_text_too_short_to_be_known_by_its_encoding_becomes_utf8() -> None:
    data, written = encode_text("ÿ", TextForm("gb18030"), "稿.md")
    assert (data, written.form) == ("ÿ".encode(), TextForm())


def test_a_kept_form_that_wengao_never_writes_is_plain_utf8() -> None:
    wrong = {"encoding": "rot13", "bom": False, "newline": "\n", "escaped": False}
    assert [TextForm.of(values) for values in (None, {}, wrong, {**wrong, "encoding": "big5"})] == [
        TextForm(),
        TextForm(),
        TextForm(),
        TextForm("big5"),
    ]


def test_what_leaves_the_draft_shows_a_mark() -> None:
    read = read_text("讲话，讲话，讲话".encode() + b"\xff", "稿.md")
    assert (shown_text(read.text, read.form), shown_text("\U0010ff80", TextForm())) == (
        f"讲话，讲话，讲话{UNREAD_MARK}",
        "\U0010ff80",
    )


def test_a_version_with_bad_bytes_is_restored_with_them() -> None:
    read = read_text("讲话，讲话，讲话".encode() + b"\xff", "稿.md")
    assert encode_text(read.text, form_holding(read.text, TextForm()), "稿.md")[0].endswith(b"\xff")


def test_what_could_not_be_opened_again_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "稿.md"
    stored = StoredDraft(
        file, parse_draft("\U0010ffd0\U0010ffcf\U0010ff91\U0010ffe0"), form=TextForm(escaped=True)
    )
    with pytest.raises(InputError, match=r"稿\.md 里有存了再也打不开的字符"):
        save_draft(stored)
    assert not file.exists()
