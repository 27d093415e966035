"""What Jinja2 says of a mistake, in Chinese."""

from __future__ import annotations

import re

_SAYINGS = (
    (r"No filter named '(.+?)'", "没有过滤器 {0}"),
    (r"No test named '(.+?)'", "没有判断 {0}"),
    (r"Encountered unknown tag '(.+?)'", "不认识或多余的标签 {0}"),
    (r"Unexpected end of template", "到末尾还有 if、for、macro 或 set 没有结尾"),
    (r"unexpected end of template", "到末尾还有 {{{{ 或 {{% 没有合上"),
    (r"expected token '(.+?)', got '(.+?)'", "“{1}”出现得不是地方"),
    (r"unexpected '(.+?)', expected '(.+?)'", "遇到“{0}”，应当先有“{1}”"),
    (r"unexpected '(.+?)'", "“{0}”出现得不是地方"),
    (r"unexpected char '(.+?)'", "不认识的字符“{0}”"),
    (r"Missing end of (?:comment|raw)", "注释或原文块没有结尾"),
    (r"^'(\w+)' is undefined", "没有 {0} 这个名称"),
    (r"has no (?:attribute|element) '?(\w+)'?", "值里没有 {0} 这一项"),
    (r"access to attribute '(\w+)'", "不许用属性 {0}"),
    (r"division by zero", "除数是零"),
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def in_chinese(message: str | None) -> str:
    """Jinja2's message in Chinese; one that is Chinese already stays, one nobody knows becomes 写法有误."""
    text = message or ""
    for pattern, saying in _SAYINGS:
        match = re.search(pattern, text)
        if match:
            return saying.format(*match.groups())
    return text if _CHINESE.search(text) else "写法有误"
