"""The form that a draft's text has as bytes (encoding, byte order mark, line breaks), kept from opening to saving.

Nothing is replaced in silence. A byte that the encoding does not know stands in the text as a code point of the last
private plane, U+10FF80 for 0x80 to U+10FFFF for 0xFF, and becomes that byte again when the text is saved. Whatever can
be saved can be opened again, byte for byte: `encode_text` reads back what it makes before anybody writes it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wengao.errors import InputError, UnreadableFileError
from wengao.files.decoding import BYTE_ORDER_MARKS, ENCODINGS, likeliest_encoding

if TYPE_CHECKING:
    from pathlib import Path

UNREAD_MARK = "�"
"""What the drafter is shown for a byte that could not be read."""

FIRST_UNREAD = 0x10FF80
"""The first of the code points that stand for bytes; they go up to the last there is."""

_ESCAPED = re.compile("[\U0010ff80-\U0010ffff]")
_TO_ESCAPE = {0xDC00 + byte: 0x10FF00 + byte for byte in range(0x80, 0x100)}
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_KNOWN_BEGINNINGS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"%PDF-",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"MZ",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"SQLite format 3\0",
)
"""Pictures, archives, office documents and programs that somebody gave the name of a draft."""

_UNREAD_PER_CHARACTER = 4
"""A UTF-8 file has at least so many characters of several bytes for each byte that fits nowhere; another encoding read
as UTF-8 has next to none (GB18030: one in some 30)."""

_PRINTABLE = frozenset((*range(0x20, 0x7F), 0x0A, 0x0D, 0x09))
_MOSTLY = 0.8
"""Chinese in UTF-16 has about half of its bytes among those of printable ASCII; Western text, taken for it, nearly all."""

_NEWLINE_NAMES = {"\n": "LF", "\r\n": "CRLF", "\r": "CR"}
_SOME_LINES = 5


@dataclass(frozen=True, slots=True)
class TextForm:
    """encoding: Python's name. bom: whether a byte order mark stands first. newline: the file's line break.

    escaped: whether the text holds code points that stand for single bytes.
    """

    encoding: str = "utf-8"
    bom: bool = False
    newline: str = "\n"
    escaped: bool = False

    @classmethod
    def of(cls, values: object) -> TextForm:
        """The form that was kept as its fields; plain UTF-8 where they are none that wengao writes."""
        if not isinstance(values, dict) or values.keys() != cls.__dataclass_fields__.keys():
            return UTF8
        if values["encoding"] not in ENCODINGS or values["newline"] not in _NEWLINE_NAMES:
            return UTF8
        return cls(values["encoding"], bool(values["bom"]), values["newline"], bool(values["escaped"]))


UTF8 = TextForm()


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a file, line breaks as \\n. form: how to write it. told: what the drafter should know (Chinese)."""

    text: str
    form: TextForm
    told: tuple[str, ...] = ()


def read_text(data: bytes, path: Path | str) -> ReadText:
    """The text of a draft's bytes: by its byte order mark, as UTF-8, or in the encoding that reads most like Chinese.

    Raises UnreadableFileError, naming `path`, for what is no text, and where bytes that cannot be read would be lost.
    """
    mark, encoding = next(
        ((mark, encoding) for mark, encoding in BYTE_ORDER_MARKS if data.startswith(mark)), (b"", "")
    )
    body = data[len(mark) :]
    for candidate in (encoding,) if encoding else _candidates(body, path):
        decoded = _decoded(body, candidate)
        if decoded is not None:
            text, escaped = decoded
            return _read(text, TextForm(candidate, bool(mark), escaped=escaped))
    raise UnreadableFileError(
        path, "有认不出的字节，保存时会丢失，没有打开", "请用原来的软件打开，另存为 UTF-8 编码的文本"
    )


def encode_text(text: str, form: TextForm, path: Path | str) -> tuple[bytes, ReadText]:
    """The bytes of a text in a form, and what reading them again yields, which is what stands on disk then.

    Other line breaks in the text become those of the form. A text that its encoding cannot hold, or that would not be
    known again by it, becomes UTF-8, and that is told. Raises InputError where not even that could be opened again.
    """
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    for tried in dict.fromkeys(
        (form, replace(form, encoding="utf-8", bom=form.bom and form.encoding == "utf-8"))
    ):
        data = _encoded(whole, tried)
        if data is None:
            continue
        try:
            again = read_text(data, path)
        except UnreadableFileError:
            continue
        if again.form.encoding == tried.encoding and _encoded(again.text, again.form) == data:
            changed = (f"原来的编码 {form.encoding} 存不下或认不准，已改存为 UTF-8",)
            return data, again if tried.encoding == form.encoding else replace(
                again, told=changed + again.told
            )
    raise InputError(f"{path} 里有存了再也打不开的字符，没有保存", f"请删去标作 {UNREAD_MARK} 的地方再保存")


