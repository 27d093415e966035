"""Markdown (.md): front matter as metadata, # headings with their levels, marks of emphasis and links taken off.

What Markdown files of other programs hold besides (HTML, fences around the whole, thoughts of a chat, callouts) is turned
into the plain Markdown that wengao.markup reads, or left out and told.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - dates are values here, and keys are named date
from typing import TYPE_CHECKING

from wengao.errors import DraftFormatError, UnreadableFileError
from wengao.files.decoding import decode
from wengao.language.numbering import split_enumerator
from wengao.markup.blocks import Kind, read_lines
from wengao.markup.front_matter import front_matter_end, front_values
from wengao.markup.inline import holds_markup, read_inline
from wengao.reading.formats.format import Format
from wengao.reading.formats.web.html import page_blocks
from wengao.reading.raw import LINKS, Block, RawDocument, note_mark, note_text
from wengao.word.formulas import lowered, raised

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from wengao.markup.blocks import Line
    from wengao.markup.inline import Inline

_THOUGHTS = ("think", "thinking", "reasoning", "thought")
_FENCE = re.compile(r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*(?P<language>[\w-]*)[ \t]*$", re.MULTILINE)
_DOCUMENT_FENCES = {"markdown", "md", "mdx", "text", "txt", "plaintext", ""}
_MOST_OUTSIDE = 0.3
"""Of a file's characters; more of it outside a fence, and the fence holds but a sample."""
_FEW_OUTSIDE = 300
"""Characters that a chat says around a short document."""
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]*\S", re.MULTILINE)
_CLOSE_HEADING = re.compile(r"^( {0,3}#{1,6})(?=[^\s#\\])(?![^\n]*#[ \t]*$)(?![^\n]*[ \t]#)", re.MULTILINE)
_TAGS_ALONE = re.compile(r"^[ \t]*(?:#[^\s#]+[ \t]*)*#[^\s#]+(?:[ \t]+#[^\s#]+|#)[ \t]*$", re.MULTILINE)
_CALLOUT = re.compile(r"^ {0,3}>[ \t]?\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>.*)$")
_QUOTED = re.compile(r"^ {0,3}>[ \t]?")
_REMARKS = {"note", "info", "tip", "hint", "todo", "warning", "caution", "attention", "important", "danger", "error", "bug",
            "question", "help", "faq", "comment"}  # fmt: skip
