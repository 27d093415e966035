"""Web pages saved as one file (.mht, .mhtml): the page is taken out of its envelope and read as any other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wengao.corpus.readers.html import read_page
from wengao.corpus.readers.signatures import Format
from wengao.errors import UnreadableFileError
from wengao.files.decoding import decode

if TYPE_CHECKING:
    from email.message import Message
    from pathlib import Path

    from wengao.corpus.raw import RawDocument

_MIME = re.compile(rb"^(?:mime-version|content-type):\s*\S", re.IGNORECASE | re.MULTILINE)
_SUFFIXES = {".mht", ".mhtml", ".eml"}
_HAN = re.compile("[\u3400-\u9fff]")
_MOST_PARTS = 2000


def read(path: Path) -> RawDocument:
    """The blocks of the page with most Chinese text in the file. Raises UnreadableFileError where there is none."""
    import email

    message = email.message_from_bytes(path.read_bytes())
    pages = []
    for count, part in enumerate(message.walk()):
        if count >= _MOST_PARTS:
            break
        if part.get_content_type() == "text/html":
            pages.append(_text(part, path))
    if not any(pages):
        raise UnreadableFileError(
            path, "网页存档里没有网页正文", "请在浏览器里打开，把正文复制到 .docx 或 .txt"
        )
    return read_page(max(pages, key=lambda page: len(_HAN.findall(page))), path)


def _text(part: Message, path: Path) -> str:
    data = part.get_payload(decode=True)
    return decode(data, path).text if isinstance(data, bytes) and data.strip() else ""


def _recognises(path: Path, head: bytes) -> bool:
    """Whether the file is a web page in a MIME envelope."""
    marked = len(_MIME.findall(head)) >= 2 and not head.lstrip().startswith(b"<")
    return marked and (path.suffix.lower() in _SUFFIXES or b"multipart/related" in head.lower())


FORMAT = Format("网页存档", (".mht",), 80, _recognises, read)
