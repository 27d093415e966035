"""What a web page may have at most: sloppy pages are read, those made to harm are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from wengao.errors import UnreadableFileError
from wengao.reading.formats import read_raw
from wengao.reading.formats.web.bounds import DEEPEST, MOST_ATTRIBUTES, beyond_bounds

MANY = 3 * DEEPEST


@pytest.mark.parametrize(
    "source",
    [
        "<p>一段" * MANY,
        "<p><span>一段</p>" * MANY,
        "<ul>" + "<li>一项" * MANY,
        "<table>" + "<tr><td>一格" * MANY,
        "<div><b>一段</div>" * MANY,
        "<br><img src=a><input>" * MANY,
        "<div></div>" * MANY,
        "<script>" + "'<div>'" * MANY + "</script><p>一段</p>",
        "<!--" + "<div>" * MANY + "--><p>一段</p>",
        "<textarea>" + "<div>" * MANY + "</textarea>",
        f'<p title="{"a > b " * MANY}">一段</p>',
        f"<p data-list='{'<div> ' * MANY}'>一段</p>",
        "<dl>" + "<dt>甲<dd>乙" * MANY + "</dl>",
        "<div><table><tr><td></td></tr></table></div>" * MANY,
        "</div>" * MANY,
        "<" * MANY,
        "<p" + " " * 100_000 + ">一段</p>",
    ],
)
def test_a_sloppy_page_keeps_within_the_bounds(source: str) -> None:
    assert beyond_bounds(source) == ""


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("<div>" * MANY, "层"),
        ("<ul><li>" * MANY, "层"),
        ("<table><tr><td>" * MANY, "层"),
        ("<div><table><tr><td></div>" * MANY, "层"),
        ("<svg>" + "<td>" * MANY, "层"),
        ("<DIV>" * MANY, "层"),
        ("<p " + " ".join(f"a{n}=1" for n in range(MOST_ATTRIBUTES + 1)) + ">", "属性"),
        ('<p a=">" ' + " ".join(f'a{n}=">"' for n in range(MOST_ATTRIBUTES)) + ">", "属性"),
        ("<p " + "a " * (MOST_ATTRIBUTES + 1) + ">", "属性"),
        ("<a " * MANY, "属性"),
    ],
)
def test_a_page_made_to_harm_does_not(source: str, told: str) -> None:
    assert told in beyond_bounds(source)


@pytest.mark.parametrize("tag", ["<div>", "<blockquote>", "<table><tr><td>", "<ul><li>"])
def test_what_nests_deeper_than_can_be_walked_is_refused_by_name(tmp_path: Path, tag: str) -> None:
    page = tmp_path / "页.html"
    page.write_text(f"<html><body>{tag * (DEEPEST // 2 - 10)}各级要抓好落实。" * 2, encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="网页的标签"):
        read_raw(page)
