"""Text that is safe to show (可见): no character of it commands a terminal, turns the line round, or hides.

Names of files, titles, passages and messages come from anywhere. A terminal obeys the control characters in them (a title
may clear the screen or rename the window), bidirectional marks show a line in another order than it is stored in, and
characters of no width make two names look like one. Whatever faces a reader passes one of these functions; what is stored
stays as it is.

Private-use characters stay: they are how rare surnames (造字) are written where Unicode lacked them, and no terminal obeys
one. So do the joiners of zero width within an emoji or a script that needs them.
"""

from __future__ import annotations

import re
from html import escape

_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_HIDING = "\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
_SEPARATORS = "\u2028\u2029"
_JOINERS = "\u200c\u200d"
_JOINED = "\u0600-\u109f\u1780-\u18af\u2190-\u2bff\ufe0f\U0001f000-\U0001faff"
"""What a joiner of zero width may follow: letters of scripts that join, emoji and their variation selector."""

_HARMFUL = f"\x00-\x1f\x7f-\x9f{_BIDI}{_HIDING}{_SEPARATORS}\ud800-\udfff"
_IN_LINES = re.compile(f"(?![\n\t])[{_HARMFUL}]|(?<![{_JOINED}])[{_JOINERS}]")
_IN_JSON = re.compile(f"[\x7f-\x9f{_BIDI}{_HIDING}{_SEPARATORS}{_JOINERS}\ud800-\udfff]")
_NOT_TYPED = re.compile(f"(?![\n\t])[\x00-\x1f\x7f-\x9f{_BIDI}]")
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

_PICTURES = 0x2400
"""␀, the first of the control pictures (U+2400 to U+241F)."""

_DELETE, _PICTURE_OF_DELETE = "\x7f", "␡"
_OTHER = "␦"
"""The picture of a character that has none of its own; one cell wide in every font that a terminal uses."""


def on_one_line(text: str) -> str:
    """`text` in a single line, every harmful character shown: ␛ for a control character, ‹202E› for any other.

    Line ends too, so that no name can forge a line of its own. Tabs stay.
    """
    return _IN_LINES.sub(_shown, text).replace("\n", "␊")


def in_lines(text: str) -> str:
    """`text` so, but its line ends stay."""
    return _IN_LINES.sub(_shown, text.replace("\r\n", "\n"))


def in_json(source: str) -> str:
    r"""JSON text that stands for the same value, its harmful characters written as \u202e."""
    return _IN_JSON.sub(_escaped, source)


def in_html(text: str) -> str:
    """`text` as the content of an element or of a quoted attribute."""
    return escape(in_lines(text))


def pictures() -> dict[int, str]:
    """For each harmful character but \\n and \\t, one that takes a single cell in its place: offsets and carets hold.

    To be used with str.translate. Joiners stay as they are; they take no cell anywhere.
    """
    codes = [code for code in range(0xA0) if code < 0x20 or code >= 0x7F]
    codes += [code for code in range(0x61C, 0x10000) if _IN_JSON.match(chr(code))]
    codes += range(0xE0000, 0xE0080)
    shown = {code: _picture(chr(code)) for code in codes if chr(code) not in f"\n\t{_JOINERS}"}
    return {code: picture or _OTHER for code, picture in shown.items()}


def without_controls(text: str) -> tuple[str, int]:
    """What may be pasted of `text`, and how many control characters were taken out.

    Every kind of line end becomes one: Word's line break is a vertical tab, that of the web U+2028, of PDF a form feed.
    """
    return _NOT_TYPED.subn("", _LINE_ENDS.sub("\n", text))


def _shown(match: re.Match[str]) -> str:
    return _picture(match[0]) or f"‹{ord(match[0]):02X}›"


def _picture(character: str) -> str:
    if character == _DELETE:
        return _PICTURE_OF_DELETE
    return chr(_PICTURES + ord(character)) if character < " " else ""


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[place : place + 2].hex()}" for place in range(0, len(units), 2))
