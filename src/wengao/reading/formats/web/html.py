"""Web pages (.html): the article, found by the containers that official sites use or else by where the prose is dense.

Ordered lists are numbered as a browser writes them (HTML 4.4.5 ol, CSS Counter Styles 3): 1. 一、 a. What the list and its
items say themselves is followed; style sheets are not, so an item that begins with a number of its own is left as it is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.decoding import decode
from wengao.language.list_numbers import NUMERALS, numbered
from wengao.language.numbering import split_enumerator
from wengao.reading.formats.format import Format
from wengao.reading.formats.web.article import article_node
from wengao.reading.formats.web.bounds import beyond_bounds
from wengao.reading.raw import LINKS, Block, RawDocument, note_mark, note_text
from wengao.word.formulas import lowered, raised

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from selectolax.lexbor import LexborHTMLParser, LexborNode

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
"""Values of the attribute type by the counter styles that they stand for."""
_STYLES: Mapping[str, tuple[str, str]] = {
    "decimal": ("decimal", "."),
    "decimal-leading-zero": ("decimalZero", "."),
    **dict.fromkeys(("lower-alpha", "lower-latin"), ("lowerLetter", ".")),
    **dict.fromkeys(("upper-alpha", "upper-latin"), ("upperLetter", ".")),
    "lower-roman": ("lowerRoman", "."),
    "upper-roman": ("upperRoman", "."),
    **dict.fromkeys(
        ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal", "japanese-informal", "cjk-decimal"),
        ("chineseCounting", "、"),
    ),
    **dict.fromkeys(("simp-chinese-formal", "trad-chinese-formal"), ("chineseLegalSimplified", "、")),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}  # fmt: skip
"""Counter styles: the numeral that writes the number, and what follows it."""
_SILENT = {"none", "disc", "circle", "square", "inherit"}
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;]+)", re.IGNORECASE)
_WHOLE = re.compile(r"\s*([+-]?\d{1,6})(?!\d)")


class ItemNumbers:
    """The numbers of the items of one list, asked for in the order of the page."""

    def __init__(self, ordered: LexborNode) -> None:
        """ordered: the element ol."""
        self._style = _declared_style(ordered) or "decimal"
        self._step = -1 if "reversed" in ordered.attributes else 1
        start = _whole(ordered.attributes.get("start"))
        if start is None:
            start = sum(1 for child in ordered.iter() if child.tag == "li") if self._step < 0 else 1
        self._next = start

    def next_number(self, item: LexborNode) -> str:
        """The number of the next item (li); empty where the list shows none."""
        own = _whole(item.attributes.get("value"))
        number = self._next if own is None else own
        self._next = number + self._step
        style = _declared_style(item) or self._style
        if style in _SILENT:
            return ""
        numeral, end = _STYLES.get(style, _STYLES["decimal"])
        return (NUMERALS[numeral](number) if number > 0 else str(number)) + end


def with_item_number(number: str, text: str) -> str:
    """The first line of an item with its number, unless it has one already."""
    return text if not number or split_enumerator(text)[0] is not None else numbered(number, text)


def _declared_style(node: LexborNode) -> str:
    """The counter style that an element declares by its style or its type; empty where by neither."""
    declared = _STYLE.findall(node.attributes.get("style") or "")
    words = declared[-1].lower().split() if declared else []
    known = next((word for word in words if word in _STYLES or word in _SILENT), "")
    return known or _TYPES.get((node.attributes.get("type") or "").strip(), "")


def _whole(value: str | None) -> int | None:
    match = _WHOLE.match(value or "")
    return int(match[1]) if match else None


_SUFFIXES = {".html", ".htm", ".shtml", ".xhtml"}
_MARK = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|p|table|span)[\s>]", re.IGNORECASE)
_XML_FAMILY = re.compile(rb"<(?:w:wordDocument|pkg:package|office:document|uof:UOF)[\s>]")
"""Documents of office programs in XML, which may name elements of HTML further down."""
_NOT_PROSE = (
    "script,style,noscript,template,iframe,form,nav,header,footer,aside,select,button,svg,object,"
    "div[title=header],div[title=footer],sup a,a sup,a.sdfootnotesym,a.sdendnotesym"
)
"""What is no prose: among it marks of notes, and running heads of a document that an office program saved as a page."""
_STRUCK = "del,s,strike,[style*='line-through']"
_COMMENT = "[style*='mso-element:comment'],.msocomtxt,.msocomanchor"
"""Comments, as Word saves them in a page."""
_BLOCK_TAGS = {"p", "div", "section", "article", "main", "tr", "table", "tbody", "thead", "ul", "ol", "blockquote",
               "pre", "center", "dd", "dt", "dl", "hr", "figure", "figcaption", "body"}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CELLS = {"td", "th"}
_RAISED = {"sup": raised, "sub": lowered}
"""Behind a digit what stands above or below the line stays there: 5² is not 52."""
_SPACES = re.compile(r"(?:[ \t\r\n\u00a0]|&(?:n?b|en|em)?sp;)+")
"""Spaces, entities of them that were written wrongly among them."""
_LONGEST_CELL = 120
_FEWEST_CELLS, _LONGEST_REMARK = 3, 500
"""Of a row that may hold sentences (说明、备注); a page is laid out in cells of more characters, or in two."""
_MOST_COLUMNS = 200
_WIDEST_SPAN = 60
"""Columns or rows of a cell; no table for people has more, and each of them is set."""
_EDGES = " \t\u00a0"
_META = (
    ("title", ("ArticleTitle", "og:title")),
    ("published", ("PubDate", "publishdate", "article:published_time")),
    ("source", ("ContentSource", "source")),
)
_LONGEST_CREDIT = 120
_COPY_INSTEAD = "请在浏览器里打开网页，把正文复制到 .docx 或 .txt"
_PUBLISHED = re.compile(r"(20\d{2})[年/-](\d{1,2})[月/-](\d{1,2})日?\s*\d{1,2}[:：]\d{2}")
_SOURCE = re.compile(
    r"(?<![\u4e00-\u9fff])(?:(?:文章|稿件|信息)?来源|稿源)\s*[:：]\s*([\u4e00-\u9fffA-Za-z]{2,20})"
)
_MOST_TABLES = 20
"""Of a page, among which its index card is looked for; it stands at the top."""
_INDEX_CARD = re.compile(r"索\s*引\s*号|发\s*文\s*字\s*号")
_FURTHER = re.compile(r"^[【\[]?(?:延伸|相关|推荐|更多)(?:阅读|链接|报道|新闻|文章|专题)[】\]]?\s*[:：]?$")
_SENTENCE_ENDS = ("。", "；")
_SITE_IN_TITLE = re.compile(r"(?<!\s)\s*(?:[_|｜]|\s[-—–]\s|--).*$")


def read(path: Path) -> RawDocument:
    """The blocks of the article of a web page, with the page's title and date where it declares them.

    Raises UnreadableFileError where the page has no text, or more nested tags or attributes than any that is read.
    """
    decoded = decode(path.read_bytes(), path)
    return replace(read_page(decoded.text, path), cut=decoded.cut)


def read_page(source: str, path: Path) -> RawDocument:
    """The blocks of the article in the source of a web page. path: of the file it stands in, for messages."""
    page = _parsed(source, path)
    metadata = _metadata(page)
    _mark_notes(page)
    for node in page.css(_NOT_PROSE):
        node.decompose()
    left_out = (*_taken(page, _STRUCK, "删除线文字"), *_taken(page, _COMMENT, "批注"))
    metadata = {**_printed(page), **metadata}
    article = article_node(page)
    pictures = len(article.css("img")) if article is not None else 0
    links = _links(article) if article is not None else ()
    blocks, further = _further_reading_apart(_lines_of(article, path) if article is not None else [])
    if not any(block.text for block in blocks):
        raise UnreadableFileError(path, "网页里没有正文", _COPY_INSTEAD)
    return RawDocument(
        tuple(blocks),
        _title(page, metadata),
        metadata,
        left_out=(*left_out, *_index_card(page, blocks), *further, *links, *((("图片", ""),) * pictures)),
    )


def _links(article: LexborNode) -> tuple[tuple[str, str], ...]:
    """The texts of an article's links with their addresses; one that shows its address is left out."""
    found = (
        ((link.text() or "").strip(), link.attributes.get("href") or "")
        for link in article.css("a[href^='http']")
    )
    return tuple((LINKS, f"{text} {address}") for text, address in found if text and text not in address)


