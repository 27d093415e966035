"""Documents of more than any drafter writes are refused before they take the machine's memory."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from wengao.errors import DraftFormatError, UnreadableFileError
from wengao.files.package import MOST_TAGS
from wengao.markup.front_matter import LONGEST_FRONT, DraftMetadata, read_front_matter, write_front_matter
from wengao.reading.formats import read_raw
from wengao.reading.formats.format import MOST_PARAGRAPHS
from wengao.word.opening import opened_word

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_file(path: Path, paragraph: bytes, count: int) -> Path:
    """A Word file of so many paragraphs, written piece by piece."""
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        part.write(f'<w:document xmlns:w="{WORD}"><w:body>'.encode())
        for _ in range(count // 1000):
            part.write(paragraph * 1000)
        part.write(b"</w:body></w:document>")
    return path


def test_a_word_file_of_a_million_paragraphs_is_not_built(tmp_path: Path) -> None:
    file = word_file(tmp_path / "长.docx", b"<w:p><w:r><w:t>a</w:t></w:r></w:p>", MOST_TAGS // 6 + 1000)
    with pytest.raises(UnreadableFileError, match="段落和标记多得异常"):
        read_raw(file)


def test_a_text_of_too_many_paragraphs_is_refused_with_their_number(tmp_path: Path) -> None:
    file = tmp_path / "长.txt"
    file.write_text("抓\n" * (MOST_PARAGRAPHS + 1), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=f"有 {MOST_PARAGRAPHS + 1} 个段落"):
        read_raw(file)


def test_blank_lines_are_no_paragraphs(tmp_path: Path) -> None:
    file = tmp_path / "空行.txt"
    file.write_text("\n" * MOST_PARAGRAPHS + "抓落实。\n" * 3, encoding="utf-8")
    assert [block.text for block in read_raw(file).blocks if block.text] == ["抓落实。"] * 3


def test_a_bomb_is_not_opened_as_a_word_file_either(tmp_path: Path) -> None:
    file = tmp_path / "炸弹.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (80 << 20))
    with pytest.raises(UnreadableFileError, match="解压后异常庞大"), opened_word(file):
        pass


@pytest.mark.parametrize(
    ("yaml", "told"),
    [
        ("a: " + "字" * LONGEST_FRONT, "超过"),
        ("a: &a [1]\nb: *a", "引用"),
        ("a: " + "[" * 2000, "太多层"),
        ("a: " + "{b: [" * 2000, "太多层"),
        ("a:\n" + "- " * 2000 + "1", "太多层"),
        ("a: " + "9" * 5000, "数字"),
        ("a: !!omap [b: 1, b: 2]", "标记"),
    ],
)
def test_a_front_matter_that_would_not_end_is_refused(yaml: str, told: str) -> None:
    with pytest.raises(DraftFormatError, match=told):
        read_front_matter(f"---\n{yaml}\n---\n")


def test_no_front_matter_is_written_that_could_not_be_read_again() -> None:
    facts = DraftMetadata(other={"refresh": {"open": [f"{number}万元" for number in range(20_000)]}})
    with pytest.raises(DraftFormatError, match="请把这篇文稿拆成几篇"):
        write_front_matter(facts)
