"""What a field shows whose result is not stored: EQ (拼音, 带圈字符, 合并字符, fractions), SYMBOL, MACROBUTTON, QUOTE.

The instruction is that of ECMA-376 17.16.5; EQ's switches are those that Word's own commands write.
"""

from __future__ import annotations

import re

_WINGDINGS_TICKS = {
    0xA8: "□", 0x6F: "□", 0x71: "□", 0x72: "□", 0xFE: "☑", 0xFC: "✓", 0x52: "☑", 0xFD: "☒", 0xFB: "✗", 0x53: "☒",
    0x54: "☒", 0x55: "☒", 0x6C: "●", 0x6E: "■", 0x75: "◆", 0xA1: "○", 0xD8: "➢", 0xE0: "→", 0xAB: "★", 0xB2: "☆",
    0x2A: "✉", 0x28: "☎", 0x4A: "☺", 0x51: "☑", 0x50: "✓", 0xA3: "□", 0x98: "□",
}  # fmt: skip
"""Characters of the fonts Wingdings and Wingdings 2 that forms and lists use; both have the ticks at places of their own."""
_SYMBOL_FONTS = ("wingdings", "webdings", "symbol")
_PRIVATE = 0xF000
_CIRCLES = "○◯□△◇〇"
_TONES = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜêńňǹḿ"
_PINYIN = re.compile(rf"[a-zA-Zü\s{_TONES}]*[a-zü{_TONES}][a-zA-Zü\s{_TONES}]*$")
_FORMAT_SWITCH = re.compile(r"""\\\*\s*(?:"[^"]*"|\S+)""")
_OPTION = re.compile(r"\\[a-zA-Z]+(?:\s*-?\d+)?\s*|\\[^a-zA-Z,;()]")
_SYMBOL = re.compile(r"^\s*SYMBOL\s+(?P<code>0x[0-9a-fA-F]+|\d+)(?P<rest>.*)$", re.IGNORECASE | re.DOTALL)
_FONT = re.compile(r'\\f\s*(?:"(?P<quoted>[^"]*)"|(?P<bare>\S+))', re.IGNORECASE)
_BUTTON = re.compile(r"^\s*(?:MACROBUTTON|GOTOBUTTON)\s+\S+\s+(?P<shown>.*)$", re.IGNORECASE | re.DOTALL)
_QUOTE = re.compile(r'^\s*QUOTE\s+"(?P<shown>[^"]*)"', re.IGNORECASE)
_EQUATION = re.compile(r"^\s*EQ(?=[\s\\])", re.IGNORECASE)
_LONGEST = 4000
"""Characters of an instruction that is looked at; those of Word's own commands have a hundred."""
_DEEPEST = 20


def symbol(font: str, code: int) -> str:
    """The character that a code of a font of signs (Wingdings) stands for; □ for one without a like; of others itself."""
    bare = code - _PRIVATE if _PRIVATE <= code < _PRIVATE + 0x100 else code
    if not font.lower().startswith(_SYMBOL_FONTS):
        return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    if font.lower().startswith("symbol"):
        return chr(bare) if 0x20 <= bare < 0x7F else "·"
    return _WINGDINGS_TICKS.get(bare, "·")


def shown_by(instruction: str) -> str:
    """What a field with this instruction and no stored result shows; empty where that cannot be known."""
    instruction = instruction[:_LONGEST]
    if (found := _SYMBOL.match(instruction)) is not None:
        font = _FONT.search(found["rest"])
        return symbol((font["quoted"] or font["bare"] or "") if font else "", int(found["code"], 0))
    for pattern in (_BUTTON, _QUOTE):
        if (shown := pattern.match(instruction)) is not None:
            return shown["shown"].strip()
    if (equation := _EQUATION.match(instruction)) is not None:
        return _equation(_FORMAT_SWITCH.sub("", instruction[equation.end() :])).strip()
    return ""


def _equation(text: str, depth: int = 0) -> str:
    """What an equation or one of its operands shows, read from left to right."""
    pieces: list[str] = []
    position = 0
    while position < len(text):
        if text[position] == "\\" and text[position + 1 : position + 2].isalpha() and depth < _DEEPEST:
            switch, position = _switch(text, position)
            opened = position < len(text) and text[position] == "("
            operands, position = _operands(text, position) if opened else ([], position)
            pieces.append(_shown(switch, [_equation(one, depth + 1) for one in operands]))
        elif text[position] == "\\":
            pieces.append(text[position + 1 : position + 2])
            position += 2
        else:
            pieces.append(text[position])
            position += 1
    return "".join(pieces).strip()


def _switch(text: str, position: int) -> tuple[str, int]:
    r"""The letters of a switch with its options (\o\ad, \s\up 9), and where its operands begin."""
    switch = ""
    while (option := _OPTION.match(text, position)) is not None:
        switch += option[0]
        position = option.end()
        if text.startswith("(", position):
            break
    return switch.lower(), position


def _operands(text: str, position: int) -> tuple[list[str], int]:
    """The operands within the brackets that open at a position, set apart by commas, and where they end."""
    depth, start, operands = 0, position + 1, []
    while position < len(text):
        char = text[position]
        if char == "\\":
            position += 1
        elif char == "(":
            depth += 1
        elif char in ",;，" and depth == 1:
            operands.append(text[start:position])
            start = position + 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                break
        position += 1
    return [*operands, text[start:position]], position + 1


def _shown(switch: str, operands: list[str]) -> str:
    filled = [operand for operand in operands if operand]
    if switch.startswith("\\f") and len(operands) == 2:
        return f"{operands[0]}/{operands[1]}"
    if switch.startswith("\\r") and operands:
        return f"{operands[0] if len(filled) > 1 else ''}√{operands[-1]}"
    if switch.startswith("\\o") and len(filled) > 1:
        return _overlaid(filled)
    if switch.startswith("\\l"):
        return "，".join(filled)
    return "".join(filled)


def _overlaid(operands: list[str]) -> str:
    """What is set over each other: pinyin over a character, a circle around one, two lines in one."""
    first, *others = operands
    if _PINYIN.match(first) and not _PINYIN.match("".join(others)):
        return "".join(others)
    inner = "".join(others)
    if first in _CIRCLES:
        return chr(0x2460 + int(inner) - 1) if inner.isdecimal() and 1 <= int(inner) <= 20 else inner
    return "".join(operands)