def _index_card(page: LexborHTMLParser, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """The rows of the table in which an official page says what it has (索引号, 发文字号), where they are no text."""
    shown = {block.text for block in blocks}
    for table in page.css("table")[:_MOST_TABLES]:
        if len(table.css("table")) == 1 and _INDEX_CARD.search(table.text() or ""):
            yield from (("网页信息", row.text) for row in _Lines().of(table) if row.text not in shown)


def _mark_notes(page: LexborHTMLParser) -> None:
    """Mark where the text refers to its notes, and their texts: two links that lead to each other, the text's first."""
    links = {
        name: link
        for link in page.css("a[href^='#']")
        if (name := link.attributes.get("name") or link.attributes.get("id"))
    }
    marked: set[str] = set()
    for name, link in links.items():
        other = (link.attributes.get("href") or "").removeprefix("#")
        back = links.get(other)
        if name in marked or other == name or back is None or back.attributes.get("href") != f"#{name}":
            continue
        marked |= {name, other}
        label = "".join(chr(ord("a") + int(digit)) for digit in str(len(marked)))
        link.replace_with(note_mark(label))
        back.replace_with(note_text(label, ""))


def _taken(page: LexborHTMLParser, chosen: str, kind: str) -> tuple[tuple[str, str], ...]:
    """Take the elements that a selector chooses out of a page; their texts, with their kind."""
    taken = []
    for node in page.css(chosen):
        text = (node.text() or "").strip()
        if text:
            taken.append((kind, text))
        node.decompose()
    return tuple(taken)


def _parsed(source: str, path: Path) -> LexborHTMLParser:
    from selectolax.lexbor import LexborHTMLParser

    too_much = beyond_bounds(source)
    if too_much:
        raise UnreadableFileError(path, f"网页的{too_much}，不像给人看的网页", _COPY_INSTEAD)
    return LexborHTMLParser(source)


def _lines_of(node: LexborNode, path: Path) -> list[Block]:
    try:
        return _Lines().of(node)
    except RecursionError as error:
        raise UnreadableFileError(path, "网页的标签套得太深，不像给人看的网页", _COPY_INSTEAD) from error


def _further_reading_apart(blocks: list[Block]) -> tuple[list[Block], list[tuple[str, str]]]:
    """The blocks up to a list of other articles (延伸阅读) that stands at the end, and the titles in it."""
    last_sentence = max(
        (place for place, block in enumerate(blocks) if block.text.endswith(_SENTENCE_ENDS)), default=-1
    )
    for place in range(last_sentence, len(blocks)):
        if place >= 0 and _FURTHER.match(blocks[place].text.strip()):
            return blocks[:place], [("延伸阅读", block.text) for block in blocks[place + 1 :]]
    return blocks, []


def page_blocks(source: str, path: Path) -> list[Block]:
    """The blocks of a whole page, all of which is text, as in a book. path: of the file it stands in, for messages."""
    page = _parsed(source, path)
    for node in page.css(_NOT_PROSE):
        node.decompose()
    _taken(page, _STRUCK, "删除线文字")
    return _lines_of(page.body, path) if page.body is not None else []


def _metadata(page: LexborHTMLParser) -> dict[str, str]:
    declared: dict[str, str] = {}
    for meta in page.css("meta[content]"):
        name = meta.attributes.get("name") or meta.attributes.get("property") or ""
        declared.setdefault(name.lower(), (meta.attributes.get("content") or "").strip())
    found = {
        key: next((declared[name.lower()] for name in names if declared.get(name.lower())), "")
        for key, names in _META
    }
    return {key: value for key, value in found.items() if value and key != "title"} | (
        {"title": _SITE_IN_TITLE.sub("", found["title"])} if found["title"] else {}
    )


def _printed(page: LexborHTMLParser) -> dict[str, str]:
    """Date and source from the line below the headline: 2017年12月25日 15:52　来源：新华社　编辑：…."""
    found: dict[str, str] = {}
    text = page.body.text(separator="\n") if page.body is not None else ""
    for line in text.split("\n"):
        short = line.strip()
        if not short or len(short) > _LONGEST_CREDIT:
            continue
        published, source = _PUBLISHED.search(short), _SOURCE.search(short)
        if published:
            found.setdefault("published", f"{published[1]}-{int(published[2]):02}-{int(published[3]):02}")
        if source:
            found.setdefault("source", source[1])
    return found


def _title(page: LexborHTMLParser, metadata: dict[str, str]) -> str:
    if metadata.get("title"):
        return metadata["title"]
    heading, title = page.css_first("h1"), page.css_first("title")
    for node in (heading, title):
        text = _SPACES.sub(" ", node.text() or "").strip() if node is not None else ""
        if text:
            return _SITE_IN_TITLE.sub("", text)
    return ""


class _Lines:
    """The lines of a node: a line ends where a block element or <br> does; the first of a list's item is numbered."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._pieces: list[str] = []
        self._level: int | None = None
        self._number = ""
        self._spans: list[list[int]] = []
        self._column = 0

    def of(self, node: LexborNode) -> list[Block]:
        """The blocks of `node` and everything in it."""
        self._walk(node)
        self._end_line()
        return self._blocks

    def _walk(self, node: LexborNode) -> None:
        numbers = ItemNumbers(node) if node.tag == "ol" else None
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag == "-text":
                self._pieces.append(_SPACES.sub(" ", child.text(deep=False) or ""))
            elif tag == "br":
                self._end_line()
            elif tag in _CELLS:
                self._walk_cell(child)
            elif tag == "li":
                self._walk_item(child, numbers)
            elif tag in _HEADINGS:
                self._end_line()
                self._level = _HEADINGS[tag]
                self._walk(child)
                self._end_line()
                self._level = None
            elif tag == "table":
                self._end_line()
                self._spans.append([])
                self._walk(child)
                self._spans.pop()
                self._end_line()
            elif tag in _BLOCK_TAGS:
                self._end_line()
                self._column = 0
                self._walk(child)
                self._end_line()
            elif tag in _RAISED and self._ends_in_digit():
                self._pieces.append(_RAISED[tag](_SPACES.sub(" ", child.text() or "")))
            else:
                self._walk(child)

    def _ends_in_digit(self) -> bool:
        return bool(self._pieces) and self._pieces[-1][-1:].isdecimal()

    def _walk_item(self, item: LexborNode, numbers: ItemNumbers | None) -> None:
        self._end_line()
        self._number = numbers.next_number(item) if numbers is not None else ""
        self._walk(item)
        self._end_line()
        self._number = ""

    def _walk_cell(self, cell: LexborNode) -> None:
        """A cell of a table of data stays on its row's line; one that holds a text is layout."""
        text = cell.text() or ""
        self._pass_spanned()
        if cell.css_first("table") is not None or not _is_data(cell, text):
            self._end_line()
            self._walk(cell)
            self._end_line()
            return
        lines = _Lines().of(cell)
        across, down = (
            (_span(cell, "colspan"), _span(cell, "rowspan")) if self._column < _MOST_COLUMNS else (1, 1)
        )
        self._pieces.append(" ".join(line.text for line in lines) + "\t" * across)
        if self._spans:
            spans = self._spans[-1]
            spans += [0] * (self._column + across - len(spans))
            spans[self._column : self._column + across] = [down - 1] * across
        self._column += across

    def _pass_spanned(self) -> None:
        """Pass over the columns that a cell of a row above reaches down into."""
        spans = self._spans[-1] if self._spans else []
        while self._column < len(spans) and spans[self._column]:
            spans[self._column] -= 1
            self._pieces.append("\t")
            self._column += 1

    def _end_line(self) -> None:
        line = _row("".join(self._pieces))
        self._pieces.clear()
        if line:
            self._blocks.append(Block(with_item_number(self._number, line), self._level))
            self._number = ""


def _is_data(cell: LexborNode, text: str) -> bool:
    """Whether a cell is one of data: short and no sentence, or beside two others at least and no article either."""
    if len(text) <= _LONGEST_CELL and "。" not in text:
        return True
    if cell.parent is None or len(text) > _LONGEST_REMARK:
        return False
    beside = (child for child in cell.parent.iter() if child.tag in _CELLS)
    return len(list(islice(beside, _FEWEST_CELLS))) == _FEWEST_CELLS


def _span(cell: LexborNode, name: str) -> int:
    """How many columns or rows a cell takes up."""
    declared = (cell.attributes.get(name) or "").strip()
    return min(max(int(declared), 1), _WIDEST_SPAN) if declared.isascii() and declared.isdecimal() else 1


def _row(text: str) -> str:
    """A line with its cells set apart, empty ones in their places; where one alone has text, nothing is set apart."""
    cells = [cell.strip(_EDGES) for cell in text.split("\t")]
    filled = [cell for cell in cells if cell]
    return " | ".join(cells).rstrip(" |") if len(filled) > 1 else "".join(filled)


def looks_like_page(head: bytes) -> bool:
    """Whether what a file begins with are the elements of a web page, in UTF-16 as well."""
    bare = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"")
    return bare.startswith(b"<") and not _XML_FAMILY.search(bare) and _MARK.search(bare) is not None


def _recognises(path: Path, head: bytes) -> bool:
    """Whether the file is a web page: by its first elements, or by its suffix."""
    return path.suffix.lower() in _SUFFIXES or looks_like_page(head)


FORMAT = Format("网页", (".html",), 90, _recognises, read)