def holds_unread(text: str) -> bool:
    """Whether a text holds code points that may stand for single bytes."""
    return _ESCAPED.search(text) is not None


def form_holding(text: str, form: TextForm) -> TextForm:
    """The form to write a text in that was read earlier from the same file, with bytes that could not be read."""
    return replace(form, escaped=form.escaped or holds_unread(text))


def shown_text(text: str, form: TextForm) -> str:
    """A text with a mark in the place of each byte that could not be read, for what leaves the draft (an export)."""
    return _ESCAPED.sub(UNREAD_MARK, text) if form.escaped else text


def unread_lines(text: str, form: TextForm) -> tuple[int, ...]:
    """The lines, from 1, with bytes that could not be read; a line once for each."""
    return _lines_of(_ESCAPED, text) if form.escaped else ()


def _candidates(data: bytes, path: Path | str) -> tuple[str, ...]:
    """The encodings to try on what has no byte order mark, likeliest first."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ("utf-8",)
    if data.startswith(_KNOWN_BEGINNINGS):
        raise UnreadableFileError(
            path, "不是文本文件（内容像程序、图片或压缩数据）", "请用原来的软件打开，另存为 .docx 或 .txt"
        )
    if _is_mostly_utf8(data):
        return ("utf-8",)
    likeliest = likeliest_encoding(data) or "utf-8"
    if likeliest.startswith("utf-16") and sum(map(_PRINTABLE.__contains__, data)) > _MOSTLY * len(data):
        likeliest = "utf-8"
    return tuple(dict.fromkeys((likeliest, "utf-8")))


def _is_mostly_utf8(data: bytes) -> bool:
    """Whether few bytes do not fit UTF-8, or only halves of characters (surrogates), as some programs write them."""
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
        unread = len(_SURROGATE.findall(text))
        read = sum(1 for char in text if not char.isascii()) - unread
        return read >= _UNREAD_PER_CHARACTER * unread
    return True


def _decoded(data: bytes, encoding: str) -> tuple[str, bool] | None:
    """The text of bytes, those that cannot be read escaped, and whether any are.

    None where the text would not become the same bytes again, or where it holds itself what stands for such bytes.
    """
    try:
        raw = data.decode(encoding, "surrogateescape")
        if not _SURROGATE.search(raw):
            return (raw, False) if raw.encode(encoding) == data else None
        text = raw.translate(_TO_ESCAPE)
        return None if _ESCAPED.search(raw) or _encoded_escapes(text, encoding) != data else (text, True)
    except UnicodeError:
        return None


def _encoded(text: str, form: TextForm) -> bytes | None:
    """The bytes of a text in a form; None where its encoding does not have all the characters."""
    mark = next((mark for mark, encoding in BYTE_ORDER_MARKS if encoding == form.encoding), b"")
    broken = text.replace("\n", form.newline)
    try:
        body = (_encoded_escapes if form.escaped else _encoded_whole)(broken, form.encoding)
    except UnicodeError:
        return None
    return mark + body if form.bom else body


def _encoded_whole(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")


def _encoded_escapes(text: str, encoding: str) -> bytes:
    """The bytes of a text with escapes: each stretch between them encoded, each escape the byte it stands for."""
    pieces, end = [], 0
    for match in _ESCAPED.finditer(text):
        pieces += [_encoded_whole(text[end : match.start()], encoding), bytes((ord(match[0]) & 0xFF,))]
        end = match.end()
    return b"".join([*pieces, _encoded_whole(text[end:], encoding)])


def _read(raw: str, form: TextForm) -> ReadText:
    pairs = raw.count("\r\n")
    breaks = {"\n": raw.count("\n") - pairs, "\r\n": pairs, "\r": raw.count("\r") - pairs}
    newline = max(breaks, key=lambda kind: breaks[kind])
    text, form = raw.replace("\r\n", "\n").replace("\r", "\n"), replace(form, newline=newline)
    told = []
    unread = unread_lines(text, form)
    if unread:
        told.append(
            f"有 {len(unread)} 个字节认不出（{_named(unread)}），标作 {UNREAD_MARK}，不去动它就照原样保存"
        )
    if sum(1 for count in breaks.values() if count) > 1:
        told.append(f"换行有几种写法，保存时统一为 {_NEWLINE_NAMES[newline]}")
    controls = _lines_of(_CONTROL, text)
    if controls:
        told.append(f"有 {len(controls)} 个看不见的控制字符（{_named(controls)}），原样留着，不需要就删去")
    return ReadText(text, form, tuple(told))


def _lines_of(pattern: re.Pattern[str], text: str) -> tuple[int, ...]:
    lines, line, end = [], 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        lines.append(line)
    return tuple(lines)


def _named(lines: tuple[int, ...]) -> str:
    different = tuple(dict.fromkeys(lines))
    some = "、".join(str(line) for line in different[:_SOME_LINES])
    return f"第 {some} 行" + ("等" if len(different) > _SOME_LINES else "")
