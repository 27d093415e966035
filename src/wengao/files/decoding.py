"""From the bytes of a text file to its text: which encoding it is in, and whether it is text at all.

Chinese text files come in UTF-8, GBK/GB18030, Big5 and UTF-16, seldom labelled. A statistical detector is wrong on most
of them; the share of common characters that a decoding yields is right from about twenty characters on.
"""

from __future__ import annotations

import codecs
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from wengao.errors import UnreadableFileError, system_reason
from wengao.files.regular import open_regular

if TYPE_CHECKING:
    from pathlib import Path

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be")
_LOADED = ("gb18030", "gb2312", "big5")
"""Codecs that are libraries of their own."""
_REPLACEMENT = "\ufffd"
_REPLACEMENT_WEIGHT = 10
_LEAST_SCORE = 0.5
_SAMPLE_BYTES = 1 << 17
_READ_WRONGLY_AS = (
    ("latin-1", "utf-8"),
    ("cp1252", "utf-8"),
    ("gb18030", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "gb18030"),
)
"""In what a text was read, and in what it had been written."""
_GARBLED_BELOW = 0.75
"""The share of common characters below which text may be garbled: Chinese of every kind that was measured has .93 and more,
UTF-8 read as GBK .3 to .6, as Latin-1 below .1."""
_LEAST_RESTORED = 0.75
_LEAST_OF_BYTES = 0.15
"""Chinese characters that come of one garbled character: a third of one where each was a byte, two thirds where two were."""
_LEAST_MIXED = 0.85
_LAYOUT_CONTROLS = "\t\n\r\f\v\x1a\x85"
_MOST_CONTROLS = 0.002
_LEAST_CHINESE = 1 / 3
_LEAST_COMMON = 0.8
"""Shares of Chinese and of common characters from which a text is prose, whatever control characters stand in it: what is
copied out of a PDF brings one or two a line along, and a note has but a few lines."""
_LARGEST_LIST = 8 << 20
"""Bytes of a settings or list file; the largest list that ships has 200 KB."""
_PUNCTUATION = "　、。·…—～‖“”‘’〔〕〈〉《》「」『』〖〗【】（），．：；？！％－／〇○①②③④⑤⑥⑦⑧⑨⑩"


@dataclass(frozen=True, slots=True)
class DecodedText:
    """A decoded file.

    text: line breaks as \\n, without byte order mark. encoding: Python's name of the codec. unread: how many places could
    not be read and became U+FFFD. cut: whether half a character at the end was left out.
    """

    text: str
    encoding: str
    unread: int = 0
    cut: bool = False


def decode(data: bytes, path: Path | str = "这段内容") -> DecodedText:
    """The text of `data`: by byte order mark, else strict UTF-8, else whichever encoding reads most like Chinese.

    Half a character at the end is left out; single bad bytes become U+FFFD; both are counted.
    Raises UnreadableFileError, naming `path`, for an empty file and for one that no encoding explains.
    """
    if not data.strip():
        raise UnreadableFileError(path, "文件是空的", "请确认原文件已保存完整，再重新放入语料文件夹")
    decoded = _by_mark(data) or _as_utf8(data) or _by_lines(data) or _by_score(data)
    if decoded is None or _is_binary(decoded.text):
        raise UnreadableFileError(
            path, "不是文本文件（内容像程序、图片或压缩数据）", "请用原来的软件打开，另存为 .docx 或 .txt"
        )
    decoded = replace(decoded, text=_ungarbled(decoded.text, path))
    text = decoded.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").rstrip("\x1a")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.strip().strip("\ufeff"):
        raise UnreadableFileError(path, "文件里只有空白", "请确认原文件已保存完整，再重新放入语料文件夹")
    return replace(decoded, text=text)


def likeliest_encoding(data: bytes) -> str:
    """The encoding in which `data` reads most like Chinese; empty where it does in none."""
    _load_codecs()
    sample = data[:_SAMPLE_BYTES]
    scores = {encoding: _score(sample.decode(encoding, "replace")) for encoding in ENCODINGS}
    best = max(scores, key=scores.__getitem__)
    return "" if scores[best] < _LEAST_SCORE else best


def _load_codecs() -> None:
    """Load what decodes. Where memory lacks for one, this says so; looking it up would call the encoding unknown."""
    for name in _LOADED:
        import_module(f"encodings.{name}")


def _by_mark(data: bytes) -> DecodedText | None:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding)
    return None


def _as_utf8(data: bytes) -> DecodedText | None:
    if b"\0" in data:
        return None
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
    except UnicodeDecodeError:
        return None
    return DecodedText(text, "utf-8", cut=len(text.encode("utf-8")) < len(data))


def _by_lines(data: bytes) -> DecodedText | None:
    """The text of a file whose lines are in two encodings, as when one was added to another: each line by itself."""
    if b"\0" in data:
        return None
    lines, kinds = [], set()
    for line in data.split(b"\n"):
        for encoding in ("utf-8", "gb18030"):
            try:
                lines.append(line.decode(encoding))
            except UnicodeDecodeError:
                continue
            if any(char > "\x7f" for char in lines[-1]):
                kinds.add(encoding)
            break
        else:
            return None
    text = "\n".join(lines)
    return DecodedText(text, "utf-8") if len(kinds) > 1 and _score(text) >= _LEAST_MIXED else None


