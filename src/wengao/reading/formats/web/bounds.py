"""What a web page may have at most, told from its source before it is parsed.

The parser takes time with the square of how deep elements stand in one another, and of how many attributes one tag has.
A pass over the tags follows the rules of HTML (13.2.6) as far as they say what an end tag closes.
"""

from __future__ import annotations

import re

MOST_ATTRIBUTES = 1000
"""Attributes of one tag; pages that people read have a few dozen at most, and a thousand take the parser 2 ms."""
DEEPEST = 1000
"""Elements that stand in one another; browsers go no deeper than 512, and a MB of tags at this depth takes a second."""
_TAG = re.compile(r"<(?:(?P<ends>/)?(?P<name>[a-zA-Z][^\s/>]*)|!--)")
_ATTRIBUTE = re.compile(
    r"""[\s/]*(?:(?P<closes>>)|(?P<name>[^\s/>][^\s/>=]*)(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|[^\s>]*))?)"""
)
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)  # fmt: skip
_END_MAY_BE_MISSING = frozenset(
    ("html", "head", "body", "li", "dt", "dd", "tr", "tbody", "thead", "tfoot", "colgroup", "option", "optgroup", "rt", "rp")
)  # fmt: skip
"""Elements that the next of their kind closes."""
_TEXT_ONLY = frozenset(
    ("script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "noscript")
)
"""Elements in which tags are text."""
_MARKERS = frozenset(("table", "td", "th", "caption", "object", "button", "marquee", "applet", "template"))
"""Elements that an end tag inside them cannot reach beyond, unless it is their own."""
_CELLS = frozenset(("td", "th", "caption"))
_OF_A_TABLE = frozenset((*_CELLS, "tr", "tbody", "thead", "tfoot", "colgroup", "col"))
"""Elements that end the cell before them."""
_CLOSE_PARAGRAPH = frozenset(
    ("address", "article", "aside", "blockquote", "center", "details", "dir", "div", "dl", "fieldset", "figure", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "menu", "nav", "ol", "p", "pre", "section",
     "table", "ul")
)  # fmt: skip
_FOREIGN = frozenset(("svg", "math"))


def beyond_bounds(source: str) -> str:
    """What a page has too much of, in Chinese; empty where it keeps within the bounds."""
    opened = _OpenElements()
    position = 0
    while found := _TAG.search(source, position):
        name = (found["name"] or "").lower()
        if not name:
            position = _after(source, "-->", found.end())
            continue
        position, attributes = _attributes(source, found.end())
        if attributes > MOST_ATTRIBUTES:
            return f"一个标签有 {MOST_ATTRIBUTES} 个以上的属性"
        if found["ends"]:
            opened.close(name)
            continue
        opened.open(name)
        if opened.depth > DEEPEST:
            return f"标签一层套一层，超过 {DEEPEST} 层"
        if name in _TEXT_ONLY:
            ended = re.compile(f"</{name}", re.IGNORECASE).search(source, position)
            position = ended.start() if ended else len(source)
    return ""


def _after(source: str, mark: str, position: int) -> int:
    found = source.find(mark, position)
    return len(source) if found < 0 else found + len(mark)


def _attributes(source: str, position: int) -> tuple[int, int]:
    """Where a tag ends whose attributes begin at `position`, and how many it has, counted to just beyond the bound."""
    count = 0
    while count <= MOST_ATTRIBUTES and (found := _ATTRIBUTE.match(source, position)):
        position = found.end()
        if found["closes"]:
            break
        count += 1
    return position, count


class _OpenElements:
    """The elements that are open. A frame for each marker among them: the names above it, and how often each."""

    def __init__(self) -> None:
        self._frames: list[tuple[list[str], dict[str, int]]] = [([], {})]
        self._foreign = False
        self.depth = 0

    def open(self, name: str) -> None:
        """A start tag. In SVG and MathML no element closes another by itself."""
        self._foreign = self._foreign or name in _FOREIGN
        if not self._foreign and name in _OF_A_TABLE:
            self._close_cell()
        if not self._foreign and name in _CLOSE_PARAGRAPH:
            self._close_here("p")
        if name in _VOID or (name in _END_MAY_BE_MISSING and not self._foreign):
            return
        names, counts = self._frames[-1]
        names.append(name)
        counts[name] = counts.get(name, 0) + 1
        self.depth += 1
        if name in _MARKERS:
            self._frames.append(([], {}))

    def close(self, name: str) -> None:
        """An end tag: it closes the last element of its name and all within, but reaches over no other marker."""
        if self._close_here(name) or name not in _MARKERS:
            return
        for index in range(len(self._frames) - 1, 0, -1):
            names, _ = self._frames[index - 1]
            if names[-1] == name:
                self.depth -= sum(len(above) for above, _ in self._frames[index:])
                del self._frames[index:]
                self._close_here(name)
                return

    def _close_cell(self) -> None:
        """End the cell that is open, if one is, and what is open in it."""
        if len(self._frames) > 1 and self._frames[-2][0][-1] in _CELLS:
            cell = self._frames[-2][0][-1]
            self.depth -= len(self._frames.pop()[0])
            self._close_here(cell)

    def _close_here(self, name: str) -> bool:
        names, counts = self._frames[-1]
        if not counts.get(name):
            return False
        while True:
            closed = names.pop()
            counts[closed] -= 1
            self.depth -= 1
            if closed == name:
                return True