"""Kinds of callout that are the drafter's own remarks; others (quote, abstract, example) hold text."""
_COMMENT = "%%"
_NAMES = (
    "a|abbr|article|aside|b|big|blockquote|body|caption|center|cite|code|dd|details|div|dl|dt|em|fieldset|figcaption|figure"
    "|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|ins|kbd|label|li|link|main|mark|meta|nav|o:p|ol|p|pre|q|rp|rt|ruby"
    "|section|small|span|strong|style|summary|tbody|td|tfoot|th|thead|time|tr|tt|u|ul|var|video|wbr"
)
_TAG = re.compile(rf"<(?P<ends>/)?(?P<name>{_NAMES})(?P<rest>\s[^<>\n]*)?/?>", re.IGNORECASE)
_BLOCK_NAMES = frozenset(
    ("article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "figure", "figcaption", "h1",
     "h2", "h3", "h4", "h5", "h6", "head", "header", "footer", "hr", "html", "li", "main", "ol", "p", "pre", "section",
     "summary", "ul")
)  # fmt: skip
_STRUCK = re.compile(r"<(?P<name>del|s|strike)(?:\s[^<>\n]*)?>(?P<text>[^<\n]*)</(?P=name)>", re.IGNORECASE)
_LEVELLED = re.compile(r"<(?P<name>sup|sub)(?:\s[^<>\n]*)?>(?P<text>[^<\n]{0,40})</(?P=name)>", re.IGNORECASE)
_BREAK = re.compile(r"[ \t]*<br\s*/?>[ \t]*", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#[xX][0-9a-fA-F]{1,6});")
_MARKED = re.compile(r"==(?=[^\s=])([^=\n]{1,400}?)(?<=[^\s=])==")
_PAGE_LINK = re.compile(r"(?<!!)\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
_TASK = re.compile(r"^([ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+)\[[ xX√✓✔-]\][ \t]+", re.MULTILINE)
_FORMULA = re.compile(r"\$(\d[^$\n]{0,30})\$")
_ADDRESSED = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{1,200})\]\(<?(?P<address>https?://[^()\s<>]{1,2000})>?(?:\s+\"[^\"()\n]*\")?\)"
)
_BOLD_PARAGRAPH = re.compile(
    r"<p(?:\s[^<>\n]*)?>[ \t\u3000]*<(?P<name>strong|b)>(?P<text>[^<>\n*]{2,60})</(?P=name)>"
    r"[ \t\u3000]*(?:<br\s*/?>)?[ \t\u3000]*</p>",
    re.IGNORECASE,
)
_BOLD_LINE = re.compile(r"\*\*(?P<text>[^*\n]{4,60}[^*\n。；：，！？、])\*\*")
"""A line all in bold: a headline within a report, where text follows."""
_FEWEST_BOLD = 2
"""Of such lines in a file; one alone may be stressed, and is no headline."""
_SHORTEST_BELOW = 20
_STRAY_BOLD = re.compile(r"(?<![*\d])\*\*(?![*\d])")


@dataclass(frozen=True, slots=True)
class PlainMarkdown:
    """A text without what is no Markdown. left_out: what was taken out and why, in Chinese, with its text."""

    text: str
    left_out: tuple[tuple[str, str], ...]


def plain_markdown(text: str, path: Path) -> PlainMarkdown:
    """The Markdown in a text that another program or a chat wrote. path: of the file, for messages."""
    left_out: list[tuple[str, str]] = []
    text = _without_thoughts(text, left_out)
    text = _out_of_fence(text, left_out)
    text = _without_comments(text, left_out)
    text = "\n".join(_without_callouts(text.split("\n"), left_out))
    text = _TAGS_ALONE.sub(lambda match: _note(left_out, "标签", match[0]), text)
    text = _CLOSE_HEADING.sub(r"\1 ", text)
    text = _with_tables(text, path)
    text = _without_html(text, left_out)
    text = _TASK.sub(r"\1", text)
    text = _MARKED.sub(r"\1", text)
    text = _PAGE_LINK.sub(r"\1", text)
    text = _FORMULA.sub(lambda match: match[1].replace("\\%", "%"), text)
    return PlainMarkdown(text, tuple(left_out))


def without_stray_marks(text: str) -> str:
    """A line as it is read, without marks of bold that nothing closes."""
    return _STRAY_BOLD.sub("", text) if "**" in text else text


def _note(left_out: list[tuple[str, str]], why: str, text: str) -> str:
    if text.strip():
        left_out.append((why, text.strip()))
    return ""


def _without_thoughts(text: str, left_out: list[tuple[str, str]]) -> str:
    for name in _THOUGHTS:
        opening, closing = f"<{name}>", f"</{name}>"
        while (start := text.find(opening)) >= 0:
            end = text.find(closing, start)
            if end < 0:
                text = text.replace(opening, "")
                break
            _note(left_out, "聊天的思考过程", text[start + len(opening) : end])
            text = text[:start] + text[end + len(closing) :]
        text = text.replace(closing, "")
    return text


def _out_of_fence(text: str, left_out: list[tuple[str, str]]) -> str:
    """What stands in a fence that holds the document itself, most of the file."""
    opened = _FENCE.search(text)
    if opened is None or opened["language"].lower() not in _DOCUMENT_FENCES:
        return text
    closed = next(
        (
            found
            for found in reversed(list(_FENCE.finditer(text, opened.end())))
            if found["fence"].startswith(opened["fence"]) and not found["language"]
        ),
        None,
    )
    end = closed.start() if closed else len(text)
    inside, outside = (
        text[opened.end() : end],
        text[: opened.start()] + (text[closed.end() :] if closed else ""),
    )
    is_document = opened["language"] or _HEADING.search(inside)
    most = max(_MOST_OUTSIDE * len(text), _FEW_OUTSIDE if is_document else 0)
    if len(outside.strip()) > most or len(outside.strip()) > len(inside) * 4:
        return text
    for line in outside.split("\n"):
        _note(left_out, "聊天的话", line)
    return inside


def _without_comments(text: str, left_out: list[tuple[str, str]]) -> str:
    """The text without what stands between %% and %%, a drafter's own notes."""
    pieces = text.split(_COMMENT)
    if len(pieces) < 3 or len(pieces) % 2 == 0:
        return text
    for piece in pieces[1::2]:
        _note(left_out, "批注", piece)
    return "".join(pieces[::2])


def _without_callouts(lines: Sequence[str], left_out: list[tuple[str, str]]) -> Iterator[str]:
    remark = False
    for line in lines:
        opened = _CALLOUT.match(line)
        if opened:
            remark = opened["kind"].lower() in _REMARKS
            if remark:
                _note(left_out, "批注", opened["title"])
            elif opened["title"].strip():
                yield f"> {opened['title']}"
        elif remark and (quoted := _QUOTED.match(line)):
            _note(left_out, "批注", line[quoted.end() :])
        else:
            remark = False
            yield line


def _with_tables(text: str, path: Path) -> str:
    """The text with its HTML tables as rows between bars."""
    pieces: list[str] = []
    position = 0
    lower = text.lower()
    while (start := lower.find("<table", position)) >= 0:
        end = lower.find("</table>", start)
        if end < 0:
            break
        end += len("</table>")
        rows = [block.text for block in page_blocks(text[start:end], path) if block.text.strip()]
        table = "\n".join(f"| {row} |" if " | " in row else row for row in rows)
        pieces += [text[position:start], "\n\n", table, "\n\n"]
        position = end
    return "".join((*pieces, text[position:]))


def _without_html(text: str, left_out: list[tuple[str, str]]) -> str:
    if "<" in text:
        text = _STRUCK.sub(lambda match: _note(left_out, "删除线文字", match["text"]), text)
        text = _LEVELLED.sub(_level_kept, text)
        text = _BOLD_PARAGRAPH.sub(lambda match: f"\n\n**{match['text'].strip()}**\n\n", text)
        text = "\n".join(_with_breaks(line) for line in text.split("\n"))
        text = _TAG.sub(_as_markdown, text)
    return (
        _ENTITY.sub(lambda match: html.unescape(match[0]).replace("\xa0", " "), text) if "&" in text else text
    )


def _level_kept(match: re.Match[str]) -> str:
    before = match.string[max(match.start() - 1, 0) : match.start()]
    if not before.isdecimal():
        return match["text"]
    return raised(match["text"]) if match["name"].lower() == "sup" else lowered(match["text"])


def _with_breaks(line: str) -> str:
    """A line broken where <br> is; in a row of a table a space stands for it."""
    row = line.count("|") > 1
    return _BREAK.sub(" " if row else "\n", line)


def _as_markdown(match: re.Match[str]) -> str:
    name = match["name"].lower()
    if name[0] == "h" and name[1:].isdecimal():
        return "\n" if match["ends"] else "\n" + "#" * int(name[1:]) + " "
    if name not in _BLOCK_NAMES:
        return ""
    text, start, end = match.string, match.start(), match.end()
    alone = (start == 0 or text[start - 1] == "\n") or (end == len(text) or text[end] == "\n")
    return "" if alone else "\n"


_SOURCE_NOTE = re.compile(r"^出处：.*〔passage [0-9a-f]+〕")
_UNDERLINE = re.compile(r"^ {0,3}={2,}[ \t]*$")
_DATE_IN_ADDRESS = re.compile(r"[/_t](20\d{2})[-/_]?(0[1-9]|1[0-2])[-/_]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
"""The day a page was put out, as its address has it: /20250701/, t20250701_."""
_ADDRESS_SIGNS = re.compile(r"[/.]|@|\d{5}")
"""What an address has, and the name of a paper (source: 清川日报) has not."""
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]{1,200}\|)?([^\[\]|]{1,200})\]\]")
_CELLS_APART = " | "
_KEYS = {
    "title": "title", "标题": "title", "题目": "title",
    "genre": "genre", "文种": "genre",
    "date": "date", "日期": "date", "时间": "date",
    "organ": "organ", "单位": "organ", "机关": "organ",
    "speaker": "speaker", "讲话人": "speaker", "作者": "speaker",
    "post": "post", "职务": "post",
    "level": "level", "层级": "level",
    "place": "place", "地点": "place",
    "meeting": "meeting", "会议": "meeting",
    "holder": "holder", "归口单位": "holder", "所属单位": "holder",
    "secrecy": "secrecy", "密级": "secrecy",
    "aliases": "alias", "alias": "alias", "别名": "alias",
    "published": "published", "发布时间": "published", "发布日期": "published", "pubdate": "published",
    "author": "speaker", "authors": "speaker",
    "source": "address", "url": "address", "link": "address", "网址": "address", "链接": "address", "原文链接": "address",
    "来源": "source", "出处": "source", "site": "source", "publisher": "source", "发布单位": "organ",
}  # fmt: skip