def _ungarbled(text: str, path: Path | str) -> str:
    """Text that was read in a wrong encoding before it was stored (鍏充簬, å³äº), as it was, where that can be undone.

    Raises UnreadableFileError where characters were lost on the way.
    """
    if _score(text[:_SAMPLE_BYTES]) > _GARBLED_BELOW:
        return text
    for encoding, was in _READ_WRONGLY_AS:
        restored, lost = _read_again(text, encoding, was)
        if _score(restored) < _LEAST_RESTORED or _han(restored) < _LEAST_OF_BYTES * len(text):
            continue
        if lost:
            raise UnreadableFileError(
                path,
                "内容是乱码（用错编码打开后又存了一遍，有的字已经丢了）",
                "请找到原来的文件，或从来源处重新复制一份",
            )
        return restored
    return text


def _han(text: str) -> int:
    return sum("\u4e00" <= char <= "\u9fff" for char in text)


def _read_again(text: str, encoding: str, was: str) -> tuple[str, bool]:
    """The text if it was written in `was` and read in an encoding, and whether characters were lost."""
    try:
        data = text.replace(_REPLACEMENT, "").encode(encoding, "strict")
    except UnicodeEncodeError:
        data = text.replace(_REPLACEMENT, "").encode(encoding, "ignore")
    try:
        restored = data.decode(was)
    except UnicodeDecodeError:
        restored = data.decode(was, "ignore")
        return (restored, True) if len(restored) * 4 > len(data) else ("", True)
    return restored, _REPLACEMENT in text


def _by_score(data: bytes) -> DecodedText | None:
    best = likeliest_encoding(data)
    return _replaced(data, best) if best else None


def _replaced(data: bytes, encoding: str) -> DecodedText:
    """The text of `data`, U+FFFD where it cannot be read, and how many places those are.

    A file may hold U+FFFD itself, put there by another program; that was read.
    """
    text = data.decode(encoding, "replace")
    unread = text.count(_REPLACEMENT) - data.decode(encoding, "ignore").count(_REPLACEMENT)
    whole = _without_half_character(text)
    cut = whole != text and unread > 0
    return DecodedText(whole if cut else text, encoding, unread - cut, cut)


def _without_half_character(text: str) -> str:
    return text.removesuffix(_REPLACEMENT)


def _score(text: str) -> float:
    """How much of `text` is common: 1.0 for ordinary Chinese, below zero where much of it cannot be decoded."""
    inside = _without_half_character(text)
    if not inside:
        return float("-inf")
    known = len(inside) - len(_common_runs().sub("", inside))
    return (known - _REPLACEMENT_WEIGHT * inside.count(_REPLACEMENT)) / len(inside)


@cache
def _common_runs() -> re.Pattern[str]:
    """Printable ASCII, Chinese punctuation, and the first levels of GB 2312 and of Big5."""
    gb2312 = bytes(byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for byte in (high, low))
    big5_lows = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    big5 = bytes(byte for high in range(0xA4, 0xC7) for low in big5_lows for byte in (high, low))
    printable = "".join(map(chr, range(0x20, 0x7F))) + "\n\r\t"
    common = {
        *gb2312.decode("gb2312", "ignore"),
        *big5.decode("big5", "ignore"),
        *printable,
        *_PUNCTUATION,
    }
    return re.compile(f"[{re.escape(''.join(sorted(common)))}]+")


def _is_binary(text: str) -> bool:
    controls = sum(text.count(chr(code)) for code in range(0x20) if chr(code) not in _LAYOUT_CONTROLS)
    return controls > max(1.0, len(text) * _MOST_CONTROLS) and not _is_chinese(text)


def _is_chinese(text: str) -> bool:
    """Whether a text is Chinese beyond doubt."""
    sample = text[:_SAMPLE_BYTES]
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in sample)
    return chinese > len(sample) * _LEAST_CHINESE and _score(sample) > _LEAST_COMMON


def read_utf8(path: Path) -> str:
    """The text of a file that is kept in UTF-8 (settings, lists, layouts), without a byte order mark, line breaks as \\n.

    Raises FileNotFoundError where there is none, UnreadableFileError, naming the line, where it is not UTF-8.
    """
    try:
        with open_regular(path, follow=True) as file:
            data = file.read(_LARGEST_LIST + 1)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise UnreadableFileError(path, system_reason(error), "请检查文件的权限") from error
    if len(data) > _LARGEST_LIST:
        raise UnreadableFileError(
            path, f"文件过大，超过 {_LARGEST_LIST >> 20} MB", "请确认这是设置或清单文件"
        )
    return utf8_text(data, path)


def read_toml(path: Path) -> dict[str, Any]:
    """The table in a TOML file that a unit keeps (settings, lists, layouts, rules).

    Raises tomllib.TOMLDecodeError for what is no TOML, or has brackets in brackets as nobody writes; else as `read_utf8`.
    """
    text = read_utf8(path)
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise tomllib.TOMLDecodeError("括号套得太深") from error


def utf8_text(data: bytes, path: Path) -> str:
    """The text of such a file's bytes; see `read_utf8`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableFileError(
            path, f"第 {line} 行不是 UTF-8 编码", "请用编辑器（如记事本）另存为 UTF-8"
        ) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def whole_characters(text: str) -> str:
    """`text` with halves of characters (surrogates) that stand side by side put together; a lone half becomes U+FFFD.

    Formats that count in UTF-16 write characters beyond the basic plane as two halves.
    """
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
