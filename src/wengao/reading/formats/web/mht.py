"""Web pages saved as one file (.mht, .mhtml) and letters (.eml): taken out of their envelope and read as any other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.errors import UnreadableFileError
from wengao.files.decoding import decode
from wengao.reading.formats.format import Format
from wengao.reading.formats.web.html import read_page
from wengao.reading.raw import Block, RawDocument

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

_MIME = re.compile(rb"^(?:mime-version|content-type):\s*\S", re.IGNORECASE | re.MULTILINE)
_LETTER = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|return-path):\s*\S", re.IGNORECASE | re.MULTILINE
)
_FEWEST_LETTER_HEADERS = 2
_SUFFIXES = {".mht", ".mhtml", ".eml"}
_HAN = re.compile("[\u3400-\u9fff]")
_MOST_PARTS = 2000


def read(path: Path) -> RawDocument:
    """The blocks of the page or text with most Chinese in the file. Raises UnreadableFileError where there is none."""
    return message_document(path.read_bytes(), path)


def message_document(data: bytes, path: Path) -> RawDocument:
    """What an envelope (MIME) holds. path: of the file it stands in, for messages."""
    import email

    message = email.message_from_bytes(data)
    pages, texts, attached = [], [], []
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            break
        if part.get_content_disposition() == "attachment":
            attached.append(("附件", _decoded(part.get_filename() or "")))
        elif part.get_content_type() == "text/html":
            pages.append(_text(part, path))
        elif part.get_content_type() == "text/plain":
            texts.append(_text(part, path))
    title, sent = _decoded(str(message.get("Subject") or "")), _sent(message)
    if any(pages):
        raw = read_page(max(pages, key=lambda page: len(_HAN.findall(page))), path)
        is_letter = message.get_content_type() != "multipart/related" and "From" in message
        raw = _with_letter(raw, title, sent) if is_letter else raw
        return RawDocument(raw.blocks, raw.title, raw.metadata, raw.cut, (*raw.left_out, *attached))
    if any(text.strip() for text in texts):
        lines = tuple(Block(line.rstrip()) for text in texts for line in text.split("\n"))
        return _with_letter(RawDocument(lines, left_out=tuple(attached)), title, sent)
    raise UnreadableFileError(
        path,
        "邮件里没有正文" if attached else "网页存档里没有网页正文",
        "请把附件另存到语料文件夹" if attached else "请在浏览器里打开，把正文复制到 .docx 或 .txt",
    )


def _with_letter(raw: RawDocument, title: str, sent: str) -> RawDocument:
    """What a letter says with its subject and date, which serve where its text has none of its own."""
    declared = {key: value for key, value in (("alias", title), ("published", sent)) if value}
    return RawDocument(raw.blocks, raw.title, {**declared, **raw.metadata}, raw.cut, raw.left_out)


def _decoded(header: str) -> str:
    """A header in words: =?gb18030?B?…?= is decoded; empty where that cannot be done."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return " ".join(str(make_header(decode_header(header))).split())
    except (HeaderParseError, LookupError, UnicodeDecodeError, ValueError):
        return ""


def _sent(message: Message) -> str:
    from email.utils import parsedate_to_datetime

    try:
        return parsedate_to_datetime(str(message.get("Date"))).date().isoformat()
    except (TypeError, ValueError):
        return ""


def _text(part: Message, path: Path) -> str:
    data = part.get_payload(decode=True)
    return decode(data, path).text if isinstance(data, bytes) and data.strip() else ""


def _recognises(path: Path, head: bytes) -> bool:
    """Whether the file is a web page in a MIME envelope, or a letter."""
    if head.lstrip().startswith(b"<"):
        return False
    if len(_MIME.findall(head)) >= 2 and (
        path.suffix.lower() in _SUFFIXES or b"multipart/related" in head.lower()
    ):
        return True
    return path.suffix.lower() == ".eml" and len(_LETTER.findall(head)) >= _FEWEST_LETTER_HEADERS


FORMAT = Format("网页存档或邮件", (".mht", ".eml"), 80, _recognises, read)