def read(path: Path) -> RawDocument:
    """The blocks of a Markdown file. A line is a block; the first heading of the top level, when alone, is the title.

    Raises UnreadableFileError where the front matter is not YAML, with the line.
    """
    decoded = decode(path.read_bytes(), path)
    text = decoded.text
    start = front_matter_end(text)
    metadata = _metadata(text[:start], path)
    plain = plain_markdown(text[start:], path)
    left_out = list(plain.left_out)
    blocks = tuple(_blocks(plain.text, left_out))
    left_out += [(LINKS, f"{link['text']} {link['address']}") for link in _ADDRESSED.finditer(plain.text)]
    alias = metadata.pop("alias", "")
    if alias and "title" not in metadata and not any(block.level == 1 for block in blocks):
        metadata["title"] = alias
    return RawDocument(blocks, metadata.get("title", ""), metadata, decoded.cut, tuple(left_out))


def _blocks(text: str, left_out: list[tuple[str, str]]) -> list[Block]:
    """The blocks of the text. left_out: to it is added what is struck through, and pictures."""
    blocks: list[Block] = []
    lines = read_lines(text)
    bold = _bold_headlines(lines) if "**" in text else {}
    for place, line in enumerate(lines):
        underlined = line.kind is Kind.RULE and _UNDERLINE.match(line.bare.text)
        if line.kind is Kind.HEADING:
            blocks.append(Block(_content(line, left_out), line.depth))
        elif place in bold:
            blocks.append(Block(_content(line, left_out), bold[place]))
        elif underlined and blocks and blocks[-1].level is None and blocks[-1].text:
            blocks[-1] = Block(blocks[-1].text, 1)
        elif line.kind not in (Kind.RULE, Kind.TABLE_RULE, Kind.FENCE):
            blocks.append(Block(_text(line, left_out)))
    return blocks


