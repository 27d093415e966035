"""Documents of the Chinese standard UOF (标文通 .uot, .uof): one XML file, or a package of several since its version 2.

Elements are known by their Chinese names; version 2 sets a number behind each (段落_416B).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.package import Package, parsed_xml
from wengao.reading.formats.format import Format, is_package
from wengao.reading.formats.table_rows import row_blocks
from wengao.reading.raw import Block, RawDocument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

_NAME = "标文通（UOF）文档"
_ROOT = re.compile(rb"<(?:\w+:)?UOF[\s>_]")
_LEFT_OUT = {
    "句属性", "段落属性", "分节", "式样集", "批注集", "修订信息集", "用户数据集", "页眉", "页脚", "域代码",
    "文字表属性", "行属性", "单元格属性",
}  # fmt: skip
_WRITTEN = {"制表符": "\t", "换行符": "\n"}
_LONGEST_SPACE = 100
_DEEPEST = 200
_NUMBER = re.compile(r"_[0-9A-Fa-f]{4}$")


def read(path: Path) -> RawDocument:
    """The paragraphs and rows of a UOF text. Raises UnreadableFileError where it is broken or has no text."""
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    if packed:
        with Package(path, _NAME) as package:
            root = package.xml("content.xml")
    else:
        root = parsed_xml(path.read_bytes(), path, _NAME, "文件")
    body = (
        next((one for one in root.iter() if _name(one) in ("主体", "文字处理文档", "文字处理")), root)
        if root is not None
        else None
    )
    blocks = tuple(_blocks(body)) if body is not None else ()
    if not any(block.text.strip() for block in blocks):
        raise UnreadableFileError(
            path, f"{_NAME}里没有文字，或不是文字文档", "请用 WPS 或永中 Office 打开，另存为 .docx"
        )
    return RawDocument(blocks)


def _blocks(element: Element, depth: int = 0) -> Iterator[Block]:
    for child in element if depth < _DEEPEST else ():
        name = _name(child)
        if name == "段落":
            level = _level(child)
            for line in "".join(_pieces(child)).split("\n"):
                if line.strip():
                    yield Block(line.rstrip(), level)
        elif name == "行":
            yield from row_blocks(
                [list(_blocks(cell, depth + 1)) for cell in child if _name(cell) == "单元格"]
            )
        elif name not in _LEFT_OUT:
            yield from _blocks(child, depth + 1)


def _pieces(element: Element, depth: int = 0) -> Iterator[str]:
    for child in element if depth < _DEEPEST else ():
        name = _name(child)
        if name == "文本串":
            yield "".join(child.itertext())
        elif name in _WRITTEN:
            yield _WRITTEN[name]
        elif name == "空格符":
            count = next((value for key, value in child.attrib.items() if _bare(key) == "个数"), "1")
            yield " " * min(int(count) if count.isdecimal() else 1, _LONGEST_SPACE)
        elif name not in _LEFT_OUT and not _is_struck(child):
            yield from _pieces(child, depth + 1)


def _is_struck(sentence: Element) -> bool:
    """Whether a 句 is struck through or hidden."""
    return any(
        (
            _name(one) == "删除线"
            and (one.text or one.get("类型") or "none").strip() not in ("none", "false", "")
        )
        or (_name(one) in ("隐藏文字", "是否隐藏文字") and "true" in ((one.text or ""), *one.attrib.values()))
        for properties in sentence
        if _name(properties) == "句属性"
        for one in properties
    )


def _level(paragraph: Element) -> int | None:
    """The outline level (大纲级别) of a paragraph: 1 for 一、."""
    for properties in paragraph:
        for one in properties if _name(properties) == "段落属性" else ():
            if _name(one) == "大纲级别":
                value = (one.text or "").strip()
                return int(value) if value.isdecimal() and 1 <= int(value) <= 9 else None
    return None


def _name(element: Element) -> str:
    return _bare(element.tag)


def _bare(tag: str) -> str:
    return _NUMBER.sub("", tag.rpartition("}")[2])


def _recognises(path: Path, head: bytes) -> bool:
    bare = head.replace(b"\0", b"")
    return is_package(path, head, ".uof") or (
        bare.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and _ROOT.search(bare) is not None
    )


FORMAT = Format(_NAME, (".uof", ".uot"), 64, _recognises, read)
