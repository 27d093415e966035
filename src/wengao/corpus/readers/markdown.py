"""Markdown (.md): front matter as metadata, # headings with their levels, marks of emphasis and links taken off."""

from __future__ import annotations

import re
from datetime import date as Date  # noqa: N812 - dates are values here, and keys are named date
from typing import TYPE_CHECKING, Any

from wengao.corpus.decoding import decode
from wengao.corpus.raw import Block, RawDocument
from wengao.errors import UnreadableFileError
from wengao.prose.comments import replace_comments

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_HEADING = re.compile(r"^ {0,3}(?P<hashes>#{1,6})[ \t]+(?P<text>.*?)(?:[ \t]+#+)?[ \t]*$")
_UNDERLINE = re.compile(r"^ {0,3}={2,}[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*$")
_NOTE = re.compile(r"^\[\^[^\]\s]+\]:[ \t]*(?P<text>.*)$")
_SOURCE_NOTE = re.compile(r"^出处：.*〔passage [0-9a-f]+〕")
_TABLE_RULE = re.compile(r"^\s*\|?[ \t:|-]*-{3,}[ \t:|-]*\|?\s*$")
_RULE = re.compile(r"^ {0,3}(?:\*[ \t]*){3,}$|^ {0,3}(?:-[ \t]*){3,}$|^ {0,3}(?:_[ \t]*){3,}$")
_MARKS = (
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[\^[^\]\s]+\]"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)\s]+(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"\1"),
    (re.compile(r"(?<![\w_])__(?=\S)(.+?)(?<=\S)__(?![\w_])"), r"\1"),
    (re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*(?![*\w])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^ {0,3}>[ \t]?"), ""),
    (re.compile(r"^\s*[-+*][ \t]+"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|>~-])"), r"\1"),
)
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
}  # fmt: skip


def read(path: Path) -> RawDocument:
    """The blocks of a Markdown file. A line is a block; the first heading of the top level, when alone, is the title.

    Raises UnreadableFileError where the front matter is not YAML, with the line.
    """
    text = decode(path.read_bytes(), path).text
    front = _FRONT_MATTER.match(text)
    metadata = _metadata(front["yaml"], path) if front else {}
    body = replace_comments(text[front.end() :] if front else text, lambda _: "")
    return RawDocument(tuple(_blocks(body.split("\n"))), metadata.get("title", ""), metadata)


def _blocks(lines: Iterable[str]) -> list[Block]:
    blocks: list[Block] = []
    for line in lines:
        heading = _HEADING.match(line)
        if heading:
            blocks.append(Block(_plain(_ATTRIBUTES.sub("", heading["text"])), len(heading["hashes"])))
        elif _UNDERLINE.match(line) and blocks and blocks[-1].level is None and blocks[-1].text:
            blocks[-1] = Block(blocks[-1].text, 1)
        elif not (_RULE.match(line) or _TABLE_RULE.match(line)):
            blocks.append(Block(_plain(_note_or_row(line))))
    return blocks


def _note_or_row(line: str) -> str:
    """A footnote without its label, a source note not at all, a table row with its cells set apart."""
    note = _NOTE.match(line)
    if note:
        return "" if _SOURCE_NOTE.match(note["text"]) else note["text"]
    if line.strip().startswith("|") and line.count("|") > 1:
        return " | ".join(cell.strip() for cell in line.strip().strip("|").split("|"))
    return line


def _plain(text: str) -> str:
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return text.rstrip()


def _metadata(yaml_text: str, path: Path) -> dict[str, str]:
    values = _load(yaml_text, path)
    if not hasattr(values, "items"):
        return {}
    known = ((_KEYS.get(str(key).strip().lower()), value) for key, value in values.items())
    return {key: str(value).strip() for key, value in known if key and isinstance(value, (str, int, Date))}


def _load(yaml_text: str, path: Path) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe", pure=True).load(yaml_text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"第 {mark.line + 2} 行" if mark is not None else "两行 --- 之间"
        raise UnreadableFileError(
            path, f"文首信息不是合格的 YAML（{place}）", "请检查冒号后是否有空格、引号是否成对"
        ) from error