def _bold_headlines(lines: Sequence[Line]) -> dict[int, int]:
    """The lines all in bold that are headlines below a heading, each with text of its own below it, by their levels."""
    found: dict[int, int] = {}
    depth, open_at = 0, None
    for place, line in enumerate(lines):
        text = line.bare.text.strip()
        if line.kind is Kind.HEADING:
            depth, open_at = line.depth, None
        elif text:
            if (
                open_at is not None
                and line.kind is Kind.PARAGRAPH
                and len(text) >= _SHORTEST_BELOW
                and "。" in text
            ):
                found[open_at] = depth + 1
            bold = _BOLD_LINE.fullmatch(text) if line.kind is Kind.PARAGRAPH and depth else None
            numbered = bold is not None and split_enumerator(bold["text"])[0] is not None
            open_at = place if bold is not None and not numbered else None
    return found if len(found) >= _FEWEST_BOLD else {}


def _content(line: Line, left_out: list[tuple[str, str]]) -> str:
    """What the content of a line shows."""
    text = line.content.text
    return _shown(line.inline, left_out) if holds_markup(text) else without_stray_marks(text)


def _shown(inline: Inline, left_out: list[tuple[str, str]]) -> str:
    """What a line shows without what is struck through."""
    struck = "".join(run.piece.text for run in inline.runs if run.piece.struck)
    if struck:
        left_out.append(("删除线文字", struck))
    if inline.image:
        left_out.append(("图片", ""))
    shown = [(run.start, run.piece.standing) for run in inline.runs]
    shown += [(mark.start, note_mark(mark.id)) for mark in inline.marks]
    return without_stray_marks("".join(text for _, text in sorted(shown, key=lambda one: one[0])))


def _text(line: Line, left_out: list[tuple[str, str]]) -> str:
    """What a line says: a footnote without its label, a source note nothing, a row with its cells set apart."""
    if line.kind is Kind.NOTE and _SOURCE_NOTE.match(line.content.text):
        return ""
    if line.kind is Kind.PICTURE:
        left_out.append(("图片", line.inline.text))
        return ""
    if line.kind is Kind.CAPTION:
        return _shown(read_inline(line.marked.text), left_out)
    if line.cells:
        return _CELLS_APART.join(_shown(read_inline(cell.text), left_out) for cell in line.cells)
    if line.kind is Kind.NOTE:
        return note_text(line.mark, _shown(line.inline, left_out))
    number = f"{line.mark} " if line.kind is Kind.ITEM and line.mark[0].isdigit() else ""
    return number + _content(line, left_out)


def _metadata(front: str, path: Path) -> dict[str, str]:
    """What the front matter says, by our names. Raises UnreadableFileError where it cannot be understood."""
    try:
        values = front_values(front)
    except DraftFormatError as error:
        raise UnreadableFileError(path, error.message, error.remedy) from error
    found: dict[str, str] = {}
    for key, value in values.items():
        known = _KEYS.get(str(key).strip().lower())
        written = _WIKI_LINK.sub(r"\1", _written(value))
        if known and written:
            found.setdefault(known, written)
    address = found.pop("address", "")
    dated = _DATE_IN_ADDRESS.search(address)
    if dated:
        found.setdefault("published", "-".join(part for part in dated.groups() if part))
    if address and not _ADDRESS_SIGNS.search(address):
        found.setdefault("source", address)
    return found


def _written(value: object) -> str:
    """A value as text; the first of several."""
    if isinstance(value, list):
        return _written(value[0]) if value else ""
    return " ".join(str(value).split()) if isinstance(value, (str, int, Date)) else ""


def _recognises(path: Path, head: bytes) -> bool:  # noqa: ARG001 - every format is asked the same question
    """Whether the file's name says Markdown; the text itself cannot."""
    return path.suffix.lower() in {".md", ".markdown"}


FORMAT = Format("Markdown", (".md",), 100, _recognises, read)
