"""Word files that are broken inside, where python-docx opens them: refused by name, whatever breaks."""

from __future__ import annotations

import datetime
import re
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from wengao.desk.review_material import word_profile
from wengao.drafts.markdown import parse_draft
from wengao.drafts.word_import import draft_of_word
from wengao.errors import UnreadableFileError
from wengao.export.exporting import export_draft
from wengao.export.layout import default_layout, load_layout
from wengao.language.numerals import chinese_numeral
from wengao.review.word.correcting import corrected_word
from wengao.review.word.reading import read_word
from wengao.word.opening import opened_word

LAYOUT = load_layout(default_layout("推进会讲话"))
MADE = datetime.datetime(2026, 3, 18, tzinfo=datetime.UTC)
TEXT = "# 在征兵工作会上的讲话\n\n同志们：\n\n## 抓好落实\n\n各级要压实责任。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"

BROKEN: dict[str, tuple[str, str, str]] = {
    "no XML": ("word/document.xml", "<w:body>", "<w:body"),
    "types without their namespace": ("[Content_Types].xml", ' xmlns="[^"]*"', ""),
    "relations without their namespace": ("word/_rels/document.xml.rels", ' xmlns="[^"]*"', ""),
    "a relation without an aim": ("word/_rels/document.xml.rels", ' Target="[^"]*"', ""),
    "a relation without a kind": ("_rels/.rels", ' Type="[^"]*"', ""),
    "a footer that nothing leads to": ("word/_rels/document.xml.rels", 'Id="rId', 'Id="other'),
    "settings of another kind": ("word/settings.xml", "w:settings", "w:other"),
    "a theme that is no XML": ("word/theme/theme1.xml", "<", "\0"),
    "a margin that is no number": ("word/document.xml", 'w:top="[^"]*"', 'w:top="x"'),
    "sizes of nothing": ("word/styles.xml", '<w:sz w:val="[^"]*"', '<w:sz w:val="0"'),
    "indents that are no numbers": ("word/styles.xml", 'w:firstLineChars="[^"]*"', 'w:firstLineChars="NaN"'),
    "a style without a name": ("word/styles.xml", ' w:val="[^"]*"', ""),
}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("word") / "讲话.docx"
    export_draft(parse_draft(TEXT), file, layout=LAYOUT, created=MADE)
    return file


def broken(whole: Path, target: Path, part: str, pattern: str, instead: str) -> Path:
    """The whole file with what a pattern finds in a part replaced."""
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(target, "w") as changed:
        for name in package.namelist():
            data = package.read(name).decode("latin-1")
            again = re.sub(pattern, instead, data) if name == part else data
            changed.writestr(name, again.encode("latin-1"))
    return target


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize(
    "work",
    [read_word, lambda path: corrected_word(path, word_profile(LAYOUT)), draft_of_word],
    ids=["read", "correct", "import"],
)
def test_a_file_that_is_broken_inside_is_read_or_refused_by_name(
    whole: Path, tmp_path: Path, kind: str, work: Callable[[Path], object]
) -> None:
    file = broken(whole, tmp_path / "坏.docx", *BROKEN[kind])
    with suppress(UnreadableFileError):
        assert work(file)


def test_what_cannot_be_opened_is_named(whole: Path, tmp_path: Path) -> None:
    file = broken(whole, tmp_path / "坏.docx", *BROKEN["relations without their namespace"])
    with pytest.raises(UnreadableFileError, match=r"坏\.docx：不是完整的 Word 文件"):
        read_word(file)


def test_a_fault_of_our_own_goes_its_way(whole: Path) -> None:
    with pytest.raises(ValueError, match="not a section number"), opened_word(whole):
        chinese_numeral(0)
