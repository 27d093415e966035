"""Where on a web page the article is."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_CONTAINERS = (
    "#UCAP-CONTENT,.TRS_Editor,.trs_editor_view,#zoom,#Zoom,.pages_content,#js_content,.article-content,#artibody,"
    ".rm_txt_con,#rwb_zw,.TRS_PreAppend,#detail,.xxgk_detail,.content_text,.view,.cnt_bd,#content_area,.content_area"
)
_LEAST_HAN = 60
_CANDIDATES = "p,div,td,section,span,font,article,li,dd,center,b,strong"
_INLINE = {"span", "font", "b", "strong", "a", "em", "i", "u"}
_NO_ARTICLE = {"html", "-document"}
_HAN = re.compile("[\u3400-\u9fff]")
_PUNCTUATION = re.compile("[，。；、：！？,;]")
_LEAST_OWN_HAN = 10
_BLOCK_SHARE, _PARENT_SHARE, _GRANDPARENT_SHARE = 0.5, 1.0, 0.5
_MOST_LINKS = 0.05


def article_node(page: LexborHTMLParser) -> LexborNode | None:
    """The node that holds the article: a container that official sites use, else the densest in prose; else the body."""
    known = [node for node in page.css(_CONTAINERS) if _han(node) >= _LEAST_HAN]
    if known:
        return max(known, key=lambda node: len(_text(node)))
    return _densest(page) or page.body


def _densest(page: LexborHTMLParser) -> LexborNode | None:
    """The node with most prose of its own or right below it, links discounted, widened while its parent adds prose."""
    scores: defaultdict[int, float] = defaultdict(float)
    nodes: dict[int, LexborNode] = {}
    for node in page.css(_CANDIDATES):
        weight = _own_prose(node)
        if not weight:
            continue
        block: LexborNode | None = node
        while block is not None and block.tag in _INLINE:
            block = block.parent
        for share in (_BLOCK_SHARE, _PARENT_SHARE, _GRANDPARENT_SHARE):
            if block is None or block.tag in _NO_ARTICLE:
                break
            nodes[block.mem_id] = block
            scores[block.mem_id] += weight * share
            block = block.parent
    if not nodes:
        return None
    return _widened(nodes[max(nodes, key=lambda key: scores[key] * (1 - _link_share(nodes[key])))])


def _own_prose(node: LexborNode) -> float:
    """How much the text that stands right in this node looks like prose; more where <br> sets its paragraphs apart."""
    own = "".join(
        child.text(deep=False) or "" for child in node.iter(include_text=True) if child.tag == "-text"
    )
    han, marks = len(_HAN.findall(own)), len(_PUNCTUATION.findall(own))
    if han < _LEAST_OWN_HAN or not marks:
        return 0.0
    breaks = sum(1 for child in node.iter() if child.tag == "br")
    weight = 1 + min(han / 50, 3) + min(marks * 0.5, 3)
    return weight * min(breaks, 8) * 0.7 if breaks >= 2 else weight


def _widened(node: LexborNode) -> LexborNode:
    parent = node.parent
    while parent is not None and parent.tag not in _NO_ARTICLE:
        more_han = _han(parent) > 1.25 * _han(node)
        more_marks = len(_PUNCTUATION.findall(_text(parent))) > 1.2 * len(_PUNCTUATION.findall(_text(node)))
        if not (more_han and more_marks and _link_share(parent) < _MOST_LINKS):
            break
        node, parent = parent, parent.parent
    return node


def _text(node: LexborNode) -> str:
    return node.text() or ""


def _han(node: LexborNode) -> int:
    return len(_HAN.findall(_text(node)))


def _link_share(node: LexborNode) -> float:
    links = sum(len(link.text() or "") for link in node.css("a"))
    return links / max(len(_text(node)), 1)
